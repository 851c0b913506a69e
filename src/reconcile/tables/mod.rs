//! What was judged, as tables for people: one table a file.

mod claims;
mod comparison;
mod concordance;
mod derivation;
mod discrepancies;
mod profile;
mod sources;
mod sums;
mod timeline;

pub use claims::{claims_table, measures_table, people_table, reports_table};
pub use comparison::comparison_records;
pub use derivation::{estimate_records, estimates_table, why};
pub use discrepancies::discrepancies;
pub use sources::sources_table;
pub use timeline::timeline;

use super::evidence::Evidence;
use super::origin::Voice;
use super::reading::As;
use crate::incident::{Claim, ClaimIx, Stance};
use crate::table::{Cell, Table};

/// The most entries of a list that a note under a table spells out.
const SPELLED_OUT: usize = 24;

/// Adds a row whose cells were made for this very table.
fn push<const N: usize>(table: &mut Table, cells: [Cell; N]) {
    table.row(cells).expect("as many cells as columns");
}

/// What a claim says, with its stance.
pub(super) fn said(claim: &Claim) -> String {
    match claim.stance {
        Stance::Asserts if claim.says == crate::incident::Says::Nothing => "retracts".to_owned(),
        Stance::Asserts => claim.says.to_string(),
        Stance::Denies => format!("denies {}", claim.says),
    }
}

/// The ids of those who make a claim.
fn speakers(evidence: &Evidence, claim: &Claim) -> String {
    let incident = evidence.incident();
    let ids: Vec<&str> = claim
        .by
        .iter()
        .map(|by| incident.source(*by).id.as_str())
        .collect();
    ids.join(", ")
}

/// Says who ids are: tables show ids, which are short and are what scripts use.
fn who_is_who(evidence: &Evidence, voices: impl IntoIterator<Item = Voice>) -> Option<String> {
    let incident = evidence.incident();
    let mut names: Vec<String> = voices
        .into_iter()
        .map(|voice| (voice.id(incident), voice.name(incident)))
        .filter(|(id, name)| id != name)
        .map(|(id, name)| format!("{id}: {name}"))
        .collect();
    names.sort_unstable();
    names.dedup();
    (!names.is_empty()).then(|| listed(names.into_iter()))
}

/// A claim in a few words, for a note.
fn in_words(evidence: &Evidence, ix: ClaimIx) -> String {
    let claim = evidence.claim(ix);
    let date = match evidence.date(ix) {
        Some(when) => when.to_string(),
        None => "no date".to_owned(),
    };
    format!(
        "`{}` ({}: {}, {date})",
        claim.id,
        speakers(evidence, claim),
        said(claim)
    )
}

/// The mark that a stated figure carries for how it is stated.
fn mark(as_: As) -> &'static str {
    match as_ {
        As::Exact | As::Range => "",
        As::Approximate => "~",
        As::Floor => "≥",
        As::Ceiling => "≤",
    }
}

/// Joins what fits in a note and says how much did not.
fn listed(items: impl ExactSizeIterator<Item = String>) -> String {
    let rest = items.len().saturating_sub(SPELLED_OUT);
    let mut listed: Vec<String> = items.take(SPELLED_OUT).collect();
    if rest > 0 {
        listed.push(format!("and {rest} more"));
    }
    listed.join("; ")
}
