//! What one source says of one measure, laid out so that two of them are held against one another
//! without holding every figure of the one against every figure of the other.

use crate::incident::{ClaimIx, MeasureIx};
use crate::reconcile::Interval;

/// What one source says of one measure, in figures.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Which incident of the group, and which of its measures.
    pub(super) measure: (usize, MeasureIx),
    /// The first claim.
    pub(super) first: ClaimIx,
    /// The quantities in order, each once, with the first claim that says it. A quantity is a
    /// number here, the same for the same.
    quantities: Vec<(u32, ClaimIx)>,
    /// What the figures leave room for, in order: stretches that do not touch.
    room: Vec<Interval>,
}

impl Said {
    /// Lays out the figures of a measure: each a quantity, what it leaves room for, and the claim.
    /// Nothing comes of no figures.
    pub(super) fn new(
        measure: (usize, MeasureIx),
        figures: &[(u32, Interval, ClaimIx)],
    ) -> Option<Self> {
        let first = figures.iter().map(|(.., claim)| *claim).min()?;
        let quantities = figures
            .iter()
            .map(|(quantity, _, claim)| (*quantity, *claim));
        let mut quantities: Vec<(u32, ClaimIx)> = quantities.collect();
        quantities.sort_unstable();
        quantities.dedup_by_key(|(quantity, _)| *quantity);
        let mut intervals: Vec<Interval> = figures.iter().map(|(_, room, _)| *room).collect();
        intervals.sort_unstable_by_key(|room| room.low);
        let mut room: Vec<Interval> = Vec::new();
        for next in intervals {
            match room.last_mut().filter(|last| reaches(**last, next)) {
                // Open is as high as it gets.
                Some(last) => last.high = last.high.zip(next.high).map(|(a, b)| a.max(b)),
                None => room.push(next),
            }
        }
        Some(Self {
            measure,
            first,
            quantities,
            room,
        })
    }

    /// Returns the quantities.
    pub(super) fn quantities(&self) -> impl Iterator<Item = u32> {
        self.quantities.iter().map(|(quantity, _)| *quantity)
    }

    /// Returns the first claim here with a quantity that the other says as well. `looks` counts how
    /// often a figure was looked at.
    ///
    /// The shorter list is gone through and the longer searched: a source that says little is held
    /// against one that says much for little.
    pub(super) fn shared(&self, other: &Self, looks: &mut usize) -> Option<ClaimIx> {
        let is_shorter = self.quantities.len() <= other.quantities.len();
        let (short, long) = match is_shorter {
            true => (&self.quantities, &other.quantities),
            false => (&other.quantities, &self.quantities),
        };
        let both = short.iter().filter_map(|one| {
            let at = long.binary_search_by(|with| {
                *looks += 1;
                with.0.cmp(&one.0)
            });
            at.ok().map(|at| (one.1, long[at].1))
        });
        let claims = both.map(|(one, with)| if is_shorter { one } else { with });
        claims.min()
    }

    /// Tells whether a figure of the one leaves room for one of the other. `looks` counts as above.
    pub(super) fn meets(&self, other: &Self, looks: &mut usize) -> bool {
        let (short, long) = match self.room.len() <= other.room.len() {
            true => (&self.room, &other.room),
            false => (&other.room, &self.room),
        };
        short.iter().any(|one| {
            let at = long.partition_point(|with| {
                *looks += 1;
                !reaches(*with, *one)
            });
            long.get(at).is_some_and(|with| reaches(*one, *with))
        })
    }
}

/// Tells whether the one goes as high as the other begins.
fn reaches(one: Interval, other: Interval) -> bool {
    one.high.is_none_or(|high| high >= other.low)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Said;
    use crate::incident::{ClaimIx, MeasureIx};
    use crate::reconcile::Interval;

    type Figure = (u32, Interval, ClaimIx);

    fn figures(of: &[(u32, i64, Option<i64>)], from: usize) -> Vec<Figure> {
        let of = of.iter().zip(from..);
        of.map(|(&(quantity, low, length), claim)| {
            let high = length.map(|length| low + length);
            (quantity, Interval { low, high }, ClaimIx::new(claim))
        })
        .collect()
    }

    fn said(figures: &[Figure]) -> Said {
        Said::new((0, MeasureIx::new(0)), figures).expect("figures")
    }

    fn some() -> impl Strategy<Value = Vec<(u32, i64, Option<i64>)>> {
        let figure = (
            0_u32..30,
            0_i64..60,
            proptest::option::weighted(0.9, 0_i64..4),
        );
        proptest::collection::vec(figure, 1..8)
    }

    proptest! {
        #[test]
        fn every_pair_of_figures_says_the_same(one in some(), other in some()) {
            let (one, other) = (figures(&one, 0), figures(&other, 100));
            let pairs = || one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
            let same = pairs().find(|(a, b)| a.0 == b.0).map(|(a, _)| a.2);
            let meet = |(a, b): (&Figure, &Figure)| {
                let reaches = |a: &Figure, b: &Figure| a.1.high.is_none_or(|high| high >= b.1.low);
                reaches(a, b) && reaches(b, a)
            };
            let (left, right) = (said(&one), said(&other));
            prop_assert_eq!(left.shared(&right, &mut 0), same);
            prop_assert_eq!(left.meets(&right, &mut 0), pairs().any(meet));
            prop_assert_eq!(right.meets(&left, &mut 0), pairs().any(meet));
        }
    }

    /// Twice as many figures a side: somewhat more than twice as many looks, and not four times.
    #[test]
    fn the_cost_grows_with_the_figures_and_not_with_their_square() {
        let looks = |count: u32, of: u32| {
            let side = |count: u32, odd: u32| {
                let of = (0..count).map(|n| (2 * n + odd, i64::from(4 * n + 2 * odd), Some(0)));
                figures(&of.collect::<Vec<_>>(), 0)
            };
            let (one, other) = (said(&side(count, 0)), said(&side(of, 1)));
            let mut looks = 0;
            // The dearest case: nothing is the same, and nothing meets.
            assert_eq!(one.shared(&other, &mut looks), None);
            assert!(!one.meets(&other, &mut looks));
            looks
        };
        let counts = [1_000, 2_000, 4_000].map(|count| looks(count, count));
        // Every pair of them would be 1, 4 and 16 million.
        assert!(counts[2] < 120_000, "{counts:?}");
        assert!(
            counts.windows(2).all(|two| 5 * two[1] < 12 * two[0]),
            "{counts:?}"
        );
        assert!(looks(1, 1_000_000) < 50);
    }
}
