//! Closures that are made in a loop, kept, and capture what changes from turn to turn.

use rhai::{Expr, Position};

use super::chain::{Link, parts, variable};
use super::tree::closure;
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
            Expr::Array(items, _) => items.iter().flat_map(|item| self.held(item)).collect(),
            Expr::Map(map, _) => {
                let values = map.0.iter().map(|(_, value)| value);
                values.flat_map(|value| self.held(value)).collect()
            }
            // Lists are joined with `+`.
            Expr::FnCall(call, _) if matches!(call.name.as_str(), "+" | "curry") => {
                call.args.iter().flat_map(|item| self.held(item)).collect()
            }
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
            let outlived: Vec<usize> = self.loops.iter().skip(outer).copied().collect();
            if !outlived.is_empty() {
                self.scopes.get(*id).kept.push((outlived, *at));
            }
        }
        let captures = &mut self.scopes.get(keeper).captures;
        for captured in held {
            if captures.len() < MOST && !captures.contains(&captured) {
                captures.push(captured);
            }
        }
    }

    /// Tells of the closures that captured a variable whose scope ends.
    pub(super) fn captured(&mut self, id: usize) {
        let binding = self.scopes.get(id);
        let name = binding.name.clone();
        let kept = std::mem::take(&mut binding.kept);
        let changes_in = std::mem::take(&mut binding.changes_in);
        for (loops, at) in kept {
            if loops.iter().any(|number| changes_in.contains(number)) {
                self.report(
                    "captured-loop-variable",
                    at,
                    format!(
                        "this closure is kept, and will see the last `{name}`, not the one of its \
                         turn"
                    ),
                    format!(
                        "make a copy in the loop, `let this_one = {name};`, and use `this_one` in \
                         the closure"
                    ),
                );
            }
        }
    }
}
