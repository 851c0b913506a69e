//! `merge`: what several coders wrote as one casebook, or the list of what they disagree on.

use std::path::{Path, PathBuf};

use super::Outcome;
use crate::diagnostic::Diagnostic;
use crate::exchange::{self, Conflict, Side, Unmerged, conflict_records, conflicts_table};
use crate::incident::Problems;
use crate::session::{Page, is_stdout, may_write, put_out, texts};

/// What `merge` is given.
#[derive(Clone, Debug)]
pub struct Merge {
    /// The casebooks: two, or more, which are then brought together one by one.
    pub files: Vec<PathBuf>,
    /// Where the result goes; `-` is stdout.
    pub out: PathBuf,
    /// Whether a file that is there may be written over.
    pub force: bool,
}

/// Brings casebooks together. Where they disagree nothing is written but the list of conflicts,
/// which is the result then, in the form of the page.
///
/// # Errors
/// Where a file cannot be read, is no valid casebook or cannot be written, and where two disagree.
pub fn merge(merge: &Merge, page: &Page) -> Outcome {
    if !is_stdout(&merge.out) {
        refuse_lines(&merge.out)?;
        may_write(&merge.out, merge.force)?;
    }
    let mut sides = sides(&merge.files)?.into_iter();
    let Some(mut whole) = sides.next() else {
        return Err(Diagnostic::usage(
            "expected two casebooks or more, found none",
        ));
    };
    for side in sides {
        whole = exchange::merge(&whole, &side).map_err(|unmerged| match unmerged {
            Unmerged::Invalid(problems) => Diagnostic::casebook(&problems)
                .hint("each is valid by itself; what they make together is not"),
            Unmerged::Conflicts(conflicts) => {
                page.put_tables(
                    &conflicts,
                    || conflict_records(&conflicts),
                    || vec![conflicts_table(&whole, &side, &conflicts)],
                );
                disagreement(&conflicts, &whole, &side)
            }
        })?;
    }
    let text = whole.document().laid_out();
    put_out(&merge.out, &text, merge.force, page)
}

/// Reads casebooks each by itself, and says everything that is wrong with any.
///
/// # Errors
/// Where one cannot be read or is not valid.
pub(super) fn sides(files: &[PathBuf]) -> Result<Vec<Side>, Diagnostic> {
    let mut sides = Vec::with_capacity(files.len());
    let mut problems = Vec::new();
    for input in texts(files)? {
        match Side::read(&input) {
            Ok(side) => sides.push(side),
            Err(found) => problems.extend(found),
        }
    }
    match Problems::gather(problems) {
        Some(problems) => Err(Diagnostic::casebook(&problems)),
        None => Ok(sides),
    }
}

/// Refuses to write an object under the name of a file of lines.
fn refuse_lines(out: &Path) -> Outcome {
    let ending = out.extension().and_then(|ending| ending.to_str());
    if ending.is_some_and(|ending| ["ndjson", "jsonl"].contains(&&*ending.to_lowercase())) {
        let message = format!("`{}` would be read as an incident a line", out.display());
        return Err(Diagnostic::usage(message)
            .hint("what is brought together is one object: end its name in `.json`"));
    }
    Ok(())
}

fn disagreement(conflicts: &[Conflict], one: &Side, other: &Side) -> Diagnostic {
    let count = match conflicts.len() {
        1 => "1 conflict".to_owned(),
        count => format!("{count} conflicts"),
    };
    let (one, other) = (one.name(), other.name());
    let message = format!("{count} between `{one}` and `{other}`: nothing is written");
    let diagnostic = Diagnostic::error(message);
    let hint = "settle each in one of the files, so that both say the same";
    let diagnostic = diagnostic.hint(hint);
    // Claims without ids are taken for one where they may be two.
    if conflicts.iter().any(|conflict| conflict.object == "claim") {
        return diagnostic.hint("where they are two claims, give each an `id` of its own");
    }
    diagnostic
}
