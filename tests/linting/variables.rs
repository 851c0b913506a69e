//! What is defined and never used, and lines that are never reached.

use super::{all_have, findings, none_has_any};

#[test]
fn variables_that_nobody_reads() {
    all_have(
        "unused-variable",
        &[
            "let x = 1; print(2)",
            "let x = 1; let x = 2; print(x)",
            "let x = 1; x = 2; print(3)",
            "let x = 1; x += 2; print(3)",
            "let sum = 0; for c in incident.claims { sum = sum + c.low; } print(3)",
            "let sum = 0; let n = 2; sum = n + sum; print(n)",
            "let own = |c| c.low; print(incident.claims.map(|c| own(c)))",
            "let xs = []; xs.push(1); print(3)",
            "let m = #{}; m.a = 1; print(3)",
            "fn f() { let x = 1; 2 } print(f())",
            "fn f() { const X = 1; 2 } print(f())",
            "if 1 > 2 { let x = 1; }",
            "let f = |n| { let x = n; 2 }; print(f.call(1))",
            "for c in incident.claims { print(1); }",
            "for (c, i) in incident.claims { print(c); }",
            "try { print(1); } catch (e) { print(2); }",
            "let f = |x| x; print(1)",
            "let x = 1; if 2 > 1 { let x = 3; print(x); }",
            "let limit = 2; fn rule(claims) { claims.median() }",
            "let f = |n| n; let g = |f| f; print(g.call(1))",
            "fn rule(claims) { let usable = claims.current(); claims.median() }",
        ],
    );
    assert_eq!(
        findings("print(1);\nlet unused = 2;\nprint(3)"),
        ["unused-variable 2:5"]
    );
}

#[test]
fn parameters_that_nobody_reads() {
    all_have(
        "unused-parameter",
        &[
            "fn f(a, b) { a } print(f(1, 2))",
            "fn rule(claims) { incident.claims.median() }",
            "print(incident.claims.filter(|c| true))",
            "let f = |a, b| a; print(f.call(1, 2))",
            "print([1].map(|x, i| x))",
            "fn f(x) { let x = 2; x } print(f(1))",
            "fn f(x) { [1].map(|x| x) } print(f(1))",
            "print(`${[1].map(|x| 2)}`)",
        ],
    );
    assert_eq!(
        findings("fn f(a,\n     b) { a }\nprint(f(1, 2))"),
        ["unused-parameter 2:6"]
    );
    assert_eq!(
        findings("print([1].map(|x, i| x))"),
        ["unused-parameter 1:19"]
    );
}

#[test]
fn modules_that_nobody_asks() {
    all_have(
        "unused-import",
        &[
            "import \"std/ibc\" as ibc; print(1)",
            "import \"std/ibc\" as ibc; fn rule(claims) { claims.median() }",
            "import \"std/ibc\"; print(1)",
            "fn f() { import \"std/ibc\" as ibc; 1 } print(f())",
            "import \"std/ibc\" as a; import \"std/acled\" as b; print(a::rule(incident.claims))",
        ],
    );
}

#[test]
fn what_is_used_somewhere_is_used() {
    none_has_any(&[
        "let x = 1; print(x)",
        "let sum = 0; loop { sum = sum + 1; if sum > 3 { break; } }",
        "fn say(x) { print(x); x } let x = 1; x = x + say(x);",
        "let x = 1; x = x + 1; print(x)",
        "let _x = 1; print(2)",
        "let x = 1; print(`${x}`)",
        "let x = 1; let f = || x; print(f.call())",
        "let x = 1; let x = x + 1; print(x)",
        "let x; if 1 > 2 { x = 1; } else { x = 2; } print(x)",
        "let xs = [1]; for x in xs { print(x); }",
        "for i in 0..3 { print(\"again\"); }",
        "for _c in incident.claims { print(\"again\"); }",
        "for (c, _i) in incident.claims { print(c); }",
        "try { print(1); } catch { print(2); }",
        "try { print(1); } catch (_e) { print(2); }",
        "try { print(1); } catch (e) { print(e); }",
        "const LIMIT = 2; fn rule(claims) { claims.reached_by(global::LIMIT) }",
        "const LIMIT = 2; print(LIMIT)",
        "export let limit = 2;",
        "let limit = 2; export limit;",
        "fn f(_a, b) { b } print(f(1, 2))",
        "print(incident.claims.filter(|_x| true))",
        "print(incident.claims.filter(|_c| true))",
        "fn f() { this + 1 } print(1.f())",
        "let x = 1; let y = switch x { 1 => 2, _ => 3 }; print(y)",
        "let n = 2; let y = switch 1 { 1 if n > 1 => 2, _ => 3 }; print(y)",
        "import \"std/ibc\" as ibc; fn rule(claims) { ibc::rule(claims) }",
        "import \"std/ibc\" as ibc; let f = |c| ibc::rule(c); print(f.call(incident.claims))",
        "import \"std/ibc\" as _ibc; print(1)",
        "let m = #{}; m.a = 1; print(m)",
        "let i = 0; while i < 3 { i += 1; }",
        "let x = 1; { let y = x; print(y); }",
        "let f = |a| |b| a + b; print(f.call(1).call(2))",
        "let total = 0; [1].for_each(|| total += this); print(total)",
        "fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } } print(fib(5))",
        "let name = \"kind\"; print(#{kind: 1}[name])",
        "private fn helper(x) { x } fn rule(claims) { helper(claims).median() }",
    ]);
}

#[test]
fn lines_that_no_way_leads_to() {
    all_have(
        "unreachable-code",
        &[
            "fn f() { return 1; print(2); } print(f())",
            "fn f() { throw 1; 2 } print(f())",
            "fn f(x) { if x { return 1; } else { return 2; } 3 } print(f(true))",
            "fn f(x) { if x { return 1; } else { throw 2; } print(3); } f(true)",
            "for x in [1] { print(x); break; print(2); }",
            "for x in [1] { print(x); continue; print(2); }",
            "loop { print(1); } print(2)",
            "while true { print(1); } print(2)",
            "fn f(x) { switch x { 1 => { return 1; } _ => { return 2; } } 3 } print(f(1))",
            "fn f() { { return 1; } 2 } print(f())",
            "let f = |x| { return x; x + 1 }; print(f.call(1))",
            "return 1; print(2)",
            "fn f() { try { return 1; } catch { return 2; } 3 } print(f())",
            "fn f(x) { if x { return 1; print(9); } 2 } print(f(true))",
            "fn f() { loop { for x in [1] { print(x); break; } } 2 } print(f())",
            "fn f(x) { if x > 2 { return 1; } else if x > 1 { return 2; } else { return 3; } 4 } \
             print(f(1))",
        ],
    );
    assert_eq!(
        findings("fn f() {\n    return 1;\n    let x = 2;\n    print(x);\n}\nprint(f())"),
        ["unreachable-code 3:5"]
    );
}

#[test]
fn lines_that_some_way_leads_to() {
    none_has_any(&[
        "fn f(x) { if x { return 1; } 2 } print(f(true))",
        "fn f(x) { if x { return 1; } else { print(1); } 2 } print(f(true))",
        "fn f(x) { if x { return 1; } else if x == () { return 3; } 2 } print(f(true))",
        "loop { if 1 > 2 { break; } } print(2)",
        "while true { print(1); break; } print(2)",
        "let n = 0; while n < 3 { n += 1; } print(2)",
        "fn f(x) { switch x { 1 => { return 1; } _ => () } 3 } print(f(1))",
        "fn f(x) { switch x { 1 => { return 1; } 2 => { return 2; } } 3 } print(f(1))",
        "fn f() { try { return 1; } catch { print(2); } 3 } print(f())",
        "fn f(xs) { for x in xs { return x; } () } print(f([1]))",
        "fn f() { return 1; } print(f())",
        "let x = loop { break 1; }; print(x)",
        "fn f() { let g = || { return 1; }; g.call() } print(f())",
        "let n = 0; loop { n += 1; switch n { 3 => { break; } _ => () } } print(n)",
    ]);
}
