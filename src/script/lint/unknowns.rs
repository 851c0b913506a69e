//! Numbers that may not be known.

use rhai::{Expr, Position};

use super::ty::{self, Type};
use super::walk::Walker;

/// Properties that are a number or not known.
const DOUBTFUL: [&str; 4] = ["low", "best", "high", "credibility"];

impl Walker<'_> {
    /// Whether a property may hold a number that is not known.
    pub(super) fn may_be_unknown(&self, receiver: &Type, name: &str) -> bool {
        DOUBTFUL.contains(&name)
            && match ty::name(receiver) {
                Some(ty) => matches!(ty, "claim" | "estimate"),
                None => !self.context.keys.may_be(name),
            }
    }

    pub(super) fn switch_on_unknown(&mut self, on: &Expr, at: Position) {
        if self.asks {
            return;
        }
        let on = on.start_position();
        self.report(
            "switch-on-unknown",
            if on.is_none() { at } else { on },
            "`switch` takes `_` where this number is not known".to_owned(),
            "ask `is_known(x)` first, or say what stands for it: `x.or_else(0)`".to_owned(),
        );
    }
}
