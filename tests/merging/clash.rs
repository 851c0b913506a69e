//! Ids that are made, and claims and people without any.

use super::{conflicts, differences, together, valid};

fn book(claims: &str, people: &str) -> String {
    format!(
        r#"{{"format": "tallybook/1", "id": "i", "title": "T",
        "sources": [{{"id": "s", "name": "S", "kind": "media"}}, {{"id": "t", "name": "T", "kind": "official"}}],
        "measures": [{{"id": "k", "label": "K", "outcome": "killed", "group": "g"}},
            {{"id": "w", "label": "W", "outcome": "wounded", "group": "g"}}],
        "reports": [{{"id": "r", "publisher": "s", "claims": [{claims}]}}], "people": [{people}]}}"#
    )
}

fn merged(one: &str, other: &str) -> String {
    let sides = [one, other].map(|claims| valid("a.json", &book(claims, "")));
    let whole = together(&sides[0], &sides[1]);
    let claims = whole.document().incidents()[0].list("reports")[0].list("claims");
    claims.iter().map(|claim| claim.json() + "\n").collect()
}

const K: &str = r#"{"measure": "k", "by": "s", "says": 1}"#;
const W: &str = r#"{"measure": "w", "by": "s", "says": 2}"#;

#[test]
fn a_claim_that_is_named_by_a_made_id_is_still_the_one_that_is_meant() {
    let copy = r#"{"measure": "w", "by": "t", "says": "three", "repeats": "r.1"}"#;
    let expected = r#"{"measure": "k", "by": "s", "says": 1}
{"id": "r.1-2", "measure": "w", "by": "s", "says": 2}
{"measure": "w", "by": "t", "says": "three", "repeats": "r.1-2"}
"#;
    assert_eq!(merged(K, &format!("{W}, {copy}")), expected);
    let more = r#"{"measure": "k", "by": "t", "says": "At least 3 more than r.2"}"#;
    let expected = r#"{"measure": "w", "by": "s", "says": 2}
{"measure": "k", "by": "s", "says": 1}
{"measure": "k", "by": "t", "says": "At least 3 more than r.2"}
"#;
    assert_eq!(merged(W, &format!("{W}, {K}, {more}")), expected);
}

#[test]
fn an_id_that_one_coder_gave_is_the_claims() {
    let given = r#"{"id": "one", "measure": "k", "by": ["s"], "says": "one"}"#;
    let copy = r#"{"measure": "k", "by": "t", "says": 1, "repeats": "r.1"}"#;
    let expected = r#"{"id": "one", "measure": "k", "by": "s", "says": 1}
{"measure": "k", "by": "t", "says": 1, "repeats": "one"}
"#;
    assert_eq!(merged(&format!("{K}, {copy}"), given), expected);
}

#[test]
fn a_given_id_that_is_anothers_made_one_stays() {
    let given = r#"{"id": "r.1", "measure": "w", "by": "s", "says": 2}"#;
    let copy = r#"{"measure": "k", "by": "t", "says": 1, "repeats": "r.1"}"#;
    let expected = r#"{"id": "r.1-2", "measure": "k", "by": "s", "says": 1}
{"measure": "k", "by": "t", "says": 1, "repeats": "r.1-2"}
{"id": "r.1", "measure": "w", "by": "s", "says": 2}
"#;
    assert_eq!(merged(&format!("{K}, {copy}"), given), expected);
}

#[test]
fn readings_of_one_claim_are_a_conflict_and_are_taken_in_their_order() {
    let seven = r#"{"measure": "k", "by": "s", "says": 7, "wording": "seven"}"#;
    let sides =
        |one: &str, other: &str| [one, other].map(|claims| valid("a.json", &book(claims, "")));
    let [one, other] = sides(K, seven);
    assert_eq!(
        conflicts(&one, &other),
        ["claim r.1 says: 1 | 7", "claim r.1 wording: - | seven"]
    );
    assert_eq!(
        differences(&one, &other),
        [
            "claim r.1 reading says: 1 | 7",
            "claim r.1 changed wording: - | seven"
        ]
    );
    let two = r#"{"measure": "k", "by": "s", "says": 8}, {"measure": "k", "by": "s", "says": 9}"#;
    let [one, other] = sides(seven, two);
    assert_eq!(
        conflicts(&one, &other),
        ["claim r.1 says: 7 | 8", "claim r.1 wording: seven | -"]
    );
}

#[test]
fn people_without_ids_are_matched_by_all_and_then_by_name() {
    let side = |people: &str, claim: &str| valid("a.json", &book(claim, people));
    let one = side(
        r#"{"name": "A"}, {"unidentified": true, "role": "guard"}"#,
        "",
    );
    let other = side(
        r#"{"unidentified": true, "role": "guard"}, {"name": "B"}, {"name": "A"}"#,
        r#"{"measure": "k", "by": "s", "says": "unknown", "people": ["person.2", "person.3"]}"#,
    );
    let whole = together(&one, &other);
    let text = whole.document().laid_out();
    assert_eq!(
        whole.document().incidents()[0].list("people").len(),
        3,
        "{text}"
    );
    assert!(
        text.contains(r#""people": ["person.2-2", "person.1"]"#),
        "{text}"
    );
    assert!(
        text.contains(r#"{"id": "person.2-2", "name": "B"}"#),
        "{text}"
    );
    let older = side(r#"{"name": " a", "age": 42}"#, "");
    let same = side(r#"{"name": " a", "age": "42"}"#, "");
    assert_eq!(together(&older, &same).document(), older.document());
    assert_eq!(
        conflicts(&one, &older),
        [
            "person person.1 name: A |  a",
            "person person.1 age: - | 42"
        ]
    );
}

#[test]
fn many_claims_that_look_alike_cost_no_more_than_they_are() {
    let claims = |from: usize| {
        let claims = (from..from + 20_000)
            .map(|n| format!(r#"{{"measure": "k", "by": "s", "says": {n}, "repeats": []}}"#));
        claims.collect::<Vec<_>>().join(", ")
    };
    let [one, other] = [0, 10_000].map(|from| valid("a.json", &book(&claims(from), "")));
    assert_eq!(conflicts(&one, &other).len(), 10_000);
}
