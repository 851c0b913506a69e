//! The table of intervals and points, what `covers` makes of them, and the four relations.

use super::book::{book, record, tells};
use tallybook::reconcile::Join;

/// How a claim stands to the figures 0 to 9, which ten exact claims of others put on the table:
/// one letter a figure, `s`, `a` or `x`.
fn against_ten(says: &str, keys: &str, profile: &str) -> String {
    let mut lines = String::new();
    for figure in 0..10 {
        lines += &format!("source s{figure} official\nclaim f{figure} s{figure} {figure}\n");
    }
    let book = book(&format!(
        "{lines}\nclaim base b 2\nclaim it a \"{says}\" {keys}"
    ));
    let record = record(&book, "k", profile, Join::Origin);
    let figures = record["figures"].as_array().expect("a list").iter();
    let cell = |figure: &serde_json::Value| {
        let has = |list: &str| {
            let ids = figure["origins"][list].as_array().expect("a list");
            ids.iter().any(|id| id == "a")
        };
        match (has("states"), has("allows"), has("excludes")) {
            (true, false, false) => 's',
            (false, true, false) => 'a',
            (false, false, true) => 'x',
            other => panic!("an origin in several relations or none: {other:?}"),
        }
    };
    let small = figures.filter(|figure| figure["value"].as_i64().expect("a number") < 10);
    small.map(cell).collect()
}

#[test]
fn each_row_of_the_table() {
    for (says, profile, row) in [
        ("7", "plain", "xxxxxxxsxx"),
        ("none", "plain", "sxxxxxxxxx"),
        ("at least 7", "plain", "xxxxxxxsaa"),
        ("more than 7", "plain", "xxxxxxxxsa"),
        ("more than 7", "acled", "xxxxxxxsaa"),
        ("up to 7", "plain", "aaaaaaasxx"),
        ("fewer than 7", "plain", "aaaaaasxxx"),
        ("about 5", "plain", "xxxxasaxxx"),
        ("about 0", "plain", "sxxxxxxxxx"),
        ("4-6", "plain", "xxxxsasxxx"),
        ("several", "plain", "aaaaaaaaaa"),
        ("several", "acled", "xxxsaaaaaa"),
        ("several", "airwars", "xxsxxxxxxx"),
        ("several", "gtd", "aaaaaaaaaa"),
        ("unknown", "plain", "aaaaaaaaaa"),
        ("3 more than base", "plain", "xxxxxsxxxx"),
        ("at least 3 more than base", "plain", "xxxxxsaaaa"),
    ] {
        assert_eq!(
            against_ten(says, "", profile),
            row,
            "{says} under {profile}"
        );
    }
}

#[test]
fn what_a_figure_covers_turns_it_into_a_floor_or_a_ceiling() {
    for (says, covers, row) in [
        ("5", "part", "xxxxxsaaaa"),
        ("4-6", "part", "xxxxsasaaa"),
        ("up to 5", "part", "aaaaasaaaa"),
        ("5", "more", "aaaaasxxxx"),
        ("at least 5", "more", "aaaaasaaaa"),
        ("4-6", "more", "aaaasasxxx"),
        ("unknown", "more", "aaaaaaaaaa"),
        ("3 more than base", "part", "xxxxxsaaaa"),
    ] {
        let keys = format!("covers={covers}");
        assert_eq!(against_ten(says, &keys, "plain"), row, "{says}, {covers}");
    }
}

#[test]
fn how_a_figure_is_stated() {
    tells(
        "claim c1 a \"5\" covers=part
         claim c2 b \"5\" covers=more
         claim c3 c \"about 5\"
         claim c4 d \"5-5\"",
        "5 c1 c2 c3 c4 p1 i4: ●a floor, ●b ceiling, ●c approximate, ●d range",
    );
    // The first of exact, approximate, range, floor, ceiling that one of its claims has.
    tells(
        "report other outlet
         claim c1 a \"at least 5\"
         claim c2 k a other \"about 5\"",
        "5 c1 c2 p2 i1: ●a approximate",
    );
}

#[test]
fn a_denial_excludes_its_interval_and_allows_the_rest() {
    for (says, row) in [
        ("7", "aaaaaaaxaa"),
        ("at least 7", "aaaaaaaxxx"),
        ("4-6", "aaaaxxxaaa"),
        ("unknown", "xxxxxxxxxx"),
    ] {
        assert_eq!(against_ten(says, "stance=denies", "plain"), row, "{says}");
    }
}

#[test]
fn an_increment_leaves_the_coverage_of_its_base_behind() {
    // Both ends plus k; each point plus k, marked as the base's.
    tells(
        "claim base a \"2-3\" covers=part
         claim it b \"5 more than base\"
         claim that c \"at least 5 more than base\"",
        "2 base p1 i1: ●a floor, ×b, ×c
         3 base p1 i1: ●a floor, ×b, ×c
         7 it that p1 i2: ●b range, ●c floor, ○a
         8 it p1 i1: ●b range, ○a, ○c",
    );
    // At least k more than a base without a point states nothing.
    tells(
        "claim base a unknown\nclaim it b \"at least 5 more than base\"",
        "",
    );
    // The base may stand later in the file, and may be out.
    tells(
        "claim it b \"5 more than base\"
         claim base a 2 set_aside=doubtful",
        "7 it p1 i1: ●b exact
         set aside: base",
    );
}

#[test]
fn a_figure_for_something_else_stands_to_nothing() {
    tells(
        "claim c1 a 5 covers=other
         claim c2 b 6",
        "6 c2 p1 i1: ●b exact
         other: a",
    );
    // An origin with another claim is in the table for that one.
    tells(
        "claim c1 a 5 covers=other
         claim c2 a 6",
        "6 c2 p1 i1: ●a exact",
    );
}

#[test]
fn an_interval_without_a_point_excludes_nothing() {
    // [5, open) without a figure gives none that would leave no room for another.
    tells(
        "claim base b unknown
         claim it a \"5 more than base\"
         claim that c 3",
        "3 that p1 i1: ●c exact, ○a, ○b",
    );
}

#[test]
fn statements() {
    let lines = "claim c1 a \"Two  men fled\"
         claim c2 b \"two men FLED\"
         claim c3 c \"All died\"
         claim c4 d \"all died\" stance=denies";
    tells(
        &format!("measure k statement\n{lines}"),
        "All died c3 p1 i1: ●c exact, ○a, ○b, ×d
         Two  men fled c1 c2 p1 i2: ●a exact, ●b exact, ○c, ○d",
    );
    tells(
        &format!("measure k statement exclusive=true\n{lines}"),
        "All died c3 p1 i1: ●c exact, ×a, ×b, ×d
         Two  men fled c1 c2 p1 i2: ●a exact, ●b exact, ○d, ×c",
    );
    // What covers something else stands to no text either.
    tells(
        "measure k statement exclusive=true
         claim c1 a one covers=other
         claim c2 b two",
        "two c2 p1 i1: ●b exact
         other: a",
    );
}
