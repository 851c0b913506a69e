//! `fmt`: casebooks in their canonical form.

use std::collections::HashSet;
use std::path::PathBuf;

use super::Outcome;
use crate::diagnostic::Diagnostic;
use crate::incident::{Document, Input, Problem, Problems, load};
use crate::reconcile::weigh;
use crate::session::{Page, replace, texts};

/// Lays casebooks out in their canonical form, each in its place; what comes from stdin goes to
/// stdout. With `check` nothing is written, and the files that are not in the form are named.
///
/// Nothing is touched unless every file is valid. Each is looked at by itself, so that those of two
/// coders, who tell of the same incidents, are laid out at once.
///
/// # Errors
/// Where a file cannot be read, is no valid casebook or cannot be written; with `check`, where one
/// is not in the form.
pub fn fmt(files: &[PathBuf], check: bool, page: &Page) -> Outcome {
    let inputs = texts(files)?;
    valid(&inputs)?;
    let mut laid_out = Vec::with_capacity(inputs.len());
    for input in &inputs {
        let document = Document::read(input).map_err(|found| Diagnostic::casebook(&found))?;
        laid_out.push(document.laid_out());
    }
    let mut others = 0;
    for ((file, input), text) in files.iter().zip(&inputs).zip(laid_out) {
        let is_stdin = file.as_os_str() == "-";
        if is_stdin && !check {
            page.put(&text);
        } else if text != input.text {
            others += 1;
            if check {
                page.put_name(&input.name);
            } else {
                replace(file, text.as_bytes())
                    .map_err(|error| Diagnostic::unwritable(file, &error))?;
                page.aside(&format!("laid out: {}\n", input.name));
            }
        }
    }
    if check && others > 0 {
        let message = match others {
            1 => "a casebook is not in the canonical form".to_owned(),
            others => format!("{others} casebooks are not in the canonical form"),
        };
        return Err(Diagnostic::error(message).hint("`tallybook fmt FILE` lays it out"));
    }
    Ok(())
}

/// Checks each file alone. One that does not load so may have an incident that is related to one in
/// another file: those are checked together with all. Of what is found then only what was found
/// before is wrong: that two coders use one id for an incident is as it should be.
fn valid(inputs: &[Input]) -> Outcome {
    let place = |of: &Problem| (of.file().to_owned(), of.line(), of.path().to_owned());
    let alone = inputs
        .iter()
        .filter_map(|input| load(vec![input.clone()]).and_then(weigh).err());
    let alone: HashSet<_> = alone.flatten().map(|of| place(&of)).collect();
    if alone.is_empty() {
        return Ok(());
    }
    let problems = match load(inputs.to_vec()) {
        Ok(casebook) => weigh(casebook).err(),
        Err(found) => {
            let found = found.into_iter();
            Problems::gather(found.filter(|of| alone.contains(&place(of))).collect())
        }
    };
    problems.map_or(Ok(()), |problems| Err(Diagnostic::casebook(&problems)))
}
