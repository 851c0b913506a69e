//! Methods, one sentence of the text after the other.

use super::book::{book, claims, shown};
use tallybook::reconcile::{Bound, DatedBy, Estimate, Refusal, Selection, Spoken};

#[track_caller]
fn concludes(lines: &str, method: fn(&Selection) -> Result<Estimate, Refusal>, expected: &str) {
    assert_eq!(shown(method(&claims(&book(lines)))), expected, "{lines}");
}

#[test]
fn lowest_highest_range() {
    let lines = "claim c1 a 2\nclaim c2 b 4-6\nclaim c3 c \"at least 10\"\nclaim c4 d unknown";
    concludes(lines, |s| s.lowest(None), "2 (at least 2)");
    concludes(lines, |s| s.highest(None), "10 (up to 10+)");
    concludes(lines, |s| s.range(None), "2 to 10+");
    concludes(
        "claim c1 a 2\nclaim c2 b 4-6",
        |s| s.highest(None),
        "6 (up to 6)",
    );
    concludes(
        "claim c1 a unknown",
        |s| s.range(None),
        "unresolved: no origin here states a figure",
    );
    concludes(
        "claim c1 a 5 stance=denies",
        |s| s.range(None),
        "unresolved: no origin here states a figure",
    );
}

#[test]
fn middles() {
    // One value an origin, the middle of its points: 2, 5, 10.
    let lines = "claim c1 a 2\nclaim c2 b 4-6\nclaim c3 c \"at least 10\"\nclaim c4 d unknown";
    concludes(lines, |s| s.median(None), "5 (2 to 10+)");
    concludes(lines, |s| s.mean(None), "6 (2 to 10+)");
    concludes(lines, |s| s.midpoint(None), "6 (2 to 10+)");
    // Ten pages of one origin are one value.
    let pages = "report r outlet\nclaim c1 a 2\nclaim c2 k a r 2\nclaim c3 b 8\nclaim c4 c 8";
    concludes(pages, |s| s.median(None), "8 (2 to 8)");
    concludes(pages, |s| s.mean(None), "6 (2 to 8)");
    // Half up, and the exact value is told.
    let halves = book("claim c1 a 2\nclaim c2 b 5");
    let median = claims(&halves).median(None).expect("a count");
    assert_eq!(median.to_string(), "4 (2 to 5)");
    assert!(
        median.steps().iter().any(|step| step.contains("3.5")),
        "{:?}",
        median.steps()
    );
    let thirds = book("claim c1 a 1\nclaim c2 b 1\nclaim c3 c 2");
    let mean = claims(&thirds).mean(None).expect("a count");
    assert_eq!(mean.to_string(), "1 (1 to 2)");
    assert!(
        mean.steps().iter().any(|step| step.contains(" / ")),
        "{:?}",
        mean.steps()
    );
}

#[test]
fn majority_of_independent_origins() {
    let lines = "source press official voice_of=a\nclaim c1 a 5\nclaim c2 press 5\nclaim c3 b 7\nclaim c4 c 7";
    concludes(lines, |s| s.majority(None), "7");
    concludes(
        "source press official voice_of=a\nclaim c1 a 5\nclaim c2 press 5\nclaim c3 b 7",
        |s| s.majority(None),
        "unresolved: a tie: 5, 7 are each stated by 1 independent origin",
    );
    // A floor states its figure; it does not state what is above it.
    concludes(
        "claim c1 a \"at least 5\"\nclaim c2 b 5\nclaim c3 c 7",
        |s| s.majority(None),
        "5",
    );
    // Where nobody states it any firmer, it may be more.
    concludes(
        "claim c1 a \"at least 5\"\nclaim c2 b \"more than 4\"\nclaim c3 c 7",
        |s| s.majority(None),
        "5+",
    );
    concludes(
        "claim c1 a \"at least 5\"\nclaim c2 b \"more than 4\"\nclaim c3 c 3",
        |s| s.reached_by(2, None),
        "5+",
    );
    let ceilings = book("claim c1 a \"up to 5\"\nclaim c2 b \"up to 5\"\nclaim c3 c 7");
    let estimate = claims(&ceilings).majority(None).expect("a count");
    assert_eq!(estimate.to_string(), "5");
    let note = "note: 5 is stated as a ceiling alone: it may be fewer";
    assert!(estimate.steps().iter().any(|step| step == note));
}

#[test]
fn newest() {
    let pages = "report early outlet 2019-11-05\nreport late outlet 2019-11-07\n";
    let lines =
        format!("{pages}claim c1 k a early 5 as_of=2019-11-08\nclaim c2 k b late 7\nclaim c3 c 9");
    concludes(&lines, |s| s.newest(DatedBy::Published, None), "7");
    concludes(&lines, |s| s.newest(DatedBy::AsOf, None), "5");
    concludes(
        &format!("{pages}claim c1 k a late \"at least 5\""),
        |s| s.newest(DatedBy::Published, None),
        "5+",
    );
    concludes(
        &format!("{pages}claim c1 k a late 5-6"),
        |s| s.newest(DatedBy::Published, None),
        "5 to 6",
    );
    // Several that none is certainly later than.
    concludes(
        &format!("{pages}claim c2 k b late 7\nclaim c1 k a late 5"),
        |s| s.newest(DatedBy::Published, None),
        "unresolved: the latest differ: c1 says 5; c2 says 7",
    );
    concludes(
        &format!("{pages}claim c1 k a late 5\nclaim c2 k b late five"),
        |s| s.newest(DatedBy::Published, None),
        "5",
    );
    concludes("claim c1 a 5", |s| s.newest(DatedBy::Published, None), "5");
}

#[test]
fn agreement_and_reach() {
    let lines = "claim c1 a 1-5\nclaim c2 b 3-8\nclaim c3 c \"at least 7\"";
    concludes(lines, |s| s.agreement(None), "3 to 5");
    concludes(
        "claim c1 a \"at least 7\"\nclaim c2 b \"at least 5\"",
        |s| s.agreement(None),
        "? (at least 7)",
    );
    let reach = "claim c1 a 2\nclaim c2 b \"at least 5\"\nclaim c3 c 4\nclaim c4 d \"up to 9\"";
    concludes(reach, |s| s.reached_by(1, None), "9");
    concludes(reach, |s| s.reached_by(2, None), "4");
    concludes(
        reach,
        |s| s.reached_by(3, None),
        "unresolved: no figure is reached by 3 independent origins",
    );
    concludes(
        reach,
        |s| s.reached_by(0, None),
        "refused: expected a number of independent origins from 1, found 0",
    );
}

#[test]
fn weighted_median() {
    let lines = "claim c1 a 2\nclaim c2 b 6\nclaim c3 c 10";
    let evidence = book(lines);
    let weighted = |weights: [Option<f64>; 3]| {
        let mut weights = weights.into_iter();
        let weigh = |_: Spoken| Ok::<_, Refusal>(weights.next().expect("three origins"));
        shown(claims(&evidence).weighted(None, weigh))
    };
    assert_eq!(weighted([Some(1.0), Some(1.0), Some(1.0)]), "6 (2 to 10)");
    assert_eq!(weighted([Some(1.0), Some(1.0), Some(3.0)]), "10 (2 to 10)");
    // An unknown weight takes no part.
    assert_eq!(weighted([None, Some(1.0), Some(1.0)]), "8 (6 to 10)");
    assert_eq!(
        weighted([None; 3]),
        "unresolved: no origin here states a figure and has a weight"
    );
    assert!(weighted([Some(-1.0), None, None]).starts_with("refused: expected a weight from 0"));
}

#[test]
fn estimates_of_estimates() {
    let evidence = book("person p\nperson q\nclaim c1 a 1 people=p,q\nclaim c2 b 7\nclaim c3 c 4");
    let all = claims(&evidence);
    let [lowest, median, highest, floor] = [
        all.lowest(None),
        all.median(None),
        all.highest(None),
        all.named_floor(None),
    ]
    .map(|estimate| estimate.expect("a count"));
    let bound = |estimate: &Estimate| Bound::Of(estimate.clone());
    let between =
        |low: &Bound, best: &Bound, high: &Bound| shown(Estimate::between(low, best, high, None));
    assert_eq!(
        between(&bound(&lowest), &bound(&median), &bound(&highest)),
        "4 (1 to 7)"
    );
    assert_eq!(
        between(&bound(&lowest), &Bound::Unknown, &Bound::Number(9)),
        "1 to 9"
    );
    assert!(
        between(&bound(&highest), &bound(&median), &bound(&lowest))
            .starts_with("refused: expected low, best and high in this order")
    );
    assert!(
        between(&Bound::Number(1), &Bound::Number(2), &Bound::Number(3)).starts_with("refused")
    );
    // Raises low, and best if it was lower, and notes a high that is below.
    let raised = lowest.at_least(&floor, None).expect("two estimates");
    assert_eq!(raised.to_string(), "2 (at least 2)");
    let range = all.range(None).expect("a count").at_least(&floor, None);
    assert_eq!(shown(range), "2 to 7");
    let low = book("person p\nperson q\nclaim c1 a 1 people=p,q");
    let low = claims(&low);
    let raised = low
        .range(None)
        .expect("a count")
        .at_least(&low.named_floor(None).expect("a count"), None);
    let raised = raised.expect("two estimates");
    assert!(
        raised
            .steps()
            .iter()
            .any(|step| step.contains("the high end, 1, is below 2")),
        "{:?}",
        raised.steps()
    );
    assert_eq!(shown(lowest.plus(&highest, None)), "8");
    assert_eq!(shown(median.plus(&median, None)), "8 (2 to 14)");
    let none = all.unresolved("nobody knows", None).expect("a count");
    assert_eq!(shown(none.or_else(&median, None)), "4 (1 to 7)");
    assert_eq!(shown(median.or_else(&none, None)), "4 (1 to 7)");
    assert_eq!(shown(none.plus(&median, None)), "unresolved: nobody knows");
    assert_eq!(shown(none.at_least(&floor, None)), "? (at least 2)");
}

#[test]
fn estimates_of_two_incidents_do_not_combine() {
    let (one, other) = (book("claim c1 a 1"), book("claim c1 a 1\nclaim c2 b 2"));
    let [one, other] = [one, other].map(|book| claims(&book).range(None).expect("a count"));
    assert!(
        shown(one.plus(&other, None)).starts_with("refused: expected estimates of one incident")
    );
}
