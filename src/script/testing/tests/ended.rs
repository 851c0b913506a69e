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
fn a_limit_tells_where_it_stopped_the_test() {
    let text = "fn spin(n) {\n  loop { n += 1; }\n}\nfn helper(n) {\n  spin(n)\n}\n\
                fn deep(n) {\n  deep(n + 1)\n}\nfn grow(s) {\n  loop { s += s; }\n}\n\
                fn test_spin() {\n  helper(1);\n}\nfn test_deep() {\n  try { deep(1) } catch { 1 }\n}\n\
                fn test_grow() {\n  grow(\"x\");\n}\nfn test_closure() {\n  [1].map(|x| {\n    helper(x)\n  })\n}";
    let limits = Limits {
        operations: 10_000,
        ..Limits::default()
    };
    for watch in [None, Some(Watch::new(true))] {
        for (test, limit, line, calls) in [
            (
                "test_spin",
                "operations",
                2,
                vec![("`spin`", 5), ("`helper`", 14)],
            ),
            ("test_deep", "calls", 8, vec![("`deep`", 17)]),
            ("test_grow", "text", 11, vec![("`grow`", 20)]),
            (
                "test_closure",
                "operations",
                2,
                vec![("`spin`", 5), ("`helper`", 24), ("the closure", 23)],
            ),
        ] {
            let ran = Trials::new(limits.clone(), watch.clone())
                .trial()
                .run_text(Source::new("it.rhai", text), test);
            let Ended::Failed(failure) = ran.ended else {
                panic!("{test}")
            };
            let limit = format!("limit `{limit}`");
            assert!(failure.message.contains(&limit), "{}", failure.message);
            let place = failure.place.as_ref().expect("it has a place");
            assert_eq!((&*place.source, place.line), ("it.rhai", line), "{test}");
            let mut trail: Vec<(&str, usize)> = failure
                .trail
                .iter()
                .map(|call| (&*call.name, call.place.as_ref().expect("a place").line))
                .collect();
            trail.dedup();
            assert_eq!(trail, calls, "{test}");
        }
    }
}

#[test]
fn a_limit_in_a_module_is_told_there() {
    let folder = std::env::temp_dir().join(format!("tallybook-limit-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(
        folder.join("m.rhai"),
        "fn spin(f) {\n  let n = 1;\n  loop { n = f.call(n) }\n}\n",
    )
    .expect("a file");
    std::fs::write(folder.join("top.rhai"), "let n = 1;\nloop { n += 1 }\n").expect("a file");
    let text = "fn test_call() {\n  import \"m\" as m;\n  m::spin(|n| n)\n}\n\
                fn test_import() {\n  import \"top\" as top;\n}\n\
                fn test_handed() {\n  import \"m\" as m;\n  m::spin(|n| {\n    loop { n += 1 }\n  })\n}\n";
    let limits = Limits {
        operations: 10_000,
        ..Limits::default()
    };
    let mut told = Vec::new();
    for test in ["test_call", "test_import", "test_handed"] {
        let source = Source::new("it.rhai", text).in_folder(&folder);
        let trial = Trials::new(limits.clone(), None).trial();
        let Ended::Failed(failure) = trial.run_text(source, test).ended else {
            panic!("{test}")
        };
        let place = failure.place.expect("it has a place");
        let name = place
            .source
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        let calls = failure.trail.iter().filter_map(|call| call.place.as_ref());
        let lines: Vec<usize> = calls.map(|place| place.line).collect();
        told.push((name, place.line, lines));
    }
    std::fs::remove_dir_all(&folder).expect("the folder");
    assert!(told[0].0 == "m.rhai" || told[0].0 == "it.rhai", "{told:?}");
    assert_eq!(told[1], ("top.rhai".to_owned(), 2, vec![6]));
    assert_eq!(told[2], ("it.rhai".to_owned(), 11, vec![3, 10]));
}

#[test]
fn the_words_of_assertions_are_free_for_other_things() {
    let text = "fn assert(a, b, c) { a + b + c }\nfn test_it() {\n  let m = #{assert: 1};\n  \
                assert(m.assert == 1);\n  assert_eq(m?.assert, 1);\n  true.assert();\n  \
                m.assert_eq = 2;\n  assert_eq(assert(1, 2, 3), 6);\n  \
                assert_throws(|| false.assert(), \"assertion failed\");\n}";
    let ran = trial(None).run_text(Source::new("it", text), "test_it");
    assert_eq!(ran.ended, Ended::Passed);
    let text = "fn assert(a, b, c) {\n  throw a\n}\nfn test_it() {\n  assert(7, 8, 9)\n}";
    let ran = trial(None).run_text(Source::new("it", text), "test_it");
    let Ended::Failed(failure) = ran.ended else {
        panic!("it fails")
    };
    assert_eq!(failure.message, "7");
    assert_eq!(failure.place.map(|place| place.line), Some(2));
}

#[test]
fn a_variable_that_its_assertion_changes_is_told_as_it_was() {
    assert_eq!(
        parts("let a = [1, 2, 3]; assert(a.pop() == 4 && a.len() == 2)"),
        ["a [1, 2, 3]", "a.pop() 3", "a.pop() == 4 false"]
    );
    assert_eq!(
        parts("let a = [3, 1]; assert_eq(a.shift(), 1)"),
        ["a [3, 1]", "a.shift() 3"]
    );
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
    // A copy of the array in each turn would be counted: hundreds of millions of operations.
    let ran = trial(None).run_text(Source::new("it", text), "test_it");
    assert_eq!(ran.ended, Ended::Passed);
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
    // Only what they answer is compared: how they came about is told above, and is no difference.
    let mut lines = failure.listing.lines.iter().map(|line| line.trim());
    let difference: Vec<&str> = lines
        .by_ref()
        .skip_while(|line| *line != "- expected, + found")
        .collect();
    assert!(difference.len() > 2, "{difference:?}");
    let is_answer = |line: &str| {
        let names = ["low", "best", "high", "high_open", "unresolved"];
        let mut signed = ["- ", "+ "]
            .iter()
            .filter_map(|sign| line.strip_prefix(sign));
        signed.any(|line| {
            names
                .iter()
                .any(|name| line.starts_with(&format!("{name}: ")))
        })
    };
    assert!(
        difference[1..].iter().all(|line| is_answer(line)),
        "{difference:?}"
    );
}

#[test]
fn keys_of_a_map_are_called_what_they_like_and_a_variable_is_told_what_the_word_is() {
    let body = "let m = #{a: [1, 2], assert: 1, n: #{x: 1, assert_eq: `${2}`}, assert_eq: 3};\n\
                assert(m.assert == 1); assert_eq(m.n.assert_eq, \"2\");\n\
                assert_eq([m.assert_eq, assert(true)], [3, ()]);";
    assert_eq!(run(body).ended, Ended::Passed);
    for body in [
        "let assert = 1;",
        "[1].map(|assert| 1);",
        "for assert in [1] {}",
    ] {
        let text = format!("fn test_it() {{ {body} }}");
        let trial = trial(None);
        let compiled = trial.host().compile(Source::new("it.rhai", &text));
        let failure = compiled.expect_err("it does not compile");
        let hint = "`assert` is a word of tests: give the variable another name";
        assert_eq!(failure.hints, [hint], "{body}");
    }
}
