//! Scripts that people have written and found right.

use std::fs;
use std::path::Path;

use tallybook::script::{Expected, Host, Limits, Source};

use super::{findings, findings_with};
use crate::program::root;
use crate::readme::blocks;

/// Only a hint that is a matter of method may be found in them.
fn only_method(found: &[String]) -> bool {
    found
        .iter()
        .all(|finding| finding.starts_with("no-independence "))
}

#[test]
fn the_scripts_of_the_repository_are_clean() {
    let host = Host::new(Limits::default());
    let mut count = 0;
    let mut waiting = vec![root().join("scripts")];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if is_script(&path) {
                count += 1;
                let found = findings_with(&host, Source::read(&path).expect("a script"));
                assert!(only_method(&found), "{}: {found:?}", path.display());
            }
        }
    }
    assert!(count > 3, "{count}");
}

fn is_script(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "rhai")
}

#[test]
fn the_scripts_of_the_documents_are_clean() {
    let host = Host::new(Limits::default());
    let mut files = vec![root().join("README.md")];
    let chapters = fs::read_dir(root().join("src/session/chapters")).expect("the chapters");
    files.extend(chapters.map(|entry| entry.expect("an entry").path()));
    let mut count = 0;
    // A rule that a document shows is a file that the scripts after it import.
    let folder = std::env::temp_dir().join(format!("tallybook-documents-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    for file in files {
        let text = fs::read_to_string(&file).expect("a text");
        for script in blocks(&text, "rhai") {
            count += 1;
            let found = findings_with(&host, Source::new("document", script).in_folder(&folder));
            if script.contains("fn rule(") {
                for name in ["mine.rhai", "lowest.rhai"] {
                    fs::write(folder.join(name), script).expect("written");
                }
            }
            assert!(
                only_method(&found),
                "{}: {script}\n{found:?}",
                file.display()
            );
        }
    }
    assert!(count > 0, "{count}");
    fs::remove_dir_all(&folder).expect("a folder of this test's own");
}

/// What the manual shows is one line that is not always a whole script, so that what it leaves
/// unused is not told; what it calls is there.
#[test]
fn the_examples_of_the_manual_call_what_is_there() {
    let host = Host::new(Limits::default());
    let mut wrong = Vec::new();
    let examples = host
        .manual()
        .entries()
        .iter()
        .flat_map(|entry| &entry.examples);
    for example in examples {
        let Ok(script) = host.compile(Source::new("example", &example.code)) else {
            continue;
        };
        for lint in host.lint(&script) {
            let fails = matches!(example.outcome, Expected::Error(_));
            if !fails
                && matches!(
                    lint.check,
                    "unknown-function" | "wrong-arity" | "unknown-property"
                )
            {
                wrong.push(format!("{}: {}", example.code, lint.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_long_rule_of_many_parts_is_clean() {
    let found = findings(
        r#"
//! Grades an incident by who speaks of it.
//! version: 1.0.0

import "std/ibc" as ibc;

const KINDS = ["official", "medical", "ngo"];

/// Whether a claim comes from somebody who counts.
fn counts(claim, kinds) {
    kinds.contains(claim.kind) && claim.stance == "asserts"
}

/// How much an origin weighs.
private fn weight(origin) {
    switch origin.kind {
        "medical" => 3,
        "official" | "ngo" => 2,
        _ => 1,
    }
}

fn rule(claims) {
    let need = param("min_origins", 2, "independent origins a figure needs");
    let strict = param("strict", false, "leave out what is not first hand");
    let usable = claims.current().set_aside(|c| c.is_enemy(), "a party's word about its enemy");
    if strict {
        usable = usable.set_aside(|c| c.via.len() > 0, "second hand");
    }
    let kinds = global::KINDS;
    let first = usable.matching(|c| counts(c, kinds));
    if first.is_empty() {
        return ibc::rule(usable).note("nobody who counts speaks");
    }
    let seen = [];
    let twice = 0;
    for origin in first.origins("independent") {
        if origin.id in seen {
            twice += 1;
        } else {
            seen.push(origin.id);
        }
    }
    if twice > 0 {
        note(`${twice} origins twice`);
    }
    let answer = first.weighted(|o| weight(o)).or_else(usable.reached_by(need));
    answer.at_least(claims.named_floor())
}

fn test_two_origins() {
    let d = draft("x").measure("killed").claim("a", 2).claim("b", 2);
    let estimate = rule(d.claims);
    assert_eq!(estimate.best, 2);
}
"#,
    );
    assert_eq!(found, Vec::<String>::new());
}
