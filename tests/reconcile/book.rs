//! Small casebooks from a few lines of text, and what follows from them as a few lines of text.
//!
//! ```text
//! party state
//! source ministry official party=state part_of=government
//! report page ministry 2019-11-06 draws_on=agency
//! measure killed
//! person p1 same_as=p2
//! claim c1 killed ministry page "at least 7" as_of=2019-11-05 covers=part
//! ```
//!
//! A value with commas is a list. Every book has the measure `k`, the report `page` of the outlet
//! `outlet`, and the sources `a`, `b`, `c`, `d`, official bodies that have nothing to do with one
//! another; `claim c1 a 7` is short for `claim c1 k a page 7`.

use std::fmt::Write;
use std::rc::Rc;

use serde_json::{Map, Value, json};
use tallybook::incident::{Input, MeasureIx, Object, load};
use tallybook::reconcile::{Concordance, Estimate, Evidence, Join, Profile, Refusal, Selection};

const ALWAYS: &str = "
    source outlet media
    source a official
    source b official
    source c official
    source d official
    report page outlet
    measure k
";

/// Loads a casebook.
pub(super) fn book(lines: &str) -> Rc<Evidence> {
    try_book(lines).unwrap_or_else(|problem| panic!("{problem}\n{lines}"))
}

/// Loads a casebook, or says what is wrong with it.
pub(super) fn try_book(lines: &str) -> Result<Rc<Evidence>, String> {
    evidence(&casebook(lines))
}

/// Loads a casebook that is given as JSON.
pub(super) fn evidence(casebook: &Value) -> Result<Rc<Evidence>, String> {
    let input = Input::new("book.json", casebook.to_string());
    let loaded = load(vec![input]).map_err(|problems| problems.to_string())?;
    match Evidence::new(Rc::clone(&loaded.incidents[0])) {
        Ok(evidence) => Ok(Rc::new(evidence)),
        Err(misuses) => Err(misuses.into_iter().map(|misuse| misuse.message).collect()),
    }
}

/// The incident of a casebook as JSON.
pub(super) fn casebook(lines: &str) -> Value {
    let mut lists: Map<String, Value> = Map::new();
    for line in ALWAYS.lines().chain(lines.lines()) {
        let words = words(line);
        let Some((noun, words)) = words.split_first() else {
            continue;
        };
        let (pairs, plain): (Vec<&String>, Vec<&String>) =
            words.iter().partition(|word| is_pair(word));
        let mut object = positional(noun, &plain);
        for pair in pairs {
            let (key, value) = pair.split_once('=').expect("a pair");
            put(&mut object, key, value);
        }
        let list = match noun.as_str() {
            "party" => "parties".to_owned(),
            "person" => "people".to_owned(),
            noun => format!("{noun}s"),
        };
        let list = lists.entry(list).or_insert_with(|| json!([]));
        // What a book defines anew takes the place of what every book has.
        let list = list.as_array_mut().expect("a list");
        list.retain(|known| known["id"] != object["id"]);
        list.push(Value::Object(object));
    }
    let mut incident = json!({"format": "tallybook/1", "id": "i", "title": "An incident"});
    incident
        .as_object_mut()
        .expect("an object")
        .append(&mut lists);
    incident
}

fn is_pair(word: &str) -> bool {
    word.split_once('=')
        .is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (at, piece) in line.split('"').enumerate() {
        match at % 2 {
            // Quotes may also stand after `key=`.
            1 => match words.last_mut() {
                Some(last) if last.ends_with('=') => last.push_str(piece),
                _ => words.push(piece.to_owned()),
            },
            _ => words.extend(piece.split_whitespace().map(str::to_owned)),
        }
    }
    words
}

fn positional(noun: &str, plain: &[&String]) -> Map<String, Value> {
    let word = |at: usize| plain.get(at).map_or("", |word| word.as_str());
    let object = match noun {
        "party" => json!({"id": word(0), "name": word(0)}),
        "source" => json!({"id": word(0), "name": word(0), "kind": word(1)}),
        "report" if plain.len() == 3 => {
            json!({"id": word(0), "publisher": word(1), "published": word(2)})
        }
        "report" => json!({"id": word(0), "publisher": word(1)}),
        "measure" => {
            let kind = if plain.len() > 1 { word(1) } else { "count" };
            json!({"id": word(0), "label": word(0), "outcome": "killed", "group": "all", "kind": kind})
        }
        "person" => json!({"id": word(0), "name": word(0)}),
        "claim" => {
            let (measure, rest) = match plain.len() {
                4.. => (word(1), [word(2), word(3), word(4)]),
                _ => ("k", [word(1), "page", word(2)]),
            };
            let mut claim =
                json!({"id": word(0), "measure": measure, "by": listed(rest[0]), "in": rest[1]});
            if !rest[2].is_empty() {
                claim["says"] = json!(rest[2]);
            }
            claim
        }
        noun => panic!("no such noun: {noun}"),
    };
    object.as_object().expect("an object").clone()
}

fn listed(value: &str) -> Value {
    match value.contains(',') {
        true => value.split(',').collect(),
        false => json!(value),
    }
}

fn put(object: &mut Map<String, Value>, key: &str, value: &str) {
    let value = match key {
        "covers" => json!({"what": value, "of": "a text"}),
        "same_as" | "maybe_same_as" => json!({"person": value, "reason": "a reason"}),
        "set_aside" => {
            object.insert("standing".to_owned(), json!("set aside"));
            object.insert("reason".to_owned(), json!(value));
            return;
        }
        "exclusive" | "unidentified" => json!(value == "true"),
        _ => listed(value),
    };
    object.insert(key.to_owned(), value);
}

/// The measure with this id.
pub(super) fn measure(evidence: &Evidence, id: &str) -> MeasureIx {
    match evidence.incident().find(id) {
        Some(Object::Measure(ix)) => ix,
        _ => panic!("no measure {id}"),
    }
}

/// The concordance of a measure as JSON.
pub(super) fn record(evidence: &Rc<Evidence>, id: &str, profile: &str, join: Join) -> Value {
    let profile = Profile::named(profile).expect("a shipped profile");
    let concordance = Concordance::new(evidence, measure(evidence, id), &profile, join);
    serde_json::to_value(concordance.record()).expect("a record is JSON")
}

/// The concordance of `k` under `plain` in a line a figure, and a line for each list of what is
/// left over: `7 c1 c2 p1 i2: ●a exact, ○b, ×c, ×‹d`.
pub(super) fn told(lines: &str) -> String {
    told_by(&book(lines), Join::Origin)
}

/// As [`told`], with origins joined.
pub(super) fn told_by(evidence: &Rc<Evidence>, join: Join) -> String {
    let record = record(evidence, "k", "plain", join);
    let mut told = String::new();
    let texts = |value: &Value| -> Vec<String> {
        let list = value.as_array().expect("a list").iter();
        list.map(|id| id.as_str().expect("an id").to_owned())
            .collect()
    };
    for figure in record["figures"].as_array().expect("a list") {
        let mut cells = Vec::new();
        for id in texts(&figure["origins"]["states"]) {
            cells.push(format!(
                "●{id} {}",
                figure["as"][&id].as_str().expect("a word")
            ));
        }
        let allows = texts(&figure["origins"]["allows"]);
        cells.extend(allows.iter().map(|id| format!("○{id}")));
        let before = texts(&figure["before"]);
        for id in texts(&figure["origins"]["excludes"]) {
            let mark = if before.contains(&id) { "‹" } else { "" };
            cells.push(format!("×{mark}{id}"));
        }
        let value = match &figure["value"] {
            Value::String(text) => text.clone(),
            number => number.to_string(),
        };
        writeln!(
            told,
            "{value} {} p{} i{}: {}",
            texts(&figure["claims"]).join(" "),
            figure["pages"],
            figure["independent"],
            cells.join(", ")
        )
        .expect("a text takes all");
    }
    for (key, name) in [
        ("superseded", "gone"),
        ("set_aside", "set aside"),
        ("other_scope", "other"),
    ] {
        let ids = texts(&record[key]);
        if !ids.is_empty() {
            writeln!(told, "{name}: {}", ids.join(" ")).expect("a text takes all");
        }
    }
    told
}

/// Asserts what a book tells, line by line; white space at both ends of a line is no part of it.
#[track_caller]
pub(super) fn tells(lines: &str, expected: &str) {
    assert_lines(&told(lines), expected, lines);
}

/// As [`tells`], with origins joined.
#[track_caller]
pub(super) fn tells_by(lines: &str, join: Join, expected: &str) {
    assert_lines(&told_by(&book(lines), join), expected, lines);
}

#[track_caller]
fn assert_lines(found: &str, expected: &str, lines: &str) {
    let trim = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    };
    assert_eq!(trim(found), trim(expected), "of the book\n{lines}");
}

/// Every claim on `k`, under `plain`: what a rule is given.
pub(super) fn claims(evidence: &Rc<Evidence>) -> Selection {
    Selection::on(evidence, &Profile::plain(), measure(evidence, "k"))
}

/// What a method concludes, as it prints.
pub(super) fn shown(estimate: Result<Estimate, Refusal>) -> String {
    match estimate {
        Ok(estimate) => estimate.to_string(),
        Err(refusal) => format!("refused: {}", refusal.message),
    }
}

/// The ids of the claims that an estimate used, and of those that it set aside, each list apart.
pub(super) fn ids(estimate: &Estimate) -> (Vec<String>, Vec<String>) {
    let id = |ix| estimate.evidence().claim(ix).id.clone();
    let used = estimate.used().into_iter().map(id).collect();
    let aside = estimate.set_aside().into_iter().map(|aside| aside.claim);
    (used, aside.collect())
}
