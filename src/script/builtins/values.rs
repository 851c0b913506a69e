//! The values that scripts get from an incident: handles, cheap to copy and read-only.

use std::cell::OnceCell;
use std::rc::Rc;

use rhai::Dynamic;

use crate::incident::{ClaimIx, Incident, MeasureIx, PartyIx, PersonIx, ReportIx, SourceIx};
use crate::reconcile::{
    As, Concordance, Evidence, Named, Profile, Selection, Spoken, claims_table, measures_table,
    people_table, reports_table, sources_table,
};
use crate::table::{Cell, Table};

/// An incident, with its lists made once each.
#[derive(Clone)]
pub(crate) struct IncidentValue(Rc<Lists>);

struct Lists {
    evidence: Rc<Evidence>,
    sources: OnceCell<List>,
    reports: OnceCell<List>,
    measures: OnceCell<List>,
    people: OnceCell<List>,
    parties: OnceCell<List>,
}

impl IncidentValue {
    pub(crate) fn new(evidence: &Rc<Evidence>) -> Self {
        Self(Rc::new(Lists {
            evidence: Rc::clone(evidence),
            sources: OnceCell::new(),
            reports: OnceCell::new(),
            measures: OnceCell::new(),
            people: OnceCell::new(),
            parties: OnceCell::new(),
        }))
    }

    pub(crate) fn evidence(&self) -> &Rc<Evidence> {
        &self.0.evidence
    }

    pub(crate) fn incident(&self) -> &Rc<Incident> {
        self.0.evidence.incident()
    }

    pub(crate) fn sources(&self) -> List {
        let make = || {
            let each = self.incident().sources();
            List::new(Of::Sources(self.handle()), each.map(|ix| self.source(ix)))
        };
        self.0.sources.get_or_init(make).clone()
    }

    pub(crate) fn reports(&self) -> List {
        let make = || {
            let each = self.incident().reports();
            List::new(Of::Reports(self.handle()), each.map(|ix| self.report(ix)))
        };
        self.0.reports.get_or_init(make).clone()
    }

    pub(crate) fn measures(&self) -> List {
        let make = || {
            let each = (0..self.incident().measures.len()).map(MeasureIx::new);
            List::new(Of::Measures(self.handle()), each.map(|ix| self.measure(ix)))
        };
        self.0.measures.get_or_init(make).clone()
    }

    pub(crate) fn people(&self) -> List {
        let make = || {
            let each = (0..self.incident().people.len()).map(PersonIx::new);
            List::new(Of::People(self.handle()), each.map(|ix| self.person(ix)))
        };
        self.0.people.get_or_init(make).clone()
    }

    pub(crate) fn parties(&self) -> List {
        let make = || {
            let each = self.incident().parties();
            List::new(Of::Values, each.map(|ix| self.party(ix)))
        };
        self.0.parties.get_or_init(make).clone()
    }

    pub(crate) fn source(&self, ix: SourceIx) -> Dynamic {
        Dynamic::from(SourceValue {
            evidence: self.handle(),
            ix,
        })
    }

    pub(crate) fn report(&self, ix: ReportIx) -> Dynamic {
        Dynamic::from(ReportValue {
            evidence: self.handle(),
            ix,
        })
    }

    pub(crate) fn measure(&self, ix: MeasureIx) -> Dynamic {
        Dynamic::from(MeasureValue {
            evidence: self.handle(),
            ix,
        })
    }

    pub(crate) fn person(&self, ix: PersonIx) -> Dynamic {
        Dynamic::from(PersonValue {
            evidence: self.handle(),
            ix,
        })
    }

    pub(crate) fn party(&self, ix: PartyIx) -> Dynamic {
        Dynamic::from(PartyValue {
            evidence: self.handle(),
            ix,
        })
    }

    fn handle(&self) -> Rc<Evidence> {
        Rc::clone(&self.0.evidence)
    }
}

macro_rules! handles {
    ($($(#[$doc:meta])* $name:ident($ix:ty) = $get:ident -> $of:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub(crate) struct $name {
            pub(crate) evidence: Rc<Evidence>,
            pub(crate) ix: $ix,
        }

        impl $name {
            pub(crate) fn get(&self) -> &$of {
                self.evidence.incident().$get(self.ix)
            }

            pub(crate) fn is_same(&self, other: &Self) -> bool {
                self.ix == other.ix && Rc::ptr_eq(&self.evidence, &other.evidence)
            }
        }
    )*};
}

handles! {
    /// A source.
    SourceValue(SourceIx) = source -> crate::incident::Source;
    /// A report.
    ReportValue(ReportIx) = report -> crate::incident::Report;
    /// A measure.
    MeasureValue(MeasureIx) = measure -> crate::incident::Measure;
    /// A person.
    PersonValue(PersonIx) = person -> crate::incident::Person;
    /// A party.
    PartyValue(PartyIx) = party -> crate::incident::Party;
}

/// A claim, read under the profile that was in use when it was taken from its list.
#[derive(Clone)]
pub(crate) struct ClaimValue {
    pub(crate) evidence: Rc<Evidence>,
    pub(crate) profile: Rc<Profile>,
    pub(crate) ix: ClaimIx,
}

impl ClaimValue {
    pub(crate) fn of(selection: &Selection, ix: ClaimIx) -> Dynamic {
        Self::under(selection.profile(), selection.evidence(), ix)
    }

    /// Returns a claim as it is read under a profile.
    pub(crate) fn under(profile: &Rc<Profile>, evidence: &Rc<Evidence>, ix: ClaimIx) -> Dynamic {
        Dynamic::from(Self {
            evidence: Rc::clone(evidence),
            profile: Rc::clone(profile),
            ix,
        })
    }

    pub(crate) fn get(&self) -> &crate::incident::Claim {
        self.evidence.claim(self.ix)
    }

    pub(crate) fn incident(&self) -> &Incident {
        self.evidence.incident()
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.ix == other.ix && Rc::ptr_eq(&self.evidence, &other.evidence)
    }
}

/// An origin, or several joined, with its claims.
#[derive(Clone)]
pub(crate) struct OriginValue(pub(crate) Rc<Spoken>);

/// A figure, with the independent origins that state it.
#[derive(Clone)]
pub(crate) struct FigureValue {
    pub(crate) value: i64,
    pub(crate) origins: Rc<[OriginValue]>,
    /// How each of the origins states it.
    pub(crate) how: Rc<[As]>,
}

/// A person whom claims name, with every claim of the selection that carries a name.
#[derive(Clone)]
pub(crate) struct NamedValue {
    pub(crate) named: Rc<Named>,
    pub(crate) carrying: Selection,
}

impl NamedValue {
    pub(crate) fn label(&self) -> &str {
        let incident = self.carrying.evidence().incident();
        incident.person(self.named.person).label()
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let (one, other_one) = (self.carrying.evidence(), other.carrying.evidence());
        self.named.person == other.named.person && Rc::ptr_eq(one, other_one)
    }
}

/// A concordance: a table that knows its JSON form.
#[derive(Clone)]
pub(crate) struct ConcordanceValue(pub(crate) Rc<Concordance>);

/// A quantifier profile.
#[derive(Clone)]
pub(crate) struct ProfileValue(pub(crate) Rc<Profile>);

/// Some members of a collection that share a key.
#[derive(Clone)]
pub(crate) struct GroupValue {
    pub(crate) key: Dynamic,
    pub(crate) items: Dynamic,
}

/// A table that scripts add rows to.
#[derive(Clone, Debug)]
pub(crate) struct TableValue(pub(crate) Rc<Table>);

/// A list of values that does not change.
#[derive(Clone)]
pub(crate) struct List {
    pub(crate) of: Of,
    pub(crate) items: Rc<[Dynamic]>,
}

/// What a list holds, so that it can be shown as a table.
#[derive(Clone)]
pub(crate) enum Of {
    /// Incidents.
    Incidents,
    /// Sources of an incident.
    Sources(Rc<Evidence>),
    /// Reports of an incident.
    Reports(Rc<Evidence>),
    /// Measures of an incident.
    Measures(Rc<Evidence>),
    /// People of an incident.
    People(Rc<Evidence>),
    /// Origins.
    Origins,
    /// Groups.
    Groups,
    /// Anything else.
    Values,
}

impl List {
    pub(crate) fn new(of: Of, items: impl Iterator<Item = Dynamic>) -> Self {
        Self {
            of,
            items: items.collect(),
        }
    }

    /// Returns part of the list, or the same members in another order.
    pub(crate) fn with(&self, items: Vec<Dynamic>) -> Self {
        Self {
            of: self.of.clone(),
            items: items.into(),
        }
    }

    /// Returns the list as a table, where its members have columns.
    pub(crate) fn table(&self) -> Option<Table> {
        Some(match &self.of {
            Of::Incidents => self.incidents_table(),
            Of::Sources(evidence) if self.is_whole(evidence.incident().sources().len()) => {
                sources_table(evidence)
            }
            Of::Measures(evidence) if self.is_whole(evidence.incident().measures.len()) => {
                measures_table(evidence)
            }
            Of::Reports(evidence) => {
                reports_table(evidence, self.each(|report: &ReportValue| report.ix))
            }
            Of::People(evidence) => {
                people_table(evidence, self.each(|person: &PersonValue| person.ix))
            }
            Of::Sources(_) => self.rows(["source", "name", "kind"], |source: &SourceValue| {
                let source = source.get();
                [source.id.as_str(), source.name.as_str(), source.kind.word()].map(Cell::from)
            }),
            Of::Measures(_) => self.rows(["measure", "label"], |measure: &MeasureValue| {
                [measure.get().id.as_str(), measure.get().label.as_str()].map(Cell::from)
            }),
            Of::Origins => self.rows(
                ["origin", "name", "kind", "claims", "pages"],
                |origin: &OriginValue| {
                    let Spoken { voice, claims } = &*origin.0;
                    let incident = claims.evidence().incident();
                    [
                        voice.id(incident).into(),
                        voice.name(incident).into(),
                        origin.kind().unwrap_or_default().into(),
                        claims.claims().len().into(),
                        origin.0.pages().len().into(),
                    ]
                },
            ),
            Of::Groups | Of::Values => return None,
        })
    }

    fn incidents_table(&self) -> Table {
        self.rows(
            ["incident", "title", "date", "measures", "claims"],
            |value: &IncidentValue| {
                let incident = value.incident();
                [
                    incident.id.as_str().into(),
                    incident.title.as_str().into(),
                    incident.date.as_ref().map(ToString::to_string).into(),
                    incident.measures.len().into(),
                    incident.claims.len().into(),
                ]
            },
        )
    }

    fn is_whole(&self, all: usize) -> bool {
        self.items.len() == all
    }

    fn each<T: Clone + 'static, R>(&self, get: impl Fn(&T) -> R) -> impl Iterator<Item = R> {
        self.items
            .iter()
            .filter_map(move |item| item.read_lock::<T>().map(|item| get(&item)))
    }

    fn rows<T: Clone + 'static, const N: usize>(
        &self,
        columns: [&str; N],
        cells: impl Fn(&T) -> [Cell; N],
    ) -> Table {
        let mut table = Table::new(columns);
        for row in self.each(cells) {
            table.row(row).expect("as many cells as columns");
        }
        table
    }
}

impl OriginValue {
    /// Returns the kind of the source; a party has none.
    pub(crate) fn kind(&self) -> Option<&'static str> {
        let incident = self.0.claims.evidence().incident();
        match self.0.voice {
            crate::reconcile::Voice::Source(source) => Some(incident.source(source).kind.word()),
            crate::reconcile::Voice::Party(_) => None,
        }
    }
}

/// Returns a value as a table, where it is one.
pub(crate) fn as_table(value: &Dynamic) -> Option<Table> {
    if let Some(table) = value.read_lock::<TableValue>() {
        return Some((*table.0).clone());
    }
    if let Some(concordance) = value.read_lock::<ConcordanceValue>() {
        return Some(concordance.0.table());
    }
    if let Some(claims) = value.read_lock::<Selection>() {
        return Some(claims_table(&claims));
    }
    if let Some(profile) = value.read_lock::<ProfileValue>() {
        return Some(profile.0.table());
    }
    value.read_lock::<List>().and_then(|list| list.table())
}
