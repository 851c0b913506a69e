//! `doc`: the manual of what scripts can call.

use crate::diagnostic::Diagnostic;
use crate::script::{Host, Limits};

use super::Outcome;
use crate::session::{Page, about, contents};

/// Prints the manual, or what it says of a name.
///
/// # Errors
/// Where nothing has that name.
pub fn doc(name: Option<&str>, page: &Page) -> Outcome {
    let host = Host::new(Limits::default());
    let manual = host.manual();
    match name {
        None => page.put(&contents(manual).render(page.form, page.width)),
        Some(name) => match about(manual, name) {
            Ok(text) => page.put(&text),
            Err(hint) => {
                return Err(Diagnostic::usage(format!("nothing is called `{name}`")).hint(hint));
            }
        },
    }
    Ok(())
}
