//! Which claims still stand.

use super::book::{tells, tells_by, try_book};
use tallybook::reconcile::Join;

#[test]
fn what_is_out() {
    tells("claim c1 a 5 set_aside=doubtful", "set aside: c1");
    tells("claim c1 a 5\nclaim c2 b retracts=c1", "gone: c1 c2");
    tells(
        "claim c1 a 5\nclaim c2 b 6 corrects=c1",
        "6 c2 p1 i1: ●b exact\ngone: c1",
    );
    tells(
        "claim c1 a 5\nclaim c2 a 6 updates=c1",
        "6 c2 p1 i1: ●a exact\ngone: c1",
    );
    // What repeats a claim that is out, however long the chain.
    tells(
        "claim c1 a 5 set_aside=doubtful
         claim c2 b 5 repeats=c1
         claim c3 c 5 repeats=c2",
        "gone: c2 c3\nset aside: c1",
    );
    // A copy that is out takes no other down by being repeated beside one that stands.
    tells(
        "claim c1 a 5\nclaim c2 b 5\nclaim c3 c 5 repeats=c1,c2\nclaim c4 d retracts=c2",
        "5 c1 p1 i1: ●a exact\ngone: c2 c3 c4",
    );
    // A claim that is itself set aside names nobody out.
    for key in ["updates", "corrects", "retracts"] {
        let says = if key == "retracts" { "" } else { "6" };
        tells(
            &format!("claim c1 a 5\nclaim c2 a {says} {key}=c1 set_aside=doubtful"),
            "5 c1 p1 i1: ●a exact\nset aside: c2",
        );
    }
    // One that is out for another reason still does.
    tells(
        "claim c1 a 5\nclaim c2 a 6 corrects=c1\nclaim c3 a retracts=c2",
        "gone: c1 c2 c3",
    );
}

#[test]
fn updates_are_for_one_body() {
    let body = "source army official part_of=a\nsource unit official part_of=army\n";
    for (speakers, fits) in [
        (["army", "army"], true),
        (["army", "a"], true),
        (["a", "army"], true),
        (["unit", "a"], true),
        (["a", "unit"], true),
        (["b", "army"], false),
        (["b,unit", "a"], true),
    ] {
        let [old, new] = speakers;
        let lines = format!("{body}claim c1 {old} 5\nclaim c2 {new} 6 updates=c1");
        assert_eq!(try_book(&lines).is_ok(), fits, "{lines}");
    }
    // Two parts of one body are two bodies; `corrects` is for anybody.
    let parts = format!("{body}source police official part_of=a\n");
    assert!(
        try_book(&format!(
            "{parts}claim c1 army 5\nclaim c2 police 6 updates=c1"
        ))
        .is_err()
    );
    assert!(try_book(&format!("{parts}claim c1 army 5\nclaim c2 b 6 corrects=c1")).is_ok());
}

#[test]
fn the_later_word_of_an_origin_overtakes() {
    tells(
        "claim c1 a 5 as_of=2019-11-05
         claim c2 a 7 as_of=2019-11-06
         claim c3 b 5 as_of=2019-11-04",
        "5 c3 p1 i1: ●b exact, ×a
         7 c2 p1 i1: ●a exact, ×‹b
         gone: c1",
    );
    // Certainly later: a month is not later than a day in it.
    tells(
        "claim c1 a 5 as_of=2019-11-05\nclaim c2 a 7 as_of=2019-11",
        "5 c1 p1 i1: ●a exact\n7 c2 p1 i1: ●a exact",
    );
    // No date at all is earlier than every date, even than one with an open beginning.
    tells(
        "claim c1 a 5\nclaim c2 a 7 as_of=../2019-11-05",
        "7 c2 p1 i1: ●a exact\ngone: c1",
    );
    tells(
        "claim c1 a 5\nclaim c2 a 7",
        "5 c1 p1 i1: ●a exact\n7 c2 p1 i1: ●a exact",
    );
}

#[test]
fn the_date_of_a_claim() {
    let pages = "report early outlet 2019-11-05\nreport late outlet 2019-11-07\n";
    // Its `as_of`, else the publication of its page.
    tells(
        &format!("{pages}claim c1 k a late 5 as_of=2019-11-04\nclaim c2 k a early 7"),
        "7 c2 p1 i1: ●a exact\ngone: c1",
    );
    // A copy has the date of what it repeats, however late its page, so both go together.
    tells(
        &format!(
            "{pages}claim c1 k a early 5\nclaim c2 k b late 5 repeats=c1
             claim c3 a 7 as_of=2019-11-06"
        ),
        "7 c3 p1 i1: ●a exact\ngone: c1 c2",
    );
    // With an `as_of` of its own a copy keeps the reading alive.
    tells(
        &format!(
            "{pages}claim c1 k a early 5\nclaim c2 k b late 5 repeats=c1 as_of=2019-11-07
             claim c3 a 7 as_of=2019-11-06"
        ),
        "5 c1 c2 p2 i1: ●a exact\n7 c3 p1 i1: ●a exact",
    );
    // A copy of what has no date has none, whatever its page.
    tells(
        &format!(
            "{pages}claim c1 a 5\nclaim c2 k b late 5 repeats=c1\nclaim c3 a 7 as_of=2019-11-01"
        ),
        "7 c3 p1 i1: ●a exact\ngone: c1 c2",
    );
}

#[test]
fn what_overtakes_nothing() {
    // A copy, one without a point, one that covers something else, one of another coverage.
    tells(
        "claim c1 a 5 as_of=2019-11-05
         claim c2 a unknown as_of=2019-11-06
         claim c3 a 6 as_of=2019-11-06 covers=other
         claim c4 a 4 as_of=2019-11-06 covers=part
         claim c5 b 9
         claim c6 b 8 repeats=c1 as_of=2019-11-07",
        "4 c4 p1 i1: ●a floor, ×‹b
         5 c1 p1 i1: ●a exact, ×‹b
         9 c5 p1 i1: ●b exact, ○a",
    );
    // The same reading.
    tells(
        "report r outlet\nclaim c1 a 6 as_of=2019-11-05\nclaim c2 k a r six as_of=2019-11-06",
        "6 c1 c2 p2 i1: ●a exact",
    );
    // What is out.
    tells(
        "claim c1 a 5 as_of=2019-11-05
         claim c2 a 7 as_of=2019-11-06 set_aside=doubtful",
        "5 c1 p1 i1: ●a exact\nset aside: c2",
    );
    // What covers something else is not overtaken either.
    tells(
        "claim c1 a 5 as_of=2019-11-05 covers=other
         claim c2 a 7 as_of=2019-11-06 covers=other",
        "other: a",
    );
}

#[test]
fn what_has_no_point_is_overtaken() {
    tells(
        "claim c1 a unknown as_of=2019-11-05
         claim c2 a 7 as_of=2019-11-06
         claim c3 a several as_of=2019-11-05",
        "7 c2 p1 i1: ●a exact\ngone: c1 c3",
    );
}

#[test]
fn same_readings() {
    for (one, two, same) in [
        ("6", "six", true),
        ("over 6", "more than 6", true),
        ("at least 7", "more than 6", false),
        ("4-6", "between four and six", true),
        ("none", "0", true),
        ("7", "about 7", false),
        ("6", "4 more than base", true),
        ("at least 6", "at least 4 more than base", true),
        ("at least 6", "4 more than base", false),
        ("several", "several", true),
    ] {
        // A copy shows it: where its reading differs it states nothing.
        let lines = format!(
            "report r outlet\nclaim base b 2\nclaim c1 a \"{one}\"\nclaim c2 k c r \"{two}\" repeats=c1"
        );
        let told = super::book::told(&lines);
        let copies = told.lines().any(|line| line.contains("c1 c2"));
        let is_vague = one == "several";
        assert_eq!(copies || is_vague, same, "{one} and {two}:\n{told}");
    }
    // Stance and coverage belong to the reading.
    for key in ["stance=denies", "covers=part"] {
        let told = super::book::told(&format!("claim c1 a 5\nclaim c2 b 5 repeats=c1 {key}"));
        assert_eq!(told, "5 c1 p1 i1: ●a exact\n", "{key}");
    }
}

#[test]
fn a_copy_that_differs_neither_states_nor_excludes() {
    tells(
        "claim c1 a 5\nclaim c2 b 6 repeats=c1\nclaim c3 c 6",
        "5 c1 p1 i1: ●a exact, ×c\n6 c3 p1 i1: ●c exact, ×a",
    );
    tells(
        "claim c1 a 5 as_of=2019-11-05
         claim c2 b 6 repeats=c1 as_of=2019-11-07
         claim c3 a 8 as_of=2019-11-06",
        "8 c3 p1 i1: ●a exact\ngone: c1",
    );
    // Only a differing copy is left of the origin: it speaks of nothing here.
    tells(
        "claim c1 a,b 5 as_of=2019-11-05
         claim c2 c 6 repeats=c1 as_of=2019-11-07
         claim c3 a 8 as_of=2019-11-06",
        "5 c1 p1 i1: ●b exact, ×a\n8 c3 p1 i1: ●a exact, ×b",
    );
    // A copy of a copy that differs is no better than that.
    tells(
        "claim c1 a 5\nclaim c2 b 6 repeats=c1\nclaim c3 c 6 repeats=c2\nclaim c4 d 5 repeats=c2",
        "5 c1 p1 i1: ●a exact",
    );
    // Of several the first named counts: its origins are the copy's, not the others'.
    tells(
        "claim c1 a 5\nclaim c2 b 6\nclaim c3 c 6 repeats=c1,c2",
        "5 c1 p1 i1: ●a exact, ×b\n6 c2 p1 i1: ●b exact, ×a",
    );
}

#[test]
fn a_joint_claim_may_stand_for_some_of_its_origins_only() {
    tells(
        "claim c1 a,b 5 as_of=2019-11-05
         claim c2 a 7 as_of=2019-11-06",
        "5 c1 p1 i1: ●b exact, ×a
         7 c2 p1 i1: ●a exact, ×‹b",
    );
    tells(
        "claim c1 a,b 5 as_of=2019-11-05
         claim c2 a 7 as_of=2019-11-06
         claim c3 b 8 as_of=2019-11-06",
        "7 c2 p1 i1: ●a exact, ×b
         8 c3 p1 i1: ●b exact, ×a
         gone: c1",
    );
}

#[test]
fn a_reading_goes_only_with_all_its_claims() {
    // The second 5 is as late as the 7, so that the origin still says 5.
    tells(
        "claim c1 a 5 as_of=2019-11-05
         claim c2 a 7 as_of=2019-11-06
         claim c3 a 5 as_of=2019-11-06",
        "5 c1 c3 p1 i1: ●a exact
         7 c2 p1 i1: ●a exact",
    );
}

#[test]
fn a_denial_overtakes_what_it_denies() {
    tells(
        "claim c1 a 5 as_of=2019-11-05
         claim c2 a 7 as_of=2019-11-05
         claim c3 a 5 as_of=2019-11-06 stance=denies
         claim c4 b 5",
        "5 c4 p1 i1: ●b exact, ×a
         7 c2 p1 i1: ●a exact, ×‹b
         gone: c1",
    );
    // Only that origin's, only earlier ones, only of the same coverage.
    tells(
        "claim c1 b 5 as_of=2019-11-05
         claim c2 a 5 as_of=2019-11-06
         claim c3 a 5 as_of=2019-11-05 covers=part
         claim c4 a 5 as_of=2019-11-06 stance=denies",
        "5 c1 c2 c3 p1 i2: ●a exact, ●b exact",
    );
    // A later assertion overtakes a denial.
    tells(
        "claim c1 a 5 as_of=2019-11-05 stance=denies
         claim c2 a 5 as_of=2019-11-06",
        "5 c2 p1 i1: ●a exact\ngone: c1",
    );
}

#[test]
fn another_body_overtakes_nobody() {
    tells_by(
        "source press official voice_of=a
         claim c1 a 5 as_of=2019-11-05
         claim c2 press 7 as_of=2019-11-06",
        Join::Independent,
        "5 c1 p1 i1: ●a exact
         7 c2 p1 i1: ●a exact",
    );
}
