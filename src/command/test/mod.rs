//! `test`: runs the tests of scripts, each alone.

mod find;
mod json;
mod junit;
mod report;
mod watched;

use std::path::PathBuf;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::script::{Ended, Failure, Limits, Source, Trials, Watch};
use crate::session::{Casebooks, Opened, Page};
use crate::table::visible;

use self::find::TestFile;
use super::Outcome;
use super::script::interrupt;

/// What `test` is given.
#[derive(Clone, Debug)]
pub struct Request {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Texts of which a test has one in its name, `FILE::TEST`.
    pub filters: Vec<String>,
    /// Whether the tests are named and not run.
    pub list: bool,
    /// Whether it is a failure that no test ran.
    pub fail_on_empty: bool,
    /// How the results are written.
    pub form: Results,
    /// Whether it is told which lines were run.
    pub coverage: bool,
    /// How many lines of a hundred have to be run.
    pub threshold: Option<f64>,
    /// Whether it is told what lines cost.
    pub timings: bool,
    /// How long a test may take.
    pub time_limit: Duration,
    /// What lies on the desk.
    pub casebooks: Casebooks,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Results {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For build servers.
    Junit,
}

/// What became of a test, or of a file that could not be loaded.
struct Tested {
    file: String,
    /// The name of the test; nothing stands for the file itself.
    test: Option<String>,
    /// The line and the column where the test is defined.
    at: Option<(usize, usize)>,
    ended: Ended,
    output: String,
    time: Duration,
}

/// How many tests ended in which way.
#[derive(Clone, Copy, Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Counts {
    fn of<'a>(tested: impl IntoIterator<Item = &'a Tested>) -> Self {
        let mut counts = Self::default();
        for one in tested {
            match one.ended {
                Ended::Passed => counts.passed += 1,
                Ended::Skipped(_) => counts.skipped += 1,
                Ended::Failed(_) => counts.failed += 1,
            }
        }
        counts
    }

    fn all(self) -> usize {
        self.passed + self.failed + self.skipped
    }
}

/// Runs the tests of files and folders.
///
/// # Errors
/// Where a test failed, where none ran and that is not wanted, where too few lines were run, where
/// a path or a name does not exist, and where somebody interrupts.
pub fn test(request: &Request, page: &Page) -> Outcome {
    let watch = (request.coverage || request.timings).then(|| Watch::new(request.timings));
    let opened = request.casebooks.opened()?;
    let limits = Limits {
        time: request.time_limit,
        ..Limits::default()
    };
    let trials = Trials::new(limits, watch.clone());
    let mut files = find::files(&request.paths, &trials, watch.is_some())?;
    for file in &mut files.tests {
        file.keep(&request.filters);
    }
    files
        .tests
        .retain(|file| !file.cases.is_empty() || file.broken.is_some());
    for name in &files.empty {
        page.aside(&format!("note: `{}` has no tests\n", visible(name)));
    }
    if request.list {
        report::list(&files.tests, request.form, page)?;
        return empty(
            request,
            &files.empty,
            files.tests.iter().map(|file| file.cases.len()).sum(),
        );
    }
    let mut tested: Vec<Tested> = Vec::new();
    let mut interrupted: Option<String> = None;
    for file in &files.tests {
        let before = tested.len();
        interrupted = run_file(file, &trials, &opened, &mut tested);
        if request.form == Results::Text && tested.len() > before {
            report::file(&file.source, &tested[before..], page);
        }
        if interrupted.is_some() {
            break;
        }
    }
    let watched = watch.map(|watch| watched::Watched::new(&watch, request, &files.names));
    match request.form {
        Results::Text => report::summary(&tested, watched.as_ref(), page),
        Results::Json => json::put(&tested, watched.as_ref(), page),
        Results::Junit => junit::put(&tested, watched.as_ref(), page),
    }
    for note in &files.notes {
        page.aside(&format!("note: {note}\n"));
    }
    if let Some(test) = interrupted {
        let ended = match tested.len() {
            1 => "1 test had ended".to_owned(),
            ended => format!("{ended} tests had ended"),
        };
        page.aside(&format!(
            "note: `{}` was running, {ended}\n",
            visible(&test)
        ));
        return Err(Diagnostic::interrupted());
    }
    let failed = Counts::of(&tested).failed;
    if failed > 0 {
        return Err(Diagnostic::error(match failed {
            1 => "1 test failed".to_owned(),
            failed => format!("{failed} tests failed"),
        }));
    }
    if let (Some(threshold), Some(watched)) = (request.threshold, &watched) {
        watched.reach(threshold)?;
    }
    empty(request, &files.empty, tested.len())
}

fn empty(request: &Request, without: &[String], count: usize) -> Outcome {
    if !request.fail_on_empty || count > 0 && without.is_empty() {
        return Ok(());
    }
    if let Some(name) = without.first().filter(|_| count > 0) {
        return Err(Diagnostic::error(format!("there is no test in `{name}`"))
            .hint("a test is a function such as `fn test_lowest()` in a `.rhai` file"));
    }
    let error = Diagnostic::error("there is no test to run");
    Err(match request.filters.is_empty() {
        true => error.hint("a test is a function such as `fn test_lowest()` in a `.rhai` file"),
        false => error.hint("no test has a text of `--filter` in its name, `FILE::TEST`"),
    })
}

/// Runs the tests of a file, and returns the name of the one that somebody interrupted.
fn run_file(
    file: &TestFile,
    trials: &Trials,
    opened: &Opened,
    tested: &mut Vec<Tested>,
) -> Option<String> {
    let name = file.source.name();
    let failed = |test: Option<&str>, failure: &Failure| Tested {
        file: name.to_owned(),
        test: test.map(str::to_owned),
        at: failure
            .place
            .as_deref()
            .map(|place| (place.line, place.column)),
        ended: Ended::Failed(Box::new(failure.clone())),
        output: String::new(),
        time: Duration::ZERO,
    };
    tested.extend(file.broken.iter().map(|failure| failed(None, failure)));
    let tests = file
        .script
        .iter()
        .flat_map(|script| file.cases.iter().map(move |case| (script, case)));
    for (script, case) in tests {
        if let Some(failure) = case.refused(&file.source) {
            tested.push(failed(Some(&case.name), &failure));
            continue;
        }
        let trial = trials.trial();
        trial.host().set_interrupt(interrupt());
        opened.lay_out(trial.host());
        let Some(ran) = trial.run(script, &case.name) else {
            return Some(full_name(&file.source, &case.name));
        };
        tested.push(Tested {
            file: name.to_owned(),
            test: Some(case.name.clone()),
            at: Some(case.at),
            ended: ran.ended,
            output: ran.output,
            time: ran.time,
        });
    }
    None
}

/// The name of a test among all: `FILE::TEST`.
fn full_name(source: &Source, test: &str) -> String {
    format!("{}::{test}", source.name())
}
