//! The lowest, the highest, the range between them and its middle.
//!
//! Sources: the lowest is what ACLED calls the most conservative estimate; the range is how the
//! Bureau of Investigative Journalism and New America publish; the middle of a range is how EM-DAT
//! codes one.

use super::middle::Ratio;
use super::{Call, Conclusion, Estimate, Join, Refusal, Selection, Speaker, is_floor_at, method};

impl Selection {
    /// Concludes on the lowest point of any origin: low and best.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn lowest(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        method(self, Join::Origin, "lowest()", call, |_, speakers| {
            let (low, _) = ends(speakers);
            Ok(Conclusion {
                low: Some(low),
                best: Some(low),
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
    Conclusion {
        low: Some(low),
        high: Some(high),
        high_open,
        ..Conclusion::default()
    }
}

fn ends(speakers: &[Speaker]) -> (i64, i64) {
    let ends = speakers.iter().filter_map(Speaker::ends);
    ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        .expect("every speaker has a point")
}
