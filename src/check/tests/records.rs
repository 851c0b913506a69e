//! Mistakes in what is recorded beside the figures, and what only looks like them.

use serde_json::{Value, json};

use super::market::{book, found, found_in, with};
use super::{checked, ids};

#[test]
fn dates_and_places_on_the_page_are_asked_for() {
    let claim = |keys: Value| {
        let mut claim = json!({"id": "a", "by": "hospital", "says": 6});
        for (key, value) in keys.as_object().expect("keys") {
            claim[key] = value.clone();
        }
        json!([claim])
    };
    assert_eq!(
        found(claim(json!({"as_of": "2024-03-03"}))),
        ["newer-than-report"]
    );
    for day in [
        "2024-03-02",
        "2024-03",
        "2024",
        "2024-03-01/2024-03-09",
        "../2024-03-09",
    ] {
        assert_eq!(found(claim(json!({"as_of": day}))), [""; 0], "{day}");
    }
    for blank in [json!(null), json!("  ")] {
        assert_eq!(found(claim(json!({"locator": blank}))), ["no-locator"]);
    }
    let reports =
        |report: Value| json!([report, {"id": "dated", "publisher": "daily", "published": "2024"}]);
    let undated = json!({"id": "d1", "publisher": "daily"});
    let of = |report: &Value, claims: Value| {
        found_in(json!({"reports": reports(report.clone()), "claims": claims}))
    };
    assert_eq!(of(&undated, claim(json!({}))), ["no-date"]);
    assert_eq!(of(&undated, claim(json!({"as_of": "2024"}))), [""; 0]);
    let read = json!({"id": "d1", "publisher": "daily", "retrieved": "2024-03-01"});
    let newer = of(&read, claim(json!({"as_of": "2024-03-02"})));
    assert_eq!(newer, ["newer-than-report"]);
    let copy = json!([{"id": "a", "by": "hospital", "says": 6, "in": "dated"},
                      {"id": "b", "by": "hospital", "says": 6, "repeats": "a"}]);
    assert_eq!(of(&undated, copy), [""; 0]);
    // Claims of one page are one finding.
    let many: Vec<Value> = (0..30)
        .map(|at| json!({"id": format!("c{at}"), "by": "hospital", "says": 6, "wording": format!("{at}"), "locator": null}))
        .collect();
    let many = checked(&[&book(json!({"claims": many}))]);
    assert_eq!(ids(&many), ["no-locator"]);
    assert_eq!(many.findings[0].about.len(), 30);
    let evidence: Vec<String> = many.findings[0].evidence().collect();
    assert!(evidence[0].ends_with("`c11` and 18 more"), "{evidence:?}");
}

#[test]
fn the_same_claim_twice_is_found() {
    let claim = |id: &str, keys: Value| {
        let mut claim = json!({"id": id, "by": ["hospital", "army"], "says": 6, "locator": "paragraph 2", "wording": "Six"});
        for (key, value) in keys.as_object().expect("keys") {
            claim[key] = value.clone();
        }
        claim
    };
    let two = |keys: Value| found(json!([claim("a", json!({})), claim("b", keys)]));
    for keys in [
        json!({}),
        json!({"by": ["army", "hospital"]}),
        json!({"as_of": "2024-03-02"}),
        json!({"says": "six", "wording": "six"}),
        json!({"notes": "again"}),
    ] {
        assert_eq!(two(keys.clone()), ["identical-claims"], "{keys}");
    }
    for keys in [
        json!({"locator": "paragraph 3"}),
        json!({"wording": "half a dozen"}),
        json!({"in": "p1"}),
        json!({"says": 7}),
        json!({"by": "hospital"}),
        json!({"as_of": "2024-03-01"}),
        json!({"stance": "denies"}),
        json!({"covers": {"what": "part", "of": "women"}}),
        json!({"standing": "set aside", "reason": "twice", "decided_by": "N. N."}),
    ] {
        assert_eq!(two(keys.clone()), [""; 0], "{keys}");
    }
}

#[test]
fn one_page_that_is_two_reports_is_found() {
    let hash = "0".repeat(64);
    let two = |first: Value, second: Value| {
        let mut reports = json!([{"id": "d1", "publisher": "daily", "published": "2024-03-02"},
                                 {"id": "p1", "publisher": "post", "published": "2024-03-02"}]);
        for (at, keys) in [first, second].into_iter().enumerate() {
            reports[at] = with(reports[at].take(), keys);
        }
        found_in(json!({ "reports": reports }))
    };
    let url = |url: &str| json!({ "url": url });
    assert_eq!(
        two(json!({"sha256": hash}), json!({"sha256": hash})),
        ["same-page"]
    );
    let (one, other) = (url("https://a.example/x/"), url("http://www.A.example/x"));
    assert_eq!(two(one.clone(), other.clone()), ["same-page"]);
    let archived = json!({"archived": "https://a.example/x"});
    assert_eq!(two(one.clone(), archived), ["same-page"]);
    // Another publisher's page is a copy, and no version.
    assert_eq!(
        two(
            one.clone(),
            with(other.clone(), json!({"version_of": "d1"}))
        ),
        ["same-page"]
    );
    let own = with(other.clone(), json!({"publisher": "daily"}));
    assert_eq!(
        two(one.clone(), with(own, json!({"version_of": "d1"}))),
        [""; 0]
    );
    assert_eq!(
        two(one.clone(), with(other.clone(), json!({"draws_on": "d1"}))),
        [""; 0]
    );
    assert_eq!(
        two(
            one.clone(),
            with(other.clone(), json!({"published": "2024-03-04"}))
        ),
        [""; 0]
    );
    assert_eq!(two(one.clone(), url("https://a.example/X")), [""; 0]);
    assert_eq!(two(one, url("https://a.example/x?page=2")), [""; 0]);
    assert_eq!(
        two(url("https://a.example"), url("https://a.example/")),
        [""; 0]
    );
}

#[test]
fn one_text_that_counts_as_two_voices_is_found() {
    let words = "nine people killed at the fish stalls";
    let two = |keys: Value| {
        let mut claims = json!([{"id": "a", "by": "daily", "says": 9, "wording": words, "in": "d1"},
                                {"id": "b", "by": "post", "says": 9, "wording": words, "in": "p1"}]);
        for (key, value) in keys.as_object().expect("keys") {
            claims[1][key] = value.clone();
        }
        found(claims)
    };
    assert_eq!(two(json!({})), ["one-copy"]);
    assert_eq!(
        two(json!({"wording": "Nine people killed at the fish-stalls."})),
        ["one-copy"]
    );
    for keys in [
        json!({"repeats": "a"}),
        json!({"via": "d1"}),
        json!({"via": "daily"}),
        json!({"by": "daily"}),
        json!({"in": "d1"}),
        json!({"says": 8}),
        json!({"wording": "nine dead on the market square"}),
        json!({"wording": null}),
    ] {
        assert_eq!(two(keys.clone()), [""; 0], "{keys}");
    }
    let common = json!([{"id": "a", "by": "daily", "says": 9, "wording": "at least nine dead", "in": "d1"},
                        {"id": "b", "by": "post", "says": 9, "wording": "at least nine dead", "in": "p1"}]);
    assert_eq!(found(common), [""; 0]);
    // Two outlets that carry one body's words have one origin.
    let carried = json!([{"id": "a", "by": "army", "says": 9, "wording": words, "in": "d1"},
                         {"id": "b", "by": "army", "says": 9, "wording": words, "in": "p1"}]);
    assert_eq!(found(carried), [""; 0]);
    let titled = |draws_on: Value| {
        let reports = json!([{"id": "d1", "publisher": "daily", "published": "2024", "title": "Shells fall on crowded market"},
                             {"id": "p1", "publisher": "post", "published": "2024", "title": "Shells fall on crowded market", "draws_on": draws_on}]);
        let claims = json!([{"id": "a", "by": "daily", "says": 9}, {"id": "b", "by": "post", "says": 9, "in": "p1"}]);
        found_in(json!({"reports": reports, "claims": claims}))
    };
    assert_eq!(titled(json!([])), ["one-copy"]);
    assert_eq!(titled(json!("d1")), [""; 0]);
}

#[test]
fn scopes_of_like_measures_are_compared() {
    let measure = |id: &str, keys: Value| {
        let mut measure = json!({"id": id, "label": id, "outcome": "killed", "group": "people"});
        for (key, value) in keys.as_object().expect("keys") {
            measure[key] = value.clone();
        }
        measure
    };
    let two = |one: Value, other: Value| {
        found_in(json!({"measures": [measure("a", one), measure("b", other)]}))
    };
    let scope = json!({"scope": {"includes_missing": true}});
    assert_eq!(two(json!({}), scope.clone()), ["scopes-differ"]);
    assert_eq!(
        two(json!({"group": "People"}), scope.clone()),
        ["scopes-differ"]
    );
    for other in [
        json!({}),
        json!({"group": "guards", "scope": {"includes_missing": true}}),
        json!({"outcome": "wounded", "scope": {"includes_missing": true}}),
        json!({"sum_of": "a", "scope": {"includes_missing": true}}),
        json!({"kind": "statement", "scope": {"includes_missing": true}}),
    ] {
        assert_eq!(two(json!({}), other.clone()), [""; 0], "{other}");
    }
    let whole = measure("w", json!({"group": "all", "sum_of": ["a", "b"]}));
    let parts = json!({"measures": [measure("a", json!({})), measure("b", scope), whole]});
    assert_eq!(found_in(parts), [""; 0]);
}

#[test]
fn speakers_of_one_party_with_the_same_figures_are_found() {
    let claims = |other: i64, by: &str| {
        let claim = |id: &str, measure: &str, by: &str, says: i64| json!({"id": id, "measure": measure, "by": by, "says": says});
        json!([
            claim("a", "killed", "ministry", 9),
            claim("b", "missing", "ministry", 4),
            claim("c", "killed", by, 9),
            claim("d", "missing", by, other)
        ])
    };
    assert_eq!(found(claims(4, "army")), ["one-body"]);
    assert_eq!(found(claims(5, "army")), [""; 0]);
    assert_eq!(found(claims(4, "hospital")), [""; 0]);
}

#[test]
fn a_retraction_says_what_it_takes_back() {
    let back = |id: &str| json!({"id": id, "by": "hospital", "retracts": "a", "locator": "end"});
    let claims = json!([{"id": "a", "by": "hospital", "says": 6}, back("b"), back("c")]);
    let found = checked(&[&book(json!({"claims": claims}))]);
    let twice = found
        .findings
        .iter()
        .find(|of| of.check.id == "identical-claims");
    let evidence = &twice.expect("two are alike").evidence[0];
    assert!(evidence.starts_with("`c` retracts `a`"), "{evidence}");
}

#[test]
fn decisions_are_signed_and_looked_at_again() {
    let aside = |keys: Value| {
        let mut claim =
            json!({"id": "a", "by": "hospital", "says": 6, "standing": "set aside", "reason": "r"});
        for (key, value) in keys.as_object().expect("keys") {
            claim[key] = value.clone();
        }
        found(json!([claim]))
    };
    assert_eq!(aside(json!({})), ["set-aside-unsigned"]);
    assert_eq!(aside(json!({"decided_by": "N. N."})), [""; 0]);
    for (until, expected) in [
        ("2026-01-30", vec!["expired-waiver"]),
        ("2025", vec!["expired-waiver"]),
        ("2026-01-31", vec![]),
        ("2026", vec![]),
        ("2026-01-30/..", vec![]),
    ] {
        assert_eq!(
            aside(json!({"decided_by": "N. N.", "until": until})),
            expected,
            "{until}"
        );
    }
    let kept = json!({"decided_by": "N. N.", "until": "2025", "standing": "accepted"});
    assert_eq!(aside(kept), ["expired-waiver"]);
    // Without a standing nothing is decided, whatever the day.
    for (keys, expected) in [
        (json!({"until": "2025"}), vec!["open-decision"]),
        (json!({"decided_by": "N. N."}), vec!["open-decision"]),
        (
            json!({"until": "2027", "decided_by": "N. N."}),
            vec!["open-decision"],
        ),
        (json!({}), vec![]),
    ] {
        let mut keys = keys;
        keys["standing"] = json!("open");
        assert_eq!(aside(keys.clone()), expected, "{keys}");
    }
    let corrects = json!([
        {"id": "a", "by": "hospital", "says": 6},
        {"id": "b", "by": "hospital", "says": 7, "corrects": "a", "decided_by": "N. N."}
    ]);
    assert!(!found(corrects).contains(&"open-decision"));
}

#[test]
fn findings_stand_where_they_are_found() {
    let text = "{\"format\": \"tallybook/1\", \"sources\": [\n{\"id\": \"s\", \"name\": \"S\", \"kind\": \"media\"}],\n\
         \"reports\": [\n{\"id\": \"r\", \"publisher\": \"s\"}],\n\"incidents\": [\n\
         {\"id\": \"i\", \"title\": \"I\",\n\"measures\": [\n{\"id\": \"m\", \"label\": \"m\", \"outcome\": \"killed\", \"group\": \"g\"}],\n\
         \"claims\": [\n{\"measure\": \"m\", \"by\": \"s\", \"in\": \"r\", \"says\": 2}]},\n\
         {\"id\": \"j\", \"title\": \"J\"}]}";
    let found = checked(&[&book(json!({})), text]);
    let places: Vec<_> = found
        .findings
        .iter()
        .map(|of| (&*of.file, of.line, of.check.id))
        .collect();
    assert_eq!(
        places,
        [
            ("1.json", Some(10), "no-date"),
            ("1.json", Some(10), "no-locator")
        ]
    );
    assert_eq!(found.findings[0].incident.as_deref(), Some("i"));
    assert_eq!(found.findings[0].about, ["r.1"]);
}

#[test]
fn what_incidents_share_is_told_once() {
    let text = json!({
        "format": "tallybook/1",
        "sources": [{"id": "s", "name": "S", "kind": "media"}],
        "reports": [{"id": "r", "publisher": "s", "url": "https://a.example/x"}, {"id": "q", "publisher": "s", "url": "https://a.example/x"}],
        "incidents": [{"id": "i", "title": "I"}, {"id": "j", "title": "J"}, {"id": "k", "title": "K"}]
    });
    assert_eq!(ids(&checked(&[&text.to_string()])), ["same-page"]);
}

#[test]
fn one_address_that_was_read_twice_may_show_two_things() {
    let of = |one: Value, other: Value| {
        let report = |id: &str, keys: Value| {
            let mut report =
                json!({"id": id, "publisher": "daily", "url": "https://daily.example/live"});
            for (key, value) in keys.as_object().expect("keys") {
                report[key] = value.clone();
            }
            report
        };
        found_in(json!({"reports": [report("d1", one), report("d2", other)]}))
    };
    let read = |day: &str| json!({ "retrieved": day });
    assert_eq!(of(read("2024-03-08"), read("2024-03-20")), [""; 0]);
    assert_eq!(of(read("2024-03-08"), read("2024-03-08")), ["same-page"]);
    assert_eq!(of(read("2024-03-08"), json!({})), ["same-page"]);
}

#[test]
fn names_alike_with_other_figures_are_no_finding() {
    let sources = json!([
        {"id": "army", "name": "Army", "kind": "official"},
        {"id": "press", "name": "Army press centre", "kind": "official"},
        {"id": "daily", "name": "The Daily", "kind": "media"},
        {"id": "post", "name": "Morning Post", "kind": "media"}
    ]);
    let of = |says: u32| {
        let claims = json!([{"id": "a", "by": "army", "says": 11}, {"id": "b", "by": "press", "says": says, "in": "p1"}]);
        found_in(json!({"sources": sources, "claims": claims}))
    };
    assert_eq!(of(11), ["one-body"]);
    assert_eq!(of(12), [""; 0]);
}
