//! Which lines the statements of a script take.
//!
//! Read off its words, since a comment is no part of what the engine keeps. A statement that begins
//! with a block (`fn`, `if`, `for` ..) is its head: what stands in the block are statements of their
//! own. Any other goes to its `;`, or to the bracket around it.

use super::lexis::{Token, TokenKind};

/// The statements of a text, as far as its words tell them.
pub(super) struct Statements {
    /// The statement of each word.
    of: Vec<Option<usize>>,
    list: Vec<Statement>,
}

struct Statement {
    first: usize,
    last: usize,
    /// The number of its last word.
    word: usize,
    /// Whether it begins with a block.
    is_block: bool,
    /// Of one that is a block, whether its head was read.
    is_headed: bool,
}

/// A bracket that is open.
struct Open {
    /// Whether it holds statements.
    is_block: bool,
    /// The statement that was begun in it; in a bracket, the one around it.
    statement: Option<usize>,
}

/// Words that a statement with a block begins with.
const BLOCKS: [&str; 10] = [
    "fn", "private", "if", "for", "while", "loop", "do", "try", "switch", "{",
];

impl Statements {
    pub(super) fn of(tokens: &[Token<'_>]) -> Self {
        let mut this = Self {
            of: vec![None; tokens.len()],
            list: Vec::new(),
        };
        let code = |token: &(usize, &Token<'_>)| token.1.kind != TokenKind::Comment;
        let mut code = tokens.iter().enumerate().filter(code).peekable();
        let mut open = vec![Open {
            is_block: true,
            statement: None,
        }];
        while let Some((at, token)) = code.next() {
            let symbol = match token.kind {
                TokenKind::Symbol => token.text,
                _ => "",
            };
            let mut was_block = false;
            // The outermost stays, however many are closed that were not opened.
            if matches!(symbol, "}" | ")" | "]") && open.len() > 1 {
                was_block = open.pop().is_some_and(|closed| closed.is_block);
            }
            let Some(around) = open.last_mut() else { break };
            let statement = *around
                .statement
                .get_or_insert_with(|| this.begin(at, token));
            this.go_on(statement, at, token, symbol);
            let is_block = around.is_block;
            match symbol {
                ";" | "," if is_block => around.statement = None,
                "}" if is_block && was_block && this.list[statement].is_block => {
                    let next = code.peek().map_or("", |(_, next)| next.text);
                    let goes_on = match next {
                        "else" | "catch" => true,
                        "while" | "until" => tokens[this.word(statement)].text == "do",
                        _ => false,
                    };
                    if !goes_on {
                        around.statement = None;
                    }
                }
                "{" => open.push(Open {
                    is_block: true,
                    statement: None,
                }),
                "(" | "[" | "#{" | "?[" => {
                    let statement = Some(statement);
                    open.push(Open {
                        is_block: false,
                        statement,
                    });
                }
                _ => {}
            }
        }
        this
    }

    fn begin(&mut self, at: usize, token: &Token<'_>) -> usize {
        self.list.push(Statement {
            first: token.line,
            last: token.line,
            word: at,
            is_block: BLOCKS.contains(&token.text) && token.kind != TokenKind::Text,
            is_headed: false,
        });
        self.list.len() - 1
    }

    fn go_on(&mut self, statement: usize, at: usize, token: &Token<'_>, symbol: &str) {
        self.of[at] = Some(statement);
        let of = &mut self.list[statement];
        if of.is_headed {
            return;
        }
        of.last = token.line + token.text.matches('\n').count();
        if of.is_block {
            of.is_headed = symbol == "{";
        } else {
            of.word = at;
        }
    }

    /// The number of the first word of a statement with a block.
    fn word(&self, statement: usize) -> usize {
        self.list[statement].word
    }

    /// The lines of the statement that a word stands in, from that word's line on.
    pub(super) fn from(&self, word: usize, line: usize) -> (usize, usize) {
        let of = self.of[word].map(|of| &self.list[of]);
        (line, of.map_or(line, |of| of.last.max(line)))
    }

    /// The lines of the statement that ends with a word, which ends on this line; of any other word
    /// that line.
    pub(super) fn up_to(&self, word: usize, line: usize) -> (usize, usize) {
        let of = self.of[word].map(|of| &self.list[of]);
        let of = of.filter(|of| of.word == word && !of.is_block);
        (of.map_or(line, |of| of.first.min(line)), line)
    }
}

#[cfg(test)]
mod tests {
    use crate::script::Source;

    /// The lines that each comment speaks of.
    fn lines(text: &str) -> Vec<Option<(usize, usize)>> {
        let source = Source::new("s", text);
        source.comments().iter().map(|of| of.code).collect()
    }

    #[test]
    fn a_comment_speaks_of_a_whole_statement() {
        for (text, expected) in [
            (
                "// a\nincident.claims\n  .current()\n  .third();\n1",
                (2, 4),
            ),
            ("incident.claims\n  .current()\n  .third(); // a\n1", (1, 3)),
            ("1;\nincident.claims\n  .third() // a\n", (2, 3)),
            ("fn f() {\n  1;\n  g(\n    2\n  ) // a\n}", (3, 5)),
            ("// a\nf(|c| {\n  let x = 1;\n  x\n});\n1", (2, 5)),
            ("// a\nlet x = if a {\n  1\n} else {\n  2\n};\n1", (2, 6)),
            ("// a\nlet x = #{\n  a: 1,\n  b: 2\n};\n1", (2, 5)),
            // A line in the middle is a line, and what follows it goes to the end.
            ("claims\n  .current() // a\n  .third();", (2, 2)),
            ("claims\n  // a\n  .current()\n  .third();", (3, 4)),
            // What stands in a block is not spoken of.
            ("// a\nfn f(\n  a\n) {\n  1;\n  2\n}", (2, 4)),
            ("// a\nif a {\n  1;\n}\n2", (2, 2)),
            ("if a {\n  1;\n} // a\n2", (3, 3)),
            ("if a {\n}\n// a\n2\n+ 3", (4, 5)),
            ("if a {\n} else {\n}\n// a\n2\n+ 3", (5, 6)),
            ("do {\n} while a;\n// a\n2\n+ 3", (4, 5)),
            ("switch a {\n  // a\n  1 => 2,\n  3 => 4\n}", (3, 3)),
            // Wrong texts are read as well.
            (")}]\n// a\n1\n+ 1", (3, 4)),
            ("// a\nf(((\n1", (2, 3)),
        ] {
            assert_eq!(lines(text), [Some(expected)], "{text}");
        }
        assert_eq!(lines("1;\n// a"), [None]);
    }
}
