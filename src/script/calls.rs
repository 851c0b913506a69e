//! Calls of functions that are not there: the name, the number of values, or their types are wrong.

use super::elsewhere::instead_of;
use super::failure::{Failure, Kind, Place};
use super::host::Host;
use super::lexis::{self, is_word};
use super::members::{GET, members};
use super::signature::{Signature, builtins};
use super::source::ANONYMOUS;
use super::suggest::did_you_mean;
use super::teach::{ABSENT, NOT_KNOWN, counted};
use super::types::type_name;

/// How many ways of calling a builtin a message lists.
const LISTED: usize = 8;

/// A call as the engine reports it.
struct Missed<'a> {
    name: &'a str,
    /// The types of the values, that of what a method is called on first.
    kinds: Vec<String>,
    method: bool,
}

/// Says what is wrong with a call, from the engine's `name (type, type)`.
pub(crate) fn not_found(host: &Host, signature: &str, place: Option<&Place>) -> Failure {
    let (path, kinds) = signature.split_once(" (").unwrap_or((signature, ""));
    let kinds = kinds.strip_suffix(')').unwrap_or(kinds);
    let missed = Missed {
        name: path.rsplit("::").next().unwrap_or(path),
        kinds: kinds
            .split(", ")
            .filter(|kind| !kind.is_empty())
            .map(type_of_signature)
            .collect(),
        method: place.is_some_and(follows_a_dot),
    };
    if missed.name.starts_with(ANONYMOUS) {
        return closure(host, &missed);
    }
    if !is_word(missed.name) {
        return operator(&missed);
    }
    if let Some((module, _)) = path.rsplit_once("::") {
        return in_module(host, module, &missed);
    }
    let all = builtins(host);
    let same: Vec<&Signature> = all
        .iter()
        .filter(|other| other.name == missed.name)
        .collect();
    let scripted: Vec<usize> = host
        .sources()
        .functions()
        .into_iter()
        .filter(|(name, _)| name == missed.name)
        .map(|(_, params)| params)
        .collect();
    if same.is_empty() && scripted.is_empty() {
        return no_such_name(host, &all, &missed, place);
    }
    if !scripted.is_empty() {
        return scripted_call(&missed, &scripted);
    }
    wrong_values(&missed, &same)
}

/// The engine writes a string as the three types that it may have in the source code.
fn type_of_signature(kind: &str) -> String {
    if kind.contains('|') {
        "string".into()
    } else {
        type_name(kind)
    }
}

fn follows_a_dot(place: &Place) -> bool {
    let line = place.text.lines().nth(place.line - 1).unwrap_or_default();
    let before: String = line.chars().take(place.column.saturating_sub(1)).collect();
    let before = before.trim_end();
    if before.is_empty() {
        // A chain of calls that goes on at the beginning of a line has its dot there, so this is none.
        return false;
    }
    before.ends_with('.') && !before.ends_with("..") || before.ends_with("?.")
}

fn fault(message: String) -> Failure {
    Failure::new(Kind::Fault, message)
}

/// Adds what helps with a value that is not known or absent.
fn with_odd_values(mut failure: Failure, kinds: &[String]) -> Failure {
    if kinds.iter().any(|kind| kind == "unknown") {
        failure.hints.push(NOT_KNOWN.into());
    }
    if kinds.iter().any(|kind| kind == "()") {
        failure.hints.push(ABSENT.into());
    }
    failure
}

fn operator(missed: &Missed) -> Failure {
    let failure = match missed.kinds.as_slice() {
        [one] => fault(format!("`{}` does not work on {one}", missed.name)),
        [a, b] => fault(format!("`{}` does not work on {a} and {b}", missed.name)),
        _ => fault(format!("`{}` does not work here", missed.name)),
    };
    with_odd_values(failure, &missed.kinds)
}

fn closure(host: &Host, missed: &Missed) -> Failure {
    let given = missed.kinds.len();
    match host.sources().closure(missed.name) {
        Some(params) if params != given => fault(format!(
            "the closure takes {}, it is given {given}",
            counted(params, "value")
        )),
        _ => fault("a closure cannot be called here".into())
            .hint("modules hand out functions, not closures: write a function, and call it in a closure of your own"),
    }
}

fn in_module(host: &Host, module: &str, missed: &Missed) -> Failure {
    let failure = fault(format!(
        "the module `{module}` has no function `{}` that takes {}",
        missed.name,
        counted(missed.kinds.len(), "value")
    ));
    let known = host.sources().functions();
    let same: Vec<_> = known
        .iter()
        .filter(|(name, _)| name == missed.name)
        .collect();
    match same.first() {
        Some((name, params)) => {
            failure.hint(format!("`{name}` takes {}", counted(*params, "value")))
        }
        None => {
            let near = did_you_mean(missed.name, known.iter().map(|(name, _)| name.as_str()));
            near.into_iter().fold(failure, Failure::hint)
        }
    }
}

fn no_such_name(host: &Host, all: &[Signature], missed: &Missed, place: Option<&Place>) -> Failure {
    let receiver = missed.kinds.first().filter(|_| missed.method);
    let failure = fault(match receiver {
        Some(kind) => format!("{kind} has no method `{}`", missed.name),
        None => format!("there is no function `{}`", missed.name),
    });
    if let Some(place) = place {
        let tokens = lexis::tokens(&place.text);
        if receiver.is_none() && lexis::names(&tokens).all.contains(&missed.name) {
            return failure.hint(format!(
                "`{0}` is a variable: what it holds is called with `{0}.call(..)`",
                missed.name
            ));
        }
    }
    if let Some(kind) = receiver {
        let (properties, methods) = members(all, kind);
        if properties.contains(&missed.name) {
            return failure.hint(format!("`{0}` is a property: write `x.{0}`", missed.name));
        }
        if let Some(instead) = instead_of(missed.name) {
            return failure.hint(instead);
        }
        let near = did_you_mean(missed.name, methods.iter().chain(&properties).copied());
        if let Some(near) = near {
            return failure.hint(near);
        }
        if matches!(kind.as_str(), "unknown" | "()") {
            return with_odd_values(failure, &missed.kinds);
        }
    }
    if let Some(instead) = instead_of(missed.name) {
        return failure.hint(instead);
    }
    let scripted = host.sources().functions();
    let known = all
        .iter()
        .map(|signature| signature.name.as_str())
        .filter(|name| !name.contains('$'))
        .chain(scripted.iter().map(|(name, _)| name.as_str()));
    let near = did_you_mean(missed.name, known);
    near.into_iter().fold(failure, Failure::hint)
}

fn scripted_call(missed: &Missed, scripted: &[usize]) -> Failure {
    let given = missed.kinds.len();
    if missed.method && scripted.contains(&given) {
        let rest = vec![".."; given - 1].join(", ");
        let rest = if rest.is_empty() {
            rest
        } else {
            format!(", {rest}")
        };
        return fault(format!("`{}` is a function, not a method", missed.name))
            .hint(format!("write `{}(x{rest})`", missed.name));
    }
    let takes: Vec<String> = scripted.iter().map(|n| counted(*n, "value")).collect();
    fault(format!(
        "`{}` takes {}, it is given {given}",
        missed.name,
        takes.join(" or ")
    ))
}

fn wrong_values(missed: &Missed, same: &[&Signature]) -> Failure {
    let given = missed.kinds.len();
    // Where what it is called on has a method of the name, those of other types help nobody.
    let of_receiver =
        |s: &&&Signature| s.params.first().map(|(_, kind)| kind) == missed.kinds.first();
    let own: Vec<&Signature> = same.iter().filter(of_receiver).copied().collect();
    let same = if missed.method && !own.is_empty() {
        &own[..]
    } else {
        same
    };
    let fitting: Vec<&Signature> = same
        .iter()
        .copied()
        .filter(|s| s.params.len() == given)
        .collect();
    let hidden = usize::from(missed.method);
    let failure = if fitting.is_empty() {
        let mut takes: Vec<usize> = same
            .iter()
            .map(|s| s.params.len().saturating_sub(hidden))
            .collect();
        takes.sort_unstable();
        takes.dedup();
        let takes: Vec<String> = takes.into_iter().map(|n| counted(n, "value")).collect();
        fault(format!(
            "`{}` takes {}, it is given {}",
            missed.name,
            takes.join(" or "),
            given - hidden
        ))
    } else {
        let of_receiver =
            |s: &&Signature| s.params.first().map(|(_, kind)| kind) == missed.kinds.first();
        match missed.kinds.split_first() {
            Some((receiver, rest)) if missed.method && fitting.iter().any(of_receiver) => {
                fault(format!(
                    "`{}` of {receiver} does not take {}",
                    missed.name,
                    rest.join(", ")
                ))
            }
            Some((receiver, _)) if missed.method => {
                fault(format!("{receiver} has no method `{}`", missed.name))
            }
            _ => fault(format!(
                "`{}` does not take {}",
                missed.name,
                missed.kinds.join(", ")
            )),
        }
    };
    let mut failure = with_odd_values(failure, &missed.kinds);
    let listed = if fitting.is_empty() { same } else { &fitting };
    failure.notes.extend(overloads(missed, listed));
    failure
}

/// The ways to call it, those for the same receiver before others.
fn overloads(missed: &Missed, same: &[&Signature]) -> Option<String> {
    let for_receiver: Vec<&&Signature> = same
        .iter()
        .filter(|s| missed.method && s.params.first().map(|(_, kind)| kind) == missed.kinds.first())
        .collect();
    let chosen: Vec<&Signature> = if for_receiver.is_empty() {
        same.to_vec()
    } else {
        for_receiver.into_iter().copied().collect()
    };
    let mut lines: Vec<String> = chosen
        .iter()
        .map(|s| format!("    {}", s.full_text(missed.method)))
        .collect();
    lines.dedup();
    if lines.is_empty() {
        return None;
    }
    let more = lines.len().saturating_sub(LISTED);
    lines.truncate(LISTED);
    if more > 0 {
        lines.push(format!("    and {more} more"));
    }
    Some(format!("it can be called as\n{}", lines.join("\n")))
}

/// Whether there is a builtin of this name.
pub(crate) fn is_builtin(host: &Host, name: &str) -> bool {
    builtins(host)
        .iter()
        .any(|signature| signature.name == name && !signature.name.starts_with(GET))
}
