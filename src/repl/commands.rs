//! The commands of the session: one table, from which lookup, help and completion are read.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::incident::MeasureIx;
use crate::reconcile::{
    Concordance, Evidence, Join, Profile, Selection, claims_table, sources_table, why as derivation,
};
use crate::script::{Applied, Source, on_shelf, shelf_names};
use crate::session::{about, open, unknown};
use crate::table::Table;

use super::{Flow, Shell};

/// A command of the session.
pub struct Command {
    /// What is typed after the colon.
    pub name: &'static str,
    /// What may follow it.
    pub takes: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    run: fn(&mut Shell, &[&str]) -> Result<Flow, Diagnostic>,
}

/// Every command, in the order of `:help`.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "help",
        takes: "[NAME]",
        about: "lists the commands, or says what NAME does",
        run: help,
    },
    Command {
        name: "open",
        takes: "FILE...",
        about: "opens other casebooks",
        run: open_files,
    },
    Command {
        name: "sources",
        takes: "[INCIDENT]",
        about: "lists who speaks, publishes or passes on",
        run: sources,
    },
    Command {
        name: "claims",
        takes: "[MEASURE]",
        about: "lists the claims, and which still stand",
        run: claims,
    },
    Command {
        name: "show",
        takes: "[MEASURE]",
        about: "shows which sources support which figures",
        run: show,
    },
    Command {
        name: "why",
        takes: "[RULE MEASURE]",
        about: "says why the last estimate, or a rule's answer, is what it is",
        run: why,
    },
    Command {
        name: "profile",
        takes: "[NAME]",
        about: "shows what vague words mean, or picks another profile",
        run: profile,
    },
    Command {
        name: "limits",
        takes: "",
        about: "lists what a script may use up",
        run: limits,
    },
    Command {
        name: "load",
        takes: "FILE",
        about: "runs a script; what it defines stays",
        run: load,
    },
    Command {
        name: "save",
        takes: "FILE",
        about: "writes the inputs that worked to a new script",
        run: save,
    },
    Command {
        name: "reset",
        takes: "",
        about: "forgets every variable, function and import",
        run: reset,
    },
    Command {
        name: "quit",
        takes: "",
        about: "leaves",
        run: quit,
    },
];

/// Runs what was typed after the colon.
pub(super) fn run(shell: &mut Shell, typed: &str) -> Flow {
    let mut words = typed.split_whitespace();
    let name = words.next().unwrap_or_default();
    let words: Vec<&str> = words.collect();
    let outcome = match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(shell, &words),
        None => Err(unknown(
            "command",
            name,
            COMMANDS.iter().map(|command| command.name),
        )),
    };
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
            for Command {
                name, takes, about, ..
            } in COMMANDS
            {
                let typed = format!(":{name} {takes}");
                table
                    .row([typed.trim_end(), about])
                    .expect("two cells for two columns");
            }
            table.note("anything else is a script: try `incident.claims`, then `_.origins()`");
            table.note("`:help NAME` says what a function, property or command does");
            put(shell, &table);
        }
        [name, ..] => {
            let bare = name.trim_start_matches(':');
            let command = COMMANDS.iter().find(|command| command.name == bare);
            match (command, about(session.host().manual(), bare)) {
                (Some(command), Err(_)) => {
                    let line =
                        format!(":{} {}\n  {}\n", command.name, command.takes, command.about);
                    shell.page.put(&line);
                }
                (_, Ok(text)) => shell.page.put(&text),
                (None, Err(hint)) => {
                    return Err(Diagnostic::usage(format!("nothing is called `{bare}`")).hint(hint));
                }
            }
        }
    }
    Ok(Flow::Goes)
}

fn open_files(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    if words.is_empty() {
        return Err(needs("open", "the file of a casebook"));
    }
    let files: Vec<PathBuf> = words.iter().map(PathBuf::from).collect();
    let incidents = open(&files)?;
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
        shell.page.put(&crate::table::visible_lines(&line));
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
                let (evidence, measure) = find(session.desk(), measure)?;
                let rule = Applied::load(session.host(), session.desk(), script(rule)?)?;
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
        shell.session.borrow().desk().set_profile(profile);
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

fn script(name: &str) -> Result<Source, Diagnostic> {
    let shelved = name.strip_prefix("std/").unwrap_or(name);
    match on_shelf(shelved) {
        Some(text) if !Path::new(name).is_file() => {
            Ok(Source::new(&format!("std/{shelved}"), text))
        }
        _ => Source::read(Path::new(name)).map_err(|error| {
            let known = shelf_names()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>();
            Diagnostic::unreadable(&[(PathBuf::from(name), error)]).hint(format!(
                "the rules that come with the program are {}",
                known.join(", ")
            ))
        }),
    }
}

fn load(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let [name] = words else {
        return Err(needs("load", "the file of a script"));
    };
    let source = script(name)?;
    shell.feed(source.text());
    Ok(Flow::Goes)
}

fn save(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let [name] = words else {
        return Err(needs("save", "the file to write"));
    };
    let text = shell.session.borrow().transcript();
    let path = PathBuf::from(name);
    // A file that exists is somebody's work.
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
    match written {
        Ok(()) => {
            shell.page.put(&format!("written: {name}\n"));
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
