//! Suspicions as tables.

use serde::Serialize;

use super::{LinkKind, Suspicion, Suspicions};
use crate::table::{Ruled, Table};

/// As many notes on what was left out stand under the tables.
const NOTES: usize = 8;

/// Returns the suspicions for people to read: a table for each incident that has any, numbered
/// through, with what to type beneath.
#[must_use]
pub fn suspicion_tables(found: &Suspicions) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut number = 0;
    for chunk in found
        .list
        .chunk_by(|one, next| one.incident == next.incident)
    {
        tables.push(of_incident(chunk, &mut number));
    }
    if !found.left_out.is_empty() {
        let mut last = tables.pop().unwrap_or_else(|| empty().done());
        for note in found.left_out.iter().take(NOTES) {
            last.note(note);
        }
        if found.left_out.len() > NOTES {
            last.note(format!(
                "and {} more names like these",
                found.left_out.len() - NOTES
            ));
        }
        tables.push(last);
    }
    tables
}

fn empty() -> Ruled<5> {
    Ruled::new(["", "one", "may be", "other", "evidence"])
}

fn of_incident(suspicions: &[Suspicion], number: &mut usize) -> Table {
    let mut table = match suspicions.first() {
        Some(first) => empty().titled(format!("What may be one in {}", first.incident)),
        None => empty(),
    };
    let mut decisions = Vec::new();
    for suspicion in suspicions {
        *number += 1;
        let link = suspicion.link.map_or("a joint name of", LinkKind::word);
        table.push([
            (*number).into(),
            suspicion.one.id.as_str().into(),
            format!("{link} ({})", suspicion.strength.word()).into(),
            suspicion.other.id.as_str().into(),
            suspicion.evidence.join("; ").into(),
        ]);
        decisions.push(format!("{number}. {}", suspicion.decide()));
    }
    table.note(
        "To decide, `tallybook fold CASEBOOK` and lines from here, each with your own reason:",
    );
    for decision in decisions {
        table.note(decision);
    }
    table.done()
}

/// Returns the suspicions as one table for other programs: a row each, with what to decide.
#[must_use]
pub fn suspicion_rows(found: &Suspicions) -> Table {
    let mut table = Ruled::new([
        "incident",
        "finding",
        "strength",
        "one",
        "one_name",
        "link",
        "other",
        "other_name",
        "evidence",
        "reason",
        "decision",
    ]);
    for record in found.list.iter().map(Suspicion::record) {
        table.push([
            record.incident.into(),
            record.finding.into(),
            record.strength.into(),
            record.one.into(),
            record.one_name.into(),
            record.link.into(),
            record.other.into(),
            record.other_name.into(),
            record.evidence.join("; ").into(),
            record.reason.into(),
            record.decision.into(),
        ]);
    }
    table.done()
}

/// A suspicion as JSON gives it.
#[derive(Debug, Serialize)]
pub struct SuspicionRecord<'a> {
    incident: &'a str,
    finding: &'static str,
    strength: &'static str,
    one: &'a str,
    one_name: &'a str,
    link: Option<&'static str>,
    other: &'a str,
    other_name: &'a str,
    evidence: &'a [String],
    reason: &'a str,
    /// What to give `--link`, as it is: nobody but a shell needs quotes.
    decision: Option<String>,
}

impl Suspicion {
    /// Returns the suspicion as JSON gives it.
    #[must_use]
    pub fn record(&self) -> SuspicionRecord<'_> {
        SuspicionRecord {
            incident: &self.incident,
            finding: self.what.id(),
            strength: self.strength.word(),
            one: &self.one.id,
            one_name: &self.one.name,
            link: self.link.map(LinkKind::word),
            other: &self.other.id,
            other_name: &self.other.name,
            evidence: &self.evidence,
            reason: &self.reason,
            decision: self.decision().map(|decision| decision.to_string()),
        }
    }
}
