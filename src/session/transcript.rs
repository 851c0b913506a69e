//! The inputs that did what they should, as a script that does it again.
//!
//! A session allows what a script does not: `_`, and a function that is defined again. In the
//! script the value that `_` stands for has a name, and only the last definition is left.

use std::collections::HashSet;

use super::last::{End, end, is_word, only_code, with_last};

/// An input that did what it should.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) text: String,
    /// Whether it had a value, which is then the next `_`.
    pub(super) gives: bool,
}

/// Writes the inputs as a script; `parses` tells whether a text is a whole script.
pub(super) fn script(kept: &[Kept], parses: impl Fn(&str) -> bool) -> String {
    let mut inputs: Vec<String> = kept.iter().map(|input| input.text.clone()).collect();
    let mut giver = None;
    for (at, input) in kept.iter().enumerate() {
        if let Some(giver) = giver {
            let name = format!("last_{}", giver + 1);
            let written = with_last(&inputs[at], &name);
            if written != inputs[at] {
                inputs[at] = written;
                name_value(&mut inputs[giver], &name, &parses);
            }
        }
        if input.gives {
            giver = Some(at);
        }
    }
    let mut later = HashSet::new();
    for input in inputs.iter_mut().rev() {
        leave_out(input, &mut later);
    }
    let mut text = String::new();
    for input in inputs.iter().map(|input| input.trim()) {
        if input.is_empty() {
            continue;
        }
        text.push_str(input);
        text.push('\n');
        // What ends an input at the prompt ends no statement of a script.
        if !input.ends_with(';') && !parses(&format!("{input}\n1")) {
            if end(input) == End::Code {
                text.pop();
            }
            text.push_str(";\n");
        }
    }
    // The last value is that of the script.
    if kept.last().is_some_and(|input| input.gives) {
        text.truncate(text.trim_end_matches([';', '\n']).len());
        text.push('\n');
    }
    text
}

/// Gives the value of an input a name: its last statement is the first part at its end that is one
/// expression.
fn name_value(text: &mut String, name: &str, parses: &impl Fn(&str) -> bool) {
    if text.contains(&format!("let {name} = ")) {
        return;
    }
    // An input may end its value as it ends a statement.
    text.truncate(
        text.trim_end_matches(|c: char| c == ';' || c.is_whitespace())
            .len(),
    );
    let ends = text.match_indices([';', '}']).map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
    for start in starts {
        let (before, value) = text.split_at(start);
        let blank = value.len() - value.trim_start().len();
        let value = value.trim();
        if !value.is_empty() && parses(before) && parses(&format!("({value}\n)")) {
            // In brackets, since it may end with a comment.
            let value = match end(value) {
                End::Code => format!("{value};"),
                _ => format!("({value}\n);"),
            };
            let blank = &text[start..start + blank];
            *text = format!("{before}{blank}let {name} = {value}");
            return;
        }
    }
}

/// A function in a text: its name, how many parameters it has, and where it stands.
struct Definition {
    name: String,
    params: usize,
    range: std::ops::Range<usize>,
}

/// Leaves out the functions that are defined again `later`, and notes there those of this text.
fn leave_out(text: &mut String, later: &mut HashSet<(String, usize)>) {
    let mut own = Vec::new();
    for definition in definitions(text).into_iter().rev() {
        let named = (definition.name, definition.params);
        if later.contains(&named) {
            text.replace_range(definition.range, "");
        }
        own.push(named);
    }
    later.extend(own);
}

/// Finds the functions that a text defines.
fn definitions(text: &str) -> Vec<Definition> {
    let code = only_code(text);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = code[from..].find("fn ").map(|at| from + at) {
        from = at + 3;
        if code[..at].ends_with(is_word) {
            continue;
        }
        if let Some(definition) = definition(&code, at) {
            from = definition.range.end;
            found.push(definition);
        }
    }
    found
}

/// Reads the definition that begins at a place of a text without comments.
fn definition(code: &str, at: usize) -> Option<Definition> {
    let head = at + code[at..].find('(')?;
    let close = head + code[head..].find(')')?;
    let open = close + code[close..].find('{')?;
    let mut depth = 0_usize;
    let end = code[open..].char_indices().find_map(|(place, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(open + place + 1)
    })?;
    let params = code[head + 1..close].split(',');
    Some(Definition {
        name: code[at + 3..head].trim().to_owned(),
        params: params.filter(|param| !param.trim().is_empty()).count(),
        range: at..end,
    })
}

#[cfg(test)]
mod tests {
    use super::{Kept, script};
    use crate::script::{Host, Limits};

    /// Writes inputs, and says what the script answers: it must be what the session did.
    fn written(inputs: &[&str]) -> (String, String) {
        let host = Host::new(Limits::default());
        let kept: Vec<Kept> = inputs
            .iter()
            .map(|text| Kept {
                text: (*text).to_owned(),
                gives: !text.ends_with("1;") && !text.ends_with('}'),
            })
            .collect();
        let text = script(&kept, |text| host.is_whole(text));
        let value = host.eval(&text).map(|value| host.debug_of(value));
        (text, value.unwrap_or_else(|failure| failure.message))
    }

    #[test]
    fn the_last_value_gets_a_name_where_it_is_used() {
        let (text, value) = written(&["1 + 1", "let x = 5; x + 2", "_ * 2", "_ + _ + x"]);
        assert_eq!(
            text,
            "1 + 1;\nlet x = 5; let last_2 = x + 2;\nlet last_3 = last_2 * 2;\nlast_3 + last_3 + x\n"
        );
        assert_eq!(value, "33");
        let (_, value) = written(&["fn f(n) { n; n } f(\";\")", "let a = 1;", "`${_}}${_}`"]);
        assert_eq!(value, "\";};\"");
        let (_, value) = written(&["1 + 1; ", "_ * 3;", "_ + 1"]);
        assert_eq!(value, "7");
        let (_, value) = written(&["if true { 1 } else { 2 } // one", "_ + 1"]);
        assert_eq!(value, "2");
    }

    #[test]
    fn only_the_last_definition_of_a_function_is_left() {
        let (text, value) = written(&[
            "fn f(n) { \"}\" } // fn g() {",
            "fn g() { f(1) } let k = 1;",
            "fn f(n) { if n > 0 { n } else { 0 } }",
            "fn f() { 9 }",
            "g() + f() + k",
        ]);
        assert_eq!(value, "11");
        assert_eq!(text.matches("fn f(n)").count(), 1, "{text}");
    }
}
