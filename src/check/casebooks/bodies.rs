//! Speakers of one party who give the same figures, whatever they are called.
//!
//! Two bodies of one side that count for themselves differ now and then. Two that say the same of
//! two things, or the same of one thing on two days, may be one, or one may speak for the other.
//! One of the two takes the side for itself (a body of the state, an armed group): that outlets say
//! the same is no sign, since outlets copy. What names say is looked at elsewhere, and what is told
//! there is not told twice.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use crate::incident::{ClaimIx, Kind, MeasureIx, MeasureKind, Object, PartyIx, SourceIx, When};
use crate::reconcile::{Joined, Status, party_of};

use super::{Case, Check, Finding, check};

pub(super) const ONE_BODY: Check = check!(
    "one-body",
    Hint,
    "two speakers may be one body, by their names or their figures"
);

/// So many figures in common are no chance.
const ENOUGH: usize = 2;

/// Of more speakers than this who say one thing only the first are compared.
const CROWD: usize = 8;

/// Two sources, the first in the file first.
pub(super) type Pair = (SourceIx, SourceIx);

/// A figure on a day.
type Saying = (MeasureIx, u32, Option<(Option<Date>, Option<Date>)>);

/// The pairs that nobody has told of, and whether some were not looked at, since too many say one
/// thing.
#[derive(Default)]
pub(super) struct New {
    pub(super) pairs: Vec<Pair>,
    pub(super) is_crowded: bool,
}

/// Finds the pairs that nobody has told of.
pub(super) fn look(
    case: &Case<'_>,
    is_told: impl Fn(&Pair) -> bool,
    found: &mut Vec<Finding>,
) -> New {
    let sayings = sayings(case);
    let mut new = New::default();
    let mut common: BTreeMap<Pair, BTreeSet<Saying>> = BTreeMap::new();
    for ((_, saying), (sources, _)) in &sayings {
        new.is_crowded |= sources.len() > CROWD;
        let first: Vec<SourceIx> = sources.iter().copied().take(CROWD).collect();
        for (at, one) in first.iter().enumerate() {
            for other in &first[at + 1..] {
                common.entry((*one, *other)).or_default().insert(*saying);
            }
        }
    }
    // That both said one thing again is one figure.
    let is_enough = |same: &BTreeSet<Saying>| {
        let figures = same.iter().map(|(measure, same, _)| (*measure, *same));
        figures.collect::<BTreeSet<_>>().len() >= ENOUGH
    };
    common.retain(|pair, same| is_enough(same) && !is_told(pair));
    if common.is_empty() {
        return new;
    }
    let (mut linked, joint) = (linked(case), joint(case));
    let said = said_on(&sayings);
    for ((one, other), same) in common {
        let is_known = linked.are(one, other) || speak_together(&joint, one, other);
        if !is_known && has_side(case, one, other) && !contradict(&said, one, other) {
            found.push(finding(case, &sayings, (one, other), &same));
            new.pairs.push((one, other));
        }
    }
    new
}

/// Who of each party says each figure on each day, and how it is written.
type Sayings = BTreeMap<(PartyIx, Saying), (BTreeSet<SourceIx>, String)>;

fn sayings(case: &Case<'_>) -> Sayings {
    let incident = case.incident();
    let mut sayings = Sayings::new();
    for measure in case.measures() {
        if incident.measure(measure).kind != MeasureKind::Count {
            continue;
        }
        let currency = case.currency(measure);
        let readings = currency.quantities().readings();
        for ((ix, status), reading) in currency.all().zip(readings) {
            let claim = incident.claim(ix);
            let stands = matches!(status, Status::Current | Status::Superseded(_));
            let counts = reading.bears() && reading.asserts && !reading.points.is_empty();
            let &[by] = &claim.by[..] else { continue };
            // Whoever repeats another has nothing of its own to say.
            if !stands || !counts || !claim.repeats.is_empty() || !is_known(case, by) {
                continue;
            }
            let Some(party) = party_of(incident, by) else {
                continue;
            };
            let day = case.evidence.date(ix);
            let day = day.map(|day: &When| (day.first(), day.last()));
            let saying = (measure, reading.same, day);
            let of = sayings
                .entry((party, saying))
                .or_insert_with(|| (BTreeSet::new(), claim.says.to_string()));
            of.0.insert(by);
        }
    }
    sayings
}

/// Tells whether a speaker is somebody: of whom nobody knows who they are, there may be many.
fn is_known(case: &Case<'_>, source: SourceIx) -> bool {
    let of = case.incident().source(source);
    of.heard_by.is_none() && !matches!(of.kind, Kind::Unnamed | Kind::Witness)
}

fn has_side(case: &Case<'_>, one: SourceIx, other: SourceIx) -> bool {
    let kinds = [one, other].map(|of| case.incident().source(of).kind);
    kinds
        .iter()
        .any(|kind| matches!(kind, Kind::Official | Kind::Belligerent))
}

/// What is linked already, by whatever path.
fn linked(case: &Case<'_>) -> Joined<SourceIx> {
    let incident = case.incident();
    let mut linked = Joined::default();
    for source in incident.sources() {
        let of = incident.source(source);
        for other in [of.part_of, of.voice_of, of.heard_by].into_iter().flatten() {
            linked.join(source, other);
        }
    }
    linked
}

/// The joint claims of each speaker.
fn joint(case: &Case<'_>) -> HashMap<SourceIx, HashSet<ClaimIx>> {
    let mut joint: HashMap<SourceIx, HashSet<ClaimIx>> = HashMap::new();
    for ix in case.claims() {
        let by = &case.incident().claim(ix).by;
        for source in by.iter().filter(|_| by.len() > 1) {
            joint.entry(*source).or_default().insert(ix);
        }
    }
    joint
}

/// Tells whether two speak in one claim: one body would not be both.
fn speak_together(
    joint: &HashMap<SourceIx, HashSet<ClaimIx>>,
    one: SourceIx,
    other: SourceIx,
) -> bool {
    match (joint.get(&one), joint.get(&other)) {
        (Some(one), Some(other)) => !one.is_disjoint(other),
        _ => false,
    }
}

/// What each speaker says of each measure on each day.
type SaidOn = HashMap<SourceIx, BTreeMap<(MeasureIx, Option<Date>), BTreeSet<u32>>>;

fn said_on(sayings: &Sayings) -> SaidOn {
    let mut said = SaidOn::new();
    for ((_, (measure, same, day)), (sources, _)) in sayings {
        for source in sources {
            let of = said.entry(*source).or_default();
            let day = day.and_then(|(first, _)| first);
            of.entry((*measure, day)).or_default().insert(*same);
        }
    }
    said
}

/// Tells whether two say different things of one measure on one day.
fn contradict(said: &SaidOn, one: SourceIx, other: SourceIx) -> bool {
    let (Some(one), Some(other)) = (said.get(&one), said.get(&other)) else {
        return false;
    };
    // Whoever says much may be held against many who say little.
    let (few, many) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    few.iter()
        .any(|(on, same)| many.get(on).is_some_and(|of_other| of_other != same))
}

fn finding(
    case: &Case<'_>,
    sayings: &Sayings,
    (one, other): Pair,
    same: &BTreeSet<Saying>,
) -> Finding {
    let incident = case.incident();
    let named = |source: SourceIx| {
        let of = incident.source(source);
        format!("`{}` ({})", of.id, of.name)
    };
    let message = format!(
        "{} may be {}: they are of one party, and give the same figures",
        named(other),
        named(one)
    );
    let party = party_of(incident, one);
    let says = same.iter().filter_map(|saying| {
        let (_, says) = sayings.get(&(party?, *saying))?;
        let measure = &incident.measure(saying.0).id;
        let day = saying
            .2
            .and_then(|(first, last)| (first == last).then_some(first?));
        let day = day.map(|day| format!(", {day}")).unwrap_or_default();
        Some(format!("`{measure}`: both say {says}{day}"))
    });
    let mut evidence: Vec<String> = says.take(6).collect();
    let kinds = [one, other].map(|of| incident.source(of).kind.word());
    if kinds[0] != kinds[1] {
        evidence.push(format!(
            "but the kinds differ: {} and {}",
            kinds[0], kinds[1]
        ));
    }
    let about = [other, one].map(|source| case.source_id(source).to_owned());
    let line = case.line(Object::Source(other));
    case.found(&ONE_BODY, line, about.to_vec(), message)
        .because(evidence)
        .decide(
            "if one speaks for the other, say `voice_of`; if it is a part of it, `part_of`; if it \
             only passes on the other's figures, `repeats`; if each counts for itself, waive this \
             and say so",
        )
}
