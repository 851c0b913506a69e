//! Where the origins of an incident leave one another no room.

use std::rc::Rc;

use crate::incident::{MeasureIx, MeasureKind};
use crate::reconcile::concordance::Concordance;
use crate::reconcile::evidence::Evidence;
use crate::reconcile::origin::Join;
use crate::reconcile::profile::Profile;
use crate::reconcile::relation::Relation;
use crate::reconcile::sums::{SumResult, sums};
use crate::table::{Cell, Table};

use super::push;

/// Returns every figure that one origin states and another excludes, and every sum that does not
/// add up.
#[must_use]
pub fn discrepancies(evidence: &Rc<Evidence>, profile: &Rc<Profile>) -> Table {
    let incident = evidence.incident();
    let mut table = Table::new([
        "measure",
        "figure",
        "stated by",
        "excluded by",
        "spoke before",
    ])
    .titled(format!(
        "Discrepancies in {} · profile {}",
        incident.id, profile.name
    ));
    for measure in (0..incident.measures.len()).map(MeasureIx::new) {
        let concordance = Concordance::new(evidence, measure, profile, Join::Origin);
        for (at, figure) in concordance.figures.iter().enumerate() {
            let who = |test: &dyn Fn(Relation, bool) -> bool| {
                let columns = concordance.columns.iter();
                let those = columns.filter(|c| test(c.stands[at].relation, c.before[at]));
                those
                    .map(|c| c.voice.id(incident).to_owned())
                    .collect::<Vec<_>>()
            };
            let excludes = who(&|relation, _| relation == Relation::Excludes);
            if excludes.is_empty() {
                continue;
            }
            let states = who(&|relation, _| matches!(relation, Relation::States(_)));
            let before = who(&|_, before| before);
            let value = match incident.measure(measure).kind {
                MeasureKind::Count => Cell::from(figure.number),
                MeasureKind::Statement => Cell::from(figure.value.to_string()),
            };
            push(
                &mut table,
                [
                    incident.measure(measure).id.as_str().into(),
                    value,
                    states.join("; ").into(),
                    excludes.join("; ").into(),
                    before.join("; ").into(),
                ],
            );
        }
    }
    for sum in sums(evidence, profile) {
        if !matches!(sum.result, SumResult::AddsUp) {
            table.note(sum.words(evidence));
        }
    }
    table
}
