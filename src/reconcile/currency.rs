//! Which claims still stand: those that are out, those that are superseded, and for which of
//! their origins the rest are current.
//!
//! Out come first the claims that are set aside, those that are retracted and those that retract,
//! those that an update or a correction names, and copies of what is out. Of the rest, a claim is
//! *overtaken* in an origin by that origin's certainly later word, and *superseded* there when all
//! claims of its reading are.
//!
//! Where the words leave a choice: a claim that repeats several is out as soon as one of them is. A
//! claim that is itself out, save for being set aside, still names others out: who retracts an
//! update does not say that the old figure holds again. A denial overtakes assertions of the same
//! coverage only. What covers something else neither overtakes nor is overtaken. Of several reasons
//! the latest is given, and of those of one day the first by id.

mod out;
mod superseded;

use std::collections::HashMap;
use std::rc::Rc;

use crate::incident::{ClaimIx, SourceIx};

use super::evidence::Evidence;
use super::profile::Profile;
use super::quantities::{Quantities, Reading};
use out::out;
use superseded::supersede;

/// How a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is current, at least for one of its origins.
    Current,
    /// The casebook sets it aside.
    SetAside,
    /// A step of a selection sets it aside.
    SetAsideHere,
    /// It retracts another and says nothing itself.
    Retracts,
    /// This claim retracts it.
    Retracted(ClaimIx),
    /// This claim corrects it.
    Corrected(ClaimIx),
    /// This claim updates it.
    Updated(ClaimIx),
    /// It repeats this claim, which is out.
    RepeatsOut(ClaimIx),
    /// Each of its origins has a later word; this claim is one such.
    Superseded(ClaimIx),
}

impl Status {
    /// Tells whether a name that the claim carries still stands: currency expires no name.
    #[must_use]
    pub fn carries_names(self) -> bool {
        match self {
            Self::SetAside | Self::SetAsideHere | Self::Retracted(_) | Self::Corrected(_) => false,
            Self::Current
            | Self::Retracts
            | Self::Updated(_)
            | Self::RepeatsOut(_)
            | Self::Superseded(_) => true,
        }
    }
}

/// How every claim on a measure stands.
#[derive(Debug)]
pub struct Currency {
    quantities: Rc<Quantities>,
    status: Vec<Status>,
    /// The origins for which a claim is current, where those are not all of its origins.
    partly: HashMap<ClaimIx, Box<[SourceIx]>>,
}

impl Currency {
    /// Judges the claims on a measure; `set_aside` names those that the caller sets aside besides
    /// those of the casebook.
    #[must_use]
    pub fn judge(
        evidence: &Evidence,
        quantities: Rc<Quantities>,
        set_aside: &dyn Fn(ClaimIx) -> bool,
    ) -> Self {
        let mut status = out(evidence, &quantities, set_aside);
        let partly = supersede(evidence, &quantities, &mut status);
        Self {
            quantities,
            status,
            partly,
        }
    }

    /// Returns what the claims say, under the profile in use.
    #[must_use]
    pub fn quantities(&self) -> &Rc<Quantities> {
        &self.quantities
    }

    /// Returns the profile in use.
    #[must_use]
    pub fn profile(&self) -> &Rc<Profile> {
        &self.quantities.profile
    }

    /// Returns how a claim on the measure stands.
    ///
    /// # Panics
    /// Where the claim is on another measure.
    #[must_use]
    pub fn status(&self, claim: ClaimIx) -> Status {
        let place = self.quantities.place(claim);
        self.status[place.expect("a claim on the measure that was judged")]
    }

    /// Tells whether a claim is current for at least one of its origins.
    #[must_use]
    pub fn is_current(&self, claim: ClaimIx) -> bool {
        self.status(claim) == Status::Current
    }

    /// Returns the origins for which a claim is current.
    #[must_use]
    pub fn origins<'a>(&'a self, evidence: &'a Evidence, claim: ClaimIx) -> &'a [SourceIx] {
        match self.partly.get(&claim) {
            Some(origins) => origins,
            None if self.is_current(claim) => evidence.origins(claim),
            None => &[],
        }
    }

    /// Returns every claim on the measure with how it stands, in file order.
    pub fn all(&self) -> impl Iterator<Item = (ClaimIx, Status)> {
        self.quantities
            .claims
            .iter()
            .copied()
            .zip(self.status.iter().copied())
    }

    /// Returns the claims that are current and stand to a figure, with their readings.
    pub fn bearing(&self) -> impl Iterator<Item = (ClaimIx, &Reading)> {
        self.current().filter(|(_, reading)| reading.bears())
    }

    /// Returns the claims that are current, with their readings.
    pub fn current(&self) -> impl Iterator<Item = (ClaimIx, &Reading)> {
        let readings = self.quantities.readings().iter();
        let current = self.all().zip(readings);
        current
            .filter(|((_, status), _)| *status == Status::Current)
            .map(|((ix, _), r)| (ix, r))
    }
}

/// Says in words why a claim is out or superseded; nothing for a current one.
#[must_use]
pub fn why_not_current(evidence: &Evidence, claim: ClaimIx, status: Status) -> Option<String> {
    let id = |ix: ClaimIx| format!("`{}`", evidence.claim(ix).id);
    Some(match status {
        Status::Current => return None,
        Status::SetAside => {
            let claim = evidence.claim(claim);
            let who = claim.decided_by.iter().map(|who| format!(" by {who}"));
            let until = claim.until.iter().map(|until| format!(" until {until}"));
            let decided: String = who.chain(until).collect();
            let reason = claim.reason.as_deref().unwrap_or("no reason given");
            format!("set aside in the casebook{decided}: {reason}")
        }
        Status::SetAsideHere => "set aside by this rule".to_owned(),
        Status::Retracts => "only retracts another claim".to_owned(),
        Status::Retracted(by) => format!("retracted by {}", id(by)),
        Status::Corrected(by) => format!("corrected by {}", id(by)),
        Status::Updated(by) => format!("updated by {}", id(by)),
        Status::RepeatsOut(of) => format!("repeats {}, which is out", id(of)),
        Status::Superseded(by) => format!("superseded by {}, a later word of its origin", id(by)),
    })
}
