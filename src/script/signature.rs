//! How a builtin is called, in the words of a script's author.

use rhai::{FuncInfo, FuncMetadata};

use super::host::Host;
use super::types::Types;

/// How a builtin is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signature {
    pub(crate) name: String,
    /// Name and type of each parameter; of a method, the first is what it is called on.
    pub(crate) params: Vec<(String, String)>,
    /// Whether the first parameter is what it is called on.
    pub(crate) method: bool,
    /// The type of what it returns; empty for nothing.
    pub(crate) returns: String,
}

impl Signature {
    /// Reads it off the engine's own description, whose types are those of the source code.
    pub(crate) fn of(metadata: &FuncMetadata, types: &Types) -> Self {
        let mut params = Vec::new();
        let mut method = false;
        for (at, param) in metadata.params_info.iter().enumerate() {
            let (name, kind) = param.split_once(':').unwrap_or(("_", param));
            method |= at == 0 && kind.trim_start().starts_with("&mut");
            params.push((name.trim().to_owned(), types.name(kind)));
        }
        for _ in params.len()..metadata.num_params {
            params.push(("_".into(), "any".into()));
        }
        Self {
            name: metadata.name.to_string(),
            params,
            method,
            returns: returned(&metadata.return_type, types),
        }
    }

    /// `name(x: integer) -> string`, without what a method is called on.
    pub(crate) fn text(&self) -> String {
        self.written(self.method)
    }

    fn written(&self, method: bool) -> String {
        let skip = usize::from(method).min(self.params.len());
        let params: Vec<String> = self.params[skip..]
            .iter()
            .map(|(name, kind)| format!("{name}: {kind}"))
            .collect();
        let call = format!("{}({})", self.name, params.join(", "));
        if self.returns.is_empty() {
            call
        } else {
            format!("{call} -> {}", self.returns)
        }
    }

    /// The same with what it is called on: `claims.except(kind: string)`. What is called as a method
    /// is written as one.
    pub(crate) fn full_text(&self, as_method: bool) -> String {
        match self.params.first() {
            Some((_, receiver)) if self.method || as_method => {
                format!("{receiver}.{}", self.written(true))
            }
            _ => self.text(),
        }
    }
}

/// What a builtin returns, without the error that it may raise instead.
fn returned(name: &str, types: &Types) -> String {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let mut name = name.as_str();
    for wrapper in ["Result<", "RhaiResultOf<", "Outcome<"] {
        if let Some(at) = name.find(wrapper)
            && name[..at]
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == ':')
            && let Some(inside) = name[at + wrapper.len()..].strip_suffix('>')
        {
            name = first_argument(inside);
        }
    }
    match name {
        "()" | "" => String::new(),
        "RhaiResult" => "any".into(),
        name => types.name(name),
    }
}

/// The first of the types that are parted by commas.
fn first_argument(text: &str) -> &str {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' => depth += 1,
            '>' | ')' => depth -= 1,
            ',' if depth == 0 => return &text[..at],
            _ => {}
        }
    }
    text
}

/// Every builtin, the language's own included; what only other numeric types have is left out.
pub(crate) fn builtins(host: &Host) -> Vec<Signature> {
    let types = host.types();
    let mut all = host.engine().collect_fn_metadata(
        None,
        |info: FuncInfo| {
            let own = info.script.is_none() && info.namespace.is_empty();
            own.then(|| {
                (
                    Signature::of(info.metadata, types),
                    info.metadata.params_info.is_empty(),
                )
            })
        },
        true,
    );
    let foreign = |kind: &str| {
        matches!(
            kind,
            "f32" | "i8" | "u8" | "i16" | "u16" | "i32" | "u32" | "u64" | "i128" | "u128"
        )
    };
    all.retain(|(signature, _)| !signature.params.iter().any(|(_, kind)| foreign(kind)));
    // Named parameters first, so that of two with the same types the one that explains itself stays.
    all.sort_by(|(a, unnamed_a), (b, unnamed_b)| {
        (&a.name, unnamed_a, a.params.len(), &a.params).cmp(&(
            &b.name,
            unnamed_b,
            b.params.len(),
            &b.params,
        ))
    });
    let mut kept: Vec<Signature> = Vec::new();
    for (signature, unnamed) in all {
        let again = kept.iter().any(|other| {
            other.name == signature.name
                && other.params.len() == signature.params.len()
                && (unnamed && !signature.params.is_empty() || kinds(other) == kinds(&signature))
        });
        if !again {
            kept.push(signature);
        }
    }
    kept
}

fn kinds(signature: &Signature) -> Vec<&str> {
    signature
        .params
        .iter()
        .map(|(_, kind)| kind.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Types, returned};

    #[test]
    fn what_is_returned_is_peeled() {
        for (rust, script) in [
            ("Result<Array, Box<EvalAltResult>>", "array"),
            ("RhaiResultOf<bool >", "boolean"),
            ("Outcome < Dynamic >", "any"),
            ("Outcome<Dynamic>", "any"),
            ("Result < i64 , Box < EvalAltResult > >", "integer"),
            ("super::Outcome<()>", ""),
            ("()", ""),
            ("ImmutableString", "string"),
            ("RhaiResult", "any"),
        ] {
            assert_eq!(returned(rust, &Types::default()), script, "{rust}");
        }
    }
}
