//! What is written is read back as it was.

use proptest::prelude::*;
use tallybook::sheet::{
    CellKind, Choices, Column, Form, LISTS, LONGEST_CELL, Options, Page, Value, delimited, read,
    workbook,
};

use super::open;

fn column(title: &str, choices: Choices) -> Column {
    let explained = Some(format!("what {title} means"));
    Column {
        title: title.to_owned(),
        width: 12,
        explained,
        choices,
    }
}

fn page(name: &str, columns: Vec<Column>, rows: Vec<Vec<Value>>) -> Page {
    Page {
        name: name.to_owned(),
        columns,
        rows,
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Any text, and oftener what a form could lose.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,6}",
        "[ \"',;=|\t\r\n+_x0001\u{1}\u{1f}\u{7f}\u{fffe}\u{feff}&<>é-]{0,8}",
    ]
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), 3), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_with_a_delimiter_come_back(
        rows in rows(),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
    ) {
        let written = delimited(&rows, delimiter);
        let options = Options {
            encoding: Some("utf-8".to_owned()),
            delimiter: Some(char::from(delimiter)),
        };
        // A mark of the byte order at the very start is taken for one, and `sep=` by Excel too.
        prop_assume!(!written.starts_with('\u{feff}'));
        let book = read("x.csv", written.as_bytes(), Form::Csv, &options).expect("it is CSV");
        let mut read = book.sheets[0].rows.iter().peekable();
        for (number, row) in (1..).zip(&rows) {
            let found = read.next_if(|read| read.number == number);
            for (column, text) in row.iter().enumerate() {
                prop_assert_eq!(found.map_or("", |read| read.text(column)), text);
            }
        }
        prop_assert_eq!(read.next(), None);
    }

    #[test]
    fn a_workbook_comes_back(rows in rows(), number in -999_999_999_999_999_i64..=999_999_999_999_999) {
        let columns = ["a", "b", "c", "n"].map(|title| column(title, Choices::Free)).to_vec();
        let values: Vec<Vec<Value>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| text(cell)).chain([Value::Number(number)]).collect())
            .collect();
        let written = workbook(&[page("p", columns, values)]).expect("a sheet holds it");
        let book = open("x.xlsx", &written, Form::Xlsx).expect("it is a workbook");
        let read = &book.sheets[0].rows;
        prop_assert_eq!(read.len(), rows.len() + 2);
        for (at, (read, row)) in read[2..].iter().zip(&rows).enumerate() {
            prop_assert_eq!(read.number as usize, at + 3);
            for (column, text) in row.iter().enumerate() {
                prop_assert_eq!(read.text(column), text);
                prop_assert!(matches!(read.cells[column].kind, CellKind::Text | CellKind::Empty));
            }
            prop_assert_eq!(read.text(3), number.to_string());
            prop_assert_eq!(read.cells[3].kind, CellKind::Number);
        }
    }
}

#[test]
fn a_formula_is_never_written_and_what_xml_cannot_carry_comes_back() {
    let texts = [
        "=1+1",
        "+7",
        "@x",
        "{=A1}",
        "http://x.org",
        "\u{1}",
        "_x0001_",
        "a\r\nb",
        " a ",
    ];
    let rows = texts.iter().map(|cell| vec![text(cell)]).collect();
    let pages = [page("p", vec![column("a", Choices::Free)], rows)];
    let written = workbook(&pages).expect("a sheet holds it");
    assert_eq!(
        written,
        workbook(&pages).expect("a sheet holds it"),
        "the same bytes each time"
    );
    let book = open("x.xlsx", &written, Form::Xlsx).expect("it is a workbook");
    let read: Vec<&str> = book.sheets[0].rows[2..]
        .iter()
        .map(|row| row.text(0))
        .collect();
    assert_eq!(read, texts);
}

#[test]
fn choices_too_long_for_a_cell_are_on_a_hidden_page() {
    let words = |n: usize| Choices::Words((0..n).map(|n| format!("word {n}")).collect());
    let ids = Choices::Ids {
        page: "it's".to_owned(),
        column: "id".to_owned(),
    };
    let first = page(
        "it's",
        vec![column("id", Choices::Free)],
        vec![vec![text("a")]],
    );
    let columns = vec![
        column("short", words(3)),
        column("long", words(100)),
        column("comma", Choices::Words(vec!["a, b".to_owned()])),
        column("again", words(100)),
        column("from", ids.clone()),
    ];
    let second = page("second", columns, Vec::new());
    let written = workbook(&[first.clone(), second]).expect("a sheet holds it");
    let book = open("x.xlsx", &written, Form::Xlsx).expect("it is a workbook");
    assert_eq!(
        book.detected,
        [format!("sheet `{LISTS}` is hidden, and is read")]
    );
    let lists = book.sheets.last().expect("a sheet");
    assert_eq!((lists.name.as_str(), lists.rows.len()), (LISTS, 100));
    assert_eq!(lists.rows[0].text(1), "a, b");

    let missing = page("third", vec![column("from", ids)], Vec::new());
    let error = workbook(&[missing]).expect_err("there is no such page");
    assert_eq!(
        error,
        "sheet `third`: there is no column `id` on a page `it's` to choose from"
    );
}

#[test]
fn what_a_sheet_cannot_hold_is_told_with_its_place() {
    let one = |value: Value| {
        let columns = vec![column("a", Choices::Free), column("b", Choices::Free)];
        workbook(&[page("p", columns, vec![vec![Value::Empty, value]])])
    };
    let long = "é".repeat(LONGEST_CELL);
    assert!(one(text(&long)).is_ok());
    assert_eq!(
        one(text(&format!("{long}x"))).expect_err("it is too long"),
        "sheet `p`: B3: a text of 32768 characters, where a cell holds 32767"
    );
    assert_eq!(
        one(Value::Number(1 << 50)).expect_err("it is too large"),
        "sheet `p`: B3: 1125899906842624 has more than the fifteen digits that a cell holds"
    );
    let wide = page("p", Vec::new(), vec![vec![Value::Empty]]);
    assert_eq!(
        workbook(&[wide]).expect_err("there is no column for it"),
        "sheet `p`: row 2 has more cells than there are columns"
    );
    assert!(workbook(&[page("a/b", Vec::new(), Vec::new())]).is_err());
}
