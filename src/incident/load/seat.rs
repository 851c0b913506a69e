//! Where an object stands in its file.

use std::fmt::Write;

use super::sheet::Sheet;
use crate::incident::Located;

/// The place of an object: where its text begins, and the steps of its path. Small, because each
/// object of a file has one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seat {
    /// Where the text of the object begins.
    pub(super) offset: usize,
    incident: Option<u32>,
    list: Option<(&'static str, u32)>,
    claim: Option<u32>,
}

impl Seat {
    /// The object that is the whole file, or the whole line.
    pub(super) fn root(offset: usize) -> Self {
        Self {
            offset,
            ..Self::default()
        }
    }

    /// The item `at` of the list `key` of this object.
    pub(super) fn item(self, key: &'static str, at: usize, offset: usize) -> Self {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let mut seat = Self { offset, ..self };
        match (key, self.list) {
            ("incidents", _) => seat.incident = Some(at),
            (_, None) => seat.list = Some((key, at)),
            (_, Some(_)) => seat.claim = Some(at),
        }
        seat
    }

    /// Returns the path of what stands under `key`, or of the object where `key` is empty.
    pub(super) fn path(self, key: &str) -> String {
        let mut path = String::new();
        if let Some(at) = self.incident {
            let _ = write!(path, "incidents[{at}].");
        }
        if let Some((list, at)) = self.list {
            let _ = write!(path, "{list}[{at}].");
        }
        if let Some(at) = self.claim {
            let _ = write!(path, "claims[{at}].");
        }
        path.push_str(key);
        path.truncate(path.trim_end_matches('.').len());
        path
    }

    /// Returns the place of a claim in the form that is kept with the incident.
    pub(super) fn located(self, sheet: &Sheet<'_>) -> Located {
        let (report, claim) = match (self.list, self.claim) {
            (Some((_, report)), Some(claim)) => (Some(report), claim),
            (Some((_, claim)), None) => (None, claim),
            _ => (None, 0),
        };
        Located {
            file: sheet.file.clone(),
            line: sheet.line(self.offset),
            incident: self.incident,
            report,
            claim,
        }
    }
}
