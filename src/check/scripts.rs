//! The checks of scripts.

use super::Check;

/// Every check of scripts, in the order in which they are listed.
pub(super) const CHECKS: &[Check] = &[];
