//! Speakers, texts and claims that may be one, and those that only look alike.

use serde_json::{Value, json};

use super::market::{book, found, found_in, with};
use super::{checked, ids};

fn sources(governor: Value) -> Value {
    json!([
        {"id": "police", "name": "Police", "kind": "official", "party": "north"},
        with(json!({"id": "governor", "name": "Governor", "kind": "official", "party": "north"}), governor),
        {"id": "army", "name": "Army", "kind": "official", "party": "north"},
        {"id": "daily", "name": "The Daily", "kind": "media"},
        {"id": "post", "name": "Morning Post", "kind": "media"}
    ])
}

#[test]
fn one_body_gives_the_same_figures_on_two_days_or_of_two_measures() {
    let claim = |id: &str, by: &str, keys: Value| with(json!({"id": id, "by": by}), keys);
    let of = |governor: Value, claims: Value| {
        found_in(json!({"sources": sources(governor), "claims": claims}))
    };
    let on = |id: &str, by: &str, says: u32, day: &str| json!({"id": id, "by": by, "says": says, "as_of": day, "in": "p9"});
    let (first, next) = ("2024-03-01", "2024-03-02");
    let days = |second: Value| {
        json!([
            on("a", "police", 11, first),
            on("b", "police", 14, next),
            on("c", "governor", 11, first),
            with(on("d", "governor", 14, next), second)
        ])
    };
    assert_eq!(of(json!({}), days(json!({}))), ["one-body"]);
    for (governor, second) in [
        (json!({}), json!({"says": 15})),
        (json!({}), json!({"as_of": "2024-03-03"})),
        (json!({}), json!({"repeats": "b"})),
        (json!({}), json!({"stance": "denies"})),
        (json!({"party": null}), json!({})),
        (json!({"voice_of": "police"}), json!({})),
        (json!({"part_of": "police"}), json!({})),
        (json!({"kind": "witness"}), json!({})),
    ] {
        let found = of(governor.clone(), days(second.clone()));
        assert_eq!(found, [""; 0], "{governor} {second}");
    }
    // What both said once and said again is one figure.
    let again = json!([
        on("a", "police", 11, first),
        on("b", "police", 11, next),
        on("c", "governor", 11, first),
        on("d", "governor", 11, next)
    ]);
    assert_eq!(of(json!({}), again), [""; 0]);
    // Across kinds, where one of the two takes the side for itself.
    let measures = json!([
        claim("a", "police", json!({"says": 11})),
        claim("b", "police", json!({"says": 4, "measure": "missing"})),
        claim("c", "governor", json!({"says": 11})),
        claim("d", "governor", json!({"says": 4, "measure": "missing"}))
    ]);
    for kind in ["medical", "media", "ngo"] {
        let book = book(json!({"sources": sources(json!({"kind": kind})), "claims": measures}));
        let found = checked(&[&book]);
        assert_eq!(ids(&found), ["one-body"], "{kind}");
        let evidence = &found.findings[0].evidence;
        assert_eq!(evidence[0], "`killed`: both say 11, 2024-03-02", "{kind}");
        assert_eq!(
            evidence[2],
            format!("but the kinds differ: official and {kind}")
        );
    }
    let mut jointly = measures.clone();
    let both = json!({"id": "e", "by": ["police", "governor"], "says": 11, "measure": "killed", "in": "p9"});
    jointly.as_array_mut().expect("claims").push(both);
    assert_eq!(of(json!({"kind": "medical"}), jointly), [""; 0]);
}

#[test]
fn one_word_of_eight_may_differ_and_a_floor_is_the_same_figure() {
    let two = |one: &str, other: &str, says: Value| {
        found(
            json!([{"id": "a", "by": "daily", "says": 9, "wording": one, "in": "d1"},
                     {"id": "b", "by": "post", "says": says, "wording": other, "in": "p1"}]),
        )
    };
    let words = "nine people were killed at the crowded fish stalls";
    for other in [
        "nine people were killed at the busy fish stalls",
        "nine people were reportedly killed at the crowded fish stalls",
        "nine people were killed at crowded fish stalls",
        "9 people were killed at the crowded fish stalls",
    ] {
        assert_eq!(two(words, other, json!(9)), ["one-copy"], "{other}");
        assert_eq!(two(other, words, json!(9)), ["one-copy"], "{other}");
    }
    for other in [
        "nine shoppers died at the crowded fish stalls",
        "nine people were killed when shells hit the market",
    ] {
        assert_eq!(two(words, other, json!(9)), [""; 0], "{other}");
    }
    // Of few words one makes another text.
    assert_eq!(
        two(
            "nine killed at fish stalls",
            "nine killed at meat stalls",
            json!(9)
        ),
        [""; 0]
    );
    assert_eq!(two(words, words, json!("at least 9")), ["one-copy"]);
    assert_eq!(two(words, words, json!("9-12")), [""; 0]);
    let almost = book(json!({"claims": [
        {"id": "a", "by": "daily", "says": 9, "wording": words, "in": "d1"},
        {"id": "b", "by": "post", "says": 9, "wording": words.replace("crowded", "busy"), "in": "p1"}]}));
    let finding = &checked(&[&almost]).findings[0];
    assert!(
        finding.message.ends_with("in almost the same words"),
        "{}",
        finding.message
    );
    assert!(
        finding.evidence[1].contains("busy fish"),
        "{:?}",
        finding.evidence
    );
}

#[test]
fn an_address_is_one_however_it_was_copied() {
    let two = |one: &str, other: &str| {
        let report = |id: &str, publisher: &str, url: &str| json!({"id": id, "publisher": publisher, "published": "2024-03-02", "url": url});
        let reports = [report("d1", "daily", one), report("p1", "post", other)];
        found_in(json!({ "reports": reports }))
    };
    let plain = "https://a.example/x";
    for other in [
        "http://www.a.example/x/",
        "https://a.example/x?utm_source=feed&UTM_Medium=mail",
        "https://a.example/x/?fbclid=1#top",
        "https://a.example/x#comments",
    ] {
        assert_eq!(two(plain, other), ["same-page"], "{other}");
    }
    assert_eq!(
        two(
            "https://a.example/x?id=1&utm_source=feed",
            "https://a.example/x?id=1"
        ),
        ["same-page"]
    );
    for other in [
        "https://a.example/x?id=1",
        "https://a.example/x/y",
        "https://b.example/x",
        "https://a.example/x#/y",
    ] {
        assert_eq!(two(plain, other), [""; 0], "{other}");
    }
    assert_eq!(
        two("https://a.example/?p=1", "https://a.example?p=2"),
        [""; 0]
    );
    assert_eq!(
        two("https://a.example/?p=1", "https://a.example?p=1"),
        ["same-page"]
    );
}

#[test]
fn figures_of_one_part_fall_as_well() {
    let two = |first: Value, second: Value| {
        let claims = [
            with(json!({"id": "a", "by": "hospital", "in": "d1"}), first),
            with(json!({"id": "b", "by": "hospital", "in": "d5"}), second),
        ];
        found(json!(claims))
    };
    let part = |says: Value, of: &str| json!({"says": says, "covers": {"what": "part", "of": of}});
    assert_eq!(
        two(
            part(json!(9), "own patients"),
            part(json!(6), "Own  patients")
        ),
        ["falling-figure"]
    );
    for (one, other) in [
        (part(json!(9), "own patients"), part(json!(6), "women")),
        (
            json!({"says": 9, "covers": {"what": "part"}}),
            json!({"says": 6, "covers": {"what": "part"}}),
        ),
        (
            part(json!(9), "own patients"),
            part(json!("at least 6"), "own patients"),
        ),
        (
            part(json!(9), "own patients"),
            part(json!(9), "own patients"),
        ),
        // A floor that falls says less, and takes nothing back.
        (
            json!({"says": "at least 30"}),
            json!({"says": "at least 10"}),
        ),
    ] {
        assert_eq!(two(one.clone(), other.clone()), [""; 0], "{one} {other}");
    }
}

#[test]
fn a_part_may_name_no_more_than_it_counts() {
    let part = |says: Value, people: Value| {
        let claim = json!({"id": "c", "by": "hospital", "says": says, "people": people,
                           "covers": {"what": "part", "of": "one street"}});
        checked(&[&book(json!({"claims": [claim]}))])
    };
    let one = part(json!(1), json!(["ali", "omar"]));
    assert_eq!(ids(&one), ["names-over-figures"]);
    assert_eq!(
        one.findings[0].message,
        "`c` says 1 of a part, and names 2 people"
    );
    for says in [
        json!(2),
        json!("at least 1"),
        json!("about 1"),
        json!("unknown"),
    ] {
        let found = part(says.clone(), json!(["ali", "omar"]));
        assert_eq!(ids(&found), [""; 0], "{says}");
    }
    let none = json!([{"id": "c", "by": "hospital", "says": "none", "people": ["ali"]}]);
    let finding = &checked(&[&book(json!({ "claims": none }))]).findings[0];
    assert!(
        finding.message.ends_with("and names 1 person"),
        "{}",
        finding.message
    );
    assert_eq!(finding.evidence, ["named is `ali`"]);
}

#[test]
fn alike_is_what_is_of_one_day_and_a_blank_place_is_none() {
    let two = |first: Value, second: Value| {
        let claim = json!({"by": "hospital", "says": 6, "wording": "Six"});
        let one = with(
            with(claim.clone(), json!({"id": "a", "locator": "paragraph 2"})),
            first,
        );
        let other = with(
            with(claim, json!({"id": "b", "locator": "paragraph 2"})),
            second,
        );
        found(json!([one, other]))
    };
    let day = |day: &str| json!({ "as_of": day });
    assert_eq!(two(json!({}), day("2024-03-02")), ["identical-claims"]);
    assert_eq!(two(json!({}), day("2024-03-02~")), ["identical-claims"]);
    assert_eq!(two(json!({}), day("2024-03-01")), [""; 0]);
    let blank = two(json!({"locator": " "}), json!({"locator": ""}));
    assert!(blank.contains(&"identical-claims"), "{blank:?}");
}
