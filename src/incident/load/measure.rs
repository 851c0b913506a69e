//! What is counted, as read and not yet linked.

use std::collections::HashSet;

use super::circle::Graph;
use super::mention::{Given, Mention};
use super::names::{Namer, Names};
use super::reader::Reader;
use super::seat::Seat;
use super::sheet::Sheet;
use super::shown::shown;
use crate::incident::{Measure, MeasureKind, Scope};

/// A measure as read.
#[derive(Debug)]
pub(super) struct MeasureDraft<'a> {
    pub(super) seat: Seat,
    pub(super) id: Option<Given>,
    /// What the measure holds, unless the file says something that is no kind.
    pub(super) kind: Option<MeasureKind>,
    measure: Measure,
    party: Option<Mention<'a>>,
    sum_of: Vec<Mention<'a>>,
}

impl<'a> MeasureDraft<'a> {
    /// Reads a measure.
    pub(super) fn read(mut reader: Reader<'a, '_>) -> Self {
        let id = reader.required_id();
        let is_counted = !reader.has("kind");
        let label = reader.required_text("label");
        let outcome = reader.required_text("outcome");
        let group = reader.required_text("group");
        let kind = reader
            .word("kind", MeasureKind::ALL, MeasureKind::word)
            .or(is_counted.then_some(MeasureKind::Count));
        let exclusive = reader.flag("exclusive").unwrap_or_default();
        if exclusive && kind == Some(MeasureKind::Count) {
            let message = "expected `exclusive` on a measure of kind `statement`, found it on a \
                           count: of two counts one always leaves no room for the other";
            reader.complain_of("exclusive", message, None);
        }
        let draft = Self {
            seat: reader.seat,
            kind,
            measure: Measure {
                id: Given::id_of(id.as_ref()),
                label,
                outcome,
                group,
                party: None,
                kind: kind.unwrap_or(MeasureKind::Count),
                exclusive,
                scope: read_scope(&mut reader),
                sum_of: Vec::new(),
                notes: reader.text("notes"),
            },
            id,
            party: reader.mention("party"),
            sum_of: reader.mentions("sum_of"),
        };
        if !draft.sum_of.is_empty() && kind == Some(MeasureKind::Statement) {
            let message = "expected `sum_of` on a measure of kind `count`, found it on a statement";
            reader.complain_of("sum_of", message, None);
        }
        reader.finish();
        draft
    }
}

fn read_scope(reader: &mut Reader<'_, '_>) -> Scope {
    let part = reader
        .take("scope")
        .and_then(|raw| reader.part("a scope", "scope", None, raw));
    let Some(mut part) = part else {
        return Scope::default();
    };
    let scope = Scope {
        identified_only: part.flag("identified_only"),
        includes_perpetrators: part.flag("includes_perpetrators"),
        includes_missing: part.flag("includes_missing"),
        includes_later_deaths: part.flag("includes_later_deaths"),
        place: part.text("place"),
        period: part.text("period"),
    };
    part.finish();
    scope
}

/// Links the measures to their parties and their parts.
pub(super) fn link(
    drafts: Vec<MeasureDraft<'_>>,
    sheet: &Sheet<'_>,
    names: &Names,
) -> Vec<Measure> {
    let kinds: Vec<_> = drafts.iter().map(|draft| draft.kind).collect();
    let mut sums = Graph::of("`sum_of`");
    let mut measures = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.into_iter().enumerate() {
        let seat = draft.seat;
        let namer = Namer { names, sheet, seat };
        let mut measure = draft.measure;
        measure.party = draft.party.and_then(|party| namer.party(&party));
        let mut parts = HashSet::new();
        for mention in &draft.sum_of {
            let Some(part) = namer.measure(mention) else {
                continue;
            };
            let id = shown(&mention.id);
            if !parts.insert(part) {
                let message = format!("expected each part once, found `{id}` again");
                namer.complain(mention, message, None);
            } else if kinds[part.get()] == Some(MeasureKind::Statement) {
                let message =
                    format!("expected measures of kind `count`, found `{id}`, a statement");
                namer.complain(mention, message, None);
            } else {
                sums.add(at, part.get(), seat, mention);
                measure.sum_of.push(part);
            }
        }
        measures.push(measure);
    }
    sums.report(sheet, measures.len(), |at| &measures[at].id);
    measures
}
