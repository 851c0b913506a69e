//! Where the parameters of functions and closures stand, which the tree does not keep.

use std::collections::HashMap;

use rhai::Position;

use crate::script::lexis::{Token, TokenKind, tokens};

/// Names and where each stands.
type Params = HashMap<String, Position>;

#[derive(Default)]
pub(super) struct Heads {
    /// By name and number of parameters.
    functions: HashMap<(String, usize), (Position, Params)>,
    /// By where the first bar stands.
    closures: HashMap<Position, Params>,
    /// The texts that the arms of a `switch` stand for, by where the word stands.
    arms: HashMap<Position, Vec<(String, Position)>>,
}

impl Heads {
    pub(super) fn of(text: &str) -> Self {
        let mut heads = Self::default();
        let code: Vec<Token> = tokens(text)
            .into_iter()
            .filter(|token| token.kind != TokenKind::Comment)
            .collect();
        for (at, token) in code.iter().enumerate() {
            match token.text {
                "fn" => heads.function(&code[at + 1..]),
                "switch" => {
                    let arms = arms(&code[at + 1..]);
                    heads.arms.insert(position(token), arms);
                }
                "|" => {
                    let inside = code[at + 1..].iter();
                    let params = listed(inside);
                    heads.closures.insert(position(token), params);
                }
                _ => {}
            }
        }
        heads
    }

    fn function(&mut self, code: &[Token]) {
        // `fn name(`, or `fn Type.name(` with a type that may be in quotes.
        let Some(open) = code.iter().take(4).position(|token| token.text == "(") else {
            return;
        };
        let Some(name) = open.checked_sub(1).map(|at| &code[at]) else {
            return;
        };
        let params = listed(code[open + 1..].iter());
        let key = (name.text.to_owned(), params.len());
        self.functions.insert(key, (position(name), params));
    }

    /// Where the name of a function stands.
    pub(super) fn function_at(&self, name: &str, params: usize) -> Position {
        let head = self.functions.get(&(name.to_owned(), params));
        head.map_or(Position::NONE, |(at, _)| *at)
    }

    /// The texts that the arms of the `switch` at a place stand for, and where each stands.
    pub(super) fn arms(&self, at: Position) -> &[(String, Position)] {
        self.arms.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Where a parameter of a function stands.
    pub(super) fn param(&self, function: &str, params: usize, name: &str) -> Position {
        match self.functions.get(&(function.to_owned(), params)) {
            Some((at, params)) => params.get(name).copied().unwrap_or(*at),
            None => Position::NONE,
        }
    }

    /// Where a parameter of the closure that begins at a place stands.
    pub(super) fn closure_param(&self, begins: Position, name: &str) -> Position {
        let params = self.closures.get(&begins);
        let found = params.and_then(|params| params.get(name));
        found.copied().unwrap_or(begins)
    }
}

fn listed<'a>(code: impl Iterator<Item = &'a Token<'a>>) -> Params {
    code.take_while(|token| token.kind == TokenKind::Word || token.text == ",")
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| (token.text.to_owned(), position(token)))
        .collect()
}

/// Reads the arms of a `switch`, from what follows the word.
fn arms(code: &[Token]) -> Vec<(String, Position)> {
    let mut found = Vec::new();
    let Some(open) = code.iter().position(|token| token.text == "{") else {
        return found;
    };
    let mut rest = &code[open + 1..];
    loop {
        // What stands before `=>`: values, and a condition after `if`.
        let Some(arrow) = rest
            .iter()
            .position(|token| matches!(token.text, "=>" | "}"))
        else {
            return found;
        };
        if rest[arrow].text == "}" {
            return found;
        }
        let values = rest[..arrow].iter().take_while(|token| token.text != "if");
        for value in values {
            let inside = value
                .text
                .strip_prefix('"')
                .and_then(|t| t.strip_suffix('"'));
            if let Some(text) = inside.filter(|text| !text.contains(['\\', '"'])) {
                found.push((text.to_owned(), position(value)));
            }
        }
        rest = after_value(&rest[arrow + 1..]);
    }
}

/// What follows the value of an arm: it ends with a comma, or with the block that it is.
fn after_value<'a, 't>(code: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let is_block = code.first().is_some_and(|token| token.text == "{");
    let mut depth = 0_usize;
    for (at, token) in code.iter().enumerate() {
        match token.text {
            "(" | "[" | "{" | "#{" | "?[" => depth += 1,
            ")" | "]" | "}" if depth == 0 => return &code[at..],
            ")" | "]" | "}" => {
                depth -= 1;
                if depth == 0 && is_block {
                    let rest = &code[at + 1..];
                    let comma = rest.first().is_some_and(|token| token.text == ",");
                    return &rest[usize::from(comma)..];
                }
            }
            "," if depth == 0 => return &code[at + 1..],
            _ => {}
        }
    }
    &[]
}

/// As the engine counts: no further than it can.
fn position(token: &Token) -> Position {
    let short = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Position::new(short(token.line), short(token.column))
}
