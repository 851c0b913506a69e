//! The host: one engine with its limits, its state and what a script can call.

use std::cell::{OnceCell, Ref, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rhai::{Dynamic, Engine, EvalAltResult, Module, NativeCallContext, Position, Scope};

use super::engine::engine;
use super::failure::{Failure, Kind, Place};
use super::guarded::guarded;
use super::limits::Limits;
use super::manual::Manual;
use super::modules::Resolver;
use super::params::Param;
use super::source::{About, Script, Source};
use super::sources::Sources;
use super::state::State;
use super::types::Types;
use super::{compile, modules, teach, trail};

/// Runs scripts. One a thread: nothing in it is shared between threads, so nothing in it locks.
pub struct Host {
    engine: Engine,
    state: State,
    sources: Rc<Sources>,
    modules: Rc<Resolver>,
    variables: RefCell<Vec<String>>,
    types: OnceCell<Types>,
    manual: OnceCell<Manual>,
}

/// A rule file that is loaded: its top level has run, and `rule` can be called.
#[derive(Clone)]
pub struct Rule {
    script: Script,
    module: Rc<Module>,
}

impl Host {
    /// Makes a host. The limits are the same in every build.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let state = State::new(limits);
        let modules = Rc::new(Resolver::new(state.clone()));
        let mut engine = engine(&state);
        engine.set_module_resolver(modules::Shared(Rc::clone(&modules)));
        let sources = state.sources();
        Self {
            engine,
            state,
            sources,
            modules,
            variables: RefCell::default(),
            types: OnceCell::new(),
            manual: OnceCell::new(),
        }
    }

    /// Returns what the builtins share with whoever runs the script.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the limits.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        self.state.meter().limits()
    }

    /// Adds to the budget of operations for the claims that are loaded.
    pub fn set_allowance(&self, claims: u64) {
        self.state.meter().set_allowance(claims);
    }

    /// Returns how many operations the last evaluation took: the same on every machine.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.state.meter().steps()
    }

    /// Hands in the flag that interrupts an evaluation, which lowers it as it stops.
    pub fn set_interrupt(&self, flag: Arc<AtomicBool>) {
        self.state.meter().set_interrupt(flag);
    }

    /// Compiles a script.
    ///
    /// # Errors
    /// Where the text is not a script, or defines a function that would take over a builtin.
    pub fn compile(&self, source: Source) -> Result<Script, Failure> {
        self.compile_in(source, &Scope::new())
    }

    /// Compiles a script that sees the variables of a scope.
    pub(crate) fn compile_in(&self, source: Source, scope: &Scope) -> Result<Script, Failure> {
        self.sources.add(&source);
        let names = compile::names(scope);
        *self.variables.borrow_mut() = scope.iter_raw().map(|(name, ..)| name.to_owned()).collect();
        let mut ast = guarded(|| {
            let compiled = self.engine.compile_with_scope(&names, source.code());
            compiled.map_err(|error| {
                let place = self.place(&source.name, error.1);
                teach::compile(self, &error.0, place.as_ref()).at(place)
            })
        })?;
        ast.set_source(source.name());
        self.sources.add_functions(&source, &ast);
        let found =
            compile::check(&self.engine, &self.sources, &source, &ast).map_err(|refusal| {
                Failure::new(Kind::Compile, refusal.message)
                    .at(self.place(&source.name, refusal.at))
                    .hint(refusal.hint)
            })?;
        let params = found
            .params
            .into_iter()
            .filter_map(|(name, default, text, at)| {
                Some(Param {
                    name,
                    default,
                    text,
                    place: self.place(&source.name, at)?,
                })
            });
        Ok(Script {
            about: About::read(&source.text),
            params: params.collect(),
            imports: found.imports,
            ast,
            source,
        })
    }

    /// Runs a script from top to bottom and returns its last value.
    ///
    /// # Errors
    /// Whatever stopped it.
    pub fn run(&self, script: &Script, scope: &mut Scope) -> Result<Dynamic, Failure> {
        self.evaluate(&script.source.name, || {
            self.engine.eval_ast_with_scope(scope, &script.ast)
        })
    }

    /// Compiles and runs a text: what tests and one-liners need.
    ///
    /// # Errors
    /// Whatever stopped it.
    pub fn eval(&self, text: &str) -> Result<Dynamic, Failure> {
        let script = self.compile(Source::new("script", text))?;
        self.run(&script, &mut Scope::new())
    }

    /// Loads a rule file: its top level runs once, and serves its functions.
    ///
    /// # Errors
    /// Where it does not compile, has no `fn rule(claims)`, or its top level fails.
    pub fn load_rule(&self, source: Source) -> Result<Rule, Failure> {
        self.load_compiled(self.compile(source)?)
    }

    /// Loads a rule file that is compiled already.
    ///
    /// # Errors
    /// Where it has no `fn rule(claims)`, or its top level fails.
    pub fn load_compiled(&self, script: Script) -> Result<Rule, Failure> {
        if !script.is_rule() {
            let name = &script.source.name;
            return Err(
                Failure::new(Kind::Usage, format!("`{name}` has no `fn rule(claims)`"))
                    .hint("a rule file defines `fn rule(claims) { .. }`; any other script is run as it is"),
            );
        }
        self.load_module(script)
    }

    /// Takes over a script that another host has compiled: it runs here, and its places are known.
    pub(crate) fn adopt(&self, script: &Script) {
        self.sources.add(&script.source);
        self.sources.add_functions(&script.source, &script.ast);
    }

    /// Loads a file as a module, whether it has a rule or not: its top level runs.
    pub(crate) fn load_module(&self, script: Script) -> Result<Rule, Failure> {
        let module = self.evaluate(&script.source.name, || {
            Module::eval_ast_as_new(Scope::new(), &script.ast, &self.engine).map(Rc::new)
        })?;
        self.sources.add_module(Rc::clone(&module));
        Ok(Rule { script, module })
    }

    /// Returns a value as `print` shows it.
    #[must_use]
    pub fn text_of(&self, value: Dynamic) -> String {
        self.with_context(|context| super::text::plain_text(context, value).to_string())
    }

    /// Returns a value as a script would write it: a string in quotes.
    #[must_use]
    pub fn debug_of(&self, value: Dynamic) -> String {
        self.with_context(|context| super::text::debug_text(context, value).to_string())
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(crate) fn engine_mut(&mut self) -> &mut Engine {
        &mut self.engine
    }

    pub(crate) fn sources(&self) -> &Sources {
        &self.sources
    }

    pub(crate) fn types(&self) -> &Types {
        self.types.get_or_init(|| Types::of(&self.engine))
    }

    /// The variables of the session, for messages about those that a function cannot see.
    pub(crate) fn session_variables(&self) -> Ref<'_, Vec<String>> {
        self.variables.borrow()
    }

    pub(crate) fn is_session_variable(&self, name: &str) -> bool {
        self.variables.borrow().iter().any(|known| known == name)
    }

    /// Returns the manual of what scripts can call.
    #[must_use]
    pub fn manual(&self) -> &Manual {
        self.manual.get_or_init(|| Manual::read(self.types()))
    }

    /// Reads the files of modules again when they are next imported.
    pub fn forget_modules(&self) {
        self.modules.clear();
    }

    pub(crate) fn place(&self, source: &str, at: Position) -> Option<Place> {
        self.sources.place(source, at)
    }

    pub(crate) fn knows(&self, source: &str) -> bool {
        self.sources.get(source).is_some()
    }

    /// Calls builtins outside of a script, under the meter all the same.
    fn with_context(&self, f: impl FnOnce(&NativeCallContext) -> String) -> String {
        let meter = self.state.meter();
        let outermost = meter.begin();
        let text = guarded(|| {
            let global = self.engine.new_global_runtime_state();
            Ok(f(&NativeCallContext::new_with_all_fields(
                &self.engine,
                "",
                None,
                &global,
                Position::NONE,
            )))
        });
        if outermost {
            meter.end();
        }
        text.unwrap_or_else(|failure| failure.message)
    }

    /// Evaluates under the meter, and turns what goes wrong into a failure.
    pub(crate) fn evaluate<T>(
        &self,
        source: &str,
        f: impl FnOnce() -> Result<T, Box<EvalAltResult>>,
    ) -> Result<T, Failure> {
        let meter = self.state.meter();
        let outermost = meter.begin();
        if outermost {
            self.modules.begin();
        }
        let outcome = guarded(|| Ok(f()));
        let stopped = if outermost {
            meter.end()
        } else {
            meter.stopped()
        };
        match (outcome?, stopped) {
            (Ok(value), None) => Ok(value),
            // The script has caught the error of its limit: that does not make it answer.
            (Ok(_), Some(stop)) => Err(trail::stopped_by(self, stop)),
            (Err(error), stopped) => Err(trail::explain(self, source, *error, stopped)),
        }
    }
}

impl Rule {
    /// Returns the script it was loaded from.
    #[must_use]
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// Calls `rule` with its one argument.
    ///
    /// # Errors
    /// Whatever stopped it.
    pub fn call(&self, host: &Host, claims: Dynamic) -> Result<Dynamic, Failure> {
        self.call_function(host, "rule", &mut [claims])
    }

    /// Calls a function of the file by its name, such as one of its tests.
    ///
    /// # Errors
    /// Whatever stopped it.
    pub fn call_function(
        &self,
        host: &Host,
        name: &str,
        arguments: &mut [Dynamic],
    ) -> Result<Dynamic, Failure> {
        host.evaluate(&self.script.source.name, || {
            let mut global = host.engine.new_global_runtime_state();
            global.source = self.module.id().map(Into::into);
            global.lib.push(Rc::clone(&self.module));
            let context = NativeCallContext::new_with_all_fields(
                &host.engine,
                name,
                None,
                &global,
                Position::NONE,
            );
            let mut arguments: Vec<&mut Dynamic> = arguments.iter_mut().collect();
            context.call_fn_raw(name, false, false, &mut arguments)
        })
    }
}
