//! What each command of the session does.

use std::path::PathBuf;
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::incident::MeasureIx;
use crate::reconcile::{
    Concordance, Evidence, Join, Profile, Selection, claims_table, sources_table, why as derivation,
};
use crate::script::{Applied, Source};
use crate::session::{
    CHAPTERS, Chapter, about, asks_for_rules, count_measure, open, rules, script, unknown,
};
use crate::table::{Table, visible_lines};

use super::commands::COMMANDS;
use super::typed::path;
use super::{Flow, Shell};

fn put(shell: &Shell, table: &Table) {
    shell
        .page
        .put(&table.render(shell.page.form, shell.page.width));
}

pub(super) fn help(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
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
            table.note("`:help NAME` says what a function, property, type or command does");
            let subjects = session.host().manual().subjects().map(|(name, _)| name);
            let subjects = subjects.collect::<Vec<_>>().join(", ");
            table.note(format!("what scripts can call, by subject: {subjects}"));
            for Chapter { name, about, .. } in CHAPTERS {
                table.note(format!("`:help {name}` is a chapter to read: {about}"));
            }
            table.note("`:help rules` lists the rules that come with the program");
            table.note("`:help check` lists what `tallybook check` looks for");
            put(shell, &table);
        }
        [name, ..] if asks_for_rules(name) => put(shell, &rules()),
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

pub(super) fn open_files(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
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
            "{}: {} ({}, {})\n",
            incident.id,
            incident.title,
            counted(incident.measures.len(), "measure"),
            counted(incident.claims.len(), "claim")
        );
        shell.page.put(&visible_lines(&line));
    }
    let session = shell.session.borrow();
    let holding: Vec<String> = session.holding().iter().map(|v| format!("`{v}`")).collect();
    if !holding.is_empty() {
        shell.page.aside(&format!(
            "note: {} still of the casebooks that were open before; `:reset` forgets variables\n",
            match &holding[..] {
                [one] => format!("{one} is"),
                several => format!("{} are", several.join(", ")),
            }
        ));
    }
    Ok(Flow::Goes)
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

pub(super) fn sources(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
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
    each: impl Fn(&Rc<Evidence>, MeasureIx) -> Table,
) -> Result<Flow, Diagnostic> {
    let session = shell.session.borrow();
    let desk = session.desk();
    let measures = match words {
        [] => {
            let first = desk.incidents().into_iter().next();
            first.map_or_else(Vec::new, |evidence| {
                let all = 0..evidence.incident().measures.len();
                all.map(|at| (Rc::clone(&evidence), MeasureIx::new(at)))
                    .collect()
            })
        }
        [name, ..] => vec![desk.find_measure(name)?],
    };
    for (at, (evidence, measure)) in measures.iter().enumerate() {
        if at > 0 {
            shell.page.put("\n");
        }
        put(shell, &each(evidence, *measure));
    }
    Ok(Flow::Goes)
}

pub(super) fn claims(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let profile = shell.session.borrow().desk().profile();
    for_measures(shell, words, |evidence, measure| {
        claims_table(&Selection::on(evidence, &profile, measure))
    })
}

pub(super) fn show(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let profile = shell.session.borrow().desk().profile();
    for_measures(shell, words, |evidence, measure| {
        Concordance::new(evidence, measure, &profile, Join::Origin).table()
    })
}

pub(super) fn why(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
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
                let script = session.host().compile(source(rule)?)?;
                let rule = Applied::load(session.host(), session.desk(), script)?;
                let estimate = rule.to(session.host(), session.desk(), &evidence, measure)?;
                derivation(&estimate, Some(rule.name()))
            }
            _ => return Err(needs("why", "a rule and a measure, or nothing")),
        }
    };
    put(shell, &table);
    Ok(Flow::Goes)
}

pub(super) fn profile(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    if let [name, ..] = words {
        let profile =
            Profile::named(name).ok_or_else(|| unknown("profile", name, Profile::names()))?;
        shell.session.borrow_mut().set_profile(profile);
    }
    let profile = shell.session.borrow().desk().profile();
    put(shell, &profile.table());
    Ok(Flow::Goes)
}

pub(super) fn limits(shell: &mut Shell, _: &[&str]) -> Result<Flow, Diagnostic> {
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

pub(super) fn load(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
    let [name] = words else {
        return Err(needs("load", "the file of a script"));
    };
    shell.run(source(name)?);
    Ok(Flow::Goes)
}

pub(super) fn save(shell: &mut Shell, words: &[&str]) -> Result<Flow, Diagnostic> {
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

pub(super) fn reset(shell: &mut Shell, _: &[&str]) -> Result<Flow, Diagnostic> {
    shell.session.borrow_mut().reset();
    let (print, note) = shell.page.sinks();
    shell.session.borrow().on_print(print, note);
    Ok(Flow::Goes)
}

pub(super) fn quit(_: &mut Shell, _: &[&str]) -> Result<Flow, Diagnostic> {
    Ok(Flow::Ends)
}

fn needs(command: &str, what: &str) -> Diagnostic {
    Diagnostic::usage(format!("`:{command}` needs {what}"))
}
