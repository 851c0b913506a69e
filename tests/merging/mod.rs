//! Casebooks brought together and compared: the laws, on the samples and on random casebooks.

mod clash;
mod coders;
mod laws;
mod levels;

use tallybook::exchange::{Side, Unmerged, diff, merge};
use tallybook::incident::Input;
use tallybook::reconcile::{Join, Profile};

/// Reads a casebook; nothing where it is not valid.
fn side(casebook: &str) -> Option<Side> {
    Side::read(&Input::new("a.json", casebook)).ok()
}

/// Reads a casebook that is valid.
#[track_caller]
fn valid(name: &str, text: &str) -> Side {
    Side::read(&Input::new(name, text)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Brings two together that do not disagree.
#[track_caller]
fn together(one: &Side, other: &Side) -> Side {
    match merge(one, other) {
        Ok(side) => side,
        Err(Unmerged::Conflicts(conflicts)) => panic!("{conflicts:#?}"),
        Err(Unmerged::Invalid(problems)) => panic!("{problems}"),
    }
}

/// What disagrees, a line each: `claim c says: 7 | 8`.
fn conflicts(one: &Side, other: &Side) -> Vec<String> {
    let Err(Unmerged::Conflicts(conflicts)) = merge(one, other) else {
        panic!("no conflict");
    };
    let said = |says: &Option<String>| says.clone().unwrap_or("-".to_owned());
    conflicts
        .iter()
        .map(|of| {
            let (a, b) = (said(&of.a.says), said(&of.b.says));
            format!("{} {} {}: {a} | {b}", of.object, of.id, of.key)
        })
        .collect()
}

/// What differs, a line each, figures left out: `claim c reading says: 7 | 8`.
fn differences(one: &Side, other: &Side) -> Vec<String> {
    let found = diff(one, other, &Profile::plain(), Join::Origin);
    let said = |says: &Option<String>| says.clone().unwrap_or("-".to_owned());
    let of_incidents = found.incidents.iter();
    let of_incidents = of_incidents.flat_map(|one| one.claims.iter().chain(&one.objects));
    let changes = found.casebook.iter().chain(of_incidents);
    changes
        .map(|of| {
            let key = of.key.as_deref().unwrap_or("-");
            let (from, to) = (said(&of.from), said(&of.to));
            let what = of.change.word();
            format!("{} {} {what} {key}: {from} | {to}", of.object, of.id)
        })
        .collect()
}
