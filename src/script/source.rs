//! A script's text and what can be read off it without running it.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, str};

use rhai::AST;

use super::comments::allowed;
use super::limits::Limits;
use super::params::Param;
use super::shelf::{STANDARD, on_shelf};

/// The text of a script, with what it is called and where its imports are looked for.
#[derive(Clone, Debug)]
pub struct Source {
    pub(crate) name: Arc<str>,
    pub(crate) text: Arc<str>,
    /// What is compiled in place of the text.
    code: Option<Arc<str>>,
    /// The folder that the imports of this source are relative to.
    pub(crate) folder: PathBuf,
    /// The folder that no import may lead out of.
    pub(crate) root: PathBuf,
}

impl Source {
    /// Makes a source of text that is not a file: its imports are looked for in the working folder.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        Self {
            name: name.into(),
            text: readable(text).into(),
            code: None,
            folder: ".".into(),
            root: ".".into(),
        }
    }

    /// Reads a script file: its imports are looked for in its folder.
    ///
    /// # Errors
    /// Where the file cannot be read, is not UTF-8, or is too large for a script.
    pub fn read(path: &Path) -> io::Result<Self> {
        let text = read_script(path, Limits::default().file)?;
        let folder = match path.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => ".".into(),
        };
        Ok(Self::new(&path.to_string_lossy(), &text).in_folder(&folder))
    }

    /// Reads a script that is not a file, such as stdin.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub fn read_from(name: &str, from: impl Read) -> io::Result<Self> {
        read_bounded(from, Limits::default().file).map(|text| Self::new(name, &text))
    }

    /// Returns a script that comes with the program, by its name with or without `std/`.
    #[must_use]
    pub fn shipped(name: &str) -> Option<Self> {
        let name = name.strip_prefix(STANDARD).unwrap_or(name);
        on_shelf(name).map(|text| Self::new(&format!("{STANDARD}{name}"), text))
    }

    /// Says in which folder imports are looked for; none may lead out of it.
    #[must_use]
    pub fn in_folder(mut self, folder: &Path) -> Self {
        folder.clone_into(&mut self.folder);
        folder.clone_into(&mut self.root);
        self
    }

    /// Says what is compiled, where messages and derivations show something else: each character
    /// stands for the one of the text at its place.
    #[must_use]
    pub fn compiled_as(mut self, code: &str) -> Self {
        debug_assert_eq!(code.chars().count(), self.text.chars().count());
        self.code = Some(code.into());
        self
    }

    /// Returns what is compiled.
    pub(crate) fn code(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.text)
    }

    /// Returns what the source is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the text: a byte order mark and a `#!` line are blanked.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Reads a text of at most `most` bytes.
pub(crate) fn read_script(path: &Path, most: u64) -> io::Result<String> {
    read_bounded(fs::File::open(path)?, most)
}

/// Bounded while reading, since a device has no length.
fn read_bounded(from: impl Read, most: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("larger than {most} bytes, the limit for a script"),
        ));
    }
    String::from_utf8(bytes)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not a text in UTF-8"))
}

/// Blanks what an editor or a shell needs and the language does not know. The line end of a `#!`
/// line stays, so that lines keep their numbers; `//` in its place would make `#!/usr` a `///`.
fn readable(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.starts_with("#!") {
        text.find('\n').map_or("", |end| &text[end..])
    } else {
        text
    }
}

/// A script that compiles.
#[derive(Clone, Debug)]
pub struct Script {
    pub(crate) ast: AST,
    pub(crate) source: Source,
    pub(crate) about: About,
    pub(crate) params: Vec<Param>,
    pub(crate) imports: Vec<String>,
}

impl Script {
    /// Returns the source it was compiled from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Returns what the script says of itself.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Returns the parameters that it declares, in the order of the text.
    #[must_use]
    pub fn params(&self) -> &[Param] {
        &self.params
    }

    /// Returns the modules that it imports by a literal name, in the order of the text.
    #[must_use]
    pub fn imports(&self) -> &[String] {
        &self.imports
    }

    /// Returns whether it is a rule file: whether it has `fn rule(claims)`.
    #[must_use]
    pub fn is_rule(&self) -> bool {
        self.functions()
            .any(|(name, params)| name == "rule" && params == 1)
    }

    /// Returns the names of the functions that it defines and how many parameters each has.
    pub fn functions(&self) -> impl Iterator<Item = (&str, usize)> {
        let functions = self.ast.iter_functions();
        functions
            .filter(|f| !f.name.starts_with(ANONYMOUS))
            .map(|f| (f.name, f.params.len()))
    }
}

/// What the names of closures begin with.
pub(crate) const ANONYMOUS: &str = "anon$";

/// What a script says of itself in its first unbroken run of `//!` lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The text, without the lines that are below.
    pub description: String,
    /// `//! title: ..`
    pub title: Option<String>,
    /// `//! version: ..`
    pub version: Option<String>,
    /// `//! author: ..`
    pub author: Option<String>,
    /// `//! license: ..`
    pub license: Option<String>,
    /// `//! method: ..`, a citation.
    pub method: Option<String>,
}

impl About {
    /// Reads it off a text. The engine's own reading joins every `//!` line of the file, those
    /// inside functions too.
    pub(crate) fn read(text: &str) -> Self {
        let mut about = Self::default();
        let mut description: Vec<&str> = Vec::new();
        let lines = text.lines().map(str::trim_start);
        let run = lines
            .skip_while(|line| line.is_empty())
            .map_while(|line| line.strip_prefix("//!"));
        for line in run {
            let line = line.trim();
            match line
                .split_once(": ")
                .map(|(key, value)| (about.field(key), value))
            {
                Some((Some(field), value)) => *field = Some(value.trim().to_owned()),
                _ if allowed(line).is_some() => {}
                _ => description.push(line),
            }
        }
        about.description = description.join("\n").trim().to_owned();
        about
    }

    /// Returns whether it says that the script is a reading of its method: whether a sentence of
    /// the description begins with `A reading`.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        let words: Vec<&str> = self.description.split_whitespace().collect();
        words.windows(2).enumerate().any(|(at, two)| {
            let begins = at == 0 || words[at - 1].ends_with(['.', ';', '!', '?']);
            begins && two[0] == "A" && two[1].trim_end_matches([':', ',']) == "reading"
        })
    }

    fn field(&mut self, key: &str) -> Option<&mut Option<String>> {
        match key {
            "title" => Some(&mut self.title),
            "version" => Some(&mut self.version),
            "author" => Some(&mut self.author),
            "license" => Some(&mut self.license),
            "method" => Some(&mut self.method),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{About, Source};

    #[test]
    fn a_shebang_line_and_a_byte_order_mark_are_blanked() {
        let text = |text| Source::new("x", text).text().to_owned();
        assert_eq!(text("#!/usr/bin/env -S tallybook run\n1"), "\n1");
        assert_eq!(text("\u{feff}#!/bin/x\r\n1"), "\n1");
        assert_eq!(text("#!/bin/x"), "");
        assert_eq!(text("\u{feff}1"), "1");
        assert_eq!(text("1 // #!"), "1 // #!");
    }

    #[test]
    fn a_script_says_whether_it_is_a_reading() {
        let is_reading = |text: &str| About::read(text).is_reading();
        assert!(is_reading("//! A reading: it is.\n"));
        assert!(is_reading(
            "//! The lowest.\n//!\n//! A\n//! reading, not confirmed.\n"
        ));
        assert!(!is_reading("//! The lowest; not A reading.\n"));
        assert!(!is_reading("//! The lowest.\n// A reading: no.\n"));
    }

    #[test]
    fn a_script_says_what_it_is() {
        let about = About::read(
            "\n//! Highest figure that enough origins reach.\n//!\n//! A longer word: with a colon.\n\
             //! check: allow some-check: it is as it should be; decided by N. N.\n\
             //! version: 1.0.0\n//! method: Spagat et al. 2009: \"War deaths\"\n\n//! not this\nfn rule(c) {}\n",
        );
        assert_eq!(
            about.description,
            "Highest figure that enough origins reach.\n\nA longer word: with a colon."
        );
        assert_eq!(about.version.as_deref(), Some("1.0.0"));
        assert_eq!(
            about.method.as_deref(),
            Some("Spagat et al. 2009: \"War deaths\"")
        );
        assert_eq!(about.title, None);
        assert_eq!(About::read("let x = 1; //! no"), About::default());
    }
}
