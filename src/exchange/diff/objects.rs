//! What became of everything that is no claim.

use std::collections::{HashMap, HashSet};

use super::change::{Change, Fate};
use crate::exchange::Side;
use crate::exchange::differences::{KeyDifference, of_nodes, of_people, of_stranger_keys};
use crate::exchange::pairing::Paired;
use crate::exchange::side::View;
use crate::incident::{Node, Noun};

type Shelf<'a> = HashMap<&'a str, (Noun, &'a Node)>;

/// Returns what changed in the files themselves and in what they share among their incidents.
pub(super) fn of_casebook(
    left: &Side,
    right: &Side,
    lefts: &[View<'_>],
    rights: &[View<'_>],
) -> Vec<Change> {
    let mut changes: Vec<Change> = of_files(left, right)
        .into_iter()
        .map(|difference| Change {
            object: "casebook",
            ..changed(Noun::Incident, "", difference)
        })
        .collect();
    let (one, other) = (left.shelf(), right.shelf());
    // What an incident has of its own is compared where the incidents are.
    let own = |views: &[View<'_>]| -> HashSet<String> {
        let given = views.iter().flat_map(View::given);
        given.map(|(_, id, _)| id.to_owned()).collect()
    };
    let (own_left, own_right) = (own(lefts), own(rights));
    for (noun, node) in left.catalog() {
        let id = node.id().unwrap_or_default();
        match other.get(id) {
            Some(with) => changes.extend(compared((noun, node), *with, id)),
            None if own_right.contains(id) => {}
            None => changes.push(removed(noun, id, node)),
        }
    }
    for (noun, node) in right.catalog() {
        let id = node.id().unwrap_or_default();
        if !one.contains_key(id) && !own_left.contains(id) {
            changes.push(added(noun, id, node));
        }
    }
    changes
}

fn of_files(left: &Side, right: &Side) -> Vec<KeyDifference> {
    let mut differences = Vec::new();
    let said = |texts: Vec<&str>| (!texts.is_empty()).then(|| texts.join(", "));
    for (key, one, other) in [
        ("version", left.versions(), right.versions()),
        ("coded_by", left.coders(), right.coders()),
    ] {
        if one != other {
            differences.push(KeyDifference {
                key: key.to_owned(),
                left: said(one),
                right: said(other),
            });
        }
    }
    let none = Node::object();
    let [one, other] = [left, right].map(|side| side.root().unwrap_or(&none));
    differences.extend(of_stranger_keys(one, other));
    differences
}

/// Returns what changed in an incident, save for its claims; `shelves` hold what each file shares.
pub(super) fn of_incident(
    paired: &Paired<'_, '_>,
    shelves: (&Shelf<'_>, &Shelf<'_>),
) -> Vec<Change> {
    let (left, right) = (paired.left, paired.right);
    let id = &left.incident.id;
    let keys = of_nodes(Noun::Incident, left.node, right.node).into_iter();
    let mut changes: Vec<Change> = keys.map(|key| changed(Noun::Incident, id, key)).collect();
    let (own, other) = (listed(left), listed(right));
    let own_ids: HashSet<&str> = own.iter().map(|(_, id, _)| *id).collect();
    let others: Shelf<'_> = other
        .iter()
        .map(|&(noun, id, node)| (id, (noun, node)))
        .collect();
    for (noun, id, node) in own {
        match others.get(id).or_else(|| shelves.1.get(id)) {
            Some(with) => changes.extend(compared((noun, node), *with, id)),
            None => changes.push(removed(noun, id, node)),
        }
    }
    for (noun, id, node) in other {
        match shelves.0.get(id) {
            _ if own_ids.contains(id) => {}
            Some(with) => changes.extend(compared(*with, (noun, node), id)),
            None => changes.push(added(noun, id, node)),
        }
    }
    changes.extend(of_all_people(paired));
    changes
}

/// The objects of an incident that always have an id.
fn listed<'a>(view: &View<'a>) -> Vec<(Noun, &'a str, &'a Node)> {
    let given = view.given();
    given
        .filter(|(noun, _, _)| !matches!(noun, Noun::Claim | Noun::Person))
        .collect()
}

fn of_all_people(paired: &Paired<'_, '_>) -> Vec<Change> {
    let (left, right) = (paired.left, paired.right);
    let only = |view: &View<'_>, at: usize, what: Fate| {
        let person = &view.incident.people[at];
        let mut change = Change::of(what, Noun::Person, &person.id);
        let label = Some(person.label().to_owned());
        match what {
            Fate::Removed => change.from = label,
            _ => change.to = label,
        }
        change
    };
    let gone = paired.people.only_left();
    let mut changes: Vec<Change> = gone.map(|at| only(left, at, Fate::Removed)).collect();
    let new = paired.people.only_right();
    changes.extend(new.map(|at| only(right, at, Fate::Added)));
    for (at, other) in paired.people.pairs() {
        let (id, id_in_b) = (
            &left.incident.people[at].id,
            &right.incident.people[other].id,
        );
        let keys = of_people(paired, at, other).into_iter();
        changes.extend(keys.map(|key| Change {
            id_in_b: (id != id_in_b).then(|| id_in_b.clone()),
            ..changed(Noun::Person, id, key)
        }));
    }
    changes
}

/// Two objects of one id; of two sorts they are two objects.
fn compared((noun, left): (Noun, &Node), (other, right): (Noun, &Node), id: &str) -> Vec<Change> {
    if noun != other {
        return vec![removed(noun, id, left), added(other, id, right)];
    }
    let keys = of_nodes(noun, left, right).into_iter();
    keys.map(|key| changed(noun, id, key)).collect()
}

fn removed(noun: Noun, id: &str, node: &Node) -> Change {
    Change {
        from: label(node),
        ..Change::of(Fate::Removed, noun, id)
    }
}

fn added(noun: Noun, id: &str, node: &Node) -> Change {
    Change {
        to: label(node),
        ..Change::of(Fate::Added, noun, id)
    }
}

/// What an object is called, for people.
fn label(node: &Node) -> Option<String> {
    let names = ["name", "label", "title", "url"].iter();
    let label = names.filter_map(|key| node.get(key)?.as_text()).next();
    label.map(str::to_owned)
}

fn changed(noun: Noun, id: &str, difference: KeyDifference) -> Change {
    Change {
        key: Some(difference.key),
        from: difference.left,
        to: difference.right,
        ..Change::of(Fate::Changed, noun, id)
    }
}
