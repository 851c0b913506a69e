//! What one walk through a script tells the next.

use std::collections::{HashMap, HashSet};

use rhai::Position;

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
    /// The places of keys that are read of maps.
    pub(super) of_maps: HashSet<Position>,
}

impl Learned {
    /// Keeps of the types what another walk says as well.
    pub(super) fn keep_agreed(&mut self, other: &Self) {
        self.answers
            .retain(|name, answer| other.answers.get(name) == Some(answer));
        for (name, types) in &mut self.given {
            let before = other.given.get(name);
            for (at, ty) in types.iter_mut().enumerate() {
                if before.and_then(|types| types.get(at)) != Some(ty) {
                    *ty = None;
                }
            }
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
