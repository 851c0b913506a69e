//! Calling a script's functions from builtins: for each member, as a test, as a key.

use std::cmp::Ordering;

use rhai::{Dynamic, EvalAltResult, FnPtr, NativeCallContext};

use crate::script::compare::order;
use crate::script::fault::{Fault, Outcome, fault};
use crate::script::types::type_of;

/// Calls a function with one member.
pub(super) fn call(
    context: &NativeCallContext,
    function: &FnPtr,
    member: Dynamic,
    of: &str,
) -> Outcome<Dynamic> {
    function.call_within_context(context, (member,)).map_err(|error: Box<EvalAltResult>| {
        match &*error {
            // The engine's name for a closure would tell the author nothing.
            EvalAltResult::ErrorFunctionNotFound(name, _) if name.starts_with(function.fn_name()) => {
                Fault::new(format!("`{of}` gives its function one value: it must take just one"))
                    .hint(format!("write `{of}(|x| ..)`"))
                    .raise()
            }
            _ => error,
        }
    })
}

/// Calls a function that answers whether a member is kept.
pub(super) fn is_true(
    context: &NativeCallContext,
    function: &FnPtr,
    member: Dynamic,
    of: &str,
) -> Outcome<bool> {
    let answer = call(context, function, member, of)?;
    answer.as_bool().map_err(|_| {
        let found = type_of(context.engine(), &answer);
        Fault::new(format!("the function of `{of}` must answer true or false, found {found}"))
            .hint("compare two values, as in `c.kind == \"official\"`")
            .raise()
    })
}

/// Returns the key of each member.
pub(super) fn keys(
    context: &NativeCallContext,
    members: impl Iterator<Item = Dynamic>,
    key: &FnPtr,
    of: &str,
) -> Outcome<Vec<Dynamic>> {
    members.map(|member| call(context, key, member, of)).collect()
}

/// Returns the places of the keys in their order; equal keys keep theirs.
pub(super) fn sorted_by(context: &NativeCallContext, keys: &[Dynamic]) -> Outcome<Vec<usize>> {
    let mut places: Vec<usize> = (0..keys.len()).collect();
    let mut failed = None;
    places.sort_by(|a, b| {
        if failed.is_some() {
            return Ordering::Equal;
        }
        match order(context, "<", &keys[*a], &keys[*b]) {
            Ok(Some(ordering)) => ordering,
            Ok(None) => {
                failed = Some(fault("a key that is not a number (NaN) has no place in an order"));
                Ordering::Equal
            }
            Err(error) => {
                failed = Some(error);
                Ordering::Equal
            }
        }
    });
    failed.map_or(Ok(places), Err)
}

/// Returns the keys that differ, in order, each with the places that have it.
pub(super) fn grouped(
    context: &NativeCallContext,
    keys: &[Dynamic],
) -> Outcome<Vec<(Dynamic, Vec<usize>)>> {
    let mut groups: Vec<(Dynamic, Vec<usize>)> = Vec::new();
    for place in sorted_by(context, keys)? {
        let key = &keys[place];
        match groups.last_mut() {
            Some((last, places))
                if order(context, "<", last, key)? == Some(Ordering::Equal) =>
            {
                places.push(place);
            }
            _ => groups.push((key.clone(), vec![place])),
        }
    }
    Ok(groups)
}

/// Finds a place in a list of so many members; a negative one counts from the end.
pub(super) fn at(place: i64, len: usize) -> Outcome<usize> {
    let from_end = || usize::try_from(place.unsigned_abs()).ok().and_then(|n| len.checked_sub(n));
    let found = if place < 0 { from_end() } else { usize::try_from(place).ok() };
    found.filter(|at| *at < len).ok_or_else(|| {
        Fault::new(format!("no member {place}: the list has {len}"))
            .hint("members are counted from 0")
            .raise()
    })
}
