//! What holds whatever the casebooks are.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use tallybook::exchange::{Side, diff, merge};
use tallybook::incident::{
    ClaimIx, Incident, Input, Noun, SHAPES, Says, Value as Kind, fold, load, sample, sample_names,
};
use tallybook::reconcile::{Join, Profile};

use super::coders::two;
use super::{conflicts, differences, side, together, valid};

#[test]
fn a_sample_with_itself_is_the_sample() {
    for name in sample_names() {
        let text = sample(name).expect("a sample");
        let one = valid("a.json", text);
        assert_eq!(together(&one, &one).document().laid_out(), text);
        assert!(differences(&one, &one).is_empty());
    }
}

/// A casebook with an object of every sort, and others that they may name.
fn one_of_each() -> Value {
    json!({"format": "tallybook/1", "incidents": [
        {"id": "other", "title": "Another"},
        {"id": "i", "title": "T",
         "parties": [{"id": "party", "name": "P"}],
         "sources": [{"id": "source", "name": "S", "kind": "media"}, {"id": "s2", "name": "S", "kind": "media"}],
         "reports": [{"id": "report", "publisher": "source"}, {"id": "r2", "publisher": "source"}],
         "measures": [{"id": "measure", "label": "L", "outcome": "o", "group": "g"},
             {"id": "m2", "label": "L", "outcome": "o", "group": "g"}],
         "claims": [{"id": "claim", "measure": "measure", "by": "source", "in": "report", "says": 1},
             {"id": "c2", "measure": "measure", "by": "source", "in": "report", "says": 1},
             {"id": "c3", "measure": "m2", "by": "s2", "in": "report", "says": 1}],
         "people": [{"id": "person", "name": "N"}, {"id": "p2", "name": "M"}]}
    ]})
}

/// Something else that may stand under a key.
fn another(noun: Noun, key: &str, kind: Kind) -> Option<Value> {
    Some(match (key, kind) {
        // What an object is called is no key of it; a claim that retracts says nothing; a count has
        // nothing exclusive; claims that others name must stay on their measure, and of its kind.
        ("id" | "retracts" | "exclusive", _) => return None,
        ("measure", _) if noun == Noun::Claim => return None,
        ("kind", _) if noun == Noun::Measure => return None,
        ("reliability", _) => json!("A"),
        ("credibility", _) => json!("1"),
        ("standing", _) => json!("accepted"),
        ("sha256", _) => json!("ab".repeat(32)),
        ("place", Kind::Part(_)) => json!({"name": "x"}),
        ("scope", _) => json!({"includes_missing": false}),
        ("covers", _) => json!({"what": "part"}),
        (_, Kind::Text | Kind::Texts | Kind::Id) => json!("x"),
        (_, Kind::Date) => json!("2019-11-06"),
        (_, Kind::Flag) => json!(true),
        (_, Kind::Number | Kind::NumberOrText | Kind::Says) => json!(5),
        (_, Kind::Word(words)) => json!(words().last().expect("a word")),
        (_, Kind::One(nouns) | Kind::Many(nouns)) => match nouns[0] {
            Noun::Incident => json!("other"),
            Noun::Party => json!("party"),
            Noun::Source => json!("s2"),
            Noun::Report => json!("r2"),
            Noun::Measure => json!("m2"),
            Noun::Claim => json!("c2"),
            Noun::Person => json!("p2"),
        },
        (_, Kind::Link) => json!("p2"),
        (_, Kind::Variants) => json!(["x"]),
        (_, Kind::Part(_)) => return None,
    })
}

#[test]
fn every_key_of_the_format_counts() {
    let plain = valid("a.json", &one_of_each().to_string());
    let mut count = 0;
    for shape in SHAPES {
        for key in shape
            .keys
            .iter()
            .map(|key| (key.name, key.value))
            .chain([("x-a", Kind::Text)])
        {
            let Some(value) = another(shape.noun, key.0, key.1) else {
                continue;
            };
            let mut book = one_of_each();
            let incident = &mut book["incidents"][1];
            let (object, id) = match shape.noun {
                Noun::Incident => (incident, "i"),
                _ => (&mut incident[shape.list][0], shape.name),
            };
            object[key.0] = value;
            let changed = valid("b.json", &book.to_string());
            let told = format!("{} {id} {}: ", shape.name, key.0);
            for found in [conflicts(&plain, &changed), conflicts(&changed, &plain)] {
                assert!(
                    found.len() == 1 && found[0].starts_with(&told),
                    "{told}{found:?}"
                );
            }
            let found = differences(&plain, &changed);
            let is_told = found
                .iter()
                .any(|line| line.contains(&format!(" {}: ", key.0)));
            assert!(is_told, "{told}{found:?}");
            count += 1;
        }
    }
    assert!(count > 70, "{count}");
}

/// What a claim says, whatever it is called.
fn alone(incident: &Incident, ix: ClaimIx) -> String {
    let claim = incident.claim(ix);
    let mut by: Vec<&str> = claim
        .by
        .iter()
        .map(|by| &*incident.source(*by).id)
        .collect();
    by.sort_unstable();
    let says = match (&claim.says, claim.base) {
        (Says::Statement(text), _) => fold(text),
        (says, Some(_)) => says
            .to_string()
            .rsplit_once(' ')
            .map(|(l, _)| l.to_owned())
            .unwrap_or_default(),
        (says, None) => says.to_string(),
    };
    let people = claim.people.iter().map(|ix| incident.person(*ix));
    let mut people: Vec<String> = people
        .map(|person| format!("{:?} {}", person.name, person.unidentified))
        .collect();
    people.sort_unstable();
    people.dedup();
    format!(
        "{} {by:?} {} {says} {:?} {:?} {:?} {:?} {people:?} {}",
        incident.measure(claim.measure).id,
        incident.report(claim.report).id,
        claim.stance,
        claim.covers.as_ref().map(|covers| covers.what),
        claim.standing,
        claim.as_of.as_ref().map(ToString::to_string),
        claim.via.len(),
    )
}

/// All that the claims of a casebook say, and of whom they say it, each with how often.
fn content(side: &Side) -> BTreeMap<String, usize> {
    let input = Input::new("a.json", side.document().laid_out());
    let casebook = load(vec![input]).expect("it is valid");
    let mut content = BTreeMap::new();
    for incident in &casebook.incidents {
        let told = |ix: ClaimIx| alone(incident, ix);
        for (at, claim) in incident.claims.iter().enumerate() {
            let links = [
                &claim.repeats,
                &claim.updates,
                &claim.corrects,
                &claim.retracts,
            ];
            let links = links.map(|links| {
                let mut links: Vec<String> = links.iter().map(|ix| told(*ix)).collect();
                links.sort_unstable();
                links.dedup();
                links
            });
            let base = claim.base.map(told);
            let line = format!("{} {links:?} {base:?}", told(ClaimIx::new(at)));
            *content.entry(line).or_default() += 1;
        }
        let sources = incident.sources().map(|ix| incident.source(ix));
        for source in sources {
            *content.entry(format!("source {}", source.id)).or_default() = 1;
        }
    }
    content
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_casebook_with_itself_is_the_casebook((book, _) in two()) {
        let Some(one) = side(&book) else { return Ok(()) };
        let whole = together(&one, &one);
        prop_assert_eq!(whole.document(), one.document());
        let found = diff(&one, &one, &Profile::plain(), Join::Origin);
        prop_assert!(found.is_empty(), "{:#?}", found);
    }

    #[test]
    fn the_order_of_the_two_changes_no_content((one, other) in two()) {
        let (Some(one), Some(other)) = (side(&one), side(&other)) else { return Ok(()) };
        match (merge(&one, &other), merge(&other, &one)) {
            (Ok(there), Ok(back)) => prop_assert_eq!(content(&there), content(&back)),
            (Err(_), Err(_)) => {}
            (there, back) => prop_assert!(false, "{:#?} {:#?}", there, back),
        }
    }

    #[test]
    fn nothing_of_either_is_missing((one, other) in two()) {
        let (Some(one), Some(other)) = (side(&one), side(&other)) else { return Ok(()) };
        let Ok(whole) = merge(&one, &other) else { return Ok(()) };
        let held = content(&whole);
        let (of_one, of_other) = (content(&one), content(&other));
        for (line, count) in of_one.iter().chain(&of_other) {
            let there = held.get(line).copied().unwrap_or_default();
            prop_assert!(there >= *count, "{}\n{}", line, whole.document().laid_out());
        }
        // And nothing is there that neither has.
        for (line, count) in &held {
            let most = [&of_one, &of_other].map(|of| of.get(line).copied().unwrap_or_default());
            prop_assert!(*count <= most[0] + most[1], "{}", line);
        }
        for part in [&one, &other] {
            let lines = differences(part, &whole);
            let lost = [" removed ", " reading ", " changed "];
            let lost = lines.iter().filter(|line| lost.iter().any(|what| line.contains(what)));
            let lost: Vec<&String> = lost.collect();
            prop_assert!(lost.is_empty(), "{:#?}\n{}\n{}", lost, part.document().laid_out(), whole.document().laid_out());
        }
    }

    #[test]
    fn what_was_brought_together_takes_in_no_part_of_it_again((one, other) in two()) {
        let (Some(one), Some(other)) = (side(&one), side(&other)) else { return Ok(()) };
        let Ok(whole) = merge(&one, &other) else { return Ok(()) };
        let again = together(&whole, &other);
        prop_assert_eq!(again.document(), whole.document());
    }
}
