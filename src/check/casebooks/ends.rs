//! Ranges whose ends come from one speaker.

use std::collections::BTreeSet;

use crate::incident::{ClaimIx, MeasureIx, MeasureKind};
use crate::reconcile::{Join, Voice};

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
}

impl End {
    /// Adds a figure; one that lies further out than those before is the new end.
    fn add(&mut self, figure: i64, is_further: bool, claim: ClaimIx, voices: &[Voice]) {
        if self.figure.is_some_and(|known| known != figure) && !is_further {
            return;
        }
        if self.figure != Some(figure) {
            self.voices.clear();
            self.claims.clear();
        }
        self.figure = Some(figure);
        self.voices.extend(voices);
        if self.claims.last() != Some(&claim) {
            self.claims.push(claim);
        }
    }
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
        for point in reading.points.iter() {
            everybody.extend(&voices);
            let figure = point.value;
            lowest.add(
                figure,
                lowest.figure.is_none_or(|at| figure < at),
                claim,
                &voices,
            );
            highest.add(
                figure,
                highest.figure.is_none_or(|at| figure > at),
                claim,
                &voices,
            );
        }
    }
    let (low, high) = lowest.figure.zip(highest.figure)?;
    let is_one = lowest.voices.len() == 1 && lowest.voices == highest.voices;
    // Where nobody else speaks, nobody takes the range for a difference of opinion.
    if low == high || !is_one || everybody.len() < 2 {
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
