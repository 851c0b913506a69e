//! Breaking one line of text into lines of a given width.
//!
//! comfy-table wraps too, but breaks at grapheme clusters of any width: a word of Hangul jamo is
//! one cluster, and would stick out of its column. Titles and notes are broken here as well.

use super::visible::{is_emoji, width};

/// No emoji is made of more characters than this.
const LONGEST: usize = 32;

/// Breaks visible text into lines of at most `room` cells, at blanks where it can be; there is at
/// least one line. Blanks at a break are dropped. `room` is at least 2.
pub(super) fn wrap(text: &str, room: usize) -> Vec<String> {
    if width(text) <= room {
        return vec![text.to_owned()];
    }
    let mut lines = vec![];
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let long = width(word);
        if used > 0 && used + 1 + long <= room {
            line.push(' ');
            line.push_str(word);
            used += 1 + long;
            continue;
        }
        if !line.is_empty() {
            lines.push(broken_off(&mut line));
            used = 0;
        }
        if long <= room {
            line.push_str(word);
            used = long;
            continue;
        }
        for piece in pieces(word) {
            let wide = width(piece);
            if used + wide > room && !line.is_empty() {
                lines.push(broken_off(&mut line));
                used = 0;
            }
            line.push_str(piece);
            used += wide;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Takes a line at a break. A joiner between two emoji that come to stand on two lines joins nothing
/// any more, and would be there without being seen.
fn broken_off(line: &mut String) -> String {
    let mut whole = std::mem::take(line);
    whole.truncate(whole.trim_end_matches('\u{200d}').len());
    whole
}

/// The parts of a word that must not be torn: a character with its marks, an emoji, a flag.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        let (_, first) = chars.next()?;
        let mut before = first;
        let mut length = 1;
        let end = chars.find_map(|(at, c)| {
            let joined = before == '\u{200d}' && is_emoji(c);
            let toned = matches!(c, '\u{1f3fb}'..='\u{1f3ff}') && is_emoji(before);
            let flag = is_regional(before) && is_regional(c);
            // Arrows can be joined without becoming one emoji, so that what holds together is
            // measured; only while it is short, or a long chain of emoji would take long.
            let one = (joined || toned || flag)
                && length < LONGEST
                && width(&rest[..at + c.len_utf8()]) <= 2;
            before = c;
            length += 1;
            let holds = one || width(c.encode_utf8(&mut [0; 4])) == 0;
            (!holds).then_some(at)
        });
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(piece)
    })
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{width, wrap};
    use crate::table::{laws::hostile, visible};

    #[test]
    fn lines_break_at_blanks_and_long_words_where_they_must() {
        assert_eq!(wrap("two dead", 8), ["two dead"]);
        assert_eq!(wrap("two  dead ", 8), ["two dead"]);
        assert_eq!(wrap("seven people", 8), ["seven", "people"]);
        assert_eq!(
            wrap("an extraordinary claim", 8),
            ["an", "extraord", "inary", "claim"]
        );
        assert_eq!(wrap("死者七名以上", 5), ["死者", "七名", "以上"]);
        assert_eq!(
            wrap("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
        assert_eq!(
            wrap("👩\u{200d}👧👍🏽🇺🇳x", 2),
            ["👩\u{200d}👧", "👍🏽", "🇺🇳", "x"]
        );
        // Joined arrows are as wide as they are many.
        let arrows = "→\u{200d}→\u{200d}→";
        assert_eq!(wrap(arrows, 2), ["→\u{200d}→", "→"]);
        assert_eq!(wrap("     ", 2), [""]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in hostile(), room in 2_usize..30) {
            let text = visible(&text);
            let lines = wrap(&text, room);
            for line in &lines {
                prop_assert!(width(line) <= room, "{line:?}");
            }
            // What is broken off is there in order, but for blanks and joiners at a break.
            let solid = |text: &str| text.replace(' ', "");
            let whole = solid(&text);
            let mut rest = whole.as_str();
            for line in &lines {
                let after = rest.strip_prefix(solid(line).as_str());
                prop_assert!(after.is_some(), "{line:?} does not begin {rest:?}");
                rest = after.unwrap_or_default().trim_start_matches('\u{200d}');
            }
            prop_assert_eq!(rest, "");
        }
    }
}
