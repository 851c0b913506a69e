//! What is found where: every page's examples, what a mistake looks like, and what only looks like
//! one.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::{Book, Books, Checked, Linted, Subject, checks, look};
use crate::incident::{Input, load, sample, sample_names};
use crate::reconcile::{Profile, weigh};
use crate::script::{Host, Limits, Lint, Source};

mod alike;
mod comments;
mod figures;
mod links;
mod market;
mod misplaced;
mod records;
mod waivers;

const TODAY: Date = date(2026, 1, 31);

/// Checks casebooks that are loaded together.
fn checked(texts: &[&str]) -> Checked {
    look(Some(&books(texts)), &[], TODAY)
}

fn books(texts: &[&str]) -> Books {
    let named = texts.iter().enumerate();
    let inputs: Vec<Input> = named
        .map(|(at, text)| Input::new(format!("{at}.json"), *text))
        .collect();
    let loaded = load(inputs.clone()).and_then(weigh);
    let incidents = loaded.unwrap_or_else(|problems| panic!("{problems}\n{}", texts.join("\n")));
    let books = inputs.iter().enumerate().map(|(order, input)| Book {
        input,
        order,
        typed: input.name.clone(),
    });
    let books: Vec<Book<'_>> = books.collect();
    Books::new(&books, incidents, Profile::plain())
}

/// Checks a script, with mistakes that a test makes up beside those that are found in it.
fn checked_script(text: &str, lints: &[(&'static str, usize)]) -> Checked {
    let host = Host::new(Limits::default());
    let source = Source::new("mine.rhai", text);
    let (mut found, broken) = match host.compile(source.clone()) {
        Ok(script) => (host.lint(&script), None),
        Err(failure) => (Vec::new(), Some(Box::new(failure))),
    };
    found.extend(lints.iter().map(|(check, line)| Lint {
        check,
        place: crate::script::Place {
            source: "mine.rhai".into(),
            line: *line,
            column: 1,
            width: 1,
            text: text.into(),
        },
        message: "made up".to_owned(),
        hint: None,
    }));
    let linted = Linted {
        source,
        lints: found,
        broken,
        order: 0,
    };
    look(None, &[linted], TODAY)
}

/// The ids of what was found and not waived, in order.
fn ids(checked: &Checked) -> Vec<&'static str> {
    let found = checked.findings.iter();
    let open = found.filter(|found| found.waived.is_none());
    open.map(|found| found.check.id).collect()
}

/// The code of a kind under a heading of a page.
fn code<'a>(page: &'a str, heading: &str, kind: &str) -> Vec<&'a str> {
    let under = page.split("\n## ").find(|part| part.starts_with(heading));
    let mut blocks = Vec::new();
    let mut rest = under.unwrap_or_default();
    while let Some((_, after)) = rest.split_once(&format!("```{kind}\n")) {
        let Some((block, after)) = after.split_once("\n```") else {
            break;
        };
        blocks.push(block);
        rest = after;
    }
    blocks
}

#[test]
fn the_bad_example_of_every_page_is_found_and_the_better_one_is_clean() {
    for check in checks() {
        let [bad, better] = ["Bad", "Better"].map(|heading| {
            let books = code(check.page, heading, "json");
            let books = books.into_iter().map(|text| ids(&checked(&[text])));
            let scripts = code(check.page, heading, "rhai");
            let scripts = scripts
                .into_iter()
                .map(|text| ids(&checked_script(text, &[])));
            books.chain(scripts).collect::<Vec<_>>()
        });
        assert!(!bad.is_empty() && !better.is_empty(), "{}", check.id);
        for found in bad {
            let found: BTreeSet<&str> = found.into_iter().collect();
            assert_eq!(
                found,
                BTreeSet::from([check.id]),
                "the bad one of {}",
                check.id
            );
        }
        for found in better {
            assert!(
                found.is_empty(),
                "the better one of {}: {found:?}",
                check.id
            );
        }
    }
}

#[test]
fn every_check_has_its_page_and_its_own_id() {
    let mut seen = BTreeSet::new();
    for check in checks() {
        assert!(seen.insert(check.id), "{} stands there twice", check.id);
        let title = format!("# `{}`: ", check.id);
        assert!(check.page.starts_with(&title), "the title of {}", check.id);
        let article = if check.level.word() == "error" {
            "An error"
        } else {
            "A hint"
        };
        let subject = match check.subject {
            Subject::Both => "casebooks and scripts",
            of => of.word(),
        };
        let line = format!("\n\n{article}, in {subject}.\n\n## What\n\n");
        assert!(check.page.contains(&line), "what {} is: {line}", check.id);
        for heading in ["Why", "Bad", "Better"] {
            let heading = format!("\n## {heading}\n");
            assert_eq!(
                check.page.matches(&heading).count(),
                1,
                "{}: {heading}",
                check.id
            );
        }
        let is_said = !check.about.is_empty() && !check.about.ends_with('.');
        assert!(is_said && !check.id.contains('/'), "{}", check.id);
        assert!(
            check.page.lines().all(|line| line.chars().count() <= 100),
            "{}",
            check.id
        );
    }
    assert!(seen.len() > 20);
}

#[test]
fn what_is_found_in_the_samples() {
    for name in sample_names() {
        let text = sample(name).expect("a sample");
        let found = checked(&[text]);
        assert_eq!(found.errors(), 0, "{name}: {:?}", ids(&found));
    }
}
