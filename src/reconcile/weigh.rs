//! Casebooks made ready for judgement.

use std::rc::Rc;

use crate::incident::{Casebook, Problems};

use super::evidence::Evidence;

/// Works out the origins and dates of every incident of a casebook.
///
/// # Errors
/// With every claim that says what it may not, given whose word it is, at its place in its file.
pub fn weigh(casebook: Casebook) -> Result<Vec<Rc<Evidence>>, Problems> {
    let mut problems = Vec::new();
    let mut incidents = Vec::with_capacity(casebook.incidents.len());
    for incident in casebook.incidents {
        match Evidence::new(Rc::clone(&incident)) {
            Ok(evidence) => incidents.push(Rc::new(evidence)),
            Err(misuses) => problems.extend(misuses.into_iter().map(|misuse| {
                incident.located(misuse.claim).problem(
                    misuse.key,
                    misuse.message,
                    Some(misuse.hint),
                )
            })),
        }
    }
    match Problems::gather(problems) {
        Some(problems) => Err(problems),
        None => Ok(incidents),
    }
}
