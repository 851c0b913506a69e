//! Claims that cannot be placed: without a date, without a locator, or the same claim twice.
//!
//! Claims of one report that lack the same are one finding, and those of an incident in which nobody
//! gave a locator, so that a large import is no flood.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use crate::incident::{Carrier, Claim, ClaimIx, ReportIx, Says, Standing, When, fold};

use super::{Case, Check, Finding, check};

pub(super) const NO_DATE: Check = check!("no-date", Hint, "claims of which no day is known");
pub(super) const NO_LOCATOR: Check = check!(
    "no-locator",
    Hint,
    "claims that do not say where on their page they stand"
);
pub(super) const IDENTICAL: Check = check!(
    "identical-claims",
    Error,
    "two claims that are alike in everything but their ids"
);

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let incident = case.incident();
    let mut undated: BTreeMap<ReportIx, Vec<ClaimIx>> = BTreeMap::new();
    let mut unplaced: BTreeMap<ReportIx, Vec<ClaimIx>> = BTreeMap::new();
    let mut is_placed = false;
    let mut seen: HashMap<String, ClaimIx> = HashMap::new();
    for ix in case.claims() {
        let claim = incident.claim(ix);
        // What is set aside bears on nothing: that it is a second copy may be why.
        if claim.standing == Standing::SetAside {
            continue;
        }
        if case.evidence.date(ix).is_none() && claim.says != Says::Nothing {
            undated.entry(claim.report).or_default().push(ix);
        }
        let locator = claim.locator.as_deref();
        let has_place = locator.is_some_and(|locator| !locator.trim().is_empty());
        is_placed |= has_place;
        if !has_place {
            unplaced.entry(claim.report).or_default().push(ix);
        }
        match seen.entry(everything(claim, case.evidence.date(ix))) {
            Entry::Vacant(place) => {
                place.insert(ix);
            }
            Entry::Occupied(first) => {
                found.push(twice(case, *first.get(), ix));
            }
        }
    }
    for (report, claims) in undated {
        let id = &incident.report(report).id;
        let message = format!("claims of `{id}` have no date, and a date decides what supersedes");
        let finding = case.found_each(&NO_DATE, &claims, message);
        found.push(finding.decide(
            "give the report its `published`, or the claims the day that they speak of (`as_of`)",
        ));
    }
    let advice = "give each its `locator`, such as `paragraph 2` or `table 1, row 3`";
    // Where nobody gave any, that is one decision and no slip on each page.
    if !is_placed && unplaced.len() > 1 {
        let mut claims: Vec<ClaimIx> = unplaced.into_values().flatten().collect();
        claims.sort_unstable();
        let message = "no claim of the incident says where on its page it stands";
        let finding = case.found_each(&NO_LOCATOR, &claims, message);
        found.push(finding.decide(advice));
        return;
    }
    for (report, claims) in unplaced {
        let id = &incident.report(report).id;
        let message = format!("claims of `{id}` do not say where on the page they stand");
        let finding = case.found_each(&NO_LOCATOR, &claims, message);
        found.push(finding.decide(advice));
    }
}

fn twice(case: &Case<'_>, first: ClaimIx, second: ClaimIx) -> Finding {
    let (first_id, id) = (case.id(first), case.id(second));
    let message = format!("`{id}` is alike `{first_id}` in everything but its id");
    let about = vec![id.to_owned(), first_id.to_owned()];
    let line = Some(case.line_of_claim(second));
    let at = format!("`{first_id}` is on line {}", case.line_of_claim(first));
    case.found(&IDENTICAL, line, about, message)
        .because([case.says(second), at])
        .decide(
            "take one of them out; if the page does say it twice, give each its `locator` or its \
             `wording`",
        )
}

/// Whatever a claim says and where, in one text, with the day that it is of, whoever gives it. What
/// coders add for themselves is left out: notes, decisions, and how much they believe it.
fn everything(claim: &Claim, date: Option<&When>) -> String {
    let mut text = String::with_capacity(96);
    let mut numbers = |what: &str, mut numbers: Vec<usize>| {
        numbers.sort_unstable();
        let _ = write!(text, "{what}{numbers:?}");
    };
    numbers("by", claim.by.iter().map(|of| of.get()).collect());
    numbers("people", claim.people.iter().map(|of| of.get()).collect());
    for (what, claims) in [
        ("repeats", &claim.repeats),
        ("updates", &claim.updates),
        ("corrects", &claim.corrects),
        ("retracts", &claim.retracts),
    ] {
        numbers(what, claims.iter().map(|of| of.get()).collect());
    }
    let via = claim.via.iter().map(|carrier| match carrier {
        Carrier::Report(of) => format!("report {}", of.get()),
        Carrier::Source(of) => format!("source {}", of.get()),
    });
    // What is blank is as if it were not there.
    let folded = |text: &Option<String>| {
        let folded = text.as_deref().map(fold);
        folded.filter(|text| !text.trim().is_empty())
    };
    let _ = write!(
        text,
        "{:?}",
        (
            (
                claim.measure.get(),
                claim.report.get(),
                fold(&claim.says.to_string())
            ),
            (claim.stance.word(), claim.attribution.word()),
            (folded(&claim.wording), folded(&claim.locator)),
            date.map(|date| (date.first(), date.last())),
            claim
                .covers
                .as_ref()
                .map(|of| (of.what.word(), folded(&of.of))),
            (via.collect::<Vec<_>>(), claim.base.map(ClaimIx::get)),
        )
    );
    text
}
