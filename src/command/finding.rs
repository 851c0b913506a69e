//! What `check` finds in files that are right as far as they go.

use serde::{Serialize, Serializer};

use crate::table::visible;

/// Something to look at. It is no error: whoever codes the casebook decides.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Finding {
    /// The file, where it is known.
    pub(super) file: Option<String>,
    /// The incident.
    pub(super) incident: String,
    /// What sort of finding: a word that never changes.
    pub(super) finding: &'static str,
    /// How much it weighs; there are only hints so far.
    pub(super) level: Level,
    /// The ids of what it is about.
    pub(super) about: Vec<String>,
    /// What was found.
    pub(super) message: String,
    /// What speaks for it and against it.
    pub(super) evidence: Vec<String>,
    /// What to do about it.
    pub(super) decide: String,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Level {
    /// It may be as it should.
    Hint,
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Self::Hint => "hint",
        }
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Finding {
    /// Returns the finding as lines for people, with nothing hidden in them.
    pub(super) fn text(&self) -> String {
        let file = self.file.iter().map(|file| format!("{file}: "));
        let place: String = file.chain([format!("{}: ", self.incident)]).collect();
        let level = self.level.word();
        let first = format!("{place}{level}[{}]: {}", self.finding, self.message);
        let evidence = self.evidence.iter().map(|line| format!("    {line}"));
        let decide = format!("  to decide: {}", self.decide);
        let lines = [first].into_iter().chain(evidence).chain([decide]);
        lines
            .map(|line| visible(&line).into_owned() + "\n")
            .collect()
    }
}
