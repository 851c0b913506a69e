//! The figures of a measure by the day of which they speak.

use std::rc::Rc;

use crate::incident::{ClaimIx, MeasureIx};
use crate::reconcile::currency::why_not_current;
use crate::reconcile::evidence::Evidence;
use crate::reconcile::profile::Profile;
use crate::reconcile::rank::Rank;
use crate::table::Table;

use super::{push, said, speakers};

/// Returns the claims on a measure in the order of their dates, those without a date first.
#[must_use]
pub fn timeline(evidence: &Evidence, measure: MeasureIx, profile: &Rc<Profile>) -> Table {
    let incident = evidence.incident();
    let currency = evidence.currency(measure, profile);
    let of = incident.measure(measure);
    let mut table = Table::new(["date", "published", "by", "says", "claim", "in", "stands"])
        .titled(format!("{} ({}) by date", of.label, of.id));
    let mut claims: Vec<ClaimIx> = evidence.on(measure).to_vec();
    let key = |ix: &ClaimIx| {
        let (date, published) = (evidence.date(*ix), evidence.published(*ix));
        (
            Rank::first(date),
            Rank::last(date),
            Rank::first(published),
            *ix,
        )
    };
    claims.sort_by_cached_key(key);
    for ix in claims {
        let claim = evidence.claim(ix);
        let stands = why_not_current(evidence, ix, currency.status(ix));
        push(
            &mut table,
            [
                evidence.date(ix).map(ToString::to_string).into(),
                evidence.published(ix).map(ToString::to_string).into(),
                speakers(evidence, claim).into(),
                said(claim).into(),
                claim.id.as_str().into(),
                incident.report(claim.report).id.as_str().into(),
                stands.unwrap_or_else(|| "current".to_owned()).into(),
            ],
        );
    }
    table
}
