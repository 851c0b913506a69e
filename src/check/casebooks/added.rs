//! What is added up: the claims on a whole and on its parts, and how much a sum of them weighs.

use std::collections::HashMap;

use crate::incident::{ClaimIx, MeasureIx, When, certainly_later};
use crate::reconcile::{Basis, Interval};

use super::names::is_approximate;
use super::{Case, Check, check};

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

/// A measure, and claims on it whose figure takes part in a sum.
pub(super) type Added = (MeasureIx, Vec<ClaimIx>);

/// What is said of a whole or a part, for a line of evidence.
pub(super) fn evidence_of(
    case: &Case<'_>,
    (measure, claims): &Added,
    of: Interval,
    is_whole: bool,
) -> String {
    let part = if is_whole { "the whole" } else { "a part" };
    let id = &case.incident().measure(*measure).id;
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
pub(super) fn is_of_one_time(case: &Case<'_>, claims: &[Added]) -> bool {
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
pub(super) fn are_older(case: &Case<'_>, claims: &[Added]) -> bool {
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
pub(super) fn is_firm(case: &Case<'_>, claims: &[Added]) -> bool {
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
