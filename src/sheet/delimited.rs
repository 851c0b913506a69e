//! Rows written as text with a character between cells, and the guard against formulas.

use std::borrow::Cow;

/// Why writing cannot fail: rows may differ in length, and nothing is written to but memory.
const TAKES: &str = "memory takes every write";

/// Returns rows as text, a line each: RFC 4180 with the delimiter given, and `\n` at line ends.
///
/// A cell that holds the delimiter, a quote or a line end is quoted, and so is a row of one empty
/// cell, which would be a blank line. Rows may differ in length. The delimiter is ASCII.
#[must_use]
pub fn delimited<Row>(rows: impl IntoIterator<Item = Row>, delimiter: u8) -> String
where
    Row: IntoIterator,
    Row::Item: AsRef<str>,
{
    written(rows, delimiter, csv::QuoteStyle::Necessary)
}

/// Returns rows as text with a comma between cells and every cell in quotes, so that nothing in a
/// cell can be taken for what stands between them, whoever reads it.
#[must_use]
pub fn quoted<Row>(rows: impl IntoIterator<Item = Row>) -> String
where
    Row: IntoIterator,
    Row::Item: AsRef<str>,
{
    written(rows, b',', csv::QuoteStyle::Always)
}

fn written<Row>(
    rows: impl IntoIterator<Item = Row>,
    delimiter: u8,
    quotes: csv::QuoteStyle,
) -> String
where
    Row: IntoIterator,
    Row::Item: AsRef<str>,
{
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .quote_style(quotes)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        for cell in row {
            writer.write_field(cell.as_ref()).expect(TAKES);
        }
        writer.write_record(None::<&[u8]>).expect(TAKES);
    }
    let bytes = writer.into_inner().expect(TAKES);
    String::from_utf8(bytes).expect("text was written, cut at ASCII")
}

/// Returns whether a spreadsheet program takes a cell of a text file for a formula, or hides how it
/// begins.
///
/// A formula may send the sheet's contents elsewhere. Those that begin with `=`, `+`, `-`, `@`, a
/// tab or a line end are run, the full-width forms of those signs included, as OWASP says ("CSV
/// Injection", <https://owasp.org/www-community/attacks/CSV_Injection>).
#[must_use]
pub fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Returns `text` as a cell of a text file that no spreadsheet program runs: with `'` before what
/// [`begins_formula`] and before what begins with `'` itself, so that [`unguarded`] can tell.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if needs_guard(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the text that [`guarded`] was given. Of other text it takes a leading `'` too, where
/// what follows would need one: `'=1` becomes `=1`, `'tis` stays.
#[must_use]
pub fn unguarded(text: &str) -> Cow<'_, str> {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => Cow::Borrowed(rest),
        _ => Cow::Borrowed(text),
    }
}

fn needs_guard(text: &str) -> bool {
    begins_formula(text) || text.starts_with('\'')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{delimited, guarded, unguarded};

    #[test]
    fn what_would_run_gets_a_mark() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("\tx", "'\tx"),
            ("＝1", "'＝1"),
            ("'tis", "''tis"),
            ("'", "''"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), written);
            assert_eq!(unguarded(written), text);
        }
        assert_eq!(unguarded("'tis"), "'tis");
    }

    #[test]
    fn rows_may_differ_and_no_row_is_a_blank_line() {
        let rows: [&[&str]; 4] = [&["a", "b;c"], &[""], &["line\nend", "\"", ""], &["x"]];
        assert_eq!(
            delimited(rows, b';'),
            "a;\"b;c\"\n\"\"\n\"line\nend\";\"\"\"\";\nx\n"
        );
    }

    proptest! {
        #[test]
        fn a_guard_is_taken_back(text in "['=+@\t\r-]{0,3}.{0,4}") {
            let guarded = guarded(&text);
            prop_assert_eq!(unguarded(&guarded), text.as_str());
        }
    }
}
