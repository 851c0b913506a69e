//! Functions that are to compare two elements and answer no number.

use rhai::{Expr, Position, Stmt};

use super::chain::{Link, parts, variable};
use super::expressions::named_function;
use super::tree::{Tree, Unit, closure};
use super::walk::Walker;
use crate::script::members::GET;

impl Walker<'_> {
    /// Looks at the function that sorting is given.
    pub(super) fn comparer(&mut self, argument: &Expr) {
        let tree = self.context.tree;
        let unit: Option<&Unit> = if let Some(made) = closure(argument) {
            tree.closures.get(&made.name)
        } else if let Some(name) = variable(argument) {
            match self.scopes.find(name) {
                Some(id) => {
                    let closure = self.scopes.get(id).closure.clone();
                    closure.and_then(|name| tree.closures.get(&name))
                }
                None => with_two(tree, name),
            }
        } else if let Expr::FnCall(call, _) = argument {
            named_function(call).and_then(|name| with_two(tree, name))
        } else {
            None
        };
        let Some(unit) = unit else {
            return;
        };
        let place = std::ptr::from_ref(unit);
        let known = self.comparers.get(&place).cloned();
        let what = known.unwrap_or_else(|| {
            let mut answers = Vec::new();
            self.answers(&unit.body, &mut answers);
            returned(&unit.body, &mut |value| self.kind(value, &mut answers));
            answers.into_iter().next().map(|(what, _)| what)
        });
        self.comparers.insert(place, what.clone());
        if let Some(what) = what {
            self.report(
                "comparer-not-integer",
                argument.position(),
                format!("sorting is given a function that answers {what}, not a number"),
                "answer below 0 when the first comes first, `a - b`; to sort by a key, use \
                 `sort_by(|x| key)`"
                    .to_owned(),
            );
        }
    }

    /// What statements plainly answer that is no number.
    fn answers(&self, statements: &[Stmt], found: &mut Vec<(String, Position)>) {
        let Some(last) = statements.iter().rev().find(|s| !s.is_noop()) else {
            found.push(("nothing".to_owned(), Position::NONE));
            return;
        };
        match last {
            Stmt::Expr(expression) => self.kind(expression, found),
            Stmt::FnCall(call, at) => self.call_kind(&call.name, call.args.len(), *at, found),
            Stmt::Block(block) => self.answers(block.statements(), found),
            Stmt::If(flow, at) => {
                self.answers(flow.body.statements(), found);
                if flow.branch.is_empty() {
                    found.push(("nothing on one of its ways".to_owned(), *at));
                } else {
                    self.answers(flow.branch.statements(), found);
                }
            }
            Stmt::Switch(switch, _) => {
                for case in &switch.1.expressions {
                    self.kind(&case.rhs, found);
                }
            }
            Stmt::Var(.., at) => found.push(("nothing".to_owned(), *at)),
            _ => {}
        }
    }

    /// What a value plainly is that is no number.
    fn kind(&self, value: &Expr, found: &mut Vec<(String, Position)>) {
        let at = value.position();
        let what = match value {
            Expr::BoolConstant(..) | Expr::And(..) | Expr::Or(..) => "true or false",
            Expr::StringConstant(..) | Expr::InterpolatedString(..) | Expr::CharConstant(..) => {
                "a text"
            }
            Expr::Array(..) => "a list",
            Expr::Map(..) => "a map",
            Expr::Unit(..) => "nothing",
            Expr::Stmt(block) if closure(value).is_none() => {
                return self.answers(block.statements(), found);
            }
            Expr::Stmt(_) | Expr::DynamicConstant(..) => "a function",
            Expr::FnCall(call, at) if call.namespace.is_empty() => {
                return self.call_kind(&call.name, call.args.len(), *at, found);
            }
            Expr::Dot(..) => {
                match parts(value).links.last() {
                    Some(Link::Method(call, at)) => {
                        self.call_kind(&call.name, call.args.len() + 1, *at, found);
                    }
                    // A key of a map may hold anything.
                    Some(Link::Property(name, at)) if !self.context.keys.may_be(name) => {
                        self.call_kind(&format!("{GET}{name}"), 1, *at, found);
                    }
                    _ => {}
                }
                return;
            }
            _ => return,
        };
        found.push((what.to_owned(), at));
    }

    fn call_kind(
        &self,
        name: &str,
        values: usize,
        at: Position,
        found: &mut Vec<(String, Position)>,
    ) {
        if self.context.tree.arities.contains_key(name) {
            return;
        }
        let what = match name {
            "==" | "!=" | "<" | "<=" | ">" | ">=" if values == 2 => "true or false",
            "!" => "true or false",
            _ if self.context.keys.is_written(name) => return,
            _ => match self.context.known.always_answers(name) {
                Some("boolean") => "true or false",
                Some("string") => "a text",
                Some("array" | "list") => "a list",
                _ => return,
            },
        };
        found.push((what.to_owned(), at));
    }
}

/// The function of a name that takes two values.
fn with_two<'t>(tree: &'t Tree, name: &str) -> Option<&'t Unit> {
    tree.named(name).find(|function| function.params.len() == 2)
}

/// Goes through the values that statements return by the word, closures left out.
fn returned(statements: &[Stmt], each: &mut impl FnMut(&Expr)) {
    for statement in statements {
        statement.walk(&mut Vec::new(), &mut |path: &[rhai::ASTNode]| {
            if let Some(rhai::ASTNode::Stmt(Stmt::Return(Some(value), flags, _))) = path.last()
                && !flags.contains(rhai::ASTFlags::BREAK)
            {
                each(value);
            }
            true
        });
    }
}
