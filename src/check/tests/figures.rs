//! Mistakes in figures, and what only looks like them.

use serde_json::{Value, json};

use super::market::{found, found_in};

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
        ([json!("about 20"), json!(6), json!(4)], vec!["sum-across"]),
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
    assert_eq!(of(one, says.clone(), ["d1", "d5", "d5"]), ["sum-across"]);
    // The dead become more: earlier parts that fall short of a later whole are no mistake.
    assert_eq!(of(one, says, ["d5", "d1", "d1"]), [""; 0]);
    let over = [json!(8), json!(6), json!(4)];
    assert_eq!(of(one, over, ["d5", "d1", "d1"]), ["sum-across"]);
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
        (
            json!("about 1"),
            json!(["ali", "omar", "lina"]),
            vec!["names-over-figures"],
        ),
        (json!("unknown"), json!(["ali", "omar"]), vec![]),
    ] {
        assert_eq!(
            found(json!([claim(says.clone(), people.clone())])),
            expected,
            "{says} {people}"
        );
    }
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
    // That its speaker's later figure is what the increment makes is chance.
    let same = json!({"id": "x", "by": "ministry", "says": 7, "in": "d5"});
    assert_eq!(with(same), ["increment-on-superseded"]);
    let mut same = later("updates");
    same["says"] = json!(7);
    assert_eq!(with(same), ["increment-on-superseded"]);
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
fn what_a_speaker_took_back_explains_a_fall() {
    let first = json!({"id": "a", "by": "ministry", "says": 7});
    let second = json!({"id": "b", "by": "ministry", "says": 9, "in": "d5"});
    let lower = |by: &str, key: &str| {
        let mut claim = json!({"id": "c", "by": by, "says": 6, "in": "p9"});
        if !key.is_empty() {
            claim[key] = json!("b");
        }
        claim
    };
    let of = |claim: Value| found(json!([first, second, claim]));
    assert_eq!(of(lower("ministry", "")), ["falling-figure"]);
    for key in ["corrects", "updates"] {
        assert_eq!(of(lower("ministry", key)), [""; 0], "{key}");
    }
    let taken_back = json!({"id": "r", "by": "ministry", "in": "d5", "retracts": "b"});
    let after = json!([first, second, taken_back, lower("ministry", "")]);
    assert_eq!(found(after), [""; 0]);
    // What another took back explains nothing.
    let other = json!({"id": "h", "by": "hospital", "says": 8});
    let back = json!({"id": "r", "by": "hospital", "in": "d5", "retracts": "h"});
    let after = json!([first, second, other, back, lower("ministry", "")]);
    assert_eq!(found(after), ["falling-figure"]);
}

#[test]
fn parts_and_whole_of_no_known_day_are_certain_on_one_page_only() {
    let reports = json!([{"id": "d1", "publisher": "daily"},
                         {"id": "p1", "publisher": "post", "published": "2024-03-02"}]);
    let measure = |id: &str| json!({"id": id, "label": id, "outcome": "killed", "group": id});
    let mut whole = measure("all");
    whole["sum_of"] = json!(["men", "women"]);
    let of = |page: &str| {
        let claim = |id: &str, says: u32, page: &str| json!({"id": id, "measure": id, "by": "hospital", "says": says, "in": page});
        let claims = [
            claim("all", 12, page),
            claim("men", 6, "d1"),
            claim("women", 4, "d1"),
        ];
        let mut claims = json!(claims);
        for at in 0..3 {
            claims[at]["id"] = json!(format!("c{at}"));
        }
        found_in(
            json!({"reports": reports, "measures": [whole, measure("men"), measure("women")], "claims": claims}),
        )
    };
    assert!(of("d1").contains(&"sum-mismatch"), "{:?}", of("d1"));
    assert!(of("p1").contains(&"sum-across"), "{:?}", of("p1"));
}
