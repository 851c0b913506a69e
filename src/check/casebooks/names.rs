//! Named people against figures.
//!
//! People who may be one person count once, and nobody who is counted under another measure counts
//! here. A claim that was set aside, retracted or corrected is not held against its names.

use crate::incident::{ClaimIx, Coverage, MeasureIx, MeasureKind, Quantity, Says};
use crate::reconcile::{As, Interval, Meaning, Names, Reading};

use crate::check::finding::listed;

use super::{Case, Check, Finding, check};

pub(super) const OVER_CLAIM: Check = check!(
    "names-over-claim",
    Error,
    "a claim names more people than its own figure leaves room for"
);
pub(super) const OVER_FIGURES: Check = check!(
    "names-over-figures",
    Hint,
    "more people are named than any figure of the measure leaves room for"
);

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let incident = case.incident();
    for measure in case.measures() {
        if incident.measure(measure).kind != MeasureKind::Count {
            continue;
        }
        let currency = case.currency(measure);
        let readings = currency.quantities().readings();
        let mut is_told = false;
        let mut carriers = Vec::new();
        let mut named = false;
        // The highest figure that is closed upwards; nothing once one is open.
        let mut room: Option<i64> = Some(-1);
        for ((ix, status), reading) in currency.all().zip(readings) {
            if !status.carries_names() {
                continue;
            }
            carriers.push(ix);
            named |= !case.evidence.claim(ix).people.is_empty();
            let bears = reading.bears() && reading.asserts;
            if bears && !reading.points.is_empty() && currency.is_current(ix) {
                room = room.zip(reading.interval.high).map(|(a, b)| a.max(b));
            }
            if reading.covers == Some(Coverage::Part) {
                found.extend(over_part(case, measure, ix, reading));
            }
            let is_held = reading.asserts
                && reading.speaks
                && reading.covers != Some(Coverage::Other)
                && !is_approximate(reading)
                && !case.evidence.claim(ix).people.is_empty();
            let (true, Some(high)) = (is_held, reading.interval.high) else {
                continue;
            };
            let names = Names::carried(case.evidence, measure, std::iter::once(ix));
            if exceeds(names.low, high) {
                is_told = true;
                let id = case.id(ix);
                let says = &incident.claim(ix).says;
                let message = format!(
                    "`{id}` says {says}, which leaves room for {high}, and names {}",
                    persons(names.low)
                );
                let finding = case.found(
                    &OVER_CLAIM,
                    Some(case.line_of_claim(ix)),
                    vec![id.to_owned()],
                    message,
                );
                found.push(finding.because([people(case, &names)]).decide(
                    "if two entries are one person, say so with `same_as`; if the claim counts \
                     some of them only, say so with `covers`; else mend the figure",
                ));
            }
        }
        let Some(room) = room.filter(|room| *room >= 0 && named && !is_told) else {
            continue;
        };
        let names = Names::carried(case.evidence, measure, carriers.into_iter());
        if exceeds(names.low, room) {
            let id = &incident.measure(measure).id;
            let message = format!(
                "{} {} named under `{id}`, and no current figure leaves room for more than {room}",
                persons(names.low),
                if names.low == 1 { "is" } else { "are" },
            );
            let line = case.line_of_measure(measure);
            let finding = case.found(&OVER_FIGURES, line, vec![id.clone()], message);
            found.push(finding.because([people(case, &names)]).decide(
                "see whether two entries are one person (`same_as`), or whether the measure counts \
                 others than those named",
            ));
        }
    }
}

/// A figure of a part that names more people than it counts. Those whom a page names beside a figure
/// of the women among them need not all be women, so it is no error.
fn over_part(
    case: &Case<'_>,
    measure: MeasureIx,
    ix: ClaimIx,
    reading: &Reading,
) -> Option<Finding> {
    let claim = case.incident().claim(ix);
    if claim.people.is_empty() || !reading.asserts || is_approximate(reading) {
        return None;
    }
    let high = own_figure(case, ix, reading)?.high?;
    let names = Names::carried(case.evidence, measure, std::iter::once(ix));
    exceeds(names.low, high).then(|| {
        let message = format!(
            "`{}` says {} of a part, and names {}",
            claim.id,
            claim.says,
            persons(names.low)
        );
        let line = Some(case.line_of_claim(ix));
        let finding = case.found(&OVER_FIGURES, line, vec![claim.id.clone()], message);
        finding.because([people(case, &names)]).decide(
            "name with the claim those only whom it counts, and the others with a claim on the \
             whole; if two entries are one person, say so with `same_as`",
        )
    })
}

/// What a claim says of what it covers, whether that is its measure or a part of it; nothing where
/// that is not to be known.
pub(super) fn own_figure(case: &Case<'_>, ix: ClaimIx, reading: &Reading) -> Option<Interval> {
    if reading.covers != Some(Coverage::Part) {
        return Some(reading.interval);
    }
    match &case.incident().claim(ix).says {
        Says::Count(Quantity::More { .. }) => None,
        Says::Count(quantity) => Some(Meaning::of(quantity, case.profile, None).interval),
        _ => None,
    }
}

fn persons(count: usize) -> String {
    match count {
        1 => "1 person".to_owned(),
        _ => format!("{count} people"),
    }
}

/// Tells whether a figure is given with "about": the room that a profile leaves around it bounds
/// nothing for certain.
pub(super) fn is_approximate(reading: &Reading) -> bool {
    let mut points = reading.points.iter();
    points.any(|point| point.as_ == As::Approximate)
}

fn exceeds(named: usize, room: i64) -> bool {
    i64::try_from(named).unwrap_or(i64::MAX) > room
}

fn people(case: &Case<'_>, names: &Names) -> String {
    let people = names.people.iter().filter(|named| named.identified);
    let ids: Vec<&str> = people
        .map(|named| case.incident().person(named.person).id.as_str())
        .collect();
    match ids.len() {
        1 => format!("named is {}", listed(&ids)),
        _ => format!("named are {}", listed(&ids)),
    }
}
