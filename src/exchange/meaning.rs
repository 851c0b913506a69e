//! What an object says, apart from how it is written.
//!
//! Two coders write one thing in several ways, and none of these is a difference: the order of
//! keys, `null` for nothing, an empty list, one id or a list of it, `7` and `seven`, an age as a
//! number or a text, a word or a flag that is the default, ids in another order where the format
//! gives the order no sense. Everything else is one.
//!
//! Where the words leave a choice: that a party is *not* the perpetrator, or that a scope does
//! *not* include the missing, is said and differs from saying nothing. What a statement says is
//! compared folded, as everywhere.

use std::collections::BTreeMap;

use crate::incident::{Key, Node, Noun, Quantity, Says, Value, fold};

use super::side::View;

/// Words that stand where nothing is said.
const DEFAULTS: [&str; 4] = ["plain", "asserts", "open", "count"];

/// Flags that say something even where they are `false`.
const SAID_EITHER_WAY: [&str; 5] = [
    "perpetrator",
    "identified_only",
    "includes_perpetrators",
    "includes_missing",
    "includes_later_deaths",
];

/// Keys whose ids stand in an order: the nearest carrier comes first, and so does the claim whose
/// origins a copy has.
const ORDERED: [&str; 2] = ["via", "repeats"];

/// How a claim or a person that is named is told from others; ids that are made do not tell it.
pub(super) type Naming<'n> = &'n dyn Fn(&str) -> String;

/// What each key of an object says, as text that is the same for the same meaning.
pub(super) type Meaning = BTreeMap<String, String>;

/// Returns what an object says, save for its id and the objects that stand in it.
pub(super) fn meaning(noun: Noun, node: &Node, naming: Naming<'_>) -> Meaning {
    let values = values(noun.shape().keys, node, naming);
    let values = values.into_iter().filter(|(key, _)| key != "id");
    values.map(|(key, value)| (key, value.json())).collect()
}

/// Returns what the keys that begin with `x-` say.
pub(super) fn strangers(node: &Node) -> Meaning {
    let values = values(&[], node, &str::to_owned).into_iter();
    values.map(|(key, value)| (key, value.json())).collect()
}

/// Returns what a claim says. Its report and its reading are those that loading found, since the
/// one may be said by the place of the claim and the other by its measure.
pub(super) fn claim_meaning(view: &View<'_>, at: usize, naming: Naming<'_>) -> Meaning {
    let mut meaning = meaning(Noun::Claim, view.claims[at], naming);
    meaning.remove("says");
    meaning.insert("in".to_owned(), view.report_id(at).to_owned());
    let says = match &view.incident.claims[at].says {
        Says::Nothing => return meaning,
        Says::Statement(text) => fold(text),
        Says::Count(quantity) => match quantity.clone() {
            Quantity::More { by, base, at_least } => {
                let base = naming(&base);
                Quantity::More { by, base, at_least }.to_string()
            }
            plain => plain.to_string(),
        },
    };
    meaning.insert("says".to_owned(), says);
    meaning
}

/// Returns the value of a key as it is shown to people; nothing where it says nothing.
pub(super) fn shown(node: &Node) -> Option<String> {
    Some(match node {
        _ if node.is_null() => return None,
        Node::Text(text) => text.clone(),
        Node::Bare(bare) => bare.clone(),
        Node::List(items) if items.iter().all(|item| item.as_text().is_some()) => {
            let items: Vec<&str> = node.texts().collect();
            items.join(", ")
        }
        Node::List(_) | Node::Object(_) => node.json(),
    })
}

fn values(keys: &[Key], node: &Node, naming: Naming<'_>) -> BTreeMap<String, Node> {
    let fields = node.fields().iter();
    let values = fields.filter_map(|(name, node)| {
        let value = if name.starts_with("x-") {
            (!node.is_null()).then(|| sorted(node))
        } else {
            let key = keys.iter().find(|key| key.name == name)?;
            value(key, node, naming)
        };
        Some((name.clone(), value?))
    });
    values.collect()
}

fn value(key: &Key, node: &Node, naming: Naming<'_>) -> Option<Node> {
    if node.is_null() {
        return None;
    }
    let named = |nouns: &[Noun], id: &str| {
        let may_be_made = nouns.contains(&Noun::Claim) || nouns.contains(&Noun::Person);
        if may_be_made {
            naming(id)
        } else {
            id.to_owned()
        }
    };
    match key.value {
        Value::Id | Value::Date | Value::Says => Some(node.clone()),
        // Loading reads the digits of a hash in either case.
        Value::Text if key.name == "sha256" => node.as_text().map(|t| text(t.to_lowercase())),
        Value::Text => Some(node.clone()),
        Value::Flag => {
            (node.is_true() || SAID_EITHER_WAY.contains(&key.name)).then(|| node.clone())
        }
        Value::Number => Some(match node {
            Node::Bare(bare) => match bare.parse::<f64>() {
                Ok(number) => Node::Bare(number.to_string()),
                Err(_) => node.clone(),
            },
            other => other.clone(),
        }),
        Value::NumberOrText => shown(node).map(text),
        Value::Word(_) => {
            let is_default = node.as_text().is_some_and(|word| DEFAULTS.contains(&word));
            (!is_default).then(|| node.clone())
        }
        Value::Texts => list(node.texts().map(str::to_owned).collect()),
        Value::One(nouns) => node.as_text().map(|id| text(named(nouns, id))),
        Value::Many(nouns) => {
            let mut ids: Vec<String> = node.texts().map(|id| named(nouns, id)).collect();
            if !ORDERED.contains(&key.name) {
                ids.sort_unstable();
                ids.dedup();
            }
            list(ids)
        }
        Value::Link => {
            let mut link = part(node, "person");
            if let Some(person) = link.get_mut("person")
                && let Some(id) = person.as_text()
            {
                *person = text(naming(id));
            }
            object(link)
        }
        Value::Variants => {
            let variants = node.items().iter();
            let mut variants: Vec<String> = variants
                .filter_map(|variant| object(part(variant, "name")))
                .map(|variant| variant.json())
                .collect();
            variants.sort_unstable();
            variants.dedup();
            list(variants)
        }
        Value::Part(keys) => object(values(keys, node, naming)),
    }
}

/// What may be written as one text, or as an object that has the text under `key`.
fn part(node: &Node, key: &str) -> BTreeMap<String, Node> {
    match node {
        Node::Text(one) => BTreeMap::from([(key.to_owned(), text(one.clone()))]),
        _ => {
            let said = node.fields().iter().filter(|(_, value)| !value.is_null());
            said.map(|(key, value)| (key.clone(), sorted(value)))
                .collect()
        }
    }
}

/// A value whose keys stand in their order, however deep: what begins with `x-` is a stranger's.
fn sorted(node: &Node) -> Node {
    match node {
        Node::Bare(_) | Node::Text(_) => node.clone(),
        Node::List(items) => Node::List(items.iter().map(sorted).collect()),
        Node::Object(fields) => {
            let fields = fields.iter();
            let fields: BTreeMap<_, _> = fields.map(|(key, value)| (key, sorted(value))).collect();
            let fields = fields.into_iter();
            Node::Object(fields.map(|(key, value)| (key.clone(), value)).collect())
        }
    }
}

fn text(text: String) -> Node {
    Node::Text(text)
}

fn list(texts: Vec<String>) -> Option<Node> {
    (!texts.is_empty()).then(|| Node::List(texts.into_iter().map(Node::Text).collect()))
}

fn object(fields: BTreeMap<String, Node>) -> Option<Node> {
    (!fields.is_empty()).then(|| Node::Object(fields.into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::{Meaning, meaning};
    use crate::incident::{Node, Noun};

    fn of(noun: Noun, json: &str) -> Meaning {
        meaning(noun, &Node::from_json(json).expect("JSON"), &str::to_owned)
    }

    #[test]
    fn another_spelling_of_the_same_is_the_same() {
        for (noun, one, other) in [
            (
                Noun::Claim,
                r#"{"measure": "m", "by": "a", "attribution": "plain", "derived": false}"#,
                r#"{"by": ["a"], "measure": "m", "notes": null, "people": [], "stance": "asserts"}"#,
            ),
            (
                Noun::Claim,
                r#"{"by": ["a", "b"]}"#,
                r#"{"by": ["b", "a"]}"#,
            ),
            (Noun::Person, r#"{"age": 42}"#, r#"{"age": "42"}"#),
            (
                Noun::Person,
                r#"{"variants": ["a"], "same_as": "p"}"#,
                r#"{"variants": [{"name": "a", "in": null}], "same_as": {"person": "p"}}"#,
            ),
            (Noun::Measure, r#"{"kind": "count", "scope": {}}"#, "{}"),
            (
                Noun::Incident,
                r#"{"place": {"lat": 38.50}}"#,
                r#"{"place": {"lat": 38.5}}"#,
            ),
            (
                Noun::Party,
                r#"{"x-a": {"b": 1, "c": 2}}"#,
                r#"{"x-a": {"c": 2, "b": 1}}"#,
            ),
        ] {
            assert_eq!(of(noun, one), of(noun, other), "{one}");
        }
    }

    #[test]
    fn what_says_something_else_differs() {
        for (noun, one, other) in [
            (
                Noun::Claim,
                r#"{"via": ["a", "b"]}"#,
                r#"{"via": ["b", "a"]}"#,
            ),
            (Noun::Claim, r#"{"stance": "denies"}"#, "{}"),
            (
                Noun::Claim,
                r#"{"covers": {"what": "part"}}"#,
                r#"{"covers": {"what": "more"}}"#,
            ),
            (Noun::Party, r#"{"perpetrator": false}"#, "{}"),
            (
                Noun::Measure,
                r#"{"scope": {"includes_missing": false}}"#,
                "{}",
            ),
            (Noun::Source, r#"{"x-a": [1]}"#, "{}"),
            (
                Noun::Person,
                r#"{"same_as": {"person": "p", "reason": "a"}}"#,
                r#"{"same_as": {"person": "p", "reason": "b"}}"#,
            ),
        ] {
            assert_ne!(of(noun, one), of(noun, other), "{one}");
        }
    }
}
