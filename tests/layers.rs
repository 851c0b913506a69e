//! Rooms look down only: a room may name those above it in the list, and no other; and a foreign
//! library is named in one room.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in reading order, as in the crate's own documentation.
const ROOMS: [&str; 12] = [
    "incident",
    "sheet",
    "table",
    "reconcile",
    "exchange",
    "script",
    "check",
    "diagnostic",
    "session",
    "repl",
    "command",
    "cli",
];

/// Foreign libraries, and the room that each lives in. Those that are vocabulary may stand anywhere
/// and are not listed: serde, serde_json, jiff, unicode-width.
const LIBRARIES: [(&str, &str); 22] = [
    ("annotate_snippets", "diagnostic"),
    ("any_ascii", "exchange"),
    ("calamine", "sheet"),
    ("chardetng", "sheet"),
    ("clap", "cli"),
    ("clap_complete", "cli"),
    ("comfy_table", "table"),
    ("csv", "sheet"),
    ("encoding_rs", "sheet"),
    ("etcetera", "repl"),
    ("html_escape", "table"),
    ("memory_stats", "script"),
    ("quick_xml", "sheet"),
    ("rhai", "script"),
    ("rust_xlsxwriter", "sheet"),
    ("rustyline", "repl"),
    ("signal_hook", "command"),
    ("stacker", "script"),
    ("strsim", "incident"),
    ("terminal_size", "cli"),
    ("unicode_normalization", "incident"),
    ("zip", "sheet"),
];

#[test]
fn a_room_names_only_those_above_it() {
    for (at, room) in ROOMS.iter().enumerate() {
        for (file, line, text) in code(room) {
            assert!(
                !text.contains("crate::{"),
                "{file}:{line} imports several rooms at once, which hides them from this test"
            );
            for below in &ROOMS[at + 1..] {
                assert!(
                    !names(&text, &format!("crate::{below}")),
                    "{file}:{line}: `{room}` names `{below}`, which stands below it"
                );
            }
        }
    }
}

#[test]
fn a_foreign_library_lives_in_one_room() {
    for room in ROOMS {
        for (file, line, text) in code(room) {
            for (library, home) in LIBRARIES {
                let path = format!("{library}::");
                let at_home = room == home;
                assert!(
                    at_home || !names(&text, path.trim_end_matches("::")) || !text.contains(&path),
                    "{file}:{line}: `{room}` names `{library}`, which lives in `{home}`"
                );
            }
        }
    }
}

#[test]
fn the_libraries_are_those_of_the_manifest() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let after = manifest
        .split("[dependencies]")
        .nth(1)
        .expect("dependencies");
    let section = after.split("\n[").next().expect("a section");
    let vocabulary = ["serde", "serde_json", "jiff", "unicode_width"];
    for line in section
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
    {
        let name = line
            .split([' ', '='])
            .next()
            .expect("a name")
            .replace('-', "_");
        let listed = LIBRARIES.iter().any(|(library, _)| *library == name);
        assert!(
            listed || vocabulary.contains(&name.as_str()),
            "`{name}` is a dependency that no room is given for"
        );
    }
}

/// Whether a line names a path: nothing that belongs to a longer name stands around it.
fn names(text: &str, path: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(path).any(|(at, _)| {
        !text[..at].ends_with(|c| word(c) || c == ':') && !text[at + path.len()..].starts_with(word)
    })
}

/// Every line of code of a room, without comments.
fn code(room: &str) -> Vec<(String, usize, String)> {
    let mut files = Vec::new();
    let single = root().join("src").join(format!("{room}.rs"));
    if single.is_file() {
        files.push(single);
    }
    gather(&root().join("src").join(room), &mut files);
    assert!(!files.is_empty(), "there is no room `{room}`");
    let mut lines = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file");
        for (at, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            lines.push((file.display().to_string(), at + 1, code.to_owned()));
        }
    }
    lines
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
