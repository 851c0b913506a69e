//! Rules that never look at who depends on whom.

use std::collections::HashSet;

use super::tree::{Tree, Unit};
use super::{Context, Found};

/// What reads several origins, or tells one from another.
const LOOKS: [&str; 10] = [
    "origins",
    "origin",
    "independent",
    "reached_by",
    "majority",
    "agreement",
    "median",
    "mean",
    "weighted",
    "voice_of",
];

/// What concludes on a figure that one origin alone may have given.
const CONCLUDES: [&str; 7] = [
    "lowest",
    "highest",
    "range",
    "midpoint",
    "newest",
    "named_floor",
    "best_between",
];

/// Looks at whether a rule asks how many independent origins its answer has.
pub(super) fn look(context: &Context) -> Option<Found> {
    if !context.is_rule {
        return None;
    }
    let words = words(context);
    let has = |names: &[&str]| names.iter().any(|name| words.contains(*name));
    (has(&CONCLUDES) && !has(&LOOKS)).then(|| Found {
        check: "no-independence",
        at: context.heads.function_at("rule", 1),
        message: "this rule never looks at independence: one origin alone can decide its answer"
            .to_owned(),
        hint: Some(
            "`.origins(\"independent\")` tells the origins apart, `.reached_by(2)` asks for two; \
             where one is meant to be enough, say so with a waiver"
                .to_owned(),
        ),
    })
}

/// Every name that the rule calls or reads, in the functions that it calls and the modules that it
/// asks.
fn words<'a>(context: &'a Context) -> HashSet<&'a str> {
    let tree = context.tree;
    let mut words: HashSet<&str> = HashSet::new();
    let mut modules: HashSet<&str> = HashSet::new();
    let mut waiting: Vec<&Unit> = tree.named("rule").collect();
    let mut done: HashSet<&str> = HashSet::from(["rule"]);
    while let Some(unit) = waiting.pop() {
        for part in tree.with_closures(unit) {
            let facts = &part.facts;
            let asked = facts.modules.iter().filter(|alias| *alias != "global");
            modules.extend(asked.map(String::as_str));
            words.extend(facts.properties.iter().map(String::as_str));
            // A function may be called by its name, or handed over by it.
            for name in facts.calls.iter().chain(&facts.variables) {
                if facts.calls.contains(name) {
                    words.insert(name);
                }
                if done.insert(name) {
                    waiting.extend(tree.named(name));
                }
            }
        }
    }
    if !modules.is_empty() {
        // What a module asks of another is not followed by name: it may be asked of any.
        for unit in context.imports.trees().flat_map(Tree::units) {
            words.extend(unit.facts.calls.iter().map(String::as_str));
            words.extend(unit.facts.properties.iter().map(String::as_str));
        }
        // A module that cannot be read may look.
        let unread = modules
            .iter()
            .any(|alias| context.imports.module(alias).is_none());
        if unread {
            words.extend(LOOKS);
        }
    }
    words
}
