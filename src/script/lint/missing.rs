//! Functions and methods that nobody has defined.

use rhai::Position;

use super::known::REFUSED;
use super::walk::Walker;
use crate::script::elsewhere::instead_of;
use crate::script::suggest::did_you_mean;

/// What answers something else each time, in other languages and in other hosts of this one.
const BY_CHANCE: [&str; 28] = [
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
    "date",
    "random_int",
    "choose",
    "env",
];

/// How many suggestions are looked for: each is compared with every name there is.
const SUGGESTED: usize = 50;

/// How many names of the script are compared.
const COMPARED: usize = 1_000;

impl Walker<'_> {
    /// Says what was probably meant: a name of a builtin, or one of the script's.
    pub(super) fn meant<'n>(
        &mut self,
        name: &str,
        builtin: impl IntoIterator<Item = &'n str>,
        own: impl Iterator<Item = &'n str>,
    ) -> Option<String> {
        self.suggested += 1;
        if self.suggested > SUGGESTED {
            return None;
        }
        did_you_mean(name, builtin.into_iter().chain(own.take(COMPARED)))
    }

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
            let instead = instead_of(name).map(str::to_owned);
            instead.or_else(|| self.meant(name, self.context.known.functions(), own))
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
            let instead = instead_of(name).map(str::to_owned);
            instead
                .or_else(|| self.meant(name, methods.into_iter().chain(properties), [].into_iter()))
        };
        let message = format!("{ty} has no method `{name}`");
        self.report("unknown-function", at, message, hint);
    }
}
