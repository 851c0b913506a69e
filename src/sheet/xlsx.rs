//! Workbooks of Excel 2007 and later, read by `calamine` from a copy: see `guard.rs`.

use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::grid::{Grid, Region, Spent, merged};
use super::package::{Package, damaged};
use super::{CellKind, Contents, Sheet, UNKNOWN, Unreadable, date, guard, number};

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    let package = Package::open(bytes)?;
    if package.find("xl/workbook.bin").is_some() {
        return Err(
            Unreadable::new("this is a binary workbook (`.xlsb`)").hint("save it as `.xlsx`")
        );
    }
    if package.find("content.xml").is_some() && package.find("mimetype").is_some() {
        return Err(
            Unreadable::new("this is an OpenDocument file, not one of Excel")
                .hint("if it is a spreadsheet, give it its ending: `.ods`"),
        );
    }
    let copy = copied(package)?;
    // The copy gives the reader nothing to stumble over that is known; what is not known is damage.
    catch_unwind(AssertUnwindSafe(|| sheets(copy)))
        .unwrap_or_else(|_| Err(broken(XlsxError::Unexpected("nobody can read it"))))
}

/// Packs the copies of all parts that the reader may look into.
fn copied(mut package: Package<'_>) -> Result<Vec<u8>, Unreadable> {
    let mut copies = Vec::new();
    for name in package.names() {
        let text = package.part(&name)?.unwrap_or_default();
        copies.extend(guard::copy(&name, &text)?.map(|copy| (name.replace('\\', "/"), copy)));
    }
    let book = copies
        .iter()
        .find(|(_, copy)| copy.starts_with("<workbook>"));
    let (book, _) = book.ok_or_else(|| {
        Unreadable::new("this is not a workbook: it has no part `xl/workbook.xml`")
            .hint("open it in a spreadsheet program and save it as `.xlsx`")
    })?;
    let folder = book[..book.rfind('/').map_or(0, |at| at + 1)].to_owned();
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, copy) in copies {
        // These the reader knows by their usual place alone.
        let name = match &copy {
            copy if copy.starts_with("<sst>") => format!("{folder}sharedStrings.xml"),
            copy if copy.starts_with("<styleSheet>") => format!("{folder}styles.xml"),
            _ => name,
        };
        let packed = zip.start_file(&name, plain).map_err(std::io::Error::from);
        packed
            .and_then(|()| zip.write_all(copy.as_bytes()))
            .map_err(|error| damaged(&name, &error.to_string()))?;
    }
    let packed = zip
        .finish()
        .map_err(|error| damaged(&folder, &error.to_string()))?;
    Ok(packed.into_inner())
}

fn sheets(copy: Vec<u8>) -> Result<Contents, Unreadable> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(copy)).map_err(broken)?;
    let mut spent = Spent::default();
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut detected = Vec::new();
    for sheet in book.sheets_metadata().to_vec() {
        let name = sheet.name;
        // The reader finds a sheet by its name.
        if sheets.iter().any(|known| known.name == name) {
            let message = format!("two sheets are called `{name}`");
            return Err(Unreadable::new(message).hint("rename one of them"));
        }
        if sheet.typ != SheetType::WorkSheet {
            let kind = format!("{:?}", sheet.typ).to_lowercase();
            detected.push(format!("sheet `{name}` is a {kind}, and is left out"));
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            detected.push(format!("sheet `{name}` is hidden, and is read"));
        }
        let mut grid = Grid::new(&mut spent);
        let regions = cells(&mut book, &name, &mut grid).map_err(|error| error.in_sheet(&name))?;
        detected.extend(merged(&name, &regions));
        let rows = grid.rows();
        sheets.push(Sheet { name, rows });
    }
    Ok((sheets, detected))
}

/// Reads the cells of a sheet as they stream by, and returns which were merged.
fn cells(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    name: &str,
    grid: &mut Grid<'_>,
) -> Result<Vec<Region>, Unreadable> {
    let merged = book.merge_cells_by_sheet_name(name).map_err(broken)?;
    let regions = merged.iter().map(|region| Region {
        rows: (region.start.0 + 1, region.end.0 + 1),
        columns: (region.start.1 as usize, region.end.1 as usize),
    });
    let regions: Vec<Region> = regions.collect();
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
        let (row, column) = cell.pos;
        let (text, kind) = match cell.value {
            DataRef::Empty if cell.formula.is_some() => (UNKNOWN.to_owned(), CellKind::Error),
            value => shown(value),
        };
        grid.put(row.saturating_add(1), column as usize, text, kind)?;
    }
    grid.merge(&regions)?;
    Ok(regions)
}

fn broken(error: XlsxError) -> Unreadable {
    Unreadable::new(format!("the file is damaged: {error}"))
        .hint("open it in a spreadsheet program and save it again")
}

/// Returns what a value shows.
fn shown(value: DataRef<'_>) -> (String, CellKind) {
    match value {
        DataRef::Empty => (String::new(), CellKind::Empty),
        DataRef::Int(whole) => (whole.to_string(), CellKind::Number),
        DataRef::Float(float) => (number::shown(float), CellKind::Number),
        DataRef::Bool(flag) => (flag.to_string(), CellKind::Flag),
        DataRef::DateTime(moment) => date::shown(&moment),
        DataRef::DateTimeIso(text) => match text.strip_prefix(guard::ERROR) {
            Some(error) => (error.to_owned(), CellKind::Error),
            None => date::iso(&text),
        },
        DataRef::Error(error) => (error.to_string(), CellKind::Error),
        DataRef::String(text) | DataRef::DurationIso(text) => (text, CellKind::Text),
        DataRef::SharedString(text) => (text.to_owned(), CellKind::Text),
    }
}
