//! Text from a file, in a form that may stand in a message.

use std::fmt::Write;

/// How many characters of a text a message shows.
const SHOWN: usize = 60;

/// How many ids or keys a message lists.
const LISTED: usize = 12;

/// Shortens a text and escapes what must not reach a terminal. Quotes stay as they are: they are
/// common in names and harmless here.
pub(super) fn shown(text: &str) -> String {
    let (text, more) = match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => (&text[..cut], true),
        None => (text, false),
    };
    let mut out = String::with_capacity(text.len() + 3);
    for piece in text.split_inclusive(['"', '\'']) {
        let quote = piece.ends_with(['"', '\'']);
        let plain = &piece[..piece.len() - usize::from(quote)];
        out.extend(plain.escape_debug());
        out.push_str(&piece[plain.len()..]);
    }
    if more {
        out.push_str("...");
    }
    out
}

/// Lists the first of `count` words in backticks: `a`, `b` and 3 more.
pub(super) fn listed<'w>(count: usize, words: impl Iterator<Item = &'w str>) -> String {
    let mut out = String::new();
    for (at, word) in words.take(LISTED).enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        let _ = write!(out, "{comma}`{}`", shown(word));
    }
    if count > LISTED {
        let _ = write!(out, " and {} more", count - LISTED);
    }
    out
}

/// Lists all words of a closed set in backticks.
pub(super) fn all_listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::{listed, shown};

    #[test]
    fn nothing_raw_is_shown() {
        assert_eq!(shown("O'Brien \"x\""), "O'Brien \"x\"");
        assert_eq!(shown("a\u{1b}[31m\u{202e}b"), "a\\u{1b}[31m\\u{202e}b");
        assert_eq!(shown(&"é".repeat(61)), format!("{}...", "é".repeat(60)));
    }

    #[test]
    fn long_lists_are_cut() {
        let words: Vec<String> = (0..15).map(|n| format!("s{n}")).collect();
        let text = listed(words.len(), words.iter().map(String::as_str));
        assert!(text.ends_with("`s11` and 3 more"), "{text}");
    }
}
