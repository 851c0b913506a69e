//! Rules side by side: every rule that is shipped, many incidents, and what the chapter shows.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tallybook::script::shelf_names;
use tallybook::session::Chapter;

use crate::program::run;
use crate::readme::{blocks, keep, with_what_is_printed};

fn compare(arguments: &[&str], stdin: &str) -> (String, String, i32) {
    let all: Vec<String> = std::iter::once("compare")
        .chain(arguments.iter().copied())
        .map(str::to_owned)
        .collect();
    let ran = run(&all, stdin);
    (ran.stdout, ran.stderr, ran.status)
}

fn json_of(arguments: &[&str], stdin: &str) -> Value {
    let (out, err, status) = compare(arguments, stdin);
    assert_eq!(status, 0, "{err}");
    serde_json::from_str(&out).expect("JSON")
}

fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of[key].as_array().expect("a list")
}

fn of_rule<'a>(measure: &'a Value, rule: &str) -> &'a Value {
    let mut estimates = list(measure, "estimates").iter();
    let found = estimates.find(|estimate| estimate["rule"] == rule);
    found.unwrap_or_else(|| panic!("no answer of {rule}"))
}

/// Every rule on the shelf, whichever there are, answers or says why not.
#[test]
fn all_are_compared_after_those_that_are_named() {
    let rule = "../data/compare/first/mine.rhai";
    let arguments = [
        rule,
        "gtd",
        "--all",
        "--sample",
        "ishkobod-press",
        "--measure",
        "guards-killed",
        "--format",
        "json",
    ];
    let measures = json_of(&arguments, "");
    let measure = &measures.as_array().expect("an array")[0];
    let rules: Vec<&str> = list(measure, "estimates")
        .iter()
        .map(|estimate| estimate["rule"].as_str().expect("a name"))
        .collect();
    assert_eq!(rules[..2], ["mine", "gtd"]);
    let mut rest = rules[2..].iter();
    for name in shelf_names().filter(|name| *name != "gtd") {
        let text = tallybook::script::on_shelf(name).expect("it is there");
        // What lies on the shelf for rules to import is no rule.
        if text.contains("fn rule(") {
            assert_eq!(rest.next(), Some(&name));
        }
    }
    assert_eq!(rest.next(), None);
    assert!(list(measure, "failed").is_empty());
}

/// It is tried: on the guards the middle without the attackers' claims is not the latest figure, so
/// that it does not turn on them.
#[test]
fn it_turns_on_nothing_that_does_not_bring_the_others_round() {
    let of = |rule: &str| {
        let arguments = [
            rule,
            "gtd",
            "--sample",
            "ishkobod-press",
            "--measure",
            "guards-killed",
            "--format",
            "json",
        ];
        let measures = json_of(&arguments, "");
        measures[0]["reading"]
            .as_str()
            .expect("a reading")
            .to_owned()
    };
    let reading = of("em-dat");
    assert!(!reading.contains("whether"), "{reading}");
    assert!(reading.contains("it turns most on"), "{reading}");
}

/// One claim may be what a rule stumbles over: the others are not all that is tried.
#[test]
fn a_rule_that_fails_is_tried_as_well() {
    let arguments = [
        "range",
        "../data/compare/stumbles.rhai",
        "--case",
        "../data/compare/several.ndjson",
        "--measure",
        "one/killed",
    ];
    let (out, _, status) = compare(&arguments, "");
    assert_eq!(status, 1);
    assert!(out.contains("stumbles: failed →"), "{out}");
    assert!(!out.contains("no claim set aside alone"), "{out}");
}

/// What the methods give by hand, from the pages.
#[test]
fn the_answers_are_those_that_are_found_by_hand() {
    let of = ["range", "acled", "gtd", "named-floor"];
    let and = [
        "--sample",
        "ishkobod-press",
        "--measure",
        "guards-killed",
        "--format",
        "json",
    ];
    let measures = json_of(&[&of[..], &and[..]].concat(), "");
    let measure = &measures[0];
    assert_eq!(measure["incident"], "ishkobod-press");
    let part = |rule: &str, key: &str| of_rule(measure, rule)[key].clone();
    assert_eq!(part("acled", "best"), json!(2));
    assert_eq!(part("acled", "profile"), json!("acled"));
    assert_eq!(
        (part("gtd", "best"), part("gtd", "high_open")),
        (json!(7), json!(true))
    );
    assert_eq!(
        (part("range", "low"), part("range", "high")),
        (json!(2), json!(10))
    );
    assert_eq!(part("range", "high_open"), json!(true));
    assert_eq!(
        (part("named-floor", "low"), part("named-floor", "best")),
        (json!(6), Value::Null)
    );
    assert_eq!(measure["set_aside_in_casebook"], json!(["swapped-dead"]));
    // Without the attackers' own word the range ends at seven, which no page of theirs alone does.
    let sensitivity = &measure["sensitivity"];
    assert_eq!(sensitivity["claims_tried"], sensitivity["claims"]);
    let changes = list(sensitivity, "changes").iter();
    let attackers = changes.clone().find(|change| change["voice"] == "is");
    let attackers = attackers.expect("their word counts");
    let answer = |high: i64| {
        json!({"text": format!("2 to {high}+"), "low": 2, "best": null, "high": high,
            "high_open": true, "unresolved": null, "failed": null})
    };
    let range = json!({"rule": "range", "profile": "plain", "from": answer(10), "to": answer(7)});
    assert!(list(attackers, "answers").contains(&range), "{attackers}");
    for id in list(attackers, "set_aside") {
        let alone = changes.clone().find(|change| change["claim"] == *id);
        let moves_range = |c: &Value| list(c, "answers").iter().any(|a| a["rule"] == "range");
        assert!(!alone.is_some_and(moves_range), "{id}");
    }
}

/// Incidents with one measure each, on which three speakers differ.
fn many(incidents: usize, claims: usize) -> String {
    let mut lines = String::new();
    for at in 0..incidents {
        let mut sources: Vec<Value> = (0..claims)
            .map(|n| json!({"id": format!("s{n}"), "name": format!("Speaker {n}"), "kind": "official"}))
            .collect();
        let said: Vec<Value> = (0..claims)
            .map(|n| json!({"measure": "killed", "by": format!("s{n}"), "says": at % 7 + n}))
            .collect();
        sources.push(json!({"id": "daily", "name": "The Daily", "kind": "media"}));
        let incident = json!({
            "format": "tallybook/1", "id": format!("i{at}"), "title": "An incident",
            "sources": sources,
            "measures": [{"id": "killed", "label": "Killed", "outcome": "killed", "group": "all"}],
            "reports": [{"id": "page", "publisher": "daily", "claims": said}],
        });
        writeln!(lines, "{incident}").expect("text");
    }
    lines
}

#[test]
fn many_incidents_are_compared_and_counted() {
    let casebook = many(400, 3);
    let arguments = [
        "acled",
        "range",
        "gtd",
        "--case",
        "-",
        "--summary",
        "--format",
        "json",
    ];
    let tallies = json_of(&arguments, &casebook);
    assert_eq!(tallies["measures"], 400);
    assert_eq!(tallies["agreed"], 0);
    assert_eq!(tallies["widest"], Value::Null);
    let acled = &tallies["rules"][0];
    assert_eq!(acled["measures"], 400);
    // The lowest of three, of which the others are one and two more; `gtd` has no dates to go by.
    assert_eq!(
        (&acled["resolved"], &acled["figures"]),
        (&json!(400), &json!(400))
    );
    let measures = json_of(
        &["acled", "range", "--case", "-", "--format", "json"],
        &casebook,
    );
    assert_eq!(measures.as_array().map(Vec::len), Some(400));
    let complete = |m: &&Value| m["sensitivity"]["claims_tried"] == m["sensitivity"]["claims"];
    assert_eq!(
        measures
            .as_array()
            .expect("an array")
            .iter()
            .filter(complete)
            .count(),
        400
    );
}

/// Trying every claim is quadratic by its nature: the bound holds it, and the rest is said.
#[test]
fn what_is_too_much_to_try_is_left_out_and_said() {
    let casebook = many(1, 3_000);
    let (out, err, status) = compare(&["range", "acled", "--case", "-"], &casebook);
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("of what was tried, it turns most on"), "{out}");
    let told = "the rest was left out, since it is much work";
    assert!(out.contains(told), "{out}");
    let tried = out.split("one at a time: claims ").nth(1);
    let tried = tried.and_then(|rest| rest.split(" of 3000").next()?.parse::<u32>().ok());
    assert!(
        tried.is_some_and(|tried| (1..3_000).contains(&tried)),
        "{out}"
    );
    let not_asked = [
        "range",
        "--case",
        "-",
        "--no-sensitivity",
        "--format",
        "json",
    ];
    assert_eq!(
        json_of(&not_asked, &casebook)[0]["sensitivity"],
        Value::Null
    );
}

/// A rule that never ends is stopped three times and then not asked any more.
#[test]
fn a_rule_that_a_limit_stops_is_given_up() {
    let casebook = many(6, 2);
    let endless = "../data/compare/endless.rhai";
    let arguments = [
        endless,
        "range",
        "--case",
        "-",
        "--no-sensitivity",
        "--format",
        "csv",
    ];
    let (out, err, status) = compare(&arguments, &casebook);
    assert_eq!(status, 4, "{err}");
    let rows = |of: &str| out.lines().filter(|line| line.contains(of)).count();
    assert_eq!(rows("limit `operations` reached"), 3);
    assert_eq!(
        rows("not asked, since a limit stopped it 3 times before"),
        3
    );
    assert_eq!(rows(",range,plain,"), 6);
}

#[test]
fn a_rule_that_does_not_exist_is_told() {
    let (out, err, status) = compare(&["acled", "gtdd"], "");
    assert_eq!((out.as_str(), status), ("", 2));
    assert!(
        err.contains("no rule `gtdd`") && err.contains("did you mean `gtd`?"),
        "{err}"
    );
}

/// What a rule prints it prints once, however often it is asked.
#[test]
fn trying_claims_prints_nothing() {
    let rule = "fn rule(claims) { print(\"asked\"); note(\"noted\"); claims.range() }";
    let (out, err, status) = compare(&["-", "--measure", "ishkobod/guards-killed"], rule);
    assert_eq!(status, 0, "{err}");
    assert!(
        out.contains("set aside one at a time: claims 5 of 5"),
        "{out}"
    );
    assert_eq!(out.matches("asked").count(), 1, "{out}");
    assert_eq!(err.matches("noted").count(), 1, "{err}");
}

/// The chapter shows what the program prints.
#[test]
fn the_chapter_on_comparing_shows_what_happens() {
    let text = Chapter::named("comparing").expect("the chapter").text;
    assert!(!blocks(text, "console").is_empty());
    let happens = with_what_is_printed(text, "console");
    keep("src/session/chapters/comparing.md", text, &happens);
}
