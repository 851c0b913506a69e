//! What a selection is asked for: a step, the call that asks, and why it may be refused.

use crate::incident::{Kind, MeasureIx, PersonIx, SourceIx, When};
use crate::reconcile::origin::{Join, Voice};

/// One step of a selection.
#[derive(Clone, Debug)]
pub enum Step {
    /// All claims of the incident.
    Everything,
    /// Those on a measure.
    On(MeasureIx),
    /// Those that this source makes, alone or with others.
    From(SourceIx),
    /// Those with a speaker of this kind.
    Kind(Kind),
    /// Those without a speaker of this kind.
    Except(Kind),
    /// A party's word about itself.
    Own,
    /// A party's word about another.
    Enemy,
    /// The word of those who are of no party that is known, or about those who are of none.
    Third,
    /// Those that may speak of this day or a later one.
    Since(When),
    /// Those that certainly speak of an earlier day, and those without a date.
    Before(When),
    /// Those that still stand.
    Current,
    /// Those that name people.
    Named,
    /// Those that a script's function keeps, and why the others are left out where it says so.
    Matching(Option<String>),
    /// All but those that a script sets aside, with its reason.
    SetAside(String),
    /// All, whether they still stand or not: methods read every one of them.
    All,
    /// Those of one origin, or of origins joined into one.
    Of(Join, Voice),
    /// Those whose names still stand.
    CarryingNames,
    /// Those that name this person.
    Naming(PersonIx),
}

/// What was called, for the derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The words of the call, such as `set_aside(|c| c.is_enemy(), "..")`.
    pub words: String,
    /// Where it stands, such as `rules/mine.rhai:6:25`.
    pub place: String,
}

/// Why a selection cannot do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What was expected and what was found.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
        }
    }
}
