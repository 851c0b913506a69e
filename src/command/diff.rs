//! `diff`: what became of a casebook, in the words of the field.

use std::path::PathBuf;

use super::Outcome;
use super::merge::sides;
use crate::diagnostic::Diagnostic;
use crate::exchange::{self, diff_records, diff_tables};
use crate::reconcile::Join;
use crate::session::{Casebooks, Page};
use crate::table::Form;

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
    if found.is_empty() && page.form == Form::Text {
        page.put("no differences\n");
    } else {
        page.put_tables(&found, || diff_records(&found), || diff_tables(&found));
    }
    if diff.exit_code && !found.is_empty() {
        let message = format!("`{}` and `{}` differ", left.name(), right.name());
        return Err(Diagnostic::error(message));
    }
    Ok(())
}
