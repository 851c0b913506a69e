//! Waivers, and what is wrong with them.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{checked, checked_script, ids};

/// A casebook of two claims without a locator, with waivers in its incident and beside it.
pub(super) fn book(own: Value, beside: Value) -> String {
    let text = json!({
        "format": "tallybook/1",
        "sources": [{"id": "s", "name": "S", "kind": "media"}],
        "reports": [{"id": "r", "publisher": "s", "published": "2024"}],
        "x-waivers": beside,
        "incidents": [{
            "id": "i", "title": "I",
            "measures": [{"id": "m", "label": "M", "outcome": "killed", "group": "g"}],
            "claims": [{"id": "a", "measure": "m", "by": "s", "in": "r", "says": 6},
                       {"id": "b", "measure": "m", "by": "s", "in": "r", "says": 6, "as_of": "2023"}],
            "x-waivers": own,
        }]
    });
    text.to_string()
}

pub(super) fn waiver(keys: Value) -> Value {
    let mut waiver =
        json!({"finding": "no-locator", "reason": "a photograph", "decided_by": "N. N."});
    for (key, value) in keys.as_object().expect("keys") {
        waiver[key] = value.clone();
    }
    waiver
}

#[test]
fn a_waiver_silences_what_it_names_and_no_more() {
    let all = || json!({});
    for (own, beside, open, waived) in [
        (json!([]), json!([]), vec!["a", "b"], vec![]),
        (json!([waiver(all())]), json!([]), vec![], vec!["a", "b"]),
        (json!([]), json!([waiver(all())]), vec![], vec!["a", "b"]),
        (
            json!([waiver(json!({"about": "a"}))]),
            json!([]),
            vec!["b"],
            vec!["a"],
        ),
        (
            json!([waiver(json!({"about": ["b", "a"]}))]),
            json!([]),
            vec![],
            vec!["a", "b"],
        ),
        (
            json!([waiver(json!({"about": ["r"]}))]),
            json!([]),
            vec![],
            vec!["a", "b"],
        ),
        (
            json!([]),
            json!([waiver(json!({"about": ["b"]}))]),
            vec!["a"],
            vec!["b"],
        ),
        (
            json!([waiver(json!({"about": ["a"], "until": "2026-01-31"}))]),
            json!([]),
            vec!["b"],
            vec!["a"],
        ),
        (
            json!(waiver(json!({"about": ["a"]}))),
            json!(null),
            vec!["b"],
            vec!["a"],
        ),
    ] {
        let found = checked(&[&book(own.clone(), beside.clone())]);
        let about = |is_waived: bool| -> Vec<String> {
            let of = found
                .findings
                .iter()
                .filter(|of| of.waived.is_some() == is_waived);
            of.flat_map(|of| of.about.clone()).collect()
        };
        assert_eq!(
            (about(false), about(true)),
            (
                open.iter().map(|id| id.to_string()).collect(),
                waived
                    .iter()
                    .map(|id: &&str| id.to_string())
                    .collect::<Vec<String>>()
            ),
            "{own} {beside}"
        );
        assert_eq!(found.waived(), usize::from(!waived.is_empty()));
        assert_eq!(found.errors(), 0);
    }
}

#[test]
fn waivers_hold_in_their_own_file_and_incident() {
    let incident = |id: &str, waivers: Value| {
        json!({
            "id": id, "title": id,
            "sources": [{"id": "s", "name": "S", "kind": "media"}],
            "reports": [{"id": "r", "publisher": "s", "published": "2024"}],
            "measures": [{"id": "killed", "label": "M", "outcome": "killed", "group": "g"}],
            "claims": [{"id": "a", "measure": "killed", "by": "s", "in": "r", "says": 6}],
            "x-waivers": waivers,
        })
        .to_string()
    };
    let all = json!([waiver(json!({}))]);
    let none = json!([]);
    // An incident a line: each line is a level of its own.
    let lines = format!(
        "{}\n{}\n",
        incident("i", none.clone()),
        incident("j", all.clone())
    );
    let found = checked(&[&lines]);
    assert_eq!((ids(&found), found.waived()), (vec!["no-locator"], 1));
    assert_eq!(found.findings[0].line, Some(1));
    let wrong = json!([waiver(json!({"finding": "none"}))]);
    let lines = format!("{}\n\n{}\n", incident("i", all), incident("j", wrong));
    let found = checked(&[&lines]);
    assert_eq!(ids(&found), ["bad-waiver", "no-locator"]);
    assert!(found.findings.iter().skip(1).all(|of| of.line == Some(3)));
    // `INCIDENT/ID` is of one incident, an id alone of any.
    let beside = |about: Value| {
        let lines = [incident("i", none.clone()), incident("j", none.clone())];
        let incidents = lines.map(|of| serde_json::from_str::<Value>(&of).expect("json"));
        let book = json!({"format": "tallybook/1", "incidents": incidents,
            "x-waivers": [waiver(json!({"about": about}))]});
        let found = checked(&[&book.to_string()]);
        let open = found.findings.iter().filter(|of| of.waived.is_none());
        let open = open.map(|of| format!("{} {:?} {}", of.check.id, of.incident, of.decide));
        let open: Vec<String> = open.collect();
        (open.join("; "), found.waived())
    };
    assert_eq!(beside(json!("a")), (String::new(), 2));
    assert_eq!(beside(json!(["i/a", "j/a"])), (String::new(), 2));
    assert_eq!(beside(json!(["i/r", "j/a"])), (String::new(), 2));
    let (open, waived) = beside(json!("j/a"));
    assert!(open.starts_with("no-locator Some(\"i\")"), "{open}");
    assert_eq!(waived, 1);
    for (about, near) in [
        ("j/kiled", "did you mean `j/killed`?"),
        ("jj/a", ""),
        ("i/j/a", ""),
    ] {
        let (open, waived) = beside(json!(about));
        assert!(
            open.starts_with("bad-waiver None") && open.contains(near),
            "{open}"
        );
        assert_eq!(waived, 0);
    }
    // What stands beside the incidents of one file is not for another.
    let other = incident("k", none);
    let other = other.replacen('{', "{\"format\": \"tallybook/1\", ", 1);
    let found = checked(&[&book(json!([]), json!([waiver(json!({}))])), &other]);
    assert_eq!((ids(&found), found.waived()), (vec!["no-locator"], 1));
    assert_eq!(&*found.findings[1].file, "1.json");
}

#[test]
fn two_waivers_of_one_finding_keep_their_reasons() {
    let own = json!([
        waiver(json!({"about": "a"})),
        waiver(json!({"about": "b", "reason": "a song"}))
    ]);
    let found = checked(&[&book(own, json!([]))]);
    let reasons: Vec<_> = found
        .findings
        .iter()
        .map(|of| {
            (
                of.about.clone(),
                of.waived.as_ref().map(|by| by.reason.clone()),
            )
        })
        .collect();
    assert_eq!(
        reasons,
        [
            (vec!["a".to_owned()], Some("a photograph".to_owned())),
            (vec!["b".to_owned()], Some("a song".to_owned()))
        ]
    );
}

#[test]
fn an_error_that_is_waived_does_not_fail() {
    let claim = |id: &str| json!({"id": id, "measure": "m", "by": "s", "in": "r", "says": 6, "locator": "p"});
    let text = |waivers: Value| {
        json!({
            "format": "tallybook/1", "id": "i", "title": "I",
            "sources": [{"id": "s", "name": "S", "kind": "media"}],
            "reports": [{"id": "r", "publisher": "s", "published": "2024"}],
            "measures": [{"id": "m", "label": "M", "outcome": "killed", "group": "g"}],
            "claims": [claim("a"), claim("b")],
            "x-waivers": waivers,
        })
        .to_string()
    };
    assert_eq!(checked(&[&text(json!([]))]).errors(), 1);
    let of = |about: Value| waiver(json!({"finding": "identical-claims", "about": about}));
    let waived = checked(&[&text(json!([of(json!(["b"]))]))]);
    assert_eq!(
        (waived.errors(), waived.hints(), waived.waived()),
        (0, 0, 1)
    );
    // A finding that is one has to be about all that is named.
    let both = checked(&[&text(json!([of(json!(["a", "b"]))]))]);
    assert_eq!(both.waived(), 1);
    let other = checked(&[&text(json!([of(json!(["a", "s"]))]))]);
    assert_eq!((other.errors(), other.hints()), (1, 1));
}

#[test]
fn what_is_wrong_with_a_waiver_is_found_and_silences_nothing() {
    for (wrong, message, decide) in [
        (
            waiver(json!({"finding": "no-locater"})),
            "no check is called `no-locater`",
            "did you mean `no-locator`?",
        ),
        (
            waiver(json!({"finding": "bad-waiver"})),
            "`bad-waiver` cannot be waived",
            "",
        ),
        (
            waiver(json!({"resaon": "x"})),
            "a waiver has no key `resaon`",
            "did you mean `reason`?",
        ),
        (
            waiver(json!({"about": ["aa"]})),
            "nothing here has the id `aa`",
            "",
        ),
        (
            waiver(json!({"about": []})),
            "expected ids under `about` of a waiver",
            "",
        ),
        (
            waiver(json!({"about": [1]})),
            "expected ids under `about` of a waiver",
            "",
        ),
        (
            waiver(json!({"about": {"a": 1}})),
            "expected ids under `about` of a waiver",
            "",
        ),
        (
            waiver(json!({"reason": " "})),
            "expected a text under `reason` of a waiver",
            "",
        ),
        (
            waiver(json!({"reason": null})),
            "a waiver needs `reason`, a text",
            "",
        ),
        (
            waiver(json!({"decided_by": null})),
            "a waiver needs `decided_by`, a name",
            "",
        ),
        (
            waiver(json!({"until": "soon"})),
            "expected a last day such as `2027-01-31`, `2027-01` or `2027`, found `soon`",
            "",
        ),
        (
            waiver(json!({"until": 2027})),
            "expected a text under `until` of a waiver",
            "",
        ),
        (
            json!("no-locator"),
            "expected a waiver, which is an object",
            "",
        ),
        (json!([[[]]]), "expected a waiver, which is an object", ""),
    ] {
        for text in [
            book(json!([wrong]), json!([])),
            book(json!([]), json!([wrong])),
        ] {
            let found = checked(&[&text]);
            assert_eq!(found.waived(), 0, "{wrong}");
            let bad: Vec<_> = found
                .findings
                .iter()
                .filter(|of| of.check.id == "bad-waiver")
                .collect();
            assert_eq!(bad.len(), 1, "{wrong}");
            assert!(bad[0].message.starts_with(message), "{}", bad[0].message);
            assert!(bad[0].decide.contains(decide), "{}", bad[0].decide);
            assert_eq!(bad[0].line, Some(1));
        }
    }
}

#[test]
fn a_waiver_that_is_over_silences_nothing_and_is_found() {
    let over = json!([waiver(json!({"until": "2026-01-30"}))]);
    let found = checked(&[&book(over, json!([]))]);
    assert_eq!(ids(&found), ["expired-waiver", "no-locator"]);
    assert_eq!(found.errors(), 1);
}

#[test]
fn a_waiver_that_silences_nothing_is_found() {
    for waivers in [
        json!([waiver(json!({"finding": "no-date"}))]),
        json!([waiver(json!({})), waiver(json!({"about": "m"}))]),
        json!([
            waiver(json!({"about": "a"})),
            waiver(json!({"about": "a"})),
            waiver(json!({"about": "b"}))
        ]),
    ] {
        let found = checked(&[&book(waivers.clone(), json!([]))]);
        let unused = found
            .findings
            .iter()
            .filter(|of| of.check.id == "unused-waiver");
        assert_eq!(unused.count(), 1, "{waivers}");
        assert_eq!(found.errors(), 0);
    }
}

#[test]
fn ids_that_silence_nothing_beside_others_that_do_are_found() {
    let told = |own: Value| {
        let found = checked(&[&book(own, json!([]))]);
        let unused = found.findings.iter();
        let unused = unused.filter(|of| of.check.id == "unused-waiver");
        let told: Vec<String> = unused.map(|of| of.message.clone()).collect();
        (told.join("; "), found.waived())
    };
    let of = |about: Value| waiver(json!({"about": about}));
    let nothing = "the waiver of `no-locator` silences nothing about ";
    assert_eq!(
        told(json!([of(json!(["a", "m", "i/s", "b"]))])),
        (format!("{nothing}`m`, `i/s`"), 1)
    );
    assert_eq!(told(json!([of(json!(["a", "b"]))])), (String::new(), 1));
    assert_eq!(told(json!([of(json!(["a", "r"]))])), (String::new(), 1));
    assert_eq!(
        told(json!([of(json!(["a", "b", "r"]))])),
        (format!("{nothing}`r`"), 1)
    );
    assert_eq!(
        told(json!([of(json!(["a"])), of(json!(["a", "b"]))])),
        (format!("{nothing}`a`"), 2)
    );
}

#[test]
fn a_waiver_that_silences_nothing_tells_what_there_is_instead() {
    let told = |own: Value| {
        let found = checked(&[&book(json!([waiver(own)]), json!([]))]);
        let mut unused = found
            .findings
            .iter()
            .filter(|of| of.check.id == "unused-waiver");
        unused
            .next()
            .and_then(|of| of.evidence.last().cloned())
            .unwrap_or_default()
    };
    assert_eq!(
        told(json!({"about": "m"})),
        "in this incident findings of `no-locator` are about `a`, `b`"
    );
    assert_eq!(
        told(json!({"finding": "no-date"})),
        "in this incident there is no finding of `no-date`"
    );
    let by = "// check: allow mutated-copy: it is meant so; decided by N. N.";
    let told = |lines: &[(&'static str, usize)]| {
        let found = checked_script(&format!("{by}\n1;\n2"), lines);
        let mut unused = found
            .findings
            .iter()
            .filter(|of| of.check.id == "unused-waiver");
        unused.next().and_then(|of| of.evidence.last().cloned())
    };
    assert_eq!(
        told(&[("mutated-copy", 3)]).as_deref(),
        Some("in this file `mutated-copy` is found on line 3")
    );
    assert_eq!(
        told(&[]).as_deref(),
        Some("in this file there is no finding of `mutated-copy`")
    );
}

proptest! {
    #[test]
    fn whatever_stands_there_is_answered(
        finding in ".{0,12}", about in "[abr\u{202e}\u{1b} ]{0,3}", reason in ".{0,8}", until in "[0-9/.-]{0,10}",
    ) {
        let waiver = json!({"finding": finding, "about": about, "reason": reason, "decided_by": "x", "until": until});
        let found = checked(&[&book(json!([waiver]), json!([]))]);
        // Nothing is lost: both claims are told of, waived or not.
        let told: usize = found.findings.iter().filter(|of| of.check.id == "no-locator").map(|of| of.about.len()).sum();
        prop_assert_eq!(told, 2);
    }
}
