//! Ways that are never taken, imports of what is not there, and values that a `try` drops.

use std::fs;

use tallybook::script::{Host, Limits, Source};

use super::{all_have, findings_with, none_has_any};

#[test]
fn arms_and_conditions_that_stand_there_twice() {
    all_have(
        "unreachable-code",
        &[
            "let n = incident.claims.len(); print(switch n { 1 => \"a\", 2 => \"b\", 1 => \"c\", _ => \"d\" })",
            "let k = \"x\"; switch k { \"x\" => print(1), \"y\" => print(2), \"x\" => print(3) }",
            "let n = incident.claims.len(); if n > 5 { print(1); } else if n > 5 { print(2); }",
            "let n = incident.claims.len(); if n > 5 { print(1); } else if n > 3 { print(2); } \
             else if n > 5 { print(3); } else { print(4); }",
            "for c in incident.claims { if c.kind == \"official\" { print(1); } else if c.kind == \
             \"official\" { print(2); } }",
            "for c in incident.claims { let x = if c.is_enemy() { 1 } else if c.is_enemy() { 2 } else { 3 }; \
             print(x); }",
        ],
    );
    none_has_any(&[
        "let n = incident.claims.len(); print(switch n { 1 => \"a\", 2 => \"b\", _ => \"d\" })",
        "let n = incident.claims.len(); print(switch n { 1 if n > 2 => \"a\", 1 => \"b\", _ => \"d\" })",
        "let n = incident.claims.len(); print(switch n { 1 | 2 => \"a\", 3 => \"b\", _ => \"d\" })",
        "let n = incident.claims.len(); if n > 5 { print(1); } else if n > 3 { print(2); }",
        "let xs = [1, 2]; if xs.pop() > 5 { print(1); } else if xs.pop() > 5 { print(2); }",
        "let xs = [1, 2]; fn next() { print(1); 2 } if next() > 5 { print(xs); } else if next() > 5 { print(2); }",
        "for c in incident.claims { if c.kind == \"official\" { print(1); } else if c.kind == \
         \"medical\" { print(2); } }",
    ]);
}

#[test]
fn imports_of_what_is_not_there() {
    let name = format!("tallybook-imports-{}", std::process::id());
    let root = &std::env::temp_dir().join(name);
    fs::create_dir_all(root).expect("a folder");
    fs::write(root.join("helpers.rhai"), "fn half(n) { n / 2 }").expect("written");
    fs::write(root.join("broken.rhai"), "fn half(n) { n / }").expect("written");
    let host = Host::new(Limits::default());
    let found = |text: &str| {
        let source = Source::new("main.rhai", text).in_folder(root);
        let script = host.compile(source).expect("compiles");
        let lints = host.lint(&script).into_iter();
        let told = lints.map(|lint| (lint.check, lint.message, lint.hint.unwrap_or_default()));
        told.collect::<Vec<_>>()
    };
    let one = |text: &str| {
        let mut found = found(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.remove(0)
    };
    let (check, message, hint) = one("import \"helprs\" as h; print(h::half(2))");
    assert_eq!(check, "unknown-import");
    assert!(message.contains("`helprs`"), "{message}");
    assert_eq!(hint, "did you mean `helpers`?");
    let (check, _, hint) = one("import \"std/acld\" as h; print(h::rule(incident.claims))");
    assert_eq!(
        (check, &*hint),
        ("unknown-import", "did you mean `std/acled`?")
    );
    let (check, _, hint) = one("import \"acled\" as h; print(h::rule(incident.claims))");
    assert_eq!(
        (check, &*hint),
        ("unknown-import", "did you mean `std/acled`?")
    );
    let (check, message, _) = one("import \"broken\" as h; print(h::half(2))");
    assert_eq!(check, "unknown-import");
    assert!(message.contains("broken.rhai:1:18"), "{message}");
    assert_eq!(found("import \"helpers\" as h; print(h::half(2))"), []);
    let tried = "try { import \"nowhere\" as h; print(h::half(2)); } catch { print(1); }";
    assert_eq!(found(tried), []);
    fs::remove_dir_all(root).expect("a folder of this test's own");
}

#[test]
fn a_name_that_is_imported_twice() {
    all_have(
        "unused-import",
        &[
            "import \"std/ibc\" as m; import \"std/acled\" as m; fn rule(claims) { m::rule(claims) }",
            "import \"std/ibc\" as m;\nimport \"std/ibc\" as m;\nfn rule(claims) { m::rule(claims) }",
        ],
    );
    none_has_any(&[
        "import \"std/ibc\" as a; import \"std/acled\" as b; fn rule(claims) { a::rule(claims).or_else(b::rule(claims)) }",
        "let g = incident.claims.on(\"guards-killed\"); import \"std/ibc\" as m; print(m::rule(g)); \
         import \"std/acled\" as m; print(m::rule(g));",
    ]);
}

#[test]
fn values_that_a_try_drops() {
    all_have(
        "ignored-result",
        &[
            "fn rule(claims) { try { claims.except(\"belligerent\"); let x = claims.reached_by(2); \
             return x; } catch { return claims.median(); } }",
            "fn half(n) { try { return 10 / n; } catch { 0 } } print(half(0))",
            "let xs = [1]; try { xs.filter(|x| x > 1); xs.push(2); } catch { print(1); } print(xs)",
            "let xs = [1]; try { throw 1; } catch { xs.filter(|x| x > 1); print(1); } print(xs)",
        ],
    );
    none_has_any(&[
        "let failed = false; try { incident.measure(\"x\"); } catch { failed = true; } print(failed)",
        "let fine = false; try { incident.measure(\"x\"); fine = true; } catch { print(1); } print(fine)",
        "fn test_it() { try { incident.measure(\"x\"); throw \"no\"; } catch (e) { assert(e != ()); } }",
        "fn test_it() { try { incident.measure(\"x\"); assert(false); } catch (e) { print(e); } }",
        "fn half(n) { try { return 10 / n; } catch { return 0; } } print(half(0))",
        "fn half(n) { try { 10 / n } catch { return 0; } } print(half(0))",
        "try { print(1); } catch { () }",
    ]);
}

#[test]
fn what_is_there_to_fail_in_a_test() {
    none_has_any(&[
        "fn test_it() { assert_throws(|| unknown() == 2); }",
        "fn test_it() { assert_throws(|| { incident.claims.kind(\"x\"); }); }",
        "fn test_it() { let threw = false; try { unknown() == 2; } catch { threw = true; } \
         assert(threw); }",
    ]);
    all_have(
        "unused-variable",
        &["fn test_it() { assert_throws(|| { let x = 2; throw 1; }); }"],
    );
    all_have(
        "wrong-arity",
        &[
            "fn rule(claims) { if claims.is_empty() { return unresolved(\"nothing\"); } claims.reached_by(2) }",
        ],
    );
}

#[test]
fn constants_of_a_script_that_nobody_imports() {
    all_have(
        "unused-variable",
        &["const LEAST = 2; print(incident.claims.len())"],
    );
    none_has_any(&[
        "const LEAST = 2;",
        "const LEAST = 2; fn least() { 3 }",
        "const LEAST = 2; fn rule(claims) { claims.reached_by(3) }",
        "const LEAST = 2; fn test_it() { assert(true); }",
        "const LEAST = 2; print(LEAST)",
        "const LEAST = 2; fn least() { global::LEAST } print(least())",
        "export const LEAST = 2; print(incident.claims.len())",
    ]);
    let host = Host::new(Limits::default());
    let source = Source::new("x", "const LEAST = 2;\nprint(1)");
    assert_eq!(findings_with(&host, source), ["unused-variable 1:7"]);
}
