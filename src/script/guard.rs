//! The language's functions that ask for memory before their result is measured, made to measure
//! first, and those that never end.
//!
//! A string is at most some megabytes, but one call may ask for its square. So each of these works
//! out what it will make, and stops the script with the limit where that is too much.

use std::fmt::Write;

use rhai::{
    Array, Dynamic, EvalAltResult, FnPtr, FuncRegistration, ImmutableString, Map, Module,
    NativeCallContext,
};

use super::fault::{Outcome, stopped};
use super::limits::Limit;
use super::meter::Stop;
use super::state::State;

pub(crate) fn module() -> Module {
    let mut module = Module::new();
    replacing(&mut module);
    padding(&mut module);
    splitting(&mut module);
    showing(&mut module);
    module
}

/// Stops the script with a limit. It stays stopped also where a `try` takes the error.
fn exceeded(state: &State, limit: Limit) -> Box<EvalAltResult> {
    state.meter().stop(Stop::Limit(limit));
    stopped()
}

fn ensure_text(state: &State, bytes: Option<usize>) -> Outcome<()> {
    match bytes {
        Some(bytes) if bytes <= state.meter().limits().text => Ok(()),
        _ => Err(exceeded(state, Limit::Text)),
    }
}

fn ensure_array(state: &State, elements: Option<usize>) -> Outcome<()> {
    match elements {
        Some(elements) if elements <= state.meter().limits().array => Ok(()),
        _ => Err(exceeded(state, Limit::Array)),
    }
}

fn replacing(module: &mut Module) {
    fn replace(
        context: &NativeCallContext,
        text: &mut ImmutableString,
        find: &str,
        with: &str,
    ) -> Outcome<()> {
        let count = text.matches(find).count();
        let made = with
            .len()
            .checked_mul(count)
            .and_then(|added| added.checked_add(text.len()));
        ensure_text(&State::of(context), made)?;
        if count > 0 {
            *text = text.replace(find, with).into();
        }
        Ok(())
    }
    type Text = ImmutableString;
    type Context<'a> = NativeCallContext<'a>;
    module.set_native_fn(
        "replace",
        |c: Context, text: &mut Text, find: Text, with: Text| replace(&c, text, &find, &with),
    );
    module.set_native_fn(
        "replace",
        |c: Context, text: &mut Text, find: Text, with: char| {
            replace(&c, text, &find, with.encode_utf8(&mut [0; 4]))
        },
    );
    module.set_native_fn(
        "replace",
        |c: Context, text: &mut Text, find: char, with: Text| {
            replace(&c, text, find.encode_utf8(&mut [0; 4]), &with)
        },
    );
    module.set_native_fn(
        "replace",
        |c: Context, text: &mut Text, find: char, with: char| {
            replace(
                &c,
                text,
                find.encode_utf8(&mut [0; 4]),
                with.encode_utf8(&mut [0; 4]),
            )
        },
    );
}

fn padding(module: &mut Module) {
    module.set_native_fn(
        "pad",
        |context: NativeCallContext, array: &mut Array, length: i64, item: Dynamic| {
            let Ok(length) = usize::try_from(length) else {
                return Ok(());
            };
            let added = length.saturating_sub(array.len());
            let inside = match item.as_array_ref() {
                Ok(inside) => inside.len() + 1,
                Err(_) => 1,
            };
            ensure_array(
                &State::of(&context),
                added
                    .checked_mul(inside)
                    .and_then(|n| n.checked_add(array.len())),
            )?;
            if added > 0 {
                array.resize(length, item);
            }
            Ok(())
        },
    );
    fn pad(
        context: &NativeCallContext,
        text: &mut ImmutableString,
        length: i64,
        with: &str,
    ) -> Outcome<()> {
        let missing = usize::try_from(length)
            .unwrap_or(0)
            .saturating_sub(text.chars().count());
        // An empty padding would be added for ever.
        if missing == 0 || with.is_empty() {
            return Ok(());
        }
        let widest = with.chars().map(char::len_utf8).max().unwrap_or(1);
        ensure_text(
            &State::of(context),
            missing
                .checked_mul(widest)
                .and_then(|n| n.checked_add(text.len())),
        )?;
        let padding: String = with.chars().cycle().take(missing).collect();
        *text += padding.as_str();
        Ok(())
    }
    module.set_native_fn(
        "pad",
        |c: NativeCallContext, text: &mut ImmutableString, length: i64, with: ImmutableString| {
            pad(&c, text, length, &with)
        },
    );
    module.set_native_fn(
        "pad",
        |c: NativeCallContext, text: &mut ImmutableString, length: i64, with: char| {
            pad(&c, text, length, with.encode_utf8(&mut [0; 4]))
        },
    );
}

fn splitting(module: &mut Module) {
    type Text = ImmutableString;
    /// Collects the parts of a text, as many as an array may have.
    fn collect<'a>(
        context: &NativeCallContext,
        parts: impl Iterator<Item = &'a str>,
    ) -> Outcome<Array> {
        let state = State::of(context);
        let most = state.meter().limits().array;
        let mut array = Array::new();
        for part in parts {
            if array.len() >= most {
                return Err(exceeded(&state, Limit::Array));
            }
            array.push(part.into());
        }
        Ok(array)
    }
    fn segments(n: i64) -> usize {
        usize::try_from(n).unwrap_or(0).max(1)
    }
    type Context<'a> = NativeCallContext<'a>;
    module.set_native_fn("split", |c: Context, text: &mut Text| {
        collect(&c, text.split_whitespace())
    });
    module.set_native_fn("split", |c: Context, text: &mut Text, at: Text| {
        collect(&c, text.split(at.as_str()))
    });
    module.set_native_fn("split", |c: Context, text: &mut Text, at: char| {
        collect(&c, text.split(at))
    });
    module.set_native_fn("split", |c: Context, text: &mut Text, at: Text, n: i64| {
        collect(&c, text.splitn(segments(n), at.as_str()))
    });
    module.set_native_fn("split", |c: Context, text: &mut Text, at: char, n: i64| {
        collect(&c, text.splitn(segments(n), at))
    });
    module.set_native_fn("split_rev", |c: Context, text: &mut Text, at: Text| {
        collect(&c, text.rsplit(at.as_str()))
    });
    module.set_native_fn("split_rev", |c: Context, text: &mut Text, at: char| {
        collect(&c, text.rsplit(at))
    });
    module.set_native_fn(
        "split_rev",
        |c: Context, text: &mut Text, at: Text, n: i64| {
            collect(&c, text.rsplitn(segments(n), at.as_str()))
        },
    );
    module.set_native_fn(
        "split_rev",
        |c: Context, text: &mut Text, at: char, n: i64| collect(&c, text.rsplitn(segments(n), at)),
    );
    module.set_native_fn("to_chars", |c: Context, text: Text| {
        ensure_array(&State::of(&c), Some(text.chars().count()))?;
        Ok(text.chars().map(Dynamic::from).collect::<Array>())
    });
    module.set_native_fn("to_blob", |c: Context, text: Text| {
        ensure_array(&State::of(&c), Some(text.len()))?;
        Ok(text.as_bytes().to_vec())
    });
}

/// Arrays and maps as text. A map can hold one large text under many keys, which takes no memory
/// until it is shown.
///
/// An error here, or a value that is over the engine's limits afterwards, would make the engine show
/// the value in its own way, without an end. So what is too long is cut and emptied, and the script
/// stops at its next step.
fn showing(module: &mut Module) {
    for function in ["print", "debug", "to_string", "to_debug"] {
        // Pure, so that constants can be shown: all that stays after one is emptied is the error.
        FuncRegistration::new(function)
            .with_purity(true)
            .set_into_module(module, |context: NativeCallContext, array: &mut Array| {
                let mut shown = Shown::new(&context);
                shown.array(array);
                if shown.full {
                    array.clear();
                }
                shown.text()
            });
        FuncRegistration::new(function)
            .with_purity(true)
            .set_into_module(module, |context: NativeCallContext, map: &mut Map| {
                let mut shown = Shown::new(&context);
                shown.map(map);
                if shown.full {
                    map.clear();
                }
                shown.text()
            });
    }
    // A closure can hold what holds it, so what it has captured is not shown. Nor is its name, which
    // is made up when the script is compiled.
    for function in ["print", "debug", "to_string", "to_debug"] {
        module.set_native_fn(function, |function: FnPtr| {
            Ok(if function.is_anonymous() {
                ImmutableString::from("a closure")
            } else {
                format!("Fn({})", function.fn_name()).into()
            })
        });
    }
    FuncRegistration::new("to_json")
        .with_purity(true)
        .set_into_module(module, |context: NativeCallContext, map: &mut Map| {
            let mut shown = Shown::new(&context);
            shown.map(map);
            let fits = !shown.full;
            ensure_text(&State::of(&context), fits.then_some(0))?;
            Ok::<_, Box<EvalAltResult>>(rhai::format_map_as_json(map))
        });
}

struct Shown<'a> {
    context: &'a NativeCallContext<'a>,
    state: State,
    text: String,
    most: usize,
    full: bool,
}

impl<'a> Shown<'a> {
    fn new(context: &'a NativeCallContext<'a>) -> Self {
        let state = State::of(context);
        let most = state.meter().limits().text;
        Self {
            context,
            state,
            text: String::new(),
            most,
            full: false,
        }
    }

    fn text(self) -> ImmutableString {
        self.text.into()
    }

    fn push(&mut self, text: &str) {
        self.state.meter().work(1);
        if self.full || self.text.len() + text.len() > self.most {
            self.full = true;
            self.state.meter().stop(Stop::Limit(Limit::Text));
        } else {
            self.text.push_str(text);
        }
    }

    fn array(&mut self, array: &Array) {
        self.push("[");
        for (at, item) in array.iter().enumerate() {
            if self.full {
                return;
            }
            if at > 0 {
                self.push(", ");
            }
            self.value(item);
        }
        self.push("]");
    }

    fn map(&mut self, map: &Map) {
        self.push("#{");
        for (at, (key, value)) in map.iter().enumerate() {
            if self.full {
                return;
            }
            if at > 0 {
                self.push(", ");
            }
            let mut shown = String::new();
            // Writing into a string does not fail.
            let _ = write!(shown, "{key:?}: ");
            self.push(&shown);
            self.value(value);
        }
        self.push("}");
    }

    fn value(&mut self, value: &Dynamic) {
        if let Ok(array) = value.as_array_ref() {
            return self.array(&array);
        }
        if let Ok(map) = value.as_map_ref() {
            return self.map(&map);
        }
        if let Ok(text) = value.as_immutable_string_ref() {
            if text.len() > self.most - self.text.len() {
                return self.push(&text);
            }
            let shown = format!("{:?}", text.as_str());
            return self.push(&shown);
        }
        let shown = super::text::debug_text(self.context, value.clone());
        self.push(&shown);
    }
}
