//! Cumulative figures that fall.
//!
//! The dead do not become fewer: where a speaker's later figure lies wholly below an earlier one and
//! the speaker took nothing back in between, either the later counts something else, or a
//! correction went unrecorded. Figures of those who are missing, held or present do fall, and are
//! not looked at. Nor are figures of another coverage held against one another. A floor that falls
//! is none: "at least ten" after "at least thirty" says less, and leaves room for all that was said.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Bound;

use jiff::civil::Date;

use crate::incident::{ClaimIx, MeasureKind, When, fold};
use crate::reconcile::{Interval, Join, Status, Voice};

use super::names::own_figure;
use super::{Case, Check, Finding, check};

pub(super) const FALLING: Check = check!(
    "falling-figure",
    Hint,
    "a speaker's later figure lies below its earlier one, and nothing corrects it"
);

/// Beginnings of words for outcomes that people leave again.
const PASSING: [&str; 17] = [
    "missing",
    "present",
    "detain",
    "held",
    "hostage",
    "imprison",
    "kidnap",
    "abduct",
    "trapped",
    "stranded",
    "besieged",
    "displaced",
    "shelter",
    "hospital",
    "critical",
    "unaccounted",
    "alive",
];

/// What a figure covers, and of what, where that is not its measure.
type Covered = (&'static str, String);

/// A figure of one speaker, as far as it bears on a fall.
struct Word {
    claim: ClaimIx,
    low: i64,
    high: Option<i64>,
}

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let incident = case.incident();
    for measure in case.measures() {
        let of = incident.measure(measure);
        let outcome = fold(&of.outcome);
        let passes = |word: &str| PASSING.iter().any(|stem| word.starts_with(stem));
        let is_passing = outcome.split(|c: char| !c.is_alphabetic()).any(passes);
        if of.kind != MeasureKind::Count || is_passing {
            continue;
        }
        let currency = case.currency(measure);
        let mut said: BTreeMap<(Voice, Option<Covered>), Vec<Word>> = BTreeMap::new();
        let readings = currency.quantities().readings();
        for ((claim, status), reading) in currency.all().zip(readings) {
            let stands = matches!(status, Status::Current | Status::Superseded(_));
            let is_copy = !incident.claim(claim).repeats.is_empty();
            let counts = reading.bears() && reading.asserts && !reading.points.is_empty();
            if !stands || is_copy || !counts {
                continue;
            }
            let Some(Interval { low, high }) = own_figure(case, claim, reading) else {
                continue;
            };
            let covered = incident.claim(claim).covers.as_ref();
            // Two parts of which nobody says what they are need not be the same part.
            let covered = match covered.map(|covers| (covers.what.word(), covers.of.as_deref())) {
                None => None,
                Some((_, None)) => continue,
                Some((what, Some(of))) => Some((what, fold(of))),
            };
            for origin in case.evidence.origins(claim) {
                let voice = case.evidence.voice(Join::Independent, *origin);
                let words = said.entry((voice, covered.clone())).or_default();
                if words.last().is_some_and(|word| word.claim == claim) {
                    continue;
                }
                words.push(Word { claim, low, high });
            }
        }
        let turns = Turns::of(case, currency.all());
        for ((voice, _), words) in said {
            for (later, earlier) in falls(case, &words) {
                if turns.explain(case, voice, later, earlier) {
                    continue;
                }
                let message = format!(
                    "`{}` falls from {} to {} in the words of `{}`",
                    of.id,
                    incident.claim(earlier).says,
                    incident.claim(later).says,
                    voice.id(incident),
                );
                let about = vec![case.id(later).to_owned(), case.id(earlier).to_owned()];
                let line = Some(case.line_of_claim(later));
                let finding = case.found(&FALLING, line, about, message);
                let evidence = [case.says(earlier), case.says(later)];
                found.push(finding.because(evidence).decide(
                    "if the later one takes the earlier back, say `corrects` or `updates`; if it \
                     counts something else, say so with `covers`",
                ));
            }
        }
    }
}

/// Claims by which a voice took back its own words: each may leave less than there was.
struct Turns {
    claims: HashSet<(Voice, ClaimIx)>,
    /// The first day of each that has one.
    days: BTreeSet<(Voice, Date)>,
}

impl Turns {
    fn of(case: &Case<'_>, all: impl Iterator<Item = (ClaimIx, Status)>) -> Self {
        let incident = case.incident();
        let mut turns = Self {
            claims: HashSet::new(),
            days: BTreeSet::new(),
        };
        let voices = |claim: ClaimIx| {
            let origins = case.evidence.origins(claim).iter();
            origins.map(|origin| case.evidence.voice(Join::Independent, *origin))
        };
        for (ix, status) in all {
            let claim = incident.claim(ix);
            let linked = claim.corrects.iter().chain(&claim.updates);
            let linked: Vec<ClaimIx> = linked.chain(&claim.retracts).copied().collect();
            if linked.is_empty() || matches!(status, Status::SetAside | Status::SetAsideHere) {
                continue;
            }
            let taken: HashSet<Voice> = linked.into_iter().flat_map(voices).collect();
            let day = case.evidence.date(ix).and_then(When::first);
            for voice in voices(ix).filter(|voice| taken.contains(voice)) {
                turns.claims.insert((voice, ix));
                turns.days.extend(day.map(|day| (voice, day)));
            }
        }
        turns
    }

    /// Tells whether a voice took something back with the later claim, or between the two.
    fn explain(&self, case: &Case<'_>, voice: Voice, later: ClaimIx, earlier: ClaimIx) -> bool {
        if self.claims.contains(&(voice, later)) {
            return true;
        }
        let last = |claim| case.evidence.date(claim).and_then(When::last);
        let (Some(from), Some(to)) = (last(earlier), last(later)) else {
            return false;
        };
        let between = (Bound::Excluded((voice, from)), Bound::Included((voice, to)));
        from < to && self.days.range(between).next().is_some()
    }
}

/// The claims that lie below a certainly earlier one, each with that one. After a fall figures are
/// held against the fallen one: one fall is told once.
fn falls(case: &Case<'_>, words: &[Word]) -> Vec<(ClaimIx, ClaimIx)> {
    let date = |word: &Word| case.evidence.date(word.claim);
    let first = |word: &&Word| date(word).and_then(|date| date.first());
    let last = |word: &&Word| date(word).and_then(|date| date.last());
    let mut by_first: Vec<&Word> = words.iter().filter(|word| first(word).is_some()).collect();
    let mut by_last: Vec<&Word> = words.iter().filter(|word| last(word).is_some()).collect();
    by_first.sort_by_key(|word| (first(word), word.claim));
    by_last.sort_by_key(|word| (last(word), word.claim));
    let mut earlier = by_last.into_iter().peekable();
    let mut highest: Option<&Word> = None;
    let mut falls = Vec::new();
    // Words up to this day count as they were before the last fall, and no longer.
    let mut since = None;
    for later in by_first {
        while let Some(word) = earlier.next_if(|word| last(word) < first(&later)) {
            let is_new = since.is_none_or(|since| first(&word) >= since);
            if is_new && highest.is_none_or(|highest| word.low > highest.low) {
                highest = Some(word);
            }
        }
        let above = highest.filter(|highest| later.high.is_some_and(|high| high < highest.low));
        if let Some(above) = above {
            falls.push((later.claim, above.claim));
            highest = None;
            since = Some(first(&later));
        }
    }
    falls
}
