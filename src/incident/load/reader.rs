//! One object of a casebook, key by key.
//!
//! A reader notes which keys it is asked for. What is left when it is finished is unknown, and
//! what it was asked for is what the message about it lists: so the two cannot drift apart.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::seat::Seat;
use super::sheet::Sheet;
use super::shown::{all_listed, shown};
use super::value::{Raw, Sort, fields, found, found_sort, sort};
use crate::incident::{WAIVERS, nearest};

/// Up to how many keys of an object are compared with one another.
const FEW: usize = 24;

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
            let message = format!(
                "expected {noun}, which is an object, found {}",
                found_sort(raw)
            );
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
        // Few keys are compared with one another; to remember them all costs more.
        if self.fields.len() <= FEW {
            for (at, field) in self.fields.iter().enumerate() {
                let mut before = self.fields[..at].iter();
                if let Some(first) = before.find(|other| other.key == field.key) {
                    self.complain_of_twice(field, first);
                }
            }
            return;
        }
        let mut seen: HashMap<&str, &Field<'a>> = HashMap::with_capacity(self.fields.len());
        for field in &self.fields {
            match seen.entry(&field.key) {
                Entry::Occupied(first) => self.complain_of_twice(field, first.get()),
                Entry::Vacant(place) => {
                    place.insert(field);
                }
            }
        }
    }

    fn complain_of_twice(&self, field: &Field<'a>, first: &Field<'a>) {
        let key = shown(&field.key);
        let line = self.sheet.line(self.place_of(first));
        let message = format!("the key `{key}` is given twice, first on line {line}");
        let path = self.path(&key, None);
        self.sheet
            .complain(self.place_of(field), path, message, None);
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

    /// Reports that another sort of value was expected than what was found.
    pub(super) fn wrong_sort(&self, key: &str, raw: Raw<'a>, expected: &str) {
        let message = format!("expected {expected}, found {}", found_sort(raw));
        self.complain(raw, self.path(key, None), message, None);
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

    /// Reports every key that was not asked for.
    pub(super) fn finish(self) {
        #[cfg(test)]
        self.sheet
            .asked
            .borrow_mut()
            .entry(self.noun)
            .or_default()
            .extend(&self.asked);
        let may_waive = ["a casebook", "an incident"].contains(&self.noun);
        for field in &self.fields {
            if field.known || field.key.starts_with("x-") {
                continue;
            }
            let key = shown(&field.key);
            let message = format!("{} has no key `{key}`", self.noun);
            let free = may_waive.then_some(WAIVERS);
            let hint = match nearest(&field.key, self.asked.iter().copied().chain(free)) {
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
