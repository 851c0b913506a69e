//! Parts that exceed their whole although not all of them are known: whoever gives a whole of five
//! and seven women among them is wrong, whatever the figure of the men.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::incident::{ClaimIx, MeasureIx, SourceIx};
use crate::reconcile::{Basis, Interval, Sum};

use crate::check::finding::listed;

use super::added::{
    ACROSS, Added, ByBasis, MISMATCH, are_older, by_basis, evidence_of, is_firm, is_of_one_time,
};
use super::{Case, Finding};

/// What one speaker says of a whole and of some of its parts.
type Said = Vec<Added>;

/// Looks at those speakers of whom a sum knows nothing, since they leave out a part of it. Returns
/// the findings, and the wholes that they are of.
pub(super) fn look(
    case: &Case<'_>,
    bases: &mut HashMap<MeasureIx, ByBasis>,
    sums: &[Sum],
) -> (Vec<Finding>, HashSet<MeasureIx>) {
    let complete: HashSet<(MeasureIx, Basis)> =
        sums.iter().map(|sum| (sum.whole, sum.basis)).collect();
    let (mut found, mut told) = (Vec::new(), HashSet::new());
    let mut before = None;
    for sum in sums {
        // The sums of one whole stand together.
        if before.replace(sum.whole) == Some(sum.whole) {
            continue;
        }
        for measure in std::iter::once(sum.whole).chain(sum.parts.iter().copied()) {
            bases
                .entry(measure)
                .or_insert_with(|| by_basis(case, measure));
        }
        for (source, said) in incomplete(bases, sum, &complete) {
            let finding = finding(case, source, &said);
            told.extend(finding.iter().map(|_| sum.whole));
            found.extend(finding);
        }
    }
    (found, told)
}

/// What each speaker says who gives the whole, some parts and not all.
fn incomplete(
    bases: &HashMap<MeasureIx, ByBasis>,
    sum: &Sum,
    complete: &HashSet<(MeasureIx, Basis)>,
) -> BTreeMap<SourceIx, Said> {
    let mut said: BTreeMap<SourceIx, Said> = BTreeMap::new();
    let Some(of_whole) = bases.get(&sum.whole) else {
        return said;
    };
    for part in &sum.parts {
        let of_part = bases.get(part).into_iter().flatten();
        for (basis, claims) in of_part {
            let Basis::Origin(source) = *basis else {
                continue;
            };
            let Some(whole) = of_whole.get(basis) else {
                continue;
            };
            if complete.contains(&(sum.whole, *basis)) {
                continue;
            }
            let of = said
                .entry(source)
                .or_insert_with(|| vec![(sum.whole, whole.clone())]);
            of.push((*part, claims.clone()));
        }
    }
    said
}

fn finding(case: &Case<'_>, source: SourceIx, said: &Said) -> Option<Finding> {
    let hulls: Option<Vec<Interval>> = said
        .iter()
        .map(|(measure, claims)| hull(case, *measure, claims))
        .collect();
    let hulls = hulls?;
    let (of_whole, of_parts) = hulls.split_first()?;
    let least = of_parts.iter().map(|of| of.low);
    let least = least.fold(0, i64::saturating_add);
    let over = least.saturating_sub(of_whole.high?);
    if over <= 0 {
        return None;
    }
    if !is_firm(case, said) {
        return None;
    }
    let is_certain = is_of_one_time(case, said);
    // Of a later day there may be more.
    if !is_certain && !are_older(case, said) {
        return None;
    }
    let incident = case.incident();
    let id = |measure: &MeasureIx| incident.measure(*measure).id.as_str();
    let ((whole, claims), parts) = said.split_first()?;
    let parts: Vec<&str> = parts.iter().map(|(part, _)| id(part)).collect();
    let (what, exceeds) = match parts.len() {
        1 => ("a part of", "exceeds"),
        _ => ("parts of", "together exceed"),
    };
    let message = format!(
        "{}, {what} `{}`, {exceeds} it by {over} in the words of `{}`",
        listed(&parts),
        id(whole),
        case.source_id(source),
    );
    let evidence = said
        .iter()
        .zip(&hulls)
        .map(|(added, of)| evidence_of(case, added, *of, added.0 == *whole));
    let evidence: Vec<String> = evidence.collect();
    let about = said.iter().map(|(measure, _)| id(measure).to_owned());
    let at = claims.first().map(|claim| case.line_of_claim(*claim));
    let check = if is_certain { &MISMATCH } else { &ACROSS };
    let finding = case.found(check, at, about.collect(), message);
    Some(finding.because(evidence).decide(
        "read the page again; if it does say so, see whether the part counts people whom the \
         whole leaves out: then it is no part of it",
    ))
}

fn hull(case: &Case<'_>, measure: MeasureIx, claims: &[ClaimIx]) -> Option<Interval> {
    let currency = case.currency(measure);
    let of = claims
        .iter()
        .filter_map(|claim| currency.quantities().of(*claim));
    of.map(|reading| reading.interval).reduce(Interval::hull)
}
