//! Parts against wholes.

use super::book::book;
use serde_json::{Value, json};
use tallybook::reconcile::{Profile, sums};

fn checked(lines: &str) -> Value {
    let lines = format!("measure x\nmeasure y\nmeasure k sum_of=x,y\n{lines}");
    let book = book(&lines);
    let sums = sums(&book, &Profile::plain());
    let records = sums.iter().map(|sum| sum.record(&book));
    serde_json::to_value(records.collect::<Vec<_>>()).expect("records are JSON")
}

#[track_caller]
fn check(lines: &str, basis: &str, by: Value, result: &str, difference: Value) {
    let expected = json!([{"whole": "k", "parts": ["x", "y"], "basis": basis, "by": by,
        "result": result, "difference": difference}]);
    assert_eq!(checked(lines), expected, "{lines}");
}

#[test]
fn what_one_origin_says() {
    let sum = |whole: &str, x: &str, y: &str| {
        format!(
            "claim c1 k a page \"{whole}\"\nclaim c2 x a page \"{x}\"\nclaim c3 y a page \"{y}\""
        )
    };
    let a = || json!("a");
    check(&sum("20", "15", "5"), "origin", a(), "adds up", json!(0));
    check(&sum("20", "15", "4"), "origin", a(), "short", json!(1));
    check(&sum("20", "15", "7"), "origin", a(), "over", json!(2));
    check(
        &sum("at least 20", "15", "2"),
        "origin",
        a(),
        "short",
        json!(3),
    );
    check(
        &sum("up to 20", "15", "at least 9"),
        "origin",
        a(),
        "over",
        json!(4),
    );
    // Single numbers that are equal, or nothing can be said.
    check(&sum("20", "15", "4-6"), "origin", a(), "open", Value::Null);
    check(
        &sum("20", "15", "unknown"),
        "origin",
        a(),
        "open",
        Value::Null,
    );
    // An unknown part is never zero: fifteen and somebody are over fourteen.
    check(&sum("14", "15", "unknown"), "origin", a(), "over", json!(1));
}

#[test]
fn each_side_is_the_hull_of_what_is_current() {
    check(
        "claim c1 k a page 20\nclaim c2 x a page 15\nclaim c3 x a page 17\nclaim c4 y a page 4",
        "origin",
        json!("a"),
        "open",
        Value::Null,
    );
    check(
        "claim c1 k a page 20 as_of=2019-11-05\nclaim c2 k a page 19 as_of=2019-11-06
         claim c3 x a page 15\nclaim c4 y a page 4\nclaim c5 y a page 9 set_aside=doubtful
         claim c6 x a page 1 covers=other\nclaim c7 y a page 2 stance=denies",
        "origin",
        json!("a"),
        "adds up",
        json!(0),
    );
}

#[test]
fn whose_figures_they_are() {
    let one_each = "claim c1 k a page 20\nclaim c2 x b page 15\n";
    // No origin has all; the page has.
    check(
        &format!("{one_each}claim c3 y c page 4"),
        "page",
        json!("page"),
        "short",
        json!(1),
    );
    // Nobody has all.
    check(
        &format!("{one_each}report r outlet\nclaim c3 y c r 4"),
        "across",
        Value::Null,
        "short",
        json!(1),
    );
    check(one_each, "across", Value::Null, "open", Value::Null);
    // Each origin that has all, by id; what the others say is nothing to it.
    let all = |by: &str, whole: u32| {
        format!(
            "claim {by}1 k {by} page {whole}\nclaim {by}2 x {by} page 1\nclaim {by}3 y {by} page 1\n"
        )
    };
    let found = checked(&format!(
        "{}{}claim c1 k c page 9",
        all("b", 3),
        all("a", 2)
    ));
    let found: Vec<_> = found
        .as_array()
        .expect("a list")
        .iter()
        .map(|sum| {
            (
                sum["by"].as_str().expect("an id"),
                sum["result"].as_str().expect("a word"),
            )
        })
        .collect();
    assert_eq!(found, [("a", "adds up"), ("b", "short")]);
}
