//! The comments of a script, for what is decided in them.

use std::sync::Arc;

use super::failure::Place;
use super::lexis::{TokenKind, tokens};
use super::source::Source;
use super::statements::Statements;

/// A comment, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment<'a> {
    /// The line that it begins in, from 1.
    pub line: usize,
    /// The column of its first character, from 1.
    pub column: usize,
    /// The first and the last line of the code that it speaks of; none where no code follows. That
    /// is the line that it stands behind, with the whole statement where it ends there; or else the
    /// statement that begins after it, of one with a block only the head.
    pub code: Option<(usize, usize)>,
    written: &'a str,
}

/// What a comment has to do with waivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent<'a> {
    /// It allows this: what stands behind `check: allow`.
    Allows(&'a str),
    /// It looks as if it meant to.
    Misses,
    /// Nothing.
    None,
}

impl<'a> Comment<'a> {
    /// Returns what it says, without its slashes; nothing of one between `/*` and `*/`.
    #[must_use]
    pub fn text(&self) -> &'a str {
        let text = self.written.strip_prefix("//").unwrap_or_default();
        text.trim_start_matches(['/', '!']).trim()
    }

    /// Tells whether it is a waiver, or was meant to be one: whoever began it with `check:` believes
    /// that it silences something.
    #[must_use]
    pub fn intent(&self) -> Intent<'a> {
        if let Some(text) = allowed(self.text()) {
            return Intent::Allows(text);
        }
        let inside = |c: char| c.is_whitespace() || matches!(c, '/' | '*' | '!');
        let text = self.written.trim_start_matches(inside);
        let begins = |what: &str| {
            let start = text.get(..what.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(what))
        };
        match begins("check:") || begins("check :") || begins("check allow ") {
            true => Intent::Misses,
            false => Intent::None,
        }
    }

    /// Tells whether it speaks of the whole file: whether it begins with `//!`.
    #[must_use]
    pub fn is_header(&self) -> bool {
        self.written.starts_with("//!")
    }

    /// Returns its place, underlined up to what it allows: the rest may be long.
    #[must_use]
    pub fn place(&self, source: &Source) -> Place {
        let allow = "allow";
        let end = self.written.find(allow).map(|at| at + allow.len());
        let end = end.unwrap_or(self.written.len());
        Place {
            source: Arc::clone(&source.name),
            line: self.line,
            column: self.column,
            width: self.written[..end].trim_end().chars().count().max(1),
            text: Arc::clone(&source.text),
        }
    }
}

impl Source {
    /// Returns the comments of the script, in the order of its text.
    #[must_use]
    pub fn comments(&self) -> Vec<Comment<'_>> {
        let tokens = tokens(self.text());
        let statements = Statements::of(&tokens);
        let mut comments: Vec<Comment<'_>> = Vec::new();
        let mut waiting = 0;
        // The last word of code, and the line that it ends on.
        let mut last: Option<(usize, usize)> = None;
        for (at, token) in tokens.iter().enumerate() {
            if token.kind == TokenKind::Comment {
                let behind = last.filter(|(_, line)| *line == token.line);
                comments.push(Comment {
                    line: token.line,
                    column: token.column,
                    code: behind.map(|(word, line)| statements.up_to(word, line)),
                    written: token.text,
                });
                continue;
            }
            for comment in &mut comments[waiting..] {
                let after = || statements.from(at, token.line);
                comment.code = comment.code.or_else(|| Some(after()));
            }
            waiting = comments.len();
            // A text of several lines ends on another line than it begins.
            last = Some((at, token.line + token.text.matches('\n').count()));
        }
        comments
    }
}

/// Returns what a comment allows, where it does: `ID: REASON; decided by NAME` of `check: allow ID:
/// REASON; decided by NAME`. Such a line waives a finding and is no part of a description.
#[must_use]
pub(super) fn allowed(text: &str) -> Option<&str> {
    let rest = text.trim().strip_prefix("check:")?.trim_start();
    let rest = rest.strip_prefix("allow")?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::{Intent, Source, allowed};

    #[test]
    fn comments_know_the_code_that_they_speak_of() {
        let text = "//! head\n// a\n\n// b\nlet x = \"// no\"; // c\nlet y = `two\nlines`; // d\n/* e */ 1\n// f";
        let source = Source::new("s", text);
        let read: Vec<_> = source
            .comments()
            .iter()
            .map(|of| (of.text(), of.line, of.code, of.is_header()))
            .collect();
        assert_eq!(
            read,
            [
                ("head", 1, Some((5, 5)), true),
                ("a", 2, Some((5, 5)), false),
                ("b", 4, Some((5, 5)), false),
                ("c", 5, Some((5, 5)), false),
                ("d", 7, Some((6, 7)), false),
                ("", 8, Some((8, 8)), false),
                ("f", 9, None, false),
            ]
        );
    }

    #[test]
    fn only_what_begins_so_allows_anything() {
        assert_eq!(allowed("check: allow a: b"), Some("a: b"));
        assert_eq!(allowed(" check:allow  a"), Some("a"));
        assert_eq!(allowed("check: allow"), Some(""));
        for text in [
            "check: this",
            "check: allowed a",
            "allow a",
            "to check: allow a",
        ] {
            assert_eq!(allowed(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_meant_to_allow_something_is_known() {
        for text in [
            "// check: alow a: b",
            "// Check: Allow a: b",
            "/* check: allow a: b */",
            "/** CHECK: allow */",
            "//check:",
            "/// check : allow a",
            "// check allow a: b",
        ] {
            let source = Source::new("s", text);
            assert_eq!(source.comments()[0].intent(), Intent::Misses, "{text}");
        }
        for text in ["// to check: allow", "// checks", "// check all", "// ché"] {
            let source = Source::new("s", text);
            assert_eq!(source.comments()[0].intent(), Intent::None, "{text}");
        }
    }
}
