//! What the line editor asks while somebody types: is this all, and what could come next?

use std::cell::RefCell;
use std::rc::Rc;

use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper, Result};

use crate::session::{Session, Wanted};
use crate::table::visible;

use super::commands::{COMMANDS, Word};

/// Answers the line editor from the session.
pub(super) struct Assistant {
    session: Rc<RefCell<Session>>,
    files: FilenameCompleter,
}

impl Assistant {
    pub(super) fn new(session: Rc<RefCell<Session>>) -> Self {
        Self {
            session,
            files: FilenameCompleter::new(),
        }
    }

    /// Whether a text is a whole input, to be taken as it is.
    fn is_whole(&self, input: &str) -> bool {
        // Two empty lines end any input: where the guess is wrong there must be a way out.
        input.trim_start().starts_with(':')
            || input.ends_with("\n\n")
            || !self.session.borrow().is_incomplete(input)
    }

    /// What could stand at the end of a command, which begins with a colon.
    fn complete_command(&self, typed: &str) -> Result<(usize, Vec<Pair>)> {
        let name = typed.trim_start().trim_start_matches(':');
        let Some((name, words)) = name.split_once(' ') else {
            let names = COMMANDS.iter().map(|command| command.name);
            let fitting = names.filter(|known| known.starts_with(name));
            let pairs = fitting.map(|name| pair(name.to_owned())).collect();
            return Ok((typed.len() - name.len(), pairs));
        };
        let word = words.rsplit(' ').next().unwrap_or_default();
        let start = typed.len() - word.len();
        let before = words[..words.len() - word.len()].split_whitespace().count();
        let command = COMMANDS.iter().find(|command| command.name == name);
        let wanted = command.and_then(|command| match command.words {
            words if command.allows(before + 1) => words.get(before).or(words.last()),
            _ => None,
        });
        let known = |wanted: Wanted| {
            let session = self.session.borrow();
            let words = session.words(wanted, word);
            words.into_iter().map(pair).collect::<Vec<Pair>>()
        };
        match wanted {
            None => Ok((start, Vec::new())),
            Some(Word::Known(wanted)) => Ok((start, known(*wanted))),
            Some(Word::File) => self.complete_file(typed),
            Some(Word::Script) => match known(Wanted::Rule) {
                rules if rules.is_empty() => self.complete_file(typed),
                rules => {
                    let (files_start, files) = self.complete_file(typed)?;
                    let files = files.into_iter().filter(|_| files_start == start);
                    Ok((start, rules.into_iter().chain(files).collect()))
                }
            },
        }
    }

    /// The name of a file may be a stranger's: one that a terminal would obey is not offered.
    fn complete_file(&self, typed: &str) -> Result<(usize, Vec<Pair>)> {
        let (start, mut files) = self.files.complete_path(typed, typed.len())?;
        files.retain(|file| visible(&file.replacement) == file.replacement);
        Ok((start, files))
    }
}

fn pair(text: String) -> Pair {
    Pair {
        display: text.clone(),
        replacement: text,
    }
}

impl Helper for Assistant {}
impl Highlighter for Assistant {}
impl Hinter for Assistant {
    type Hint = String;
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext) -> Result<ValidationResult> {
        Ok(if self.is_whole(context.input()) {
            ValidationResult::Valid(None)
        } else {
            ValidationResult::Incomplete
        })
    }
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        let typed = line.get(..at).unwrap_or_default();
        if typed.trim_start().starts_with(':') {
            return self.complete_command(typed);
        }
        let completion = self.session.borrow().complete(line, at);
        Ok((
            completion.start,
            completion.candidates.into_iter().map(pair).collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::Assistant;
    use crate::reconcile::Profile;
    use crate::session::{Casebooks, Session};

    fn assistant() -> Assistant {
        let incidents = Casebooks::default().open().expect("the built-in casebook");
        let session = Session::new(&incidents, Profile::plain());
        Assistant::new(Rc::new(RefCell::new(session)))
    }

    fn offered(assistant: &Assistant, typed: &str) -> (usize, Vec<String>) {
        let (start, pairs) = assistant.complete_command(typed).expect("it completes");
        let texts = pairs.into_iter().map(|pair| pair.replacement);
        (start, texts.collect())
    }

    #[test]
    fn what_follows_a_command_is_what_it_takes() {
        let assistant = assistant();
        for (typed, start, found) in [
            (":", 1, "sources"),
            (":so", 1, "sources"),
            ("  :so", 3, "sources"),
            (":show ", 6, "guards-killed"),
            (":show gua", 6, "guards-killed"),
            (":claims gua", 8, "guards-killed"),
            (":sources ", 9, "ishkobod"),
            (":why ac", 5, "acled"),
            (":why acled gua", 11, "guards-killed"),
            (":profile ac", 9, "acled"),
            (":help concord", 6, "concordance"),
            (":help cod", 6, "coding"),
            (":load nam", 6, "named-floor"),
        ] {
            let (at, offers) = offered(&assistant, typed);
            assert_eq!(at, start, "{typed}");
            assert!(
                offers.iter().any(|offer| offer == found),
                "{typed}: {offers:?}"
            );
        }
        for typed in [
            ":show guards-killed ",
            ":quit ",
            ":limits x",
            ":no ",
            ":why a b c",
        ] {
            assert!(offered(&assistant, typed).1.is_empty(), "{typed}");
        }
    }

    #[test]
    fn files_are_offered_unless_a_terminal_would_obey_their_names() {
        let folder = std::env::temp_dir().join(format!("tallybook-files-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let names = ["a book.json", "b.rhai"];
        for name in names.iter().chain(if cfg!(unix) {
            &["\u{1b}[2J.json"][..]
        } else {
            &[]
        }) {
            std::fs::write(folder.join(name), "").expect("a file");
        }
        let assistant = assistant();
        let shown = folder.display();
        let (_, offers) = offered(&assistant, &format!(":open {shown}/"));
        assert_eq!(offers.len(), 2, "{offers:?}");
        let (_, offers) = offered(&assistant, &format!(":open x.json {shown}/b"));
        assert_eq!(offers, [format!("{shown}/b.rhai")]);
        let (_, offers) = offered(&assistant, &format!(":load {shown}/b"));
        assert_eq!(offers, [format!("{shown}/b.rhai")]);
        // What is offered is read back as the same file.
        let (_, offers) = offered(&assistant, &format!(":open {shown}/a"));
        let words = super::super::typed::words(&offers[0]).expect("it splits");
        assert_eq!(words, [format!("{shown}/a book.json")]);
        std::fs::remove_dir_all(&folder).expect("the folder");
    }

    #[test]
    fn an_input_is_taken_when_it_is_whole() {
        let assistant = assistant();
        for (input, whole) in [
            ("", true),
            ("1 + 1", true),
            ("_", true),
            ("why(_)", true),
            ("_.low + 1", true),
            (":show", true),
            (":open \"a", true),
            ("  :help", true),
            ("let x = 1", true),
            ("fn f(x) { x }", true),
            ("// a word", true),
            ("// isn't {", true),
            // Wrong, and no more lines would mend it.
            ("1 +* 2", true),
            (")", true),
            ("fn f( { }", true),
            ("let let", true),
            ("x.y.z", true),
            ("\"abc\ndef\"", true),
            ("_ _", true),
            // Beginnings.
            ("_.", false),
            ("_ +", false),
            ("why(_", false),
            ("[1, _,", false),
            ("switch _ {", false),
            ("switch _ { 1 => 2, _ =>", false),
            ("fn f(x) {", false),
            ("fn f(x)", false),
            ("fn f(x) {\n    x\n", false),
            ("fn f(x) {\n", false),
            ("for x in [1] {", false),
            ("for x in", false),
            ("while true {", false),
            ("do { }", false),
            ("try { 1 }", false),
            ("if true { 1 } else", false),
            ("let x =", false),
            ("incident.claims.", false),
            ("incident.claims.filter(|c|", false),
            ("incident.claims.filter(|c| c.is_own()", false),
            ("#{a: 1,", false),
            ("`text", false),
            ("`text ${_", false),
            ("/* isn't", false),
            ("import", false),
            ("import \"std/range\" as", false),
            ("1 + // more\n", false),
            // Two empty lines end all of them.
            ("fn f(x) {\n\n", true),
            ("`text\n\n", true),
            ("_.\n\n", true),
        ] {
            assert_eq!(assistant.is_whole(input), whole, "{input:?}");
        }
    }
}
