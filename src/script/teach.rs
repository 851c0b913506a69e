//! Errors that teach: what the engine says, in the words of the author's problem.

use rhai::{Dynamic, EvalAltResult, ParseErrorType};

use super::failure::{Failure, Kind, Place};
use super::host::Host;
use super::limits::{Limit, Limits};

/// The failure of a limit: its name, its value, and what to do.
pub(crate) fn limit(limits: &Limits, limit: Limit) -> Failure {
    Failure::new(
        Kind::Limit,
        format!(
            "the limit `{limit}` stopped the script: {} ({})",
            limits.value(limit),
            limit.about()
        ),
    )
    .hint(limit.advice())
}

/// The text of a value that a script threw.
pub(crate) fn thrown(host: &Host, value: Dynamic) -> String {
    host.text_of(value)
}

/// An error of compiling.
pub(crate) fn compile(
    host: &Host,
    source: &str,
    error: &ParseErrorType,
    place: Option<&Place>,
) -> Failure {
    let _ = (host, source, place);
    Failure::new(Kind::Compile, error.to_string())
}

/// An error of running.
pub(crate) fn run(host: &Host, error: EvalAltResult, place: Option<&Place>) -> Failure {
    let _ = place;
    match error {
        EvalAltResult::ErrorTooManyVariables(_) => limit(host.limits(), Limit::Variables),
        EvalAltResult::ErrorTooManyModules(_) => limit(host.limits(), Limit::Modules),
        EvalAltResult::ErrorStackOverflow(_) => limit(host.limits(), Limit::Calls),
        EvalAltResult::ErrorTooManyOperations(_) => limit(host.limits(), Limit::Operations),
        EvalAltResult::ErrorDataTooLarge(what, _) => limit(host.limits(), too_large(&what)),
        mut error => {
            error.take_position();
            Failure::new(Kind::Fault, error.to_string())
        }
    }
}

fn too_large(what: &str) -> Limit {
    if what.contains("string") {
        Limit::Text
    } else if what.contains("map") {
        Limit::Map
    } else {
        Limit::Array
    }
}
