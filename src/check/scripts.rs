//! The checks of scripts.

use std::sync::Arc;

use crate::script::{Lint, Script};

use super::catalog::check_named;
use super::{Check, Checked, Finding};

/// Every check of scripts, in the order in which they are listed.
pub(super) const CHECKS: &[Check] = &[];

/// A script that compiles, with the mistakes that were found in it.
#[derive(Clone, Debug)]
pub struct Linted {
    /// The script.
    pub script: Script,
    /// The mistakes.
    pub lints: Vec<Lint>,
    /// Which of the files that are checked it is.
    pub order: usize,
}

/// Makes findings of the mistakes in a script.
pub(super) fn look(script: &Linted, checked: &mut Checked) {
    let findings = script.lints.iter().filter_map(|lint| {
        Some(Finding {
            check: check_named(lint.check)?,
            file: Arc::from(script.script.source().name()),
            order: script.order,
            line: u32::try_from(lint.place.line).ok(),
            place: Some(lint.place.clone()),
            incident: None,
            about: Vec::new(),
            lines: Vec::new(),
            of: Vec::new(),
            message: lint.message.clone(),
            evidence: Vec::new(),
            decide: lint.hint.clone().unwrap_or_default(),
            waived: None,
        })
    });
    checked.findings.extend(findings);
}
