//! `repl`, and the program without a command: the interactive session.

use std::io::IsTerminal;

use crate::repl::{Shell, talk};
use crate::script::Source;
use crate::session::{Casebooks, Page, Session};

use super::script::interrupt;
use super::{Given, Outcome, from_stdin};

/// Opens the session; with stdin not a terminal, runs it as one plain script.
///
/// # Errors
/// Whatever stopped it.
pub fn repl(casebooks: &Casebooks, page: &Page) -> Outcome {
    if std::io::stdin().is_terminal() {
        return talk(Shell::new(session(casebooks)?, page.clone()), &interrupt());
    }
    if casebooks.read_stdin() {
        return Err(crate::diagnostic::Diagnostic::usage(
            "stdin is the script here: it cannot be a casebook as well",
        ));
    }
    super::eval::plain(&from_stdin()?, casebooks, page)
}

/// Opens the session after a script has run in it.
///
/// # Errors
/// Whatever stopped the script, or the terminal.
pub fn after(source: &Source, given: &Given, casebooks: &Casebooks, page: &Page) -> Outcome {
    let session = session(casebooks)?;
    session.host().set_params(given.settings());
    let script = session.host().compile(source.clone())?;
    session.host().check_params(&[&script])?;
    let mut shell = Shell::new(session, page.clone());
    shell.take(source.text());
    talk(shell, &interrupt())
}

fn session(casebooks: &Casebooks) -> Result<Session, crate::diagnostic::Diagnostic> {
    let mut session = Session::new(&casebooks.open()?, casebooks.profile()?);
    session.set_interrupt(interrupt());
    Ok(session)
}
