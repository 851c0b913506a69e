//! The sources of an incident: what each is, and what it does there.

use std::collections::{BTreeMap, BTreeSet};

use crate::incident::{Carrier, ClaimIx, SourceIx};
use crate::reconcile::evidence::Evidence;
use crate::table::Table;

use super::push;

/// Returns the sources that speak, publish or pass something on in an incident. Those of the
/// casebook that do nothing here are left out.
#[must_use]
pub fn sources_table(evidence: &Evidence) -> Table {
    let incident = evidence.incident();
    let mut spoken: BTreeMap<SourceIx, usize> = BTreeMap::new();
    let mut origin: BTreeMap<SourceIx, usize> = BTreeMap::new();
    let mut pages: BTreeMap<SourceIx, BTreeSet<_>> = BTreeMap::new();
    let mut here: BTreeSet<SourceIx> = BTreeSet::new();
    let own = incident.shared.sources.len()..;
    here.extend((own.start..incident.sources().len()).map(SourceIx::new));
    for (at, claim) in incident.claims.iter().enumerate() {
        for by in &claim.by {
            *spoken.entry(*by).or_default() += 1;
        }
        for from in evidence.origins(ClaimIx::new(at)) {
            *origin.entry(*from).or_default() += 1;
        }
        let publisher = incident.report(claim.report).publisher;
        pages.entry(publisher).or_default().insert(claim.report);
        here.extend(claim.via.iter().filter_map(|via| match via {
            Carrier::Source(source) => Some(*source),
            Carrier::Report(_) => None,
        }));
    }
    here.extend(spoken.keys().chain(origin.keys()).chain(pages.keys()));
    let mut table = Table::new([
        "source",
        "name",
        "kind",
        "party",
        "belongs to",
        "claims",
        "origin of",
        "pages",
    ]);
    for ix in here {
        let source = incident.source(ix);
        let id = |ix: SourceIx| incident.source(ix).id.as_str();
        let belongs = match (source.heard_by, source.voice_of, source.part_of) {
            (Some(by), ..) => format!("heard by {}", id(by)),
            (_, Some(of), _) => format!("voice of {}", id(of)),
            (.., Some(of)) => format!("part of {}", id(of)),
            _ => String::new(),
        };
        push(
            &mut table,
            [
                source.id.as_str().into(),
                source.name.as_str().into(),
                source.kind.word().into(),
                source
                    .party
                    .map(|party| incident.party(party).name.as_str())
                    .into(),
                belongs.into(),
                spoken.get(&ix).copied().unwrap_or(0).into(),
                origin.get(&ix).copied().unwrap_or(0).into(),
                pages.get(&ix).map_or(0, BTreeSet::len).into(),
            ],
        );
    }
    table
}
