//! Rules: independence, chance, and numbers that may not be known.

use tallybook::script::{Host, Limits, Source};

use super::{all_have, findings_with, none_has_any};

#[test]
fn rules_that_never_look_at_independence() {
    all_have(
        "no-independence",
        &[
            "fn rule(claims) { claims.lowest() }",
            "fn rule(claims) { claims.current().highest() }",
            "fn rule(claims) { let r = claims.range(); r.at_least(claims.named_floor()) }",
            "fn pick(claims) { claims.newest() } fn rule(claims) { pick(claims) }",
            "fn rule(claims) { if claims.len() > 2 { claims.highest() } else { claims.lowest() } }",
            "fn test_it() { assert_eq(draft(\"x\").claims.origins().len(), 0); } \
             fn rule(claims) { claims.lowest() }",
            "import \"std/acled\" as acled; fn rule(claims) { acled::rule(claims).or_else(claims.range()) }",
            "fn rule(claims) { let n = 0; for c in claims { if c.low == 2 { n += 1; } } \
             if n > 2 { claims.lowest() } else { claims.unresolved(\"too few\") } }",
            "fn rule(claims) { claims.conclude(2, unknown(), 7) }",
            "fn rule(claims) { let sum = 0; for c in claims.current() { sum += c.low.or_else(0); } \
             claims.conclude(sum, sum, sum) }",
            "fn rule(claims) { claims.filter(|c| c.origin == \"rferl\").map(|c| print(c)); claims.lowest() }",
            "fn rule(claims) { claims.matching(|c| c.origin == \"rferl\").lowest() }",
            "fn rule(claims) { claims.matching(|c| c.origin != \"rferl\").lowest() }",
            "fn rule(claims) { let m = #{origin: 1}; if m.origin > 0 { claims.lowest() } else { claims.highest() } }",
            "fn rule(claims) { let e = claims.lowest(); e.note(`of ${e.origins}`) }",
        ],
    );
}

#[test]
fn rules_that_do_and_scripts_that_are_no_rules() {
    none_has_any(&[
        "fn rule(claims) { claims.reached_by(2) }",
        "fn rule(claims) { claims.median() }",
        "fn rule(claims) { if claims.origins().len() < 2 { return claims.unresolved(\"one\"); } \
         claims.lowest() }",
        "fn enough(claims) { claims.origins(\"independent\").len() > 1 } \
         fn rule(claims) { if enough(claims) { claims.range() } else { claims.unresolved(\"x\") } }",
        "fn rule(claims) { let e = claims.range(); \
         if e.independent > 1 { e } else { claims.unresolved(\"x\") } }",
        "import \"std/ibc\" as ibc; fn rule(claims) { ibc::rule(claims).or_else(claims.range()) }",
        "fn rule(claims) { claims.unresolved(\"nobody counts\") }",
        "fn rule(claims) { claims.named_by(2) }",
        "fn rule(claims) { for f in claims.figures() { if f.kinds.len() > 2 { \
         return claims.conclude(f.value, f.value, f.value); } } claims.unresolved(\"none\") }",
        "print(incident.claims.on(\"guards-killed\").range())",
        "fn lowest_of(claims) { claims.lowest() } print(lowest_of(incident.claims.on(\"x\")))",
        "fn rule(claims) { let seen = []; for c in claims { if c.origin in seen { continue; } \
         seen.push(c.origin); } if seen.len() > 1 { claims.lowest() } else { claims.unresolved(\"x\") } }",
        "fn rule(claims) { let e = claims.lowest(); if e.origins < 2 { note(\"one\"); } e }",
        "fn rule(claims) { let m = #{origin: 1}; let n = 0; for c in claims { \
         if c.origin == m.origin { n += 1; } } claims.conclude(n, n, n) }",
        "fn rule(claims) { for g in claims.group_by(|c| c.origin) { print(g.key); } claims.range() }",
    ]);
}

#[test]
fn a_misspelt_look_is_told_once() {
    all_have(
        "unknown-function",
        &[
            "fn rule(claims) { claims.weightd(|o| o.pages.len()).or_else(claims.range()) }",
            "fn rule(claims) { if claims.orgins().len() > 1 { claims.range() } else { claims.lowest() } }",
        ],
    );
}

#[test]
fn words_that_are_in_no_list() {
    all_have(
        "unknown-word",
        &[
            "print(incident.claims.kind(\"hospital\"))",
            "fn rule(claims) { claims.except(\"oficial\").median() }",
            "fn rule(claims) { claims.matching(|c| c.kind == \"medicl\").median() }",
            "fn rule(claims) { claims.matching(|c| \"medicl\" != c.kind).median() }",
            "for s in incident.sources { if s.kind == \"Media\" { print(s.name); } }",
            "for m in incident.measures { if m.kind == \"figure\" { print(m.label); } }",
            "print(incident.claims.filter(|c| c.stance == \"denied\"))",
            "print(incident.claims.filter(|c| c.standing == \"set-aside\"))",
            "print(incident.claims.filter(|c| c.attribution == \"reported\"))",
            "for c in incident.claims { if c.covers != () && c.covers.what == \"parts\" { print(c); } }",
            "for c in incident.claims { if c.kind in [\"media\", \"medicl\"] { print(c); } }",
            "fn weight(o) { switch o.kind { \"medicl\" => 3, _ => 1 } } \
             fn rule(claims) { claims.weighted(|o| weight(o)) }",
            "fn rule(claims) { claims.weighted(|o| switch o.kind { \"media\" => { 2 } \"ngos\" | \"ngo\" => 3, _ => 1 }) }",
        ],
    );
    none_has_any(&[
        "print(incident.claims.kind(\"medical\"))",
        "let m = #{kind: \"hospital\"}; print(m.kind == \"hospital\")",
        "fn ours(c) { c.kind == \"hospital\" } print(ours(#{kind: \"hospital\"}))",
        "for s in incident.sources { if s.kind == s.name || s.name == \"medicl\" { print(s.kind); } }",
        "for c in incident.claims { if c.standing == \"set aside\" || c.stance == \"denies\" { print(c); } }",
        "for m in incident.measures { if m.kind == \"count\" { print(m.label); } }",
        "for c in incident.claims { switch c.kind { \"media\" if c.by == \"hospital\" => print(c), _ => print(#{a: \"x\"}) } }",
        "for c in incident.claims { print(switch c.kind { \"media\" => switch c.by { \"x\" => 1, _ => 2 }, _ => \"medicl\" }); }",
        "for c in incident.claims { if c.by == \"\" || c.kind == \"\" { print(c); } }",
    ]);
}

#[test]
fn functions_that_are_nearly_a_rule() {
    all_have(
        "almost-a-rule",
        &[
            "fn Rule(claims) { claims.median() }",
            "fn rule() { incident.claims.median() }",
            "fn rule(claims, need) { claims.reached_by(need) }",
        ],
    );
    none_has_any(&[
        "fn rule(claims) { rule(claims, 2) } fn rule(claims, need) { claims.reached_by(need) }",
        "fn rule(claims, need) { claims.reached_by(need) } \
         print(rule(incident.claims.on(\"guards-killed\"), 2))",
        "fn rules() { 1 }",
    ]);
}

#[test]
fn types_go_through_many_functions() {
    let chain: String = (1..12)
        .map(|n| format!("fn h{n}(c) {{ h{}(c) }} ", n + 1))
        .collect();
    let bad = format!(
        "{chain} fn h12(c) {{ c.title }} fn rule(claims) {{ claims.matching(|c| h1(c)).median() }}"
    );
    all_have("unknown-property", &[&bad]);
    none_has_any(&[&bad.replace("c.title", "c.derived")]);
}

#[test]
fn what_would_depend_on_the_day_or_on_chance() {
    all_have(
        "non-determinism",
        &[
            "print(timestamp())",
            "fn rule(claims) { claims.before(today()).median() }",
            "let t = now(); print(t)",
            "let t = timestamp(); print(t.elapsed)",
            "print(timestamp().elapsed)",
            "print(rand())",
            "print(date())",
            "print([1, 2].choose())",
            "print(rand(1..6))",
            "if rand_bool() { print(1); }",
            "sleep(1);",
            "let xs = [1, 2]; print(xs.shuffle())",
            "let xs = [1, 2]; xs.shuffle(); print(xs)",
            "print(incident.claims.sample())",
            "print(rand_int(1, 2))",
            "print(Fn(\"timestamp\").call())",
        ],
    );
    none_has_any(&[
        "fn today() { \"2019-11-08\" } print(today())",
        "let now = \"2019-11-08\"; print(now)",
        "let time = 1; print(time)",
        "print(#{now: 1}.now)",
    ]);
}

#[test]
fn numbers_that_may_not_be_known() {
    all_have(
        "switch-on-unknown",
        &[
            "let c = incident.claims[0]; switch c.low { 2 => print(1), _ => print(2) }",
            "for c in incident.claims { switch c.high { 2 => print(1), _ => print(2) } }",
            "let e = incident.claims.median(); let n = switch e.best { 2 => 1, _ => 2 }; print(n)",
            "let n = incident.claims.median().best; switch n { 2 => print(1), _ => print(2) }",
            "print(incident.claims.map(|c| switch c.low { 0 => \"none\", _ => \"some\" }))",
        ],
    );
    all_have(
        "compared-with-unknown",
        &[
            "let c = incident.claims[0]; print(c.low == unknown())",
            "let c = incident.claims[0]; if unknown() != c.low { print(1); }",
            "print(incident.claims.filter(|c| c.low > unknown()))",
        ],
    );
    all_have(
        "compared-with-itself",
        &[
            "let x = 1; print(x == x)",
            "print(incident.claims.filter(|c| c.by == c.by))",
            "let a = #{n: 1}; if a.n < a.n { print(1); }",
        ],
    );
    all_have("assigned-to-itself", &["let x = 1; x = x; print(x)"]);
    none_has_any(&[
        "let c = incident.claims[0]; if is_known(c.low) { switch c.low { 2 => print(1), _ => print(2) } }",
        "let c = incident.claims[0]; switch c.low.or_else(0) { 2 => print(1), _ => print(2) }",
        "let c = incident.claims[0]; switch c.kind { \"media\" => print(1), _ => print(2) }",
        "let m = #{low: 1}; switch m.low { 2 => print(1), _ => print(2) }",
        "let c = incident.claims[0]; let x = c.low.or_else(unknown()); print(x)",
        "assert_eq(unknown(), unknown());",
        "let a = 1; let b = 1; print(a == b)",
        "let a = [1, 2]; print(a[0] == a[1])",
        "let x = 1; x = x + 1; print(x)",
        "fn f() { this.a == this.b } print(#{a: 1, b: 2}.f())",
        "let a = #{x: 1}; let b = #{x: 1}; print(a.x == b.x)",
        "fn f(x) { x } print(f(1) == f(1))",
    ]);
}

#[test]
fn the_scripts_that_come_with_the_program_have_the_hints_that_are_known() {
    let host = Host::new(Limits::default());
    let mut found = Vec::new();
    for name in tallybook::script::shelf_names() {
        let source = Source::shipped(name).expect("it is on the shelf");
        for finding in findings_with(&host, source) {
            let id = finding.split(' ').next().unwrap_or_default().to_owned();
            found.push(format!("{name}: {id}"));
        }
    }
    // They follow published methods, which do not ask.
    let one_origin_decides: Vec<String> = found
        .iter()
        .filter(|line| line.ends_with(": no-independence"))
        .cloned()
        .collect();
    assert_eq!(found, one_origin_decides);
    assert!(
        !found.contains(&"ibc: no-independence".to_owned()),
        "{found:?}"
    );
}
