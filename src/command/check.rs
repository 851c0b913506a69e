//! `check`: what is wrong with casebooks and scripts, and what to look at in them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use crate::check::{Book, Books, Checked, Finding, Linted, look};
use crate::diagnostic::Diagnostic;
use crate::exchange::shell_quoted;
use crate::incident::{Input, When};
use crate::reconcile::Profile;
use crate::script::{Host, Limits};
use crate::session::{Page, read, script, texts};
use crate::table::{Form, json_text, visible};

use super::{Outcome, finding, folder};

/// What `check` is given.
#[derive(Clone, Debug)]
pub struct Check {
    /// The files: those that end in `.rhai` are scripts, the others casebooks. A folder stands for
    /// what is in it.
    pub files: Vec<PathBuf>,
    /// The day that decisions are held against; today (in UTC) where none is given.
    pub today: Option<String>,
}

/// Checks files: scripts each by itself, casebooks together.
///
/// # Errors
/// Where a file cannot be read, a script does not compile, a casebook is none, or an error is found
/// that nobody has waived. Everything that is wrong is said: the last as the error, the rest before
/// it.
pub fn check(check: &Check, page: &Page) -> Outcome {
    let today = day(check.today.as_deref())?;
    let files = gather(&check.files, page)?;
    let is_script = |file: &Path| file.extension().is_some_and(|ending| ending == "rhai");
    let mut wrong: Vec<Diagnostic> = Vec::new();
    let mut scripts = Vec::new();
    let mut casebooks: Vec<(usize, PathBuf)> = Vec::new();
    for (order, file) in files.iter().enumerate() {
        if is_script(file) {
            match linted(file, order) {
                Ok(script) => scripts.push(script),
                Err(unreadable) => wrong.push(unreadable),
            }
        } else {
            casebooks.push((order, file.clone()));
        }
    }
    let broken = scripts.iter().filter_map(|script| script.broken.as_deref());
    let broken: Vec<Diagnostic> = broken.map(|of| Diagnostic::from(of.clone())).collect();
    let uncompiled = broken.len();
    // First, since their exit code says less than that of a file that cannot be read.
    wrong.splice(0..0, broken);
    // Last, since its exit code is the one to know.
    let books = match casebooks.is_empty() {
        true => None,
        false => load(&casebooks).map_err(|invalid| wrong.push(invalid)).ok(),
    };
    let checked = look(books.as_ref(), &scripts, today);
    put(&checked, page);
    // A script that does not compile is among the findings, and is shown as such an error is
    // everywhere.
    let (found, unloaded) = (checked.errors() - uncompiled, wrong.len());
    let set_aside = match checked.set_aside {
        0 => String::new(),
        claims => format!(", claims set aside: {claims}"),
    };
    let summary = format!(
        "files: {}, errors: {}, hints: {}, waived: {}{set_aside}\n",
        files.len(),
        found + unloaded,
        checked.hints(),
        checked.waived()
    );
    let last = wrong.pop();
    for diagnostic in wrong {
        page.aside(&diagnostic.render(page.width));
    }
    page.aside(&summary);
    match (last, found) {
        (Some(last), _) => Err(last),
        (None, 0) => Ok(()),
        (None, found) => {
            let message = match found {
                1 => "an error was found".to_owned(),
                found => format!("{found} errors were found"),
            };
            let hint = "`tallybook doc check/ID` says what each finding means; `tallybook doc \
                        checking` how one is waived";
            Err(Diagnostic::error(message).hint(hint))
        }
    }
}

/// The day that was given, or today.
fn day(given: Option<&str>) -> Result<Date, Diagnostic> {
    let Some(text) = given else {
        let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
        return Ok(now.date());
    };
    let refused = |expected: &str| {
        Diagnostic::usage(format!("expected {expected}, found `{text}`"))
            .hint("`--today` takes one day, such as `2026-01-31`")
    };
    let when = When::parse(text).map_err(|expected| refused(&expected))?;
    match (when.first(), when.last()) {
        (Some(first), Some(last)) if first == last => Ok(first),
        _ => Err(refused("one day")),
    }
}

fn put(checked: &Checked, page: &Page) {
    if page.form == Form::Json {
        page.put(&(json_text(&checked.findings, true) + "\n"));
    } else {
        let waived = |found: &&Finding| found.waived.is_some();
        let is_shown = |found: &&Finding| !waived(found) && !found.is_broken();
        for found in checked.findings.iter().filter(is_shown) {
            page.put(&finding::in_full(found, page.width));
        }
        let mut waived = checked.findings.iter().filter(waived).peekable();
        if waived.peek().is_some() {
            page.put("waived:\n");
        }
        for found in waived {
            if let Some(by) = &found.waived {
                page.put(&finding::waived(found, by));
            }
        }
    }
    for note in &checked.left_out {
        page.aside(&format!("{note}\n"));
    }
}

/// What the files of a folder end in that are looked at.
const ENDINGS: [&str; 4] = ["json", "jsonl", "ndjson", "rhai"];

/// Lists the files that are meant: a folder stands for the scripts and the casebooks in it.
fn gather(named: &[PathBuf], page: &Page) -> Result<Vec<PathBuf>, Diagnostic> {
    let real = |file: &Path| file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let alone = named.iter().filter(|file| !file.is_dir());
    let mut seen: HashSet<PathBuf> = alone.map(|file| real(file)).collect();
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let inside = folder::files(path, &ENDINGS)
            .map_err(|error| Diagnostic::unreadable(&[(path.clone(), error)]))?;
        for file in inside {
            if !seen.insert(real(&file)) {
                continue;
            }
            if is_meant(&file) {
                files.push(file);
            } else {
                let name = file.display().to_string();
                let name = visible(&name);
                page.aside(&format!("note: `{name}` is no casebook, and is skipped\n"));
            }
        }
    }
    if files.is_empty() {
        let names: Vec<String> = named
            .iter()
            .map(|of| format!("`{}`", of.display()))
            .collect();
        let message = format!("no script and no casebook in {}", names.join(", "));
        return Err(Diagnostic::usage(message).hint(
            "of a folder `check` takes what ends in `.rhai`, `.json`, `.ndjson` or `.jsonl`",
        ));
    }
    Ok(files)
}

/// Tells whether a file that nobody named is to be looked at: other programs keep `.json` as well.
/// One that cannot be read, and one that is broken and names the format, are looked at, so that
/// somebody is told.
fn is_meant(file: &Path) -> bool {
    if file.extension().is_none_or(|ending| ending != "json") {
        return true;
    }
    let Ok(bytes) = std::fs::read(file) else {
        return true;
    };
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    match serde_json::from_str::<Head>(text) {
        Ok(head) => head.format.as_ref().and_then(Value::as_str) == Some(FORMAT),
        Err(_) => text.contains(FORMAT),
    }
}

/// What a casebook says of itself at its root.
#[derive(Deserialize)]
struct Head {
    format: Option<Value>,
}

/// What the format of casebooks is called.
const FORMAT: &str = "tallybook/1";

/// A script and what is wrong with it.
///
/// # Errors
/// Where it cannot be read.
fn linted(file: &Path, order: usize) -> Result<Linted, Diagnostic> {
    let host = Host::new(Limits::default());
    let source = script(&file.to_string_lossy())?;
    let (lints, broken) = match host.compile(source.clone()) {
        Ok(script) => (host.lint(&script), None),
        Err(failure) => (Vec::new(), Some(Box::new(failure))),
    };
    Ok(Linted {
        source,
        lints,
        broken,
        order,
    })
}

fn load(files: &[(usize, PathBuf)]) -> Result<Books, Diagnostic> {
    let paths: Vec<PathBuf> = files.iter().map(|(_, file)| file.clone()).collect();
    let inputs = texts(&paths)?;
    let incidents = read(inputs.clone())?;
    let books = files.iter().zip(&inputs);
    let books = books.map(|((order, file), input): (_, &Input)| Book {
        input,
        order: *order,
        typed: typed(file),
    });
    let books: Vec<Book<'_>> = books.collect();
    Ok(Books::new(&books, incidents, Profile::plain()))
}

/// A file as it is typed for a shell; what came from stdin has to be named.
fn typed(file: &Path) -> String {
    let name = file.display().to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/:".contains(c);
    match &*name {
        "-" => "CASEBOOK".to_owned(),
        _ if name.chars().all(is_plain) => name,
        _ => shell_quoted(&name),
    }
}
