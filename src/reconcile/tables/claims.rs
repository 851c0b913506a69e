//! The objects of an incident, a row each.

use crate::incident::{MeasureIx, PersonIx, ReportIx};
use crate::reconcile::evidence::Evidence;
use crate::reconcile::selection::Selection;
use crate::table::{Cell, Table};

use super::{push, said, speakers};

/// Returns the claims of a selection with who says them, where and whether they still stand.
#[must_use]
pub fn claims_table(selection: &Selection) -> Table {
    let evidence = selection.evidence();
    let incident = evidence.incident();
    let mut table = Table::new(["claim", "measure", "says", "by", "in", "date", "stands"]);
    for ix in selection.claims().iter() {
        let claim = evidence.claim(*ix);
        let currency = selection.currency(claim.measure);
        let stands = crate::reconcile::why_not_current(evidence, *ix, currency.status(*ix));
        push(
            &mut table,
            [
                claim.id.as_str().into(),
                incident.measure(claim.measure).id.as_str().into(),
                said(claim).into(),
                speakers(evidence, claim).into(),
                incident.report(claim.report).id.as_str().into(),
                evidence.date(*ix).map(ToString::to_string).into(),
                stands.unwrap_or_else(|| "current".to_owned()).into(),
            ],
        );
    }
    table
}

/// Returns the measures of an incident.
#[must_use]
pub fn measures_table(evidence: &Evidence) -> Table {
    let incident = evidence.incident();
    let mut table = Table::new(["measure", "label", "outcome", "group", "kind", "claims"]);
    for (at, measure) in incident.measures.iter().enumerate() {
        push(
            &mut table,
            [
                measure.id.as_str().into(),
                measure.label.as_str().into(),
                measure.outcome.as_str().into(),
                measure.group.as_str().into(),
                measure.kind.word().into(),
                evidence.on(MeasureIx::new(at)).len().into(),
            ],
        );
    }
    table
}

/// Returns these reports of an incident.
#[must_use]
pub fn reports_table(evidence: &Evidence, reports: impl Iterator<Item = ReportIx>) -> Table {
    let incident = evidence.incident();
    let mut table = Table::new(["report", "publisher", "published", "title", "url"]);
    for ix in reports {
        let report = incident.report(ix);
        push(
            &mut table,
            [
                report.id.as_str().into(),
                incident.source(report.publisher).name.as_str().into(),
                report.published.as_ref().map(ToString::to_string).into(),
                report.title.as_deref().into(),
                report.url.as_deref().into(),
            ],
        );
    }
    table
}

/// Returns these people of an incident.
#[must_use]
pub fn people_table(evidence: &Evidence, people: impl Iterator<Item = PersonIx>) -> Table {
    let incident = evidence.incident();
    let mut table = Table::new(["person", "name", "role", "age", "measure", "may be"]);
    for ix in people {
        let person = incident.person(ix);
        let link = person.same_as.as_ref().or(person.maybe_same_as.as_ref());
        let name: Cell = match &person.name {
            Some(name) => name.as_str().into(),
            None => Cell::Unknown,
        };
        push(
            &mut table,
            [
                person.id.as_str().into(),
                name,
                person.role.as_deref().into(),
                person.age.as_deref().into(),
                person
                    .measure
                    .map(|measure| incident.measure(measure).id.clone())
                    .into(),
                link.map(|link| incident.person(link.person).id.clone())
                    .into(),
            ],
        );
    }
    table
}
