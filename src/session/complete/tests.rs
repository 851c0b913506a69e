use std::fmt::Write as _;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::incident::{Input, load};
use crate::reconcile::{Evidence, Profile};
use crate::session::{Casebooks, Session};

fn session() -> Session {
    let incidents = Casebooks::default().open().expect("the built-in casebook");
    Session::new(&incidents, Profile::plain())
}

/// What could follow the end of a text.
fn candidates(session: &Session, typed: &str) -> Vec<String> {
    session.complete(typed, typed.len()).candidates
}

/// Whether all of `some` could follow, and none of `others`.
#[track_caller]
fn offers(session: &Session, typed: &str, some: &[&str], others: &[&str]) {
    let found = candidates(session, typed);
    for name in some {
        assert!(
            found.iter().any(|found| found == name),
            "{typed}: {found:?}"
        );
    }
    for name in others {
        assert!(
            !found.iter().any(|found| found == name),
            "{typed}: {found:?}"
        );
    }
    assert!(found.is_sorted(), "{typed}: {found:?}");
}

const INCIDENT: (&[&str], &[&str]) = (&["claims", "measures", "title"], &["wording", "on"]);
const CLAIMS: (&[&str], &[&str]) = (&["on", "origins", "range"], &["wording", "title"]);
const CLAIM: (&[&str], &[&str]) = (
    &["wording", "is_enemy"],
    &["origins_table", "range", "title"],
);
const ESTIMATE: (&[&str], &[&str]) = (&["low", "plus", "used"], &["wording", "on"]);
const LIST: (&[&str], &[&str]) = (
    &["len", "filter", "sort_by"],
    &["wording", "on", "voice_of"],
);
const SOURCE: (&[&str], &[&str]) = (&["name", "voice_of"], &["wording", "filter"]);

#[test]
fn after_a_point_comes_what_the_value_has() {
    let mut session = session();
    for input in [
        "let picked = incident.claims",
        "let all = incident.sources",
        "let pair = [incident.claims[0], 2]",
        "fn mine(x) { x }",
        "picked.on(\"guards-killed\").range()",
    ] {
        session.feed(input).expect("it runs");
    }
    for (typed, (some, others)) in [
        ("incident.", INCIDENT),
        ("incident .  ", INCIDENT),
        ("incidents[0].", INCIDENT),
        ("incidents.", LIST),
        ("let x = 1; incident.", INCIDENT),
        ("incident.claims.on(\"x\").", CLAIMS),
        ("incident.claims.on(\"x) (\").", CLAIMS),
        (
            "incident.claims\n    .on(\"x\") // it's .\n    .current().",
            CLAIMS,
        ),
        (
            "incident.claims.set_aside(|c| c.is_enemy(), \"why (not\").",
            CLAIMS,
        ),
        ("picked.", CLAIMS),
        ("picked[0].", CLAIM),
        ("picked.filter(|c| true)[0].", CLAIM),
        ("incident.claim(\"x\").", CLAIM),
        ("pair[0].", CLAIM),
        ("picked.matching(|c| c.", CLAIM),
        ("for c in incident.claims { c.", CLAIM),
        ("let c = incident.claims[0]; c.", CLAIM),
        ("fn rule(claims) { claims.", CLAIMS),
        ("_.", ESTIMATE),
        ("print(_.", ESTIMATE),
        ("_.or_else(incident.claims.lowest()).", ESTIMATE),
        ("(_).", ESTIMATE),
        ("best_between(_, _, _).", ESTIMATE),
        ("all.", LIST),
        ("all[0].", SOURCE),
        ("incident.sources[0].", SOURCE),
        ("incident.sources.filter(|s| true)[1].", SOURCE),
        ("incident.sources.filter(|s| s.", SOURCE),
        ("incident.source(\"scns\").", SOURCE),
        (
            "incident.claims.origins()[0].",
            (&["pages", "claims"], &["wording", "filter"]),
        ),
        ("incident.people[0].", (&["age", "role"], &["wording"])),
        ("\"text\".", (&[], &["wording", "on"])),
        // Unknown: whatever can be asked of anything.
        ("who.", (&["wording", "on", "low"], &["why"])),
        ("mine(1).", (&["wording", "on", "low"], &["why"])),
        (
            "let a = b; let b = a; a.",
            (&["wording", "on", "low"], &["why"]),
        ),
    ] {
        offers(&session, typed, some, others);
    }
    assert_eq!(candidates(&session, "incident.claims.ran"), ["range"]);
    assert_eq!(
        session.complete("incident.cl + 1", 11).candidates,
        ["claim", "claims"]
    );
    assert_eq!(session.complete("incident.cl + 1", 11).start, 9);
    offers(&session, "0..", &[], &["wording", "len"]);
}

#[test]
fn a_word_is_a_variable_or_a_function() {
    let mut session = session();
    for input in [
        "let mine = 1; fn my_rule(c) { c.range() }",
        "import \"std/range\" as shipped",
        "let f = |x| x; 7",
    ] {
        session.feed(input).expect("it runs");
    }
    session
        .feed("fn gone() { 1 } throw 1")
        .expect_err("it throws");
    assert_eq!(candidates(&session, "my"), ["my_rule"]);
    assert_eq!(candidates(&session, "1 + mi"), ["mine"]);
    assert_eq!(candidates(&session, "inc"), ["incident", "incidents"]);
    assert_eq!(candidates(&session, "conc"), ["concordance"]);
    assert_eq!(candidates(&session, "gon"), [""; 0]);
    assert_eq!(candidates(&session, "sh"), ["shipped::"]);
    assert_eq!(candidates(&session, "shipped::r"), ["shipped::rule"]);
    // The functions of modules are called through their modules, those of rules not at all.
    assert_eq!(candidates(&session, "rul"), [""; 0]);
    assert_eq!(candidates(&session, ""), [""; 0]);
    assert_eq!(candidates(&session, "\u{2cd}"), [""; 0]);
    assert_eq!(candidates(&session, "// inc"), [""; 0]);
    assert_eq!(candidates(&session, "`inc"), [""; 0]);
    offers(&session, "`${inc", &["incident"], &[]);
}

#[test]
fn inside_quotes_come_the_ids_that_fit() {
    let session = session();
    let measures: &[&str] = &["guards-killed", "attackers-killed"];
    let sources: &[&str] = &["scns", "rferl", "is"];
    for (typed, some, others) in [
        ("incident.claims.on(\"", measures, sources),
        ("concordance(\"", measures, sources),
        ("incident.measure(\"", measures, sources),
        ("incident.claims.from(\"", sources, measures),
        ("incident.claims.from( \"", sources, measures),
        ("why(incident.claims.on(\"x\").from(\"", sources, measures),
        ("incident.source(\"", sources, measures),
        ("incident.claim(\"", &["scns-two", "is-ten"], measures),
        ("incident.claims.kind(\"", &["official", "witness"], sources),
        ("incident.claims.except(\"", &["belligerent"], sources),
        ("profile(\"", &["acled", "plain"], sources),
        ("import \"", &["std/range", "std/acled"], sources),
        ("let x = 1; import \"std/", &["std/range"], sources),
        ("origins(\"", &["independent"], sources),
        ("newest(\"", &["as_of"], sources),
        (
            "c.id == \"",
            &["scns", "guards-killed", "scns-two", "ishkobod"],
            &[],
        ),
    ] {
        offers(&session, typed, some, others);
    }
    let done = session.complete("incident.claims.on(\"attackers-k", 31);
    assert_eq!(
        (done.start, done.candidates),
        (20, vec!["attackers-killed".to_owned()])
    );
    assert_eq!(
        candidates(&session, "\"a\" + \"attackers-k"),
        ["attackers-killed"]
    );
    assert_eq!(candidates(&session, "\"\\\"guards-k"), [""; 0]);
}

#[test]
fn a_place_that_is_none_has_nothing() {
    let session = session();
    assert_eq!(session.complete("é", 1), super::Completion::default());
    assert_eq!(session.complete("x", 9), super::Completion::default());
}

#[test]
fn a_large_casebook_is_looked_through_fast() {
    const CLAIMS: usize = 100_000;
    let mut text = String::from(
        r#"{"format":"tallybook/1","id":"big","title":"Big","parties":[{"id":"p","name":"P"}],
        "sources":[{"id":"s","name":"S","kind":"media"}],
        "measures":[{"id":"m","label":"M","outcome":"killed","group":"g"}],
        "reports":[{"id":"r","publisher":"s","published":"2024-01-01","claims":["#,
    );
    for at in 0..CLAIMS {
        let comma = if at > 0 { "," } else { "" };
        let _ = write!(
            text,
            r#"{comma}{{"id":"c-{at}","measure":"m","by":"s","says":{at}}}"#
        );
    }
    text.push_str("]}]}");
    let casebook = load(vec![Input::new("big.json", text.as_str())]).expect("it is valid");
    let evidence = Evidence::new(Rc::clone(&casebook.incidents[0])).expect("it is sound");
    let session = Session::new(&[Rc::new(evidence)], Profile::plain());
    let start = Instant::now();
    for _ in 0..10 {
        assert_eq!(
            candidates(&session, "incident.claim(\"c-9999"),
            ["c-9999"; 1]
                .into_iter()
                .map(str::to_owned)
                .chain((0..10).map(|n| format!("c-9999{n}")))
                .collect::<Vec<_>>()
        );
        assert_eq!(candidates(&session, "incident.claims.on(\""), ["m"]);
        assert!(!candidates(&session, "incident.claims[0].").is_empty());
    }
    // Generous: a key that takes a tenth of a second is felt, and this build is not optimised.
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
}
