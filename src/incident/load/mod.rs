//! Loading: casebooks from text, and everything that is wrong with them in one go.
//!
//! Each level of a file is read into slices of its text, so that every problem can be placed; each
//! object becomes a draft, whose references are found once all ids are known. After an error
//! reading goes on with what stands in for the broken part, so that one round shows all errors;
//! nothing that was read is handed out unless there are none.
//!
//! Where the format leaves a choice: an id is given once in a list of ids or counts once; in
//! `sum_of` twice is an error. An id that is made for a claim or a person may be longer than one
//! that is given. `coded_by` and `version` may also stand with an incident alone. An `exclusive`
//! that is `false` may stand with a count.
//!
//! Invariant: the only part of the program that names `serde_json` to read a casebook, and it
//! never recurses, so that no depth of nesting and no length of a chain costs stack.

mod catalog;
mod circle;
mod claim;
mod event;
mod form;
mod input;
mod links;
mod measure;
mod mention;
mod names;
mod person;
mod places;
mod problem;
mod reader;
mod schema;
mod seat;
mod sheet;
mod shown;
mod simple;
pub(super) mod value;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::rc::Rc;

use self::event::Event;
pub use self::input::Input;
pub use self::places::{Free, Lines, Places, Stray, WAIVERS, places};
pub use self::problem::{Problem, Problems};
pub use self::schema::schema;
use self::sheet::Sheet;
use self::shown::{listed, shown};
use super::{Casebook, Incident, nearest};

/// Loads casebooks that belong together.
///
/// # Errors
/// With everything that is wrong in any of them, by file and place.
pub fn load(inputs: Vec<Input>) -> Result<Casebook, Problems> {
    let sheets: Vec<Sheet<'_>> = inputs.iter().map(Sheet::new).collect();
    let mut incidents = Vec::new();
    let mut roots = Vec::new();
    for (file, sheet) in sheets.iter().enumerate() {
        form::read(sheet, &mut |event| {
            let (incident, root) = Root::of(event, file);
            incidents.push(incident);
            roots.push(root);
        });
    }
    relate(&sheets, &mut incidents, roots);
    let problems: Vec<Problem> = sheets.into_iter().flat_map(Sheet::into_problems).collect();
    match Problems::gather(problems) {
        Some(problems) => Err(problems),
        None => Ok(Casebook {
            incidents: incidents.into_iter().map(Rc::new).collect(),
        }),
    }
}

/// Tells whether every line of a file is an incident.
pub(super) fn is_lines(input: &Input) -> bool {
    form::is_lines(&Sheet::new(input))
}

/// Says why a part of the text of a file, which must be a slice of it, cannot be read as JSON.
pub(super) fn not_json(input: &Input, part: &str) -> Vec<Problem> {
    let sheet = Sheet::new(input);
    if form::parse(&sheet, part).is_some() {
        let message = "expected texts of characters, found an escape that is half of one";
        sheet.complain(sheet.offset(part), "", message, None);
    }
    sheet.into_problems().collect()
}

/// What is needed of an incident to relate it to others.
struct Root<'a> {
    file: usize,
    seat: seat::Seat,
    id: Option<mention::Given>,
    related: Vec<mention::Mention<'a>>,
}

impl<'a> Root<'a> {
    fn of(event: Event<'a>, file: usize) -> (Incident, Self) {
        let root = Self {
            file,
            seat: event.seat,
            id: event.id,
            related: event.related,
        };
        (event.incident, root)
    }
}

/// Checks that no two incidents have one id and that those which are related are there.
fn relate(sheets: &[Sheet<'_>], incidents: &mut [Incident], roots: Vec<Root<'_>>) {
    let mut ids: HashMap<&str, (usize, usize)> = HashMap::with_capacity(roots.len());
    for root in &roots {
        let Some(given) = &root.id else {
            continue;
        };
        let sheet = &sheets[root.file];
        if let Some(&(file, offset)) = ids.get(&*given.id) {
            let first = &sheets[file];
            let message = format!(
                "`{}` is the id of an incident already, at {}:{}",
                shown(&given.id),
                first.file,
                first.line(offset)
            );
            sheet.complain(given.offset, root.seat.path("id"), message, None);
        } else {
            ids.insert(&given.id, (root.file, given.offset));
        }
    }
    // An incident that could not be read may be the one that is named.
    let is_torn = sheets.iter().any(|sheet| sheet.torn.get());
    let mut roll: Option<Vec<&str>> = None;
    for (root, incident) in roots.iter().zip(incidents) {
        for mention in &root.related {
            if ids.contains_key(&*mention.id) {
                incident.related.push(mention.id.clone().into_owned());
            } else if !is_torn {
                let roll = roll.get_or_insert_with(|| {
                    let mut roll: Vec<&str> = ids.keys().copied().collect();
                    roll.sort_unstable();
                    roll
                });
                complain_of_nobody(&sheets[root.file], root.seat, mention, roll);
            }
        }
    }
}

fn complain_of_nobody(
    sheet: &Sheet<'_>,
    seat: seat::Seat,
    mention: &mention::Mention<'_>,
    roll: &[&str],
) {
    let message = format!(
        "expected an incident, found `{}`, which is no id of one; loaded are {}",
        shown(&mention.id),
        listed(roll.len(), roll.iter().copied())
    );
    let near = sheet
        .patience
        .may_compare(roll.len())
        .then(|| nearest(&mention.id, roll.iter().copied()))
        .flatten();
    let also = "load the file that holds it together with this one";
    let hint = match near {
        Some(near) => format!("did you mean `{}`? or {also}", shown(near)),
        None => also.to_owned(),
    };
    sheet.complain(mention.offset, mention.path(seat), message, Some(hint));
}
