//! Arrays: what the language has of them, made strict.
//!
//! The language's own sorting swallows errors of a comparison, and its searching compares values of
//! different types as unequal.

use rhai::plugin::*;

pub(super) fn module() -> Module {
    exported_module!(arrays)
}

#[export_module]
mod arrays {
    use rhai::plugin::*;
    use rhai::{Array, FnPtr};

    use super::super::plain::count;
    use crate::script::callback::Callback;
    use crate::script::compare::equal_elements;
    use crate::script::fault::Outcome;
    use crate::script::sort::{order_values, sort, sort_by_key};
    use crate::script::text::comparer_answer;

    /// Returns the elements sorted by a key, smallest first; equal ones keep their order.
    ///
    /// ```rhai
    /// ["ccc", "a", "bb"].sort_by(|x| x.len())    // => ["a", "bb", "ccc"]
    /// [1, "a"].sort_by(|x| x)                    // error: `<` compares integer with string
    /// ```
    #[rhai_fn(name = "sort_by", name = "order_by", pure, return_raw)]
    pub fn array_sort_by(ctx: NativeCallContext, array: &mut Array, key: FnPtr) -> Outcome<Array> {
        let callback = Callback::new(&ctx, "sort_by", &key, 1)?;
        sort_by_key(&ctx, array.clone(), |item| callback.call([item.clone()]))
    }

    /// Sorts an array in its place, smallest first.
    ///
    /// ```rhai
    /// let a = [3, 1, 2]; a.sort(); a    // => [1, 2, 3]
    /// [1, "a"].sort()                   // error: `<` compares integer with string
    /// ```
    #[rhai_fn(name = "sort", return_raw)]
    pub fn array_sort(ctx: NativeCallContext, array: &mut Array) -> Outcome<()> {
        *array = sort(array.clone(), |a, b| order_values(&ctx, a, b))?;
        Ok(())
    }

    /// Sorts an array in its place, largest first.
    ///
    /// ```rhai
    /// let a = [3, 1, 2]; a.sort_desc(); a    // => [3, 2, 1]
    /// ```
    #[rhai_fn(name = "sort_desc", return_raw)]
    pub fn array_sort_desc(ctx: NativeCallContext, array: &mut Array) -> Outcome<()> {
        *array = sort(array.clone(), |a, b| order_values(&ctx, b, a))?;
        Ok(())
    }

    /// Sorts an array in its place by a function of two elements: below 0 when the first comes
    /// first, above 0 when the second does.
    ///
    /// ```rhai
    /// let a = [3, 1, 2]; a.sort(|x, y| y - x); a    // => [3, 2, 1]
    /// ```
    #[rhai_fn(name = "sort", return_raw)]
    pub fn array_sort_with(
        ctx: NativeCallContext,
        array: &mut Array,
        comparer: FnPtr,
    ) -> Outcome<()> {
        let callback = Callback::new(&ctx, "sort", &comparer, 2)?;
        *array = sort(array.clone(), |a, b| {
            comparer_answer(&ctx, &callback.call([a.clone(), b.clone()])?)
        })?;
        Ok(())
    }

    /// Returns the elements sorted, smallest first.
    ///
    /// ```rhai
    /// [3, 1, 2].order()    // => [1, 2, 3]
    /// ```
    #[rhai_fn(name = "order", pure, return_raw)]
    pub fn array_order(ctx: NativeCallContext, array: &mut Array) -> Outcome<Array> {
        sort(array.clone(), |a, b| order_values(&ctx, a, b))
    }

    /// Returns the elements sorted, largest first.
    ///
    /// ```rhai
    /// [3, 1, 2].order_desc()    // => [3, 2, 1]
    /// ```
    #[rhai_fn(name = "order_desc", pure, return_raw)]
    pub fn array_order_desc(ctx: NativeCallContext, array: &mut Array) -> Outcome<Array> {
        sort(array.clone(), |a, b| order_values(&ctx, b, a))
    }

    /// Returns the elements sorted by a function of two elements.
    ///
    /// ```rhai
    /// [3, 1, 2].order(|x, y| y - x)    // => [3, 2, 1]
    /// ```
    #[rhai_fn(name = "order", pure, return_raw)]
    pub fn array_order_with(
        ctx: NativeCallContext,
        array: &mut Array,
        comparer: FnPtr,
    ) -> Outcome<Array> {
        let mut sorted = array.clone();
        array_sort_with(ctx, &mut sorted, comparer)?;
        Ok(sorted)
    }

    /// Returns the elements for which the closure answers true. It may take the index as well.
    ///
    /// ```rhai
    /// [1, 2, 3].filter(|x| x > 1)          // => [2, 3]
    /// [1, 2, 3].filter(|x, at| at != 1)    // => [1, 3]
    /// [1, 2, 3].filter(|x| x)              // error: `filter` needs a closure that answers true or false
    /// ```
    #[rhai_fn(name = "filter", pure, return_raw)]
    pub fn array_filter(ctx: NativeCallContext, array: &mut Array, keep: FnPtr) -> Outcome<Array> {
        let callback = Callback::with_index(&ctx, "filter", &keep)?;
        let mut kept = Array::new();
        for (at, item) in array.iter().enumerate() {
            if callback.ask_at(item, at)? {
                kept.push(item.clone());
            }
        }
        Ok(kept)
    }

    /// Returns whether the closure answers true for every element.
    ///
    /// ```rhai
    /// [1, 2, 3].all(|x| x > 0)    // => true
    /// [].all(|x| x > 0)           // => true
    /// ```
    #[rhai_fn(name = "all", pure, return_raw)]
    pub fn array_all(ctx: NativeCallContext, array: &mut Array, holds: FnPtr) -> Outcome<bool> {
        let callback = Callback::with_index(&ctx, "all", &holds)?;
        for (at, item) in array.iter().enumerate() {
            if !callback.ask_at(item, at)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Returns whether the closure answers true for any element.
    ///
    /// ```rhai
    /// [1, 2, 3].some(|x| x > 2)    // => true
    /// ```
    #[rhai_fn(name = "some", pure, return_raw)]
    pub fn array_some(ctx: NativeCallContext, array: &mut Array, holds: FnPtr) -> Outcome<bool> {
        let callback = Callback::with_index(&ctx, "some", &holds)?;
        for (at, item) in array.iter().enumerate() {
            if callback.ask_at(item, at)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns the first element for which the closure answers true, or `()`.
    ///
    /// ```rhai
    /// [1, 2, 3].find(|x| x > 1)    // => 2
    /// [1, 2, 3].find(|x| x > 5)    // => ()
    /// ```
    #[rhai_fn(name = "find", pure, return_raw)]
    pub fn array_find(ctx: NativeCallContext, array: &mut Array, holds: FnPtr) -> Outcome<Dynamic> {
        let callback = Callback::with_index(&ctx, "find", &holds)?;
        for (at, item) in array.iter().enumerate() {
            if callback.ask_at(item, at)? {
                return Ok(item.clone());
            }
        }
        Ok(Dynamic::UNIT)
    }

    /// Returns whether an array has an element that equals the value; `in` asks the same.
    ///
    /// ```rhai
    /// [1, 2].contains(2)     // => true
    /// 3 in [1, 2]            // => false
    /// 2 in [1, "a"]          // error: `==` compares string with integer
    /// ```
    #[rhai_fn(name = "contains", pure, return_raw)]
    pub fn array_contains(
        ctx: NativeCallContext,
        array: &mut Array,
        value: Dynamic,
    ) -> Outcome<bool> {
        array_index_of(ctx, array, value).map(|at| at >= 0)
    }

    /// Returns where the first element is that equals the value, or -1.
    ///
    /// ```rhai
    /// ["a", "b"].index_of("b")    // => 1
    /// ["a", "b"].index_of("c")    // => -1
    /// ```
    #[rhai_fn(name = "index_of", pure, return_raw)]
    pub fn array_index_of(
        ctx: NativeCallContext,
        array: &mut Array,
        value: Dynamic,
    ) -> Outcome<i64> {
        array_index_of_from(ctx, array, value, 0)
    }

    /// Returns where the first element is for which the closure answers true, or -1.
    ///
    /// ```rhai
    /// [1, 2, 3].index_of(|x| x > 1)    // => 1
    /// ```
    #[rhai_fn(name = "index_of", pure, return_raw)]
    pub fn array_index_where(
        ctx: NativeCallContext,
        array: &mut Array,
        holds: FnPtr,
    ) -> Outcome<i64> {
        let callback = Callback::with_index(&ctx, "index_of", &holds)?;
        for (at, item) in array.iter().enumerate() {
            if callback.ask_at(item, at)? {
                return Ok(count(at));
            }
        }
        Ok(-1)
    }

    /// Keeps in the array the elements for which the closure answers true, and returns the others.
    ///
    /// ```rhai
    /// let a = [1, 2, 3]; a.retain(|x| x > 1)       // => [1]
    /// let a = [1, 2, 3]; a.retain(|x| x > 1); a    // => [2, 3]
    /// ```
    #[rhai_fn(name = "retain", return_raw)]
    pub fn array_retain(ctx: NativeCallContext, array: &mut Array, keep: FnPtr) -> Outcome<Array> {
        let callback = Callback::with_index(&ctx, "retain", &keep)?;
        let (mut kept, mut others) = (Array::new(), Array::new());
        for (at, item) in array.iter().enumerate() {
            if callback.ask_at(item, at)? {
                kept.push(item.clone());
            } else {
                others.push(item.clone());
            }
        }
        *array = kept;
        Ok(others)
    }

    /// Takes out of the array the elements for which the closure answers true, and returns them.
    ///
    /// ```rhai
    /// let a = [1, 2, 3]; a.drain(|x| x > 1)       // => [2, 3]
    /// let a = [1, 2, 3]; a.drain(|x| x > 1); a    // => [1]
    /// ```
    #[rhai_fn(name = "drain", return_raw)]
    pub fn array_drain(ctx: NativeCallContext, array: &mut Array, take: FnPtr) -> Outcome<Array> {
        let others = array_retain(ctx, array, take)?;
        Ok(std::mem::replace(array, others))
    }

    /// Returns where the first element at or after a place is that equals the value, or -1.
    ///
    /// ```rhai
    /// [1, 2, 1].index_of(1, 1)    // => 2
    /// ```
    #[rhai_fn(name = "index_of", pure, return_raw)]
    pub fn array_index_of_from(
        ctx: NativeCallContext,
        array: &mut Array,
        value: Dynamic,
        start: i64,
    ) -> Outcome<i64> {
        let start = if start < 0 {
            array
                .len()
                .saturating_sub(start.unsigned_abs().try_into().unwrap_or(usize::MAX))
        } else {
            start.try_into().unwrap_or(usize::MAX)
        };
        for (at, item) in array.iter().enumerate().skip(start) {
            if equal_elements(&ctx, item, &value)? {
                return Ok(count(at));
            }
        }
        Ok(-1)
    }

    /// Takes out each element that equals the one before it.
    ///
    /// ```rhai
    /// let a = [1, 1, 2, 1]; a.dedup(); a    // => [1, 2, 1]
    /// ```
    #[rhai_fn(name = "dedup", return_raw)]
    pub fn array_dedup(ctx: NativeCallContext, array: &mut Array) -> Outcome<()> {
        let mut kept: Array = Array::new();
        for item in array.iter() {
            let again = match kept.last() {
                Some(last) => equal_elements(&ctx, last, item)?,
                None => false,
            };
            if !again {
                kept.push(item.clone());
            }
        }
        *array = kept;
        Ok(())
    }
}
