//! How tests end, and what they leave as it was.

use std::time::Duration;

use super::{THREE, failure, parts, run, trial};
use crate::script::host::Host;
use crate::script::limits::Limits;
use crate::script::source::Source;
use crate::script::testing::{Ended, Trials};
use crate::script::watch::Watch;

#[test]
fn a_test_skips_itself_for_a_reason() {
    let ran = run("print(\"before\"); try { skip(\"not yet\") } catch { } boom();");
    assert_eq!(ran.ended, Ended::Skipped("not yet".into()));
    assert_eq!(ran.output, "before\n");
    assert_eq!(
        failure("skip(\" \")").message,
        "a test is skipped for a reason, the text is empty"
    );
    let ran = run("assert_throws(|| skip(\"inside\"))");
    assert_eq!(ran.ended, Ended::Skipped("inside".into()));
}

#[test]
fn an_error_that_is_expected_is_what_a_person_would_see() {
    for body in [
        "assert_throws(|| boom(), \"boom\")",
        "assert_throws(|| twice(1, 2), \"`twice` takes 1 value, it is given 2\")",
        "assert_throws(|| [1][4])",
        "let m = assert_throws(|| throw 7); assert_eq(m, \"7\")",
        "assert_throws(|| { assert(1 > 2) }, \"assertion failed\")",
    ] {
        assert_eq!(run(body).ended, Ended::Passed, "{body}");
    }
    assert_eq!(
        failure("assert_throws(|| twice(1))").message,
        "expected an error, the code gave 2"
    );
    assert_eq!(
        failure("assert_throws(|| boom(), \"bang\")").message,
        "expected an error with `bang`, found `boom`"
    );
}

#[test]
fn a_limit_ends_a_test_whatever_it_catches() {
    let limits = Limits {
        time: Duration::from_millis(50),
        ..Limits::default()
    };
    for body in [
        "loop {}",
        "try { loop {} } catch {}",
        "assert_throws(|| { loop {} })",
    ] {
        let text = format!("fn test_it() {{ {body} }}");
        let ran = Trials::new(limits.clone(), None)
            .trial()
            .run_text(Source::new("it", &text), "test_it");
        let Ended::Failed(failure) = ran.ended else {
            panic!("{body}")
        };
        assert!(
            failure.message.contains("limit `time`"),
            "{}",
            failure.message
        );
    }
}

#[test]
fn assertions_tell_the_same_when_they_are_watched() {
    let text = "fn test_it() { let a = [1, 2]; assert(a.filter(|x| x > 1).len() + 1 == a[0]) }";
    let told = |watch: Option<&Watch>| {
        let Ended::Failed(failure) = trial(watch)
            .run_text(Source::new("it", text), "test_it")
            .ended
        else {
            panic!("it fails")
        };
        failure.listing.lines
    };
    assert_eq!(told(None), told(Some(&Watch::new(true))));
}

#[test]
fn a_closure_that_a_module_calls_stands_where_it_is_written() {
    let folder = std::env::temp_dir().join(format!("tallybook-closure-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let module =
        "fn over_to(f) {\n  f.call(1)\n}\nfn other(n) {\n  hidden(n)\n}\nfn hidden(n) { n }\n";
    std::fs::write(folder.join("m.rhai"), module).expect("a file");
    let text =
        "import \"m\" as m;\nfn test_it() {\n  m::over_to(|x| {\n\n    assert(x == 2);\n  });\n}\n";
    let source = Source::new("it.rhai", text).in_folder(&folder);
    let ran = trial(None).run_text(source, "test_it");
    std::fs::remove_dir_all(&folder).expect("the folder");
    let Ended::Failed(failure) = ran.ended else {
        panic!("it fails")
    };
    assert_eq!(failure.message, "assertion failed: `x == 2`");
    assert_eq!(failure.listing.lines, ["  x  1"]);
    let place = failure.place.expect("it has a place");
    assert_eq!(
        (&*place.source, place.line, place.column),
        ("it.rhai", 5, 5)
    );
}

#[test]
fn what_compiles_elsewhere_compiles_in_a_test() {
    // As deep as an expression may be, and as wide as one likes.
    let deep = |n: usize| {
        format!(
            "fn test_it() {{ let x = 1; assert({}x == 2); }}",
            "x + ".repeat(n)
        )
    };
    let compiles = |text: &str| {
        Host::new(Limits::default())
            .compile(Source::new("it", text))
            .is_ok()
    };
    let deepest = (1..200)
        .take_while(|n| compiles(&deep(*n)))
        .last()
        .expect("some do");
    assert!((50..199).contains(&deepest), "{deepest}");
    let wide = format!(
        "fn test_it() {{ let x = 1; assert([{}].len() == 1); }}",
        "x + 1, ".repeat(3_000)
    );
    for text in [deep(deepest), wide] {
        let ran = trial(None).run_text(Source::new("it", &text), "test_it");
        let Ended::Failed(failure) = ran.ended else {
            panic!("it fails")
        };
        assert_eq!(
            failure.message.split(':').next(),
            Some("assertion failed"),
            "{}",
            failure.message
        );
        assert!(failure.listing.lines.len() <= 130, "{:#?}", failure.listing);
    }
}

#[test]
fn an_assertion_in_a_loop_costs_what_it_costs() {
    let text = "fn test_it() {\n  let a = [];\n  for i in 0..20000 { a.push(i); assert(a[i] == i); \
                assert(a.len() == i + 1); }\n}";
    let started = std::time::Instant::now();
    let ran = trial(None).run_text(Source::new("it", text), "test_it");
    assert_eq!(ran.ended, Ended::Passed);
    // A copy of the array in each turn would take minutes.
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn an_assertion_that_was_caught_says_nothing_of_a_later_error() {
    let failure =
        failure("let n = 1;\ntry { assert(n + 1 == boom()) } catch {}\nlet a = [1];\na[7] == n");
    assert_eq!(failure.listing.lines, Vec::<String>::new());
    let lines = parts("let n = 1;\nassert(\n\n n + 1 == 2\n && boom());");
    assert!(lines.contains(&"n + 1 2".to_owned()), "{lines:?}");
}

#[test]
fn another_error_than_the_expected_tells_where_it_arose() {
    let failure = failure("assert_throws(|| {\n  let m = #{bset: 1};\n  m.best\n}, \"no date\")");
    assert!(
        failure
            .message
            .starts_with("expected an error with `no date`, found `the map has no key"),
        "{}",
        failure.message
    );
    let lines = &failure.listing.lines;
    assert_eq!(lines[0], "  that error arose at it.rhai:6:5");
    assert!(
        lines.iter().any(|line| line.contains("hint: ")),
        "{lines:#?}"
    );
}

#[test]
fn a_limit_is_nothing_that_code_throws() {
    let text = "fn deep(n) { deep(n + 1) + 1 }\nfn test_it() { assert_throws(|| deep(1)) }";
    let ran = trial(None).run_text(Source::new("it", text), "test_it");
    let Ended::Failed(failure) = ran.ended else {
        panic!("it fails")
    };
    assert!(
        failure.message.contains("limit `calls`"),
        "{}",
        failure.message
    );
}

#[test]
fn numbers_are_equal_as_they_are_elsewhere_and_estimates_by_what_they_answer() {
    assert_eq!(
        run("assert_eq(2, 2.0); assert_eq(2.0, 2)").ended,
        Ended::Passed
    );
    assert_eq!(
        failure("assert_eq(2, \"2\")").message,
        "expected \"2\" (string), found 2 (integer)"
    );
    let body = format!(
        "{THREE}let a = d.call(2); let b = draft(\"y\").measure(\"z\")\
                        .claim(\"w\", 2).claim(\"v\", 2).claims.lowest();"
    );
    assert_eq!(
        run(&format!("{body} assert_eq(a, b);")).ended,
        Ended::Passed
    );
    let failure = failure(&format!("{THREE} assert_eq(d.call(2), d.call(3));"));
    for line in ["  - low: 3", "  + low: 2"] {
        assert!(
            failure.listing.lines.contains(&line.to_owned()),
            "{:#?}",
            failure.listing.lines
        );
    }
}
