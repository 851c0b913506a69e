//! `repl`, and the program without a command: the interactive session.

use std::io::IsTerminal;

use crate::diagnostic::Diagnostic;
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
        return Err(Diagnostic::usage(
            "stdin is the script here: it cannot be a casebook as well",
        ));
    }
    super::eval::plain(&from_stdin()?, casebooks, page)
}

/// Runs a script in a session, or applies a rule in it, and stays there. What stops the script while
/// it runs is said, and the session opens all the same: that is where one looks for the reason.
///
/// # Errors
/// Where the script does not compile or the terminal cannot be used.
pub(super) fn after(source: Source, given: &Given, casebooks: &Casebooks, page: &Page) -> Outcome {
    let session = session(casebooks)?;
    session.host().set_params(given.settings());
    let script = session.host().compile(source.clone())?;
    session.host().check_params(&[&script])?;
    let rule = script.is_rule().then(|| {
        let (print, note) = page.sinks();
        session.on_print(print, note);
        super::run::apply(session.host(), session.desk(), &script, casebooks, page)
    });
    let mut shell = Shell::new(session, page.clone());
    match rule {
        Some(Err(stopped)) => page.aside(&stopped.render(page.width)),
        Some(Ok(())) | None => shell.run(source),
    }
    talk(shell, &interrupt())
}

/// Says that a session needs somebody who types.
///
/// # Errors
/// Where stdin is no terminal.
pub(super) fn needs_terminal() -> Outcome {
    if std::io::stdin().is_terminal() {
        return Ok(());
    }
    Err(
        Diagnostic::usage("`-i` needs a terminal to stay at, and stdin is none")
            .hint("without `-i` the script runs and the program ends"),
    )
}

fn session(casebooks: &Casebooks) -> Result<Session, Diagnostic> {
    let mut session = Session::new(&casebooks.open()?, casebooks.profile()?);
    session.set_interrupt(interrupt());
    Ok(session)
}
