//! An estimate in the form that the JSON contract fixes.

use serde::Serialize;

use super::{Conclusion, Estimate, SetAside};
use crate::incident::ClaimIx;
use crate::reconcile::origin::Join;

impl Estimate {
    /// Returns the estimate in the form that the JSON contract fixes.
    #[must_use]
    pub fn record<'a>(&'a self, rule: &'a str) -> EstimateRecord<'a> {
        let incident = self.evidence.incident();
        let names = self.names();
        let ids = |claims: Vec<ClaimIx>| -> Vec<&'a str> {
            let ids = claims.into_iter().map(|ix| incident.claim(ix).id.as_str());
            ids.collect()
        };
        let Conclusion {
            low,
            best,
            high,
            high_open,
            unresolved,
            ..
        } = &self.conclusion;
        EstimateRecord {
            incident: &incident.id,
            measure: &incident.measure(self.measure).id,
            rule,
            profile: &self.profile.name,
            low: *low,
            best: *best,
            high: *high,
            high_open: *high_open,
            unresolved: unresolved.as_deref(),
            used: ids(self.used()),
            set_aside: self.set_aside(),
            waived: ids(self.waived()),
            origins: self.origins(Join::Origin).len(),
            independent: self.origins(Join::Independent).len(),
            pages: self.pages().len(),
            named: names.low,
            unidentified: names.unidentified,
            steps: self.steps(),
        }
    }
}

/// An estimate as JSON writes it.
#[derive(Debug, Serialize)]
pub struct EstimateRecord<'a> {
    incident: &'a str,
    measure: &'a str,
    rule: &'a str,
    profile: &'a str,
    low: Option<i64>,
    best: Option<i64>,
    high: Option<i64>,
    high_open: bool,
    unresolved: Option<&'a str>,
    used: Vec<&'a str>,
    set_aside: Vec<SetAside>,
    /// Those of `set_aside` that the casebook itself sets aside.
    waived: Vec<&'a str>,
    origins: usize,
    independent: usize,
    pages: usize,
    named: usize,
    unidentified: usize,
    steps: Vec<String>,
}
