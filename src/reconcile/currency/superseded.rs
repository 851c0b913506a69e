//! Which claims are superseded, origin by origin.

use std::collections::{HashMap, HashSet};

use crate::incident::{ClaimIx, Coverage, SourceIx};
use crate::reconcile::evidence::Evidence;
use crate::reconcile::quantities::{Quantities, Reading};
use crate::reconcile::rank::{Rank, Span};

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
    let mut by_origin: HashMap<SourceIx, Vec<Word>> = HashMap::new();
    for (at, reading) in quantities.readings().iter().enumerate() {
        if status[at] == Status::Current {
            let word = Word::new(evidence, quantities.claims[at], at, reading);
            for origin in evidence.origins(word.claim) {
                by_origin.entry(*origin).or_default().push(word);
            }
        }
    }
    let mut superseded = Vec::new();
    for (origin, words) in by_origin {
        let gone = superseded_in_one(evidence, &words);
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

/// A claim of an origin, as far as it bears on what overtakes what: the words of one origin are
/// read together, and lie together.
#[derive(Clone, Copy)]
struct Word {
    claim: ClaimIx,
    at: usize,
    span: Span,
    same: u32,
    quantity: u32,
    covers: Option<Coverage>,
    asserts: bool,
    /// Whether it may overtake another.
    may_overtake: bool,
}

impl Word {
    fn new(evidence: &Evidence, claim: ClaimIx, at: usize, reading: &Reading) -> Self {
        let span = evidence.span(claim);
        Self {
            claim,
            at,
            span,
            same: reading.same,
            quantity: reading.quantity,
            covers: reading.covers,
            asserts: reading.asserts,
            may_overtake: evidence.brief(claim).repeats.is_none()
                && span.first != Rank::Undated
                && reading.covers != Some(Coverage::Other)
                && !(reading.asserts && reading.points.is_empty()),
        }
    }
}

/// The claims of one origin that are superseded there, each with one that overtakes it.
fn superseded_in_one(evidence: &Evidence, words: &[Word]) -> Vec<(usize, ClaimIx)> {
    if words.len() < 2 {
        return Vec::new();
    }
    let mut asserted: HashMap<Option<Coverage>, Latest> = HashMap::new();
    let mut denied: HashMap<(u32, Option<Coverage>), Later> = HashMap::new();
    for word in words.iter().filter(|word| word.may_overtake) {
        let later = Later {
            first: word.span.first,
            same: word.same,
            claim: word.claim,
        };
        if word.asserts {
            let latest = asserted.entry(word.covers).or_default();
            latest.see(later, evidence);
        } else {
            let latest = denied.entry((word.quantity, word.covers)).or_insert(later);
            if later.beats(latest, evidence) {
                *latest = later;
            }
        }
    }
    let overtaken_by = |word: &Word| {
        let last = word.span.last;
        let asserted = asserted
            .get(&word.covers)
            .and_then(|latest| latest.than(word.same, last));
        asserted.or_else(|| {
            let denial = denied.get(&(word.quantity, word.covers))?;
            (word.asserts && denial.first > last).then_some(denial.claim)
        })
    };
    let overtaken: Vec<Option<ClaimIx>> = words.iter().map(overtaken_by).collect();
    let stand = words.iter().zip(&overtaken).filter(|(_, by)| by.is_none());
    let stand: HashSet<u32> = stand.map(|(word, _)| word.same).collect();
    let gone = words.iter().zip(overtaken);
    gone.filter(|(word, _)| !stand.contains(&word.same))
        .filter_map(|(word, by)| by.map(|by| (word.at, by)))
        .collect()
}
