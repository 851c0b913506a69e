//! What a value holds: the members of lists and maps, and what closures captured.

use std::collections::HashSet;

use rhai::{Dynamic, FnPtr};

/// Goes through a value and all that it holds. What is shared is gone into once, for a list may hold
/// a closure that captured that very list; `seen` keeps it apart over several values.
pub(crate) fn each_inside(
    value: &Dynamic,
    seen: &mut HashSet<*const Dynamic>,
    visit: &mut impl FnMut(&Dynamic),
) {
    if value.is_shared() {
        let Some(inside) = value.read_lock::<Dynamic>() else {
            return;
        };
        if seen.insert(std::ptr::from_ref(&*inside)) {
            visit(value);
            each_inside(&inside, seen, visit);
        }
        return;
    }
    visit(value);
    if let Ok(array) = value.as_array_ref() {
        array.iter().for_each(|item| each_inside(item, seen, visit));
    } else if let Ok(map) = value.as_map_ref() {
        map.values().for_each(|item| each_inside(item, seen, visit));
    } else if let Some(function) = value.read_lock::<FnPtr>() {
        let captured = function.curry().iter();
        captured.for_each(|item| each_inside(item, seen, visit));
    }
}

/// Tells whether a value is of an incident, or holds something that is.
#[must_use]
pub fn holds_of_incident(value: &Dynamic) -> bool {
    let mut holds = false;
    each_inside(value, &mut HashSet::new(), &mut |inside| {
        let of_the_language = inside.is_shared()
            || inside.is_unit()
            || inside.is_int()
            || inside.is_float()
            || inside.is_bool()
            || inside.is_char()
            || inside.is_string()
            || inside.is_array()
            || inside.is_map()
            || inside.is_fnptr();
        holds |= !of_the_language;
    });
    holds
}
