//! The fields of a row that lead to other objects: which they are, and which belong together.

use super::draft::{Content, Field};
use super::entry::{Slot, name_key};
use crate::exchange::target::Target;
use crate::incident::{Node, Noun, Value};

/// The key through which a field leads to other objects, and their sort.
pub(super) fn hop(noun: Noun, field: &Field) -> Option<(&'static str, Noun)> {
    if let Some(hop) = field.target.hops.first() {
        return Some(*hop);
    }
    let key = noun.shape().key(&field.target.key)?;
    match key.value {
        Value::One(nouns) | Value::Many(nouns) => Some((key.name, nouns[nouns.len() - 1])),
        _ => None,
    }
}

/// What stands under a key: the field that names, and those that describe, one step shorter.
pub(super) fn named_under<'a>(key: &str, fields: &'a [Field]) -> (Option<&'a Field>, Vec<Field>) {
    let plain = fields
        .iter()
        .find(|field| field.target.hops.is_empty() && field.target.key == key);
    let others = fields.iter().filter(|field| {
        let first = field.target.hops.first();
        first.is_some_and(|(first, _)| *first == key)
    });
    let others = others.map(|field| {
        let mut field = field.clone();
        field.target.hops.remove(0);
        field
    });
    (plain, others.collect())
}

/// What a field says of one of several objects; what it says once, it says of all.
pub(super) fn nth(field: &Field, at: usize) -> Option<Field> {
    let content = match &field.content {
        Content::Each(nodes) => Content::One(nodes.get(at)?.clone()),
        content => content.clone(),
    };
    Some(Field {
        content,
        ..field.clone()
    })
}

/// A text that names an object which is not known: its name, or its id where it is described with
/// another name.
pub(super) fn called(noun: Noun, text: &str, fields: &[Field], columns: Vec<String>) -> Field {
    let has = |key: &str| {
        let mut fields = fields.iter();
        fields.any(|field| field.target.hops.is_empty() && field.target.key == key)
    };
    let is_id = !text.contains(char::is_whitespace);
    let key = match name_key(noun) {
        // What it counts says more than a word that stands for it.
        Some("label") if is_id && has("group") && has("outcome") => "id",
        Some("url") if !text.contains("://") => "id",
        Some(key) if !has(key) => key,
        _ => "id",
    };
    Field {
        target: Target::of(key),
        content: Content::One(Node::text(text)),
        columns,
    }
}

/// The columns that fields come from.
pub(super) fn columns_of(plain: Option<&Field>, others: &[Field]) -> Vec<String> {
    let fields = plain.into_iter().chain(others);
    let mut columns: Vec<String> = fields.flat_map(|field| field.columns.clone()).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The columns that the value of a key comes from.
pub(super) fn columns_of_key(slots: &[Slot], key: &str) -> Vec<String> {
    let mut slots = slots.iter().filter(|slot| slot.key == key);
    slots
        .next()
        .map(|slot| slot.columns.clone())
        .unwrap_or_default()
}
