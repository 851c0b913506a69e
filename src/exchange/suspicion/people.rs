//! Which people may be one: those that share words of their names are compared.

use std::rc::Rc;

use crate::incident::{Incident, Person, PersonIx};
use crate::reconcile::{Evidence, Joined};

use super::Suspicions;
use super::blocks::{Blocks, Key};
use super::bodies::thinned;
use super::person_name::PersonName;
use super::person_pair::suspicion;

/// As many spellings of a person are compared.
const SPELLINGS: usize = 12;

/// Looks for people in an incident.
pub(super) fn look(evidence: &Rc<Evidence>, found: &mut Suspicions) {
    let incident = evidence.incident();
    let people: Vec<Named<'_>> = named(incident);
    let mut linked = Joined::default();
    let mut blocks = Blocks::default();
    for (at, named) in people.iter().enumerate() {
        let links = [&named.person.same_as, &named.person.maybe_same_as];
        for link in links.into_iter().flatten() {
            linked.join(at, link.person.get());
        }
        for name in &named.names {
            blocks.add(None, Key::Whole(name.whole()), at);
            for key in name.keys() {
                blocks.add(None, Key::Part(key), at);
            }
        }
    }
    let pairs = blocks.pairs();
    found.compared += pairs.pairs.len();
    for (first, more) in pairs.crowds {
        let name = people[first].person.label();
        found.left_out.push(format!(
            "and {more} more people of `{}` whose names read as `{name}` does were not compared",
            incident.id
        ));
    }
    let mut suspected = Vec::new();
    for (one, other) in pairs.pairs {
        if !linked.are(one, other)
            && let Some(suspicion) = suspicion(incident, &people[one], &people[other])
        {
            suspected.push((one, other, suspicion));
        }
    }
    found.list.extend(thinned(suspected, &mut linked));
}

/// A person with all names, and where they are named.
pub(super) struct Named<'a> {
    pub(super) person: &'a Person,
    pub(super) names: Vec<PersonName>,
    /// The claims that name them, in order.
    pub(super) claims: Vec<usize>,
}

fn named(incident: &Incident) -> Vec<Named<'_>> {
    let people = incident.people.iter().map(|person| {
        let name = person.name.iter();
        let variants = person.variants.iter().map(|variant| &variant.name);
        let names = name.chain(variants).take(SPELLINGS);
        Named {
            names: names.map(|name| PersonName::new(name)).collect(),
            person,
            claims: Vec::new(),
        }
    });
    let mut people: Vec<Named<'_>> = people.collect();
    for (at, claim) in incident.claims.iter().enumerate() {
        for person in &claim.people {
            people[PersonIx::get(*person)].claims.push(at);
        }
    }
    people
}
