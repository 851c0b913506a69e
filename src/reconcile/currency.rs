//! Which claims still stand: those that are out, those that are superseded, and for which of
//! their origins the rest are current.
//!
//! Out come first the claims that are set aside, those that are retracted and those that retract,
//! those that an update or a correction names, and copies of what is out. Of the rest, a claim is
//! *overtaken* in an origin by that origin's certainly later word, and *superseded* there when all
//! claims of its reading are. See section "Currency" of the README.

use std::collections::HashMap;
use std::rc::Rc;

use jiff::civil::Date;

use crate::incident::{ClaimIx, Coverage, SourceIx, Standing, When};

use super::evidence::Evidence;
use super::profile::Profile;
use super::quantities::{Quantities, Reading};

/// How a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is current, at least for one of its origins.
    Current,
    /// The casebook sets it aside.
    SetAside,
    /// A step of a selection sets it aside.
    SetAsideHere,
    /// It retracts another and says nothing itself.
    Retracts,
    /// This claim retracts it.
    Retracted(ClaimIx),
    /// This claim corrects it.
    Corrected(ClaimIx),
    /// This claim updates it.
    Updated(ClaimIx),
    /// It repeats this claim, which is out.
    RepeatsOut(ClaimIx),
    /// Each of its origins has a later word; this claim is one such.
    Superseded(ClaimIx),
}

impl Status {
    /// Tells whether a name that the claim carries still stands: currency expires no name.
    #[must_use]
    pub fn carries_names(self) -> bool {
        match self {
            Self::SetAside | Self::SetAsideHere | Self::Retracted(_) | Self::Corrected(_) => false,
            Self::Current
            | Self::Retracts
            | Self::Updated(_)
            | Self::RepeatsOut(_)
            | Self::Superseded(_) => true,
        }
    }
}

/// How every claim on a measure stands.
#[derive(Debug)]
pub struct Currency {
    quantities: Rc<Quantities>,
    status: Vec<Status>,
    /// The origins for which a claim is current, where those are not all of its origins.
    partly: HashMap<ClaimIx, Box<[SourceIx]>>,
}

impl Currency {
    /// Judges the claims on a measure; `set_aside` names those that the caller sets aside besides
    /// those of the casebook.
    #[must_use]
    pub fn judge(
        evidence: &Evidence,
        quantities: Rc<Quantities>,
        set_aside: &dyn Fn(ClaimIx) -> bool,
    ) -> Self {
        let mut status = out(evidence, &quantities, set_aside);
        let partly = supersede(evidence, &quantities, &mut status);
        Self {
            quantities,
            status,
            partly,
        }
    }

    /// Returns what the claims say, under the profile in use.
    #[must_use]
    pub fn quantities(&self) -> &Rc<Quantities> {
        &self.quantities
    }

    /// Returns the profile in use.
    #[must_use]
    pub fn profile(&self) -> &Rc<Profile> {
        &self.quantities.profile
    }

    /// Returns how a claim on the measure stands.
    ///
    /// # Panics
    /// Where the claim is on another measure.
    #[must_use]
    pub fn status(&self, claim: ClaimIx) -> Status {
        let place = self.quantities.place(claim);
        self.status[place.expect("a claim on the measure that was judged")]
    }

    /// Tells whether a claim is current for at least one of its origins.
    #[must_use]
    pub fn is_current(&self, claim: ClaimIx) -> bool {
        self.status(claim) == Status::Current
    }

    /// Returns the origins for which a claim is current.
    #[must_use]
    pub fn origins<'a>(&'a self, evidence: &'a Evidence, claim: ClaimIx) -> &'a [SourceIx] {
        match self.partly.get(&claim) {
            Some(origins) => origins,
            None if self.is_current(claim) => evidence.origins(claim),
            None => &[],
        }
    }

    /// Returns every claim on the measure with how it stands, in file order.
    pub fn all(&self) -> impl Iterator<Item = (ClaimIx, Status)> {
        self.quantities
            .claims
            .iter()
            .copied()
            .zip(self.status.iter().copied())
    }

    /// Returns the claims that are current and stand to a figure, with their readings.
    pub fn bearing(&self) -> impl Iterator<Item = (ClaimIx, &Reading)> {
        self.current().filter(|(_, reading)| reading.bears())
    }

    /// Returns the claims that are current, with their readings.
    pub fn current(&self) -> impl Iterator<Item = (ClaimIx, &Reading)> {
        let readings = self.quantities.readings().iter();
        let current = self.all().zip(readings);
        current
            .filter(|((_, status), _)| *status == Status::Current)
            .map(|((ix, _), r)| (ix, r))
    }
}

/// Says in words why a claim is out or superseded; nothing for a current one.
#[must_use]
pub fn why_not_current(evidence: &Evidence, claim: ClaimIx, status: Status) -> Option<String> {
    let id = |ix: ClaimIx| format!("`{}`", evidence.claim(ix).id);
    Some(match status {
        Status::Current => return None,
        Status::SetAside => {
            let reason = evidence
                .claim(claim)
                .reason
                .as_deref()
                .unwrap_or("no reason given");
            match &evidence.claim(claim).decided_by {
                Some(who) => format!("set aside in the casebook by {who}: {reason}"),
                None => format!("set aside in the casebook: {reason}"),
            }
        }
        Status::SetAsideHere => "set aside by this rule".to_owned(),
        Status::Retracts => "only retracts another claim".to_owned(),
        Status::Retracted(by) => format!("retracted by {}", id(by)),
        Status::Corrected(by) => format!("corrected by {}", id(by)),
        Status::Updated(by) => format!("updated by {}", id(by)),
        Status::RepeatsOut(of) => format!("repeats {}, which is out", id(of)),
        Status::Superseded(by) => format!("superseded by {}, a later word of its origin", id(by)),
    })
}

/// Finds what is out, before any date is looked at.
fn out(
    evidence: &Evidence,
    quantities: &Quantities,
    set_aside: &dyn Fn(ClaimIx) -> bool,
) -> Vec<Status> {
    let claims = &quantities.claims;
    let mut status: Vec<Status> = claims
        .iter()
        .map(|ix| match evidence.claim(*ix).standing {
            Standing::SetAside => Status::SetAside,
            _ if set_aside(*ix) => Status::SetAsideHere,
            _ if !evidence.claim(*ix).retracts.is_empty() => Status::Retracts,
            _ => Status::Current,
        })
        .collect();
    // A retraction weighs more than a correction, and a correction more than an update, where
    // several claims name the same one: names survive an update, not the others. They survive in
    // a claim that retracts as well, unless that is itself corrected or retracted.
    let rank = |status: Status| match status {
        Status::Current => 0,
        Status::Updated(_) => 1,
        Status::Retracts => 2,
        Status::Corrected(_) => 3,
        Status::Retracted(_) => 4,
        _ => 5,
    };
    for ix in claims.iter() {
        let claim = evidence.claim(*ix);
        if quantities
            .place(*ix)
            .is_some_and(|at| matches!(status[at], Status::SetAside | Status::SetAsideHere))
        {
            continue;
        }
        let named = (claim.updates.iter().map(|of| (of, Status::Updated(*ix))))
            .chain(claim.corrects.iter().map(|of| (of, Status::Corrected(*ix))))
            .chain(claim.retracts.iter().map(|of| (of, Status::Retracted(*ix))));
        for (of, becomes) in named {
            let Some(at) = quantities.place(*of) else {
                continue;
            };
            let (was, is) = (rank(status[at]), rank(becomes));
            if was < is || was == is && comes_first(evidence, *ix, status[at]) {
                status[at] = becomes;
            }
        }
    }
    spread_to_copies(evidence, quantities, &mut status);
    status
}

/// Tells whether a claim comes before the one that a status names. Where several serve as the
/// reason, the first by id is it, so that the order of a file changes no word of an answer.
fn comes_first(evidence: &Evidence, ix: ClaimIx, status: Status) -> bool {
    match status {
        Status::Updated(by) | Status::Corrected(by) | Status::Retracted(by) => {
            evidence.claim(ix).id < evidence.claim(by).id
        }
        _ => false,
    }
}

/// What repeats a claim that is out is out, however long the chain.
fn spread_to_copies(evidence: &Evidence, quantities: &Quantities, status: &mut [Status]) {
    let mut copies: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, ix) in quantities.claims.iter().enumerate() {
        for of in &evidence.claim(*ix).repeats {
            if let Some(of) = quantities.place(*of) {
                copies.entry(of).or_default().push(at);
            }
        }
    }
    let mut out: Vec<usize> = (0..status.len())
        .filter(|at| status[*at] != Status::Current)
        .collect();
    while let Some(of) = out.pop() {
        for copy in copies.remove(&of).unwrap_or_default() {
            if status[copy] == Status::Current {
                status[copy] = Status::RepeatsOut(quantities.claims[of]);
                out.push(copy);
            }
        }
    }
    // Of several that are out the first named is the reason, whichever was met first above.
    for at in 0..status.len() {
        if let Status::RepeatsOut(_) = status[at] {
            let mut repeated = evidence.claim(quantities.claims[at]).repeats.iter();
            let out = repeated.find(|of| {
                let place = quantities.place(**of);
                place.is_some_and(|place| status[place] != Status::Current)
            });
            status[at] = Status::RepeatsOut(*out.expect("it repeats what is out"));
        }
    }
}

/// A day, ordered with those who have none: no date at all, then an open beginning, then days,
/// then an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Undated,
    OpenBeginning,
    Day(Date),
    OpenEnd,
}

impl Rank {
    pub(crate) fn first(when: Option<&When>) -> Self {
        when.map_or(Self::Undated, |when| {
            when.first().map_or(Self::OpenBeginning, Self::Day)
        })
    }

    pub(crate) fn last(when: Option<&When>) -> Self {
        when.map_or(Self::Undated, |when| {
            when.last().map_or(Self::OpenEnd, Self::Day)
        })
    }
}

/// A claim that may overtake others.
#[derive(Clone, Copy)]
struct Later<'a> {
    first: Rank,
    same: u32,
    claim: ClaimIx,
    id: &'a str,
}

impl Later<'_> {
    /// Tells whether this one is the better reason to call another overtaken: the later of the
    /// two, of two alike the first by id.
    fn beats(&self, other: &Self) -> bool {
        self.first > other.first || self.first == other.first && self.id < other.id
    }
}

/// The latest word and the latest word of another reading: whatever a claim's own reading, one of
/// the two is the latest that differs from it.
#[derive(Clone, Copy, Default)]
struct Latest<'a> {
    best: Option<Later<'a>>,
    other: Option<Later<'a>>,
}

impl<'a> Latest<'a> {
    fn see(&mut self, later: Later<'a>) {
        match self.best {
            Some(best) if best.same == later.same => {
                if later.beats(&best) {
                    self.best = Some(later);
                }
            }
            Some(best) if later.beats(&best) => {
                self.other = Some(best);
                self.best = Some(later);
            }
            Some(_) => {
                if self.other.is_none_or(|other| later.beats(&other)) {
                    self.other = Some(later);
                }
            }
            None => self.best = Some(later),
        }
    }

    fn than(&self, same: u32, last: Rank) -> Option<ClaimIx> {
        let later = if self.best.is_some_and(|best| best.same == same) {
            self.other
        } else {
            self.best
        };
        later
            .filter(|later| later.first > last)
            .map(|later| later.claim)
    }
}

/// Supersedes claims, origin by origin; returns those that stay current for some origins only.
fn supersede(
    evidence: &Evidence,
    quantities: &Quantities,
    status: &mut [Status],
) -> HashMap<ClaimIx, Box<[SourceIx]>> {
    let mut by_origin: HashMap<SourceIx, Vec<usize>> = HashMap::new();
    for (at, ix) in quantities.claims.iter().enumerate() {
        if status[at] == Status::Current {
            for origin in evidence.origins(*ix) {
                by_origin.entry(*origin).or_default().push(at);
            }
        }
    }
    let mut superseded: HashMap<usize, Vec<(SourceIx, ClaimIx)>> = HashMap::new();
    for (origin, places) in by_origin {
        for (at, by) in superseded_in_one(evidence, quantities, &places) {
            superseded.entry(at).or_default().push((origin, by));
        }
    }
    let mut partly = HashMap::new();
    for (at, by) in superseded {
        let claim = quantities.claims[at];
        let origins = evidence.origins(claim);
        if by.len() == origins.len() {
            // The first origin's, so that the reason does not hang on the order of a hash map.
            let first = by.iter().find(|(origin, _)| *origin == origins[0]);
            status[at] = Status::Superseded(first.expect("one for each of its origins").1);
        } else {
            let kept = origins
                .iter()
                .filter(|origin| by.iter().all(|(other, _)| other != *origin));
            partly.insert(claim, kept.copied().collect());
        }
    }
    partly
}

/// The claims of one origin that are superseded there, each with one that overtakes it.
fn superseded_in_one(
    evidence: &Evidence,
    quantities: &Quantities,
    places: &[usize],
) -> Vec<(usize, ClaimIx)> {
    if places.len() < 2 {
        return Vec::new();
    }
    let readings = quantities.readings();
    let mut asserted: HashMap<Option<Coverage>, Latest> = HashMap::new();
    let mut denied: HashMap<(u32, Option<Coverage>), Later> = HashMap::new();
    for at in places {
        let (ix, reading) = (quantities.claims[*at], &readings[*at]);
        let first = Rank::first(evidence.date(ix));
        let copies = !evidence.claim(ix).repeats.is_empty();
        if copies || first == Rank::Undated || reading.covers == Some(Coverage::Other) {
            continue;
        }
        let later = Later {
            first,
            same: reading.same,
            claim: ix,
            id: &evidence.claim(ix).id,
        };
        if !reading.asserts {
            let latest = denied
                .entry((reading.quantity, reading.covers))
                .or_insert(later);
            if later.beats(latest) {
                *latest = later;
            }
        } else if !reading.points.is_empty() {
            asserted.entry(reading.covers).or_default().see(later);
        }
    }
    let overtaken_by = |at: usize| {
        let reading = &readings[at];
        let last = Rank::last(evidence.date(quantities.claims[at]));
        let asserted = asserted
            .get(&reading.covers)
            .and_then(|a| a.than(reading.same, last));
        asserted.or_else(|| {
            let denial = denied.get(&(reading.quantity, reading.covers))?;
            (reading.asserts && denial.first > last).then_some(denial.claim)
        })
    };
    let overtaken: Vec<Option<ClaimIx>> = places.iter().map(|at| overtaken_by(*at)).collect();
    let mut stands: HashMap<u32, bool> = HashMap::new();
    for (at, by) in places.iter().zip(&overtaken) {
        *stands.entry(readings[*at].same).or_insert(false) |= by.is_none();
    }
    let gone = places
        .iter()
        .zip(overtaken)
        .filter(|(at, _)| !stands[&readings[**at].same]);
    gone.filter_map(|(at, by)| by.map(|by| (*at, by))).collect()
}
