//! CSV and TSV: from bytes to rows.

use super::decode::decode;
use super::delimiter;
use super::grid::{Grid, Spent};
use super::records::{Records, Unclosed};
use super::{CellKind, Contents, Options, Sheet, Unreadable};

/// Reads text with a character between cells: the one told, else `usual`, else the one detected.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    options: &Options,
    usual: Option<char>,
) -> Result<Contents, Unreadable> {
    let decoded = decode(bytes, options.encoding.as_deref())?;
    let (text, first_line) = match named_first(&decoded.text) {
        Some((delimiter, text)) => (text, Some(delimiter)),
        None => (decoded.text.as_str(), None),
    };
    let delimiter = match (options.delimiter, first_line.or(usual)) {
        (Some(told), _) => delimiter::told(told)?,
        (None, Some(known)) => known,
        (None, None) => delimiter::detect(text),
    };
    if decoded.torn {
        let message = format!("bytes that mean nothing in {}", decoded.said);
        return Err(Unreadable::new(message)
            .hint("say which encoding the file is in, or save it as UTF-8")
            .at_row(last_row(text, delimiter)));
    }
    let mut detected = vec![format!("{}, {}", decoded.said, delimiter::named(delimiter))];
    let mut records = Records::new(text, delimiter);
    let mut cells = Vec::new();
    let mut spent = Spent::default();
    let mut grid = Grid::new(&mut spent);
    while let Some(row) = records.next_into(&mut cells).map_err(unclosed)? {
        for (column, text) in cells.drain(..).enumerate() {
            if text.contains('\0') {
                return Err(Unreadable::new("a NUL byte, which no text holds")
                    .hint("the file is damaged, or not text: save it as CSV again")
                    .at_row(row));
            }
            grid.put(row, column, text, CellKind::Text)?;
        }
    }
    if let Some(row) = records.torn() {
        detected.push(format!(
            "in row {row} text follows a closing quote and is read as part of the cell"
        ));
    }
    let sheet = Sheet {
        name: stem(name).to_owned(),
        rows: grid.rows(),
    };
    Ok((vec![sheet], detected))
}

/// Returns the delimiter that a first line `sep=;` names, and the text after that line. Excel
/// writes and reads it, and does not count it as a row.
fn named_first(text: &str) -> Option<(char, &str)> {
    let mut rest = text.strip_prefix("sep=")?.chars();
    let delimiter = delimiter::told(rest.next()?).ok()?;
    let rest = rest.as_str();
    let rest = rest.strip_prefix('\r').unwrap_or(rest);
    Some((delimiter, rest.strip_prefix('\n')?))
}

/// Returns the row in which a text that was cut off ends.
fn last_row(text: &str, delimiter: char) -> u32 {
    let mut records = Records::new(text, delimiter);
    let mut cells = Vec::new();
    let mut last = 1;
    loop {
        match records.next_into(&mut cells) {
            Ok(Some(row)) => last = row,
            // What follows a line end stands in the next row.
            Ok(None) if text.ends_with(['\n', '\r']) => return records.row(),
            Ok(None) => return last,
            Err(Unclosed { row }) => return row,
        }
    }
}

fn unclosed(Unclosed { row }: Unclosed) -> Unreadable {
    Unreadable::new("a quote opens a cell here and is never closed")
        .hint("close it, or write a quote that belongs to the text as `\"\"` within a quoted cell")
        .at_row(row)
}

/// Returns the name of a file without its folders and its ending.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    }
}
