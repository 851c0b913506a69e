//! What is out before any date is looked at.

use crate::incident::ClaimIx;
use crate::reconcile::evidence::Evidence;
use crate::reconcile::quantities::Quantities;

use super::Status;

/// Finds what is out, before any date is looked at.
pub(super) fn out(
    evidence: &Evidence,
    quantities: &Quantities,
    set_aside: &dyn Fn(ClaimIx) -> bool,
) -> Vec<Status> {
    let claims = &quantities.claims;
    let mut status: Vec<Status> = claims
        .iter()
        .map(|ix| match evidence.brief(*ix) {
            brief if brief.is_set_aside => Status::SetAside,
            _ if set_aside(*ix) => Status::SetAsideHere,
            brief if brief.retracts => Status::Retracts,
            _ => Status::Current,
        })
        .collect();
    // A retraction weighs more than a correction, and a correction more than an update, where
    // several claims name the same one: names survive an update, not the others. They survive in
    // a claim that retracts as well, unless that is itself corrected or retracted.
    let rank = |status: Status| match status {
        Status::Current => 0,
        Status::Updated(_) => 1,
        Status::Retracts => 2,
        Status::Corrected(_) => 3,
        Status::Retracted(_) => 4,
        _ => 5,
    };
    let mut copies = Vec::new();
    for (at, ix) in claims.iter().enumerate() {
        let brief = evidence.brief(*ix);
        let first = brief.repeats.and_then(|of| quantities.place(of));
        copies.extend(first.map(|of| (of, at)));
        if brief.repeats_several {
            let others = evidence.claim(*ix).repeats[1..].iter();
            let others = others.filter_map(|of| quantities.place(*of));
            copies.extend(others.map(|of| (of, at)));
        }
        let is_aside = matches!(status[at], Status::SetAside | Status::SetAsideHere);
        if is_aside || !brief.names_another {
            continue;
        }
        let claim = evidence.claim(*ix);
        let named = (claim.updates.iter().map(|of| (of, Status::Updated(*ix))))
            .chain(claim.corrects.iter().map(|of| (of, Status::Corrected(*ix))))
            .chain(claim.retracts.iter().map(|of| (of, Status::Retracted(*ix))));
        for (of, becomes) in named {
            let Some(at) = quantities.place(*of) else {
                continue;
            };
            let (was, is) = (rank(status[at]), rank(becomes));
            if was < is || was == is && comes_first(evidence, *ix, status[at]) {
                status[at] = becomes;
            }
        }
    }
    spread_to_copies(evidence, quantities, copies, &mut status);
    status
}

/// Tells whether a claim comes before the one that a status names. Where several serve as the
/// reason, the first by id is it, so that the order of a file changes no word of an answer.
fn comes_first(evidence: &Evidence, ix: ClaimIx, status: Status) -> bool {
    match status {
        Status::Updated(by) | Status::Corrected(by) | Status::Retracted(by) => {
            evidence.claim(ix).id < evidence.claim(by).id
        }
        _ => false,
    }
}

/// What repeats a claim that is out is out, however long the chain. `copies` are places: of a
/// claim that is repeated, and of one that repeats it.
fn spread_to_copies(
    evidence: &Evidence,
    quantities: &Quantities,
    mut copies: Vec<(usize, usize)>,
    status: &mut [Status],
) {
    copies.sort_unstable();
    let mut out: Vec<usize> = (0..status.len())
        .filter(|at| status[*at] != Status::Current)
        .collect();
    while let Some(of) = out.pop() {
        let from = copies.partition_point(|(repeated, _)| *repeated < of);
        for (_, copy) in copies[from..].iter().take_while(|(o, _)| *o == of) {
            if status[*copy] == Status::Current {
                status[*copy] = Status::RepeatsOut(quantities.claims[of]);
                out.push(*copy);
            }
        }
    }
    // Of several that are out the first named is the reason, whichever was met first above.
    for at in 0..status.len() {
        if let Status::RepeatsOut(_) = status[at] {
            let mut repeated = evidence.claim(quantities.claims[at]).repeats.iter();
            let out = repeated.find(|of| {
                let place = quantities.place(**of);
                place.is_some_and(|place| status[place] != Status::Current)
            });
            status[at] = Status::RepeatsOut(*out.expect("it repeats what is out"));
        }
    }
}
