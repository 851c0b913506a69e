//! Which functions and closures of a script do more than answer.

use std::collections::{HashMap, HashSet};

use super::known::{Known, is_change};
use super::tree::{Tree, Unit};
use crate::script::lexis::is_word;

/// The names of the functions and closures that print, throw, or change what is not their own, and
/// of those that call one of these.
pub(super) struct Effects(HashSet<String>);

impl Effects {
    pub(super) fn of(tree: &Tree, known: &Known) -> Self {
        let functions = tree
            .functions
            .iter()
            .map(|unit| (unit.name.as_str(), unit, false));
        let closures = tree
            .closures
            .iter()
            .map(|(name, unit)| (name.as_str(), unit, true));
        let mut callers: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut waiting: Vec<&str> = Vec::new();
        let mut asked = HashMap::new();
        for (name, unit, is_closure) in functions.chain(closures) {
            let mut does = does_by_itself(unit, is_closure);
            for called in unit.facts.calls.iter().chain(&unit.facts.closures) {
                if tree.arities.contains_key(called) || tree.closures.contains_key(called) {
                    callers.entry(called).or_default().push(name);
                } else {
                    let key = (called.as_str(), is_closure);
                    let only = asked.entry(key);
                    does |= !*only.or_insert_with(|| only_answers(known, called, is_closure));
                }
            }
            if does {
                waiting.push(name);
            }
        }
        let mut found = HashSet::new();
        while let Some(name) = waiting.pop() {
            if found.insert(name.to_owned()) {
                waiting.extend(callers.get(name).into_iter().flatten());
            }
        }
        Self(found)
    }

    /// Whether a function, by its name, or a closure, by that which the engine gives it, may do more
    /// than answer.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}

/// What a function changes is its own; what a closure changes may be captured.
fn does_by_itself(unit: &Unit, is_closure: bool) -> bool {
    let facts = &unit.facts;
    facts.throws || facts.this || !facts.modules.is_empty() || is_closure && facts.changes
}

/// Whether a builtin only answers, or changes only what a function has made itself.
fn only_answers(known: &Known, name: &str, is_closure: bool) -> bool {
    if !is_word(name) || !is_closure && is_change(name) {
        return true;
    }
    let mut values: Vec<usize> = known.signatures(name).map(|s| s.params.len()).collect();
    values.push(0);
    values.sort_unstable();
    values.dedup();
    if values.len() > 1 {
        values.remove(0);
    }
    let mut values = values.into_iter();
    values.all(|values| known.only_answers(name, values, None))
}
