//! The figures that are stated, each with those who state it, and what a rule of one's own concludes
//! from them.

use std::collections::{BTreeMap, HashMap};

use super::{As, Call, Conclusion, Estimate, Join, Refusal, Selection, ends_in_words};
use crate::reconcile::origin::Voice;
use crate::reconcile::selection::Spoken;

/// A figure, and the independent origins that state it.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The figure.
    pub value: i64,
    /// Those who state it, as a floor or a ceiling too, by id.
    pub origins: Vec<Spoken>,
    /// How each of those states it, the firmest way where it does so in several.
    pub how: Vec<As>,
}

impl Selection {
    /// Returns every figure that an origin of what methods read states, ascending.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn figures(&self) -> Result<Vec<Stated>, Refusal> {
        let (read, speakers) = super::speakers(self, Join::Independent)?;
        let mut stated: BTreeMap<i64, BTreeMap<Voice, As>> = BTreeMap::new();
        for speaker in &speakers {
            for point in speaker.points() {
                let how = stated.entry(point.value).or_default();
                let firmest = how.entry(speaker.voice).or_insert(point.as_);
                *firmest = point.as_.min(*firmest);
            }
        }
        let origins = read.origins(Join::Independent)?;
        let places: HashMap<Voice, usize> = (0..)
            .zip(&origins)
            .map(|(at, origin)| (origin.voice, at))
            .collect();
        let figure = |(value, voices): (i64, BTreeMap<Voice, As>)| {
            // As the origins are listed, so that they are by id.
            let mut at: Vec<(usize, As)> = voices
                .into_iter()
                .filter_map(|(voice, how)| Some((*places.get(&voice)?, how)))
                .collect();
            at.sort_unstable();
            Stated {
                value,
                origins: at.iter().map(|(at, _)| origins[*at].clone()).collect(),
                how: at.iter().map(|(_, how)| *how).collect(),
            }
        };
        Ok(stated.into_iter().map(figure).collect())
    }

    /// Concludes on numbers that were worked out from what methods read. Where `open`, the high
    /// end is a floor: it may be more.
    ///
    /// # Errors
    /// Where low, best and high are not in this order, one is below 0, or the claims are not counts
    /// on one measure.
    pub fn conclude(
        &self,
        [low, best, high]: [Option<i64>; 3],
        open: bool,
        call: Option<Call>,
    ) -> Result<Estimate, Refusal> {
        self.count_measure()?;
        let known: Vec<i64> = [low, best, high].into_iter().flatten().collect();
        if !known.is_sorted() || known.first().is_some_and(|first| *first < 0) {
            let found = ends_in_words([low, best, high]);
            return Err(Refusal::new(
                format!("expected low, best and high from 0 and in this order, found {found}"),
                "low is never above best, nor best above high; `unknown()` stands for none",
            ));
        }
        let conclusion = match known[..] {
            [] => Conclusion::unresolved("nothing is known"),
            _ => Conclusion {
                low,
                best,
                high,
                high_open: open && high.is_some(),
                ..Conclusion::default()
            },
        };
        let words = match open {
            true => "conclude_open(..)",
            false => "conclude(..)",
        };
        Estimate::new(&self.read()?, words, call, conclusion)
    }
}
