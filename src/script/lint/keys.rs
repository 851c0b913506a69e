//! The keys that maps of a script may have.

use std::collections::HashSet;

use super::imports::Imports;
use super::tree::Tree;

/// Keys of the maps that builtins answer.
const ANSWERED: [&str; 19] = [
    "name",
    "country",
    "lat",
    "lon",
    "precision",
    "what",
    "of",
    "claim",
    "reason",
    "person",
    "report",
    "identified_only",
    "includes_perpetrators",
    "includes_missing",
    "includes_later_deaths",
    "place",
    "period",
    "message",
    "in",
];

/// The keys that are written anywhere in a script or in the modules that it imports.
pub(super) struct Keys {
    written: HashSet<String>,
    /// Whether there may be keys that are written nowhere.
    pub(super) open: bool,
}

impl Keys {
    pub(super) fn of(tree: &Tree, imports: &Imports) -> Self {
        let mut keys = Self {
            written: ANSWERED.iter().map(|key| (*key).to_owned()).collect(),
            open: imports.missing,
        };
        for tree in std::iter::once(tree).chain(imports.trees()) {
            for unit in tree.units() {
                let facts = &unit.facts;
                let all = facts.keys.iter().chain(&facts.texts).chain(&facts.set);
                keys.written.extend(all.cloned());
                keys.open |= facts.keys_from_data;
            }
        }
        keys
    }

    /// Whether a map may have this key.
    pub(super) fn may_be(&self, key: &str) -> bool {
        self.open || self.written.contains(key)
    }

    /// Whether a key is written somewhere.
    pub(super) fn is_written(&self, key: &str) -> bool {
        self.written.contains(key)
    }

    /// Every key that is written.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.written.iter().map(String::as_str)
    }
}
