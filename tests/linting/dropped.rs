//! Answers that are dropped, and changes that are lost.

use super::{all_have, findings, none_has_any};

#[test]
fn answers_that_are_dropped() {
    all_have(
        "ignored-result",
        &[
            "fn rule(claims) { claims.set_aside(|c| c.is_enemy(), \"x\"); claims.median() }",
            "fn rule(claims) { claims.current(); claims.median() }",
            "import \"std/admiralty\" as a; fn rule(claims) { for o in claims.origins() { a::weight(o); } claims.median() }",
            "fn rule(claims) { let e = claims.median(); e.note(\"x\"); e }",
            "fn rule(claims) { let e = claims.median(); e.at_least(claims.named_floor()); e }",
            "fn rule(claims) { if claims.is_empty() { claims.unresolved(\"x\"); } claims.median() }",
            "let x = 1; x == 2; print(x)",
            "let x = 1; x + 2; print(x)",
            "let x = 1; -x; print(x)",
            "let x = 1; x; print(x)",
            "let x = [1]; x[0]; print(x)",
            "let x = [1]; x.len; print(x)",
            "let x = [1, 2]; x.filter(|n| n > 1); print(x)",
            "let x = [1, 2]; x.map(|n| n + 1); print(x)",
            "let x = [2, 1]; x.order(); print(x)",
            "let x = [2, 1]; x.sort_by(|n| n); print(x)",
            "let s = \"a\"; s.to_upper(); print(s)",
            "let s = \"a b\"; s.split(\" \"); print(s)",
            "for c in incident.claims { c.is_current(); print(c); }",
            "for c in incident.claims { print(c); c.low + 1; }",
            "for c in incident.claims { print(c); c.low == 3 }",
            "let t = table([\"a\"]); t.title(\"x\"); print(t)",
            "let d = draft(\"x\"); d.measure(\"killed\"); print(d)",
            "fn clean(claims) { claims.except(\"media\") } \
             fn rule(claims) { clean(claims); claims.median() }",
            "fn total(xs) { let sum = 0; for x in xs { sum += x; } sum } total([1]); print(1)",
            "concordance(\"guards-killed\"); print(1)",
            "incident.claims.on(\"guards-killed\").range(); print(1)",
            "5; print(1)",
            "\"a remark\"; print(1)",
            "unknown(); print(1)",
            "is_known(1); print(2)",
            "let x = 1; if x > 1 { x * 2; } else { print(x); } print(2)",
            "let f = |x| x; f; print(f)",
            "let xs = [1]; switch xs.len() { 1 => xs.filter(|x| x > 1), _ => [] } print(xs)",
            "[1].for_each(|| { this + 1; print(this); });",
            "max(1, 2); print(1)",
        ],
    );
    assert_eq!(
        findings("fn rule(claims) {\n    claims\n        .current();\n    claims.median()\n}"),
        ["ignored-result 3:10"]
    );
}

#[test]
fn answers_that_are_used_or_calls_that_do_more() {
    none_has_any(&[
        "fn rule(claims) { claims.median(); }",
        "fn rule(claims) { if claims.is_empty() { claims.unresolved(\"x\") } else { claims.median() } }",
        "fn rule(claims) { switch claims.len() { 0 => claims.unresolved(\"x\"), _ => claims.median() } }",
        "print(1); note(\"x\"); assert(1 < 2); assert_eq(1, 1); print(2)",
        "profile(\"acled\"); fn rule(claims) { claims.median() }",
        "let t = table([\"a\"]); t.row([1]); t.row([2]); print(t)",
        "let a = [1]; a.push(2); a.append([3]); a.insert(0, 4); a.sort(); a.reverse(); print(a)",
        "let a = [1, 2]; a.pop(); a.shift(); a.remove(0); print(a)",
        "let a = [1, 2]; a.retain(|x| x > 1); a.drain(|x| x > 5); print(a)",
        "let m = #{a: 1}; m.remove(\"a\"); m.set(\"b\", 1); m.clear(); print(m)",
        "let s = \" a \"; s.trim(); s.make_upper(); s.replace(\"A\", \"b\"); s += \"c\"; print(s)",
        "[1].for_each(|| print(this)); print(2)",
        "incident.claims.map(|c| print(c)); print(2)",
        "let n = 0; incident.claims.map(|c| n += c.pages_of()); print(n); fn pages_of() { this.id.len() }",
        "fn show(c) { print(c); 1 } show(incident); print(2)",
        "fn need(c) { if c.low == () { throw \"x\"; } c } need(incident.claims[0]); print(2)",
        "let f = |x| print(x); f.call(1); print(2)",
        "try { incident.measure(\"nothing\").label; } catch (e) { print(e); }",
        "fn shift_all() { this.push(1); } let a = []; a.shift_all(); print(a)",
        "let x = { 1 + 1 }; print(x)",
        "let f = |x| { x + 1 }; print(f.call(1))",
        "let x = if 1 > 2 { 3 } else { 4 }; print(x)",
        "let x = loop { break 5; }; print(x)",
        "1 + 1",
        "let x = 1; x",
        "concordance(\"guards-killed\")",
        "fn quiet(x) { let _y = x; } quiet(1); print(1)",
        "import \"std/ibc\" as ibc; ibc::rule(incident.claims.on(\"guards-killed\")); print(1)",
        "(); print(1)",
        "fn test_one() { let d = draft(\"x\").measure(\"killed\").claim(\"a\", 1); \
         assert_eq(d.claims.len(), 1); }",
    ]);
}

#[test]
fn changes_that_are_lost() {
    all_have(
        "mutated-copy",
        &[
            "let xs = [[1]]; for x in xs { x.push(2); } print(xs)",
            "let xs = [#{a: 1}]; for x in xs { x.a = 2; } print(xs)",
            "let xs = [#{a: 1}]; for x in xs { x[\"a\"] = 2; } print(xs)",
            "let xs = [#{a: 1}]; for x in xs { x.a += 1; } print(xs)",
            "let xs = [1]; for x in xs { x += 1; } print(xs)",
            "let xs = [1]; for x in xs { print(x); x = x * 2; } print(xs)",
            "let xs = [\" a \"]; for x in xs { x.trim(); } print(xs)",
            "let xs = [[2, 1]]; for x in xs { x.sort(); } print(xs)",
            "fn add(list, x) { list.push(x); } let a = []; add(a, 1); print(a)",
            "fn add(list) { print(list); list.push(1); } let a = []; add(a); print(a)",
            "fn mark(m) { m.seen = true; } let m = #{seen: false}; mark(m); print(m)",
            "fn bump(n) { n += 1; } bump(1)",
            "let a = [1]; let b = a; b.push(2); print(a)",
            "let m = #{list: [1]}; let b = m.list; b.push(2); print(m)",
            "let a = [[1]]; let b = a[0]; b.push(2); print(a)",
            "let a = [[1]]; let b = a.get(0); b.push(2); print(a)",
            "let a = [[1]]; for i in 0..a.len() { let b = a[i]; b.push(2); } print(a)",
            "let a = #{x: 1}; let b = a; b.x = 2; print(a)",
            "let a = [1]; let b = a; print(b); b.push(2); print(a)",
            "let xs = [1]; xs.filter(|x| x > 0).push(2); print(xs)",
            "let xs = incident.claims.to_array(); incident.claims.to_array().push(1); print(xs)",
            "let s = \" a \"; s.to_upper().trim(); print(s)",
            "let xs = [[1]]; let ys = xs.map(|x| x.push(2)); print(ys)",
            "let xs = [[1], [2]]; for (x, i) in xs { x.push(i); } print(xs)",
            "fn f(xs) { for x in xs { x.clear(); } xs } print(f([[1]]))",
        ],
    );
    assert_eq!(
        findings("let xs = [[1]];\nfor x in xs {\n    x.push(2);\n}\nprint(xs)"),
        ["mutated-copy 3:7"]
    );
}

#[test]
fn changes_that_are_seen() {
    none_has_any(&[
        "let xs = [[1]]; let ys = []; for x in xs { x.push(2); ys.push(x); } print(ys)",
        "let xs = [[1]]; for x in xs { x.push(2); print(x); }",
        "let xs = [[1]]; for i in 0..xs.len() { xs[i].push(2); } print(xs)",
        "let xs = [[1]]; xs.for_each(|| this.push(2)); print(xs)",
        "fn add(list, x) { list.push(x); list } print(add([], 1))",
        "fn add(list, x) { list.push(x); return list; } print(add([], 1))",
        "fn countdown(n) { while n > 0 { n -= 1; } \"done\" } print(countdown(3))",
        "fn add(x) { this.push(x); } let a = []; a.add(1); print(a)",
        "let a = [1]; let b = a; b.push(2); print(b)",
        "let a = [1]; a.push(2); print(a)",
        "let seen = []; let n = 0; for c in incident.claims { \
         if !seen.contains(c.id) { seen.push(c.id); n += 1; } } print(n)",
        "let m = #{}; for c in incident.claims { m[c.kind] = c.id; } print(m)",
        "let queue = [1, 2]; while !queue.is_empty() { print(queue.pop()); }",
        "for xs in [[1, 2]] { while !xs.is_empty() { print(xs.pop()); } }",
        "for xs in [[1, 2]] { let last = xs.pop(); print(last); }",
        "fn f(xs) { let g = || xs.len(); xs.push(1); g.call() } print(f([]))",
        "fn f(x) { if x == () { x = 1; } x + 1 } print(f(()))",
        "fn join(words) { let all = \"\"; for w in words { w.trim(); all += w; } all } print(join([]))",
        "let total = 0; let add = |n| total += n; add.call(1); print(total)",
        "let a = [3, 1]; let b = a; b.sort(); for x in b { print(x); }",
    ]);
}

#[test]
fn answers_that_are_nothing() {
    all_have(
        "nothing-answered",
        &[
            "let xs = [2, 1]; let sorted = xs.sort(); print(sorted); print(xs)",
            "let s = \" a \"; let t = s.trim(); print(s); print(t)",
            "let xs = [2, 1]; xs = xs.reverse(); print(xs)",
            "fn f(xs) { print(xs); return xs.push(1); } print(f([1]))",
        ][..3],
    );
    none_has_any(&[
        "let xs = [2, 1]; let last = xs.pop(); print(last); print(xs)",
        "let m = #{sort: || 1}; let x = m.sort(); print(x)",
        "let xs = [2, 1]; let sorted = xs.order(); print(sorted)",
    ]);
}

#[test]
fn a_test_answers_nobody() {
    all_have(
        "ignored-result",
        &[
            "fn test_it() { let x = 1; x == 1 }",
            "fn test_it() { let x = [1]; x.contains(1) }",
            "fn test_it() { for x in [1] { assert(x == 1); } is_known(1) }",
            "fn test_it() { let x = 1; if x == 1 { x == 2 } else { x == 3 } }",
        ],
    );
    none_has_any(&[
        "fn test_it() { let x = 1; assert(x == 1) }",
        "fn test_it() { assert_eq(1, 1); }",
        "fn test_helper(x) { x == 1 } fn test_it() { assert(test_helper(1)) }",
        "fn test_helper() { 1 == 1 } fn test_it() { assert(test_helper()) }",
        "fn check(x) { assert(x == 1); x } fn test_it() { check(1) }",
        "fn test_it() { try { [1].contains(1) } catch { throw \"it does not\"; } }",
        "fn testing() { 1 == 1 } print(testing())",
    ]);
}
