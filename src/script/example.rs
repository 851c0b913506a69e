//! Examples of the manual: each is run by a test.

use super::host::Host;

/// An example of a builtin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What is run, with the lines of the block that lead up to it.
    pub code: String,
    /// The line itself, as the manual shows it.
    pub shown: String,
    /// What comes of it.
    pub outcome: Expected,
}

/// What comes of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `// => text`: the value, as `print` shows it.
    Value(String),
    /// `// error: text`: an error whose message has this text in it.
    Error(String),
}

impl Example {
    /// Runs the example and compares what comes of it with what it says.
    ///
    /// # Errors
    /// Says what came instead.
    pub fn check(&self, host: &Host) -> Result<(), String> {
        let found = host.eval(&self.code);
        match (&self.outcome, found) {
            (Expected::Value(expected), Ok(value)) => {
                let found = if value.is_unit() {
                    "()".to_owned()
                } else {
                    host.text_of(value)
                };
                if found == *expected {
                    Ok(())
                } else {
                    Err(format!(
                        "`{}`: expected {expected}, found {found}",
                        self.shown
                    ))
                }
            }
            (Expected::Error(expected), Err(failure)) if failure.message.contains(expected) => {
                Ok(())
            }
            (Expected::Error(expected), Err(failure)) => Err(format!(
                "`{}`: expected the error {expected}, found {}",
                self.shown, failure.message
            )),
            (Expected::Error(expected), Ok(value)) => Err(format!(
                "`{}`: expected the error {expected}, found {}",
                self.shown,
                host.text_of(value)
            )),
            (Expected::Value(expected), Err(failure)) => Err(format!(
                "`{}`: expected {expected}, found the error {}",
                self.shown, failure.message
            )),
        }
    }
}

/// Parts the text of a builtin into prose and examples.
pub(crate) fn examples(lines: &[&str]) -> (String, Vec<Example>) {
    let mut prose: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    let mut before: Option<Vec<&str>> = None;
    for line in lines {
        match (line.trim(), &mut before) {
            ("```rhai", None) => before = Some(Vec::new()),
            ("```", Some(_)) => before = None,
            (_, None) => prose.push(line),
            (_, Some(lead)) => match outcome(line) {
                Some((code, outcome)) => found.push(Example {
                    code: lead
                        .iter()
                        .copied()
                        .chain([code])
                        .collect::<Vec<_>>()
                        .join("\n"),
                    shown: code.trim().to_owned(),
                    outcome,
                }),
                None => lead.push(line),
            },
        }
    }
    (prose.join("\n").trim().to_owned(), found)
}

fn outcome(line: &str) -> Option<(&str, Expected)> {
    if let Some((code, value)) = line.rsplit_once("// => ") {
        return Some((code, Expected::Value(value.trim().to_owned())));
    }
    let (code, message) = line.rsplit_once("// error: ")?;
    Some((code, Expected::Error(message.trim().to_owned())))
}

#[cfg(test)]
mod tests {
    use super::{Expected, examples};
    use crate::script::host::Host;
    use crate::script::limits::Limits;

    const TEXT: &str = "Adds.\n\nMore.\n\n```rhai\nlet a = 1;\na + 1    // => 2\na + 2    // => 4\n\
                        throw \"no\"    // error: no\nthrow \"no\"    // error: yes\na    // error: no\n```\n";

    #[test]
    fn prose_and_examples_are_parted() {
        let lines: Vec<&str> = TEXT.lines().collect();
        let (prose, examples) = examples(&lines);
        assert_eq!(prose, "Adds.\n\nMore.");
        assert_eq!(examples.len(), 5);
        assert_eq!(examples[0].code, "let a = 1;\na + 1    ");
        assert_eq!(examples[0].outcome, Expected::Value("2".into()));
    }

    #[test]
    fn an_example_that_does_not_hold_is_told() {
        let lines: Vec<&str> = TEXT.lines().collect();
        let host = Host::new(Limits::default());
        let held: Vec<bool> = examples(&lines)
            .1
            .iter()
            .map(|example| example.check(&host).is_ok())
            .collect();
        assert_eq!(held, [true, false, true, false, false]);
    }
}
