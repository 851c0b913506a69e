//! Parts against wholes.
//!
//! Whose figures were added decides how much it weighs: one speaker who gives parts and whole of one
//! time is wrong by its own words. Figures of several speakers (on one page or not), or of several
//! days, may each be right, and "about ten" leaves room that no profile bounds: those are hints.

use std::collections::HashMap;

use crate::incident::{ClaimIx, MeasureIx, When, certainly_later};
use crate::reconcile::{Basis, Interval, Sum, SumResult, sums};

use super::names::is_approximate;
use super::partial;
use super::{Case, Check, Finding, check};

pub(super) const MISMATCH: Check = check!(
    "sum-mismatch",
    Error,
    "parts and whole of one speaker do not add up"
);
pub(super) const ACROSS: Check = check!(
    "sum-across",
    Hint,
    "parts and whole of several speakers or several days do not add up"
);

/// How many claims of a measure are spelt out.
const SPELT_OUT: usize = 3;

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
    let claims: Vec<(MeasureIx, Vec<ClaimIx>)> = measures
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
        .map(|((measure, claims), of)| line(case, *measure, claims, *of, *measure == sum.whole));
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

/// What is said of a whole or a part, for a line of evidence.
pub(super) fn line(
    case: &Case<'_>,
    measure: MeasureIx,
    claims: &[ClaimIx],
    of: Interval,
    is_whole: bool,
) -> String {
    let part = if is_whole { "the whole" } else { "a part" };
    let id = &case.incident().measure(measure).id;
    if claims.is_empty() {
        return format!("{part}, `{id}`: nobody gives a figure");
    }
    let said: Vec<String> = claims
        .iter()
        .take(SPELT_OUT)
        .map(|claim| case.says(*claim))
        .collect();
    let more = match claims.len().saturating_sub(SPELT_OUT) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let said = said.join("; ");
    format!("{part}, `{id}`: {} ({said}{more})", shown(of))
}

/// The current claims on a measure, by whose figures they are added with.
pub(super) type ByBasis = HashMap<Basis, Vec<ClaimIx>>;

/// Sorts the current claims on a measure: once, since each origin may have a sum of its own.
pub(super) fn by_basis(case: &Case<'_>, measure: MeasureIx) -> ByBasis {
    let currency = case.currency(measure);
    let mut sorted = ByBasis::new();
    for (claim, _) in currency.bearing().filter(|(_, reading)| reading.asserts) {
        let origins = currency.origins(case.evidence, claim);
        let origins = origins.iter().map(|origin| Basis::Origin(*origin));
        let page = Basis::Page(case.evidence.claim(claim).report);
        for basis in origins.chain([page, Basis::Across]) {
            sorted.entry(basis).or_default().push(claim);
        }
    }
    sorted
}

/// Tells whether all claims speak of one time: none of a certainly later day than another. Where a
/// day is not known, they do if they stand on one page, and nothing else gives one of them a day.
pub(super) fn is_of_one_time(case: &Case<'_>, claims: &[(MeasureIx, Vec<ClaimIx>)]) -> bool {
    let all = claims.iter().flat_map(|(_, claims)| claims);
    let dates: Vec<Option<&When>> = all
        .clone()
        .map(|claim| case.evidence.date(*claim))
        .collect();
    if dates.iter().any(Option::is_none) {
        let mut pages = all.map(|claim| case.incident().claim(*claim).report);
        let first = pages.next();
        return dates.iter().all(Option::is_none) && pages.all(|page| Some(page) == first);
    }
    let dates = || dates.iter().copied().flatten();
    let earliest = dates()
        .filter(|date| date.last().is_some())
        .min_by_key(|date| date.last());
    let latest = dates()
        .filter(|date| date.first().is_some())
        .max_by_key(|date| date.first());
    match (earliest, latest) {
        (Some(earliest), Some(latest)) => !certainly_later(Some(latest), Some(earliest)),
        _ => true,
    }
}

/// Tells whether the figures of a part are all certainly older than all of the whole.
pub(super) fn are_older(case: &Case<'_>, claims: &[(MeasureIx, Vec<ClaimIx>)]) -> bool {
    let Some(((_, whole), parts)) = claims.split_first() else {
        return false;
    };
    let first = |claim: &ClaimIx| case.evidence.date(*claim).and_then(When::first);
    let last = |claim: &ClaimIx| case.evidence.date(*claim).and_then(When::last);
    // Nothing is known where one of them has no day.
    let whole: Option<Vec<_>> = whole.iter().map(first).collect();
    let Some(since) = whole.and_then(|days| days.into_iter().min()) else {
        return false;
    };
    parts.iter().any(|(_, claims)| {
        let days: Option<Vec<_>> = claims.iter().map(last).collect();
        let until = days.and_then(|days| days.into_iter().max());
        until.is_some_and(|until| until < since)
    })
}

/// Tells whether no figure is given with "about".
pub(super) fn is_firm(case: &Case<'_>, claims: &[(MeasureIx, Vec<ClaimIx>)]) -> bool {
    claims.iter().all(|(measure, claims)| {
        let currency = case.currency(*measure);
        let mut readings = claims
            .iter()
            .filter_map(|claim| currency.quantities().of(*claim));
        !readings.any(is_approximate)
    })
}

fn shown(of: Interval) -> String {
    match of {
        Interval { low: 0, high: None } => "?".to_owned(),
        Interval { low, high: None } => format!("at least {low}"),
        Interval {
            low,
            high: Some(high),
        } if low == high => low.to_string(),
        Interval {
            low,
            high: Some(high),
        } => format!("{low} to {high}"),
    }
}
