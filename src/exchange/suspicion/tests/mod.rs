//! What is suspected in whole casebooks, and what is written into them.

mod bodies;
mod people;
mod writing;

use std::rc::Rc;

use super::{LinkKind, Suspicion, Suspicions, blocks, suspicions};
use crate::incident::{Document, Input, Node, load, sample};
use crate::reconcile::{Evidence, Profile};

fn look(text: &str) -> Suspicions {
    let casebook = load(vec![Input::new("a.json", text)]);
    let casebook = casebook.unwrap_or_else(|problems| panic!("{problems}"));
    let incidents = casebook.incidents.into_iter();
    let incidents: Vec<_> = incidents
        .map(|incident| Rc::new(Evidence::new(incident).expect("no misuse")))
        .collect();
    suspicions(&incidents, &Profile::plain())
}

fn press() -> Document {
    let text = sample("ishkobod-press").expect("a sample");
    Document::read(&Input::new("press.json", text)).expect("JSON")
}

fn items<'a>(node: &'a mut Node, key: &str) -> &'a mut Vec<Node> {
    match node.get_mut(key) {
        Some(Node::List(items)) => items,
        _ => panic!("no list `{key}`"),
    }
}

/// The press casebook without what its coders found out about people; with `apart`, every other
/// spelling is a person.
fn unlinked(apart: bool) -> Document {
    let mut document = press();
    for incident in items(&mut document.roots[0], "incidents") {
        let people = items(incident, "people");
        let mut split = Vec::new();
        for person in people.iter_mut() {
            person.remove("same_as");
            person.remove("maybe_same_as");
            let Some(variants) = person.remove("variants").filter(|_| apart) else {
                continue;
            };
            for (at, variant) in variants.items().iter().enumerate() {
                let mut other = person.clone();
                let id = format!("{}-{at}", person.id().expect("an id"));
                other.set("id", Node::text(id));
                other.set("name", variant.get("name").expect("a name").clone());
                other.remove("age");
                split.push(other);
            }
        }
        people.extend(split);
    }
    document
}

fn listed(found: &Suspicions) -> Vec<String> {
    let line = |of: &Suspicion| {
        let link = of.link.map_or("-", LinkKind::word);
        format!(
            "{} {link} {} ({})",
            of.one.id,
            of.other.id,
            of.strength.word()
        )
    };
    found.list.iter().map(line).collect()
}

/// An incident of these sources (id, name, kind) of one country, with claims (speakers, measure,
/// figure) on one page.
fn bodies(sources: &[(&str, &str, &str)], claims: &[(&str, &str, i64)]) -> String {
    let party = |kind: &str| match kind {
        "official" => r#", "party": "t""#,
        _ => "",
    };
    let sources = sources.iter().map(|(id, name, kind)| {
        let party = party(kind);
        format!(r#"{{"id": "{id}", "name": "{name}", "kind": "{kind}"{party}}}"#)
    });
    let claims = claims.iter().map(|(by, measure, says)| {
        let by: Vec<String> = by.split(' ').map(|by| format!("\"{by}\"")).collect();
        let by = by.join(", ");
        format!(r#"{{"measure": "{measure}", "by": [{by}], "says": {says}}}"#)
    });
    let measures = ["a", "b", "c"].map(|id| {
        format!(r#"{{"id": "{id}", "label": "{id}", "outcome": "killed", "group": "people"}}"#)
    });
    format!(
        r#"{{"format": "tallybook/1", "id": "i", "title": "I",
        "parties": [{{"id": "t", "name": "Tajikistan"}}],
        "sources": [{}, {{"id": "page", "name": "Page", "kind": "media"}}],
        "measures": [{}],
        "reports": [{{"id": "r", "publisher": "page", "claims": [{}]}}]}}"#,
        sources.collect::<Vec<_>>().join(", "),
        measures.join(", "),
        claims.collect::<Vec<_>>().join(", ")
    )
}

const SPEAKERS: [(&str, &str, &str); 5] = [
    ("scns", "SCNS", "official"),
    ("full", "State Committee for National Security", "official"),
    ("press", "Border troops press centre", "official"),
    ("troops", "Border Troops", "official"),
    ("joint", "SCNS / Border Troops", "official"),
];

/// An incident of these people, a claim naming each list of them.
fn people(names: &[String], claims: &[&[usize]]) -> String {
    let entries = names.iter().enumerate().map(|(at, name)| {
        let name = serde_json::to_string(name).expect("JSON");
        format!(r#"{{"id": "p{at}", "name": {name}, "role": "border guard"}}"#)
    });
    let claims = claims.iter().map(|of| {
        let ids: Vec<String> = of.iter().map(|at| format!("\"p{at}\"")).collect();
        let ids = ids.join(", ");
        format!(r#"{{"measure": "a", "by": "page", "says": "unknown", "people": [{ids}]}}"#)
    });
    format!(
        r#"{{"format": "tallybook/1", "id": "i", "title": "I",
        "sources": [{{"id": "page", "name": "Page", "kind": "media"}}],
        "measures": [{{"id": "a", "label": "A", "outcome": "killed", "group": "people"}}],
        "reports": [{{"id": "r", "publisher": "page", "claims": [{}]}}], "people": [{}]}}"#,
        claims.collect::<Vec<_>>().join(", "),
        entries.collect::<Vec<_>>().join(", ")
    )
}

fn names(of: &[&str]) -> Vec<String> {
    of.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_cost_grows_with_the_number_and_a_crowd_of_one_name_is_cut_short() {
    let syllables = ["ra", "bu", "si", "to", "ke", "mu", "da", "li", "no", "pe"];
    let word = |n: usize| {
        let digits = [n / 1000 % 10, n / 100 % 10, n / 10 % 10, n % 10];
        digits.map(|digit| syllables[digit]).concat()
    };
    let many: Vec<String> = (0..10_000)
        .map(|n| format!("{} {}ov", word(n * 7 + 3), word(n * 3 + 1)))
        .collect();
    let found = look(&people(&many, &[]));
    assert!(found.compared < 1_000_000, "{}", found.compared);
    let small = look(&people(&many[..1_000], &[]));
    assert!(
        found.compared <= 40 * small.compared.max(1_000),
        "{}",
        small.compared
    );

    let crowd = vec!["Ali Valiev".to_owned(); 10_000];
    let found = look(&people(&crowd, &[]));
    assert!(found.compared < 1_000, "{}", found.compared);
    assert_eq!(found.list.len(), blocks::MOST - 1);
    assert_eq!(
        found.left_out,
        ["and 9980 more people of `i` whose names read as `Ali Valiev` does were not compared"]
    );

    let ids: Vec<String> = (0..10_000).map(|n| format!("s{n}")).collect();
    let sources: Vec<(&str, &str, &str)> = (ids.iter().zip(&many))
        .map(|(id, name)| (id.as_str(), name.as_str(), "official"))
        .collect();
    let claims: Vec<(&str, &str, i64)> = ids.iter().map(|id| (id.as_str(), "a", 2)).collect();
    let found = look(&bodies(&sources, &claims));
    assert!(found.compared < 1_000_000, "{}", found.compared);
    let alike: Vec<_> = ids
        .iter()
        .map(|id| (id.as_str(), "Border Troops", "official"))
        .collect();
    let found = look(&bodies(&alike, &claims));
    assert!(found.compared < 1_000, "{}", found.compared);
    assert_eq!(found.left_out.len(), 1);
}
