//! What the README shows is what happens: its session is replayed, its commands are run on its own
//! casebook and its own rule.

use std::fs;

use crate::program::{root, run, run_in};
use crate::sessions::replay;

/// The fenced blocks of a language, without their fences.
pub(crate) fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    let bodies = text.split(fence.as_str()).skip(1);
    bodies
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect()
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("the README")
}

#[test]
fn the_session_and_the_comparison_go_as_the_readme_shows() {
    let text = readme();
    assert!(!blocks(&text, "text").is_empty());
    let happens = with_what_is_printed(&text, "text");
    let session = *blocks(&text, "session").first().expect("a session");
    let happens = happens.replacen(session, &replay(session, "no folder"), 1);
    keep("README.md", &text, &happens);
}

#[test]
fn the_commands_work_on_the_casebook_and_the_rule_beside_them() {
    let text = readme();
    let folder = std::env::temp_dir().join(format!("tallybook-readme-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("market.json"), blocks(&text, "json")[0]).expect("the casebook");
    fs::write(folder.join("mine.rhai"), blocks(&text, "rhai")[0]).expect("the rule");
    fs::write(folder.join("mine_test.rhai"), blocks(&text, "rhai")[1]).expect("its tests");
    fs::write(folder.join("short.csv"), blocks(&text, "csv")[0]).expect("the sheet");
    let mut commands = 0;
    for line in blocks(&text, "console").join("").lines() {
        let command = line.strip_prefix("$ tallybook ").expect("a command a line");
        let arguments = shlex::split(command).expect("quotes that close");
        let ran = run_in(&folder, &arguments, "");
        assert_eq!(ran.status, 0, "{command}: {}", ran.stderr);
        assert!(!ran.stdout.is_empty(), "{command} prints nothing");
        commands += 1;
    }
    fs::remove_dir_all(&folder).expect("the folder");
    assert!(commands > 3, "{commands} commands");
}

/// Returns a text in which every block of a language shows a command and what the program prints.
pub(crate) fn with_what_is_printed(text: &str, language: &str) -> String {
    let mut shown = text.to_owned();
    for block in blocks(text, language) {
        let command = block.lines().next().expect("a command");
        let arguments = command.strip_prefix("$ tallybook ").expect("a command");
        let ran = run(&shlex::split(arguments).expect("quotes that close"), "");
        assert_eq!(ran.status, 0, "{command}: {}", ran.stderr);
        shown = shown.replacen(block, &format!("{command}\n{}", ran.stdout), 1);
    }
    shown
}

/// Compares a text with what it should be, or writes it where that is asked for.
pub(crate) fn keep(file: &str, kept: &str, happens: &str) {
    if std::env::var_os("TALLYBOOK_REGENERATE").is_some() {
        fs::write(root().join(file), happens).expect("it can be written");
    } else {
        assert_eq!(kept, happens, "{file}");
    }
}

#[test]
fn every_script_that_is_shipped_runs() {
    let mut count = 0;
    for folder in ["scripts", "scripts/rules"] {
        for entry in fs::read_dir(root().join(folder)).expect("the scripts") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "rhai") {
                let arguments = ["run".to_owned(), path.display().to_string()];
                let ran = run_in(root(), &arguments, "");
                assert_eq!(ran.status, 0, "{}: {}", path.display(), ran.stderr);
                count += 1;
            }
        }
    }
    assert!(count >= 6, "{count} scripts");
}
