//! Comparison that does not lie: the six operators, strict.
//!
//! The engine answers `false` when it compares values of different types, which for missing figures
//! is the worst answer. So the operators are registered as custom ones, which never take the
//! engine's short cut, and all come here; an exact overload of a builtin's own type wins over this.

use std::cmp::Ordering;

use rhai::{
    Array, Dynamic, Engine, EvalAltResult, ImmutableString, Map, Module, NativeCallContext,
};

use super::fault::{Fault, Outcome};
use super::state::State;
use super::teach::{ABSENT, NOT_KNOWN};
use super::types::type_of;
use super::unknown::Unknown;

/// The operators and how tightly each binds, as in the language itself.
const OPERATORS: [(&str, u8); 6] = [
    ("==", 90),
    ("!=", 90),
    ("<", 110),
    ("<=", 110),
    (">", 110),
    (">=", 110),
];

/// Makes the six operators custom ones.
pub(crate) fn register(engine: &mut Engine) {
    for (operator, precedence) in OPERATORS {
        engine.disable_symbol(operator);
        engine
            .register_custom_operator(operator, precedence)
            .expect("a symbol that is disabled can be made an operator");
    }
}

/// Makes the module that answers the operators.
pub(crate) fn module() -> Module {
    let mut module = Module::new();
    for (operator, _) in OPERATORS {
        module.set_native_fn(
            operator,
            move |context: NativeCallContext, a: Dynamic, b: Dynamic| {
                compare(&context, operator, &a, &b)
            },
        );
        // The engine's own versions for these pairs would win over the one above.
        module.set_native_fn(
            operator,
            move |context: NativeCallContext, a: Array, b: Array| {
                compare(&context, operator, &a.into(), &b.into())
            },
        );
        module.set_native_fn(
            operator,
            move |context: NativeCallContext, a: Map, b: Map| {
                compare(&context, operator, &a.into(), &b.into())
            },
        );
        module.set_native_fn(
            operator,
            move |context: NativeCallContext, a: i64, b: f64| {
                compare(&context, operator, &a.into(), &b.into())
            },
        );
        module.set_native_fn(
            operator,
            move |context: NativeCallContext, a: f64, b: i64| {
                compare(&context, operator, &a.into(), &b.into())
            },
        );
    }
    module
}

/// Answers an operator for any two values.
fn compare(context: &NativeCallContext, operator: &str, a: &Dynamic, b: &Dynamic) -> Outcome<bool> {
    match operator {
        "==" => equal(context, operator, a, b),
        "!=" => equal(context, operator, a, b).map(|same| !same),
        _ => order(context, operator, a, b).map(|ordering| match operator {
            "<" => ordering == Some(Ordering::Less),
            "<=" => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
            ">" => ordering == Some(Ordering::Greater),
            _ => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
        }),
    }
}

/// Returns how two values are ordered; nothing for a float that is not a number.
pub(crate) fn order(
    context: &NativeCallContext,
    operator: &str,
    a: &Dynamic,
    b: &Dynamic,
) -> Outcome<Option<Ordering>> {
    if let (Some(a), Some(b)) = (integer(a), integer(b)) {
        return Ok(Some(a.cmp(&b)));
    }
    if let (Some(a), Some(b)) = (number(a), number(b)) {
        return Ok(a.partial_cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (text(a), text(b)) {
        return Ok(Some(a.as_str().cmp(b.as_str())));
    }
    if let (Ok(a), Ok(b)) = (a.as_char(), b.as_char()) {
        return Ok(Some(a.cmp(&b)));
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return Ok(Some(a.cmp(&b)));
    }
    Err(refuse(context, operator, a, b))
}

/// Returns whether two values are equal, an error where that is not a question.
pub(crate) fn equal(
    context: &NativeCallContext,
    operator: &str,
    a: &Dynamic,
    b: &Dynamic,
) -> Outcome<bool> {
    if let (Some(a), Some(b)) = (integer(a), integer(b)) {
        return Ok(a == b);
    }
    if a.is_unit() || b.is_unit() {
        // The idiom for what may be absent; an unknown number is not absent.
        if a.is::<Unknown>() || b.is::<Unknown>() {
            return Err(refuse(context, operator, a, b));
        }
        return Ok(a.is_unit() && b.is_unit());
    }
    if let (Some(a), Some(b)) = (number(a), number(b)) {
        return Ok((a - b).abs() <= f64::EPSILON || a == b);
    }
    if let (Ok(a), Ok(b)) = (text(a), text(b)) {
        return Ok(a.ptr_eq(&b) || a.as_str() == b.as_str());
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return Ok(a == b);
    }
    if let (Ok(a), Ok(b)) = (a.as_char(), b.as_char()) {
        return Ok(a == b);
    }
    if let (Ok(a), Ok(b)) = (a.as_array_ref(), b.as_array_ref()) {
        return equal_arrays(context, &a, &b);
    }
    if let (Ok(a), Ok(b)) = (a.as_map_ref(), b.as_map_ref()) {
        return equal_maps(context, &a, &b);
    }
    Err(refuse(context, operator, a, b))
}

/// Like [`equal`], and asks an exact overload where the values are of a builtin's own type.
pub(crate) fn equal_elements(
    context: &NativeCallContext,
    a: &Dynamic,
    b: &Dynamic,
) -> Outcome<bool> {
    let weight = a
        .as_immutable_string_ref()
        .map_or(1, |text| 1 + text.len() as u64 / 64);
    State::of(context).work(weight)?;
    if a.is_variant() && b.is_variant() && !a.is::<Unknown>() && a.type_id() == b.type_id() {
        return context.call_native_fn("==", (a.clone(), b.clone()));
    }
    equal(context, "==", a, b)
}

fn equal_arrays(context: &NativeCallContext, a: &Array, b: &Array) -> Outcome<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (a, b) in a.iter().zip(b) {
        if !equal_elements(context, a, b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn equal_maps(context: &NativeCallContext, a: &Map, b: &Map) -> Outcome<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for ((key_a, a), (key_b, b)) in a.iter().zip(b) {
        if key_a != key_b || !equal_elements(context, a, b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn integer(value: &Dynamic) -> Option<i64> {
    value.as_int().ok()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "as the language itself compares them"
)]
fn number(value: &Dynamic) -> Option<f64> {
    value
        .as_float()
        .ok()
        .or_else(|| integer(value).map(|n| n as f64))
}

fn text(value: &Dynamic) -> Result<ImmutableString, &'static str> {
    value.as_immutable_string_ref().map(|text| text.clone())
}

/// Says why two values cannot be compared.
fn refuse(
    context: &NativeCallContext,
    operator: &str,
    a: &Dynamic,
    b: &Dynamic,
) -> Box<EvalAltResult> {
    let engine = context.engine();
    if a.is::<Unknown>() || b.is::<Unknown>() {
        return Fault::new(format!("`{operator}` with a number that is not known"))
            .hint(NOT_KNOWN)
            .raise();
    }
    let (a, b) = (type_of(engine, a), type_of(engine, b));
    if a == b {
        return Fault::new(format!("`{operator}` does not compare values of type {a}")).raise();
    }
    let fault = Fault::new(format!("`{operator}` compares {a} with {b}"));
    match (a.as_str(), b.as_str()) {
        ("()", _) | (_, "()") => fault.hint(ABSENT),
        ("string", "integer") | ("integer", "string") => {
            fault.hint("turn the string into a number with `parse_int(x)`")
        }
        _ => fault.hint("compare values of one type; `type_of` tells what a value is"),
    }
    .raise()
}
