//! `export`: a casebook as sheets.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::exchange::{
    Export, SheetTable, export, export_pages, template, template_pages, withhold,
};
use crate::incident::Document;
use crate::session::{Casebooks, Page, may_write, put_file};
use crate::sheet::{LONGEST_CELL, guarded, quoted, workbook};
use crate::table::Ruled;

use super::Outcome;

/// The forms that sheets are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetForm {
    /// A file for each sheet.
    Csv,
    /// A workbook of Excel.
    Xlsx,
}

/// What is exported, and where it goes.
#[derive(Clone, Debug)]
pub struct Request {
    /// The form.
    pub form: SheetForm,
    /// The casebook: one file, or a built-in one.
    pub casebooks: Casebooks,
    /// Where the sheets go.
    pub out: PathBuf,
    /// Which private objects leave all the same.
    pub private: Vec<String>,
    /// Whether files that are there may be written over.
    pub force: bool,
}

/// Writes a casebook as sheets that `import` reads back, and says what they do not hold.
///
/// # Errors
/// Where the casebook cannot be opened, a name that is asked for is not private, or a file is
/// there already.
pub fn export_casebook(request: &Request, page: &Page) -> Outcome {
    if request.casebooks.files.len() > 1 {
        return Err(
            Diagnostic::usage("give one casebook").hint("`tallybook merge` makes one of several")
        );
    }
    let input = request.casebooks.inputs()?.remove(0);
    let document = Document::read(&input).map_err(|problems| Diagnostic::casebook(&problems))?;
    crate::session::read(vec![input])?;
    let withheld = withhold(&document, &request.private);
    if let Some(name) = withheld.unknown.first() {
        return Err(
            Diagnostic::usage(format!("nothing private is called `{name}`")).hint(
                "name it by its id, by `INCIDENT/ID`, or a sort by its sheet, as in `sources`",
            ),
        );
    }
    for line in &withheld.told {
        page.aside(&format!("{line}\n"));
    }
    let longest = match request.form {
        SheetForm::Csv => usize::MAX,
        SheetForm::Xlsx => LONGEST_CELL,
    };
    let Export { tables, not_held } = export(&withheld.document, longest);
    for line in not_held {
        page.aside(&format!("not in the sheets: {line}\n"));
    }
    let pages = || export_pages(&tables);
    put(
        &tables,
        pages,
        request.form,
        &request.out,
        request.force,
        page,
    )
}

/// Writes empty sheets to fill in.
///
/// # Errors
/// Where a file is there already, or cannot be written.
pub fn put_template(out: &Path, force: bool, page: &Page) -> Outcome {
    let form = match out.extension().map(|ending| ending.to_ascii_lowercase()) {
        Some(ending) if ending == "xlsx" => SheetForm::Xlsx,
        Some(ending) if ending == "csv" => SheetForm::Csv,
        _ => {
            return Err(
                Diagnostic::usage("the template is a file that ends in `.xlsx` or `.csv`")
                    .hint("`tallybook template -o claims.xlsx`"),
            );
        }
    };
    put(&template(), template_pages, form, out, force, page)
}

fn put(
    tables: &[SheetTable],
    pages: impl Fn() -> Vec<crate::sheet::Page>,
    form: SheetForm,
    out: &Path,
    force: bool,
    page: &Page,
) -> Outcome {
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    match form {
        SheetForm::Xlsx => {
            let bytes = workbook(&pages())
                .map_err(|error| Diagnostic::sheets("a workbook cannot hold this", vec![error]))?;
            files.push((out.to_owned(), bytes));
        }
        SheetForm::Csv => {
            for sheet in pages() {
                files.push((csv_path(out, &sheet.name), csv_of(&sheet).into_bytes()));
            }
        }
    }
    // Before any is written: half of them would be of no use.
    for (path, _) in &files {
        may_write(path, force)?;
    }
    for (path, bytes) in &files {
        put_file(path, bytes, force)?;
    }
    let mut table = Ruled::new(["file", "sheet", "rows"]);
    for sheet in tables {
        let path = match form {
            SheetForm::Xlsx => out.to_owned(),
            SheetForm::Csv => csv_path(out, sheet.name),
        };
        table.push([
            path.display().to_string().into(),
            sheet.name.into(),
            sheet.rows.len().into(),
        ]);
    }
    page.put(&table.done().render(page.form, page.width));
    Ok(())
}

/// `market.csv` is `market-claims.csv` and so on; `claims.csv` has `sources.csv` beside it.
fn csv_path(out: &Path, sheet: &str) -> PathBuf {
    if out.is_dir() {
        return out.join(format!("{sheet}.csv"));
    }
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    let name = match stem.strip_suffix("claims") {
        Some(before) if before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric()) => {
            format!("{before}{sheet}.csv")
        }
        _ => format!("{stem}-{sheet}.csv"),
    };
    out.with_file_name(name)
}

/// What tells spreadsheet programs that a text is UTF-8.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A sheet as text. What a spreadsheet program would take for a formula is written so that it does
/// not, and `import` reads it back.
fn csv_of(page: &crate::sheet::Page) -> String {
    let titles = page.columns.iter().map(|column| column.title.clone());
    let explained = page
        .columns
        .iter()
        .map(|column| column.explained.clone().unwrap_or_default());
    let mut rows: Vec<Vec<String>> = vec![titles.collect()];
    if page.columns.iter().any(|column| column.explained.is_some()) {
        rows.push(explained.collect());
    }
    for row in &page.rows {
        let cells = row.iter().map(|value| match value {
            crate::sheet::Value::Text(text) => guarded(text).into_owned(),
            crate::sheet::Value::Number(number) => number.to_string(),
            crate::sheet::Value::Empty => String::new(),
        });
        rows.push(cells.collect());
    }
    format!("{BYTE_ORDER_MARK}{}", quoted(&rows))
}
