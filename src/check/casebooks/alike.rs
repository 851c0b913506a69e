//! Speakers that may be one body, and people who may be one person.

use crate::exchange::{Sameness, Suspect, Suspicion, suspicions};

use crate::check::Checked;
use crate::check::books::Books;

use super::{Case, Check, Finding, check};

pub(super) const ONE_BODY: Check = check!(
    "one-body",
    Hint,
    "two speakers may be one body, by their names or their figures"
);
pub(super) const ONE_PERSON: Check = check!("one-person", Hint, "two people may be one person");

pub(super) fn look(books: &Books, cases: &[Case<'_>], checked: &mut Checked) {
    let by_id = books.by_id();
    let suspicions = suspicions(&books.incidents, &books.profile);
    // Names alike say little where the figures say otherwise; `fold` lists those as well.
    let list = suspicions.list.iter();
    for suspicion in list.filter(|suspicion| !suspicion.is_contradicted) {
        let case = by_id
            .get(&*suspicion.incident)
            .and_then(|at| cases.get(*at));
        checked
            .findings
            .extend(case.map(|case| finding(case, books, suspicion)));
    }
    checked.left_out.extend(suspicions.left_out);
}

fn finding(case: &Case<'_>, books: &Books, suspicion: &Suspicion) -> Finding {
    let check = match suspicion.what {
        Sameness::Body => &ONE_BODY,
        Sameness::Person => &ONE_PERSON,
    };
    let named = |suspect: &Suspect| format!("`{}` ({})", suspect.id, suspect.name);
    let (one, other) = (named(&suspicion.one), named(&suspicion.other));
    let message = match suspicion.link {
        Some(_) => format!("{one} may be {other}: {}", suspicion.strength.word()),
        None => format!("{one} looks like {other} and another"),
    };
    let decide = match suspicion.link {
        Some(_) => format!(
            "tallybook fold {} {}",
            books.typed.join(" "),
            suspicion.decide()
        ),
        None => suspicion.decide(),
    };
    let about = vec![suspicion.one.id.clone(), suspicion.other.id.clone()];
    let object = case.incident().find(&suspicion.one.id);
    let line = object.and_then(|object| case.line(object));
    case.found(check, line, about, message)
        .because(suspicion.evidence.iter().cloned())
        .decide(decide)
}
