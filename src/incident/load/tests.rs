//! Text in, text out: what is loaded, and what is refused.

use std::fmt::Write;

use proptest::prelude::*;

use super::{Input, load};
use crate::incident::{Casebook, Incident, Quantity, Says};

fn loaded(text: &str) -> Casebook {
    match load(vec![Input::new("a.json", text)]) {
        Ok(casebook) => casebook,
        Err(problems) => panic!("{problems}"),
    }
}

fn refused(inputs: &[(&str, &str)]) -> String {
    let inputs = inputs
        .iter()
        .map(|(name, text)| Input::new(*name, *text))
        .collect();
    load(inputs).expect_err("a broken casebook").to_string()
}

/// An incident alone, with these further keys.
fn alone(keys: &str) -> String {
    format!(
        r#"{{"format": "tallybook/1", "id": "i", "title": "t",
"measures": [{{"id": "killed", "label": "k", "outcome": "killed", "group": "g"}}]{keys}}}"#
    )
}

const PAGE: &str = r#",
"sources": [{"id": "s", "name": "S", "kind": "media"}],
"reports": [{"id": "r", "publisher": "s"}, {"id": "q", "publisher": "s"}]"#;

#[test]
fn claims_of_reports_and_of_the_incident_are_merged_in_the_order_of_the_file() {
    let text = alone(
        r#",
"sources": [{"id": "s", "name": "S", "kind": "media"}],
"claims": [{"measure": "killed", "by": "s", "in": "r", "says": 1}, {"measure": "killed", "by": ["s"], "in": "q", "says": "at least 2"}],
"reports": [
  {"id": "r", "publisher": "s", "claims": [{"measure": "killed", "by": "s", "says": "3 more than r.1"}, {"id": "mine", "measure": "killed", "by": "s", "in": "r", "says": 4}]},
  {"id": "q", "publisher": "s", "claims": [{"measure": "killed", "by": "s", "says": 5}, {"measure": "killed", "by": "s", "retracts": ["q.2"]}]}],
"people": [{"name": "A"}, {"id": "p", "name": "B"}, {"unidentified": true, "age": 7}]"#,
    );
    let casebook = loaded(&text);
    let incident = &casebook.incidents[0];
    let ids: Vec<&str> = incident.claims.iter().map(|claim| &*claim.id).collect();
    assert_eq!(ids, ["r.1", "q.1", "r.2", "mine", "q.2", "q.3"]);
    assert_eq!(
        incident.claims[2].base,
        Some(crate::incident::ClaimIx::new(0))
    );
    assert_eq!(incident.claims[5].says, Says::Nothing);
    assert_eq!(incident.claims[1].says, Says::Count(Quantity::AtLeast(2)));
    let people: Vec<&str> = incident.people.iter().map(|person| &*person.id).collect();
    assert_eq!(people, ["person.1", "p", "person.3"]);
    assert_eq!(incident.people[2].age.as_deref(), Some("7"));
    let located = &incident.located[3];
    assert_eq!(located.path(), "reports[0].claims[1]");
    assert_eq!(located.line, 6);
    assert_eq!(
        located.problem("updates", "no", None).to_string(),
        "a.json:6: reports[0].claims[1].updates: no"
    );
    assert!(incident.find("q.3").is_some());
}

#[test]
fn a_casebook_shares_with_its_incidents() {
    let text = r#"{"format": "tallybook/1", "version": 2, "coded_by": "N. N.", "x-mine": [1],
"parties": [{"id": "p", "name": "P"}],
"sources": [{"id": "s", "name": "S", "kind": "official", "party": "p"}],
"reports": [{"id": "r", "publisher": "s", "sha256": null}],
"incidents": [
{"id": "one", "title": "One", "related": "two", "measures": [{"id": "m", "label": "l", "outcome": "o", "group": "g", "party": "p"}],
 "sources": [{"id": "t", "name": "T", "kind": "ngo", "part_of": "s"}], "reports": [{"id": "u", "publisher": "t", "draws_on": ["r", "s"]}],
 "claims": [{"measure": "m", "by": "t", "in": "r", "says": 1, "via": "u"}]},
{"id": "two", "title": "Two", "measures": [{"id": "m", "label": "l", "outcome": "o", "group": "g"}],
 "claims": [{"measure": "m", "by": "s", "in": "r", "says": "none"}]}]}"#;
    let casebook = loaded(text);
    let [one, two] = [0, 1].map(|at| &*casebook.incidents[at]);
    assert_eq!(one.claims[0].id, "r.1");
    assert_eq!(two.claims[0].id, "r.1");
    assert_eq!(one.source(one.claims[0].by[0]).id, "t");
    assert_eq!(one.report(one.claims[0].report).id, "r");
    assert_eq!(one.related, ["two"]);
    assert_eq!(one.shared.credits.coded_by, ["N. N."]);
    assert_eq!(two.shared.credits.version.as_deref(), Some("2"));
    assert_eq!(two.located[0].path(), "incidents[1].claims[0]");
}

#[test]
fn one_incident_a_line() {
    let line = |id: &str| {
        alone("")
            .replace('\n', " ")
            .replace("\"i\"", &format!("\"{id}\""))
    };
    let text = format!("{}\n\n{}\r\n", line("a"), line("b"));
    let ids = |casebook: Casebook| -> Vec<String> {
        let ids = casebook
            .incidents
            .iter()
            .map(|incident| incident.id.clone());
        ids.collect()
    };
    assert_eq!(ids(loaded(&text)), ["a", "b"]);
    assert_eq!(ids(loaded(&format!("\u{feff}{text}"))), ["a", "b"]);
    let one = load(vec![Input::new("a.ndjson", r#"{"id": "a", "title": "t"}"#)]);
    assert_eq!(ids(one.expect("a line")), ["a"]);
    assert_eq!(
        refused(&[(
            "a.jsonl",
            "{\"id\": \"a\", \"title\": \"t\"}\n{\"id\": }\n\n{\"id\": 1, \"title\": \"t\"}\n{\"incidents\": []}\n"
        )]),
        "a.jsonl:2: not JSON: expected value, at column 8\n  hint: texts stand in straight quotes (\"), and no comma follows the last entry\n\
         a.jsonl:4: id: expected an id of 1 to 64 characters, without white space, control characters or `/`, found the number `1`\n\
         a.jsonl:5: incidents: expected one incident on each line, found a casebook of several\n  \
         hint: put each of its `incidents` on a line, or the casebook into its own file"
    );
}

#[test]
fn what_is_no_casebook_is_explained() {
    let hint = "  hint: a casebook is `{\"format\": \"tallybook/1\", \"incidents\": [...]}`, or one incident with the same `format`, or one incident a line";
    for (text, problem) in [
        ("", "a.json:1: expected a casebook, found an empty file"),
        (
            "[1]",
            "a.json:1: expected a casebook, which is an object, found a list",
        ),
        (
            "{\"format\": \"tallybook/1\"}",
            "a.json:1: expected `incidents`, or the `id`, `title`, `measures` and `claims` of one incident alone, found neither",
        ),
    ] {
        assert_eq!(refused(&[("a.json", text)]), format!("{problem}\n{hint}"));
    }
    assert_eq!(
        refused(&[(
            "a.json",
            "{\"format\":\n \"tallybook/2\", \"incidents\": []}"
        )]),
        "a.json:2: format: expected `tallybook/1`, found `tallybook/2`\n  \
         hint: this program reads only `tallybook/1`\n\
         a.json:2: incidents: expected at least one incident, found an empty list"
    );
    assert_eq!(
        refused(&[("a.json", "{\"format\": \"tallybook/1\",\n\"é\" 1}")]),
        "a.json:2: not JSON: expected `:`, at column 5"
    );
}

#[test]
fn files_are_checked_together() {
    let one = alone(",\n\"related\": [\"j\", \"k\"]");
    let two = alone(",\"related\": \"i\"").replace("\"i\", \"title\"", "\"j\", \"title\"");
    let problem =
        "a.json:3: related[1]: expected an incident, found `k`, which is no id of one; loaded are";
    let hint = "\n  hint: load the file that holds it together with this one";
    assert_eq!(
        refused(&[("a.json", &one), ("b.json", &two)]),
        format!("{problem} `i`, `j`{hint}")
    );
    // The file that is broken may hold it.
    assert_eq!(
        refused(&[("a.json", &one), ("b.json", "{")]),
        "b.json:1: not JSON: EOF while parsing an object, at column 1\n  hint: a bracket, a brace or a quote that was opened is never closed"
    );
    assert_eq!(
        refused(&[("a.json", &alone("")), ("b.json", &alone(""))]),
        "b.json:1: id: `i` is the id of an incident already, at a.json:1"
    );
}

#[test]
fn one_mistake_is_reported_once() {
    for (keys, problem) in [
        // The source is broken, its id is not.
        (
            r#", "sources": [{"id": "s", "name": "S"}], "reports": [{"id": "r", "publisher": "s", "claims": [{"measure": "killed", "by": "s", "says": 1}]}]"#,
            "sources[0].kind: a source needs",
        ),
        // The id is not fit to be one, but it is known whose it is.
        (
            r#", "sources": [{"id": "s s", "name": "S", "kind": "media"}], "reports": [{"id": "r", "publisher": "s s"}]"#,
            "sources[0].id: expected an id of",
        ),
        (
            r#", "sources": {}, "reports": [{"id": "r", "publisher": "s"}]"#,
            "sources: expected a list, found an object",
        ),
        // Two of one name: who is meant is not asked.
        (
            r#", "sources": [{"id": "s", "name": "S", "kind": "media"}], "parties": [{"id": "s", "name": "S"}], "reports": [{"id": "r", "publisher": "s", "draws_on": "s"}]"#,
            "parties[0].id: `s` is the id of a source already, on line 2",
        ),
        (
            r#", "sources": [{"id": "s", "name": "S", "kind": "media"}], "reports": [{"id": "r", "publisher": "s", "claims": [{"measure": "kilt", "by": "s", "says": "most of them"}]}]"#,
            "reports[0].claims[0].measure: expected a measure, found `kilt`",
        ),
    ] {
        let problems = refused(&[("a.json", &alone(keys))]);
        assert!(problems.contains(problem), "{problems}");
        assert_eq!(problems.matches("a.json:").count(), 1, "{problems}");
    }
}

/// A chain of claims, each of which repeats the one before and counts from it; `first` is what
/// stands in the first.
fn chain(length: usize, first: &str) -> String {
    let mut text = alone(PAGE);
    text.pop();
    text.push_str(",\"claims\": [");
    for n in 0..length {
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(
            text,
            "{comma}\n{{\"id\": \"c{n}\", \"measure\": \"killed\", \"by\": \"s\", \"in\": \"r\", \"says\": "
        );
        let _ = match n.checked_sub(1) {
            Some(n) => write!(text, "\"1 more than c{n}\", \"repeats\": \"c{n}\"}}"),
            None => write!(text, "1{first}}}"),
        };
    }
    text + "]}"
}

#[test]
fn depth_and_length_cost_no_stack_and_little_time() {
    let casebook = loaded(&chain(100_000, ""));
    assert_eq!(casebook.incidents[0].claims.len(), 100_000);
    let problems = refused(&[("a.json", &chain(30_000, ", \"repeats\": \"c29999\""))]);
    assert!(
        problems.ends_with(
            "c0 -> c29999 -> c29998 -> c29997 -> c29996 -> c29995 -> c29994 -> c29993 -> c29992 \
             -> c29991 -> (29990 more) -> c0"
        ),
        "{problems}"
    );
    // Suggestions stop before they cost too much.
    let astray = chain(30_000, "").replace("\"repeats\": \"c", "\"repeats\": \"k");
    let problems = load(vec![Input::new("a.json", astray)]).expect_err("nobody");
    assert_eq!(problems.count(), 29_999);
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
        assert!(load(vec![Input::new("a.json", &*deep)]).is_err());
        let keys = format!(", \"summary\": {deep}");
        assert!(load(vec![Input::new("a.json", alone(&keys))]).is_err());
        let keys = format!(", \"x-summary\": {deep}");
        loaded(&alone(&keys));
    }
}

/// A valid casebook for mutation, with an object of every kind.
fn whole_casebook() -> String {
    alone(
        r#", "date": "2019-11-06", "place": {"name": "n", "country": "TJ", "lat": 38.5, "lon": 68},
"parties": [{"id": "p", "name": "P", "perpetrator": true}],
"sources": [{"id": "s", "name": "S", "kind": "media"}, {"id": "u", "name": "U", "kind": "unnamed", "heard_by": "s", "party": "p"}],
"reports": [{"id": "r", "publisher": "s", "published": "2019-11-08", "claims": [
 {"measure": "killed", "by": ["s", "u"], "says": "at least 5", "wording": "at least five", "covers": {"what": "part", "of": "guards"}, "people": ["person.1"]},
 {"id": "c", "measure": "killed", "by": "u", "says": "two more than r.1", "updates": "r.1", "standing": "set aside", "reason": "because"}]}],
"people": [{"name": "A", "measure": "killed", "variants": ["B", {"name": "C", "in": "r"}]}, {"unidentified": true, "maybe_same_as": {"person": "person.1", "reason": "x"}}]"#,
    )
}

fn look_at(incident: &Incident) {
    for claim in &incident.claims {
        assert!(!claim.by.is_empty());
        let _ = (
            incident.measure(claim.measure),
            incident.report(claim.report),
        );
    }
}

proptest! {
    #[test]
    fn no_text_brings_it_down(text in "\\PC{0,80}", name in "a\\.(json|ndjson)") {
        let _ = load(vec![Input::new(name, text)]);
    }

    #[test]
    fn no_mutation_brings_it_down(
        from in 0_usize..2_000,
        length in 0_usize..60,
        way in 0..3,
        junk in "[\\[\\]{}\",:0-9a-z\\\\ \u{e9}-]{0,12}",
    ) {
        let text = whole_casebook().into_bytes();
        let from = from % text.len();
        let to = (from + length).min(text.len());
        let (before, cut, after) = (&text[..from], &text[from..to], &text[to..]);
        let bytes = match way {
            0 => [before, after].concat(),
            1 => [before, cut, cut, after].concat(),
            _ => [before, junk.as_bytes(), after].concat(),
        };
        if let Ok(input) = Input::from_bytes("a.json", bytes)
            && let Ok(casebook) = load(vec![input])
        {
            casebook.incidents.iter().for_each(|incident| look_at(incident));
        }
    }
}

#[test]
fn the_casebook_that_is_mutated_is_valid() {
    loaded(&whole_casebook());
}
