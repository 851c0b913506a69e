//! What one walk through a script tells the next.

use std::collections::{HashMap, HashSet};

use super::ty::Type;

/// A function by its name and how many values it takes.
pub(super) type Named = (String, usize);

/// What is known of the script as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Learned {
    /// Variables that are given a value of another type later on.
    pub(super) mixed: HashSet<String>,
    /// The types that a function of the script is given, where it is called at all.
    pub(super) given: HashMap<Named, Vec<Type>>,
    /// The types that functions of the script answer.
    pub(super) answers: HashMap<Named, Type>,
    /// Whether no type but a plain one is to be relied on.
    pub(super) nothing: bool,
}

impl Learned {
    /// What is known of a script that is not understood.
    pub(super) fn nothing() -> Self {
        Self {
            nothing: true,
            ..Self::default()
        }
    }

    /// Adds the types of a call.
    pub(super) fn call(&mut self, name: &str, types: Vec<Type>) {
        match self.given.get_mut(&(name.to_owned(), types.len())) {
            None => {
                self.given.insert((name.to_owned(), types.len()), types);
            }
            Some(known) => {
                for (known, other) in known.iter_mut().zip(types) {
                    if *known != other {
                        *known = None;
                    }
                }
            }
        }
    }
}
