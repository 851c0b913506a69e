//! The figures that are stated, each with those who state it, and what a rule of one's own concludes
//! from them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Call, Conclusion, Estimate, Join, Refusal, Selection};
use crate::reconcile::origin::Voice;
use crate::reconcile::selection::Spoken;

/// A figure, and the independent origins that state it.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The figure.
    pub value: i64,
    /// Those who state it, as a floor or a ceiling too, by id.
    pub origins: Vec<Spoken>,
}

impl Selection {
    /// Returns every figure that an origin of what methods read states, ascending.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn figures(&self) -> Result<Vec<Stated>, Refusal> {
        let (read, speakers) = super::speakers(self, Join::Independent)?;
        let mut stated: BTreeMap<i64, BTreeSet<Voice>> = BTreeMap::new();
        for speaker in &speakers {
            for point in speaker.points() {
                stated.entry(point.value).or_default().insert(speaker.voice);
            }
        }
        let origins = read.origins(Join::Independent)?;
        let places: HashMap<Voice, usize> = (0..)
            .zip(&origins)
            .map(|(at, origin)| (origin.voice, at))
            .collect();
        let figure = |(value, voices): (i64, BTreeSet<Voice>)| {
            // As the origins are listed, so that they are by id.
            let mut at: Vec<usize> = voices
                .iter()
                .filter_map(|voice| places.get(voice).copied())
                .collect();
            at.sort_unstable();
            Stated {
                value,
                origins: at.into_iter().map(|at| origins[at].clone()).collect(),
            }
        };
        Ok(stated.into_iter().map(figure).collect())
    }
    /// Concludes on numbers that were worked out from what methods read.
    ///
    /// # Errors
    /// Where low, best and high are not in this order, one is below 0, or the claims are not counts
    /// on one measure.
    pub fn conclude(
        &self,
        [low, best, high]: [Option<i64>; 3],
        call: Option<Call>,
    ) -> Result<Estimate, Refusal> {
        self.count_measure()?;
        let known: Vec<i64> = [low, best, high].into_iter().flatten().collect();
        if !known.is_sorted() || known.first().is_some_and(|first| *first < 0) {
            let shown = |n: Option<i64>| n.map_or("?".to_owned(), |n| n.to_string());
            return Err(Refusal::new(
                format!(
                    "expected low, best and high from 0 and in this order, found {}, {}, {}",
                    shown(low),
                    shown(best),
                    shown(high)
                ),
                "low is never above best, nor best above high; `unknown()` stands for none",
            ));
        }
        let conclusion = match known[..] {
            [] => Conclusion::unresolved("nothing is known"),
            _ => Conclusion {
                low,
                best,
                high,
                ..Conclusion::default()
            },
        };
        Estimate::new(&self.read()?, "conclude(..)", call, conclusion)
    }
}
