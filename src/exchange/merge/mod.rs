//! Two casebooks brought together: what both have once, what one has as well, and nothing decided.
//!
//! Objects are one by their id (claims and people without one as [`pairing`](super::pairing) says).
//! Where the two say the same, the form of the first stays; where they differ in any key, even one
//! that only one of them has, that is a [`Conflict`], and then there is no result at all.
//!
//! Where the words leave a choice: `coded_by` is united, `version` belongs to a file and differs as
//! soon as one has none. The result is an incident alone where both are the same one, else a
//! casebook; NDJSON becomes one, whose `version` is that of its lines, which must agree. What only
//! a casebook can have (`x-` keys beside its incidents) is compared where both are casebooks.

mod conflict;
mod entrants;
mod incident;
mod levels;
mod root;

pub use self::conflict::{Conflict, Held, conflict_records, conflicts_table};

use self::conflict::Conflicts;
use self::incident::{Merged, merge_incident};
use self::levels::Levels;
use super::Side;
use super::side::{Matched, matched};
use crate::incident::{Document, Input, Problems};

/// Why two casebooks cannot be brought together.
#[derive(Debug)]
pub enum Unmerged {
    /// They say different things of the same objects.
    Conflicts(Vec<Conflict>),
    /// What came out is no valid casebook.
    Invalid(Problems),
}

/// Brings two casebooks together. The result is valid: it has been loaded.
///
/// # Errors
/// With every conflict, in the order of the first casebook.
pub fn merge(left: &Side, right: &Side) -> Result<Side, Unmerged> {
    let (lefts, rights) = (left.views(), right.views());
    let mut conflicts = Conflicts::between(left, right);
    root::compare(left, right, &mut conflicts);
    let levels = Levels::plan(left, right, (&lefts, &rights), &mut conflicts);
    let mut merged: Vec<Merged> = Vec::new();
    for of in matched(&lefts, &rights) {
        let (first, other) = match of {
            Matched::Both(left, right) => (left, Some(right)),
            Matched::Left(only) | Matched::Right(only) => (only, None),
        };
        merged.push(merge_incident(first, other, &levels, &mut conflicts));
    }
    let conflicts = conflicts.into_list();
    if !conflicts.is_empty() {
        return Err(Unmerged::Conflicts(conflicts));
    }
    let (incidents, places) = merged.into_iter().map(|of| (of.node, of.places)).unzip();
    let root = root::assemble(left, right, levels, incidents);
    // The names of the two may end as those of files with an incident a line do.
    let input = Input::new("the result", Document::of(root).laid_out());
    match Side::read(&input) {
        Ok(side) => Ok(side.brought_together(left, right, places)),
        Err(problems) => Err(Unmerged::Invalid(problems)),
    }
}
