//! Dates as they are compared: the two ends of a span of days, and those who have none.

use jiff::civil::Date;

use crate::incident::When;

/// A day, ordered with those who have none: no date at all, then an open beginning, then days,
/// then an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Undated,
    OpenBeginning,
    Day(Date),
    OpenEnd,
}

impl Rank {
    pub(crate) fn first(when: Option<&When>) -> Self {
        when.map_or(Self::Undated, |when| {
            when.first().map_or(Self::OpenBeginning, Self::Day)
        })
    }

    pub(crate) fn last(when: Option<&When>) -> Self {
        when.map_or(Self::Undated, |when| {
            when.last().map_or(Self::OpenEnd, Self::Day)
        })
    }
}

/// The first and the last day that a date may stand for. One date is certainly later than another
/// when its `first` comes after the other's `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: Rank,
    pub(crate) last: Rank,
}

impl Span {
    pub(crate) fn of(when: Option<&When>) -> Self {
        Self {
            first: Rank::first(when),
            last: Rank::last(when),
        }
    }
}
