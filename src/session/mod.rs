//! One input in, one reply out: the interactive session without a terminal.
//!
//! A session is a host, the incidents on its desk, and what earlier inputs have defined. What it
//! prints goes where its owner says, in order with the replies.
//!
//! Beside it stand the things that every way of using the program shares: opening casebooks, the
//! manual as text, a page to write on, and files that are written as a whole.
//!
//! Invariant: plain data in and out. Nothing here reads a key, draws a prompt or knows a colour.

mod chapters;
mod complete;
mod help;
mod infer;
mod last;
mod open;
mod page;
mod rules;
mod transcript;
mod write;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::reconcile::{Estimate, Evidence, Profile};
use crate::script::{
    Desk, Dynamic, Failure, Host, Limits, Scope, Shown, Sink, Source, holds_of_incident,
};

pub use chapters::{CHAPTERS, Chapter};
pub use complete::{Completion, Wanted};
pub use help::{about, contents, list_of_checks};
pub use last::LAST;
pub use open::{Casebooks, Opened, count_measure, open, read, script, texts, unknown};
pub use page::{Page, written};
pub use rules::{asks_for_rules, rule_in_full, rules};
pub use write::{is_stdout, may_write, put_file, put_out, replace};

use last::{LAST_INSIDE, as_typed, with_last};
use transcript::Kept;

/// An interactive session.
pub struct Session {
    host: Host,
    desk: Desk,
    scope: Scope<'static>,
    /// How many inputs there were, those that failed included: their numbers are never used again.
    inputs: usize,
    /// The inputs that did what they should.
    kept: Vec<Kept>,
    interrupt: Option<Arc<AtomicBool>>,
}

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
        session
            .scope
            .push_dynamic(LAST_INSIDE.to_string(), Dynamic::UNIT);
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
    }

    /// Says where `print` and `note` of scripts go.
    pub fn on_print(&self, print: Sink, note: Sink) {
        self.host.state().on_print(print);
        self.host.state().on_note(note);
    }

    /// Hands in the flag that interrupts a running input. Whoever heeds it lowers it.
    pub fn set_interrupt(&mut self, flag: Arc<AtomicBool>) {
        self.host.set_interrupt(Arc::clone(&flag));
        self.interrupt = Some(flag);
    }

    /// Lowers the flag and says whether it was raised: for work that no script does.
    pub fn heed_interrupt(&self) -> bool {
        let flag = self.interrupt.as_ref();
        flag.is_some_and(|flag| flag.swap(false, Ordering::Relaxed))
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
        self.take(Source::new(&format!("in[{}]", self.inputs), text))
    }

    /// Runs a script as one input: what it defines stays.
    ///
    /// # Errors
    /// Whatever stopped it; everything is then as it was before.
    pub fn take(&mut self, source: Source) -> Result<Shown, Failure> {
        let profile = self.desk.profile();
        let text = source.text().to_owned();
        let code = with_last(&text, &LAST_INSIDE.to_string());
        match self.host.feed(source.compiled_as(&code), &mut self.scope) {
            Ok(value) => {
                let shown = Shown::of(&self.host, &value);
                let gives = !value.is_unit();
                if gives {
                    // An input may have made a constant of the name.
                    self.scope.set_or_push(LAST_INSIDE.to_string(), value);
                }
                self.kept.push(Kept { text, gives });
                Ok(shown)
            }
            Err(failure) => {
                self.desk.set_profile(profile);
                Err(as_typed(failure))
            }
        }
    }

    /// Reads everything under another profile from here on.
    pub fn set_profile(&mut self, profile: Rc<Profile>) {
        let text = format!("profile(\"{}\");", profile.name);
        self.kept.push(Kept { text, gives: false });
        self.desk.set_profile(profile);
    }

    /// Returns whether a text is only the beginning of an input.
    #[must_use]
    pub fn is_incomplete(&self, text: &str) -> bool {
        let code = with_last(text, &LAST_INSIDE.to_string());
        self.host.is_incomplete(&code)
    }

    /// Returns the last value, where it is an estimate: what `:why` explains.
    #[must_use]
    pub fn last_estimate(&self) -> Option<Estimate> {
        self.scope.get_value::<Estimate>(&LAST_INSIDE.to_string())
    }

    /// Returns the inputs that did what they should, as a script.
    #[must_use]
    pub fn transcript(&self) -> String {
        transcript::script(&self.kept, |text| self.host.is_whole(text))
    }

    /// Forgets every variable, function and import, and what `_` is; the incidents stay.
    pub fn reset(&mut self) {
        let mut fresh = Self::new(&self.desk.incidents(), self.desk.profile());
        if let Some(flag) = self.interrupt.take() {
            fresh.set_interrupt(flag);
        }
        *self = fresh;
    }

    /// Returns the names of the variables that hold something of an incident, or may: they go on
    /// holding it when other incidents are opened.
    #[must_use]
    pub fn holding(&self) -> Vec<&str> {
        let own = |name: &str| {
            !name.starts_with(LAST_INSIDE) && !matches!(name, "incident" | "incidents")
        };
        let names: BTreeSet<&str> = self.scope.iter().map(|(name, ..)| name).collect();
        let value = |name: &&str| self.scope.get(name);
        names
            .into_iter()
            .filter(|name| own(name) && value(name).is_some_and(holds_of_incident))
            .collect()
    }

    /// Puts other incidents on the desk; what was defined stays.
    pub fn open(&mut self, incidents: &[Rc<Evidence>]) {
        self.desk = Desk::new(incidents, self.desk.profile());
        self.lay_out();
    }
}
