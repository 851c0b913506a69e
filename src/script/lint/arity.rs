//! How many values a call is given, and what a closure is given that a method calls.

use rhai::{FnCallExpr, Position};

use super::tree::closure;
use super::ty::{self, Ty, Type};
use super::walk::Walker;
use crate::script::teach::counted;

impl Walker<'_> {
    pub(super) fn wrong_arity(&mut self, name: &str, takes: &[usize], given: usize, at: Position) {
        let mut takes = takes.to_vec();
        takes.sort_unstable();
        takes.dedup();
        let takes: Vec<String> = takes.into_iter().map(|n| counted(n, "value")).collect();
        let message = format!(
            "`{name}` takes {}, it is given {}",
            takes.join(" or "),
            counted(given, "value")
        );
        let hint = format!("`tallybook doc {name}` shows how it is called");
        let hint = (!self.context.tree.arities.contains_key(name)).then_some(hint);
        self.report("wrong-arity", at, message, hint);
    }

    /// Looks at how many values a closure takes that a builtin calls.
    pub(super) fn closure_arity(&mut self, receiver: &Type, call: &FnCallExpr) {
        let name = call.name.as_str();
        let of = ty::name(receiver);
        let given = match name {
            "matching" | "set_aside" | "weighted" | "group_by" => 1..=1,
            "sort_by" | "order_by" if of != Some("map") => 1..=1,
            "sort" | "order" if of == Some("array") => 2..=2,
            "filter" | "map" if matches!(of, Some("claims" | "list")) => 1..=1,
            "filter" | "all" | "some" | "find" | "index_of" | "retain" | "drain"
                if of == Some("array") =>
            {
                1..=2
            }
            "map" if of == Some("array") => 0..=2,
            _ => return,
        };
        let Some(made) = call.args.first().and_then(closure) else {
            return;
        };
        let Some(unit) = self.context.tree.closures.get(&made.name) else {
            return;
        };
        let takes = unit.params.len() - made.captured.len().min(unit.params.len());
        if !given.contains(&takes) {
            let message = format!(
                "this closure takes {}, `{name}` gives it {}",
                counted(takes, "value"),
                given.end()
            );
            let hint = match name {
                "sort_by" | "order_by" => "to compare two elements, use `sort(|a, b| ..)`; \
                                           `sort_by(|x| ..)` takes a key"
                    .to_owned(),
                _ => match given.end() {
                    1 => format!("write `{name}(|x| ..)`"),
                    _ => format!("write `{name}(|a, b| ..)`"),
                },
            };
            self.report("wrong-arity", made.at, message, hint);
        }
    }
}

/// The types of the values that a method gives to a closure.
pub(super) fn function_types(receiver: Option<&Ty>, method: &str) -> Vec<Type> {
    let each = receiver.and_then(Ty::each);
    match method {
        "matching" | "set_aside" => vec![Some(Ty::plain("claim"))],
        "weighted" => vec![Some(Ty::plain("origin"))],
        "filter" | "map" | "all" | "some" | "find" | "find_map" | "index_of" | "retain"
        | "drain" => {
            let is_array = receiver.is_some_and(|ty| ty.is("array"));
            vec![each, is_array.then(|| Ty::plain("integer"))]
        }
        "sort" | "order" | "dedup" => vec![each.clone(), each],
        "reduce" | "reduce_rev" => vec![None, each],
        "sort_by" | "order_by" | "group_by" => vec![each],
        _ => Vec::new(),
    }
}
