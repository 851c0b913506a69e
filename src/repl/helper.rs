//! What the line editor asks while somebody types: is this all, and what could come next?

use std::cell::RefCell;
use std::rc::Rc;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper, Result};

use crate::session::Session;

use super::commands::COMMANDS;

/// Answers the line editor from the session.
pub(super) struct Assistant {
    session: Rc<RefCell<Session>>,
}

impl Assistant {
    pub(super) fn new(session: Rc<RefCell<Session>>) -> Self {
        Self { session }
    }
}

impl Helper for Assistant {}
impl Highlighter for Assistant {}
impl Hinter for Assistant {
    type Hint = String;
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext) -> Result<ValidationResult> {
        let input = context.input();
        // Two empty lines end any input: where the guess is wrong there must be a way out.
        let whole = input.trim_start().starts_with(':')
            || input.ends_with("\n\n")
            || !self.session.borrow().is_incomplete(input);
        Ok(if whole {
            ValidationResult::Valid(None)
        } else {
            ValidationResult::Incomplete
        })
    }
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        let pair = |text: String| Pair {
            display: text.clone(),
            replacement: text,
        };
        if let Some(command) = line.get(..at).and_then(|typed| typed.strip_prefix(':'))
            && !command.contains(' ')
        {
            let names = COMMANDS.iter().map(|entry| entry.name);
            let names = names.filter(|name| name.starts_with(command));
            return Ok((1, names.map(|name| pair(name.to_owned())).collect()));
        }
        let completion = self.session.borrow().complete(line, at);
        Ok((
            completion.start,
            completion.candidates.into_iter().map(pair).collect(),
        ))
    }
}
