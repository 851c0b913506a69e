//! Measures of one outcome and group whose scopes differ.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::incident::{Measure, MeasureIx, MeasureKind, PartyIx, Scope, fold};

use super::{Case, Check, Finding, check};

pub(super) const DIFFER: Check = check!(
    "scopes-differ",
    Hint,
    "measures of one outcome and group count different people, places or times"
);

/// What measures have in common that count the same: outcome, group, and the party of those counted.
type Kindred = (String, String, Option<PartyIx>);

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let incident = case.incident();
    let mut alike: BTreeMap<Kindred, Vec<MeasureIx>> = BTreeMap::new();
    for ix in case.measures() {
        let of = incident.measure(ix);
        if of.kind == MeasureKind::Count {
            let key = (fold(&of.outcome), fold(&of.group), of.party);
            alike.entry(key).or_default().push(ix);
        }
    }
    let summed = summed(case, &alike);
    for measures in alike.values().filter(|measures| measures.len() > 1) {
        found.extend(among(case, measures, &summed));
    }
}

/// The measures that a sum joins with another of their own outcome and group: those are told apart
/// on purpose.
fn summed(case: &Case<'_>, alike: &BTreeMap<Kindred, Vec<MeasureIx>>) -> BTreeSet<MeasureIx> {
    let groups: HashMap<MeasureIx, usize> = (alike.values().enumerate())
        .flat_map(|(at, measures)| measures.iter().map(move |ix| (*ix, at)))
        .collect();
    let mut summed = BTreeSet::new();
    for whole in case.measures() {
        let parts = case.incident().measure(whole).sum_of.iter().copied();
        let mut of_group: HashMap<usize, Vec<MeasureIx>> = HashMap::new();
        for ix in parts.chain([whole]) {
            if let Some(group) = groups.get(&ix) {
                of_group.entry(*group).or_default().push(ix);
            }
        }
        let several = of_group.into_values().filter(|measures| measures.len() > 1);
        summed.extend(several.flatten());
    }
    summed
}

/// Holds measures of one outcome and group against the first of them that no sum joins.
fn among(case: &Case<'_>, measures: &[MeasureIx], summed: &BTreeSet<MeasureIx>) -> Option<Finding> {
    let incident = case.incident();
    let mut left = measures.iter().filter(|ix| !summed.contains(ix));
    let first = left.next()?;
    let scope = facts(&incident.measure(*first).scope);
    let others: Vec<MeasureIx> = left
        .copied()
        .filter(|ix| facts(&incident.measure(*ix).scope) != scope)
        .collect();
    let second = others.first()?;
    let of: &Measure = incident.measure(*first);
    let message = format!(
        "`{}` and `{}` both count {} {}, and their scopes differ",
        of.id,
        incident.measure(*second).id,
        of.group,
        of.outcome,
    );
    let all = std::iter::once(*first).chain(others.iter().copied());
    let evidence = all.clone().map(|ix| {
        let of = incident.measure(ix);
        let facts = facts(&of.scope);
        let scope = if facts.is_empty() {
            "nothing said".to_owned()
        } else {
            facts.join(", ")
        };
        format!("`{}`: {scope}", of.id)
    });
    let about = all.clone().map(|ix| incident.measure(ix).id.clone());
    let line = case.line_of_measure(*second);
    let finding = case.found(&DIFFER, line, about.collect(), message);
    Some(finding.because(evidence).decide(
        "do not hold their figures against one another; if one is a part of the other, say so with \
         `sum_of`",
    ))
}

/// What a scope says, a line each.
fn facts(scope: &Scope) -> Vec<String> {
    let flags = [
        ("identified_only", scope.identified_only),
        ("includes_perpetrators", scope.includes_perpetrators),
        ("includes_missing", scope.includes_missing),
        ("includes_later_deaths", scope.includes_later_deaths),
    ];
    let texts = [("place", &scope.place), ("period", &scope.period)];
    let flags = flags
        .into_iter()
        .filter_map(|(key, flag)| Some(format!("`{key}` {}", flag?)));
    let texts = texts
        .into_iter()
        .filter_map(|(key, text)| Some(format!("`{key}` {}", fold(text.as_ref()?))));
    flags.chain(texts).collect()
}
