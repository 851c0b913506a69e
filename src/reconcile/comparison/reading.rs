//! How the answers lie and what they turn on, in one line.
//!
//! The counts are always said. What the answers turn on is said of what was tried: the claim or the
//! voice whose setting aside changes what most answers give. Where the two largest groups use different
//! claims, the first kind of claim is named that every rule of the one uses and no rule of the
//! other: a fact about what they use, not a guess at why. Nothing of this is said where more than
//! two numbers are given and no two rules agree, for then no group stands for more than itself.

use crate::incident::{ClaimIx, Kind};
use crate::reconcile::tables::said;

use super::{Comparison, Gives, Group, Trial, Without};

/// The most groups that are spelt out.
const GROUPS: usize = 4;

impl Comparison {
    /// Returns the line.
    #[must_use]
    pub fn reading(&self) -> String {
        let groups = self.groups();
        let parts = [
            Some(self.counts(&groups)),
            self.turns_on(),
            self.kinds(&groups),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join("; ")
    }

    /// `2 of 5 rules give 7, 1 gives 2, 2 leave it unresolved`
    fn counts(&self, groups: &[Group]) -> String {
        let (noun, all) = (self.noun(), self.answers.len());
        if let [group] = groups {
            return match all {
                1 => format!("the one rule {}", group.gives.verb(1)),
                _ => format!("all {all} {noun} {}", group.gives.verb(all)),
            };
        }
        let numbers = groups.iter().filter(|group| group.gives.is_number());
        let agree = numbers.clone().any(|group| group.answers.len() > 1);
        let count = numbers.count();
        if !agree && count > 1 {
            let mut parts = vec![match count == all {
                true => format!("no two of {all} {noun} give the same"),
                false => format!("{count} of {all} {noun} give a number, no two the same"),
            }];
            parts.extend(groups[count..].iter().map(clause));
            return parts.join(", ");
        }
        let first = &groups[0];
        let count = first.answers.len();
        let mut parts = vec![format!(
            "{count} of {all} {noun} {}",
            first.gives.verb(count)
        )];
        parts.extend(groups[1..].iter().take(GROUPS - 1).map(clause));
        let rest = &groups[groups.len().min(GROUPS)..];
        if !rest.is_empty() {
            let answers: usize = rest.iter().map(|group| group.answers.len()).sum();
            parts.push(format!("{answers} something else"));
        }
        parts.join(", ")
    }

    fn turns_on(&self) -> Option<String> {
        let found = self.sensitivity.as_ref()?;
        if found.claims_tried == 0 {
            return None;
        }
        let tried = match found.is_complete() {
            true => "",
            false => "of what was tried, ",
        };
        let all = self.answers.len();
        let count = found.trials.first().map_or(0, |most| self.moved(most));
        let Some(most) = found.trials.first().filter(|_| count > 0) else {
            let them = if all == 1 { "that" } else { "any of that" };
            return Some(format!("{tried}no claim set aside alone changes {them}"));
        };
        let alike = found.trials.iter().filter(|t| self.moved(t) == count);
        let others = match alike.count() - 1 {
            0 => String::new(),
            1 => ", and on 1 other as much".to_owned(),
            n => format!(", and on {n} others as much"),
        };
        let who = self.in_words(most);
        let it = match most.without {
            Without::Claim(_) => "it",
            Without::Voice(_) => "them",
        };
        let give = if count == 1 { "gives" } else { "give" };
        Some(match all {
            1 => format!(
                "{tried}it turns most on {who}{others}: without {it} it gives something else"
            ),
            _ => format!(
                "{tried}it turns most on {who}{others}: without {it} {count} of {all} {give} \
                 something else"
            ),
        })
    }

    /// What was set aside, in words: who says what.
    pub(crate) fn in_words(&self, trial: &Trial) -> String {
        let incident = self.evidence.incident();
        match trial.without {
            Without::Claim(ix) => {
                let claim = incident.claim(ix);
                let names: Vec<&str> = claim
                    .by
                    .iter()
                    .map(|by| incident.source(*by).name.as_str())
                    .collect();
                let (names, says) = (names.join(" and "), said(claim));
                format!("`{}` ({names}: {says})", claim.id)
            }
            Without::Voice(voice) => {
                let (id, name) = (voice.id(incident), voice.name(incident));
                format!("all {} claims of `{id}` ({name})", trial.claims.len())
            }
        }
    }

    /// The first kind of claim that the two largest groups with a number treat differently.
    fn kinds(&self, groups: &[Group]) -> Option<String> {
        let [one, other, ..] = groups else {
            return None;
        };
        let numbers = groups.iter().filter(|group| group.gives.is_number());
        let numbers = numbers.count();
        // Of many rules that all give something else no two stand for the rest.
        if numbers < 2 || (numbers > 2 && one.answers.len() == 1) {
            return None;
        }
        let uses: Vec<Vec<Vec<ClaimIx>>> = [one, other]
            .iter()
            .map(|group| {
                let estimates = group.answers.iter().map(|at| &self.answers[*at]);
                let used = estimates.filter_map(|answer| Some(answer.estimate()?.used()));
                used.collect()
            })
            .collect();
        // Who uses nothing leaves out everything, which says nothing.
        if uses.iter().flatten().any(Vec::is_empty) {
            return None;
        }
        let on = self.evidence.on(self.measure);
        let classes = Class::ALL.into_iter().chain(Class::kinds());
        for class in classes {
            if !on.iter().any(|ix| class.holds(self, *ix)) {
                continue;
            }
            let some = |used: &Vec<ClaimIx>| used.iter().any(|ix| class.holds(self, *ix));
            let every = |at: usize| uses[at].iter().all(some);
            let none = |at: usize| !uses[at].iter().any(some);
            let (with, without) = match () {
                () if every(0) && none(1) => (one, other),
                () if none(0) && every(1) => (other, one),
                () => continue,
            };
            let (with, without) = (those(with), those(without));
            return Some(format!("{without} no {}, {with} some", class.words()));
        }
        None
    }
}

/// `1 gives 2`
fn clause(group: &Group) -> String {
    let count = group.answers.len();
    format!("{count} {}", group.gives.verb(count))
}

/// `those that give 7 use`
fn those(group: &Group) -> String {
    let (who, uses) = match group.answers.len() {
        1 => ("the one that", "uses"),
        _ => ("those that", "use"),
    };
    format!(
        "{who} {} {uses}",
        Gives::verb(&group.gives, group.answers.len())
    )
}

/// A kind of claim that rules are known to treat in a way of its own.
#[derive(Clone, Copy)]
enum Class {
    Perpetrator,
    Enemy,
    Own,
    Kind(Kind),
}

impl Class {
    const ALL: [Self; 3] = [Self::Perpetrator, Self::Enemy, Self::Own];

    fn kinds() -> impl Iterator<Item = Self> {
        Kind::ALL.iter().copied().map(Self::Kind)
    }

    fn holds(self, comparison: &Comparison, ix: ClaimIx) -> bool {
        let evidence = &comparison.evidence;
        let incident = evidence.incident();
        match self {
            Self::Perpetrator => evidence
                .party(ix)
                .is_some_and(|party| incident.party(party).perpetrator == Some(true)),
            Self::Enemy => evidence.is_enemy(ix),
            Self::Own => evidence.is_own(ix),
            Self::Kind(kind) => {
                let mut by = evidence.claim(ix).by.iter();
                by.any(|by| incident.source(*by).kind == kind)
            }
        }
    }

    fn words(self) -> String {
        match self {
            Self::Perpetrator => "claim of the perpetrator's".to_owned(),
            Self::Enemy => "claim of a party about its enemy".to_owned(),
            Self::Own => "claim of a party about itself".to_owned(),
            Self::Kind(kind) => format!("claim by a source of kind `{kind}`"),
        }
    }
}
