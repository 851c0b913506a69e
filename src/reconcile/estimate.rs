//! What a rule concludes, with every step from all claims to it.

mod record;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::rc::Rc;

use serde::Serialize;

use crate::incident::{ClaimIx, MeasureIx, ReportIx};

use super::concordance::by_id;
use super::evidence::Evidence;
use super::names::Names;
use super::origin::{Join, Voice};
use super::profile::Profile;
use super::selection::{Call, MOST_STEPS, Refusal, Selection};

pub use record::EstimateRecord;

/// Low, best and high, any of which may be unknown, or the reason why there is no answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conclusion {
    /// The low end.
    pub low: Option<i64>,
    /// The best figure.
    pub best: Option<i64>,
    /// The high end.
    pub high: Option<i64>,
    /// Whether the high end is a floor: it may be more.
    pub high_open: bool,
    /// Why there is no answer.
    pub unresolved: Option<String>,
    /// What a reader should know of how it was found.
    pub notes: Vec<String>,
}

impl Conclusion {
    /// There is no answer, for this reason.
    #[must_use]
    pub fn unresolved(reason: impl Into<String>) -> Self {
        Self {
            unresolved: Some(reason.into()),
            ..Self::default()
        }
    }
}

/// A conclusion with its derivation.
#[derive(Clone, Debug)]
pub struct Estimate {
    evidence: Rc<Evidence>,
    measure: MeasureIx,
    profile: Rc<Profile>,
    conclusion: Conclusion,
    from: Rc<Derived>,
}

/// How an estimate came about: from a selection, or from other estimates.
#[derive(Debug)]
struct Derived {
    parts: Vec<Rc<Derived>>,
    selection: Option<Selection>,
    words: String,
    place: Option<String>,
    outcome: String,
    notes: Vec<String>,
    depth: usize,
}

/// A claim that an estimate does not use, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// The id of the claim.
    pub claim: String,
    /// The reason of the step that dropped it.
    pub reason: String,
}

impl Estimate {
    /// Concludes something from what a selection reads. `read` is the selection as the method saw
    /// it, `words` what to call the method where no script called it.
    ///
    /// # Errors
    /// Where the claims are not on one measure.
    pub fn new(
        read: &Selection,
        words: &str,
        call: Option<Call>,
        conclusion: Conclusion,
    ) -> Result<Self, Refusal> {
        let measure = read.measure()?;
        let (words, place) = named(call, words);
        let from = Derived {
            parts: Vec::new(),
            selection: Some(read.clone()),
            outcome: shown(&conclusion),
            notes: conclusion.notes.clone(),
            depth: 1,
            words,
            place,
        };
        Ok(Self {
            evidence: Rc::clone(read.evidence()),
            profile: Rc::clone(read.profile()),
            from: Rc::new(from),
            measure,
            conclusion,
        })
    }

    /// Concludes something from this estimate and others.
    ///
    /// # Errors
    /// Where the derivation would have too many steps, and where the estimates are of several
    /// incidents: what they used could not be told apart.
    pub fn combine(
        &self,
        others: &[&Self],
        words: &str,
        call: Option<Call>,
        conclusion: Conclusion,
    ) -> Result<Self, Refusal> {
        if let Some(other) = others
            .iter()
            .find(|other| !Rc::ptr_eq(&other.evidence, &self.evidence))
        {
            return Err(Refusal::new(
                format!(
                    "expected estimates of one incident, found one of `{}` and one of `{}`",
                    self.evidence.incident().id,
                    other.evidence.incident().id,
                ),
                "take them from the claims of one incident, or add their numbers",
            ));
        }
        let parts: Vec<Rc<Derived>> = std::iter::once(&self)
            .chain(others)
            .map(|estimate| Rc::clone(&estimate.from))
            .collect();
        let depth = 1 + parts.iter().map(|part| part.depth).max().unwrap_or(0);
        if depth > MOST_STEPS {
            return Err(Refusal::new(
                format!("expected at most {MOST_STEPS} steps in one estimate"),
                "combine fewer estimates",
            ));
        }
        let (words, place) = named(call, words);
        let from = Derived {
            parts,
            selection: None,
            outcome: shown(&conclusion),
            notes: conclusion.notes.clone(),
            depth,
            words,
            place,
        };
        Ok(Self {
            conclusion,
            from: Rc::new(from),
            ..self.clone()
        })
    }

    /// Returns the incident.
    #[must_use]
    pub fn evidence(&self) -> &Rc<Evidence> {
        &self.evidence
    }

    /// Returns the measure, the first where there are several.
    #[must_use]
    pub fn measure(&self) -> MeasureIx {
        self.measure
    }

    /// Returns the profile in use.
    #[must_use]
    pub fn profile(&self) -> &Rc<Profile> {
        &self.profile
    }

    /// Returns the conclusion.
    #[must_use]
    pub fn conclusion(&self) -> &Conclusion {
        &self.conclusion
    }

    /// Returns the claims that were used, by id.
    #[must_use]
    pub fn used(&self) -> Vec<ClaimIx> {
        by_id(&self.evidence, self.used_set().into_iter())
    }

    fn used_set(&self) -> BTreeSet<ClaimIx> {
        let mut used = BTreeSet::new();
        self.from.each(&mut |derived| {
            if let Some(selection) = &derived.selection {
                used.extend(selection.claims().iter().copied());
            }
        });
        used
    }

    /// Returns every other claim on the measure with the reason why it was not used, by id.
    #[must_use]
    pub fn set_aside_claims(&self) -> Vec<(ClaimIx, String)> {
        let used = self.used_set();
        let mut measures = BTreeSet::from([self.measure]);
        let mut reasons: BTreeMap<ClaimIx, String> = BTreeMap::new();
        self.from.each(&mut |derived| {
            if let Some(selection) = &derived.selection {
                measures.extend(selection.measure().ok());
                for (ix, reason) in selection.dropped() {
                    reasons.entry(ix).or_insert(reason);
                }
            }
        });
        let on = measures
            .iter()
            .flat_map(|measure| self.evidence.on(*measure).iter().copied());
        let rest = by_id(&self.evidence, on.filter(|ix| !used.contains(ix)));
        let mut reason = |ix| {
            reasons
                .remove(&ix)
                .unwrap_or_else(|| "not selected".to_owned())
        };
        rest.into_iter().map(|ix| (ix, reason(ix))).collect()
    }

    /// Returns the same as [`Estimate::set_aside_claims`], with ids.
    #[must_use]
    pub fn set_aside(&self) -> Vec<SetAside> {
        let claims = self.set_aside_claims().into_iter();
        let id = |ix| self.evidence.claim(ix).id.clone();
        claims
            .map(|(ix, reason)| SetAside {
                claim: id(ix),
                reason,
            })
            .collect()
    }

    /// Returns the claims that the casebook sets aside and the rule does not use, by id: they were
    /// left out by a decision of the coders, whatever the rule.
    #[must_use]
    pub fn waived(&self) -> Vec<ClaimIx> {
        let rest = self.set_aside_claims().into_iter().map(|(ix, _)| ix);
        rest.filter(|ix| self.evidence.brief(*ix).is_set_aside)
            .collect()
    }

    /// Returns the claims that the rule uses although the casebook sets them aside, by id.
    #[must_use]
    pub fn brought_back(&self) -> Vec<ClaimIx> {
        let used = self.used().into_iter();
        used.filter(|ix| self.evidence.brief(*ix).is_set_aside)
            .collect()
    }

    /// Returns the origins of the claims that were used, joined as asked. A joint claim that some
    /// of its origins have since overtaken counts for the others only.
    #[must_use]
    pub fn origins(&self, join: Join) -> BTreeSet<Voice> {
        let mut origins = BTreeSet::new();
        self.from.each(&mut |derived| {
            if let Some(selection) = &derived.selection {
                for ix in selection.claims().iter() {
                    origins.extend(selection.origins_counted(*ix));
                }
            }
        });
        let voice = |origin| self.evidence.voice(join, origin);
        origins.into_iter().map(voice).collect()
    }

    /// Returns the distinct reports that carry the claims that were used.
    #[must_use]
    pub fn pages(&self) -> BTreeSet<ReportIx> {
        self.used_set()
            .iter()
            .map(|ix| self.evidence.claim(*ix).report)
            .collect()
    }

    /// Returns those named by any claim on the measure that still carries names.
    #[must_use]
    pub fn names(&self) -> Names {
        let currency = self.evidence.currency(self.measure, &self.profile);
        let carrying = currency.all().filter(|(_, status)| status.carries_names());
        Names::carried(&self.evidence, self.measure, carrying.map(|(ix, _)| ix))
    }

    /// Returns what a reader should know of how it was found, from every step, each remark once.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = Vec::new();
        self.from.each(&mut |derived| {
            for note in &derived.notes {
                if !notes.contains(note) {
                    notes.push(note.clone());
                }
            }
        });
        notes
    }

    /// Returns every step from all claims to the conclusion, in words.
    #[must_use]
    pub fn steps(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut seen = HashSet::new();
        self.from.each(&mut |derived| {
            for selection in derived.selection.iter().flat_map(Selection::trail) {
                let line = selection.words();
                if seen.insert(line.clone()) {
                    lines.push(line);
                }
            }
            let place = derived
                .place
                .as_ref()
                .map_or(String::new(), |place| format!(" [{place}]"));
            lines.push(format!("{}: {}{place}", derived.words, derived.outcome));
            lines.extend(derived.notes.iter().map(|note| format!("note: {note}")));
        });
        lines.push(format!("profile: {}", self.profiles().join(", ")));
        lines
    }

    /// The names of the profiles that the parts were read under, that of the estimate first.
    fn profiles(&self) -> Vec<String> {
        let mut names = vec![self.profile.name.clone()];
        self.from.each(&mut |derived| {
            if let Some(selection) = &derived.selection {
                let name = &selection.profile().name;
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
        });
        names
    }
}

/// The words of a call and its place, or what to call it where no script called.
fn named(call: Option<Call>, words: &str) -> (String, Option<String>) {
    match call {
        Some(call) => (call.words, Some(call.place)),
        None => (words.to_owned(), None),
    }
}

impl Derived {
    /// Visits this and all that it came from, causes first, each once.
    fn each(&self, visit: &mut dyn FnMut(&Self)) {
        fn walk(
            derived: &Derived,
            seen: &mut HashSet<*const Derived>,
            visit: &mut dyn FnMut(&Derived),
        ) {
            if seen.insert(std::ptr::from_ref(derived)) {
                for part in &derived.parts {
                    walk(part, seen, visit);
                }
                visit(derived);
            }
        }
        walk(self, &mut HashSet::new(), visit);
    }
}

/// `7`, `7 (2 to 10)`, `2 to 10+`, `? (at least 6)`, `unresolved: reason`.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.conclusion))
    }
}

fn shown(conclusion: &Conclusion) -> String {
    let Conclusion {
        low,
        best,
        high,
        high_open,
        unresolved,
        ..
    } = conclusion;
    if let Some(reason) = unresolved {
        return format!("unresolved: {reason}");
    }
    let plus = if *high_open { "+" } else { "" };
    let about = match (low, high) {
        // A floor from elsewhere, such as the people who are named, may lie above the highest figure.
        (Some(low), Some(high)) if low > high => {
            Some(format!("at least {low}, above the high of {high}{plus}"))
        }
        (Some(low), Some(high)) => Some(format!("{low} to {high}{plus}")),
        (Some(low), None) => Some(format!("at least {low}")),
        (None, Some(high)) => Some(format!("up to {high}{plus}")),
        (None, None) => None,
    };
    match (best, about) {
        (Some(best), Some(_)) if low == &Some(*best) && high == low => format!("{best}{plus}"),
        (Some(best), Some(about)) => format!("{best} ({about})"),
        (Some(best), None) => best.to_string(),
        (None, Some(about)) if low.is_some() && high.is_some() => about,
        (None, Some(about)) => format!("? ({about})"),
        (None, None) => "?".to_owned(),
    }
}
