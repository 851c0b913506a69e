//! The template: filled in, it is a casebook.

use std::fs;

use crate::program::run_in;

fn arguments(line: &str) -> Vec<String> {
    shlex::split(line).expect("quotes that close")
}

#[test]
fn as_it_comes_the_examples_are_a_casebook() {
    let folder = std::env::temp_dir().join(format!("tallybook-template-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    for (template, import) in [
        (
            "template -o claims.xlsx",
            "import xlsx claims.xlsx -o a.json",
        ),
        (
            "template -o claims.csv",
            "import csv claims.csv sources.csv pages.csv measures.csv people.csv parties.csv incidents.csv -o b.json",
        ),
    ] {
        let ran = run_in(&folder, &arguments(template), "");
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let ran = run_in(&folder, &arguments(import), "");
        assert_eq!(
            (ran.status, ran.stderr.contains("rejected")),
            (0, false),
            "{}",
            ran.stderr
        );
    }
    let [one, other] =
        ["a.json", "b.json"].map(|file| fs::read_to_string(folder.join(file)).expect("a casebook"));
    assert_eq!(one, other);
    assert!(one.contains("scns-two") && one.contains("is-ten"));
    let again = run_in(&folder, &arguments("template -o claims.xlsx"), "");
    assert_eq!(again.status, 2, "what was filled in is not written over");

    // Rows of one's own take the place of the examples.
    let claims = fs::read_to_string(folder.join("claims.csv")).expect("the claims");
    let titles = claims.lines().next().expect("titles").split(',');
    let titles: Vec<&str> = titles
        .map(|title| title.trim_matches(['\u{feff}', '"']))
        .collect();
    let own = |title: &&str| match *title {
        "id" => "mine",
        "measure" => "guards-killed",
        "by" => "scns",
        "in" => "rferl-2019-11-08",
        "says" => "3",
        _ => "",
    };
    let row: Vec<&str> = titles.iter().map(own).collect();
    fs::write(
        folder.join("claims.csv"),
        format!("{claims}{}\n", row.join(",")),
    )
    .expect("a file");
    let filled_in = "import csv claims.csv sources.csv pages.csv measures.csv people.csv parties.csv incidents.csv -o c.json";
    let ran = run_in(&folder, &arguments(filled_in), "");
    assert_eq!(
        ran.status, 3,
        "the incident of the examples is not one's own"
    );
    assert!(
        ran.stderr.contains("expected an incident"),
        "{}",
        ran.stderr
    );

    let incidents = fs::read_to_string(folder.join("incidents.csv")).expect("the incidents");
    let own = format!("{incidents}own,My incident\n");
    fs::write(folder.join("incidents.csv"), own).expect("a file");
    let ran = run_in(&folder, &arguments(filled_in), "");
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let mine = fs::read_to_string(folder.join("c.json")).expect("a casebook");
    assert!(
        mine.contains("\"mine\"") && !mine.contains("is-ten"),
        "{mine}"
    );
    fs::remove_dir_all(&folder).expect("the folder");
}
