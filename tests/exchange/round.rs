//! Out to sheets and back in: the same casebook.

use proptest::prelude::*;
use tallybook::exchange::{export, export_pages, import};
use tallybook::incident::{Document, Input, load, sample, sample_names};
use tallybook::sheet::{
    Form, LONGEST_CELL, Options, Value, Workbook, delimited, guarded, read, unguarded, workbook,
};

use super::random::document;
use super::said::said;
use super::withheld::input;

/// A casebook as files of sheets and read again from them.
fn through(document: &Document, form: Form) -> Vec<Workbook> {
    let exported = export(document, LONGEST_CELL);
    assert_eq!(exported.not_held, [""; 0], "a sheet holds it all");
    let pages = export_pages(&exported.tables);
    let options = Options::default();
    if form == Form::Xlsx {
        let bytes = workbook(&pages).expect("a workbook");
        return vec![read("a.xlsx", &bytes, Form::Xlsx, &options).expect("a workbook")];
    }
    let files = pages.iter().map(|page| {
        let titles = page
            .columns
            .iter()
            .map(|column| column.title.clone())
            .collect();
        let rows = page.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| match cell {
                Value::Text(text) => guarded(text).into_owned(),
                _ => String::new(),
            });
            cells.collect()
        });
        let rows: Vec<Vec<String>> = std::iter::once(titles).chain(rows).collect();
        let text = delimited(&rows, b',');
        let name = format!("a-{}.csv", page.name);
        let mut book = read(&name, text.as_bytes(), Form::Csv, &options).expect("a sheet");
        for cell in book
            .sheets
            .iter_mut()
            .flat_map(|sheet| &mut sheet.rows)
            .flat_map(|row| &mut row.cells)
        {
            cell.text = unguarded(&cell.text).into_owned();
        }
        book
    });
    files.collect()
}

fn assert_comes_back(document: &Document, form: Form) {
    let books = through(document, form);
    let back = import(&books, None).unwrap_or_else(|refused| panic!("{refused:?}"));
    assert_eq!(back.account.faults, [], "no row is rejected");
    assert_eq!(back.account.notes, [""; 0]);
    let (one, other) = (said(document), said(&back.document));
    let lost: Vec<&String> = one.difference(&other).collect();
    let come: Vec<&String> = other.difference(&one).collect();
    assert!(
        lost.is_empty() && come.is_empty(),
        "lost: {lost:#?}\ncome: {come:#?}"
    );
}

#[test]
fn the_built_in_casebooks_come_back_from_every_form() {
    for name in sample_names() {
        let text = sample(name).expect("a sample");
        let document = Document::read(&Input::new(name, text)).expect("JSON");
        assert_comes_back(&document, Form::Csv);
        assert_comes_back(&document, Form::Xlsx);
    }
}

#[test]
fn what_a_sheet_cannot_hold_is_listed() {
    let text = r#"{"format": "tallybook/1", "id": "i", "title": "I", "notes": "", "summary": " a",
        "people": [{"name": "N", "variants": [{"name": "V", "in": "a)"}]}]}"#;
    let document = Document::read(&Input::new("a.json", text)).expect("JSON");
    let not_held = export(&document, LONGEST_CELL).not_held;
    assert_eq!(
        not_held,
        [
            "person `i/person.1`, `variants`: a place with brackets, quotes or `;` in it",
            "incident `i`, `notes`: a text that is empty",
            "incident `i`, `summary`: white space around a text",
        ]
    );
}

#[test]
fn a_made_id_that_is_too_long_for_a_sheet_is_another_and_still_names_its_claim() {
    let page = "r".repeat(64);
    let text = format!(
        r#"{{"format": "tallybook/1", "id": "i", "title": "I",
        "sources": [{{"id": "s", "name": "S", "kind": "media"}}],
        "measures": [{{"id": "m", "label": "M", "outcome": "killed", "group": "g"}}],
        "reports": [{{"id": "{page}", "publisher": "s", "claims": [
            {{"measure": "m", "by": "s", "says": 1}},
            {{"measure": "m", "by": "s", "says": "2 more than {page}.1"}},
            {{"measure": "m", "by": "s", "says": 1, "repeats": "{page}.1"}}]}}]}}"#
    );
    let document = Document::read(&Input::new("a.json", text)).expect("JSON");
    let exported = export(&document, LONGEST_CELL);
    let id = format!("{}-2", "r".repeat(52));
    assert_eq!(
        exported.not_held,
        [format!(
            "claim `i/{page}.1`: its id is too long, and is `{id}` there"
        )]
    );
    let bytes = workbook(&export_pages(&exported.tables)).expect("a workbook");
    let book = read("a.xlsx", &bytes, Form::Xlsx, &Options::default()).expect("a workbook");
    let back = import(&[book], None).unwrap_or_else(|refused| panic!("{refused:?}"));
    assert_eq!(back.account.faults, []);
    let claims = &back.evidence[0].incident().claims;
    assert_eq!((claims.len(), &*claims[0].id), (3, &*id));
    assert_eq!(claims[1].base, claims[2].repeats.first().copied());
    assert!(claims[1].base.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn import_after_export_is_the_identity(document in document(), is_workbook in any::<bool>()) {
        if let Err(problems) = load(vec![input(&document)]) {
            panic!("the generator makes valid casebooks: {problems}");
        }
        assert_comes_back(&document, if is_workbook { Form::Xlsx } else { Form::Csv });
    }
}
