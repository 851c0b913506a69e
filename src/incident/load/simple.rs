//! The simple values of an object: texts, flags, dates, numbers, words of a closed set, lists.

use std::borrow::Cow;

use super::reader::Reader;
use super::shown::all_listed;
use super::value::{Raw, Sort, found, items, sort, text};
use crate::incident::When;
use crate::incident::nearest;

/// A list of objects: its items, or the fact that it could not be read.
#[derive(Default)]
pub(super) struct List<'a> {
    pub(super) items: Vec<Raw<'a>>,
    pub(super) is_torn: bool,
}

impl<'a> Reader<'a, '_> {
    /// Reads what is a text; `expected` says which, where it is none.
    pub(super) fn text_of(
        &self,
        key: &str,
        item: Option<usize>,
        raw: Raw<'a>,
        expected: &str,
    ) -> Option<Cow<'a, str>> {
        if sort(raw) != Sort::Text {
            self.wrong(key, item, raw, expected);
            return None;
        }
        match text(raw) {
            Ok(text) => Some(text),
            Err(_) => {
                let message =
                    format!("expected {expected}, found an escape that is half of a character");
                self.complain(raw, self.path(key, item), message, None);
                None
            }
        }
    }

    /// Reads a text.
    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        let raw = self.take(key)?;
        self.text_of(key, None, raw, "a text").map(Cow::into_owned)
    }

    /// Reads a text that must be there and not be empty; returns an empty one where it is not.
    pub(super) fn required_text(&mut self, key: &'static str) -> String {
        let Some(raw) = self.take(key) else {
            self.missing(key, "a text");
            return String::new();
        };
        let text = self.text_of(key, None, raw, "a text").unwrap_or_default();
        if sort(raw) == Sort::Text && text.trim().is_empty() {
            let message = "expected a text, found an empty one";
            self.complain(raw, self.path(key, None), message, None);
        }
        text.into_owned()
    }

    /// Reads `true` or `false`.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let raw = self.take(key)?;
        if sort(raw) != Sort::Flag {
            self.wrong_sort(key, raw, "`true` or `false`");
            return None;
        }
        Some(raw.get() == "true")
    }

    /// Reads a date.
    pub(super) fn date(&mut self, key: &'static str) -> Option<When> {
        let raw = self.take(key)?;
        let text = self.text_of(key, None, raw, "a date, which is a text")?;
        match When::parse(&text) {
            Ok(when) => Some(when),
            Err(expected) => {
                self.wrong(key, None, raw, &expected);
                None
            }
        }
    }

    /// Reads a number between two ends.
    pub(super) fn number(&mut self, key: &'static str, low: f64, high: f64) -> Option<f64> {
        let raw = self.take(key)?;
        let number = (sort(raw) == Sort::Number)
            .then(|| raw.get().parse::<f64>().ok())
            .flatten()
            .filter(|number| (low..=high).contains(number));
        if number.is_none() {
            self.wrong_sort(key, raw, &format!("a number from {low} to {high}"));
        }
        number
    }

    /// Reads a text of a certain form.
    pub(super) fn formed(
        &mut self,
        key: &'static str,
        expected: &str,
        is_formed: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let raw = self.take(key)?;
        let text = self.text_of(key, None, raw, expected)?;
        if !is_formed(&text) {
            self.wrong(key, None, raw, expected);
            return None;
        }
        Some(text.into_owned())
    }

    /// Reads a word of a closed set.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &'static str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let raw = self.take(key)?;
        let words = || all.iter().map(|entry| word(*entry));
        let expected = format!("one of {}", all_listed(words()));
        let text = self.text_of(key, None, raw, &expected)?;
        let named = all.iter().copied().find(|entry| word(*entry) == text);
        if named.is_none() {
            let message = format!("expected {expected}, found {}", found(raw));
            let hint = nearest(&text, words()).map(|word| format!("did you mean `{word}`?"));
            self.complain(raw, self.path(key, None), message, hint);
        }
        named
    }

    /// Reads a word of a closed set that must be there; `other` stands in where it is not.
    pub(super) fn required_word<T: Copy>(
        &mut self,
        key: &'static str,
        all: &[T],
        word: fn(T) -> &'static str,
        other: T,
    ) -> T {
        if !self.has(key) {
            let words = all_listed(all.iter().map(|entry| word(*entry)));
            self.missing(key, &format!("one of {words}"));
        }
        self.word(key, all, word).unwrap_or(other)
    }

    /// Reads a list of objects.
    pub(super) fn list(&mut self, key: &'static str) -> List<'a> {
        match self.take(key) {
            None => List::default(),
            Some(raw) if sort(raw) == Sort::List => List {
                items: items(raw),
                is_torn: false,
            },
            Some(raw) => {
                self.wrong_sort(key, raw, "a list");
                List {
                    items: Vec::new(),
                    is_torn: true,
                }
            }
        }
    }
}
