//! The form for documents in GitHub's Markdown.
//!
//! What has a meaning there is escaped, so that text adds no row, no cell, no link and no HTML.
//! One thing is out of reach: GitHub links a bare e-mail address and an `@name` whatever escapes
//! it, because it looks for them in the finished page.

use super::{Align, Table, visible};

pub(super) fn render(table: &Table) -> String {
    let mut blocks = Vec::new();
    if let Some(title) = table.title().map(escape).filter(|title| !title.is_empty()) {
        blocks.push(format!("**{title}**\n"));
    }
    if !table.columns().is_empty() {
        let mut lines = line(table.columns().iter().map(|column| escape(column.name())));
        lines += &line((0..table.columns().len()).map(|at| match table.align(at) {
            Align::Left => "---".to_owned(),
            Align::Right => "---:".to_owned(),
        }));
        for row in table.rows() {
            lines += &line(row.iter().map(|cell| escape(&cell.to_string())));
        }
        blocks.push(lines);
    }
    if !table.notes().is_empty() {
        let notes = table.notes().iter();
        blocks.push(notes.map(|note| format!("- {}\n", item(note))).collect());
    }
    blocks.join("\n")
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut line = String::new();
    for cell in cells {
        line.push_str("| ");
        line.push_str(&cell);
        line.push(' ');
    }
    line.push_str("|\n");
    line
}

fn escape(text: &str) -> String {
    let text = visible(text);
    let text = text.trim();
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' | '@' => {
                out.extend(['\\', c]);
            }
            // A bare address would become a link.
            ':' if after.starts_with("//") => out.push_str("\\:"),
            '.' if ends_with_www(before) => out.push_str("\\."),
            c => out.push(c),
        }
    }
    out
}

fn ends_with_www(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 3 && bytes[bytes.len() - 3..].eq_ignore_ascii_case(b"www")
}

/// As [`escape`], for text that begins a block: there it could begin a list or draw a line.
fn item(text: &str) -> String {
    let text = escape(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let begins_list = match text.as_bytes().get(digits) {
        Some(b'-' | b'+') => digits == 0,
        Some(b'.' | b')') => digits > 0,
        _ => false,
    };
    if begins_list {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{escape, item};

    #[test]
    fn nothing_in_a_text_is_markdown() {
        for (text, escaped) in [
            ("a|b\\|c", r"a\|b\\\|c"),
            ("a\nb", "a␊b"),
            ("`x` *y* __z__ ~~w~~", r"\`x\` \*y\* \_\_z\_\_ \~\~w\~\~"),
            ("[a](b) ![c](d)", r"\[a\](b) !\[c\](d)"),
            ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
            ("# 7", r"\# 7"),
            ("- 7-9", "- 7-9"),
            ("1. 2.5", "1. 2.5"),
            ("https://x.example www.x", r"https\://x.example www\.x"),
            ("$1 a@b", r"\$1 a\@b"),
            ("  at 10:30 ", "at 10:30"),
        ] {
            assert_eq!(escape(text), escaped, "{text:?}");
        }
    }

    #[test]
    fn a_note_begins_no_list_and_draws_no_line() {
        for (text, escaped) in [
            ("- 7", r"\- 7"),
            ("---", r"\---"),
            ("+ 7", r"\+ 7"),
            ("12. 2.5", r"12\. 2.5"),
            ("1) x", r"1\) x"),
            ("7-9", "7-9"),
            (") x", ") x"),
            ("7", "7"),
            ("# x", r"\# x"),
        ] {
            assert_eq!(item(text), escaped, "{text:?}");
        }
    }
}
