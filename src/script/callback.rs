//! Functions of the script that builtins call.

use rhai::{Dynamic, EvalAltResult, FnPtr, GlobalRuntimeState, NativeCallContext};

use super::fault::{Fault, Outcome};
use super::state::State;
use super::teach::counted;

/// A function that a builtin was given, checked and ready to be called many times.
pub(crate) struct Callback<'a> {
    context: &'a NativeCallContext<'a>,
    function: &'a FnPtr,
    /// For a closure made in another module: the engine looks only where it is called.
    foreign: Option<GlobalRuntimeState>,
    /// Whether it takes the index after the element.
    takes_index: bool,
}

impl<'a> Callback<'a> {
    /// Checks that a function takes `given` values; `builtin` is what is going to call it.
    pub(crate) fn new(
        context: &'a NativeCallContext<'a>,
        builtin: &str,
        function: &'a FnPtr,
        given: usize,
    ) -> Outcome<Self> {
        if let Some(takes) = takes(context, function)
            && takes != given
        {
            return Err(wrong_arity(builtin, takes, given));
        }
        Ok(Self::ready(context, function, given))
    }

    /// Checks that a function takes an element, or an element and its index.
    pub(crate) fn with_index(
        context: &'a NativeCallContext<'a>,
        builtin: &str,
        function: &'a FnPtr,
    ) -> Outcome<Self> {
        match takes(context, function) {
            None | Some(1) => Ok(Self::ready(context, function, 1)),
            Some(2) => Ok(Self::ready(context, function, 2)),
            Some(takes) => Err(wrong_arity(builtin, takes, 1)),
        }
    }

    fn ready(context: &'a NativeCallContext<'a>, function: &'a FnPtr, given: usize) -> Self {
        let mut foreign = None;
        if function.is_anonymous() {
            let (name, params) = (function.fn_name(), given + function.curry().len());
            let here = context
                .iter_namespaces()
                .any(|module| module.get_script_fn(name, params).is_some());
            if !here && let Some(module) = State::of(context).sources().module_with(name, params) {
                let mut global = context.global_runtime_state().clone();
                global.lib.push(module);
                foreign = Some(global);
            }
        }
        Self {
            context,
            function,
            foreign,
            takes_index: given == 2,
        }
    }

    /// Calls it.
    pub(crate) fn call<const N: usize>(&self, values: [Dynamic; N]) -> Outcome<Dynamic> {
        let Some(global) = &self.foreign else {
            return self.function.call_raw(self.context, None, values);
        };
        let context = NativeCallContext::new_with_all_fields(
            self.context.engine(),
            self.context.fn_name(),
            self.context.fn_source(),
            global,
            self.context.call_position(),
        );
        self.function.call_raw(&context, None, values)
    }

    /// Calls it for a yes or no about an element.
    pub(crate) fn ask_at(&self, item: &Dynamic, at: usize) -> Outcome<bool> {
        if self.takes_index {
            let at = i64::try_from(at).unwrap_or(i64::MAX);
            self.ask([item.clone(), at.into()])
        } else {
            self.ask([item.clone()])
        }
    }

    /// Calls it for a yes or no.
    pub(crate) fn ask<const N: usize>(&self, values: [Dynamic; N]) -> Outcome<bool> {
        let answer = self.call(values)?;
        answer.as_bool().map_err(|_| {
            let found = super::types::type_of(self.context.engine(), &answer);
            Fault::new(format!(
                "`{}` needs a closure that answers true or false, found {found}",
                self.context.fn_name()
            ))
            .raise()
        })
    }
}

/// How many values a closure takes; nothing for a function by its name, which may have several forms.
fn takes(context: &NativeCallContext, function: &FnPtr) -> Option<usize> {
    if !function.is_anonymous() {
        return None;
    }
    let params = State::of(context).sources().closure(function.fn_name())?;
    Some(params.saturating_sub(function.curry().len()))
}

fn wrong_arity(builtin: &str, takes: usize, given: usize) -> Box<EvalAltResult> {
    Fault::new(format!(
        "the closure takes {}, `{builtin}` gives it {given}",
        counted(takes, "value")
    ))
    .hint(match given {
        1 => "write `|x| ..`".into(),
        n => format!("write a closure with {n} parameters"),
    })
    .raise()
}
