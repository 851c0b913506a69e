//! Selections of claims that remember what they dropped, and why.
//!
//! A selection is one node a step. A node keeps the claims that are left and points to the node it
//! was taken from; what a step dropped is not stored but worked out, parent minus child, when
//! somebody asks. A step that drops nothing shares its list with its parent.
//!
//! Where the words leave a choice: what a method uses is what it read of the selection it was called
//! on, so that a superseded claim is among those set aside, with the reason, though no step of the
//! script dropped it. `current()` judges at its place in the chain: a `set_aside` after it does not
//! bring back what it has dropped. `all()` brings back what `current()` dropped, claims that the
//! casebook sets aside included, never what a script has set aside. Of a joint claim the first
//! speaker is asked for the party, any speaker for the kind.

mod read;
mod step;
mod words;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::incident::{ClaimIx, Kind, MeasureIx, MeasureKind, When};

use super::currency::Currency;
use super::evidence::Evidence;
use super::profile::Profile;
use super::rank::Rank;

pub use read::Spoken;
pub use step::{Call, Refusal, Step};

/// The most steps that one selection or one estimate may be made of. Each is remembered, so a
/// script that adds steps in a loop would fill the memory.
pub const MOST_STEPS: usize = 1_000;

/// Some claims of an incident, with every step that led to them.
#[derive(Clone, Debug)]
pub struct Selection(Rc<Node>);

#[derive(Debug)]
struct Node {
    evidence: Rc<Evidence>,
    profile: Rc<Profile>,
    parent: Option<Selection>,
    step: Step,
    call: Option<Call>,
    kept: Rc<[ClaimIx]>,
    measure: Option<MeasureIx>,
    reads_all: bool,
    aside: Rc<Aside>,
    length: usize,
}

/// The claims that the steps of a selection set aside, and how the rest stands without them.
#[derive(Debug, Default)]
struct Aside {
    claims: HashSet<ClaimIx>,
    judged: RefCell<HashMap<MeasureIx, Rc<Currency>>>,
}

impl Selection {
    /// Selects every claim of an incident, read under a profile.
    #[must_use]
    pub fn everything(evidence: &Rc<Evidence>, profile: &Rc<Profile>) -> Self {
        let kept = Rc::clone(evidence.all());
        Self::root(evidence, profile, Step::Everything, None, kept)
    }

    /// Selects every claim on a measure, read under a profile: what a rule is given.
    #[must_use]
    pub fn on(evidence: &Rc<Evidence>, profile: &Rc<Profile>, measure: MeasureIx) -> Self {
        let kept = Rc::clone(evidence.on(measure));
        Self::root(evidence, profile, Step::On(measure), Some(measure), kept)
    }

    fn root(
        evidence: &Rc<Evidence>,
        profile: &Rc<Profile>,
        step: Step,
        measure: Option<MeasureIx>,
        kept: Rc<[ClaimIx]>,
    ) -> Self {
        Self(Rc::new(Node {
            evidence: Rc::clone(evidence),
            profile: Rc::clone(profile),
            parent: None,
            step,
            call: None,
            kept,
            measure,
            reads_all: false,
            aside: Rc::default(),
            length: 1,
        }))
    }

    /// Returns the incident that the claims are of.
    #[must_use]
    pub fn evidence(&self) -> &Rc<Evidence> {
        &self.0.evidence
    }

    /// Returns the profile that the claims are read under.
    #[must_use]
    pub fn profile(&self) -> &Rc<Profile> {
        &self.0.profile
    }

    /// Returns the same claims, read under another profile from here on.
    #[must_use]
    pub fn under(&self, profile: &Rc<Profile>) -> Self {
        if Rc::ptr_eq(&self.0.profile, profile) {
            return self.clone();
        }
        let node = &self.0;
        Self(Rc::new(Node {
            evidence: Rc::clone(&node.evidence),
            profile: Rc::clone(profile),
            parent: node.parent.clone(),
            step: node.step.clone(),
            call: node.call.clone(),
            kept: Rc::clone(&node.kept),
            measure: node.measure,
            reads_all: node.reads_all,
            // What was judged was judged under the other profile.
            aside: Rc::new(Aside {
                claims: node.aside.claims.clone(),
                judged: RefCell::default(),
            }),
            length: node.length,
        }))
    }

    /// Returns the claims, in file order.
    #[must_use]
    pub fn claims(&self) -> &Rc<[ClaimIx]> {
        &self.0.kept
    }

    /// Tells whether methods read the claims that no longer stand as well.
    #[must_use]
    pub fn reads_all(&self) -> bool {
        self.0.reads_all
    }

    /// Returns the measure that the claims are on.
    ///
    /// # Errors
    /// Where they are on several, or where there is no claim to tell by.
    pub fn measure(&self) -> Result<MeasureIx, Refusal> {
        let incident = self.evidence().incident();
        if let Some(measure) = self.0.measure {
            return Ok(measure);
        }
        let mut measures: Vec<MeasureIx> = self
            .0
            .kept
            .iter()
            .map(|ix| incident.claim(*ix).measure)
            .collect();
        measures.sort_unstable();
        measures.dedup();
        let names = |measures: &mut dyn Iterator<Item = MeasureIx>| {
            let names: Vec<String> = measures
                .take(8)
                .map(|m| format!("`{}`", incident.measure(m).id))
                .collect();
            names.join(", ")
        };
        match measures[..] {
            [measure] => Ok(measure),
            [] => Err(Refusal::new(
                "expected claims on one measure, found none at all",
                format!(
                    "select a measure first, with `.on(..)`: {}",
                    names(&mut (0..incident.measures.len()).map(MeasureIx::new)),
                ),
            )),
            _ => Err(Refusal::new(
                format!(
                    "expected claims on one measure, found claims on {}: {}",
                    measures.len(),
                    names(&mut measures.iter().copied()),
                ),
                "select one first, with `.on(..)`",
            )),
        }
    }

    /// Returns the measure that the claims are on, where that is a count.
    ///
    /// # Errors
    /// As [`Selection::measure`], and where the measure holds statements.
    pub fn count_measure(&self) -> Result<MeasureIx, Refusal> {
        let measure = self.measure()?;
        let of = self.evidence().incident().measure(measure);
        match of.kind {
            MeasureKind::Count => Ok(measure),
            MeasureKind::Statement => Err(Refusal::new(
                format!(
                    "expected claims that count, found the statements of `{}`",
                    of.id
                ),
                "see who says what with `concordance(..)`",
            )),
        }
    }

    /// Judges how the claims on a measure stand, without those that this selection sets aside.
    #[must_use]
    pub fn currency(&self, measure: MeasureIx) -> Rc<Currency> {
        let node = &self.0;
        let base = node.evidence.currency(measure, &node.profile);
        if node.aside.claims.is_empty() {
            return base;
        }
        let mut judged = node.aside.judged.borrow_mut();
        let judge = || {
            let aside = |ix| node.aside.claims.contains(&ix);
            let quantities = Rc::clone(base.quantities());
            Rc::new(Currency::judge(&node.evidence, quantities, &aside))
        };
        Rc::clone(judged.entry(measure).or_insert_with(judge))
    }

    /// Takes a step whose outcome the incident itself decides.
    ///
    /// # Errors
    /// Where the selection has too many steps, or where [`Step::All`] comes after a script's own
    /// filter that never saw the claims to bring back.
    pub fn step(&self, step: Step, call: Option<Call>) -> Result<Self, Refusal> {
        let kept: Vec<ClaimIx> = match &step {
            Step::All => self.brought_back()?,
            // Asked for each of many measures, it must not look at every claim each time.
            Step::On(measure) if matches!(self.0.step, Step::Everything) => {
                self.0.evidence.on(*measure).to_vec()
            }
            step => self
                .0
                .kept
                .iter()
                .copied()
                .filter(|ix| self.keeps(step, *ix))
                .collect(),
        };
        self.then(step, call, kept)
    }

    /// Takes a step whose outcome a script decides: `keeps` tells for each claim.
    ///
    /// # Errors
    /// Where the selection has too many steps, and any error of `keeps`.
    pub fn step_by<E: From<Refusal>>(
        &self,
        step: Step,
        call: Option<Call>,
        mut keeps: impl FnMut(ClaimIx) -> Result<bool, E>,
    ) -> Result<Self, E> {
        let mut kept = Vec::with_capacity(self.0.kept.len());
        for ix in self.0.kept.iter() {
            if keeps(*ix)? {
                kept.push(*ix);
            }
        }
        Ok(self.then(step, call, kept)?)
    }

    /// Takes a step whose outcome is known: `kept` ascends and is a part of the claims.
    ///
    /// # Errors
    /// Where the selection has too many steps.
    pub fn then(
        &self,
        step: Step,
        call: Option<Call>,
        kept: Vec<ClaimIx>,
    ) -> Result<Self, Refusal> {
        let node = &self.0;
        if node.length >= MOST_STEPS {
            return Err(Refusal::new(
                format!("expected at most {MOST_STEPS} steps in one selection"),
                "start again from `claims`, or test several things in one step",
            ));
        }
        let aside = match &step {
            Step::SetAside(_) if kept.len() < node.kept.len() => {
                let mut claims = node.aside.claims.clone();
                claims.extend(dropped(&node.kept, &kept));
                Rc::new(Aside {
                    claims,
                    judged: RefCell::default(),
                })
            }
            _ => Rc::clone(&node.aside),
        };
        let measure = match step {
            Step::On(measure) => Some(measure),
            _ => node.measure,
        };
        let same = kept.len() == node.kept.len();
        Ok(Self(Rc::new(Node {
            evidence: Rc::clone(&node.evidence),
            profile: Rc::clone(&node.profile),
            kept: if same {
                Rc::clone(&node.kept)
            } else {
                kept.into()
            },
            reads_all: node.reads_all || matches!(step, Step::All),
            parent: Some(self.clone()),
            length: node.length + 1,
            measure,
            aside,
            step,
            call,
        })))
    }

    fn keeps(&self, step: &Step, ix: ClaimIx) -> bool {
        let evidence = &self.0.evidence;
        let claim = evidence.claim(ix);
        let incident = evidence.incident();
        let has_kind = |kind: Kind| claim.by.iter().any(|by| incident.source(*by).kind == kind);
        let is_before = |when: &When| evidence.span(ix).last < Rank::first(Some(when));
        match step {
            Step::Everything | Step::All => true,
            Step::Matching(_) | Step::SetAside(_) | Step::CarryingNames | Step::Naming(_) => true,
            Step::On(measure) => claim.measure == *measure,
            Step::From(source) => claim.by.contains(source),
            Step::Kind(kind) => has_kind(*kind),
            Step::Except(kind) => !has_kind(*kind),
            Step::Own => evidence.is_own(ix),
            Step::Enemy => evidence.is_enemy(ix),
            Step::Third => !evidence.is_own(ix) && !evidence.is_enemy(ix),
            Step::Since(when) => !is_before(when),
            Step::Before(when) => is_before(when),
            Step::Current => self.currency(claim.measure).is_current(ix),
            Step::Named => !claim.people.is_empty(),
            Step::Of(join, voice) => self
                .origins_read(ix)
                .iter()
                .any(|o| evidence.voice(*join, *o) == *voice),
        }
    }

    /// The claims that are left, with those that earlier `current()` steps dropped and that the
    /// steps since then would have kept.
    fn brought_back(&self) -> Result<Vec<ClaimIx>, Refusal> {
        let mut back: Vec<ClaimIx> = Vec::new();
        for node in self.trail() {
            let node = &node.0;
            match (&node.step, &node.parent) {
                (Step::Current, Some(parent)) => back.extend(dropped(&parent.0.kept, &node.kept)),
                // They are back already, and later steps have seen them.
                (Step::All, _) => back.clear(),
                (Step::Matching(_) | Step::SetAside(_), _) if !back.is_empty() => {
                    return Err(Refusal::new(
                        "`all()` cannot bring back claims that the function before it never saw",
                        "call `all()` before `matching` and `set_aside`, in place of `current()`",
                    ));
                }
                (step, Some(parent)) => back.retain(|ix| parent.keeps(step, *ix)),
                (_, None) => {}
            }
        }
        back.extend(self.0.kept.iter());
        back.sort_unstable();
        back.dedup();
        Ok(back)
    }

    /// Tells whether a script chose among the claims: whether a step of its own dropped any, other
    /// than those that no longer stand.
    pub(crate) fn is_narrowed(&self) -> bool {
        let own = |step: &Step| {
            !matches!(
                step,
                Step::Everything
                    | Step::All
                    | Step::On(_)
                    | Step::Current
                    | Step::CarryingNames
                    | Step::Naming(_)
            )
        };
        self.trail().iter().any(|after| {
            let before = after.0.parent.as_ref();
            own(&after.0.step)
                && before.is_some_and(|before| after.0.kept.len() < before.0.kept.len())
        })
    }

    /// Returns every selection on the way to this one, from the first.
    #[must_use]
    pub fn trail(&self) -> Vec<Self> {
        let mut trail = vec![self.clone()];
        while let Some(parent) = trail.last().and_then(|node| node.0.parent.clone()) {
            trail.push(parent);
        }
        trail.reverse();
        trail
    }
}

impl Drop for Node {
    /// Lets go of a long trail step by step; one inside the other would fill the stack.
    fn drop(&mut self) {
        let mut next = self.parent.take();
        while let Some(selection) = next {
            match Rc::try_unwrap(selection.0) {
                Ok(mut node) => next = node.parent.take(),
                Err(_) => break,
            }
        }
    }
}

/// What is in the first list and not in the second; both ascend and the second is part of the
/// first, save where claims were brought back.
fn dropped(before: &[ClaimIx], after: &[ClaimIx]) -> Vec<ClaimIx> {
    let mut rest = after.iter().peekable();
    let mut gone = Vec::with_capacity(before.len().saturating_sub(after.len()));
    for ix in before {
        while rest.next_if(|kept| *kept < ix).is_some() {}
        if rest.next_if_eq(&ix).is_none() {
            gone.push(*ix);
        }
    }
    gone
}
