//! Parts against wholes: do the figures add up, and whose figures are they?
//!
//! Where the words leave a choice: whoever says `unknown` of a measure has it, as anything from 0
//! up, so that an unknown part leaves a sum open but never counts as zero. A denial gives no
//! interval. What adds up differs by 0. A measure on which nobody speaks is anything from 0 up.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

use crate::incident::{ClaimIx, MeasureIx, ReportIx, SourceIx};

use super::currency::Currency;
use super::evidence::Evidence;
use super::profile::Profile;
use super::reading::Interval;

/// The check of one whole against its parts, on one basis.
#[derive(Debug)]
pub struct Sum {
    /// The whole.
    pub whole: MeasureIx,
    /// Its parts, as the casebook lists them.
    pub parts: Vec<MeasureIx>,
    /// Whose figures were added.
    pub basis: Basis,
    /// What the whole is said to be.
    pub of_whole: Interval,
    /// What each part is said to be, in the order of the parts.
    pub of_parts: Vec<Interval>,
    /// How they compare.
    pub result: SumResult,
}

/// Whose figures were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// One origin has the whole and all parts.
    Origin(SourceIx),
    /// No origin has, but one page has.
    Page(ReportIx),
    /// Nobody has: the figures of all origins are taken together.
    Across,
}

/// How the parts compare with the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumResult {
    /// Both are single numbers and equal.
    AddsUp,
    /// The parts lie wholly below the whole, by so many.
    Short(i64),
    /// The parts lie wholly above the whole, by so many.
    Over(i64),
    /// Neither can be said.
    Open,
}

impl SumResult {
    /// Returns the word that JSON uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::AddsUp => "adds up",
            Self::Short(_) => "short",
            Self::Over(_) => "over",
            Self::Open => "open",
        }
    }

    /// Returns the gap: 0 where the parts add up, nothing where it is open.
    #[must_use]
    pub fn difference(self) -> Option<i64> {
        match self {
            Self::AddsUp => Some(0),
            Self::Short(n) | Self::Over(n) => Some(n),
            Self::Open => None,
        }
    }
}

/// A sum as JSON writes it.
#[derive(Debug, Serialize)]
pub struct SumRecord<'a> {
    whole: &'a str,
    parts: Vec<&'a str>,
    basis: &'static str,
    by: Option<&'a str>,
    result: &'static str,
    difference: Option<i64>,
}

impl Sum {
    /// Returns the sum in the form that the JSON contract fixes.
    #[must_use]
    pub fn record<'a>(&self, evidence: &'a Evidence) -> SumRecord<'a> {
        let incident = evidence.incident();
        let (basis, by) = match self.basis {
            Basis::Origin(source) => ("origin", Some(incident.source(source).id.as_str())),
            Basis::Page(report) => ("page", Some(incident.report(report).id.as_str())),
            Basis::Across => ("across", None),
        };
        SumRecord {
            whole: &incident.measure(self.whole).id,
            parts: self
                .parts
                .iter()
                .map(|part| incident.measure(*part).id.as_str())
                .collect(),
            basis,
            by,
            result: self.result.word(),
            difference: self.result.difference(),
        }
    }
}

/// Checks every whole of an incident against its parts, in file order.
#[must_use]
pub fn sums(evidence: &Rc<Evidence>, profile: &Rc<Profile>) -> Vec<Sum> {
    let incident = evidence.incident();
    let measures = (0..incident.measures.len()).map(MeasureIx::new);
    measures
        .filter(|whole| !incident.measure(*whole).sum_of.is_empty())
        .flat_map(|whole| check(evidence, profile, whole))
        .collect()
}

fn check(evidence: &Rc<Evidence>, profile: &Rc<Profile>, whole: MeasureIx) -> Vec<Sum> {
    let incident = evidence.incident();
    let parts = &incident.measure(whole).sum_of;
    let measures: Vec<MeasureIx> = std::iter::once(whole)
        .chain(parts.iter().copied())
        .collect();
    let currencies: Vec<_> = measures
        .iter()
        .map(|m| evidence.currency(*m, profile))
        .collect();
    let sum = |basis: Basis, hulls: Vec<Interval>| {
        let of_parts = hulls[1..].to_vec();
        let total = of_parts
            .iter()
            .copied()
            .reduce(Interval::plus)
            .unwrap_or(Interval::ANY);
        let result = compare(hulls[0], total);
        Sum {
            whole,
            parts: parts.clone(),
            basis,
            of_whole: hulls[0],
            of_parts,
            result,
        }
    };

    let by_origin = hulls(&currencies, |currency, ix| {
        currency.origins(evidence, ix).to_vec()
    });
    let complete = having_all(&by_origin, |origin| &incident.source(origin).id);
    if !complete.is_empty() {
        let sums = complete.into_iter();
        let sums = sums.map(|origin| sum(Basis::Origin(origin), of_all(&by_origin, origin)));
        return sums.collect();
    }
    let by_page = hulls(&currencies, |_, ix| vec![evidence.claim(ix).report]);
    let complete = having_all(&by_page, |page| &incident.report(page).id);
    if !complete.is_empty() {
        let sums = complete.into_iter();
        let sums = sums.map(|page| sum(Basis::Page(page), of_all(&by_page, page)));
        return sums.collect();
    }
    let together = hulls(&currencies, |_, _| vec![()]);
    let everything = |hulls: &BTreeMap<(), Interval>| hulls.get(&()).copied();
    let across = together
        .iter()
        .map(|h| everything(h).unwrap_or(Interval::ANY))
        .collect();
    vec![sum(Basis::Across, across)]
}

/// For each measure, the hull of the current intervals of each that claims are grouped by.
fn hulls<K: Ord + Copy>(
    currencies: &[Rc<Currency>],
    groups: impl Fn(&Currency, ClaimIx) -> Vec<K>,
) -> Vec<BTreeMap<K, Interval>> {
    let hull = |currency: &Rc<Currency>| {
        let mut hulls: BTreeMap<K, Interval> = BTreeMap::new();
        for (ix, reading) in currency.bearing().filter(|(_, reading)| reading.asserts) {
            for group in groups(currency, ix) {
                let interval = reading.interval;
                hulls
                    .entry(group)
                    .and_modify(|h| *h = h.hull(interval))
                    .or_insert(interval);
            }
        }
        hulls
    };
    currencies.iter().map(hull).collect()
}

/// Those who have the whole and all parts, by id.
fn having_all<'a, K: Ord + Copy>(
    hulls: &[BTreeMap<K, Interval>],
    id: impl Fn(K) -> &'a str,
) -> Vec<K> {
    let Some((whole, parts)) = hulls.split_first() else {
        return Vec::new();
    };
    let whole = whole.keys().copied();
    let mut all: Vec<K> = whole
        .filter(|key| parts.iter().all(|part| part.contains_key(key)))
        .collect();
    all.sort_by(|a, b| id(*a).cmp(id(*b)));
    all
}

fn of_all<K: Ord>(hulls: &[BTreeMap<K, Interval>], key: K) -> Vec<Interval> {
    hulls
        .iter()
        .filter_map(|of| of.get(&key).copied())
        .collect()
}

fn compare(whole: Interval, parts: Interval) -> SumResult {
    let single = |interval: Interval| interval.high == Some(interval.low);
    if single(whole) && single(parts) && whole.low == parts.low {
        return SumResult::AddsUp;
    }
    match (parts.high, whole.high) {
        (Some(most), _) if most < whole.low => SumResult::Short(whole.low - most),
        (_, Some(most)) if parts.low > most => SumResult::Over(parts.low - most),
        _ => SumResult::Open,
    }
}
