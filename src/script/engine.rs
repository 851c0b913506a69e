//! The engine of a host: its limits, its modules, and what it asks of the state.

use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::sync::Once;

use rhai::packages::{
    BasicArrayPackage, BasicMapPackage, BasicMathPackage, CorePackage, LogicPackage,
    MoreStringPackage, Package,
};
use rhai::{Dynamic, Engine, Module, OptimizationLevel};

use super::builtins::{BENEATH, SUBJECTS};
use super::compare;
use super::limits::Limits;
use super::state::State;

rhai::def_package! {
    /// The language's own functions, without those for bits and bytes: nobody who compares figures
    /// asks for them, and making them takes time when the program starts.
    LanguagePackage(lib) :
        CorePackage,
        LogicPackage,
        BasicMathPackage,
        BasicArrayPackage,
        BasicMapPackage,
        MoreStringPackage
    {}
}

/// The modules that every engine of a thread shares: building them takes longer than a short script.
struct Shared {
    standard: Rc<Module>,
    own: Vec<Rc<Module>>,
}

impl Shared {
    fn new() -> Self {
        let modules = BENEATH.iter().copied();
        let modules = modules.chain(SUBJECTS.iter().map(|subject| subject.module));
        Self {
            standard: LanguagePackage::new().as_shared_module(),
            own: modules.map(|module| Rc::new(module())).collect(),
        }
    }
}

/// Makes an engine whose builtins find their state in its tag.
pub(crate) fn engine(state: &State) -> Engine {
    static SEED: Once = Once::new();
    SEED.call_once(|| {
        // The names of closures and the order of functions would differ in each process. It fails
        // only where a seed is set already, which is as good.
        let _ = rhai::config::hashing::set_hashing_seed(Some([0x7461, 0x6c6c, 0x7962, 0x6f6f]));
    });
    // Never dropped: it is needed until the thread ends, and taking hundreds of functions apart
    // then takes a fifth of the time of a short script.
    thread_local! {
        static SHARED: ManuallyDrop<Shared> = ManuallyDrop::new(Shared::new());
    }
    let (standard, own) = SHARED.with(|shared| (Rc::clone(&shared.standard), shared.own.clone()));
    let mut engine = Engine::new_raw();
    engine.register_global_module(standard);
    for module in own {
        engine.register_global_module(module);
    }
    compare::register(&mut engine);
    engine
        .set_fast_operators(true)
        .set_strict_variables(true)
        .set_fail_on_invalid_map_property(true)
        .set_optimization_level(OptimizationLevel::None)
        .disable_symbol("eval")
        .set_default_tag(Dynamic::from(state.clone()));
    limit(&mut engine, state.meter().limits());
    let meter = state.shared_meter();
    engine.on_progress(move |_| meter.step().map(|_| Dynamic::UNIT));
    let printer = state.clone();
    engine.on_print(move |text| printer.print(text));
    let noter = state.clone();
    engine.on_debug(move |text, _, _| noter.note(text));
    answer_globals(&mut engine, state.clone());
    engine
}

/// Sets the engine's own limits, all of them: its defaults differ between builds.
fn limit(engine: &mut Engine, limits: &Limits) {
    engine
        .set_max_operations(0)
        .set_max_call_levels(limits.calls)
        .set_max_expr_depths(limits.nesting, limits.nesting)
        .set_max_string_size(limits.text)
        .set_max_array_size(limits.array)
        .set_max_map_size(limits.map)
        .set_max_variables(limits.variables)
        .set_max_functions(limits.functions)
        .set_max_modules(limits.modules);
}

/// Answers `incident` and `incidents`, also inside functions; what a script calls so itself wins.
// The engine marks this callback as deprecated to say that it may change in another version; the
// version is pinned.
#[allow(deprecated)]
fn answer_globals(engine: &mut Engine, state: State) {
    engine.on_var(move |name, _, context| {
        if !matches!(name, "incident" | "incidents") || context.scope().contains(name) {
            return Ok(None);
        }
        Ok(state.global(name))
    });
}
