//! What is read of a selection: the claims that methods use, and the origins for which they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::{Call, Refusal, Selection, Step};
use crate::incident::{ClaimIx, ReportIx, SourceIx};
use crate::reconcile::estimate::{Conclusion, Estimate};
use crate::reconcile::origin::{Join, Voice};

/// An origin, or several joined, with its claims.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// Whose word it is.
    pub voice: Voice,
    /// The claims, a selection of their own.
    pub claims: Selection,
}

impl Spoken {
    /// Returns the distinct reports that carry the claims.
    #[must_use]
    pub fn pages(&self) -> BTreeSet<ReportIx> {
        let evidence = self.claims.evidence();
        self.claims
            .claims()
            .iter()
            .map(|ix| evidence.claim(*ix).report)
            .collect()
    }
}

impl Selection {
    /// The origins for which a claim is read: those for which it is current, or all.
    pub(crate) fn origins_read(&self, ix: ClaimIx) -> Vec<SourceIx> {
        let evidence = &self.0.evidence;
        if self.0.reads_all {
            return evidence.origins(ix).to_vec();
        }
        self.currency(evidence.claim(ix).measure)
            .origins(evidence, ix)
            .to_vec()
    }

    /// The origins that a claim counts for where it is used: those for which it is read, or all
    /// where it is used though it is not current, as one that carries a name is.
    pub(crate) fn origins_counted(&self, ix: ClaimIx) -> Vec<SourceIx> {
        let read = self.origins_read(ix);
        if read.is_empty() {
            return self.0.evidence.origins(ix).to_vec();
        }
        read
    }

    /// Returns the selection that methods read: itself where they read all of it, else what still
    /// stands of it.
    ///
    /// # Errors
    /// Where the selection has too many steps.
    pub fn read(&self) -> Result<Self, Refusal> {
        if self.0.reads_all || matches!(self.0.step, Step::Current) {
            return Ok(self.clone());
        }
        let read = self.step(Step::Current, None)?;
        Ok(if read.0.kept.len() == self.0.kept.len() {
            self.clone()
        } else {
            read
        })
    }

    /// Returns the claims that may carry names, whether they are superseded or not.
    pub(crate) fn carrying_names(&self, keeps: impl Fn(ClaimIx) -> bool) -> Result<Self, Refusal> {
        if self.0.kept.iter().all(|ix| keeps(*ix)) {
            return Ok(self.clone());
        }
        self.step_by(Step::CarryingNames, None, |ix| {
            Ok::<bool, Refusal>(keeps(ix))
        })
    }

    /// Returns the claims that name people.
    pub(crate) fn naming(&self) -> Result<Self, Refusal> {
        let named = self.step(Step::Named, None)?;
        Ok(if named.claims().len() == self.claims().len() {
            self.clone()
        } else {
            named
        })
    }

    /// Concludes that there is no answer.
    ///
    /// # Errors
    /// Where the claims are not on one measure.
    pub fn unresolved(&self, reason: &str, call: Option<Call>) -> Result<Estimate, Refusal> {
        Estimate::new(
            &self.read()?,
            "unresolved(..)",
            call,
            Conclusion::unresolved(reason),
        )
    }

    /// Returns the origins of what methods read, joined as asked, by id.
    ///
    /// # Errors
    /// Where the selection has too many steps.
    pub fn origins(&self, join: Join) -> Result<Vec<Spoken>, Refusal> {
        let read = self.read()?;
        let evidence = read.evidence();
        let mut by_voice: BTreeMap<Voice, Vec<ClaimIx>> = BTreeMap::new();
        for ix in read.claims().iter() {
            for origin in read.origins_read(*ix) {
                let claims = by_voice.entry(evidence.voice(join, origin)).or_default();
                if claims.last() != Some(ix) {
                    claims.push(*ix);
                }
            }
        }
        let mut spoken = Vec::with_capacity(by_voice.len());
        for (voice, claims) in by_voice {
            spoken.push(Spoken {
                voice,
                claims: read.then(Step::Of(join, voice), None, claims)?,
            });
        }
        let incident = evidence.incident();
        spoken.sort_by(|a, b| a.voice.id(incident).cmp(b.voice.id(incident)));
        Ok(spoken)
    }
}
