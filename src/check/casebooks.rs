//! The checks of casebooks.

use super::Check;

/// Every check of casebooks, in the order in which they are listed.
pub(super) const CHECKS: &[Check] = &[];
