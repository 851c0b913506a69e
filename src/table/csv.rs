//! The form for spreadsheets and other programs: RFC 4180, UTF-8, with a header line.
//!
//! Lines end with `\n`, not `\r\n`: every reader takes it, and the file can be compared and kept
//! under version control. Text is made visible as in the other forms, for a CSV is looked at in
//! terminals too.
//!
//! Text that a spreadsheet program would run as a formula gets a leading `'`, as
//! [`begins_formula`] explains. Numbers are left as they are.

use super::{Cell, Table};
use crate::sheet::{begins_formula, delimited};

pub(super) fn render(table: &Table) -> String {
    if table.columns().is_empty() {
        return String::new();
    }
    let head: Vec<Cell> = table
        .columns()
        .iter()
        .map(|column| column.name().into())
        .collect();
    let rows = std::iter::once(&head).chain(table.rows());
    delimited(rows.map(|row| row.iter().map(field)), b',')
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if begins_formula(text) => format!("'{cell}"),
        _ => cell.to_string(),
    }
}
