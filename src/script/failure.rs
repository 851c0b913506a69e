//! What went wrong, as plain data: nothing here refers to an engine.

use std::sync::Arc;

/// What kind of thing went wrong; it decides the heading and the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The script does not compile.
    Compile,
    /// The script threw a value of its own.
    Thrown,
    /// A builtin or the language could not do what was asked.
    Fault,
    /// A limit stopped the script.
    Limit,
    /// Somebody interrupted the script.
    Interrupted,
    /// The caller gave something that does not fit the script.
    Usage,
    /// A bug in this program.
    Internal,
}

/// Where something went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What the source is called: a path, `std/NAME`, `in[3]`.
    pub source: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters the token at that place has, at least 1.
    pub width: usize,
    /// The whole text of the source.
    pub text: Arc<str>,
}

/// One call on the way to the place where something went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What was called: `` `name` `` in backticks, `the closure`, or `the module` and its name.
    pub name: String,
    /// Whether it is a module that was imported there rather than a function that was called.
    pub imported: bool,
    /// Where it was called, as far as that is known.
    pub place: Option<Place>,
}

/// What is spelt out under a message, however long it is: the values of the parts of an assertion,
/// a comparison of two texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The lines.
    pub lines: Vec<String>,
}

/// What went wrong, where, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of thing.
    pub kind: Kind,
    /// What went wrong, in one line without a full stop.
    pub message: String,
    /// Where, as far as that is known. Boxed, as every result carries the room for a failure.
    pub place: Option<Box<Place>>,
    /// The calls that led there, innermost first.
    pub trail: Vec<Call>,
    /// What is spelt out under the message. Boxed, as every result carries the room for a failure.
    pub listing: Box<Listing>,
    /// Facts that help, such as the ways in which a builtin can be called.
    pub notes: Vec<String>,
    /// What can be done about it.
    pub hints: Vec<String>,
}

impl Failure {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            place: None,
            trail: Vec::new(),
            listing: Box::default(),
            notes: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// A script that cannot be read.
    #[must_use]
    pub fn unreadable(error: &std::io::Error) -> Self {
        Self::new(Kind::Fault, format!("the file cannot be read: {error}"))
    }

    pub(crate) fn at(mut self, place: Option<Place>) -> Self {
        self.place = place.map(Box::new);
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl Place {
    /// Makes the place of the token at a line and column.
    pub(crate) fn new(source: Arc<str>, text: Arc<str>, line: usize, column: usize) -> Self {
        let line_text = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let rest: String = line_text.chars().skip(column.saturating_sub(1)).collect();
        let width = token_width(&rest);
        Self {
            source,
            line,
            column: column.max(1),
            width,
            text,
        }
    }
}

const OPERATORS: [&str; 32] = [
    "///", "//!", "===", "!==", "<<=", ">>=", "**=", "..=", "==", "!=", "<=", ">=", "&&", "||",
    "??", "?.", "?[", "+=", "-=", "*=", "/=", "%=", "**", "..", "::", "->", "=>", "++", "--", "<<",
    ">>", "#{",
];

/// How many characters the token has that the text begins with, at least 1. The engine reports
/// where a token begins, never where it ends.
fn token_width(text: &str) -> usize {
    let mut chars = text.chars();
    let count = match chars.next() {
        Some(c) if c.is_alphanumeric() || c == '_' => text
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .count(),
        Some(quote @ ('"' | '`' | '\'')) => {
            let mut escaped = false;
            let closes = |c: char| {
                let end = c == quote && !escaped;
                escaped = c == '\\' && !escaped && quote != '`';
                end
            };
            chars.position(closes).map_or(1, |inside| inside + 2)
        }
        Some(_) => OPERATORS
            .iter()
            .find(|operator| text.starts_with(**operator))
            .map_or(1, |operator| operator.len()),
        None => 1,
    };
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::token_width;

    #[test]
    fn a_token_is_as_wide_as_it_is() {
        for (text, width) in [
            ("boom(3)", 4),
            ("число + 1", 5),
            ("\"a \\\" b\" + c", 8),
            ("\"open", 1),
            ("`x` + 1", 3),
            (">= 4", 2),
            ("=== 4", 3),
            ("(x)", 1),
            ("", 1),
        ] {
            assert_eq!(token_width(text), width, "{text}");
        }
    }
}
