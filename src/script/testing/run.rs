//! One test, run alone.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rhai::{EvalAltResult, FnAccess};

use super::output::Output;
use super::{Broken, Testing, Texts, assertion};
use crate::script::failure::{Failure, Kind, Place};
use crate::script::host::Host;
use crate::script::lexis::{self, Token, TokenKind};
use crate::script::limits::Limits;
use crate::script::source::{Script, Source};
use crate::script::state::State;
use crate::script::trail;
use crate::script::watch::{Trace, Watch};

/// What the names of tests begin with.
const TEST: &str = "test_";

/// A test of a script, before it is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The name of its function.
    pub name: String,
    /// The line and the column, from 1, of the name where the function is defined.
    pub at: (usize, usize),
    /// How many values the function takes; a test takes none.
    pub params: usize,
    /// Whether it is private, so that nobody can call it; a test is not.
    pub private: bool,
}

/// How a test ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As it should.
    Passed,
    /// In an error, of an assertion or of anything else.
    Failed(Box<Failure>),
    /// It skipped itself, for this reason.
    Skipped(String),
}

/// What a test left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// How it ended.
    pub ended: Ended,
    /// What it printed and noted, in order.
    pub output: String,
    /// How long it took.
    pub time: Duration,
}

/// What tests are run with: their limits, and what watches them.
pub struct Trials {
    limits: Limits,
    watch: Option<Watch>,
    texts: Texts,
}

/// A host for one test.
pub struct Trial {
    host: Rc<Host>,
    testing: Rc<Testing>,
    trace: Trace,
    output: Rc<RefCell<Output>>,
}

impl Script {
    /// Returns the tests, in the order of the text.
    #[must_use]
    pub fn tests(&self) -> Vec<Case> {
        let places = places(&self.source.text);
        let functions = self.ast.iter_functions();
        let mut cases: Vec<Case> = functions
            .filter(|function| function.name.starts_with(TEST))
            .map(|function| Case {
                name: function.name.to_owned(),
                at: places.get(function.name).copied().unwrap_or((1, 1)),
                params: function.params.len(),
                private: function.access == FnAccess::Private,
            })
            .collect();
        cases.sort_by(|a, b| (a.at, &a.name, a.params).cmp(&(b.at, &b.name, b.params)));
        cases
    }
}

/// Where functions are defined that may be tests. The tree keeps only where their bodies begin.
fn places(text: &str) -> HashMap<&str, (usize, usize)> {
    let tokens = lexis::tokens(text);
    let code: Vec<&Token> = tokens
        .iter()
        .filter(|token| token.kind != TokenKind::Comment)
        .collect();
    let pairs = code.windows(2).filter(|pair| pair[0].text == "fn");
    let named = pairs.filter(|pair| pair[1].text.starts_with(TEST));
    named
        .map(|pair| (pair[1].text, (pair[1].line, pair[1].column)))
        .collect()
}

impl Case {
    /// Says what is wrong with a test that takes values, or that nobody can call.
    #[must_use]
    pub fn refused(&self, source: &Source) -> Option<Failure> {
        let name = &self.name;
        let message = if self.params > 0 {
            let values = crate::script::teach::counted(self.params, "value");
            format!("a test takes no values, `fn {name}` takes {values}")
        } else if self.private {
            format!("a test is called from outside its file, `fn {name}` is private")
        } else {
            return None;
        };
        let place = Place::new(
            Arc::clone(&source.name),
            Arc::clone(&source.text),
            self.at.0,
            self.at.1,
        );
        let failure = Failure::new(Kind::Compile, message).at(Some(place));
        let failure = match self.private && self.params == 0 {
            true => failure.hint("leave `private` out where it is meant as a test"),
            false => failure,
        };
        Some(failure.hint("a function that helps tests has another name than one with `test_`"))
    }
}

impl Trials {
    /// Makes trials whose tests have these limits each, and that may be watched.
    #[must_use]
    pub fn new(limits: Limits, watch: Option<Watch>) -> Self {
        Self {
            limits,
            watch,
            texts: Texts::default(),
        }
    }

    /// Makes a host for one test, whose assertions tell the values of their parts.
    #[must_use]
    pub fn trial(&self) -> Trial {
        let mut host = Host::new(self.limits.clone());
        let testing = Rc::new(Testing {
            texts: self.texts.clone(),
            ..Testing::default()
        });
        let state = host.state().clone();
        state.set_testing(Rc::clone(&testing));
        assertion::register(host.engine_mut(), &testing, &state);
        let trace = match &self.watch {
            Some(watch) => watch.over(&mut host),
            None => Trace::over(&mut host),
        };
        let host = Rc::new(host);
        let weak = Rc::downgrade(&host);
        let explains = move |source: &str, error: EvalAltResult| match weak.upgrade() {
            Some(host) => trail::explain(&host, source, error, None),
            None => Failure::new(Kind::Fault, error.to_string()),
        };
        testing.explains.replace(Some(Box::new(explains)));
        let output = Rc::<RefCell<Output>>::default();
        for on in [State::on_print, State::on_note] {
            let output = Rc::clone(&output);
            on(&state, Box::new(move |text| output.borrow_mut().put(text)));
        }
        Trial {
            host,
            testing,
            trace,
            output,
        }
    }
}

impl Trial {
    /// Returns the host, for what the test is to see.
    #[must_use]
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Loads the file that a test is in and runs the test; nothing comes of one that somebody
    /// interrupts. Its limits count for both together.
    #[must_use]
    pub fn run(self, script: &Script, name: &str) -> Option<Ran> {
        let started = Instant::now();
        let meter = self.host.state().meter();
        let outermost = meter.begin();
        self.host.adopt(script);
        let outcome = self.host.load_module(script.clone()).and_then(|loaded| {
            self.trace.clear();
            loaded.call_function(&self.host, name, &mut [])
        });
        if outermost {
            meter.end();
        }
        let time = started.elapsed();
        let ended = match (self.testing.skipped.take(), outcome) {
            (Some(reason), _) => Ended::Skipped(reason),
            (None, Ok(_)) => Ended::Passed,
            (None, Err(failure)) if failure.kind == Kind::Interrupted => return None,
            (None, Err(failure)) if failure.kind == Kind::Limit => {
                Ended::Failed(Box::new(self.trace.place(&self.host, failure)))
            }
            (None, Err(failure)) => Ended::Failed(Box::new(self.with_parts(failure))),
        };
        Some(Ran {
            ended,
            output: self.output.take().text(),
            time,
        })
    }

    /// Compiles a script and runs one of its tests.
    #[cfg(test)]
    pub(crate) fn run_text(self, source: Source, name: &str) -> Ran {
        let script = self.host.compile(source).expect("it compiles");
        self.run(&script, name).expect("nobody interrupts it")
    }

    /// A failure inside the expression of an assertion tells the parts that were known.
    fn with_parts(&self, mut failure: Failure) -> Failure {
        let Some(broken) = self.testing.broken.take() else {
            return failure;
        };
        let Broken {
            source,
            from,
            to,
            parts,
        } = broken;
        let calls = failure.trail.iter().filter_map(|call| call.place.as_ref());
        let mut places = failure.place.as_deref().into_iter().chain(calls);
        // One that was caught has nothing to do with an error elsewhere.
        let inside = |place: &Place| {
            *place.source == *source && (from..=to).contains(&(place.line, place.column))
        };
        if failure.listing.lines.is_empty() && places.any(inside) {
            failure.listing.lines = parts;
        }
        failure
    }
}
