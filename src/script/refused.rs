//! What the language has and scripts do not: a rule gives the same answer whenever it is run.

use rhai::{Dynamic, Module};

use super::fault::{Fault, Outcome};

pub(crate) fn module() -> Module {
    let mut module = Module::new();
    module.set_native_fn("exit", || refuse("exit", EXIT));
    module.set_native_fn("exit", |_: Dynamic| refuse("exit", EXIT));
    module.set_native_fn("sleep", |_: i64| refuse("sleep", SLEEP));
    module.set_native_fn("sleep", |_: f64| refuse("sleep", SLEEP));
    module
}

const EXIT: &str = "end a script with `return`, or with `throw` and a reason";
const SLEEP: &str = "nothing that a script can ask for changes while it waits";

fn refuse(name: &str, hint: &str) -> Outcome<()> {
    Err(Fault::new(format!("`{name}` is not available to scripts"))
        .hint(hint)
        .raise())
}
