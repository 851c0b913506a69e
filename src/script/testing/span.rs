//! Where an expression stands in its text. The engine keeps only where each piece of it begins.

use rhai::{Expr, FnCallExpr, Position};

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::script::lexis::{self, TokenKind};

/// The words of a text, without its comments.
pub(super) struct Words {
    text: Arc<str>,
    words: Vec<Word>,
    own: OnceCell<HashSet<String>>,
}

/// Where a word stands: its line and column from 1, and its bytes in the text.
struct Word {
    kind: TokenKind,
    line: usize,
    column: usize,
    bytes: Range<usize>,
}

/// The first and the last word of an expression.
pub(super) type Span = (usize, usize);

impl Words {
    pub(super) fn of(text: &Arc<str>) -> Self {
        let tokens = lexis::tokens(text).into_iter();
        let words = tokens.filter(|token| token.kind != TokenKind::Comment);
        let start = text.as_ptr().addr();
        let words = words.map(|token| {
            let from = token.text.as_ptr().addr() - start;
            Word {
                kind: token.kind,
                line: token.line,
                column: token.column,
                bytes: from..from + token.text.len(),
            }
        });
        Self {
            words: words.collect(),
            text: Arc::clone(text),
            own: OnceCell::new(),
        }
    }

    /// Whether the text gives this name to something: a function, a key of a map, a variable.
    pub(super) fn defines(&self, name: &str) -> bool {
        let own = self.own.get_or_init(|| {
            let all = (0..self.words.len()).filter(|at| {
                matches!(self.text(at + 1), ":" | "=")
                    || *at > 0 && self.text(at - 1) == "fn"
                    || self.text(at + 1) == "]" && self.text(at + 2) == "="
            });
            let unquoted = |at| self.text(at).trim_matches(['"', '`', '\'']).to_owned();
            all.map(unquoted).collect()
        });
        own.contains(name)
    }

    /// Whether an expression speaks of `this`.
    pub(super) fn has_this(&self, expr: &Expr) -> bool {
        match self.span_of_any(expr) {
            Some((first, last)) => (first..=last).any(|at| self.text(at) == "this"),
            None => true,
        }
    }

    /// The text that they are words of.
    pub(super) fn text_of_all(&self) -> &str {
        &self.text
    }

    /// The word at a place, or the one that goes on there.
    fn at(&self, at: Position) -> Option<usize> {
        let place = (at.line()?, at.position().unwrap_or(1));
        let after = self
            .words
            .partition_point(|word| (word.line, word.column) <= place);
        after.checked_sub(1)
    }

    fn text(&self, at: usize) -> &str {
        self.words
            .get(at)
            .map_or("", |word| &self.text[word.bytes.clone()])
    }

    /// The bracket that closes the one at a word.
    fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for at in open..self.words.len() {
            match self.text(at) {
                "(" | "[" | "?[" | "{" | "#{" => depth += 1,
                ")" | "]" | "}" => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The line and the column of the bracket that closes a call whose name stands at a place.
    pub(super) fn end_of_call(&self, at: Position) -> Option<(usize, usize)> {
        let last = self.words.get(self.closing(self.at(at)? + 1)?)?;
        Some((last.line, last.column))
    }

    /// Whether an expression is the first argument of a call of this name.
    pub(super) fn has_call(&self, name: &str, argument: &Expr) -> bool {
        let first = self.span_of_any(argument).map(|(first, _)| first);
        let call = first.and_then(|first| self.call_before(first));
        call.and_then(|call| self.at(call))
            .is_some_and(|call| self.text(call) == name)
    }

    /// The name of the call whose first argument begins at a word.
    pub(super) fn call_before(&self, argument: usize) -> Option<Position> {
        let mut at = argument.checked_sub(1)?;
        while self.text(at) == "(" {
            let before = at.checked_sub(1)?;
            let word = self.words.get(before)?;
            if word.kind == TokenKind::Word {
                let (line, column) = (u16::try_from(word.line), u16::try_from(word.column));
                return Some(Position::new(line.ok()?, column.ok()?));
            }
            at = before;
        }
        None
    }

    /// Where an expression begins and ends, brackets around its parts included.
    pub(super) fn span(&self, expr: &Expr) -> Option<Span> {
        let (first, last) = match expr {
            Expr::IntegerConstant(_, at) | Expr::FloatConstant(_, at) => {
                let first = self.at(*at)?;
                let number = first + usize::from(self.text(first) == "-");
                let fraction = self.text(number + 1) == "."
                    && self
                        .words
                        .get(number + 2)
                        .is_some_and(|word| word.kind == TokenKind::Number);
                (first, number + if fraction { 2 } else { 0 })
            }
            Expr::Unit(at) => {
                let first = self.at(*at)?;
                (first, first + usize::from(self.text(first) == "("))
            }
            Expr::Variable(variable, _, at) => match variable.2.is_empty() {
                true => (self.at(*at)?, self.at(*at)?),
                false => {
                    let first = self.at(variable.2.position())?;
                    (first, self.path(first))
                }
            },
            Expr::Array(_, at) | Expr::Map(_, at) => {
                let first = self.at(*at)?;
                (first, self.closing(first)?)
            }
            Expr::FnCall(call, at) => self.call(call, *at)?,
            Expr::MethodCall(_, at) => {
                let name = self.at(*at)?;
                (name, self.closing(name + 1)?)
            }
            Expr::Custom(_, at) => {
                let name = self.at(*at)?;
                (name, self.closing(name + 1)?)
            }
            Expr::And(all, _) | Expr::Or(all, _) | Expr::Coalesce(all, _) => {
                let (first, last) = (all.first()?, all.last()?);
                (self.span(first)?.0, self.span(last)?.1)
            }
            Expr::Dot(..) | Expr::Index(..) => return None,
            Expr::Stmt(block) => {
                let first = self.at(block.position())?;
                (first, self.end_of_block(first)?)
            }
            other => {
                let at = self.at(other.start_position())?;
                (at, at)
            }
        };
        Some(self.balanced(first, last))
    }

    /// The last word of an `if`, a `switch` or a block that begins at a word.
    fn end_of_block(&self, first: usize) -> Option<usize> {
        let mut at = first;
        loop {
            while self.text(at) != "{" {
                at = (at < self.words.len()).then_some(at + 1)?;
            }
            let last = self.closing(at)?;
            if self.text(last + 1) != "else" {
                return Some(last);
            }
            at = last + 1;
        }
    }

    /// From the first word of a path to the last: `a::b::c`.
    fn path(&self, first: usize) -> usize {
        let mut last = first;
        while self.text(last + 1) == "::" {
            last += 2;
        }
        last
    }

    fn call(&self, call: &FnCallExpr, at: Position) -> Option<Span> {
        let first = match call.namespace.is_empty() {
            true => self.at(at)?,
            false => self.at(call.namespace.position())?,
        };
        let name = self.path(first);
        let named = self
            .words
            .get(name)
            .is_some_and(|word| word.kind == TokenKind::Word);
        if named && self.text(name + 1) == "(" && self.text(name) != "in" {
            return Some((first, self.closing(name + 1)?));
        }
        // An operator: from its first operand to its last, its own word included.
        let spans = call.args.iter().map(|arg| self.span_of_any(arg));
        let spans: Option<Vec<Span>> = spans.collect();
        let spans = spans?;
        let least = spans.iter().map(|span| span.0).min().unwrap_or(first);
        let most = spans.iter().map(|span| span.1).max().unwrap_or(first);
        Some((least.min(first), most.max(first)))
    }

    /// The span of any expression, a chain of properties and calls included.
    pub(super) fn span_of_any(&self, expr: &Expr) -> Option<Span> {
        match super::dissect::Chain::of(expr) {
            Some(chain) => {
                let (first, _) = self.span_of_any(chain.root)?;
                Some((first, self.end_of_link(&chain, chain.links.len() - 1)?))
            }
            None => self.span(expr),
        }
    }

    /// The last word of a chain up to one of its links.
    pub(super) fn end_of_link(&self, chain: &super::dissect::Chain, link: usize) -> Option<usize> {
        let link = chain.links.get(link)?;
        if !link.index {
            return self.span(link.expr).map(|(_, last)| last);
        }
        let mut open = self.span_of_any(link.expr)?.0.checked_sub(1)?;
        while !matches!(self.text(open), "[" | "?[") {
            open = open.checked_sub(1)?;
        }
        self.closing(open)
    }

    /// The same words, and the brackets that are open or closed among them only.
    pub(super) fn balanced(&self, first: usize, last: usize) -> Span {
        let (mut depth, mut least) = (0_i64, 0_i64);
        for at in first..=last {
            match self.text(at) {
                "(" | "[" | "?[" | "{" | "#{" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                _ => {}
            }
            least = least.min(depth);
        }
        let (mut first, mut last) = (first, last);
        for _ in least..0 {
            if first > 0 && self.text(first - 1) == "(" {
                first -= 1;
            }
        }
        for _ in least..depth {
            if self.text(last + 1) == ")" {
                last += 1;
            }
        }
        (first, last)
    }

    /// The words of a span as they are written, on one line.
    pub(super) fn written(&self, (first, last): Span) -> String {
        let mut text = String::new();
        for at in first..=last {
            let word = self.text(at);
            let apart = at > first && {
                let before = &self.words[at - 1];
                let end = before.column + self.text(at - 1).chars().count();
                before.line != self.words[at].line || end != self.words[at].column
            };
            if apart && !matches!(word, "." | "?." | "[" | "?[") {
                text.push(' ');
            }
            text.extend(
                word.split_whitespace()
                    .enumerate()
                    .flat_map(|(at, part)| [if at > 0 { " " } else { "" }, part]),
            );
        }
        text
    }
}
