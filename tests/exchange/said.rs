//! What a casebook says, whatever way it is written down: the measure for "the same".

use std::collections::BTreeSet;

use tallybook::incident::{Document, Node};

const LISTS: [&str; 6] = [
    "parties", "sources", "reports", "measures", "claims", "people",
];

/// Returns everything that a casebook says, a line an object. Where an object stands (inside a
/// report or beside it, in an incident or at the top) and the order of keys say nothing.
pub(crate) fn said(document: &Document) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for root in &document.roots {
        if root.get("incidents").is_some() {
            lines.insert(format!("casebook {}", of(root, None)));
            lists(root, "", &mut lines);
            for incident in root.list("incidents") {
                one(incident, &mut lines);
            }
        } else {
            let head = root.fields().iter().filter(|(key, _)| is_of_the_file(key));
            let head = Node::Object(head.cloned().collect());
            lines.insert(format!("casebook {}", of(&head, None)));
            one(root, &mut lines);
        }
    }
    lines
}

fn is_of_the_file(key: &str) -> bool {
    ["format", "version", "coded_by"].contains(&key)
}

fn one(incident: &Node, lines: &mut BTreeSet<String>) {
    let own = incident
        .fields()
        .iter()
        .filter(|(key, _)| !is_of_the_file(key));
    let incident = Node::Object(own.cloned().collect());
    lines.insert(format!("incidents {}", of(&incident, None)));
    lists(&incident, incident.id().unwrap_or_default(), lines);
}

fn lists(level: &Node, within: &str, lines: &mut BTreeSet<String>) {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for (list, objects) in level.fields() {
        if !LISTS.contains(&list.as_str()) {
            continue;
        }
        for (at, object) in objects.items().iter().enumerate() {
            // A source may stand at the top or in the incident that uses it.
            let is_of_an_incident = ["measures", "claims", "people"].contains(&list.as_str());
            let level = if is_of_an_incident { within } else { "" };
            let mut object = object.clone();
            if list == "people" && object.id().is_none() {
                object.set("id", Node::text(format!("person.{}", at + 1)));
            }
            let claims = object.remove("claims");
            let mut claims: Vec<Node> = claims.iter().flat_map(Node::items).cloned().collect();
            for claim in &mut claims {
                claim.set("in", Node::text(object.id().unwrap_or_default()));
            }
            if list == "claims" {
                claims.push(object);
            } else {
                lines.insert(format!("{level} {list} {}", of(&object, Some(list))));
            }
            for mut claim in claims {
                let page = claim
                    .get("in")
                    .and_then(Node::as_text)
                    .unwrap_or_default()
                    .to_owned();
                let count = counts.entry(page.clone()).or_default();
                *count += 1;
                if claim.id().is_none() {
                    claim.set("id", Node::text(format!("{page}.{count}")));
                }
                lines.insert(format!("{within} claims {}", of(&claim, Some("claims"))));
            }
        }
    }
}

/// An object on a line: keys sorted, what says nothing left out, and one spelling for each value.
fn of(object: &Node, list: Option<&str>) -> String {
    let mut fields: Vec<(String, Node)> = object
        .fields()
        .iter()
        .filter(|(key, _)| {
            list == Some("claims") && key == "people" || !LISTS.contains(&key.as_str())
        })
        .filter(|(key, value)| {
            key != "incidents" && (key.starts_with("x-") || says_something(value))
        })
        .map(|(key, value)| (key.clone(), spelt(key, value)))
        .collect();
    fields.sort_by(|(one, _), (other, _)| one.cmp(other));
    Node::Object(fields).json()
}

fn says_something(value: &Node) -> bool {
    let is_empty_list = matches!(value, Node::List(items) if items.is_empty());
    !value.is_null() && !is_empty_list
}

fn spelt(key: &str, value: &Node) -> Node {
    if key.starts_with("x-") {
        return value.clone();
    }
    match (key, value) {
        ("same_as" | "maybe_same_as", Node::Text(id)) => {
            Node::Object(vec![("person".to_owned(), Node::text(&**id))])
        }
        ("says" | "age" | "version", Node::Bare(number)) => Node::text(&**number),
        ("variants", Node::List(items)) => Node::List(
            items
                .iter()
                .map(|item| match item {
                    Node::Object(fields) if fields.len() == 1 => fields[0].1.clone(),
                    other => other.clone(),
                })
                .collect(),
        ),
        (_, Node::List(items)) if items.len() == 1 => items[0].clone(),
        (_, Node::Object(fields)) => {
            let kept = fields
                .iter()
                .filter(|(key, value)| key.starts_with("x-") || !value.is_null());
            Node::Object(kept.cloned().collect())
        }
        (_, other) => other.clone(),
    }
}
