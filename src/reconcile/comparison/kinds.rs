//! Kinds of claim that rules treat in ways of their own, and whether the answer turns on one.
//!
//! Of the two largest groups with a number, every rule of the one uses some claim of the kind and
//! no rule of the other does: that may be by chance. So it is tried: only where each rule that uses
//! them gives without all claims of the kind what the other group gives does the answer turn on it. Where more
//! than two numbers are given and no two rules agree, no group stands for more than itself, and
//! none is looked for.

use crate::incident::{ClaimIx, Kind};

use super::{Comparison, Group};

/// A kind of claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// The word of the party that attacked, whoever retells it.
    Perpetrator,
    /// A party's word about another.
    Enemy,
    /// A party's word about itself.
    Own,
    /// With a speaker of this kind.
    By(Kind),
}

/// A kind of claim on which the answer turns.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The kind.
    pub kind: ClaimKind,
    /// The rules that use such claims.
    pub with: Group,
    /// The rules that use none: without such claims the others give what these do.
    pub without: Group,
}

/// Two groups that differ in a kind of claim, and the claims of that kind.
pub(super) struct Split {
    pub(super) kind: ClaimKind,
    pub(super) with: Group,
    pub(super) without: Group,
    pub(super) claims: Vec<ClaimIx>,
}

impl ClaimKind {
    fn all() -> impl Iterator<Item = Self> {
        let kinds = Kind::ALL.iter().copied().map(Self::By);
        [Self::Perpetrator, Self::Enemy, Self::Own]
            .into_iter()
            .chain(kinds)
    }

    fn holds(self, comparison: &Comparison, ix: ClaimIx) -> bool {
        let evidence = &comparison.evidence;
        let incident = evidence.incident();
        match self {
            Self::Perpetrator => evidence.is_perpetrator(ix),
            Self::Enemy => evidence.is_enemy(ix),
            Self::Own => evidence.is_own(ix),
            Self::By(kind) => {
                let mut by = evidence.claim(ix).by.iter();
                by.any(|by| incident.source(*by).kind == kind)
            }
        }
    }

    /// Such claims, in words.
    pub(super) fn words(self) -> String {
        match self {
            Self::Perpetrator => "the perpetrator's own claims".to_owned(),
            Self::Enemy => "a party's claims about its enemy".to_owned(),
            Self::Own => "a party's claims about itself".to_owned(),
            Self::By(kind) => format!("claims by sources of kind `{kind}`"),
        }
    }
}

impl Comparison {
    /// The kinds of claim that the two largest groups with a number treat differently.
    pub(super) fn splits(&self) -> Vec<Split> {
        let groups = self.groups();
        let [one, other, ..] = &groups[..] else {
            return Vec::new();
        };
        let numbers = groups.iter().filter(|group| group.gives.is_number());
        let numbers = numbers.count();
        if numbers < 2 || (numbers > 2 && one.answers.len() == 1) {
            return Vec::new();
        }
        let used = |group: &Group| -> Vec<Vec<ClaimIx>> {
            let answers = group.answers.iter().map(|at| &self.answers[*at]);
            answers
                .filter_map(|answer| Some(answer.estimate()?.used()))
                .collect()
        };
        let (by_one, by_other) = (used(one), used(other));
        let on = self.evidence.on(self.measure);
        let mut splits = Vec::new();
        for kind in ClaimKind::all() {
            let is_of_it = |ix: &ClaimIx| kind.holds(self, *ix);
            let claims: Vec<ClaimIx> = on.iter().copied().filter(is_of_it).collect();
            if claims.is_empty() {
                continue;
            }
            let some = |used: &Vec<ClaimIx>| used.iter().any(is_of_it);
            let (with, without) = if by_one.iter().all(some) && !by_other.iter().any(some) {
                (one.clone(), other.clone())
            } else if by_other.iter().all(some) && !by_one.iter().any(some) {
                (other.clone(), one.clone())
            } else {
                continue;
            };
            splits.push(Split {
                kind,
                with,
                without,
                claims,
            });
        }
        splits
    }
}
