//! The few things that a judgement asks of every claim, close together: a claim is wide, and to
//! walk over all of them once for each question costs more than the question.

use crate::incident::{Claim, ClaimIx, Quantity, ReportIx, Says, Standing};

/// A claim in brief.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brief {
    /// The page that carries it.
    pub(crate) report: ReportIx,
    /// Whether the casebook sets it aside.
    pub(crate) is_set_aside: bool,
    /// Whether it retracts another.
    pub(crate) retracts: bool,
    /// Whether it updates, corrects or retracts another.
    pub(crate) names_another: bool,
    /// Whether it is counted from another.
    pub(crate) is_increment: bool,
    /// The first claim that it repeats.
    pub(crate) repeats: Option<ClaimIx>,
    /// Whether it repeats others beside that.
    pub(crate) repeats_several: bool,
}

impl Brief {
    pub(crate) fn of(claim: &Claim) -> Self {
        let retracts = !claim.retracts.is_empty();
        Self {
            report: claim.report,
            is_set_aside: claim.standing == Standing::SetAside,
            retracts,
            names_another: retracts || !claim.updates.is_empty() || !claim.corrects.is_empty(),
            is_increment: matches!(claim.says, Says::Count(Quantity::More { .. })),
            repeats: claim.repeats.first().copied(),
            repeats_several: claim.repeats.len() > 1,
        }
    }
}
