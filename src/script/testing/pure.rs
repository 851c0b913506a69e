//! Methods that leave what they are called on as it is.
//!
//! A part of an assertion hands on a copy of its value, and what a method does to a copy is lost. So
//! a chain is taken apart before a method only where that is known to change nothing.

use std::collections::HashSet;

use rhai::{Engine, Expr, FnCallExpr, FuncInfo};

use super::dissect::makes_a_function;
use super::span::Words;
use crate::script::types::type_name;

/// Types of the language itself, whose values methods may change in place.
const LANGUAGE: [&str; 10] = [
    "any",
    "array",
    "boolean",
    "bytes",
    "character",
    "float",
    "function",
    "integer",
    "map",
    "string",
];

/// Methods of the language that only look. `split` is none: it takes the end of an array away.
const LOOKING: [&str; 35] = [
    "abs",
    "bytes",
    "ceiling",
    "chars",
    "contains",
    "ends_with",
    "floor",
    "get",
    "index_of",
    "int",
    "is_empty",
    "is_even",
    "is_nan",
    "is_odd",
    "is_zero",
    "keys",
    "len",
    "max",
    "min",
    "order",
    "order_desc",
    "round",
    "sign",
    "split_rev",
    "starts_with",
    "sub_string",
    "to_debug",
    "to_float",
    "to_int",
    "to_json",
    "to_lower",
    "to_string",
    "to_upper",
    "type_of",
    "values",
];

/// Methods of the language that call a function for each element, which is `this` in it.
const ASKING: [&str; 9] = [
    "all",
    "filter",
    "find",
    "find_map",
    "map",
    "order_by",
    "reduce",
    "reduce_rev",
    "some",
];

/// What is known of methods where an assertion stands.
pub(super) struct Pure<'a> {
    /// Methods of what incidents hold, and of nothing else.
    pub(super) of_model: &'a HashSet<String>,
    /// Whether a script gives this name to something of its own.
    pub(super) is_own: &'a dyn Fn(&str) -> bool,
}

impl Pure<'_> {
    /// Whether a call of a method certainly changes nothing in what it is called on.
    pub(super) fn leaves_alone(&self, call: &FnCallExpr, expr: &Expr, words: &Words) -> bool {
        let name = call.name.as_str();
        if (self.is_own)(name) {
            return false;
        }
        if self.of_model.contains(name) {
            return true;
        }
        if !LOOKING.contains(&name) && !ASKING.contains(&name) {
            return false;
        }
        let asks = ASKING.contains(&name) || call.args.iter().any(makes_a_function);
        let mut functions = call.args.iter();
        !asks || functions.all(makes_a_function) && !words.has_this(expr)
    }
}

/// Lists the methods that only values of the program's own types have. What an incident holds does
/// not change, and a draft or a table answers with another one.
pub(super) fn of_model(engine: &Engine) -> HashSet<String> {
    let mut elsewhere = HashSet::new();
    let listed = engine.collect_fn_metadata(
        None,
        |info: FuncInfo| {
            let first = info.metadata.params_info.first();
            let kind = first.and_then(|first| first.split_once(':'));
            let kind = kind.map_or_else(|| "any".to_owned(), |(_, kind)| type_name(kind));
            Some((info.metadata.name.to_string(), kind))
        },
        true,
    );
    let mut names = HashSet::new();
    for (name, kind) in listed {
        match LANGUAGE.contains(&kind.as_str()) {
            true => elsewhere.insert(name),
            false => names.insert(name),
        };
    }
    names.retain(|name| !elsewhere.contains(name));
    names
}
