//! What is defined and never used, and changes that nobody sees.

use std::collections::{HashMap, HashSet};

use rhai::{ASTNode, Expr, Position, Stmt};

use super::binding::Role;
use super::walk::Walker;
use crate::script::shelf::STANDARD;

impl Walker<'_> {
    /// Tells what has become of a variable whose scope ends.
    pub(super) fn ended(&mut self, id: usize) {
        self.captured(id);
        let binding = self.scopes.get(id);
        if binding.name.starts_with('_') || binding.role == Role::Shared {
            return;
        }
        let (name, at, role) = (binding.name.clone(), binding.at, binding.role);
        let called = binding.called;
        let touched = binding.changed || binding.assigned;
        // That another value is given to a variable and not read may be care; a change is not.
        let lost = match role {
            Role::Variable | Role::Caught => None,
            Role::Copy if !binding.changed => None,
            _ => binding.unread,
        };
        if let Some(change) = lost {
            self.lost(&name, role, change);
            return;
        }
        if binding.read {
            return;
        }
        if touched {
            self.report(
                "unused-variable",
                at,
                format!("`{name}` is given values, and none is ever read"),
                format!("use it, or take it out together with what fills it; `_{name}` says that it is meant"),
            );
            return;
        }
        let (check, message) = match role {
            Role::Parameter | Role::Closure => (
                "unused-parameter",
                format!("the parameter `{name}` is never used"),
            ),
            // `for _ in 0..3` and `for i in 0..3` both say how often.
            Role::Counter => return,
            _ => ("unused-variable", format!("`{name}` is never used")),
        };
        let hint = match role {
            Role::Parameter if name == "claims" => {
                "a rule that does not look at its claims answers the same for every casebook"
                    .to_owned()
            }
            _ if called => format!(
                "`{name}(..)` calls the builtin of that name: a closure is called with \
                 `{name}.call(..)`"
            ),
            Role::Caught => {
                format!("use it, or write `catch {{ .. }}`; `_{name}` says that it is meant")
            }
            _ => format!("use it, or take it out; `_{name}` says that it is meant"),
        };
        self.report(check, at, message, hint);
    }

    fn lost(&mut self, name: &str, role: Role, change: rhai::Position) {
        let (what, hint) = match role {
            Role::Turn | Role::Counter => (
                "each turn has a copy",
                "collect what you make into another list, or go through the places: \
                 `for i in 0..list.len() { list[i] = ..; }`",
            ),
            Role::Parameter | Role::Closure => (
                "a function is given a copy",
                "return the changed value, and let the caller keep it",
            ),
            _ => (
                "`let` makes a copy",
                "change the value that the rest of the script reads, or go on with this copy",
            ),
        };
        self.report(
            "mutated-copy",
            change,
            format!("`{name}` is changed here and not read again: {what}, so the change is lost"),
            hint.to_owned(),
        );
    }

    /// Tells of modules that are imported under a name that nothing uses.
    pub(super) fn unused_imports(&mut self) {
        let tree = self.context.tree;
        let used: HashSet<&String> = tree.units().flat_map(|unit| &unit.facts.modules).collect();
        let mut unused = Vec::new();
        let mut nameless = Vec::new();
        let mut again = Vec::new();
        for unit in tree.units() {
            again.extend(again_unused(&unit.body));
        }
        for (alias, at) in again {
            self.report(
                "unused-import",
                at,
                format!("`{alias}` is imported again below before anything has used this one"),
                "give one of the two another name, or take one out".to_owned(),
            );
        }
        for statement in tree.units().flat_map(|unit| &unit.body) {
            statement.walk(&mut Vec::new(), &mut |path: &[ASTNode]| {
                if let Some(ASTNode::Stmt(Stmt::Import(import, _))) = path.last() {
                    let alias = &import.1;
                    // What comes with the program does nothing by itself.
                    if let (true, Expr::StringConstant(path, at)) =
                        (alias.name.is_empty(), &import.0)
                        && path.starts_with(STANDARD)
                    {
                        nameless.push((path.to_string(), *at));
                    }
                    if !alias.name.is_empty() && !alias.name.starts_with('_') {
                        unused.push((alias.name.to_string(), alias.pos));
                    }
                }
                true
            });
        }
        for (path, at) in nameless {
            self.report(
                "unused-import",
                at,
                format!("`{path}` is imported without a name, so that nothing can use it"),
                format!("write `import \"{path}\" as name;`, or take the import out"),
            );
        }
        for (alias, at) in unused {
            if !used.contains(&alias) {
                self.report(
                    "unused-import",
                    at,
                    format!("the module `{alias}` is imported and never used"),
                    format!("use it as `{alias}::name(..)`, or take the import out"),
                );
            }
        }
    }
}

/// The imports of one row of statements that another of the same name follows before any use.
fn again_unused(statements: &[Stmt]) -> Vec<(String, Position)> {
    let mut last: HashMap<String, Position> = HashMap::new();
    let mut found = Vec::new();
    for statement in statements {
        if let Stmt::Import(import, _) = statement {
            let (name, at) = (import.1.name.to_string(), import.1.pos);
            if !name.is_empty() && !name.starts_with('_') {
                found.extend(last.insert(name.clone(), at).map(|before| (name, before)));
            }
            continue;
        }
        let is_idle = matches!(statement, Stmt::Var(..) | Stmt::Noop(_));
        if !is_idle || asks_modules(statement) {
            // What a statement calls may use any of them.
            last.clear();
        }
    }
    found
}

/// Whether a statement may use a module, itself or by what it calls.
fn asks_modules(statement: &Stmt) -> bool {
    let mut asks = false;
    statement.walk(&mut Vec::new(), &mut |path: &[ASTNode]| {
        asks |= match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(..) | Expr::MethodCall(..))) => true,
            Some(ASTNode::Expr(Expr::Variable(variable, ..))) => !variable.2.is_empty(),
            _ => false,
        };
        !asks
    });
    asks
}
