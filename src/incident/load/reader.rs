//! One object of a casebook, key by key.
//!
//! A reader notes which keys it is asked for. What is left when it is finished is unknown, and
//! what it was asked for is what the message about it lists: so the two cannot drift apart.

use std::borrow::Cow;
use std::collections::HashMap;

use super::seat::Seat;
use super::sheet::Sheet;
use super::shown::{all_listed, nearest, shown};
use super::value::{Raw, Sort, fields, found, items, sort, text};
use crate::incident::When;

/// An object that is being read.
pub(super) struct Reader<'a, 's> {
    pub(super) sheet: &'s Sheet<'a>,
    /// What the object is, with its article.
    noun: &'static str,
    /// Where the object stands, or the one that it is a part of.
    pub(super) seat: Seat,
    /// The path from there, with a dot at its end.
    within: String,
    offset: usize,
    fields: Vec<Field<'a>>,
    asked: Vec<&'static str>,
}

struct Field<'a> {
    key: Cow<'a, str>,
    value: Raw<'a>,
    known: bool,
}

/// A list of objects: its items, or the fact that it could not be read.
#[derive(Default)]
pub(super) struct List<'a> {
    pub(super) items: Vec<Raw<'a>>,
    pub(super) is_torn: bool,
}

impl<'a, 's> Reader<'a, 's> {
    /// Opens the object at `seat`; what is no object is reported.
    pub(super) fn open(
        sheet: &'s Sheet<'a>,
        noun: &'static str,
        seat: Seat,
        raw: Raw<'a>,
    ) -> Option<Self> {
        Self::open_within(sheet, noun, seat, String::new(), raw)
    }

    fn open_within(
        sheet: &'s Sheet<'a>,
        noun: &'static str,
        seat: Seat,
        within: String,
        raw: Raw<'a>,
    ) -> Option<Self> {
        let offset = sheet.offset(raw.get());
        let path = || seat.path(&within).trim_end_matches('.').to_owned();
        if sort(raw) != Sort::Object {
            let message = format!("expected {noun}, which is an object, found {}", found(raw));
            sheet.complain(offset, path(), message, None);
            return None;
        }
        let fields = match fields(raw) {
            Ok(fields) => fields,
            Err(_) => {
                let message = "expected keys of characters, found an escape that is half of one";
                sheet.complain(offset, path(), message, None);
                return None;
            }
        };
        let reader = Self {
            sheet,
            noun,
            seat,
            within,
            offset,
            fields: fields
                .into_iter()
                .map(|(key, value)| Field {
                    key,
                    value,
                    known: false,
                })
                .collect(),
            asked: Vec::new(),
        };
        reader.refuse_twice();
        Some(reader)
    }

    /// Opens an object that stands under `key` in this one, or as item `at` of a list there.
    pub(super) fn part(
        &self,
        noun: &'static str,
        key: &str,
        at: Option<usize>,
        raw: Raw<'a>,
    ) -> Option<Self> {
        let within = match at {
            Some(at) => format!("{}{key}[{at}].", self.within),
            None => format!("{}{key}.", self.within),
        };
        Self::open_within(self.sheet, noun, self.seat, within, raw)
    }

    /// Opens item `at` of the list of objects under `key`.
    pub(super) fn item(
        &self,
        noun: &'static str,
        key: &'static str,
        at: usize,
        raw: Raw<'a>,
    ) -> Option<Self> {
        let seat = self.seat.item(key, at, self.sheet.offset(raw.get()));
        Self::open(self.sheet, noun, seat, raw)
    }

    /// Changes what the object is called, once its keys have told what it is.
    pub(super) fn call(&mut self, noun: &'static str) {
        self.noun = noun;
    }

    fn refuse_twice(&self) {
        let mut seen: HashMap<&str, usize> = HashMap::with_capacity(self.fields.len());
        for field in &self.fields {
            let offset = self.place_of(field);
            if let Some(first) = seen.get(&*field.key) {
                let key = shown(&field.key);
                let line = self.sheet.line(*first);
                let message = format!("the key `{key}` is given twice, first on line {line}");
                self.sheet
                    .complain(offset, self.path(&key, None), message, None);
            } else {
                seen.insert(&field.key, offset);
            }
        }
    }

    /// A key without escapes is a slice of the text; the place of another is that of its value.
    fn place_of(&self, field: &Field<'a>) -> usize {
        match field.key {
            Cow::Borrowed(key) => self.sheet.offset(key),
            Cow::Owned(_) => self.sheet.offset(field.value.get()),
        }
    }

    /// Returns the path of what stands under `key`.
    pub(super) fn path(&self, key: &str, item: Option<usize>) -> String {
        let mut path = self.seat.path(&format!("{}{key}", self.within));
        if let Some(at) = item {
            path.push_str(&format!("[{at}]"));
        }
        path
    }

    pub(super) fn complain(
        &self,
        raw: Raw<'a>,
        path: String,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let offset = self.sheet.offset(raw.get());
        self.sheet.complain(offset, path, message, hint);
    }

    /// Reports a problem with the key as a whole, at the object where the key is not there.
    pub(super) fn complain_of(&self, key: &str, message: impl Into<String>, hint: Option<String>) {
        let offset = match self.fields.iter().find(|field| field.key == key) {
            Some(field) => self.sheet.offset(field.value.get()),
            None => self.offset,
        };
        self.sheet
            .complain(offset, self.path(key, None), message, hint);
    }

    /// Reports that something else was expected than what was found.
    pub(super) fn wrong(&self, key: &str, item: Option<usize>, raw: Raw<'a>, expected: &str) {
        let message = format!("expected {expected}, found {}", found(raw));
        self.complain(raw, self.path(key, item), message, None);
    }

    /// Reports that a key is not there.
    pub(super) fn missing(&self, key: &str, what: &str) {
        let message = format!("{} needs `{key}`, {what}", self.noun);
        self.complain_of(key, message, None);
    }

    /// Returns what stands under `key` without asking for it; nothing for `null`.
    pub(super) fn peek(&self, key: &str) -> Option<Raw<'a>> {
        self.fields
            .iter()
            .find(|field| field.key == key && sort(field.value) != Sort::Null)
            .map(|field| field.value)
    }

    /// Returns whether something stands under `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.peek(key).is_some()
    }

    /// Asks for what stands under `key`; nothing for `null`.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Raw<'a>> {
        self.asked.push(key);
        let mut value = None;
        for field in self.fields.iter_mut().filter(|field| field.key == key) {
            field.known = true;
            value = value.or(Some(field.value).filter(|raw| sort(raw) != Sort::Null));
        }
        value
    }

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
            self.wrong(key, None, raw, "`true` or `false`");
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
            self.wrong(key, None, raw, &format!("a number from {low} to {high}"));
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
                self.wrong(key, None, raw, "a list");
                List {
                    items: Vec::new(),
                    is_torn: true,
                }
            }
        }
    }

    /// Reports every key that was not asked for.
    pub(super) fn finish(self) {
        #[cfg(test)]
        self.sheet
            .asked
            .borrow_mut()
            .entry(self.noun)
            .or_default()
            .extend(&self.asked);
        for field in &self.fields {
            if field.known || field.key.starts_with("x-") {
                continue;
            }
            let key = shown(&field.key);
            let message = format!("{} has no key `{key}`", self.noun);
            let hint = match nearest(&field.key, self.asked.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "its keys are {}; keys that begin with `x-` are yours",
                    all_listed(self.asked.iter().copied())
                ),
            };
            let path = self.path(&key, None);
            self.sheet
                .complain(self.place_of(field), path, message, Some(hint));
        }
    }
}
