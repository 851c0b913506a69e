//! Parts against wholes.
//!
//! Whose figures were added decides how much it weighs: one speaker who gives parts and whole of one
//! time is wrong by its own words. Figures of several speakers (on one page or not), or of several
//! days, may each be right, and "about ten" leaves room that no profile bounds: those are hints.

use std::collections::HashMap;

use crate::incident::MeasureIx;
use crate::reconcile::{Basis, Sum, SumResult, sums};

use super::added::{
    ACROSS, Added, ByBasis, MISMATCH, are_older, by_basis, evidence_of, is_firm, is_of_one_time,
};
use super::partial;
use super::{Case, Finding};

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let mut bases = HashMap::new();
    let sums = sums(case.evidence, case.profile);
    let (alone, told) = partial::look(case, &mut bases, &sums);
    found.extend(alone);
    for sum in sums {
        if sum.basis == Basis::Across && told.contains(&sum.whole) {
            continue;
        }
        let (word, by) = match sum.result {
            SumResult::AddsUp | SumResult::Open => continue,
            SumResult::Short(by) => ("fall short of", by),
            SumResult::Over(by) => ("exceed", by),
        };
        found.extend(finding(case, &mut bases, &sum, word, by));
    }
}

fn finding(
    case: &Case<'_>,
    bases: &mut HashMap<MeasureIx, ByBasis>,
    sum: &Sum,
    word: &str,
    by: i64,
) -> Option<Finding> {
    let incident = case.incident();
    let measures = std::iter::once(sum.whole).chain(sum.parts.iter().copied());
    let claims: Vec<Added> = measures
        .map(|measure| {
            let of = bases
                .entry(measure)
                .or_insert_with(|| by_basis(case, measure));
            (measure, of.get(&sum.basis).cloned().unwrap_or_default())
        })
        .collect();
    let is_certain = matches!(sum.basis, Basis::Origin(_))
        && is_of_one_time(case, &claims)
        && is_firm(case, &claims);
    let check = if is_certain { &MISMATCH } else { &ACROSS };
    let whose = match sum.basis {
        Basis::Origin(source) => format!(" in the words of `{}`", case.source_id(source)),
        Basis::Page(report) => format!(
            " on the page `{}`, by several speakers",
            incident.report(report).id
        ),
        Basis::Across => " where all speakers are taken together".to_owned(),
    };
    // The dead become more: parts of an earlier day may fall short of a later whole.
    if matches!(sum.result, SumResult::Short(_)) && are_older(case, &claims) {
        return None;
    }
    let whole = &incident.measure(sum.whole).id;
    let message = format!("the parts of `{whole}` {word} it by {by}{whose}");
    let intervals = std::iter::once(&sum.of_whole).chain(&sum.of_parts);
    let evidence = claims
        .iter()
        .zip(intervals)
        .map(|(added, of)| evidence_of(case, added, *of, added.0 == sum.whole));
    let first = claims[0].1.first();
    let at = first.map(|claim| case.line_of_claim(*claim));
    let about = claims
        .iter()
        .map(|(of, _)| incident.measure(*of).id.clone());
    let at = at.or_else(|| case.line_of_measure(sum.whole));
    let finding = case.found(check, at, about.collect(), message);
    Some(finding.because(evidence).decide(if is_certain {
        "read the page again; if it does say so, waive this with what it says"
    } else {
        "see whether each figure counts the same people at the same time; `covers` and `scope` say \
         where not"
    }))
}
