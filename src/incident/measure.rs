//! What is counted: an outcome for a group, with its scope.

use super::{MeasureIx, MeasureKind, PartyIx};

/// What is counted or stated.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The id.
    pub id: String,
    /// A label for people.
    pub label: String,
    /// The outcome: killed, wounded, captured, missing, present ...
    pub outcome: String,
    /// The group that is counted.
    pub group: String,
    /// The party of those counted.
    pub party: Option<PartyIx>,
    /// Numbers or free text.
    pub kind: MeasureKind,
    /// For statements: whether one text leaves no room for another.
    pub exclusive: bool,
    /// Who is counted, where and when.
    pub scope: Scope,
    /// The measures that add up to this one.
    pub sum_of: Vec<MeasureIx>,
    /// Notes of the coder.
    pub notes: Option<String>,
}

/// Who a measure counts, as far as the coder says so; `None` is not said.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Only those who were identified.
    pub identified_only: Option<bool>,
    /// The perpetrators too.
    pub includes_perpetrators: Option<bool>,
    /// The missing too.
    pub includes_missing: Option<bool>,
    /// Those who died later too.
    pub includes_later_deaths: Option<bool>,
    /// The place counted.
    pub place: Option<String>,
    /// The time counted.
    pub period: Option<String>,
}
