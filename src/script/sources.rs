//! Every text that has been compiled, so that an error in any of them can show its line.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use rhai::{AST, Module, Position};

use super::failure::Place;
use super::source::{ANONYMOUS, Source};

/// The name of a function and how many parameters it has.
type Named = (String, usize);

#[derive(Default)]
pub(crate) struct Sources {
    known: RefCell<HashMap<Arc<str>, Source>>,
    functions: RefCell<HashMap<Arc<str>, Vec<Named>>>,
    /// How many parameters a closure takes, and the source that it is written in.
    closures: RefCell<HashMap<String, (usize, Arc<str>)>>,
    modules: RefCell<Vec<Rc<Module>>>,
    builtins: OnceCell<HashSet<Named>>,
    on_compiled: RefCell<Option<OnCompiled>>,
    /// The modules whose top levels are being run, outermost first, and at which level of calls.
    loading: RefCell<Vec<(Arc<str>, usize)>>,
}

/// Told of every source that was compiled.
type OnCompiled = Box<dyn Fn(&Source, &AST)>;

impl Sources {
    pub(crate) fn add(&self, source: &Source) {
        self.known
            .borrow_mut()
            .insert(Arc::clone(&source.name), source.clone());
    }

    /// Says who is told of every source that is compiled from here on.
    pub(crate) fn on_compiled(&self, told: OnCompiled) {
        self.on_compiled.replace(Some(told));
    }

    /// The top level of a module begins to run, at this level of calls.
    pub(crate) fn begin_loading(&self, source: &Arc<str>, level: usize) {
        let mut loading = self.loading.borrow_mut();
        loading.push((Arc::clone(source), level));
    }

    /// The last of them has ended.
    pub(crate) fn end_loading(&self) {
        self.loading.borrow_mut().pop();
    }

    /// Forgets those that were cut short by a panic.
    pub(crate) fn forget_loading(&self) {
        self.loading.borrow_mut().clear();
    }

    /// Returns the module whose top level runs at this level of calls. A function of it runs at a
    /// higher one.
    pub(crate) fn loading_at(&self, level: usize) -> Option<Arc<str>> {
        let loading = self.loading.borrow();
        let (source, at) = loading.last()?;
        (*at == level).then(|| Arc::clone(source))
    }

    /// Keeps what a source defines, for suggestions, and how many parameters its closures take.
    pub(crate) fn add_functions(&self, source: &Source, ast: &AST) {
        if let Some(told) = &*self.on_compiled.borrow() {
            told(source, ast);
        }
        let mut named = Vec::new();
        for function in ast.iter_functions() {
            let (name, params) = (function.name.to_owned(), function.params.len());
            if name.starts_with(ANONYMOUS) {
                let of = (params, Arc::clone(&source.name));
                self.closures.borrow_mut().insert(name, of);
            } else {
                named.push((name, params));
            }
        }
        self.functions
            .borrow_mut()
            .insert(Arc::clone(&source.name), named);
    }

    /// Forgets what a source defines, where nothing of it came to be.
    pub(crate) fn forget_functions(&self, source: &str) {
        self.functions.borrow_mut().remove(source);
    }

    /// Returns the name of every builtin with how many parameters it has; listed once a host.
    pub(crate) fn builtins(&self, list: impl FnOnce() -> Vec<Named>) -> &HashSet<Named> {
        self.builtins.get_or_init(|| list().into_iter().collect())
    }

    /// Keeps a module that is loaded, so that closures made in it can be called elsewhere.
    pub(crate) fn add_module(&self, module: Rc<Module>) {
        self.modules.borrow_mut().push(module);
    }

    /// Returns how many parameters a closure takes, what it captures included.
    pub(crate) fn closure(&self, name: &str) -> Option<usize> {
        self.closures.borrow().get(name).map(|(params, _)| *params)
    }

    /// Returns what the source is called that a closure is written in.
    pub(crate) fn source_of_closure(&self, name: &str) -> Option<Arc<str>> {
        let closures = self.closures.borrow();
        closures.get(name).map(|(_, source)| Arc::clone(source))
    }

    /// Returns the names of all sources.
    pub(crate) fn names(&self) -> Vec<Arc<str>> {
        self.known.borrow().keys().cloned().collect()
    }

    /// Returns the loaded module that defines a function.
    pub(crate) fn module_with(&self, name: &str, params: usize) -> Option<Rc<Module>> {
        let modules = self.modules.borrow();
        let mut modules = modules.iter();
        modules
            .find(|module| module.get_script_fn(name, params).is_some())
            .cloned()
    }

    pub(crate) fn get(&self, name: &str) -> Option<Source> {
        self.known.borrow().get(name).cloned()
    }

    /// Returns every function that a script defines.
    pub(crate) fn functions(&self) -> Vec<Named> {
        self.functions
            .borrow()
            .values()
            .flatten()
            .cloned()
            .collect()
    }

    pub(crate) fn place(&self, source: &str, at: Position) -> Option<Place> {
        let source = self.get(source)?;
        let line = at.line()?;
        Some(Place::new(
            source.name,
            source.text,
            line,
            at.position().unwrap_or(1),
        ))
    }
}
