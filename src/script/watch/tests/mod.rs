//! Which lines are told as run: a `+` at the end of a line says that it was, a `-` that it was not,
//! and a line with neither does not count.

mod in_part;

use super::{Covered, Watch};
use crate::script::limits::Limits;
use crate::script::source::Source;
use crate::script::testing::{Ended, Trials};

/// Runs `test_it` of a text and compares the lines that it marks.
fn check(marked: &str) {
    let mark = |line: &str| line.trim_end().rsplit(' ').next().map(str::to_owned);
    let marks: Vec<Option<char>> = marked
        .lines()
        .map(|line| match mark(line).as_deref() {
            Some("//+") => Some('+'),
            Some("//-") => Some('-'),
            _ => None,
        })
        .collect();
    let watch = Watch::new(true);
    let _ = Trials::new(Limits::default(), Some(watch.clone()))
        .trial()
        .run_text(Source::new("it", marked), "test_it");
    let covered = watch.covered();
    let Covered { lines, missing, .. } = covered.iter().find(|of| &*of.source == "it").expect("it");
    let mut wrong = String::new();
    for (at, text) in marked.lines().enumerate() {
        let found = match (lines.contains(&(at + 1)), missing.contains(&(at + 1))) {
            (true, true) => Some('-'),
            (true, false) => Some('+'),
            _ => None,
        };
        if found != marks[at] {
            wrong += &format!("line {}: {found:?} `{text}`\n", at + 1);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn branches() {
    check(
        "fn f(n) {
            // a remark
            if n > 5 { //+
                return 1; //-
            } else if n > 2 { //+
                2 //+
            } else {
                3 //-
            }
        }

        fn g(n) {
            let a = if n { //+
                1 //+
            } else {
                2 //-
            };
            switch a { //+
                1 => { //
                    let b = 2; //+
                    b //+
                }
                2 => 7, //-
                3 if n => //-
                    4, //-
                _ => { //
                    5 //-
                }
            }
        }
        fn test_it() {
            f(3); //+
            g(true); //+
            return; //+
            f(9); //-
        }",
    );
}

#[test]
fn loops() {
    check(
        "fn test_it() {
            let n = 0; //+
            loop { //+
                n += 1; //+
                if n > 2 { break; } //+
                if n > 3 { //+
                    continue; //-
                }
            }
            while n > 10 { //+
                n -= 1; //-
            }
            do { //+
                n += 1; //+
            } while n < 5; //+
            for i in 0..0 { //+
                print(i); //-
            }
            for (x, i) in [ //+
                1, //+
                2, //+
            ] {
                n += i; //+
            }
        }",
    );
}

#[test]
fn closures() {
    check(
        "fn test_it() {
            let k = 1; //+
            let never = |x| { //+
                let y = k; //-
                y + x //-
            };
            let kept = [1, 2] //+
                .filter(|x| { //+
                    let z = x + k; //+
                    z > 9 //+
                })
                .map(|x| //+
                    x * 2 //-
                );
            let other = || //+
                k; //-
            let called = |x| { //+
                if x { //+
                    k //+
                } else {
                    0 //-
                }
            };
            called.call(true); //+
        }
        fn never() {
            let f = |x| x; //-
            f.call(1) //-
        }",
    );
}

#[test]
fn chains_and_operators() {
    check(
        "fn fails() { throw 1 } //+
        fn test_it() {
            let m = #{ //+
                a: 1, //+
                b: [ //+
                    2, //+
                    3], //+
            };
            let x = m.a > 5 //+
                && m.b.len() //-
                    > 2; //-
            let y = m.a == 1 //+
                || m.b.is_empty(); //-
            let z = () //+
                ?? m.a; //+
            let w = m.a //+
                ?? 2; //-
            let s = `one ${m.a} //+
                two ${
                    m.b //+
                } three`;
            let t = m //+
                .b //+
                .len(); //+
            print( //+
                m.a //+
                + 1 //+
            );
            try { //+
                let q = [1] //+
                    .map(|x| fails()) //+
                    .len() //-
                    + 2; //-
                m.a = 4; //-
            } catch (e) {
                m.a = 5; //+
            }
            try { //+
                m.a += 1; //+
            } catch {
                m.a = 5; //-
            }
        }",
    );
}

#[test]
fn literals_of_calls() {
    check(
        "const LIMIT = 3; //+
        const LIST = [ //+
            1, //+
        ];
        fn three(a, b, c) { a } //+
        fn test_it() {
            three( //+
                1, //+
                [2, //+
                 3], //+
                \"x\" //+
            );
            let p = param( //+
                \"need\", //+
                2, //+
                \"what it is for\" //+
            );
            let n = global::LIMIT; //+
        }
        fn never() {
            three( //-
                1, //-
                #{a: //-
                  3}, //-
                \"x\" //-
            );
        }
        private fn neither() {
            /* nothing
               at all */
        }",
    );
}

#[test]
fn assertions_and_what_they_wrap() {
    check(
        "fn test_it() {
            let a = [1]; //+
            assert( //+
                a.len() //+
                == 1 //+
                && a //+
                    .filter(|x| x > 0) //+
                    [0] == 1, //+
                \"words\" //+
            );
            assert_eq( //+
                a, [ //+
                    1 //+
                ]);
            if a.is_empty() { //+
                assert(a //-
                    == 1); //-
            }
        }",
    );
}

#[test]
fn what_a_line_costs_is_told_of_that_line() {
    let text = "fn slow(n) { let i = 0; while i < 1000 { i += 1; } print(n); i }
        fn test_it() {
            let a = slow(1) + 1;
            let b = 2;
            for n in 0..3 {
                let c = n;
            }
            [1, 2].map(|n| slow(n));
        }";
    let watch = Watch::new(true);
    for _ in 0..2 {
        let trial = Trials::new(Limits::default(), Some(watch.clone())).trial();
        assert_eq!(
            trial.run_text(Source::new("it", text), "test_it").ended,
            Ended::Passed
        );
    }
    let timed = watch.timed();
    let line = |line: usize| timed.iter().find(|of| of.line == line).expect("it was run");
    assert_eq!(line(3).text, "let a = slow(1) + 1;");
    // Two runs of the test: what a line calls is not counted with it.
    assert_eq!(line(3).runs, 2);
    assert_eq!(line(6).runs, 6);
    assert_eq!(line(8).runs, 4);
    assert!(line(1).runs >= 6_000, "{:?}", line(1));
    assert!(line(1).operations > 12_000, "{:?}", line(1));
    for other in [3, 4, 5, 6, 8] {
        assert!(line(other).operations < 200, "{:?}", line(other));
    }
    let none = Watch::new(false);
    assert!(none.timed().is_empty());
}

#[test]
fn modules_are_told_apart_and_what_comes_with_the_program_counts_for_its_file() {
    let folder = std::env::temp_dir().join(format!("tallybook-lines-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let shipped = Source::shipped("range")
        .expect("it is shipped")
        .text()
        .to_owned();
    std::fs::write(folder.join("range.rhai"), &shipped).expect("a file");
    std::fs::write(
        folder.join("one.rhai"),
        "fn a() {\n  1\n}\nfn b() {\n  2\n}\nfn over_to(f) {\n  f.call(1)\n}\n",
    )
    .expect("a file");
    let text = "import \"one\" as one;\nimport \"std/range\" as range;\nfn test_it() {\n  one::a();\n  one::over_to(|x| {\n    x\n  });\n  one::over_to(Fn(\"apart\"));\n  \
                range::rule(draft(\"x\").measure(\"m\").claim(\"a\", 1).claims);\n}\nfn apart(n) {\n  n\n}";
    let watch = Watch::new(false);
    let host = Trials::new(Limits::default(), Some(watch.clone())).trial();
    host.host()
        .compile(Source::read(&folder.join("range.rhai")).expect("it can be read"))
        .expect("it compiles");
    let trial = Trials::new(Limits::default(), Some(watch.clone())).trial();
    let desk = crate::script::Desk::new(&[], crate::reconcile::Profile::plain());
    desk.lay_out(trial.host().state());
    let ran = trial.run_text(Source::new("it", text).in_folder(&folder), "test_it");
    std::fs::remove_dir_all(&folder).expect("it is there");
    assert_eq!(ran.ended, Ended::Passed);
    let covered = watch.covered();
    let missing = |name: &str| {
        let of = covered
            .iter()
            .find(|of| of.source.ends_with(name))
            .expect("it is known");
        (of.lines.len(), of.missing.clone())
    };
    assert_eq!(missing("one.rhai"), (3, vec![5]));
    assert_eq!(missing("it"), (8, vec![]));
    assert_eq!(missing("range.rhai").1, Vec::<usize>::new());
    assert!(covered.iter().all(|of| !of.shipped), "{covered:#?}");
}

#[test]
fn what_is_broken_off() {
    check(
        "fn f(a, b, c) { a } //-
        fn test_it() {
            let x = [1, 2, 3]; //+
            x[ //+
                0 + 1 //+
            ] = 7; //+
            try { //+
                f( //+
                    x.len(), //+
                    x.nothing(), //+
                    x.len() //-
                );
                print(1); //-
            } catch {} //
            let y = if x.len() > 2 { //+
                switch x[0] { //+
                    1 | 5 => \"one\", //+
                    7..9 => \"more\", //-
                    _ => \"none\" //-
                }
            } else {
                throw \"no\" //-
            };
            while true { //+
                if y == \"one\" { //+
                    break //+
                        y; //
                }
                y = \"two\"; //-
            }
            x.for_each(|i| { //+
                if this > 1 { return; } //+
                this += 1; //+
            });
            let g = #{f: || { //+
                5 //-
            }};
            let nested = || { //+
                let inner = |z| { //+
                    z + 1 //-
                };
                2 //+
            };
            nested.call(); //+
        }",
    );
}

/// The lines that were not run, of each of two files: `it` and the module `m` beside it.
fn missing_of(module: &str, text: &str) -> Vec<(String, Vec<usize>)> {
    use std::sync::atomic::{AtomicU32, Ordering};
    static FOLDERS: AtomicU32 = AtomicU32::new(0);
    let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
    let name = format!("tallybook-watch-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("m.rhai"), module).expect("a file");
    let watch = Watch::new(true);
    let source = Source::new("it", text).in_folder(&folder);
    let ran = Trials::new(Limits::default(), Some(watch.clone()))
        .trial()
        .run_text(source, "test_it");
    std::fs::remove_dir_all(&folder).expect("the folder");
    assert_eq!(ran.ended, Ended::Passed);
    let covered = watch.covered().into_iter();
    covered
        .map(|of| (of.source.to_string(), of.missing))
        .collect()
}

#[test]
fn a_module_that_a_function_imports_has_its_own_lines() {
    let module = "const D = 4;\n\nlet n =\n  1;\nif n == 2 {\n  print(n);\n}\nhelp();\n\
                  fn help() {\n  1\n}\nfn d() {\n  global::D\n}\n";
    for text in [
        "fn test_it() {\n  import \"m\" as m;\n  assert_eq(m::d(), 4);\n  if false {\n    print(1);\n\n\
         \n    print(2);\n  }\n}\n",
        "fn test_it() {\n  let f = || { import \"m\" as m; m::d() };\n  assert_eq(f.call(), 4);\n  \
         if false {\n    print(1);\n\n\n    print(2);\n  }\n}\n",
        "fn test_it() {\n  assert_eq(rule(1), 4);\n}\nfn rule(c) { import \"m\" as m; m::d() }\n\
         fn no() {\n\n\n  print(2);\n}\n",
    ] {
        let missing = missing_of(module, text);
        let its: Vec<usize> = (1..)
            .zip(text.lines())
            .filter(|(_, line)| line.trim().starts_with("print"))
            .map(|(at, _)| at)
            .collect();
        let expected = [("it".to_owned(), its), ("m.rhai".to_owned(), vec![6])];
        assert_eq!(missing, expected, "{text}");
    }
}
