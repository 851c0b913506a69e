//! Estimates, and why they are what they are.

use crate::incident::ClaimIx;
use crate::reconcile::estimate::Estimate;
use crate::reconcile::origin::{Join, Voice};
use crate::table::{Cell, Ruled, Table};

use super::{SPELLED_OUT, listed, push, said, speakers, who_is_who};

/// Returns every claim on the measure of an estimate, those that it uses first, with the reason
/// for each that it does not; the steps stand beneath.
#[must_use]
pub fn why(estimate: &Estimate, rule: Option<&str>) -> Table {
    let evidence = estimate.evidence();
    let incident = evidence.incident();
    let measure = incident.measure(estimate.measure());
    let mut table = Table::new(["claim", "says", "by", "in", "date", "used"])
        .titled(format!("{} ({}): {estimate}", measure.label, measure.id));
    let mut row = |ix: ClaimIx, used: Cell| {
        let claim = evidence.claim(ix);
        push(
            &mut table,
            [
                claim.id.as_str().into(),
                said(claim).into(),
                speakers(evidence, claim).into(),
                incident.report(claim.report).id.as_str().into(),
                evidence.date(ix).map(ToString::to_string).into(),
                used,
            ],
        );
    };
    for ix in estimate.used() {
        row(ix, "yes".into());
    }
    for (ix, reason) in estimate.set_aside_claims() {
        row(ix, format!("no: {reason}").into());
    }
    let claims = estimate.used().into_iter();
    let claims = claims.chain(estimate.set_aside_claims().into_iter().map(|(ix, _)| ix));
    let speakers = claims.flat_map(|ix| evidence.claim(ix).by.iter().map(|by| Voice::Source(*by)));
    if let Some(names) = who_is_who(evidence, speakers) {
        table.note(names);
    }
    if let Some(rule) = rule {
        table.note(format!("rule: {rule}"));
    }
    for (at, step) in estimate.steps().into_iter().enumerate() {
        table.note(format!("{}. {step}", at + 1));
    }
    if let Some(back) = brought_back(estimate) {
        table.note(back);
    }
    table.note(counts(estimate));
    table
}

/// Returns estimates of one rule, one a row: the measure, the estimate, and what it rests on.
#[must_use]
pub fn estimates_table<'a>(estimates: impl IntoIterator<Item = &'a Estimate>) -> Table {
    let columns = [
        "measure",
        "estimate",
        "profile",
        "used",
        "set aside",
        "waived",
        "origins",
        "pages",
    ];
    let mut table = Table::new(columns);
    let (mut any_waived, mut back) = (false, Vec::new());
    for estimate in estimates {
        let incident = estimate.evidence().incident();
        push(
            &mut table,
            [
                incident.measure(estimate.measure()).id.as_str().into(),
                estimate.to_string().into(),
                estimate.profile().name.as_str().into(),
                estimate.used().len().into(),
                estimate.set_aside_claims().len().into(),
                estimate.waived().len().into(),
                estimate.origins(Join::Origin).len().into(),
                estimate.pages().len().into(),
            ],
        );
        any_waived |= !estimate.waived().is_empty();
        back.extend(brought_back(estimate));
    }
    if any_waived {
        table.note("waived: how many of those the casebook itself sets aside, whatever the rule");
    }
    for line in back.into_iter().take(SPELLED_OUT) {
        table.note(line);
    }
    table
}

/// Says which claims a rule uses that the casebook sets aside.
fn brought_back(estimate: &Estimate) -> Option<String> {
    let claims = estimate.brought_back();
    let incident = estimate.evidence().incident();
    let ids = claims
        .iter()
        .map(|ix| format!("`{}`", incident.claim(*ix).id));
    (!claims.is_empty()).then(|| {
        let measure = &incident.measure(estimate.measure()).id;
        let ids = listed(ids);
        format!("{measure}: used although the casebook sets it aside: {ids}")
    })
}

/// What the columns of an answer are called, where it is a record for other programs.
pub(super) const RECORD: [&str; 15] = [
    "incident",
    "measure",
    "rule",
    "profile",
    "low",
    "best",
    "high",
    "high_open",
    "unresolved",
    "used",
    "set_aside",
    "waived",
    "origins",
    "independent",
    "pages",
];

/// The answer of a rule as a record: every part in a column of its own.
pub(super) fn record_cells(rule: &str, estimate: &Estimate) -> [Cell; RECORD.len()] {
    let incident = estimate.evidence().incident();
    let conclusion = estimate.conclusion();
    [
        incident.id.as_str().into(),
        incident.measure(estimate.measure()).id.as_str().into(),
        rule.into(),
        estimate.profile().name.as_str().into(),
        conclusion.low.into(),
        conclusion.best.into(),
        conclusion.high.into(),
        conclusion.high_open.into(),
        conclusion.unresolved.as_deref().into(),
        estimate.used().len().into(),
        estimate.set_aside_claims().len().into(),
        estimate.waived().len().into(),
        estimate.origins(Join::Origin).len().into(),
        estimate.origins(Join::Independent).len().into(),
        estimate.pages().len().into(),
    ]
}

/// Returns estimates as records for other programs.
#[must_use]
pub fn estimate_records<'a>(estimates: impl IntoIterator<Item = (&'a str, &'a Estimate)>) -> Table {
    let mut table = Ruled::new(RECORD);
    for (rule, estimate) in estimates {
        table.push(record_cells(rule, estimate));
    }
    table.done()
}

fn counts(estimate: &Estimate) -> String {
    let names = estimate.names();
    let waived = match estimate.waived().len() {
        0 => String::new(),
        n => format!("; set aside in the casebook itself: {n}"),
    };
    format!(
        "used: origins {}, independent {}, pages {}; named on this measure: {}, unidentified: {}\
         {waived}",
        estimate.origins(Join::Origin).len(),
        estimate.origins(Join::Independent).len(),
        estimate.pages().len(),
        names.low,
        names.unidentified
    )
}
