//! What stands in one cell of a sheet, and the value of a casebook that it is.
//!
//! Several ids or texts stand in one cell with `;` between them. One that holds a `;` or a quote
//! itself, or that would be taken for something else, stands in double quotes as JSON writes them.
//! A spelling of a name may be followed by where it stands, in parentheses. An `x-` key holds JSON;
//! what is no JSON there is a text.

use crate::incident::{Node, Value};

/// Why a value cannot stand in a cell.
pub(super) type NotHeld = &'static str;

const EMPTY: NotHeld = "a text that is empty";
const OUTER: NotHeld = "white space around a text";
const KEYS: NotHeld = "keys of its own within a list";

/// Writes a value as the text of a cell.
pub(super) fn written(value: &Value, node: &Node) -> Result<String, NotHeld> {
    match (value, node) {
        (Value::Many(_) | Value::Texts, node) => {
            let texts: Vec<&str> = node.texts().collect();
            if let [one] = texts[..]
                && !needs_quotes(one)
            {
                return Ok(one.to_owned());
            }
            Ok(joined(texts.into_iter().map(entry)))
        }
        (Value::Variants, node) => {
            let entries: Result<Vec<String>, NotHeld> = node.items().iter().map(variant).collect();
            Ok(joined(entries?.into_iter()))
        }
        (_, Node::Text(text)) if text.is_empty() => Err(EMPTY),
        (_, Node::Text(text)) if text.trim() != text => Err(OUTER),
        (_, Node::Text(text) | Node::Bare(text)) => Ok(text.clone()),
        (_, Node::List(_) | Node::Object(_)) => Err(KEYS),
    }
}

/// Reads the text of a cell that is not empty.
pub(super) fn read(value: &Value, text: &str) -> Node {
    match value {
        Value::Many(_) | Value::Texts => {
            let mut texts: Vec<Node> = entries(text).map(|entry| Node::Text(entry.text)).collect();
            match texts.len() {
                1 => texts.remove(0),
                _ => Node::List(texts),
            }
        }
        Value::Variants => Node::List(entries(text).map(Entry::into_variant).collect()),
        Value::Flag => flag(text),
        Value::Number | Value::NumberOrText if is_number(text) => Node::Bare(text.to_owned()),
        Value::Word(words) => {
            let mut words = words().into_iter();
            let known = words.find(|word| word.eq_ignore_ascii_case(text));
            Node::text(known.unwrap_or(text))
        }
        _ => Node::text(text),
    }
}

/// Writes the value of an `x-` key.
pub(super) fn written_free(node: &Node) -> String {
    match node {
        Node::Text(text)
            if Node::from_json(text).is_none() && text.trim() == text && !text.is_empty() =>
        {
            text.clone()
        }
        other => other.json(),
    }
}

/// Reads the value of an `x-` key.
pub(super) fn read_free(text: &str) -> Node {
    Node::from_json(text).unwrap_or_else(|| Node::text(text))
}

fn flag(text: &str) -> Node {
    match text.to_lowercase().as_str() {
        "true" | "yes" => Node::flag(true),
        "false" | "no" => Node::flag(false),
        _ => Node::text(text),
    }
}

/// A number as JSON writes it, and as nobody writes an id: no zero before other digits.
fn is_number(text: &str) -> bool {
    matches!(Node::from_json(text), Some(Node::Bare(bare)) if bare.starts_with(|c: char| c == '-' || c.is_ascii_digit()))
}

fn joined(entries: impl Iterator<Item = String>) -> String {
    entries.collect::<Vec<_>>().join("; ")
}

fn needs_quotes(text: &str) -> bool {
    text.is_empty() || text.trim() != text || text.contains([';', '"', '\n', '\r'])
}

fn entry(text: &str) -> String {
    if needs_quotes(text) {
        Node::text(text).json()
    } else {
        text.to_owned()
    }
}

fn variant(node: &Node) -> Result<String, NotHeld> {
    let (name, place) = match node {
        Node::Text(name) => (name.as_str(), None),
        node => {
            if node.fields().iter().any(|(key, _)| key.starts_with("x-")) {
                return Err(KEYS);
            }
            let text = |key| node.get(key).and_then(Node::as_text);
            (text("name").unwrap_or_default(), text("in"))
        }
    };
    let name = if needs_quotes(name) || name.ends_with(')') {
        Node::text(name).json()
    } else {
        name.to_owned()
    };
    match place {
        None => Ok(name),
        Some(place) if place.contains(['(', ')', ';', '"']) || place.trim() != place => {
            Err("a place with brackets, quotes or `;` in it")
        }
        Some("") => Err(EMPTY),
        Some(place) => Ok(format!("{name} ({place})")),
    }
}

/// One entry of a list: its text, whether it stood in quotes, and what follows the quotes.
struct Entry {
    text: String,
    is_quoted: bool,
    rest: String,
}

impl Entry {
    fn into_variant(self) -> Node {
        let whole = if self.is_quoted {
            &self.rest
        } else {
            &self.text
        };
        let place = whole
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('));
        let (name, place) = match place {
            Some((before, place)) if self.is_quoted && before.trim().is_empty() => {
                (self.text.as_str(), place)
            }
            Some((before, place)) if !self.is_quoted && !before.trim().is_empty() => {
                (before.trim(), place)
            }
            _ => return Node::Text(self.text),
        };
        Node::Object(vec![
            ("name".to_owned(), Node::text(name)),
            ("in".to_owned(), Node::text(place.trim())),
        ])
    }
}

/// Splits a cell at its `;`, which do not count within quotes; what is empty is no entry.
fn entries(text: &str) -> impl Iterator<Item = Entry> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c == ';' || c.is_whitespace());
        if rest.is_empty() {
            return None;
        }
        let (text, is_quoted, behind) = match quoted(rest) {
            Some((text, behind)) => (text, true, behind),
            None => (String::new(), false, rest),
        };
        let end = behind.find(';').unwrap_or(behind.len());
        let plain = behind[..end].trim().to_owned();
        rest = &behind[end..];
        Some(if is_quoted {
            Entry {
                text,
                is_quoted,
                rest: plain,
            }
        } else {
            Entry {
                text: plain,
                is_quoted,
                rest: String::new(),
            }
        })
    })
}

/// Reads a text in quotes from the start of another; nothing where the quotes are not JSON's.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut is_escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => {
                let (whole, behind) = text.split_at(at + 2);
                let Some(Node::Text(read)) = Node::from_json(whole) else {
                    return None;
                };
                let is_whole = behind.trim_start().starts_with([';', '(']);
                return (is_whole || behind.trim().is_empty()).then_some((read, behind));
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{read, read_free, written, written_free};
    use crate::incident::{Node, Value};

    fn many(texts: &[&str]) -> Node {
        match texts {
            [one] => Node::text(*one),
            texts => Node::List(texts.iter().map(|text| Node::text(*text)).collect()),
        }
    }

    #[test]
    fn what_people_type_in_a_list() {
        for (typed, texts) in [
            ("a", &["a"][..]),
            ("a; b", &["a", "b"]),
            ("a;b ;", &["a", "b"]),
            ("; a;;\nb", &["a", "b"]),
            ("\"a;b\"; c", &["a;b", "c"]),
            ("the \"old\" one; b", &["the \"old\" one", "b"]),
            ("\"quoted\" and not; b", &["\"quoted\" and not", "b"]),
        ] {
            assert_eq!(read(&Value::Texts, typed), many(texts), "{typed}");
        }
    }

    #[test]
    fn spellings_with_their_places() {
        let typed = "Бахром Шохзода (regnum); Bahrom; \"X (the elder)\"; \"Y (z)\" (page-1)";
        let read = read(&Value::Variants, typed);
        let json = r#"[{"name": "Бахром Шохзода", "in": "regnum"}, "Bahrom", "X (the elder)", {"name": "Y (z)", "in": "page-1"}]"#;
        assert_eq!(read.json(), json);
        assert_eq!(written(&Value::Variants, &read).as_deref(), Ok(typed));
    }

    #[test]
    fn words_flags_and_numbers() {
        let kinds = Value::Word(|| vec!["media"]);
        assert_eq!(read(&kinds, "Media").json(), "\"media\"");
        assert_eq!(read(&kinds, "press").json(), "\"press\"");
        assert_eq!(read(&Value::Flag, "Yes").json(), "true");
        assert_eq!(read(&Value::Flag, "x").json(), "\"x\"");
        assert_eq!(read(&Value::Number, "38.5").json(), "38.5");
        assert_eq!(read(&Value::NumberOrText, "42").json(), "42");
        assert_eq!(
            read(&Value::NumberOrText, "about 42").json(),
            "\"about 42\""
        );
    }

    #[test]
    fn what_a_cell_cannot_hold_is_told() {
        for (value, json) in [
            (Value::Text, "\"\""),
            (Value::Text, "\" a\""),
            (Value::Variants, r#"[{"name": "a", "x-b": 1}]"#),
            (Value::Variants, r#"[{"name": "a", "in": "b)"}]"#),
        ] {
            let node = Node::from_json(json).expect("JSON");
            assert!(written(&value, &node).is_err(), "{json}");
        }
    }

    proptest! {
        #[test]
        fn a_list_is_read_as_it_was_written(texts in proptest::collection::vec("(?s).{0,12}|[a;\" ()]{0,6}", 0..5)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let node = many(&texts);
            let cell = written(&Value::Texts, &node).expect("every text can stand in a list");
            prop_assert_eq!(read(&Value::Texts, cell.trim()), node, "{}", cell);
        }

        #[test]
        fn spellings_are_read_as_they_were_written(
            names in proptest::collection::vec(("\\PC{1,12}|[a;\"() ]{0,6}", proptest::option::of("[a-zé0-9]{1,6}")), 0..5)
        ) {
            let names = names.into_iter().map(|(name, place)| match place {
                None => Node::text(name),
                Some(place) => Node::Object(vec![
                    ("name".to_owned(), Node::text(name)),
                    ("in".to_owned(), Node::text(place)),
                ]),
            });
            let node = Node::List(names.collect());
            let cell = written(&Value::Variants, &node).expect("plain places can be written");
            prop_assert_eq!(read(&Value::Variants, cell.trim()), node, "{}", cell);
        }

        #[test]
        fn free_values_are_read_as_they_were_written(text in "(?s).{0,12}|[0-9\"{}]{0,4}") {
            let node = Node::Text(text);
            prop_assert_eq!(read_free(&written_free(&node)), node);
        }

        #[test]
        fn no_cell_brings_it_down(text in "(?s).{0,40}|[a;\"()\\\\ ]{0,20}") {
            for value in [Value::Texts, Value::Variants, Value::Flag, Value::Number] {
                let _ = read(&value, &text);
            }
        }
    }
}
