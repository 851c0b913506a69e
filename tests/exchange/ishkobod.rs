//! The sheets from which `ishkobod-press` was coded come in by the mapping that is shipped for them.

use std::collections::BTreeSet;
use std::fs;

use tallybook::exchange::{Import, Mapping, import, shipped_mapping};
use tallybook::incident::Says;
use tallybook::sheet::{Form, Options, read};

use crate::program::root;

fn imported() -> Import {
    let books = ["claims", "sources", "victims_name_variants"].map(|name| {
        let path = root().join(format!("tests/data/sheets/ishkobod-2019/{name}.csv"));
        let bytes = fs::read(path).expect("the sheet");
        read(
            &format!("{name}.csv"),
            &bytes,
            Form::Csv,
            &Options::default(),
        )
        .expect("a sheet")
    });
    let text = shipped_mapping("ishkobod-2019").expect("the mapping");
    let mapping = Mapping::read("ishkobod-2019", text).expect("a mapping");
    import(&books, Some(&mapping)).unwrap_or_else(|refused| panic!("{refused:?}"))
}

#[test]
fn every_row_comes_in() {
    let import = imported();
    let rows: Vec<(&str, usize, usize, usize, usize)> = import
        .account
        .sheets
        .iter()
        .map(|one| {
            (
                one.sheet.as_str(),
                one.rows,
                one.taken,
                one.rejected,
                one.claims,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("claims", 73, 73, 0, 73),
            ("sources", 26, 26, 0, 0),
            ("victims_name_variants", 7, 7, 0, 0),
        ]
    );
    assert_eq!(
        import.account.notes,
        [
            "claims.csv, sheet `claims`: columns not read: `high`",
            "the pages `S12` and `K07` have one address: they may be one page in two rows",
        ]
    );
    let [attack, clash] = &import.evidence[..] else {
        panic!("two incidents");
    };
    let [attack, clash] = [attack, clash].map(|one| one.incident());
    assert_eq!((attack.claims.len(), clash.claims.len()), (56, 17));
}

#[test]
fn claims_say_what_the_rows_say() {
    let import = imported();
    let incidents: Vec<_> = import.evidence.iter().map(|one| one.incident()).collect();
    for (id, by, page, says, wording) in [
        ("C001", "SCNS / Border Troops", "S01", "2", "2"),
        (
            "C011",
            "Tajik authorities",
            "S04",
            "at least 17",
            "at least 17",
        ),
        (
            "C046",
            "Amaq (IS)",
            "S15",
            "at least 10",
            "setidaknya sepuluh (at least ten)",
        ),
        ("C050", "Authorities", "S17", "about 20", "about 20"),
        (
            "C067",
            "Tajik authorities (earlier)",
            "K04",
            "several",
            "several",
        ),
        ("C073", "regional authorities", "K07", "3", "three"),
    ] {
        let (incident, claim) = incidents
            .iter()
            .find_map(|incident| {
                let mut claims = incident.claims.iter();
                claims
                    .find(|claim| claim.id == id)
                    .map(|claim| (incident, claim))
            })
            .expect(id);
        assert_eq!(incident.source(claim.by[0]).name, by);
        assert_eq!(incident.report(claim.report).id, page);
        assert!(matches!(&claim.says, Says::Count(_)));
        assert_eq!(claim.says.to_string(), says);
        assert_eq!(claim.wording.as_deref(), Some(wording));
    }
    let attack = incidents[0];
    let named = attack
        .claims
        .iter()
        .find(|claim| claim.id == "C038")
        .expect("the region's four");
    let people: BTreeSet<&str> = named
        .people
        .iter()
        .map(|ix| &*attack.person(*ix).id)
        .collect();
    assert_eq!(
        people,
        BTreeSet::from(["V1", "V2", "V3", "V4"]),
        "known by their other spellings"
    );
}
