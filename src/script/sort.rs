//! Sorting with a comparison that may fail.

use std::cmp::Ordering;

use rhai::{Dynamic, NativeCallContext};

use super::compare::order;
use super::fault::{Fault, Outcome};
use super::state::State;

/// Sorts, keeping the order of equals. The standard library's sort panics on a comparison that
/// contradicts itself, which a script can write.
pub(crate) fn sort<T>(
    items: Vec<T>,
    mut compare: impl FnMut(&T, &T) -> Outcome<Ordering>,
) -> Outcome<Vec<T>> {
    let mut runs: Vec<Vec<T>> = items.into_iter().map(|item| vec![item]).collect();
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
        let mut pairs = runs.into_iter();
        while let Some(left) = pairs.next() {
            merged.push(match pairs.next() {
                Some(right) => merge(left, right, &mut compare)?,
                None => left,
            });
        }
        runs = merged;
    }
    Ok(runs.pop().unwrap_or_default())
}

fn merge<T>(
    left: Vec<T>,
    right: Vec<T>,
    compare: &mut impl FnMut(&T, &T) -> Outcome<Ordering>,
) -> Outcome<Vec<T>> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let from = if compare(a, b)? == Ordering::Greater {
            &mut right
        } else {
            &mut left
        };
        merged.extend(from.next());
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}

/// Orders two values of a script for sorting, strictly.
pub(crate) fn order_values(
    context: &NativeCallContext,
    a: &Dynamic,
    b: &Dynamic,
) -> Outcome<Ordering> {
    State::of(context).work(1)?;
    order(context, "<", a, b)?
        .ok_or_else(|| Fault::new("cannot sort a float that is not a number").raise())
}

/// Sorts by a key that is worked out once for each item.
pub(crate) fn sort_by_key<T>(
    context: &NativeCallContext,
    items: Vec<T>,
    mut key: impl FnMut(&T) -> Outcome<Dynamic>,
) -> Outcome<Vec<T>> {
    let mut keyed = Vec::with_capacity(items.len());
    for item in items {
        keyed.push((key(&item)?, item));
    }
    let sorted = sort(keyed, |(a, _), (b, _)| order_values(context, a, b))?;
    Ok(sorted.into_iter().map(|(_, item)| item).collect())
}

#[cfg(test)]
mod tests {
    use super::sort;
    use crate::script::fault::fault;

    #[test]
    fn it_sorts_stably() {
        let items = vec![(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        let sorted = sort(items, |a, b| Ok(a.0.cmp(&b.0))).expect("nothing fails");
        let letters: String = sorted.iter().map(|(_, letter)| letter).collect();
        assert_eq!(letters, "bedac");
    }

    #[test]
    fn an_error_of_the_comparison_comes_through() {
        assert!(sort(vec![1, 2], |_, _| Err(fault("no"))).is_err());
    }

    #[test]
    fn a_comparison_that_contradicts_itself_does_no_harm() {
        let mut turn = 0;
        let sorted = sort((0..1_000).collect(), |_, _| {
            turn += 1;
            Ok(if turn % 3 == 0 {
                std::cmp::Ordering::Less
            } else {
                std::cmp::Ordering::Greater
            })
        });
        assert_eq!(sorted.map(|sorted| sorted.len()).ok(), Some(1_000));
    }
}
