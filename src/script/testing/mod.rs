//! Tests of scripts: functions `test_..` that take nothing, each run alone.
//!
//! A test fails where it ends in an error. What its assertions were about is told by
//! [`assertion`]: in a test, and only there, an assertion is a piece of syntax that sees its
//! expression, and so the value of each part of it, evaluated once.

mod assertion;
mod dissect;
mod run;
mod span;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rhai::{CustomExpr, Dynamic, EvalAltResult, NativeCallContext, Position};

use super::builtins::thrown_text;
use super::fault::{Fault, stopped};
use super::meter::{Meter, Stop};
use super::state::State;

pub use run::{Case, Ended, Ran, Trial, Trials};

use dissect::Dissected;
use span::Words;

/// Says what an error says, as a person would see it.
type Explains = Box<dyn Fn(EvalAltResult) -> String>;

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
struct Texts(Rc<RefCell<HashMap<String, Rc<Read>>>>);

/// A source, and the assertions in it that were taken apart, by their places.
struct Read {
    words: Words,
    assertions: RefCell<HashMap<Position, Rc<Dissected>>>,
}

/// What was known of an assertion when its expression ended in an error.
struct Broken {
    source: String,
    at: Position,
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

/// Returns what an error says, as a script that expects it sees it.
pub(crate) fn message_of(context: &NativeCallContext, error: EvalAltResult) -> String {
    let mut error = error;
    while let EvalAltResult::ErrorInFunctionCall(_, _, inner, _)
    | EvalAltResult::ErrorInModule(_, inner, _) = error
    {
        error = *inner;
    }
    if let EvalAltResult::ErrorRuntime(value, _) = error {
        return match value.clone().try_cast::<Fault>() {
            Some(fault) => fault.message,
            None => thrown_text(context, value),
        };
    }
    match State::of(context).testing() {
        Some(testing) => match &*testing.explains.borrow() {
            Some(explains) => explains(error),
            None => error.to_string(),
        },
        None => error.to_string(),
    }
}
