//! Which tests there are.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use crate::command::folder;
use crate::diagnostic::Diagnostic;
use crate::script::{Case, Failure, Host, Limits, Script, Source, Trials};

/// What files of scripts end in.
const ENDING: &str = "rhai";
/// What files end in that hold nothing but tests.
const TESTS: &str = "_test.rhai";

/// A file with tests.
pub(super) struct TestFile {
    pub(super) source: Source,
    /// What it was compiled to; nothing where it does not compile.
    pub(super) script: Option<Script>,
    pub(super) cases: Vec<Case>,
    /// Why the file cannot be loaded at all.
    pub(super) broken: Option<Failure>,
}

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    /// The files with tests, in the order in which they are run.
    pub(super) tests: Vec<TestFile>,
    /// The names of all scripts, those without tests included.
    pub(super) names: BTreeSet<String>,
    /// The names of those files that were named one by one and have no tests.
    pub(super) empty: Vec<String>,
    /// What was left out, a sentence each.
    pub(super) notes: Vec<String>,
}

impl TestFile {
    /// Keeps the tests that have one of these texts in their names; all where there are none.
    pub(super) fn keep(&mut self, filters: &[String]) {
        if filters.is_empty() {
            return;
        }
        let is_meant = |name: &str| filters.iter().any(|filter| name.contains(filter.as_str()));
        let source = &self.source;
        self.cases
            .retain(|case| is_meant(&super::full_name(source, &case.name)));
        // Nobody knows whether one of these tests is in a file that cannot be loaded: it stays.
    }
}

/// Finds the tests of files and of folders with all that is in them.
///
/// # Errors
/// Where there is no such file or folder, and where it cannot be read.
pub(super) fn files(
    paths: &[PathBuf],
    trials: &Trials,
    watched: bool,
) -> Result<Found, Diagnostic> {
    let mut sources = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        gather(path, &mut seen, &mut sources)?;
    }
    let mut found = Found::default();
    let named: HashSet<PathBuf> = paths.iter().map(|path| folder::shown(path)).collect();
    for source in sources {
        match source {
            (path, Ok(source)) => {
                let (before, name) = (found.tests.len(), source.name().to_owned());
                look(source, trials, watched, &mut found);
                if found.tests.len() == before && named.contains(&path) {
                    found.empty.push(name);
                }
            }
            (path, Err(error)) => {
                // What cannot be read may hold tests, and tests that are not run have not passed.
                let broken = Some(Failure::unreadable(&error));
                let source = Source::new(&path.to_string_lossy(), "");
                found.tests.push(TestFile {
                    source,
                    script: None,
                    cases: Vec::new(),
                    broken,
                });
            }
        }
    }
    Ok(found)
}

/// Compiles a script and sees what tests it has.
fn look(source: Source, trials: &Trials, watched: bool, found: &mut Found) {
    found.names.insert(source.name().to_owned());
    match trials.trial().host().compile(source.clone()) {
        Ok(script) => {
            let cases = script.tests();
            if !cases.is_empty() {
                found.tests.push(TestFile {
                    source,
                    script: Some(script),
                    cases,
                    broken: None,
                });
            }
        }
        Err(failure) => {
            // In its words outside of tests, where an assertion is a call like any other.
            let plain = Host::new(Limits::default()).compile(source.clone());
            let failure = plain.err().unwrap_or(failure);
            if source.name().ends_with(TESTS) || source.text().contains("fn test_") {
                let broken = Some(failure);
                found.tests.push(TestFile {
                    source,
                    script: None,
                    cases: Vec::new(),
                    broken,
                });
            } else if watched {
                let name = source.name();
                found.notes.push(format!(
                    "`{name}` does not compile, so its lines are not counted"
                ));
            }
        }
    }
}

type Read = (PathBuf, std::io::Result<Source>);

fn gather(
    path: &Path,
    seen: &mut HashSet<PathBuf>,
    sources: &mut Vec<Read>,
) -> Result<(), Diagnostic> {
    if path.is_dir() {
        let files = folder::files(path, &[ENDING])
            .map_err(|error| Diagnostic::unreadable(&[(path.to_owned(), error)]))?;
        for file in files {
            if seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
                let source = Source::read(&file);
                sources.push((file, source));
            }
        }
        return Ok(());
    }
    if path.exists() {
        let path = folder::shown(path);
        // A named pipe would keep the reader waiting for ever.
        if !path.is_file() {
            let name = path.to_string_lossy();
            return Err(Diagnostic::usage(format!("`{name}` is no regular file"))
                .hint("`test` takes scripts and folders of scripts"));
        }
        if seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            let source = Source::read(&path)
                .map_err(|error| Diagnostic::unreadable(&[(path.clone(), error)]))?;
            sources.push((path, Ok(source)));
        }
        return Ok(());
    }
    let name = path.to_string_lossy();
    match Source::shipped(&name) {
        Some(source) => {
            if seen.insert(PathBuf::from(source.name())) {
                sources.push((PathBuf::from(source.name()), Ok(source)));
            }
            Ok(())
        }
        None => Err(Diagnostic::usage(format!("no file or folder `{name}`"))
            .hint("`test` takes scripts and folders of scripts; without any, the working folder")),
    }
}
