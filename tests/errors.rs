//! What a person sees of each error: `cases/errors/NAME.rhai` and the whole text in `NAME.out`.
//!
//! A file that begins with `// session` holds the inputs of one, parted by `// next`.

use std::fs;
use std::path::{Path, PathBuf};

use tallybook::diagnostic::Diagnostic;
use tallybook::script::{Dynamic, Failure, Host, Limits, Scope, Source, on_big_stack};

use crate::golden;

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/errors");
    let mut cases: Vec<_> = fs::read_dir(root)
        .expect("the cases are there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "rhai")
        })
        .collect();
    cases.sort();
    cases
}

fn host() -> Host {
    let host = Host::new(Limits {
        operations: 100_000,
        ..Limits::default()
    });
    let incident = || {
        (
            Dynamic::from(7_i64),
            Dynamic::from(vec![Dynamic::from(7_i64)]),
        )
    };
    host.state().set_globals(Box::new(incident));
    host
}

fn run(path: &Path) -> Result<Dynamic, Failure> {
    let mut host = host();
    let mut scope = Scope::new();
    let text = fs::read_to_string(path).expect("it can be read");
    if let Some(inputs) = text.strip_prefix("// session\n") {
        let mut last = Ok(Dynamic::UNIT);
        for (number, input) in inputs.split("// next\n").enumerate() {
            last = host.feed(
                Source::new(&format!("in[{}]", number + 1), input),
                &mut scope,
            );
        }
        return last;
    }
    // A name as it would be typed, not a path of this machine.
    let folder = path.parent().expect("it is in a folder");
    let name = path.file_name().expect("it is a file").to_string_lossy();
    let script = host.compile(Source::new(&name, &text).in_folder(folder))?;
    if script.is_rule() {
        let rule = host.load_rule(Source::new(&name, &text).in_folder(folder))?;
        return rule.call(&host, vec![Dynamic::from(1_i64)].into());
    }
    host.run(&script, &mut scope)
}

#[test]
fn every_error_reads_as_it_should() {
    let cases = cases();
    assert!(cases.len() >= 60, "there are {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let shown = on_big_stack(|| match run(&case) {
            Ok(value) => format!("no error: {value}\n"),
            Err(failure) => {
                let diagnostic = Diagnostic::from(failure);
                format!(
                    "{}[exit {}]\n",
                    diagnostic.render(100),
                    diagnostic.exit_code()
                )
            }
        });
        wrong.extend(golden::compare(&case.with_extension("out"), &shown).err());
        if shown.starts_with("no error") {
            wrong.push(format!("{}: {shown}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
