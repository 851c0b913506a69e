//! Functions that are handed over: how many values they take, and what they answer.

use super::{all_have, none_has_any};

#[test]
fn functions_that_take_another_number_of_values_than_they_are_given() {
    all_have(
        "wrong-arity",
        &[
            "print(incident.claims.filter(|a, b| a.low > b.low))",
            "print(incident.claims.matching(|| true))",
            "print(incident.claims.map(|c, n| c.id + n))",
            "print(incident.claims.group_by(|a, b| a.by == b.by))",
            "fn rule(claims) { claims.weighted(|o, n| o.claims.len() + n) }",
            "fn two(a, b) { a.low > b } print(incident.claims.filter(Fn(\"two\")))",
            "fn two(a, b) { a.low > b } print(incident.claims.filter(two))",
            "fn two(a, b) { a.low > b } let by = Fn(\"two\"); print(incident.claims.filter(by))",
            "let by = |a, b| a.low > b.low; print(incident.claims.matching(by))",
            "let least = 2; let by = |a, b| a + b > least; print(incident.claims.matching(by))",
            "print(filter(incident.claims, |a, b| a.low > b.low))",
            "print([1, 2].filter(|a, b, c| a + b > c))",
            "fn one(a) { a } print([3, 1].order(one))",
            "let xs = [3, 1]; xs.sort(|a| a); print(xs)",
            "fn test_it() { assert_throws(|x| x + 1); }",
            "fn boom(x) { throw x; } fn test_it() { assert_throws(Fn(\"boom\")); }",
            "let f = |a, b| a + b; print(f.call(1))",
            "fn sum_of(a, b) { a + b } let f = Fn(\"sum_of\"); print(f.call(1, 2, 3))",
            "let n = 2; let f = |a| a + n; print(f.call(1, 2))",
            "print([1, 2].reduce(|a, b, c, d| a + b + c + d))",
        ],
    );
    none_has_any(&[
        "fn one(c) { is_known(c.low) } print(incident.claims.filter(Fn(\"one\")))",
        "fn one(c) { is_known(c.low) } fn one(c, n) { is_known(c.low) && n > 0 } \
         print(incident.claims.filter(one))",
        "let n = 2; let f = |c| c.id.len() > n; print(incident.claims.filter(f))",
        "print([1, 2].filter(|a, n| a > n))",
        "print([1, 2].map(|| this + 1))",
        "print([1, 2].reduce(|sum, x| sum + x, 0))",
        "fn two(a, b) { a - b } let xs = [3, 1]; xs.sort(two); print(xs)",
        "fn test_it() { assert_throws(|| throw \"x\", \"x\"); }",
        "let f = |a, b| a + b; print(f.call(1, 2))",
        "let n = 2; let f = |a| a + n; print(f.call(1))",
        "let f = |a, b| a + b; f = |a| a; print(f.call(1))",
        "let f = |a, b| a + b; let g = f.curry(1); print(g.call(1))",
        "let m = #{call_it: |a, b| a + b}; print(m.call_it(1, 2))",
    ]);
}

#[test]
fn comparers_that_ask_a_helper_or_are_made_elsewhere() {
    all_have(
        "comparer-not-integer",
        &[
            "fn lower(a, b) { a.low < b.low } let xs = incident.claims.to_array(); \
             xs.sort(|a, b| lower(a, b)); print(xs)",
            "fn lower(a, b) { a < b } fn by(a, b) { lower(a, b) } print([3, 1].order(by))",
            "fn lower() { |a, b| a < b } print([3, 1].order(lower()))",
            "fn lower(a, b) { a < b } let by = Fn(\"lower\"); print([3, 1].order(by))",
            "let by = |a, b| a > b; fn by_low(xs, f) { xs.len() + f.call(1, 2) } \
             let xs = [3, 1]; xs.sort(by); print(by_low(xs, by))",
            "print([3, 1].order(|a, b| { let first = a < b; first }))",
            "print(order([3, 1], |a, b| a < b))",
            "print(`${[3, 1].order(|a, b| a < b)}`)",
        ],
    );
    none_has_any(&[
        "fn lower(a, b) { a.low - b.low } let xs = incident.claims.to_array(); \
         xs.sort(|a, b| lower(a, b)); print(xs)",
        "fn sign_of(x) { if x < 0 { -1 } else if x > 0 { 1 } else { 0 } } \
         print([3, 1].order(|a, b| sign_of(a - b)))",
        "fn by(a, b) { if a == b { 0 } else { by(b, a) } } print([3, 1].order(by))",
        "print([3, 1].order(|a, b| { let d = a < b; d = a - b; d }))",
    ]);
}
