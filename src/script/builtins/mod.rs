//! What scripts can call, a subject a file.
//!
//! A builtin is one place: the function, its `///` text and its runnable example. Help, completion
//! and the manual are read from these.

#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "the macro that makes a module takes functions that are `pub`, hands most values over, \
              and unwraps what the engine has checked"
)]

mod arrays;
mod assertions;
mod basics;
mod claim;
mod claims;
mod closures;
mod draft;
mod estimates;
mod figures;
mod incident;
mod lists;
mod names;
mod numbers;
mod objects;
mod origins;
mod plain;
mod profiles;
mod tables;
pub(crate) mod values;

use rhai::Module;

pub(crate) use assertions::{failed, thrown_text};
pub(crate) use claim::described;

use super::{compare, guard, refused};

/// A subject of the manual and the module that holds its builtins.
pub(crate) struct Subject {
    /// What the manual calls it.
    pub(crate) name: &'static str,
    /// What it is about, in one line.
    pub(crate) about: &'static str,
    pub(crate) module: fn() -> Module,
}

/// The subjects in the order of the manual. A module registered later wins over an earlier one and
/// over the language's own.
pub(crate) const SUBJECTS: &[Subject] = &[
    Subject {
        name: "incident",
        about: "the incident and what it holds",
        module: incident::module,
    },
    Subject {
        name: "claims",
        about: "selections of claims, which remember what they dropped",
        module: claims::module,
    },
    Subject {
        name: "claim",
        about: "one claim",
        module: claim::module,
    },
    Subject {
        name: "origins",
        about: "where figures come from once copies are collapsed",
        module: origins::module,
    },
    Subject {
        name: "figures",
        about: "the figures that are stated, with those who state them",
        module: figures::module,
    },
    Subject {
        name: "names",
        about: "the people whom claims name, with those who name them",
        module: names::module,
    },
    Subject {
        name: "estimates",
        about: "methods that conclude something from claims",
        module: estimates::module,
    },
    Subject {
        name: "tables",
        about: "tables of the incident and tables of one's own",
        module: tables::module,
    },
    Subject {
        name: "profiles",
        about: "what vague words mean in numbers",
        module: profiles::module,
    },
    Subject {
        name: "drafts",
        about: "small incidents built in code, for tests",
        module: draft::module,
    },
    Subject {
        name: "objects",
        about: "sources, reports, measures, people and parties",
        module: objects::module,
    },
    Subject {
        name: "lists",
        about: "lists of what an incident holds",
        module: lists::module,
    },
    Subject {
        name: "basics",
        about: "printing and parameters",
        module: basics::module,
    },
    Subject {
        name: "assertions",
        about: "what a test expects",
        module: assertions::module,
    },
    Subject {
        name: "numbers",
        about: "numbers that are not known",
        module: numbers::module,
    },
    Subject {
        name: "arrays",
        about: "lists that a script makes itself",
        module: arrays::module,
    },
];

/// Modules that are registered beneath the subjects and are not in the manual.
pub(crate) const BENEATH: &[fn() -> Module] = &[compare::module, guard::module, refused::module];
