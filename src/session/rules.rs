//! The rules that come with the program, as the manual lists them: read off their own headers.

use std::fmt::Write;

use crate::script::{About, Host, Limits, STANDARD, Script, Source, first_sentence, shelf_names};
use crate::table::{Ruled, Table};

/// Tells whether a name asks for the list of the rules.
#[must_use]
pub fn asks_for_rules(name: &str) -> bool {
    matches!(name, "rules" | "std" | "std/")
}

/// Returns the rules that come with the program, one a row: what each answers, what can be set, and
/// whose method it is.
#[must_use]
pub fn rules() -> Table {
    let host = Host::new(Limits::default());
    let mut table = Ruled::new(["rule", "answers", "parameters", "method"]);
    for name in shelf_names() {
        let script = shipped(&host, name);
        let About {
            title,
            description,
            method,
            ..
        } = script.about();
        let title = title.as_deref().unwrap_or(name);
        let title = match script.about().is_reading() {
            true => format!("{title} (a reading)"),
            false => title.to_owned(),
        };
        let parameters = host.params_of(&script).into_iter();
        let parameters: Vec<String> = parameters
            .map(|param| format!("{} = {}", param.name, host.debug_of(param.default)))
            .collect();
        table.push([
            name.into(),
            format!("{title}: {}", first_sentence(description)).into(),
            parameters.join("; ").into(),
            method.as_deref().unwrap_or_default().into(),
        ]);
    }
    table.note("a reading: how the method is read here, not the publisher's own words alone");
    table.note(
        "`tallybook doc std/NAME` says what a rule reads into its method and what it leaves open",
    );
    table.note(
        "`tallybook run NAME` applies one, `import \"std/NAME\" as name` takes it into a script",
    );
    table.done()
}

/// Returns what a rule that comes with the program says of itself: its header, its parameters and
/// its text. `name` may begin with `std/`.
#[must_use]
pub fn rule_in_full(name: &str) -> Option<String> {
    let name = name.strip_prefix(STANDARD).unwrap_or(name);
    let name = shelf_names().find(|known| *known == name)?;
    let host = Host::new(Limits::default());
    let script = shipped(&host, name);
    let about = script.about();
    let mut text = format!("{STANDARD}{name}");
    let mut line = |words: std::fmt::Arguments<'_>| {
        text.write_fmt(words).expect("a text takes all");
        text.push('\n');
    };
    line(format_args!(
        ": {}\n",
        about.title.as_deref().unwrap_or(name)
    ));
    for said in about.description.lines() {
        line(format_args!("{}", format!("    {said}").trim_end()));
    }
    line(format_args!(""));
    let keys = [
        ("method", &about.method),
        ("version", &about.version),
        ("author", &about.author),
        ("license", &about.license),
    ];
    for (key, value) in keys {
        if let Some(value) = value {
            line(format_args!("    {key}: {value}"));
        }
    }
    let params = host.params_of(&script);
    if !params.is_empty() {
        line(format_args!("\n    parameters, for `--set NAME=VALUE`:"));
    }
    for param in params {
        let default = host.debug_of(param.default);
        line(format_args!(
            "    {} = {default}    {}",
            param.name, param.text
        ));
    }
    line(format_args!("\n{}", body(script.source().text())));
    Some(text)
}

/// The rule of this name where something else in the manual has the name as well.
pub(super) fn also_a_rule(name: &str) -> Option<String> {
    let named = shelf_names().any(|known| known == name);
    named.then(|| {
        format!("`{STANDARD}{name}` is a rule that comes with the program: `tallybook doc {STANDARD}{name}`\n")
    })
}

fn shipped(host: &Host, name: &str) -> Script {
    let source = Source::shipped(name).expect("the shelf lists what it holds");
    host.compile(source)
        .expect("a test compiles every script on the shelf")
}

/// The text after its header, which is told already.
fn body(text: &str) -> &str {
    let header: usize = text
        .split_inclusive('\n')
        .take_while(|line| line.starts_with("//!"))
        .map(str::len)
        .sum();
    text[header..].trim()
}

#[cfg(test)]
mod tests {
    use super::{rule_in_full, rules};
    use crate::script::{Host, Limits, Source, first_sentence, shelf_names};
    use crate::table::Form;

    #[test]
    fn every_rule_on_the_shelf_says_what_it_is() {
        let host = Host::new(Limits::default());
        let listed = rules().render(Form::Csv, 100);
        for name in shelf_names() {
            let source = Source::shipped(name).expect("it is on the shelf");
            let script = host
                .compile(source)
                .unwrap_or_else(|e| panic!("{name}: {e:?}"));
            let about = script.about();
            assert!(script.is_rule(), "{name}");
            for (key, value) in [
                ("title", &about.title),
                ("version", &about.version),
                ("license", &about.license),
                ("method", &about.method),
            ] {
                assert!(value.is_some(), "`{name}` does not say its {key}");
            }
            let open = about.description.contains("Left open:");
            assert!(open, "`{name}` does not say what it leaves open");
            let first = first_sentence(&about.description);
            assert!(
                first.ends_with('.'),
                "`{name}` does not say what it answers: {first}"
            );
            assert!(
                listed.contains(&format!("\n{name},")),
                "`{name}` is not listed"
            );
            let in_full = rule_in_full(name).expect("it is on the shelf");
            assert_eq!(rule_in_full(&format!("std/{name}")), Some(in_full.clone()));
            assert!(in_full.contains("fn rule(claims)"), "{in_full}");
            for param in script.params() {
                assert!(
                    in_full.contains(&format!("    {} = ", param.name)),
                    "{in_full}"
                );
            }
        }
        assert_eq!(rule_in_full("std/nothing"), None);
    }
}
