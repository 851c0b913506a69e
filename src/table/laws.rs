//! What no text can do to any form.

use proptest::{prelude::*, sample::select};
use serde_json::Value;

use super::{Cell, Form, NARROWEST, Table, visible, width};
use crate::sheet::{self, Options, read};

/// Texts of what a page may hold: any characters, and oftener those that do harm.
pub(super) fn hostile() -> impl Strategy<Value = String> {
    let harmful = select(vec![
        "\u{1b}[31m",
        "\u{1b}]8;;x\u{7}",
        "\0",
        "\n",
        "\r\n",
        "\t",
        "\u{7f}",
        "\u{9b}",
        "\u{85}",
        "\u{202e}",
        "\u{2066}",
        "\u{200e}",
        "\u{200b}",
        "\u{200c}",
        "\u{200d}",
        "\u{feff}",
        "\u{2028}",
        "\u{e0041}",
        "\u{fe0f}",
        "\u{e0100}",
        "\u{301}",
        "\u{338}",
        "\u{ad}",
        "|",
        "\\",
        "\\|",
        "`",
        "*",
        "_",
        "[x](y)",
        "<b>",
        "</td>",
        "&lt;",
        "&",
        "#",
        "- ",
        "1. ",
        "=1+1",
        "\"",
        "'",
        ",",
        ";",
        " ",
        "  ",
        "死",
        "👩\u{200d}👧",
        "👍🏽",
        "🇺🇳",
        "→\u{200d}→",
        "क\u{94d}",
        "\u{1100}\u{1100}",
        "\u{1161}",
        "لا",
        "\u{600}",
        "한",
        "https://x.example",
        "@x",
        "7",
        "?",
    ]);
    let piece = prop_oneof![
        3 => harmful.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z]{1,12}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        6 => hostile().prop_map(Cell::Text),
        2 => any::<i64>().prop_map(Cell::Number),
        1 => any::<f64>().prop_map(Cell::Decimal),
        1 => any::<bool>().prop_map(Cell::Bool),
        1 => Just(Cell::Unknown),
        1 => Just(Cell::Empty),
    ]
}

fn any_table() -> impl Strategy<Value = Table> {
    (1_usize..9, 0_usize..5).prop_flat_map(|(columns, rows)| {
        (
            prop::option::of(hostile()),
            prop::collection::vec(hostile(), columns),
            prop::collection::vec(prop::collection::vec(cell(), columns), rows),
            prop::collection::vec(hostile(), 0..3),
        )
            .prop_map(|(title, columns, rows, notes)| {
                let mut table = Table::new(columns);
                if let Some(title) = title {
                    table.set_title(title);
                }
                for row in rows {
                    table.row(row).expect("as many cells as columns");
                }
                for note in notes {
                    table.note(note);
                }
                table
            })
    })
}

proptest! {
    #[test]
    fn text_is_within_the_page_and_hides_nothing(table in any_table(), page in NARROWEST..120) {
        let text = table.render(Form::Text, page);
        for line in text.split('\n') {
            prop_assert!(width(line) <= page, "{}: {line:?}", width(line));
            prop_assert_eq!(line.trim_end(), line);
            // The lines' own joins hide nothing either, marks at their edges included.
            prop_assert_eq!(visible(line), line);
        }
        prop_assert_eq!(&text, &table.render(Form::Text, page));
    }

    #[test]
    fn text_breaks_no_number(table in any_table(), page in NARROWEST..120) {
        let text = table.render(Form::Text, page);
        for cell in table.rows().iter().flatten() {
            if let Cell::Number(_) | Cell::Decimal(_) = cell {
                prop_assert!(text.contains(&cell.to_string()), "{cell}\n{text}");
            }
        }
    }

    #[test]
    fn csv_reads_back(table in any_table()) {
        let csv = table.render(Form::Csv, 80);
        let options = Options { delimiter: Some(','), ..Options::default() };
        let book = read("laws.csv", csv.as_bytes(), sheet::Form::Csv, &options);
        let rows = &book.expect("it is CSV").sheets[0].rows;
        prop_assert_eq!(csv.lines().count(), table.len() + 1);
        for (number, row) in (2..).zip(table.rows()) {
            // A row that holds nothing is not in what is read.
            let read = rows.iter().find(|read| read.number == number);
            for (column, cell) in row.iter().enumerate() {
                let field = read.map_or("", |read| read.text(column));
                let shown = cell.to_string();
                if field != shown {
                    prop_assert_eq!(field, format!("'{shown}"));
                }
                if matches!(cell, Cell::Text(_)) {
                    prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']));
                }
                prop_assert_eq!(visible(field), field);
            }
        }
    }

    #[test]
    fn markdown_has_its_rows_and_cells_and_no_more(table in any_table()) {
        let markdown = table.render(Form::Markdown, 80);
        let lines: Vec<&str> = markdown.lines().collect();
        let of_table = lines.iter().filter(|line| line.starts_with("| "));
        prop_assert_eq!(of_table.clone().count(), table.len() + 2);
        for line in of_table {
            let mut escaped = false;
            let mut bars = 0;
            for c in line.chars() {
                bars += usize::from(c == '|' && !escaped);
                escaped = c == '\\' && !escaped;
            }
            prop_assert_eq!(bars, table.columns().len() + 1, "{}", line);
        }
        prop_assert!(!markdown.contains(['<', '>']));
        let links = |of: &str| markdown.matches(of).count();
        prop_assert_eq!(links("]("), links("\\]("));
        prop_assert_eq!(links("://"), links("\\://"));
        let notes = lines.iter().filter(|line| line.starts_with("- ")).count();
        prop_assert_eq!(notes, table.notes().len());
    }

    #[test]
    fn html_has_no_tag_of_the_data(table in any_table()) {
        let html = table.render(Form::Html, 80);
        let cells = table.columns().len() * (table.len() + 1);
        // Opened and closed: table, thead, tbody, rows, cells, caption, list and its items.
        let tags = 3 + 1 + table.len() + cells
            + usize::from(table.title().is_some())
            + if table.notes().is_empty() { 0 } else { 1 + table.notes().len() };
        prop_assert_eq!(html.matches('<').count(), 2 * tags);
        prop_assert_eq!(html.matches('>').count(), 2 * tags);
        for line in html.lines() {
            prop_assert_eq!(visible(line), line);
        }
    }

    #[test]
    fn json_reads_back(table in any_table()) {
        let json = table.render(Form::Json, 80);
        let read: Vec<serde_json::Map<String, Value>> = serde_json::from_str(&json).expect("JSON");
        prop_assert_eq!(read.len(), table.len());
        for (object, row) in read.iter().zip(table.rows()) {
            prop_assert_eq!(object.len(), table.columns().len());
            for (column, cell) in table.columns().iter().zip(row) {
                let value = &object[column.name()];
                match cell {
                    Cell::Text(text) => prop_assert_eq!(value, text),
                    Cell::Number(n) => prop_assert_eq!(value, n),
                    // What reads the test's numbers back is exact to fifteen digits only.
                    Cell::Decimal(n) => {
                        let read = value.as_f64().expect("a finite number");
                        prop_assert!((read - n).abs() <= n.abs() * 1e-14, "{read} {n}");
                    }
                    Cell::Bool(is) => prop_assert_eq!(value, is),
                    Cell::Unknown => prop_assert_eq!(value, &Value::Null),
                    Cell::Empty => prop_assert_eq!(value, ""),
                }
            }
        }
    }
}
