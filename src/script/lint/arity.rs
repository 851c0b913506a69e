//! How many values a call is given, and what a closure is given that a method calls.

use rhai::{Expr, FnCallExpr, Position};

use super::chain::variable;
use super::expressions::named_function;
use super::tree::{Unit, closure};
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

    /// Looks at how many values a function takes that a builtin calls.
    pub(super) fn function_arity(&mut self, receiver: &Type, name: &str, argument: Option<&Expr>) {
        let of = ty::name(receiver);
        let given = match name {
            "assert_throws" => 0..=0,
            "matching" | "set_aside" | "weighted" | "group_by" => 1..=1,
            "sort_by" | "order_by" if of != Some("map") => 1..=1,
            "sort" | "order" if matches!(of, Some("array") | None) => 2..=2,
            "filter" | "map" if matches!(of, Some("claims" | "list")) => 1..=1,
            "filter" | "all" | "some" | "find" | "index_of" | "retain" | "drain"
                if matches!(of, Some("array") | None) =>
            {
                1..=2
            }
            "map" if matches!(of, Some("array") | None) => 0..=2,
            "reduce" | "reduce_rev" if of == Some("array") => 1..=3,
            _ => return,
        };
        let Some(argument) = argument else {
            return;
        };
        let takes = self.takes_of(argument);
        let [first, ..] = takes[..] else {
            return;
        };
        if !takes.iter().any(|takes| given.contains(takes)) {
            let name_of = match argument {
                Expr::FnCall(call, _) => named_function(call),
                _ => variable(argument),
            };
            let what = name_of.map_or("this closure".to_owned(), |name| format!("`{name}`"));
            let gives = match given.end() {
                0 => "none".to_owned(),
                most => most.to_string(),
            };
            let message = format!(
                "{what} takes {}, `{name}` gives it {gives}",
                counted(first, "value")
            );
            let hint = match name {
                "sort_by" | "order_by" => "to compare two elements, use `sort(|a, b| ..)`; \
                                           `sort_by(|x| ..)` takes a key"
                    .to_owned(),
                _ => match given.end() {
                    0 => format!("write `{name}(|| ..)`"),
                    1 => format!("write `{name}(|x| ..)`"),
                    _ => format!("write `{name}(|a, b| ..)`"),
                },
            };
            let at = closure(argument).map_or_else(|| argument.position(), |made| made.at);
            self.report("wrong-arity", at, message, hint);
        }
    }

    /// Looks at how many values a variable is called with that holds a function.
    pub(super) fn called_with(&mut self, id: usize, call: &FnCallExpr, at: Position) {
        let binding = self.scopes.get(id);
        let (name, held) = (binding.name.clone(), binding.closure.clone());
        let takes = held.map_or_else(Vec::new, |held| self.takes_named(&held, id));
        let given = call.args.len();
        if !takes.is_empty() && !takes.contains(&given) {
            let takes: Vec<String> = takes.iter().map(|n| counted(*n, "value")).collect();
            let message = format!(
                "`{name}` holds a function that takes {}, it is given {}",
                takes.join(" or "),
                counted(given, "value")
            );
            self.report("wrong-arity", at, message, None);
        }
    }

    /// How many values the function takes that an argument plainly is.
    fn takes_of(&mut self, argument: &Expr) -> Vec<usize> {
        let tree = self.context.tree;
        if let Some(made) = closure(argument) {
            let unit = tree.closures.get(&made.name);
            let takes = |unit: &Unit| unit.params.len().saturating_sub(made.captured.len());
            return unit.map(takes).into_iter().collect();
        }
        let of_script = |name: &str| tree.arities.get(name).cloned().unwrap_or_default();
        if let Some(name) = variable(argument) {
            let Some(id) = self.scopes.find(name) else {
                return of_script(name);
            };
            let held = self.scopes.get(id).closure.clone();
            return held.map_or_else(Vec::new, |held| self.takes_named(&held, id));
        }
        match argument {
            Expr::FnCall(call, _) => named_function(call).map_or_else(Vec::new, of_script),
            _ => Vec::new(),
        }
    }

    /// How many values the function takes that a variable holds.
    fn takes_named(&mut self, held: &str, id: usize) -> Vec<usize> {
        let tree = self.context.tree;
        let bound = self.scopes.get(id).bound;
        match tree.closures.get(held) {
            Some(unit) => vec![unit.params.len().saturating_sub(bound)],
            None => tree.arities.get(held).cloned().unwrap_or_default(),
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
