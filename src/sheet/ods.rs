//! Workbooks of LibreOffice and others: OpenDocument, a zipped file with one part for all sheets.
//!
//! A cell and a row may say that they are repeated, and programs end each sheet with a million
//! repeated empty rows. Empty ones are counted and not laid out; the others meet the limits.

use std::collections::HashSet;

use super::date;
use super::grid::{Grid, Region, Spent, merged};
use super::limits::{LONGEST_TEXT, MOST_SHEETS};
use super::markup::{Markup, Step, Tag};
use super::package::Package;
use super::{CellKind, Contents, Sheet, UNKNOWN, Unreadable, number};

/// How the kind of file is called in it; templates have the same beginning.
const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

const PART: &str = "content.xml";

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    let mut package = Package::open(bytes)?;
    match package.part("mimetype")? {
        Some(kind) if kind.starts_with(KIND) => {}
        None if package.find("xl/workbook.xml").is_some() => {
            return Err(
                Unreadable::new("this is a workbook of Excel, not an OpenDocument file")
                    .hint("give it its ending: `.xlsx`"),
            );
        }
        _ => return Err(Unreadable::new("this is not an OpenDocument spreadsheet")),
    }
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Unreadable::new("the workbook is protected by a password")
            .hint("open it with the password and save it without one"));
    }
    let text = package.needed(PART)?;
    let mut markup = Markup::new(PART, &text);
    let mut reader = Reader::default();
    markup.child(0)?;
    while let Some(tag) = markup.child(1)? {
        match tag.name() {
            "automatic-styles" => reader.styles(&mut markup)?,
            "body" => {
                while markup.child(2)?.is_some() {
                    while let Some(tag) = markup.child(3)? {
                        if tag.name() == "table" {
                            reader.table(&mut markup, &tag)?;
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok((reader.sheets, reader.detected))
}

/// What was read so far.
#[derive(Default)]
struct Reader {
    /// The looks in which a sheet is hidden.
    hiding: HashSet<String>,
    sheets: Vec<Sheet>,
    detected: Vec<String>,
    spent: Spent,
}

/// A cell that holds something, and how many columns it stands for.
struct Held {
    column: usize,
    times: usize,
    text: String,
    kind: CellKind,
}

impl Reader {
    fn styles(&mut self, markup: &mut Markup<'_>) -> Result<(), Unreadable> {
        while let Some(style) = markup.child(2)? {
            while let Some(tag) = markup.child(3)? {
                let hides = tag.attribute("table:display").as_deref() == Some("false");
                if let Some(name) = style.attribute("style:name").filter(|_| hides) {
                    self.hiding.insert(name.into_owned());
                }
            }
        }
        Ok(())
    }

    fn table(&mut self, markup: &mut Markup<'_>, tag: &Tag<'_>) -> Result<(), Unreadable> {
        if self.sheets.len() == MOST_SHEETS {
            return Err(Unreadable::new(format!(
                "the workbook has more than {MOST_SHEETS} sheets"
            )));
        }
        let name = tag.attribute("table:name").unwrap_or_default().into_owned();
        let mut grid = Grid::new(&mut self.spent);
        let read = rows(markup, &mut grid);
        let Some(regions) = read.map_err(|error| error.in_sheet(&name))? else {
            self.detected.push(format!(
                "sheet `{name}` is a copy of another file, and is left out"
            ));
            return Ok(());
        };
        grid.merge(&regions)
            .map_err(|error| error.in_sheet(&name))?;
        let style = tag.attribute("table:style-name").unwrap_or_default();
        if self.hiding.contains(&*style) {
            self.detected
                .push(format!("sheet `{name}` is hidden, and is read"));
        }
        self.detected.extend(merged(&name, &regions));
        let rows = grid.rows();
        self.sheets.push(Sheet { name, rows });
        Ok(())
    }
}

/// Reads the rows of the table that was opened, and returns which cells were merged; `None` if it
/// is what LibreOffice keeps of a sheet in another file that a formula names.
fn rows(markup: &mut Markup<'_>, grid: &mut Grid<'_>) -> Result<Option<Vec<Region>>, Unreadable> {
    let depth = markup.depth();
    let mut regions = Vec::new();
    let mut row: u32 = 1;
    let mut elsewhere = false;
    loop {
        match markup.step()? {
            Step::Open(tag) => match tag.name() {
                // Groups of rows, which may stand in one another: their rows are rows.
                "table-row-group" | "table-header-rows" | "table-rows" => {}
                "table-row" => {
                    let times = repeated(&tag, "table:number-rows-repeated");
                    cells(markup, row, times, grid, &mut regions)
                        .map_err(|error| error.around_row(row))?;
                    row = row.saturating_add(times);
                }
                "table-source" => {
                    elsewhere = true;
                    markup.skip()?;
                }
                _ => markup.skip()?,
            },
            Step::Close if markup.depth() < depth => break,
            Step::End => break,
            Step::Close | Step::Text(_) => {}
        }
    }
    Ok((!elsewhere).then_some(regions))
}

/// Reads the cells of the row that was opened into as many rows as it stands for.
fn cells(
    markup: &mut Markup<'_>,
    row: u32,
    times: u32,
    grid: &mut Grid<'_>,
    regions: &mut Vec<Region>,
) -> Result<(), Unreadable> {
    let depth = markup.depth();
    let mut held: Vec<Held> = Vec::new();
    let mut column: usize = 0;
    while let Some(tag) = markup.child(depth)? {
        if !matches!(tag.name(), "table-cell" | "covered-table-cell") {
            continue;
        }
        let columns = repeated(&tag, "table:number-columns-repeated") as usize;
        let (across, down) = (
            repeated(&tag, "table:number-columns-spanned") as usize,
            repeated(&tag, "table:number-rows-spanned"),
        );
        let (text, kind) = value(markup, &tag)?;
        if !text.is_empty() {
            if across > 1 || down > 1 {
                regions.push(Region {
                    rows: (row, row.saturating_add(down - 1)),
                    columns: (column, column.saturating_add(across - 1)),
                });
            }
            held.push(Held {
                column,
                times: columns,
                text,
                kind,
            });
        }
        column = column.saturating_add(columns);
    }
    if held.is_empty() {
        return Ok(());
    }
    for row in row..row.saturating_add(times) {
        for cell in &held {
            for column in cell.column..cell.column.saturating_add(cell.times) {
                grid.put(row, column, cell.text.clone(), cell.kind)?;
            }
        }
    }
    Ok(())
}

/// Returns how often a thing stands there: once, where it does not say.
fn repeated(tag: &Tag<'_>, name: &str) -> u32 {
    let times = tag
        .attribute(name)
        .and_then(|times| times.trim().parse().ok());
    times.unwrap_or(1).max(1)
}

/// Reads what the cell that was opened shows.
fn value(markup: &mut Markup<'_>, tag: &Tag<'_>) -> Result<(String, CellKind), Unreadable> {
    let shown = paragraphs(markup)?;
    if tag.attribute("calcext:value-type").as_deref() == Some("error") {
        return Ok((shown, CellKind::Error));
    }
    let attribute = |name| tag.attribute(name).map(std::borrow::Cow::into_owned);
    let typed = attribute("office:value-type").is_some();
    if !typed && shown.is_empty() && attribute("table:formula").is_some() {
        return Ok((UNKNOWN.to_owned(), CellKind::Error));
    }
    Ok(match tag.attribute("office:value-type").as_deref() {
        Some("float" | "percentage" | "currency") => {
            let number =
                attribute("office:value").and_then(|value| value.trim().parse::<f64>().ok());
            match number.filter(|number| number.is_finite()) {
                Some(number) => (number::shown(number), CellKind::Number),
                None => (shown, CellKind::Text),
            }
        }
        Some("date") => match attribute("office:date-value") {
            Some(date) => date::iso(&date),
            None => (shown, CellKind::Text),
        },
        Some("boolean") => match attribute("office:boolean-value") {
            Some(flag) => (flag, CellKind::Flag),
            None => (shown, CellKind::Text),
        },
        // A length of time is kept as `PT14H30M00S`, which nobody typed.
        _ => (
            attribute("office:string-value").unwrap_or(shown),
            CellKind::Text,
        ),
    })
}

/// Reads the text of the innermost element, a line for each paragraph. Remarks and drawings are
/// left out. White space is one space, as in any mark-up; what is more is written as elements.
fn paragraphs(markup: &mut Markup<'_>) -> Result<String, Unreadable> {
    let depth = markup.depth();
    let mut text = String::new();
    let mut first = true;
    // Whether white space that comes next is more than one space, or begins a paragraph.
    let mut blank = true;
    loop {
        match markup.step()? {
            Step::Open(tag) if markup.depth() == depth + 1 => {
                if tag.name() != "p" {
                    markup.skip()?;
                    continue;
                }
                if !first {
                    text.push('\n');
                }
                (first, blank) = (false, true);
            }
            Step::Open(tag) => {
                let (c, times) = match tag.name() {
                    "s" => (' ', repeated(&tag, "text:c") as usize),
                    "tab" => ('\t', 1),
                    "line-break" => ('\n', 1),
                    "annotation" | "note" | "ruby-text" => {
                        markup.skip()?;
                        continue;
                    }
                    _ => continue,
                };
                // One more than a cell may hold is as good as any number.
                let room = (LONGEST_TEXT + 1).saturating_sub(text.len());
                text.extend(std::iter::repeat_n(c, times.min(room)));
                blank = false;
            }
            Step::Text(part) if markup.depth() > depth => {
                for c in part.chars() {
                    let white = matches!(c, ' ' | '\t' | '\n' | '\r');
                    if !white {
                        text.push(c);
                    } else if !blank {
                        text.push(' ');
                    }
                    blank = white;
                }
            }
            Step::Close if markup.depth() < depth => return Ok(text),
            Step::End => return Ok(text),
            Step::Close | Step::Text(_) => {}
        }
    }
}
