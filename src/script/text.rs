//! Values as text, as a script would print them.

use std::cmp::Ordering;

use rhai::{Dynamic, ImmutableString, NativeCallContext};

use super::fault::{Fault, Outcome};
use super::types::type_of;

/// Returns a value as `print` shows it.
pub(crate) fn plain_text(context: &NativeCallContext, value: Dynamic) -> ImmutableString {
    by(context, "to_string", value)
}

/// Returns a value as a script would write it.
pub(crate) fn debug_text(context: &NativeCallContext, value: Dynamic) -> ImmutableString {
    by(context, "to_debug", value)
}

fn by(context: &NativeCallContext, function: &str, mut value: Dynamic) -> ImmutableString {
    if function == "to_string"
        && let Ok(text) = value.as_immutable_string_ref()
    {
        return text.clone();
    }
    context
        .call_native_fn_raw(function, true, &mut [&mut value])
        .ok()
        .and_then(|text| text.into_immutable_string().ok())
        .unwrap_or_else(|| context.engine().map_type_name(value.type_name()).into())
}

/// Reads the answer of a function that says which of two comes first.
pub(crate) fn comparer_answer(context: &NativeCallContext, answer: &Dynamic) -> Outcome<Ordering> {
    if let Ok(n) = answer.as_int() {
        return Ok(n.cmp(&0));
    }
    if let Ok(n) = answer.as_float() {
        return Ok(n.partial_cmp(&0.0).unwrap_or(Ordering::Equal));
    }
    if let Ok(first) = answer.as_bool() {
        return Ok(if first {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    let found = type_of(context.engine(), answer);
    Err(Fault::new(format!(
        "a function that compares two elements answers a number, found {found}"
    ))
    .hint("to sort by a key, use `sort_by(|x| key)`")
    .raise())
}
