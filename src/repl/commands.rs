//! The commands of the session: one table, from which lookup, help and completion are read.

use crate::diagnostic::Diagnostic;
use crate::session::{Wanted, unknown};

use super::actions;
use super::typed::words;
use super::{Flow, Shell};

/// A command of the session.
pub struct Command {
    /// What is typed after the colon.
    pub name: &'static str,
    /// What may follow it.
    pub takes: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// What its words are, for completion; the last goes for those that follow.
    pub(super) words: &'static [Word],
    run: fn(&mut Shell, &[&str]) -> Result<Flow, Diagnostic>,
}

/// What a word behind a command is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A file.
    File,
    /// A rule that comes with the program, or the file of a script.
    Script,
    /// One of the names that the session knows.
    Known(Wanted),
}

/// Every command, in the order of `:help`.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "help",
        takes: "[NAME]",
        about: "lists the commands, or says what NAME does",
        words: &[Word::Known(Wanted::Name)],
        run: actions::help,
    },
    Command {
        name: "open",
        takes: "FILE...",
        about: "opens other casebooks",
        words: &[Word::File],
        run: actions::open_files,
    },
    Command {
        name: "sources",
        takes: "[INCIDENT]",
        about: "lists who speaks, publishes or passes on",
        words: &[Word::Known(Wanted::Incident)],
        run: actions::sources,
    },
    Command {
        name: "claims",
        takes: "[MEASURE]",
        about: "lists the claims, and which still stand",
        words: &[Word::Known(Wanted::Measure)],
        run: actions::claims,
    },
    Command {
        name: "show",
        takes: "[MEASURE]",
        about: "shows which sources support which figures",
        words: &[Word::Known(Wanted::Measure)],
        run: actions::show,
    },
    Command {
        name: "why",
        takes: "[RULE MEASURE]",
        about: "says why the last estimate, or a rule's answer, is what it is",
        words: &[Word::Script, Word::Known(Wanted::Measure)],
        run: actions::why,
    },
    Command {
        name: "profile",
        takes: "[NAME]",
        about: "shows what vague words mean, or picks another profile",
        words: &[Word::Known(Wanted::Profile)],
        run: actions::profile,
    },
    Command {
        name: "limits",
        takes: "",
        about: "lists what a script may use up",
        words: &[],
        run: actions::limits,
    },
    Command {
        name: "load",
        takes: "FILE",
        about: "runs a script; what it defines stays",
        words: &[Word::Script],
        run: actions::load,
    },
    Command {
        name: "save",
        takes: "FILE",
        about: "writes the inputs that worked to a new script",
        words: &[Word::File],
        run: actions::save,
    },
    Command {
        name: "reset",
        takes: "",
        about: "forgets every variable, function and import",
        words: &[],
        run: actions::reset,
    },
    Command {
        name: "quit",
        takes: "",
        about: "leaves",
        words: &[],
        run: actions::quit,
    },
];

impl Command {
    /// How it is typed.
    pub(super) fn usage(&self) -> String {
        format!(":{} {}", self.name, self.takes)
            .trim_end()
            .to_owned()
    }

    /// Whether so many words may follow it.
    pub(super) fn allows(&self, count: usize) -> bool {
        match self.takes {
            takes if takes.ends_with("...") => true,
            takes => count <= takes.split_whitespace().count(),
        }
    }
}

/// Runs what was typed after the colon.
pub(super) fn run(shell: &mut Shell, typed: &str) -> Flow {
    let outcome = words(typed).and_then(|words| {
        let mut words = words.iter().map(String::as_str);
        let name = words.next().unwrap_or("help");
        let words: Vec<&str> = words.collect();
        let command = COMMANDS.iter().find(|command| command.name == name);
        let known = COMMANDS.iter().map(|command| command.name);
        let command = command.ok_or_else(|| unknown("command", name, known))?;
        if !command.allows(words.len()) {
            let message = format!("too many words after `:{name}`");
            return Err(Diagnostic::usage(message).hint(format!(
                "type `{}`; quotes keep a name with blanks together",
                command.usage()
            )));
        }
        (command.run)(shell, &words)
    });
    outcome.unwrap_or_else(|diagnostic| {
        shell.complain(&diagnostic);
        Flow::Goes
    })
}
