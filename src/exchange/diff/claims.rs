//! What became of the claims of an incident.

use std::rc::Rc;

use super::change::{Change, Fate};
use crate::exchange::differences::of_claims;
use crate::exchange::pairing::Paired;
use crate::exchange::side::View;
use crate::incident::{ClaimIx, Noun};
use crate::reconcile::{Profile, why_not_current};

/// The keys that make up the reading of a claim.
const READING: [&str; 3] = ["says", "stance", "covers"];

/// Returns what became of the claims, and beside it which of their other keys changed.
pub(super) fn changes(
    paired: &Paired<'_, '_>,
    profile: &Rc<Profile>,
) -> (Vec<Change>, Vec<Change>) {
    let (left, right) = (paired.left, paired.right);
    let mut claims = Vec::new();
    let mut keys = Vec::new();
    for at in paired.claims.only_left() {
        let mut change = of(left, at, Fate::Removed);
        change.from = said(left, at);
        claims.push(change);
    }
    for at in paired.claims.only_right() {
        let mut change = of(right, at, Fate::Added);
        change.to = said(right, at);
        claims.push(change);
    }
    for (at, other) in paired.claims.pairs() {
        let id_in_b = &right.incident.claims[other].id;
        let id_in_b = (left.incident.claims[at].id != *id_in_b).then(|| id_in_b.clone());
        let change = |what, from, to| Change {
            id_in_b: id_in_b.clone(),
            from,
            to,
            ..of(left, at, what)
        };
        let current = || Some("current".to_owned());
        match (why_out(left, at, profile), why_out(right, other, profile)) {
            (None, Some(why)) => claims.push(change(Fate::Superseded, current(), Some(why))),
            (Some(why), None) => claims.push(change(Fate::CurrentAgain, Some(why), current())),
            _ => {}
        }
        for difference in of_claims(paired, at, other) {
            let is_reading = READING.contains(&difference.key.as_str());
            let (what, list) = if is_reading {
                (Fate::Reading, &mut claims)
            } else {
                (Fate::Changed, &mut keys)
            };
            list.push(Change {
                key: Some(difference.key),
                ..change(what, difference.left, difference.right)
            });
        }
    }
    (claims, keys)
}

fn of(view: &View<'_>, at: usize, what: Fate) -> Change {
    let claim = &view.incident.claims[at];
    Change {
        measure: Some(view.incident.measure(claim.measure).id.clone()),
        ..Change::of(what, Noun::Claim, &claim.id)
    }
}

/// What a claim says, by whom and where: all that tells a claim without an id.
fn said(view: &View<'_>, at: usize) -> Option<String> {
    let claim = &view.incident.claims[at];
    let by = claim
        .by
        .iter()
        .map(|by| view.incident.source(*by).id.as_str());
    let by: Vec<&str> = by.collect();
    let says = claim.says.to_string();
    let says = if says.is_empty() { "retracts" } else { &says };
    let (by, report) = (by.join(", "), view.report_id(at));
    Some(format!("{says} ({by}, in {report})"))
}

/// Why a claim is not current, where it is not.
fn why_out(view: &View<'_>, at: usize, profile: &Rc<Profile>) -> Option<String> {
    let claim = &view.incident.claims[at];
    let ix = ClaimIx::new(at);
    let currency = view.evidence.currency(claim.measure, profile);
    why_not_current(view.evidence, ix, currency.status(ix))
}
