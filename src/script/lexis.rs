//! The words of a script, read for what messages need.
//!
//! The engine's own reader stops where the text is wrong, which is where messages begin. This one
//! reads any text to its end.

/// A word of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'a str,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column in characters, from 1.
    pub(crate) column: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A name or a keyword.
    Word,
    /// A number.
    Number,
    /// A text in quotes of any kind, closed or not.
    Text,
    /// An operator or a bracket.
    Symbol,
    /// A comment, to the end of its line or to its `*/`.
    Comment,
}

const SYMBOLS: [&str; 34] = [
    "===", "!==", "<<=", ">>=", "**=", "..=", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "?[",
    "+=", "-=", "*=", "/=", "%=", "**", "..", "::", ":=", "->", "=>", "++", "--", "<<", ">>", "#{",
    "<-", "<>", "|>",
];

/// Whether a name is a word, not the sign of an operator.
pub(crate) fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads a text into its words.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let (mut rest, mut line, mut column) = (text, 1, 1);
    while let Some(first) = rest.chars().next() {
        let (kind, length) = next(rest, first);
        let (token, after) = rest.split_at(length);
        if let Some(kind) = kind {
            found.push(Token {
                kind,
                text: token,
                line,
                column,
            });
        }
        for c in token.chars() {
            if c == '\n' {
                line += 1;
                column = 1;
            } else {
                column += 1;
            }
        }
        rest = after;
    }
    found
}

/// The first token of a text and its length in bytes.
fn next(text: &str, first: char) -> (Option<TokenKind>, usize) {
    let run = |belongs: fn(char) -> bool| text.find(|c: char| !belongs(c)).unwrap_or(text.len());
    if first.is_whitespace() {
        (None, run(char::is_whitespace))
    } else if text.starts_with("//") {
        (
            Some(TokenKind::Comment),
            text.find('\n').unwrap_or(text.len()),
        )
    } else if text.starts_with("/*") {
        let end = text.find("*/").map_or(text.len(), |end| end + 2);
        (Some(TokenKind::Comment), end)
    } else if first.is_ascii_digit() {
        (
            Some(TokenKind::Number),
            run(|c| c.is_alphanumeric() || c == '_'),
        )
    } else if first.is_alphabetic() || first == '_' {
        (
            Some(TokenKind::Word),
            run(|c| c.is_alphanumeric() || c == '_'),
        )
    } else if matches!(first, '"' | '`' | '\'') {
        (Some(TokenKind::Text), quoted(text, first))
    } else {
        let symbol = SYMBOLS.iter().find(|symbol| text.starts_with(**symbol));
        let length = symbol.map_or(first.len_utf8(), |symbol| symbol.len());
        (Some(TokenKind::Symbol), length)
    }
}

/// How long a quoted text is. One in `"` or `'` that is not closed on its line ends with it.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == quote {
            return at + 1;
        } else if c == '\\' && quote != '`' {
            escaped = true;
        } else if c == '\n' && quote != '`' {
            return at;
        }
    }
    text.len()
}

/// What a script defines at its top and inside its functions.
#[derive(Debug, Default)]
pub(crate) struct Names<'a> {
    /// Variables and constants at the top of the script.
    pub(crate) top: Vec<&'a str>,
    /// Variables, parameters and loop variables everywhere.
    pub(crate) all: Vec<&'a str>,
    /// Keys of the maps that are written out.
    pub(crate) keys: Vec<&'a str>,
}

/// Reads off a text what it defines.
pub(crate) fn names<'a>(tokens: &[Token<'a>]) -> Names<'a> {
    let mut names = Names::default();
    let code: Vec<&Token<'a>> = tokens
        .iter()
        .filter(|token| token.kind != TokenKind::Comment)
        .collect();
    let mut depth = 0_usize;
    let mut parameters = false;
    for (at, token) in code.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |before| code[before].text);
        let after = code.get(at + 1).map_or("", |after| after.text);
        match token.text {
            "{" | "#{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "|" => parameters = !parameters && matches!(before, "(" | "," | "=" | "" | ";"),
            _ if token.kind != TokenKind::Word => {}
            _ if matches!(before, "let" | "const" | "for") || parameters => {
                names.all.push(token.text);
                if depth == 0 && before != "for" && !parameters {
                    names.top.push(token.text);
                }
            }
            _ if after == ":" && matches!(before, "#{" | ",") => names.keys.push(token.text),
            _ => {}
        }
    }
    names.all.extend(function_parameters(&code));
    names
}

fn function_parameters<'a>(code: &[&Token<'a>]) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, token) in code.iter().enumerate() {
        if token.text == "fn" {
            let inside = code[at..]
                .iter()
                .skip_while(|token| token.text != "(")
                .skip(1);
            let inside = inside.take_while(|token| token.text != ")");
            found.extend(
                inside
                    .filter(|token| token.kind == TokenKind::Word)
                    .map(|token| token.text),
            );
        }
    }
    found
}

/// Whether a place is inside the body of a function.
pub(crate) fn is_in_function(tokens: &[Token], line: usize, column: usize) -> bool {
    let mut depth = 0_usize;
    let mut function = None;
    let mut named = false;
    for token in tokens
        .iter()
        .filter(|token| token.kind != TokenKind::Comment)
    {
        if (token.line, token.column) >= (line, column) {
            break;
        }
        match token.text {
            "fn" => named = true,
            "{" | "#{" => {
                depth += 1;
                if named {
                    function = Some(depth);
                    named = false;
                }
            }
            "}" => {
                if function == Some(depth) {
                    function = None;
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    function.is_some()
}

#[cfg(test)]
mod tests {
    use super::{is_in_function, names, tokens};

    #[test]
    fn any_text_is_read_to_its_end() {
        let text = "let я = 1.5 /* a\n b */ + \"x\\\"\" // c\n'open\n`a\nb` === @ \"open";
        let read = tokens(text);
        let words: Vec<_> = read.iter().map(|token| token.text).collect();
        assert_eq!(
            words,
            [
                "let",
                "я",
                "=",
                "1",
                ".",
                "5",
                "/* a\n b */",
                "+",
                "\"x\\\"\"",
                "// c",
                "'open",
                "`a\nb`",
                "===",
                "@",
                "\"open"
            ]
        );
        let last = read.last().expect("there are some");
        assert_eq!((last.line, last.column), (5, 10));
    }

    #[test]
    fn what_a_script_defines_is_read_off() {
        let text = "let a = 1; const B = #{k: 2, \"q\": 3}; // let no = 1\nfn f(p, q) { let c = p; }\n\
                    for x in [1] { let d = |e, g| e; } let h = a | a;";
        let read = tokens(text);
        let found = names(&read);
        assert_eq!(found.top, ["a", "B", "h"]);
        assert_eq!(
            found.all,
            ["a", "B", "c", "x", "d", "e", "g", "h", "p", "q"]
        );
        assert_eq!(found.keys, ["k"]);
        assert!(is_in_function(&read, 2, 20));
        assert!(!is_in_function(&read, 3, 16));
        assert!(!is_in_function(&read, 1, 5));
    }
}
