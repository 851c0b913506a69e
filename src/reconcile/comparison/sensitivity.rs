//! Which single claim, or which voice as a whole, changes which answer when it is set aside.
//!
//! Setting aside means what it means in a rule: the rule is given the claims less those, currency
//! is judged without them, and what repeats them goes as well. A voice is an independent origin
//! that alone stands behind two or more claims on the measure: where many pages carry one word, no
//! single claim moves anything, and the word as a whole may move everything.
//!
//! Each trial asks every rule anew, so that the work is claims times rules for a measure. A
//! [`Budget`] bounds it, for one measure and for all, counted in the claims that are judged and in
//! what a rule itself says that it took, not by a clock, so that the same casebook gives the same
//! answer everywhere. What it did not reach is counted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use crate::incident::{ClaimIx, MeasureIx};
use crate::reconcile::estimate::Conclusion;
use crate::reconcile::evidence::Evidence;
use crate::reconcile::origin::{Join, Voice};
use crate::reconcile::profile::Profile;
use crate::reconcile::selection::{Refusal, Selection, Step};

use super::kinds::Split;
use super::{Answer, Comparison, Gives, Outcome, Turn};

/// What asking a rule costs beside its claims and what it does.
const A_CALL: u64 = 100;
/// What the trials of one measure may cost.
const A_MEASURE: u64 = 2_000_000;
/// What all trials of one comparison may cost.
const IN_ALL: u64 = 20_000_000;

/// How much may still be tried.
#[derive(Clone, Debug)]
pub struct Budget {
    left: u64,
    a_measure: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new(A_MEASURE, IN_ALL)
    }
}

impl Budget {
    /// A budget for each measure and for all of them: each time that a rule is asked costs 100, 1
    /// more for each claim, and what the rule says that it took.
    #[must_use]
    pub fn new(a_measure: u64, in_all: u64) -> Self {
        Self {
            left: in_all,
            a_measure,
        }
    }
}

/// What is set aside in a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// One claim.
    Claim(ClaimIx),
    /// Every claim behind which this voice stands alone.
    Voice(Voice),
}

/// An answer that a trial changes.
#[derive(Clone, Debug)]
pub struct Change {
    /// The place of the answer.
    pub answer: usize,
    /// What it becomes.
    pub to: Outcome,
}

/// Something that was set aside, and what it changed.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What was set aside.
    pub without: Without,
    /// Its claims, in file order.
    pub claims: Vec<ClaimIx>,
    /// The answers that change, in their order.
    pub changes: Vec<Change>,
}

/// What was tried and what it changed.
#[derive(Clone, Debug, Default)]
pub struct Sensitivity {
    /// The trials that change an answer: those first that change what most rules give, then those
    /// that change most otherwise; claims before voices, in file order. A voice that does no more
    /// than one of its claims is left out.
    pub trials: Vec<Trial>,
    /// How many claims there are to set aside.
    pub claims: usize,
    /// How many of them were tried.
    pub claims_tried: usize,
    /// How many voices stand alone behind two claims or more.
    pub voices: usize,
    /// How many of them were tried.
    pub voices_tried: usize,
    /// The first kind of claim on which the answer turns, where one was found.
    pub turn: Option<Turn>,
    /// The places of the answers that were not asked to the end, since a limit stopped their rule.
    pub given_up: Vec<usize>,
    /// Whether the measures before it left less than one measure may cost.
    pub is_short_for_all: bool,
}

impl Sensitivity {
    /// Returns whether everything was tried with every answer.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.claims == self.claims_tried
            && self.voices == self.voices_tried
            && self.given_up.is_empty()
    }
}

/// What comes of asking a rule.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What came of it; none where a limit stopped the rule, which is not worth asking once more.
    pub outcome: Option<Outcome>,
    /// What it took, such as operations of a script.
    pub cost: u64,
}

/// Selects every claim on a measure less some, as a rule would be given them that sets these aside
/// first.
///
/// # Errors
/// Never with two steps, which is fewer than a selection may have; the error is that of any step.
pub fn without(
    evidence: &Rc<Evidence>,
    profile: &Rc<Profile>,
    measure: MeasureIx,
    claims: &[ClaimIx],
) -> Result<Selection, Refusal> {
    let aside: HashSet<ClaimIx> = claims.iter().copied().collect();
    let step = Step::SetAside("set aside for comparison".to_owned());
    Selection::on(evidence, profile, measure).step_by(step, None, |ix| Ok(!aside.contains(&ix)))
}

impl Comparison {
    /// Tries what changes the answers: `ask` asks the rule at a place anew, without these claims.
    /// `costs` are what the answers took when all claims were there.
    ///
    /// # Errors
    /// Any error of `ask`, which ends it.
    pub fn try_each<E>(
        &mut self,
        budget: &mut Budget,
        costs: &[u64],
        mut ask: impl FnMut(usize, &[ClaimIx]) -> Result<Asked, E>,
    ) -> Result<(), E> {
        let waiting = self.waiting();
        let voices = waiting.iter().filter(|(without, _)| is_voice(without));
        let voices = voices.count();
        let mut found = Sensitivity {
            voices,
            claims: waiting.len() - voices,
            is_short_for_all: budget.left < budget.a_measure,
            ..Sensitivity::default()
        };
        // A rule that failed is asked as well: one claim may be what it stumbles over.
        let mut asked: Vec<usize> = (0..self.answers.len()).collect();
        let mut spending = Spending {
            allowed: budget.a_measure.min(budget.left),
            spent: 0,
            a_call: self.evidence.on(self.measure).len() as u64 + A_CALL,
            costs,
        };
        for split in self.splits() {
            let with = &split.with.answers;
            if found.turn.is_some() || !spending.allows(with) {
                break;
            }
            let mut outcomes = Vec::with_capacity(with.len());
            for at in with {
                outcomes.push(spending.on(ask(*at, &split.claims)?));
            }
            found.turn = Self::turn(split, &outcomes);
        }
        for (without, claims) in waiting {
            if !spending.allows(&asked) {
                break;
            }
            let mut changes = Vec::new();
            let mut given_up = Vec::new();
            for at in &asked {
                match spending.on(ask(*at, &claims)?) {
                    None => given_up.push(*at),
                    Some(to) if same(&self.answers[*at].outcome, &to) => {}
                    Some(to) => changes.push(Change { answer: *at, to }),
                }
            }
            asked.retain(|at| !given_up.contains(at));
            found.given_up.extend(given_up);
            match without {
                Without::Claim(_) => found.claims_tried += 1,
                Without::Voice(_) => found.voices_tried += 1,
            }
            if !changes.is_empty() {
                found.trials.push(Trial {
                    without,
                    claims,
                    changes,
                });
            }
        }
        budget.left = budget.left.saturating_sub(spending.spent);
        found.given_up.sort_unstable();
        self.tidy(&mut found);
        self.sensitivity = Some(found);
        Ok(())
    }

    /// Whether the answer turns on a kind of claim: without such claims every rule that uses them
    /// gives what those give that use none.
    fn turn(split: Split, outcomes: &[Option<Outcome>]) -> Option<Turn> {
        let joins_the_others = |outcome: &Option<Outcome>| {
            let gives = outcome.as_ref().map(Gives::of);
            gives.is_some_and(|gives| gives == split.without.gives)
        };
        outcomes.iter().all(joins_the_others).then_some(Turn {
            kind: split.kind,
            with: split.with,
            without: split.without,
        })
    }

    /// What is to be tried, in the order in which the budget is spent on it: voices, which are few,
    /// then the claims that a rule uses, then the others. What the casebook sets aside already
    /// and no rule uses all the same is not there to be set aside.
    fn waiting(&self) -> Vec<(Without, Vec<ClaimIx>)> {
        let evidence = &self.evidence;
        let mut used: HashSet<ClaimIx> = HashSet::new();
        for estimate in self.answers.iter().filter_map(Answer::estimate) {
            used.extend(estimate.used());
        }
        let waived: HashSet<ClaimIx> = self.set_aside_in_casebook().into_iter().collect();
        let on = evidence.on(self.measure).iter().copied();
        let on: Vec<ClaimIx> = on
            .filter(|ix| used.contains(ix) || !waived.contains(ix))
            .collect();
        let (first, then): (Vec<ClaimIx>, Vec<ClaimIx>) =
            on.iter().copied().partition(|ix| used.contains(ix));
        let claims = first.into_iter().chain(then);
        let voices = voices(evidence, &on).into_iter();
        voices
            .map(|(voice, claims)| (Without::Voice(voice), claims))
            .chain(claims.map(|ix| (Without::Claim(ix), vec![ix])))
            .collect()
    }
}

/// What the trials of one measure have cost, and what they may.
struct Spending<'a> {
    allowed: u64,
    spent: u64,
    a_call: u64,
    costs: &'a [u64],
}

impl Spending<'_> {
    /// Whether these may be asked once more.
    fn allows(&self, asked: &[usize]) -> bool {
        let cost = |at: &usize| self.costs.get(*at).copied().unwrap_or(0);
        let costs = asked.iter().map(|at| cost(at).saturating_add(self.a_call));
        let expected = costs.fold(self.spent, u64::saturating_add);
        expected <= self.allowed
    }

    /// Counts what asking took.
    fn on(&mut self, asked: Asked) -> Option<Outcome> {
        self.spent = self.spent.saturating_add(asked.cost);
        self.spent = self.spent.saturating_add(self.a_call);
        asked.outcome
    }
}

fn is_voice(without: &Without) -> bool {
    matches!(without, Without::Voice(_))
}

/// The voices that stand alone behind two claims or more, with these, in file order.
fn voices(evidence: &Evidence, on: &[ClaimIx]) -> Vec<(Voice, Vec<ClaimIx>)> {
    let mut voices: Vec<(Voice, Vec<ClaimIx>)> = Vec::new();
    let mut known = BTreeMap::new();
    for ix in on {
        let origins = evidence.origins(*ix).iter();
        let mut of = origins.map(|origin| evidence.voice(Join::Independent, *origin));
        let Some(voice) = of.next() else { continue };
        if of.any(|other| other != voice) {
            continue;
        }
        let at = *known.entry(voice).or_insert_with(|| {
            voices.push((voice, Vec::new()));
            voices.len() - 1
        });
        voices[at].1.push(*ix);
    }
    voices.retain(|(_, claims)| claims.len() > 1);
    voices
}

impl Comparison {
    /// Drops the voices that do no more than one of their claims, and sorts what is left.
    fn tidy(&self, found: &mut Sensitivity) {
        let (voices, mut claims): (Vec<Trial>, Vec<Trial>) = std::mem::take(&mut found.trials)
            .into_iter()
            .partition(|trial| is_voice(&trial.without));
        claims.sort_by_key(|trial| trial.claims[0]);
        let says_no_more = |voice: &Trial| {
            let of = |ix: &ClaimIx| {
                let at = claims.binary_search_by_key(ix, |trial| trial.claims[0]);
                at.is_ok_and(|at| alike(&claims[at], voice))
            };
            voice.claims.iter().any(of)
        };
        let voices: Vec<Trial> = voices.into_iter().filter(|v| !says_no_more(v)).collect();
        claims.extend(voices);
        // Stable: claims stay before voices that change as much.
        claims.sort_by_cached_key(|trial| Reverse((self.moved(trial), trial.changes.len())));
        found.trials = claims;
    }

    /// How many answers give something else in a trial, and not only with other bounds.
    pub(super) fn moved(&self, trial: &Trial) -> usize {
        let changes = trial.changes.iter();
        let gives_else = |c: &&Change| self.answers[c.answer].gives() != Gives::of(&c.to);
        changes.filter(gives_else).count()
    }
}

fn alike(one: &Trial, other: &Trial) -> bool {
    let pairs = || one.changes.iter().zip(&other.changes);
    one.changes.len() == other.changes.len()
        && pairs().all(|(one, other)| one.answer == other.answer && same(&one.to, &other.to))
}

/// Whether two outcomes are the same answer; the reasons of what is unresolved may differ.
fn same(one: &Outcome, other: &Outcome) -> bool {
    let parts = |outcome: &Outcome| {
        let Outcome::Estimate(estimate) = outcome else {
            return None;
        };
        let Conclusion {
            low,
            best,
            high,
            high_open,
            unresolved,
            ..
        } = estimate.conclusion();
        Some((*low, *best, *high, *high_open, unresolved.is_some()))
    };
    parts(one) == parts(other)
}
