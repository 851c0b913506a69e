//! Claims that are newer than the page that carries them.

use crate::incident::certainly_later;

use super::{Case, Check, Finding, check};

pub(super) const NEWER: Check = check!(
    "newer-than-report",
    Error,
    "a claim speaks of a later day than that of the report that carries it"
);

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let incident = case.incident();
    for ix in case.claims() {
        let claim = incident.claim(ix);
        let report = incident.report(claim.report);
        let Some(as_of) = &claim.as_of else { continue };
        let days = [
            ("was published on", &report.published),
            ("was read on", &report.retrieved),
        ];
        let before = days.into_iter().find_map(|(what, day)| {
            let day = day.as_ref()?;
            certainly_later(Some(as_of), Some(day)).then_some((what, day))
        });
        let Some((what, day)) = before else { continue };
        let message = format!(
            "`{}` speaks of {as_of}, and `{}`, which carries it, {what} {day}",
            claim.id, report.id
        );
        let about = vec![claim.id.clone(), report.id.clone()];
        let line = Some(case.line_of_claim(ix));
        found.push(case.found(&NEWER, line, about, message).decide(
            "mend the date that is wrong; a page that was changed later is a report of its own, \
             with `version_of`",
        ));
    }
}
