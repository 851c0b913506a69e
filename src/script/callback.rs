//! Functions of the script that builtins call.

use rhai::{Dynamic, FnPtr, GlobalRuntimeState, NativeCallContext};

use super::fault::{Fault, Outcome};
use super::state::State;

/// A function that a builtin was given, checked and ready to be called many times.
pub(crate) struct Callback<'a> {
    context: &'a NativeCallContext<'a>,
    function: &'a FnPtr,
    /// For a closure made in another module: the engine looks only where it is called.
    foreign: Option<GlobalRuntimeState>,
}

impl<'a> Callback<'a> {
    /// Checks that a function takes `given` values; `builtin` is what is going to call it.
    pub(crate) fn new(
        context: &'a NativeCallContext<'a>,
        builtin: &str,
        function: &'a FnPtr,
        given: usize,
    ) -> Outcome<Self> {
        let mut foreign = None;
        if function.is_anonymous() {
            let sources = State::of(context).sources();
            let captured = function.curry().len();
            if let Some(params) = sources.closure(function.fn_name())
                && params != given + captured
            {
                let takes = params.saturating_sub(captured);
                return Err(Fault::new(format!(
                    "the closure takes {takes} value{}, `{builtin}` gives it {given}",
                    if takes == 1 { "" } else { "s" }
                ))
                .hint(match given {
                    1 => "write `|x| ..`".into(),
                    n => format!("write a closure with {n} parameters"),
                })
                .raise());
            }
            let (name, params) = (function.fn_name(), given + captured);
            let here = context
                .iter_namespaces()
                .any(|module| module.get_script_fn(name, params).is_some());
            if !here && let Some(module) = sources.module_with(name, params) {
                let mut global = context.global_runtime_state().clone();
                global.lib.push(module);
                foreign = Some(global);
            }
        }
        Ok(Self {
            context,
            function,
            foreign,
        })
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
