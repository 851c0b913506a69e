//! What several rules make of the same claims, side by side.
//!
//! A [`Comparison`] holds one [`Answer`] for each rule under each profile. What a rule *gives* is
//! its best figure; where it has none, the figure that is both its ends; else its interval
//! ([`Gives`]). Answers that give the same are one [`Group`]. The [`Sensitivity`] says which single
//! claim, or which voice as a whole, changes which answer when it is set aside, and whether the
//! answer turns on a kind of claim ([`Turn`]); the reading says in one line how the answers lie and
//! what they turn on, and nothing that was not found by trying or counting. The [`Summary`] counts
//! over many measures.
//!
//! Where the words leave a choice: a best that is a floor gives its figure like any other, so `7+`
//! and `7` agree; an interval whose ends are alike and whose high end is open gives `7+`. Answers
//! that are unresolved agree, whatever their reasons, and an answer changes when a bound, the best,
//! the openness or being resolved changes, not when a reason is worded anew. Every claim is tried
//! and not those alone that a rule used: one that no rule uses may have put another out, and a rule
//! may look at what it does not use.

mod gives;
mod kinds;
mod reading;
mod record;
mod sensitivity;
mod summary;

use std::rc::Rc;

use crate::incident::{ClaimIx, MeasureIx, Standing};

use super::estimate::Estimate;
use super::evidence::Evidence;

pub use gives::{Gives, Group};
pub use kinds::{ClaimKind, Turn};
pub use record::ComparisonRecord;
pub use sensitivity::{Asked, Budget, Change, Sensitivity, Trial, Without, without};
pub use summary::{Summary, SummaryRecord, Tally, TallyRecord, Widest};

/// What came of asking a rule.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It answered.
    Estimate(Box<Estimate>),
    /// It failed, with this message.
    Failed(String),
}

/// One rule under one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// What the rule is called.
    pub rule: String,
    /// The name of the profile.
    pub profile: String,
}

/// What one rule under one profile makes of a measure.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Who answers.
    pub asker: Asker,
    /// The answer.
    pub outcome: Outcome,
}

impl Answer {
    /// Returns the estimate, where there is one.
    #[must_use]
    pub fn estimate(&self) -> Option<&Estimate> {
        match &self.outcome {
            Outcome::Estimate(estimate) => Some(estimate),
            Outcome::Failed(_) => None,
        }
    }

    /// Returns what it gives.
    #[must_use]
    pub fn gives(&self) -> Gives {
        Gives::of(&self.outcome)
    }
}

/// The answers on one measure, in the order in which the rules were given.
#[derive(Debug)]
pub struct Comparison {
    /// The incident.
    pub evidence: Rc<Evidence>,
    /// The measure.
    pub measure: MeasureIx,
    /// The answers.
    pub answers: Vec<Answer>,
    /// What changes them, where that was tried.
    pub sensitivity: Option<Sensitivity>,
}

impl Comparison {
    /// Returns the claims on the measure that the casebook sets aside, in file order.
    #[must_use]
    pub fn set_aside_in_casebook(&self) -> Vec<ClaimIx> {
        let claims = self.evidence.on(self.measure).iter().copied();
        let is_set_aside = |ix: &ClaimIx| self.evidence.claim(*ix).standing == Standing::SetAside;
        claims.filter(is_set_aside).collect()
    }

    /// What the answers are called together: rules, unless a rule stands there under several
    /// profiles.
    fn noun(&self) -> &'static str {
        let mut rules: Vec<&str> = self.answers.iter().map(|a| &*a.asker.rule).collect();
        rules.sort_unstable();
        match rules.windows(2).any(|two| two[0] == two[1]) {
            true => "answers",
            false => "rules",
        }
    }
}
