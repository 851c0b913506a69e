//! Functions and methods that nobody has defined.

use rhai::Position;

use super::known::REFUSED;
use super::walk::Walker;
use crate::script::suggest::did_you_mean;

/// What answers something else each time, in other languages and in other hosts of this one.
const BY_CHANCE: [&str; 24] = [
    "timestamp",
    "now",
    "today",
    "utcnow",
    "current_time",
    "current_date",
    "system_time",
    "time",
    "clock",
    "elapsed",
    "sleep",
    "rand",
    "rand_float",
    "rand_bool",
    "rand_int",
    "rand_decimal",
    "random",
    "randint",
    "randrange",
    "rng",
    "shuffle",
    "sample",
    "choice",
    "uuid",
];

impl Walker<'_> {
    pub(super) fn no_function(&mut self, name: &str, at: Position) {
        if BY_CHANCE.contains(&name) || name.starts_with("rand_") {
            self.report(
                "non-determinism",
                at,
                format!("there is no `{name}`: an answer does not depend on the day or on chance"),
                "give what it should depend on as a parameter, `param(\"as_of\", \"2019-11-08\", \
                 \"..\")`, so that everybody who asks gets the same answer"
                    .to_owned(),
            );
            return;
        }
        if REFUSED.contains(&name) {
            let hint = "end a script with `return`, or with `throw` and a reason";
            let message = format!("`{name}` is not available to scripts");
            self.report("unknown-function", at, message, hint.to_owned());
            return;
        }
        let hint = if let Some(id) = self.scopes.find(name) {
            self.scopes.get(id).read = true;
            Some(format!(
                "`{name}` is a variable: what it holds is called with `{name}.call(..)`"
            ))
        } else {
            let own = self.context.tree.arities.keys().map(String::as_str);
            did_you_mean(name, self.context.known.functions().chain(own))
        };
        let message = format!("there is no function `{name}`");
        self.report("unknown-function", at, message, hint);
    }

    pub(super) fn no_method(&mut self, ty: &str, name: &str, at: Position) {
        let known = self.context.known;
        if BY_CHANCE.contains(&name) && !known.is_function(name) {
            self.no_function(name, at);
            return;
        }
        let (properties, methods) = known.members(ty);
        let hint = if properties.contains(&name) {
            Some(format!("`{name}` is a property: write `.{name}`"))
        } else {
            did_you_mean(name, methods.iter().chain(&properties).copied())
        };
        let message = format!("{ty} has no method `{name}`");
        self.report("unknown-function", at, message, hint);
    }
}
