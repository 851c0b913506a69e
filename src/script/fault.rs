//! The one way in which builtins raise an error.
//!
//! A [`Fault`] travels through the engine as an opaque value, so that it is never taken for what a
//! script itself has thrown. A script that catches it gets a value with `to_string` and `.message`.

use std::fmt;

use rhai::{Dynamic, EvalAltResult, Position};

/// What a builtin that may fail returns.
pub(crate) type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// What went wrong in a builtin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) hints: Vec<String>,
    pub(crate) notes: Vec<String>,
    /// What is spelt out under the message, a line each, however long it is.
    pub(crate) listing: Vec<String>,
    /// The caller of the program gave something that does not fit: the script is not to blame.
    pub(crate) usage: bool,
}

/// Raises a fault. The engine fills in the place of the call.
pub(crate) fn fault(message: impl Into<String>) -> Box<EvalAltResult> {
    Fault::new(message).raise()
}

/// The error of an evaluation that the meter has stopped. No script can catch it.
pub(crate) fn stopped() -> Box<EvalAltResult> {
    EvalAltResult::ErrorTerminated(Dynamic::UNIT, Position::NONE).into()
}

impl Fault {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hints: Vec::new(),
            notes: Vec::new(),
            listing: Vec::new(),
            usage: false,
        }
    }

    /// A fault in what the caller of the program gave.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            usage: true,
            ..Self::new(message)
        }
    }

    /// Adds what the author can do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a fact that helps.
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds lines that are spelt out under the message.
    pub(crate) fn list(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.listing.extend(lines);
        self
    }

    pub(crate) fn raise(self) -> Box<EvalAltResult> {
        EvalAltResult::ErrorRuntime(Dynamic::from(self), Position::NONE).into()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
