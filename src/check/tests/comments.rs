//! Waivers in scripts, which are comments.

use proptest::prelude::*;

use super::{checked_script, ids};

#[test]
fn a_comment_waives_in_a_script() {
    let by = "it is meant so; decided by N. N.";
    let allow = format!("check: allow a-check: {by}");
    let parse = |text: &str| {
        let found = checked_script(text, &[]);
        found
            .findings
            .iter()
            .map(|of| (of.check.id, of.message.clone(), of.line))
            .collect::<Vec<_>>()
    };
    // Without a check of that name the waiver is not understood, wherever it stands.
    for text in [
        format!("// {allow}\n1"),
        format!("1 // {allow}"),
        format!("//! {allow}\n1"),
    ] {
        let found = parse(&text);
        assert_eq!(
            found,
            [(
                "bad-waiver",
                "no check is called `a-check`".to_owned(),
                Some(1)
            )],
            "{text}"
        );
    }
    let found = parse("\n1 // check: allow no-locator: x; decided by N. N.");
    assert_eq!(
        found[0].1,
        "`no-locator` is a check of casebooks, and this waiver is for scripts"
    );
    assert_eq!(found[0].2, Some(2));
    for (text, message) in [
        ("// check: allow", "a waiver needs its reason"),
        (
            "// check: allow unused-waiver: x; decided by me",
            "`unused-waiver` cannot be waived",
        ),
    ] {
        assert_eq!(parse(text)[0].1, message);
    }
    // What was meant as one, and is none.
    for text in [
        "// check: alow unused-variable: x; decided by me\n1",
        "// Check: Allow unused-variable: x; decided by me\n1",
        "1 /* check: allow unused-variable: x; decided by me */",
    ] {
        let found = parse(text);
        assert_eq!(found[0].0, "bad-waiver", "{text}");
        assert_eq!(found[0].1, "a comment begins as a waiver does, and is none");
    }
    // What only looks like one.
    for text in [
        "// checks of this\n1",
        "let x = \"// check: allow a: b\"; x",
        "// to check: allow it\n1",
    ] {
        assert_eq!(parse(text), [], "{text}");
    }
}

#[test]
fn a_comment_waives_what_is_found_anywhere_in_its_statement() {
    let by = "check: allow mutated-copy: it is meant so; decided by N. N.";
    let statement = "claims\n  .current()\n  .third();\n1";
    for (text, waived) in [
        (
            format!("let claims = incident.claims;\n// {by}\n{statement}"),
            3..=5,
        ),
        (
            format!(
                "let claims = incident.claims;\n\n{}",
                statement.replace(';', &format!("; // {by}"))
            ),
            3..=5,
        ),
        (
            format!("// {by}\nlet claims = incident.claims;\n{statement}"),
            2..=2,
        ),
    ] {
        for line in 1..=6 {
            let found = checked_script(&text, &[("mutated-copy", line)]);
            let of = found
                .findings
                .iter()
                .find(|of| of.check.id == "mutated-copy");
            let is_waived = of.is_some_and(|of| of.waived.is_some());
            assert_eq!(is_waived, waived.contains(&line), "line {line} of {text}");
        }
    }
}

#[test]
fn of_two_comments_the_one_of_fewer_lines_is_used() {
    let by = |reason: &str| format!("check: allow mutated-copy: {reason}; decided by N. N.");
    let text = format!(
        "// {}\nlet a = [\n  1, // {}\n  2\n];\na",
        by("the whole"),
        by("the line")
    );
    let found = checked_script(&text, &[("mutated-copy", 3), ("mutated-copy", 4)]);
    let reasons: Vec<_> = found
        .findings
        .iter()
        .filter_map(|of| Some(&*of.waived.as_ref()?.reason))
        .collect();
    assert_eq!(reasons, ["the line", "the whole"]);
    assert_eq!(ids(&found), [""; 0]);
}

#[test]
fn thousands_of_comments_before_thousands_of_lines_are_answered() {
    let by = "// check: allow mutated-copy: it is meant so; decided by N. N.\n";
    let text = format!("let a = [\n{}];\na", format!("{by}1,\n").repeat(4_000));
    let found = checked_script(&text, &[("mutated-copy", 8_001)]);
    assert_eq!(found.waived(), 1);
}

#[test]
fn a_script_that_does_not_compile_is_found_and_not_waived() {
    let by = "//! check: allow does-not-compile: it is new; decided by N. N.";
    let broken = checked_script(&format!("{by}\nfn rule( {{"), &[]);
    assert_eq!(
        (ids(&broken), broken.errors()),
        (vec!["does-not-compile"], 1)
    );
    assert_eq!(broken.findings[0].line, Some(2));
    let whole = checked_script(&format!("{by}\n1"), &[]);
    assert_eq!(ids(&whole), ["bad-waiver"]);
    assert_eq!(
        whole.findings[0].message,
        "`does-not-compile` cannot be waived"
    );
}

proptest! {
    #[test]
    fn whatever_a_comment_says_is_answered(text in "[a-z:; ]{0,30}") {
        let _ = checked_script(&format!("// check: allow {text}\n1"), &[]);
    }
}
