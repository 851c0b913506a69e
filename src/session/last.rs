//! `_`, the value of the input before: found where it is meant, written as the engine knows it.

use crate::script::Failure;

/// The name by which an input can refer to the value of the one before, as it is typed.
pub const LAST: char = '_';
/// The same as the engine knows it: `_` is no name there. It takes one column as well, so that
/// places in messages stay right.
pub(super) const LAST_INSIDE: char = 'ˍ';

/// Writes another name for `_`, where it stands alone in code and is neither a key nor a pattern of
/// `switch`.
pub(super) fn with_last(text: &str, name: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for ((at, c), is_code) in text.char_indices().zip(code(text)) {
        let after = &text[at + c.len_utf8()..];
        let alone = !is_word(before) && before != '.' && !after.starts_with(is_word);
        if c == LAST && is_code && alone && !is_pattern_or_key(after) {
            written.push_str(name);
        } else {
            written.push(c);
        }
        before = c;
    }
    written
}

/// Names the last value in a message as it is typed.
pub(super) fn as_typed(mut failure: Failure) -> Failure {
    let texts = std::iter::once(&mut failure.message)
        .chain(&mut failure.notes)
        .chain(&mut failure.hints);
    for text in texts {
        *text = text.replace(LAST_INSIDE, &LAST.to_string());
    }
    failure
}

/// What stands around a character of an input.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Code; inside `${..}` of a text, with how many braces are open.
    Code(usize),
    /// A text or a character in quotes.
    Quotes(char),
    /// A text in backticks.
    Backticks,
    /// A comment to the end of its line.
    Line,
    /// A comment to its `*/`.
    Block,
}

/// Tells of each character whether it is code: no part of a text or a comment.
pub(super) fn code(text: &str) -> Vec<bool> {
    scan(text).0
}

/// Returns the text with a blank for each byte that is no code.
pub(super) fn only_code(text: &str) -> String {
    let mut only = String::with_capacity(text.len());
    for (c, is_code) in text.chars().zip(code(text)) {
        if is_code {
            only.push(c);
        } else {
            only.extend(std::iter::repeat_n(' ', c.len_utf8()));
        }
    }
    only
}

/// Where the end of a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// In code.
    Code,
    /// In a text in double quotes that begins here, past its quote.
    Quotes(usize),
    /// In a comment, or in a text of another kind.
    Elsewhere,
}

/// Tells where the end of a text stands.
pub(super) fn end(text: &str) -> End {
    let (told, last) = scan(text);
    match last {
        Around::Code(_) => End::Code,
        Around::Quotes('"') => {
            let quote = text
                .char_indices()
                .zip(told)
                .filter(|(_, code)| *code)
                .last();
            quote.map_or(End::Elsewhere, |((at, _), _)| End::Quotes(at + 1))
        }
        _ => End::Elsewhere,
    }
}

fn scan(text: &str) -> (Vec<bool>, Around) {
    let mut told = Vec::with_capacity(text.len());
    let mut around = vec![Around::Code(0)];
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let here = around.last().copied().unwrap_or(Around::Code(0));
        let comment = c == '/' && matches!(rest.peek(), Some('/' | '*'));
        let inside_ends = c == '}' && here == Around::Code(0) && around.len() > 1;
        told.push(matches!(here, Around::Code(_)) && !comment && !inside_ends);
        // A pair is one sign: its second character begins nothing of its own.
        let mut pair = |second: char| {
            let found = rest.next_if_eq(&second).is_some();
            if found {
                told.push(false);
            }
            found
        };
        match (here, c) {
            (Around::Code(_), '/') if pair('/') => around.push(Around::Line),
            (Around::Code(_) | Around::Block, '/') if pair('*') => around.push(Around::Block),
            (Around::Block, '*') if pair('/') => {
                around.pop();
            }
            (Around::Line, '\n') => {
                around.pop();
            }
            (Around::Quotes(_), '\\') => told.extend(rest.next().map(|_| false)),
            (Around::Quotes(quote), c) if c == quote => {
                around.pop();
            }
            (Around::Code(_), '"' | '\'') => around.push(Around::Quotes(c)),
            (Around::Code(_), '`') => around.push(Around::Backticks),
            (Around::Backticks, '`') => {
                around.pop();
            }
            (Around::Backticks, '$') if pair('{') => around.push(Around::Code(0)),
            (Around::Code(0), '}') if inside_ends => {
                around.pop();
            }
            (Around::Code(open), '{' | '}') => {
                around.pop();
                around.push(Around::Code(match c {
                    '{' => open + 1,
                    _ => open.saturating_sub(1),
                }));
            }
            _ => {}
        }
    }
    let last = around.last().copied().unwrap_or(Around::Code(0));
    (told, last)
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether an arm of a `switch` goes on here, or the value of a key: `_ =>`, `_ if`, `_: 1`.
fn is_pattern_or_key(after: &str) -> bool {
    let after = after.trim_start();
    let key = after.starts_with(':') && !after.starts_with("::");
    key || after.starts_with("=>") || after.starts_with("if ")
}

#[cfg(test)]
mod tests {
    use super::{LAST_INSIDE, with_last};

    #[test]
    fn the_last_value_is_found_where_it_is_meant() {
        for (typed, inside) in [
            ("_ + 1", "ˍ + 1"),
            ("why(_)", "why(ˍ)"),
            ("_.low", "ˍ.low"),
            ("a_b + _a + b_", "a_b + _a + b_"),
            ("switch x { 1 => _, _ => 2 }", "switch x { 1 => ˍ, _ => 2 }"),
            ("switch x { _ if y => 2 }", "switch x { _ if y => 2 }"),
            ("\"_\" + _", "\"_\" + ˍ"),
            ("\"a\\\"_\" + _", "\"a\\\"_\" + ˍ"),
            ("`it's _ ${#{a: _}.a} _` + _", "`it's _ ${#{a: ˍ}.a} _` + ˍ"),
            ("\"a\\\\\" + _", "\"a\\\\\" + ˍ"),
            ("1 // it's _\n+ _", "1 // it's _\n+ ˍ"),
            ("/* it's _ /* \" */ _ */ _", "/* it's _ /* \" */ _ */ ˍ"),
            ("'\"' + _", "'\"' + ˍ"),
            ("'\\'' + _", "'\\'' + ˍ"),
            ("#{_: _}._", "#{_: ˍ}._"),
            ("_/_", "ˍ/ˍ"),
            ("[1].map(|_| _ * 2)", "[1].map(|ˍ| ˍ * 2)"),
        ] {
            let written = with_last(typed, &LAST_INSIDE.to_string());
            assert_eq!(written, inside);
            assert_eq!(written.chars().count(), typed.chars().count());
        }
    }
}
