//! A casebook that is as it should be, to be spoilt.

use serde_json::{Value, json};

use super::{checked, ids};

/// A casebook of one incident in which all is as it should be, with these keys in place of its own.
/// A claim that says nothing of its locator has one.
pub(super) fn book(keys: Value) -> String {
    let mut book = json!({
        "format": "tallybook/1",
        "id": "market",
        "title": "Shelling of the market",
        "parties": [{"id": "north", "name": "Norland"}],
        "sources": [
            {"id": "hospital", "name": "City hospital", "kind": "medical"},
            {"id": "ministry", "name": "Interior Ministry", "kind": "official", "party": "north"},
            {"id": "army", "name": "Army of Norland", "kind": "official", "party": "north"},
            {"id": "press", "name": "Army press", "kind": "official", "voice_of": "army"},
            {"id": "daily", "name": "The Daily", "kind": "media"},
            {"id": "post", "name": "Morning Post", "kind": "media"}
        ],
        "measures": [
            {"id": "killed", "label": "Killed", "outcome": "killed", "group": "people"},
            {"id": "missing", "label": "Missing", "outcome": "missing", "group": "people"}
        ],
        "reports": [
            {"id": "d1", "publisher": "daily", "published": "2024-03-02"},
            {"id": "d5", "publisher": "daily", "published": "2024-03-05"},
            {"id": "p1", "publisher": "post", "published": "2024-03-02"},
            {"id": "p9", "publisher": "post", "published": "2024-03-09"}
        ],
        "claims": [],
        "people": [
            {"id": "ali", "name": "Ali Karim"},
            {"id": "omar", "name": "Omar Saleh"},
            {"id": "lina", "name": "Lina Haddad"},
            {"id": "ali-2", "name": "Aly Kareem", "same_as": {"person": "ali", "reason": "spelling"}},
            {"id": "nobody", "unidentified": true, "role": "a baker"}
        ]
    });
    book = with(book, keys);
    for claim in book["claims"].as_array_mut().expect("claims") {
        let claim = claim.as_object_mut().expect("a claim");
        let id = claim["id"].clone();
        claim.entry("measure").or_insert_with(|| json!("killed"));
        claim.entry("in").or_insert_with(|| json!("d1"));
        claim.entry("locator").or_insert(id);
    }
    book.to_string()
}

/// What is found in a casebook with these claims.
pub(super) fn found(claims: Value) -> Vec<&'static str> {
    found_in(json!({ "claims": claims }))
}

pub(super) fn found_in(keys: Value) -> Vec<&'static str> {
    ids(&checked(&[&book(keys)]))
}

/// An object with these keys in place of its own.
pub(super) fn with(mut of: Value, keys: Value) -> Value {
    for (key, value) in keys.as_object().expect("keys") {
        of[key] = value.clone();
    }
    of
}
