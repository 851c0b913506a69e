//! Closures that are made in a loop, kept, and capture what changes from turn to turn.

use std::collections::HashSet;
use std::rc::Rc;

use rhai::{Expr, FnCallExpr, Position, Stmt};

use super::chain::{Link, parts, variable};
use super::comparer::returned;
use super::tree::{Unit, closure};
use super::turns::{Ended, Kept};
use super::walk::Walker;

/// A variable that a closure captures, and where the closure begins.
pub(super) type Captured = (usize, Position);

/// How many closures are followed from one variable into another. Lists that are put into one
/// another over and over would hold more than anybody has time for.
const MOST: usize = 64;

impl Walker<'_> {
    /// What the closures capture that a value holds.
    pub(super) fn held(&mut self, value: &Expr) -> Vec<Captured> {
        if let Some(made) = closure(value) {
            let ids = made
                .captured
                .iter()
                .filter_map(|name| self.scopes.find(name));
            return ids.map(|id| (id, made.at)).collect();
        }
        if let Some(name) = variable(value) {
            let id = self.scopes.find(name);
            return id.map_or_else(Vec::new, |id| self.scopes.get(id).captures.clone());
        }
        match value {
            Expr::Stmt(block) => self.held_by(block.statements()),
            Expr::Array(items, _) => items.iter().flat_map(|item| self.held(item)).collect(),
            Expr::Map(map, _) => {
                let values = map.0.iter().map(|(_, value)| value);
                values.flat_map(|value| self.held(value)).collect()
            }
            // Lists are joined with `+`.
            Expr::FnCall(call, _) if matches!(call.name.as_str(), "+" | "curry") => {
                call.args.iter().flat_map(|item| self.held(item)).collect()
            }
            Expr::FnCall(call, _) => self.held_by_call(call),
            Expr::Dot(..) => {
                let chain = parts(value);
                let curried = |link: &Link| match link {
                    Link::Method(call, _) => call.name == "curry",
                    _ => false,
                };
                match chain.links.iter().all(curried) {
                    true => self.held(chain.root),
                    false => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// Notes that a variable is given what holds closures.
    pub(super) fn keep(&mut self, keeper: usize, held: Vec<Captured>) {
        let lives = self.scopes.get(keeper).loops;
        for (id, at) in &held {
            let captured = self.scopes.get(*id);
            let outer = lives.max(captured.loops);
            let loops = self.loops.iter().skip(outer).copied();
            let loops: Vec<usize> = loops.filter(|n| !self.is_last_turn(*n)).collect();
            if !loops.is_empty() {
                self.made_in(keeper, &loops);
                let at = *at;
                self.scopes.get(*id).kept.push(Kept { loops, at, keeper });
            }
        }
        let captures = &mut self.scopes.get(keeper).captures;
        for captured in held {
            if captures.len() < MOST && !captures.contains(&captured) {
                captures.push(captured);
            }
        }
    }

    /// Notes the closures that captured a variable whose scope ends.
    pub(super) fn captured(&mut self, id: usize) {
        let binding = self.scopes.get(id);
        let name = binding.name.clone();
        let kept = std::mem::take(&mut binding.kept);
        let changes_in = std::mem::take(&mut binding.changes_in);
        for Kept {
            mut loops,
            at,
            keeper,
        } in kept
        {
            loops.retain(|number| changes_in.contains(number));
            let name = name.clone();
            let ended = Ended {
                at,
                name,
                keeper,
                loops,
            };
            self.ended.push(ended);
        }
    }

    /// What the closures capture that the value of statements holds.
    fn held_by(&mut self, statements: &[Stmt]) -> Vec<Captured> {
        // What is defined in there is another variable than one of its name out here.
        if statements.iter().any(|s| matches!(s, Stmt::Var(..))) {
            return Vec::new();
        }
        match statements.iter().rev().find(|s| !s.is_noop()) {
            Some(Stmt::Expr(value)) => self.held(value),
            Some(Stmt::Block(block)) => self.held_by(block.statements()),
            Some(Stmt::If(flow, _)) => {
                let mut held = self.held_by(flow.body.statements());
                held.extend(self.held_by(flow.branch.statements()));
                held
            }
            Some(Stmt::Switch(switch, _)) => {
                let arms = switch.1.expressions.iter();
                arms.flat_map(|arm| self.held(&arm.rhs)).collect()
            }
            Some(Stmt::FnCall(call, _)) => self.held_by_call(call),
            _ => Vec::new(),
        }
    }

    /// What the closures capture that a function of the script is given and answers.
    fn held_by_call(&mut self, call: &FnCallExpr) -> Vec<Captured> {
        let tree = self.context.tree;
        let mut functions = tree.named(&call.name);
        let function = functions.find(|function| function.params.len() == call.args.len());
        let Some(function) = function.filter(|_| call.namespace.is_empty()) else {
            return Vec::new();
        };
        let place = std::ptr::from_ref(function);
        let hands_on = self
            .hands_on
            .entry(place)
            .or_insert_with(|| Rc::new(answered(function)));
        let hands_on = Rc::clone(hands_on);
        let given = function.params.iter().zip(&call.args);
        let kept = given.filter(|(param, _)| hands_on.contains(param.as_str()));
        kept.flat_map(|(_, value)| self.held(value)).collect()
    }
}

/// The parameters whose values a function hands on in its answer.
fn answered(function: &Unit) -> HashSet<String> {
    let mut found = HashSet::new();
    if let Some(Stmt::Expr(value)) = function.body.iter().rev().find(|s| !s.is_noop()) {
        inside(value, &mut found);
    }
    returned(&function.body, &mut |value| inside(value, &mut found));
    // What is put into what is answered: as often as there are statements at the most.
    loop {
        let before = found.len();
        for statement in &function.body {
            match statement {
                Stmt::Var(parts, ..) if found.contains(parts.0.name.as_str()) => {
                    inside(&parts.1, &mut found);
                }
                Stmt::Assignment(sides) => {
                    let chain = parts(&sides.1.lhs);
                    if chain.variable().is_some_and(|name| found.contains(name)) {
                        inside(&sides.1.rhs, &mut found);
                    }
                }
                Stmt::Expr(value) => {
                    let chain = parts(value);
                    if let [Link::Method(call, _)] = chain.links[..]
                        && matches!(call.name.as_str(), "push" | "insert" | "set" | "append")
                        && chain.variable().is_some_and(|name| found.contains(name))
                    {
                        for value in &call.args {
                            inside(value, &mut found);
                        }
                    }
                }
                _ => {}
            }
        }
        if found.len() == before || found.len() > MOST {
            return found;
        }
    }
}

/// The variables that a value holds as they are, or in a closure.
fn inside(value: &Expr, found: &mut HashSet<String>) {
    if let Some(made) = closure(value) {
        found.extend(made.captured.into_iter().map(str::to_owned));
        return;
    }
    found.extend(variable(value).map(str::to_owned));
    match value {
        Expr::Array(items, _) => items.iter().for_each(|item| inside(item, found)),
        Expr::Map(map, _) => map.0.iter().for_each(|(_, value)| inside(value, found)),
        Expr::FnCall(call, _) if matches!(call.name.as_str(), "+" | "curry") => {
            call.args.iter().for_each(|item| inside(item, found));
        }
        _ => {}
    }
}
