//! Where `import` finds its scripts.
//!
//! Imports are relative to the importing file and never lead out of the folder of the main script:
//! a script from a stranger cannot read a file beside that folder by importing it. `std/NAME` is a
//! script that comes with the program.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use rhai::{Engine, EvalAltResult, GlobalRuntimeState, Module, ModuleResolver, Position, Scope};

use super::compile;
use super::fault::{Fault, Outcome, stopped};
use super::limits::Limit;
use super::meter::Stop;
use super::shelf::{SHELF, STANDARD};
use super::source::{Source, read_script};
use super::state::State;
use super::suggest::did_you_mean;

pub(crate) struct Resolver {
    state: State,
    /// What is being loaded, outermost first: where each is, and what it is called.
    open: RefCell<Vec<(Location, Arc<str>)>>,
    loaded: RefCell<HashMap<Location, Rc<Module>>>,
}

/// Where a module is: the same module by whichever way it is imported.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Location {
    Shelf(&'static str),
    File(PathBuf),
}

impl Resolver {
    pub(crate) fn new(state: State) -> Self {
        Self {
            state,
            open: RefCell::default(),
            loaded: RefCell::default(),
        }
    }

    fn load(
        &self,
        engine: &Engine,
        global: &mut GlobalRuntimeState,
        path: &str,
        at: Position,
    ) -> Outcome<Rc<Module>> {
        let importer = self
            .state
            .sources()
            .get(global.source().unwrap_or_default());
        let (location, source) = find(&self.state, importer.as_ref(), path)?;
        if let Some(module) = self.loaded.borrow().get(&location) {
            return Ok(Rc::clone(module));
        }
        self.enter(&location, &source)?;
        let name = source.name.to_string();
        let module = self.make(engine, global, source);
        self.open.borrow_mut().pop();
        let module = module.map_err(|error| EvalAltResult::ErrorInModule(name, error, at))?;
        let module = Rc::new(module);
        self.state.sources().add_module(Rc::clone(&module));
        self.loaded
            .borrow_mut()
            .insert(location, Rc::clone(&module));
        Ok(module)
    }

    fn enter(&self, location: &Location, source: &Source) -> Outcome<()> {
        let mut open = self.open.borrow_mut();
        if let Some(first) = open.iter().position(|(known, _)| known == location) {
            let circle: Vec<&str> = open[first..]
                .iter()
                .map(|(_, name)| name.as_ref())
                .collect();
            return Err(Fault::new(format!(
                "import cycle: {} -> {}",
                circle.join(" -> "),
                circle[0]
            ))
            .hint("put what both need into a third script that imports neither")
            .raise());
        }
        if open.len() >= self.state.meter().limits().imports {
            return Err(self.stop(Limit::Imports));
        }
        open.push((location.clone(), Arc::clone(&source.name)));
        Ok(())
    }

    fn make(
        &self,
        engine: &Engine,
        global: &mut GlobalRuntimeState,
        source: Source,
    ) -> Outcome<Module> {
        let sources = self.state.sources();
        sources.add(&source);
        let names = compile::names(&Scope::new());
        let mut ast = engine
            .compile_with_scope(&names, source.text())
            .map_err(|error| EvalAltResult::ErrorParsing(*error.0, error.1))?;
        ast.set_source(source.name());
        sources.add_functions(&source, &ast);
        compile::check(engine, &sources, &source, &ast).map_err(compile::Refusal::raise)?;
        // The engine keeps the constants of a top level alone, wherever the import stands.
        let depth = std::mem::take(&mut global.scope_level);
        sources.begin_loading(&source.name, global.level);
        // A fresh scope: under the one of the importer its variables would be the module's.
        let module = Module::eval_ast_as_new_raw(engine, &mut Scope::new(), global, &ast);
        sources.end_loading();
        global.scope_level = depth;
        module
    }

    fn stop(&self, limit: Limit) -> Box<EvalAltResult> {
        self.state.meter().stop(Stop::Limit(limit));
        stopped()
    }
}

impl ModuleResolver for Resolver {
    fn resolve(
        &self,
        engine: &Engine,
        source: Option<&str>,
        path: &str,
        at: Position,
    ) -> Outcome<Rc<Module>> {
        let mut global = engine.new_global_runtime_state();
        global.source = source.map(Into::into);
        self.load(engine, &mut global, path, at)
    }

    fn resolve_raw(
        &self,
        engine: &Engine,
        global: &mut GlobalRuntimeState,
        _: &mut Scope,
        path: &str,
        at: Position,
    ) -> Outcome<Rc<Module>> {
        self.load(engine, global, path, at).map_err(|mut error| {
            if error.position().is_none() {
                error.set_position(at);
            }
            error
        })
    }
}

/// A resolver shared by the engine and the host that can clear it.
pub(crate) struct Shared(pub(crate) Rc<Resolver>);

impl ModuleResolver for Shared {
    fn resolve(
        &self,
        engine: &Engine,
        source: Option<&str>,
        path: &str,
        at: Position,
    ) -> Outcome<Rc<Module>> {
        self.0.resolve(engine, source, path, at)
    }

    fn resolve_raw(
        &self,
        engine: &Engine,
        global: &mut GlobalRuntimeState,
        scope: &mut Scope,
        path: &str,
        at: Position,
    ) -> Outcome<Rc<Module>> {
        self.0.resolve_raw(engine, global, scope, path, at)
    }
}

impl Resolver {
    /// Forgets what is loaded, so that the next import reads the files again. After a panic it also
    /// forgets what was being loaded.
    pub(crate) fn clear(&self) {
        self.loaded.borrow_mut().clear();
        self.begin();
    }

    /// Forgets what was being loaded when an evaluation was cut short by a panic.
    pub(crate) fn begin(&self) {
        self.open.borrow_mut().clear();
        self.state.sources().forget_loading();
    }
}

/// Finds the source that an import names, and reads it.
///
/// # Errors
/// Where there is none that can be read.
pub(crate) fn source_of(state: &State, importer: &Source, path: &str) -> Result<Source, Fault> {
    let found = find(state, Some(importer), path);
    found
        .map(|(_, source)| source)
        .map_err(|error| match *error {
            EvalAltResult::ErrorRuntime(value, _) if value.is::<Fault>() => value.cast::<Fault>(),
            other => Fault::new(other.to_string()),
        })
}

fn find(state: &State, importer: Option<&Source>, path: &str) -> Outcome<(Location, Source)> {
    let path = path.trim();
    let short = path.strip_suffix(".rhai").unwrap_or(path);
    if let Some(name) = short.strip_prefix(STANDARD) {
        return on_shelf_or_missing(name);
    }
    refuse_outside(path)?;
    let importer = importer.filter(|importer| !importer.name.starts_with(STANDARD));
    let Some(importer) = importer else {
        return Err(missing(path, None));
    };
    let mut relative = PathBuf::from(short);
    relative.as_mut_os_string().push(".rhai");
    let file = importer.folder.join(&relative);
    let (Ok(root), Ok(file)) = (importer.root.canonicalize(), file.canonicalize()) else {
        return Err(missing(path, Some(&importer.folder)));
    };
    if !file.starts_with(&root) {
        return Err(outside(path, "is a link that leads out of it"));
    }
    // A named pipe would keep the reader waiting for ever, where no limit looks.
    if !file.is_file() {
        return Err(Fault::new(format!("cannot import `{path}`: it is no regular file")).raise());
    }
    let text = read_script(&file, state.meter().limits().file).map_err(|error| {
        if error.kind() == ErrorKind::FileTooLarge {
            state.meter().stop(Stop::Limit(Limit::File));
        }
        Fault::new(format!("cannot read `{path}`: {error}")).raise()
    })?;
    // The name as it would be typed from where the main script was named.
    let beside = Path::new(importer.name.as_ref())
        .parent()
        .unwrap_or(Path::new(""));
    let name: PathBuf = beside
        .join(&relative)
        .components()
        .filter(|c| *c != Component::CurDir)
        .collect();
    let mut source = Source::new(&name.to_string_lossy().replace('\\', "/"), &text);
    source.folder = file
        .parent()
        .map_or_else(|| root.clone(), Path::to_path_buf);
    source.root = root;
    Ok((Location::File(file), source))
}

fn on_shelf_or_missing(name: &str) -> Outcome<(Location, Source)> {
    let shelved = SHELF.iter().find(|(known, _)| *known == name);
    match (shelved, Source::shipped(name)) {
        (Some((known, _)), Some(source)) => Ok((Location::Shelf(known), source)),
        _ => Err(missing(&format!("{STANDARD}{name}"), None)),
    }
}

fn refuse_outside(path: &str) -> Outcome<()> {
    if path.is_empty() || path.chars().any(char::is_control) {
        return Err(Fault::new("`import` takes the name of a script")
            .hint("such as `import \"lib/helpers\" as helpers`")
            .raise());
    }
    // A drive letter, a share or an address, whatever system reads it.
    if path.contains(['\\', ':']) {
        return Err(outside(path, "is no path relative to it"));
    }
    let leads_out = |part| !matches!(part, Component::Normal(_) | Component::CurDir);
    match Path::new(path).components().find(|part| leads_out(*part)) {
        Some(Component::ParentDir) => Err(outside(path, "goes up with `..`")),
        Some(_) => Err(outside(path, "is absolute")),
        None => Ok(()),
    }
}

fn outside(path: &str, why: &str) -> Box<EvalAltResult> {
    Fault::new(format!("cannot import `{path}`: it {why}"))
        .hint("imports stay inside the folder of the script that is run; move the file there")
        .raise()
}

fn missing(path: &str, folder: Option<&Path>) -> Box<EvalAltResult> {
    let known: Vec<String> = SHELF
        .iter()
        .map(|(name, _)| format!("{STANDARD}{name}"))
        .collect();
    let mut fault = Fault::new(format!("there is no script `{path}` to import"));
    // The folder is the same in all of them: alone it makes no two names alike.
    let bare = path.strip_prefix(STANDARD).unwrap_or(path);
    let is_near = did_you_mean(bare, SHELF.iter().map(|(name, _)| *name)).is_some();
    if let Some(hint) = did_you_mean(path, known.iter().map(String::as_str)).filter(|_| is_near) {
        fault = fault.hint(hint);
    }
    if folder.is_some() && !path.starts_with(STANDARD) {
        fault = fault
            .hint("a name is looked for beside the script that imports it, with `.rhai` added");
    }
    if !known.is_empty() {
        fault = fault.note(format!("with the program come {}", known.join(", ")));
    }
    fault.raise()
}
