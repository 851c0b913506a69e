//! An incident with what follows from it before any profile or rule: whose word each claim is,
//! and of which day it speaks.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::incident::{Claim, ClaimIx, Incident, MeasureIx, PartyIx, SourceIx, When};

use super::brief::Brief;
use super::currency::Currency;
use super::names::OnePerson;
use super::origin::{Join, Joins, Origins, Voice, Voices, one_above_the_other, party_of};
use super::profile::Profile;
use super::quantities::Quantities;
use super::rank::Span;

/// An incident, with the origins and the dates of its claims worked out.
#[derive(Debug)]
pub struct Evidence {
    incident: Rc<Incident>,
    origins: Origins,
    dates: Vec<Dated>,
    /// The dates once more, as they are compared: close together, since a judgement looks at those
    /// of every claim of an origin and claims are wide.
    spans: Vec<Span>,
    briefs: Vec<Brief>,
    all: OnceCell<Rc<[ClaimIx]>>,
    by_measure: Vec<Rc<[ClaimIx]>>,
    /// Where each claim stands among those on its measure.
    places: Rc<[u32]>,
    joins: Joins,
    one_person: OnceCell<OnePerson>,
    /// How many ids of claims come before that of each claim.
    ranks: OnceCell<Vec<u32>>,
    /// The last judgement of each measure under each of a few profiles: a script asks for it at
    /// every step.
    judged: RefCell<HashMap<MeasureIx, Vec<Rc<Currency>>>>,
}

/// How many profiles are remembered for one measure; a script that makes profiles in a loop must
/// not fill the memory.
const REMEMBERED: usize = 8;

/// Where a claim's date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dated {
    /// The `as_of` of this claim: the claim's own, or that of one it repeats.
    AsOf(ClaimIx),
    /// The `published` of the report of this claim.
    Published(ClaimIx),
}

/// A claim that says what it may not, given whose word it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misuse {
    /// The claim.
    pub claim: ClaimIx,
    /// The key that is used wrongly.
    pub key: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Evidence {
    /// Works out origins and dates.
    ///
    /// # Errors
    /// Every claim that `updates` another origin's claim, where neither body is above the other.
    pub fn new(incident: Rc<Incident>) -> Result<Self, Vec<Misuse>> {
        let origins = Voices::new(&incident).origins();
        let misuses = false_updates(&incident, &origins);
        if !misuses.is_empty() {
            return Err(misuses);
        }
        let mut by_measure = vec![Vec::new(); incident.measures.len()];
        let mut places = Vec::with_capacity(incident.claims.len());
        for (at, claim) in incident.claims.iter().enumerate() {
            let fellows = &mut by_measure[claim.measure.get()];
            places.push(u32::try_from(fellows.len()).expect("fewer than 2^32 claims"));
            fellows.push(ClaimIx::new(at));
        }
        let dates = dates(&incident);
        let joins = Joins::new(&incident, &origins);
        Ok(Self {
            spans: spans(&incident, &dates),
            briefs: incident.claims.iter().map(Brief::of).collect(),
            dates,
            places: places.into(),
            by_measure: by_measure.into_iter().map(Rc::from).collect(),
            all: OnceCell::new(),
            judged: RefCell::default(),
            one_person: OnceCell::new(),
            ranks: OnceCell::new(),
            incident,
            origins,
            joins,
        })
    }

    /// Returns the incident.
    #[must_use]
    pub fn incident(&self) -> &Rc<Incident> {
        &self.incident
    }

    /// Returns the claim at `ix`.
    #[must_use]
    pub fn claim(&self, ix: ClaimIx) -> &Claim {
        self.incident.claim(ix)
    }

    /// Returns the origins of a claim, without doubles, in the order of its speakers.
    #[must_use]
    pub fn origins(&self, claim: ClaimIx) -> &[SourceIx] {
        self.origins.of(claim)
    }

    /// Returns what an origin is joined into.
    #[must_use]
    pub fn voice(&self, join: Join, origin: SourceIx) -> Voice {
        self.joins.voice(join, origin)
    }

    /// Returns the date of a claim: its `as_of`; else the date of the claim that it repeats; else
    /// the day on which its report was published; else none.
    #[must_use]
    pub fn date(&self, claim: ClaimIx) -> Option<&When> {
        match self.dates[claim.get()] {
            Dated::AsOf(claim) => self.claim(claim).as_of.as_ref(),
            Dated::Published(claim) => self.published(claim),
        }
    }

    /// Returns the span of the date of a claim.
    pub(crate) fn span(&self, claim: ClaimIx) -> Span {
        self.spans[claim.get()]
    }

    /// Returns a number by which claims sort as by their ids.
    pub(crate) fn rank_by_id(&self, claim: ClaimIx) -> u32 {
        self.ranks.get_or_init(|| ranks(&self.incident))[claim.get()]
    }

    /// Returns a claim in brief.
    pub(crate) fn brief(&self, claim: ClaimIx) -> Brief {
        self.briefs[claim.get()]
    }

    /// Returns where each claim stands among those on its measure.
    pub(crate) fn places(&self) -> &Rc<[u32]> {
        &self.places
    }

    /// Returns when the report of a claim was published.
    #[must_use]
    pub fn published(&self, claim: ClaimIx) -> Option<&When> {
        self.incident
            .report(self.claim(claim).report)
            .published
            .as_ref()
    }

    /// Returns which entries of people are one person.
    pub(crate) fn one_person(&self) -> &OnePerson {
        self.one_person
            .get_or_init(|| OnePerson::new(&self.incident))
    }

    /// Returns every claim, in file order.
    pub(crate) fn all(&self) -> &Rc<[ClaimIx]> {
        let all = || (0..self.incident.claims.len()).map(ClaimIx::new).collect();
        self.all.get_or_init(all)
    }

    /// Returns the claims on a measure, in file order.
    #[must_use]
    pub fn on(&self, measure: MeasureIx) -> &Rc<[ClaimIx]> {
        &self.by_measure[measure.get()]
    }

    /// Returns the party of a claim: that of its first speaker whose party is known.
    #[must_use]
    pub fn party(&self, claim: ClaimIx) -> Option<PartyIx> {
        self.parties(claim).next()
    }

    fn parties(&self, claim: ClaimIx) -> impl Iterator<Item = PartyIx> {
        let speakers = self.claim(claim).by.iter();
        speakers.filter_map(|speaker| party_of(&self.incident, *speaker))
    }

    /// Tells whether a claim is a party's word about itself: the party of a speaker is the one
    /// counted.
    #[must_use]
    pub fn is_own(&self, claim: ClaimIx) -> bool {
        let counted = self.incident.measure(self.claim(claim).measure).party;
        counted.is_some_and(|counted| self.parties(claim).any(|party| party == counted))
    }

    /// Tells whether a claim is a party's word about another: the party of a speaker and the one
    /// counted are both known, and no speaker is of the one counted. What two sides say together
    /// is nobody's word about an enemy.
    #[must_use]
    pub fn is_enemy(&self, claim: ClaimIx) -> bool {
        let counted = self.incident.measure(self.claim(claim).measure).party;
        counted.is_some() && self.parties(claim).next().is_some() && !self.is_own(claim)
    }

    /// Tells whether a claim is the word of a perpetrator: every speaker, or else every origin, is
    /// of a party that is marked so. What it says together with anybody else is not its word alone.
    #[must_use]
    pub fn is_perpetrator(&self, claim: ClaimIx) -> bool {
        let incident = &self.incident;
        let is_of_one = |source: &SourceIx| {
            let party = party_of(incident, *source);
            party.is_some_and(|party| incident.party(party).perpetrator == Some(true))
        };
        let all_are = |sources: &[SourceIx]| !sources.is_empty() && sources.iter().all(is_of_one);
        all_are(&self.claim(claim).by) || all_are(self.origins(claim))
    }

    /// Tells whether a claim is a party's word about another, or has its figure from nobody but
    /// such a party, whoever retells it.
    #[must_use]
    pub fn comes_from_enemy(&self, claim: ClaimIx) -> bool {
        let Some(counted) = self.incident.measure(self.claim(claim).measure).party else {
            return false;
        };
        let origins = self.origins(claim);
        let is_of_another = |source: &SourceIx| {
            party_of(&self.incident, *source).is_some_and(|party| party != counted)
        };
        self.is_enemy(claim) || (!origins.is_empty() && origins.iter().all(is_of_another))
    }

    /// Judges which claims on a measure are current, under a profile.
    #[must_use]
    pub fn currency(&self, measure: MeasureIx, profile: &Rc<Profile>) -> Rc<Currency> {
        let mut judged = self.judged.borrow_mut();
        let known = judged.entry(measure).or_default();
        let same = |profile: &Rc<Profile>, currency: &Rc<Currency>| {
            Rc::ptr_eq(currency.profile(), profile) || currency.profile() == profile
        };
        if let Some(currency) = known.iter().find(|currency| same(profile, currency)) {
            return Rc::clone(currency);
        }
        let quantities = Rc::new(Quantities::new(self, measure, Rc::clone(profile)));
        let currency = Rc::new(Currency::judge(self, quantities, &|_| false));
        if known.len() == REMEMBERED {
            known.remove(0);
        }
        known.push(Rc::clone(&currency));
        currency
    }
}

fn dates(incident: &Incident) -> Vec<Dated> {
    let mut dates: Vec<Option<Dated>> = vec![None; incident.claims.len()];
    let mut chain = Vec::new();
    for start in 0..dates.len() {
        let mut at = start;
        while dates[at].is_none() {
            let claim = &incident.claims[at];
            chain.push(at);
            match claim.repeats.first() {
                _ if claim.as_of.is_some() => dates[at] = Some(Dated::AsOf(ClaimIx::new(at))),
                Some(repeated) => at = repeated.get(),
                None => dates[at] = Some(Dated::Published(ClaimIx::new(at))),
            }
        }
        while let Some(copy) = chain.pop() {
            dates[copy] = dates[at];
        }
    }
    dates.into_iter().flatten().collect()
}

/// Sorts the ids once, by their first bytes where those differ: ids lie far apart.
fn ranks(incident: &Incident) -> Vec<u32> {
    let first_bytes = |id: &str| {
        let mut bytes = [0; 16];
        for (byte, of) in bytes.iter_mut().zip(id.bytes()) {
            *byte = of;
        }
        u128::from_be_bytes(bytes)
    };
    let id = |at: u32| incident.claims[at as usize].id.as_str();
    let mut order: Vec<(u128, u32)> = (0..)
        .zip(&incident.claims)
        .map(|(at, claim)| (first_bytes(&claim.id), at))
        .collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| id(a.1).cmp(id(b.1))));
    let mut ranks = vec![0; order.len()];
    for (rank, (_, at)) in (0..).zip(order) {
        ranks[at as usize] = rank;
    }
    ranks
}

fn spans(incident: &Incident, dates: &[Dated]) -> Vec<Span> {
    let published = |report| Span::of(incident.report(report).published.as_ref());
    let published: Vec<Span> = incident.reports().map(published).collect();
    let span = |dated: &Dated| match *dated {
        Dated::AsOf(claim) => Span::of(incident.claim(claim).as_of.as_ref()),
        Dated::Published(claim) => published[incident.claim(claim).report.get()],
    };
    dates.iter().map(span).collect()
}

fn false_updates(incident: &Incident, origins: &Origins) -> Vec<Misuse> {
    let mut misuses = Vec::new();
    for (at, claim) in incident.claims.iter().enumerate() {
        for updated in &claim.updates {
            let related = origins.of(ClaimIx::new(at)).iter().any(|one| {
                let others = origins.of(*updated);
                others
                    .iter()
                    .any(|other| one_above_the_other(incident, *one, *other))
            });
            if !related {
                let name = |origins: &[SourceIx]| {
                    let ids: Vec<_> = origins
                        .iter()
                        .map(|o| format!("`{}`", incident.source(*o).id))
                        .collect();
                    ids.join(", ")
                };
                misuses.push(Misuse {
                    claim: ClaimIx::new(at),
                    key: "updates",
                    message: format!(
                        "expected a claim of the same origin, or of a body above or below it in \
                         `part_of`; found `{}`, whose origin is {}, where this claim's is {}",
                        incident.claim(*updated).id,
                        name(origins.of(*updated)),
                        name(origins.of(ClaimIx::new(at))),
                    ),
                    hint: "another body's other figure is a second claim; `corrects` is for \
                           anybody; `part_of` says that one body belongs to another"
                        .to_owned(),
                });
            }
        }
    }
    misuses
}
