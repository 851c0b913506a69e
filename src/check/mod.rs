//! What would silently go wrong in a script or a casebook, before anybody relies on its figures.
//!
//! A check is one row of the [catalog](checks): its id, which never changes, how much its findings
//! weigh, and the page that says what it finds, why that matters, and how it is done better. What
//! reads a syntax tree lives with the scripts, what weighs claims with judgement; here their answers
//! become [findings](Finding).
//!
//! A finding may be waived where it stands: with a reason, who decided, and until when. A waived
//! finding is listed and counted apart, never dropped. What is wrong with waivers is found as well,
//! and cannot be waived.
//!
//! Invariant: the cost grows with the claims, figures and sources that are checked, not with their
//! product; nothing here names a screen.

mod books;
mod casebooks;
mod catalog;
mod finding;
mod scripts;
mod waivers;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use books::{Book, Books};
pub use catalog::{Check, Level, Subject, check_named, checks};
pub use finding::{Finding, Waived};
pub use scripts::Linted;

use waivers::{Waivers, settle};

/// Everything that was found.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings, by file and line; those that are waived too.
    pub findings: Vec<Finding>,
    /// What was not looked at, a sentence each.
    pub left_out: Vec<String>,
    /// How many claims the casebooks set aside by decision.
    pub set_aside: usize,
}

impl Checked {
    /// Returns how many findings are errors that nobody waived.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|found| found.fails()).count()
    }

    /// Returns how many findings are hints that nobody waived.
    #[must_use]
    pub fn hints(&self) -> usize {
        self.findings.len() - self.errors() - self.waived()
    }

    /// Returns how many findings are waived.
    #[must_use]
    pub fn waived(&self) -> usize {
        let waived = self.findings.iter().filter(|found| found.waived.is_some());
        waived.count()
    }
}

/// Looks for what is wrong in casebooks and scripts, on a day that decisions are held against.
#[must_use]
pub fn look(books: Option<&Books>, scripts: &[Linted], today: Date) -> Checked {
    let mut checked = Checked::default();
    let mut waivers = Waivers::new(today);
    if let Some(books) = books {
        casebooks::look(books, today, &mut checked);
        checked.set_aside = books.set_aside();
        waivers.read_books(books);
    }
    for script in scripts {
        scripts::look(script, &mut checked);
        // Of a script that does not compile nothing is known, so no waiver of it is too many.
        if script.broken.is_none() {
            waivers.read_script(script);
        }
    }
    checked.findings = settle(checked.findings, waivers);
    checked.findings.sort_by(|one, other| {
        let place = |of: &Finding| {
            let column = of.place.as_ref().map(|place| place.column);
            (of.order, of.line, column, of.check.level)
        };
        place(one).cmp(&place(other))
    });
    checked
}
