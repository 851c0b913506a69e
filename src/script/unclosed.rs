//! Which block of a script is not closed.
//!
//! The engine takes a `}` for the nearest block that is open, so that it misses one where the script
//! or a function ends, far from where it is left out. How the lines are set in tells more.

use super::lexis::{Token, TokenKind};

/// Says where the block begins that is not closed.
pub(crate) fn hint(tokens: &[Token]) -> Option<String> {
    unclosed(tokens).map(|(from, taken)| match taken {
        Some(taken) => format!(
            "the `{{` in line {from} has no `}}` of its own: the one in line {taken}, set in less, was \
             taken for it"
        ),
        None => format!("the `{{` in line {from} has no `}}`"),
    })
}

/// Returns the line of the `{` that is not closed, and the line of the `}` that was taken for its
/// own where there is one: it is set in less than what it would close.
fn unclosed(tokens: &[Token]) -> Option<(usize, Option<usize>)> {
    let mut open: Vec<Line> = Vec::new();
    let mut line = Line::default();
    for token in tokens {
        if token.line != line.number {
            line = Line {
                number: token.line,
                indent: token.column,
            };
        }
        if token.kind != TokenKind::Symbol {
            continue;
        }
        match token.text {
            "{" | "#{" => open.push(line),
            "}" => {
                let closed = open.pop()?;
                let begins = token.column == line.indent;
                if begins && closed.number < line.number && line.indent < closed.indent {
                    return Some((closed.number, Some(line.number)));
                }
            }
            _ => {}
        }
    }
    open.last().map(|open| (open.number, None))
}

/// A line with a word in it.
#[derive(Clone, Copy, Default)]
struct Line {
    /// From 1.
    number: usize,
    /// The column of its first word, from 1.
    indent: usize,
}

#[cfg(test)]
mod tests {
    use super::unclosed;
    use crate::script::lexis::tokens;

    #[test]
    fn a_block_that_is_not_closed_is_found() {
        let found = |text: &str| unclosed(&tokens(text));
        let rule = "fn rule(claims) {\n    if claims.is_empty() {\n        return 1;\n    2\n}\n";
        assert_eq!(found(rule), Some((2, Some(5))));
        let two = "fn rule(claims) {\n    let m = #{a: 1};\n\nfn own(x) {\n    x\n}\n";
        assert_eq!(found(two), Some((1, None)));
        assert_eq!(
            found("fn rule(claims) {\n    \"}\" // }\n"),
            Some((1, None))
        );
        assert_eq!(
            found("fn rule(claims) {\n    [1].map(|x| {\n        x\n    })\n}\n"),
            None
        );
        assert_eq!(found("}"), None);
        assert_eq!(found(""), None);
    }
}
