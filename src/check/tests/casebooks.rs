//! Mistakes in casebooks, and what only looks like them.

use serde_json::{Value, json};

use super::{checked, ids};

/// A casebook of one incident in which all is as it should be, with these keys in place of its own.
/// A claim that says nothing of its locator has one.
fn book(keys: Value) -> String {
    let mut book = json!({
        "format": "tallybook/1",
        "id": "market",
        "title": "Shelling of the market",
        "parties": [{"id": "north", "name": "Norland"}],
        "sources": [
            {"id": "hospital", "name": "City hospital", "kind": "medical"},
            {"id": "ministry", "name": "Interior Ministry", "kind": "official", "party": "north"},
            {"id": "army", "name": "Army of Norland", "kind": "official", "party": "north"},
            {"id": "press", "name": "Army press", "kind": "official", "voice_of": "army"},
            {"id": "daily", "name": "The Daily", "kind": "media"},
            {"id": "post", "name": "Morning Post", "kind": "media"}
        ],
        "measures": [
            {"id": "killed", "label": "Killed", "outcome": "killed", "group": "people"},
            {"id": "missing", "label": "Missing", "outcome": "missing", "group": "people"}
        ],
        "reports": [
            {"id": "d1", "publisher": "daily", "published": "2024-03-02"},
            {"id": "d5", "publisher": "daily", "published": "2024-03-05"},
            {"id": "p1", "publisher": "post", "published": "2024-03-02"},
            {"id": "p9", "publisher": "post", "published": "2024-03-09"}
        ],
        "claims": [],
        "people": [
            {"id": "ali", "name": "Ali Karim"},
            {"id": "omar", "name": "Omar Saleh"},
            {"id": "lina", "name": "Lina Haddad"},
            {"id": "ali-2", "name": "Aly Kareem", "same_as": {"person": "ali", "reason": "spelling"}},
            {"id": "nobody", "unidentified": true, "role": "a baker"}
        ]
    });
    for (key, value) in keys.as_object().expect("keys") {
        book[key] = value.clone();
    }
    for claim in book["claims"].as_array_mut().expect("claims") {
        let claim = claim.as_object_mut().expect("a claim");
        let id = claim["id"].clone();
        claim.entry("measure").or_insert_with(|| json!("killed"));
        claim.entry("in").or_insert_with(|| json!("d1"));
        claim.entry("locator").or_insert(id);
    }
    book.to_string()
}

/// What is found in a casebook with these claims.
fn found(claims: Value) -> Vec<&'static str> {
    found_in(json!({ "claims": claims }))
}

fn found_in(keys: Value) -> Vec<&'static str> {
    ids(&checked(&[&book(keys)]))
}

fn wholes(claims: Value) -> Vec<&'static str> {
    let measure = |id: &str| json!({"id": id, "label": id, "outcome": "killed", "group": id});
    let mut whole = measure("all");
    whole["sum_of"] = json!(["men", "women"]);
    found_in(json!({"measures": [whole, measure("men"), measure("women")], "claims": claims}))
}

#[test]
fn parts_are_held_against_their_whole() {
    let of = |by: [&str; 3], says: [Value; 3], in_: [&str; 3]| {
        let claim = |at: usize, measure: &str| json!({"id": format!("c{at}"), "measure": measure, "by": by[at], "says": says[at], "in": in_[at]});
        wholes(json!([claim(0, "all"), claim(1, "men"), claim(2, "women")]))
    };
    let one = ["hospital"; 3];
    let day = ["d1"; 3];
    for (says, expected) in [
        ([json!(12), json!(6), json!(4)], vec!["sum-mismatch"]),
        ([json!(8), json!(6), json!(4)], vec!["sum-mismatch"]),
        (
            [json!("up to 8"), json!(6), json!("at least 4")],
            vec!["sum-mismatch"],
        ),
        ([json!(10), json!(6), json!(4)], vec![]),
        ([json!("about 10"), json!(6), json!(5)], vec![]),
        ([json!("at least 8"), json!(6), json!(4)], vec![]),
        ([json!(12), json!("at least 6"), json!(4)], vec![]),
        ([json!(12), json!("unknown"), json!(4)], vec![]),
        ([json!("unknown"), json!(6), json!(4)], vec![]),
        ([json!(12), json!("several"), json!(4)], vec![]),
    ] {
        assert_eq!(of(one, says.clone(), day), expected, "{says:?}");
    }
    let says = [json!(12), json!(6), json!(4)];
    // Several speakers may each be right, and so may one of several days.
    assert_eq!(
        of(["ministry", "hospital", "hospital"], says.clone(), day),
        ["sum-across"]
    );
    let pages = ["d1", "p1", "p1"];
    assert_eq!(
        of(["ministry", "hospital", "army"], says.clone(), pages),
        ["sum-across"]
    );
    assert_eq!(of(one, says, ["d5", "d1", "d1"]), ["sum-across"]);
    // A part on which nobody speaks leaves it open.
    let two = json!([{"id": "a", "measure": "all", "by": "hospital", "says": 12},
                     {"id": "m", "measure": "men", "by": "hospital", "says": 6}]);
    assert_eq!(wholes(two), [""; 0]);
}

#[test]
fn names_are_held_against_figures() {
    let claim = |says: Value, people: Value| json!({"id": "c", "by": "hospital", "says": says, "people": people});
    for (says, people, expected) in [
        (json!(1), json!(["ali", "omar"]), vec!["names-over-claim"]),
        (
            json!("up to 2"),
            json!(["ali", "omar", "lina"]),
            vec!["names-over-claim"],
        ),
        (json!("none"), json!(["ali"]), vec!["names-over-claim"]),
        (json!(2), json!(["ali", "omar"]), vec![]),
        (json!(2), json!(["ali", "omar", "ali-2"]), vec![]),
        (json!(1), json!(["ali", "nobody"]), vec![]),
        (json!("at least 1"), json!(["ali", "omar"]), vec![]),
        (json!("about 1"), json!(["ali", "omar"]), vec![]),
        (json!("unknown"), json!(["ali", "omar"]), vec![]),
    ] {
        assert_eq!(
            found(json!([claim(says.clone(), people.clone())])),
            expected,
            "{says} {people}"
        );
    }
    let mut part = claim(json!(1), json!(["ali", "omar"]));
    part["covers"] = json!({"what": "part", "of": "one street"});
    assert_eq!(found(json!([part])), [""; 0]);
    let mut aside = claim(json!(1), json!(["ali", "omar"]));
    for (key, value) in [
        ("standing", "set aside"),
        ("reason", "garbled"),
        ("decided_by", "N. N."),
    ] {
        aside[key] = json!(value);
    }
    assert_eq!(found(json!([aside])), [""; 0]);

    let other = json!({"id": "d", "by": "ministry", "says": "unknown", "people": ["lina"]});
    let two = claim(json!(2), json!(["ali", "omar"]));
    assert_eq!(found(json!([two, other])), ["names-over-figures"]);
    let floor = json!({"id": "e", "by": "army", "says": "at least 1"});
    assert_eq!(found(json!([two, other, floor])), [""; 0]);
    // Whoever counts under another measure does not count under this.
    let mut people =
        json!([{"id": "ali", "name": "Ali Karim"}, {"id": "omar", "name": "Omar Saleh"}]);
    people[1]["measure"] = json!("missing");
    let claims = json!([claim(json!(1), json!(["ali", "omar"]))]);
    assert_eq!(
        found_in(json!({"people": people, "claims": claims})),
        [""; 0]
    );
}

#[test]
fn increments_are_held_against_their_base() {
    let base = json!({"id": "base", "by": "ministry", "says": 2});
    let more = json!({"id": "more", "by": "hospital", "says": "5 more than base", "in": "p9"});
    let with = |other: Value| found(json!([base, more, other]));
    let later =
        |key: &str| json!({"id": "x", "by": "ministry", "says": 3, "in": "d5", key: "base"});
    assert_eq!(with(json!({"id": "x", "by": "army", "says": 3})), [""; 0]);
    assert_eq!(with(later("corrects")), ["increment-on-out"]);
    assert_eq!(with(later("updates")), ["increment-on-superseded"]);
    let word = json!({"id": "x", "by": "ministry", "says": 3, "in": "d5"});
    assert_eq!(with(word), ["increment-on-superseded"]);
    let taken_back = json!({"id": "x", "by": "ministry", "in": "d5", "retracts": "base"});
    assert_eq!(with(taken_back), ["increment-on-out"]);
    let mut aside = base.clone();
    for (key, value) in [
        ("standing", "set aside"),
        ("reason", "garbled"),
        ("decided_by", "N. N."),
    ] {
        aside[key] = json!(value);
    }
    assert_eq!(found(json!([aside, more])), ["increment-on-out"]);
    // Whoever counts on from the own figure supersedes it by just that.
    let own = json!({"id": "more", "by": "ministry", "says": "5 more than base", "in": "d5"});
    assert_eq!(found(json!([base, own])), [""; 0]);
    let again = json!({"id": "again", "by": "ministry", "says": "5 more than base", "in": "p9"});
    assert_eq!(found(json!([base, own, again])), [""; 0]);
    // An increment that no longer stands itself builds nothing.
    let gone = json!({"id": "z", "by": "hospital", "says": 4, "in": "p9", "corrects": "more"});
    assert_eq!(found(json!([aside, more, gone])), [""; 0]);
}

#[test]
fn figures_that_fall_are_found_and_those_that_may_are_not() {
    let two = |first: Value, second: Value| {
        let mut claims = json!([{"id": "a", "by": "hospital", "says": 9, "in": "d1"},
                                {"id": "b", "by": "hospital", "says": 6, "in": "d5"}]);
        for (at, keys) in [first, second].iter().enumerate() {
            for (key, value) in keys.as_object().expect("keys") {
                claims[at][key] = value.clone();
            }
        }
        found(claims)
    };
    let none = || json!({});
    assert_eq!(two(none(), none()), ["falling-figure"]);
    assert_eq!(
        two(json!({"says": "at least 9"}), none()),
        ["falling-figure"]
    );
    assert_eq!(
        two(json!({"by": "army", "in": "d1"}), json!({"by": "press"})),
        ["falling-figure"]
    );
    for (first, second) in [
        (json!({}), json!({"says": 9})),
        (json!({}), json!({"says": "at least 6"})),
        (json!({"says": "about 9"}), json!({"says": 8})),
        (json!({"says": "up to 9"}), json!({})),
        (json!({"says": "unknown"}), json!({})),
        (json!({}), json!({"by": "ministry"})),
        (json!({}), json!({"corrects": "a"})),
        (json!({}), json!({"updates": "a"})),
        (json!({}), json!({"repeats": "a"})),
        (json!({}), json!({"in": "p1"})),
        (json!({}), json!({"stance": "denies"})),
        (
            json!({}),
            json!({"covers": {"what": "part", "of": "women"}}),
        ),
        (
            json!({"covers": {"what": "more", "of": "and missing"}}),
            json!({}),
        ),
        (json!({"measure": "missing"}), json!({"measure": "missing"})),
    ] {
        let found = two(first.clone(), second.clone());
        let found: Vec<_> = found.iter().filter(|id| **id == "falling-figure").collect();
        assert!(found.is_empty(), "{first} {second}");
    }
    // One fall is told once, a second one again.
    let days = [
        ("a", 9, "2024-03-01"),
        ("b", 6, "2024-03-02"),
        ("c", 6, "2024-03-03"),
        ("d", 7, "2024-03-04"),
        ("e", 5, "2024-03-05"),
    ];
    let claims = days.map(|(id, says, day)| json!({"id": id, "by": "hospital", "says": says, "as_of": day, "in": "p9"}));
    assert_eq!(found(json!(claims)), ["falling-figure", "falling-figure"]);
}

#[test]
fn a_range_that_one_speaker_gives_is_found() {
    let claim = |id: &str, by: &str, says: Value| json!({"id": id, "by": by, "says": says});
    let range = claim("a", "hospital", json!("4-10"));
    assert_eq!(
        found(json!([range, claim("b", "ministry", json!(6))])),
        ["range-of-one-origin"]
    );
    for other in [
        claim("b", "ministry", json!(4)),
        claim("b", "ministry", json!(12)),
        claim("b", "ministry", json!("unknown")),
    ] {
        assert_eq!(found(json!([range, other])), [""; 0], "{other}");
    }
    assert_eq!(found(json!([range])), [""; 0]);
    // A press centre is its army's voice.
    let low = claim("a", "army", json!(4));
    let high = claim("b", "press", json!(10));
    assert_eq!(
        found(json!([low, high, claim("c", "ministry", json!(6))])),
        ["range-of-one-origin"]
    );
}

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
    assert_eq!(found(claim(json!({"locator": null}))), ["no-locator"]);
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
        for (at, keys) in [first, second].iter().enumerate() {
            for (key, value) in keys.as_object().expect("keys") {
                reports[at][key] = value.clone();
            }
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
    let with = |mut of: Value, key: &str, value: &str| {
        of[key] = json!(value);
        of
    };
    assert_eq!(
        two(one.clone(), with(other.clone(), "version_of", "d1")),
        [""; 0]
    );
    assert_eq!(
        two(one.clone(), with(other.clone(), "draws_on", "d1")),
        [""; 0]
    );
    assert_eq!(
        two(one.clone(), with(other.clone(), "published", "2024-03-04")),
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
        json!({"party": "north", "scope": {"includes_missing": true}}),
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
