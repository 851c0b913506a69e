//! Statements that are never reached.

use std::collections::HashSet;

use rhai::{
    ASTFlags, Expr, FlowControl, FnCallExpr, Position, Stmt, StmtBlock, SwitchCasesCollection,
};

use super::chain::variable;
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

/// How many conditions of one chain of `else if` are compared.
const COMPARED: usize = 50;

impl Walker<'_> {
    /// Looks at an arm of a `switch` for what an arm above stands for already.
    pub(super) fn second_arms(&mut self, cases: &SwitchCasesCollection) {
        let mut never = Vec::new();
        for same in cases.cases.values() {
            let mut taken = same.blocks.iter().skip_while(|at| {
                let condition = &cases.expressions[**at].lhs;
                !matches!(condition, Expr::BoolConstant(true, _))
            });
            if taken.next().is_some() {
                never.extend(taken.copied());
            }
        }
        // One arm may stand for several values: it is lost where each of them is taken already.
        let lost: HashSet<usize> = never.iter().copied().collect();
        let reached: HashSet<usize> = cases
            .cases
            .values()
            .flat_map(|same| same.blocks.iter().copied())
            .filter(|at| !lost.contains(at))
            .collect();
        for at in lost.into_iter().filter(|at| !reached.contains(at)) {
            self.report(
                "unreachable-code",
                cases.expressions[at].rhs.start_position(),
                "this is never reached: an arm above stands for the same value".to_owned(),
                "one of the two values is another than was meant, or one arm is too many"
                    .to_owned(),
            );
        }
    }

    /// Looks at a chain of `else if` for a condition that stands there twice.
    pub(super) fn second_conditions(&mut self, first: &FlowControl) {
        let mut next = &first.branch;
        for _ in 0..COMPARED {
            let [Stmt::If(other, _)] = next.statements() else {
                return;
            };
            if self.always_alike(&first.expr, &other.expr) {
                self.report(
                    "unreachable-code",
                    other.expr.start_position(),
                    "this is never reached: the same condition stands above".to_owned(),
                    "one of the two conditions is another than was meant, or one is too many"
                        .to_owned(),
                );
            }
            next = &other.branch;
        }
    }

    /// Whether a builtin answers alike whenever it is called, as function or as method.
    fn only_answers(&self, call: &FnCallExpr) -> bool {
        let own = self.context.tree.arities.contains_key(call.name.as_str())
            || self.context.keys.is_written(&call.name);
        let known = self.context.known;
        let values = call.args.len();
        call.op_token.is_some()
            || !own
                && (known.only_answers(&call.name, values, None)
                    || known.only_answers(&call.name, values + 1, None))
    }

    /// Whether two expressions are written alike and have the same value, one after the other.
    fn always_alike(&self, a: &Expr, b: &Expr) -> bool {
        let all = |a: &[Expr], b: &[Expr]| {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.always_alike(a, b))
        };
        match (a, b) {
            (Expr::BoolConstant(a, _), Expr::BoolConstant(b, _)) => a == b,
            (Expr::IntegerConstant(a, _), Expr::IntegerConstant(b, _)) => a == b,
            (Expr::CharConstant(a, _), Expr::CharConstant(b, _)) => a == b,
            (Expr::StringConstant(a, _), Expr::StringConstant(b, _)) => a == b,
            (Expr::Unit(_), Expr::Unit(_)) => true,
            (Expr::Variable(..), Expr::Variable(..)) => {
                variable(a).is_some() && variable(a) == variable(b)
            }
            (Expr::Property(a, _), Expr::Property(b, _)) => a.2 == b.2,
            (Expr::And(a, _), Expr::And(b, _)) | (Expr::Or(a, _), Expr::Or(b, _)) => all(a, b),
            (Expr::Dot(a, flags, _), Expr::Dot(b, other, _)) => {
                flags == other
                    && self.always_alike(&a.lhs, &b.lhs)
                    && self.always_alike(&a.rhs, &b.rhs)
            }
            (Expr::FnCall(a, _), Expr::FnCall(b, _))
            | (Expr::MethodCall(a, _), Expr::MethodCall(b, _)) => {
                a.name == b.name
                    && a.namespace.is_empty()
                    && b.namespace.is_empty()
                    && self.only_answers(a)
                    && all(&a.args, &b.args)
            }
            _ => false,
        }
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

/// Whether no way leads past some statements.
pub(super) fn leave(statements: &[Stmt]) -> bool {
    statements.iter().any(leaves)
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
