//! Properties, keys and indices that are not there.

use super::failure::{Failure, Kind, Place};
use super::host::Host;
use super::lexis;
use super::signature::{Signature, builtins};
use super::suggest::did_you_mean;
use super::types::type_name;
use crate::script::lexis::is_word;

/// What the names of property readers begin with.
pub(crate) const GET: &str = "get$";

/// A key that a map does not have.
pub(crate) fn missing_key(key: &str, place: Option<&Place>) -> Failure {
    let failure = Failure::new(Kind::Fault, format!("the map has no key `{key}`"));
    let near = place.and_then(|place| {
        let tokens = lexis::tokens(&place.text);
        did_you_mean(key, lexis::names(&tokens).keys)
    });
    match near {
        Some(near) => failure.hint(near),
        None => failure.hint(format!(
            "`m.get(\"{key}\")` answers `()` where there is no such key"
        )),
    }
}

/// An unknown property, from the engine's sentence about it.
pub(crate) fn unknown(host: &Host, text: &str) -> Failure {
    let mut quoted = text.split('\'').skip(1).step_by(2);
    let (Some(property), Some(kind)) = (quoted.next(), quoted.next()) else {
        return Failure::new(Kind::Fault, text.to_owned());
    };
    let kind = type_name(kind);
    if text.starts_with("No writable") {
        return Failure::new(
            Kind::Fault,
            format!("the property `{property}` of {kind} cannot be set"),
        )
        .hint("what comes from a casebook does not change; keep your own values in a map");
    }
    let failure = Failure::new(Kind::Fault, format!("{kind} has no property `{property}`"));
    let all = builtins(host);
    let (properties, methods) = members(&all, &kind);
    if methods.contains(&property) {
        return failure.hint(format!(
            "`{property}` is a method: write `x.{property}(..)`"
        ));
    }
    if kind == "()" {
        return failure.hint(super::teach::ABSENT);
    }
    if kind == "unknown" {
        return failure.hint(super::teach::NOT_KNOWN);
    }
    if let Some(hint) = did_you_mean(property, properties.iter().chain(&methods).copied()) {
        return failure.hint(hint);
    }
    if properties.is_empty() {
        return failure;
    }
    let listed: Vec<String> = properties.iter().map(|name| format!("`{name}`")).collect();
    let mut failure = failure;
    failure
        .notes
        .push(format!("{kind} has {}", listed.join(", ")));
    failure
}

/// The properties and the methods of a type, each once, in the order of the alphabet.
pub(crate) fn members<'a>(all: &'a [Signature], kind: &str) -> (Vec<&'a str>, Vec<&'a str>) {
    let (mut properties, mut methods) = (Vec::new(), Vec::new());
    for signature in all {
        if signature
            .params
            .first()
            .is_none_or(|(_, first)| first != kind)
        {
            continue;
        }
        match signature.name.strip_prefix(GET) {
            Some(property) => properties.push(property),
            None if is_word(&signature.name) && !signature.name.contains('$') => {
                methods.push(signature.name.as_str());
            }
            None => {}
        }
    }
    for names in [&mut properties, &mut methods] {
        names.sort_unstable();
        names.dedup();
    }
    (properties, methods)
}

/// A value that has no `[..]`, from the engine's `type [type]`.
pub(crate) fn no_index(text: &str) -> Failure {
    let (kind, index) = text.split_once(" [").unwrap_or((text, ""));
    let kind = type_name(kind);
    let index = index.split(']').next().unwrap_or_default();
    let failure = Failure::new(
        Kind::Fault,
        if index.is_empty() {
            format!("{kind} has no `[..]`")
        } else {
            format!("{kind} has no `[..]` with {} inside", type_name(index))
        },
    );
    match kind.as_str() {
        "()" => failure.hint(super::teach::ABSENT),
        _ => failure,
    }
}

/// A name without what the engine puts before those of properties and indices.
pub(crate) fn bare(name: &str) -> &str {
    match name.split_once('$') {
        Some(("index", _)) => "[..]",
        Some((_, name)) if !name.is_empty() => name,
        _ => name,
    }
}
