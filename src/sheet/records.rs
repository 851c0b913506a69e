//! Text with a character between cells, cut into records: RFC 4180, read as spreadsheet programs
//! and the `csv` crate do.
//!
//! A record ends at `\n`, `\r\n` or `\r`. A cell that begins with `"` goes to the next `"` that is
//! not doubled; what still stands after that, up to the delimiter, belongs to it as it is. A quote
//! elsewhere is a character like any other.

/// Goes through a text record by record.
#[derive(Clone, Debug)]
pub(super) struct Records<'a> {
    rest: &'a str,
    delimiter: char,
    /// The row of the record that comes next.
    row: u32,
    torn: Option<u32>,
}

/// A quote that is never closed: the row in which the text ends is that in which it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unclosed {
    pub(super) row: u32,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, delimiter: char) -> Self {
        Self {
            rest: text,
            delimiter,
            row: 1,
            torn: None,
        }
    }

    /// Returns the row that the next record would have, counted from 1.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// Returns how many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// Returns the row of the first cell so far in which text follows a closing quote: perhaps that
    /// quote was not meant to close it.
    pub(super) fn torn(&self) -> Option<u32> {
        self.torn
    }

    /// Puts the next record into `cells` and returns its row; `None` at the end. A blank line is a
    /// record of one empty cell, for it has a row of its own.
    pub(super) fn next_into(&mut self, cells: &mut Vec<String>) -> Result<Option<u32>, Unclosed> {
        cells.clear();
        if self.rest.is_empty() {
            return Ok(None);
        }
        let row = self.row;
        loop {
            let cell = self.cell().ok_or(Unclosed { row })?;
            cells.push(cell);
            let mut rest = self.rest.chars();
            match rest.next() {
                Some(c) if c == self.delimiter => self.rest = rest.as_str(),
                Some('\r') => {
                    let rest = rest.as_str();
                    self.rest = rest.strip_prefix('\n').unwrap_or(rest);
                    break;
                }
                Some(_) => {
                    self.rest = rest.as_str();
                    break;
                }
                None => break,
            }
        }
        self.row = row.saturating_add(1);
        Ok(Some(row))
    }

    /// Takes a cell off the text, up to the delimiter or line end; `None` if its quote is not closed.
    fn cell(&mut self) -> Option<String> {
        let mut text = String::new();
        if let Some(mut quoted) = self.rest.strip_prefix('"') {
            loop {
                let (part, rest) = quoted.split_once('"')?;
                text.push_str(part);
                match rest.strip_prefix('"') {
                    Some(rest) => {
                        text.push('"');
                        quoted = rest;
                    }
                    None => {
                        self.rest = rest;
                        break;
                    }
                }
            }
            let tail = self.bare();
            if !tail.is_empty() {
                self.torn.get_or_insert(self.row);
                text.push_str(tail);
            }
        } else {
            text.push_str(self.bare());
        }
        Some(text)
    }

    fn bare(&mut self) -> &'a str {
        let end = self
            .rest
            .find([self.delimiter, '\n', '\r'])
            .unwrap_or(self.rest.len());
        let (bare, rest) = self.rest.split_at(end);
        self.rest = rest;
        bare
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Records, Unclosed};

    fn all(text: &str, delimiter: char) -> Result<Vec<(u32, Vec<String>)>, Unclosed> {
        let mut records = Records::new(text, delimiter);
        let mut cells = Vec::new();
        let mut read = Vec::new();
        while let Some(row) = records.next_into(&mut cells)? {
            read.push((row, cells.clone()));
        }
        Ok(read)
    }

    #[test]
    fn a_row_is_a_record_and_a_blank_line_is_a_row() {
        let text = "a,b\r\n\r\n\"1\n2\",\"\"\"q\"\"\"\n\nlast,";
        let read = all(text, ',').expect("closed");
        let read: Vec<_> = read
            .iter()
            .map(|(row, cells)| (*row, cells.join("|")))
            .collect();
        let expected = [
            (1, "a|b"),
            (2, ""),
            (3, "1\n2|\"q\""),
            (4, ""),
            (5, "last|"),
        ];
        assert_eq!(read, expected.map(|(row, cells)| (row, cells.to_owned())));
    }

    #[test]
    fn a_quote_that_is_not_closed_is_found_where_it_opens() {
        assert_eq!(all("a\nb,\"c\nd\ne", ','), Err(Unclosed { row: 2 }));
        assert_eq!(all("\"a\"\"", ','), Err(Unclosed { row: 1 }));
    }

    #[test]
    fn text_after_a_closing_quote_is_kept_and_told() {
        let mut records = Records::new("a\n\"b\" c \"d\",e", ',');
        let mut cells = Vec::new();
        while records.next_into(&mut cells) == Ok(Some(1)) {}
        assert_eq!(cells, ["b c \"d\"", "e"]);
        assert_eq!(records.torn(), Some(2));
    }

    proptest! {
        /// Where a blank line is no record and every quote is closed, the `csv` crate agrees.
        #[test]
        fn the_crate_reads_the_same(text in "[a\",\r\n é]{0,24}") {
            let Ok(ours) = all(&text, ',') else { return Ok(()) };
            let ours: Vec<Vec<String>> = ours
                .into_iter()
                .map(|(_, cells)| cells)
                .filter(|cells| *cells != [String::new()])
                .collect();
            let theirs: Vec<Vec<String>> = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes())
                .records()
                .map(|record| record.expect("text").iter().map(str::to_owned).collect())
                .filter(|cells: &Vec<String>| *cells != [String::new()])
                .collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
