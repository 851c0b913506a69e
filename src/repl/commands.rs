//! The commands of the session: one table, from which lookup, help and completion are read.

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::incident::MeasureIx;
use crate::reconcile::{
    Concordance, Evidence, Join, Profile, Selection, claims_table, sources_table, why as derivation,
};
use crate::script::{Applied, Source};
use crate::session::{Wanted, about, count_measure, open, script, unknown};
use crate::table::{Table, visible_lines};

use super::typed::{path, words};
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
        run: help,
    },
    Command {
        name: "open",
        takes: "FILE...",
        about: "opens other casebooks",
        words: &[Word::File],
        run: open_files,
    },
    Command {
        name: "sources",
        takes: "[INCIDENT]",
        about: "lists who speaks, publishes or passes on",
        words: &[Word::Known(Wanted::Incident)],
        run: sources,
    },
    Command {
        name: "claims",
        takes: "[MEASURE]",
        about: "lists the claims, and which still stand",
        words: &[Word::Known(Wanted::Measure)],
        run: claims,
    },
    Command {
        name: "show",
        takes: "[MEASURE]",
        about: "shows which sources support which figures",
        words: &[Word::Known(Wanted::Measure)],
        run: show,
    },
    Command {
        name: "why",
        takes: "[RULE MEASURE]",
        about: "says why the last estimate, or a rule's answer, is what it is",
        words: &[Word::Script, Word::Known(Wanted::Measure)],
        run: why,
    },
    Command {
        name: "profile",
        takes: "[NAME]",
        about: "shows what vague words mean, or picks another profile",
        words: &[Word::Known(Wanted::Profile)],
        run: profile,
    },
    Command {
        name: "limits",
        takes: "",
        about: "lists what a script may use up",
        words: &[],
        run: limits,
    },
    Command {
        name: "load",
        takes: "FILE",
        about: "runs a script; what it defines stays",
        words: &[Word::Script],
        run: load,
    },
    Command {
        name: "save",
        takes: "FILE",
        about: "writes the inputs that worked to a new script",
        words: &[Word::File],
        run: save,
    },
    Command {
        name: "reset",
        takes: "",
        about: "forgets every variable, function and import",
        words: &[],
        run: reset,
    },
    Command {
        name: "quit",
        takes: "",
        about: "leaves",
        words: &[],
        run: quit,
    },
];

impl Command {
    /// How it is typed.
    fn usage(&self) -> String {
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
        let name = words.next().unwrap_or_default();
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

fn put(shell: &Shell, table: &Table) {
    shell
        .page
        .put(&table.render(shell.page.form, shell.page.width));
}

fn help(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let session = shell.session.borrow();
    match words {
        [] => {
            let mut table = Table::new(["command", "does"]);
            for command in COMMANDS {
                table
                    .row([command.usage().as_str(), command.about])
                    .expect("two cells for two columns");
            }
            table.note("anything else is a script: try `incident.claims`, then `_.origins()`");
            table.note("`:help NAME` says what a function, property or command does");
            put(shell, &table);
        }
        [name, ..] => {
            // A few commands are called as what scripts call is: `:why` and `why(x)`.
            let bare = name.trim_start_matches(':');
            let mut parts = Vec::new();
            if let Some(command) = COMMANDS.iter().find(|command| command.name == bare) {
                parts.push(format!("{}\n    {}\n", command.usage(), command.about));
            }
            match about(session.host().manual(), bare) {
                _ if bare != *name && !parts.is_empty() => {}
                Ok(text) => parts.push(text),
                Err(_) if !parts.is_empty() => {}
                Err(hint) => {
                    return Err(Diagnostic::usage(format!("nothing is called `{bare}`")).hint(hint));
                }
            }
            shell.page.put(&parts.join("\n"));
        }
    }
    Ok(Flow::Goes)
}

fn open_files(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    if words.is_empty() {
        return Err(needs("open", "the file of a casebook"));
    }
    if words.contains(&"-") {
        let message = "`-` is stdin, which is where you type";
        return Err(Diagnostic::usage(message).hint("`:open FILE` reads a file"));
    }
    let files: Vec<PathBuf> = words.iter().map(|word| path(word)).collect();
    let incidents = open(&files)?;
    // Reading is not stopped half way: what was read in the meantime is not used.
    if shell.session.borrow().heed_interrupt() {
        return Err(
            Diagnostic::interrupted().hint("the casebooks that were open before are open still")
        );
    }
    shell.session.borrow_mut().open(&incidents);
    for evidence in &incidents {
        let incident = evidence.incident();
        let line = format!(
            "{}: {} ({} measures, {} claims)\n",
            incident.id,
            incident.title,
            incident.measures.len(),
            incident.claims.len()
        );
        shell.page.put(&visible_lines(&line));
    }
    Ok(Flow::Goes)
}

fn sources(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let incidents = shell.session.borrow().desk().incidents();
    let chosen = match words {
        [] => incidents.first(),
        [id, ..] => {
            let known = incidents
                .iter()
                .map(|evidence| evidence.incident().id.as_str());
            let found = incidents
                .iter()
                .find(|evidence| evidence.incident().id == *id);
            Some(found.ok_or_else(|| unknown("incident", id, known))?)
        }
    };
    if let Some(evidence) = chosen {
        put(shell, &sources_table(evidence));
    }
    Ok(Flow::Goes)
}

/// Calls `each` for a measure that is named, or for all of the first incident.
fn for_measures(
    shell: &Shell,
    words: &[&str],
    each: impl Fn(&std::rc::Rc<Evidence>, MeasureIx) -> Table,
) -> Result<Flow, Diagnostic> {
    let session = shell.session.borrow();
    let desk = session.desk();
    let measures = match words {
        [] => {
            let first = desk.incidents().into_iter().next();
            first.map_or_else(Vec::new, |evidence| {
                let all = 0..evidence.incident().measures.len();
                all.map(|at| (std::rc::Rc::clone(&evidence), MeasureIx::new(at)))
                    .collect()
            })
        }
        [name, ..] => vec![find(desk, name)?],
    };
    for (at, (evidence, measure)) in measures.iter().enumerate() {
        if at > 0 {
            shell.page.put("\n");
        }
        put(shell, &each(evidence, *measure));
    }
    Ok(Flow::Goes)
}

fn find(
    desk: &crate::script::Desk,
    name: &str,
) -> Result<(std::rc::Rc<Evidence>, MeasureIx), Diagnostic> {
    let refused =
        |refusal: crate::reconcile::Refusal| Diagnostic::usage(refusal.message).hint(refusal.hint);
    desk.find_measure(name).map_err(refused)
}

fn claims(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let profile = shell.session.borrow().desk().profile();
    for_measures(shell, words, |evidence, measure| {
        claims_table(&Selection::on(evidence, &profile, measure))
    })
}

fn show(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let profile = shell.session.borrow().desk().profile();
    for_measures(shell, words, |evidence, measure| {
        Concordance::new(evidence, measure, &profile, Join::Origin).table()
    })
}

fn why(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let table = {
        let session = shell.session.borrow();
        match words {
            [] => {
                let estimate = session.last_estimate().ok_or_else(|| {
                    Diagnostic::usage("the last value is no estimate")
                        .hint("`:why acled MEASURE` explains what a rule answers")
                })?;
                derivation(&estimate, None)
            }
            [rule, measure] => {
                let (evidence, measure) = count_measure(session.desk(), measure)?;
                let rule = Applied::load(session.host(), session.desk(), source(rule)?)?;
                let estimate = rule.to(session.host(), session.desk(), &evidence, measure)?;
                derivation(&estimate, Some(rule.name()))
            }
            _ => return Err(needs("why", "a rule and a measure, or nothing")),
        }
    };
    put(shell, &table);
    Ok(Flow::Goes)
}

fn profile(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    if let [name, ..] = words {
        let profile =
            Profile::named(name).ok_or_else(|| unknown("profile", name, Profile::names()))?;
        shell.session.borrow_mut().set_profile(profile);
    }
    let profile = shell.session.borrow().desk().profile();
    put(shell, &profile.table());
    Ok(Flow::Goes)
}

fn limits(shell: &mut Shell, _: &[&str]) -> Result<Flow, Diagnostic> {
    let mut table = Table::new(["limit", "value", "what it is for"]);
    for (name, value, about) in shell.session.borrow().host().limits().describe() {
        table
            .row([name, &value, about])
            .expect("three cells for three columns");
    }
    put(shell, &table);
    Ok(Flow::Goes)
}

/// Finds a script by what was typed for it.
fn source(word: &str) -> Result<Source, Diagnostic> {
    script(&path(word).to_string_lossy())
}

fn load(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let [name] = words else {
        return Err(needs("load", "the file of a script"));
    };
    shell.run(source(name)?);
    Ok(Flow::Goes)
}

fn save(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let [name] = words else {
        return Err(needs("save", "the file to write"));
    };
    let text = shell.session.borrow().transcript();
    let path = path(name);
    // A file that exists is somebody's work.
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
    match written {
        Ok(()) => {
            let line = format!("written: {}\n", path.display());
            shell.page.put(&visible_lines(&line));
            Ok(Flow::Goes)
        }
        Err(error) => Err(Diagnostic::unwritable(&path, &error)),
    }
}

fn reset(shell: &mut Shell, _: &[&str]) -> Result<Flow, Diagnostic> {
    shell.session.borrow_mut().reset();
    let (print, note) = shell.page.sinks();
    shell.session.borrow().on_print(print, note);
    Ok(Flow::Goes)
}

fn quit(_: &mut Shell, _: &[&str]) -> Result<Flow, Diagnostic> {
    Ok(Flow::Ends)
}

fn needs(command: &str, what: &str) -> Diagnostic {
    Diagnostic::usage(format!("`:{command}` needs {what}"))
}
