//! One incident of two casebooks, or of one.

use std::collections::{HashMap, HashSet};

use super::conflict::{Conflicts, Of};
use super::entrants::{Claims, Entrants};
use super::levels::{Levels, compare};
use crate::exchange::differences::{of_claims, of_nodes, of_people};
use crate::exchange::pairing::Paired;
use crate::exchange::side::{CATALOG, LISTS, View};
use crate::incident::{Located, Node, Noun};

/// An incident of the result.
#[derive(Debug)]
pub(super) struct Merged {
    pub(super) node: Node,
    /// Where each claim stood, in the order of the result.
    pub(super) places: Vec<Located>,
}

/// Brings together what two casebooks have of an incident; one of them may have nothing.
pub(super) fn merge_incident(
    left: &View<'_>,
    right: Option<&View<'_>>,
    levels: &Levels<'_>,
    conflicts: &mut Conflicts,
) -> Merged {
    let paired = right.map(|right| Paired::new(left, right));
    if let Some(paired) = &paired {
        find_conflicts(paired, conflicts);
    }
    let mut lists: HashMap<Noun, Vec<Node>> = HashMap::new();
    for noun in CATALOG.into_iter().chain([Noun::Measure]) {
        lists.insert(noun, united(noun, left, right, levels));
    }
    let reports = lists.remove(&Noun::Report).unwrap_or_default();
    let mut entrants = Entrants::new(left, paired.as_ref(), reports);
    let node = &left.node;
    // Claims are counted in the order of the file, and keys have no order of their own.
    let place = |key: &str| node.fields().iter().position(|(known, _)| known == key);
    let claims_come_first = match (place("reports"), place("claims")) {
        (Some(reports), Some(claims)) => claims < reports,
        (None, Some(_)) => true,
        (_, None) => false,
    };
    entrants.order(claims_come_first);
    let listed = lists.values().flatten().filter_map(Node::id);
    let listed: Vec<&str> = listed.collect();
    entrants.settle(&listed, &|id| levels.has(id));
    let places = entrants.places();
    let Claims {
        reports,
        loose,
        people,
    } = entrants.into_claims();
    lists.insert(Noun::Report, reports);
    lists.insert(Noun::Claim, loose);
    lists.insert(Noun::Person, people);
    let mut node = (*node).clone();
    for noun in LISTS {
        put(&mut node, noun, lists.remove(&noun).unwrap_or_default());
    }
    Merged { node, places }
}

/// Puts a list into an object. One that stays empty is left as it is written, and one that has
/// become so is taken out.
pub(super) fn put(node: &mut Node, noun: Noun, list: Vec<Node>) {
    let key = noun.shape().list;
    if !list.is_empty() {
        node.set(key, Node::List(list));
    } else if !node.list(key).is_empty() {
        node.remove(key);
    }
}

/// The objects of the left and those that only the right has, less those that the result shares.
fn united(noun: Noun, left: &View<'_>, right: Option<&View<'_>>, levels: &Levels<'_>) -> Vec<Node> {
    let key = noun.shape().list;
    let nodes = |view: &View<'_>| {
        let all = view.node.list(key).iter();
        let own = all.filter(|node| !node.id().is_some_and(|id| levels.has(id)));
        own.cloned().collect::<Vec<Node>>()
    };
    let mut united = nodes(left);
    let others = right.map(nodes).unwrap_or_default();
    let known: HashSet<String> = united
        .iter()
        .filter_map(|n| n.id().map(str::to_owned))
        .collect();
    united.extend(
        others
            .into_iter()
            .filter(|n| !n.id().is_some_and(|id| known.contains(id))),
    );
    united
}

fn find_conflicts(paired: &Paired<'_, '_>, conflicts: &mut Conflicts) {
    let (left, right) = (paired.left, paired.right);
    let incident = Some(left.incident.id.as_str());
    let of = Of {
        incident,
        object: Noun::Incident.shape().name,
        id: &left.incident.id,
        measure: None,
        places: None,
    };
    conflicts.note(&of, of_nodes(Noun::Incident, left.node, right.node));
    let given = right.given().map(|(noun, id, node)| (id, (noun, node)));
    let given: HashMap<&str, (Noun, &Node)> = given.collect();
    for (noun, id, node) in left.given() {
        let Some((other, with)) = given.get(id) else {
            continue;
        };
        // Claims and people of one id are compared as pairs.
        if noun != *other || !matches!(noun, Noun::Claim | Noun::Person) {
            compare(Some(left), id, (noun, node), (*other, with), conflicts);
        }
    }
    for (at, other) in paired.claims.pairs() {
        let claim = &left.incident.claims[at];
        let of = Of {
            object: Noun::Claim.shape().name,
            id: &claim.id,
            measure: Some(&left.incident.measure(claim.measure).id),
            places: Some((left.place(at), right.place(other))),
            ..of
        };
        conflicts.note(&of, of_claims(paired, at, other));
    }
    for (at, other) in paired.people.pairs() {
        let of = Of {
            object: Noun::Person.shape().name,
            id: &left.incident.people[at].id,
            ..of
        };
        conflicts.note(&of, of_people(paired, at, other));
    }
}
