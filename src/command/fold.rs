//! `fold`: what may be one body or one person, and the links that say so.

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::exchange::{
    Both, Decision, Suspicion, Written, find_both, link, suspicion_rows, suspicion_tables,
    suspicions,
};
use crate::incident::{Document, Input};
use crate::session::{Casebooks, Page, is_stdout, put_out, read, replace};
use crate::table::Ruled;

use super::Outcome;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The casebooks, loaded together.
    pub casebooks: Casebooks,
    /// The decisions to write, as typed; without any the suspicions are listed.
    pub links: Vec<String>,
    /// Where the casebook goes, if not into its own file; `-` is stdout.
    pub out: Option<PathBuf>,
    /// Whether to write over a file that is there.
    pub force: bool,
}

/// Lists what may be one, or writes what was decided.
///
/// # Errors
/// Where a casebook cannot be opened, or a decision cannot be written; nothing is written then.
pub fn fold(request: &Request, page: &Page) -> Outcome {
    if !request.links.is_empty() && request.casebooks.profile.is_some() {
        return Err(Diagnostic::usage("`--link` writes, and reads no figure")
            .hint("`--profile` goes with the list of what may be one"));
    }
    if !request.links.is_empty() {
        return decide(request, page);
    }
    if request.out.is_some() {
        return Err(Diagnostic::usage("nothing is written without a decision")
            .hint("`--link='ONE LINK OTHER: REASON'` is one; without `-o` suspicions are listed"));
    }
    list(&request.casebooks, page)
}

fn list(casebooks: &Casebooks, page: &Page) -> Outcome {
    let found = suspicions(&casebooks.open()?, &casebooks.profile()?);
    let records: Vec<_> = found.list.iter().map(Suspicion::record).collect();
    page.put_tables(
        &records,
        || suspicion_rows(&found),
        || suspicion_tables(&found),
    );
    if found.list.is_empty() {
        page.aside("no two that are not linked look like one\n");
    }
    Ok(())
}

fn decide(request: &Request, page: &Page) -> Outcome {
    let decisions = decisions(&request.links)?;
    let inputs = request.casebooks.inputs()?;
    let homes = homes(request, inputs.len())?;
    // Whatever is wrong with the casebooks as they are is said before anything is changed.
    read(inputs.clone())?;
    let documents = inputs.iter().map(Document::read);
    let mut documents: Vec<Document> = documents
        .collect::<Result<_, _>>()
        .map_err(|problems| Diagnostic::casebook(&problems))?;
    let mut table = Ruled::new(["decision", "result", "file"]);
    let mut is_changed = vec![false; documents.len()];
    for decision in &decisions {
        let (at, both) = holder(&documents, decision)?;
        let result = match put_link(&mut documents[at], decision, &both)? {
            Written::Anew => {
                is_changed[at] = true;
                "written"
            }
            Written::Already => "already there",
        };
        let file = match &homes[at] {
            home if is_stdout(home) => "stdout".to_owned(),
            home => home.to_string_lossy().into_owned(),
        };
        table.push([decision.to_string().into(), result.into(), file.into()]);
    }
    let texts: Vec<String> = documents.iter().map(Document::laid_out).collect();
    let written = inputs.iter().zip(&texts);
    let written = written.map(|(input, text)| Input::new(&*input.name, &**text));
    read(written.collect())
        .map_err(|error| error.hint("nothing was written: the links would leave it like this"))?;
    for ((home, text), is_changed) in homes.iter().zip(&texts).zip(is_changed) {
        if request.out.is_some() {
            put_out(home, text, request.force, page)?;
        } else if is_changed {
            let wrote = replace(home, text.as_bytes());
            wrote.map_err(|error| Diagnostic::unwritable(home, &error))?;
        }
    }
    let told = table.done().render(page.form, page.width);
    if homes.iter().any(|home| is_stdout(home)) {
        page.aside(&told);
    } else {
        page.put(&told);
    }
    Ok(())
}

/// Reads decisions as they are typed.
pub(super) fn decisions(links: &[String]) -> Result<Vec<Decision>, Diagnostic> {
    links.iter().map(|text| decision(text)).collect()
}

/// Writes a decision into a casebook.
pub(super) fn apply(document: &mut Document, decision: &Decision) -> Result<Written, Diagnostic> {
    let both = find_both(document, decision);
    put_link(document, decision, &both)
}

fn put_link(
    document: &mut Document,
    decision: &Decision,
    both: &Both,
) -> Result<Written, Diagnostic> {
    link(document, decision, both)
        .map_err(|refusal| Diagnostic::usage(refusal.message).hint(refusal.hint))
}

fn decision(text: &str) -> Result<Decision, Diagnostic> {
    Decision::parse(text).map_err(|expected| {
        let diagnostic = Diagnostic::usage(expected);
        if text.contains(char::is_whitespace) {
            return diagnostic;
        }
        diagnostic.hint("the whole is one argument: put it in quotes")
    })
}

/// Where each casebook goes.
fn homes(request: &Request, count: usize) -> Result<Vec<PathBuf>, Diagnostic> {
    let casebooks = &request.casebooks;
    if let Some(out) = &request.out {
        return match count {
            1 => Ok(vec![out.clone()]),
            _ => Err(
                Diagnostic::usage("`-o` takes one casebook, and several are given")
                    .hint("without `-o` each link is written into the file that holds the two"),
            ),
        };
    }
    if casebooks.files.is_empty() || casebooks.read_stdin() {
        let what = if casebooks.files.is_empty() {
            "the built-in casebook"
        } else {
            "a casebook from stdin"
        };
        return Err(Diagnostic::usage(format!("{what} cannot be written into"))
            .hint("`-o FILE` writes the casebook with its links into a file"));
    }
    Ok(casebooks.files.clone())
}

/// Which of the casebooks holds the two that a decision links, and where.
fn holder(documents: &[Document], decision: &Decision) -> Result<(usize, Both), Diagnostic> {
    let found = documents
        .iter()
        .map(|document| find_both(document, decision));
    let mut found: Vec<(usize, Both)> = found.enumerate().collect();
    let mut holders = (0..found.len()).filter(|at| found[*at].1.are_there());
    match (holders.next(), holders.next()) {
        (Some(at), None) => Ok(found.swap_remove(at)),
        (Some(_), Some(_)) => {
            let (one, other) = (&decision.one, &decision.other);
            let message = format!("`{one}` and `{other}` stand in more than one casebook");
            Err(Diagnostic::usage(message).hint("say which incident: `INCIDENT/ID`"))
        }
        // None holds both: the first that is asked says what it lacks.
        (None, _) => Ok(found.swap_remove(0)),
    }
}
