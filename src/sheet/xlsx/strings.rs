//! Text of a workbook: the strings that cells share, and characters that XML cannot carry.

use std::borrow::Cow;

use super::super::markup::Markup;
use super::super::{MOST_CELLS, Unreadable};

/// Reads the strings that cells share. A workbook without text has none.
pub(super) fn read(path: &str, text: Option<&str>) -> Result<Vec<String>, Unreadable> {
    let mut strings = Vec::new();
    let Some(text) = text else {
        return Ok(strings);
    };
    let mut markup = Markup::new(path, text);
    markup.child(0)?;
    while let Some(tag) = markup.child(1)? {
        if tag.name() == "si" {
            // Empty ones take next to nothing in the file, so that length does not bound them.
            if strings.len() == MOST_CELLS {
                return Err(Unreadable::new(format!(
                    "the file holds more than {MOST_CELLS} texts"
                )));
            }
            strings.push(rich(&mut markup)?);
        }
    }
    Ok(strings)
}

/// Reads the text of the innermost element, which may be cut into runs of different looks. How it
/// is pronounced, which Japanese workbooks add, is left out.
pub(super) fn rich(markup: &mut Markup<'_>) -> Result<String, Unreadable> {
    let depth = markup.depth();
    let mut text = String::new();
    while let Some(tag) = markup.child(depth)? {
        match tag.name() {
            "t" => markup.text(&mut text)?,
            "r" => {
                while let Some(tag) = markup.child(depth + 1)? {
                    if tag.name() == "t" {
                        markup.text(&mut text)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(unescaped(&text).into_owned())
}

/// Returns the text with each `_xHHHH_` made the character it stands for. So a workbook writes
/// what XML cannot carry; `_x005F_` is the underscore that keeps such a thing as it is.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match escape(rest) {
            Some(c) => {
                out.push(c);
                rest = &rest["_xHHHH_".len()..];
            }
            None => {
                out.push('_');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Returns the character that the escape at the start of `text` stands for.
fn escape(text: &str) -> Option<char> {
    let digits = text.get(2..6)?;
    let closed = text.get(6..)?.starts_with('_');
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !closed || !hexadecimal {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_are_taken_back() {
        for (written, text) in [
            ("a_x0001_b", "a\u{1}b"),
            ("_x000D_\n", "\r\n"),
            ("_x005F_x0001_", "_x0001_"),
            ("_x00e9_", "é"),
            ("_xD83D_", "_xD83D_"),
            ("_x12_ _x é_xяяяя_", "_x12_ _x é_xяяяя_"),
            ("_x_x0041_", "_xA"),
            ("_x004", "_x004"),
        ] {
            assert_eq!(unescaped(written), text);
        }
    }
}
