//! Numbers that are not known.

use rhai::plugin::*;

use crate::script::unknown::Unknown;

pub(super) fn module() -> Module {
    let mut module = exported_module!(numbers);
    module.set_custom_type::<Unknown>("unknown");
    arithmetic(&mut module);
    module
}

#[export_module]
mod numbers {
    use rhai::plugin::*;

    use crate::script::unknown::{SHOWN, Unknown};

    /// Returns a number that is not known.
    ///
    /// Arithmetic keeps it, text shows it as `?`, and comparing with it is an error.
    ///
    /// ```rhai
    /// unknown() + 5     // => ?
    /// unknown() > 5     // error: `>` with a number that is not known
    /// ```
    pub fn unknown() -> Unknown {
        Unknown
    }

    /// Returns whether a value is known: every value is, save an unknown number.
    ///
    /// ```rhai
    /// is_known(0)            // => true
    /// is_known(unknown())    // => false
    /// ```
    pub fn is_known(value: Dynamic) -> bool {
        !value.is::<Unknown>()
    }

    /// Returns the other value, since the number is not known.
    ///
    /// ```rhai
    /// unknown().or_else(3)    // => 3
    /// ```
    #[rhai_fn(name = "or_else", pure)]
    pub fn unknown_or_else(number: &mut Unknown, other: Dynamic) -> Dynamic {
        let _ = number;
        other
    }

    /// Returns the number itself, since it is known.
    ///
    /// ```rhai
    /// 7.or_else(3)    // => 7
    /// ```
    #[rhai_fn(name = "or_else")]
    pub fn integer_or_else(number: i64, other: Dynamic) -> i64 {
        drop(other);
        number
    }

    /// Returns the number itself, since it is known.
    ///
    /// ```rhai
    /// 2.5.or_else(3)    // => 2.5
    /// ```
    #[rhai_fn(name = "or_else")]
    pub fn float_or_else(number: f64, other: Dynamic) -> f64 {
        drop(other);
        number
    }

    /// Returns `?`, which is how a number that is not known is shown.
    ///
    /// ```rhai
    /// unknown().to_string()    // => ?
    /// `killed: ${unknown()}`   // => killed: ?
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn unknown_to_string(number: &mut Unknown) -> ImmutableString {
        let _ = number;
        SHOWN.into()
    }
}

/// Arithmetic keeps what is not known. It is the language's, not the manual's.
fn arithmetic(module: &mut Module) {
    for operator in ["+", "-", "*", "/", "%", "**", "max", "min"] {
        module.set_native_fn(operator, |_: Unknown, _: Unknown| Ok(Unknown));
        module.set_native_fn(operator, |_: Unknown, _: i64| Ok(Unknown));
        module.set_native_fn(operator, |_: i64, _: Unknown| Ok(Unknown));
        module.set_native_fn(operator, |_: Unknown, _: f64| Ok(Unknown));
        module.set_native_fn(operator, |_: f64, _: Unknown| Ok(Unknown));
    }
    for operator in ["-", "+", "abs", "round", "floor", "ceiling"] {
        module.set_native_fn(operator, |_: Unknown| Ok(Unknown));
    }
}
