//! Rows and columns, and the forms they are printed in.
//!
//! A [`Table`] is built by whoever has something to show and rendered in a [`Form`]: text for
//! people, Markdown and HTML for documents, CSV and JSON for other programs. One form a file.
//! What is printed is often a stranger's text, so this is also the one place that makes hostile
//! text harmless: [`visible()`] for people, [`json_text`] for programs.
//!
//! Invariant: names no script and no terminal. The width of the page is an argument, and the same
//! table, form and width give the same bytes everywhere.

mod cell;
mod csv;
mod form;
mod html;
mod json;
mod markdown;
mod ruled;
mod text;
mod visible;
mod wrap;

use std::{collections::HashSet, fmt};

pub use cell::Cell;
pub use form::Form;
pub use json::json_text;
pub use ruled::Ruled;
pub use text::NARROWEST;
pub use visible::{visible, visible_lines, width};

/// How many cells wide text is laid out where no terminal says otherwise, so that it is the same
/// everywhere.
pub const PAGE_WIDTH: usize = 100;

/// To which side of its column a cell is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// As text is.
    #[default]
    Left,
    /// As numbers are, so that their digits stand beneath each other.
    Right,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    name: String,
    align: Option<Align>,
}

impl Column {
    /// A column whose side follows from its cells, as [`Table::align`] says.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            align: None,
        }
    }

    /// The same column, set to the left whatever its cells are.
    #[must_use]
    pub fn left(mut self) -> Self {
        self.align = Some(Align::Left);
        self
    }

    /// The same column, set to the right whatever its cells are.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Some(Align::Right);
        self
    }

    /// Returns the name as it was given, or with its suffix where another column has it too.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl<T: Into<String>> From<T> for Column {
    fn from(name: T) -> Self {
        Self::new(name)
    }
}

/// Rows of cells under named columns, with an optional title and notes beneath.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    title: Option<String>,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    notes: Vec<String>,
}

impl Table {
    /// An empty table with these columns, in this order.
    ///
    /// No two columns bear the same name, for a name is a key in JSON: the second `killed` becomes
    /// `killed (2)`, and so on.
    pub fn new<C: Into<Column>>(columns: impl IntoIterator<Item = C>) -> Self {
        let mut columns: Vec<Column> = columns.into_iter().map(Into::into).collect();
        // Names that were given are taken before any suffix is, or `a`, `a`, `a (2)` would rename
        // a column that is unlike the others.
        let mut taken: HashSet<String> = columns.iter().map(|c| c.name.clone()).collect();
        let mut seen = HashSet::new();
        for column in &mut columns {
            if seen.insert(column.name.clone()) {
                continue;
            }
            let free = (2_usize..)
                .map(|n| format!("{} ({n})", column.name))
                .find(|name| !taken.contains(name))
                .expect("a table has fewer columns than there are numbers");
            taken.insert(free.clone());
            column.name = free;
        }
        Self {
            title: None,
            columns,
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The same table under a title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.set_title(title);
        self
    }

    /// Puts a title above the table, in place of the one it has.
    pub fn set_title(&mut self, title: impl Into<String>) -> &mut Self {
        self.title = Some(title.into());
        self
    }

    /// Adds a row.
    ///
    /// # Errors
    /// A row with fewer or more cells than there are columns is refused, and the table is as it
    /// was: a figure that slips into the next column is worse than none.
    pub fn row<T: Into<Cell>>(
        &mut self,
        cells: impl IntoIterator<Item = T>,
    ) -> Result<&mut Self, WrongCells> {
        let cells: Vec<Cell> = cells.into_iter().map(Into::into).collect();
        if cells.len() != self.columns.len() {
            return Err(WrongCells {
                row: self.rows.len() + 1,
                cells: cells.len(),
                columns: self.columns.iter().map(|c| c.name.clone()).collect(),
            });
        }
        self.rows.push(cells);
        Ok(self)
    }

    /// Adds a paragraph beneath the table: a footnote, or what a reader has to know.
    pub fn note(&mut self, text: impl Into<String>) -> &mut Self {
        self.notes.push(text.into());
        self
    }

    /// Returns the title, if there is one.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Returns the columns, in order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the rows, in order, each with as many cells as there are columns.
    #[must_use]
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// Returns the notes beneath the table, in order.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the side to which the column at `index` (from 0) is set.
    ///
    /// Where the column itself does not say, it is the right for a column of numbers: one that has
    /// a number, and beside numbers only cells that are unknown or empty.
    #[must_use]
    pub fn align(&self, index: usize) -> Align {
        if let Some(align) = self.columns.get(index).and_then(|column| column.align) {
            return align;
        }
        let mut numbers = false;
        for cell in self.rows.iter().filter_map(|row| row.get(index)) {
            match cell {
                Cell::Number(_) | Cell::Decimal(_) => numbers = true,
                Cell::Unknown | Cell::Empty => {}
                Cell::Text(_) | Cell::Bool(_) => return Align::Left,
            }
        }
        if numbers { Align::Right } else { Align::Left }
    }

    /// Returns the table in a form, ending with a line end unless there is nothing to print.
    ///
    /// `width` is that of the page in cells and bears on [`Form::Text`] only; less than
    /// [`NARROWEST`] is taken as that. The title and the notes are in the forms for people, not in
    /// CSV and JSON.
    #[must_use]
    pub fn render(&self, form: Form, width: usize) -> String {
        match form {
            Form::Text => text::render(self, width),
            Form::Markdown => markdown::render(self),
            Form::Csv => self::csv::render(self),
            Form::Json => json::render(self),
            Form::Html => html::render(self),
        }
    }
}

/// A row has another number of cells than the table has columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongCells {
    /// The row, from 1.
    pub row: usize,
    /// How many cells it has.
    pub cells: usize,
    /// The columns of the table.
    pub columns: Vec<String>,
}

impl fmt::Display for WrongCells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let expected = self.columns.len();
        write!(f, "the table has {expected} column{}", plural(expected))?;
        for (at, name) in self.columns.iter().enumerate() {
            let before = if at == 0 { " (" } else { ", " };
            write!(f, "{before}`{}`", visible(name))?;
        }
        if expected > 0 {
            f.write_str(")")?;
        }
        write!(
            f,
            ", but row {} has {} cell{}",
            self.row,
            self.cells,
            plural(self.cells)
        )
    }
}

impl std::error::Error for WrongCells {}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
