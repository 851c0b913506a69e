//! A difference as tables.

use super::{Change, Difference, Fate, FigureChange, IncidentDifference};
use crate::reconcile::Join;
use crate::table::{Cell, Ruled, Table};

/// Returns a difference as tables for people, those of an incident behind one another.
#[must_use]
pub fn diff_tables(difference: &Difference) -> Vec<Table> {
    let mut tables = Vec::new();
    if !difference.casebook.is_empty() {
        tables.push(objects("the casebook", &difference.casebook));
    }
    let incidents = difference.incidents.iter();
    let (alone, both): (Vec<_>, Vec<_>) = incidents.partition(|one| one.only_in.is_some());
    if !alone.is_empty() {
        tables.push(only_in_one(difference, &alone));
    }
    for incident in both {
        let title = |what: &str| format!("{} ({}): {what}", incident.title, incident.incident);
        if !incident.claims.is_empty() {
            tables.push(claims(&title("claims"), &incident.claims));
        }
        if !incident.objects.is_empty() {
            tables.push(objects(&title("other changes"), &incident.objects));
        }
        if !incident.figures.is_empty() {
            let profile = &difference.profile;
            let of = title(&format!("figures that move · profile {profile}"));
            let mut table = figures(&of, &incident.figures);
            if difference.by != Join::Origin.word() {
                table.note(format!("origins joined by {}", difference.by));
            }
            tables.push(table);
        }
    }
    tables
}

fn only_in_one(difference: &Difference, alone: &[&IncidentDifference]) -> Table {
    let mut table = Ruled::new(["incident", "title", "only in", "claims"]);
    for incident in alone {
        let file = match incident.only_in {
            Some("a") => &difference.a,
            _ => &difference.b,
        };
        table.push([
            incident.incident.as_str().into(),
            incident.title.as_str().into(),
            file.as_str().into(),
            incident.claim_counts.iter().sum::<usize>().into(),
        ]);
    }
    table.done()
}

fn claims(title: &str, changes: &[Change]) -> Table {
    let mut table = Ruled::new(["claim", "measure", "change", "from", "to"]).titled(title);
    for change in changes {
        let what = match (change.change, &change.key) {
            (Fate::Reading, Some(key)) if key != "says" => format!("reading: {key}"),
            (what, _) => what.word().to_owned(),
        };
        table.push([
            id(change).into(),
            change.measure.as_deref().into(),
            what.into(),
            change.from.as_deref().into(),
            change.to.as_deref().into(),
        ]);
    }
    table.done()
}

fn objects(title: &str, changes: &[Change]) -> Table {
    let mut table = Ruled::new(["object", "change", "key", "from", "to"]).titled(title);
    for change in changes {
        let object = format!("{} {}", change.object, id(change));
        table.push([
            object.trim_end().into(),
            change.change.word().into(),
            change.key.as_deref().into(),
            change.from.as_deref().into(),
            change.to.as_deref().into(),
        ]);
    }
    table.done()
}

fn id(change: &Change) -> String {
    match &change.id_in_b {
        Some(now) => format!("{}, now {now}", change.id),
        None => change.id.clone(),
    }
}

fn figures(title: &str, changes: &[FigureChange]) -> Table {
    let mut table = Ruled::new([
        "measure",
        "figure",
        "change",
        "pages",
        "independent",
        "origins",
    ])
    .titled(title);
    for change in changes {
        let counts = |[from, to]: [usize; 2]| match from == to {
            true => from.to_string(),
            false => format!("{from} → {to}"),
        };
        let origins = change.origins.iter().map(|origin| {
            let word = |relation: Option<&'static str>| relation.unwrap_or("silent");
            let (from, to) = (word(origin.from), word(origin.to));
            match change.change {
                "moved" => format!("{}: {from} → {to}", origin.origin),
                _ => origin.origin.clone(),
            }
        });
        table.push([
            change.measure.as_str().into(),
            change.figure.to_string().into(),
            change.change.into(),
            counts(change.pages).into(),
            counts(change.independent).into(),
            origins.collect::<Vec<_>>().join("; ").into(),
        ]);
    }
    if changes.iter().any(|change| change.change != "moved") {
        table.note("of a figure that is new or gone, the origins are those that state it");
    }
    table.done()
}

/// Returns a difference as one table for programs: a row for each change of an object, and for each
/// number or relation of a figure that moves.
#[must_use]
pub fn diff_records(difference: &Difference) -> Table {
    let mut table = Ruled::new([
        "incident", "change", "object", "id", "id_in_b", "measure", "key", "origin", "from", "to",
    ]);
    for change in &difference.casebook {
        table.push(record("", change));
    }
    for incident in &difference.incidents {
        let id = &incident.incident;
        if let Some(file) = incident.only_in {
            let change = if file == "a" { "removed" } else { "added" };
            table.push(row([id, change, "incident", id, "", "", "", "", "", ""]));
        }
        for change in incident.claims.iter().chain(&incident.objects) {
            table.push(record(id, change));
        }
        for change in &incident.figures {
            let (figure, measure) = (change.figure.to_string(), &change.measure);
            let mut add = |key: &str, origin: &str, from: &str, to: &str| {
                let what = change.change;
                let cells = [
                    id, what, "figure", &figure, "", measure, key, origin, from, to,
                ];
                table.push(row(cells));
            };
            for (key, [from, to]) in [("pages", change.pages), ("independent", change.independent)]
            {
                if from != to {
                    add(key, "", &from.to_string(), &to.to_string());
                }
            }
            for origin in &change.origins {
                let word = |relation: Option<&'static str>| relation.unwrap_or_default();
                add(
                    "relation",
                    &origin.origin,
                    word(origin.from),
                    word(origin.to),
                );
            }
        }
    }
    table.done()
}

fn record(incident: &str, change: &Change) -> [Cell; 10] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    row([
        incident,
        change.change.word(),
        change.object,
        &change.id,
        &text(&change.id_in_b),
        &text(&change.measure),
        &text(&change.key),
        "",
        &text(&change.from),
        &text(&change.to),
    ])
}

fn row(cells: [&str; 10]) -> [Cell; 10] {
    cells.map(Cell::from)
}
