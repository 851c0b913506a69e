//! An assertion taken apart: its expression, rewritten so that each part leaves its value.
//!
//! Nothing is evaluated twice, and nothing that would not be evaluated anyway: a part is wrapped in
//! a node that evaluates it and hands its value on. Variables are not wrapped, since a method may
//! change the one it is called on; they are read when the assertion has failed, and those that a
//! method may change before it is evaluated.

use rhai::{ASTFlags, BinaryExpr, CustomExpr, Dynamic, Expr, FnCallExpr, Position, Stmt};

use super::pure::Pure;
use super::span::{Span, Words};
use crate::script::source::ANONYMOUS;

/// What the wrapping node is called. No script can write it.
pub(super) const PART: &str = "part of an assertion";

/// How many parts of one assertion leave their values.
const MOST_PARTS: usize = 1024;

/// A part of an assertion.
pub(super) struct Part {
    /// How it is written.
    pub(super) text: String,
    /// The variable, where it is one.
    pub(super) variable: Option<Expr>,
    /// Whether evaluating the assertion may change it.
    pub(super) may_change: bool,
}

/// An assertion taken apart.
pub(super) struct Dissected {
    /// Where the name of the assertion stands.
    pub(super) at: Position,
    /// The line and the column of the bracket that closes it.
    pub(super) end: (usize, usize),
    /// How its first argument is written.
    pub(super) words: Option<String>,
    /// Its arguments, each part of which leaves its value.
    pub(super) arguments: Vec<Expr>,
    /// The parts, in the order in which they are evaluated.
    pub(super) parts: Vec<Part>,
    /// How many more there are that leave no value.
    pub(super) left_out: usize,
}

impl Dissected {
    /// Takes the arguments of an assertion apart: a condition, which itself is no part, for it did
    /// not hold, and what is said of it; or two values.
    pub(super) fn new<'a>(
        words: &Words,
        pure: &Pure,
        is_condition: bool,
        arguments: impl Iterator<Item = &'a Expr>,
    ) -> Self {
        let arguments: Vec<&Expr> = arguments.collect();
        let first = arguments.first().and_then(|first| words.span_of_any(first));
        let mut this = Dissector {
            words,
            pure,
            parts: Vec::new(),
            left_out: 0,
        };
        let dissected =
            arguments
                .iter()
                .enumerate()
                .map(|(at, argument)| match (is_condition, at) {
                    (true, 0) => this.parts_of(argument, true),
                    (true, _) => (*argument).clone(),
                    (false, _) => this.parts_of(argument, false),
                });
        let dissected = dissected.collect();
        let at = first
            .and_then(|(first, _)| words.call_before(first))
            .unwrap_or(Position::NONE);
        Self {
            at,
            end: words.end_of_call(at).unwrap_or_default(),
            words: first.map(|span| words.written(span)),
            arguments: dissected,
            parts: this.parts,
            left_out: this.left_out,
        }
    }
}

/// A value and the properties, calls and indices behind it, outermost first.
pub(super) struct Chain<'e> {
    pub(super) root: &'e Expr,
    pub(super) links: Vec<Link<'e>>,
}

/// One of the things behind the value.
#[derive(Clone, Copy)]
pub(super) struct Link<'e> {
    pub(super) expr: &'e Expr,
    /// Whether it stands in brackets.
    pub(super) index: bool,
    /// Whether nothing is asked of an absent value: `?.`.
    absent: bool,
    at: Position,
}

impl<'e> Chain<'e> {
    /// Reads a chain; nothing where the expression is none.
    pub(super) fn of(expr: &'e Expr) -> Option<Self> {
        let (binary, flags, at, index) = parted(expr)?;
        let mut chain = Self::of(&binary.lhs).unwrap_or(Self {
            root: &binary.lhs,
            links: Vec::new(),
        });
        let (mut rest, mut flags, mut at, mut index) = (&binary.rhs, flags, at, index);
        loop {
            let ends = index && flags.contains(ASTFlags::BREAK);
            let absent = flags.contains(ASTFlags::NEGATED);
            let link = |expr| Link {
                expr,
                index,
                absent,
                at,
            };
            match parted(rest).filter(|_| !ends) {
                Some((next, next_flags, next_at, next_index)) => {
                    chain.links.push(link(&next.lhs));
                    (rest, flags, at, index) = (&next.rhs, next_flags, next_at, next_index);
                }
                None => {
                    chain.links.push(link(rest));
                    return Some(chain);
                }
            }
        }
    }

    /// Whether no method in it changes anything in what it is called on.
    fn leaves_alone(&self, pure: &Pure, words: &Words) -> bool {
        self.links.iter().all(|link| match link.expr {
            Expr::MethodCall(call, _) => pure.leaves_alone(call, link.expr, words),
            _ => true,
        })
    }

    /// Whether the value before a link may be handed on as a copy: what follows changes nothing in
    /// it, or it is what a call gave and nobody else has it.
    fn may_copy_before(&self, link: usize, pure: &Pure, words: &Words) -> bool {
        let before = link.checked_sub(1).map(|before| self.links[before].expr);
        if matches!(before, Some(Expr::MethodCall(..))) {
            return true;
        }
        let next = self.links[link..].iter().find_map(|link| match link.expr {
            Expr::MethodCall(call, _) => Some((call, link.expr)),
            _ => None,
        });
        next.is_none_or(|(call, expr)| pure.leaves_alone(call, expr, words))
    }
}

fn parted(expr: &Expr) -> Option<(&BinaryExpr, ASTFlags, Position, bool)> {
    match expr {
        Expr::Dot(binary, flags, at) => Some((binary, *flags, *at, false)),
        Expr::Index(binary, flags, at) => Some((binary, *flags, *at, true)),
        _ => None,
    }
}

struct Dissector<'w> {
    words: &'w Words,
    pure: &'w Pure<'w>,
    parts: Vec<Part>,
    left_out: usize,
}

impl Dissector<'_> {
    /// Returns the expression with its parts wrapped, and itself too unless it is the whole.
    fn parts_of(&mut self, expr: &Expr, whole: bool) -> Expr {
        if expr.is_constant() || makes_a_function(expr) {
            return expr.clone();
        }
        if let Some(chain) = Chain::of(expr) {
            return self.parts_of_chain(&chain, whole);
        }
        let inner = match expr {
            Expr::Variable(..) | Expr::ThisPtr(..) => {
                if let Some(span) = self.words.span_of_any(expr) {
                    self.note(span, Some(expr.clone()));
                }
                return expr.clone();
            }
            Expr::FnCall(call, at) => Expr::FnCall(Box::new(self.parts_of_call(call)), *at),
            Expr::And(all, at) => Expr::And(Box::new(self.each(all.iter())), *at),
            Expr::Or(all, at) => Expr::Or(Box::new(self.each(all.iter())), *at),
            Expr::Coalesce(all, at) => Expr::Coalesce(Box::new(self.each(all.iter())), *at),
            Expr::Array(all, at) => Expr::Array(self.each(all.iter()), *at),
            other => other.clone(),
        };
        match self.words.span_of_any(expr) {
            Some(span) if !whole => self.wrapped(inner, span),
            _ => inner,
        }
    }

    fn each<'e, C: FromIterator<Expr>>(&mut self, all: impl Iterator<Item = &'e Expr>) -> C {
        all.map(|expr| self.parts_of(expr, false)).collect()
    }

    fn parts_of_call(&mut self, call: &FnCallExpr) -> FnCallExpr {
        FnCallExpr {
            args: self.each(call.args.iter()),
            ..call.clone()
        }
    }

    fn parts_of_chain(&mut self, chain: &Chain, whole: bool) -> Expr {
        let number = self.parts.len();
        let mut root = self.parts_of(chain.root, false);
        let first = self.words.span_of_any(chain.root).map(|(first, _)| first);
        let links: Vec<Expr> = chain
            .links
            .iter()
            .map(|link| match link.expr {
                Expr::MethodCall(call, at) => {
                    Expr::MethodCall(Box::new(self.parts_of_call(call)), *at)
                }
                expr if link.index => self.parts_of(expr, false),
                expr => expr.clone(),
            })
            .collect();
        // What follows `?.` may be left out as a whole, so such a chain stays in one piece.
        let in_one = chain.links.iter().any(|link| link.absent);
        if matches!(chain.root, Expr::Variable(..) | Expr::ThisPtr(..))
            && !chain.leaves_alone(self.pure, self.words)
            && let Some(part) = self.parts.get_mut(number)
        {
            part.may_change = true;
        }
        let mut done = 0;
        for end in 1..=links.len() {
            let last = end == links.len();
            let part = match last {
                true => !whole,
                false => !in_one && chain.may_copy_before(end, self.pure, self.words),
            };
            let span = first.zip(self.words.end_of_link(chain, end - 1));
            let Some((first, last_word)) = span.filter(|_| part) else {
                continue;
            };
            let inner = chained(root, &chain.links[done..end], &links[done..end]);
            root = self.wrapped(inner, self.words.balanced(first, last_word));
            done = end;
        }
        chained(root, &chain.links[done..], &links[done..])
    }

    /// Wraps an expression in the node that keeps its value.
    fn wrapped(&mut self, inner: Expr, span: Span) -> Expr {
        let Some(number) = self.note(span, None) else {
            return inner;
        };
        let at = inner.start_position();
        let part = CustomExpr {
            inputs: [inner].into_iter().collect(),
            tokens: [PART.into()].into_iter().collect(),
            state: Dynamic::from_int(i64::try_from(number).unwrap_or_default()),
            scope_may_be_changed: false,
            self_terminated: false,
        };
        Expr::Custom(Box::new(part), at)
    }

    fn note(&mut self, span: Span, variable: Option<Expr>) -> Option<usize> {
        if self.parts.len() >= MOST_PARTS {
            self.left_out += 1;
            return None;
        }
        self.parts.push(Part {
            text: self.words.written(span),
            variable,
            may_change: false,
        });
        Some(self.parts.len() - 1)
    }
}

/// Puts links behind a value: `exprs` stand in the place of their own.
fn chained(root: Expr, links: &[Link], exprs: &[Expr]) -> Expr {
    let Some((link, rest)) = links.split_first() else {
        return root;
    };
    let rhs = chained(exprs[0].clone(), rest, &exprs[1..]);
    let mut flags = ASTFlags::empty();
    flags.set(ASTFlags::NEGATED, link.absent);
    flags.set(ASTFlags::BREAK, link.index && rest.is_empty());
    let binary = Box::new(BinaryExpr { lhs: root, rhs });
    match link.index {
        true => Expr::Index(binary, flags, link.at),
        false => Expr::Dot(binary, flags, link.at),
    }
}

/// Whether an expression is a closure, or a function by its name: its value says nothing.
pub(super) fn makes_a_function(expr: &Expr) -> bool {
    match expr {
        Expr::DynamicConstant(value, _) => value.is_fnptr(),
        Expr::Stmt(block) => matches!(block.statements().first(), Some(Stmt::Share(..))),
        Expr::FnCall(call, _) => {
            matches!(call.name.as_str(), "curry" | "Fn") || call.name.starts_with(ANONYMOUS)
        }
        _ => false,
    }
}
