//! The catalog of checks.

use super::{casebooks, scripts, waivers};

/// A check: one kind of mistake that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// The word for it, which never changes: waivers and other programs name it.
    pub id: &'static str,
    /// What it looks at.
    pub subject: Subject,
    /// How much what it finds weighs.
    pub level: Level,
    /// What it finds, in one line without a full stop.
    pub about: &'static str,
    /// The page of it, in Markdown: what, why, bad, better.
    pub page: &'static str,
}

/// What a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Scripts.
    Scripts,
    /// Casebooks.
    Casebooks,
    /// Both.
    Both,
}

impl Subject {
    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Scripts => "scripts",
            Self::Casebooks => "casebooks",
            Self::Both => "both",
        }
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is certain.
    Error,
    /// It may be as it should: never a reason to fail.
    Hint,
}

impl Level {
    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Hint => "hint",
        }
    }
}

/// Returns every check, those of scripts first, in the order in which they are listed.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    let own = scripts::CHECKS.iter().chain(casebooks::CHECKS);
    own.chain(waivers::CHECKS)
}

/// Returns the check of this id.
#[must_use]
pub fn check_named(id: &str) -> Option<&'static Check> {
    checks().find(|check| check.id == id)
}
