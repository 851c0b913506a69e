//! `fmt`, `merge` and `diff` where they write files.

use std::fs;
use std::path::PathBuf;

use crate::program::{Ran, root, run_in};

/// A folder with two casebooks that belong together, one of them not in the form.
fn folder(name: &str) -> PathBuf {
    let name = format!("tallybook-{name}-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder).expect("a folder");
    let loose = "\u{feff}{\"format\": \"tallybook/1\",\r\n \"id\": \"a\", \"title\": \"A\",\r\n \
                 \"related\": \"b\", \"x-mine\": [1.50]}\r\n";
    fs::write(folder.join("a.json"), loose).expect("a casebook");
    fs::write(folder.join("b.json"), form("b", "")).expect("a casebook");
    folder
}

/// An incident in the canonical form, with more keys at its end.
fn form(id: &str, more: &str) -> String {
    format!(
        "{{\n  \"format\": \"tallybook/1\",\n  \"id\": \"{id}\",\n  \"title\": \"A\"{more}\n}}\n"
    )
}

fn tallybook(folder: &std::path::Path, arguments: &str, stdin: &str) -> Ran {
    let arguments: Vec<String> = arguments.split(' ').map(str::to_owned).collect();
    run_in(folder, &arguments, stdin)
}

#[test]
fn fmt_lays_files_out_in_place_and_only_where_it_must() {
    let folder = folder("fmt");
    let before = fs::read(folder.join("a.json")).expect("a casebook");
    let checked = tallybook(&folder, "fmt --check a.json b.json", "");
    assert_eq!(
        (checked.status, &*checked.stdout),
        (1, "a.json\n"),
        "{}",
        checked.stderr
    );
    assert_eq!(fs::read(folder.join("a.json")).expect("a casebook"), before);
    // By itself it is related to nobody, and nothing is touched.
    assert_eq!(tallybook(&folder, "fmt a.json", "").status, 3);
    assert_eq!(fs::read(folder.join("a.json")).expect("a casebook"), before);
    let written = || {
        fs::metadata(folder.join("b.json"))
            .and_then(|of| of.modified())
            .expect("a time")
    };
    let since = written();
    let ran = tallybook(&folder, "fmt a.json b.json", "");
    assert_eq!(
        (ran.status, &*ran.stdout, &*ran.stderr),
        (0, "", "laid out: a.json\n")
    );
    assert_eq!(written(), since);
    let expected = form("a", ",\n  \"related\": \"b\",\n  \"x-mine\": [1.50]");
    assert_eq!(
        fs::read_to_string(folder.join("a.json")).expect("a casebook"),
        expected
    );
    let again = tallybook(&folder, "fmt a.json b.json --check", "");
    assert_eq!((again.status, &*again.stdout), (0, ""), "{}", again.stderr);
    fs::remove_dir_all(folder).expect("the folder");
}

#[test]
fn merge_writes_over_nothing_unless_it_is_told_to() {
    let folder = folder("merge");
    let casebook = root().join("tests/data/coders/first.json");
    let casebook = casebook.display();
    let ran = tallybook(
        &folder,
        &format!("merge {casebook} {casebook} -o out.json"),
        "",
    );
    assert_eq!((ran.status, &*ran.stdout, &*ran.stderr), (0, "", ""));
    let merged = fs::read_to_string(folder.join("out.json")).expect("the result");
    let arguments = format!("merge {casebook} {casebook} -o b.json");
    let ran = tallybook(&folder, &arguments, "");
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    let ran = tallybook(&folder, &format!("{arguments} --force"), "");
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(
        fs::read_to_string(folder.join("b.json")).expect("the result"),
        merged
    );
    let ran = tallybook(&folder, "fmt --check out.json", "");
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let second = root().join("tests/data/coders/second.json");
    let arguments = format!("merge {casebook} {} -o none.json", second.display());
    assert_eq!(tallybook(&folder, &arguments, "").status, 1);
    assert!(!folder.join("none.json").exists());
    fs::remove_dir_all(folder).expect("the folder");
}

#[test]
fn fmt_takes_files_of_coders_who_tell_of_one_incident() {
    let folder = folder("fmt-coders");
    fs::write(folder.join("c.json"), form("b", "")).expect("a casebook");
    // `a` is related to what stands in `b`, and `c` is another coder's `b`.
    let ran = tallybook(&folder, "fmt a.json b.json c.json", "");
    assert_eq!(
        (ran.status, &*ran.stderr),
        (0, "laid out: a.json\n"),
        "{}",
        ran.stdout
    );
    // What is wrong is said of the file that it is wrong with, and of no other.
    fs::write(
        folder.join("d.json"),
        form("b", ",\n  \"related\": \"nobody\""),
    )
    .expect("a file");
    let ran = tallybook(&folder, "fmt b.json c.json d.json", "");
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.contains("nobody"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("already"), "{}", ran.stderr);
    fs::remove_dir_all(folder).expect("the folder");
}
