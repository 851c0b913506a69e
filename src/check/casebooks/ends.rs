//! Ranges whose ends come from one speaker.

use std::collections::BTreeSet;

use crate::incident::{ClaimIx, MeasureIx, MeasureKind};
use crate::reconcile::{Interval, Join, Voice};

use crate::check::finding::listed;

use super::{Case, Check, Finding, check};

pub(super) const RANGE: Check = check!(
    "range-of-one-origin",
    Hint,
    "the lowest and the highest figure of a measure rest on one speaker"
);

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    for measure in case.measures() {
        if case.incident().measure(measure).kind == MeasureKind::Count {
            found.extend(at(case, measure));
        }
    }
}

/// One end of the range: who states it, in which claims.
#[derive(Default)]
struct End {
    figure: Option<i64>,
    voices: BTreeSet<Voice>,
    claims: Vec<ClaimIx>,
    /// How far its claims reach, taken together.
    reach: Option<Interval>,
}

/// A claim that states figures: how far it reaches, and whose word it is.
struct Said<'a> {
    claim: ClaimIx,
    reach: Interval,
    voices: &'a [Voice],
}

impl End {
    /// Adds a figure; one that lies further out than those before is the new end.
    fn add(&mut self, figure: i64, is_further: bool, said: &Said) {
        if self.figure.is_some_and(|known| known != figure) && !is_further {
            return;
        }
        if self.figure != Some(figure) {
            *self = Self::default();
        }
        self.figure = Some(figure);
        let reach = self
            .reach
            .map_or(said.reach, |known| known.hull(said.reach));
        self.reach = Some(reach);
        self.voices.extend(said.voices);
        if self.claims.last() != Some(&said.claim) {
            self.claims.push(said.claim);
        }
    }
}

/// Tells whether the ends were said on two days: then one of them is the later word.
fn are_of_two_days(case: &Case<'_>, one: &End, other: &End) -> bool {
    let date = |end: &End| end.claims.first().and_then(|of| case.evidence.date(*of));
    let (one, other) = (date(one), date(other));
    one.zip(other)
        .is_some_and(|(one, other)| one.certainly_after(other) || other.certainly_after(one))
}

fn at(case: &Case<'_>, measure: MeasureIx) -> Option<Finding> {
    let currency = case.currency(measure);
    let mut everybody: BTreeSet<Voice> = BTreeSet::new();
    let (mut lowest, mut highest) = (End::default(), End::default());
    for (claim, reading) in currency.bearing() {
        let origins = currency.origins(case.evidence, claim).iter();
        let voices: Vec<Voice> = origins
            .map(|origin| case.evidence.voice(Join::Independent, *origin))
            .collect();
        let said = Said {
            claim,
            reach: reading.interval,
            voices: &voices,
        };
        for point in reading.points.iter() {
            everybody.extend(&voices);
            let figure = point.value;
            let is_lower = lowest.figure.is_none_or(|at| figure < at);
            let is_higher = highest.figure.is_none_or(|at| figure > at);
            lowest.add(figure, is_lower, &said);
            highest.add(figure, is_higher, &said);
        }
    }
    let (low, high) = lowest.figure.zip(highest.figure)?;
    let is_one = lowest.voices.len() == 1 && lowest.voices == highest.voices;
    if low == high || !is_one {
        return None;
    }
    // Where nobody else speaks, a range that one claim gives is read as what it is. Two claims of
    // one day that leave one another no room are not.
    let is_lone = everybody.len() < 2;
    let overlap = || match (lowest.reach, highest.reach) {
        (Some(of), Some(to)) => of.high.is_none_or(|high| high >= to.low),
        _ => true,
    };
    if is_lone && (overlap() || are_of_two_days(case, &lowest, &highest)) {
        return None;
    }
    let voice = lowest.voices.first()?.id(case.incident());
    let id = &case.incident().measure(measure).id;
    let message = format!("both ends of `{id}`, {low} and {high}, rest on `{voice}` alone");
    let line = highest
        .claims
        .first()
        .map(|claim| case.line_of_claim(*claim));
    let ids =
        |claims: &[ClaimIx]| -> Vec<&str> { claims.iter().map(|claim| case.id(*claim)).collect() };
    let evidence = [
        format!("{low} in {}", listed(&ids(&lowest.claims))),
        format!("{high} in {}", listed(&ids(&highest.claims))),
    ];
    let about = vec![id.clone(), voice.to_owned()];
    let finding = case.found(&RANGE, line, about, message);
    Some(finding.because(evidence).decide(
        "do not read the range as a difference between speakers; if one of its figures takes the \
         other back, say `corrects` or `updates`",
    ))
}
