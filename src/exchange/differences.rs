//! Where two objects that should be one differ, key by key.

use crate::incident::{Node, Noun};

use super::meaning::{Meaning, meaning, shown, strangers};
use super::pairing::{Hand, Paired};

/// A key on which two objects differ, with what each has there, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyDifference {
    pub(super) key: String,
    pub(super) left: Option<String>,
    pub(super) right: Option<String>,
}

/// Compares objects of one id; neither claims nor people.
pub(super) fn of_nodes(noun: Noun, left: &Node, right: &Node) -> Vec<KeyDifference> {
    let [one, other] = [left, right].map(|node| meaning(noun, node, &str::to_owned));
    compare(noun, &one, &other, left, right)
}

/// Compares the keys that begin with `x-` of two files.
pub(super) fn of_stranger_keys(left: &Node, right: &Node) -> Vec<KeyDifference> {
    let [one, other] = [left, right].map(strangers);
    compare(Noun::Incident, &one, &other, left, right)
}

/// Compares two claims that are one.
pub(super) fn of_claims(paired: &Paired<'_, '_>, left: usize, right: usize) -> Vec<KeyDifference> {
    let one = paired.claim(Hand::Left, left);
    let other = paired.claim(Hand::Right, right);
    let nodes = (paired.left.claims[left], paired.right.claims[right]);
    let mut differences = compare(Noun::Claim, &one, &other, nodes.0, nodes.1);
    // The report of a claim that stands in it is not written with the claim.
    for difference in differences.iter_mut().filter(|of| of.key == "in") {
        difference.left = Some(paired.left.report_id(left).to_owned());
        difference.right = Some(paired.right.report_id(right).to_owned());
    }
    differences
}

/// Compares two people who are one.
pub(super) fn of_people(paired: &Paired<'_, '_>, left: usize, right: usize) -> Vec<KeyDifference> {
    let one = paired.person(Hand::Left, left);
    let other = paired.person(Hand::Right, right);
    let nodes = (&paired.left.people[left], &paired.right.people[right]);
    compare(Noun::Person, &one, &other, nodes.0, nodes.1)
}

fn compare(
    noun: Noun,
    one: &Meaning,
    other: &Meaning,
    left: &Node,
    right: &Node,
) -> Vec<KeyDifference> {
    let added = other.keys().filter(|key| !one.contains_key(*key));
    let keys = one.keys().chain(added);
    let mut keys: Vec<&String> = keys
        .filter(|key| one.get(*key) != other.get(*key))
        .collect();
    // In the order of the format, and a stranger's keys behind.
    let shape = noun.shape().keys;
    let place = |key: &str| shape.iter().position(|known| known.name == key);
    keys.sort_by_key(|key| (place(key).unwrap_or(shape.len()), *key));
    keys.into_iter()
        .map(|key| {
            let [one, other] = [left, right].map(|node| node.get(key).and_then(shown));
            // An id that is made may be that of two claims.
            let is_alike = one.is_some() && one == other;
            KeyDifference {
                key: key.clone(),
                left: one,
                right: other.map(|other| match is_alike {
                    true => format!("{other} (another of this id)"),
                    false => other,
                }),
            }
        })
        .collect()
}
