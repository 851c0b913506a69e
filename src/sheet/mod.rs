//! Spreadsheet files: their rows and cells read, and pages written. What a row means is not known
//! here.
//!
//! [`read`] takes the bytes of a `.csv`, `.tsv`, `.xlsx` or `.ods` file and gives a [`Workbook`]:
//! the text of every cell as a spreadsheet program shows it, under the row number that it shows,
//! and a word on everything that was detected rather than told. [`workbook`] and [`delimited`] go
//! the other way.
//!
//! Files come from strangers. No file makes the reader panic, hang, or take memory out of
//! proportion: every bound is a constant in `limits.rs`, and what goes beyond one is an
//! [`Unreadable`] that names it. Text is handed on exactly as it stands, white space and control
//! characters included; whoever shows it makes it visible.
//!
//! Why a guard stands before it: the reader of Excel's form is `calamine`, which was written for
//! files of friends. It sizes a buffer by a number that the file states, which ends the process and
//! cannot be caught; takes the first piece of a value for all of it, and a text with a wrong number
//! for the first text; and refuses a workbook for one error that it has no word for. So it is given
//! a copy with none of that, which `guard.rs` writes.
//!
//! Why it does not read OpenDocument: there it drops a cell that does not say its type, a number
//! that stands only as text, the rows after a table in a cell, and the first of two sheets of one
//! name, and says nothing; it takes a remark in a drawing for the value of its cell, and an error
//! for text; it refuses white space between cells; and it lays cells out in a dense grid. A guard
//! would have to read all of a sheet to write it anew, so that nothing would be left to read.
//!
//! Why the `csv` crate's reader is not used: it skips blank lines, so that rows lose their numbers,
//! and takes a quote that is never closed for one that closes at the end of the file. Its writer is
//! used, and its reader agrees with ours in the tests.
//!
//! Invariant: names no casebook, no script and no screen.

mod date;
mod decode;
mod delimited;
mod delimiter;
mod grid;
mod guard;
mod kind;
mod limits;
mod markup;
mod number;
mod ods;
mod package;
mod page;
mod records;
mod separated;
mod unreadable;
mod xlsx;

pub use delimited::{begins_formula, delimited, guarded, quoted, unguarded};
pub use limits::{LONGEST_CELL, MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS};
pub use page::{Choices, Column, LISTS, Page, Value, workbook};
pub use unreadable::Unreadable;

/// One file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// The name of the file, as it was given.
    pub file: String,
    /// The form that it was read in.
    pub form: Form,
    /// The sheets, in the order of the file. One for a form that knows no sheets.
    pub sheets: Vec<Sheet>,
    /// What was found out and may have been meant otherwise, a phrase each: the encoding, what
    /// stands between cells, merged cells, hidden sheets.
    pub detected: Vec<String>,
}

/// A sheet, which may have no rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab; for a form that knows no sheets, the name of the file without folders
    /// and ending.
    pub name: String,
    /// The rows that hold something, from the top.
    pub rows: Vec<Row>,
}

/// A row that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number that a spreadsheet program shows beside it, counted from 1.
    pub number: u32,
    /// The cells from column A to the last that holds something, so rows differ in length.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Returns the text of the cell in a column, counted from 0; empty where there is none.
    #[must_use]
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| &cell.text)
    }
}

/// What one cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The text exactly as it stands. A number is written out: `7`, `7.5`; a date is
    /// `2019-11-06`, with a time of day `2019-11-06T14:30:00`; a truth value `true` or `false`; an
    /// error the word that the program shows, such as `#REF!`. A formula is its last result; one
    /// that no program has calculated yet is an error, `formula without a result`, and not empty.
    pub text: String,
    /// What the file says it is.
    pub kind: CellKind,
}

/// What a file says a cell is. CSV and TSV say nothing: there a cell is empty or text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// Nothing stands in it.
    Empty,
    /// Text, and a time of day or a length of time, which have no form of their own.
    Text,
    /// A number.
    Number,
    /// A date, or a date and a time of day.
    Date,
    /// A truth value.
    Flag,
    /// A formula that failed, or that has no result yet.
    Error,
}

/// The forms of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Text with commas, semicolons, tabs or bars between cells.
    Csv,
    /// Text with tabs between cells.
    Tsv,
    /// A workbook of Excel 2007 or later.
    Xlsx,
    /// A workbook of LibreOffice and others: OpenDocument.
    Ods,
}

/// What is told rather than detected. It bears on CSV and TSV only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The encoding, by a label that browsers know, such as `windows-1251`.
    pub encoding: Option<String>,
    /// The character between cells.
    pub delimiter: Option<char>,
}

/// Reads a file. `name` is what it is called in errors, and for CSV and TSV names the sheet.
///
/// # Errors
///
/// When the bytes are not of that form, are damaged, or go beyond a limit: [`Unreadable`] says
/// where and what to do.
pub fn read(
    name: &str,
    bytes: &[u8],
    form: Form,
    options: &Options,
) -> Result<Workbook, Unreadable> {
    let read = limits::file(bytes)
        .and_then(|()| kind::check(bytes, form))
        .and_then(|()| match form {
            Form::Csv => separated::read(name, bytes, options, None),
            Form::Tsv => separated::read(name, bytes, options, Some('\t')),
            Form::Xlsx => xlsx::read(bytes),
            Form::Ods => ods::read(bytes),
        });
    match read {
        Ok((sheets, detected)) => Ok(Workbook {
            file: name.to_owned(),
            form,
            sheets,
            detected,
        }),
        Err(error) => Err(error.of(name)),
    }
}

/// What a cell shows whose formula no program has calculated yet: some libraries write such files.
const UNKNOWN: &str = "formula without a result";

/// The sheets of a file, and what was detected about them.
type Contents = (Vec<Sheet>, Vec<String>);

/// Returns the letters over a column, counted from 0: `A` for 0, `Z` for 25, `AA` for 26.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    letters.iter().rev().collect()
}
