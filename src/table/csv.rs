//! The form for spreadsheets and other programs: RFC 4180, UTF-8, with a header line.
//!
//! Lines end with `\n`, not `\r\n`: every reader takes it, and the file can be compared and kept
//! under version control. Text is made visible as in the other forms, for a CSV is looked at in
//! terminals too.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end as a formula,
//! which may send the sheet's contents elsewhere. Such text, the full-width forms of those signs
//! included, gets a leading `'`, as OWASP advises ("CSV Injection",
//! <https://owasp.org/www-community/attacks/CSV_Injection>). Numbers are left as they are.

use super::{Cell, Table};

pub(super) fn render(table: &Table) -> String {
    if table.columns().is_empty() {
        return String::new();
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = table.columns().iter().map(|column| column.name().into());
    let head: Vec<Cell> = head.collect();
    for row in std::iter::once(&head).chain(table.rows()) {
        writer
            .write_record(row.iter().map(field))
            .expect("memory takes every write, and rows have as many cells as there are columns");
    }
    let bytes = writer.into_inner().expect("memory takes every write");
    String::from_utf8(bytes).expect("text was written")
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if is_formula(text) => format!("'{cell}"),
        _ => cell.to_string(),
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}
