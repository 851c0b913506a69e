//! Values that are worked out and dropped.

use rhai::{Expr, FnCallExpr, Position, Stmt};

use super::chain::{Link, parts};
use super::known::answers_nothing;
use super::tree::{Unit, closure};
use super::ty::Ty;
use super::walk::Walker;
use crate::script::lexis::is_word;

impl Walker<'_> {
    /// Looks at a call whose value nobody uses.
    pub(super) fn dropped_call(&mut self, call: &FnCallExpr, at: Position) {
        let does_more = self.does_more_call(call, call.args.len(), None)
            || call.args.iter().any(|argument| self.does_more(argument));
        if !self.probes && !does_more {
            let what = match (
                is_word(&call.name) && call.op_token.is_none(),
                call.name.as_str(),
            ) {
                (true, name) => format!("what `{name}` answers is dropped"),
                (false, "==") => "the answer of `==` is dropped: it compares".to_owned(),
                (false, name) => format!("the answer of `{name}` is dropped"),
            };
            let hint = match call.name.as_str() {
                _ if self.in_test => ASSERT,
                "==" => "`x = ..` gives a value to a name; an answer needs a name or an `if`",
                _ => KEEP,
            };
            self.report("ignored-result", at, what, hint.to_owned());
        }
    }

    /// Looks at an expression whose value nobody uses.
    pub(super) fn dropped(&mut self, expression: &Expr) {
        if let Expr::FnCall(call, at) = expression {
            self.dropped_call(call, *at);
            return;
        }
        if self.probes || self.does_more(expression) {
            return;
        }
        let (at, message) = match expression {
            Expr::Unit(_) => return,
            Expr::Stmt(_) if closure(expression).is_none() => return,
            Expr::Dot(..) | Expr::Index(..) => match parts(expression).links.last() {
                Some(Link::Method(call, at)) => (
                    *at,
                    format!(
                        "what `{}` answers is dropped: it changes nothing by itself",
                        call.name
                    ),
                ),
                Some(Link::Property(name, at)) => (
                    *at,
                    format!("`{name}` is read, and what it holds is dropped"),
                ),
                _ => (expression.position(), DROPPED.to_owned()),
            },
            _ => (expression.start_position(), DROPPED.to_owned()),
        };
        let hint = if self.in_test { ASSERT } else { KEEP };
        self.report("ignored-result", at, message, hint.to_owned());
    }

    /// Looks at a value that is kept, and is the answer of what answers nothing.
    pub(super) fn nothing_answered(&mut self, value: &Expr) {
        let Some((call, at)) = nothing(value) else {
            return;
        };
        let name = call.name.as_str();
        if self.context.tree.arities.contains_key(name) || self.context.keys.is_written(name) {
            return;
        }
        let hint = match name {
            "sort" | "sort_desc" => {
                "`order()` and `sort_by(|x| ..)` answer a sorted copy; or sort on a line of its own"
            }
            "make_upper" | "make_lower" => "`to_upper()` and `to_lower()` answer a copy",
            _ => "call it on a line of its own, and use what it was called on afterwards",
        };
        self.report(
            "nothing-answered",
            at,
            format!(
                "`{name}` changes what it is called on and answers nothing, which is kept here"
            ),
            hint.to_owned(),
        );
    }

    /// Whether an expression may do more than answer.
    fn does_more(&mut self, expression: &Expr) -> bool {
        let mut calls: Vec<(&FnCallExpr, usize)> = Vec::new();
        let mut closures = Vec::new();
        let more = does(expression, &mut |node| match node {
            Expr::FnCall(call, _) => calls.push((call, call.args.len())),
            Expr::MethodCall(call, _) => calls.push((call, call.args.len() + 1)),
            Expr::DynamicConstant(..) => closures.extend(closure(node).map(|made| made.name)),
            _ => {}
        });
        if more {
            return true;
        }
        // The type of what the last method is called on, where the chain is that short.
        let ty = match expression {
            Expr::Dot(..) => {
                let chain = parts(expression);
                match (chain.links.len(), chain.variable()) {
                    (1, Some(name)) => {
                        let id = self.scopes.find(name);
                        id.and_then(|id| self.scopes.get(id).ty.clone())
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        calls
            .into_iter()
            .any(|(call, values)| self.does_more_call(call, values, ty.as_ref()))
            || closures.iter().any(|name| self.context.effects.has(name))
    }

    /// Whether a function of a module may do more than answer.
    fn module_does_more(&self, call: &FnCallExpr) -> bool {
        let (alias, name) = (call.namespace.root(), call.name.as_str());
        let imports = self.context.imports;
        let (1, Some(tree)) = (call.namespace.path.len(), imports.module(alias)) else {
            return true;
        };
        let mut functions = tree.named(name);
        let function = functions.find(|f| f.params.len() == call.args.len());
        function.is_none_or(|f| !answers(f)) || imports.does_more(alias, name)
    }

    fn does_more_call(&self, call: &FnCallExpr, values: usize, ty: Option<&Ty>) -> bool {
        if !call.namespace.is_empty() {
            return self.module_does_more(call);
        }
        let name = call.name.as_str();
        if call.op_token.is_some() || !is_word(name) {
            return false;
        }
        let tree = self.context.tree;
        if tree.arities.contains_key(name) {
            let mut functions = tree.named(name);
            let function = functions.find(|f| f.params.len() == call.args.len());
            return self.context.effects.has(name) || function.is_none_or(|f| !answers(f));
        }
        let ty = ty
            .map(|ty| &*ty.name)
            .filter(|ty| self.context.known.has_method(ty, name));
        !self.context.known.only_answers(name, values, ty)
    }
}

const KEEP: &str = "give it a name with `let`, return it, or take the line out";
const ASSERT: &str = "nobody reads what a test answers: write `assert(..)` or `assert_eq(.., ..)`, or take the line out";
const DROPPED: &str = "this value is dropped";

/// Whether a function answers something.
fn answers(function: &Unit) -> bool {
    let last = function.body.iter().rev().find(|s| !s.is_noop());
    function.facts.returns
        || match last {
            Some(Stmt::Expr(value)) => nothing(value).is_none(),
            Some(Stmt::FnCall(..) | Stmt::If(..) | Stmt::Switch(..)) => true,
            _ => false,
        }
}

/// The method that a chain ends with, where it answers nothing.
fn nothing(value: &Expr) -> Option<(&FnCallExpr, Position)> {
    match parts(value).links.last() {
        Some(Link::Method(call, at)) if answers_nothing(&call.name) => Some((*call, *at)),
        _ => None,
    }
}

/// Goes through the expressions inside of one, closures left out; whether a statement stands in it
/// that does something.
fn does<'e>(expression: &'e Expr, each: &mut impl FnMut(&'e Expr)) -> bool {
    each(expression);
    match expression {
        Expr::Stmt(block) => {
            if closure(expression).is_some() {
                if let [_, Stmt::Expr(bound)] = block.statements()
                    && let Expr::FnCall(call, _) = &**bound
                {
                    call.args.iter().for_each(each);
                }
                return false;
            }
            block.iter().any(|statement| match statement {
                Stmt::Expr(inside) => does(inside, each),
                Stmt::Noop(_) => false,
                _ => true,
            })
        }
        Expr::FnCall(call, _) | Expr::MethodCall(call, _) => {
            call.args.iter().any(|argument| does(argument, each))
        }
        Expr::Dot(parts, ..) | Expr::Index(parts, ..) => {
            does(&parts.lhs, each) || does(&parts.rhs, each)
        }
        Expr::Array(items, _) | Expr::InterpolatedString(items, _) => {
            items.iter().any(|item| does(item, each))
        }
        Expr::Map(map, _) => map.0.iter().any(|(_, value)| does(value, each)),
        Expr::And(parts, _) | Expr::Or(parts, _) | Expr::Coalesce(parts, _) => {
            parts.iter().any(|part| does(part, each))
        }
        Expr::Custom(..) => true,
        _ => false,
    }
}
