//! A selection in words: each step, and why it dropped a claim.

use crate::incident::ClaimIx;
use crate::reconcile::currency::why_not_current;

use super::{Selection, Step, dropped};

impl Selection {
    /// Returns the last step in words: what was called, what it kept, where it stands.
    #[must_use]
    pub fn words(&self) -> String {
        let node = &self.0;
        let words = self.call_words();
        let left = node.kept.len();
        let kept = match &node.parent {
            None => match left {
                1 => "1 claim".to_owned(),
                left => format!("{left} claims"),
            },
            Some(parent) => match (&node.step, parent.0.kept.len()) {
                (Step::All, before) if left > before => {
                    format!("reads all, brings back {}", left - before)
                }
                (Step::All, _) => "reads all".to_owned(),
                (_, before) => format!("keeps {left} of {before}"),
            },
        };
        match &node.call {
            Some(call) => format!("{words}: {kept} [{}]", call.place),
            None => format!("{words}: {kept}"),
        }
    }

    fn call_words(&self) -> String {
        let node = &self.0;
        if let Some(call) = &node.call {
            return call.words.clone();
        }
        let incident = node.evidence.incident();
        match &node.step {
            Step::Everything => format!("all claims of `{}`", incident.id),
            Step::On(measure) => format!("claims on `{}`", incident.measure(*measure).id),
            Step::From(source) => format!("from(\"{}\")", incident.source(*source).id),
            Step::Kind(kind) => format!("kind(\"{kind}\")"),
            Step::Except(kind) => format!("except(\"{kind}\")"),
            Step::Own => "own()".to_owned(),
            Step::Enemy => "enemy()".to_owned(),
            Step::Third => "third()".to_owned(),
            Step::Since(when) => format!("since(\"{when}\")"),
            Step::Before(when) => format!("before(\"{when}\")"),
            Step::Current => "what still stands".to_owned(),
            Step::Named => "named()".to_owned(),
            Step::Matching(None) => "matching(..)".to_owned(),
            Step::Matching(Some(reason)) => format!("matching(.., \"{reason}\")"),
            Step::SetAside(reason) => format!("set_aside(.., \"{reason}\")"),
            Step::All => "all()".to_owned(),
            Step::Of(_, voice) => format!("those of `{}`", voice.id(incident)),
            Step::CarryingNames => "names that still stand".to_owned(),
            Step::Naming(person) => {
                format!("those that name {}", incident.person(*person).label())
            }
        }
    }

    /// Returns every claim that a step on the way to this selection dropped, with the reason, in
    /// the order in which they went.
    #[must_use]
    pub fn dropped(&self) -> Vec<(ClaimIx, String)> {
        let mut reasons = Vec::new();
        for node in self.trail() {
            if let Some(parent) = &node.0.parent {
                for ix in dropped(&parent.0.kept, &node.0.kept) {
                    reasons.push((ix, node.reason(ix)));
                }
            }
        }
        reasons
    }

    /// Why the last step dropped a claim.
    fn reason(&self, ix: ClaimIx) -> String {
        let evidence = &self.0.evidence;
        let incident = evidence.incident();
        let claim = evidence.claim(ix);
        let speaker = &incident.source(claim.by[0]).name;
        let date = || match evidence.date(ix) {
            Some(when) => format!("dated {when}"),
            None => "without a date".to_owned(),
        };
        match &self.0.step {
            Step::SetAside(reason) => reason.clone(),
            Step::Current | Step::CarryingNames => {
                let status = self.currency(claim.measure).status(ix);
                why_not_current(evidence, ix, status).unwrap_or_else(|| "not current".to_owned())
            }
            Step::On(_) => format!(
                "on another measure, `{}`",
                incident.measure(claim.measure).id
            ),
            Step::From(source) => {
                format!(
                    "said by {speaker}, not by `{}`",
                    incident.source(*source).id
                )
            }
            Step::Kind(kind) => {
                format!(
                    "said by {speaker} ({}), not {kind}",
                    incident.source(claim.by[0]).kind
                )
            }
            Step::Except(kind) => format!("said by {speaker}: {kind}"),
            Step::Own => format!("said by {speaker}, not a party's word about itself"),
            Step::Enemy => format!("said by {speaker}, not a party's word about another"),
            Step::Third => format!("said by {speaker}, a party"),
            Step::Since(when) => format!("{}, before {when}", date()),
            Step::Before(when) => format!("{}, not before {when}", date()),
            Step::Named => "names nobody".to_owned(),
            Step::Naming(person) => {
                format!("does not name {}", incident.person(*person).label())
            }
            Step::Of(_, voice) => format!("not the word of `{}`", voice.id(incident)),
            Step::Matching(Some(reason)) => reason.clone(),
            Step::Matching(None) => format!("not kept by {}", self.call_words()),
            Step::Everything | Step::All => "dropped".to_owned(),
        }
    }
}
