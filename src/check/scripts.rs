//! The checks of scripts.

use std::sync::Arc;

use crate::script::{Failure, Lint, Place, Source};

use super::catalog::check_named;
use super::{Check, Checked, Finding, Level, Subject};

/// A script that cannot be read as one. Nothing else is found in it, and nobody can waive it.
pub(super) const BROKEN: Check = script(
    "does-not-compile",
    Level::Error,
    "a script that cannot be run at all",
    include_str!("pages/does-not-compile.md"),
);

/// Every check of scripts, in the order in which they are listed.
pub(super) const CHECKS: &[Check] = &[
    BROKEN,
    script(
        "unknown-function",
        Level::Error,
        "a function or a method that is not there",
        include_str!("pages/unknown-function.md"),
    ),
    script(
        "wrong-arity",
        Level::Error,
        "a call with more or fewer values than the function takes",
        include_str!("pages/wrong-arity.md"),
    ),
    script(
        "unknown-property",
        Level::Error,
        "a property that the value does not have",
        include_str!("pages/unknown-property.md"),
    ),
    script(
        "unknown-word",
        Level::Error,
        "a text where only a word of a list fits, and it is none of them",
        include_str!("pages/unknown-word.md"),
    ),
    script(
        "almost-a-rule",
        Level::Error,
        "a function that is nearly `fn rule(claims)`, and is never called",
        include_str!("pages/almost-a-rule.md"),
    ),
    script(
        "captured-loop-variable",
        Level::Error,
        "a closure that is kept and sees the last value of a loop",
        include_str!("pages/captured-loop-variable.md"),
    ),
    script(
        "comparer-not-integer",
        Level::Error,
        "sorting by a function that answers no number",
        include_str!("pages/comparer-not-integer.md"),
    ),
    script(
        "ignored-result",
        Level::Error,
        "an answer that is dropped by a line that does nothing else",
        include_str!("pages/ignored-result.md"),
    ),
    script(
        "mutated-copy",
        Level::Error,
        "a change to a copy, which is lost",
        include_str!("pages/mutated-copy.md"),
    ),
    script(
        "unused-variable",
        Level::Error,
        "a variable that is never read",
        include_str!("pages/unused-variable.md"),
    ),
    script(
        "unused-parameter",
        Level::Error,
        "a parameter that is never read",
        include_str!("pages/unused-parameter.md"),
    ),
    script(
        "unknown-import",
        Level::Error,
        "an import of what is not there, or does not compile",
        include_str!("pages/unknown-import.md"),
    ),
    script(
        "unused-import",
        Level::Error,
        "a module that is imported and never asked",
        include_str!("pages/unused-import.md"),
    ),
    script(
        "unreachable-code",
        Level::Error,
        "lines that no way leads to",
        include_str!("pages/unreachable-code.md"),
    ),
    script(
        "no-independence",
        Level::Hint,
        "a rule that never looks at who depends on whom",
        include_str!("pages/no-independence.md"),
    ),
    script(
        "non-determinism",
        Level::Error,
        "an answer that would depend on the day or on chance",
        include_str!("pages/non-determinism.md"),
    ),
    script(
        "switch-on-unknown",
        Level::Hint,
        "a `switch` on a number that may be unknown",
        include_str!("pages/switch-on-unknown.md"),
    ),
    script(
        "compared-with-unknown",
        Level::Error,
        "a comparison with `unknown()`",
        include_str!("pages/compared-with-unknown.md"),
    ),
    script(
        "compared-with-itself",
        Level::Error,
        "a comparison of a value with itself",
        include_str!("pages/compared-with-itself.md"),
    ),
    script(
        "assigned-to-itself",
        Level::Error,
        "a variable that is given its own value",
        include_str!("pages/assigned-to-itself.md"),
    ),
    script(
        "nothing-answered",
        Level::Error,
        "keeping the answer of a method that answers nothing",
        include_str!("pages/nothing-answered.md"),
    ),
];

const fn script(id: &'static str, level: Level, about: &'static str, page: &'static str) -> Check {
    Check {
        id,
        subject: Subject::Scripts,
        level,
        about,
        page,
    }
}

/// A script, with the mistakes that were found in it.
#[derive(Clone, Debug)]
pub struct Linted {
    /// The script.
    pub source: Source,
    /// The mistakes; none where it does not compile.
    pub lints: Vec<Lint>,
    /// Why it does not compile, where it does not.
    pub broken: Option<Box<Failure>>,
    /// Which of the files that are checked it is.
    pub order: usize,
}

/// Makes findings of the mistakes in a script.
pub(super) fn look(script: &Linted, checked: &mut Checked) {
    let finding = |check: &'static Check, place: Option<Place>, message: &str| Finding {
        check,
        file: Arc::from(script.source.name()),
        order: script.order,
        line: place.as_ref().and_then(|at| u32::try_from(at.line).ok()),
        place,
        incident: None,
        about: Vec::new(),
        lines: Vec::new(),
        of: Vec::new(),
        message: message.to_owned(),
        evidence: Vec::new(),
        decide: String::new(),
        waived: None,
    };
    if let Some(failure) = &script.broken {
        let place = failure.place.as_deref().cloned();
        let found = finding(&BROKEN, place, &failure.message);
        let decide = match failure.hints.is_empty() {
            true => "mend it: nothing else is looked for in a script that does not compile".into(),
            false => failure.hints.join("; "),
        };
        let evidence = failure.listing.lines.iter().chain(&failure.notes).cloned();
        checked
            .findings
            .push(found.because(evidence).decide(decide));
    }
    let findings = script.lints.iter().map(|lint| {
        let place = Some(lint.place.clone());
        let check = check_named(lint.check).expect("a test finds a row for every lint");
        let found = finding(check, place, &lint.message);
        found.decide(lint.hint.clone().unwrap_or_default())
    });
    checked.findings.extend(findings);
}
