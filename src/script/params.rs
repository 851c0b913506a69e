//! Parameters: what a script lets its caller set.
//!
//! `param(name, default, text)` takes three literals, so that parameters are listed without running
//! the script.

use rhai::{AST, ASTNode, Array, Dynamic, Expr, FnCallExpr, Position, Stmt};

use super::failure::{Failure, Kind, Place};
use super::host::Host;
use super::modules::source_of;
use super::source::{Script, Source};
use super::suggest::did_you_mean;

/// A parameter that a script declares.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// The value it has when the caller gives none.
    pub default: Dynamic,
    /// What it is for.
    pub text: String,
    /// Where it is declared.
    pub place: Place,
}

/// What a walk over a script finds.
#[derive(Default)]
pub(crate) struct Found {
    /// Declared parameters: name, default, text and where.
    pub(crate) params: Vec<(String, Dynamic, String, Position)>,
    /// Calls of `param` that cannot be read without running the script, and what is wrong.
    pub(crate) unreadable: Vec<(Position, &'static str)>,
    /// Modules imported by a literal name.
    pub(crate) imports: Vec<String>,
}

pub(crate) fn find(ast: &AST) -> Found {
    let mut found = Found::default();
    ast.walk(&mut |path: &[ASTNode]| {
        match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(call, at)) | ASTNode::Stmt(Stmt::FnCall(call, at)))
                if call.name == "param" && call.namespace.is_empty() =>
            {
                found.param(call, *at)
            }
            Some(ASTNode::Stmt(Stmt::Import(import, _))) => {
                let name = import.0.get_literal_value(None);
                if let Some(Ok(name)) = name.map(Dynamic::into_string) {
                    found.imports.push(name);
                }
            }
            _ => {}
        }
        true
    });
    // The walk goes through the top of the script first and then through its functions.
    found
        .params
        .sort_by_key(|(.., at)| (at.line(), at.position()));
    found
}

impl Found {
    fn param(&mut self, call: &FnCallExpr, at: Position) {
        let literal = |n: usize| call.args.get(n).and_then(|arg| arg.get_literal_value(None));
        let wrong = match (call.args.len(), literal(0), literal(1), literal(2)) {
            (3, Some(name), Some(default), Some(text)) => {
                match (name.into_string(), text.into_string()) {
                    (Ok(name), Ok(text)) => {
                        self.params.push((name, default, text, at));
                        return;
                    }
                    (Err(_), _) => "the name of a parameter is a text",
                    (_, Err(_)) => "what a parameter is for is a text",
                }
            }
            (3, ..) => {
                "`param` takes literals, so that parameters are known before the script runs"
            }
            _ => "`param` takes a name, a default and what it is for",
        };
        self.unreadable.push((at, wrong));
    }
}

impl Host {
    /// Hands in what the caller sets: each value as typed, or a value of its own.
    pub fn set_params(&self, params: impl IntoIterator<Item = (String, Dynamic)>) {
        self.state().set_params(params.into_iter().collect());
    }

    /// Returns the parameters of a script and of the modules that it imports by a literal name, each
    /// name once.
    #[must_use]
    pub fn params_of(&self, script: &Script) -> Vec<Param> {
        let mut params = script.params().to_vec();
        let mut seen: Vec<String> = Vec::new();
        let mut waiting: Vec<(Source, String)> = imports(script.source(), script.imports());
        while let Some((importer, path)) = waiting.pop() {
            let Ok(source) = source_of(self.state(), &importer, &path) else {
                continue;
            };
            if seen.iter().any(|name| name == source.name()) || seen.len() >= MODULES {
                continue;
            }
            seen.push(source.name().to_owned());
            if let Ok(module) = self.compile(source) {
                params.extend_from_slice(module.params());
                waiting.extend(imports(module.source(), module.imports()));
            }
        }
        let mut names: Vec<String> = Vec::new();
        params.retain(|param| {
            let new = !names.contains(&param.name);
            names.push(param.name.clone());
            new
        });
        params
    }

    /// Says for each parameter of a script what it was set to, or what it is by default.
    #[must_use]
    pub fn settings_of(&self, script: &Script) -> Vec<String> {
        let params = self.params_of(script);
        params
            .iter()
            .map(|param| match self.state().param(&param.name) {
                None => {
                    let default = self.debug_of(param.default.clone());
                    format!("{} = {default} by default", param.name)
                }
                Some(given) => format!("{} = {}", param.name, self.debug_of(given)),
            })
            .collect()
    }

    /// Checks that every parameter the caller set is declared by one of the scripts, and that what
    /// was typed is of the type of each of its defaults.
    ///
    /// # Errors
    /// Names the one that is not declared, and lists those that are; shows the declaration that
    /// what was typed does not fit.
    pub fn check_params(&self, scripts: &[&Script]) -> Result<(), Failure> {
        let declared: Vec<Param> = scripts
            .iter()
            .flat_map(|script| self.params_of(script))
            .collect();
        let given = self.state().param_names();
        let known = |name: &String| declared.iter().any(|param| param.name == *name);
        let Some(unknown) = given.iter().find(|name| !known(name)) else {
            return declared
                .iter()
                .try_for_each(|param| self.check_value(param));
        };
        let mut failure = Failure::new(Kind::Usage, format!("there is no parameter `{unknown}`"));
        let names = declared.iter().map(|param| param.name.as_str());
        failure.hints.extend(did_you_mean(unknown, names));
        let mut lines: Vec<String> = declared
            .iter()
            .map(|param| {
                let default = self.debug_of(param.default.clone());
                format!("    {} = {default}    {}", param.name, param.text)
            })
            .collect();
        lines.dedup();
        failure.notes.push(match (lines.is_empty(), scripts.len()) {
            (true, 1) => "the script declares no parameters".into(),
            (true, _) => "none of the scripts declares a parameter".into(),
            (false, 1) => format!("its parameters are\n{}", lines.join("\n")),
            (false, _) => format!("their parameters are\n{}", lines.join("\n")),
        });
        Err(failure)
    }

    /// Checks what the caller typed for a parameter. A value that is no text is looked at when the
    /// script asks for it.
    fn check_value(&self, param: &Param) -> Result<(), Failure> {
        let given = self.state().param(&param.name);
        let Some(Ok(typed)) = given.map(Dynamic::into_immutable_string) else {
            return Ok(());
        };
        if param.default.is_string() || from_text(&typed, &param.default).is_some() {
            return Ok(());
        }
        let (name, expected) = (&param.name, self.type_of(&param.default));
        let message =
            format!("the parameter `{name}` takes a value of type {expected}, found `{typed}`");
        let hint = format!("its default is {}", self.debug_of(param.default.clone()));
        Err(Failure::new(Kind::Usage, message)
            .at(Some(param.place.clone()))
            .hint(hint))
    }
}

/// Reads what a caller typed as the type of a parameter's default.
pub(crate) fn from_text(text: &str, like: &Dynamic) -> Option<Dynamic> {
    let text = text.trim();
    if like.is_int() {
        text.parse::<i64>().ok().map(Into::into)
    } else if like.is_float() {
        text.parse::<f64>()
            .ok()
            .filter(|n| n.is_finite())
            .map(Into::into)
    } else if like.is_bool() {
        text.parse::<bool>().ok().map(Into::into)
    } else if like.is_char() {
        let mut chars = text.chars();
        chars
            .next()
            .filter(|_| chars.next().is_none())
            .map(Into::into)
    } else if like.is_array() {
        list_from_text(text).map(Into::into)
    } else {
        None
    }
}

/// Reads a list of texts: `a, b`, or as a script writes it and the manual shows it, `["a", "b"]`.
/// Where it begins with a bracket it has to be such a list.
fn list_from_text(text: &str) -> Option<Array> {
    if text.starts_with('[') {
        // The spelling of a script's list of plain texts is that of JSON.
        let parts: Vec<String> = serde_json::from_str(text).ok()?;
        return Some(parts.into_iter().map(Into::into).collect());
    }
    let parts = text.split(',').map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    Some(parts.map(|part| part.to_owned().into()).collect())
}

/// How many modules are read for their parameters.
const MODULES: usize = 50;

fn imports(importer: &Source, paths: &[String]) -> Vec<(Source, String)> {
    paths
        .iter()
        .map(|path| (importer.clone(), path.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use rhai::{Dynamic, Scope};

    use crate::script::failure::{Failure, Kind};
    use crate::script::host::Host;
    use crate::script::limits::Limits;
    use crate::script::source::Source;

    const SCRIPT: &str = "let need = param(\"need\", 2, \"origins\");\n\
        fn f() { param(\"share\", 0.5, \"of pages\") }\n\
        let g = || param(\"strict\", false, `say no`);\n\
        [need, f(), g.call(), param(\"kinds\", [\"ngo\"], \"kept\"), param(\"name\", \"x\", \"shown\")]";

    fn run(given: &[(&str, Dynamic)]) -> Result<String, Failure> {
        let host = Host::new(Limits::default());
        host.set_params(
            given
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone())),
        );
        let script = host.compile(Source::new("x", SCRIPT))?;
        host.check_params(&[&script])?;
        let value = host.run(&script, &mut Scope::new())?;
        Ok(host.text_of(value))
    }

    fn text(text: &str) -> Dynamic {
        text.to_owned().into()
    }

    #[test]
    fn parameters_are_listed_without_running_the_script() {
        let host = Host::new(Limits::default());
        let script = host.compile(Source::new("x", SCRIPT)).expect("it compiles");
        let found: Vec<String> = script
            .params()
            .iter()
            .map(|p| {
                format!(
                    "{} {} {}:{}",
                    p.name,
                    host.debug_of(p.default.clone()),
                    p.place.line,
                    p.place.column
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                "need 2 1:12",
                "share 0.5 2:10",
                "strict false 3:12",
                "kinds [\"ngo\"] 4:23",
                "name \"x\" 4:56"
            ]
        );
    }

    #[test]
    fn what_is_given_takes_the_type_of_the_default() {
        assert_eq!(run(&[]), Ok("[2, 0.5, false, [\"ngo\"], \"x\"]".into()));
        assert_eq!(
            run(&[
                ("need", text(" 3 ")),
                ("share", text("1")),
                ("strict", text("true")),
                ("kinds", text("ngo, media")),
                ("name", text("3")),
            ]),
            Ok("[3, 1.0, true, [\"ngo\", \"media\"], \"3\"]".into())
        );
        assert_eq!(
            run(&[("need", 5_i64.into()), ("share", 2_i64.into())]),
            Ok("[5, 2.0, false, [\"ngo\"], \"x\"]".into())
        );
        for list in [
            "ngo, media",
            "[\"ngo\", \"media\"]",
            " [\"ngo\",\"media\"] ",
        ] {
            assert_eq!(
                run(&[("kinds", text(list))]),
                Ok("[2, 0.5, false, [\"ngo\", \"media\"], \"x\"]".into()),
                "{list}"
            );
        }
        let failure = run(&[("kinds", text("[\"ngo\", "))]).expect_err("no list");
        assert_eq!(failure.kind, Kind::Usage);
        let failure = run(&[("need", text("many"))]).expect_err("no number");
        assert_eq!(failure.kind, Kind::Usage);
        assert_eq!(
            failure.message,
            "the parameter `need` takes a value of type integer, found `many`"
        );
    }

    #[test]
    fn a_name_that_nobody_declares_is_told() {
        let failure = run(&[("neeed", text("3"))]).expect_err("there is none");
        assert_eq!(failure.kind, Kind::Usage);
        assert_eq!(failure.message, "there is no parameter `neeed`");
        assert_eq!(failure.hints, ["did you mean `need`?"]);
        assert!(
            failure.notes[0].contains("need = 2    origins"),
            "{:?}",
            failure.notes
        );
    }
}
