//! Printing, checking and parameters.

use rhai::plugin::*;

use crate::script::fault::Fault;

pub(super) fn module() -> Module {
    let mut module = exported_module!(basics);
    module.set_custom_type::<Fault>("error");
    module
}

#[export_module]
mod basics {
    use rhai::plugin::*;

    use crate::script::fault::{Fault, Outcome, fault};
    use crate::script::state::State;
    use crate::script::text::{debug_text, plain_text};
    use crate::script::types::type_of;
    use crate::script::unknown::Unknown;

    /// Prints a value as text, on a line of its own.
    ///
    /// ```rhai
    /// print("2 dead");    // => ()
    /// ```
    #[rhai_fn(name = "print")]
    pub fn print_value(ctx: NativeCallContext, value: Dynamic) -> ImmutableString {
        plain_text(&ctx, value)
    }

    /// Prints a remark beside the results: with results that go into a file, it goes to the screen.
    ///
    /// ```rhai
    /// note("two reports have no date")    // => ()
    /// ```
    pub fn note(ctx: NativeCallContext, value: Dynamic) {
        let text = plain_text(&ctx, value);
        State::of(&ctx).note(&text);
    }

    /// Stops the script unless the condition holds, and says which it was.
    ///
    /// ```rhai
    /// assert(2 > 1)    // => ()
    /// assert(1 > 2)    // error: assertion failed: `1 > 2`
    /// ```
    #[rhai_fn(return_raw)]
    pub fn assert(ctx: NativeCallContext, condition: bool) -> Outcome<()> {
        if condition {
            return Ok(());
        }
        let words = State::of(&ctx).words_of_call(&ctx);
        Err(
            match words.as_ref().and_then(|words| words.arguments.first()) {
                Some(words) => fault(format!("assertion failed: `{words}`")),
                None => fault("assertion failed"),
            },
        )
    }

    /// Stops the script with your words unless the condition holds.
    ///
    /// ```rhai
    /// assert(1 > 2, "one is not enough")    // error: assertion failed: one is not enough
    /// ```
    #[rhai_fn(name = "assert", return_raw)]
    pub fn assert_saying(condition: bool, message: &str) -> Outcome<()> {
        if condition {
            return Ok(());
        }
        Err(fault(format!("assertion failed: {message}")))
    }

    /// Stops the script unless the value is the one that is expected, and shows both.
    ///
    /// Unlike `==` it takes an unknown number for equal to another.
    ///
    /// ```rhai
    /// assert_eq(1 + 1, 2)    // => ()
    /// assert_eq(1 + 1, 3)    // error: expected 3, found 2
    /// ```
    #[rhai_fn(return_raw)]
    pub fn assert_eq(ctx: NativeCallContext, value: Dynamic, expected: Dynamic) -> Outcome<()> {
        let alike = if value.is::<Unknown>() || expected.is::<Unknown>() {
            value.is::<Unknown>() && expected.is::<Unknown>()
        } else {
            let values = (value.clone(), expected.clone());
            value.type_id() == expected.type_id() && ctx.call_native_fn("==", values)?
        };
        if alike {
            return Ok(());
        }
        let (found, wanted) = (
            type_of(ctx.engine(), &value),
            type_of(ctx.engine(), &expected),
        );
        let show = |value, kind: &str| match found == wanted {
            true => debug_text(&ctx, value).to_string(),
            false => format!("{} ({kind})", debug_text(&ctx, value)),
        };
        Err(fault(format!(
            "expected {}, found {}",
            show(expected, &wanted),
            show(value, &found)
        )))
    }

    /// Declares a parameter that whoever runs the script may set, and returns its value.
    ///
    /// What the caller gives becomes the type of the default. Write the three as literals, so that
    /// the parameters of a script are known before it runs.
    ///
    /// ```rhai
    /// param("min_origins", 2, "independent origins a figure needs")    // => 2
    /// ```
    #[rhai_fn(return_raw)]
    pub fn param(
        ctx: NativeCallContext,
        name: &str,
        default: Dynamic,
        text: &str,
    ) -> Outcome<Dynamic> {
        // The text is for those who read the script; it is taken from there.
        let _ = text;
        let Some(given) = State::of(&ctx).param(name) else {
            return Ok(default);
        };
        let expected = type_of(ctx.engine(), &default);
        if given.type_id() == default.type_id() {
            return Ok(given);
        }
        if let (true, Ok(n)) = (default.is_float(), given.as_int()) {
            #[expect(clippy::cast_precision_loss, reason = "as the language itself does")]
            return Ok((n as f64).into());
        }
        let converted = match given.as_immutable_string_ref() {
            Ok(text) => crate::script::params::from_text(&text, &default),
            Err(_) => None,
        };
        converted.ok_or_else(|| {
            let found = plain_text(&ctx, given);
            Fault::usage(format!(
                "the parameter `{name}` takes a value of type {expected}, found `{found}`"
            ))
            .hint(format!("its default is {}", debug_text(&ctx, default)))
            .raise()
        })
    }

    /// Returns what went wrong, of an error that `catch` has caught.
    ///
    /// ```rhai
    /// let m = ""; try { 1 > "a" } catch (e) { m = e.message; } m    // => `>` compares integer with string
    /// ```
    #[rhai_fn(get = "message", pure)]
    pub fn error_message(error: &mut Fault) -> ImmutableString {
        error.message.as_str().into()
    }

    /// Returns what went wrong as text.
    ///
    /// ```rhai
    /// let m = ""; try { 1 > "a" } catch (e) { m = `${e}!`; } m    // => `>` compares integer with string!
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn error_to_string(error: &mut Fault) -> ImmutableString {
        error.message.as_str().into()
    }
}
