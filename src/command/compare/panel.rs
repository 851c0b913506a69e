//! The rules that are compared, each in a seat of its own.
//!
//! A seat has a host and a desk of its own, for one rule under one profile: what one rule picks,
//! sets or defines is nothing to the others. Two versions of a rule often have closures that read
//! alike and helpers that do not; in one host the one could be given the other's.

use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::incident::{ClaimIx, MeasureIx};
use crate::reconcile::{
    Answer, Asked, Asker, Budget, Comparison, Evidence, Outcome, Profile, without,
};
use crate::script::{Applied, Desk, Failure, Host, Kind, Limits, STANDARD, Script, Source};
use crate::session::Page;

use super::super::run::{almost_a_rule, answering_for};
use super::super::script::interrupt;
use super::Compare;

/// How many failures of one rule are told in full.
const TOLD: usize = 5;
/// A rule that a limit has stopped so often is not asked again: each time may take a minute.
const STOPS: usize = 3;

/// The rules, in their order.
pub(super) struct Panel {
    seats: Vec<Seat>,
    /// What ends the program: the first failure, or the first that is a limit.
    held: Option<Failure>,
    page: Page,
}

struct Seat {
    asker: Asker,
    host: Host,
    desk: Desk,
    rule: Applied,
    failures: usize,
    stops: usize,
    /// Whether a limit stopped it on this measure, so that trying more of the same is no use.
    stopped: bool,
}

impl Panel {
    /// Loads each rule under each profile. A rule that picks its own is seated once.
    ///
    /// # Errors
    /// Where a rule does not compile, is none or fails at its top level, and where a parameter is
    /// declared by no rule or its value does not fit.
    pub(super) fn load(
        compare: &Compare,
        sources: Vec<Source>,
        profiles: &[Rc<Profile>],
        incidents: &[Rc<Evidence>],
        page: &Page,
    ) -> Result<Self, Diagnostic> {
        let scripts = check(compare, sources)?;
        let claims = incidents.iter().map(|e| e.incident().claims.len() as u64);
        let claims = claims.sum();
        let mut seats: Vec<Seat> = Vec::new();
        for script in &scripts {
            let first = seats.len();
            for profile in profiles {
                // What a rule prints as it is loaded is printed once.
                let page_of_first = (seats.len() == first).then_some(page);
                let seat = Seat::load(compare, script, profile, incidents, page_of_first)?;
                seat.print_to(page);
                seat.host.set_allowance(claims);
                let profile = seat.rule.profile();
                if !seats[first..].iter().any(|s| s.rule.profile() == profile) {
                    seats.push(seat);
                }
            }
        }
        name(&mut seats);
        Ok(Self {
            seats,
            held: None,
            page: page.clone(),
        })
    }

    /// Returns who answers, in order.
    pub(super) fn askers(&self) -> impl Iterator<Item = Asker> {
        self.seats.iter().map(|seat| seat.asker.clone())
    }

    /// Returns the rules whose header says that they are a reading of their method, in order.
    pub(super) fn readings(&self) -> Vec<String> {
        let says = |seat: &&Seat| seat.rule.rule().script().about().is_reading();
        let mut names: Vec<String> = Vec::new();
        for seat in self.seats.iter().filter(says) {
            if !names.contains(&seat.asker.rule) {
                names.push(seat.asker.rule.clone());
            }
        }
        names
    }

    /// Asks every rule for a measure. One that fails is told, and the others go on.
    ///
    /// # Errors
    /// Where somebody interrupts, and where what the caller gave does not fit a rule.
    pub(super) fn ask(
        &mut self,
        evidence: &Rc<Evidence>,
        measure: MeasureIx,
        budget: Option<&mut Budget>,
    ) -> Result<Comparison, Diagnostic> {
        let mut answers = Vec::with_capacity(self.seats.len());
        let mut costs = Vec::with_capacity(self.seats.len());
        for at in 0..self.seats.len() {
            let outcome = self.answer(at, evidence, measure)?;
            costs.push(self.seats[at].host.operations());
            answers.push(Answer {
                asker: self.seats[at].asker.clone(),
                outcome,
            });
        }
        let mut comparison = Comparison {
            evidence: Rc::clone(evidence),
            measure,
            answers,
            sensitivity: None,
        };
        if let Some(budget) = budget {
            // What a rule prints it has printed once.
            self.seats.iter().for_each(Seat::mute);
            comparison.try_each(budget, &costs, |at, claims| {
                self.seats[at].again(evidence, measure, claims)
            })?;
            self.seats.iter().for_each(|seat| seat.print_to(&self.page));
        }
        Ok(comparison)
    }

    fn answer(
        &mut self,
        at: usize,
        evidence: &Rc<Evidence>,
        measure: MeasureIx,
    ) -> Result<Outcome, Diagnostic> {
        let seat = &mut self.seats[at];
        seat.stopped = seat.stops >= STOPS;
        if seat.stopped {
            let message = format!("not asked, since a limit stopped it {STOPS} times before");
            return Ok(Outcome::Failed(message));
        }
        let failure = match seat.rule.to(&seat.host, &seat.desk, evidence, measure) {
            Ok(estimate) => return Ok(Outcome::Estimate(Box::new(estimate))),
            Err(failure) => answering_for(failure, evidence, measure),
        };
        if matches!(failure.kind, Kind::Interrupted | Kind::Usage) {
            return Err(failure.into());
        }
        seat.failures += 1;
        seat.stopped = failure.kind == Kind::Limit;
        seat.stops += usize::from(seat.stopped);
        let message = failure.message.clone();
        let is_told = seat.failures <= TOLD;
        self.tell(failure, is_told);
        Ok(Outcome::Failed(message))
    }

    /// Tells a failure, save the one that the program ends with.
    fn tell(&mut self, failure: Failure, is_told: bool) {
        let outranks = match &self.held {
            None => true,
            Some(held) => failure.kind == Kind::Limit && held.kind != Kind::Limit,
        };
        let told = match outranks {
            true => self.held.replace(failure),
            false => Some(failure).filter(|_| is_told),
        };
        if let Some(told) = told {
            let told = Diagnostic::from(told);
            self.page.aside(&told.render(self.page.width));
        }
    }

    /// Says how many failures were not told, and returns the one that the program ends with.
    pub(super) fn end(self) -> Option<Diagnostic> {
        for seat in &self.seats {
            if seat.failures > TOLD {
                let (name, more) = (&seat.asker.rule, seat.failures - TOLD);
                let line = format!("note: `{name}` failed for more measures: {more}\n");
                self.page.aside(&line);
            }
        }
        self.held.map(Diagnostic::from)
    }
}

/// Prints what the scripts of a host print to a page.
fn print_to(host: &Host, page: &Page) {
    let (print, note) = page.sinks();
    host.state().on_print(print);
    host.state().on_note(note);
}

impl Seat {
    fn load(
        compare: &Compare,
        script: &Script,
        profile: &Rc<Profile>,
        incidents: &[Rc<Evidence>],
        page: Option<&Page>,
    ) -> Result<Self, Diagnostic> {
        let host = Host::new(Limits::default());
        let desk = Desk::new(incidents, Rc::clone(profile));
        desk.lay_out(host.state());
        host.set_interrupt(interrupt());
        host.set_params(compare.settings());
        if let Some(page) = page {
            print_to(&host, page);
        }
        host.adopt(script);
        let rule = Applied::load(&host, &desk, script.clone())?;
        Ok(Self {
            asker: Asker {
                rule: rule.name().to_owned(),
                profile: rule.profile().name.clone(),
            },
            host,
            desk,
            rule,
            failures: 0,
            stops: 0,
            stopped: false,
        })
    }

    fn print_to(&self, page: &Page) {
        print_to(&self.host, page);
    }

    fn mute(&self) {
        self.host.state().on_print(Box::new(|_| {}));
        self.host.state().on_note(Box::new(|_| {}));
    }

    /// Asks once more, without some claims.
    fn again(
        &self,
        evidence: &Rc<Evidence>,
        measure: MeasureIx,
        claims: &[ClaimIx],
    ) -> Result<Asked, Diagnostic> {
        if self.stopped {
            return Ok(Asked {
                outcome: None,
                cost: 0,
            });
        }
        let left = without(evidence, self.rule.profile(), measure, claims)?;
        let outcome = match self.rule.to_claims(&self.host, &self.desk, left) {
            Ok(estimate) => Some(Outcome::Estimate(Box::new(estimate))),
            Err(failure) => match failure.kind {
                Kind::Interrupted | Kind::Usage => return Err(failure.into()),
                Kind::Limit => None,
                _ => Some(Outcome::Failed(failure.message)),
            },
        };
        Ok(Asked {
            outcome,
            cost: self.host.operations(),
        })
    }
}

/// Compiles the rules, and checks what the caller set against all of them together.
fn check(compare: &Compare, sources: Vec<Source>) -> Result<Vec<Script>, Diagnostic> {
    let host = Host::new(Limits::default());
    host.set_params(compare.settings());
    let mut scripts = Vec::with_capacity(sources.len());
    for source in sources {
        let is_shipped = source.name().starts_with(STANDARD);
        let script = host.compile(source)?;
        // A module that comes with the program is none of the rules that `--all` means.
        if is_shipped && compare.all && !script.is_rule() {
            continue;
        }
        almost_a_rule(&script)?;
        scripts.push(script);
    }
    let refs: Vec<&Script> = scripts.iter().collect();
    host.check_params(&refs)?;
    Ok(scripts)
}

/// Gives rules of one name the names of their files, so that their rows can be told apart.
fn name(seats: &mut [Seat]) {
    let of: Vec<(String, String)> = seats
        .iter()
        .map(|seat| {
            let source = seat.rule.rule().script().source().name();
            (seat.asker.rule.clone(), source.to_owned())
        })
        .collect();
    for (seat, (name, source)) in seats.iter_mut().zip(&of) {
        if of.iter().any(|(n, s)| n == name && s != source) {
            seat.asker.rule.clone_from(source);
        }
    }
}
