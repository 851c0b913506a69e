//! Spreadsheet files: bytes in, rows out, and back.

mod hostile;
mod others;
mod round;
mod separated;

use std::io::{Cursor, Write};

use tallybook::sheet::{CellKind, Form, Options, Sheet, Unreadable, Workbook, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads a file with nothing told.
fn open(name: &str, bytes: &[u8], form: Form) -> Result<Workbook, Unreadable> {
    read(name, bytes, form, &Options::default())
}

/// Returns the error of a file that cannot be read, as it is shown.
fn refused(name: &str, bytes: &[u8], form: Form) -> String {
    let read = open(name, bytes, form);
    read.expect_err("it cannot be read").to_string()
}

/// A zipped file of parts.
fn zipped<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// The least workbook of Excel with one sheet of that XML, and those shared strings, of which it
/// says that they are more than any memory holds.
fn xlsx(sheet: &str, strings: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"x/relationships/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: &[String]| format!("<Relationships>{}</Relationships>", all.concat());
    zipped([
        (
            "_rels/.rels",
            relations(&[relation("r", "officeDocument", "/xl/workbook.xml")]).as_str(),
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(&[
                relation("a", "worksheet", "worksheets/sheet1.xml"),
                relation("b", "sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        (
            "xl/sharedStrings.xml",
            &format!("<sst count=\"-1\" uniqueCount=\"99999999999999\">{strings}</sst>"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet>{sheet}</worksheet>"),
        ),
    ])
}

/// The least OpenDocument workbook with one sheet of those rows.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"s\">\
         {rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped([
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ])
}

/// Writes a sheet as a line for each row: its number, and its cells, each with a sign of its kind.
fn shown(sheet: &Sheet) -> String {
    let mut out = String::new();
    for row in &sheet.rows {
        out += &row.number.to_string();
        for cell in &row.cells {
            let sign = match cell.kind {
                CellKind::Empty | CellKind::Text => "",
                CellKind::Number => "#",
                CellKind::Date => "@",
                CellKind::Flag => "?",
                CellKind::Error => "!",
            };
            out += &format!("|{sign}{}", cell.text.escape_debug());
        }
        out.push('\n');
    }
    out
}
