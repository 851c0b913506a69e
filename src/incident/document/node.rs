//! A value of a document.

use crate::incident::load::value::{self, Raw, Sort};

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A number, `true`, `false` or `null`, in the letters it was typed in.
    Bare(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in order.
    Object(Vec<(String, Node)>),
}

/// Why a text is no value.
#[derive(Debug)]
pub(super) enum Unread {
    NotJson,
    TooDeep,
}

impl Node {
    /// Reads a value that nests at most `deepest` levels.
    pub(super) fn parse(text: &str, deepest: usize) -> Result<Self, Unread> {
        let raw = value::whole(text).map_err(|_| Unread::NotJson)?;
        Self::of(raw, deepest)
    }

    /// Reads a value from JSON; `None` where the text is none, or nests deep.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        Self::parse(text, super::DEEPEST / 2).ok()
    }

    fn of(raw: Raw<'_>, deepest: usize) -> Result<Self, Unread> {
        let inner = |raw| Self::of(raw, deepest.checked_sub(1).ok_or(Unread::TooDeep)?);
        Ok(match value::sort(raw) {
            Sort::Null | Sort::Flag | Sort::Number => Self::Bare(raw.get().to_owned()),
            Sort::Text => {
                let text = value::text(raw).map_err(|_| Unread::NotJson)?;
                Self::Text(text.into_owned())
            }
            Sort::List => {
                let items = value::items(raw).into_iter();
                Self::List(items.map(inner).collect::<Result<_, _>>()?)
            }
            Sort::Object => {
                let fields = value::fields(raw).map_err(|_| Unread::NotJson)?;
                let fields = fields.into_iter();
                let read = fields.map(|(key, raw)| Ok((key.into_owned(), inner(raw)?)));
                Self::Object(read.collect::<Result<_, Unread>>()?)
            }
        })
    }

    /// Makes a text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Makes `true` or `false`.
    #[must_use]
    pub fn flag(flag: bool) -> Self {
        Self::Bare(flag.to_string())
    }

    /// Makes an empty object.
    #[must_use]
    pub fn object() -> Self {
        Self::Object(Vec::new())
    }

    /// Returns the text, where it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Tells whether it is `null`, which the format takes as absent.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Bare(bare) if bare == "null")
    }

    /// Tells whether it is `true`.
    #[must_use]
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Bare(bare) if bare == "true")
    }

    /// Returns the items of a list; none of anything else.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the keys and values of an object; none of anything else.
    #[must_use]
    pub fn fields(&self) -> &[(String, Self)] {
        match self {
            Self::Object(fields) => fields,
            _ => &[],
        }
    }

    /// Returns the texts of a list, or of one text, as the format writes ids.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let one = self.as_text().into_iter();
        one.chain(self.items().iter().filter_map(Self::as_text))
    }

    /// Returns what stands under `key` of an object; nothing for `null`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let mut fields = self.fields().iter();
        let (_, value) = fields.find(|(known, _)| known == key)?;
        (!value.is_null()).then_some(value)
    }

    /// Returns what stands under `key` of an object, to be changed; `null` too.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match self {
            Self::Object(fields) => fields
                .iter_mut()
                .find(|(known, _)| known == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// Returns the id of an object, where it is given one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.get("id")?.as_text()
    }

    /// Returns the objects of the list under `key`.
    #[must_use]
    pub fn list(&self, key: &str) -> &[Self] {
        self.get(key).map_or(&[], Self::items)
    }

    /// Puts a value under `key` of an object: in its place where the key is there, else at the end.
    /// What is no object stays as it is.
    pub fn set(&mut self, key: &str, value: Self) {
        if let Some(place) = self.get_mut(key) {
            *place = value;
        } else if let Self::Object(fields) = self {
            fields.push((key.to_owned(), value));
        }
    }

    /// Takes what stands under `key` of an object out of it.
    pub fn remove(&mut self, key: &str) -> Option<Self> {
        match self {
            Self::Object(fields) => {
                let at = fields.iter().position(|(known, _)| known == key)?;
                Some(fields.remove(at).1)
            }
            _ => None,
        }
    }
}
