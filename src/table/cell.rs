//! One value in a table.

use std::fmt;

use super::visible::visible;

/// One value in a table.
///
/// Printed, it is one line that holds nothing hidden. A number that is not known is never a blank
/// and never 0: a missing number becomes [`Cell::Unknown`], a missing text [`Cell::Empty`].
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text, as it came; it may be a stranger's.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number with a fraction. What is no number (not finite) is printed as unknown.
    Decimal(f64),
    /// `true` or `false`.
    Bool(bool),
    /// A value that is not known: `?`, and `null` in JSON.
    Unknown,
    /// No value: blank, and `""` in JSON.
    Empty,
}

impl Cell {
    /// Returns whether the cell holds a number that is known.
    pub(super) fn is_number(&self) -> bool {
        match self {
            Self::Number(_) => true,
            Self::Decimal(n) => n.is_finite(),
            Self::Text(_) | Self::Bool(_) | Self::Unknown | Self::Empty => false,
        }
    }

    /// Returns whether the cell is printed as `?` for want of a value.
    pub(super) fn is_unknown(&self) -> bool {
        match self {
            Self::Unknown => true,
            Self::Decimal(n) => !n.is_finite(),
            Self::Text(_) | Self::Number(_) | Self::Bool(_) | Self::Empty => false,
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(&visible(text)),
            Self::Number(n) => write!(f, "{n}"),
            // `{:?}` keeps the point in 3.0 and does not write 1e300 in full.
            Self::Decimal(n) if n.is_finite() => write!(f, "{n:?}"),
            Self::Bool(is) => write!(f, "{is}"),
            Self::Decimal(_) | Self::Unknown => f.write_str("?"),
            Self::Empty => Ok(()),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}

impl From<i32> for Cell {
    fn from(n: i32) -> Self {
        Self::Number(n.into())
    }
}

impl From<usize> for Cell {
    fn from(n: usize) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Cell {
    fn from(n: f64) -> Self {
        Self::Decimal(n)
    }
}

impl From<bool> for Cell {
    fn from(is: bool) -> Self {
        Self::Bool(is)
    }
}

macro_rules! missing {
    ($($of:ty => $cell:ident),* $(,)?) => {$(
        impl From<Option<$of>> for Cell {
            fn from(value: Option<$of>) -> Self {
                value.map_or(Self::$cell, Into::into)
            }
        }
    )*};
}

missing! {
    i64 => Unknown,
    usize => Unknown,
    f64 => Unknown,
    bool => Unknown,
    &str => Empty,
    String => Empty,
}
