//! Keys that are meant for waivers where nothing reads them.

use serde_json::{Value, json};

use super::waivers::{book, waiver};
use super::{Input, checked, load};

#[test]
fn a_waiver_where_nothing_reads_it_is_found() {
    let whole = || serde_json::from_str::<Value>(&book(json!([]), json!([]))).expect("json");
    let mine = || json!([waiver(json!({}))]);
    let bad = |book: Value| -> Vec<String> {
        let found = checked(&[&book.to_string()]);
        assert_eq!((found.waived(), found.hints()), (0, 1), "{book}");
        let bad = found.findings.iter();
        let bad = bad.filter(|of| of.check.id == "bad-waiver");
        bad.map(|of| of.message.clone()).collect()
    };
    for (place, within) in [
        ("/incidents/0/claims/0", "a claim"),
        ("/incidents/0/measures/0", "a measure"),
        ("/sources/0", "a source"),
        ("/reports/0", "a report"),
    ] {
        for key in ["x-waivers", "x-waiver"] {
            let mut book = whole();
            book.pointer_mut(place).expect("an object")[key] = mine();
            let message = format!("`{key}` stands in {within}, where nothing reads it");
            assert_eq!(bad(book), [message]);
        }
    }
    for key in ["x-waiver", "x-wavers", "x-waivres", "x-Waivers"] {
        for place in ["", "/incidents/0"] {
            let mut book = whole();
            book.pointer_mut(place).expect("an object")[key] = mine();
            let message = format!("waivers stand under `x-waivers`, found `{key}`");
            assert_eq!(bad(book), [message]);
        }
    }
    // What is no `x-` key does not load at all.
    for key in ["x_waivers", "xwaivers", "waivers", "waiver"] {
        for place in ["", "/incidents/0"] {
            let mut book = whole();
            book.pointer_mut(place).expect("an object")[key] = mine();
            let wrong = load(vec![Input::new("a.json", book.to_string())]);
            let wrong = wrong.expect_err("the key is none").to_string();
            assert!(wrong.contains("did you mean `x-waivers`?"), "{wrong}");
        }
    }
    let mut book = whole();
    book["x-waived"] = mine();
    assert!(bad(book).is_empty());
}
