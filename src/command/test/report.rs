//! Results for people.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::script::{Ended, Failure, Source};
use crate::session::Page;
use crate::table::{json_text, visible, visible_lines};

use super::super::Outcome;
use super::find::TestFile;
use super::watched::Watched;
use super::{Counts, Results, Tested, full_name};

/// How many lines of what a failed test printed are shown at the beginning and at the end.
const FIRST_LINES: usize = 10;
const LAST_LINES: usize = 30;

/// Names every test.
///
/// # Errors
/// Where a file cannot be loaded, so that its tests have no names.
pub(super) fn list(files: &[TestFile], form: Results, page: &Page) -> Outcome {
    let names = files.iter().flat_map(|file| {
        let cases = file.cases.iter();
        cases.map(move |case| full_name(&file.source, &case.name))
    });
    let names: Vec<String> = names.collect();
    match form {
        Results::Json => page.put(&(json_text(&names, true) + "\n")),
        Results::Text | Results::Junit => names.iter().for_each(|name| page.put_name(name)),
    }
    let mut broken = files.iter().filter_map(|file| file.broken.as_ref());
    let Some(last) = broken.next_back() else {
        return Ok(());
    };
    broken.for_each(|failure| page.aside(&rendered(failure, page.width)));
    Err(last.clone().into())
}

/// Tells what became of the tests of a file.
pub(super) fn file(source: &Source, tested: &[Tested], page: &Page) {
    let counts = said(Counts::of(tested));
    let mut text = format!("{}: {counts}\n", visible(source.name()));
    for one in tested {
        if let Ended::Skipped(reason) = &one.ended {
            let test = one.test.as_deref().unwrap_or_default();
            text += &format!("  skipped {}: {}\n", visible(test), visible(reason));
        }
    }
    let mut any_failed = false;
    for one in tested {
        if let Ended::Failed(failure) = &one.ended {
            any_failed = true;
            text += &failed(one, failure, page.width);
        }
    }
    if any_failed {
        text.push('\n');
    }
    page.put(&text);
}

fn failed(one: &Tested, failure: &Failure, width: usize) -> String {
    let name = match &one.test {
        Some(test) => format!("{}::{test}", one.file),
        None => one.file.clone(),
    };
    let mut text = format!("\nfailed: {}\n{}", visible(&name), rendered(failure, width));
    if !one.output.is_empty() {
        text += "printed:\n";
        for line in ends_of(&visible_lines(&one.output)) {
            text += &format!("  {line}\n");
        }
    }
    text
}

/// The lines of what a test printed; of many those at the beginning and those at the end, where
/// what went wrong is nearest.
fn ends_of(output: &str) -> Vec<Cow<'_, str>> {
    let lines: Vec<&str> = output.lines().collect();
    let left_out = lines.len().saturating_sub(FIRST_LINES + LAST_LINES);
    if left_out < 2 {
        return lines.into_iter().map(Cow::Borrowed).collect();
    }
    let (first, rest) = lines.split_at(FIRST_LINES);
    let gap = format!("… {left_out} lines more; `--format json` has them");
    let first = first.iter().map(|line| Cow::Borrowed(*line));
    let last = rest[left_out..].iter().map(|line| Cow::Borrowed(*line));
    first.chain([Cow::Owned(gap)]).chain(last).collect()
}

/// A failure as a person reads it.
pub(super) fn rendered(failure: &Failure, width: usize) -> String {
    Diagnostic::from(failure.clone()).render(width)
}

/// Tells how it went as a whole.
pub(super) fn summary(tested: &[Tested], watched: Option<&Watched>, page: &Page) {
    let mut files: Vec<&str> = tested.iter().map(|one| one.file.as_str()).collect();
    files.dedup();
    let counts = Counts::of(tested);
    let line = match (counts.all(), files.len()) {
        (0, _) => "no tests".to_owned(),
        (_, 1) => format!("{} in 1 file", said(counts)),
        (_, files) => format!("{} in {files} files", said(counts)),
    };
    page.put(&format!("{line}\n"));
    if let Some(watched) = watched {
        page.put(&watched.text(page.width));
    }
}

fn said(counts: Counts) -> String {
    let each = [
        (counts.passed, "passed"),
        (counts.failed, "failed"),
        (counts.skipped, "skipped"),
    ];
    let each = each.into_iter().filter(|(count, _)| *count > 0);
    let each: Vec<String> = each
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    each.join(", ")
}
