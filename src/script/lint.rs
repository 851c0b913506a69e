//! Mistakes in a script that compiles: what would silently go wrong when it runs.

use super::failure::Place;
use super::host::Host;
use super::source::Script;

/// A mistake that was found without running the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// The id of the check that found it.
    pub check: &'static str,
    /// Where.
    pub place: Place,
    /// What was found, in one line without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Host {
    /// Looks for mistakes in a script, in the order of its text.
    #[must_use]
    pub fn lint(&self, _script: &Script) -> Vec<Lint> {
        Vec::new()
    }
}
