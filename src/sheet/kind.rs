//! What a file is, whatever it is called: a wrong ending is the commonest mistake.

use super::{Form, Unreadable};

const ZIP: &[u8] = b"PK\x03\x04";
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Checks that the first bytes can be of that form. Which kind of zipped workbook it is, is told
/// by whoever opens it.
pub(super) fn check(bytes: &[u8], form: Form) -> Result<(), Unreadable> {
    if bytes.starts_with(OLD_OFFICE) {
        return Err(if holds_wide(bytes, "EncryptedPackage") {
            Unreadable::new("the workbook is protected by a password")
                .hint("open it with the password and save it without one")
        } else {
            Unreadable::new("this is a workbook of an old form (`.xls`)").hint("save it as `.xlsx`")
        });
    }
    let zipped = bytes.starts_with(ZIP);
    match form {
        Form::Csv | Form::Tsv if zipped => Err(Unreadable::new("this is a zipped file, not text")
            .hint("if it is a workbook, give it its ending: `.xlsx` or `.ods`")),
        Form::Csv | Form::Tsv if is_page(bytes) => {
            Err(Unreadable::new("this is a web page, not rows of cells")
                .hint("open it in a spreadsheet program and save it as `.xlsx` or CSV"))
        }
        Form::Csv | Form::Tsv => Ok(()),
        Form::Xlsx | Form::Ods if zipped => Ok(()),
        Form::Xlsx | Form::Ods if is_page(bytes) => Err(Unreadable::new(
            "this is a web page or plain XML, not a workbook",
        )
        .hint("open it in a spreadsheet program and save it as `.xlsx`")),
        Form::Xlsx | Form::Ods => Err(Unreadable::new("this is not a workbook")
            .hint("if it is text, give it its ending: `.csv` or `.tsv`")),
    }
}

/// Some systems export a web page and call it a sheet.
fn is_page(bytes: &[u8]) -> bool {
    let start = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    ["<!doctype html", "<html", "<table", "<?xml"]
        .iter()
        .any(|mark| {
            start
                .get(..mark.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()))
        })
}

/// The old form names its parts in UTF-16.
fn holds_wide(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}
