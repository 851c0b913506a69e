//! Habits from other languages: what was typed, and how it is written here.

use super::lexis::{Token, TokenKind};

/// Properties that the language cannot spell, and what they are called instead.
const RENAMED: [(&str, &str); 1] = [("in", "report")];

/// Returns how the thing at a token is written, where it is a habit from elsewhere.
///
/// `at` is the place of the token that the parser complains of.
pub(crate) fn hint(tokens: &[Token], at: usize) -> Option<String> {
    let token = tokens.get(at)?;
    let before = at.checked_sub(1).map_or("", |before| tokens[before].text);
    let after = tokens.get(at + 1).map_or("", |after| after.text);
    if before == "." {
        return property(token);
    }
    if token.kind == TokenKind::Word && after == ":" && matches!(before, "#{" | ",") {
        return Some(format!("put the key in quotes: `\"{}\": ..`", token.text));
    }
    let is_named = matches!(before, "let" | "const" | "for" | "|" | "," | "(");
    if is_named && matches!(token.text, "assert" | "assert_eq") {
        return Some(format!(
            "`{}` is a word of tests: give the variable another name",
            token.text
        ));
    }
    if after == "=>" {
        return Some(format!("a closure is written `|{}| ..`", token.text));
    }
    if after == ":=" {
        return Some(format!("write `let {} = ..`", token.text));
    }
    word(token.text, before).map(Into::into).or_else(|| {
        let quoted = token.kind == TokenKind::Text && token.text.starts_with('\'');
        quoted.then(|| {
            let inside = token.text.trim_matches('\'');
            format!("a text goes in double quotes: `\"{inside}\"`; single ones hold one character")
        })
    })
}

fn property(token: &Token) -> Option<String> {
    if token.kind == TokenKind::Text {
        return Some("texts are joined with `+`".into());
    }
    let (_, name) = RENAMED.iter().find(|(typed, _)| *typed == token.text)?;
    Some(format!(
        "`{}` is a word of the language; this property is called `.{name}`",
        token.text
    ))
}

fn word(text: &str, before: &str) -> Option<&'static str> {
    Some(match text {
        "===" => "write `==`: it never takes values of two types for equal",
        "!==" | "<>" => "write `!=`",
        "null" | "nil" | "None" | "undefined" | "NULL" | "Null" => {
            "a number that is not known is `unknown()`; what is absent is `()`"
        }
        "NaN" | "nan" | "NA" | "unknown" => "a number that is not known is `unknown()`",
        "True" | "TRUE" => "write `true`",
        "False" | "FALSE" => "write `false`",
        "and" | "AND" => "write `&&`",
        "or" | "OR" => "write `||`",
        "not" | "NOT" => "write `!x`",
        "def" | "function" | "func" | "fun" | "lambda" | "proc" => {
            "a function is written `fn name(x) { .. }`, a closure `|x| ..`"
        }
        "var" => "write `let x = ..`",
        "elif" | "elsif" | "elseif" => "write `else if`",
        "foreach" => "write `for x in list { .. }`",
        "match" | "case" => "write `switch x { 1 => .., _ => .. }`",
        "++" => "write `x += 1`",
        "--" => "write `x -= 1`",
        "?" => "write `if a { b } else { c }`, which has a value",
        "->" => "a function says nothing of what it returns; a property is `x.name`",
        "=>" => "a closure is written `|x| ..`",
        ":=" => "write `let x = ..`",
        "#" => "a comment begins with `//`",
        "(" if before == "for" => "write `for x in list { .. }` or `for n in 0..10 { .. }`",
        "let" if before == "(" => "write `for x in list { .. }` or `for n in 0..10 { .. }`",
        "=" => "`=` gives a value to a name; `==` compares",
        "==" if !before.is_empty() => "`==` compares; `=` gives a value to a name",
        "print" | "debug" => "write `print(x)`",
        "eval" => "a script is read before it is run, so it cannot run text",
        "async" | "await" | "go" | "spawn" | "thread" | "sync" | "yield" | "new" | "static"
        | "public" | "shared" | "package" | "module" | "super" | "use" | "with" | "is" | "void"
        | "default" | "goto" => "use another name",
        _ => return None,
    })
}
