//! Claims that are newer than the page that carries them, or older than what they repeat, and pages
//! that were read before they were published.

use crate::incident::{ClaimIx, Object, ReportIx, When, certainly_later};

use super::{Case, Check, Finding, check};

pub(super) const NEWER: Check = check!(
    "newer-than-report",
    Error,
    "dates that cannot be: a claim later than its report or older than what it repeats, a page read early"
);

/// What to do about a date that cannot be.
const MEND: &str = "mend the date that is wrong; a page that was changed later is a report of its \
                    own, with `version_of`";

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let incident = case.incident();
    let shared = incident.shared.reports.len();
    // What incidents share is told of once.
    let own = if case.is_first { 0 } else { shared };
    found.extend(incident.reports().skip(own).filter_map(|ix| read(case, ix)));
    for ix in case.claims() {
        found.extend(newer(case, ix).or_else(|| older(case, ix)));
    }
}

/// A page that was read before it was published.
fn read(case: &Case<'_>, ix: ReportIx) -> Option<Finding> {
    let report = case.incident().report(ix);
    let (published, retrieved) = (report.published.as_ref()?, report.retrieved.as_ref()?);
    let is_before = certainly_later(Some(published), Some(retrieved));
    is_before.then(|| {
        let id = &report.id;
        let message = format!("`{id}` was read on {retrieved}, and published on {published}");
        let line = case.line(Object::Report(ix));
        case.found(&NEWER, line, vec![id.clone()], message)
            .decide(MEND)
    })
}

/// A claim that is newer than its page.
fn newer(case: &Case<'_>, ix: ClaimIx) -> Option<Finding> {
    let incident = case.incident();
    let claim = incident.claim(ix);
    let report = incident.report(claim.report);
    // A claim that has no day of its own has that of its page, or of what it repeats.
    let date = match &claim.as_of {
        Some(date) => date,
        None if claim.repeats.is_empty() => return None,
        None => case.evidence.date(ix)?,
    };
    let is_after = |day: &Option<When>| certainly_later(Some(date), day.as_ref());
    // A page that was read before it was published is told of by itself.
    let is_read_early = certainly_later(report.published.as_ref(), report.retrieved.as_ref());
    let (what, day) = match (&report.published, &report.retrieved) {
        (Some(day), _) if is_after(&report.published) => ("was published on", day),
        (_, Some(day)) if !is_read_early && is_after(&report.retrieved) => ("was read on", day),
        _ => return None,
    };
    let id = &claim.id;
    let speaks = match (&claim.as_of, claim.repeats.first()) {
        (None, Some(base)) => format!("`{id}` repeats `{}` of {date}", case.id(*base)),
        _ => format!("`{id}` speaks of {date}"),
    };
    let message = format!(
        "{speaks}, and `{}`, which carries it, {what} {day}",
        report.id
    );
    let about = vec![id.clone(), report.id.clone()];
    let line = Some(case.line_of_claim(ix));
    Some(case.found(&NEWER, line, about, message).decide(MEND))
}

/// A claim that is older than the one that it repeats: by days that both were given, or by the days
/// of their pages. That the first page gave no day and the second a more exact one is no mistake.
fn older(case: &Case<'_>, ix: ClaimIx) -> Option<Finding> {
    let incident = case.incident();
    let claim = incident.claim(ix);
    let date = case.evidence.date(ix)?;
    let published = |of: ClaimIx| {
        incident
            .report(incident.claim(of).report)
            .published
            .as_ref()
    };
    let base = claim.repeats.iter().copied().find(|base| {
        let is_older = certainly_later(case.evidence.date(*base), Some(date));
        let is_told = incident.claim(*base).as_of.is_some();
        let is_of_earlier_page =
            published(ix).is_some_and(|page| certainly_later(published(*base), Some(page)));
        is_older && (is_told || is_of_earlier_page)
    })?;
    let (id, base_id) = (&claim.id, case.id(base));
    let of = case.evidence.date(base)?;
    let message = format!("`{id}` is of {date}, and repeats `{base_id}`, which is of {of}");
    let about = vec![id.clone(), base_id.to_owned()];
    let line = Some(case.line_of_claim(ix));
    Some(case.found(&NEWER, line, about, message).decide(
        "mend the date that is wrong; if the other was first, let that one have no `repeats` and \
         the other have it",
    ))
}
