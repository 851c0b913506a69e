//! Closures that are kept in a variable: asked for in their own turn, or in another.

use super::{all_have, none_has_any};

#[test]
fn closures_that_are_asked_for_in_another_turn() {
    all_have(
        "captured-loop-variable",
        &[
            "let f = || 0; for x in [1, 2] { print(f.call()); f = || x; } print(f.call())",
            "let f = || 0; for x in [1, 2] { if x == 1 { f = || x; } print(f.call()); }",
            "let f = || 0; for x in [1, 2] { f = || x; print(f.call()); } print(f.call())",
            "let fs = []; for x in [1, 2] { fs = fs + [|| x]; print(fs.len()); } print(fs)",
            "let f = || 0; let g = []; for x in [1, 2] { f = || x; g.push(f); } print(g)",
            "let f = || 0; for x in [1, 2] { for y in [3] { f = || x + y; } print(f.call()); }",
            "let f = || 0; for x in [1, 2] { switch x { 1 => { f = || x; } _ => () } print(f.call()); }",
        ],
    );
}

#[test]
fn closures_that_are_asked_for_in_their_own_turn() {
    none_has_any(&[
        "let f = || 0; for x in [1, 2] { f = || x; print(f.call()); }",
        "let f = || 0; for x in [1, 2] { f = || x; if x > 1 { print(f.call()); } }",
        "let f = || 0; for x in [1, 2] { if x > 1 { f = || x; } else { f = || x + 1; } print(f.call()); }",
        "let f = || 0; for x in [1, 2] { if x > 1 { f = || x; } else { continue; } print(f.call()); }",
        "let f = || 0; for x in [1, 2] { switch x { 1 => { f = || x; } _ => { f = || 2; } } \
         print(f.call()); }",
        "let f = || 0; for x in [1, 2] { f = || x; for y in [3] { print(f.call() + y); } }",
        "let f = || 0; for x in [1, 2] { f = || x; print(f.call()); } f = || 3; print(f.call())",
        "let fs = []; for x in [1, 2] { fs = []; fs.push(|| x); print(fs[0].call()); }",
        "let f = |c| c.low > 0; for m in incident.measures { f = |c| c.measure == m.id; \
         print(incident.claims.filter(f).len()); }",
        // The turn in which it is found is the last one.
        "let f = (); for x in [1, 2] { if x > 1 { f = || x; break; } } print(f.call())",
        "fn first(xs) { let f = (); for x in xs { if x > 1 { f = || x; return f; } } f } \
         print(first([1]))",
    ]);
}

#[test]
fn closures_that_take_another_way_into_a_list() {
    all_have(
        "captured-loop-variable",
        &[
            "let fs = []; for x in [1, 2] { fs.push(if x > 1 { |y| y + x } else { |y| y - x }); } \
             print(fs)",
            "let fs = []; for x in [1, 2] { fs.push(switch x { 1 => |y| y + x, _ => |y| y }); } \
             print(fs)",
            "let fs = []; for x in [1, 2] { let f = if x > 1 { || x } else { || 1 }; fs.push(f); } \
             print(fs)",
            "fn added(fs, f) { fs.push(f); fs } let fs = []; for i in 0..3 { \
             fs = added(fs, |c| c.low > i); } print(fs)",
            "fn same(f) { f } let fs = []; for i in 0..3 { fs.push(same(|c| c.low > i)); } print(fs)",
            "fn not_so(f) { |c| !f.call(c) } let fs = []; for i in 0..3 { \
             fs.push(not_so(|c| c.low > i)); } print(fs)",
            "fn named(name, f) { #{name: name, test: f} } let fs = []; for i in 0..3 { \
             fs.push(named(\"x\", |c| c.low > i)); } print(fs)",
            "fn added(fs, f) { return fs + [f]; } let fs = []; for i in 0..3 { \
             fs = added(fs, || i); } print(fs)",
        ],
    );
    none_has_any(&[
        "fn counted(f) { incident.claims.filter(f).len() } let ns = []; for i in 0..3 { \
         ns.push(counted(|c| c.id.len() > i)); } print(ns)",
        "fn added(fs, f) { fs.push(f); fs } let fs = []; for i in 0..3 { let this_one = i; \
         fs = added(fs, |c| c.low > this_one); } print(fs)",
        "let fs = []; for x in [1, 2] { let y = x; fs.push(if y > 1 { || y } else { || 1 }); } \
         print(fs)",
        "let ns = []; for x in [1, 2] { ns.push(if x > 1 { [3].filter(|y| y > x) } else { [] }); } \
         print(ns)",
    ]);
}
