//! The chapters of the manual: what is read from beginning to end, where the entries of the manual
//! are looked up. (Not pages: a page is what somebody else has published.)
//!
//! A chapter is a Markdown file under `chapters/`, embedded in the program, and one row in the table
//! below; `tallybook doc NAME`, `:help NAME`, completion and "did you mean" read it from there.
//! A chapter is prose and no table, so it is the same text in every form: Markdown as it stands in
//! the file, like the text of any entry of the manual.

/// A chapter of the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// What it is asked for by.
    pub name: &'static str,
    /// Words that somebody may look up who wants this chapter; none is its name or in the manual.
    pub words: &'static [&'static str],
    /// What it is about, in one line.
    pub about: &'static str,
    /// The whole text, in Markdown.
    pub text: &'static str,
}

/// Every chapter, in the order in which they are listed.
pub const CHAPTERS: &[Chapter] = &[
    Chapter {
        name: "coding",
        words: &["casebook", "code", "coder", "format"],
        about: "how to code what a page says",
        text: include_str!("chapters/coding.md"),
    },
    Chapter {
        name: "checking",
        words: &[
            "finding", "findings", "lint", "silence", "waive", "waiver", "waivers",
        ],
        about: "how to check casebooks and scripts; findings and waivers",
        text: include_str!("chapters/checking.md"),
    },
    Chapter {
        name: "sheets",
        words: &[
            "excel",
            "export",
            "import",
            "mapping",
            "mappings",
            "spreadsheet",
            "template",
            "xlsx",
        ],
        about: "claims in from spreadsheets and out to them; mappings",
        text: include_str!("chapters/sheets.md"),
    },
    Chapter {
        name: "comparing",
        words: &["compare", "sensitivity", "spread"],
        about: "rules side by side: what they give, and what the answer turns on",
        text: include_str!("chapters/comparing.md"),
    },
    Chapter {
        name: "testing",
        words: &["coverage", "junit", "test", "tests", "timings"],
        about: "how to test a rule",
        text: include_str!("chapters/testing.md"),
    },
];

impl Chapter {
    /// Returns the chapter of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        CHAPTERS.iter().find(|chapter| chapter.name == name)
    }

    /// Returns the chapter that answers to a word which is not its name.
    #[must_use]
    pub fn answering(word: &str) -> Option<&'static Self> {
        CHAPTERS
            .iter()
            .find(|chapter| chapter.words.contains(&word))
    }

    /// Returns the names of all chapters.
    pub fn names() -> impl Iterator<Item = &'static str> {
        CHAPTERS.iter().map(|chapter| chapter.name)
    }
}
