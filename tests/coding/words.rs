//! The words that may stand in code in a chapter: those of the format, of the program, and the ids
//! of the built-in casebooks.

use std::collections::BTreeSet;

use serde_json::Value;
use tallybook::incident::{Quantity, sample, sample_names};
use tallybook::script::{Host, Limits};

use crate::program::{root, run};

/// Commands that come with the same release as the chapter.
const TO_COME: [&str; 2] = ["check", "export"];

/// What is quoted as a value, a mark or an example of what not to do.
const OTHERS: [&str; 9] = [
    "...",
    "null",
    "-",
    "*",
    "†",
    "‹",
    "person.1",
    "person.2",
    "nurse-of-ward-2",
];

/// Every word that is known by itself.
pub(super) fn known() -> BTreeSet<String> {
    let mut known: BTreeSet<String> = TO_COME
        .iter()
        .chain(&OTHERS)
        .map(|word| (*word).into())
        .collect();
    let schema = std::fs::read_to_string(root().join("src/incident/schema.json")).expect("schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    of_schema(&schema["$defs"], &mut known);
    for name in sample_names() {
        known.insert(name.to_owned());
        let text = sample(name).expect("a sample");
        ids(&serde_json::from_str(text).expect("JSON"), &mut known);
    }
    let help = run(&["--help".to_owned()], "").stdout;
    let commands = help.lines().filter_map(|line| line.strip_prefix("  "));
    known.extend(commands.filter_map(|line| line.split(' ').next().map(str::to_owned)));
    known
}

/// The keys of the format, and the words that they take.
fn of_schema(schema: &Value, known: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                known.extend(properties.keys().cloned());
            }
            if let Some(Value::Array(words)) = map.get("enum") {
                known.extend(words.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            map.values().for_each(|value| of_schema(value, known));
        }
        Value::Array(items) => items.iter().for_each(|value| of_schema(value, known)),
        _ => {}
    }
}

fn ids(value: &Value, known: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            known.extend(map.get("id").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| ids(value, known));
        }
        Value::Array(items) => items.iter().for_each(|value| ids(value, known)),
        _ => {}
    }
}

/// Whether a word is known by itself, reads as what a claim says, or runs.
pub(super) fn is_known(known: &BTreeSet<String>, word: &str) -> bool {
    if known.contains(word) || Quantity::parse(word).is_ok() {
        return true;
    }
    // An increment of which the id is still to come.
    if word.ends_with(" more than") {
        return Quantity::parse(&format!("{word} c1")).is_ok();
    }
    // `private: true`
    if let Some((key, value)) = word.split_once(": ") {
        return known.contains(key) && serde_json::from_str::<Value>(value).is_ok();
    }
    let arguments = |command: &str| shlex::split(command).expect("quotes that close");
    let runs = |command: &str| run(&arguments(command), "").status == 0;
    if let Some(command) = word.strip_prefix("tallybook ") {
        return runs(command);
    }
    if word.starts_with("show ") {
        return runs(word);
    }
    if word.starts_with("--by ") {
        return runs(&format!("show {word}"));
    }
    let host = Host::new(Limits::default());
    word.ends_with("()") && host.manual().lookup(word).is_some()
}
