//! No row is lost on the way in, whatever stands in it.

use proptest::prelude::*;
use tallybook::exchange::{Mapping, import};
use tallybook::sheet::{Form, Options, Workbook, delimited, read};

const TITLES: [&str; 8] = [
    "in", "by", "measure", "says", "as_of", "people", "repeats", "id",
];

fn book(name: &str, rows: &[Vec<String>]) -> Workbook {
    let text = delimited(rows, b',');
    read(name, text.as_bytes(), Form::Csv, &Options::default()).expect("a sheet")
}

fn strings(row: &[&str]) -> Vec<String> {
    row.iter().map(|cell| (*cell).to_owned()).collect()
}

/// The sheets beside that of the claims.
fn others() -> Vec<Workbook> {
    [
        ("incidents.csv", [&["id", "title"][..], &["i", "I"]]),
        (
            "measures.csv",
            [
                &["id", "label", "outcome", "group"],
                &["m", "M", "killed", "g"],
            ],
        ),
        (
            "sources.csv",
            [&["id", "name", "kind"], &["s", "S", "media"]],
        ),
        ("pages.csv", [&["id", "publisher"], &["r", "s"]]),
        ("people.csv", [&["id", "name"], &["p", "P"]]),
    ]
    .into_iter()
    .map(|(name, rows)| book(name, &rows.map(strings)))
    .collect()
}

/// A cell: most often one that fits, sometimes one that does not.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => proptest::sample::select(vec!["r", "s", "m", "7", "2019-11-06", "p", "c", ""]).prop_map(str::to_owned),
        2 => proptest::sample::select(vec!["r.1", "r.2", "1 more than r.1", "10+", "\u{1b}[31m", "=1+1", "s; s", "../"]).prop_map(str::to_owned),
        // A NUL byte makes the file none that is read at all.
        1 => "(?s)[^\\x00]{0,12}",
    ]
}

fn row() -> impl Strategy<Value = Vec<String>> {
    let fitting = Just(strings(&["r", "s", "m", "7", "", "", "", ""]));
    let any_cell = (0..TITLES.len(), cell());
    (fitting, proptest::collection::vec(any_cell, 0..3)).prop_map(|(mut row, cells)| {
        for (at, cell) in cells {
            row[at] = cell;
        }
        row
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_cell_of_rubbish_never_panics_and_never_vanishes(rows in proptest::collection::vec(row(), 1..12)) {
        let mut all = vec![strings(&TITLES)];
        all.extend(rows);
        let mut books = others();
        books.push(book("claims.csv", &all));
        let held = books.last().map_or(0, |book| book.sheets[0].rows.len() - 1);
        let Ok(import) = import(&books, None) else {
            return Err(TestCaseError::fail("the other sheets are a casebook by themselves"));
        };
        let account = import.account.sheets.last().expect("the claims");
        prop_assert_eq!(account.rows, held);
        prop_assert_eq!(account.rows, account.taken + account.rejected);
        prop_assert_eq!(account.taken, account.claims);
        let rejected: usize = import.rejects.iter().map(|table| table.rows.len() - 1).sum();
        prop_assert_eq!(rejected, import.account.rejected());
        let claims: usize = import.evidence.iter().map(|one| one.incident().claims.len()).sum();
        prop_assert_eq!(claims, account.claims);
    }

    #[test]
    fn no_mapping_brings_it_down(text in "(?s).{0,60}|[{}\\[\\]\":,a-z]{0,40}") {
        let _ = Mapping::read("a.json", &text);
    }
}

#[test]
fn rows_that_lean_on_rejected_ones_are_rejected_with_them() {
    let rows = [
        &TITLES[..],
        &["r", "s", "m", "7", "", "", "", "first"],
        &["r", "s", "m", "lots", "", "", "", "second"],
        &["r", "s", "m", "8", "", "", "second", "third"],
        &["r", "s", "m", "9", "", "", "third", "fourth"],
        &["r", "s", "m", "9", "", "", "first", "fifth"],
    ];
    let rows: Vec<Vec<String>> = rows.iter().map(|row| strings(row)).collect();
    let mut books = others();
    books.push(book("claims.csv", &rows));
    let import = import(&books, None).expect("a casebook");
    let told: Vec<String> = import
        .account
        .faults
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(
        told[0].starts_with("claims.csv, sheet `claims`, row 3, column `says`: expected"),
        "{}",
        told[0]
    );
    assert!(
        told[1].ends_with("row 4, column `repeats`: it leans on a row that is rejected, row 3"),
        "{}",
        told[1]
    );
    assert!(
        told[2].ends_with("row 5, column `repeats`: it leans on a row that is rejected, row 4"),
        "{}",
        told[2]
    );
    let ids: Vec<&str> = import.evidence[0]
        .incident()
        .claims
        .iter()
        .map(|one| &*one.id)
        .collect();
    assert_eq!(ids, ["first", "fifth"]);
}

#[test]
fn a_claim_named_by_its_place_stays_who_it_is() {
    let rows = [
        &TITLES[..],
        &["r", "s", "m", "lots", "", "", "", ""],
        &["r", "s", "m", "7", "", "", "", ""],
        &["r", "s", "m", "8", "", "", "", ""],
        &["r", "s", "m", "7", "", "", "r.2", ""],
        &["r", "s", "m", "1 more than r.3", "", "", "", ""],
    ];
    let rows: Vec<Vec<String>> = rows.iter().map(|row| strings(row)).collect();
    let mut books = others();
    books.push(book("claims.csv", &rows));
    let import = import(&books, None).expect("a casebook");
    assert_eq!(import.account.rejected(), 1);
    let claims = &import.evidence[0].incident().claims;
    let says: Vec<(&str, String)> = claims
        .iter()
        .map(|one| (&*one.id, one.says.to_string()))
        .collect();
    let expected = [
        ("r.2", "7"),
        ("r.3", "8"),
        ("r.4", "7"),
        ("r.5", "1 more than r.3"),
    ];
    assert_eq!(says, expected.map(|(id, says)| (id, says.to_owned())));
}

/// What comes of sheets of claims in one table, the sources and pages in it too.
fn imported(rows: &[&str]) -> tallybook::exchange::Import {
    const TITLES: &str = "incident.title,measure.outcome,measure.group,by,by.kind,by.notes,\
        in.publisher,in.publisher.kind,in.published,in.url,says,repeats,id";
    let text = format!("{TITLES}\n{}\n", rows.join("\n"));
    let options = Options::default();
    let book = read("a.csv", text.as_bytes(), Form::Csv, &options).expect("a sheet");
    import(&[book], None).unwrap_or_else(|refused| panic!("{refused:#?}"))
}

fn pages(import: &tallybook::exchange::Import) -> Vec<Option<String>> {
    let incident = import.evidence[0].incident();
    let reports = incident.reports();
    reports.map(|ix| incident.report(ix).url.clone()).collect()
}

#[test]
fn addresses_that_differ_by_case_are_two_pages() {
    let import = imported(&[
        "M,killed,g,S,media,,S,media,2024-03-02,https://youtu.be/aBc,1,,",
        "M,killed,g,S,media,,S,media,2024-03-02,https://youtu.be/AbC,2,,",
        "M,killed,g,S,media,,S,media,2024-03-02,HTTPS://YouTu.be/AbC,3,,",
    ]);
    let expected = ["https://youtu.be/aBc", "https://youtu.be/AbC"];
    assert_eq!(pages(&import), expected.map(|url| Some(url.to_owned())));
}

#[test]
fn a_page_without_an_address_is_one_a_day_of_its_publisher() {
    let import = imported(&[
        "M,killed,g,S,media,,AP,media,2024-03-02,,1,,",
        "M,killed,g,S,media,,AP,,2024-03-02,,2,,",
        "M,killed,g,S,media,,ap,,2024-03-02,,3,,",
        "M,killed,g,S,media,,AP,,2024-03-03,,4,,",
        "M,killed,g,S,media,,AP,,,,5,,",
        "M,killed,g,S,media,,AP,,,,6,,",
    ]);
    assert_eq!(pages(&import).len(), 4);
}

#[test]
fn a_rejected_row_leaves_nothing_behind() {
    let good = [
        "M,killed,g,S,media,,AP,media,2024-03-02,http://a.example/1,1,,",
        "M,killed,g,T,media,good,AP,media,2024-03-03,http://a.example/2,2,,",
    ];
    let bad = "M,killed,g,T,media,bad,AP,media,2024-03-03,http://a.example/2,2,nobody,";
    let alone = imported(&good);
    let among = imported(&[good[0], bad, good[1]]);
    assert_eq!(among.account.rejected(), 1, "{:?}", among.account.faults);
    assert_eq!(among.document.laid_out(), alone.document.laid_out());
}

#[test]
fn a_name_of_two_is_not_guessed() {
    let mut books = others();
    let sources = [
        &["id", "name", "kind"][..],
        &["s", "S", "media"],
        &["a1", "Authorities", "official"],
        &["a2", "Authorities", "official"],
    ];
    books[2] = book("sources.csv", &sources.map(strings));
    let rows = [
        &TITLES[..],
        &["r", "Authorities", "m", "7", "", "", "", ""],
        &["r", "a2", "m", "7", "", "", "", ""],
    ];
    books.push(book("claims.csv", &rows.map(strings)));
    let import = import(&books, None).expect("a casebook");
    let told: Vec<String> = import
        .account
        .faults
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("`Authorities` is the name of `a1` and of `a2`"),
        "{}",
        told[0]
    );
}

#[test]
fn a_row_that_cannot_be_read_keeps_its_place_on_its_page() {
    let rows = [
        &TITLES[..],
        &["r", "s", "m", "7", "no day", "", "", ""],
        &["r", "s", "m", "8", "", "", "", ""],
        &["r", "s", "m", "8", "", "", "r.2", ""],
    ];
    let mut books = others();
    books.push(book("claims.csv", &rows.map(strings)));
    let import = import(&books, None).expect("a casebook");
    let claims = &import.evidence[0].incident().claims;
    let ids: Vec<&str> = claims.iter().map(|one| &*one.id).collect();
    assert_eq!(ids, ["r.2", "r.3"]);
}

#[test]
fn a_claim_named_by_a_made_id_that_is_too_long_comes_in_under_another() {
    let page = "r".repeat(64);
    let named = format!("{page}.1");
    let sheet = |name: &str, rows: &[&[&str]]| {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| strings(row)).collect();
        book(name, &rows)
    };
    let books = [
        sheet("incidents.csv", &[&["id", "title"], &["i", "I"]]),
        sheet(
            "sources.csv",
            &[&["id", "name", "kind"], &["s", "S", "media"]],
        ),
        sheet(
            "measures.csv",
            &[
                &["id", "label", "outcome", "group"],
                &["m", "M", "killed", "g"],
            ],
        ),
        sheet("pages.csv", &[&["id", "publisher"], &[&page, "s"]]),
        sheet(
            "claims.csv",
            &[
                &["in", "by", "measure", "says", "repeats"],
                &[&page, "s", "m", "7", ""],
                &[&page, "s", "m", "7", &named],
            ],
        ),
    ];
    let import = import(&books, None).expect("a casebook");
    assert_eq!(import.account.rejected(), 0);
    let claims = &import.evidence[0].incident().claims;
    assert_eq!(claims[0].id, format!("{}-2", "r".repeat(52)));
    assert_eq!(claims[1].repeats.len(), 1);
    assert_eq!(claims[1].repeats[0].get(), 0);
}
