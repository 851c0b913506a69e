//! Tallybook: a scripting workbench for people who reconcile conflicting figures.
//!
//! The rooms, in reading order; each may name only those above it, which `tests/layers.rs` keeps.
//!
//! - [`incident`]: what is known, loaded and checked.
//! - [`sheet`]: spreadsheet files, read and written, whatever their rows mean.
//! - [`table`]: rows and columns, and the forms in which they are shown.
//! - [`reconcile`]: judgement without script or screen.
//! - [`exchange`]: claims in and out: sheets, merging, comparing.
//! - [`script`]: scripts: the engine, its limits, and what a script can call.
//! - [`check`]: what would silently go wrong in scripts and casebooks, each with its page.
//! - [`diagnostic`]: any error as text, with its place, its hints and its exit code.
//! - [`session`]: one input in, one reply out: the interactive session without a terminal.
//! - [`repl`]: the session at a terminal.
//! - [`command`]: what the program does, a command a file.
//! - [`cli`]: the arguments.

pub mod incident;

pub mod sheet;

pub mod table;

pub mod reconcile;

pub mod exchange;

pub mod script;

pub mod check;

pub mod diagnostic;

pub mod session;

pub mod repl;

pub mod command;

pub mod cli;
