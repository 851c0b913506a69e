//! Which claims are superseded, origin by origin.

use std::collections::HashMap;

use crate::incident::{ClaimIx, Coverage, SourceIx};
use crate::reconcile::evidence::Evidence;
use crate::reconcile::quantities::Quantities;
use crate::reconcile::rank::Rank;

use super::Status;

/// A claim that may overtake others.
#[derive(Clone, Copy)]
struct Later {
    first: Rank,
    same: u32,
    claim: ClaimIx,
}

impl Later {
    /// Tells whether this one is the better reason to call another overtaken: the later of the
    /// two, of two alike the first by id.
    fn beats(&self, other: &Self, evidence: &Evidence) -> bool {
        let id = |later: &Self| evidence.rank_by_id(later.claim);
        self.first > other.first || self.first == other.first && id(self) < id(other)
    }
}

/// The latest word and the latest word of another reading: whatever a claim's own reading, one of
/// the two is the latest that differs from it.
#[derive(Clone, Copy, Default)]
struct Latest {
    best: Option<Later>,
    other: Option<Later>,
}

impl Latest {
    fn see(&mut self, later: Later, evidence: &Evidence) {
        match self.best {
            Some(best) if best.same == later.same => {
                if later.beats(&best, evidence) {
                    self.best = Some(later);
                }
            }
            Some(best) if later.beats(&best, evidence) => {
                self.other = Some(best);
                self.best = Some(later);
            }
            Some(_) => {
                if self.other.is_none_or(|other| later.beats(&other, evidence)) {
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
pub(super) fn supersede(
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
    let mut superseded = Vec::new();
    for (origin, places) in by_origin {
        let gone = superseded_in_one(evidence, quantities, &places);
        superseded.extend(gone.into_iter().map(|(at, by)| (at, origin, by)));
    }
    superseded.sort_unstable_by_key(|(at, ..)| *at);
    let mut partly = HashMap::new();
    for gone in superseded.chunk_by(|(one, ..), (other, ..)| one == other) {
        let claim = quantities.claims[gone[0].0];
        let origins = evidence.origins(claim);
        if gone.len() == origins.len() {
            // The first origin's, so that the reason does not hang on the order of a hash map.
            let first = gone.iter().find(|(_, origin, _)| *origin == origins[0]);
            status[gone[0].0] = Status::Superseded(first.expect("one for each of its origins").2);
        } else {
            let kept = origins
                .iter()
                .filter(|origin| gone.iter().all(|(_, other, _)| other != *origin));
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
        let first = evidence.span(ix).first;
        if quantities.is_copy(*at)
            || first == Rank::Undated
            || reading.covers == Some(Coverage::Other)
        {
            continue;
        }
        let later = Later {
            first,
            same: reading.same,
            claim: ix,
        };
        if !reading.asserts {
            let latest = denied
                .entry((reading.quantity, reading.covers))
                .or_insert(later);
            if later.beats(latest, evidence) {
                *latest = later;
            }
        } else if !reading.points.is_empty() {
            asserted
                .entry(reading.covers)
                .or_default()
                .see(later, evidence);
        }
    }
    let overtaken_by = |at: usize| {
        let reading = &readings[at];
        let last = evidence.span(quantities.claims[at]).last;
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
