//! What would silently go wrong in a script or a casebook, before anybody relies on its figures.
//!
//! A check is one row of the [catalog](checks): its id, which never changes, how much its findings
//! weigh, and the page that says what it finds, why that matters, and how it is done better. What
//! reads a syntax tree lives with the scripts, what weighs claims with judgement; here their answers
//! become findings.

mod casebooks;
mod catalog;
mod scripts;

pub use catalog::{Check, Level, Subject, check_named, checks};
