//! The program from outside. A case is a file under `tests/cases/program`: a first line with the
//! command, then everything that it prints and how it exits.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::golden;

/// What one run of the program leaves.
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

impl Ran {
    /// Everything in one text: what is printed where, and the exit status.
    fn text(&self) -> String {
        let mut text = self.stdout.clone();
        if !self.stderr.is_empty() {
            text += &format!("[stderr]\n{}", self.stderr);
        }
        text.push_str(&format!("[exit {}]\n", self.status));
        text
    }
}

/// Runs the program in the folder of the cases, with nothing of the caller's environment that could
/// change what it prints.
pub(crate) fn run(arguments: &[String], stdin: &str) -> Ran {
    run_in(&root().join("tests/cases"), arguments, stdin)
}

/// Runs the program in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[String], stdin: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tallybook"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("COLUMNS")
        .env("HOME", std::env::temp_dir())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("it has a stdin");
    // A program that does not read its stdin has closed it.
    let _ = input.write_all(stdin.as_bytes());
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    Ran {
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
        status: output.status.code().expect("no signal ended it"),
    }
}

/// Splits a command line: `$ tallybook eval '1 + 1' < stdin text`.
fn parsed(line: &str) -> (Vec<String>, String) {
    let command = line
        .strip_prefix("$ tallybook")
        .expect("a case begins with `$ tallybook`");
    let (arguments, stdin) = command.split_once(" <<< ").unwrap_or((command, ""));
    let words = shlex::split(arguments).expect("quotes that close");
    let stdin = shlex::split(stdin).expect("quotes that close").join(" ");
    (words, stdin)
}

#[test]
fn the_program_prints_what_the_cases_keep() {
    let mut cases: Vec<PathBuf> = fs::read_dir(root().join("tests/cases/program"))
        .expect("the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "case"))
        .collect();
    cases.sort();
    assert!(cases.len() > 20, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let kept = fs::read_to_string(&case).expect("a case");
        let command = kept
            .lines()
            .find(|line| line.starts_with("$ "))
            .expect("a command")
            .to_owned();
        let (arguments, stdin) = parsed(&command);
        let ran = run(&arguments, &stdin);
        if let Err(difference) = golden::compare(&case, &format!("{command}\n{}", ran.text())) {
            wrong.push(difference);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn what_was_typed_is_repeated_as_visible_text() {
    let hostile = "x\u{1b}[31m\u{202e}";
    for arguments in [
        ["show", "--format", hostile],
        ["show", "--by", hostile],
        ["run", "--set", hostile],
        ["help", hostile, ""],
        ["show", "--profile", hostile],
    ] {
        let ran = run(&arguments.map(str::to_owned), "");
        assert_eq!(ran.status, 2, "{}", ran.stderr);
        assert!(ran.stdout.is_empty(), "{}", ran.stdout);
        assert!(
            !ran.stderr.contains(['\u{1b}', '\u{202e}']),
            "{:?}",
            ran.stderr
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_could_not_be_written_is_no_success() {
    for line in ["show", "fmt -"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let full = full.expect("a device that is always full");
        let stdin = fs::File::open(root().join("tests/data/market.json")).expect("a casebook");
        let status = Command::new(env!("CARGO_BIN_EXE_tallybook"))
            .args(line.split(' '))
            .stdin(stdin)
            .stdout(full)
            .stderr(Stdio::null())
            .status()
            .expect("the program starts");
        assert_eq!(status.code(), Some(3), "{line}");
    }
}
