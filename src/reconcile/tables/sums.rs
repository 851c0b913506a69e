//! A sum in words.

use crate::reconcile::evidence::Evidence;
use crate::reconcile::reading::Interval;
use crate::reconcile::sums::{Basis, Sum, SumResult};

impl Sum {
    /// Returns the check in words: the parts, the whole, how they compare and whose figures they
    /// are.
    #[must_use]
    pub fn words(&self, evidence: &Evidence) -> String {
        let incident = evidence.incident();
        let part = |(measure, interval): (&crate::incident::MeasureIx, &Interval)| {
            format!("{} {}", shown(*interval), incident.measure(*measure).id)
        };
        let parts: Vec<String> = self.parts.iter().zip(&self.of_parts).map(part).collect();
        let whole = format!(
            "{} {}",
            shown(self.of_whole),
            incident.measure(self.whole).id
        );
        let result = match self.result {
            SumResult::AddsUp => "adds up".to_owned(),
            SumResult::Short(by) => format!("the parts are {by} short"),
            SumResult::Over(by) => format!("the parts are {by} over"),
            SumResult::Open => "open: cannot be said".to_owned(),
        };
        let basis = match self.basis {
            Basis::Origin(source) => format!("figures of {}", incident.source(source).id),
            Basis::Page(report) => {
                format!(
                    "figures on one page, {}, from several origins",
                    incident.report(report).id
                )
            }
            Basis::Across => "figures of all origins taken together".to_owned(),
        };
        format!("{} of {whole}: {result} ({basis})", parts.join(" + "))
    }
}

fn shown(interval: Interval) -> String {
    match interval.high {
        Some(high) if high == interval.low => high.to_string(),
        Some(high) => format!("{} to {high}", interval.low),
        None if interval.low == 0 => "?".to_owned(),
        None => format!("{} or more", interval.low),
    }
}
