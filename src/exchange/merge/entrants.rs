//! The claims and people of an incident of the result, before their ids are known.

use std::collections::HashMap;

use crate::exchange::ids::{Wanted, settle};
use crate::exchange::pairing::{Hand, Paired};
use crate::exchange::rewrite::rewrite;
use crate::exchange::side::View;
use crate::incident::{
    Claim, ClaimIx, Located, Node, Noun, Object, PersonIx, Says, made_claim_id, made_person_id,
};

/// The claims and people of an incident, and the reports that claims stand in.
#[derive(Debug)]
pub(super) struct Entrants<'v, 'a> {
    left: &'v View<'a>,
    right: Option<&'v View<'a>>,
    reports: Vec<Node>,
    claims: Vec<Entrant<'a>>,
    people: Vec<Entrant<'a>>,
}

/// A claim or a person.
#[derive(Debug)]
struct Entrant<'a> {
    node: &'a Node,
    /// The place on the left, and that on the right.
    at: [Option<usize>; 2],
    /// The report that a claim stands in, by place; none for one among the claims of the incident.
    home: Option<usize>,
    id: String,
    /// Whether the id is written.
    is_written: bool,
}

/// The lists of the result.
pub(super) struct Claims {
    pub(super) reports: Vec<Node>,
    pub(super) loose: Vec<Node>,
    pub(super) people: Vec<Node>,
}

impl<'v, 'a> Entrants<'v, 'a> {
    /// Takes every claim and person of the left, and those that only the right has. A claim of the
    /// left stays where it is unless its report is shared now; one of the right goes into its
    /// report where that stands in the incident.
    pub(super) fn new(
        left: &'v View<'a>,
        paired: Option<&Paired<'v, 'a>>,
        reports: Vec<Node>,
    ) -> Self {
        let right = paired.map(|paired| paired.right);
        let homes = reports.iter().enumerate();
        let homes: HashMap<&str, usize> = homes
            .filter_map(|(at, node)| Some((node.id()?, at)))
            .collect();
        let home = |view: &View<'a>, at: usize| homes.get(view.report_id(at)).copied();
        let mut claims = Vec::with_capacity(left.claims.len());
        for (at, node) in left.claims.iter().enumerate() {
            let partner = paired.and_then(|paired| paired.claims.left[at]);
            let home = home(left, at).filter(|_| left.is_housed(at));
            claims.push(Entrant::new(node, [Some(at), partner], home));
        }
        let mut people: Vec<Entrant<'a>> = Vec::with_capacity(left.people.len());
        for (at, node) in left.people.iter().enumerate() {
            let partner = paired.and_then(|paired| paired.people.left[at]);
            people.push(Entrant::new(node, [Some(at), partner], None));
        }
        if let Some(paired) = paired {
            let right = paired.right;
            claims.extend(paired.claims.only_right().map(|at| {
                let home = home(right, at);
                Entrant::new(right.claims[at], [None, Some(at)], home)
            }));
            people.extend(paired.people.only_right().map(|at| {
                let node = &right.people[at];
                Entrant::new(node, [None, Some(at)], None)
            }));
        }
        Self {
            left,
            right,
            reports,
            claims,
            people,
        }
    }

    /// Puts the claims into the order in which the result will have them.
    pub(super) fn order(&mut self, loose_come_first: bool) {
        self.claims.sort_by_key(|entrant| match entrant.home {
            Some(report) => (loose_come_first, report),
            None => (!loose_come_first, 0),
        });
    }

    /// Finds the ids; `taken` are those of all here but claims, people and reports, and `is_shared`
    /// tells those of what the result shares.
    pub(super) fn settle(&mut self, taken: &[&str], is_shared: &dyn Fn(&str) -> bool) {
        let is_named = self.named();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let claims = self.claims.iter().map(|entrant| {
            let (view, at) = self.home_of(entrant);
            let report = view.report_id(at);
            let count = counts.entry(report).or_default();
            *count += 1;
            (entrant, Noun::Claim, made_claim_id(report, *count))
        });
        let people = self.people.iter().enumerate();
        let people = people.map(|(at, entrant)| (entrant, Noun::Person, made_person_id(at + 1)));
        let wanted: Vec<Wanted<'_>> = claims
            .chain(people)
            .zip(is_named)
            .map(|((entrant, noun, made), is_named)| Wanted {
                given: self.given(entrant, noun),
                was: {
                    let (view, at) = self.home_of(entrant);
                    id(view, noun, at)
                },
                made,
                is_first: entrant.at[0].is_some(),
                is_named,
            })
            .collect();
        let reports = self.reports.iter().filter_map(Node::id);
        let ids = settle(&wanted, taken.iter().copied().chain(reports), is_shared);
        let settled: Vec<(String, bool)> = ids
            .into_iter()
            .zip(&wanted)
            .map(|(id, wanted)| {
                let is_written = wanted.given.is_some() || id != wanted.made;
                (id, is_written)
            })
            .collect();
        drop(wanted);
        let entrants = self.claims.iter_mut().chain(&mut self.people);
        for (entrant, (id, is_written)) in entrants.zip(settled) {
            entrant.id = id;
            entrant.is_written = is_written;
        }
    }

    /// Returns where each claim stood.
    pub(super) fn places(&self) -> Vec<Located> {
        let claims = self.claims.iter();
        claims
            .map(|entrant| {
                let (view, at) = self.home_of(entrant);
                view.place(at).clone()
            })
            .collect()
    }

    /// Writes everything with its id, and with those of whom it names.
    pub(super) fn into_claims(self) -> Claims {
        let tables = [Hand::Left, Hand::Right].map(|hand| self.renamed(hand));
        let written = |entrant: &Entrant<'_>, noun: Noun| {
            let hand = usize::from(entrant.at[0].is_none());
            let (view, at) = self.home_of(entrant);
            let mut node = entrant.node.clone();
            let counts =
                noun == Noun::Claim && matches!(view.incident.claims[at].says, Says::Count(_));
            if !tables[hand].is_empty() {
                rewrite(noun, &mut node, counts, &|id| tables[hand].get(id).cloned());
            }
            if entrant.is_written && node.id().is_none() {
                node.remove("id");
                put_at(&mut node, 0, "id", &entrant.id);
            }
            node
        };
        let mut housed: Vec<Vec<Node>> = vec![Vec::new(); self.reports.len()];
        let mut loose = Vec::new();
        for entrant in &self.claims {
            let mut node = written(entrant, Noun::Claim);
            let (view, at) = self.home_of(entrant);
            match entrant.home {
                Some(home) => {
                    // What stood in the report may say so as well; what comes into it need not.
                    if !view.is_housed(at) {
                        node.remove("in");
                    }
                    housed[home].push(node);
                }
                None => {
                    if node.get("in").is_none() {
                        node.remove("in");
                        let says = node.fields().iter().position(|(key, _)| key == "says");
                        let place = says.unwrap_or(node.fields().len());
                        put_at(&mut node, place, "in", view.report_id(at));
                    }
                    loose.push(node);
                }
            }
        }
        let people = self.people.iter();
        let people = people
            .map(|entrant| written(entrant, Noun::Person))
            .collect();
        let mut reports = self.reports;
        for (report, claims) in reports.iter_mut().zip(housed) {
            super::incident::put(report, Noun::Claim, claims);
        }
        Claims {
            reports,
            loose,
            people,
        }
    }

    /// The view that a entrant is written as in, and its place there.
    fn home_of(&self, entrant: &Entrant<'a>) -> (&'v View<'a>, usize) {
        match (entrant.at, self.right) {
            ([None, Some(at)], Some(right)) => (right, at),
            ([at, _], _) => (self.left, at.unwrap_or_default()),
        }
    }

    /// The id that one of the two gives.
    fn given(&self, entrant: &Entrant<'a>, noun: Noun) -> Option<&'a str> {
        let other = || {
            let (right, at) = self.right.zip(entrant.at[1])?;
            match noun {
                Noun::Claim => right.claims[at].id(),
                _ => right.people[at].id(),
            }
        };
        entrant.node.id().or_else(other)
    }

    /// The ids of one side that are others in the result.
    fn renamed(&self, hand: Hand) -> HashMap<&'a str, String> {
        let view = match hand {
            Hand::Left => self.left,
            Hand::Right => match self.right {
                Some(right) => right,
                None => return HashMap::new(),
            },
        };
        let claims = self.claims.iter().map(|entrant| (entrant, Noun::Claim));
        let people = self.people.iter().map(|entrant| (entrant, Noun::Person));
        let all = claims.chain(people);
        all.filter_map(|(entrant, noun)| {
            let was = id(view, noun, entrant.at[hand as usize]?);
            (was != entrant.id).then(|| (was, entrant.id.clone()))
        })
        .collect()
    }

    /// Tells of each claim and then of each person whether anybody who is written names it.
    fn named(&self) -> Vec<bool> {
        let views = [Some(self.left), self.right];
        let mut named = vec![false; self.claims.len() + self.people.len()];
        let mut places: [HashMap<Object, usize>; 2] = Default::default();
        for (place, entrant) in self.claims.iter().chain(&self.people).enumerate() {
            for hand in [0, 1] {
                if let Some(at) = entrant.at[hand] {
                    let object = if place < self.claims.len() {
                        Object::Claim(ClaimIx::new(at))
                    } else {
                        Object::Person(PersonIx::new(at))
                    };
                    places[hand].insert(object, place);
                }
            }
        }
        for (place, entrant) in self.claims.iter().chain(&self.people).enumerate() {
            let hand = usize::from(entrant.at[0].is_none());
            let (Some(view), Some(at)) = (views[hand], entrant.at[hand]) else {
                continue;
            };
            let objects: Vec<Object> = if place < self.claims.len() {
                named_by(&view.incident.claims[at])
            } else {
                let person = &view.incident.people[at];
                let links = [&person.same_as, &person.maybe_same_as]
                    .into_iter()
                    .flatten();
                links.map(|link| Object::Person(link.person)).collect()
            };
            for object in objects {
                if let Some(place) = places[hand].get(&object) {
                    named[*place] = true;
                }
            }
        }
        named
    }
}

impl<'a> Entrant<'a> {
    fn new(node: &'a Node, at: [Option<usize>; 2], home: Option<usize>) -> Self {
        Self {
            node,
            at,
            home,
            id: String::new(),
            is_written: false,
        }
    }
}

fn id<'a>(view: &View<'a>, noun: Noun, at: usize) -> &'a str {
    match noun {
        Noun::Claim => &view.incident.claims[at].id,
        _ => &view.incident.people[at].id,
    }
}

/// The claims and people that a claim names.
fn named_by(claim: &Claim) -> Vec<Object> {
    let claims = claim.repeats.iter().chain(&claim.updates);
    let claims = claims.chain(&claim.corrects).chain(&claim.retracts);
    let claims = claims.chain(&claim.base).map(|ix| Object::Claim(*ix));
    claims
        .chain(claim.people.iter().map(|ix| Object::Person(*ix)))
        .collect()
}

/// Puts a text under a new key at a place among the others.
fn put_at(node: &mut Node, place: usize, key: &str, text: &str) {
    if let Node::Object(fields) = node {
        fields.insert(place, (key.to_owned(), Node::text(text)));
    }
}
