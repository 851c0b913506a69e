//! Scripts that are cut, mixed up, deep or long: nothing panics, and nothing takes for ever.

use tallybook::script::{Host, Limits, Source, on_big_stack};

use super::findings_with;

const SCRIPT: &str = r#"import "std/ibc" as ibc;
const A = 1;
fn f(a, b) { let c = a; for (x, i) in b { c.push(|| x + i); if i > 2 { return c; } } c }
fn rule(claims) {
    let m = #{a: [1, 2], "b": |x| x.low == 2};
    let e = claims.set_aside(|c| m.b.call(c), `why ${m.a[0]}`).range();
    try { switch e.best { 7 if m.a[1] > 2 => throw "x", 1..5 => (), _ => () } } catch (err) { print(err); }
    do { m.a[0] -= 1; } until m.a[0] < 0;
    let g = f(m.a, [3])[0].call() ?? 2;
    loop { break; }
    ibc::rule(claims).or_else(e?.at_least(claims.named_floor()))
}
"#;

#[test]
fn cut_and_mixed_up_scripts_do_no_harm() {
    let host = Host::new(Limits::default());
    let mut compiled = 0;
    let mut try_out = |text: &str| {
        if let Ok(script) = host.compile(Source::new("script", text)) {
            compiled += 1;
            let _ = host.lint(&script);
        }
    };
    let words: Vec<&str> = SCRIPT
        .split_inclusive([' ', '(', ')', ';', ',', '.'])
        .collect();
    for at in 0..words.len() {
        // Without one word, with one word twice, and with two the other way round.
        try_out(&[&words[..at], &words[at + 1..]].concat().concat());
        try_out(&[&words[..=at], &words[at..]].concat().concat());
        let mut swapped = words.clone();
        swapped.swap(at, (at * 7 + 3) % words.len());
        try_out(&swapped.concat());
    }
    for (at, _) in SCRIPT.char_indices().step_by(3) {
        try_out(&SCRIPT[..at]);
        try_out(&SCRIPT[at..]);
    }
    assert!(compiled > 40, "{compiled}");
}

#[test]
fn deep_scripts_are_read_to_their_end() {
    let deep = [
        format!("print({}1{})", "[".repeat(100), "]".repeat(100)),
        format!("print({}1)", "1 + ".repeat(100)),
        format!("let x = #{{}}; print(x{})", ".a".repeat(100)),
        format!("print({}1)", "|x| ".repeat(60)),
        format!("{}{}", "if 1 > 2 { ".repeat(60), "}".repeat(60)),
    ];
    for text in deep {
        let text = &text;
        on_big_stack(move || {
            let host = Host::new(Limits::default());
            if let Ok(script) = host.compile(Source::new("script", text)) {
                let _ = host.lint(&script);
            }
        });
    }
}

/// What grew with the square would take minutes, which whoever waits for the suite would see.
#[test]
fn long_scripts_are_read_to_their_end() {
    let many = 4_000;
    let texts: [String; 8] = [
        (0..many).map(|n| format!("nowhere{n}();\n")).collect(),
        (0..many)
            .map(|n| format!("fn f{n}(a) {{ f{0}(a); f{0}(a) }}\n", n + 1))
            .collect(),
        format!(
            "let a = [];\nlet b = [];\nfor x in [1] {{\na.push(|| x);\n{}}}\nprint(a)",
            "a.push(b);\nb.push(a);\n".repeat(many)
        ),
        "let x = nowhere(1);\n".repeat(many),
        (0..many).map(|n| format!("let v{n} = {n};\n")).collect(),
        (0..many)
            .map(|n| format!("print(incident.name{n});\n"))
            .collect(),
        (0..many)
            .map(|n| format!("fn f{n}(a) {{ f{}(a) }}\n", n + 1))
            .collect(),
        format!(
            "let fs = [];\nfor x in [1] {{\n{}}}\nprint(fs)",
            "fs.push(|| x);\n".repeat(many)
        ),
    ];
    let host = Host::new(Limits::default());
    for text in &texts {
        let found = findings_with(&host, Source::new("script", text));
        assert!(!found.is_empty());
    }
}
