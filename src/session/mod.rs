//! One input in, one reply out: the interactive session without a terminal.
//!
//! A session is a host, the incidents on its desk, and what earlier inputs have defined. What it
//! prints goes where its owner says, in order with the replies.
//!
//! Beside it stand the two things that every way of using the program shares: opening casebooks,
//! and a page to write on.
//!
//! Invariant: plain data in and out. Nothing here reads a key, draws a prompt or knows a colour.

mod complete;
mod help;
mod open;
mod page;

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::reconcile::{Estimate, Evidence, Profile};
use crate::script::{Desk, Dynamic, Failure, Host, Limits, Scope, Shown, Sink};

pub use complete::Completion;
pub use help::{about, contents};
pub use open::{Casebooks, open, unknown};
pub use page::Page;

/// An interactive session.
pub struct Session {
    host: Host,
    desk: Desk,
    scope: Scope<'static>,
    /// How many inputs there were, those that failed included: their numbers are never used again.
    inputs: usize,
    /// The inputs that did what they should.
    kept: Vec<String>,
    interrupt: Option<Arc<AtomicBool>>,
}

/// The name by which an input can refer to the value of the one before, as it is typed.
pub const LAST: char = '_';
/// The same as the engine knows it: `_` is no name there. It takes one column as well, so that
/// places in messages stay right.
const LAST_INSIDE: char = 'ˍ';

impl Session {
    /// Opens a session on these incidents.
    #[must_use]
    pub fn new(incidents: &[Rc<Evidence>], profile: Rc<Profile>) -> Self {
        let host = Host::new(Limits::default());
        let desk = Desk::new(incidents, profile);
        let mut session = Self {
            host,
            desk,
            scope: Scope::new(),
            inputs: 0,
            kept: Vec::new(),
            interrupt: None,
        };
        session.lay_out();
        session
    }

    fn lay_out(&mut self) {
        self.desk.lay_out(self.host.state());
        let claims = self
            .desk
            .incidents()
            .iter()
            .map(|e| e.incident().claims.len())
            .sum::<usize>();
        self.host.set_allowance(claims as u64);
        self.scope
            .push_dynamic(LAST_INSIDE.to_string(), Dynamic::UNIT);
    }

    /// Says where `print` and `note` of scripts go.
    pub fn on_print(&self, print: Sink, note: Sink) {
        self.host.state().on_print(print);
        self.host.state().on_note(note);
    }

    /// Hands in the flag that interrupts a running input. Whoever sets it clears it.
    pub fn set_interrupt(&mut self, flag: Arc<AtomicBool>) {
        self.host.set_interrupt(Arc::clone(&flag));
        self.interrupt = Some(flag);
    }

    /// Returns what inputs can call.
    #[must_use]
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Returns the incidents and the profile in use.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Runs one input and returns its value, which later inputs know as `_`.
    ///
    /// # Errors
    /// Whatever stopped it; everything is then as it was before.
    pub fn feed(&mut self, text: &str) -> Result<Shown, Failure> {
        self.inputs += 1;
        let profile = self.desk.profile();
        match self
            .host
            .feed(self.inputs, &with_last(text), &mut self.scope)
        {
            Ok(value) => {
                let shown = Shown::of(&self.host, &value);
                if !value.is_unit() {
                    self.scope.set_value(LAST_INSIDE.to_string(), value);
                }
                self.kept.push(text.to_owned());
                Ok(shown)
            }
            Err(failure) => {
                self.desk.set_profile(profile);
                Err(failure)
            }
        }
    }

    /// Returns whether a text is only the beginning of an input.
    #[must_use]
    pub fn is_incomplete(&self, text: &str) -> bool {
        self.host.is_incomplete(&with_last(text))
    }

    /// Returns the last value, where it is an estimate: what `:why` explains.
    #[must_use]
    pub fn last_estimate(&self) -> Option<Estimate> {
        self.scope.get_value::<Estimate>(&LAST_INSIDE.to_string())
    }

    /// Returns the inputs that did what they should, as a script.
    #[must_use]
    pub fn transcript(&self) -> String {
        self.kept
            .iter()
            .map(|input| format!("{}\n", input.trim_end()))
            .collect()
    }

    /// Forgets every variable, function and import, and what `_` is; the incidents stay.
    pub fn reset(&mut self) {
        let fresh = Self::new(&self.desk.incidents(), self.desk.profile());
        if let Some(interrupt) = self.interrupt.take() {
            fresh.host.set_interrupt(Arc::clone(&interrupt));
            *self = Self {
                interrupt: Some(interrupt),
                ..fresh
            };
        } else {
            *self = fresh;
        }
    }

    /// Puts other incidents on the desk; what was defined stays.
    pub fn open(&mut self, incidents: &[Rc<Evidence>]) {
        self.desk = Desk::new(incidents, self.desk.profile());
        self.lay_out();
    }
}

/// What stands around a character of an input.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Code; inside `${..}` of a text, with how many braces are open.
    Code(usize),
    /// A text or a character in quotes.
    Quotes(char),
    /// A text in backticks.
    Backticks,
}

/// Writes `_` as the engine knows it, where it stands alone in code and is not a pattern of
/// `switch`.
fn with_last(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut around = vec![Around::Code(0)];
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.as_str();
        let here = around.last().copied().unwrap_or(Around::Code(0));
        let alone = !is_word(before) && !after.starts_with(is_word);
        let last = c == LAST && alone && matches!(here, Around::Code(_)) && !is_pattern(after);
        written.push(if last { LAST_INSIDE } else { c });
        match (here, c) {
            (Around::Quotes(_), '\\') if before == '\\' => {
                before = ' ';
                continue;
            }
            (Around::Quotes(quote), c) if c == quote && before != '\\' => {
                around.pop();
            }
            (Around::Code(_), '"' | '\'') => around.push(Around::Quotes(c)),
            (Around::Code(_), '`') => around.push(Around::Backticks),
            (Around::Backticks, '`') => {
                around.pop();
            }
            (Around::Backticks, '{') if before == '$' => around.push(Around::Code(0)),
            (Around::Code(0), '}') if around.len() > 1 => {
                around.pop();
            }
            (Around::Code(open), '{' | '}') => {
                around.pop();
                let open = if c == '{' {
                    open + 1
                } else {
                    open.saturating_sub(1)
                };
                around.push(Around::Code(open));
            }
            _ => {}
        }
        before = c;
    }
    written
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether an arm of a `switch` goes on here: `_ =>`, `_ if`.
fn is_pattern(after: &str) -> bool {
    let after = after.trim_start();
    after.starts_with("=>") || after.starts_with("if ")
}

#[cfg(test)]
mod tests {
    use super::with_last;

    #[test]
    fn the_last_value_is_found_where_it_is_meant() {
        for (typed, inside) in [
            ("_ + 1", "ˍ + 1"),
            ("why(_)", "why(ˍ)"),
            ("_.low", "ˍ.low"),
            ("a_b + _a + b_", "a_b + _a + b_"),
            ("switch x { 1 => _, _ => 2 }", "switch x { 1 => ˍ, _ => 2 }"),
            ("switch x { _ if y => 2 }", "switch x { _ if y => 2 }"),
            ("\"_\" + _", "\"_\" + ˍ"),
            ("\"a\\\"_\" + _", "\"a\\\"_\" + ˍ"),
            ("`it's _ ${#{a: _}.a} _` + _", "`it's _ ${#{a: ˍ}.a} _` + ˍ"),
            ("\"a\\\\\" + _", "\"a\\\\\" + ˍ"),
        ] {
            assert_eq!(with_last(typed), inside);
            assert_eq!(with_last(typed).chars().count(), typed.chars().count());
        }
    }
}
