//! From the engine's nested error to a [`Failure`]: where it began, and the calls that led there.
//!
//! Each frame of a nested error names the source of the *callee* and the place in the *caller*, so
//! the walk keeps the current source, reports the place in it, and then moves on.

use rhai::{EvalAltResult, Position};

use super::failure::{Call, Failure, Kind, Listing, Place};
use super::fault::Fault;
use super::host::Host;
use super::meter::Stop;
use super::source::ANONYMOUS;
use super::teach;

/// Turns an error of an evaluation into a failure; `source` is the one that was run.
pub(crate) fn explain(
    host: &Host,
    source: &str,
    error: EvalAltResult,
    stopped: Option<Stop>,
) -> Failure {
    let mut trail: Vec<Call> = Vec::new();
    let mut source = source.to_owned();
    let mut error = error;
    let (root, at) = loop {
        match error {
            EvalAltResult::ErrorInFunctionCall(name, callee, inner, at) => {
                trail.push(Call {
                    name: called(&name),
                    imported: false,
                    place: host.place(&source, at),
                });
                // Of a closure that a module was handed, the engine tells the source of the module.
                match host.sources().source_of_closure(&name) {
                    Some(written_in) => source = written_in.to_string(),
                    None if !callee.is_empty() => source = callee,
                    None => {}
                }
                error = *inner;
            }
            EvalAltResult::ErrorInModule(path, inner, at) => {
                trail.push(Call {
                    name: format!("the module `{path}`"),
                    imported: true,
                    place: host.place(&source, at),
                });
                if host.knows(&path) {
                    source = path;
                }
                error = *inner;
            }
            other => {
                let at = other.position();
                break (other, at);
            }
        }
    };
    trail.reverse();
    let place = place_of(host, &source, at, &mut trail);
    let mut failure = match stopped {
        Some(stop) => stopped_by(host, stop),
        None => cause(host, &source, root, place.as_ref()),
    }
    .at(place);
    merge(&mut trail, failure.place.as_deref());
    failure.trail = trail;
    failure
}

/// What stopped an evaluation that the script may even have answered.
pub(crate) fn stopped_by(host: &Host, stop: Stop) -> Failure {
    match stop {
        Stop::Interrupted => Failure::new(Kind::Interrupted, "interrupted"),
        Stop::Skipped => Failure::new(Kind::Fault, "skipped"),
        Stop::Limit(limit) => teach::limit(host.limits(), limit),
    }
}

fn cause(host: &Host, source: &str, error: EvalAltResult, place: Option<&Place>) -> Failure {
    match error {
        EvalAltResult::ErrorRuntime(value, _) => match value.clone().try_cast::<Fault>() {
            Some(fault) => Failure {
                listing: Box::new(Listing {
                    lines: fault.listing,
                }),
                notes: fault.notes,
                hints: fault.hints,
                ..Failure::new(
                    if fault.usage {
                        Kind::Usage
                    } else {
                        Kind::Fault
                    },
                    fault.message,
                )
            },
            None => Failure::new(Kind::Thrown, teach::thrown(host, value)),
        },
        EvalAltResult::ErrorParsing(error, at) => {
            teach::compile(host, &error, host.place(source, at).as_ref())
        }
        error => teach::run(host, error, place),
    }
}

/// The place of the error itself, or that of the innermost call where it has none: a fault in a
/// native callback is filed under the call that made it.
fn place_of(host: &Host, source: &str, at: Position, trail: &mut Vec<Call>) -> Option<Place> {
    host.place(source, at).or_else(|| {
        let known = trail.iter().position(|call| call.place.is_some())?;
        trail.drain(..=known).next_back()?.place
    })
}

/// A builtin that calls back gives two frames at one place: one is enough.
pub(super) fn merge(trail: &mut Vec<Call>, place: Option<&Place>) {
    let mut last = place.cloned();
    trail.retain(|call| {
        let again = call.place.is_some() && call.place == last;
        last.clone_from(&call.place);
        !again && call.place.is_some()
    });
}

pub(super) fn called(name: &str) -> String {
    if name.starts_with(ANONYMOUS) {
        "the closure".into()
    } else {
        format!("`{name}`")
    }
}
