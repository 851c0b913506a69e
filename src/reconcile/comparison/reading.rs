//! How the answers lie and what they turn on, in one line.
//!
//! The counts are always said. What the answers turn on is said of what was tried: a kind of claim
//! that separates the two largest groups, else the claim or the voice whose setting aside changes
//! what most answers give. Where nothing was tried, or nothing stands out, only the counts are said.

use crate::reconcile::tables::said;

use super::{Comparison, Group, Trial, Turn, Without};

/// The most groups that are spelt out.
const GROUPS: usize = 4;

impl Comparison {
    /// Returns the line.
    #[must_use]
    pub fn reading(&self) -> String {
        let groups = self.groups();
        let counts = self.counts(&groups);
        match self.turns_on() {
            Some(turns_on) => format!("{counts}; {turns_on}"),
            None => counts,
        }
    }

    /// `2 of 5 rules give 7, 1 gives 2, 2 leave it unresolved`
    fn counts(&self, groups: &[Group]) -> String {
        let (noun, all) = (self.noun(), self.answers.len());
        if let [group] = groups {
            return match all {
                1 => format!("the one rule {}", group.gives.verb(1)),
                2 => format!("both {noun} {}", group.gives.verb(2)),
                _ => format!("all {all} {noun} {}", group.gives.verb(all)),
            };
        }
        let numbers = groups.iter().filter(|group| group.gives.is_number());
        let agree = numbers.clone().any(|group| group.answers.len() > 1);
        let count = numbers.clone().count();
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
        let (numbers, without) = groups.split_at(numbers.count());
        // Which of many that stand alone came first says nothing: only groups are spelt out then.
        let spelt = match numbers.len() <= GROUPS {
            true => numbers.len(),
            false => numbers
                .iter()
                .take(GROUPS)
                .filter(|g| g.answers.len() > 1)
                .count(),
        };
        let (spelt, rest) = numbers.split_at(spelt);
        parts.extend(spelt.iter().skip(1).map(clause));
        let others: usize = rest.iter().map(|group| group.answers.len()).sum();
        parts.extend(match others {
            0 => None,
            1 => Some("1 something else".to_owned()),
            n if n == rest.len() => Some(format!("{n} something else each")),
            n => Some(format!("{n} something else")),
        });
        let without = without.iter().filter(|group| !std::ptr::eq(*group, first));
        parts.extend(without.map(clause));
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
        if let Some(turn) = &found.turn {
            return Some(in_words(turn));
        }
        let all = self.answers.len();
        let count = found.trials.first().map_or(0, |most| self.moved(most));
        let Some(most) = found.trials.first().filter(|_| count > 0) else {
            let them = if all == 1 { "that" } else { "any of that" };
            let only = match found.trials.is_empty() {
                true => "",
                false => ", only the bounds beside it",
            };
            return Some(format!(
                "{tried}no claim set aside alone changes {them}{only}"
            ));
        };
        let alike = found.trials.iter().filter(|t| self.moved(t) == count);
        let alike = alike.count();
        // Of many rules, each with a claim of its own that moves it, none is what they turn on.
        if count == 1 && alike > 1 && all > 2 {
            return Some(format!(
                "{tried}no claim or voice set aside alone changes what more than one of them gives"
            ));
        }
        let others = match alike - 1 {
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
}

/// `1 gives 2`
fn clause(group: &Group) -> String {
    let count = group.answers.len();
    format!("{count} {}", group.gives.verb(count))
}

/// `it turns on whether the perpetrator's own claims count: those that give 7 use none, and without
/// them the one that gives 10 gives 7`
fn in_words(turn: &Turn) -> String {
    let those = |group: &Group| match group.answers.len() {
        1 => format!("the one that {}", group.gives.verb(1)),
        n => format!("those that {}", group.gives.verb(n)),
    };
    let count = turn.with.answers.len();
    let use_ = if turn.without.answers.len() == 1 {
        "uses"
    } else {
        "use"
    };
    let to = turn.without.gives.verb(count);
    format!(
        "it turns on whether {} count: {} {use_} none, and without them {} {to}",
        turn.kind.words(),
        those(&turn.without),
        those(&turn.with)
    )
}
