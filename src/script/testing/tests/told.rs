//! What a failed assertion tells of its parts.

use super::{THREE, failure, parts, run, trial};
use crate::script::source::Source;
use crate::script::testing::Ended;

#[test]
fn a_failed_assertion_tells_the_value_of_each_part() {
    for (body, expected) in [
        ("let n = 2; assert(n + 1 == 4);", &["n 2", "n + 1 3"][..]),
        ("assert(twice(2) == 5);", &["twice(2) 4"]),
        (
            "let a = [1, 2]; assert(a.len() * 2 < a[1]);",
            &["a [1, 2]", "a.len() 2", "a.len() * 2 4", "a[1] 2"],
        ),
        (
            "let m = #{a: #{b: [1]}}; assert(m.a.b.len() == 2);",
            &[
                "m #{\"a\": #{\"b\": [1]}}",
                "m.a #{\"b\": [1]}",
                "m.a.b [1]",
                "m.a.b.len() 1",
            ],
        ),
        (
            "let n = 1; let s = \"a\"; assert(n > 0 && s == \"b\");",
            &["n 1", "n > 0 true", "s \"a\"", "s == \"b\" false"],
        ),
        // What was not evaluated has no value.
        (
            "let n = 1; assert(n > 1 && twice(n) == 2);",
            &["n 1", "n > 1 false"],
        ),
        ("assert(!(1 == 1));", &["1 == 1 true"]),
        (
            "let n = 3; assert((n + 1) * 2 == 9);",
            &["n 3", "n + 1 4", "(n + 1) * 2 8"],
        ),
        (
            "let n = 3; assert(twice(\n  n + 1 // four\n) == 9);",
            &["n 3", "n + 1 4", "twice( n + 1 ) 8"],
        ),
        (
            "let a = [1, 2, 3];\nassert(a\n  .filter(|x| x > 1)\n  .len() == 3);",
            &[
                "a [1, 2, 3]",
                "a.filter(|x| x > 1) [2, 3]",
                "a.filter(|x| x > 1).len() 2",
            ],
        ),
        (
            "let a = [1]; let k = 1; assert(a.filter(|x| x > k).len() == 1);",
            &[
                "a [1]",
                "a.filter(|x| x > k) []",
                "a.filter(|x| x > k).len() 0",
            ],
        ),
        (
            "let t = \"x\"; assert(`a${t}` == \"b\");",
            &["`a${t}` \"ax\""],
        ),
        (
            "let x = (); assert(x?.len() == 1);",
            &["x ()", "x?.len() ()"],
        ),
        ("let x = (); assert((x ?? 3) == 1);", &["x ()", "x ?? 3 3"]),
        (
            "let x = 2; assert((if x > 1 { let y = x; y } else { 0 }) == 1);",
            &["if x > 1 { let y = x; y } else { 0 } 2"],
        ),
        ("assert(3 in [1, 2]);", &[]),
        ("let n = 3; assert(n in [1, 2]);", &["n 3"]),
        ("let n = -1; assert(n == -2.5);", &["n -1"]),
        (
            "let n = 1; assert(n == 2, \"told\");",
            &["the condition: `n == 2`", "n 1"],
        ),
        (
            "let n = 1; assert_eq(n + 1, twice(n) + 1);",
            &["n 1", "n + 1 2", "twice(n) 2", "twice(n) + 1 3"],
        ),
    ] {
        assert_eq!(parts(body), expected, "{body}");
    }
}

#[test]
fn a_failed_assertion_stands_at_its_place_in_its_words() {
    let place = |body: &str| {
        let failure = failure(body);
        let place = failure.place.expect("it has a place");
        (failure.message, place.line, place.column)
    };
    assert_eq!(
        place("\n  assert(1 > 2);"),
        ("assertion failed: `1 > 2`".into(), 5, 3)
    );
    assert_eq!(
        place("assert((1 + 1) == 3);"),
        ("assertion failed: `(1 + 1) == 3`".into(), 4, 1)
    );
    assert_eq!(
        place("let a = 1; assert(\n  a\n == 2);"),
        ("assertion failed: `a == 2`".into(), 4, 12)
    );
    assert_eq!(
        place("assert(false, \"so\");"),
        ("assertion failed: so".into(), 4, 1)
    );
    assert_eq!(
        place(" assert_eq(1, 2)"),
        ("expected 2, found 1".into(), 4, 2)
    );
    assert_eq!(
        place("assert(1)"),
        ("`assert` does not take integer".into(), 4, 1)
    );
    assert_eq!(
        place("let f = |x| assert(x == 1); f.call(2)"),
        ("assertion failed: `x == 1`".into(), 4, 13)
    );
}

#[test]
fn nothing_in_an_assertion_is_evaluated_twice() {
    let ran = run("let n = 0; let next = || { n += 1; print(n); n };\n\
                   let a = [1]; assert(next.call() == 1); assert_eq(a.pop(), 1);\n\
                   assert(a.is_empty()); let m = #{l: [1]}; assert(m.l.pop() == 1); assert(m.l.is_empty());\n\
                   assert(next.call() == 7);");
    assert_eq!(ran.output, "1\n2\n");
    let Ended::Failed(failure) = ran.ended else {
        panic!("it fails")
    };
    assert_eq!(failure.listing.lines, ["  next.call()  2"]);
}

#[test]
fn an_assertion_changes_what_the_code_does_in_nothing() {
    for body in [
        "let m = #{inner: #{n: 1}}; m.inner.bump = || { this.n += 1; this.n };\n\
         assert(m.inner.bump() == 2); assert(m.inner.n == 2);",
        "let a = [1]; assert(a[0].bump() == 2); assert(a[0] == 2);",
        "let m = #{l: [1, 2]}; assert(m.l.split(1).len() == 1); assert_eq(m.l, [1]);",
        "let m = #{l: [1, 2]}; assert(m.l.for_each(|| this += 1) == ()); assert_eq(m.l, [2, 3]);",
        "let m = #{l: [1, 2]}; assert(m.l.map(|| { this += 1; 1 }).len() == 2); assert_eq(m.l, [2, 3]);",
        "let m = #{inner: #{n: 1}}; m.inner[\"keys\"] = || { this.n += 1; this.n };\n\
         assert(m.inner.keys() == 2); assert(m.inner.n == 2);",
        "let m = #{a: #{n: 1, lowest: || { this.n += 1; this.n }}};\n\
         assert(m.a.lowest() == 2); assert_eq(m.a.n, 2);",
    ] {
        let text = format!("fn bump() {{ this += 1; this }}\nfn test_it() {{\n{body}\n}}");
        let ran = trial(None).run_text(Source::new("it.rhai", &text), "test_it");
        assert_eq!(ran.ended, Ended::Passed, "{body}");
    }
    assert_eq!(
        parts("let m = #{n: [1]}; let f = |x| x > 0; assert(m.n.filter(|x| x > 0).some(f) == 2);"),
        [
            "m #{\"n\": [1]}",
            "m.n [1]",
            "m.n.filter(|x| x > 0) [1]",
            "m.n.filter(|x| x > 0).some(f) true",
        ]
    );
}

#[test]
fn what_changes_a_variable_in_an_assertion_changes_it() {
    let ran = run(
        "let a = [3, 1]; assert(a.len() == 2 && a.pop() == 1 && a.len() == 1); assert_eq(a, [3]);",
    );
    assert_eq!(ran.ended, Ended::Passed);
}

#[test]
fn an_assertion_inside_the_call_of_another_keeps_its_parts_apart() {
    let text = "fn inner(n) { assert(n < 5); n }\nfn test_it() {\n  let k = 1;\n  \
                try { assert(inner(9) == k) } catch {}\n  assert(inner(k) == 3);\n}";
    let ran = trial(None).run_text(Source::new("it.rhai", text), "test_it");
    let Ended::Failed(failure) = ran.ended else {
        panic!("it fails")
    };
    assert_eq!(failure.listing.lines, ["  k         1", "  inner(k)  1"]);
}

#[test]
fn an_error_inside_an_assertion_tells_what_was_known() {
    let failure = failure(
        "let n = 2; assert(n + 1 == 3 && incident.claims.on(\"guards-killed\").range().best == n);",
    );
    assert_eq!(failure.message, "`==` with a number that is not known");
    assert!(
        failure
            .listing
            .lines
            .iter()
            .any(|line| line.contains("n + 1")),
        "{:#?}",
        failure.listing.lines
    );
    assert!(
        failure
            .listing
            .lines
            .iter()
            .any(|line| line.contains("came about")),
        "{:#?}",
        failure.listing.lines
    );
}

#[test]
fn an_estimate_is_told_with_its_steps() {
    let failure =
        failure("let e = incident.claims.on(\"guards-killed\").lowest();\nassert(e.best == 3);");
    assert!(
        failure
            .listing
            .lines
            .iter()
            .any(|line| line.contains("how `e` came about")),
        "{:#?}",
        failure.listing.lines
    );
    assert!(
        failure
            .listing
            .lines
            .iter()
            .any(|line| line.contains("lowest()")),
        "{:#?}",
        failure.listing.lines
    );
}

#[test]
fn lists_and_texts_are_compared_line_by_line() {
    let failure = failure("assert_eq([1, 2, 3], [1, 3]);");
    assert!(
        failure.listing.lines.contains(&"  + 2".to_owned()),
        "{:#?}",
        failure.listing.lines
    );
    let failure = self::failure("assert_eq(\"a\\nb\", \"a\\nc\");");
    assert!(
        failure.listing.lines.contains(&"  - c".to_owned()),
        "{:#?}",
        failure.listing.lines
    );
}

#[test]
fn the_estimates_that_were_evaluated_last_are_told_first() {
    let lines = failure(&format!(
        "{THREE}let a = d.call(1); let b = d.call(2); let c = d.call(3); let e = d.call(4);\n\
         assert(a.best == 1 && b.best == 2 && c.best == 3 && e.best == 5);"
    ))
    .listing
    .lines;
    let told: Vec<&str> = lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| line.starts_with("how") || line.contains("not shown"))
        .collect();
    assert_eq!(
        told,
        [
            "how `e` came about:",
            "how `c` came about:",
            "how `b` came about:",
            "… 1 estimate more, whose steps are not shown"
        ]
    );
}

#[test]
fn the_parts_that_were_evaluated_last_are_told() {
    let many: String = (0..100).map(|n| format!("n + {n} > 0 && ")).collect();
    let lines = parts(&format!("let n = 1; assert({many}n == 7);"));
    assert_eq!(lines[0], "… 138 parts before these");
    assert_eq!(lines.last().map(String::as_str), Some("n == 7 false"));
    assert_eq!(lines.len(), 65);
}

#[test]
fn small_selections_are_told_claim_by_claim() {
    let lines = parts(
        "let c = draft(\"x\").source(\"army\", \"official\").measure(\"k\")\n\
         .claim(\"hospital\", 5).claim(\"army\", \"dozens\").claims;\n\
         assert(c.len() == 3);",
    );
    let at = lines
        .iter()
        .position(|line| line == "the claims of `c`:")
        .expect("they are told");
    assert!(lines[at + 1].ends_with("hospital (other), 5"), "{lines:?}");
    assert!(
        lines[at + 2].ends_with("army (official), dozens"),
        "{lines:?}"
    );
}

#[test]
fn of_many_claims_the_first_are_told_and_how_many_more_there_are() {
    let lines = parts(
        "let d = draft(\"x\").measure(\"k\"); for n in 0..15 { d = d.claim(\"hospital\", n); }\n\
         let c = d.claims; assert(c.len() == 3);",
    );
    let told = lines.iter().filter(|line| line.contains("hospital"));
    assert_eq!(told.count(), 12, "{lines:#?}");
    assert!(lines.contains(&"… and 3 more".to_owned()), "{lines:#?}");
}
