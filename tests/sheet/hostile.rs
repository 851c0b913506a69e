//! Files that try to bring the program down: each ends in a word on what is wrong.
//!
//! None is timed: what they ask for would not end while anybody waits for a test.

use proptest::prelude::*;
use tallybook::sheet::{CellKind, Choices, Column, Form, Page, Value, column_letters, workbook};

use super::{ods, open, refused, shown, xlsx, zipped};

#[test]
fn what_asks_for_too_much_is_refused() {
    let cell = |place: &str, value: &str| {
        format!("<sheetData><row><c r=\"{place}\"><v>{value}</v></c></row></sheetData>")
    };
    let shared = "<si><t>x</t></si>";
    let long = format!("<si><t>{}</t></si>", "x".repeat(1 << 20));
    let often = |times: usize, what: &str| format!("<sheetData>{}</sheetData>", what.repeat(times));
    let merged = "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    let of = |xml: &str| format!("<table:table-row>{xml}</table:table-row>");
    let string = "<table:table-cell office:value-type=\"string\"";
    for (what, form, bytes, message) in [
        (
            "a cell in the last corner",
            Form::Xlsx,
            xlsx(&cell("XFD1048576", "1"), ""),
            "sheet `s`, row 1048576: a cell beyond column AMJ",
        ),
        (
            "a cell beyond all rows",
            Form::Xlsx,
            xlsx(&cell("A4294967295", "1"), ""),
            "sheet `s`, row 4294967295: a cell beyond the last row",
        ),
        (
            "one long text in a thousand cells",
            Form::Xlsx,
            xlsx(&often(1_000, "<row><c t=\"s\"><v>0</v></c></row>"), &long),
            "sheet `s`, row 129: the cells hold more than 128 MiB of text",
        ),
        (
            "a text that is not there",
            Form::Xlsx,
            xlsx(&often(1, "<row><c t=\"s\"><v>7</v></c></row>"), shared),
            "sheet `s`: the file is damaged: Cell string index not found",
        ),
        (
            "cells merged without end",
            Form::Xlsx,
            xlsx(
                &(often(3_000, "<row><c><v>1</v></c></row>") + merged.repeat(1_000).as_str()),
                "",
            ),
            "sheet `s`: the file holds more than 2000000 cells",
        ),
        (
            "a name that stands for names",
            Form::Xlsx,
            xlsx(&often(1, "<row><c t=\"str\"><v>&lol;</v></c></row>"), ""),
            "row 1: the file is damaged: `xl/worksheets/sheet1.xml`: a reference",
        ),
        (
            "a text of no number",
            Form::Xlsx,
            xlsx(&often(1, "<row><c t=\"s\"><v>x</v></c></row>"), shared),
            "row 1: the file is damaged: `xl/worksheets/sheet1.xml`: a cell holds `x`",
        ),
        (
            "sheets without end in one part",
            Form::Xlsx,
            xlsx(
                &format!(
                    "{merged}</worksheet>{}<worksheet>",
                    format!("<worksheet>{merged}</worksheet>").repeat(1_000_000)
                ),
                "",
            ),
            "the file is damaged: `xl/worksheets/sheet1.xml`: it goes on after its end",
        ),
        (
            "a sheet that ends in the middle",
            Form::Xlsx,
            xlsx("<sheetData><row>", ""),
            "row 1: the file is damaged",
        ),
        (
            "a part that unpacks without end",
            Form::Xlsx,
            xlsx(&" ".repeat(129 << 20), ""),
            "the file unpacks to more than 128 MiB",
        ),
        (
            "empty texts without end",
            Form::Xlsx,
            xlsx("", &"<si/>".repeat(2_000_001)),
            "the file holds more than 2000000 texts",
        ),
        (
            "a cell repeated to the right",
            Form::Ods,
            ods(&of(&format!(
                "{string} table:number-columns-repeated=\"4000000000\"><text:p>x</text:p></table:table-cell>"
            ))),
            "sheet `s`, row 1: a cell beyond column AMJ",
        ),
        (
            "a row repeated downward",
            Form::Ods,
            ods(&format!(
                "<table:table-row table:number-rows-repeated=\"4000000000\">{string}><text:p>x</text:p></table:table-cell></table:table-row>"
            )),
            "sheet `s`, row 1048577: a cell beyond the last row",
        ),
        (
            "blanks without end",
            Form::Ods,
            ods(&of(&format!(
                "{string}><text:p>{}</text:p></table:table-cell>",
                "<text:s text:c=\"4000000000\"/>".repeat(100)
            ))),
            "sheet `s`, row 1: the cell in column A holds more than 1024 KiB",
        ),
        (
            "a remark that is not closed",
            Form::Ods,
            ods(&of(&format!("{string}><office:annotation>"))),
            "sheet `s`, row 1: the file is damaged",
        ),
        (
            "parts without end",
            Form::Ods,
            b"PK\x03\x04PK\x01\x02".repeat(10_001),
            "the file has more than 10000 parts",
        ),
        (
            "what only begins as a zipped file",
            Form::Xlsx,
            b"PK\x03\x04".repeat(100),
            "the file is damaged, or its end is missing",
        ),
        (
            "something else that is zipped",
            Form::Xlsx,
            zipped([("a.txt", "a")]),
            "this is not a workbook: it has no part `xl/workbook.xml`",
        ),
        (
            "something else that is zipped",
            Form::Ods,
            zipped([("mimetype", "application/epub+zip")]),
            "this is not an OpenDocument spreadsheet",
        ),
        (
            "a workbook with a password",
            Form::Ods,
            zipped([
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                (
                    "META-INF/manifest.xml",
                    "<m><manifest:encryption-data/></m>",
                ),
            ]),
            "the workbook is protected by a password",
        ),
    ] {
        let error = refused("x", &bytes, form);
        assert!(
            error.starts_with(&format!("x: {message}")),
            "{what}: {error}"
        );
    }
}

#[test]
fn a_part_may_not_unpack_to_more_than_it_says() {
    let mut bytes = xlsx(&" ".repeat(129 << 20), "");
    // What the list at the end says of the length unpacked, by its place in each entry.
    let entries: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..].starts_with(b"PK\x01\x02"))
        .collect();
    for entry in entries {
        bytes[entry + 24..entry + 28].copy_from_slice(&100u32.to_le_bytes());
    }
    assert!(open("x", &bytes, Form::Xlsx).is_err());
}

#[test]
fn what_only_looks_dangerous_is_read() {
    let deep = |name: &str| {
        format!("<{name}>").repeat(200_000) + "x" + format!("</{name}>").repeat(200_000).as_str()
    };
    let many: String = (0..200_000).map(|n| format!(" a{n}=\"\"")).collect();
    for (what, form, bytes, cells) in [
        (
            "a form for a cell far off, with nothing in it",
            Form::Xlsx,
            xlsx("<sheetData><row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row></sheetData>", ""),
            "",
        ),
        (
            "a count of texts that is not true",
            Form::Xlsx,
            xlsx(
                "<sheetData><row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c></row></sheetData>",
                "<si uniqueCount=\"99999999999999\"><r><t>7</t></r><rPh><t>seven</t></rPh><r><t>!</t></r></si>",
            ),
            "2||7!\n",
        ),
        (
            "rows in the wrong order, and cells without a place",
            Form::Xlsx,
            xlsx(
                "<sheetData><row r=\"9\"><c><v>1</v></c><c><v>2</v></c></row><row r=\"3\"><c t=\"b\"><v>1</v></c></row>\
                 <row><c t=\"e\"><v>#N/A</v></c><c t=\"inlineStr\"><is><t>i</t></is></c></row></sheetData>",
                "",
            ),
            "3|?true\n4|!#N/A|i\n9|#1|#2\n",
        ),
        (
            "values in pieces, and values that are not what they say",
            Form::Xlsx,
            xlsx(
                "<dimension ref=\"B2:A1\"/><sheetData><row><c><v><!-- x --><![CDATA[4]]>&#50;</v></c><c><v> 7 </v></c>\
                 <c><v>7&amp;8</v></c><c t=\"n\"><v>seven</v></c><c t=\"e\"><v>#SPILL!</v></c><c t=\"e\"><v>Err:502</v></c>\
                 <c t=\"inlineStr\"><is><t> i </t></is><v>9</v></c><c t=\"?\"><v>a</v><extLst><v>b</v></extLst></c>\
                 <c><f t=\"shared\" si=\"99999999999999\" ref=\"B2:A1\">A1</f><v>1</v></c></row></sheetData>",
                "",
            ),
            "1|#42|#7|7&8|seven|!#SPILL!|!Err:502| i |a|#1\n",
        ),
        (
            "formulas without a result",
            Form::Xlsx,
            xlsx(
                "<sheetData><row><c><f>B1</f></c><c><f>A1</f><v/></c><c t=\"str\"><f>\"\"</f><v></v></c>\
                 <c><v>1</v></c></row></sheetData>",
                "",
            ),
            "1|!formula without a result|!formula without a result||#1\n",
        ),
        (
            "elements in elements",
            Form::Ods,
            ods(&format!("{}<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>", deep("x"), deep("text:span"))),
            "1|x\n",
        ),
        (
            "groups in groups",
            Form::Ods,
            ods(&deep("table:table-row-group").replace(
                'x',
                "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>",
            )),
            "1|x\n",
        ),
        (
            "attributes without end",
            Form::Ods,
            ods(&format!("<table:table-row{many}><table:table-cell{many}><text:p>x</text:p></table:table-cell></table:table-row>")),
            "1|x\n",
        ),
        (
            "empty rows and cells, as programs end a sheet with",
            Form::Ods,
            ods(
                "<table:table-row table:number-rows-repeated=\"4294967295\">\
                 <table:table-cell table:number-columns-repeated=\"4294967295\"/></table:table-row>",
            ),
            "",
        ),
    ] {
        let book = open("x", &bytes, form).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(shown(&book.sheets[0]), cells, "{what}");
    }
}

#[test]
fn columns_have_letters() {
    for (column, letters) in [
        (0, "A"),
        (25, "Z"),
        (26, "AA"),
        (701, "ZZ"),
        (702, "AAA"),
        (16_383, "XFD"),
    ] {
        assert_eq!(column_letters(column), letters);
    }
}

/// A workbook of each form, to be damaged.
fn sound() -> [(Form, Vec<u8>); 4] {
    let columns = vec![Column {
        title: "a".to_owned(),
        width: 9,
        explained: None,
        choices: Choices::Free,
    }];
    let rows = vec![vec![Value::Text("x".to_owned())], vec![Value::Number(7)]];
    let page = Page {
        name: "p".to_owned(),
        columns,
        rows,
    };
    let row = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"7\"/></table:table-row>";
    [
        (Form::Csv, b"a,\"b\n\"\"c\",d\r\n\xe9\xff".to_vec()),
        (
            Form::Tsv,
            "\u{feff}a\tb\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
        ),
        (Form::Xlsx, workbook(&[page]).expect("a sheet holds it")),
        (Form::Ods, ods(row)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for form in [Form::Csv, Form::Tsv, Form::Xlsx, Form::Ods] {
            let _ = open("x", &bytes, form);
            let _ = open("x", &[b"PK\x03\x04", &*bytes].concat(), form);
        }
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(
        at in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 1..4),
        cut in any::<bool>(),
    ) {
        for (form, mut sound) in sound() {
            let at = at.index(sound.len());
            if cut {
                sound.truncate(at);
            }
            for (place, byte) in sound.iter_mut().skip(at).zip(&bytes) {
                *place = *byte;
            }
            let _ = open("x", &sound, form);
        }
    }

    /// The XML itself, which damage to a zipped file seldom reaches.
    #[test]
    fn any_markup_is_read_or_refused(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<row r=\"2\">", "</row>", "<c r=\"C1\" t=\"s\">", "<c>", "</c>", "<v>", "0", "</v>", "<is><t>", "</t></is>",
            "<mergeCells>", "<mergeCell ref=\"A1:C9\"/>", "</mergeCells>", "<sheetData>", "</sheetData>", "&#0;", "&amp;",
            "<!--", "<![CDATA[", "]]>", "<table:table-row table:number-rows-repeated=\"3\">", "</table:table-row>",
            "<table:table-cell table:number-columns-spanned=\"2\" office:value-type=\"string\">", "</table:table-cell>",
            "<text:p>", "<text:s/>", "</text:p>", "<", ">", "\"", "<?", "<!DOCTYPE x [<!ENTITY a \"b\">]>",
        ]), 0..24),
    ) {
        let xml = pieces.concat();
        let read = [
            open("x", &xlsx(&xml, "<si/>"), Form::Xlsx),
            open("x", &ods(&xml), Form::Ods),
        ];
        let rows = read.iter().flatten().flat_map(|book| &book.sheets).flat_map(|sheet| &sheet.rows);
        for row in rows {
            let last = row.cells.last().expect("a row holds something");
            prop_assert!(last.kind != CellKind::Empty && !last.text.is_empty());
        }
    }
}
