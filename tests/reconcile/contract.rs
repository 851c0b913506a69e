//! The JSON of concordances, sums and estimates: every key, its type, and nothing else.

use serde_json::{Value, json};
use tallybook::reconcile::{Join, Profile, sums};

use super::book::{book, claims, record};

const BOOK: &str = "
    party state
    source press official voice_of=a
    report old outlet 2019-11-05
    report new outlet 2019-11-07
    measure x
    measure k sum_of=x
    person p
    person q unidentified=true
    claim c1 k a old 5
    claim c2 k a new 7 people=p,q
    claim c3 k press new \"about 7\"
    claim c4 k b old \"at least 3\"
    claim c5 k outlet old 2 as_of=2019-11-04
    claim c6 k d new 9 set_aside=doubtful
    claim c7 k c new 4 covers=other
    claim c8 k b new 8 repeats=c2
";

#[test]
fn a_concordance() {
    let found = record(&book(BOOK), "k", "plain", Join::Origin);
    let expected = json!({
        "measure": "k",
        "profile": "plain",
        "claims": 8,
        "superseded": ["c1"],
        "set_aside": ["c6"],
        "other_scope": ["c"],
        "figures": [
            {"value": 2, "claims": ["c5"], "pages": 1, "independent": 1,
                "origins": {"states": ["outlet"], "allows": [], "excludes": ["a", "b", "press"]},
                "before": [], "as": {"outlet": "exact"}},
            {"value": 3, "claims": ["c4"], "pages": 1, "independent": 1,
                "origins": {"states": ["b"], "allows": [], "excludes": ["a", "outlet", "press"]},
                "before": ["outlet"], "as": {"b": "floor"}},
            {"value": 7, "claims": ["c2", "c3"], "pages": 1, "independent": 1,
                "origins": {"states": ["a", "press"], "allows": ["b"], "excludes": ["outlet"]},
                "before": ["outlet"], "as": {"a": "exact", "press": "approximate"}},
        ],
    });
    assert_eq!(found, expected);
}

#[test]
fn a_concordance_of_statements() {
    let lines = "measure k statement exclusive=true\nclaim c1 a \"They fled\"";
    let found = record(&book(lines), "k", "plain", Join::Origin);
    assert_eq!(found["figures"][0]["value"], json!("They fled"));
    assert_eq!(found["figures"][0]["as"], json!({"a": "exact"}));
}

#[test]
fn a_sum() {
    let book = book(BOOK);
    let sums = sums(&book, &Profile::plain());
    let records: Vec<_> = sums.iter().map(|sum| sum.record(&book)).collect();
    let expected = json!([{"whole": "k", "parts": ["x"], "basis": "across", "by": null,
        "result": "open", "difference": null}]);
    assert_eq!(serde_json::to_value(records).expect("JSON"), expected);
}

#[test]
fn an_estimate() {
    let book = book(BOOK);
    let estimate = claims(&book).range(None).expect("a count");
    let found = serde_json::to_value(estimate.record("mine")).expect("JSON");
    let expected = json!({
        "incident": "i",
        "measure": "k",
        "rule": "mine",
        "profile": "plain",
        "low": 2,
        "best": null,
        "high": 7,
        "high_open": false,
        "unresolved": null,
        "used": ["c2", "c3", "c4", "c5", "c7", "c8"],
        "set_aside": [
            {"claim": "c1", "reason": "superseded by `c2`, a later word of its origin"},
            {"claim": "c6", "reason": "set aside in the casebook: doubtful"},
        ],
        "waived": ["c6"],
        "origins": 5,
        "independent": 4,
        "pages": 2,
        "named": 1,
        "unidentified": 1,
        "steps": [
            "claims on `k`: 8 claims",
            "what still stands: keeps 6 of 8",
            "range(): 2 to 7",
            "profile: plain",
        ],
    });
    assert_eq!(found, expected);
    let none = claims(&book)
        .unresolved("nobody knows", None)
        .expect("a count");
    let found = serde_json::to_value(none.record("mine")).expect("JSON");
    let ends = ["low", "best", "high"].map(|key| found[key].clone());
    assert_eq!(ends, [Value::Null, Value::Null, Value::Null]);
    assert_eq!(found["unresolved"], json!("nobody knows"));
}

/// Numbers are written as numbers, the keys in the order of the contract, so that a reader who
/// compares texts is not misled.
#[test]
fn the_order_of_the_keys() {
    let book = book("claim c1 a 5");
    let profile = Profile::plain();
    let measure = super::book::measure(&book, "k");
    let concordance =
        tallybook::reconcile::Concordance::new(&book, measure, &profile, Join::Origin);
    assert_eq!(
        serde_json::to_string(&concordance.record()).expect("JSON"),
        r#"{"measure":"k","profile":"plain","claims":1,"superseded":[],"set_aside":[],"other_scope":[],"figures":[{"value":5,"claims":["c1"],"pages":1,"independent":1,"origins":{"states":["a"],"allows":[],"excludes":[]},"before":[],"as":{"a":"exact"}}]}"#
    );
}
