//! From text to syntax tree, with what the engine does not check.

use rhai::{AST, ASTNode, Engine, EvalAltResult, Expr, FuncInfo, Position, Scope};

use super::fault::Fault;
use super::params::{self, Found};
use super::source::{ANONYMOUS, Source};
use super::sources::Sources;

/// Why a text that parses is not taken.
pub(crate) struct Refusal {
    pub(crate) message: String,
    pub(crate) hint: String,
    pub(crate) at: Position,
}

impl Refusal {
    /// As an error of the import that asked for it.
    pub(crate) fn raise(self) -> Box<EvalAltResult> {
        let mut error = Fault::new(self.message).hint(self.hint).raise();
        error.set_position(self.at);
        error
    }
}

/// Returns the scope that a text is compiled under: the names that it may use without defining them.
pub(crate) fn names(scope: &Scope) -> Scope<'static> {
    let mut names = Scope::new();
    for (name, constant, _) in scope.iter_raw() {
        if constant {
            names.push_constant(name, ());
        } else {
            names.push(name, ());
        }
    }
    for name in ["incident", "incidents"] {
        if !names.contains(name) {
            names.push_constant(name, ());
        }
    }
    names
}

/// Checks what the engine leaves to the moment a line is run, or does not mind.
pub(crate) fn check(
    engine: &Engine,
    sources: &Sources,
    source: &Source,
    ast: &AST,
) -> Result<Found, Refusal> {
    taken_over(engine, sources, source, ast)?;
    large_numbers(source, ast)?;
    let found = params::find(ast);
    match found.unreadable.first() {
        None => Ok(found),
        Some((at, wrong)) => Err(Refusal {
            message: (*wrong).to_owned(),
            hint: "write `param(\"min_origins\", 2, \"independent origins a figure needs\")`"
                .into(),
            at: *at,
        }),
    }
}

/// The engine reads an integer that is too large as a float, and so as another number.
fn large_numbers(source: &Source, ast: &AST) -> Result<(), Refusal> {
    let mut large = None;
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(Expr::FloatConstant(_, at))) = path.last()
            && let (Some(line), Some(column)) = (at.line(), at.position())
        {
            let line = source.text.lines().nth(line - 1).unwrap_or_default();
            // A negative one stands at its sign.
            let number: String = line
                .chars()
                .skip(column - 1)
                .skip_while(|c| *c == '-' || c.is_whitespace())
                .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
                .collect();
            if number.starts_with(|c: char| c.is_ascii_digit())
                && number.chars().all(|c| c.is_ascii_digit() || c == '_')
            {
                large = Some((number, *at));
            }
        }
        large.is_none()
    });
    match large {
        None => Ok(()),
        Some((number, at)) => Err(Refusal {
            message: format!("`{number}` is too large for an integer"),
            hint: format!(
                "the largest is {}; a float is written with a point",
                i64::MAX
            ),
            at,
        }),
    }
}

/// A function of a script that has the name of a builtin, and as many parameters or one fewer, would
/// silently take its place, also where a method is called.
fn taken_over(
    engine: &Engine,
    sources: &Sources,
    source: &Source,
    ast: &AST,
) -> Result<(), Refusal> {
    let mut defined = ast
        .iter_functions()
        .filter(|f| !f.name.starts_with(ANONYMOUS))
        .peekable();
    if defined.peek().is_none() {
        return Ok(());
    }
    let builtins = sources.builtins(|| {
        let named = |f: FuncInfo| {
            let own = f.script.is_none() && f.namespace.is_empty();
            own.then(|| (f.metadata.name.to_string(), f.metadata.num_params))
        };
        engine.collect_fn_metadata(None, named, true)
    });
    for function in defined {
        let (name, params) = (function.name.to_owned(), function.params.len());
        if builtins.contains(&(name.clone(), params))
            || builtins.contains(&(name.clone(), params + 1))
        {
            return Err(Refusal {
                message: format!("`fn {name}` would take the place of the builtin `{name}`"),
                hint: "give the function another name".into(),
                at: definition(&source.text, &name),
            });
        }
    }
    Ok(())
}

/// Finds the name in `fn name(` or `fn Type.name(`: the tree keeps only where the body begins.
fn definition(text: &str, name: &str) -> Position {
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices("fn ") {
            let head = code[at + 3..].split('(').next().unwrap_or_default();
            let Some(before) = head.trim_end().strip_suffix(name) else {
                continue;
            };
            if before.trim().is_empty() || before.ends_with('.') {
                let column = code[..at + 3 + before.len()].chars().count() + 1;
                if let (Ok(line), Ok(column)) = (u16::try_from(number + 1), u16::try_from(column)) {
                    return Position::new(line, column);
                }
            }
        }
    }
    Position::NONE
}

#[cfg(test)]
mod tests {
    use rhai::Position;

    use super::definition;

    #[test]
    fn a_definition_is_found_by_its_name() {
        let text = "// fn len()\nfn length() {}\nprivate fn  len () {}\nfn Claims.of(x) {}";
        assert_eq!(definition(text, "len"), Position::new(3, 13));
        assert_eq!(definition(text, "of"), Position::new(4, 11));
        assert_eq!(definition(text, "other"), Position::NONE);
    }
}
