//! Why a file cannot be read, and where.

use std::fmt;

/// Why a file cannot be read. Its texts may quote the file raw: make them visible before they are
/// shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The name of the file, as it was given.
    pub file: String,
    /// The sheet, where it is known and the file may have several.
    pub sheet: Option<String>,
    /// The row, counted from 1, where it is known.
    pub row: Option<u32>,
    /// What is wrong.
    pub message: String,
    /// What may help, where something may.
    pub hint: Option<String>,
}

impl Unreadable {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            file: String::new(),
            sheet: None,
            row: None,
            message: message.into(),
            hint: None,
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn of(mut self, file: &str) -> Self {
        file.clone_into(&mut self.file);
        self
    }

    pub(super) fn in_sheet(mut self, sheet: &str) -> Self {
        self.sheet = Some(sheet.to_owned());
        self
    }

    pub(super) fn at_row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self
    }

    /// Sets the row that was being read, unless a row is known already.
    pub(super) fn around_row(mut self, row: u32) -> Self {
        self.row.get_or_insert(row);
        self
    }
}

impl fmt::Display for Unreadable {
    /// Writes `file: sheet S, row N: message`, as far as these are known, and the hint on a line
    /// of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        match (&self.sheet, self.row) {
            (Some(sheet), Some(row)) => write!(f, "sheet `{sheet}`, row {row}: ")?,
            (Some(sheet), None) => write!(f, "sheet `{sheet}`: ")?,
            (None, Some(row)) => write!(f, "row {row}: ")?,
            (None, None) => {}
        }
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Unreadable {}
