//! Calls and properties: what is there, what is not, and what nobody can know.

use super::{all_have, none_has_any};

#[test]
fn functions_and_methods_that_are_not_there() {
    all_have(
        "unknown-function",
        &[
            "prnt(1)",
            "let x = [1]; print(x.lenght())",
            "print(incident.claims.sume())",
            "print(incident.claims.push(1))",
            "fn a() { b() } print(a())",
            "let f = |x| x + 1; print(f(1))",
            "print(Fn(\"nowhere\").call(1))",
            "if 1 > 2 { shoot(1); }",
            "fn rule(claims) { claims.curent().median() }",
            "fn rule(claims) { claims.current().medain() }",
            "fn rule(claims) { let c = claims.current(); c.reached(2) }",
            "fn rule(claims) { claims.set_aside(|c| c.is_enemey(), \"x\").median() }",
            "fn rule(claims) { claims.set_aside(|c| isenemy(c), \"x\").median() }",
            "for m in incident.measures { print(concordence(m)); }",
            "print(`there are ${cuont(1)}`)",
            "let n = switch 1 { 1 => nothere(), _ => 2 }; print(n)",
            "import \"std/ibc\" as ibc; fn rule(claims) { ibc::rul(claims) }",
            "import \"std/ibc\" as ibc; print(ibc::other(incident.claims))",
            "exit();",
            "print(incident.mesure(\"x\"))",
            "let e = incident.claims.median(); print(e.at_lest(e))",
            "fn helper(c) { c.is_curent() } print(incident.claims.filter(|c| helper(c)))",
            "let x = 1; print(x.foo())",
            "try { boom(); } catch { print(1); }",
            "fn f(c) { c.is_known_to_all() } print(f(1))",
            "let m = #{a: 1}; print(m.get_or(\"a\", 2))",
            "print(incident?.claims?.curent())",
            "[1, 2].for_each(|| prnt(this));",
            "let claims = incident.claims; print(claims.note(\"x\"))",
        ],
    );
}

#[test]
fn calls_with_another_number_of_values() {
    all_have(
        "wrong-arity",
        &[
            "fn add(a, b) { a + b } print(add(1))",
            "fn add(a, b) { a + b } print(add(1, 2, 3))",
            "fn add(a, b) { a + b } print(1.add(2))",
            "fn rule(claims) { claims.reached_by() }",
            "fn rule(claims) { claims.median(1) }",
            "fn rule(claims) { claims.set_aside(|c| c.is_enemy()).median() }",
            "fn rule(claims) { claims.matching(|a, b| a == b).median() }",
            "fn rule(claims) { claims.filter(|c, i| c.low > i).median() }",
            "print(concordance())",
            "print(is_known(1, 2))",
            "print(unknown(1))",
            "let a = [3, 1]; print(a.sort_by(|x, y| x - y))",
            "let a = [3, 1]; a.sort(|x| x); print(a)",
            "let a = [1]; print(a.contains())",
            "print(incident.measure())",
            "import \"std/ibc\" as ibc; print(ibc::rule())",
            "print(type_of(1, 2))",
            "note();",
            "print(best_between(1, 2))",
        ],
    );
}

#[test]
fn properties_that_are_not_there() {
    all_have(
        "unknown-property",
        &[
            "print(incident.clams)",
            "print(incident.claims.low)",
            "print(incident.claims.len)",
            "for c in incident.claims { print(c.lwo); }",
            "for s in incident.sources { print(s.nmae); }",
            "for i in incidents { print(i.titel); }",
            "for m in incident.measures { print(m.lable); }",
            "print(incident.claims.filter(|c| c.by_whom == \"is\"))",
            "print(incident.claims.map(|c| c.lowest))",
            "let c = incident.claims[0]; print(c.figure)",
            "let all = incident.claims; let first = all[0]; print(first.figure)",
            "let e = incident.claims.median(); print(e.lowest)",
            "print(incident.claims.origins().map(|o| o.page))",
            "print(incident.claims.on(\"x\").range().hgih)",
            "fn rule(claims) { claims.weighted(|o| o.page) }",
            "fn rule(claims) { claims.matching(|c| c.is_enemy).median() }",
            "fn from_enemy(c) { c.kidn == \"official\" } \
             fn rule(claims) { claims.matching(|c| from_enemy(c)).median() }",
            "fn from_enemy(c) { c.kidn == \"official\" } \
             fn rule(claims) { claims.matching(from_enemy).median() }",
            "fn usable(claims) { claims.except(\"media\") } \
             fn rule(claims) { let u = usable(claims); print(u.length); u.median() }",
            "let m = #{low: 1}; print(m.lwo)",
            "let m = #{low: 1}; for k in [m] { print(k.lwo); }",
            "print(incident.place.contry)",
            "for g in incident.claims.group_by(|c| c.kind) { print(g.itmes); }",
            "for g in incident.claims.group_by(|c| c.kind) { print(g.items.low); }",
            "for g in incident.claims.group_by(|c| c.kind) { for c in g.items { print(c.lwo); } }",
            "let s = \"abc\"; print(s.length)",
            "let xs = [1, 2]; print(xs.size)",
            "print(incident.claim(\"c1\").saying)",
            "print(`${incident.titel}`)",
            "print(draft(\"x\").measure(\"killed\").claim(\"a\", 1).claims.lenght)",
            "let x = if 1 > 2 { incident.claims } else { incident.claims }; print(x.size)",
        ],
    );
}

#[test]
fn what_is_there_or_cannot_be_known_is_left_alone() {
    none_has_any(&[
        "print(incident.claims.len())",
        "fn add(a, b) { a + b } print(add(1, 2)); print(add(\"a\", \"b\"))",
        "fn add(n) { this + n } let x = 1; print(x.add(2))",
        "fn array.double() { this.len() * 2 } print([1, 2].double())",
        "let f = |x| x + 1; print(f.call(1))",
        "let m = #{f: |x| x + 1}; print(m.f(1))",
        "let m = #{}; m.f = |x| x + 1; print(m.f(1))",
        "let m = #{a: #{b: 1}}; print(m.a.b)",
        "let m = #{}; m[\"total\"] = 1; print(m.total)",
        "let m = #{}; for c in incident.claims { m[c.kind] = c.low; } print(m.official)",
        "let m = parse_json(`{\"a\": {\"deep\": 1}}`); print(m.a.deep)",
        "fn width(options) { options.width } print(width(#{width: 2}))",
        "export const LIMIT = 2; fn limit(options) { options.limit_of_all }",
        "print(Fn(\"len\").call([1]))",
        "fn is_ours(c) { c.is_own() } print(incident.claims.filter(is_ours))",
        "fn is_ours(c) { c.is_own() } print(incident.claims.filter(Fn(\"is_ours\")))",
        "print(incident.claims.current().range().low)",
        "print(incident.claims.origins(\"independent\").map(|o| o.pages))",
        "import \"std/ibc\" as ibc; fn rule(claims) { ibc::rule(claims) }",
        "fn rule(claims) { claims.filter(|c| c.people.len() > 0).median() }",
        "for g in incident.claims.group_by(|c| c.kind) { print(`${g.key}: ${g.items.len()}`); }",
        "try { throw #{code: 2}; } catch (e) { print(e.code); }",
        "try { print(1 > \"a\"); } catch (e) { print(e.message); }",
        "let xs = [1, 2].map(|x, i| x * i); print(xs)",
        "let total = [1, 2].reduce(|sum, x| sum + x, 0); print(total)",
        "let a = [3, 1]; a.sort(); print(a.order_desc()); print(a.sort_by(|x| -x))",
        "print([1, 2].all(|x| x > 0) && [1].some(|x| x == 1))",
        "print(incident.place.country); print(incident.place.name)",
        "let e = incident.claims.on(\"guards-killed\").median(); print(e.set_aside.map(|s| s.reason))",
        "print(type_of(1)); print(1.type_of())",
        "let c = incident.claims[0]; if c.covers != () { print(c.covers.what); }",
        "let x = incident; x = #{name: 1}; print(x.name)",
        "let best = (); for c in incident.claims { if best == () { best = c; } } print(best.low)",
        "let f = |a| |b| a + b; print(f.call(1).call(2))",
        "print(\"a,b\".split(\",\").len()); print(\"abc\".to_upper()); print(\"abc\".len)",
        "let t = table([\"a\"]); t.row([1]); print(t.markdown())",
        "print(csv(sources_table(incident)))",
        "fn twice(f, x) { f.call(f.call(x)) } print(twice(|n| n * 2, 1))",
        "let add = |a, b| a + b; let one = add.curry(1); print(one.call(2))",
        "print(abs(-1)); print(max(1, 2)); print((1.5).floor())",
        "print(incident.claims.to_array().len())",
        "for c in \"abc\".chars() { print(c.to_upper()); }",
        "fn widths(options) { options.list.map(|o| o.width_of_it) }",
        "fn widths(options) { for o in options.list { print(o.width_of_it); } }",
        "let x = 5; print(x in [1, 5]); print(!(x in [1]))",
    ]);
}
