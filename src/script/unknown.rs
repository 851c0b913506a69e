//! The number that is not known.
//!
//! It is a value of its own and never zero: arithmetic keeps it, text shows it as `?`, and comparing
//! with it is an error that says so (see `compare`).

/// A number that is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unknown;

/// How it is shown.
pub(crate) const SHOWN: &str = "?";
