use super::{SPEAKERS, bodies, items, listed, look, press};
use crate::exchange::suspicion::{Strength, Suspicion};

#[test]
fn nothing_false_is_strong_where_all_is_linked() {
    let found = look(&press().laid_out());
    let strong: Vec<_> = (found.list.iter())
        .filter(|of| of.strength == Strength::Strong)
        .collect();
    assert_eq!(strong, [] as [&Suspicion; 0]);
    assert_eq!(listed(&found), [] as [&str; 0]);
}

#[test]
fn speakers_that_may_be_one_body() {
    let claims = [
        ("scns", "a", 2),
        ("full", "a", 2),
        ("press", "a", 2),
        ("troops", "b", 7),
    ];
    let found = look(&bodies(&SPEAKERS, &claims));
    assert_eq!(
        listed(&found),
        [
            "scns voice_of full (strong)",
            "press voice_of troops (strong)",
            "joint - scns (weak)",
            "joint - press (weak)",
        ]
    );
    let first = &found.list[0];
    assert_eq!(
        first.evidence,
        [
            "`SCNS` is the first letters of `State Committee for National Security`",
            "the same figures on 1 measure: `a` 2",
            "the same kind, official, of `Tajikistan`",
        ]
    );
    assert_eq!(
        first.decide(),
        "--link='scns voice_of full: the same body under another name'"
    );
}

#[test]
fn what_speaks_against_it_is_said_and_makes_it_weak() {
    let claims = [("scns", "a", 4), ("full", "a", 5), ("press troops", "b", 7)];
    let found = look(&bodies(&SPEAKERS[..4], &claims));
    assert_eq!(
        listed(&found),
        ["scns voice_of full (weak)", "press voice_of troops (weak)"]
    );
    let last = |at: usize| found.list[at].evidence.last().expect("evidence").as_str();
    assert_eq!(last(0), "but `a`: 4 against 5");
    assert_eq!(last(1), "but a claim has both as its speakers");
}

#[test]
fn the_same_figures_are_a_sign_of_sides_and_not_of_outlets() {
    let names = |kind| {
        [
            ("one", "Border Troops", kind),
            ("other", "Health Ministry", kind),
        ]
    };
    let twice = [
        ("one", "a", 2),
        ("other", "a", 2),
        ("one", "b", 15),
        ("other", "b", 15),
    ];
    let official = look(&bodies(&names("official"), &twice));
    assert_eq!(listed(&official), ["other part_of one (weak)"]);
    let against = [&twice[..], &[("one", "c", 1), ("other", "c", 3)]].concat();
    for (kind, claims) in [
        ("media", &twice[..]),
        ("monitor", &twice[..]),
        ("official", &twice[..2]),
        ("official", &against[..]),
    ] {
        let found = look(&bodies(&names(kind), claims));
        assert_eq!(listed(&found), [] as [&str; 0], "{kind} {claims:?}");
    }
}

#[test]
fn links_that_are_there_are_not_proposed_again() {
    let mut document = press();
    let root = &mut document.roots[0];
    let incident = &mut items(root, "incidents")[0];
    for source in items(incident, "sources") {
        if source.id() == Some("border-press") {
            source.remove("voice_of");
            source.remove("part_of");
        }
    }
    let found = look(&document.laid_out());
    let strong = found
        .list
        .iter()
        .filter(|of| of.strength == Strength::Strong);
    let strong: Vec<_> = strong.map(Suspicion::decide).collect();
    assert_eq!(
        strong,
        [
            "--link='ishkobod-press/border-press voice_of border-troops: its press centre, by its name'"
        ]
    );
}

/// Two official sources with as many figures each: what used to be compared was every figure of the
/// one with every figure of the other.
#[test]
fn figures_of_two_sources_are_looked_at_no_more_often_than_there_are_many() {
    let looks = |count: i64| {
        let sources = [
            ("one", "Border Troops", "official"),
            ("other", "Border Troops of Tajikistan", "official"),
        ];
        let ones = (0..count).map(|n| ("one", "a", 2 * n));
        let others = (0..count).map(|n| ("other", "a", 2 * n + 1));
        let found = look(&bodies(&sources, &ones.chain(others).collect::<Vec<_>>()));
        assert_eq!(found.compared, 1);
        found.looks
    };
    let counts = [500, 1_000, 2_000].map(looks);
    assert!(
        counts.windows(2).all(|two| 5 * two[1] < 12 * two[0]),
        "{counts:?}"
    );
    // Every figure with every other would be 4 million twice.
    assert!((1..60_000).contains(&counts[2]), "{counts:?}");
}
