//! What is said of a place in a sheet: file, sheet, row, column, what was expected, what to do.

use std::fmt;

/// Something to say of a place in a sheet. It may quote the sheet raw: whoever shows it makes it
/// visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The file.
    pub file: String,
    /// The sheet, where the file has several.
    pub sheet: String,
    /// The row, as a spreadsheet program counts it.
    pub row: Option<u32>,
    /// The titles of the columns.
    pub columns: Vec<String>,
    /// What is wrong.
    pub message: String,
    /// What may help.
    pub hint: Option<String>,
}

impl Told {
    pub(super) fn of_sheet(file: &str, sheet: &str, message: String, hint: Option<String>) -> Self {
        Self {
            file: file.to_owned(),
            sheet: sheet.to_owned(),
            row: None,
            columns: Vec::new(),
            message,
            hint,
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if !self.sheet.is_empty() {
            write!(f, ", sheet `{}`", self.sheet)?;
        }
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        match &self.columns[..] {
            [] => {}
            [one] => write!(f, ", column `{one}`")?,
            several => {
                let listed: Vec<String> = several.iter().map(|one| format!("`{one}`")).collect();
                write!(f, ", columns {}", listed.join(", "))?;
            }
        }
        write!(f, ": {}", self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) columns: Vec<String>,
    pub(super) message: String,
    pub(super) hint: Option<String>,
    /// The row that it collides with.
    pub(super) first: Option<RowIx>,
}

impl Fault {
    pub(super) fn new(columns: &[String], message: impl Into<String>) -> Self {
        Self {
            columns: columns.to_vec(),
            message: message.into(),
            hint: None,
            first: None,
        }
    }

    /// Something that collides with an earlier row.
    pub(super) fn again(
        columns: &[String],
        message: impl Into<String>,
        first: Option<RowIx>,
    ) -> Self {
        Self {
            first,
            ..Self::new(columns, message)
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// What was expected of a text, for the person who reads what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expected {
    pub(super) what: String,
    pub(super) hint: Option<String>,
}

impl Expected {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: None,
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong with a text that is something else.
    pub(super) fn found(&self, columns: &[String], text: &str) -> Fault {
        Fault {
            hint: self.hint.clone(),
            ..Fault::new(columns, format!("expected {}, found `{text}`", self.what))
        }
    }
}

/// A row of one of the sheets that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct RowIx {
    /// Which of the sheets.
    pub(super) sheet: usize,
    /// Which of its rows that hold something.
    pub(super) row: usize,
}
