//! Decisions that the casebook keeps: who took them, and whether they still hold.

use std::collections::BTreeMap;

use crate::incident::{Claim, ClaimIx, ReportIx, Standing};

use crate::check::waivers::{EXPIRED, has_passed};

use super::{Case, Check, Finding, check};

pub(super) const UNSIGNED: Check = check!(
    "set-aside-unsigned",
    Hint,
    "a claim is set aside, and nobody stands for it"
);

pub(super) const WITHOUT_STANDING: Check = check!(
    "open-decision",
    Hint,
    "a decision on a claim that stands open: it changes nothing"
);

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let incident = case.incident();
    let mut unsigned: BTreeMap<ReportIx, Vec<ClaimIx>> = BTreeMap::new();
    let mut open: BTreeMap<ReportIx, Vec<ClaimIx>> = BTreeMap::new();
    for ix in case.claims() {
        let claim = incident.claim(ix);
        if claim.standing == Standing::SetAside && claim.decided_by.is_none() {
            unsigned.entry(claim.report).or_default().push(ix);
        }
        if is_idle(claim) {
            open.entry(claim.report).or_default().push(ix);
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
    for (report, claims) in open {
        let id = &incident.report(report).id;
        let message = format!("claims of `{id}` have a decision and stand open");
        let finding = case.found_each(&WITHOUT_STANDING, &claims, message);
        let shown = claims.iter().take(SHOWN).map(|ix| {
            let claim = incident.claim(*ix);
            let reason = claim.reason.iter().map(|of| format!("`reason` {of}"));
            let by = claim
                .decided_by
                .iter()
                .map(|of| format!("`decided_by` {of}"));
            let until = claim.until.iter().map(|of| format!("`until` {of}"));
            let said: Vec<String> = reason.chain(by).chain(until).collect();
            format!("`{}` has {}", claim.id, said.join(", "))
        });
        found.push(finding.because(shown).decide(
            "give each its `standing`, `set aside` or `accepted`; what is no decision stands in \
             `notes`",
        ));
    }
}

/// How many decisions are spelt out.
const SHOWN: usize = 6;

/// Tells whether a claim has a decision, and nothing that it could be about: it counts as if there
/// were none. One that says how it stands to another claim may say who decided so.
fn is_idle(claim: &Claim) -> bool {
    let links = [
        &claim.repeats,
        &claim.updates,
        &claim.corrects,
        &claim.retracts,
    ];
    claim.standing == Standing::Open
        && (claim.decided_by.is_some() || claim.until.is_some())
        && links.iter().all(|claims| claims.is_empty())
}
