//! Decisions that the casebook keeps: who took them, and whether they still hold.

use std::collections::BTreeMap;

use crate::incident::{ClaimIx, ReportIx, Standing};

use crate::check::waivers::{EXPIRED, has_passed};

use super::{Case, Check, Finding, check};

pub(super) const UNSIGNED: Check = check!(
    "set-aside-unsigned",
    Hint,
    "a claim is set aside, and nobody stands for it"
);

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let incident = case.incident();
    let mut unsigned: BTreeMap<ReportIx, Vec<ClaimIx>> = BTreeMap::new();
    for ix in case.claims() {
        let claim = incident.claim(ix);
        if claim.standing == Standing::SetAside && claim.decided_by.is_none() {
            unsigned.entry(claim.report).or_default().push(ix);
        }
        let until = claim.until.as_ref();
        let until = until.filter(|until| has_passed(until, case.today));
        let (Some(until), false) = (until, claim.standing == Standing::Open) else {
            continue;
        };
        let word = claim.standing.word();
        let message = format!(
            "the last day of the decision on `{}`, {word}, has passed: {until}",
            claim.id
        );
        let reason = claim
            .reason
            .iter()
            .map(|reason| format!("because: {reason}"));
        let by = claim.decided_by.iter().map(|by| format!("decided by {by}"));
        let line = Some(case.line_of_claim(ix));
        let finding = case.found(&EXPIRED, line, vec![claim.id.clone()], message);
        found.push(finding.because(reason.chain(by)).decide(format!(
            "decide anew: give another `until`, or take out `standing` and what belongs to it; the \
             claim stays {word} for as long as nobody does"
        )));
    }
    for (report, claims) in unsigned {
        let id = &incident.report(report).id;
        let message = format!("claims of `{id}` are set aside without a `decided_by`");
        let finding = case.found_each(&UNSIGNED, &claims, message);
        found.push(finding.decide("say who decided, with `decided_by`"));
    }
}
