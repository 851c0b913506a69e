//! Tests of scripts: functions `test_..` that take nothing, each run alone.
//!
//! A test fails where it ends in an error. What its assertions were about is told by
//! [`assertion`]: in a test, and only there, an assertion is a piece of syntax that sees its
//! expression, and so the value of each part of it, evaluated once.

mod assertion;
mod dissect;
mod other_uses;
mod output;
mod pure;
mod run;
mod span;
#[cfg(test)]
mod tests;

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use rhai::{CustomExpr, Dynamic, EvalAltResult, NativeCallContext, Position};

use super::builtins::thrown_text;
use super::failure::{Failure, Place};
use super::fault::{Fault, stopped};
use super::meter::{Meter, Stop};
use super::state::State;

pub use run::{Case, Ended, Ran, Trial, Trials};

use dissect::Dissected;
use span::Words;

/// Explains an error that came out of a source.
type Explains = Box<dyn Fn(&str, EvalAltResult) -> Failure>;

/// What is kept of a test while it runs.
#[derive(Default)]
pub(crate) struct Testing {
    /// Why the test ends as skipped.
    skipped: RefCell<Option<String>>,
    /// The values of the parts of those assertions that are being evaluated, innermost last.
    seen: RefCell<Vec<(usize, Dynamic)>>,
    /// The sources of this test that were read.
    read: RefCell<HashMap<String, Rc<Read>>>,
    /// Those of all tests.
    texts: Texts,
    /// The parts of the last assertion whose expression ended in an error.
    broken: RefCell<Option<Broken>>,
    explains: RefCell<Option<Explains>>,
}

/// Sources that were read, by their names, for as many tests as there are.
#[derive(Clone, Default)]
struct Texts {
    read: Rc<RefCell<HashMap<String, Rc<Read>>>>,
    /// The methods of the program's own types, which are the same in each test.
    of_model: Rc<OnceCell<HashSet<String>>>,
}

/// A source, and the assertions in it that were taken apart, by their places.
struct Read {
    words: Words,
    assertions: RefCell<HashMap<Position, Rc<Dissected>>>,
}

/// What was known of an assertion when its expression ended in an error.
struct Broken {
    source: String,
    /// The lines and the columns of its first word and of its last.
    from: (usize, usize),
    to: (usize, usize),
    parts: Vec<String>,
}

/// Whether a node only keeps the value of a part of an assertion.
pub(crate) fn is_part(custom: &CustomExpr) -> bool {
    custom
        .tokens
        .first()
        .is_some_and(|token| token == dissect::PART)
}

impl Testing {
    /// Ends the test as skipped.
    pub(crate) fn skip(&self, meter: &Meter, reason: &str) -> Box<EvalAltResult> {
        self.skipped.replace(Some(reason.to_owned()));
        meter.stop(Stop::Skipped);
        stopped()
    }
}

/// An error that a script expects, as a person would see it.
pub(crate) struct Expected {
    pub(crate) message: String,
    /// Where it arose, the calls that led there, and what helps against it, a line each.
    pub(crate) whence: Vec<String>,
}

/// Reads an error that a script expects.
pub(crate) fn expected(context: &NativeCallContext, error: EvalAltResult) -> Expected {
    let own = match root(&error) {
        EvalAltResult::ErrorRuntime(value, _) => match value.clone().try_cast::<Fault>() {
            Some(fault) => Some(fault.message),
            None => Some(thrown_text(context, value.clone())),
        },
        _ => None,
    };
    let testing = State::of(context).testing();
    let explains = testing.as_ref().map(|testing| testing.explains.borrow());
    let source = context.call_source().unwrap_or_default();
    let Some(explains) = explains.as_ref().and_then(|explains| explains.as_ref()) else {
        return Expected {
            message: own.unwrap_or_else(|| root(&error).to_string()),
            whence: Vec::new(),
        };
    };
    let failure = explains(source, error);
    let at = |place: &Place| format!("{}:{}:{}", place.source, place.line, place.column);
    let mut whence: Vec<String> = Vec::new();
    if let Some(place) = &failure.place {
        whence.push(format!("  that error arose at {}", at(place)));
    }
    let calls = failure.trail.iter().filter_map(|call| {
        let place = call.place.as_ref()?;
        Some(format!("    in {}, called at {}", call.name, at(place)))
    });
    whence.extend(calls);
    let notes = failure.notes.iter().map(|note| format!("    note: {note}"));
    let hints = failure.hints.iter().map(|hint| format!("    hint: {hint}"));
    whence.extend(notes.chain(hints));
    Expected {
        message: own.unwrap_or(failure.message),
        whence,
    }
}

/// The error itself, without the calls that led to it.
fn root(error: &EvalAltResult) -> &EvalAltResult {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _)
        | EvalAltResult::ErrorInModule(_, inner, _) => root(inner),
        error => error,
    }
}

/// Whether an error is a limit of the engine's, which is nothing that code throws.
pub(crate) fn is_limit(error: &EvalAltResult) -> bool {
    matches!(
        root(error),
        EvalAltResult::ErrorStackOverflow(..)
            | EvalAltResult::ErrorTerminated(..)
            | EvalAltResult::ErrorTooManyOperations(..)
            | EvalAltResult::ErrorTooManyModules(..)
            | EvalAltResult::ErrorTooManyVariables(..)
            | EvalAltResult::ErrorDataTooLarge(..)
    )
}
