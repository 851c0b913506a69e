//! Measures of one outcome and group whose scopes differ.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::incident::{Measure, MeasureIx, MeasureKind, PartyIx, Scope, fold};

use crate::check::Checked;

use super::{Case, Check, Finding, check};

pub(super) const DIFFER: Check = check!(
    "scopes-differ",
    Hint,
    "measures of one outcome and group count different people, places or times"
);

/// What measures have in common that count the same: outcome and group.
type Kindred = (String, String);

/// So many measures are held against each before another is looked for: those that a sum joins with
/// many, or of a group in which every scope is one.
const PATIENCE: usize = 24;

/// So many steps are taken to see which measures a sum joins.
const STEPS: usize = 200_000;

pub(super) fn look(case: &Case<'_>, checked: &mut Checked) {
    let incident = case.incident();
    let mut alike: BTreeMap<Kindred, Vec<MeasureIx>> = BTreeMap::new();
    for ix in case.measures() {
        let of = incident.measure(ix);
        if of.kind == MeasureKind::Count {
            let key = (fold(&of.outcome), fold(&of.group));
            alike.entry(key).or_default().push(ix);
        }
    }
    let mut alike = alike.values().filter(|measures| measures.len() > 1);
    let Some(first) = alike.next() else { return };
    let Some(joined) = Wholes::of(case) else {
        checked.left_out.push(format!(
            "`{}` has too many sums of sums to tell which measures `scopes-differ` is about",
            incident.id
        ));
        return;
    };
    for measures in std::iter::once(first).chain(alike) {
        checked.findings.extend(among(case, measures, &joined));
    }
}

/// The outermost wholes that each measure is in, itself among them: what is in one is told apart on
/// purpose.
struct Wholes(HashMap<MeasureIx, BTreeSet<MeasureIx>>);

impl Wholes {
    /// None where that would take too many steps.
    fn of(case: &Case<'_>) -> Option<Self> {
        let parts = |of: MeasureIx| case.incident().measure(of).sum_of.iter().copied();
        let is_part: HashSet<MeasureIx> = case.measures().flat_map(parts).collect();
        let outermost = case.measures().filter(|of| !is_part.contains(of));
        let mut wholes: HashMap<MeasureIx, BTreeSet<MeasureIx>> = HashMap::new();
        let mut steps = 0;
        for whole in outermost.filter(|of| parts(*of).next().is_some()) {
            let mut inside = vec![whole];
            while let Some(of) = inside.pop() {
                if !wholes.entry(of).or_default().insert(whole) {
                    continue;
                }
                steps += 1 + parts(of).count();
                if steps > STEPS {
                    return None;
                }
                inside.extend(parts(of));
            }
        }
        Some(Self(wholes))
    }

    /// Tells whether a sum joins two measures.
    fn join(&self, one: MeasureIx, other: MeasureIx) -> bool {
        match (self.0.get(&one), self.0.get(&other)) {
            (Some(one), Some(other)) => !one.is_disjoint(other),
            _ => false,
        }
    }
}

/// Finds the first of some measures of one outcome and group that another differs from, where no
/// sum joins the two, and all that differ from that first one.
fn among(case: &Case<'_>, measures: &[MeasureIx], joined: &Wholes) -> Option<Finding> {
    let incident = case.incident();
    let scopes: Vec<(Option<PartyIx>, Vec<String>)> = measures
        .iter()
        .map(|ix| {
            let of = incident.measure(*ix);
            let facts = facts(&of.scope).into_iter();
            (of.party, facts.map(|fact| fold(&fact)).collect())
        })
        .collect();
    // Of two sides each is counted for itself; one that names no side may be either.
    let is_of_one_side = |one: usize, other: usize| match (scopes[one].0, scopes[other].0) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let differ = |one: usize, other: usize| {
        is_of_one_side(one, other)
            && scopes[one].1 != scopes[other].1
            && !joined.join(measures[one], measures[other])
    };
    let at = (1..measures.len()).find_map(|other| {
        let mut before = 0..other.min(PATIENCE);
        before.find(|one| differ(*one, other))
    })?;
    let first = measures[at];
    let others: Vec<MeasureIx> = (at + 1..measures.len())
        .filter(|other| differ(at, *other))
        .map(|other| measures[other])
        .collect();
    let second = others.first()?;
    let of: &Measure = incident.measure(first);
    let message = format!(
        "`{}` and `{}` both count {} {}, and their scopes differ",
        of.id,
        incident.measure(*second).id,
        of.group,
        of.outcome
    );
    let all = std::iter::once(first).chain(others.iter().copied());
    let evidence = all.clone().map(|ix| {
        let of = incident.measure(ix);
        let party = of.party.map(|party| &incident.party(party).id);
        let party = party.map(|id| format!("`party` {id}")).into_iter();
        let facts: Vec<String> = party.chain(facts(&of.scope)).collect();
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

/// What a scope says, a line each, as it is written.
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
        .filter_map(|(key, text)| Some(format!("`{key}` {}", text.as_ref()?)));
    flags.chain(texts).collect()
}
