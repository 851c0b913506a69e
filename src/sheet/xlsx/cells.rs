//! The cells of one sheet, as they stream by: nothing is laid out that is not written.

use super::super::date::{self, Shape};
use super::super::grid::{Grid, Region};
use super::super::markup::{Markup, Tag};
use super::super::package::damaged;
use super::super::{CellKind, MOST_CELLS, Unreadable};
use super::strings;

/// What the cells of all sheets refer to.
pub(super) struct Known<'a> {
    pub(super) strings: &'a [String],
    pub(super) shapes: &'a [Shape],
    pub(super) from_1904: bool,
}

/// Reads the cells of a sheet into `grid`, and returns which were merged.
pub(super) fn read(
    part: &str,
    text: &str,
    known: &Known<'_>,
    grid: &mut Grid<'_>,
) -> Result<Vec<Region>, Unreadable> {
    let mut markup = Markup::new(part, text);
    let mut regions = Vec::new();
    markup.child(0)?;
    while let Some(tag) = markup.child(1)? {
        match tag.name() {
            "sheetData" => {
                let mut row = 0;
                while let Some(tag) = markup.child(2)? {
                    row = match tag.attribute("r") {
                        Some(number) => number.parse().map_err(|_| {
                            damaged(part, &format!("a row with the number `{number}`"))
                        })?,
                        None => row + 1,
                    };
                    cells(&mut markup, part, row, known, grid)
                        .map_err(|error| error.around_row(row))?;
                }
            }
            "mergeCells" => {
                while let Some(tag) = markup.child(2)? {
                    if regions.len() == MOST_CELLS {
                        return Err(damaged(part, "it has more merged cells than cells"));
                    }
                    let place = tag.attribute("ref").unwrap_or_default();
                    let region = place.split_once(':').and_then(|(first, last)| {
                        let ((top, left), (bottom, right)) = (reference(first)?, reference(last)?);
                        Some(Region {
                            rows: (top, bottom),
                            columns: (left, right),
                        })
                    });
                    // One cell that is merged with none, `B3`, changes nothing.
                    regions.extend(region);
                }
            }
            _ => {}
        }
    }
    Ok(regions)
}

/// Reads the cells of the row that was opened.
fn cells(
    markup: &mut Markup<'_>,
    part: &str,
    row: u32,
    known: &Known<'_>,
    grid: &mut Grid<'_>,
) -> Result<(), Unreadable> {
    let mut next = 0;
    while let Some(tag) = markup.child(3)? {
        if tag.name() != "c" {
            continue;
        }
        let (row, column) = match tag.attribute("r") {
            Some(place) => reference(&place)
                .ok_or_else(|| damaged(part, &format!("a cell with the place `{place}`")))?,
            None => (row, next),
        };
        next = column + 1;
        let (text, kind) = value(markup, part, &tag, known)?;
        grid.put(row, column, text, kind)?;
    }
    Ok(())
}

/// Reads what the cell that was opened shows: the last result of its formula, if it has one.
fn value(
    markup: &mut Markup<'_>,
    part: &str,
    tag: &Tag<'_>,
    known: &Known<'_>,
) -> Result<(String, CellKind), Unreadable> {
    let mut written = String::new();
    let mut inline = None;
    while let Some(tag) = markup.child(4)? {
        match tag.name() {
            "v" => markup.text(&mut written)?,
            "is" => inline = Some(strings::rich(markup)?),
            _ => {}
        }
    }
    if let Some(text) = inline {
        return Ok((text, CellKind::Text));
    }
    if written.is_empty() {
        return Ok((written, CellKind::Empty));
    }
    let kind = tag.attribute("t");
    Ok(match kind.as_deref().unwrap_or("n") {
        "s" => {
            let string = written
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|ix| known.strings.get(ix));
            let missing = || {
                damaged(
                    part,
                    &format!("a cell names the text `{written}`, which is not there"),
                )
            };
            (string.cloned().ok_or_else(missing)?, CellKind::Text)
        }
        "b" => {
            let flag = matches!(written.trim(), "1" | "true");
            (flag.to_string(), CellKind::Flag)
        }
        "e" => (written, CellKind::Error),
        "d" => date::iso(&written),
        "n" => match written.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let style = tag
                    .attribute("s")
                    .and_then(|style| style.parse::<usize>().ok());
                let shape = style.and_then(|style| known.shapes.get(style));
                date::shown(number, shape.copied().unwrap_or_default(), known.from_1904)
            }
            _ => (written, CellKind::Text),
        },
        _ => (strings::unescaped(&written).into_owned(), CellKind::Text),
    })
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
