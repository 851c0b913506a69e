//! Which files are searched for tests, and what is said of those that hold none.

use serde_json::Value;

use super::{Folder, json, test};

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
