//! Results for people, for programs and for build servers.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use super::{Folder, json, test};
use crate::program::root;

#[test]
fn results_for_programs_tell_everything() {
    let ran = test(
        &root().join("tests/cases"),
        "../data/testing/rules --format json --coverage --timings",
    );
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let results = json(&ran);
    let count = |key: &str| results[key].as_u64().expect("a number");
    assert_eq!(
        (count("passed"), count("failed"), count("skipped")),
        (3, 3, 1)
    );
    let tests = results["tests"].as_array().expect("tests");
    let named = |name: &str| {
        let mut tests = tests.iter();
        tests.find(|test| test["test"] == name).expect("the test")
    };
    let failed = named("test_the_highest_wins");
    assert_eq!(failed["outcome"], "failed");
    assert_eq!(failed["file"], "../data/testing/rules/need_test.rhai");
    assert_eq!(failed["place"]["line"], 17);
    assert_eq!(failed["place"]["column"], 5);
    assert_eq!(failed["details"][1], "  estimate.best       2");
    assert_eq!(failed["output"], "the claims are\n3 claims: c1, c2, c3\n");
    assert!(
        failed["seconds"]
            .as_f64()
            .is_some_and(|seconds| seconds > 0.0)
    );
    let message = failed["message"].as_str().expect("a message");
    assert!(
        message.starts_with("assertion failed: `estimate.best"),
        "{message}"
    );
    let skipped = named("test_names");
    assert_eq!(skipped["outcome"], "skipped");
    assert_eq!(skipped["message"], "drafts here name nobody");
    let passed = named("test_no_claim_at_all");
    assert_eq!(
        (&passed["outcome"], &passed["message"]),
        (&"passed".into(), &Value::Null)
    );
    let files = results["coverage"]["files"].as_array().expect("files");
    let rule = files
        .iter()
        .find(|of| of["file"] == "../data/testing/rules/need.rhai");
    assert_eq!(rule.expect("the rule")["missing"], serde_json::json!([7]));
    let lines = results["timings"]["lines"].as_array().expect("lines");
    let line = lines
        .iter()
        .find(|of| of["text"] == "usable.reached_by(need)")
        .expect("the line");
    assert!(
        line["calls"].as_u64().is_some_and(|calls| calls >= 4),
        "{line}"
    );
}

/// An element of an XML document: its name and its attributes.
type Element = (String, Vec<(String, String)>);

/// The elements of an XML document, and all its text.
fn read_xml(text: &str) -> (Vec<Element>, String) {
    let mut reader = Reader::from_str(text);
    let (mut elements, mut content) = (Vec::new(), String::new());
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                let attributes = element.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    let value = quick_xml::escape::unescape(&attribute.value).expect("entities");
                    (attribute.key.as_ref().to_owned(), value.into_owned())
                });
                elements.push((name, attributes.collect()));
            }
            Event::Text(text) => content += &text,
            Event::Eof => return (elements, content),
            _ => {}
        }
    }
}

#[test]
fn results_for_build_servers_are_the_xml_that_they_read() {
    let folder = Folder::new("junit");
    folder.file(
        "hostile_test.rhai",
        "fn test_a() { print(\"<b>&\\u001b[31m\\u202e]]>\\u0000\"); throw \"<&\\\"'\\u0007\\nsecond\"; }\n\
         fn test_b() { skip(\"a < b & \\\"c\\\"\"); }\nfn test_c() {}\n",
    );
    folder.file("wrong_test.rhai", "fn test_it( {");
    let ran = test(&folder.0, "--format junit --coverage");
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("lines that were run"), "{}", ran.stderr);
    let is_hostile = |c: char| c != '\n' && c.is_control() || c == '\u{202e}';
    assert!(!ran.stdout.contains(is_hostile), "{:?}", ran.stdout);
    let (elements, content) = read_xml(&ran.stdout);
    let named = |name: &'static str| elements.iter().filter(move |(known, _)| known == name);
    let attribute = |element: &Element, key: &str| {
        let mut attributes = element.1.iter();
        let found = attributes.find(|(known, _)| known == key);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let all = named("testsuites").next().expect("the whole");
    let counts = ["tests", "failures", "errors", "skipped"].map(|key| attribute(all, key));
    assert_eq!(counts, ["4", "2", "0", "1"]);
    let suites: Vec<String> = named("testsuite")
        .map(|suite| attribute(suite, "name"))
        .collect();
    assert_eq!(suites, ["hostile_test.rhai", "wrong_test.rhai"]);
    let cases: Vec<String> = named("testcase")
        .map(|case| attribute(case, "name"))
        .collect();
    assert_eq!(cases, ["test_a", "test_b", "test_c", "(the file)"]);
    assert!(named("testcase").all(|case| attribute(case, "time").parse::<f64>().is_ok()));
    let failure = attribute(named("failure").next().expect("a failure"), "message");
    assert_eq!(failure, "<&\"'␇\nsecond");
    assert_eq!(
        attribute(named("skipped").next().expect("one"), "message"),
        "a < b & \"c\""
    );
    assert!(content.contains("throw"), "{content}");
}

#[test]
fn where_a_limit_stopped_a_test_is_told_in_every_form() {
    let folder = Folder::new("limit-place");
    folder.file(
        "a_test.rhai",
        "fn spin(n) {\n  loop { n += 1; }\n}\nfn test_a() {\n  spin(1)\n}\n",
    );
    let ran = test(&folder.0, "--time-limit 0.1");
    for told in [
        "limit `time` reached",
        "--> a_test.rhai:2:",
        "in `spin`, called from here\n --> a_test.rhai:5:",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    let ran = test(&folder.0, "--time-limit 0.1 --format json");
    assert_eq!(json(&ran)["tests"][0]["place"]["line"], 2);
    let ran = test(&folder.0, "--time-limit 0.1 --format junit");
    assert!(
        ran.stdout.contains("--&gt; a_test.rhai:2:"),
        "{}",
        ran.stdout
    );
}

#[test]
fn of_much_that_was_printed_both_ends_are_shown() {
    let folder = Folder::new("printed");
    folder.file(
        "a_test.rhai",
        "fn test_a() { for i in 0..100 { print(`line ${i}`); } throw 1; }",
    );
    let ran = test(&folder.0, "");
    let printed = ran
        .stdout
        .split("printed:\n")
        .nth(1)
        .expect("what it printed");
    let lines: Vec<&str> = printed.lines().take(41).collect();
    assert_eq!(lines[9], "  line 9");
    assert_eq!(lines[10], "  … 60 lines more; `--format json` has them");
    assert_eq!((lines[11], lines[40]), ("  line 70", "  line 99"));
}
