//! New ids in the keys of an object that name claims and people.

use crate::incident::{Node, Noun, Quantity, Value};

/// What an id becomes; nothing where it stays.
pub(super) type Renaming<'r> = &'r dyn Fn(&str) -> Option<String>;

/// Gives the claims and people that a claim or a person names their new ids. `counts` tells
/// whether the phrase of a claim is a count: a statement may read like an increment and is none.
pub(super) fn rewrite(noun: Noun, node: &mut Node, counts: bool, new: Renaming<'_>) {
    let Node::Object(fields) = node else {
        return;
    };
    for (name, value) in fields {
        let Some(key) = noun.shape().key(name) else {
            continue;
        };
        match key.value {
            Value::Many(nouns) if is_ours(nouns) => match value {
                Node::List(ids) => ids.iter_mut().for_each(|id| rename(id, new)),
                one => rename(one, new),
            },
            Value::Link => match value.get_mut("person") {
                Some(person) => rename(person, new),
                None => rename(value, new),
            },
            Value::Says if counts => rename_base(value, new),
            _ => {}
        }
    }
}

fn is_ours(nouns: &[Noun]) -> bool {
    nouns.contains(&Noun::Claim) || nouns.contains(&Noun::Person)
}

fn rename(node: &mut Node, new: Renaming<'_>) {
    if let Node::Text(id) = node
        && let Some(new) = new(id)
    {
        *id = new;
    }
}

/// The base of an increment is the last word of the phrase, which else stays as it is.
fn rename_base(node: &mut Node, new: Renaming<'_>) {
    let Node::Text(text) = node else {
        return;
    };
    let Ok(quantity) = Quantity::parse(text) else {
        return;
    };
    if let Some(base) = quantity.base()
        && let Some(new) = new(base)
        && let Some(rest) = text.trim_end().strip_suffix(base)
    {
        *text = format!("{rest}{new}");
    }
}

#[cfg(test)]
mod tests {
    use super::rewrite;
    use crate::incident::{Node, Noun};

    fn rewritten(noun: Noun, json: &str, counts: bool) -> String {
        let mut node = Node::from_json(json).expect("JSON");
        let new = |id: &str| (id == "r.1").then(|| "c".to_owned());
        rewrite(noun, &mut node, counts, &new);
        node.json()
    }

    #[test]
    fn every_way_to_name_a_claim_or_a_person_is_followed() {
        for (noun, counts, before, after) in [
            (
                Noun::Claim,
                true,
                r#"{"repeats": "r.1"}"#,
                r#"{"repeats": "c"}"#,
            ),
            (
                Noun::Claim,
                true,
                r#"{"updates": ["a", "r.1"]}"#,
                r#"{"updates": ["a", "c"]}"#,
            ),
            (
                Noun::Claim,
                true,
                r#"{"people": ["r.1"], "in": "r.1"}"#,
                r#"{"people": ["c"], "in": "r.1"}"#,
            ),
            (
                Noun::Claim,
                true,
                r#"{"says": "At least 5  more than r.1 "}"#,
                r#"{"says": "At least 5  more than c"}"#,
            ),
            (
                Noun::Claim,
                false,
                r#"{"says": "5 more than r.1"}"#,
                r#"{"says": "5 more than r.1"}"#,
            ),
            (
                Noun::Person,
                false,
                r#"{"same_as": "r.1"}"#,
                r#"{"same_as": "c"}"#,
            ),
            (
                Noun::Person,
                false,
                r#"{"maybe_same_as": {"person": "r.1"}}"#,
                r#"{"maybe_same_as": {"person": "c"}}"#,
            ),
        ] {
            assert_eq!(rewritten(noun, before, counts), after);
        }
    }
}
