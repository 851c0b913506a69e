//! Which lines of a script can be run, and what shows that one was.
//!
//! A line counts where something stands on it that is evaluated: a statement, a call, a name, a
//! literal. Comments, brackets, the heads of functions and operators by themselves do not count.

use rhai::{AST, ASTNode, Expr, FnCallExpr, Stmt};

use super::Spot;
use crate::script::lexis::is_word;

/// Something on a line that can be evaluated.
#[derive(Debug)]
pub(super) struct Need {
    pub(super) line: usize,
    /// Whether it stands for itself: a statement, what a case of a `switch` gives.
    pub(super) is_step: bool,
    /// The places of which any, once the engine came there, shows that it was evaluated.
    pub(super) any: Vec<Spot>,
}

/// Whether the engine tells of this kind of node when it comes to evaluate what stands at its place,
/// and not something before it. A chain and an operator are told of at the place of their sign, but
/// before their first operand; a block and what a closure shares are no words of their own.
pub(super) fn is_told(node: ASTNode) -> bool {
    match node {
        ASTNode::Stmt(stmt) => !matches!(
            stmt,
            Stmt::Noop(..) | Stmt::Block(..) | Stmt::Expr(..) | Stmt::Share(..)
        ),
        ASTNode::Expr(expr) => match expr {
            Expr::Stmt(..)
            | Expr::Dot(..)
            | Expr::Index(..)
            | Expr::And(..)
            | Expr::Or(..)
            | Expr::Coalesce(..)
            | Expr::DynamicConstant(..) => false,
            Expr::FnCall(call, _) => !is_operator(call),
            _ => true,
        },
        _ => false,
    }
}

fn is_operator(call: &FnCallExpr) -> bool {
    call.op_token.is_some() || !is_word(&call.name)
}

/// Whether a call makes a closure of a function and of the variables that it captures, which stand
/// inside the closure and not where it is made.
pub(super) fn captures(call: &FnCallExpr) -> bool {
    let is_function = |expr: &Expr| match expr {
        Expr::DynamicConstant(value, _) => value.is_fnptr(),
        Expr::FnCall(call, _) => call.name == "Fn",
        _ => false,
    };
    call.name == "curry"
        && call.args.len() > 1
        && call.args.first().is_some_and(is_function)
        && call.args[1..]
            .iter()
            .all(|arg| matches!(arg, Expr::Variable(..)))
}

/// Lists everything in a script that can be evaluated, in its functions and closures as well.
pub(super) fn needs(ast: &AST) -> Vec<Need> {
    let mut needs = Vec::new();
    ast.walk(&mut |path: &[ASTNode]| {
        let Some((node, parents)) = path.split_last() else {
            return true;
        };
        if let Some(need) = need(*node, parents) {
            needs.push(need);
        }
        true
    });
    needs
}

fn need(node: ASTNode, parents: &[ASTNode]) -> Option<Need> {
    if !is_told(node) || makes_closure(node) {
        return None;
    }
    let parent = parents.last().copied();
    if parent.is_some_and(makes_closure) {
        return None;
    }
    let own = spot(node)?;
    let mut any = vec![own];
    match (node, parent) {
        // Its target is not evaluated, the statement is.
        (ASTNode::Expr(expr), Some(ASTNode::Stmt(Stmt::Assignment(assigned))))
            if std::ptr::eq(expr, &raw const assigned.1.lhs) =>
        {
            any.extend(parent.and_then(spot));
        }
        // A text is written where it begins, however many lines it takes.
        (
            ASTNode::Expr(Expr::StringConstant(..)),
            Some(ASTNode::Expr(Expr::InterpolatedString(..))),
        ) => {
            return None;
        }
        // `loop` has no condition, nor has a case without `if`.
        (ASTNode::Expr(Expr::Unit(_) | Expr::BoolConstant(..)), Some(ASTNode::Stmt(stmt)))
            if is_no_condition(node, stmt) =>
        {
            return None;
        }
        (ASTNode::Expr(expr), Some(ASTNode::Expr(Expr::Index(index, ..))))
            if expr.is_constant() && std::ptr::eq(expr, &raw const index.rhs) =>
        {
            return None;
        }
        (ASTNode::Expr(expr), _) if expr.get_literal_value(None).is_some() => {
            // A literal that is a value of a call is taken as a whole.
            let literals = parents.iter().rev().map_while(|parent| match parent {
                ASTNode::Expr(expr) if expr.get_literal_value(None).is_some() => spot(*parent),
                _ => None,
            });
            any.extend(literals);
        }
        _ => {}
    }
    Some(Need {
        line: own.0,
        is_step: is_step(node, parents),
        any,
    })
}

fn makes_closure(node: ASTNode) -> bool {
    match node {
        ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _)) => {
            captures(call)
        }
        _ => false,
    }
}

fn is_no_condition(node: ASTNode, stmt: &Stmt) -> bool {
    let ASTNode::Expr(expr) = node else {
        return false;
    };
    match stmt {
        Stmt::While(flow, _) => std::ptr::eq(expr, &raw const flow.expr),
        Stmt::Switch(switch, _) => {
            let mut cases = switch.1.expressions.iter();
            cases.any(|case| std::ptr::eq(expr, &raw const case.lhs))
        }
        _ => false,
    }
}

/// Whether a node is a statement, or what a case of a `switch` gives, or what is evaluated first of
/// either: the signs of operators and of chains are not told of.
fn is_step(node: ASTNode, parents: &[ASTNode]) -> bool {
    let ASTNode::Expr(mut expr) = node else {
        return true;
    };
    for parent in parents.iter().rev() {
        match parent {
            ASTNode::Expr(parent) if is_first_of(expr, parent) => expr = parent,
            ASTNode::Stmt(Stmt::Expr(..)) => return true,
            ASTNode::Stmt(Stmt::Switch(switch, _)) => {
                let mut cases = switch.1.expressions.iter();
                return cases.any(|case| std::ptr::eq(expr, &raw const case.rhs));
            }
            _ => return false,
        }
    }
    false
}

fn is_first_of(expr: &Expr, parent: &Expr) -> bool {
    let first = match parent {
        Expr::FnCall(call, _) if is_operator(call) => call.args.first(),
        Expr::Dot(both, ..) | Expr::Index(both, ..) => Some(&both.lhs),
        Expr::And(all, _) | Expr::Or(all, _) | Expr::Coalesce(all, _) => all.first(),
        _ => None,
    };
    first.is_some_and(|first| std::ptr::eq(first, expr))
}

fn spot(node: ASTNode) -> Option<Spot> {
    let at = node.position();
    Some((at.line()?, at.position()?))
}
