//! What types are called in messages and manuals.

use rhai::{Dynamic, Engine};

/// Returns what the type of a value is called.
pub(crate) fn type_of(engine: &Engine, value: &Dynamic) -> String {
    type_name(engine.map_type_name(value.type_name()))
}

/// Returns what a type is called, from the engine's or the compiler's name for it.
pub(crate) fn type_name(name: &str) -> String {
    let name = name
        .trim()
        .trim_start_matches('&')
        .trim_start_matches("mut ");
    match name {
        "i64" | "INT" | "int" | "rhai::INT" => "integer",
        "f64" | "FLOAT" | "rhai::FLOAT" => "float",
        "bool" => "boolean",
        "char" => "character",
        "str" | "String" | "ImmutableString" | "rhai::ImmutableString" | "string" => "string",
        "Array" | "rhai::Array" => "array",
        "Map" | "rhai::Map" => "map",
        "Fn" | "FnPtr" | "rhai::FnPtr" => "function",
        "Dynamic" | "rhai::Dynamic" | "?" | "_" => "any",
        "" => "()",
        "Range<i64>"
        | "ExclusiveRange"
        | "Range<INT>"
        | "RangeInclusive<i64>"
        | "InclusiveRange"
        | "RangeInclusive<INT>"
        | "range"
        | "range=" => "range",
        name => name.rsplit("::").next().unwrap_or(name),
    }
    .to_owned()
}
