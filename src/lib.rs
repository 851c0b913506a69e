//! Tallybook: a scripting workbench for people who reconcile conflicting figures.
//!
//! The rooms, in reading order; each may name only those above it, which `tests/layers.rs` keeps.
//!
//! - [`incident`]: what is known, loaded and checked.

pub mod incident;
pub mod reconcile;
