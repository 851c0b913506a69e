//! Parameters: what a script lets its caller set.
//!
//! `param(name, default, text)` takes three literals, so that parameters are listed without running
//! the script.

use rhai::{AST, ASTNode, Dynamic, Expr, FnCallExpr, Position, Stmt};

use super::failure::Place;

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
