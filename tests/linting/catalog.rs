//! Every check has its page, and the page is right about it.

use std::collections::BTreeSet;

use tallybook::check::{Subject, checks};

use super::findings;
use crate::readme::blocks;

#[test]
fn the_bad_script_of_a_page_has_its_finding_and_the_better_one_has_none() {
    let mut wrong = Vec::new();
    let mut count = 0;
    // One that does not compile has no findings of its own; the room of the checks tries its page.
    let compiles = |check: &&tallybook::check::Check| check.id != "does-not-compile";
    let of_scripts = checks().filter(|check| check.subject == Subject::Scripts);
    for check in of_scripts.filter(compiles) {
        count += 1;
        let scripts = blocks(check.page, "rhai");
        let [bad, better] = scripts[..] else {
            panic!("`{}` shows {} scripts", check.id, scripts.len());
        };
        let found: BTreeSet<String> = findings(bad)
            .iter()
            .filter_map(|finding| finding.split(' ').next().map(str::to_owned))
            .collect();
        if found != BTreeSet::from([check.id.to_owned()]) {
            wrong.push(format!("{}, bad: {found:?}", check.id));
        }
        let found = findings(better);
        if !found.is_empty() {
            wrong.push(format!("{}, better: {found:?}", check.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 10, "{count}");
}

#[test]
fn a_page_says_what_why_bad_and_better() {
    for check in checks().filter(|check| check.subject == Subject::Scripts) {
        let heads: Vec<&str> = check
            .page
            .lines()
            .filter(|line| line.starts_with('#'))
            .collect();
        assert!(
            heads[0].starts_with(&format!("# `{}`: ", check.id)),
            "{}",
            check.id
        );
        assert_eq!(
            heads[1..],
            ["## What", "## Why", "## Bad", "## Better"],
            "{}",
            check.id
        );
        let level = match check.level.word() {
            "error" => "An error, in scripts.",
            _ => "A hint, in scripts.",
        };
        assert!(check.page.lines().any(|line| line == level), "{}", check.id);
        assert!(!check.about.ends_with('.'), "{}", check.id);
    }
}
