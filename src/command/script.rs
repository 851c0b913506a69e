//! Scripts that commands are given: a file, a shipped name, or stdin.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use crate::diagnostic::Diagnostic;
use crate::script::{Applied, Desk, Dynamic, Host, Limits, Scope, Script, Shown, Source};

use super::Outcome;
use crate::session::{Casebooks, Page, script};

/// A script as it was given on the command line, with the values of its parameters.
#[derive(Clone, Debug)]
pub struct Given {
    /// A path, the name of a rule that comes with the program, or `-`.
    pub script: String,
    /// `name=value`, as typed.
    pub set: Vec<(String, String)>,
}

impl Given {
    /// Returns the settings as a host takes them.
    pub(super) fn settings(&self) -> impl Iterator<Item = (String, Dynamic)> {
        self.set
            .iter()
            .map(|(name, value)| (name.clone(), value.clone().into()))
    }

    /// Reads the script.
    ///
    /// # Errors
    /// Where the file cannot be read, where no rule has that name, or a parameter is set twice.
    pub fn read(&self) -> Result<Source, Diagnostic> {
        let mut names = HashSet::new();
        if let Some((name, _)) = self.set.iter().find(|(name, _)| !names.insert(name)) {
            return Err(Diagnostic::usage(format!("`{name}` is set twice"))
                .hint("give each parameter one value"));
        }
        match self.script.as_str() {
            "-" => from_stdin(),
            name => script(name),
        }
    }
}

/// Reads a script from stdin.
///
/// # Errors
/// Where stdin cannot be read, is no text, or is too large for a script.
pub fn from_stdin() -> Result<Source, Diagnostic> {
    Source::read_from("stdin", std::io::stdin())
        .map_err(|error| Diagnostic::unreadable(&[(PathBuf::from("stdin"), error)]))
}

/// A host with its casebooks laid out, that prints to a page and can be interrupted.
pub(super) fn host(casebooks: &Casebooks, page: &Page) -> Result<(Host, Desk), Diagnostic> {
    let host = Host::new(Limits::default());
    let desk = casebooks.lay_out(&host)?;
    host.set_interrupt(interrupt());
    let (print, note) = page.sinks();
    host.state().on_print(print);
    host.state().on_note(note);
    Ok((host, desk))
}

/// Says that a rule picks its own profile, where another was asked for.
pub(super) fn say_profile(rule: &Applied, casebooks: &Casebooks, page: &Page) {
    let own = &rule.profile().name;
    if let Some(asked) = casebooks.profile.as_ref().filter(|asked| *asked != own) {
        let line = format!(
            "note: `{}` picks its own profile, {own}, not {asked}\n",
            rule.name()
        );
        page.aside(&line);
    }
}

/// Runs a plain script and prints its last value.
pub(super) fn run_plain(host: &Host, script: &Script, page: &Page) -> Outcome {
    let value = host.run(script, &mut Scope::new())?;
    page.show(&Shown::of(host, &value));
    Ok(())
}

/// The flag that Ctrl-C raises. A second Ctrl-C, when nothing has heeded the first, ends the
/// program as it would have without us.
pub(super) fn interrupt() -> Arc<AtomicBool> {
    static FLAG: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    Arc::clone(FLAG.get_or_init(|| {
        let flag = Arc::new(AtomicBool::new(false));
        // The order counts: the first looks at what the second raises. Without them Ctrl-C ends
        // the program at once, which is what happens where they cannot be registered.
        let _ = flag::register_conditional_shutdown(SIGINT, INTERRUPTED, Arc::clone(&flag));
        let _ = flag::register(SIGINT, Arc::clone(&flag));
        flag
    }))
}

/// The exit code of a program that was interrupted.
const INTERRUPTED: i32 = 130;
