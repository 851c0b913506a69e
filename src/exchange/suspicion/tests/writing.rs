use super::{SPEAKERS, bodies, listed, look, press, unlinked};
use crate::exchange::suspicion::{Decision, Refusal, Written, find_both, link};
use crate::incident::{Document, Input, load};

fn decide(document: &mut Document, typed: &str) -> Result<Written, Refusal> {
    let decision = Decision::parse(typed).expect("a decision");
    let both = find_both(document, &decision);
    link(document, &decision, &both)
}

#[test]
fn what_is_proposed_can_be_written_and_is_then_settled() {
    let mut document = unlinked(true);
    let found = look(&document.laid_out());
    for suspicion in &found.list {
        let typed = suspicion.decide();
        let typed = typed
            .strip_prefix("--link='")
            .and_then(|text| text.strip_suffix('\''));
        let written = decide(&mut document, typed.expect("a link"));
        // `shohzoda-0` and `qosimzoda` are linked once both are with `shohzoda`.
        assert!(written.is_ok(), "{typed:?}: {written:?}");
    }
    assert_eq!(listed(&look(&document.laid_out())), [] as [&str; 0]);
    let incident = document.incidents()[0];
    let person = incident
        .list("people")
        .iter()
        .find(|of| of.id() == Some("husainov"));
    let link = person
        .and_then(|person| person.get("maybe_same_as"))
        .expect("a link");
    assert_eq!(
        link.json(),
        r#"{"person": "hasanov", "reason": "the same given name and the same role"}"#
    );
}

#[test]
fn the_reason_of_a_link_between_sources_stands_in_the_notes() {
    let mut document = Document::read(&Input::new("a", bodies(&SPEAKERS, &[]))).expect("JSON");
    let typed = "press voice_of troops: its press centre";
    assert_eq!(decide(&mut document, typed), Ok(Written::Anew));
    assert_eq!(decide(&mut document, typed), Ok(Written::Already));
    assert_eq!(
        decide(&mut document, "press part_of full: so it says"),
        Ok(Written::Anew)
    );
    let press = document.roots[0].list("sources")[2].json();
    assert_eq!(
        press,
        "{\"id\": \"press\", \"name\": \"Border troops press centre\", \"kind\": \"official\", \
         \"party\": \"t\", \"part_of\": \"full\", \"voice_of\": \"troops\", \"notes\": \"voice_of \
         `troops`: its press centre. part_of `full`: so it says\"}"
    );
}

#[test]
fn nothing_is_overwritten_and_nothing_guessed() {
    let mut document = press();
    let before = document.clone();
    for (typed, message, hint) in [
        (
            "border-press voice_of scns: so",
            "`border-press` has `voice_of` already",
            "take the link",
        ),
        (
            "shohzoda same_as latifiov: so",
            "`shohzoda` has `same_as` already",
            "link `qosimzoda`",
        ),
        (
            "nobody part_of scns: so",
            "no source `nobody`",
            "lists those",
        ),
        (
            "scsn part_of mvd: so",
            "no source `scsn`",
            "did you mean `scns`?",
        ),
        (
            "nowhere/scns part_of mvd: so",
            "no incident `nowhere`",
            "`show`",
        ),
        (
            "scns part_of latifiov: so",
            "no source `latifiov`",
            "it is a person",
        ),
        (
            "scns part_of scns: so",
            "cannot be linked with itself",
            "two",
        ),
        (
            "latifiov same_as islomov: so",
            "are not seen by one incident",
            "one incident",
        ),
        (
            "rferl part_of amaq: so",
            "is shared by all incidents",
            "move `amaq` up",
        ),
    ] {
        let refusal = decide(&mut document, typed).expect_err(typed);
        assert!(refusal.message.contains(message), "{refusal:?}");
        assert!(refusal.hint.contains(hint), "{refusal:?}");
        assert_eq!(document, before);
    }
}

#[test]
fn an_id_that_was_made_is_written_down_and_one_of_two_incidents_is_asked_for() {
    let one = |id| {
        format!(
            r#"{{"id": "{id}", "title": "I", "people": [{{"name": "A"}}, {{"id": "b", "name": "B"}}]}}"#
        )
    };
    let text = format!(
        r#"{{"format": "tallybook/1", "incidents": [{}, {}]}}"#,
        one("i"),
        one("j")
    );
    let mut document = Document::read(&Input::new("a", text)).expect("JSON");
    let refusal = decide(&mut document, "b same_as person.1: so").expect_err("ambiguous");
    assert!(refusal.hint.contains("`i/b`"), "{refusal:?}");
    assert_eq!(
        decide(&mut document, "b same_as j/person.1: so"),
        Ok(Written::Anew)
    );
    let people = document.incidents()[1].list("people");
    assert_eq!(people[0].json(), r#"{"id": "person.1", "name": "A"}"#);
    assert!(load(vec![Input::new("a", document.laid_out())]).is_ok());
}
