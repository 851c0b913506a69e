//! What the program does, a command a file.
//!
//! A command takes its arguments as plain data and a [`Page`](crate::session::Page) to write on.
//! It returns what went wrong as a [`Diagnostic`], which knows its exit code.

pub mod check;
pub mod compare;
pub mod diff;
pub mod doc;
pub mod eval;
pub mod export;
mod finding;
pub mod fmt;
pub mod fold;
mod folder;
pub mod import;
pub mod merge;
pub mod repl;
pub mod run;
pub mod schema;
mod script;
pub mod show;
pub mod test;
pub mod why;

pub use script::{Given, from_stdin};

use crate::diagnostic::Diagnostic;

/// How a command ends.
pub type Outcome = Result<(), Diagnostic>;
