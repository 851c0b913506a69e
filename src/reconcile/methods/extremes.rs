//! The lowest, the highest, the range between them and its middle.
//!
//! Sources: the lowest is what ACLED calls the most conservative estimate; the range is how the
//! Bureau of Investigative Journalism and New America publish; the middle of a range is how EM-DAT
//! codes one.

use super::middle::Ratio;
use super::{
    As, Call, Conclusion, Estimate, Join, Refusal, Selection, Speaker, is_at, is_floor_at, method,
};

impl Selection {
    /// Concludes on the lowest point of any origin: low and best.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn lowest(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        method(self, Join::Origin, "lowest()", call, |_, speakers| {
            let Conclusion { low, mut notes, .. } = range(speakers);
            if let Some(lowest) = low.filter(|low| is_at(speakers, *low, As::Floor)) {
                notes.push(format!(
                    "the lowest figure, {lowest}, is stated as a floor alone: it may be more"
                ));
            }
            Ok(Conclusion {
                low,
                best: low,
                notes,
                ..Conclusion::default()
            })
        })
    }

    /// Concludes on the highest point of any origin: high and best, open if that is a floor.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn highest(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        method(self, Join::Origin, "highest()", call, |_, speakers| {
            let Conclusion {
                high, high_open, ..
            } = range(speakers);
            Ok(Conclusion {
                best: high,
                high,
                high_open,
                ..Conclusion::default()
            })
        })
    }

    /// Concludes on everything from the lowest point to the highest, without a best.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn range(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        method(self, Join::Origin, "range()", call, |_, speakers| {
            Ok(range(speakers))
        })
    }

    /// Concludes on the range, where a vague word that the profile reads as an interval reaches up
    /// to the end of it, such as dozens up to 24.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn word_range(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        method(self, Join::Origin, "word_range()", call, |_, speakers| {
            Ok(word_range(speakers))
        })
    }

    /// Concludes on the middle of the range, rounded half up, with the range about it.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn midpoint(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        method(self, Join::Origin, "midpoint()", call, |_, speakers| {
            let (low, high) = ends(speakers);
            Ok(Ratio::middle(low, high).as_best(range(speakers)))
        })
    }
}

/// The range of what the speakers state; there is at least one point.
pub(super) fn range(speakers: &[Speaker]) -> Conclusion {
    let (low, high) = ends(speakers);
    let high_open = is_floor_at(speakers, high);
    let notes = is_at(speakers, low, As::Ceiling)
        .then(|| format!("the low end, {low}, is stated as a ceiling alone: it may be fewer"));
    Conclusion {
        low: Some(low),
        high: Some(high),
        high_open,
        notes: notes.into_iter().collect(),
        ..Conclusion::default()
    }
}

/// The range in which a floor whose claim leaves room up to an end reaches to that end.
fn word_range(speakers: &[Speaker]) -> Conclusion {
    let readings = speakers.iter().flat_map(|speaker| &speaker.readings);
    let reached = readings.flat_map(|reading| {
        reading
            .points
            .iter()
            .map(|point| match reading.interval.high {
                Some(high) if point.as_ == As::Floor => (high.max(point.value), false, true),
                _ => (point.value, point.as_ == As::Floor, false),
            })
    });
    let reached: Vec<(i64, bool, bool)> = reached.collect();
    let mut conclusion = range(speakers);
    let high = reached.iter().map(|(high, ..)| *high).max();
    let there = || reached.iter().filter(|(to, ..)| Some(*to) == high);
    conclusion.high = high;
    conclusion.high_open = there().any(|(_, open, _)| *open);
    if let Some(high) = high
        && there().all(|(_, _, by_a_word)| *by_a_word)
    {
        let note = format!("the high end, {high}, is as far as the profile reads a word");
        conclusion.notes.push(note);
    }
    conclusion
}

fn ends(speakers: &[Speaker]) -> (i64, i64) {
    let ends = speakers.iter().filter_map(Speaker::ends);
    ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        .expect("every speaker has a point")
}
