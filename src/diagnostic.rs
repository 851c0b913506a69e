//! Any error as text: heading, place with caret, causes, hints, exit code.
//!
//! Every message that reaches a person is laid out here, and here alone. Text that comes from a
//! script or a casebook may be hostile, so it is made visible before it is shown.
//!
//! Invariant: returns text and never prints it.

use std::io;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::incident::Problems;
use crate::reconcile::Refusal;
use crate::script::{Call, Failure, Kind, Place};
use crate::table;

/// How many calls of a trail are shown at each end of a long one.
const ENDS_OF_TRAIL: usize = 4;
/// How much of a line is shown beside the token that is underlined, where it is long.
const BESIDE: usize = 60;
/// How much of a message is shown.
const LONGEST_MESSAGE: usize = 2_000;

/// An error as it is shown to a person.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    heading: Heading,
    // Boxed, as every result carries the room for one.
    message: Box<str>,
    place: Option<Box<Place>>,
    trail: Box<[Call]>,
    /// What is spelt out under the message, however long it is.
    listing: Vec<String>,
    notes: Vec<String>,
    hints: Vec<String>,
}

/// What kind of error; it decides the first word and the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heading {
    Error,
    Thrown,
    Stopped,
    Interrupted,
    Usage,
    Casebook,
    Internal,
}

impl Heading {
    fn word(self) -> &'static str {
        match self {
            Self::Error | Self::Usage | Self::Casebook => "error",
            Self::Thrown => "thrown",
            Self::Stopped | Self::Interrupted => "stopped",
            Self::Internal => "internal error",
        }
    }

    fn exit_code(self) -> u8 {
        match self {
            Self::Error | Self::Thrown | Self::Internal => 1,
            Self::Usage => 2,
            Self::Casebook => 3,
            Self::Stopped => 4,
            Self::Interrupted => 130,
        }
    }
}

impl Diagnostic {
    fn new(heading: Heading, message: impl Into<Box<str>>) -> Self {
        Self {
            heading,
            message: message.into(),
            place: None,
            trail: Box::default(),
            listing: Vec::new(),
            notes: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// An error in how the program was called.
    #[must_use]
    pub fn usage(message: impl Into<Box<str>>) -> Self {
        Self::new(Heading::Usage, message)
    }

    /// Files that cannot be read.
    #[must_use]
    pub fn unreadable(files: &[(PathBuf, io::Error)]) -> Self {
        let mut this = Self::new(
            Heading::Casebook,
            match files.len() {
                1 => "a file cannot be read".to_owned(),
                count => format!("{count} files cannot be read"),
            },
        );
        this.listing.extend(
            files
                .iter()
                .map(|(file, why)| format!("{}: {why}", file.display())),
        );
        this
    }

    /// A file that cannot be written.
    #[must_use]
    pub fn unwritable(file: &Path, error: &io::Error) -> Self {
        let mut this = Self::new(Heading::Casebook, "a file cannot be written");
        this.listing.push(format!("{}: {error}", file.display()));
        this
    }

    /// Everything that is wrong with casebooks.
    #[must_use]
    pub fn casebook(problems: &Problems) -> Self {
        let mut this = Self::new(
            Heading::Casebook,
            match problems.count() {
                1 => "not a valid casebook: 1 problem".to_owned(),
                count => format!("not a valid casebook: {count} problems"),
            },
        );
        this.listing
            .extend(problems.iter().map(ToString::to_string));
        this
    }

    /// What is wrong with sheets or with what reads them, a line each.
    #[must_use]
    pub fn sheets(message: impl Into<Box<str>>, lines: Vec<String>) -> Self {
        let mut this = Self::new(Heading::Casebook, message);
        this.listing = lines;
        this
    }

    /// A terminal that cannot be used.
    #[must_use]
    pub fn terminal(error: &str) -> Self {
        Self::new(
            Heading::Error,
            format!("the terminal cannot be used: {error}"),
        )
        .hint("`tallybook run SCRIPT` needs none")
    }

    /// Work that somebody interrupted.
    #[must_use]
    pub fn interrupted() -> Self {
        Self::new(Heading::Interrupted, "interrupted")
    }

    /// A failure of a command itself, such as a test that does not hold.
    #[must_use]
    pub fn error(message: impl Into<Box<str>>) -> Self {
        Self::new(Heading::Error, message)
    }

    /// Adds what can be done about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns the exit code of the program that ends with this error.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        self.heading.exit_code()
    }

    /// Lays the error out for a screen or a page of so many columns.
    #[must_use]
    pub fn render(&self, width: usize) -> String {
        let renderer = Renderer::plain().term_width(width.max(40));
        let level = Level::ERROR.with_name(self.heading.word());
        let title = level.primary_title(message(&self.message));
        let mut groups = vec![match &self.place {
            Some(place) => Group::with_title(title).element(snippet(place)),
            None => Group::with_title(title),
        }];
        groups.extend(self.trail_groups());
        let places = self.shown_calls().filter_map(|call| call?.place.as_ref());
        let places = self.place.as_deref().into_iter().chain(places);
        let mut text = located(renderer.render(&groups), places);
        for line in &self.listing {
            text.push_str(&format!("\n{}", visible(line)));
        }
        for note in &self.notes {
            text.push_str(&format!("\nnote: {}", message(note)));
        }
        for hint in &self.hints {
            text.push_str(&format!("\nhint: {}", message(hint)));
        }
        // The renderer pads lines that have nothing on them.
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        lines.join("\n") + "\n"
    }

    /// The calls that are shown; nothing stands for those that are left out.
    fn shown_calls(&self) -> impl Iterator<Item = Option<&Call>> {
        let left_out = self.trail.len().saturating_sub(2 * ENDS_OF_TRAIL);
        let (first, rest) = match left_out {
            0 => (&self.trail[..], &[][..]),
            _ => self.trail.split_at(ENDS_OF_TRAIL),
        };
        let gap = (left_out > 0).then_some(None);
        let last = rest.iter().skip(left_out).map(Some);
        first.iter().map(Some).chain(gap).chain(last)
    }

    fn trail_groups(&self) -> Vec<Group<'_>> {
        let left_out = self.trail.len().saturating_sub(2 * ENDS_OF_TRAIL);
        let group = |call: Option<&Call>| {
            let Some(call) = call else {
                let title = format!("and {left_out} calls more");
                return Group::with_title(Level::NOTE.no_name().secondary_title(title));
            };
            let how = if call.imported { "imported" } else { "called" };
            let title = format!("in {}, {how} from here", visible(&call.name));
            let group = Group::with_title(Level::NOTE.no_name().secondary_title(title));
            match &call.place {
                Some(place) => group.element(snippet(place)),
                None => group,
            }
        };
        self.shown_calls().map(group).collect()
    }
}

impl From<Refusal> for Diagnostic {
    fn from(refusal: Refusal) -> Self {
        Self::usage(refusal.message).hint(refusal.hint)
    }
}

impl From<Failure> for Diagnostic {
    fn from(failure: Failure) -> Self {
        let heading = match failure.kind {
            Kind::Compile | Kind::Fault => Heading::Error,
            Kind::Thrown => Heading::Thrown,
            Kind::Limit => Heading::Stopped,
            Kind::Interrupted => Heading::Interrupted,
            Kind::Usage => Heading::Usage,
            Kind::Internal => Heading::Internal,
        };
        Self {
            heading,
            message: failure.message.into(),
            place: failure.place,
            trail: failure.trail.into(),
            listing: failure.listing.lines,
            notes: failure.notes,
            hints: failure.hints,
        }
    }
}

/// Lays out something that is said of a place in a script, as an error is: `word` and what it is,
/// then the line with its token underlined.
#[must_use]
pub fn pointed(word: &str, what: &str, place: &Place, width: usize) -> String {
    let renderer = Renderer::plain().term_width(width.max(40));
    let level = Level::ERROR.with_name(word);
    let title = level.primary_title(message(what));
    let text = located(
        renderer.render(&[Group::with_title(title).element(snippet(place))]),
        [place],
    );
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

/// Corrects the columns above the lines that are shown, in their order: the renderer counts them in
/// what it was given, which is a part of a long line, with what is hidden in it made visible.
fn located<'a>(text: String, places: impl IntoIterator<Item = &'a Place>) -> String {
    let mut places = places.into_iter().peekable();
    let mut correct = |line: &str| -> Option<String> {
        let place = places.peek()?;
        let start = format!("{}:{}:", visible(&place.source), place.line);
        let trimmed = line.trim_start();
        let arrow = ["--> ", "::: "]
            .into_iter()
            .find(|arrow| trimmed.starts_with(arrow))?;
        let column = trimmed[arrow.len()..].strip_prefix(&start)?;
        column.trim_end().parse::<usize>().ok()?;
        let indent = &line[..line.len() - trimmed.len()];
        let place = places.next()?;
        Some(format!("{indent}{arrow}{start}{}", place.column))
    };
    let lines: Vec<String> = text
        .lines()
        .map(|line| correct(line).unwrap_or_else(|| line.to_owned()))
        .collect();
    lines.join("\n")
}

/// The line of a place with its token underlined. Only that line is handed on: the text it is from
/// may be megabytes, and the line as well.
fn snippet(place: &Place) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let line: Vec<char> = place
        .text
        .lines()
        .nth(place.line - 1)
        .unwrap_or_default()
        .chars()
        .collect();
    let start = (place.column - 1).min(line.len());
    let end = (start + place.width).min(line.len());
    let shown_from = if start > BESIDE {
        start - BESIDE / 2
    } else {
        0
    };
    let shown_to = line.len().min(end + BESIDE);
    let part =
        |from: usize, to: usize| visible(&line[from..to.max(from)].iter().collect::<String>());
    let before = match shown_from {
        0 => part(0, start),
        from => format!("…{}", part(from, start)),
    };
    let token = part(start, end.min(start + BESIDE));
    let after = part(end, shown_to);
    let more = if shown_to < line.len() { "…" } else { "" };
    let (from, to) = (before.len(), before.len() + token.len());
    // A place behind the last character is underlined as one blank there.
    let blank = if token.is_empty() { " " } else { "" };
    Snippet::source(format!("{before}{token}{after}{more}{blank}"))
        .line_start(place.line)
        .path(visible(&place.source))
        .annotation(AnnotationKind::Primary.span(from..to.max(from + 1)))
}

/// A message, its lines made visible, as much of it as anybody reads.
fn message(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST_MESSAGE).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    let lines: Vec<String> = shown.lines().map(visible).collect();
    lines.join("\n")
}

/// Makes what a terminal would obey visible instead; a tab becomes blanks.
fn visible(text: &str) -> String {
    table::visible_lines(text).into_owned()
}

#[cfg(test)]
mod tests {
    use crate::incident::Problem;
    use std::io;

    use super::Diagnostic;
    use crate::script::{Host, Limits};

    fn shown(text: &str) -> String {
        let failure = Host::new(Limits::default())
            .eval(text)
            .expect_err("it fails");
        Diagnostic::from(failure).render(80)
    }

    #[test]
    fn each_kind_has_its_exit_code() {
        let code = |text: &str| {
            let limits = Limits {
                operations: 1_000,
                ..Limits::default()
            };
            let failure = Host::new(limits).eval(text).expect_err("it fails");
            Diagnostic::from(failure).exit_code()
        };
        assert_eq!(code("throw 1"), 1);
        assert_eq!(code("let = 1"), 1);
        assert_eq!(code("1 > \"a\""), 1);
        assert_eq!(code("loop {}"), 4);
        assert_eq!(Diagnostic::usage("no such rule").exit_code(), 2);
        assert_eq!(
            Diagnostic::casebook(&Problem::new("a.json", 1, "", "x", None).into()).exit_code(),
            3
        );
        let error = io::Error::other("no");
        assert_eq!(
            Diagnostic::unreadable(&[("a.json".into(), error)]).exit_code(),
            3
        );
    }

    #[test]
    fn hostile_text_comes_out_harmless() {
        let text = "let x = \"\u{1b}[31m\u{202e}evil\"; throw \"a\u{1b}]0;x\u{7}\\nb\" // \u{9b}2J";
        let shown = shown(text);
        assert!(
            shown
                .chars()
                .all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'),
            "{shown}"
        );
        assert!(shown.contains("␛[31m<U+202E>evil"), "{shown}");
    }

    #[test]
    fn the_caret_stands_under_the_token_whatever_is_before_it() {
        for text in ["\tx", "`漢字` + x", "/* \u{1b} */ x", "\"é\u{301}\" + x"] {
            let shown = shown(text);
            let mut lines = shown.lines().skip_while(|line| !line.starts_with("1 |"));
            let (line, caret) = (
                lines.next().expect("a line"),
                lines.next().expect("a caret"),
            );
            let width = |line: &str, mark: char| {
                let before = &line[..line.rfind(mark).expect("it is there")];
                unicode_width::UnicodeWidthStr::width(before)
            };
            assert_eq!(width(line, 'x'), width(caret, '^'), "{shown}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_token() {
        let shown = shown(&format!(
            "{}nothing + {}",
            "1 + ".repeat(50),
            "2 + ".repeat(500) + "3"
        ));
        assert!(
            shown.lines().all(|line| line.chars().count() < 160),
            "{shown}"
        );
        assert!(shown.contains("nothing"), "{shown}");
        // The place is that in the text, not that in the part that is shown.
        assert!(shown.contains(":1:201\n"), "{shown}");
    }
}
