//! Every text that has been compiled, so that an error in any of them can show its line.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use rhai::{AST, Position};

use super::failure::Place;
use super::source::Source;

#[derive(Default)]
pub(crate) struct Sources {
    known: RefCell<HashMap<Arc<str>, Source>>,
    functions: RefCell<HashMap<Arc<str>, Vec<(String, usize)>>>,
}

impl Sources {
    pub(crate) fn add(&self, source: &Source) {
        self.known
            .borrow_mut()
            .insert(Arc::clone(&source.name), source.clone());
    }

    /// Keeps what a source defines, for suggestions and for the arity of closures.
    pub(crate) fn add_functions(&self, source: &Source, ast: &AST) {
        let functions = ast.iter_functions();
        let functions = functions.map(|f| (f.name.to_owned(), f.params.len()));
        self.functions
            .borrow_mut()
            .insert(Arc::clone(&source.name), functions.collect());
    }

    pub(crate) fn get(&self, name: &str) -> Option<Source> {
        self.known.borrow().get(name).cloned()
    }

    /// Returns every function that a source defines, closures included.
    pub(crate) fn functions(&self) -> Vec<(String, usize)> {
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
