//! Results for programs.

use serde::Serialize;

use crate::script::{Ended, Place};
use crate::session::Page;
use crate::table::{PAGE_WIDTH, json_text};

use super::watched::{LinesRecord, TimingsRecord, Watched};
use super::{Counts, Tested, report};

#[derive(Serialize)]
struct Record<'a> {
    passed: usize,
    failed: usize,
    skipped: usize,
    tests: Vec<TestRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<LinesRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timings: Option<TimingsRecord<'a>>,
}

#[derive(Serialize)]
struct TestRecord<'a> {
    file: &'a str,
    /// `null` for a file that could not be loaded.
    test: Option<&'a str>,
    outcome: &'static str,
    /// What went wrong, or why it was skipped.
    message: Option<&'a str>,
    /// Where it went wrong, or where the test is defined.
    place: Option<PlaceRecord<'a>>,
    /// The values of the parts of an assertion, or two values line by line.
    details: &'a [String],
    /// The failure as people read it.
    text: Option<String>,
    output: &'a str,
    seconds: f64,
}

#[derive(Serialize)]
struct PlaceRecord<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

/// Writes the results as one JSON object.
pub(super) fn put(tested: &[Tested], watched: Option<&Watched>, page: &Page) {
    let Counts {
        passed,
        failed,
        skipped,
    } = Counts::of(tested);
    let record = Record {
        passed,
        failed,
        skipped,
        tests: tested.iter().map(record).collect(),
        coverage: watched.and_then(Watched::lines_record),
        timings: watched.and_then(Watched::timings_record),
    };
    page.put(&(json_text(&record, true) + "\n"));
}

fn record(one: &Tested) -> TestRecord<'_> {
    let defined = one.at.map(|(line, column)| PlaceRecord {
        file: &one.file,
        line,
        column,
    });
    let (outcome, message, place, details, text) = match &one.ended {
        Ended::Passed => ("passed", None, defined, &[][..], None),
        Ended::Skipped(reason) => ("skipped", Some(reason.as_str()), defined, &[][..], None),
        Ended::Failed(failure) => (
            "failed",
            Some(failure.message.as_str()),
            failure.place.as_deref().map(PlaceRecord::of).or(defined),
            &failure.listing.lines[..],
            Some(report::rendered(failure, PAGE_WIDTH)),
        ),
    };
    TestRecord {
        file: &one.file,
        test: one.test.as_deref(),
        outcome,
        message,
        place,
        details,
        text,
        output: &one.output,
        seconds: one.time.as_secs_f64(),
    }
}

impl<'a> PlaceRecord<'a> {
    fn of(place: &'a Place) -> Self {
        Self {
            file: &place.source,
            line: place.line,
            column: place.column,
        }
    }
}
