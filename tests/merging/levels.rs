//! What stands with the casebook in one and within an incident in the other.

use super::{conflicts, differences, together, valid};

const INCIDENT: &str =
    r#""title": "T", "measures": [{"id": "k", "label": "K", "outcome": "killed", "group": "g"}]"#;

/// A casebook with shared sources, and incidents with sources of their own that publish a page.
fn casebook(shared: &str, incidents: &[(&str, &str, &str)]) -> String {
    let incidents = incidents.iter().map(|(id, own, publisher)| {
        let page = format!(
            r#"{{"id": "p", "publisher": "{publisher}", "claims": [{{"measure": "k", "by": "{publisher}", "says": 2}}]}}"#
        );
        format!(r#"{{"id": "{id}", {INCIDENT}, "sources": [{own}], "reports": [{page}]}}"#)
    });
    let incidents: Vec<String> = incidents.collect();
    format!(
        r#"{{"format": "tallybook/1", "sources": [{shared}], "incidents": [{}]}}"#,
        incidents.join(", ")
    )
}

const S: &str = r#"{"id": "s", "name": "S", "kind": "media"}"#;
const OTHER_S: &str = r#"{"id": "s", "name": "Another", "kind": "media"}"#;

#[test]
fn what_no_other_incident_needs_stays_within() {
    let one = valid("a.json", &casebook("", &[("i", S, "s")]));
    let other = valid("b.json", &casebook(S, &[("i", "", "s")]));
    assert!(differences(&one, &other).is_empty());
    let there = together(&one, &other);
    assert_eq!(there.document(), one.document());
    let back = together(&other, &one);
    assert_eq!(back.document().roots[0].list("sources").len(), 1);
    assert!(back.document().incidents()[0].list("sources").is_empty());
}

#[test]
fn what_another_incident_needs_is_shared() {
    let one = valid("a.json", &casebook("", &[("i", S, "s")]));
    let other = valid("b.json", &casebook(S, &[("i", "", "s"), ("j", "", "s")]));
    let whole = together(&one, &other);
    assert_eq!(whole.document().roots[0].list("sources").len(), 1);
    assert!(whole.document().incidents()[0].get("sources").is_none());
    assert_eq!(whole.document().incidents().len(), 2);
}

#[test]
fn what_a_shared_object_needs_is_shared() {
    let part = r#"{"id": "t", "name": "T", "kind": "media", "part_of": "s"}"#;
    let one = valid("a.json", &casebook("", &[("i", S, "s")]));
    let other = valid(
        "b.json",
        &casebook(&format!("{S}, {part}"), &[("j", "", "t")]),
    );
    let whole = together(&one, &other);
    assert_eq!(whole.document().roots[0].list("sources").len(), 2);
}

#[test]
fn a_report_that_is_shared_now_leaves_its_claims_to_the_incident() {
    let page = |claims: &str| format!(r#"{{"id": "p", "publisher": "s"{claims}}}"#);
    let claim = r#"{"measure": "k", "by": "s", "says": 2"#;
    let one = format!(
        r#"{{"format": "tallybook/1", "id": "i", {INCIDENT}, "sources": [{S}], "reports": [{}]}}"#,
        page(&format!(r#", "claims": [{claim}}}]"#))
    );
    let of =
        |id: &str| format!(r#"{{"id": "{id}", {INCIDENT}, "claims": [{claim}, "in": "p"}}]}}"#);
    let other = format!(
        r#"{{"format": "tallybook/1", "sources": [{S}], "reports": [{}], "incidents": [{}, {}]}}"#,
        page(""),
        of("i"),
        of("j")
    );
    let (one, other) = (valid("a.json", &one), valid("b.json", &other));
    for whole in [together(&one, &other), together(&other, &one)] {
        let text = whole.document().laid_out();
        let incident = whole.document().incidents()[0];
        assert_eq!(incident.list("claims").len(), 1, "{text}");
        assert!(incident.get("reports").is_none(), "{text}");
        assert!(
            text.contains(r#""by": "s", "in": "p", "says": 2"#)
                || text.contains(r#""says": 2, "in": "p""#),
            "{text}"
        );
    }
}

#[test]
fn one_id_of_two_objects_is_a_conflict_wherever_they_stand() {
    let one = valid("a.json", &casebook(S, &[("i", "", "s")]));
    let other = valid("b.json", &casebook("", &[("j", OTHER_S, "s")]));
    assert_eq!(conflicts(&one, &other), ["source s name: S | Another"]);
    assert_eq!(conflicts(&other, &one), ["source s name: Another | S"]);
    let person = r#"{"format": "tallybook/1", "id": "j", "title": "T", "people": [{"id": "s", "name": "N"}]}"#;
    let other = valid("b.json", person);
    assert_eq!(
        conflicts(&one, &other),
        ["source s object: source | person"]
    );
}

#[test]
fn incidents_apart_may_use_one_id_for_two_objects() {
    let one = valid("a.json", &casebook("", &[("i", S, "s")]));
    let other = valid("b.json", &casebook("", &[("j", OTHER_S, "s")]));
    assert_eq!(together(&one, &other).document().incidents().len(), 2);
}

#[test]
fn the_form_is_that_of_the_first_as_far_as_it_can_be() {
    let alone = r#"{"format": "tallybook/1", "version": 1, "id": "i", "title": "T"}"#;
    let one = valid("a.json", alone);
    assert_eq!(together(&one, &one).document().roots[0].id(), Some("i"));
    let line = r#"{"id": "j", "title": "U", "version": "1", "coded_by": "somebody"}"#;
    let whole = together(&one, &valid("b.ndjson", line));
    let expected = r#"{
  "format": "tallybook/1",
  "version": "1",
  "coded_by": ["somebody"],
  "incidents": [
    {"id": "i", "title": "T"},
    {"id": "j", "title": "U"}
  ]
}
"#;
    assert_eq!(whole.document().laid_out(), expected);
    let other = valid("b.json", &alone.replace("1,", "2,"));
    assert_eq!(conflicts(&one, &other), ["casebook  version: 1 | 2"]);
}
