//! Imports: what is found, and what is refused.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

use tallybook::script::{Dynamic, Failure, Host, Kind, Limits, Scope, Source};

/// A folder of its own for a test, gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Self(env::temp_dir().join(format!("tallybook-{}-{name}", process::id())));
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder"))
            .expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn run(&self, path: &str) -> Result<String, Failure> {
        self.run_in(&Host::new(Limits::default()), path)
    }

    fn run_in(&self, host: &Host, path: &str) -> Result<String, Failure> {
        host.state()
            .set_globals(Box::new(|| (Dynamic::from(7_i64), Dynamic::UNIT)));
        let source = Source::read(&self.0.join(path)).expect("it can be read");
        let script = host.compile(source)?;
        let value = host.run(&script, &mut Scope::new())?;
        Ok(host.text_of(value))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn modules_are_found_beside_the_file_that_imports_them() {
    let folder = Folder::new(
        "beside",
        &[
            (
                "main.rhai",
                "import \"a/b\" as b; import \"./c\" as c; [b::f(), c::K, b::seen()]",
            ),
            (
                "a/b.rhai",
                "import \"d\" as d; fn f() { d::g() + 1 } fn seen() { [1].map(|x| incident)[0] }",
            ),
            ("a/d.rhai", "import \"../c\"; fn g() { 1 }"),
            ("c.rhai", "export const K = 5;"),
        ],
    );
    let failure = folder
        .run("main.rhai")
        .expect_err("`..` is refused even inside the folder");
    assert!(
        failure.message.contains("goes up with `..`"),
        "{}",
        failure.message
    );
    folder.write("a/d.rhai", "import \"deep/e.rhai\" as e; fn g() { e::h() }");
    folder.write("a/deep/e.rhai", "const N = 40; fn h() { global::N + 1 }");
    assert_eq!(folder.run("main.rhai"), Ok("[42, 5, 7]".into()));
}

#[test]
fn a_closure_made_in_a_module_can_be_given_to_a_builtin() {
    let folder = Folder::new(
        "closures",
        &[
            (
                "main.rhai",
                "import \"m\" as m; [[3, 1, 2].sort_by(m::key()), [1, 5].filter(m::above(2))]",
            ),
            (
                "m.rhai",
                "fn key() { |x| help(x) } fn above(n) { |x| x > n } private fn help(x) { -x }",
            ),
        ],
    );
    assert_eq!(folder.run("main.rhai"), Ok("[[3, 2, 1], [5]]".into()));
}

#[test]
fn a_module_is_run_once_and_read_again_when_it_is_forgotten() {
    let folder = Folder::new(
        "cache",
        &[
            (
                "main.rhai",
                "import \"m\" as a; import \"m\" as b; a::f() + b::f()",
            ),
            ("m.rhai", "fn f() { 1 }"),
        ],
    );
    let host = Host::new(Limits::default());
    assert_eq!(folder.run_in(&host, "main.rhai"), Ok("2".into()));
    folder.write("m.rhai", "fn f() { 10 }");
    assert_eq!(folder.run_in(&host, "main.rhai"), Ok("2".into()));
    host.forget_modules();
    assert_eq!(folder.run_in(&host, "main.rhai"), Ok("20".into()));
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out() {
    let outside = Folder::new("outside", &[("secret.rhai", "fn f() { \"secret\" }")]);
    let folder = Folder::new(
        "links",
        &[
            ("main.rhai", "import \"link\" as l; l::f()"),
            ("folder.rhai", "import \"linked/secret\" as l; l::f()"),
            ("inside.rhai", "import \"again\" as l; l::f()"),
            ("real.rhai", "fn f() { 1 }"),
        ],
    );
    let link = |to: &Path, name: &str| {
        std::os::unix::fs::symlink(to, folder.0.join(name)).expect("a link can be made");
    };
    link(&outside.0.join("secret.rhai"), "link.rhai");
    link(&outside.0, "linked");
    link(&folder.0.join("real.rhai"), "again.rhai");
    for main in ["main.rhai", "folder.rhai"] {
        let failure = folder.run(main).expect_err("it leads out");
        assert!(failure.message.contains("leads out"), "{}", failure.message);
    }
    assert_eq!(folder.run("inside.rhai"), Ok("1".into()));
}

#[test]
fn imports_inside_one_another_have_a_limit() {
    let folder = Folder::new("chain", &[("main.rhai", "import \"m0\" as m;")]);
    for n in 0..30 {
        folder.write(
            &format!("m{n}.rhai"),
            &format!("try {{ import \"m{}\" as m; }} catch {{}}", n + 1),
        );
    }
    let failure = folder.run("main.rhai").expect_err("it is too deep");
    assert_eq!(failure.kind, Kind::Limit);
    assert!(failure.message.contains("`imports`"), "{}", failure.message);
}

#[test]
fn a_file_that_is_no_script_is_refused() {
    let large = format!("//{}", "x".repeat(5 << 20));
    let folder = Folder::new(
        "files",
        &[
            ("main.rhai", "import \"large\" as l;"),
            ("large.rhai", &large),
            ("bytes.rhai", "import \"b\" as b;"),
        ],
    );
    fs::write(folder.0.join("b.rhai"), b"\xff\xfe").expect("a file can be written");
    let failure = folder.run("main.rhai").expect_err("it is too large");
    assert_eq!(failure.kind, Kind::Limit);
    assert!(failure.message.contains("`file`"), "{}", failure.message);
    let failure = folder.run("bytes.rhai").expect_err("it is no text");
    assert!(
        failure.message.contains("not a text in UTF-8"),
        "{}",
        failure.message
    );
    assert!(Source::read(&folder.0.join("large.rhai")).is_err());
}

#[test]
fn parameters_of_modules_are_listed_with_those_of_the_script() {
    let folder = Folder::new(
        "params",
        &[
            ("main.rhai", "import \"m\" as m; param(\"a\", 1, \"one\")"),
            (
                "m.rhai",
                "import \"main\" as again; fn f() { param(\"b\", 2, \"two\") + param(\"a\", 1, \"one\") }",
            ),
        ],
    );
    let host = Host::new(Limits::default());
    let source = Source::read(&folder.0.join("main.rhai")).expect("it can be read");
    let script = host.compile(source).expect("it compiles");
    let names: Vec<_> = host
        .params_of(&script)
        .into_iter()
        .map(|param| param.name)
        .collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn what_is_no_regular_file_is_not_opened() {
    let folder = Folder::new(
        "irregular",
        &[
            ("main.rhai", "import \"pipe\" as pipe;"),
            ("pipe.rhai/in.rhai", ""),
        ],
    );
    let failure = folder.run("main.rhai").expect_err("a folder is no script");
    assert_eq!(
        failure.message,
        "cannot import `pipe`: it is no regular file"
    );
}

#[test]
fn an_import_of_a_session_stays() {
    let mut host = Host::new(Limits::default());
    let mut scope = Scope::new();
    let mut feed = |number: usize, text: &str| {
        let value = host.feed(Source::new(&format!("in[{number}]"), text), &mut scope);
        value
            .map(|value| value.to_string())
            .map_err(|failure| failure.message)
    };
    assert_eq!(
        feed(1, "import \"tests/cases/errors/lib/helpers\" as helpers;"),
        Ok(String::new())
    );
    assert_eq!(feed(2, "helpers::lowest_of([]).len()"), Ok("0".into()));
    assert_eq!(
        feed(3, "fn f() { helpers::lowest_of([]).len() + 5 } f()"),
        Ok("5".into())
    );
    assert_eq!(feed(4, "f()"), Ok("5".into()));
    assert!(feed(5, "let a = 1; import \"tests/none\" as none;").is_err());
    assert!(feed(6, "none::f()").is_err());
}
