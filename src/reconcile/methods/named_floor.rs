//! The people who are named: no fewer than they can have been counted.
//!
//! Source: Airwars sets the minimum of an incident to the number of victims named (its assessment
//! ISPT0004); Iraq Body Count keeps a list of persons beside its counts.

use super::{Call, Conclusion, Estimate, Refusal, Selection};
use crate::reconcile::Names;

impl Selection {
    /// Concludes on the distinct identified people whom the claims name: low only. Currency
    /// expires no name; a claim that is set aside, retracted or corrected carries none.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn named_floor(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        let measure = self.count_measure()?;
        let currency = self.currency(measure);
        let all = self.reads_all();
        let carrying = self.carrying_names(|ix| all || currency.status(ix).carries_names())?;
        // Claims that name nobody bear nothing here, so that none is said to be used that is not.
        let carrying = carrying.naming()?;
        let names = Names::carried(
            carrying.evidence(),
            measure,
            carrying.claims().iter().copied(),
        );
        let mut conclusion = match i64::try_from(names.low) {
            Ok(low) if low > 0 => Conclusion {
                low: Some(low),
                ..Conclusion::default()
            },
            _ => Conclusion::unresolved("no claim here names an identified person"),
        };
        if names.high > names.low {
            conclusion.notes.push(format!(
                "{} to {} distinct people: some may be one another",
                names.low, names.high
            ));
        }
        if names.unidentified > 0 {
            conclusion
                .notes
                .push(format!("{} unidentified beside them", names.unidentified));
        }
        Estimate::new(&carrying, "named_floor()", call, conclusion)
    }
}
