//! What an incident holds as scripts have it: texts, dates and numbers, and what stands for those
//! that are not there.

use rhai::{Dynamic, NativeCallContext};

use crate::incident::When;
use crate::reconcile::Selection;
use crate::script::desk::Desk;
use crate::script::fault::Outcome;
use crate::script::unknown::Unknown;

/// A text, or `()`.
pub(super) fn text(text: Option<&str>) -> Dynamic {
    text.map_or(Dynamic::UNIT, |text| text.to_owned().into())
}

/// A date as written, or `()`.
pub(super) fn date(date: Option<&When>) -> Dynamic {
    date.map_or(Dynamic::UNIT, |date| date.to_string().into())
}

/// A number, or one that is not known.
pub(super) fn number(n: Option<i64>) -> Dynamic {
    n.map_or_else(|| Dynamic::from(Unknown), Dynamic::from)
}

/// How many there are.
pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The claims as they are read under the profile in use.
pub(super) fn under(context: &NativeCallContext, claims: &Selection) -> Outcome<Selection> {
    Ok(claims.under(&Desk::of(context)?.profile()))
}
