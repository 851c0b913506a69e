//! Workbooks written: pages for people to read and to fill in.
//!
//! A page has a bold row of titles that stays in sight, under it a row that explains the columns
//! where any of them is explained, and then its rows. All columns have the form of text, so that a
//! program makes no date of a typed `4-6` and no formula of a typed `-`. Text is written as text,
//! whatever it begins with. A character that XML cannot carry is written as `_xHHHH_`, which
//! programs and [`read`](super::read) take back.
//!
//! The same pages give the same bytes: nothing says when or by whom they were written.

use rust_xlsxwriter as xlsx;
use xlsx::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    Formula, Worksheet,
};

use super::{LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, column_letters};

/// The name of the hidden page that holds choices too long for a cell's own list. It comes last.
pub const LISTS: &str = "_lists";

/// Choices are offered down to this row, counted from 1.
const OFFERED_TO: u32 = 2_000;

/// The most characters of the choices of a cell that are not on a page, commas included, in UTF-16
/// units: a limit of Excel.
const LONGEST_LIST: usize = 255;

/// A whole number beyond this loses digits in a sheet.
const LARGEST: u64 = 999_999_999_999_999;

/// A sheet of a workbook that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The name on its tab: at most 31 characters, none of `[ ] : * ? / \`.
    pub name: String,
    /// The columns, from A.
    pub columns: Vec<Column>,
    /// The rows under the titles, which may be shorter than there are columns, not longer.
    pub rows: Vec<Vec<Value>>,
}

impl Page {
    /// Returns the number of the first row under the titles and what explains them, from 1.
    fn first_row(&self) -> u32 {
        let explained = self.columns.iter().any(|column| column.explained.is_some());
        if explained { 3 } else { 2 }
    }
}

/// A column of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands over it.
    pub title: String,
    /// The width in characters.
    pub width: u16,
    /// What stands in the second row, in grey.
    pub explained: Option<String>,
    /// What is offered for its cells.
    pub choices: Choices,
}

/// What is offered for the cells of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choices {
    /// Nothing: anything may be typed.
    #[default]
    Free,
    /// These words, and no others may be typed.
    Words(Vec<String>),
    /// What stands in a column of a page. Other things may be typed after a warning, for instance
    /// several of them.
    Ids {
        /// The name of the page.
        page: String,
        /// The title of the column.
        column: String,
    },
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, never a formula.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Nothing.
    Empty,
}

/// Returns pages as a workbook of Excel, byte for byte the same each time.
///
/// # Errors
///
/// When a page holds what a sheet cannot, with the place: a text beyond [`LONGEST_CELL`], a number
/// of more than fifteen digits, too many rows or columns, a name that a tab cannot have, choices
/// from a column that is not there. Nothing is cut off.
pub fn workbook(pages: &[Page]) -> Result<Vec<u8>, String> {
    let mut book = xlsx::Workbook::new();
    let written = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| error.to_string())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&written));
    let mut lists = Lists::default();
    for page in pages {
        let sheet = book.add_worksheet();
        write(page, pages, sheet, &mut lists)
            .map_err(|error| format!("sheet `{}`: {error}", page.name))?;
    }
    if !lists.0.is_empty() {
        let sheet = book.add_worksheet();
        lists
            .write(sheet)
            .map_err(|error| format!("sheet `{LISTS}`: {error}"))?;
    }
    book.save_to_buffer().map_err(|error| error.to_string())
}

/// How the cells of a page look.
struct Looks {
    title: Format,
    explained: Format,
    text: Format,
}

impl Looks {
    fn new() -> Self {
        let text = Format::new()
            .set_num_format("@")
            .set_align(FormatAlign::Top);
        Self {
            title: text.clone().set_bold(),
            explained: text
                .clone()
                .set_italic()
                .set_font_color(0x70_70_70)
                .set_text_wrap(),
            text: text.set_text_wrap(),
        }
    }
}

fn write(
    page: &Page,
    pages: &[Page],
    sheet: &mut Worksheet,
    lists: &mut Lists,
) -> Result<(), String> {
    sheet
        .set_name(&page.name)
        .map_err(|error| error.to_string())?;
    sheet
        .set_freeze_panes(1, 0)
        .map_err(|error| error.to_string())?;
    if page.columns.len() > MOST_COLUMNS {
        return Err(format!("more than {MOST_COLUMNS} columns"));
    }
    let last = page
        .rows
        .len()
        .saturating_add(page.first_row() as usize - 1);
    if last > MOST_ROWS as usize {
        return Err(format!("more than {MOST_ROWS} rows"));
    }
    let looks = Looks::new();
    for (at, column) in (0..).zip(&page.columns) {
        let failed = |error: xlsx::XlsxError| format!("column {}: {error}", column.title);
        sheet
            .set_column_width(at, f64::from(column.width))
            .map_err(failed)?;
        sheet.set_column_format(at, &looks.text).map_err(failed)?;
        text(sheet, 0, at, &column.title, &looks.title)?;
        if let Some(explained) = &column.explained {
            text(sheet, 1, at, explained, &looks.explained)?;
        }
        if let Some(offered) = offered(&column.choices, pages, lists)? {
            let first = page.first_row() - 1;
            let last = OFFERED_TO.max(u32::try_from(last).unwrap_or(OFFERED_TO)) - 1;
            sheet
                .add_data_validation(first, at, last, at, &offered)
                .map_err(failed)?;
        }
    }
    for (row, values) in (page.first_row() - 1..).zip(&page.rows) {
        if values.len() > page.columns.len() {
            return Err(format!(
                "row {} has more cells than there are columns",
                row + 1
            ));
        }
        for (column, value) in (0..).zip(values) {
            match value {
                Value::Text(value) => text(sheet, row, column, value, &looks.text)?,
                Value::Number(value) => number(sheet, row, column, *value)?,
                Value::Empty => {}
            }
        }
    }
    Ok(())
}

fn text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    look: &Format,
) -> Result<(), String> {
    let length = text.encode_utf16().count();
    if length > LONGEST_CELL {
        return Err(format!(
            "{}: a text of {length} characters, where a cell holds {LONGEST_CELL}",
            place(row, column)
        ));
    }
    if text.is_empty() {
        return Ok(());
    }
    let written = sheet.write_string_with_format(row, column, text, look);
    written
        .map(drop)
        .map_err(|error| format!("{}: {error}", place(row, column)))
}

fn number(sheet: &mut Worksheet, row: u32, column: u16, number: i64) -> Result<(), String> {
    if number.unsigned_abs() > LARGEST {
        return Err(format!(
            "{}: {number} has more than the fifteen digits that a cell holds",
            place(row, column)
        ));
    }
    // With at most fifteen digits, the conversion is exact.
    let look = Format::new().set_align(FormatAlign::Top);
    let written = sheet.write_number_with_format(row, column, number as f64, &look);
    written
        .map(drop)
        .map_err(|error| format!("{}: {error}", place(row, column)))
}

fn place(row: u32, column: u16) -> String {
    format!("{}{}", column_letters(usize::from(column)), row + 1)
}

/// Returns what makes a program offer choices, if there are any.
fn offered(
    choices: &Choices,
    pages: &[Page],
    lists: &mut Lists,
) -> Result<Option<DataValidation>, String> {
    let offered = DataValidation::new();
    match choices {
        Choices::Free => Ok(None),
        Choices::Words(words) if words.is_empty() => Ok(None),
        Choices::Words(words) => {
            let length = words.join(",").replace('"', "\"\"").encode_utf16().count();
            let own = length <= LONGEST_LIST && !words.iter().any(|word| word.contains(','));
            let offered = if own {
                offered
                    .allow_list_strings(words)
                    .map_err(|error| error.to_string())?
            } else {
                offered.allow_list_formula(lists.add(words))
            };
            Ok(Some(offered))
        }
        Choices::Ids { page, column } => {
            let found = pages
                .iter()
                .find(|candidate| candidate.name == *page)
                .and_then(|found| {
                    let at = found
                        .columns
                        .iter()
                        .position(|candidate| candidate.title == *column)?;
                    Some((found, at))
                });
            let Some((found, at)) = found else {
                return Err(format!(
                    "there is no column `{column}` on a page `{page}` to choose from"
                ));
            };
            let from = range(page, at, found.first_row(), OFFERED_TO);
            let offered = offered
                .allow_list_formula(from)
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("Not in the list")
                .and_then(|offered| {
                    offered.set_error_message(format!(
                        "This is not in the column {column} of the sheet {page}. Where several are \
                         allowed, type them with ; between them."
                    ))
                });
            offered.map(Some).map_err(|error| error.to_string())
        }
    }
}

fn range(page: &str, column: usize, first: u32, last: u32) -> Formula {
    let page = page.replace('\'', "''");
    let letters = column_letters(column);
    Formula::new(format!("'{page}'!${letters}${first}:${letters}${last}"))
}

/// The choices that do not fit into a cell's own list, a column of the hidden page each.
#[derive(Default)]
struct Lists(Vec<Vec<String>>);

impl Lists {
    fn add(&mut self, words: &[String]) -> Formula {
        let known = self.0.iter().position(|list| list == words);
        let column = known.unwrap_or_else(|| {
            self.0.push(words.to_vec());
            self.0.len() - 1
        });
        range(
            LISTS,
            column,
            1,
            u32::try_from(words.len()).unwrap_or(MOST_ROWS),
        )
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), String> {
        sheet.set_name(LISTS).map_err(|error| error.to_string())?;
        sheet.set_hidden(true);
        let look = Format::new().set_num_format("@");
        for (column, words) in (0..).zip(&self.0) {
            for (row, word) in (0..).zip(words) {
                text(sheet, row, column, word, &look)?;
            }
        }
        Ok(())
    }
}
