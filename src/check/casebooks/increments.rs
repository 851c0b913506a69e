//! Increments on claims that no longer stand.
//!
//! An increment reads the quantity that its base says, whatever became of the base: "five more than
//! the two whom the ministry admits" goes on to mean seven when the ministry has taken its two back.
//! What was set aside, retracted or corrected is certain not to hold; a later word of the speaker
//! may leave the increment as right as it was.

use std::collections::HashSet;

use crate::incident::{ClaimIx, SourceIx};
use crate::reconcile::{Join, Status, Voice};

use super::{Case, Check, Finding, check};

pub(super) const ON_OUT: Check = check!(
    "increment-on-out",
    Error,
    "an increment counts from a claim that was set aside, retracted or corrected"
);
pub(super) const ON_SUPERSEDED: Check = check!(
    "increment-on-superseded",
    Hint,
    "an increment counts from a claim whose speaker has a later word"
);

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    for ix in case.claims() {
        let claim = case.evidence.claim(ix);
        let Some(base) = claim.base else { continue };
        let currency = case.currency(claim.measure);
        if !currency.is_current(ix) {
            continue;
        }
        let quantities = currency.quantities();
        let reading = |of| quantities.of(of).map(|reading| reading.same);
        // Whose increment is the speaker's own later word has superseded the base by just that.
        let is_own = |by| by == ix || reading(by) == reading(ix) && is_of_one(case, by, ix);
        let named = |of| format!("`{}`", case.id(of));
        let (check, how, other) = match currency.status(base) {
            Status::Current | Status::SetAsideHere => continue,
            Status::Superseded(by) | Status::Updated(by) if is_own(by) => continue,
            Status::Corrected(by) if by == ix => continue,
            Status::Superseded(by) => (&ON_SUPERSEDED, "is superseded by ", Some(by)),
            Status::Updated(by) => (&ON_SUPERSEDED, "is updated by ", Some(by)),
            Status::SetAside => (&ON_OUT, "is set aside", None),
            Status::Retracts => (&ON_OUT, "only retracts another claim", None),
            Status::Retracted(by) => (&ON_OUT, "is retracted by ", Some(by)),
            Status::Corrected(by) => (&ON_OUT, "is corrected by ", Some(by)),
            Status::RepeatsOut(of) => (&ON_OUT, "repeats what no longer stands, ", Some(of)),
        };
        let how = format!("{how}{}", other.map(named).unwrap_or_default());
        let (id, base_id) = (case.id(ix), case.id(base));
        let message = format!("`{id}` says {}, and `{base_id}` {how}", claim.says);
        let about = vec![id.to_owned(), base_id.to_owned()];
        let line = Some(case.line_of_claim(ix));
        let finding = case.found(check, line, about, message);
        let said = [Some(base), other].into_iter().flatten();
        let said = said.map(|of| case.says(of));
        found.push(finding.because(said).decide(
            "count from the claim that holds now, or write the total that the page gives; if the \
             increment stands as it is, waive this and say why",
        ));
    }
}

/// Tells whether two claims are words of one voice. That another gives the same figure is chance.
fn is_of_one(case: &Case<'_>, one: ClaimIx, other: ClaimIx) -> bool {
    let voice = |source: &SourceIx| case.evidence.voice(Join::Independent, *source);
    let of_other: HashSet<Voice> = case.evidence.origins(other).iter().map(voice).collect();
    let mut of_one = case.evidence.origins(one).iter().map(voice);
    of_one.any(|voice| of_other.contains(&voice))
}
