//! The people who are named.

use super::book::{book, claims, shown};

/// Distinct identified people at least and at most, and the unidentified.
fn counted(lines: &str) -> (usize, usize, usize) {
    let book = book(lines);
    let estimate = claims(&book).named_floor(None).expect("a count");
    let names = estimate.names();
    (names.low, names.high, names.unidentified)
}

#[test]
fn distinct_people() {
    let named = "claim c1 a 5 people=p,q\nclaim c2 b 5 people=p,r\n";
    assert_eq!(
        counted(&format!("person p\nperson q\nperson r\n{named}")),
        (3, 3, 0)
    );
    assert_eq!(
        counted(&format!("person p\nperson q same_as=p\nperson r\n{named}")),
        (2, 2, 0)
    );
    assert_eq!(
        counted(&format!(
            "person p\nperson q maybe_same_as=p\nperson r\n{named}"
        )),
        (2, 3, 0)
    );
    // The unidentified stand beside the identified, never among them.
    assert_eq!(
        counted(&format!(
            "person p\nperson q unidentified=true\nperson r\n{named}"
        )),
        (2, 2, 1)
    );
    // Two that are each another one are one another, whoever names that one.
    assert_eq!(
        counted("person p same_as=x\nperson q same_as=x\nperson x\nclaim c1 a 5 people=p,q"),
        (1, 1, 0)
    );
    // Nobody is counted whom no claim carries, or who is counted under another measure.
    assert_eq!(counted("person p\nclaim c1 a 5"), (0, 0, 0));
    assert_eq!(
        counted("measure w\nperson p measure=w\nclaim c1 a 5 people=p"),
        (0, 0, 0)
    );
}

#[test]
fn currency_expires_no_name() {
    let old = "person p\nclaim c1 a 5 as_of=2019-11-05 people=p\n";
    for (lines, carried) in [
        ("claim c2 a 7 as_of=2019-11-06", 1),
        ("claim c2 a 7 updates=c1", 1),
        ("claim c2 a 7 corrects=c1", 0),
        ("claim c2 a retracts=c1", 0),
        ("claim c2 a 7 updates=c1\nclaim c3 b 7 corrects=c1", 0),
        ("claim c2 a 7 corrects=c1 set_aside=doubtful", 1),
        (
            "claim c2 b 5 repeats=c1 people=p\nclaim c3 a retracts=c1",
            1,
        ),
    ] {
        assert_eq!(counted(&format!("{old}{lines}")).0, carried, "{lines}");
    }
    assert_eq!(
        counted("person p\nclaim c1 a 5 people=p set_aside=doubtful").0,
        0
    );
    // A claim that retracts and is itself corrected carries no name.
    assert_eq!(
        counted(
            "person p\nclaim c1 a 5\nclaim c2 a retracts=c1 people=p\nclaim c3 a 5 corrects=c2"
        )
        .0,
        0
    );
}

#[test]
fn the_floor_is_low_only() {
    let book = book("person p\nperson q\nclaim c1 a 5 people=p,q");
    let floor = claims(&book).named_floor(None);
    assert_eq!(shown(floor), "? (at least 2)");
}
