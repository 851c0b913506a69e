//! What a test runs in, how it ends, and what the chapter on testing shows.

use tallybook::session::Chapter;

use super::{Folder, json, test};
use crate::program::{root, run};
use crate::readme::blocks;

#[test]
fn the_tests_of_the_shipped_rules_pass() {
    let ran = test(root(), "scripts --fail-on-empty --format json");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(json(&ran)["failed"], 0);
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
