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
        "print(incident.claims.on(\"guards-killed\").range())",
        "fn lowest_of(claims) { claims.lowest() } print(lowest_of(incident.claims.on(\"x\")))",
        "fn rule(claims) { for g in claims.group_by(|c| c.origin) { print(g.key); } claims.range() }",
    ]);
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
