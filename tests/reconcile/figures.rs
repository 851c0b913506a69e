//! Figures, pages, and how the claims of one origin make one relation.

use super::book::tells;

#[test]
fn one_relation_for_an_origin_with_several_claims() {
    // It states a figure if any claim does, even where another denies it.
    tells(
        "claim c1 a 5\nclaim c2 a 5 stance=denies\nclaim c3 b 6",
        "5 c1 p1 i1: ●a exact, ×b\n6 c3 p1 i1: ●b exact, ×a",
    );
    // It excludes if any denial does.
    tells(
        "claim c1 a \"at least 3\"\nclaim c2 a 5 stance=denies\nclaim c3 b 5",
        "3 c1 p1 i1: ●a floor, ×b\n5 c3 p1 i1: ●b exact, ×a",
    );
    // It excludes if every claim with a point does: one that leaves room is enough.
    tells(
        "claim c1 a 3\nclaim c2 a \"at least 4\"\nclaim c3 b 5",
        "3 c1 p1 i1: ●a exact, ×b\n4 c2 p1 i1: ●a floor, ×b\n5 c3 p1 i1: ●b exact, ○a",
    );
    // A claim without a point does not keep the others from excluding.
    tells(
        "claim c1 a 3\nclaim c2 a unknown\nclaim c3 b 5",
        "3 c1 p1 i1: ●a exact, ×b\n5 c3 p1 i1: ●b exact, ×a",
    );
    // With nothing but claims without a point, it allows.
    tells(
        "claim c1 a unknown\nclaim c2 b 5",
        "5 c2 p1 i1: ●b exact, ○a",
    );
    // A denial leaves room for the rest even of an exclusive statement.
    tells(
        "measure k statement exclusive=true\nclaim c1 a x\nclaim c2 a y stance=denies\nclaim c3 b y",
        "x c1 p1 i1: ●a exact, ×b\ny c3 p1 i1: ●b exact, ×a",
    );
}

#[test]
fn pages_are_distinct_reports() {
    tells(
        "report r outlet
         claim c1 a 5\nclaim c2 b 5\nclaim c3 k c r 5 repeats=c1",
        "5 c1 c2 c3 p2 i2: ●a exact, ●b exact",
    );
}

#[test]
fn before_a_figure_existed() {
    let later = "claim x b 9 as_of=2019-11-06\n";
    let cell = |lines: &str, expected: &str| {
        let told = super::book::told(&format!("{later}{lines}"));
        let line = told
            .lines()
            .find(|line| line.starts_with("9 "))
            .expect("a figure");
        assert!(line.ends_with(expected), "{line}: {lines}");
    };
    cell("claim old a 5 as_of=2019-11-05", "×‹a");
    cell("claim old a 5 as_of=2019-11-06", "×a");
    cell("claim old a 5 as_of=2019-11-05/2019-11-06", "×a");
    // Every current claim of the origin, those that cover something else included.
    cell(
        "claim old a 5 as_of=2019-11-05\nclaim too a 4 as_of=2019-11-07 covers=other",
        "×a",
    );
    // Before every dated claim that states it, be it of another origin or undated.
    cell(
        "claim old a 5 as_of=2019-11-05\nclaim y d 9 as_of=2019-11-04",
        "×a",
    );
    cell("claim old a 5 as_of=2019-11-05\nclaim y d 9", "×‹a");
    // No date is earlier than every date.
    cell("claim old a 5", "×‹a");
    // Who allows or states did not speak before.
    cell("claim old a \"at least 5\" as_of=2019-11-05", "○a");
    // There must be a dated claim that states it.
    tells(
        "claim old a 5 as_of=2019-11-05\nclaim x b 9",
        "5 old p1 i1: ●a exact, ×‹b\n9 x p1 i1: ●b exact, ×a",
    );
}
