//! Speakers that may be one body, and people who may be one person.

use std::collections::{HashMap, HashSet};

use crate::exchange::{Sameness, Suspect, Suspicion, suspicions};
use crate::incident::Object;

use crate::check::Checked;
use crate::check::books::Books;

use super::{Case, Check, Finding, bodies, check};

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
    // What names tell of, in whatever words, figures need not.
    let mut told: HashMap<&str, HashSet<bodies::Pair>> = HashMap::new();
    for suspicion in &suspicions.list {
        let pair = [&suspicion.one.id, &suspicion.other.id];
        let at = by_id.get(&*suspicion.incident).copied();
        let Some(of) = at.and_then(|at| cases.get(at)) else {
            continue;
        };
        let pair = pair.map(|id| match of.incident().find(id) {
            Some(Object::Source(source)) => Some(source),
            _ => None,
        });
        if let [Some(one), Some(other)] = pair {
            let of = told.entry(&suspicion.incident).or_default();
            of.insert((one.min(other), one.max(other)));
        }
    }
    // Sources that incidents share are numbered alike in each of them, and told of once.
    let mut shared: HashSet<bodies::Pair> = HashSet::new();
    let mut is_crowded = false;
    for case in cases {
        if case.is_first {
            shared.clear();
        }
        let count = case.incident().shared.sources.len();
        let known = told.get(case.incident().id.as_str());
        let is_shared = |pair: &&bodies::Pair| pair.1.get() < count;
        shared.extend(known.into_iter().flatten().filter(is_shared).copied());
        let is_told = |pair: &bodies::Pair| {
            known.is_some_and(|known| known.contains(pair)) || shared.contains(pair)
        };
        let new = bodies::look(case, is_told, &mut checked.findings);
        shared.extend(new.pairs.iter().filter(is_shared).copied());
        is_crowded |= new.is_crowded;
    }
    if is_crowded {
        let left_out = "of many speakers of one party who give one figure, only the first were \
                        held against one another for `one-body`";
        checked.left_out.push(left_out.to_owned());
    }
    checked.left_out.extend(suspicions.left_out);
}

fn finding(case: &Case<'_>, books: &Books, suspicion: &Suspicion) -> Finding {
    let check = match suspicion.what {
        Sameness::Body => &bodies::ONE_BODY,
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
