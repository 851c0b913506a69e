//! Middles over one value an origin: median, mean, weighted median.
//!
//! An origin's value is the middle of its points. Values are kept exact, as ratios of whole
//! numbers; only the best figure is rounded, half up, and the exact value is told in the steps.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::extremes::range;
use super::{Call, Conclusion, Estimate, Join, Refusal, Selection, Speaker, Spoken, Voice, method};

impl Selection {
    /// Concludes on the median of the origins, within the range.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn median(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        method(self, Join::Origin, "median()", call, |_, speakers| {
            let mut values = values(speakers);
            values.sort();
            let upper = values[values.len() / 2];
            let lower = values[(values.len() - 1) / 2];
            Ok(lower.halfway(upper).as_best(range(speakers)))
        })
    }

    /// Concludes on the mean of the origins, within the range.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn mean(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        method(self, Join::Origin, "mean()", call, |_, speakers| {
            // Every value is so many halves: the sum of halves over twice the count is the mean.
            let values = values(speakers);
            let over = values.iter().map(|value| value.over).sum();
            let under = values.iter().map(|value| value.under).sum();
            Ok(Ratio { over, under }.as_best(range(speakers)))
        })
    }

    /// Concludes on the weighted median of the origins, within the range. An origin whose weight
    /// is unknown takes no part, nor does one that weighs nothing.
    ///
    /// # Errors
    /// Any error of `weigh`, and where a weight is no number from 0 or the claims are not counts
    /// on one measure.
    pub fn weighted<E: From<Refusal>>(
        &self,
        call: Option<Call>,
        mut weigh: impl FnMut(Spoken) -> Result<Option<f64>, E>,
    ) -> Result<Estimate, E> {
        let (read, speakers) = super::speakers(self, Join::Origin)?;
        let origins = read.origins(Join::Origin)?.into_iter();
        let mut origins: HashMap<Voice, Spoken> = origins.map(|one| (one.voice, one)).collect();
        let mut weighted = Vec::new();
        let mut unweighted = Vec::new();
        let mut weightless = Vec::new();
        for speaker in speakers {
            let id = speaker.voice.id(read.evidence().incident());
            let origin = origins.remove(&speaker.voice);
            match weigh(origin.expect("a speaker is an origin of what is read"))? {
                None => unweighted.push(id.to_owned()),
                Some(weight) if weight.is_finite() && weight >= 0.0 => {
                    if weight > 0.0 {
                        weighted.push((weight, speaker));
                    } else {
                        weightless.push(id.to_owned());
                    }
                }
                Some(weight) => {
                    return Err(Refusal::new(
                        format!("expected a weight from 0, found {weight} for `{id}`"),
                        "give unknown where a source cannot be judged: it then takes no part",
                    )
                    .into());
                }
            }
        }
        let mut conclusion = if weighted.is_empty() {
            Conclusion::unresolved(match (weightless.is_empty(), unweighted.is_empty()) {
                (true, _) => "no origin here states a figure and has a weight",
                (false, true) => "every origin that states a figure weighs 0",
                (false, false) => "every origin that states a figure and has a weight weighs 0",
            })
        } else {
            let (values, speakers): (Vec<_>, Vec<_>) = weighted
                .into_iter()
                .map(|(weight, speaker)| ((value(&speaker), weight), speaker))
                .unzip();
            weighted_median(values).as_best(range(&speakers))
        };
        for (how, ids) in [("without a weight", unweighted), ("weighs 0", weightless)] {
            if !ids.is_empty() {
                conclusion.notes.push(format!("{how}: {}", ids.join(", ")));
            }
        }
        Ok(Estimate::new(&read, "weighted(..)", call, conclusion)?)
    }
}

/// The value at which half of the weight is reached; where exactly half is, the middle of that
/// value and the next.
fn weighted_median(mut values: Vec<(Ratio, f64)>) -> Ratio {
    values.sort_by_key(|(value, _)| *value);
    let total: f64 = values.iter().map(|(_, weight)| weight).sum();
    let mut reached = 0.0;
    for (at, (value, weight)) in values.iter().enumerate() {
        reached += weight;
        let twice = 2.0 * reached;
        if (twice - total).abs() <= total * 1e-12 {
            return values
                .get(at + 1)
                .map_or(*value, |(next, _)| value.halfway(*next));
        }
        if twice > total {
            return *value;
        }
    }
    values.last().expect("there is a value").0
}

fn values(speakers: &[Speaker]) -> Vec<Ratio> {
    speakers.iter().map(value).collect()
}

fn value(speaker: &Speaker) -> Ratio {
    let (low, high) = speaker.ends().expect("every speaker has a point");
    Ratio::middle(low, high)
}

/// An exact value from 0: one whole number over another, which is above 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ratio {
    over: i128,
    under: i128,
}

impl Ratio {
    pub(super) fn middle(low: i64, high: i64) -> Self {
        Self {
            over: i128::from(low) + i128::from(high),
            under: 2,
        }
    }

    /// Halfway between two values with the same `under`, as all middles have.
    fn halfway(self, other: Self) -> Self {
        Self {
            over: self.over + other.over,
            under: self.under + other.under,
        }
    }

    fn rounded_half_up(self) -> i64 {
        let rounded = (2 * self.over + self.under).div_euclid(2 * self.under);
        i64::try_from(rounded).unwrap_or(i64::MAX)
    }

    /// Makes the value the best of a conclusion, with the exact value in a note where it is not
    /// whole.
    pub(super) fn as_best(self, conclusion: Conclusion) -> Conclusion {
        let best = self.rounded_half_up();
        let mut conclusion = Conclusion {
            best: Some(best),
            ..conclusion
        };
        let whole = self.over % self.under == 0;
        conclusion.notes.push(match whole {
            true => format!("the exact value is {best}"),
            false => format!("the exact value is {self}, rounded half up"),
        });
        conclusion
    }
}

impl std::fmt::Display for Ratio {
    /// As a decimal where that is exact, else as a fraction.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.over / self.under, self.over % self.under);
        match rest * 100 % self.under {
            0 => {
                let hundredths = format!("{:02}", rest * 100 / self.under);
                write!(f, "{whole}.{}", hundredths.trim_end_matches('0'))
            }
            _ => write!(f, "{} / {}", self.over, self.under),
        }
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.over * other.under).cmp(&(other.over * self.under))
    }
}
