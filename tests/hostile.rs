//! Scripts that try to bring the program down: each ends in what its first line says.
//!
//! `// expect: limit NAME`, `fault WORDS`, `compile` or `harmless`; `// LIMIT: N` lowers a limit so
//! that the test is quick. `HOSTILE_ONLY=NAME cargo test hostile -- --nocapture` runs those whose
//! name has that part, and says how long each took.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use tallybook::script::{Failure, Host, Kind, Limits, Scope, Source, on_big_stack};

fn limits(text: &str) -> Limits {
    let set = |name: &str| {
        let prefix = format!("// {name}: ");
        let line = text.lines().find_map(|line| line.strip_prefix(&prefix));
        line.map(|n| n.parse::<u64>().expect("a limit is a number"))
    };
    let mut limits = Limits {
        operations: set("operations").unwrap_or(300_000),
        time: Duration::from_secs(set("time").unwrap_or(20)),
        ..Limits::default()
    };
    if let Some(memory) = set("memory") {
        limits.memory = usize::try_from(memory).expect("it fits");
    }
    if let Some(output) = set("output") {
        limits.output = usize::try_from(output).expect("it fits");
    }
    limits
}

fn outcome(path: &Path, text: &str) -> String {
    let host = Host::new(limits(text));
    let mut scope = Scope::new();
    let mut run = || -> Result<(), Failure> {
        let script = host.compile(Source::read(path).expect("it can be read"))?;
        let value = host.run(&script, &mut scope)?;
        let _ = host.text_of(value);
        Ok(())
    };
    match run() {
        Ok(()) => "harmless".into(),
        Err(failure) => match failure.kind {
            Kind::Limit => {
                let name = failure.message.split('`').nth(1).expect("a limit is named");
                format!("limit {name}")
            }
            Kind::Compile => "compile".into(),
            Kind::Fault => format!("fault {}", failure.message),
            other => format!("{other:?}: {}", failure.message),
        },
    }
}

#[test]
fn no_script_brings_the_program_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/hostile");
    let mut files: Vec<_> = fs::read_dir(&root)
        .expect("the corpus is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "rhai")
        })
        .collect();
    files.sort();
    assert!(files.len() > 80, "the corpus has shrunk");
    let mut wrong = Vec::new();
    let only = env::var("HOSTILE_ONLY").unwrap_or_default();
    for path in files {
        let name = path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        if !name.contains(&only) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("it can be read");
        let expected = text
            .lines()
            .find_map(|line| line.strip_prefix("// expect: "))
            .expect("each says what it expects");
        let began = Instant::now();
        let found =
            on_big_stack(|| outcome(&path, &text)).replace(&format!("{}/", root.display()), "");
        let took = began.elapsed();
        let as_expected = match expected {
            "fault" => found.starts_with("fault "),
            // Memory is that of the process, and other tests may give theirs back just as fast: then
            // the clock stops the script.
            "limit memory" => matches!(found.as_str(), "limit memory" | "limit time"),
            expected if expected.starts_with("fault there") => found.starts_with(expected),
            expected => found == expected,
        };
        if !as_expected {
            wrong.push(format!("{name}: expected {expected}, found {found}"));
        }
        if env::var_os("HOSTILE_ONLY").is_some() {
            eprintln!("{name} {took:?} {found}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
