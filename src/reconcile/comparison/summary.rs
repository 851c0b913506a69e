//! Many measures at once: how many each rule resolves, and how far the rules lie apart.
//!
//! Rules are measured against each other where two or more of them give one figure for a measure
//! (see [`Gives`]); an interval without a best has no place among figures and takes no part. The
//! distance of a figure is that from the median of the figures that the rules give for that
//! measure, in what the measure counts, whichever side it lies on; with an even number of figures
//! the median is the middle of the two in the middle. The mean of these distances is told for each
//! rule, over the measures for which it takes part. Where the figures differ, each rule that gives
//! the least is lowest there, and each that gives the most is highest.

use serde::Serialize;

use super::{Answer, Asker, Comparison, Gives};

/// What one rule under one profile does over many measures.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Who answers.
    pub asker: Asker,
    /// For how many measures it was asked.
    pub measures: usize,
    /// For how many it gives a number: a figure or an interval.
    pub resolved: usize,
    /// For how many it fails.
    pub failed: usize,
    /// For how many it gives one figure.
    pub figures: usize,
    /// For how many of those on which figures differ it gives the least.
    pub lowest: usize,
    /// For how many of those on which figures differ it gives the most.
    pub highest: usize,
    /// For how many it gives a figure and another rule does as well.
    pub compared: usize,
    /// How many claims, over all measures, the casebooks set aside and it does not use.
    pub waived: usize,
    /// Twice the sum of the distances, so that a median between two numbers stays exact.
    twice_distance: i128,
}

impl Tally {
    /// Returns the mean distance of its figures from the median, in what the measures count, to one
    /// place behind the point; none where no other rule ever gives a figure beside it.
    #[must_use]
    pub fn mean_distance(&self) -> Option<f64> {
        if self.compared == 0 {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "it is rounded to one place")]
        let mean = self.twice_distance as f64 / (2 * self.compared) as f64;
        Some((mean * 10.0).round() / 10.0)
    }
}

/// The measure on which figures lie farthest apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widest {
    /// The id of the incident.
    pub incident: String,
    /// The id of the measure.
    pub measure: String,
    /// The least figure.
    pub least: i64,
    /// The greatest figure.
    pub most: i64,
}

impl Widest {
    fn difference(&self) -> i128 {
        i128::from(self.most) - i128::from(self.least)
    }

    /// Returns how many times the least figure the greatest is, to one place behind the point;
    /// none where the least is 0, for no number is so many times nothing.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        if self.least <= 0 {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "it is rounded to one place")]
        let ratio = self.most as f64 / self.least as f64;
        Some((ratio * 10.0).round() / 10.0)
    }
}

/// Rules over many measures.
#[derive(Clone, Debug)]
pub struct Summary {
    /// A tally for each rule under each profile, in their order.
    pub tallies: Vec<Tally>,
    /// How many measures there are.
    pub measures: usize,
    /// For how many of them two rules or more give one figure.
    pub compared: usize,
    /// For how many of these all figures are the same.
    pub agreed: usize,
    /// The first of those on which figures lie farthest apart.
    pub widest: Option<Widest>,
    /// How many claims on the measures the casebooks set aside.
    pub waived: usize,
}

impl Summary {
    /// A summary of no measure yet.
    #[must_use]
    pub fn new(askers: impl IntoIterator<Item = Asker>) -> Self {
        let tally = |asker| Tally {
            asker,
            measures: 0,
            resolved: 0,
            failed: 0,
            figures: 0,
            lowest: 0,
            highest: 0,
            compared: 0,
            waived: 0,
            twice_distance: 0,
        };
        Self {
            tallies: askers.into_iter().map(tally).collect(),
            measures: 0,
            compared: 0,
            agreed: 0,
            widest: None,
            waived: 0,
        }
    }

    /// Adds the answers on one measure, which are of the same rules in the same order.
    pub fn add(&mut self, comparison: &Comparison) {
        let gives: Vec<Gives> = comparison.answers.iter().map(Answer::gives).collect();
        self.measures += 1;
        self.waived += comparison.set_aside_in_casebook().len();
        for (tally, answer) in self.tallies.iter_mut().zip(&comparison.answers) {
            tally.waived += answer.estimate().map_or(0, |found| found.waived().len());
        }
        for (tally, gives) in self.tallies.iter_mut().zip(&gives) {
            tally.measures += 1;
            tally.resolved += usize::from(gives.is_number());
            tally.failed += usize::from(*gives == Gives::Failed);
            tally.figures += usize::from(gives.figure().is_some());
        }
        let mut figures: Vec<i64> = gives.iter().filter_map(Gives::figure).collect();
        figures.sort_unstable();
        let [least, .., most] = figures[..] else {
            return;
        };
        self.compared += 1;
        self.agreed += usize::from(least == most);
        let twice_median = twice_median(&figures);
        for (tally, gives) in self.tallies.iter_mut().zip(&gives) {
            let Some(figure) = gives.figure() else {
                continue;
            };
            tally.compared += 1;
            tally.twice_distance += (2 * i128::from(figure) - twice_median).abs();
            tally.lowest += usize::from(least < most && figure == least);
            tally.highest += usize::from(least < most && figure == most);
        }
        let incident = comparison.evidence.incident();
        let here = Widest {
            incident: incident.id.clone(),
            measure: incident.measure(comparison.measure).id.clone(),
            least,
            most,
        };
        let widest = self.widest.as_ref().map_or(0, Widest::difference);
        if here.difference() > widest {
            self.widest = Some(here);
        }
    }

    /// Returns the tallies in the form that JSON writes.
    pub fn records(&self) -> impl Iterator<Item = TallyRecord<'_>> {
        self.tallies.iter().map(|tally| TallyRecord {
            rule: &tally.asker.rule,
            profile: &tally.asker.profile,
            measures: tally.measures,
            resolved: tally.resolved,
            failed: tally.failed,
            figures: tally.figures,
            lowest: tally.lowest,
            highest: tally.highest,
            compared: tally.compared,
            mean_distance: tally.mean_distance(),
            waived: tally.waived,
        })
    }
}

impl Summary {
    /// Returns the summary in the form that JSON writes: what its table says, and beneath it.
    #[must_use]
    pub fn record(&self) -> SummaryRecord<'_> {
        SummaryRecord {
            measures: self.measures,
            compared: self.compared,
            agreed: self.agreed,
            widest: self.widest.as_ref().map(|widest| WidestRecord {
                incident: &widest.incident,
                measure: &widest.measure,
                least: widest.least,
                most: widest.most,
                ratio: widest.ratio(),
            }),
            waived: self.waived,
            rules: self.records().collect(),
        }
    }
}

/// A summary as JSON writes it.
#[derive(Debug, Serialize)]
pub struct SummaryRecord<'a> {
    measures: usize,
    /// For how many of them two rules or more give one figure.
    compared: usize,
    /// For how many of these all figures are the same.
    agreed: usize,
    widest: Option<WidestRecord<'a>>,
    /// How many claims on the measures the casebooks set aside.
    waived: usize,
    rules: Vec<TallyRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct WidestRecord<'a> {
    incident: &'a str,
    measure: &'a str,
    least: i64,
    most: i64,
    ratio: Option<f64>,
}

/// Twice the median of figures that ascend, of which there are some.
fn twice_median(figures: &[i64]) -> i128 {
    let (below, above) = ((figures.len() - 1) / 2, figures.len() / 2);
    i128::from(figures[below]) + i128::from(figures[above])
}

/// A tally as JSON writes it.
#[derive(Debug, Serialize)]
pub struct TallyRecord<'a> {
    rule: &'a str,
    profile: &'a str,
    measures: usize,
    resolved: usize,
    failed: usize,
    figures: usize,
    lowest: usize,
    highest: usize,
    compared: usize,
    mean_distance: Option<f64>,
    /// How many of those that the casebooks set aside the rule does not use.
    waived: usize,
}
