//! The latest word.
//!
//! Source: the Global Terrorism Database takes the most recent report that is valid and not the
//! perpetrator's (its codebook, as others quote it).

use super::{As, Call, Conclusion, Estimate, Refusal, Selection};
use crate::incident::{ClaimIx, When};
use crate::reconcile::Evidence;
use crate::reconcile::rank::Rank;
use crate::reconcile::reading::Points;

/// By which date a claim is the latest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DatedBy {
    /// When its report was published.
    #[default]
    Published,
    /// Its own date.
    AsOf,
}

impl DatedBy {
    /// Returns the way to date of this name, `published` or `as_of`.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "published" => Some(Self::Published),
            "as_of" => Some(Self::AsOf),
            _ => None,
        }
    }

    fn date(self, evidence: &Evidence, ix: ClaimIx) -> Option<&When> {
        match self {
            Self::Published => evidence.published(ix),
            Self::AsOf => evidence.date(ix),
        }
    }
}

impl Selection {
    /// Concludes on what the latest claim states; unresolved where several that none is certainly
    /// later than state different figures.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn newest(&self, by: DatedBy, call: Option<Call>) -> Result<Estimate, Refusal> {
        let measure = self.count_measure()?;
        let read = self.read()?;
        let evidence = read.evidence();
        let currency = read.currency(measure);
        let stating: Vec<(ClaimIx, Points)> = read
            .claims()
            .iter()
            .filter_map(|ix| currency.quantities().of(*ix).map(|reading| (*ix, reading)))
            .filter(|(_, reading)| reading.bears() && !reading.points.is_empty())
            .map(|(ix, reading)| (ix, reading.points))
            .collect();
        let latest = stating
            .iter()
            .map(|(ix, _)| Rank::first(by.date(evidence, *ix)))
            .max();
        let mut newest: Vec<&(ClaimIx, Points)> = stating
            .iter()
            .filter(|(ix, _)| latest.is_some_and(|day| Rank::last(by.date(evidence, *ix)) >= day))
            .collect();
        newest.sort_by_key(|(ix, _)| &evidence.claim(*ix).id);
        let conclusion = match newest.split_first() {
            None => super::no_point(&read),
            Some((first, rest))
                if rest
                    .iter()
                    .all(|(_, points)| values(*points) == values(first.1)) =>
            {
                stated(&newest)
            }
            Some(_) => {
                let said: Vec<String> = newest
                    .iter()
                    .map(|(ix, _)| {
                        let claim = evidence.claim(*ix);
                        format!("{} says {}", claim.id, claim.says)
                    })
                    .collect();
                Conclusion::unresolved(format!("the latest differ: {}", said.join("; ")))
            }
        };
        let conclusion = Conclusion {
            notes: newest
                .iter()
                .take(8)
                .map(|(ix, _)| note(evidence, by, *ix))
                .collect(),
            ..conclusion
        };
        let words = match by {
            DatedBy::Published => "newest()",
            DatedBy::AsOf => "newest(\"as_of\")",
        };
        Estimate::new(&read, words, call, conclusion)
    }
}

fn values(points: Points) -> Vec<i64> {
    points.iter().map(|point| point.value).collect()
}

/// What claims with the same figures state. "Seven" and "at least seven" are the same figure; the
/// end is open, and the beginning a ceiling, where no claim states it any firmer.
fn stated(newest: &[&(ClaimIx, Points)]) -> Conclusion {
    let points = || newest.iter().flat_map(|(_, points)| points.iter());
    let low = points().map(|point| point.value).min();
    let high = points().map(|point| point.value).max();
    let all = |value: Option<i64>, as_: As| {
        let mut there = points().filter(|point| Some(point.value) == value);
        there.all(|point| point.as_ == as_)
    };
    Conclusion {
        low: low.filter(|_| !all(low, As::Ceiling)),
        best: low.filter(|_| low == high),
        high,
        high_open: all(high, As::Floor),
        ..Conclusion::default()
    }
}

fn note(evidence: &Evidence, by: DatedBy, ix: ClaimIx) -> String {
    let id = &evidence.claim(ix).id;
    match by.date(evidence, ix) {
        Some(when) => format!("the latest is `{id}`, of {when}"),
        None => format!("the latest is `{id}`, without a date"),
    }
}
