//! Selections: what each step keeps, and how currency follows from what is set aside.

use super::book::{book, claims, ids, measure};
use tallybook::incident::{Kind, Object, When};
use tallybook::reconcile::{Estimate, Profile, Refusal, Selection, Step};

fn kept(selection: &Selection) -> String {
    let claims = selection.claims().iter();
    let ids: Vec<&str> = claims
        .map(|ix| selection.evidence().claim(*ix).id.as_str())
        .collect();
    ids.join(" ")
}

fn step(selection: &Selection, step: Step) -> Selection {
    selection.step(step, None).expect("a few steps")
}

/// Drops the claims with these ids, by a step that a script would decide.
fn without(selection: &Selection, step: Step, ids: &[&str]) -> Selection {
    let id = |ix| selection.evidence().claim(ix).id.as_str();
    selection
        .step_by(step, None, |ix| Ok::<_, Refusal>(!ids.contains(&id(ix))))
        .expect("a few steps")
}

fn aside(selection: &Selection, ids: &[&str]) -> Selection {
    without(selection, Step::SetAside("my reason".to_owned()), ids)
}

fn reasons(estimate: &Estimate) -> Vec<String> {
    let aside = estimate.set_aside().into_iter();
    aside
        .map(|aside| format!("{}: {}", aside.claim, aside.reason))
        .collect()
}

#[test]
fn what_each_step_keeps() {
    let evidence = book(
        "party state
         party rebels
         source ministry official party=state
         source group belligerent party=rebels
         source lone official
         report early outlet 2019-11-05
         report late outlet 2019-11-07
         measure k party=state
         measure w
         person p
         claim c1 k ministry early 2
         claim c2 k group late 10 people=p
         claim c3 k lone page 5
         claim c4 k outlet page 6
         claim c5 w ministry early 9
         claim c6 k lone late 6
         claim c7 k ministry,group early 3",
    );
    let everything = Selection::everything(&evidence, &Profile::plain());
    let when = |text| When::parse(text).expect("a date");
    let Some(Object::Source(ministry)) = evidence.incident().find("ministry") else {
        panic!("no ministry");
    };
    let on_k = measure(&evidence, "k");
    for (taken, expected) in [
        (Step::On(on_k), "c1 c2 c3 c4 c6 c7"),
        (Step::From(ministry), "c1 c5 c7"),
        (Step::Kind(Kind::Official), "c1 c3 c5 c6 c7"),
        (Step::Except(Kind::Belligerent), "c1 c3 c4 c5 c6"),
        // The speaker's party is the party counted; of several speakers the first is asked.
        (Step::Own, "c1 c7"),
        (Step::Enemy, "c2"),
        (Step::Third, "c3 c4 c5 c6"),
        // No date is earlier than every date.
        (Step::Since(when("2019-11-06")), "c2 c6"),
        (Step::Before(when("2019-11-06")), "c1 c3 c4 c5 c7"),
        (Step::Since(when("2019-11-05")), "c1 c2 c5 c6 c7"),
        (Step::Current, "c1 c2 c4 c5 c6 c7"),
        (Step::Named, "c2"),
    ] {
        let found = step(&everything, taken.clone());
        assert_eq!(kept(&found), expected, "{taken:?}");
    }
}

#[test]
fn a_filter_never_brings_a_superseded_claim_back() {
    let evidence = book(
        "claim c1 a 5 as_of=2019-11-05
         claim c2 a 7 as_of=2019-11-06",
    );
    let filtered = without(&claims(&evidence), Step::Matching(None), &["c2"]);
    let lowest = filtered.lowest(None).expect("a count");
    assert!(lowest.conclusion().unresolved.is_some(), "{lowest}");
    // What is set aside no longer speaks: the earlier word stands again.
    let lowest = aside(&claims(&evidence), &["c2"])
        .lowest(None)
        .expect("a count");
    assert_eq!(lowest.to_string(), "5 (at least 5)");
    assert_eq!(reasons(&lowest), ["c2: my reason"]);
    // Not where an earlier `current()` has dropped it.
    let current = step(&claims(&evidence), Step::Current);
    let lowest = aside(&current, &["c2"]).lowest(None).expect("a count");
    assert_eq!(
        reasons(&lowest),
        [
            "c1: superseded by `c2`, a later word of its origin",
            "c2: my reason"
        ]
    );
}

#[test]
fn what_a_step_sets_aside_names_nobody_out() {
    for key in ["updates", "corrects"] {
        let evidence = book(&format!("claim c1 a 5\nclaim c2 a 7 {key}=c1"));
        let range = |selection: &Selection| selection.range(None).expect("a count").to_string();
        assert_eq!(range(&claims(&evidence)), "7 to 7");
        assert_eq!(range(&aside(&claims(&evidence), &["c2"])), "5 to 5");
    }
    // And its copies are out with it.
    let evidence = book("claim c1 a 5\nclaim c2 b 5 repeats=c1\nclaim c3 c 6");
    let range = aside(&claims(&evidence), &["c1"])
        .range(None)
        .expect("a count");
    assert_eq!(range.to_string(), "6 to 6");
    assert_eq!(
        reasons(&range),
        ["c1: my reason", "c2: repeats `c1`, which is out"]
    );
}

#[test]
fn all_brings_the_others_back() {
    let evidence = book(
        "claim c1 a 5 as_of=2019-11-05
         claim c2 a 7 as_of=2019-11-06
         claim c3 b 9 set_aside=doubtful
         claim c4 c 1",
    );
    let all = |selection: &Selection| {
        let range = step(selection, Step::All).range(None).expect("a count");
        (range.to_string(), ids(&range).0.join(" "))
    };
    let expect = |range: &str, used: &str| (range.to_owned(), used.to_owned());
    assert_eq!(all(&claims(&evidence)), expect("1 to 9", "c1 c2 c3 c4"));
    let current = step(&claims(&evidence), Step::Current);
    assert_eq!(kept(&current), "c2 c4");
    assert_eq!(all(&current), expect("1 to 9", "c1 c2 c3 c4"));
    // Those that a later step would have dropped stay away.
    let officials = step(
        &current,
        Step::Before(When::parse("2019-11-06").expect("a date")),
    );
    assert_eq!(all(&officials), expect("1 to 9", "c1 c3 c4"));
    // What a script's own function never saw cannot be brought back past it.
    let seen = without(&current, Step::Matching(None), &["c4"]);
    let refusal = seen
        .step(Step::All, None)
        .map(|_| ())
        .expect_err("it never saw c1");
    assert!(refusal.message.contains("never saw"), "{}", refusal.message);
    // Once back, they are seen like the others, and stay dropped where they were.
    let back = step(&current, Step::All);
    let seen = without(&back, Step::Matching(None), &["c1", "c4"]);
    assert_eq!(all(&seen), expect("7 to 9", "c2 c3"));
    // What a script sets aside stays aside.
    assert_eq!(
        all(&aside(&claims(&evidence), &["c2"])),
        expect("1 to 9", "c1 c3 c4")
    );
}

#[test]
fn a_joint_claim_counts_for_those_who_stand_by_it() {
    let evidence = book(
        "claim c1 a,b 5 as_of=2019-11-05
         claim c2 a 7 as_of=2019-11-06",
    );
    let median = claims(&evidence).median(None).expect("a count");
    // The median of 7 (a) and 5 (b): a's 5 is superseded there.
    assert_eq!(median.to_string(), "6 (5 to 7)");
    let joint = without(&claims(&evidence), Step::Matching(None), &["c2"]);
    let only = joint.range(None).expect("a count");
    let origins = only.record("r");
    let origins = serde_json::to_value(origins).expect("JSON")["origins"].clone();
    assert_eq!(origins, 1);
}

#[test]
fn why_a_claim_was_dropped() {
    let evidence = book(
        "party state
         source ministry official party=state
         measure k party=state
         claim c1 ministry 2 as_of=2019-11-05
         claim c2 a 3",
    );
    let why = |taken: Step| {
        let selection = step(&claims(&evidence), taken);
        reasons(&selection.range(None).expect("a count")).join("; ")
    };
    assert_eq!(
        why(Step::Own),
        "c2: said by a, not a party's word about itself"
    );
    assert_eq!(why(Step::Third), "c1: said by ministry, a party");
    assert_eq!(
        why(Step::Since(When::parse("2019-11-05").expect("a date"))),
        "c2: without a date, before 2019-11-05"
    );
    assert_eq!(
        why(Step::Except(Kind::Official)),
        "c1: said by ministry: official; c2: said by a: official"
    );
    assert_eq!(why(Step::Named), "c1: names nobody; c2: names nobody");
}
