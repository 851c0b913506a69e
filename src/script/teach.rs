//! Errors that teach: what the engine says, in the words of the author's problem.

use rhai::{Dynamic, EvalAltResult, LexError, ParseErrorType};

use super::elsewhere::{defined_below, instead_of_module};
use super::failure::{Failure, Kind, Place};
use super::host::Host;
use super::lexis::{self, Token, TokenKind};
use super::limits::{Limit, Limits};
use super::suggest::did_you_mean;
use super::{calls, idioms, members, unclosed};

/// The failure of a limit: its name, its value, and what to do.
pub(crate) fn limit(limits: &Limits, limit: Limit) -> Failure {
    Failure::new(
        Kind::Limit,
        format!("limit `{limit}` reached: {}", limits.value(limit)),
    )
    .hint(limit.advice())
}

/// The text of a value that a script threw.
pub(crate) fn thrown(host: &Host, value: Dynamic) -> String {
    if value.is_unit() {
        return "the script stopped itself with `throw`".into();
    }
    let message = value.as_map_ref().ok().and_then(|map| {
        let message = map.get("message")?.as_immutable_string_ref().ok()?;
        Some(message.to_string())
    });
    match message {
        Some(message) => format!("{message} ({})", host.text_of(value)),
        None => host.text_of(value),
    }
}

/// An error of compiling.
pub(crate) fn compile(host: &Host, error: &ParseErrorType, place: Option<&Place>) -> Failure {
    match error {
        ParseErrorType::ExprTooDeep => return limit(host.limits(), Limit::Nesting),
        ParseErrorType::TooManyFunctions => return limit(host.limits(), Limit::Functions),
        ParseErrorType::LiteralTooLarge(what, _) => return limit(host.limits(), too_large(what)),
        ParseErrorType::BadInput(LexError::StringTooLong(_)) => {
            return limit(host.limits(), Limit::Text);
        }
        _ => {}
    }
    let Some(place) = place else {
        return Failure::new(Kind::Compile, parsed(error, "the end of the script"));
    };
    let tokens: Vec<Token> = lexis::tokens(&place.text)
        .into_iter()
        .filter(|token| token.kind != TokenKind::Comment)
        .collect();
    let at = tokens
        .iter()
        .position(|token| (token.line, token.column) >= (place.line, place.column));
    let found = at.map_or_else(
        || "the end of the script".to_owned(),
        |at| format!("`{}`", shortened(tokens[at].text)),
    );
    let mut failure = Failure::new(Kind::Compile, parsed(error, &found));
    match error {
        ParseErrorType::WrongDocComment => {
            failure = failure.hint(
                "`///` describes the function below it; write `//` for a remark, `//!` at the top of the file for the script",
            );
        }
        ParseErrorType::VariableUndefined(name) => {
            let hint = at.and_then(|at| idioms::hint(&tokens, at));
            let in_function = lexis::is_in_function(&tokens, place.line, place.column);
            let below = || at.and_then(|at| defined_below(&tokens[at..], name, in_function));
            let hint = hint
                .or_else(below)
                .or_else(|| variable(host, &tokens, place, name));
            failure.hints.extend(hint);
        }
        ParseErrorType::ModuleUndefined(name) => {
            let import = || format!("import it first: `import \"..\" as {name};`");
            failure = failure.hint(instead_of_module(name).map_or_else(import, str::to_owned));
        }
        ParseErrorType::WrongFnDefinition => failure.hints.extend(unclosed::hint(&tokens)),
        ParseErrorType::MissingToken(token, _) if token == "}" => {
            let idiom = at.and_then(|at| idioms::hint(&tokens, at));
            failure
                .hints
                .extend(idiom.or_else(|| unclosed::hint(&tokens)));
        }
        ParseErrorType::AssignmentToConstant(name)
            if matches!(name.as_str(), "incident" | "incidents") =>
        {
            failure = failure.hint(UNCHANGING);
        }
        ParseErrorType::MismatchedType(..) => {
            // `if a = b` and `if a === b`: what is wrong stands behind the place.
            let next = at
                .map(|at| at + 1)
                .filter(|next| tokens.get(*next).is_some_and(|t| t.text.contains('=')));
            failure
                .hints
                .extend(next.and_then(|next| idioms::hint(&tokens, next)));
        }
        _ => failure
            .hints
            .extend(at.and_then(|at| idioms::hint(&tokens, at))),
    }
    failure
}

/// The message of an error of compiling; `found` is the token it stands at.
fn parsed(error: &ParseErrorType, found: &str) -> String {
    use ParseErrorType as E;
    match error {
        E::UnexpectedEOF => "the script ends in the middle".into(),
        E::BadInput(LexError::UnterminatedString) => "a text is not closed".into(),
        E::BadInput(LexError::MalformedEscapeSequence(text)) => {
            format!("`{text}` is no escape in a text")
        }
        E::BadInput(LexError::MalformedNumber(text)) => format!("`{text}` is not a number"),
        E::BadInput(LexError::MalformedChar(text)) => format!("`'{text}'` is not one character"),
        E::BadInput(LexError::MalformedIdentifier(text)) => format!("`{text}` is not a name"),
        E::BadInput(LexError::UnexpectedInput(text)) => format!("unexpected `{text}`"),
        E::BadInput(LexError::ImproperSymbol(text, _)) if text == "eval" => {
            "`eval` is not available to scripts".into()
        }
        E::BadInput(LexError::ImproperSymbol(text, why)) if text == "this" => {
            why.replace('\'', "`")
        }
        E::Reserved(text)
        | E::BadInput(LexError::ImproperSymbol(text, _))
        | E::UnknownOperator(text)
            if !text.starts_with(|c: char| c.is_alphabetic()) =>
        {
            format!("`{text}` is no operator of the language")
        }
        E::MissingToken(token, what) if token == ";" && what.contains("terminate") => {
            format!("expected `;` before {found}")
        }
        E::MissingToken(token, what) => {
            format!(
                "expected `{token}` {}, found {found}",
                what.replace('\'', "`")
            )
        }
        E::PropertyExpected => format!("expected the name of a property, found {found}"),
        E::VariableExpected => format!("expected a name, found {found}"),
        E::ExprExpected(what) => format!("expected {what} expression, found {found}"),
        E::MismatchedType(expected, actual) => format!(
            "expected {}, found {}",
            expected.trim_end_matches(" expression"),
            actual
        ),
        E::Reserved(word) | E::BadInput(LexError::ImproperSymbol(word, _)) => {
            format!("`{word}` is a word that the language keeps for itself")
        }
        E::DuplicatedProperty(key) => format!("the key `{key}` is given twice"),
        E::DuplicatedVariable(name) | E::VariableExists(name) => {
            format!("`{name}` is defined twice")
        }
        E::WrongDocComment => {
            "a `///` comment stands before something other than a function".into()
        }
        E::WrongFnDefinition => {
            "a function is defined at the top of a script, not in a block or another function"
                .into()
        }
        E::FnDuplicatedDefinition(name, params) => {
            format!(
                "`fn {name}` with {} is defined twice",
                counted(*params, "parameter")
            )
        }
        E::FnDuplicatedParam(name, param) => {
            format!("`fn {name}` has the parameter `{param}` twice")
        }
        E::FnMissingName => format!("expected the name of the function, found {found}"),
        E::FnMissingParams(name) => format!("`fn {name}` needs its parameters: `fn {name}(x)`"),
        E::FnMissingBody(name) if name.is_empty() => {
            format!("the closure needs a body, found {found}")
        }
        E::FnMissingBody(name) => format!("`fn {name}` needs a body: `{{ .. }}`"),
        E::WrongExport => "`export` stands at the top of a script".into(),
        E::AssignmentToConstant(name) => format!("`{name}` is a constant"),
        E::VariableUndefined(name) => format!("there is no variable `{name}`"),
        E::ModuleUndefined(name) => format!("there is no module `{name}`"),
        E::LoopBreak => "`break` and `continue` stand inside a loop".into(),
        other => lower(&other.to_string()),
    }
}

/// An error of running.
pub(crate) fn run(host: &Host, error: EvalAltResult, place: Option<&Place>) -> Failure {
    use EvalAltResult as E;
    let limits = host.limits();
    let fault = |message: String| Failure::new(Kind::Fault, message);
    match error {
        E::ErrorTooManyVariables(_) => limit(limits, Limit::Variables),
        E::ErrorTooManyModules(_) => limit(limits, Limit::Modules),
        E::ErrorStackOverflow(_) => limit(limits, Limit::Calls),
        E::ErrorTooManyOperations(_) => limit(limits, Limit::Operations),
        E::ErrorDataTooLarge(what, _) => limit(limits, too_large(&what)),
        E::ErrorFunctionNotFound(signature, _) => calls::not_found(host, &signature, place),
        E::ErrorVariableNotFound(name, _) => {
            let mut failure = fault(format!("there is no variable `{name}`"));
            if let Some(place) = place {
                let tokens = lexis::tokens(&place.text);
                failure.hints.extend(variable(host, &tokens, place, &name));
            }
            failure
        }
        E::ErrorPropertyNotFound(key, _) => members::missing_key(&key, place),
        E::ErrorDotExpr(text, _) => members::unknown(host, &text),
        E::ErrorIndexingType(what, _) => members::no_index(&what),
        E::ErrorMismatchDataType(expected, actual, _)
        | E::ErrorMismatchOutputType(expected, actual, _) => {
            mismatch(&host.types().name(&expected), &host.types().name(&actual))
        }
        E::ErrorArrayBounds(len, at, _) => fault(out_of_bounds("array", "element", len, at)),
        E::ErrorStringBounds(len, at, _) => fault(out_of_bounds("text", "character", len, at)),
        E::ErrorFor(_) => fault("`for` cannot go through a value of this type".into())
            .hint("it goes through arrays, ranges such as `0..10`, and selections"),
        E::ErrorDataRace(..) => fault("a value is used while it is being changed".into()).hint(
            "a closure cannot change the list that it is called for: collect into another one",
        ),
        E::ErrorAssignmentToConstant(name, _) => {
            let failure = fault(format!("`{name}` is a constant"));
            match name.as_str() {
                "incident" | "incidents" => failure.hint(UNCHANGING),
                _ => failure,
            }
        }
        E::ErrorNonPureMethodCallOnConstant(name, _) => fault(format!(
            "`{}` would change a constant",
            members::bare(&name)
        ))
        .hint("give the value a name of its own with `let` first"),
        E::ErrorUnboundThis(_) => fault("`this` has no value here".into())
            .hint("`this` is what a method is called on; in a plain function use a parameter"),
        E::ErrorIndexNotFound(index, _) => {
            fault(format!("there is nothing at `{}`", host.text_of(index)))
        }
        E::ErrorModuleNotFound(name, _) => fault(format!("there is no module `{name}`"))
            .hint(format!("import it first: `import \"..\" as {name};`")),
        E::ErrorArithmetic(text, _) => fault(lower(&text)),
        mut other => {
            let _ = other.take_position();
            fault(lower(&other.to_string()))
        }
    }
}

fn mismatch(expected: &str, actual: &str) -> Failure {
    let failure = Failure::new(Kind::Fault, format!("expected {expected}, found {actual}"));
    match actual {
        "unknown" => failure.hint(NOT_KNOWN),
        "()" => failure.hint(ABSENT),
        _ => failure,
    }
}

const UNCHANGING: &str = "what is known does not change; use another name";
pub(crate) const NOT_KNOWN: &str =
    "ask `is_known(x)` first, or say what it counts as with `x.or_else(n)`";
pub(crate) const ABSENT: &str = "`()` is what is absent: ask `x == ()` first, or give `x ?? other`";

/// What is wrong with a name that is no variable.
fn variable(host: &Host, tokens: &[Token], place: &Place, name: &str) -> Option<String> {
    let names = lexis::names(tokens);
    let in_function = lexis::is_in_function(tokens, place.line, place.column);
    if in_function && names.top.contains(&name) {
        return Some(format!(
            "functions cannot see the script's variables: pass `{name}` in, or make it a `const` and write `global::{name}`"
        ));
    }
    if in_function && host.is_session_variable(name) {
        return Some(format!(
            "functions cannot see the session's variables: pass `{name}` in"
        ));
    }
    let session = host.session_variables();
    let known = names.all.iter().copied().chain(["incident", "incidents"]);
    let known = known.chain(session.iter().map(String::as_str));
    let near = did_you_mean(name, known);
    if near.is_none() && is_assigned(tokens, place) {
        return Some(format!(
            "a new variable begins with `let`: `let {name} = ..`"
        ));
    }
    let functions = host.sources().functions();
    if functions.iter().any(|(known, _)| known == name) || calls::is_builtin(host, name) {
        return Some(format!("`{name}` is a function: call it with `{name}(..)`"));
    }
    near
}

/// Whether a value is assigned to the name at a place.
fn is_assigned(tokens: &[Token], place: &Place) -> bool {
    let here = |token: &Token| (token.line, token.column) == (place.line, place.column);
    let after = tokens
        .iter()
        .position(here)
        .and_then(|at| tokens.get(at + 1));
    after.is_some_and(|after| after.text == "=")
}

fn out_of_bounds(whole: &str, part: &str, len: usize, at: i64) -> String {
    match len {
        0 => format!("there is no {part} {at}: the {whole} is empty"),
        1 => format!("there is no {part} {at}: the {whole} has one, number 0"),
        len => format!("there is no {part} {at}: the {whole} has {len}, numbered from 0"),
    }
}

fn too_large(what: &str) -> Limit {
    if what.contains("tring") {
        Limit::Text
    } else if what.contains("map") {
        Limit::Map
    } else {
        Limit::Array
    }
}

/// `1 parameter`, `2 parameters`, `no parameters`.
pub(crate) fn counted(n: usize, noun: &str) -> String {
    match n {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "something went wrong".into(),
    }
}

/// A token as a message quotes it.
fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 24 || line.len() < text.len() {
        let start: String = line.chars().take(20).collect();
        format!("{start}..")
    } else {
        line.to_owned()
    }
}
