//! Where a claim stands in the file that it was loaded from.

use std::fmt::Write;
use std::rc::Rc;

use super::Problem;

/// The place of a claim: a rule that only a higher room can judge points at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The name of the file, as shown.
    pub file: Rc<str>,
    /// The line that the claim begins in, counted from 1.
    pub line: u32,
    /// Which of the file's `incidents` it is in; none where the file or the line is one incident.
    pub incident: Option<u32>,
    /// Which of the incident's `reports` it is in; none for one in the incident's own `claims`.
    pub report: Option<u32>,
    /// Which of the `claims` there it is.
    pub claim: u32,
}

impl Located {
    /// Returns the JSON path of the claim, such as `incidents[0].claims[3]`.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for (list, at) in [("incidents", self.incident), ("reports", self.report)] {
            if let Some(at) = at {
                let _ = write!(path, "{list}[{at}].");
            }
        }
        let _ = write!(path, "claims[{}]", self.claim);
        path
    }

    /// Makes a problem with what this claim has under `key`.
    #[must_use]
    pub fn problem(&self, key: &str, message: impl Into<String>, hint: Option<String>) -> Problem {
        let path = format!("{}.{key}", self.path());
        Problem::new(&*self.file, self.line, path, message, hint)
    }
}
