//! The interactive session at a terminal: the only room that names the line editor.
//!
//! A [`Shell`] takes one line of input after the other and writes replies; it knows the commands
//! that begin with a colon, and needs no terminal. [`talk`] gives it one.

mod actions;
mod commands;
mod helper;
mod typed;

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{Behavior, CompletionType, Config, Editor};

use crate::diagnostic::Diagnostic;
use crate::script::{Failure, Shown, Source};
use crate::session::{Page, Session};
use crate::table::visible_lines;

use helper::Assistant;

pub use commands::{COMMANDS, Command};

/// A session, the page that it writes on, and the commands for both.
pub struct Shell {
    session: Rc<RefCell<Session>>,
    page: Page,
}

/// Whether the session goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// It waits for the next input.
    Goes,
    /// Somebody wants to leave.
    Ends,
}

impl Shell {
    /// Makes a shell. What scripts print and note goes to the page.
    #[must_use]
    pub fn new(session: Session, page: Page) -> Self {
        let (print, note) = page.sinks();
        session.on_print(print, note);
        Self {
            session: Rc::new(RefCell::new(session)),
            page,
        }
    }

    /// Takes one input: a command, or statements of a script.
    pub fn take(&mut self, input: &str) -> Flow {
        match input.trim_start().strip_prefix(':') {
            Some(command) => commands::run(self, command),
            None => {
                self.feed(input);
                Flow::Goes
            }
        }
    }

    /// Runs a script as one input: what it defines stays.
    pub fn run(&mut self, script: Source) {
        let answer = self.session.borrow_mut().take(script);
        self.reply(answer, None);
    }

    fn feed(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let answer = self.session.borrow_mut().feed(text);
        self.reply(answer, command_meant(text));
    }

    fn reply(&self, answer: Result<Shown, Failure>, meant: Option<&Command>) {
        match (answer, meant) {
            (Ok(shown), _) => self.page.show(&shown),
            (Err(failure), None) => self.complain(&Diagnostic::from(failure)),
            (Err(mut failure), Some(Command { name, .. })) => {
                failure.hints = vec![format!("the command is typed with a colon: `:{name}`")];
                self.complain(&Diagnostic::from(failure));
            }
        }
    }

    fn complain(&self, diagnostic: &Diagnostic) {
        self.page.aside(&diagnostic.render(self.page.width));
    }
}

/// The command that an input without a colon may have been meant for: its name, and words of the
/// kind that commands take.
fn command_meant(text: &str) -> Option<&'static Command> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '~');
    let mut words = text.split_whitespace();
    let name = match words.next()?.trim_end_matches("()") {
        "exit" => "quit",
        name => name,
    };
    let meant = COMMANDS.iter().find(|known| known.name == name)?;
    let named = |word: &str| {
        word.chars().all(plain) && word.starts_with(|c: char| c.is_alphanumeric() || c == '~')
    };
    words.all(named).then_some(meant)
}

/// How many inputs the history keeps.
const REMEMBERED: usize = 10_000;

/// Talks to whoever sits at the terminal, until they leave.
///
/// # Errors
/// Where the terminal cannot be used.
pub fn talk(mut shell: Shell, interrupt: &Arc<AtomicBool>) -> Result<(), Diagnostic> {
    let unusable = |error: ReadlineError| Diagnostic::terminal(&error.to_string());
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .behavior(Behavior::PreferTerm)
        .history_ignore_space(true)
        .auto_add_history(false)
        .max_history_size(REMEMBERED)
        .map_err(unusable)?
        .build();
    let mut editor: Editor<Assistant, FileHistory> =
        Editor::with_config(config).map_err(unusable)?;
    editor.set_helper(Some(Assistant::new(Rc::clone(&shell.session))));
    let history = history_file();
    if let Some(file) = &history {
        // There is none before the first session ends.
        let _ = editor.load_history(file);
    }
    greet(&shell);
    loop {
        let typed = editor.readline("tallybook> ");
        // What was raised while nothing ran is meant for nothing that follows.
        interrupt.store(false, Ordering::Relaxed);
        match typed {
            Ok(input) => {
                remember(&mut editor, history.as_ref(), &input);
                if shell.take(&input) == Flow::Ends {
                    return Ok(());
                }
            }
            // At the prompt Ctrl-C drops the line that was typed.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(unusable(error)),
        }
    }
}

fn greet(shell: &Shell) {
    let session = shell.session.borrow();
    let incidents = session.desk().incidents();
    let titles: Vec<String> = incidents
        .iter()
        .take(3)
        .map(|evidence| evidence.incident().title.clone())
        .collect();
    let more = match incidents.len().saturating_sub(titles.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let line = format!(
        "Tallybook {}: {}{more}. `:help` helps, `:quit` leaves.\n",
        env!("CARGO_PKG_VERSION"),
        titles.join("; ")
    );
    shell.page.put(&visible_lines(&line));
}

/// Keeps an input at once, so that a crash loses none.
fn remember(editor: &mut Editor<Assistant, FileHistory>, history: Option<&PathBuf>, input: &str) {
    let added = editor.add_history_entry(input).unwrap_or(false);
    if let (true, Some(file)) = (added, history) {
        // A folder that cannot be written to costs the history, not the session.
        let _ = editor.append_history(file);
    }
}

/// The history lies in the user's data folder; nowhere, where there is none.
fn history_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let folder = etcetera::choose_base_strategy()
        .ok()?
        .data_dir()
        .join("tallybook");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}
