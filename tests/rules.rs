//! The rules that come with the program: the tests beside them, and incidents that are odd.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use serde_json::{Value, json};
use tallybook::incident::{Input, load};
use tallybook::reconcile::{Profile, weigh};
use tallybook::script::{Applied, Desk, Host, Limits, Script, Source, count_measures, shelf_names};

use crate::program::{root, run_in};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scripts/rules")
}

/// A host with nothing on its desk.
fn host() -> Host {
    let host = Host::new(Limits::default());
    Desk::new(&[], Profile::plain()).lay_out(host.state());
    host
}

fn compiled(host: &Host, source: Source) -> Script {
    let name = source.name().to_owned();
    host.compile(source)
        .unwrap_or_else(|failure| panic!("{name}: {failure:?}"))
}

/// Whether they hold is asked of the program itself, in `tests/testing.rs`.
#[test]
fn every_rule_has_tests_beside_it() {
    for name in shelf_names() {
        let file = folder().join(format!("{name}_test.rhai"));
        let source = Source::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let script = compiled(&host(), source);
        let tests = script.functions();
        let tests = tests.filter(|(name, params)| name.starts_with("test_") && *params == 0);
        assert!(tests.count() >= 2, "`{name}` has too few tests");
    }
}

/// What the shipped scripts are told of is meant, and they say why.
#[test]
fn nothing_is_found_in_a_shipped_script_that_it_does_not_waive() {
    let line = [
        "check",
        "scripts",
        "--format",
        "json",
        "--today",
        "2026-11-25",
    ];
    let ran = run_in(root(), &line.map(str::to_owned), "");
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let found: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let found = found.as_array().expect("a list");
    assert!(!found.is_empty());
    for finding in found {
        assert!(finding["waived"].is_object(), "{finding}");
    }
}

#[test]
fn no_test_file_tests_a_rule_that_is_not_there() {
    for entry in fs::read_dir(folder()).expect("the folder of the rules") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_string_lossy();
        let rule = name.trim_end_matches(".rhai").trim_end_matches("_test");
        assert!(
            shelf_names().any(|known| known == rule),
            "`{name}` is not on the shelf, nor tests what is"
        );
    }
}

/// Measures that leave a rule little to go by, each with what is claimed on it.
fn odd() -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("nothing", json!([])),
        ("unknown", json!([says("a", json!("unknown"))])),
        (
            "vague",
            json!([says("a", json!("dozens")), says("b", json!("many"))]),
        ),
        ("none", json!([says("a", json!("none"))])),
        (
            "denied",
            json!([with(says("a", json!(7)), "stance", json!("denies"))]),
        ),
        (
            "floors",
            json!([
                says("a", json!("at least 4")),
                says("b", json!("more than 9"))
            ]),
        ),
        (
            "ceilings",
            json!([
                says("a", json!("up to 4")),
                says("b", json!("fewer than 9"))
            ]),
        ),
        ("one", json!([says("a", json!(3))])),
        ("enemy", json!([says("rebels", json!(30))])),
        (
            "joint",
            json!([
                with(says("a", json!(20)), "by", json!(["rebels", "army"])),
                with(says("rebels", json!(5)), "as_of", json!("2019-11-09")),
                says("army", json!("2-3")),
            ]),
        ),
        (
            "other",
            json!([with(
                says("a", json!(3)),
                "covers",
                json!({"what": "other", "of": "another day"})
            )]),
        ),
        (
            "ghosts",
            json!([with(
                says("a", json!("unknown")),
                "people",
                json!(["nobody-knows"])
            )]),
        ),
        (
            "aside",
            json!([with(
                with(says("a", json!(3)), "standing", json!("set aside")),
                "reason",
                json!("garbled")
            )]),
        ),
        (
            "huge",
            json!([
                says("a", json!(1_000_000_000_000_000_i64)),
                says("b", json!(0))
            ]),
        ),
    ])
}

fn says(by: &str, says: Value) -> Value {
    json!({"by": by, "in": "page", "says": says})
}

fn with(mut claim: Value, key: &str, value: Value) -> Value {
    claim[key] = value;
    claim
}

fn odd_incident() -> String {
    let mut measures = Vec::new();
    let mut claims = Vec::new();
    for (measure, said) in odd() {
        measures.push(json!({
            "id": measure, "label": measure, "outcome": "killed", "group": "all", "party": "state"
        }));
        for claim in said.as_array().expect("a list") {
            let mut claim = with(claim.clone(), "measure", json!(measure));
            claim["id"] = format!("{measure}-{}", claims.len()).into();
            claims.push(claim);
        }
    }
    let source = |id, kind| json!({"id": id, "name": id, "kind": kind});
    json!({
        "format": "tallybook/1", "id": "odd", "title": "Odd", "measures": measures,
        "parties": [
            {"id": "state", "name": "state"},
            {"id": "guerrilla", "name": "guerrilla", "perpetrator": true}
        ],
        "sources": [
            source("a", "media"), source("b", "ngo"),
            with(source("rebels", "belligerent"), "party", json!("guerrilla")),
            with(source("army", "official"), "party", json!("state")),
        ],
        "reports": [{"id": "page", "publisher": "a"}],
        "people": [{"id": "nobody-knows", "unidentified": true}],
        "claims": claims,
    })
    .to_string()
}

#[test]
fn no_rule_fails_on_an_odd_incident_or_makes_up_a_figure() {
    let casebook = load(vec![Input::new("odd", odd_incident())])
        .and_then(weigh)
        .unwrap_or_else(|problems| panic!("{problems}"));
    for name in shelf_names() {
        let host = Host::new(Limits::default());
        let desk = Desk::new(&casebook, Profile::plain());
        desk.lay_out(host.state());
        let script = compiled(&host, Source::shipped(name).expect("on the shelf"));
        let rule = Applied::load(&host, &desk, script).expect("it loads");
        let evidence = &casebook[0];
        for measure in count_measures(evidence) {
            let id = &evidence.incident().measure(measure).id;
            let estimate = rule
                .to(&host, &desk, evidence, measure)
                .unwrap_or_else(|failure| panic!("{name} on {id}: {failure:?}"));
            let answer = estimate.conclusion();
            let known = [answer.low, answer.best, answer.high];
            let says_something = known.iter().any(Option::is_some);
            assert_ne!(
                answer.unresolved.is_some(),
                says_something,
                "{name} on {id}: {estimate}"
            );
            let silent = ["nothing", "unknown", "denied", "other", "ghosts", "aside"];
            if silent.contains(&id.as_str()) {
                assert!(answer.unresolved.is_some(), "{name} on {id}: {estimate}");
            }
            let whole = estimate.used().len() + estimate.set_aside().len();
            assert_eq!(whole, evidence.on(measure).len(), "{name} on {id}");
        }
    }
}

#[test]
fn a_script_can_ask_a_shipped_rule_for_its_parts() {
    let casebook = load(vec![Input::new("odd", odd_incident())])
        .and_then(weigh)
        .unwrap_or_else(|problems| panic!("{problems}"));
    let host = Host::new(Limits::default());
    let desk = Desk::new(&[Rc::clone(&casebook[0])], Profile::plain());
    desk.lay_out(host.state());
    let text = "import \"std/airwars\" as airwars; \
                incident.measures.map(|m| airwars::grade(incident.claims.on(m)))";
    let grades = host
        .eval(text)
        .map(|value| host.text_of(value))
        .unwrap_or_else(|failure| panic!("{failure:?}"));
    // In the order of the measures, which is that of their names.
    assert_eq!(
        grades,
        "[(), \"fair\", (), \"confirmed\", \"fair\", \"weak\", \"weak\", \"confirmed\", (), (), \
         \"weak\", (), \"weak\", \"fair\"]"
    );
}
