//! Sessions without a terminal. A case is a transcript under `tests/sessions`: each input behind its
//! prompt, with what it printed below it, results and everything else in the order they came.

use std::cell::RefCell;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;

use tallybook::reconcile::Profile;
use tallybook::repl::{Flow, Shell};
use tallybook::session::{Casebooks, Page, Session};
use tallybook::table::Form;

use crate::golden;
use crate::program::root;

const PROMPT: &str = "tallybook> ";
/// What stands before the other lines of an input.
const MORE: &str = "......> ";
/// What a transcript calls the folder that it may write to.
const FOLDER: &str = "$FOLDER";

/// Everything that is written, in order.
#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The inputs of a transcript.
fn inputs(transcript: &str) -> Vec<String> {
    let mut inputs: Vec<String> = Vec::new();
    for line in transcript.lines() {
        if let Some(input) = line.strip_prefix(PROMPT) {
            inputs.push(input.to_owned());
        } else if let Some(more) = line.strip_prefix(MORE) {
            let input = inputs.last_mut().expect("an input that goes on");
            *input += &format!("\n{more}");
        }
    }
    inputs
}

/// Types the inputs of a transcript into a session on the built-in casebook, and returns the
/// transcript of what happens.
pub(crate) fn replay(transcript: &str, folder: &str) -> String {
    let paper = Paper::default();
    let page = Page::new(Form::Text, 100, paper.clone(), paper.clone());
    let incidents = Casebooks::default().open().expect("the built-in casebook");
    let mut shell = Shell::new(Session::new(&incidents, Profile::plain()), page);
    let mut ended = false;
    for input in inputs(transcript) {
        assert!(!ended, "the session has ended before `{input}`");
        let shown = input.replace('\n', &format!("\n{MORE}"));
        writeln!(paper.clone(), "{PROMPT}{shown}").expect("paper");
        ended = shell.take(&input.replace(FOLDER, folder)) == Flow::Ends;
    }
    let written = String::from_utf8(paper.0.borrow().clone()).expect("text");
    written.replace(folder, FOLDER)
}

#[test]
fn sessions_go_as_their_transcripts_say() {
    let folder = std::env::temp_dir().join(format!("tallybook-sessions-{}", std::process::id()));
    let mut cases: Vec<PathBuf> = fs::read_dir(root().join("tests/sessions"))
        .expect("the transcripts")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "session"))
        .collect();
    cases.sort();
    assert!(cases.len() > 8, "{} transcripts", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let kept = fs::read_to_string(&case).expect("a transcript");
        fs::create_dir_all(&folder).expect("a folder");
        let happened = replay(&kept, &folder.display().to_string());
        fs::remove_dir_all(&folder).expect("the folder");
        if let Err(difference) = golden::compare(&case, &happened) {
            wrong.push(difference);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
