//! Scripts: the only room that names the script language's engine.
//!
//! A [`Host`] owns one engine, and with it one [`State`]: what the script prints to, the parameters
//! it was given, and what the domain's builtins need. A [`Source`] is compiled to a [`Script`] and
//! run, loaded as a [`Rule`] and called, or fed as one input of a session. Whatever goes wrong comes
//! back as a [`Failure`]: plain data with its place, its trail of calls and its hints.
//!
//! Invariant: names no terminal. Whoever owns the host says where printed text goes.

mod apply;
mod builtins;
mod callback;
mod calls;
mod comments;
mod compare;
mod compile;
mod desk;
mod difference;
mod elsewhere;
mod engine;
mod example;
mod failure;
mod fault;
mod guard;
mod guarded;
mod host;
mod idioms;
mod input;
mod inside;
mod lexis;
mod limits;
mod lint;
mod manual;
mod members;
mod meter;
mod modules;
mod params;
mod refused;
mod shelf;
mod shown;
mod signature;
mod sort;
mod source;
mod sources;
mod stack;
mod state;
mod statements;
mod suggest;
mod teach;
mod testing;
mod text;
mod trail;
mod types;
mod unclosed;
mod unknown;
mod watch;
mod words;

#[cfg(test)]
mod tests;

pub use apply::{Applied, count_measures};
pub use comments::{Comment, Intent};
pub use desk::Desk;
pub use example::{Example, Expected};
pub use failure::{Call, Failure, Kind, Listing, Place};
pub use host::{Host, Rule};
pub use inside::holds_of_incident;
pub use limits::{Limit, Limits};
pub use lint::Lint;
pub use manual::{Entry, EntryKind, Manual, first_sentence};
pub use params::Param;
pub use shelf::{STANDARD, on_shelf, shelf_names};
pub use shown::Shown;
pub use source::{About, Script, Source};
pub use stack::on_big_stack;
pub use state::{Globals, Sink, State};
pub use testing::{Case, Ended, Ran, Trial, Trials};
pub use watch::{Covered, Timed, Watch};
pub use words::Words;

pub use rhai::{Dynamic, Scope};
