//! What a rule gives, so that answers can be told apart, and which of them agree.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt;

use super::{Comparison, Outcome};

/// What a rule gives: two answers agree when this is the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Gives {
    /// One figure: the best, or the one that is both ends.
    Figure(i64),
    /// An interval without a best, one end of which is known at least.
    Interval {
        /// The low end.
        low: Option<i64>,
        /// The high end.
        high: Option<i64>,
        /// Whether the high end is a floor.
        open: bool,
    },
    /// An answer in which no number is known.
    Unknown,
    /// No answer, for a reason.
    Unresolved,
    /// The rule failed.
    Failed,
}

impl Gives {
    /// Returns what an outcome gives.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let Outcome::Estimate(estimate) = outcome else {
            return Self::Failed;
        };
        let conclusion = estimate.conclusion();
        if conclusion.unresolved.is_some() {
            return Self::Unresolved;
        }
        match (conclusion.best, conclusion.low, conclusion.high) {
            (Some(best), ..) => Self::Figure(best),
            (None, Some(low), Some(high)) if low == high && !conclusion.high_open => {
                Self::Figure(low)
            }
            (None, None, None) => Self::Unknown,
            (None, low, high) => Self::Interval {
                low,
                high,
                open: conclusion.high_open,
            },
        }
    }

    /// Returns the figure, where it is one.
    #[must_use]
    pub fn figure(&self) -> Option<i64> {
        match self {
            Self::Figure(figure) => Some(*figure),
            _ => None,
        }
    }

    /// Returns whether it is an answer with a number in it.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Figure(_) | Self::Interval { .. })
    }

    /// What so many rules do, such as `give 7`.
    pub(super) fn verb(&self, count: usize) -> String {
        let one = count == 1;
        match self {
            Self::Figure(_) | Self::Interval { .. } => {
                format!("{} {self}", if one { "gives" } else { "give" })
            }
            Self::Unknown if one => "knows no number".to_owned(),
            Self::Unknown => "know no number".to_owned(),
            Self::Unresolved if one => "leaves it unresolved".to_owned(),
            Self::Unresolved => "leave it unresolved".to_owned(),
            Self::Failed if one => "fails".to_owned(),
            Self::Failed => "fail".to_owned(),
        }
    }
}

/// `7`, `2 to 10+`, `at least 6`, `up to 10`, `?`, `unresolved`, `failed`.
impl fmt::Display for Gives {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Figure(figure) => write!(f, "{figure}"),
            Self::Interval { low, high, open } => {
                let plus = if *open { "+" } else { "" };
                match (low, high) {
                    (Some(low), Some(high)) if low == high => write!(f, "{high}{plus}"),
                    (Some(low), Some(high)) if low > high => {
                        write!(f, "at least {low}, above the high of {high}{plus}")
                    }
                    (Some(low), Some(high)) => write!(f, "{low} to {high}{plus}"),
                    (Some(low), None) => write!(f, "at least {low}"),
                    (None, Some(high)) => write!(f, "up to {high}{plus}"),
                    (None, None) => f.write_str("?"),
                }
            }
            Self::Unknown => f.write_str("?"),
            Self::Unresolved => f.write_str("unresolved"),
            Self::Failed => f.write_str("failed"),
        }
    }
}

/// Answers that give the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they give.
    pub gives: Gives,
    /// The places of the answers, ascending.
    pub answers: Vec<usize>,
}

impl Comparison {
    /// Returns the answers by what they give: those with a number first, of these the largest group
    /// first, and of groups of one size the one whose first answer comes first. Every answer is in
    /// exactly one group.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut known: HashMap<Gives, usize> = HashMap::new();
        for (at, answer) in self.answers.iter().enumerate() {
            let gives = answer.gives();
            let group = *known.entry(gives.clone()).or_insert_with(|| {
                groups.push(Group {
                    gives,
                    answers: Vec::new(),
                });
                groups.len() - 1
            });
            groups[group].answers.push(at);
        }
        // The sort is stable, so that groups of one size stay in the order of their first answers.
        let without_number = |group: &Group| !group.gives.is_number();
        groups.sort_by_key(|g| (without_number(g), Reverse(g.answers.len())));
        groups
    }
}
