//! An id in a file: one that an object is given, or one that names another object.

use std::borrow::Cow;

use super::reader::Reader;
use super::seat::Seat;
use super::value::{Raw, Sort, found, items, sort};
use crate::incident::fits_id;

/// The id that an object is given.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) id: String,
    pub(super) offset: usize,
}

impl Given {
    /// Returns the id, or an empty one where none was given.
    pub(super) fn id_of(given: Option<&Self>) -> String {
        given.map(|given| given.id.clone()).unwrap_or_default()
    }
}

/// The naming of another object.
#[derive(Clone, Debug)]
pub(super) struct Mention<'a> {
    pub(super) id: Cow<'a, str>,
    /// Where it stands in the text.
    pub(super) offset: usize,
    /// The key that it stands under, as a path from its object.
    pub(super) key: &'static str,
    /// Which of a list of ids it is.
    pub(super) item: Option<u32>,
}

impl Mention<'_> {
    /// Returns the path, for the object at `seat`.
    pub(super) fn path(&self, seat: Seat) -> String {
        match self.item {
            Some(at) => format!("{}[{at}]", seat.path(self.key)),
            None => seat.path(self.key),
        }
    }
}

const FIT: &str = "an id of 1 to 64 characters, without white space, control characters or `/`";

impl<'a> Reader<'a, '_> {
    /// Reads the id of the object. One that is not fit to be an id is returned all the same, so
    /// that those who name it are not wrong as well.
    pub(super) fn given(&mut self) -> Option<Given> {
        let raw = self.take("id")?;
        let id = self.text_of("id", None, raw, FIT)?;
        if !fits_id(&id) {
            self.wrong("id", None, raw, FIT);
        }
        Some(Given {
            id: id.into_owned(),
            offset: self.sheet.offset(raw.get()),
        })
    }

    /// Reads the id of an object that must have one.
    pub(super) fn required_id(&mut self) -> Option<Given> {
        if !self.has("id") {
            self.missing("id", FIT);
        }
        self.given()
    }

    /// Reads the naming of one other object.
    pub(super) fn mention(&mut self, key: &'static str) -> Option<Mention<'a>> {
        let raw = self.take(key)?;
        self.mention_of(key, None, raw)
    }

    /// Reads the naming of one without whom the object means nothing.
    pub(super) fn required_mention(
        &mut self,
        key: &'static str,
        what: &'static str,
    ) -> Option<Mention<'a>> {
        if !self.has(key) {
            self.missing(key, what);
        }
        self.mention(key)
    }

    /// Reads the naming of one or several others, each kept once.
    pub(super) fn mentions(&mut self, key: &'static str) -> Vec<Mention<'a>> {
        let Some(raw) = self.take(key) else {
            return Vec::new();
        };
        match sort(raw) {
            Sort::Text => self.mention_of(key, None, raw).into_iter().collect(),
            Sort::List => {
                let mut mentions = Vec::new();
                for (at, raw) in items(raw).into_iter().enumerate() {
                    mentions.extend(self.mention_of(key, Some(at), raw));
                }
                mentions
            }
            _ => {
                self.wrong(key, None, raw, "an id or a list of ids");
                Vec::new()
            }
        }
    }

    /// Reads the naming of those without whom the object means nothing.
    pub(super) fn required_mentions(
        &mut self,
        key: &'static str,
        what: &'static str,
    ) -> Vec<Mention<'a>> {
        match self.peek(key) {
            None => self.missing(key, what),
            Some(raw) if sort(raw) == Sort::List && items(raw).is_empty() => {
                let path = self.path(key, None);
                let message = format!("expected {what}, found an empty list");
                self.complain(raw, path, message, None);
            }
            Some(_) => {}
        }
        self.mentions(key)
    }

    pub(super) fn mention_of(
        &self,
        key: &'static str,
        item: Option<usize>,
        raw: Raw<'a>,
    ) -> Option<Mention<'a>> {
        if sort(raw) == Sort::Number {
            let path = self.path(key, item);
            let message = format!("expected an id, found {}", found(raw));
            let hint = format!(
                "an id is a text: write `\"{}\"`",
                super::shown::shown(raw.get())
            );
            self.complain(raw, path, message, Some(hint));
            return None;
        }
        Some(Mention {
            id: self.text_of(key, item, raw, "an id")?,
            offset: self.sheet.offset(raw.get()),
            key,
            item: item.map(|at| u32::try_from(at).unwrap_or(u32::MAX)),
        })
    }
}
