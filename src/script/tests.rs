//! What scripts can rely on, through the host.

use std::cell::RefCell;
use std::rc::Rc;

use rhai::{Dynamic, Scope};

use super::{Failure, Host, Kind, Limits, Rule, Source};

fn host() -> Host {
    let host = Host::new(Limits::default());
    host.state().set_globals(Box::new(|| {
        (
            Dynamic::from(7_i64),
            Dynamic::from(vec![Dynamic::from(7_i64)]),
        )
    }));
    host
}

fn shown(text: &str) -> String {
    let host = host();
    match host.eval(text) {
        Ok(value) => host.debug_of(value),
        Err(failure) => format!("{:?}: {}", failure.kind, failure.message),
    }
}

fn failure(text: &str) -> Failure {
    host().eval(text).expect_err(text)
}

#[test]
fn the_incident_is_seen_everywhere_and_locals_shadow_it() {
    for text in [
        "incident",
        "fn f() { incident } f()",
        "[1].map(|x| incident)[0]",
        "let f = |x| incident; f.call(1)",
        "fn f() { [1].map(|x| [2].map(|y| incident))[0][0] } f()",
        "incidents[0]",
    ] {
        assert_eq!(shown(text), "7", "{text}");
    }
    for text in [
        "let incident = 1; incident",
        "fn f(incident) { incident } f(1)",
        "[1].map(|incident| incident)[0]",
        "let n = 0; for incident in [1] { n = incident; } n",
    ] {
        assert_eq!(shown(text), "1", "{text}");
    }
    assert!(matches!(
        failure("incident = 1").kind,
        Kind::Compile | Kind::Fault
    ));
}

#[test]
fn comparison_is_strict() {
    for text in [
        "() > 1",
        "1 == \"1\"",
        "1 < \"a\"",
        "true == 1",
        "unknown() == 1",
        "unknown() == ()",
        "() != unknown()",
        "unknown() == unknown()",
        "[1, 2] == [1, \"2\"]",
        "[1, \"a\"].contains(2)",
        "2 in [1, \"a\"]",
        "#{a: 1} == #{a: \"1\"}",
        "fn f(x) { x > 1 } f(\"a\")",
        "[1].filter(|x| x > \"a\")",
        "[1] < [2]",
    ] {
        assert_eq!(failure(text).kind, Kind::Fault, "{text}");
    }
    for (text, value) in [
        ("1 == ()", "false"),
        ("() == ()", "true"),
        ("\"a\" != ()", "true"),
        ("1 == 1.0", "true"),
        ("2.5 > 2", "true"),
        ("\"a\" < \"b\"", "true"),
        ("'a' == 'a'", "true"),
        ("[1, [2]] == [1, [2]]", "true"),
        ("#{a: 1} == #{a: 2}", "false"),
        ("[1, 2] == [1]", "false"),
        ("1 + 1 == 2 && !(3 < 2)", "true"),
        ("2 in [1, 2]", "true"),
    ] {
        assert_eq!(shown(text), value, "{text}");
    }
}

#[test]
fn what_is_not_known_stays_so() {
    for text in [
        "unknown() + 1",
        "1 + unknown()",
        "unknown() * 2.5",
        "2.5 - unknown()",
        "-unknown()",
        "unknown() ** 2",
        "7 % unknown()",
        "max(unknown(), 3)",
        "let x = 1; x += unknown(); x",
        "let x = unknown(); x += 1; x",
        "`${unknown()}`.to_string() == \"?\" ; unknown() / 2",
    ] {
        assert_eq!(shown(text), "?", "{text}");
    }
    for (text, value) in [
        ("\"a \" + unknown()", "\"a ?\""),
        ("unknown() + \" dead\"", "\"? dead\""),
        ("`${unknown()} dead`", "\"? dead\""),
        ("[unknown(), 1]", "[?, 1]"),
        ("is_known(unknown())", "false"),
        ("is_known(0)", "true"),
        ("is_known(())", "true"),
        ("unknown().or_else(3)", "3"),
        ("7.or_else(3)", "7"),
        ("unknown().or_else(unknown())", "?"),
    ] {
        assert_eq!(shown(text), value, "{text}");
    }
    for text in [
        "if unknown() { 1 }",
        "for x in 0..unknown() {}",
        "!unknown()",
    ] {
        assert_eq!(failure(text).kind, Kind::Fault, "{text}");
    }
}

#[test]
fn prints_and_notes_keep_their_order() {
    let host = host();
    let seen: Rc<RefCell<Vec<String>>> = Rc::default();
    for (mark, set) in [("p", true), ("n", false)] {
        let seen = Rc::clone(&seen);
        let sink = Box::new(move |text: &str| seen.borrow_mut().push(format!("{mark} {text}")));
        if set {
            host.state().on_print(sink);
        } else {
            host.state().on_note(sink);
        }
    }
    let _ = host
        .eval("print(1); note(\"a\"); print([unknown(), \"b\"]); print(\"c\"); debug(\"d\")")
        .expect("it runs");
    assert_eq!(
        *seen.borrow(),
        ["p 1", "n a", "p [?, \"b\"]", "p c", "n \"d\""]
    );
}

#[test]
fn a_caught_limit_is_reported_all_the_same() {
    let failure = failure("try { [1].map(|x| loop {}) } catch {} 5");
    assert_eq!(failure.kind, Kind::Limit);
    assert!(
        failure.message.contains("`operations`"),
        "{}",
        failure.message
    );
}

#[test]
fn a_fault_is_found_where_it_is() {
    let at = |text: &str| {
        let failure = failure(text);
        let place = failure.place.expect(text);
        format!("{}:{}+{}", place.line, place.column, place.width)
    };
    assert_eq!(at("let x = 1;\n  assert(x == 2)"), "2:3+6");
    assert_eq!(at("let f = |x| assert(x == 2);\nf.call(1)"), "1:13+6");
    assert_eq!(at("fn f(x) {\n  x > \"a\"\n}\nf(1)"), "2:5+1");
    assert_eq!(at("[1].map(|x| x >= \"a\")"), "1:15+2");
    assert_eq!(at("throw \"x\""), "1:1+5");
}

#[test]
fn rules_live_side_by_side() {
    let host = host();
    let load = |name: &str, text: &str| host.load_rule(Source::new(name, text)).expect(name);
    let one = load(
        "a",
        "const K = 5; fn rule(c) { help(c) + global::K } private fn help(c) { c }",
    );
    let two = load("b", "fn rule(c) { [c].map(|x| x * 2)[0] }");
    let call = |rule: &Rule| {
        rule.call(&host, Dynamic::from(1_i64))
            .map(|v| v.to_string())
    };
    assert_eq!(call(&one), Ok("6".into()));
    assert_eq!(call(&two), Ok("2".into()));
    let bad = load("c", "fn rule(c) {\n  c.nothing()\n}");
    let failure = call(&bad).expect_err("there is no such method");
    assert_eq!(failure.place.expect("it has a place").line, 2);
}

#[test]
fn variables_stay_in_the_scope_that_is_given() {
    let host = host();
    let script = host
        .compile(Source::new("x", "let a = 5; a + 1"))
        .expect("it compiles");
    let mut scope = Scope::new();
    let _ = host.run(&script, &mut scope).expect("it runs");
    assert_eq!(scope.get_value::<i64>("a"), Some(5));
}

#[test]
fn an_overload_of_a_builtins_own_type_wins() {
    #[derive(Clone, PartialEq)]
    struct Token(i64);
    let mut host = host();
    let engine = host.engine_mut();
    engine.register_type_with_name::<Token>("token");
    engine.register_fn("token", Token);
    engine.register_fn("==", |a: Token, b: Token| a == b);
    let shown = |text: &str| match host.eval(text) {
        Ok(value) => host.debug_of(value),
        Err(failure) => failure.message,
    };
    for (text, value) in [
        ("token(1) == token(1)", "true"),
        ("token(1) == token(2)", "false"),
        ("[token(1), token(2)] == [token(1), token(2)]", "true"),
        ("token(2) in [token(1), token(2)]", "true"),
        ("[token(1), token(2)].index_of(token(2))", "1"),
        ("#{a: token(1)} == #{a: token(2)}", "false"),
        ("token(1) == ()", "false"),
        ("token(1) == 1", "`==` compares token with integer"),
        (
            "token(1) < token(2)",
            "`<` does not compare values of type token",
        ),
        (
            "token(1) != token(1)",
            "`!=` does not compare values of type token",
        ),
    ] {
        assert_eq!(shown(text), value, "{text}");
    }
}

#[test]
fn a_flag_interrupts_a_script() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    let host = host();
    let flag = Arc::new(AtomicBool::new(false));
    host.set_interrupt(Arc::clone(&flag));
    assert!(host.eval("1").is_ok());
    flag.store(true, Ordering::Relaxed);
    let failure = host
        .eval("try { [1].map(|x| loop {}) } catch {} 1")
        .expect_err("it is interrupted");
    assert_eq!(failure.kind, Kind::Interrupted);
    assert!(!flag.load(Ordering::Relaxed));
    assert!(host.eval("1").is_ok());
}

#[test]
fn a_sort_that_fails_leaves_its_array_alone() {
    assert_eq!(
        shown("let a = [2, 1, \"x\"]; try { a.sort() } catch {} a"),
        "[2, 1, \"x\"]"
    );
    assert_eq!(failure("[2, 1].sort(|a, b| \"x\")").kind, Kind::Fault);
    assert_eq!(
        failure("[2, 1].sort_by(|a| throw \"x\")").kind,
        Kind::Thrown
    );
}

#[test]
fn two_hosts_make_the_same_of_the_same_script() {
    let text = "let f = |x| x + 1; fn b() {} fn a() {} [f.call(1), `${f}`]";
    assert_eq!(shown(text), shown(text));
    assert_eq!(shown("`${|x| x}`"), "\"a closure\"");
}

#[test]
fn a_number_is_what_is_written_whatever_its_sign() {
    for (text, value) in [
        ("let x = -2.5; x", "-2.5"),
        ("[-0.5, - 1.5]", "[-0.5, -1.5]"),
        ("-7", "-7"),
    ] {
        assert_eq!(shown(text), value, "{text}");
    }
    for text in ["99999999999999999999", "let x = -99999999999999999999;"] {
        let message = failure(text).message;
        assert_eq!(
            message, "`99999999999999999999` is too large for an integer",
            "{text}"
        );
    }
}
