//! Which speakers may be one body: those that share words, letters or figures are compared.

use std::collections::HashSet;
use std::rc::Rc;

use crate::incident::{Kind, PartyIx, Source, SourceIx};
use crate::reconcile::{Evidence, Joined, Profile, party_of};

use super::blocks::{Blocks, Key};
use super::body_name::BodyName;
use super::body_pair::{Pair, is_side};
use super::figures::Figures;
use super::letters::{spelling, words};
use super::{Strength, Suspicion, Suspicions};

/// Claims of more speakers than this are no sign that two of them are two bodies.
const JOINTLY: usize = 8;

/// A source of a group of incidents that share a catalog.
pub(super) struct Member<'a> {
    /// The incident that it is in; none for one that all share.
    pub(super) scope: Option<usize>,
    /// An incident that sees it.
    pub(super) home: usize,
    pub(super) source: &'a Source,
    pub(super) party: Option<PartyIx>,
    /// None for those of whom nobody knows who they are.
    pub(super) name: Option<BodyName>,
}

/// Looks for bodies in incidents that share a catalog.
pub(super) fn look(group: &[Rc<Evidence>], profile: &Rc<Profile>, found: &mut Suspicions) {
    let members = members(group);
    let bases: Vec<usize> = bases(group);
    let shared = group
        .first()
        .map_or(0, |of| of.incident().shared.sources.len());
    let number = |at: usize, source: SourceIx| match source.get().checked_sub(shared) {
        Some(own) => bases[at] + own,
        None => source.get(),
    };
    let figures = Figures::gather(group, profile, number);
    let mut linked = linked(group, number);
    let jointly = jointly(group, number);
    let mut blocks = Blocks::default();
    for (at, member) in members.iter().enumerate() {
        let Some(name) = &member.name else {
            continue;
        };
        blocks.add(member.scope, Key::Whole(name.reads()), at);
        for key in name.keys() {
            blocks.add(member.scope, Key::Part(key), at);
        }
        if let Some(party) = member.party.filter(|_| is_side(member.source.kind)) {
            for key in figures.keys(at) {
                blocks.add(
                    member.scope,
                    Key::Part(format!("{} says {key}", party.get())),
                    at,
                );
            }
        }
    }
    let pairs = blocks.pairs();
    found.compared += pairs.pairs.len();
    for (first, more) in pairs.crowds {
        let name = &members[first].source.name;
        found.left_out.push(format!(
            "and {more} more sources whose names read as `{name}` does were not compared"
        ));
    }
    let mut suspected = Vec::new();
    for (one, other) in pairs.pairs {
        if linked.are(one, other) {
            continue;
        }
        let agreement = figures.compare(one, other);
        found.looks += agreement.looks;
        let pair = Pair {
            one: &members[one],
            other: &members[other],
            agreement,
            jointly: jointly.contains(&(one, other)),
        };
        if let Some(suspicion) = pair.suspicion(group) {
            suspected.push((one, other, suspicion));
        }
    }
    found.list.extend(thinned(suspected, &mut linked));
}

/// Sorts suspicions, the strong first, and leaves out those that deciding other strong ones
/// decides.
pub(super) fn thinned(
    mut suspected: Vec<(usize, usize, Suspicion)>,
    linked: &mut Joined<usize>,
) -> impl Iterator<Item = Suspicion> {
    suspected.sort_by_key(|(one, other, suspicion)| (suspicion.strength, *one, *other));
    let mut told = HashSet::new();
    suspected
        .into_iter()
        .filter_map(move |(one, other, suspicion)| {
            let is_new = match suspicion.strength {
                Strength::Strong => linked.join(one, other),
                Strength::Weak if linked.are(one, other) => false,
                // A name that joins a body joins whatever else that body is called.
                Strength::Weak if suspicion.link.is_none() => {
                    told.insert((linked.root(one), linked.root(other)))
                }
                Strength::Weak => true,
            };
            is_new.then_some(suspicion)
        })
}

/// Where the own sources of each incident begin, behind the shared ones.
fn bases(group: &[Rc<Evidence>]) -> Vec<usize> {
    let mut next = group
        .first()
        .map_or(0, |of| of.incident().shared.sources.len());
    let bases = group.iter().map(|evidence| {
        let base = next;
        next += evidence.incident().own.sources.len();
        base
    });
    bases.collect()
}

fn members(group: &[Rc<Evidence>]) -> Vec<Member<'_>> {
    let mut members = Vec::new();
    for (home, evidence) in group.iter().enumerate() {
        let incident = evidence.incident();
        let shared = incident.shared.sources.len();
        let countries: Vec<String> = incident
            .parties()
            .filter_map(|party| country(&incident.party(party).name))
            .collect();
        for source in incident.sources() {
            let is_shared = source.get() < shared;
            if is_shared && home > 0 {
                continue;
            }
            let of = incident.source(source);
            let is_known =
                of.heard_by.is_none() && !matches!(of.kind, Kind::Unnamed | Kind::Witness);
            members.push(Member {
                scope: (!is_shared).then_some(home),
                home,
                source: of,
                party: party_of(incident, source),
                name: is_known.then(|| match of.kind {
                    Kind::Official => BodyName::new(&of.name, &countries),
                    // An outlet for a country is not the outlet.
                    _ => BodyName::new(&of.name, &[]),
                }),
            });
        }
    }
    members
}

/// The name of a party that looks like that of a country: one word.
fn country(party: &str) -> Option<String> {
    match &words(party)[..] {
        [word] => Some(spelling(&word.plain)),
        _ => None,
    }
}

fn linked(group: &[Rc<Evidence>], number: impl Fn(usize, SourceIx) -> usize) -> Joined<usize> {
    let mut linked = Joined::default();
    for (at, evidence) in group.iter().enumerate() {
        let incident = evidence.incident();
        let own = if at == 0 {
            0
        } else {
            incident.shared.sources.len()
        };
        for source in incident.sources().skip(own) {
            let of = incident.source(source);
            for other in [of.part_of, of.voice_of, of.heard_by].into_iter().flatten() {
                linked.join(number(at, source), number(at, other));
            }
        }
    }
    linked
}

/// Sources that say something together, which one body does not do.
fn jointly(
    group: &[Rc<Evidence>],
    number: impl Fn(usize, SourceIx) -> usize,
) -> HashSet<(usize, usize)> {
    let mut jointly = HashSet::new();
    for (at, evidence) in group.iter().enumerate() {
        for claim in evidence.incident().claims.iter() {
            if !(2..=JOINTLY).contains(&claim.by.len()) {
                continue;
            }
            let mut by: Vec<usize> = claim.by.iter().map(|by| number(at, *by)).collect();
            by.sort_unstable();
            for (nth, one) in by.iter().enumerate() {
                jointly.extend(by[nth + 1..].iter().map(|other| (*one, *other)));
            }
        }
    }
    jointly
}
