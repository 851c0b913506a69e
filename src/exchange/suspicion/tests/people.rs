use proptest::prelude::*;

use super::{bodies, listed, look, names, people, unlinked};
use crate::exchange::suspicion::{Strength, Suspicion, Suspicions};

#[test]
fn people_of_the_press_casebook_are_found_again() {
    assert_eq!(
        listed(&look(&unlinked(false).laid_out())),
        [
            "shohzoda maybe_same_as qosimzoda (weak)",
            "abubakr maybe_same_as latifiov (weak)",
            "husainov maybe_same_as hasanov (weak)",
        ]
    );
    assert_eq!(
        listed(&look(&unlinked(true).laid_out())),
        [
            "tolibov-0 same_as tolibov (strong)",
            "saidolimov-0 same_as saidolimov (strong)",
            "davlat-0 same_as davlat (strong)",
            "shohzoda-0 same_as shohzoda (strong)",
            "shohzoda maybe_same_as qosimzoda (weak)",
            "shohzoda-0 maybe_same_as qosimzoda (weak)",
            "abubakr maybe_same_as latifiov (weak)",
            "husainov maybe_same_as hasanov (weak)",
            "ubaidulloyev-0 same_as ubaidulloyev (strong)",
        ]
    );
}

#[test]
fn two_whom_one_claim_names_are_hardly_one() {
    let twice = names(&["Rustam Karimov", "Рустам Каримов"]);
    assert_eq!(
        listed(&look(&people(&twice, &[&[0], &[1]]))),
        ["p1 same_as p0 (strong)"]
    );
    let found = look(&people(&twice, &[&[0, 1]]));
    assert_eq!(listed(&found), ["p1 maybe_same_as p0 (weak)"]);
    assert!(
        found.list[0]
            .evidence
            .contains(&"but the claim `r.1` names both".to_owned())
    );
    let given = names(&["Rustam Karimov", "Rustam Shodiyev"]);
    assert_eq!(
        listed(&look(&people(&given, &[&[0], &[1]]))),
        ["p1 maybe_same_as p0 (weak)"]
    );
    assert_eq!(listed(&look(&people(&given, &[&[0, 1]]))), [] as [&str; 0]);
}

#[test]
fn vowels_are_all_that_differs_only_where_no_name_is_more() {
    let told = |one: &str, other: &str| {
        let found = look(&people(&names(&[one, other]), &[&[0], &[1]]));
        found.list[0].evidence[0].clone()
    };
    let same = told("Бахром Шохзода", "Бахром Шахзода");
    assert!(same.ends_with(" differ in vowels only"), "{same}");
    let more = told("Бахром Шохзода", "Бахром Рахмонович Шахзода");
    assert!(
        more.ends_with("but for vowels, and one of them has more"),
        "{more}"
    );
}

/// The pairs, whoever comes first.
fn pairs(found: &Suspicions) -> Vec<(String, String)> {
    let sorted = |of: &Suspicion| {
        let (one, other) = (of.one.name.clone(), of.other.name.clone());
        if one < other {
            (one, other)
        } else {
            (other, one)
        }
    };
    let mut pairs: Vec<_> = found.list.iter().map(sorted).collect();
    pairs.sort();
    pairs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn suspicions_do_not_ask_who_comes_first(
        mut some in proptest::collection::btree_set("(ali|vali|rustam|r\\.|zoir) (karimov|karimoff|шодиев|nuri)", 2..6)
            .prop_map(|set| set.into_iter().collect::<Vec<_>>()),
    ) {
        let weak = |found: &Suspicions| {
            let mut found = found.clone();
            found.list.retain(|of| of.strength == Strength::Weak);
            pairs(&found)
        };
        let found = look(&people(&some, &[]));
        some.reverse();
        let turned = look(&people(&some, &[]));
        // Which of three that are surely one are paired depends on the order; how many does not.
        prop_assert_eq!(found.list.len() - weak(&found).len(), turned.list.len() - weak(&turned).len());
        prop_assert_eq!(weak(&found), weak(&turned));
    }

    #[test]
    fn random_names_never_panic(
        some in proptest::collection::vec("(?s)[^\\s].{0,20}", 1..8),
    ) {
        look(&people(&some, &[]));
        let names: Vec<String> = some.iter().map(|name| {
            let quoted = serde_json::to_string(name).expect("JSON");
            quoted[1..quoted.len() - 1].to_owned()
        }).collect();
        let ids: Vec<String> = (0..names.len()).map(|n| format!("s{n}")).collect();
        let sources: Vec<(&str, &str, &str)> = (ids.iter().zip(&names))
            .map(|(id, name)| (id.as_str(), name.as_str(), "ngo"))
            .collect();
        look(&bodies(&sources, &[]));
    }
}
