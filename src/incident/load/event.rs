//! An incident: read, named, linked.

use std::rc::Rc;

use super::catalog::Stock;
use super::claim::ClaimDraft;
use super::links;
use super::measure::{self, MeasureDraft};
use super::mention::{Given, Mention};
use super::names::{Named, Names, Sought};
use super::person::{self, PersonDraft};
use super::reader::Reader;
use super::seat::Seat;
use super::sheet::Sheet;
use crate::incident::{
    Catalog, ClaimIx, Credits, Incident, MeasureIx, Object, PersonIx, Place, ReportIx,
};

/// What a casebook shares among its incidents.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared {
    pub(super) catalog: Rc<Catalog>,
    pub(super) names: Rc<Names>,
}

impl Shared {
    /// Nothing but who coded the file.
    pub(super) fn of(credits: Credits) -> Self {
        Self {
            catalog: Rc::new(Catalog {
                credits,
                ..Catalog::default()
            }),
            names: Rc::default(),
        }
    }
}

/// An incident, linked within itself but not yet to others.
#[derive(Debug)]
pub(super) struct Event<'a> {
    pub(super) seat: Seat,
    pub(super) id: Option<Given>,
    pub(super) related: Vec<Mention<'a>>,
    pub(super) incident: Incident,
}

impl<'a> Event<'a> {
    /// Reads the incident that `reader` has open; who opened it asks for what else may stand there
    /// beforehand.
    pub(super) fn read(mut reader: Reader<'a, '_>, shared: &Shared) -> Self {
        let sheet = reader.sheet;
        let seat = reader.seat;
        let mut names = Names::new(Some(shared.names.clone()));
        let mut named = Vec::new();

        let id = reader.required_id();
        let title = reader.required_text("title");
        let date = reader.date("date");
        let place = read_place(&mut reader);
        let summary = reader.text("summary");
        let mut stock = Stock::read(&mut reader, true);
        let measures = read_measures(&mut reader, &mut names, &mut named);
        let mut claims = read_claims(&mut reader, &mut stock, &mut names, &mut named);
        let mut people = read_people(&mut reader, &mut names, &mut named);
        let related = reader.mentions("related");
        let notes = reader.text("notes");
        reader.finish();

        let catalog = &*shared.catalog;
        stock.enter(catalog, &mut names, &mut named);
        names.enter(sheet, named);
        let base = catalog.reports.len();
        let report_id = |ix: ReportIx| match catalog.reports.get(ix.get()) {
            Some(report) => report.id.as_str(),
            None => stock.report_id(ix.get() - base),
        };
        links::make_ids(&mut claims, sheet, &mut names, base, report_id);
        person::make_ids(&mut people, sheet, &mut names);

        let located = claims
            .iter()
            .map(|draft| draft.seat.located(sheet))
            .collect();
        let kinds: Vec<_> = measures.iter().map(|draft| draft.kind).collect();
        let measures = measure::link(measures, sheet, &names);
        let own = stock.link(sheet, catalog, &names);
        let claims = links::link(claims, sheet, &names, &measures, &kinds);
        let people = person::link(people, sheet, &names);
        let incident = Incident {
            id: Given::id_of(id.as_ref()),
            title,
            date,
            place,
            summary,
            related: Vec::new(),
            notes,
            shared: shared.catalog.clone(),
            own: Catalog {
                index: names.into_index(),
                ..own
            },
            measures,
            claims,
            people,
            located,
        };
        Self {
            seat,
            id,
            related,
            incident,
        }
    }
}

/// Reads what a casebook shares among its incidents.
pub(super) fn read_shared(reader: &mut Reader<'_, '_>, credits: Option<Credits>) -> Shared {
    let sheet: &Sheet<'_> = reader.sheet;
    let mut names = Names::new(None);
    let mut named = Vec::new();
    let above = Catalog::default();
    let mut stock = Stock::read(reader, false);
    stock.enter(&above, &mut names, &mut named);
    names.enter(sheet, named);
    let catalog = stock.link(sheet, &above, &names);
    Shared {
        catalog: Rc::new(Catalog {
            index: names.index(),
            credits: credits.unwrap_or_default(),
            ..catalog
        }),
        names: Rc::new(names),
    }
}

fn read_place(reader: &mut Reader<'_, '_>) -> Option<Place> {
    let raw = reader.take("place")?;
    let mut part = reader.part("a place", "place", None, raw)?;
    let place = Place {
        name: part.text("name"),
        country: part.formed("country", "two capital letters, as in `TJ`", |text| {
            text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
        }),
        lat: part.number("lat", -90.0, 90.0),
        lon: part.number("lon", -180.0, 180.0),
        precision: part.text("precision"),
    };
    part.finish();
    Some(place)
}

fn read_measures<'a>(
    reader: &mut Reader<'a, '_>,
    names: &mut Names,
    named: &mut Vec<Named>,
) -> Vec<MeasureDraft<'a>> {
    let list = reader.list("measures");
    if list.is_torn {
        names.tear(Sought::Measure);
    }
    let mut drafts = Vec::with_capacity(list.items.len());
    for (at, raw) in list.items.into_iter().enumerate() {
        let Some(item) = reader.item("a measure", "measures", at, raw) else {
            continue;
        };
        let mut draft = MeasureDraft::read(item);
        let object = Object::Measure(MeasureIx::new(drafts.len()));
        enter(named, draft.id.take(), object, draft.seat);
        drafts.push(draft);
    }
    drafts
}

/// Reads the claims of the incident and brings those that stand in reports among them, in the
/// order of the file.
fn read_claims<'a>(
    reader: &mut Reader<'a, '_>,
    stock: &mut Stock<'a>,
    names: &mut Names,
    named: &mut Vec<Named>,
) -> Vec<ClaimDraft<'a>> {
    let list = reader.list("claims");
    if list.is_torn {
        names.tear(Sought::Claim);
    }
    let mut drafts = std::mem::take(&mut stock.claims);
    for (at, raw) in list.items.into_iter().enumerate() {
        if let Some(item) = reader.item("a claim", "claims", at, raw) {
            drafts.push(ClaimDraft::read(item, None));
        }
    }
    drafts.sort_by_key(|draft| draft.seat.offset);
    for (at, draft) in drafts.iter_mut().enumerate() {
        let object = Object::Claim(ClaimIx::new(at));
        enter(named, draft.id.take(), object, draft.seat);
    }
    drafts
}

fn read_people<'a>(
    reader: &mut Reader<'a, '_>,
    names: &mut Names,
    named: &mut Vec<Named>,
) -> Vec<PersonDraft<'a>> {
    let list = reader.list("people");
    if list.is_torn {
        names.tear(Sought::Person);
    }
    let mut drafts = Vec::with_capacity(list.items.len());
    for (at, raw) in list.items.into_iter().enumerate() {
        let Some(item) = reader.item("a person", "people", at, raw) else {
            continue;
        };
        let mut draft = PersonDraft::read(item);
        let object = Object::Person(PersonIx::new(drafts.len()));
        enter(named, draft.id.take(), object, draft.seat);
        drafts.push(draft);
    }
    drafts
}

fn enter(named: &mut Vec<Named>, given: Option<Given>, object: Object, seat: Seat) {
    named.extend(given.map(|given| Named {
        given,
        object,
        seat,
    }));
}
