//! Closures: those that are kept, and those that compare.

use super::{all_have, findings, none_has_any};

#[test]
fn closures_that_see_the_last_turn() {
    all_have(
        "captured-loop-variable",
        &[
            "let fs = []; for x in 0..3 { fs.push(|| x); } print(fs[0].call())",
            "let fs = []; for x in [1, 2] { fs += || x; } print(fs[0].call())",
            "let fs = []; for x in [1, 2] { fs.insert(0, |y| y + x); } print(fs[0].call(1))",
            "let fs = []; for x in [1, 2] { fs.append([|| x]); } print(fs[0].call())",
            "let fs = []; for (x, i) in [1, 2] { print(x); fs.push(|| i); } print(fs[0].call())",
            "let m = #{}; for x in [\"a\", \"b\"] { m[x] = || x; } print(m.a.call())",
            "let m = #{}; for x in [\"a\", \"b\"] { m.set(x, || x); } print(m.len())",
            "let m = #{}; for x in [1, 2] { m.f = || x; } print(m.f.call())",
            "let f = || 0; for x in [1, 2] { f = || x; } print(f.call())",
            "let fs = []; for x in [1, 2] { fs.push(#{name: x, f: || x}); } print(fs)",
            "let fs = []; for x in [1, 2] { let f = || x; fs.push(f); } print(fs[0].call())",
            "let fs = []; for x in [1, 2] { let m = #{f: || x}; fs.push(m); } print(fs)",
            "let fs = []; for x in [1, 2] { let row = []; row.push(|| x); fs.push(row); } print(fs)",
            "let fs = []; let i = 0; while i < 3 { fs.push(|| i); i += 1; } print(fs[0].call())",
            "let fs = []; let i = 0; loop { fs.push(|| i); i += 1; if i > 2 { break; } } print(fs)",
            "let fs = []; let i = 0; do { fs.push(|| i); i += 1; } while i < 3; print(fs)",
            "fn make() { let fs = []; for x in 0..3 { fs.push(|| x); } fs } print(make())",
            "let fs = []; for x in [1, 2] { for y in [3] { print(y); fs.push(|| x); } } print(fs)",
            "let fs = []; for x in [1, 2] { if x > 1 { fs.push(|| x); } } print(fs)",
            "let fs = []; for c in incident.claims { fs.push(|d| d.by == c.by); } print(fs.len())",
            "let fs = []; for x in [1, 2] { fs = fs + [|| x]; } print(fs)",
            "let fs = []; for x in [1, 2] { fs.push(|| [1].filter(|y| y == x)); } print(fs)",
            "let fs = []; let seen = []; for x in [1, 2] { seen.push(x); fs.push(|| seen.len()); } \
             print(fs)",
        ],
    );
    assert_eq!(
        findings("let fs = [];\nfor x in 0..3 {\n    fs.push(|| x);\n}\nprint(fs)"),
        ["captured-loop-variable 3:13"]
    );
}

#[test]
fn closures_that_are_used_at_once_or_capture_what_stays() {
    none_has_any(&[
        "for x in [1, 2] { print([1, 2].filter(|y| y == x)); }",
        "for x in [1, 2] { let found = [1, 2].map(|y| y + x); print(found); }",
        "let all = []; for x in [1, 2] { all.push([1, 2].filter(|y| y == x)); } print(all)",
        "let all = []; for x in [1, 2] { all += [1, 2].filter(|y| y == x).len(); } print(all)",
        "let fs = []; for x in [1, 2] { let y = x; fs.push(|| y); } print(fs[0].call())",
        "let fs = []; for x in [1, 2] { print(x); fs.push(|n| n + 1); } print(fs)",
        "let base = 2; let fs = []; for x in [1, 2] { print(x); fs.push(|n| n + base); } print(fs)",
        "for x in [1, 2] { let f = || x; print(f.call()); }",
        "for x in [1, 2] { let fs = []; fs.push(|| x); print(fs[0].call()); }",
        "let fs = [1, 2].map(|x| || x); print(fs)",
        "fn make(x) { || x } let fs = []; for x in [1, 2] { fs.push(make(x)); } print(fs)",
        "let total = 0; for x in [1, 2] { [1].for_each(|| total += x); } print(total)",
        "fn first(xs) { for x in xs { return || x; } () } print(first([1]))",
        "let n = 0; let f = || n; for x in [1, 2] { n += x; } print(f.call())",
        "for x in [1, 2] { let xs = [3, 1]; xs.sort(|a, b| (a - b) * x); print(xs); }",
        "for m in incident.measures { print(incident.claims.on(m).filter(|c| c.measure == m.id)); }",
        "let kept = []; for m in incident.measures { \
         kept.push(incident.claims.set_aside(|c| c.measure == m.id, \"x\")); } print(kept)",
    ]);
}

#[test]
fn comparers_that_answer_no_number() {
    all_have(
        "comparer-not-integer",
        &[
            "let xs = [3, 1]; xs.sort(|a, b| a < b); print(xs)",
            "let xs = incident.claims.to_array(); xs.sort(|a, b| a.low > b.low); print(xs)",
            "let xs = [3, 1]; xs.sort(|a, b| !(a < b)); print(xs)",
            "let xs = [3, 1]; xs.sort(|a, b| a > b && a > 1); print(xs)",
            "let xs = [3, 1]; xs.sort(|a, b| { return a < b; }); print(xs)",
            "let xs = [3, 1]; xs.sort(|a, b| if a < b { true } else { false }); print(xs)",
            "let xs = [3, 1]; xs.sort(|a, b| if a < b { -1 } else { a > b }); print(xs)",
            "let xs = [3, 1]; xs.sort(|a, b| { if a < b { return -1; } a > b }); print(xs)",
            "let xs = [3, 1]; xs.sort(|a, b| `${a}${b}`); print(xs)",
            "let xs = [3, 1]; xs.sort(|a, b| [a, b]); print(xs)",
            "let xs = [3, 1]; xs.sort(|a, b| if a < b { -1 }); print(xs)",
            "print([3, 1].order(|a, b| a < b))",
            "let by = |a, b| a < b; let xs = [3, 1]; xs.sort(by); print(xs)",
            "fn by_low(a, b) { a.low < b.low } let xs = incident.claims.to_array(); \
             xs.sort(by_low); print(xs)",
            "fn by_low(a, b) { a.low < b.low } let xs = incident.claims.to_array(); \
             xs.sort(Fn(\"by_low\")); print(xs)",
            "let xs = [\"a\"]; xs.sort(|a, b| a.contains(b)); print(xs)",
            "let xs = incident.claims.to_array(); xs.sort(|a, b| if a.low > b.low { a.id } else { b.id }); print(xs)",
            "let xs = [3, 1]; xs.sort(|a, b| switch a { 1 => true, _ => b > 1 }); print(xs)",
            "let xs = [3, 1]; let turn = true; xs.sort(|a, b| turn == (a < b)); print(xs)",
        ],
    );
}

#[test]
fn comparers_that_answer_a_number() {
    none_has_any(&[
        "let xs = [3, 1]; xs.sort(|a, b| a - b); print(xs)",
        "let xs = [3, 1]; xs.sort(|a, b| if a < b { -1 } else if a > b { 1 } else { 0 }); print(xs)",
        "let xs = [3, 1]; xs.sort(|a, b| { if a < b { return -1; } if a > b { return 1; } 0 }); \
         print(xs)",
        "let xs = [\"ab\", \"c\"]; xs.sort(|a, b| a.len() - b.len()); print(xs)",
        "let xs = [3, 1]; xs.sort(|a, b| switch a > b { true => 1, _ => -1 }); print(xs)",
        "fn by_low(a, b) { a.low - b.low } let xs = incident.claims.to_array(); \
         xs.sort(by_low); print(xs)",
        "print([3, 1].sort_by(|x| x > 2))",
        "let xs = [3, 1]; xs.sort(|a, b| sign(a - b)); print(xs)",
        "let xs = [3, 1]; xs.sort(|a, b| { let x = a - b; x }); print(xs)",
    ]);
}
