//! Something that a check found: where, what, and what to do about it.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::script::Place;

use super::{Check, Level};

/// How many ids a line of evidence lists.
const LISTED: usize = 12;

/// Something to look at.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The check that found it; its id and level are those of the finding.
    pub check: &'static Check,
    /// The file, as it is shown.
    pub file: Arc<str>,
    /// Which of the files that are checked it is, in the order in which they were named.
    pub order: usize,
    /// The line, from 1, where it is known.
    pub line: Option<u32>,
    /// In a script, the place with its text.
    pub place: Option<Place>,
    /// In a casebook, the id of the incident; none for what stands beside the incidents.
    pub incident: Option<String>,
    /// The ids of what it is about.
    pub about: Vec<String>,
    /// The line of each of those, where the finding is several: each of them is as it would be
    /// alone, and is waived alone. Empty for a finding that is one.
    pub lines: Vec<u32>,
    /// The id of the report of each of those: a waiver that names it waives all that are of it.
    pub of: Vec<String>,
    /// What was found, in one line without a full stop. May quote the casebook or the script.
    pub message: String,
    /// What speaks for it, and what against it.
    pub evidence: Vec<String>,
    /// What to do about it.
    pub decide: String,
    /// Why it does not count, where somebody has decided so.
    pub waived: Option<Waived>,
}

/// A decision that a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waived {
    /// Why.
    pub reason: String,
    /// Who decided.
    pub decided_by: String,
    /// Until when it holds.
    pub until: Option<String>,
}

impl Finding {
    /// Adds what speaks for it.
    pub(super) fn because(mut self, evidence: impl IntoIterator<Item = String>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    /// Says what to do about it.
    pub(super) fn decide(mut self, decide: impl Into<String>) -> Self {
        self.decide = decide.into();
        self
    }

    /// Tells whether it makes `check` fail.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.check.level == Level::Error && self.waived.is_none()
    }

    /// Tells whether it is that a script does not compile, of which there is an error already.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.check.id == super::scripts::BROKEN.id
    }

    /// Returns what speaks for it; of a finding that is several, first which they are.
    pub fn evidence(&self) -> impl Iterator<Item = String> + '_ {
        let several = (!self.lines.is_empty()).then(|| listed(&self.about));
        several.into_iter().chain(self.evidence.iter().cloned())
    }

    /// Returns the ids that it is about, where neither its message nor its evidence names them all:
    /// whoever waives it needs them.
    #[must_use]
    pub fn unnamed(&self) -> Option<String> {
        let is_named = |id: &String| self.message.contains(&format!("`{id}`"));
        let is_told = !self.lines.is_empty() || self.about.iter().all(is_named);
        (!is_told).then(|| format!("about: {}", listed(&self.about)))
    }

    /// Returns the page that says more, as `doc` is asked for it.
    #[must_use]
    pub fn page(&self) -> String {
        format!("check/{}", self.check.id)
    }
}

/// Lists the first of some ids in backticks: `a`, `b` and 3 more.
pub(super) fn listed<T: AsRef<str>>(ids: &[T]) -> String {
    let shown = ids.iter().take(LISTED);
    let shown: Vec<String> = shown.map(|id| format!("`{}`", id.as_ref())).collect();
    match ids.len().saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A finding as JSON writes it. Keys are added, and none of these changes.
#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    line: Option<u32>,
    column: Option<usize>,
    incident: Option<&'a str>,
    finding: &'a str,
    level: &'a str,
    about: &'a [String],
    message: &'a str,
    evidence: Vec<String>,
    decide: &'a str,
    page: String,
    waived: Option<&'a Waived>,
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = Record {
            file: &self.file,
            line: self.line,
            column: self.place.as_ref().map(|place| place.column),
            incident: self.incident.as_deref(),
            finding: self.check.id,
            level: self.check.level.word(),
            about: &self.about,
            message: &self.message,
            evidence: self.evidence().collect(),
            decide: &self.decide,
            page: self.page(),
            waived: self.waived.as_ref(),
        };
        record.serialize(serializer)
    }
}
