//! What moves in a casebook because something is left out of it, in a few lines for whoever lets
//! the rest leave.
//!
//! Nothing is guessed from the keys: both casebooks are weighed and compared. Of what a claim says
//! in words nothing is repeated, since it may be what must not leave; claims are named by their
//! ids, and those that are named have stayed.

use std::collections::HashMap;
use std::rc::Rc;

use super::diff::{Fate, IncidentDifference, diff};
use super::side::Side;
use crate::incident::{Document, Input, MeasureIx, MeasureKind};
use crate::reconcile::{Evidence, Join, Names, Profile, Value};

/// The most lines.
const LINES: usize = 40;

/// The most ids or figures in a row.
const IN_A_ROW: usize = 8;

/// Tells which claims come and go as current, which figures move and which counts of names change.
pub(super) fn moved(before: &Document, after: &Document) -> Vec<String> {
    let (Some(before), Some(after)) = (side(before), side(after)) else {
        let why = "what is left cannot be weighed by itself";
        return vec![format!("changed: which figures move is not known: {why}")];
    };
    let profile = Profile::plain();
    let difference = diff(&before, &after, &profile, Join::Origin);
    let differences = difference.incidents.iter();
    let differences: HashMap<&str, &IncidentDifference> =
        differences.map(|one| (&*one.incident, one)).collect();
    let evidence = after.views().into_iter();
    let evidence: HashMap<&str, &Rc<Evidence>> = evidence
        .map(|view| (&*view.incident.id, view.evidence))
        .collect();
    let mut lines = Vec::new();
    for view in before.views() {
        let incident = view.incident;
        let id = incident.id.as_str();
        let Some(now) = evidence.get(id) else {
            lines.push(format!("changed: the incident `{id}` does not leave"));
            continue;
        };
        let mut rows = differences.get(id).map(|one| rows(one)).unwrap_or_default();
        for (at, measure) in incident.measures.iter().enumerate() {
            let row = rows.entry(&measure.id).or_default();
            if measure.kind == MeasureKind::Count {
                let at = MeasureIx::new(at);
                let counts = [view.evidence, *now].map(|evidence| named(evidence, at, &profile));
                if counts[0] != counts[1] {
                    row.names = Some(format!("{} before, {} now", counts[0], counts[1]));
                }
            }
            let place = format!("`{id}/{}`", measure.id);
            lines.extend(row.lines().map(|line| format!("changed: {place}: {line}")));
        }
    }
    let more = lines.len().saturating_sub(LINES);
    if more > 0 {
        lines.truncate(LINES);
        lines.push(format!("changed: {more} more lines such as these"));
    }
    lines
}

fn side(document: &Document) -> Option<Side> {
    // A single line is known for one by the name of its file alone.
    let name = if document.is_lines {
        "a.ndjson"
    } else {
        "a.json"
    };
    Side::read(&Input::new(name, document.laid_out())).ok()
}

/// What becomes of a measure.
#[derive(Default)]
struct Row {
    again: Vec<String>,
    out: Vec<String>,
    figures: [Figures; 3],
    names: Option<String>,
}

/// Figures that share a fate: the numbers, and how many texts.
#[derive(Default)]
struct Figures {
    numbers: Vec<String>,
    texts: usize,
}

/// The fates of a figure, as the comparison calls them.
const FATES: [&str; 3] = ["gone", "new", "moved"];

fn rows(difference: &IncidentDifference) -> HashMap<&str, Row> {
    let mut rows: HashMap<&str, Row> = HashMap::new();
    for change in &difference.claims {
        let row = rows.entry(change.measure.as_deref().unwrap_or_default());
        let row = row.or_default();
        match change.change {
            Fate::CurrentAgain => row.again.push(format!("`{}`", change.id)),
            Fate::Superseded => row.out.push(format!("`{}`", change.id)),
            _ => {}
        }
    }
    for change in &difference.figures {
        let row = rows.entry(&change.measure).or_default();
        let Some(fate) = FATES.iter().position(|fate| *fate == change.change) else {
            continue;
        };
        match &change.figure {
            Value::Number(number) => row.figures[fate].numbers.push(number.to_string()),
            Value::Text(_) => row.figures[fate].texts += 1,
        }
    }
    rows
}

impl Row {
    fn lines(&self) -> impl Iterator<Item = String> {
        let claims = [
            ("current again", &self.again),
            ("no longer current", &self.out),
        ];
        let claims = claims.into_iter().filter(|(_, ids)| !ids.is_empty());
        let claims = claims.map(|(what, ids)| format!("{what}: {}", in_a_row(ids)));
        let figures = FATES.iter().zip(&self.figures);
        let figures = figures.filter_map(|(fate, figures)| {
            let texts = match figures.texts {
                0 => None,
                1 => Some("a text".to_owned()),
                count => Some(format!("{count} texts")),
            };
            let numbers = (!figures.numbers.is_empty()).then(|| in_a_row(&figures.numbers));
            let parts: Vec<String> = numbers.into_iter().chain(texts).collect();
            (!parts.is_empty()).then(|| format!("{fate} {}", parts.join(" and ")))
        });
        let figures: Vec<String> = figures.collect();
        let figures = (!figures.is_empty()).then(|| format!("figures: {}", figures.join("; ")));
        let names = self
            .names
            .as_ref()
            .map(|names| format!("people named: {names}"));
        claims
            .chain(figures)
            .chain(names)
            .collect::<Vec<_>>()
            .into_iter()
    }
}

fn in_a_row(texts: &[String]) -> String {
    let shown = texts[..texts.len().min(IN_A_ROW)].join(", ");
    match texts.len().saturating_sub(IN_A_ROW) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// How many people the claims on a measure name.
fn named(evidence: &Rc<Evidence>, measure: MeasureIx, profile: &Rc<Profile>) -> String {
    let currency = evidence.currency(measure, profile);
    let carrying = currency.all().filter(|(_, status)| status.carries_names());
    let names = Names::carried(evidence, measure, carrying.map(|(ix, _)| ix));
    let identified = match names.high - names.low {
        0 => names.low.to_string(),
        _ => format!("{} to {}", names.low, names.high),
    };
    match names.unidentified {
        0 => identified,
        more => format!("{identified} and {more} unidentified"),
    }
}
