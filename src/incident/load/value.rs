//! JSON, one level at a time.
//!
//! A value is kept as the slice of the text that it was written as, so that its place is known;
//! its own parts are read only when they are asked for. Nothing here calls itself, so that depth
//! in a file costs no stack.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::shown::shown;

/// A value as written.
pub(in crate::incident) type Raw<'a> = &'a RawValue;

/// What sort of value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::incident) enum Sort {
    Null,
    Flag,
    Number,
    Text,
    List,
    Object,
}

/// Returns what sort of value it is, which the first character tells.
pub(in crate::incident) fn sort(raw: Raw<'_>) -> Sort {
    match raw.get().as_bytes().first() {
        Some(b'n') | None => Sort::Null,
        Some(b't' | b'f') => Sort::Flag,
        Some(b'"') => Sort::Text,
        Some(b'[') => Sort::List,
        Some(b'{') => Sort::Object,
        Some(_) => Sort::Number,
    }
}

/// Says what was found where something else than a text was expected: `"7"` is not `7`.
pub(in crate::incident) fn found_sort(raw: Raw<'_>) -> String {
    match sort(raw) {
        Sort::Text => format!("the text {}", found(raw)),
        _ => found(raw),
    }
}

/// Says what was found, for a message.
pub(in crate::incident) fn found(raw: Raw<'_>) -> String {
    match sort(raw) {
        Sort::Null => "nothing".to_owned(),
        Sort::Flag => format!("`{}`", raw.get()),
        Sort::Number => format!("the number `{}`", shown(raw.get())),
        Sort::Text => match text(raw) {
            Ok(text) => format!("`{}`", shown(&text)),
            Err(_) => format!("`{}`", shown(raw.get())),
        },
        Sort::List => "a list".to_owned(),
        Sort::Object => "an object".to_owned(),
    }
}

/// Reads a text; fails on escapes that stand for no character, such as half of a surrogate pair.
pub(in crate::incident) fn text(raw: Raw<'_>) -> Result<Cow<'_, str>, serde_json::Error> {
    serde_json::from_str::<Text<'_>>(raw.get()).map(|text| text.0)
}

/// Reads the items of a list.
pub(in crate::incident) fn items(raw: Raw<'_>) -> Vec<Raw<'_>> {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

/// Reads the keys and values of an object, in order and with those given twice.
pub(in crate::incident) fn fields(
    raw: Raw<'_>,
) -> Result<Vec<(Cow<'_, str>, Raw<'_>)>, serde_json::Error> {
    serde_json::from_str::<Fields<'_>>(raw.get()).map(|fields| fields.0)
}

/// Reads a text as a whole value, without looking into it beyond its grammar.
pub(in crate::incident) fn whole(text: &str) -> Result<Raw<'_>, serde_json::Error> {
    serde_json::from_str(text)
}

#[derive(serde::Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

struct Fields<'a>(Vec<(Cow<'a, str>, Raw<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;

        impl<'de> Visitor<'de> for Keys {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(key) = map.next_key::<Text<'de>>()? {
                    fields.push((key.0, map.next_value()?));
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Keys)
    }
}
