//! The forms a table can be printed in.

use std::fmt;

/// A form that a table can be printed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// For a terminal or an e-mail: aligned, wrapped to a width.
    #[default]
    Text,
    /// A table of GitHub's Markdown.
    Markdown,
    /// Comma-separated values, safe to open in a spreadsheet.
    Csv,
    /// An array of one object a row.
    Json,
    /// A fragment to put into a page.
    Html,
}

impl Form {
    /// Every form, in the order of the manual.
    pub const ALL: [Self; 5] = [
        Self::Text,
        Self::Markdown,
        Self::Csv,
        Self::Json,
        Self::Html,
    ];

    /// Returns the word that names the form.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    /// Returns the form that `word` names, if it names one.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn every_form_is_found_by_its_word_and_no_other() {
        for form in Form::ALL {
            assert_eq!(Form::named(&form.to_string()), Some(form));
        }
        for word in ["", "Text", "md", "csv "] {
            assert_eq!(Form::named(word), None, "{word}");
        }
    }
}
