//! The people whom claims name: a floor under every count of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::incident::{ClaimIx, Incident, MeasureIx, PersonIx};

use super::evidence::Evidence;
use super::joined::Joined;
use super::origin::{Join, Voice};

/// Those named by some claims on a measure.
///
/// `same_as` makes two entries one person. `maybe_same_as` leaves it open, so that there are at
/// least [`Names::low`] distinct identified people and at most [`Names::high`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Distinct identified people, a possible double counted once.
    pub low: usize,
    /// Distinct identified people, a possible double counted twice.
    pub high: usize,
    /// People of whom nobody says who they are.
    pub unidentified: usize,
    /// One entry for each distinct person, identified first, each with the claims that carry them.
    pub people: Vec<Named>,
}

/// A person and the claims that carry them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The first entry of the person in file order.
    pub person: PersonIx,
    /// Whether anybody says who it is.
    pub identified: bool,
    /// The claims, in file order.
    pub claims: Vec<ClaimIx>,
}

impl Names {
    /// Counts those whom `claims` carry. A person whom the casebook counts under another measure
    /// is left out.
    #[must_use]
    pub fn carried(
        evidence: &Evidence,
        measure: MeasureIx,
        claims: impl Iterator<Item = ClaimIx>,
    ) -> Self {
        let incident = evidence.incident();
        let mut carried: BTreeMap<PersonIx, Vec<ClaimIx>> = BTreeMap::new();
        for ix in claims {
            for person in &evidence.claim(ix).people {
                if incident
                    .person(*person)
                    .measure
                    .is_none_or(|of| of == measure)
                {
                    let claims = carried.entry(*person).or_default();
                    if claims.last() != Some(&ix) {
                        claims.push(ix);
                    }
                }
            }
        }
        if carried.is_empty() {
            return Self::default();
        }
        let one = evidence.one_person();
        let mut people: BTreeMap<PersonIx, Named> = BTreeMap::new();
        for (person, claims) in carried {
            let identified = !incident.person(person).unidentified;
            let named = people.entry(one.surely(person)).or_insert_with(|| Named {
                person,
                identified: false,
                claims: Vec::new(),
            });
            named.identified |= identified;
            named.claims.extend(claims);
        }
        let mut low = BTreeSet::new();
        for named in people.values_mut() {
            named.claims.sort_unstable();
            named.claims.dedup();
            if named.identified {
                low.insert(one.maybe(named.person));
            }
        }
        let mut people: Vec<Named> = people.into_values().collect();
        people.sort_by_key(|named| (!named.identified, named.person));
        let high = people.iter().filter(|named| named.identified).count();
        Self {
            low: low.len(),
            high,
            unidentified: people.len() - high,
            people,
        }
    }
}

impl Named {
    /// Returns the independent origins that name the person. A name does not expire, so a claim
    /// that an origin has since overtaken speaks for it all the same.
    #[must_use]
    pub fn origins(&self, evidence: &Evidence) -> BTreeSet<Voice> {
        let origins = self.claims.iter().flat_map(|ix| evidence.origins(*ix));
        origins
            .map(|origin| evidence.voice(Join::Independent, *origin))
            .collect()
    }
}

impl Names {
    /// Returns the distinct identified people whom at least `need` independent origins name, the
    /// other identified people, and how many the first are where those who may be one another are
    /// one.
    ///
    /// Two entries that may be one person are not added up: whether the word of the one counts for
    /// the other is as open as whether they are one.
    #[must_use]
    pub fn by_origins(
        &self,
        evidence: &Evidence,
        need: usize,
    ) -> (Vec<&Named>, Vec<&Named>, usize) {
        let identified = self.people.iter().filter(|named| named.identified);
        let (reached, rest): (Vec<&Named>, Vec<&Named>) =
            identified.partition(|named| named.origins(evidence).len() >= need);
        let one = evidence.one_person();
        let distinct = reached.iter().map(|named| one.maybe(named.person));
        let low = distinct.collect::<BTreeSet<_>>().len();
        (reached, rest, low)
    }
}

/// Which entries are one person, surely and maybe, worked out once for an incident: counting the
/// names of a few claims must not cost as much as all people of the incident.
#[derive(Debug)]
pub(crate) struct OnePerson {
    surely: HashMap<PersonIx, PersonIx>,
    maybe: HashMap<PersonIx, PersonIx>,
}

impl OnePerson {
    /// Follows every link. Links count whoever carries the people that they join.
    pub(crate) fn new(incident: &Incident) -> Self {
        let mut same = Joined::default();
        let mut maybe = Joined::default();
        for (at, entry) in incident.people.iter().enumerate() {
            let person = PersonIx::new(at);
            if let Some(link) = &entry.same_as {
                same.join(person, link.person);
                maybe.join(person, link.person);
            }
            if let Some(link) = &entry.maybe_same_as {
                maybe.join(person, link.person);
            }
        }
        Self {
            surely: same.settled(),
            maybe: maybe.settled(),
        }
    }

    /// The first entry of those that are surely this person.
    fn surely(&self, person: PersonIx) -> PersonIx {
        *self.surely.get(&person).unwrap_or(&person)
    }

    /// The first entry of those that may be this person.
    fn maybe(&self, person: PersonIx) -> PersonIx {
        *self.maybe.get(&person).unwrap_or(&person)
    }
}
