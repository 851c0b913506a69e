//! Keys that a script's function gives to the members of a collection.

use std::cmp::Ordering;

use rhai::{Dynamic, NativeCallContext};

use crate::script::callback::Callback;
use crate::script::fault::{Fault, Outcome};
use crate::script::sort::{order_values, sort};

/// Returns the key of each member.
pub(super) fn keys(
    members: impl Iterator<Item = Dynamic>,
    key: &Callback<'_>,
) -> Outcome<Vec<Dynamic>> {
    members.map(|member| key.call([member])).collect()
}

/// Returns the places of the keys in their order; equal keys keep theirs.
pub(super) fn sorted_by(context: &NativeCallContext, keys: &[Dynamic]) -> Outcome<Vec<usize>> {
    let places = (0..keys.len()).collect();
    sort(places, |a: &usize, b: &usize| {
        order_values(context, &keys[*a], &keys[*b])
    })
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
            Some((last, places)) if order_values(context, last, key)? == Ordering::Equal => {
                places.push(place);
            }
            _ => groups.push((key.clone(), vec![place])),
        }
    }
    Ok(groups)
}

/// Finds a place in a list of so many members; a negative one counts from the end.
pub(super) fn at(place: i64, len: usize) -> Outcome<usize> {
    let from_end = || {
        usize::try_from(place.unsigned_abs())
            .ok()
            .and_then(|n| len.checked_sub(n))
    };
    let found = if place < 0 {
        from_end()
    } else {
        usize::try_from(place).ok()
    };
    found.filter(|at| *at < len).ok_or_else(|| {
        Fault::new(format!("no member {place}: the list has {len}"))
            .hint("members are counted from 0")
            .raise()
    })
}
