//! Which parties, sources and reports the result shares among its incidents.
//!
//! What the first casebook shares stays shared. What only the second shares is shared as well,
//! unless the first has the same object within an incident and no other incident needs it: then it
//! stays where the first has it. An id that is shared can be no other object anywhere, since every
//! incident sees it; where it is one, that is a conflict.

use std::collections::{HashMap, HashSet};

use super::conflict::{Conflicts, Of};
use crate::exchange::Side;
use crate::exchange::differences::{KeyDifference, of_nodes};
use crate::exchange::side::{CATALOG, View, catalog_names};
use crate::incident::{Node, Noun};

/// What the result shares.
#[derive(Debug, Default)]
pub(super) struct Levels<'a> {
    /// The objects, by noun as in [`CATALOG`].
    pub(super) shared: [Vec<Node>; 3],
    ids: HashSet<&'a str>,
}

impl<'a> Levels<'a> {
    /// Decides what is shared, and notes every id that would be two objects then.
    pub(super) fn plan(
        left: &'a Side,
        right: &'a Side,
        (lefts, rights): (&[View<'a>], &[View<'a>]),
        conflicts: &mut Conflicts,
    ) -> Self {
        let (one, other) = (left.shelf(), right.shelf());
        for (noun, node) in left.catalog() {
            let id = node.id().unwrap_or_default();
            if let Some(with) = other.get(id) {
                compare(None, id, (noun, node), *with, conflicts);
            }
        }
        // The objects within incidents of the left that the right shares.
        let mut within: HashMap<&str, &Node> = HashMap::new();
        for view in lefts {
            for (noun, id, node) in view.given() {
                if let Some(with) = other.get(id) {
                    compare(Some(view), id, (noun, node), *with, conflicts);
                    within.entry(id).or_insert(node);
                }
            }
        }
        for view in rights {
            for (noun, id, node) in view.given() {
                if let Some(with) = one.get(id) {
                    compare(Some(view), id, *with, (noun, node), conflicts);
                }
            }
        }
        let lowered = lowered(right, lefts, rights, &within);
        let mut levels = Self::default();
        for (noun, node) in left.catalog() {
            levels.put(noun, node.clone(), node.id());
        }
        for (noun, node) in right.catalog() {
            let id = node.id().unwrap_or_default();
            if !one.contains_key(id) && !lowered.contains(id) {
                // The form of the first stays, but no claims stand in what is shared.
                let mut form = within.get(id).copied().unwrap_or(node).clone();
                form.remove("claims");
                levels.put(noun, form, Some(id));
            }
        }
        levels
    }

    fn put(&mut self, noun: Noun, node: Node, id: Option<&'a str>) {
        self.ids.extend(id);
        let at = CATALOG.iter().position(|known| *known == noun);
        self.shared[at.expect("only parties, sources and reports are shared")].push(node);
    }

    /// Tells whether the result shares an object of this id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
}

/// Notes where two objects of one id differ; `view` is the incident of the one that is in one.
pub(super) fn compare(
    view: Option<&View<'_>>,
    id: &str,
    (noun, left): (Noun, &Node),
    (other, right): (Noun, &Node),
    conflicts: &mut Conflicts,
) {
    let of = Of {
        incident: view.map(|view| view.incident.id.as_str()),
        object: noun.shape().name,
        id,
        measure: None,
        places: None,
    };
    let differences = if noun == other {
        of_nodes(noun, left, right)
    } else {
        let name = |noun: Noun| Some(noun.shape().name.to_owned());
        vec![KeyDifference {
            key: "object".to_owned(),
            left: name(noun),
            right: name(other),
        }]
    };
    conflicts.note(&of, differences);
}

/// What the right shares and the result does not: it stands in incidents of the left, and nobody
/// else needs it.
fn lowered<'a>(
    right: &'a Side,
    lefts: &[View<'a>],
    rights: &[View<'a>],
    within: &HashMap<&'a str, &Node>,
) -> HashSet<&'a str> {
    if within.is_empty() {
        return HashSet::new();
    }
    let mut own: HashMap<&str, HashSet<&str>> = HashMap::new();
    for view in lefts {
        let ids = view.given().map(|(_, id, _)| id);
        own.insert(&view.incident.id, ids.collect());
    }
    let mut needed: Vec<&str> = Vec::new();
    for view in rights {
        let at_hand = own.get(view.incident.id.as_str());
        let named = named(view).filter(|id| within.contains_key(id));
        needed.extend(named.filter(|id| !at_hand.is_some_and(|ids| ids.contains(id))));
    }
    let names: HashMap<&str, Vec<&str>> = right
        .catalog()
        .map(|(noun, node)| {
            let id = node.id().unwrap_or_default();
            (id, catalog_names(noun, node).collect())
        })
        .collect();
    // What is shared can name only what is shared, and so on.
    let kept = names.keys().filter(|id| !within.contains_key(*id));
    needed.extend(kept.flat_map(|id| &names[id]));
    let mut lowered: HashSet<&str> = within.keys().copied().collect();
    while let Some(id) = needed.pop() {
        if lowered.remove(id) {
            needed.extend(names.get(id).into_iter().flatten());
        }
    }
    lowered
}

/// Every party, source and report that an incident names.
fn named<'a>(view: &View<'a>) -> impl Iterator<Item = &'a str> {
    let node = view.node;
    let lists = CATALOG.into_iter().chain([Noun::Measure]);
    let listed = lists.flat_map(move |noun| {
        let nodes = node.list(noun.shape().list).iter();
        nodes.flat_map(move |node| catalog_names(noun, node))
    });
    let claims = view.claims.clone().into_iter();
    listed.chain(claims.flat_map(|node| catalog_names(Noun::Claim, node)))
}
