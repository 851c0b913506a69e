//! Files that other programs wrote, and another reader's opinion of them.
//!
//! `openpyxl.xlsx` and `odfpy.ods` under `tests/data/sheets/` were written by the libraries they
//! are named after. They hold merged cells, dates, times, errors, a hidden sheet, repeated cells.
//! `formulas.xlsx` and `formulas.ods` are of the same, and hold formulas without a result.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, DataType, Ods, Range, Reader};
use tallybook::sheet::{CellKind, Form, Sheet, Workbook};

use super::{open, refused, shown};

fn kept(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/sheets")
        .join(name);
    fs::read(path).expect("the file is there")
}

fn book(name: &str, form: Form) -> Workbook {
    open(name, &kept(name), form).expect("it can be read")
}

#[test]
fn a_workbook_of_excels_form_shows_what_a_program_would() {
    let book = book("openpyxl.xlsx", Form::Xlsx);
    let names: Vec<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(names, ["claims", "empty", "notes"]);
    assert_eq!(
        shown(&book.sheets[0]),
        "1|id|measure|says|says|date|checked\n\
         2|||low|high\n\
         3|c1|killed|#2|#7.5|@2019-11-06|?true\n\
         4|c2|killed|at least 7||@2019-11-06T14:30:00|?false\n\
         5|c3|killed|!formula without a result|#0.3|14:30:00\n\
         7|  Зафар \\\"the elder\\\"\\nof Ishkobod ||!#REF!|A & <b>|36:00:00\n"
    );
    assert_eq!(shown(&book.sheets[1]), "");
    assert_eq!(shown(&book.sheets[2]), "4||kept out of sight\n");
    assert_eq!(
        book.detected,
        [
            "sheet `claims`: each of the merged cells C1:D1, B3:B5 is read as what the first of them shows",
            "sheet `notes` is hidden, and is read",
        ]
    );
}

#[test]
fn a_workbook_of_opendocument_shows_what_a_program_would() {
    let book = book("odfpy.ods", Form::Ods);
    let person = "Зафар   \\\"the elder\\\"\\t\\n\\nof Ishkobod|x|x|x\n";
    assert_eq!(
        shown(&book.sheets[0]),
        format!(
            "1|id|measure|says|says|date|checked\n\
             2|c1|killed|#2|#7.5|@2019-11-06|?true\n\
             3|c2|killed|at least 7|#0.5|@2019-11-06T14:30:00|?false\n\
             4|c3|killed|#7||14:30:00\n\
             7|{person}8|{person}"
        )
    );
    assert_eq!(shown(&book.sheets[1]), "4||kept out of sight\n");
    assert_eq!(
        book.detected,
        [
            "sheet `claims`: each of the merged cells C1:D1, B2:B4 is read as what the first of them shows",
            "sheet `notes` is hidden, and is read",
        ]
    );
}

#[test]
fn a_formula_that_nobody_calculated_is_no_empty_cell() {
    let unknown = "!formula without a result";
    assert_eq!(
        shown(&book("formulas.xlsx", Form::Xlsx).sheets[0]),
        format!("1|killed|#3|{unknown}|{unknown}\n2|||{unknown}\n")
    );
    assert_eq!(
        shown(&book("formulas.ods", Form::Ods).sheets[0]),
        format!("1|killed|#3|{unknown}|#6\n")
    );
}

#[test]
fn another_reader_sees_the_same() {
    let theirs: Ods<_> = Ods::new(Cursor::new(kept("odfpy.ods"))).expect("it can be read");
    agrees(&book("odfpy.ods", Form::Ods), theirs);
}

/// Compares each cell in which the other reader sees something: it fills no merged cells.
fn agrees<Theirs: Reader<Cursor<Vec<u8>>>>(ours: &Workbook, mut theirs: Theirs) {
    let mut compared = 0;
    for sheet in &ours.sheets {
        let Ok(range) = theirs.worksheet_range(&sheet.name) else {
            panic!("the other reader knows no sheet `{}`", sheet.name);
        };
        compared += cells_agree(sheet, &range);
    }
    assert!(compared > 20, "only {compared} cells were compared");
}

fn cells_agree(sheet: &Sheet, range: &Range<Data>) -> usize {
    let (top, left) = range.start().unwrap_or_default();
    let mut compared = 0;
    for (row, column, theirs) in range.used_cells() {
        let number = top + u32::try_from(row).expect("a row") + 1;
        let column = left as usize + column;
        let row = sheet
            .rows
            .iter()
            .find(|row| row.number == number)
            .expect("the row is there");
        let ours = &row.cells[column];
        let place = format!("sheet {}, row {number}, column {column}", sheet.name);
        match theirs {
            Data::Float(number) => {
                let ours: f64 = ours.text.parse().expect("a number");
                assert!((ours - number).abs() < 1e-12, "{place}");
            }
            Data::Bool(flag) => assert_eq!(ours.text, flag.to_string(), "{place}"),
            Data::Error(error) => {
                assert_eq!(
                    (ours.text.as_str(), ours.kind),
                    (&*error.to_string(), CellKind::Error)
                );
            }
            Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => {
                assert!(
                    matches!(ours.kind, CellKind::Date | CellKind::Text),
                    "{place}"
                );
            }
            other => assert_eq!(Some(ours.text.clone()), other.as_string(), "{place}"),
        }
        compared += 1;
    }
    compared
}

#[test]
fn a_wrong_ending_is_told() {
    for (name, form, message) in [
        (
            "openpyxl.xlsx",
            Form::Ods,
            "this is a workbook of Excel, not an OpenDocument file",
        ),
        (
            "odfpy.ods",
            Form::Xlsx,
            "this is an OpenDocument file, not one of Excel",
        ),
        (
            "openpyxl.xlsx",
            Form::Csv,
            "this is a zipped file, not text",
        ),
    ] {
        let error = refused(name, &kept(name), form);
        assert!(error.starts_with(&format!("{name}: {message}")), "{error}");
        assert!(error.contains("\n  hint: "), "{error}");
    }
    assert!(refused("x.xlsx", b"a,b\n", Form::Xlsx).contains("give it its ending: `.csv`"));
}
