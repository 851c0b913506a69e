//! `doc`: the manual of what scripts can call, its chapters, and the rules that come along.
//!
//! The list of names and that of the rules are tables, in the form that is asked for. What is said
//! of one name or rule, and a chapter, is prose: the same text in every form, a chapter the Markdown
//! of its file.

use crate::diagnostic::Diagnostic;
use crate::script::{Host, Limits};

use super::Outcome;
use crate::session::{Page, about, asks_for_rules, contents, list_of_checks, rules};

/// Prints what the manual holds, or what it says of a name, or a chapter of it.
///
/// # Errors
/// Where nothing has that name.
pub fn doc(name: Option<&str>, page: &Page) -> Outcome {
    let host = Host::new(Limits::default());
    let manual = host.manual();
    let Some(name) = name else {
        page.put(&contents(manual).render(page.form, page.width));
        return Ok(());
    };
    let list = asks_for_rules(name).then(rules);
    if let Some(table) = list.or_else(|| list_of_checks(name)) {
        page.put(&table.render(page.form, page.width));
        return Ok(());
    }
    match about(manual, name) {
        Ok(text) => {
            page.put(&text);
            Ok(())
        }
        Err(hint) => Err(Diagnostic::usage(format!("nothing is called `{name}`")).hint(hint)),
    }
}
