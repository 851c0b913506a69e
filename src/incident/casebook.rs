//! An incident and the casebook it comes in.

use std::collections::HashMap;
use std::rc::Rc;

use super::{
    Claim, ClaimIx, Located, Measure, MeasureIx, Object, Party, PartyIx, Person, PersonIx, Report,
    ReportIx, Source, SourceIx, When,
};

/// The parties, sources and reports of one level: of a casebook, or of one incident.
#[derive(Debug, Default)]
pub struct Catalog {
    /// The sides.
    pub parties: Vec<Party>,
    /// Those who speak or publish.
    pub sources: Vec<Source>,
    /// What was published.
    pub reports: Vec<Report>,
    /// Each object of the level by its id: of an incident, its measures, claims and people too.
    pub index: HashMap<String, Object>,
    /// Who coded the file.
    pub credits: Credits,
}

/// Who coded a file, and in which version.
#[derive(Clone, Debug, Default)]
pub struct Credits {
    /// The coders.
    pub coded_by: Vec<String>,
    /// The version of the file, as its coders number it.
    pub version: Option<String>,
}

/// One moment in time and place that is recorded.
///
/// The parties, sources and reports of the casebook come before those of the incident itself, and
/// are shared by all its incidents: an index below `shared.sources.len()` stands among the shared.
#[derive(Debug)]
pub struct Incident {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// When it happened.
    pub date: Option<When>,
    /// Where it happened.
    pub place: Option<Place>,
    /// What happened, in a few words.
    pub summary: Option<String>,
    /// The ids of incidents that belong together with this one.
    pub related: Vec<String>,
    /// Notes of the coder.
    pub notes: Option<String>,
    /// What the casebook shares among its incidents.
    pub shared: Rc<Catalog>,
    /// The incident's own parties, sources and reports.
    pub own: Catalog,
    /// What is counted, in file order.
    pub measures: Vec<Measure>,
    /// The claims, in file order.
    pub claims: Vec<Claim>,
    /// The people, in file order.
    pub people: Vec<Person>,
    /// Where each claim stands in its file, in the order of `claims`.
    pub located: Vec<Located>,
}

/// Where an incident happened.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The name.
    pub name: Option<String>,
    /// ISO 3166 alpha-2.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How exact the place is, in the coder's words.
    pub precision: Option<String>,
}

impl Incident {
    /// Returns the party at `ix`.
    #[must_use]
    pub fn party(&self, ix: PartyIx) -> &Party {
        pick(&self.shared.parties, &self.own.parties, ix.get())
    }

    /// Returns the source at `ix`.
    #[must_use]
    pub fn source(&self, ix: SourceIx) -> &Source {
        pick(&self.shared.sources, &self.own.sources, ix.get())
    }

    /// Returns the report at `ix`.
    #[must_use]
    pub fn report(&self, ix: ReportIx) -> &Report {
        pick(&self.shared.reports, &self.own.reports, ix.get())
    }

    /// Returns the measure at `ix`.
    #[must_use]
    pub fn measure(&self, ix: MeasureIx) -> &Measure {
        &self.measures[ix.get()]
    }

    /// Returns the claim at `ix`.
    #[must_use]
    pub fn claim(&self, ix: ClaimIx) -> &Claim {
        &self.claims[ix.get()]
    }

    /// Returns where the claim at `ix` stands in its file.
    #[must_use]
    pub fn located(&self, ix: ClaimIx) -> &Located {
        &self.located[ix.get()]
    }

    /// Returns the person at `ix`.
    #[must_use]
    pub fn person(&self, ix: PersonIx) -> &Person {
        &self.people[ix.get()]
    }

    /// Returns every party that the incident sees.
    pub fn parties(&self) -> impl ExactSizeIterator<Item = PartyIx> + use<> {
        (0..self.shared.parties.len() + self.own.parties.len()).map(PartyIx::new)
    }

    /// Returns every source that the incident sees.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = SourceIx> + use<> {
        (0..self.shared.sources.len() + self.own.sources.len()).map(SourceIx::new)
    }

    /// Returns every report that the incident sees.
    pub fn reports(&self) -> impl ExactSizeIterator<Item = ReportIx> + use<> {
        (0..self.shared.reports.len() + self.own.reports.len()).map(ReportIx::new)
    }

    /// Returns the object with this id, be it the incident's own or the casebook's.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Object> {
        self.own
            .index
            .get(id)
            .or_else(|| self.shared.index.get(id))
            .copied()
    }

    /// Returns every id that the incident sees, in no order.
    pub fn ids(&self) -> impl Iterator<Item = (&str, Object)> {
        self.shared
            .index
            .iter()
            .chain(&self.own.index)
            .map(|(id, object)| (id.as_str(), *object))
    }
}

fn pick<'a, T>(shared: &'a [T], own: &'a [T], at: usize) -> &'a T {
    shared.get(at).unwrap_or_else(|| &own[at - shared.len()])
}

/// Everything that was loaded together: the incidents of one or more files, in order.
#[derive(Debug, Default)]
pub struct Casebook {
    /// The incidents, in the order of the files and in file order within them.
    pub incidents: Vec<Rc<Incident>>,
}
