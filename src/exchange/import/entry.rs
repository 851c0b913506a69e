//! One object that rows describe, and what it is known by.

use super::draft::Says;
use super::told::RowIx;
use crate::incident::{Node, Noun, fold};

/// Which of the objects of a book.
pub(super) type EntryIx = usize;

/// An object.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) noun: Noun,
    /// The incident that it belongs to, where that is said or must be.
    pub(super) incident: Option<EntryIx>,
    pub(super) id: Option<String>,
    pub(super) slots: Vec<Slot>,
    /// The rows that describe it, the first that did first.
    pub(super) rows: Vec<RowIx>,
    /// The row that is about it, where one is.
    pub(super) own_row: Option<RowIx>,
}

/// What an object has under a key.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) key: String,
    pub(super) inner: Option<String>,
    pub(super) value: Bound,
    pub(super) columns: Vec<String>,
    pub(super) row: RowIx,
}

/// A value, with the objects that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Node(Node),
    Refs(Vec<Ref>),
    Says(Says),
}

/// The naming of another object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ref {
    /// One that the row describes.
    To(EntryIx),
    /// An id or a name, yet to be looked up.
    Text(String),
}

impl Entry {
    pub(super) fn slot(&self, key: &str) -> Option<&Slot> {
        let mut slots = self.slots.iter();
        slots.find(|slot| slot.key == key && slot.inner.is_none())
    }

    /// Returns the text under a key.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match &self.slot(key)?.value {
            Bound::Node(node) => node.as_text(),
            _ => None,
        }
    }

    /// Returns what people call it.
    pub(super) fn name(&self) -> Option<&str> {
        name_key(self.noun).and_then(|key| self.text(key))
    }
}

/// The key of what people call such an object.
pub(super) fn name_key(noun: Noun) -> Option<&'static str> {
    match noun {
        Noun::Source | Noun::Party | Noun::Person => Some("name"),
        Noun::Incident => Some("title"),
        Noun::Measure => Some("label"),
        Noun::Report => Some("url"),
        Noun::Claim => None,
    }
}

/// Tells whether such objects belong to one incident, and are never shared.
pub(super) fn is_of_an_incident(noun: Noun) -> bool {
    matches!(noun, Noun::Measure | Noun::Claim | Noun::Person)
}

/// Returns the text under a key.
pub(super) fn text_of<'a>(slots: &'a [Slot], key: &str) -> Option<&'a str> {
    let slot = slots
        .iter()
        .find(|slot| slot.key == key && slot.inner.is_none())?;
    match &slot.value {
        Bound::Node(node) => node.as_text(),
        _ => None,
    }
}

/// What an object may be known by, folded.
pub(super) fn names_of(noun: Noun, slots: &[Slot]) -> Vec<String> {
    let text = |key: &str| text_of(slots, key).map(fold);
    let mut names = Vec::new();
    if noun == Noun::Report {
        names.extend(text_of(slots, "url").map(address));
    } else {
        names.extend(name_key(noun).and_then(text));
    }
    match noun {
        Noun::Person => {
            let variants = slots.iter().find(|slot| slot.key == "variants");
            if let Some(Bound::Node(node)) = variants.map(|slot| &slot.value) {
                names.extend(node.items().iter().filter_map(|one| {
                    let name = one.as_text().or(one.get("name").and_then(Node::as_text));
                    name.map(fold)
                }));
            }
        }
        // Without a label, what is counted tells measures apart.
        Noun::Measure if names.is_empty() => {
            names.extend(
                text("outcome")
                    .zip(text("group"))
                    .map(|(a, b)| format!("{b} {a}")),
            );
        }
        _ => {}
    }
    names.retain(|name| !name.is_empty());
    names
}

/// An address as it tells pages apart: its scheme and its host without regard to case, the rest as
/// it stands, since servers tell `/aB` from `/Ab`.
pub(super) fn address(url: &str) -> String {
    let url = url.trim();
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    format!("{}://{}{path}", scheme.to_lowercase(), host.to_lowercase())
}
