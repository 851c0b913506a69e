//! The checks of scripts: each finds its mistake however it is written, and nothing else; a script
//! without a mistake is left alone.

mod broken;
mod callers;
mod catalog;
mod clean;
mod closures;
mod dropped;
mod handed;
mod rules;
mod turns;
mod variables;
mod ways;

use tallybook::script::{Host, Limits, Source};

/// What is found in a script: the id of each check, and where.
pub(crate) fn findings(text: &str) -> Vec<String> {
    let host = Host::new(Limits::default());
    findings_with(&host, Source::new("script", text))
}

/// The same in a source, by a host that is there already.
pub(crate) fn findings_with(host: &Host, source: Source) -> Vec<String> {
    let text = source.text().to_owned();
    let script = match host.compile(source) {
        Ok(script) => script,
        Err(failure) => panic!("{text}\ndoes not compile: {}", failure.message),
    };
    let lints = host.lint(&script);
    let told = |lint: &tallybook::script::Lint| {
        let row = tallybook::check::check_named(lint.check);
        assert!(
            row.is_some(),
            "no row is in the catalog for `{}`",
            lint.check
        );
        format!("{} {}:{}", lint.check, lint.place.line, lint.place.column)
    };
    lints.iter().map(told).collect()
}

/// Each of some scripts has one finding at least, and none of another check.
pub(crate) fn all_have(check: &str, scripts: &[&str]) {
    let host = Host::new(Limits::default());
    let mut wrong = Vec::new();
    for text in scripts {
        let found = findings_with(&host, Source::new("script", text));
        let named = |finding: &String| finding.split(' ').next() == Some(check);
        if found.is_empty() || !found.iter().all(named) {
            wrong.push(format!("{text}\n    -> {found:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "not only `{check}`:\n{}",
        wrong.join("\n")
    );
}

/// None of some scripts has a finding.
pub(crate) fn none_has_any(scripts: &[&str]) {
    let host = Host::new(Limits::default());
    let mut wrong = Vec::new();
    for text in scripts {
        let found = findings_with(&host, Source::new("script", text));
        if !found.is_empty() {
            wrong.push(format!("{text}\n    -> {found:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "found in clean scripts:\n{}",
        wrong.join("\n")
    );
}
