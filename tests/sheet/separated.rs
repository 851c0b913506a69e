//! CSV and TSV.

use tallybook::sheet::{Form, Options, read};

use super::{open, refused, shown};

#[test]
fn rows_are_numbered_as_a_program_shows_them() {
    let text = "id,says\r\n\r\nc1,\"7\nor so\"\r\n,,\r\nc2, 10 ,x,\r\n";
    let book = open("in/claims.v2.csv", text.as_bytes(), Form::Csv).expect("it is CSV");
    assert_eq!(book.file, "in/claims.v2.csv");
    assert_eq!(book.sheets[0].name, "claims.v2");
    assert_eq!(
        shown(&book.sheets[0]),
        "1|id|says\n3|c1|7\\nor so\n5|c2| 10 |x\n"
    );
    assert_eq!(book.detected, ["UTF-8, `,` between cells"]);
}

#[test]
fn what_is_detected_is_said() {
    let text = "кто;сколько\r\nпогранслужба Таджикистана;двое, не меньше\r\n";
    let (windows, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    let wide: Vec<u8> = format!("\u{feff}{}", text.replace(';', "\t"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let excel = format!("sep=|\r\n{}", text.replace(';', "|"));
    for (bytes, form, said) in [
        (
            &*windows,
            Form::Csv,
            "windows-1251 (guessed from its letters), `;` between cells",
        ),
        (
            &wide,
            Form::Csv,
            "UTF-16LE (by its byte order mark), tab between cells",
        ),
        (
            &wide,
            Form::Tsv,
            "UTF-16LE (by its byte order mark), tab between cells",
        ),
        (excel.as_bytes(), Form::Csv, "UTF-8, `|` between cells"),
    ] {
        let book = open("x.csv", bytes, form).expect("it is text");
        assert_eq!(
            shown(&book.sheets[0]),
            "1|кто|сколько\n2|погранслужба Таджикистана|двое, не меньше\n"
        );
        assert_eq!(book.detected, [said]);
    }
    let torn = open("x.csv", b"a,b\n\"c\" d,e\n", Form::Csv).expect("it is text");
    assert_eq!(
        torn.detected[1],
        "in row 2 text follows a closing quote and is read as part of the cell"
    );
}

#[test]
fn what_is_told_is_not_detected() {
    let told = |encoding: &str, delimiter| {
        let options = Options {
            encoding: Some(encoding.to_owned()),
            delimiter: Some(delimiter),
        };
        read("x.csv", b"\xe9;,1\n", Form::Csv, &options)
    };
    let book = told("cp1252", ',').expect("it is text");
    assert_eq!(shown(&book.sheets[0]), "1|é;|1\n");
    assert_eq!(book.detected, ["windows-1252 (as told), `,` between cells"]);
    for (encoding, delimiter, message) in [
        (
            "utf-8",
            ',',
            "x.csv: row 1: bytes that mean nothing in UTF-8 (as told)",
        ),
        (
            "utf8x",
            ',',
            "x.csv: `utf8x` is not an encoding that is known\n  hint: did you mean `utf-8`?",
        ),
        ("latin1", '"', "x.csv: '\"' cannot stand between cells"),
    ] {
        let error = told(encoding, delimiter)
            .expect_err("it cannot be")
            .to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_row() {
    for (bytes, message) in [
        (&b""[..], "x.csv: the file is empty"),
        (
            b"a,b\n\nc,\"d\ne,f\n",
            "x.csv: row 3: a quote opens a cell here and is never closed",
        ),
        (b"a\nb\0c\n", "x.csv: row 2: a NUL byte"),
        (
            b"\xef\xbb\xbfa\nb\n\xff\n",
            "x.csv: row 3: bytes that mean nothing in UTF-8",
        ),
        (
            b"\xff\xfea\0\n\0\0\xd8",
            "x.csv: row 2: bytes that mean nothing in UTF-16LE",
        ),
        (b"PK\x03\x04...", "x.csv: this is a zipped file, not text"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "x.csv: this is a workbook of an old form",
        ),
        (b" <!DOCTYPE HTML><table>", "x.csv: this is a web page"),
    ] {
        let error = refused("x.csv", bytes, Form::Csv);
        assert!(error.starts_with(message), "{error}");
    }
    let wide = format!("a{}", ",".repeat(1_024) + "x");
    let error = refused("x.csv", wide.as_bytes(), Form::Csv);
    assert!(
        error.starts_with("x.csv: row 1: a cell beyond column AMJ"),
        "{error}"
    );
}

#[test]
fn a_text_without_anything_in_it_has_no_rows() {
    let book = open("x.csv", b"\n,,\n\n", Form::Csv).expect("it is text");
    assert_eq!(book.sheets[0].rows, []);
}
