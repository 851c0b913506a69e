//! The words of a call, as the author wrote them.
//!
//! A step of a derivation and a failed assertion quote the script. The engine gives the place where
//! a call begins; where it ends is found here, past strings, comments and brackets.

use super::failure::Place;

/// A call as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The name and the arguments, comments left out and white space folded: `except("media")`.
    pub call: String,
    /// Each argument.
    pub arguments: Vec<String>,
}

/// Reads the call that begins at a place, at its name or at its bracket.
pub(crate) fn call_at(place: &Place) -> Option<Words> {
    let mut text = place.text.as_ref();
    for _ in 1..place.line {
        text = &text[text.find('\n')? + 1..];
    }
    let (start, _) = text.char_indices().nth(place.column - 1)?;
    read(&text[start..])
}

fn read(text: &str) -> Option<Words> {
    let open = text.find('(')?;
    let name = text[..open].trim();
    if !name
        .chars()
        .all(|c| c.is_alphanumeric() || c == '_' || c == ':')
    {
        return None;
    }
    let mut reader = Reader {
        rest: &text[open + 1..],
        depth: 0,
        argument: String::new(),
        arguments: Vec::new(),
    };
    while !reader.step()? {}
    let arguments = reader.arguments;
    Some(Words {
        call: format!("{name}({})", arguments.join(", ")),
        arguments,
    })
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
    argument: String,
    arguments: Vec<String>,
}

impl Reader<'_> {
    /// Takes the next piece; true at the bracket that closes the call.
    fn step(&mut self) -> Option<bool> {
        let first = self.rest.chars().next()?;
        let taken = match first {
            '"' | '`' | '\'' => quoted(self.rest, first)?,
            '/' if self.rest.starts_with("//") => {
                self.rest = self.rest.find('\n').map_or("", |end| &self.rest[end..]);
                return Some(false);
            }
            '/' if self.rest.starts_with("/*") => {
                self.rest = &self.rest[self.rest.find("*/")? + 2..];
                return Some(false);
            }
            _ => first.len_utf8(),
        };
        let (piece, rest) = self.rest.split_at(taken);
        self.rest = rest;
        match first {
            '(' | '[' | '{' => self.depth += 1,
            ')' if self.depth == 0 => {
                self.end_argument();
                return Some(true);
            }
            ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
            ',' if self.depth == 0 => {
                self.end_argument();
                return Some(false);
            }
            c if c.is_whitespace() => {
                if !self.argument.is_empty() && !self.argument.ends_with(' ') {
                    self.argument.push(' ');
                }
                return Some(false);
            }
            _ => {}
        }
        self.argument.push_str(piece);
        Some(false)
    }

    fn end_argument(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        if !argument.trim().is_empty() {
            self.arguments.push(argument.trim().to_owned());
        }
    }
}

/// How many bytes a quoted text takes. Inside backticks, `${..}` may quote again.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut at = 1;
    while let Some(c) = text[at..].chars().next() {
        let width = c.len_utf8();
        if c == quote {
            return Some(at + width);
        }
        at += match c {
            '\\' if quote != '`' => 1 + text[at + 1..].chars().next()?.len_utf8(),
            '$' if quote == '`' && text[at..].starts_with("${") => braced(&text[at + 2..])? + 2,
            _ => width,
        };
    }
    None
}

/// How many bytes there are up to the brace that closes, that brace included.
fn braced(text: &str) -> Option<usize> {
    let (mut at, mut depth) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        at += match c {
            '"' | '`' => quoted(&text[at..], c)?,
            '}' if depth == 0 => return Some(at + 1),
            '{' => {
                depth += 1;
                1
            }
            '}' => {
                depth -= 1;
                1
            }
            _ => c.len_utf8(),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{call_at, read};
    use crate::script::failure::Place;

    fn call(text: &str) -> String {
        read(text).map_or_else(|| "none".into(), |words| words.call)
    }

    #[test]
    fn a_call_is_quoted_as_it_is_written() {
        for (text, words) in [
            ("current().range()", "current()"),
            ("except( \"a)b\" ) ; x(", "except(\"a)b\")"),
            (
                "set_aside(|c| c.is_enemy(), // why\n   \"a word\")",
                "set_aside(|c| c.is_enemy(), \"a word\")",
            ),
            (
                "f([1, 2], #{a: 1}, /* no, no) */ `x ${g(\")\")} )`)",
                "f([1, 2], #{a: 1}, `x ${g(\")\")} )`)",
            ),
            ("f('\"', 2)", "f('\"', 2)"),
            ("std::f(1)", "std::f(1)"),
            ("x + f(1)", "none"),
            ("f(1", "none"),
            ("f(\"open)", "none"),
        ] {
            assert_eq!(call(text), words, "{text}");
        }
    }

    #[test]
    fn arguments_are_parted_at_their_commas() {
        let words = read("assert([1, 2].len() == 2, \"a, b\")").expect("it closes");
        assert_eq!(words.arguments, ["[1, 2].len() == 2", "\"a, b\""]);
    }

    #[test]
    fn it_begins_at_its_place() {
        let place = Place::new("x".into(), "let я = 1;\nяя.f(1);".into(), 2, 4);
        assert_eq!(call_at(&place).expect("a call").call, "f(1)");
    }
}
