//! Suspicions as tables.

use super::{LinkKind, Suspicion, Suspicions};
use crate::table::{Cell, Table};

/// As many notes on what was left out stand under the tables.
const NOTES: usize = 8;

/// Returns the suspicions for people to read: a table for each incident that has any, numbered
/// through, with what to type beneath.
#[must_use]
pub fn tables(found: &Suspicions) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut number = 0;
    for chunk in found
        .list
        .chunk_by(|one, next| one.incident == next.incident)
    {
        tables.push(of_incident(chunk, &mut number));
    }
    if !found.left_out.is_empty() {
        let mut last = tables.pop().unwrap_or_else(empty);
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

fn empty() -> Table {
    Table::new(["", "one", "may be", "other", "evidence"])
}

fn of_incident(suspicions: &[Suspicion], number: &mut usize) -> Table {
    let mut table = empty();
    let mut decisions = Vec::new();
    for suspicion in suspicions {
        *number += 1;
        let link = suspicion.link.map_or("a joint name of", LinkKind::word);
        let row = [
            Cell::from(*number),
            suspicion.one.id.as_str().into(),
            format!("{link} ({})", suspicion.strength.word()).into(),
            suspicion.other.id.as_str().into(),
            suspicion.evidence.join("; ").into(),
        ];
        table.row(row).expect("as many cells as columns");
        decisions.push(format!("{number}. {}", suspicion.decide()));
    }
    if let Some(first) = suspicions.first() {
        table.set_title(format!("What may be one in {}", first.incident));
    }
    table.note(
        "To decide, `tallybook fold CASEBOOK` and lines from here, each with your own reason:",
    );
    for decision in decisions {
        table.note(decision);
    }
    table
}

/// Returns the suspicions for other programs: a row each, with what to type.
#[must_use]
pub fn records(found: &Suspicions) -> Table {
    let mut table = Table::new([
        "incident",
        "finding",
        "strength",
        "one",
        "one_name",
        "link",
        "other",
        "other_name",
        "evidence",
        "decide",
    ]);
    for suspicion in &found.list {
        let row: [Cell; 10] = [
            suspicion.incident.as_str().into(),
            suspicion.what.id().into(),
            suspicion.strength.word().into(),
            suspicion.one.id.as_str().into(),
            suspicion.one.name.as_str().into(),
            suspicion.link.map(LinkKind::word).into(),
            suspicion.other.id.as_str().into(),
            suspicion.other.name.as_str().into(),
            suspicion.evidence.join("; ").into(),
            suspicion.decide().into(),
        ];
        table.row(row).expect("as many cells as columns");
    }
    table
}
