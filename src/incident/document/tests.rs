use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Document, Key, Node, SHAPES, Value};
use crate::incident::{Input, load, sample, sample_names, schema};

fn laid_out(text: &str) -> String {
    let document = Document::read(&Input::new("a.json", text));
    document
        .unwrap_or_else(|problems| panic!("{problems}"))
        .laid_out()
}

#[test]
fn what_is_short_stands_on_a_line_and_claims_on_lines_of_their_own() {
    let text = r#"{"format":"tallybook/1","id":"a","title":"A","place":{"name":"b"},"x-any":[1.50,{"k":null}],
"reports":[{"id":"r","publisher":"p","claims":[{"measure":"m","by":["p","q"],"says":7},{"measure":"m","by":"p","says":"at least 7"}]}],"claims":[],
"summary":"This one is so long that the entry does not fit into a line of one hundred characters any more."}"#;
    let expected = r#"{
  "format": "tallybook/1",
  "id": "a",
  "title": "A",
  "place": {"name": "b"},
  "x-any": [1.50, {"k": null}],
  "reports": [
    {
      "id": "r",
      "publisher": "p",
      "claims": [
        {"measure": "m", "by": ["p", "q"], "says": 7},
        {"measure": "m", "by": "p", "says": "at least 7"}
      ]
    }
  ],
  "claims": [],
  "summary": "This one is so long that the entry does not fit into a line of one hundred characters any more."
}
"#;
    assert_eq!(laid_out(text), expected);
}

#[test]
fn a_line_is_as_long_as_it_may_be_and_no_longer() {
    for length in 60..110 {
        let title = "x".repeat(length);
        let text =
            format!(r#"{{"format":"tallybook/1","sources":[{{"id":"a","name":"{title}"}}]}}"#);
        let out = laid_out(&text);
        let longest = out.lines().map(str::len).max().unwrap_or_default();
        let on_one = out.contains(&format!(r#"    {{"id": "a", "name": "{title}"}}"#));
        // Four before it, and the comma that another source would bring.
        let whole = 4 + title.len() + r#"{"id": "a", "name": ""},"#.len();
        assert_eq!(on_one, whole <= 100, "{length}");
        assert!(!on_one || longest <= 100, "{length}");
    }
}

#[test]
fn nothing_unseen_is_left_in_a_text() {
    let text = "{\"format\":\"tallybook/1\",\"notes\":\"a\u{202e}b\u{200b}c\\u0007 \\ud83d\\ude00 \u{200d}ш\"}";
    let out = laid_out(text);
    assert!(
        out.contains("a\\u202eb\\u200bc\\u0007 😀 \u{200d}ш"),
        "{out}"
    );
}

#[test]
fn an_incident_a_line_stays_one() {
    let text = "{\"id\":\"a\",\"title\":\"A\"}\r\n\n{\"id\":\"b\",  \"title\":\"B\"}\n";
    let expected = "{\"id\": \"a\", \"title\": \"A\"}\n{\"id\": \"b\", \"title\": \"B\"}\n";
    assert_eq!(laid_out(text), expected);
}

#[test]
fn what_cannot_be_read_is_placed() {
    let deep = format!("{{\"x-a\":\n{}{}}}", "[".repeat(200), "]".repeat(200));
    for (text, line) in [
        ("{\n\"a\" 1}", 2),
        (&deep, 1),
        ("{\"a\": \"\\ud800\"}", 1),
        ("", 1),
    ] {
        let problems = Document::read(&Input::new("a.json", text)).expect_err(text);
        let first = problems.iter().next().expect("a problem");
        assert_eq!(first.line(), line, "{problems}");
    }
}

#[test]
fn the_built_in_casebooks_stand_in_it() {
    for name in sample_names() {
        let text = sample(name).expect("a sample");
        let kept = format!("src/samples/{name}.json");
        let out = laid_out(text);
        if std::env::var_os("TALLYBOOK_REGENERATE").is_some() {
            std::fs::write(kept, out).expect("the file can be written");
        } else {
            assert!(
                text == out,
                "{kept} is not: TALLYBOOK_REGENERATE=1 cargo test lays it out"
            );
        }
    }
}

#[test]
fn the_tables_have_the_keys_of_the_schema() {
    fn expect(definitions: &Node, name: &str, keys: &[Key], others: &[&str]) {
        let properties = definitions.get(name).and_then(|of| of.get("properties"));
        let fields = properties.expect("properties").fields();
        let known: BTreeSet<&str> = fields.iter().map(|(key, _)| key.as_str()).collect();
        let mut listed: BTreeSet<&str> = keys.iter().map(|key| key.name).collect();
        listed.extend(others);
        assert_eq!(known, listed, "{name}");
        for key in keys {
            if let Value::Part(parts) = key.value {
                expect(definitions, key.name, parts, &[]);
            }
        }
    }
    let schema = Node::from_json(schema()).expect("JSON");
    let definitions = schema.get("$defs").expect("definitions");
    for (at, shape) in SHAPES.iter().enumerate() {
        assert_eq!(shape.noun as usize, at);
        let others: &[&str] = match shape.name {
            "incident" => &[
                "format", "version", "coded_by", "parties", "sources", "reports", "measures",
                "claims", "people",
            ],
            "report" => &["claims"],
            _ => &[],
        };
        expect(definitions, shape.name, shape.keys, others);
    }
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        proptest::sample::select(vec![
            "null",
            "true",
            "false",
            "0",
            "-1.50e3",
            "12345678901234567890123"
        ])
        .prop_map(|bare| Node::Bare(bare.to_owned())),
        "(?s).{0,30}".prop_map(Node::Text),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Node::List),
            proptest::collection::vec(("[a-z]{1,8}|claims|sources|(?s).{0,3}", inner), 0..6)
                .prop_map(Node::Object),
        ]
    })
}

proptest! {
    #[test]
    fn the_layout_says_the_same_and_done_twice_changes_nothing(
        fields in proptest::collection::vec(("[a-z]{1,8}|incidents", node()), 0..6),
        is_lines in any::<bool>(),
    ) {
        let root = Node::Object(fields);
        let document = Document { roots: vec![root.clone(), root], is_lines };
        let document = if is_lines { document } else { Document::of(document.roots[0].clone()) };
        let out = document.laid_out();
        let name = if is_lines { "a.ndjson" } else { "a.json" };
        let again = Document::read(&Input::new(name, out.clone()));
        let again = again.expect("what was written can be read");
        prop_assert_eq!(&again, &document);
        prop_assert_eq!(again.laid_out(), out);
    }
}

#[test]
fn what_is_laid_out_loads_as_the_same() {
    for name in sample_names() {
        let text = sample(name).expect("a sample");
        let claims = |text: &str| {
            let casebook = load(vec![Input::new("a", text)]).expect("valid");
            let incidents = casebook.incidents.iter();
            incidents
                .map(|one| format!("{:?}", one.claims))
                .collect::<Vec<_>>()
        };
        assert_eq!(claims(text), claims(&laid_out(text)));
    }
}
