//! `diff`: what became of a casebook, in the words of the field.

use std::path::PathBuf;

use super::Outcome;
use super::merge::sides;
use crate::diagnostic::Diagnostic;
use crate::exchange::{self, diff_records, diff_tables};
use crate::reconcile::Join;
use crate::session::{Casebooks, Page};
use crate::table::{Form, json_text};

/// What `diff` is given.
#[derive(Clone, Debug)]
pub struct Diff {
    /// The first casebook and the second.
    pub files: [PathBuf; 2],
    /// The quantifier profile that figures are read under.
    pub profile: Option<String>,
    /// How origins are joined.
    pub join: Join,
    /// Whether to fail where the two differ.
    pub exit_code: bool,
}

/// Compares two casebooks. That they differ is a result and no error, as an unresolved estimate is
/// one; who needs to know by the exit code asks for it.
///
/// # Errors
/// Where a file cannot be read or is no valid casebook; where the two differ, if that is asked for.
pub fn diff(diff: &Diff, page: &Page) -> Outcome {
    let casebooks = Casebooks {
        profile: diff.profile.clone(),
        ..Casebooks::default()
    };
    let profile = casebooks.profile()?;
    let sides = sides(&diff.files)?;
    let [left, right] = &sides[..] else {
        return Err(Diagnostic::usage("expected two casebooks"));
    };
    let found = exchange::diff(left, right, &profile, diff.join);
    match page.form {
        Form::Json => page.put(&(json_text(&found, true) + "\n")),
        Form::Csv => page.put(&diff_records(&found).render(page.form, page.width)),
        Form::Text if found.is_empty() => page.put("no differences\n"),
        Form::Text | Form::Markdown | Form::Html => {
            for (at, table) in diff_tables(&found).iter().enumerate() {
                if at > 0 {
                    page.put("\n");
                }
                page.put(&table.render(page.form, page.width));
            }
        }
    }
    if diff.exit_code && !found.is_empty() {
        let message = format!("`{}` and `{}` differ", left.name(), right.name());
        return Err(Diagnostic::error(message));
    }
    Ok(())
}
