//! Whose word a figure is: the rules 1 to 4, and how origins join.

use super::book::{book, tells, tells_by, try_book};
use tallybook::incident::{ClaimIx, Object};
use tallybook::reconcile::Join;

/// The origins of the claim `it`.
#[track_caller]
fn origins(lines: &str, expected: &str) {
    let book = book(lines);
    let Some(Object::Claim(ix)) = book.incident().find("it") else {
        panic!("no claim `it`");
    };
    let ids = |ix: ClaimIx| -> Vec<&str> {
        let origins = book.origins(ix).iter();
        origins
            .map(|o| book.incident().source(*o).id.as_str())
            .collect()
    };
    assert_eq!(ids(ix).join(" "), expected, "{lines}");
}

#[test]
fn a_copy_has_the_origins_of_what_it_repeats() {
    origins("claim it b 7 repeats=that\nclaim that a 7", "a");
    origins(
        "claim it b 7 repeats=that\nclaim that a 7 repeats=this\nclaim this a,d 7",
        "a d",
    );
    // The first named, where several.
    origins(
        "claim it b 7 repeats=that,this\nclaim that a 7\nclaim this d 7",
        "a",
    );
    // The first rule that fits: a copy by an anonymous speaker is a copy.
    origins(
        "source x unnamed heard_by=b\nclaim it x 7 repeats=that\nclaim that a 7",
        "a",
    );
}

#[test]
fn who_heard_an_anonymous_speaker_is_the_origin() {
    origins("source x unnamed heard_by=a\nclaim it x 7", "a");
    origins(
        "source x official heard_by=y\nsource y witness heard_by=a\nclaim it x 7",
        "a",
    );
    // `heard_by` comes before `via` and before the page.
    origins("source x unnamed heard_by=a\nclaim it x 7 via=b", "a");
    // Whoever heard it is the origin, whatever kind it is of.
    origins(
        "source x official heard_by=u\nsource u unnamed\nclaim it x 7",
        "u",
    );
}

#[test]
fn a_page_speaks_with_its_own_voice() {
    origins("claim it outlet 7", "outlet");
    origins("source x unnamed\nclaim it x 7", "outlet");
    // Somebody else's name is a voice of its own, whoever prints it.
    origins("claim it a 7 via=b", "a");
    // With `via`, the last: nearest first.
    origins("claim it outlet 7 via=b,d", "d");
    origins("report r a\nclaim it outlet 7 via=b,r", "a");
    origins("source x unnamed\nclaim it x 7 via=d,b", "b");
    // `via` comes before what the page draws on.
    origins(
        "report r outlet draws_on=a\nclaim it k outlet r 7 via=b",
        "b",
    );
}

#[test]
fn a_page_that_draws_on_exactly_one_is_its_copy() {
    origins("report r outlet draws_on=a\nclaim it k outlet r 7", "a");
    origins(
        "report r outlet draws_on=s\nreport s b\nclaim it k outlet r 7",
        "b",
    );
    origins(
        "report r outlet draws_on=s\nreport s b draws_on=t\nreport t c draws_on=d\nclaim it k outlet r 7",
        "d",
    );
    // Exactly one: a page made of two is its own, and so is one that draws on such a page.
    origins(
        "report r outlet draws_on=a,b\nclaim it k outlet r 7",
        "outlet",
    );
    origins(
        "report r outlet draws_on=s\nreport s b draws_on=c,d\nclaim it k outlet r 7",
        "b",
    );
    // A report in `via` stands for its publisher's own voice, which follows what it draws on.
    origins("report r b draws_on=a\nclaim it outlet 7 via=r", "a");
    // A source that somebody heard is that somebody, here as well.
    origins(
        "source x unnamed heard_by=b\nreport r outlet draws_on=x\nclaim it k outlet r 7",
        "b",
    );
    // What the publisher draws on is nothing to a speaker with a name.
    origins("report r outlet draws_on=a\nclaim it k b r 7", "b");
}

#[test]
fn joint_speakers_are_each_an_origin() {
    origins("claim it a,b 7", "a b");
    origins("source x unnamed heard_by=a\nclaim it a,x 7", "a");
    origins("report r outlet draws_on=b\nclaim it k a,outlet r 7", "a b");
    tells("claim it a,b 7", "7 it p1 i2: ●a exact, ●b exact");
}

#[test]
fn ten_pages_that_carry_one_ministry_are_one_origin() {
    let mut lines = String::new();
    for page in 0..10 {
        lines += &format!("report r{page} outlet\nclaim c{page} k a r{page} 2\n");
    }
    tells(&lines, "2 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 p10 i1: ●a exact");
}

#[test]
fn voices_bodies_and_parties() {
    let lines = "party state
         source gov official party=state
         source ministry official part_of=gov
         source press official voice_of=ministry
         source army official party=state
         claim c1 press 7
         claim c2 ministry 7
         claim c3 army 7
         claim c4 gov 7
         claim c5 a 7";
    let claims = "7 c1 c2 c3 c4 c5 p1 i4:";
    // `voice_of` makes one independent origin of two.
    tells(
        lines,
        &format!("{claims} ●a exact, ●army exact, ●gov exact, ●ministry exact, ●press exact"),
    );
    tells_by(
        lines,
        Join::Independent,
        &format!("{claims} ●a exact, ●army exact, ●gov exact, ●ministry exact"),
    );
    tells_by(
        lines,
        Join::Body,
        &format!("{claims} ●a exact, ●army exact, ●gov exact"),
    );
    tells_by(
        lines,
        Join::Party,
        &format!("{claims} ●a exact, ●state exact"),
    );
}

#[test]
fn origins_join_after_currency_not_before() {
    // One part of a body does not overtake another.
    tells_by(
        "source gov official
         source army official part_of=gov
         source police official part_of=gov
         claim c1 army 5 as_of=2019-11-05
         claim c2 police 7 as_of=2019-11-06",
        Join::Body,
        "5 c1 p1 i1: ●gov exact
         7 c2 p1 i1: ●gov exact",
    );
}

#[test]
fn circles_are_errors() {
    for lines in [
        "claim it a 1 repeats=that\nclaim that a 1 repeats=it",
        "claim it a \"1 more than that\"\nclaim that a \"1 more than it\"",
        "source x other part_of=y\nsource y other part_of=x",
        "source x other voice_of=y\nsource y other voice_of=x",
        "source x other voice_of=y\nsource y other part_of=x",
        "source x other heard_by=y\nsource y other heard_by=x",
        "report r a draws_on=s\nreport s a draws_on=r",
    ] {
        let problem = try_book(lines).map(|_| ()).expect_err(lines);
        assert!(problem.contains("a circle of"), "{problem}");
    }
}
