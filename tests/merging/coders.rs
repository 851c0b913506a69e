//! What several coders make of one random casebook: each has some of its claims, gives some of
//! them ids and puts some into their reports, in the one form of the format or the other.

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::reconcile::random::any_casebook;

/// The ways of a coder.
#[derive(Clone, Debug)]
pub(super) struct Habits {
    /// Which claims the coder has, by place; taken over and over.
    has: Vec<bool>,
    /// Which claims and people are given no id.
    nameless: Vec<bool>,
    /// Which claims stand in their report.
    housed: Vec<bool>,
    /// Whether the parties and sources stand with the casebook.
    shares: bool,
    /// Whether one id is no list, and numbers are texts.
    spells: bool,
    /// Whether the reports come before the claims of the incident, which are counted in order.
    reports_first: bool,
}

pub(super) fn habits() -> impl Strategy<Value = Habits> {
    let some = |share: f64| prop::collection::vec(prop::bool::weighted(share), 9);
    let whole = prop_oneof![1 => Just(vec![true]), 3 => some(0.8)];
    let ways = (any::<bool>(), any::<bool>(), any::<bool>());
    (whole, some(0.6), some(0.6), ways).prop_map(
        |(has, nameless, housed, (shares, spells, reports_first))| Habits {
            has,
            nameless,
            housed,
            shares,
            spells,
            reports_first,
        },
    )
}

/// What two coders make of a casebook.
pub(super) fn two() -> impl Strategy<Value = (String, String)> {
    (any_casebook(), habits(), habits())
        .prop_map(|(book, one, other)| (coded(&book, &one), coded(&book, &other)))
}

const LINKS: [&str; 4] = ["repeats", "updates", "corrects", "retracts"];

fn coded(book: &Value, habits: &Habits) -> String {
    let mut book = book.clone();
    let claims = book["claims"].take();
    let mut gone: HashSet<String> = HashSet::new();
    let mut kept: Vec<Value> = Vec::new();
    for (claim, has) in list(&claims).iter().zip(habits.has.iter().cycle()) {
        if *has && !named(claim).iter().any(|id| gone.contains(id)) {
            kept.push(claim.clone());
        } else {
            gone.insert(text(&claim["id"]));
        }
    }
    let (mut housed, loose): (Vec<_>, Vec<_>) = kept
        .into_iter()
        .zip(habits.housed.iter().cycle())
        .partition(|(_, housed)| **housed);
    let place = |report: &Value| {
        let ids = list(&book["reports"]).iter();
        ids.map(|report| &report["id"]).position(|id| id == report)
    };
    housed.sort_by_key(|(claim, _)| place(&claim["in"]));
    let count = if habits.reports_first {
        housed.len()
    } else {
        loose.len()
    };
    let (first, second) = if habits.reports_first {
        (housed, loose)
    } else {
        (loose, housed)
    };
    let ordered = first.into_iter().chain(second).map(|(claim, _)| claim);
    let mut claims: Vec<Value> = ordered.collect();
    let new = nameless(&mut claims, &mut book["people"], &habits.nameless);
    for claim in &mut claims {
        rename(claim, &new);
        if habits.spells {
            spell(claim);
        }
    }
    for person in book["people"].as_array_mut().expect("people") {
        for key in ["same_as", "maybe_same_as"] {
            if let Some(id) = person[key]["person"].as_str().and_then(|id| new.get(id)) {
                person[key]["person"] = json!(id);
            } else if person[key].is_null() {
                person.as_object_mut().expect("a person").remove(key);
            }
        }
    }
    let (first, second) = claims.split_at(count);
    let (housed, loose) = if habits.reports_first {
        (first, second)
    } else {
        (second, first)
    };
    for report in book["reports"].as_array_mut().expect("reports") {
        let of = housed.iter().filter(|claim| claim["in"] == report["id"]);
        let of = of.cloned().map(|mut claim| {
            claim.as_object_mut().expect("a claim").remove("in");
            claim
        });
        report["claims"] = of.collect();
    }
    book["claims"] = loose.to_vec().into();
    let book = if habits.shares { shared(book) } else { book };
    written(&book, habits.reports_first)
}

/// A value as text, its keys by name, save that the reports may come first.
fn written(value: &Value, reports_first: bool) -> String {
    match value {
        Value::Object(keys) => {
            let mut keys: Vec<(&String, &Value)> = keys.iter().collect();
            keys.sort_by_key(|(key, _)| !(reports_first && *key == "reports"));
            let keys = keys.into_iter();
            let keys = keys.map(|(k, v)| format!("{k:?}: {}", written(v, reports_first)));
            format!("{{{}}}", keys.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| written(item, reports_first));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        plain => plain.to_string(),
    }
}

/// Takes ids away, and tells what the made ones are.
fn nameless(
    claims: &mut [Value],
    people: &mut Value,
    nameless: &[bool],
) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut new = BTreeMap::new();
    for (claim, nameless) in claims.iter_mut().zip(nameless.iter().cycle()) {
        let report = text(&claim["in"]);
        let count = counts.entry(report.clone()).or_default();
        *count += 1;
        if *nameless {
            new.insert(text(&claim["id"]), format!("{report}.{count}"));
            claim.as_object_mut().expect("a claim").remove("id");
        }
    }
    let people = people.as_array_mut().expect("people").iter_mut();
    for ((at, person), nameless) in people.enumerate().zip(nameless.iter().rev().cycle()) {
        if *nameless {
            new.insert(text(&person["id"]), format!("person.{}", at + 1));
            person.as_object_mut().expect("a person").remove("id");
        }
    }
    new
}

fn rename(claim: &mut Value, new: &BTreeMap<String, String>) {
    for key in LINKS.into_iter().chain(["people"]) {
        for id in claim[key].as_array_mut().into_iter().flatten() {
            if let Some(made) = new.get(&text(id)) {
                *id = json!(made);
            }
        }
        if claim[key].is_null() {
            claim.as_object_mut().expect("a claim").remove(key);
        }
    }
    if let Some((count, base)) = increment(claim)
        && let Some(made) = new.get(&base)
    {
        claim["says"] = json!(format!("{count} more than {made}"));
    }
}

fn spell(claim: &mut Value) {
    let speakers = list(&claim["by"]).clone();
    if let [one] = &speakers[..] {
        claim["by"] = one.clone();
    }
    match &claim["says"] {
        Value::Number(n) => claim["says"] = json!(n.to_string()),
        says if says == "six" => claim["says"] = json!(6),
        _ => {}
    }
    claim["notes"] = Value::Null;
}

/// Puts the parties and sources, which name only one another, with the casebook.
fn shared(mut incident: Value) -> Value {
    let mut book = json!({"format": "tallybook/1", "incidents": []});
    let keys = incident.as_object_mut().expect("an object");
    keys.remove("format");
    for key in ["parties", "sources"] {
        book[key] = keys.remove(key).expect("a list");
    }
    book["incidents"] = json!([incident]);
    book
}

/// The claims that a claim names.
fn named(claim: &Value) -> Vec<String> {
    let links = LINKS
        .iter()
        .flat_map(|key| claim[key].as_array().into_iter().flatten());
    links
        .map(text)
        .chain(increment(claim).map(|(_, base)| base))
        .collect()
}

fn increment(claim: &Value) -> Option<(String, String)> {
    let (count, base) = claim["says"].as_str()?.split_once(" more than ")?;
    Some((count.to_owned(), base.to_owned()))
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
