//! Writing links into a casebook in its place.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{Ran, root, run_in};

fn folder(name: &str) -> PathBuf {
    let name = format!("tallybook-fold-{name}-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn run(folder: &Path, command: &str) -> Ran {
    run_in(
        folder,
        &shlex::split(command).expect("quotes that close"),
        "",
    )
}

#[test]
fn what_is_typed_as_it_is_proposed_settles_every_suspicion() {
    let folder = folder("settle");
    for casebook in ["one-body.json", "shared-bodies.json"] {
        let kept = root().join("tests/data").join(casebook);
        fs::copy(kept, folder.join(casebook)).expect("a copy");
        let listed = run(&folder, &format!("fold {casebook}")).stdout;
        let links: Vec<&str> = (listed.lines())
            .filter_map(|line| Some(line.split_once(". ")?.1))
            .filter(|line| line.starts_with("--link="))
            .collect();
        assert!(links.len() > 1, "{listed}");
        let command = format!("fold {casebook} {}", links.join(" "));
        let ran = run(&folder, &command);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert_eq!(
            ran.stdout.matches("│ written").count(),
            links.len(),
            "{}",
            ran.stdout
        );
        let again = run(&folder, &command);
        assert_eq!(again.stdout.matches("│ already there").count(), links.len());
        let left = run(&folder, &format!("fold {casebook}")).stdout;
        assert!(!left.contains("--link="), "{left}");
        // Nothing but the casebook is there, and it loads.
        assert_eq!(run(&folder, &format!("show {casebook}")).status, 0);
        fs::remove_file(folder.join(casebook)).expect("the copy");
        assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 0);
    }
    fs::remove_dir_all(folder).expect("the folder");
}

#[test]
fn a_link_goes_into_the_file_that_holds_the_two_and_no_other_is_touched() {
    let folder = folder("two");
    let one = "{\"format\":\"tallybook/1\",\"id\":\"a\",\"title\":\"A\",\"related\":[\"b\"]}";
    let two = "{\"format\":\"tallybook/1\",\"id\":\"b\",\"title\":\"B\",\"people\":\
        [{\"id\":\"p\",\"name\":\"P\"},{\"id\":\"q\",\"name\":\"Q\"}]}";
    fs::write(folder.join("a.json"), one).expect("a file");
    fs::write(folder.join("b.json"), two).expect("a file");
    let ran = run(
        &folder,
        "fold a.json b.json --link 'q maybe_same_as p: on one list each'",
    );
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let text = |name| fs::read_to_string(folder.join(name)).expect("a file");
    assert_eq!(text("a.json"), one);
    assert!(
        text("b.json").contains(r#""maybe_same_as": {"person": "p", "#),
        "{}",
        text("b.json")
    );
    let before = text("b.json");
    let ran = run(
        &folder,
        "fold a.json b.json --link 'p same_as q: so' --link 'p same_as nobody: so'",
    );
    assert_eq!(ran.status, 2);
    assert_eq!(
        text("b.json"),
        before,
        "half of what was asked for was written"
    );
    fs::remove_dir_all(folder).expect("the folder");
}

#[test]
fn what_a_strangers_casebook_says_reaches_the_terminal_as_visible_text() {
    let folder = folder("hostile");
    let name = "\\u001b]0;x\\u0007Border\\u202e Troops";
    let text = format!(
        "{{\"format\":\"tallybook/1\",\"id\":\"a\",\"title\":\"A\",\"sources\":[{{\"id\":\"one\",\
         \"name\":\"{name}\",\"kind\":\"official\"}},{{\"id\":\"`reboot`'\\\"\",\"name\":\"{name}\",\
         \"kind\":\"official\"}}]}}"
    );
    fs::write(folder.join("a.json"), text).expect("a file");
    for command in ["fold a.json", "check a.json", "check a.json --format json"] {
        let ran = run(&folder, command);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let is_hidden = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!ran.stdout.contains(is_hidden), "{}", ran.stdout);
        assert!(ran.stdout.contains("reboot"), "{}", ran.stdout);
    }
    let listed = run(&folder, "fold a.json").stdout;
    let link = listed.lines().find_map(|line| line.strip_prefix("1. "));
    let link = link.expect("a link");
    let ran = run(&folder, &format!("fold a.json {link}"));
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    fs::remove_dir_all(folder).expect("the folder");
}
