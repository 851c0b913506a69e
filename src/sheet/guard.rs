//! What stands before the reader of Excel's form: it is given a copy, in which only what it needs
//! is written, and each thing in one way.
//!
//! The copy holds the elements and attributes of [`ELEMENTS`] and nothing else: no length told
//! beforehand, no look, no remark, no extension. Every element is closed, places and numbers are
//! checked, and text stands in one piece, of which the reader would else take the first for all.

use quick_xml::escape::{escape, minimal_escape};

use super::limits::{MOST_PARTS, MOST_SHEETS};
use super::markup::{Markup, Step, Tag};
use super::package::damaged;
use super::{MOST_CELLS, Unreadable, column_letters};

/// An element that is kept: its name, its attributes, what is kept in it, and the most that a part
/// has of it.
type Element = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    usize,
);

/// The most forms of cells in a workbook, as many as Excel takes, and the longest code of one.
const MOST_FORMS: usize = 65_490;
const LONGEST_CODE: usize = 1_024;

/// The most bytes of a copy: what is short only in the file may make it longer than the part.
const MOST_COPIED: usize = 256 << 20;

/// What stands before the word of an error, which goes through as a date written out.
pub(super) const ERROR: char = '#';

const ANY: usize = usize::MAX;
const ELEMENTS: [Element; 24] = [
    // The commonest first.
    ("c", &["r", "s", "t"], &["v", "f", "is"], ANY),
    ("v", &[], &[], ANY),
    ("row", &["r"], &["c"], ANY),
    ("Relationships", &[], &["Relationship"], ANY),
    ("Relationship", &["Id", "Type", "Target"], &[], MOST_PARTS),
    ("workbook", &[], &["workbookPr", "sheets"], ANY),
    ("workbookPr", &["date1904"], &[], ANY),
    ("sheets", &[], &["sheet"], ANY),
    ("sheet", &["name", "state", "id"], &[], MOST_SHEETS),
    ("sst", &[], &["si"], ANY),
    ("si", &[], &["t", "r"], MOST_CELLS),
    ("is", &[], &["t", "r"], ANY),
    ("r", &[], &["t"], ANY),
    ("t", &[], &[], ANY),
    ("styleSheet", &[], &["numFmts", "cellXfs"], ANY),
    ("numFmts", &[], &["numFmt"], ANY),
    ("numFmt", &["numFmtId", "formatCode"], &[], MOST_FORMS),
    ("cellXfs", &[], &["xf"], ANY),
    ("xf", &["numFmtId"], &[], MOST_FORMS),
    ("worksheet", &[], &["sheetData", "mergeCells"], ANY),
    ("sheetData", &[], &["row"], ANY),
    ("f", &[], &[], ANY),
    ("mergeCells", &[], &["mergeCell"], ANY),
    ("mergeCell", &["ref"], &[], MOST_CELLS),
];

/// Returns the copy of a part; `None` if it is of a kind that nobody reads.
pub(super) fn copy(part: &str, text: &str) -> Result<Option<String>, Unreadable> {
    let mut copy = Copy::new(part);
    let copied = copy.all(&mut Markup::new(part, text));
    let copied = copied.map_err(|error| match copy.row {
        0 => error,
        row => error.around_row(row),
    })?;
    Ok(copied.then_some(copy.out))
}

struct Copy<'a> {
    part: &'a str,
    out: String,
    /// The merged cells, which are written before the others.
    merged: String,
    counts: [usize; ELEMENTS.len()],
    /// The row that was opened last, 0 for none, and the type of the cell that was.
    row: u32,
    kind: String,
    /// Where in the copy the attributes of that cell end.
    cell: usize,
}

impl<'a> Copy<'a> {
    fn new(part: &'a str) -> Self {
        Self {
            part,
            out: String::new(),
            merged: String::new(),
            counts: [0; ELEMENTS.len()],
            row: 0,
            kind: String::new(),
            cell: 0,
        }
    }

    fn all(&mut self, markup: &mut Markup<'_>) -> Result<bool, Unreadable> {
        let mut open: Vec<Element> = Vec::new();
        let mut text = String::new();
        loop {
            match markup.step()? {
                Step::Open(_) if open.is_empty() && !self.out.is_empty() => {
                    return Err(damaged(self.part, "it goes on after its end"));
                }
                Step::Open(tag) => {
                    let kept = ELEMENTS.iter().position(|element| {
                        let around = open.last();
                        element.0 == tag.name() && around.is_none_or(|e| e.2.contains(&element.0))
                    });
                    // The reader takes the value of a cell from what stands last in it.
                    let double = tag.name() == "v" && self.kind == "inlineStr";
                    match kept.filter(|_| !double) {
                        Some(kept) => {
                            self.open(kept, &tag)?;
                            open.push(ELEMENTS[kept]);
                        }
                        None if open.is_empty() => return Ok(false),
                        None => markup.skip()?,
                    }
                }
                Step::Text(piece) => {
                    if open.last().is_some_and(|e| matches!(e.0, "t" | "v")) {
                        text.push_str(&piece);
                    }
                }
                Step::Close => {
                    let name = open.pop().map_or("", |element| element.0);
                    self.close(name, &std::mem::take(&mut text))?;
                }
                Step::End => return Ok(true),
            }
        }
    }

    fn open(&mut self, kept: usize, tag: &Tag<'_>) -> Result<(), Unreadable> {
        let (name, attributes, _, most) = ELEMENTS[kept];
        self.counts[kept] += 1;
        if self.out.len() > MOST_COPIED {
            return Err(damaged(
                self.part,
                "it is larger written out than any workbook",
            ));
        }
        if self.counts[kept] > most {
            return Err(Unreadable::new(match name {
                "si" => format!("the file holds more than {most} texts"),
                "sheet" => format!("the workbook has more than {most} sheets"),
                _ => format!("`{}` has more than {most} of `{name}`", self.part),
            }));
        }
        match name {
            "row" => self.row = self.row.saturating_add(1),
            "c" => self.kind.clear(),
            "mergeCell" => {
                self.merge(&tag.attribute("ref").unwrap_or_default());
                return Ok(());
            }
            // Written when it closes.
            "mergeCells" | "t" => return Ok(()),
            _ => {}
        }
        self.out.push('<');
        self.out.push_str(name);
        for key in attributes {
            let value = match *key {
                "id" => tag.local(key),
                _ => tag.attribute(key),
            };
            // A cell without a type holds a number.
            if let Some(value) = value.filter(|value| *key != "t" || value != "n") {
                let value = self.value(name, key, &value)?;
                self.out.extend([" ", key, "=\""]);
                self.out.push_str(&escape(value));
                self.out.push('"');
            }
        }
        if name == "c" {
            self.cell = self.out.len();
        }
        self.out.push('>');
        Ok(())
    }

    fn value(&mut self, name: &str, key: &str, value: &str) -> Result<String, Unreadable> {
        let wrong = |what: &str| damaged(self.part, &format!("a {what} `{value}`"));
        Ok(match (name, key) {
            ("row", "r") => {
                let row = value.parse().ok().filter(|row| *row > 0);
                self.row = row.ok_or_else(|| wrong("row with the number"))?;
                self.row.to_string()
            }
            ("c", "r") => {
                let (row, column) = reference(value).ok_or_else(|| wrong("cell with the place"))?;
                self.row = row;
                format!("{}{row}", column_letters(column))
            }
            ("c", "t") => {
                value.clone_into(&mut self.kind);
                match value {
                    // The reader knows seven words for an error, and programs have more: see
                    // `ERROR`.
                    "e" => "d",
                    "s" | "b" | "n" | "d" | "inlineStr" => value,
                    _ => "str",
                }
                .to_owned()
            }
            ("numFmt", "formatCode") if value.len() > LONGEST_CODE => {
                return Err(damaged(self.part, "a form of cells is too long"));
            }
            ("sheet", "state") if !matches!(value, "hidden" | "veryHidden") => "visible".to_owned(),
            _ => value.to_owned(),
        })
    }

    /// Writes which cells were merged. One that is merged with none changes nothing.
    fn merge(&mut self, place: &str) {
        let corners = place.split_once(':');
        let corners = corners.and_then(|(a, b)| Some((reference(a)?, reference(b)?)));
        if let Some(((top, left), (bottom, right))) = corners
            && top <= bottom
            && left <= right
        {
            let (first, last) = (column_letters(left), column_letters(right));
            self.merged += &format!("<mergeCell ref=\"{first}{top}:{last}{bottom}\"/>");
        }
    }

    fn close(&mut self, name: &str, mut text: &str) -> Result<(), Unreadable> {
        if matches!(name, "mergeCell" | "mergeCells") {
            return Ok(());
        }
        match (name, self.kind.as_str()) {
            ("v", "s" | "b" | "") => text = text.trim(),
            ("v", "e") => self.out.push(ERROR),
            _ => {}
        }
        let sound = match (name, self.kind.as_str()) {
            _ if text.is_empty() => true,
            ("v", "s") => text.bytes().all(|byte| byte.is_ascii_digit()),
            ("v", "b") => matches!(text, "0" | "1" | "true" | "false"),
            ("v", "") if !text.parse().is_ok_and(f64::is_finite) => {
                // What is no number after all is text.
                self.out.insert_str(self.cell, " t=\"str\"");
                "str".clone_into(&mut self.kind);
                true
            }
            _ => true,
        };
        if !sound {
            let message = format!("a cell holds `{text}`, which is not what it says");
            return Err(damaged(self.part, &message));
        }
        if name == "t" {
            // Text is what it is, white space at its ends and all.
            let bare = text.trim() == text;
            self.out.push_str(if bare {
                "<t>"
            } else {
                "<t xml:space=\"preserve\">"
            });
        }
        self.out.push_str(&minimal_escape(text));
        self.out.extend(["</", name, ">"]);
        if name == "worksheet" && !self.merged.is_empty() {
            let merged = format!("<mergeCells>{}</mergeCells>", self.merged);
            self.out.insert_str("<worksheet>".len(), &merged);
        }
        Ok(())
    }
}

/// Returns the row, counted from 1, and the column, counted from 0, of a place such as `B3`.
fn reference(place: &str) -> Option<(u32, usize)> {
    let place = place.trim().trim_matches('$');
    let digits = place.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, row) = place.split_at(digits);
    // Three letters go beyond the last column of every program.
    if !(1..=3).contains(&letters.len()) {
        return None;
    }
    let column = letters.bytes().fold(0, |column, letter| {
        column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row = row
        .trim_start_matches('$')
        .parse()
        .ok()
        .filter(|row| *row > 0)?;
    Some((row, column - 1))
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn places_are_read() {
        for (place, read) in [
            ("A1", Some((1, 0))),
            ("b30", Some((30, 1))),
            ("$AA$2", Some((2, 26))),
            ("XFD1048576", Some((1_048_576, 16_383))),
            ("A0", None),
            ("A", None),
            ("7", None),
            ("ABCD1", None),
            ("A99999999999", None),
            ("é1", None),
            ("", None),
        ] {
            assert_eq!(reference(place), read, "{place}");
        }
    }
}
