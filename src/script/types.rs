//! What types are called in messages and manuals.

use std::collections::BTreeMap;

use rhai::{Dynamic, Engine};

/// Returns what the type of a value is called.
pub(crate) fn type_of(engine: &Engine, value: &Dynamic) -> String {
    type_name(engine.map_type_name(value.type_name()))
}

/// Returns what a type is called, from the engine's or the compiler's name for it.
pub(crate) fn type_name(name: &str) -> String {
    let bare: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.strip_prefix('&').unwrap_or(&bare);
    // `&mut Array` without its blank.
    let bare = match bare.strip_prefix("mut") {
        Some(rest) if name.contains("&mut") => rest,
        _ => bare,
    };
    let outer = bare.split('<').next().unwrap_or(bare);
    let last = outer.rsplit("::").next().unwrap_or(outer);
    match last {
        "i64" | "INT" | "int" => "integer",
        "f64" | "FLOAT" => "float",
        "bool" => "boolean",
        "char" => "character",
        "str" | "String" | "ImmutableString" => "string",
        "Array" => "array",
        "Map" => "map",
        "Blob" => "bytes",
        "Fn" | "FnPtr" => "function",
        "Dynamic" | "?" | "_" => "any",
        "" => "()",
        "Range" | "ExclusiveRange" | "RangeInclusive" | "InclusiveRange" | "range="
        | "StepRange" | "BitRange" | "CharsStream" => "range",
        last => last,
    }
    .to_owned()
}

/// The names under which builtins' own types are registered, by their names in the source code.
#[derive(Debug, Default)]
pub(crate) struct Types(BTreeMap<String, String>);

impl Types {
    /// Reads them off the engine, which tells them only as a text.
    pub(crate) fn of(engine: &Engine) -> Self {
        let text = engine.gen_fn_metadata_to_json(false).unwrap_or_default();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let listed = read["customTypes"].as_array().cloned().unwrap_or_default();
        let pairs = listed.iter().filter_map(|listed| {
            let rust = listed["typeName"].as_str()?.rsplit("::").next()?;
            Some((rust.to_owned(), listed["displayName"].as_str()?.to_owned()))
        });
        Self(pairs.collect())
    }

    /// Returns the names of the types that builtins add to the language.
    #[cfg(test)]
    pub(crate) fn own(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// Returns what a type is called, from the source code's name for it.
    pub(crate) fn name(&self, rust: &str) -> String {
        let name = type_name(rust);
        self.0.get(&name).cloned().unwrap_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::type_name;

    #[test]
    fn types_have_names_for_people() {
        for (rust, name) in [
            ("i64", "integer"),
            ("&mut Array", "array"),
            ("&str", "string"),
            ("rhai::ImmutableString", "string"),
            ("core::ops::range::Range<i64>", "range"),
            ("Range<INT >", "range"),
            ("alloc::vec::Vec<u8>", "Vec"),
            ("&mut Mutation", "Mutation"),
            ("mutation", "mutation"),
            ("claims", "claims"),
            ("()", "()"),
            ("Fn", "function"),
        ] {
            assert_eq!(type_name(rust), name, "{rust}");
        }
    }
}
