//! `show`: the concordance of every measure, no script needed.

use std::rc::Rc;

use serde::Serialize;

use crate::incident::MeasureIx;
use crate::reconcile::{
    Concordance, Evidence, Join, Profile, Record, Relation, Sum, SumRecord, sums,
};
use crate::table::{Cell, Form, Table, json_text};

use super::Outcome;
use crate::session::{Casebooks, Page};

/// Shows which sources support which figures, origins joined as asked.
///
/// # Errors
/// Where a casebook cannot be opened.
pub fn show(casebooks: &Casebooks, join: Join, page: &Page) -> Outcome {
    let incidents = casebooks.open()?;
    let profile = casebooks.profile()?;
    match page.form {
        Form::Json => put_json(&incidents, &profile, join, page),
        Form::Csv => page.put(&tidy(&incidents, &profile, join).render(page.form, page.width)),
        Form::Text | Form::Markdown | Form::Html => {
            for (at, evidence) in incidents.iter().enumerate() {
                if at > 0 {
                    page.put("\n");
                }
                put_incident(evidence, &profile, join, page);
            }
        }
    }
    Ok(())
}

fn concordances(evidence: &Rc<Evidence>, profile: &Rc<Profile>, join: Join) -> Vec<Concordance> {
    let measures = (0..evidence.incident().measures.len()).map(MeasureIx::new);
    measures
        .map(|measure| Concordance::new(evidence, measure, profile, join))
        .collect()
}

#[derive(Serialize)]
struct OfIncident<'a> {
    incident: &'a str,
    measures: Vec<Record<'a>>,
    sums: Vec<SumRecord<'a>>,
}

fn put_json(incidents: &[Rc<Evidence>], profile: &Rc<Profile>, join: Join, page: &Page) {
    let all: Vec<(Vec<Concordance>, Vec<Sum>)> = incidents
        .iter()
        .map(|evidence| {
            (
                concordances(evidence, profile, join),
                sums(evidence, profile),
            )
        })
        .collect();
    let each = incidents
        .iter()
        .zip(&all)
        .map(|(evidence, (concordances, sums))| OfIncident {
            incident: &evidence.incident().id,
            measures: concordances.iter().map(Concordance::record).collect(),
            sums: sums.iter().map(|sum| sum.record(evidence)).collect(),
        });
    page.put(&(json_text(&each.collect::<Vec<_>>(), true) + "\n"));
}

/// One row for each figure and origin, since a CSV file holds one table.
fn tidy(incidents: &[Rc<Evidence>], profile: &Rc<Profile>, join: Join) -> Table {
    let mut table = Table::new([
        "incident",
        "measure",
        "profile",
        "figure",
        "origin",
        "relation",
        "as",
        "before",
        "pages",
        "independent",
    ]);
    for evidence in incidents {
        let incident = evidence.incident();
        for concordance in concordances(evidence, profile, join) {
            let measure = &incident.measure(concordance.measure).id;
            for (at, figure) in concordance.figures.iter().enumerate() {
                for column in &concordance.columns {
                    let relation = column.stands[at].relation;
                    let as_ = match relation {
                        Relation::States(as_) => Cell::from(as_.word()),
                        Relation::Allows | Relation::Excludes => Cell::Empty,
                    };
                    let row = [
                        incident.id.as_str().into(),
                        measure.as_str().into(),
                        profile.name.as_str().into(),
                        figure.value.to_string().into(),
                        column.voice.id(incident).into(),
                        relation.word().into(),
                        as_,
                        column.before[at].into(),
                        figure.pages.into(),
                        figure.independent.into(),
                    ];
                    table.row(row).expect("as many cells as columns");
                }
            }
        }
    }
    table
}

fn put_incident(evidence: &Rc<Evidence>, profile: &Rc<Profile>, join: Join, page: &Page) {
    let incident = evidence.incident();
    let mut heading = Table::new(["incident", "title", "date", "place"]);
    let place = incident
        .place
        .as_ref()
        .and_then(|place| place.name.as_deref());
    let row: [Cell; 4] = [
        incident.id.as_str().into(),
        incident.title.as_str().into(),
        incident.date.as_ref().map(ToString::to_string).into(),
        place.into(),
    ];
    heading.row(row).expect("as many cells as columns");
    for sum in sums(evidence, profile) {
        heading.note(sum.words(evidence));
    }
    page.put(&heading.render(page.form, page.width));
    for concordance in concordances(evidence, profile, join) {
        page.put("\n");
        page.put(&concordance.table().render(page.form, page.width));
    }
}
