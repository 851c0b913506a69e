//! `check`: what is wrong with casebooks and scripts, and what to look at in them.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::check::{Book, Books, Checked, Finding, Linted, look};
use crate::diagnostic::Diagnostic;
use crate::exchange::shell_quoted;
use crate::incident::{Input, When};
use crate::reconcile::Profile;
use crate::script::{Host, Limits};
use crate::session::{Page, read, script, texts};
use crate::table::{Form, json_text};

use super::{Outcome, finding};

/// What `check` is given.
#[derive(Clone, Debug)]
pub struct Check {
    /// The files: those that end in `.rhai` are scripts, the others casebooks.
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
    let is_script = |file: &Path| file.extension().is_some_and(|ending| ending == "rhai");
    let mut wrong: Vec<Diagnostic> = Vec::new();
    let mut scripts = Vec::new();
    let mut casebooks: Vec<(usize, PathBuf)> = Vec::new();
    for (order, file) in check.files.iter().enumerate() {
        if is_script(file) {
            match linted(file, order) {
                Ok(script) => scripts.push(script),
                Err(broken) => wrong.push(broken),
            }
        } else {
            casebooks.push((order, file.clone()));
        }
    }
    // Last, since its exit code is the one to know.
    let books = match casebooks.is_empty() {
        true => None,
        false => load(&casebooks).map_err(|invalid| wrong.push(invalid)).ok(),
    };
    let checked = look(books.as_ref(), &scripts, today);
    put(&checked, page);
    let (found, broken) = (checked.errors(), wrong.len());
    let summary = format!(
        "files: {}, errors: {}, hints: {}, waived: {}\n",
        check.files.len(),
        found + broken,
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
        for found in checked.findings.iter().filter(|found| !waived(found)) {
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

fn linted(file: &Path, order: usize) -> Result<Linted, Diagnostic> {
    let host = Host::new(Limits::default());
    let script = host.compile(script(&file.to_string_lossy())?)?;
    let lints = host.lint(&script);
    Ok(Linted {
        script,
        lints,
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
