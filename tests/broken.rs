//! Broken casebooks, and everything that is said of them.
//!
//! Beside each casebook in `tests/data/broken` stands a file `.problems`. To write them anew:
//! `TALLYBOOK_REGENERATE=1 cargo test --test tests broken`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use tallybook::incident::{Input, load};

fn casebooks() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/broken");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension() != Some(OsStr::new("problems")))
        .collect();
    files.sort();
    files
}

#[test]
fn every_problem_of_a_broken_casebook_is_reported_at_once() {
    let casebooks = casebooks();
    assert!(!casebooks.is_empty());
    for path in casebooks {
        let name = path.file_name().expect("a file").to_string_lossy();
        let bytes = fs::read(&path).expect("it can be read");
        let problems = match Input::from_bytes(&*name, bytes) {
            Ok(input) => load(vec![input]).expect_err(&name).to_string(),
            Err(problem) => problem.to_string(),
        };
        let found = problems + "\n";
        let beside = path.with_extension("problems");
        if std::env::var_os("TALLYBOOK_REGENERATE").is_some() {
            fs::write(&beside, &found).expect("it can be written");
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(found, expected, "{name}");
    }
}
