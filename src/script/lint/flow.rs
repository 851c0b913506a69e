//! Statements that are never reached.

use rhai::{ASTFlags, Expr, Position, Stmt, StmtBlock};

use super::walk::Walker;

impl Walker<'_> {
    pub(super) fn unreachable(&mut self, at: Position) {
        self.report(
            "unreachable-code",
            at,
            "this is never reached".to_owned(),
            "whatever is above it leaves on every way: take one of the two out, or put the first \
             into an `if`"
                .to_owned(),
        );
    }
}

/// Where the first statement begins that no way leads to.
pub(super) fn unreachable(statements: &[Stmt]) -> Option<Position> {
    let left = statements.iter().position(leaves)?;
    let after = statements[left + 1..].iter().find(|next| !next.is_noop())?;
    Some(begin(after))
}

/// Where a statement begins.
fn begin(statement: &Stmt) -> Position {
    match statement {
        Stmt::Expr(expression) => expression.start_position(),
        Stmt::Assignment(parts) => parts.1.lhs.start_position(),
        other => other.position(),
    }
}

/// Whether no way leads past a statement.
fn leaves(statement: &Stmt) -> bool {
    match statement {
        Stmt::Return(..) | Stmt::BreakLoop(..) => true,
        Stmt::Block(block) => block_leaves(block),
        Stmt::If(flow, _) => block_leaves(&flow.body) && block_leaves(&flow.branch),
        Stmt::TryCatch(flow, _) => block_leaves(&flow.body) && block_leaves(&flow.branch),
        Stmt::Switch(switch, _) => {
            let cases = &switch.1;
            cases.def_case.is_some() && cases.expressions.iter().all(|case| value_leaves(&case.rhs))
        }
        Stmt::While(flow, _) => is_endless(&flow.expr, false) && !breaks(&flow.body),
        Stmt::Do(flow, flags, _) => {
            let until = flags.contains(ASTFlags::NEGATED);
            is_endless(&flow.expr, until) && !breaks(&flow.body)
                || block_leaves_by_return(&flow.body)
        }
        Stmt::Expr(expression) => value_leaves(expression),
        _ => false,
    }
}

fn block_leaves(block: &StmtBlock) -> bool {
    block.iter().any(leaves)
}

/// Whether the body of a loop that is run once at least leaves by `return` or `throw` at once.
fn block_leaves_by_return(block: &StmtBlock) -> bool {
    block.iter().any(|s| matches!(s, Stmt::Return(..))) && !breaks(block)
}

fn value_leaves(expression: &Expr) -> bool {
    match expression {
        Expr::Stmt(block) => block_leaves(block),
        _ => false,
    }
}

/// Whether the condition of a loop always holds; `loop` has none.
fn is_endless(condition: &Expr, until: bool) -> bool {
    match condition {
        Expr::Unit(_) => true,
        Expr::BoolConstant(holds, _) => *holds != until,
        _ => false,
    }
}

/// Whether a `break` of this loop, or a `continue` that comes before what follows, stands in it.
fn breaks(block: &StmtBlock) -> bool {
    block.iter().any(statement_breaks)
}

fn statement_breaks(statement: &Stmt) -> bool {
    match statement {
        Stmt::BreakLoop(..) => true,
        Stmt::Block(block) => breaks(block),
        Stmt::If(flow, _) | Stmt::TryCatch(flow, _) => {
            value_breaks(&flow.expr) || breaks(&flow.body) || breaks(&flow.branch)
        }
        Stmt::Switch(switch, _) => {
            let cases = switch.1.expressions.iter();
            value_breaks(&switch.0) || cases.clone().any(|case| value_breaks(&case.rhs))
        }
        // A `break` in there leaves the inner loop.
        Stmt::While(..) | Stmt::Do(..) | Stmt::For(..) => false,
        Stmt::Var(parts, ..) => value_breaks(&parts.1),
        Stmt::Assignment(parts) => value_breaks(&parts.1.rhs),
        Stmt::Expr(expression) => value_breaks(expression),
        Stmt::FnCall(call, _) => call.args.iter().any(value_breaks),
        Stmt::Return(Some(value), ..) => value_breaks(value),
        _ => false,
    }
}

/// A `break` may stand in a block that is a value, anywhere in an expression.
fn value_breaks(expression: &Expr) -> bool {
    match expression {
        Expr::Stmt(block) => breaks(block),
        Expr::FnCall(call, _) | Expr::MethodCall(call, _) => call.args.iter().any(value_breaks),
        Expr::Dot(parts, ..) | Expr::Index(parts, ..) => {
            value_breaks(&parts.lhs) || value_breaks(&parts.rhs)
        }
        Expr::Array(items, _) | Expr::InterpolatedString(items, _) => {
            items.iter().any(value_breaks)
        }
        Expr::Map(map, _) => map.0.iter().any(|(_, value)| value_breaks(value)),
        Expr::And(parts, _) | Expr::Or(parts, _) | Expr::Coalesce(parts, _) => {
            parts.iter().any(value_breaks)
        }
        _ => false,
    }
}
