//! `tallybook test` from outside: its forms for programs, what it finds, and how it ends.

use std::fs;
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use tallybook::session::Chapter;

use crate::program::{Ran, root, run, run_in};
use crate::readme::blocks;

fn test(folder: &Path, line: &str) -> Ran {
    let line = format!("test {line}");
    run_in(folder, &shlex::split(&line).expect("quotes that close"), "")
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}{}", ran.stdout, ran.stderr))
}

/// A folder of its own that is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tallybook-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_tests_of_the_shipped_rules_pass() {
    let ran = test(root(), "scripts --fail-on-empty --format json");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(json(&ran)["failed"], 0);
}

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
fn a_folder_is_searched_with_all_that_is_in_it_and_nothing_else() {
    let folder = Folder::new("find");
    let other = Folder::new("elsewhere");
    let text = "fn test_it() {}";
    for name in [
        "b/c_test.rhai",
        "a.rhai",
        "b.rhai",
        ".git/x_test.rhai",
        "b/note.txt",
    ] {
        folder.file(name, text);
    }
    other.file("secret_test.rhai", text);
    #[cfg(unix)]
    for (to, at) in [
        (other.0.clone(), "out"),
        (other.0.join("secret_test.rhai"), "out_test.rhai"),
        (folder.0.join("b"), "loop"),
        (folder.0.join("a.rhai"), "z_again.rhai"),
    ] {
        std::os::unix::fs::symlink(to, folder.0.join(at)).expect("a link");
    }
    let ran = test(&folder.0, "--list");
    let expected = "a.rhai::test_it\nb/c_test.rhai::test_it\nb.rhai::test_it\n";
    assert_eq!(
        (ran.stdout.as_str(), ran.status),
        (expected, 0),
        "{}",
        ran.stderr
    );
    // The same file by several ways is run once.
    let ran = test(&folder.0, "a.rhai ./a.rhai b . --list --format json");
    assert_eq!(
        json(&ran),
        serde_json::json!([
            "a.rhai::test_it",
            "b/c_test.rhai::test_it",
            "b.rhai::test_it"
        ])
    );
}

#[test]
fn a_file_that_cannot_be_read_is_a_failure_and_the_others_run() {
    let folder = Folder::new("unreadable");
    folder.file("a_test.rhai", b"\xff\xfe");
    folder.file("b_test.rhai", "fn test_it() {}");
    let ran = test(&folder.0, "");
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("not a text in UTF-8"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("1 passed, 1 failed in 2 files"),
        "{}",
        ran.stdout
    );
}

#[test]
fn what_fails_at_the_top_of_a_file_fails_each_of_its_tests() {
    let folder = Folder::new("top");
    folder.file(
        "a_test.rhai",
        "import \"b\" as b;\nfn test_1() {}\nfn test_2() {}",
    );
    folder.file("b.rhai", "throw \"at the top\";");
    let ran = test(&folder.0, "");
    assert_eq!(ran.status, 1);
    assert_eq!(
        ran.stdout.matches("thrown: at the top").count(),
        2,
        "{}",
        ran.stdout
    );
}

#[test]
fn the_desk_of_tests_is_what_was_asked_for() {
    let folder = Folder::new("desk");
    folder.file(
        "desk_test.rhai",
        "fn test_it() { print(incident.id); print(profile().name); throw 1; }",
    );
    let market = root().join("tests/data/market.json");
    for (line, printed) in [
        (String::new(), "ishkobod\nplain\n"),
        (
            "--sample ishkobod-press --profile acled".to_owned(),
            "acled\n",
        ),
        (format!("--case {}", market.display()), "market\nplain\n"),
    ] {
        let ran = test(&folder.0, &format!("{line} --format json"));
        let results = json(&ran);
        let output = results["tests"][0]["output"].as_str().expect("a text");
        assert!(output.ends_with(printed), "{line}: {output}");
    }
    assert_eq!(test(&folder.0, "--sample nothing").status, 2);
    assert_eq!(test(&folder.0, "--profile nothing").status, 2);
}

#[cfg(unix)]
#[test]
fn an_interruption_ends_the_tests() {
    use std::io::Read;
    use std::process::{Command, Stdio};

    let folder = Folder::new("interrupt");
    folder.file("a_test.rhai", "fn test_1() {}");
    // Few operations that each take long: the limit of operations must not come first.
    let long = "fn test_2() { let a = []; a.pad(200000, 0); loop { let b = a; b.push(1); } }";
    folder.file("b_test.rhai", long);
    folder.file("c_test.rhai", "fn test_3() {}");
    let mut child = Command::new(env!("CARGO_BIN_EXE_tallybook"))
        .args(["test", "--time-limit", "60"])
        .current_dir(&folder.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The result of the first file says that the second is running, or is about to: either way
    // the signal is heeded at one of its steps, for nothing else lowers it.
    let mut stdout = child.stdout.take().expect("it has a stdout");
    let mut first = [0_u8; 21];
    stdout.read_exact(&mut first).expect("a result");
    assert_eq!(&first, b"a_test.rhai: 1 passed");
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(killed.expect("it can be sent").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("text");
    assert_eq!(rest, "\n1 passed in 1 file\n");
    let mut said = String::new();
    let mut stderr = child.stderr.take().expect("it has a stderr");
    stderr.read_to_string(&mut said).expect("text");
    let note = "note: `b_test.rhai::test_2` was running, 1 test had ended\n";
    assert!(said.starts_with(note), "{said}");
}

#[test]
fn the_chapter_on_testing_shows_what_happens() {
    let text = Chapter::named("testing").expect("the chapter").text;
    let folder = Folder::new("chapter");
    let scripts = blocks(text, "rhai");
    folder.file("lowest.rhai", scripts[0]);
    folder.file("lowest_test.rhai", scripts[1]);
    let commands = blocks(text, "console").join("");
    for line in commands.lines() {
        let command = line
            .strip_prefix("$ tallybook test")
            .expect("a command a line");
        let ran = test(&folder.0, command);
        assert_eq!(ran.status, 0, "{command}: {}{}", ran.stdout, ran.stderr);
    }
    assert_eq!(commands.lines().count(), 5);
    let ran = test(&folder.0, "--coverage --format json");
    let files = &json(&ran)["coverage"]["files"];
    assert_eq!(files[0]["file"], "lowest.rhai");
    assert_eq!(
        files[0]["missing"],
        serde_json::json!([6]),
        "the line with `unresolved`"
    );
    let wrong = "import \"lowest\" as lowest;\n\nfn test_the_hospital_wins() {\n    let claims = \
                 draft(\"x\").measure(\"killed\").claim(\"ministry\", 2).claim(\"hospital\", 5).claims;\n    \
                 let estimate = lowest::rule(claims);\n    assert(estimate.best == 5);\n}\n";
    folder.file("wrong_test.rhai", wrong);
    let ran = test(&folder.0, "wrong_test.rhai");
    let shown = blocks(text, "text")[0];
    assert!(ran.stdout.contains(shown), "{}", ran.stdout);
}

#[test]
fn a_test_that_nobody_can_call_is_told_with_its_place() {
    let folder = Folder::new("private");
    folder.file(
        "a_test.rhai",
        "fn test_a() {}\nprivate fn test_b() {}\nfn test_c(n) { n }\n",
    );
    let ran = test(&folder.0, "--format json");
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let results = json(&ran);
    assert_eq!(
        (&results["passed"], &results["failed"]),
        (&1.into(), &2.into())
    );
    for (at, message) in [
        (
            1,
            "a test is called from outside its file, `fn test_b` is private",
        ),
        (2, "a test takes no values, `fn test_c` takes 1 value"),
    ] {
        assert_eq!(results["tests"][at]["message"], message);
        assert_eq!(results["tests"][at]["place"]["line"], at + 1);
    }
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
    assert_eq!(
        lines[10],
        "  … 60 lines are left out; `--format json` has them"
    );
    assert_eq!((lines[11], lines[40]), ("  line 70", "  line 99"));
}

#[cfg(unix)]
#[test]
fn a_file_under_two_names_is_covered_once() {
    let folder = Folder::new("two-names");
    folder.file("rules/a.rhai", "fn one() {\n  1\n}\nfn two() {\n  2\n}\n");
    let link = folder.0.join("linked");
    std::os::unix::fs::symlink(folder.0.join("rules"), link).expect("a link");
    folder.file(
        "a_test.rhai",
        "import \"linked/a\" as a;\nimport \"rules/a\" as b;\n\
         fn test_a() {\n  assert_eq(a::one(), 1);\n}\nfn test_b() {\n  assert_eq(b::two(), 2);\n}\n",
    );
    for paths in [
        "a_test.rhai rules",
        "a_test.rhai",
        "rules a_test.rhai",
        "./rules ./a_test.rhai",
        ".",
    ] {
        let ran = test(&folder.0, &format!("{paths} --coverage --format json"));
        assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
        let results = json(&ran);
        let files = results["coverage"]["files"].as_array().expect("a list");
        let of: Vec<&Value> = files
            .iter()
            .filter(|file| {
                !file["file"]
                    .as_str()
                    .expect("a name")
                    .ends_with("_test.rhai")
            })
            .collect();
        assert_eq!(of.len(), 1, "{paths}: {files:?}");
        assert_eq!(of[0]["missing"], serde_json::json!([]), "{paths}");
    }
}

#[test]
fn the_text_to_paste_for_a_table_passes_once_it_is_pasted() {
    let folder = Folder::new("paste");
    let written = |text: &str| {
        format!(
            "fn test_a() {{\n    let t = table([\"a ${{\", \"b`\"]).row([\"``x${{1}}$${{y}}\", \
             \"c:\\\\n\\\\\"]).row([\"$\", \"\\\\`\"]);\n    assert_table(t,\n{text});\n}}\n"
        )
    };
    folder.file("a_test.rhai", written("``"));
    let ran = test(&folder.0, "--format json");
    let results = json(&ran);
    let details = results["tests"][0]["details"].as_array().expect("a list");
    let details = details.iter().map(|line| line.as_str().expect("a text"));
    let paste: Vec<&str> = details
        .skip_while(|line| !line.starts_with("the text to paste in"))
        .skip(1)
        .collect();
    assert!(paste.len() > 4, "{results:#}");
    folder.file("a_test.rhai", written(&paste.join("\n")));
    let ran = test(&folder.0, "");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn skipping_is_for_tests() {
    let ran = run(&["eval", "skip(\"x\")"].map(str::to_owned), "");
    assert_eq!(ran.status, 1);
    assert!(
        ran.stderr.contains("`skip` works only in a test"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_file_that_does_not_compile_is_told_whatever_is_filtered() {
    let folder = Folder::new("filter-broken");
    folder.file("a_test.rhai", "fn test_one() { 1 }");
    folder.file("b_test.rhai", "fn test_two() { let = }");
    let ran = test(&folder.0, "--filter one");
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("failed: b_test.rhai"), "{}", ran.stdout);
}

#[test]
fn a_named_file_without_tests_is_told() {
    let folder = Folder::new("named-empty");
    folder.file("a_test.rhai", "fn test_one() { 1 }");
    folder.file("b.rhai", "fn help() { 1 }");
    let ran = test(&folder.0, "a_test.rhai b.rhai");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stderr.contains("note: `b.rhai` has no tests"),
        "{}",
        ran.stderr
    );
    let ran = test(&folder.0, "a_test.rhai b.rhai --fail-on-empty");
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    let ran = test(&folder.0, ". --fail-on-empty");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_refused() {
    let folder = Folder::new("fifo");
    let pipe = folder.0.join("p.rhai");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo").success());
    let ran = test(&folder.0, "p.rhai");
    assert_eq!(ran.status, 2, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("no regular file"), "{}", ran.stderr);
}
