//! What was seen while tests ran: which lines were run, and what they cost.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::script::{Covered, Timed, Watch};
use crate::table::{Cell, Column, Form, Table};

use super::Request;

/// How many lines are told of those that took longest.
const LONGEST: usize = 20;

/// How much of a line is shown.
const MOST_TEXT: usize = 32;

/// What was seen, as far as it was asked for.
pub(super) struct Watched {
    covered: Option<Vec<Covered>>,
    timed: Option<Vec<Timed>>,
}

/// The lines of all files.
#[derive(Serialize)]
pub(super) struct LinesRecord<'a> {
    lines: usize,
    run: usize,
    /// Rounded down to a tenth; `null` where there is no line.
    percent: Option<f64>,
    files: Vec<FileRecord<'a>>,
}

#[derive(Serialize)]
struct FileRecord<'a> {
    file: &'a str,
    lines: usize,
    run: usize,
    percent: Option<f64>,
    missing: &'a [usize],
    /// Lines that were run, but not the whole of them; they count as run.
    in_part: &'a [usize],
}

/// The cost of all lines.
#[derive(Serialize)]
pub(super) struct TimingsRecord<'a> {
    files: Vec<FileCost<'a>>,
    lines: Vec<LineCost<'a>>,
}

#[derive(Serialize)]
struct FileCost<'a> {
    file: &'a str,
    operations: u64,
    seconds: f64,
}

#[derive(Serialize)]
struct LineCost<'a> {
    file: &'a str,
    line: usize,
    calls: u64,
    operations: u64,
    seconds: f64,
    text: &'a str,
}

impl Watched {
    /// Takes what was seen of these files, and of what they import; of the scripts that come with
    /// the program only those that were asked for.
    pub(super) fn new(watch: &Watch, request: &Request, names: &BTreeSet<String>) -> Self {
        let is_meant = |of: &Covered| !of.shipped || names.contains(&*of.source);
        let covered = request.coverage.then(|| {
            let covered = watch.covered().into_iter();
            covered.filter(is_meant).collect()
        });
        let timed = request.timings.then(|| watch.timed());
        Self { covered, timed }
    }

    /// Says whether enough lines of a hundred were run.
    ///
    /// # Errors
    /// Where they were not.
    pub(super) fn reach(&self, threshold: f64) -> Result<(), Diagnostic> {
        let Some((run, lines)) = self.covered.as_deref().map(total) else {
            return Ok(());
        };
        match percent(run, lines) {
            None => Err(Diagnostic::error("there is no line that could be run")),
            Some(_) if share(run, lines) >= threshold => Ok(()),
            Some(percent) => Err(Diagnostic::error(format!(
                "{percent} percent of the lines were run, the threshold is {threshold}"
            ))),
        }
    }

    /// Lays out what was seen for people.
    pub(super) fn text(&self, width: usize) -> String {
        let mut text = String::new();
        let mut put = |table: Table| text += &format!("\n{}", table.render(Form::Text, width));
        if let Some(covered) = &self.covered {
            put(lines_table(covered));
        }
        if let Some(timed) = &self.timed {
            put(longest_table(timed));
            put(files_table(timed));
        }
        text
    }

    pub(super) fn lines_record(&self) -> Option<LinesRecord<'_>> {
        let covered = self.covered.as_deref()?;
        let (run, lines) = total(covered);
        Some(LinesRecord {
            lines,
            run,
            percent: percent(run, lines),
            files: covered.iter().map(FileRecord::of).collect(),
        })
    }

    pub(super) fn timings_record(&self) -> Option<TimingsRecord<'_>> {
        let timed = self.timed.as_deref()?;
        let lines = timed.iter().map(|of| LineCost {
            file: &of.source,
            line: of.line,
            calls: of.runs,
            operations: of.operations,
            seconds: of.time.as_secs_f64(),
            text: &of.text,
        });
        let files = files(timed)
            .into_iter()
            .map(|(file, (operations, time))| FileCost {
                file,
                operations,
                seconds: time.as_secs_f64(),
            });
        Some(TimingsRecord {
            files: files.collect(),
            lines: lines.collect(),
        })
    }
}

impl<'a> FileRecord<'a> {
    fn of(covered: &'a Covered) -> Self {
        let (run, lines) = run_of(covered);
        Self {
            file: &covered.source,
            lines,
            run,
            percent: percent(run, lines),
            missing: &covered.missing,
            in_part: &covered.in_part,
        }
    }
}

fn run_of(covered: &Covered) -> (usize, usize) {
    let lines = covered.lines.len();
    (lines - covered.missing.len(), lines)
}

fn total(covered: &[Covered]) -> (usize, usize) {
    let each = covered.iter().map(run_of);
    each.fold((0, 0), |(run, lines), (more_run, more)| {
        (run + more_run, lines + more)
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a script has far fewer lines than that"
)]
fn share(run: usize, lines: usize) -> f64 {
    100.0 * run as f64 / lines as f64
}

/// Rounded down, so that nothing but all is 100.
fn percent(run: usize, lines: usize) -> Option<f64> {
    (lines > 0).then(|| (share(run, lines) * 10.0).floor() / 10.0)
}

fn percent_text(run: usize, lines: usize) -> String {
    percent(run, lines).map_or_else(
        || "no lines".to_owned(),
        |percent| format!("{percent:.1} %"),
    )
}

fn lines_table(covered: &[Covered]) -> Table {
    let (run, lines) = total(covered);
    let columns = [
        Column::new("file"),
        Column::new("lines").right(),
        Column::new("run").right(),
        Column::new("share").right(),
        Column::new("not run"),
    ];
    let mut table =
        Table::new(columns).titled(format!("lines that were run: {}", percent_text(run, lines)));
    for of in covered {
        let (run, lines) = run_of(of);
        let cells: [Cell; 5] = [
            (*of.source).into(),
            lines.into(),
            run.into(),
            percent_text(run, lines).into(),
            spans(of).into(),
        ];
        table.row(cells).expect("as many cells as columns");
    }
    table
}

/// Lines as spans: `3, 5 (in part), 7-9`. A span goes on over lines that do not count.
fn spans(of: &Covered) -> String {
    let mut spans: Vec<(usize, usize, &str)> = Vec::new();
    let mut missing = of.missing.iter().copied().peekable();
    let mut in_part = of.in_part.iter().copied().peekable();
    let mut goes_on = false;
    for line in &of.lines {
        if in_part.next_if_eq(line).is_some() {
            spans.push((*line, *line, " (in part)"));
        }
        if missing.next_if_eq(line).is_none() {
            goes_on = false;
            continue;
        }
        match spans.last_mut() {
            Some((_, last, _)) if goes_on => *last = *line,
            _ => spans.push((*line, *line, "")),
        }
        goes_on = true;
    }
    let each = spans.iter().map(|(first, last, mark)| match first == last {
        true => format!("{first}{mark}"),
        false => format!("{first}-{last}"),
    });
    each.collect::<Vec<_>>().join(", ")
}

fn count(n: u64) -> Cell {
    i64::try_from(n).unwrap_or(i64::MAX).into()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}

fn longest_table(timed: &[Timed]) -> Table {
    let mut longest: Vec<&Timed> = timed.iter().collect();
    longest.sort_by_key(|of| std::cmp::Reverse((of.time, of.operations)));
    let columns = [
        Column::new("line"),
        Column::new("calls").right(),
        Column::new("operations").right(),
        Column::new("time").right(),
        Column::new("text"),
    ];
    let mut table = Table::new(columns).titled("lines that took longest");
    for of in longest.iter().take(LONGEST) {
        let cells: [Cell; 5] = [
            format!("{}:{}", of.source, of.line).into(),
            count(of.runs),
            count(of.operations),
            milliseconds(of.time).into(),
            beginning(&of.text).into(),
        ];
        table.row(cells).expect("as many cells as columns");
    }
    if longest.len() > LONGEST {
        table.note(format!(
            "{} lines more: `--format json` tells all",
            longest.len() - LONGEST
        ));
    }
    table.note("time includes that of watching: it tells lines apart, not how fast they are");
    table
}

/// As much of a line as stands beside its numbers.
fn beginning(text: &str) -> String {
    match text.char_indices().nth(MOST_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn files(timed: &[Timed]) -> BTreeMap<&str, (u64, Duration)> {
    let mut files: BTreeMap<&str, (u64, Duration)> = BTreeMap::new();
    for of in timed {
        let file = files.entry(&of.source).or_default();
        file.0 += of.operations;
        file.1 += of.time;
    }
    files
}

fn files_table(timed: &[Timed]) -> Table {
    let columns = [
        Column::new("file"),
        Column::new("operations").right(),
        Column::new("time").right(),
    ];
    let mut table = Table::new(columns).titled("files");
    for (file, (operations, time)) in files(timed) {
        let cells: [Cell; 3] = [file.into(), count(operations), milliseconds(time).into()];
        table.row(cells).expect("as many cells as columns");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Covered, percent_text, spans};

    #[test]
    fn lines_that_follow_each_other_are_one_span() {
        let of = |missing: &[usize], in_part: &[usize]| {
            spans(&Covered {
                source: "it".into(),
                shipped: false,
                lines: vec![2, 3, 5, 6, 9, 12],
                missing: missing.to_vec(),
                in_part: in_part.to_vec(),
            })
        };
        assert_eq!(of(&[2, 5, 6, 9], &[]), "2, 5-9");
        assert_eq!(of(&[12], &[]), "12");
        assert_eq!(of(&[], &[]), "");
        assert_eq!(
            of(&[2, 6], &[3, 5, 12]),
            "2, 3 (in part), 5 (in part), 6, 12 (in part)"
        );
    }

    #[test]
    fn only_all_is_a_hundred() {
        assert_eq!(percent_text(9_999, 10_000), "99.9 %");
        assert_eq!(percent_text(3, 3), "100.0 %");
        assert_eq!(percent_text(0, 0), "no lines");
    }
}
