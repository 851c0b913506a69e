//! The one place that makes a stranger's text harmless to look at.
//!
//! What a terminal would obey, what would turn the reading order round and what would be there
//! without being seen is made visible instead: a control character as its picture (`␛`, `␊`), any
//! other as its code point (`<U+202E>`). Nothing is dropped, so two texts that differ look
//! different.
//!
//! Some characters without a width of their own are how a language is written, and stay where they
//! have a sense: joiners after a letter of a script that shapes its letters (Persian, Hindi) and
//! within an emoji, one variation selector after a character that can have variants, up to eight
//! marks on a character that can bear them. Elsewhere they are shown. The tags that make the flags
//! of England, Scotland and Wales are shown as well: no name needs them, and they can carry a
//! whole hidden message.

use std::{borrow::Cow, fmt::Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// More marks than this on one character climb into the lines above and below.
const MOST_MARKS: u8 = 8;

/// A tab in prose is as wide as this, wherever it stands.
const TAB: &str = "    ";

/// Returns `text` as one line with nothing hidden in it, and nothing a terminal would obey.
///
/// Made visible are: control characters (line ends, tabs and escapes too), marks and overrides of
/// the reading direction, zero-width and other invisible characters, separators of lines and
/// paragraphs, tags, and joiners, variation selectors and combining marks that have nothing to sit
/// on. What is visible already stays as it is, so doing it twice changes nothing.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut scan = Scan::default();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if scan.keeps(c, rest.clone().next()) {
            out.push(c);
        } else {
            show(c, &mut out);
        }
    }
    Cow::Owned(out)
}

/// Returns `text` as [`visible()`] does, except that it stays prose of several lines: a line end
/// (`\n`, or `\r\n`) stays one, and a tab becomes four spaces.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) = match line.strip_suffix('\n') {
            Some(line) => (line.strip_suffix('\r').unwrap_or(line), "\n"),
            None => (line, ""),
        };
        out.push_str(&visible(&line.replace('\t', TAB)));
        out.push_str(end);
    }
    Cow::Owned(out)
}

/// Returns how many cells `text` takes up in a terminal: none for a combining mark, two for most
/// CJK characters and emoji. The text is one that [`visible()`] has passed.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn show(c: char, out: &mut String) {
    match c {
        '\0'..='\u{1f}' => {
            out.push(char::from_u32(0x2400 + u32::from(c)).expect("a picture for each C0 control"));
        }
        '\u{7f}' => out.push('\u{2421}'),
        _ => write!(out, "<U+{:04X}>", u32::from(c)).expect("a string takes all that is written"),
    }
}

/// Goes through a text and tells which characters may stand as they are.
#[derive(Default)]
pub(super) struct Scan {
    /// The character before, unless it was shown by its code point or is a blank: what comes after
    /// those has nothing to sit on.
    before: Option<char>,
    /// How many characters without a width have come since the last one that has one.
    marks: u8,
}

impl Scan {
    /// Returns whether `c` may stand as it is, given all that came before and what comes next.
    pub(super) fn keeps(&mut self, c: char, next: Option<char>) -> bool {
        let flat = c.width() == Some(0);
        let keeps = match c {
            '\u{200c}' => self.before.is_some_and(is_shaped),
            '\u{200d}' => match (self.before, next) {
                (Some(before), Some(next)) if is_emoji(before) || before == '\u{fe0f}' => {
                    is_emoji(next)
                }
                (Some(before), _) => is_shaped(before),
                (None, _) => false,
            },
            '\u{fe00}'..='\u{fe0f}' => self.base().is_some_and(has_variants),
            '\u{e0100}'..='\u{e01ef}' => self.base().is_some_and(is_ideograph),
            '\u{180b}'..='\u{180d}' | '\u{180f}' => self
                .base()
                .is_some_and(|c| matches!(c, '\u{1820}'..='\u{18aa}')),
            c if hides(c) => false,
            _ => !flat || (self.before.is_some() && self.marks < MOST_MARKS),
        };
        self.before = Some(c).filter(|c| keeps && *c != ' ');
        self.marks = if keeps && flat { self.marks + 1 } else { 0 };
        keeps
    }

    fn base(&self) -> Option<char> {
        self.before.filter(|_| self.marks == 0)
    }
}

/// What is never seen, or not where it stands, or is a command to the screen.
fn hides(c: char) -> bool {
    let noncharacter =
        matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff) || matches!(c, '\u{fdd0}'..='\u{fdef}');
    c.is_control()
        || noncharacter
        || matches!(
            c,
            // Soft hyphen, grapheme joiner, fillers of Hangul, inherent vowels of Khmer.
            '\u{ad}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{3164}' | '\u{ffa0}'
            | '\u{17b4}'..='\u{17b5}' | '\u{180e}'
            // Marks, embeddings, overrides and isolates of the reading direction.
            | '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            // Zero-width space, separators, word joiner, invisible operators, isolates.
            | '\u{200b}' | '\u{2028}'..='\u{2029}' | '\u{2060}'..='\u{206f}'
            // Byte order mark, annotations, formats of shorthand and of musical notation.
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            // Tags, and the rest of the plane that is never drawn.
            | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Scripts whose letters change shape with a joiner, from Arabic to the scripts of India.
fn is_shaped(c: char) -> bool {
    matches!(
        c,
        '\u{620}'..='\u{10ff}' | '\u{1700}'..='\u{1cff}' | '\u{a800}'..='\u{abff}'
            | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10a00}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}'
    )
}

/// What can stand on either side of a joiner within an emoji, skin tones included.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

fn has_variants(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_digit() || matches!(c, '#' | '*')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{visible, visible_lines, width};
    use crate::table::laws::hostile;

    #[test]
    fn what_a_terminal_obeys_or_hides_is_shown() {
        for (text, shown) in [
            ("\u{1b}[31mred\u{1b}[0m", "␛[31mred␛[0m"),
            ("a\0b\u{7}c\r\nd\te\u{7f}", "a␀b␇c␍␊d␉e␡"),
            ("\u{9b}2J", "<U+009B>2J"),
            ("2\u{202e}01", "2<U+202E>01"),
            (
                "\u{2066}x\u{2069}\u{200e}\u{200f}\u{61c}",
                "<U+2066>x<U+2069><U+200E><U+200F><U+061C>",
            ),
            (
                "a\u{200b}b\u{2060}c\u{feff}d\u{ad}e",
                "a<U+200B>b<U+2060>c<U+FEFF>d<U+00AD>e",
            ),
            ("a\u{2028}b\u{2029}c", "a<U+2028>b<U+2029>c"),
            ("x\u{e0041}\u{e007f}", "x<U+E0041><U+E007F>"),
            // Bytes hidden in variation selectors; only the first can be a variant.
            ("😀\u{fe01}\u{fe02}\u{e0150}", "😀\u{fe01}<U+FE02><U+E0150>"),
            ("a\u{fe0f}", "a<U+FE0F>"),
            // Joiners and marks with nothing to join or to sit on.
            ("a\u{200d}b\u{200c}c", "a<U+200D>b<U+200C>c"),
            ("\u{338}a \u{301}", "<U+0338>a <U+0301>"),
            ("\u{202e}\u{301}", "<U+202E><U+0301>"),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
        let climbing = format!("a{}", "\u{301}".repeat(9));
        assert_eq!(
            visible(&climbing),
            format!("a{}<U+0301>", "\u{301}".repeat(8))
        );
    }

    #[test]
    fn what_a_language_is_written_with_stays() {
        for text in [
            "",
            "plain ASCII ~",
            "Zoë, cafe\u{301}",
            "می\u{200c}خواهم",
            "क\u{94d}\u{200d}ष",
            "שָׁלוֹם عَلَيْكُمْ",
            "한국, \u{1112}\u{1161}\u{11ab}",
            "葛\u{e0100}城市",
            "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 👍🏽 🇺🇳 1\u{fe0f}\u{20e3}",
            "10\u{a0}000 ●≥ ○ ×‹ †",
        ] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn prose_keeps_its_lines() {
        assert_eq!(
            visible_lines("a\tb\r\n\u{1b}c\n\n\u{301}d\re\r"),
            "a    b\n␛c\n\n<U+0301>d␍e␍"
        );
    }

    #[test]
    fn width_is_in_cells() {
        for (text, cells) in [
            ("abc", 3),
            ("死者", 4),
            ("e\u{301}", 1),
            ("👩\u{200d}👧", 2),
        ] {
            assert_eq!(width(text), cells, "{text}");
        }
    }

    proptest! {
        #[test]
        fn seen_once_is_seen(text in hostile()) {
            let once = visible(&text);
            prop_assert!(!once.chars().any(char::is_control), "{once:?}");
            prop_assert_eq!(visible(&once), once.as_ref());
        }

        #[test]
        fn prose_is_its_lines(text in hostile()) {
            let lines = visible_lines(&text);
            prop_assert!(!lines.chars().any(|c| c.is_control() && c != '\n'));
            prop_assert_eq!(lines.matches('\n').count(), text.matches('\n').count());
        }
    }
}
