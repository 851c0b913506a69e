//! Functions that are to compare two elements and answer no number.

use rhai::{Expr, Position, Stmt};

use super::chain::{Link, parts, variable};
use super::expressions::named_function;
use super::tree::{Unit, closure};
use super::walk::Walker;
use crate::script::members::GET;

impl<'a> Walker<'a> {
    /// Looks at the function that sorting is given.
    pub(super) fn comparer(&mut self, argument: &Expr) {
        let Some(unit) = self.function_of(argument, 2) else {
            return;
        };
        let what = self.answer_of(unit);
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

    /// The function that an argument plainly is; one of a name takes so many values.
    pub(super) fn function_of(&mut self, argument: &Expr, values: usize) -> Option<&'a Unit> {
        let tree = self.context.tree;
        let with = |name: &str| {
            let mut functions = tree.named(name);
            functions.find(|function| function.params.len() == values)
        };
        if let Some(made) = closure(argument) {
            return tree.closures.get(&made.name);
        }
        if let Some(name) = variable(argument) {
            let Some(id) = self.scopes.find(name) else {
                return with(name);
            };
            let held = self.scopes.get(id).closure.as_deref()?;
            return tree.closures.get(held).or_else(|| with(held));
        }
        let Expr::FnCall(call, _) = argument else {
            return None;
        };
        if let Some(name) = named_function(call) {
            return with(name);
        }
        // A function that answers a closure.
        let mut functions = tree.named(&call.name);
        let maker = functions.find(|function| function.params.len() == call.args.len())?;
        let Some(Stmt::Expr(value)) = maker.body.iter().rev().find(|s| !s.is_noop()) else {
            return None;
        };
        let made = closure(value).filter(|_| !maker.facts.returns)?;
        tree.closures.get(&made.name)
    }

    /// What a function plainly answers that is no number.
    fn answer_of(&mut self, unit: &Unit) -> Option<String> {
        let place = std::ptr::from_ref(unit);
        if let Some(known) = self.comparers.get(&place) {
            return known.clone();
        }
        // What asks itself again says nothing new.
        self.comparers.insert(place, None);
        let mut answers = Vec::new();
        self.answers(&unit.body, &mut answers);
        returned(&unit.body, &mut |value| self.kind(value, &mut answers));
        let what = answers.into_iter().next().map(|(what, _)| what);
        self.comparers.insert(place, what.clone());
        what
    }

    /// What statements plainly answer that is no number.
    fn answers(&mut self, statements: &[Stmt], found: &mut Vec<(String, Position)>) {
        let Some(last) = statements.iter().rev().find(|s| !s.is_noop()) else {
            found.push(("nothing".to_owned(), Position::NONE));
            return;
        };
        match last {
            Stmt::Expr(expression) => {
                let held = variable(expression).and_then(|name| made_here(statements, name));
                self.kind(held.unwrap_or(expression), found);
            }
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
    fn kind(&mut self, value: &Expr, found: &mut Vec<(String, Position)>) {
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
        &mut self,
        name: &str,
        values: usize,
        at: Position,
        found: &mut Vec<(String, Position)>,
    ) {
        let tree = self.context.tree;
        if tree.arities.contains_key(name) {
            let function = tree.named(name).find(|f| f.params.len() == values);
            let what = function.and_then(|function| self.answer_of(function));
            found.extend(what.map(|what| (what, at)));
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

/// The value of a variable that is made in some statements and never given another.
fn made_here<'s>(statements: &'s [Stmt], name: &str) -> Option<&'s Expr> {
    let mut made = None;
    for statement in statements {
        if let Stmt::Var(parts, ..) = statement
            && parts.0.name == name
        {
            made = Some(&parts.1);
        }
        let mut again = false;
        statement.walk(&mut Vec::new(), &mut |path: &[rhai::ASTNode]| {
            if let Some(rhai::ASTNode::Stmt(Stmt::Assignment(sides))) = path.last() {
                again |= parts(&sides.1.lhs).variable() == Some(name);
            }
            true
        });
        if again {
            return None;
        }
    }
    made
}

/// Goes through the values that statements return by the word, closures left out.
pub(super) fn returned(statements: &[Stmt], each: &mut impl FnMut(&Expr)) {
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
