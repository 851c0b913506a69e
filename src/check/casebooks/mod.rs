//! The checks of casebooks: a family of checks a file. Each has its rows of the catalog, and looks
//! at one incident at a time, save for what may be one across incidents.

mod added;
mod alike;
mod bodies;
mod copies;
mod dates;
mod decisions;
mod ends;
mod falling;
mod increments;
mod names;
mod partial;
mod same_page;
mod scopes;
mod sums;
mod undocumented;

use jiff::civil::Date;

use super::books::{Books, Case};
use super::{Check, Checked, Finding};

/// Every check of casebooks, in the order in which they are listed.
pub(super) const CHECKS: &[Check] = &[
    added::MISMATCH,
    added::ACROSS,
    names::OVER_CLAIM,
    names::OVER_FIGURES,
    increments::ON_OUT,
    increments::ON_SUPERSEDED,
    falling::FALLING,
    ends::RANGE,
    dates::NEWER,
    undocumented::NO_DATE,
    undocumented::NO_LOCATOR,
    undocumented::IDENTICAL,
    same_page::SAME_PAGE,
    copies::ONE_COPY,
    scopes::DIFFER,
    bodies::ONE_BODY,
    alike::ONE_PERSON,
    decisions::UNSIGNED,
    decisions::WITHOUT_STANDING,
];

/// Whoever looks at an incident.
const LOOKS: &[fn(&Case<'_>, &mut Vec<Finding>)] = &[
    sums::look,
    names::look,
    increments::look,
    falling::look,
    ends::look,
    dates::look,
    undocumented::look,
    same_page::look,
    copies::look,
    decisions::look,
];

/// Looks at casebooks.
pub(super) fn look(books: &Books, today: Date, checked: &mut Checked) {
    let cases = books.cases(today);
    for case in &cases {
        for look in LOOKS {
            look(case, &mut checked.findings);
        }
        scopes::look(case, checked);
    }
    alike::look(books, &cases, checked);
}

macro_rules! check {
    ($id:literal, $level:ident, $about:literal) => {
        crate::check::Check {
            id: $id,
            subject: crate::check::Subject::Casebooks,
            level: crate::check::Level::$level,
            about: $about,
            page: include_str!(concat!("../pages/", $id, ".md")),
        }
    };
}
use check;
