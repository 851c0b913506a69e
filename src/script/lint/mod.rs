//! Mistakes in a script that compiles: what would silently go wrong when it runs.
//!
//! The syntax tree is read into [`Tree`]: the statements of the script, of each function and of each
//! closure. A [`Walker`] goes through them as they would be run, with the variables that are in
//! scope and what is known of their types; the checks are its methods, a family a file. What it
//! learns on the way, such as the types that a function is given, serves the next walk, until
//! nothing new is learned.
//!
//! A type is known or it is not: nothing is told of a value whose type is a guess.

mod almost;
mod arity;
mod assignment;
mod binding;
mod calls;
mod captured;
mod chain;
mod comparer;
mod dropped;
mod effects;
mod expressions;
mod flow;
mod heads;
mod imports;
mod independence;
mod keys;
mod known;
mod learned;
mod members;
mod missing;
mod places;
mod tree;
mod turns;
mod ty;
mod unknowns;
mod unused;
mod vocabulary;
mod walk;

use std::collections::HashSet;

use rhai::Position;

use super::failure::Place;
use super::host::Host;
use super::source::Script;
use effects::Effects;
use heads::Heads;
use imports::Imports;
use keys::Keys;
use known::Known;
use learned::Learned;
use places::Places;
use tree::Tree;
use walk::Walker;

/// How often a script is walked through at least, if it goes on teaching.
const WALKS: usize = 5;

/// How much text is walked through in all, in bytes: a long script is walked through less often.
const TEXT: usize = 4_000_000;

/// A mistake that was found without running the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// The id of the check that found it.
    pub check: &'static str,
    /// Where.
    pub place: Place,
    /// What was found, in one line without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// A mistake and where in the text it is.
#[derive(Debug)]
struct Found {
    check: &'static str,
    at: Position,
    message: String,
    hint: Option<String>,
}

/// What a walk looks things up in.
struct Context<'a> {
    tree: &'a Tree,
    known: &'a Known,
    effects: &'a Effects,
    keys: &'a Keys,
    heads: &'a Heads,
    imports: &'a Imports,
    is_rule: bool,
}

impl Host {
    /// Looks for mistakes in a script, in the order of its text.
    ///
    /// The modules that it imports by a literal name are read, for what they define; mistakes in
    /// them are not told here.
    #[must_use]
    pub fn lint(&self, script: &Script) -> Vec<Lint> {
        let known = Known::shared(self);
        let tree = Tree::of(&script.ast);
        let mut imports = Imports::of(self, script, &known);
        let unknown = std::mem::take(&mut imports.unknown);
        let keys = Keys::of(&tree, &imports);
        let heads = Heads::of(script.source().text());
        let context = Context {
            tree: &tree,
            known: &known,
            effects: &Effects::of(&tree, &known),
            keys: &keys,
            heads: &heads,
            imports: &imports,
            is_rule: script.is_rule(),
        };
        let (mut found, learned) = walked(&context, script.source().text().len());
        found.extend(unknown);
        found.extend(almost::a_rule(&context));
        found.extend(independence::look(&context, &found, &learned.of_maps));
        let places = Places::of(script.source());
        let mut seen = HashSet::new();
        let mut lints: Vec<Lint> = found
            .into_iter()
            .filter(|found| seen.insert((found.check, found.at)))
            .map(|found| Lint {
                check: found.check,
                place: places.at(found.at),
                message: found.message,
                hint: found.hint,
            })
            .collect();
        lints.sort_by_key(|lint| (lint.place.line, lint.place.column, lint.check));
        lints
    }
}

/// Walks through a script until nothing new is learned.
///
/// Types reach one function further each time, and answers come back by one, so that twice the
/// number of functions is enough. Where that is too long to wait for, what the last two walks agree
/// on is taken for certain, and nothing else.
fn walked(context: &Context, text: usize) -> (Vec<Found>, Learned) {
    let enough = 2 * context.tree.functions.len() + WALKS;
    let most = enough.min(TEXT / text.max(1)).max(WALKS);
    let mut before = Learned::default();
    let mut learned = Learned::default();
    for _ in 0..most {
        let (found, next) = Walker::new(context, &learned).walk();
        if next == learned {
            return (found, learned);
        }
        before = std::mem::replace(&mut learned, next);
    }
    learned.keep_agreed(&before);
    Walker::new(context, &learned).walk()
}
