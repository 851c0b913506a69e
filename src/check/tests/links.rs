//! Mistakes that show only where two things are held together: a part and its whole, a page and its
//! version, a copy and its original, two measures, two figures of one speaker.

use serde_json::{Value, json};

use super::market::{book, found, found_in, with};
use super::{checked, ids};

fn summed(claims: Value) -> Value {
    let measure = |id: &str| json!({"id": id, "label": id, "outcome": "killed", "group": id});
    let whole = with(
        measure("all"),
        json!({"sum_of": ["men", "women", "children"]}),
    );
    let measures = [whole, measure("men"), measure("women"), measure("children")];
    json!({"measures": measures, "claims": claims})
}

#[test]
fn a_part_alone_may_exceed_its_whole() {
    let whole = json!({"id": "w", "measure": "all", "by": "hospital", "says": 5});
    let part = json!({"id": "m", "measure": "men", "by": "hospital", "says": 7});
    let of = |whole: &Value, parts: &[Value]| {
        let mut claims = vec![whole.clone()];
        claims.extend(parts.iter().cloned());
        checked(&[&book(summed(json!(claims)))])
    };
    let of_one = of(&whole, std::slice::from_ref(&part));
    assert_eq!(ids(&of_one), ["sum-mismatch"]);
    let finding = &of_one.findings[0];
    assert_eq!(
        finding.message,
        "`men`, a part of `all`, exceeds it by 2 in the words of `hospital`"
    );
    assert_eq!(
        finding.evidence,
        [
            "the whole, `all`: 5 (`w` says 5, 2024-03-02)",
            "a part, `men`: 7 (`m` says 7, 2024-03-02)"
        ]
    );
    // Two parts of three may do so together.
    let women = json!({"id": "f", "measure": "women", "by": "hospital", "says": "at least 3"});
    let three = with(part.clone(), json!({"says": 3}));
    let together = of(&whole, &[three.clone(), women]);
    assert_eq!(ids(&together), ["sum-mismatch"]);
    assert!(
        together.findings[0]
            .message
            .contains("parts of `all`, together exceed it by 1")
    );
    for (whole_keys, part_keys, expected) in [
        (json!({}), json!({"says": 5}), vec![]),
        (json!({}), json!({"says": "up to 7"}), vec![]),
        (json!({}), json!({"says": "about 7"}), vec!["sum-across"]),
        (json!({"says": "at least 5"}), json!({}), vec![]),
        (
            json!({}),
            json!({"covers": {"what": "more", "of": "the missing too"}}),
            vec![],
        ),
        (json!({}), json!({"in": "d5"}), vec!["sum-across"]),
        (json!({"in": "d5"}), json!({}), vec!["sum-across"]),
        (json!({}), json!({"by": "ministry"}), vec!["sum-across"]),
    ] {
        let found = of(
            &with(whole.clone(), whole_keys.clone()),
            &[with(part.clone(), part_keys.clone())],
        );
        assert_eq!(ids(&found), expected, "{whole_keys} {part_keys}");
    }
}

#[test]
fn whoever_gives_no_part_is_not_quoted_for_it() {
    let claims = json!([{"id": "w", "measure": "all", "by": "ministry", "says": 5},
                        {"id": "m", "measure": "men", "by": "hospital", "says": 7}]);
    let found = checked(&[&book(summed(claims))]);
    assert_eq!(ids(&found), ["sum-across"]);
    let evidence = &found.findings[0].evidence;
    assert_eq!(evidence[2], "a part, `women`: nobody gives a figure");
}

#[test]
fn a_version_is_of_the_publisher_itself() {
    let words = "nine people killed at the fish stalls";
    let two = |publisher: &str, keys: Value| {
        let reports = json!([{"id": "d1", "publisher": "daily", "published": "2024-03-02"},
                             {"id": "p1", "publisher": publisher, "published": "2024-03-03", "version_of": "d1"}]);
        let mut reports = reports;
        for at in 0..2 {
            reports[at] = with(reports[at].clone(), keys.clone());
        }
        let claims = json!([{"id": "a", "by": "daily", "says": 9, "wording": words, "in": "d1"},
                            {"id": "b", "by": publisher, "says": 9, "wording": words, "in": "p1"}]);
        found_in(json!({"reports": reports, "claims": claims}))
    };
    assert_eq!(two("post", json!({})), ["one-copy"]);
    assert_eq!(two("daily", json!({})), [""; 0]);
    let hash = json!({"sha256": "0".repeat(64)});
    assert_eq!(two("daily", hash.clone()), [""; 0]);
    assert!(two("post", hash).contains(&"same-page"));
}

#[test]
fn a_copy_is_no_older_than_its_original_and_no_newer_than_its_page() {
    let copy = |original: Value, keys: Value| {
        let first = with(
            json!({"id": "a", "by": "hospital", "says": 6, "in": "d5"}),
            original,
        );
        let second = json!({"id": "b", "by": "hospital", "says": 6, "in": "p9", "repeats": "a"});
        found(json!([first, with(second, keys)]))
    };
    assert_eq!(copy(json!({}), json!({})), [""; 0]);
    // The page of the copy is older than what it repeats.
    assert_eq!(copy(json!({}), json!({"in": "p1"})), ["newer-than-report"]);
    assert_eq!(
        copy(json!({"as_of": "2024-03-04"}), json!({"in": "p1"})),
        ["newer-than-report"]
    );
    assert_eq!(
        copy(json!({"as_of": "2024-03-01"}), json!({"in": "p1"})),
        [""; 0]
    );
    // A copy that speaks of an earlier day than its original.
    let days = |one: &str, other: &str| copy(json!({"as_of": one}), json!({"as_of": other}));
    assert_eq!(days("2024-03-04", "2024-03-03"), ["newer-than-report"]);
    assert_eq!(days("2024-03", "2024-03-03"), [""; 0]);
    assert_eq!(days("2024-03-04", "2024-03-04"), [""; 0]);
    // That the second page is more exact is none.
    assert_eq!(copy(json!({}), json!({"as_of": "2024-03-04"})), [""; 0]);
    assert_eq!(
        copy(json!({}), json!({"in": "p1", "as_of": "2024-03-01"})),
        ["newer-than-report"]
    );
}

#[test]
fn a_page_is_read_after_it_was_published() {
    let of = |published: &str, retrieved: &str| {
        let report = json!({"id": "d1", "publisher": "daily", "published": published, "retrieved": retrieved});
        let claims = json!([{"id": "a", "by": "hospital", "says": 6}]);
        found_in(json!({"reports": [report], "claims": claims}))
    };
    assert_eq!(of("2024-03-05", "2024-03-01"), ["newer-than-report"]);
    for (published, retrieved) in [
        ("2024-03-05", "2024-03-05"),
        ("2024-03", "2024-03-01"),
        ("2024-03-05", "2024-03"),
        ("2024-03-05", "2024-03-09"),
    ] {
        assert_eq!(of(published, retrieved), [""; 0], "{published} {retrieved}");
    }
    let shared = json!({
        "format": "tallybook/1",
        "sources": [{"id": "s", "name": "S", "kind": "media"}],
        "reports": [{"id": "r", "publisher": "s", "published": "2024-03-05", "retrieved": "2024-03-01"}],
        "incidents": [{"id": "i", "title": "I"}, {"id": "j", "title": "J"}]
    });
    assert_eq!(ids(&checked(&[&shared.to_string()])), ["newer-than-report"]);
}

#[test]
fn a_sum_tells_apart_only_what_it_joins() {
    let measure = |id: &str, keys: Value| {
        with(
            json!({"id": id, "label": id, "outcome": "killed", "group": "people"}),
            keys,
        )
    };
    let day = |day: &str| json!({"scope": {"period": day}});
    let summed = [
        measure("month", json!({"sum_of": ["first", "second"]})),
        measure(
            "first",
            json!({"scope": {"period": "1"}, "sum_of": ["dawn", "dusk"]}),
        ),
        measure("dawn", day("dawn of 1")),
        measure("dusk", day("dusk of 1")),
        measure("second", day("2")),
    ];
    // Parts of parts are told apart on purpose as well.
    assert_eq!(found_in(json!({ "measures": summed })), [""; 0]);
    let beside = |keys: Value| {
        let mut measures = summed.to_vec();
        measures.push(measure("wide", keys));
        found_in(json!({ "measures": measures }))
    };
    assert_eq!(
        beside(json!({"scope": {"includes_missing": true}})),
        ["scopes-differ"]
    );
    assert_eq!(
        beside(json!({"scope": {"includes_missing": true}, "group": "guards"})),
        [""; 0]
    );
    // Two wholes that share a part are two ways to count.
    let other = measure(
        "all",
        json!({"scope": {"includes_missing": true}, "sum_of": ["first"]}),
    );
    let mut measures = summed.to_vec();
    measures.push(other);
    assert_eq!(found_in(json!({ "measures": measures })), ["scopes-differ"]);
    // One that names no side may count either.
    let parties = json!([{"id": "north", "name": "Norland"}, {"id": "south", "name": "Sudland"}]);
    let of = |one: Value, other: Value| {
        found_in(json!({"parties": parties, "measures": [measure("a", one), measure("b", other)]}))
    };
    let wide = json!({"scope": {"includes_missing": true}});
    let of_north = with(wide.clone(), json!({"party": "north"}));
    assert_eq!(of(json!({}), of_north.clone()), ["scopes-differ"]);
    assert_eq!(of(json!({"party": "south"}), of_north), [""; 0]);
    assert_eq!(of(json!({}), json!({"party": "north"})), [""; 0]);
}

#[test]
fn a_speaker_who_is_alone_may_be_apart_from_itself() {
    let two = |one: Value, other: Value| {
        found(json!([{"id": "a", "by": "hospital", "says": one},
                     {"id": "b", "by": "hospital", "says": other}]))
    };
    assert_eq!(two(json!(4), json!(10)), ["range-of-one-origin"]);
    for (one, other) in [
        (json!(4), json!(4)),
        (json!("at least 4"), json!(10)),
        (json!("4-6"), json!("5-8")),
        (json!(4), json!("4-10")),
    ] {
        assert_eq!(two(one.clone(), other.clone()), [""; 0], "{one} {other}");
    }
}
