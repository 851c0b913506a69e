//! Functions that are nearly what the program calls, and are never called.

use super::{Context, Found};
use crate::script::teach::counted;

/// Looks for a function that is nearly `fn rule(claims)`, in a script that has none.
pub(super) fn a_rule(context: &Context) -> Option<Found> {
    if context.is_rule {
        return None;
    }
    let tree = context.tree;
    let mut functions = tree.functions.iter();
    let near = functions.find(|function| {
        let called = || {
            tree.units()
                .any(|unit| unit.facts.calls.contains(&function.name))
        };
        function.name.eq_ignore_ascii_case("rule") && !function.private && !called()
    })?;
    let given = counted(near.params.len(), "parameter");
    Some(Found {
        check: "almost-a-rule",
        at: context.heads.function_at(&near.name, near.params.len()),
        message: format!(
            "expected `fn rule(claims)`, found `fn {}` with {given}",
            near.name
        ),
        hint: Some(
            "a rule is called `rule` and takes one value, the claims on a measure; this function \
             is called by nobody"
                .to_owned(),
        ),
    })
}
