//! Casebooks that were loaded together, as those who check them see them.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;

use crate::incident::{
    ClaimIx, Incident, Input, Lines, MeasureIx, Object, Places, ReportIx, SourceIx, Standing,
    places,
};
use crate::reconcile::{Currency, Evidence, Profile};

use super::finding::listed;
use super::waivers::{KEY, is_nearly_key};
use super::{Check, Finding};

/// Casebooks that were loaded together.
#[derive(Debug)]
pub struct Books {
    /// Their incidents, in the order of the files.
    pub(super) incidents: Vec<Rc<Evidence>>,
    /// The profile that figures are read under.
    pub(super) profile: Rc<Profile>,
    /// The files as they are typed for a command.
    pub(super) typed: Vec<String>,
    pub(super) files: Vec<File>,
    /// The file of each incident, and which of that file's incidents it is.
    homes: Vec<(usize, usize)>,
}

/// One file.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: Arc<str>,
    pub(super) order: usize,
    pub(super) places: Places,
}

/// A casebook file before it is checked.
#[derive(Clone, Debug)]
pub struct Book<'a> {
    /// Its text and name.
    pub input: &'a Input,
    /// Which of the files that are checked it is.
    pub order: usize,
    /// The file as it is typed for a command.
    pub typed: String,
}

/// One incident, and where everything in it stands.
pub(super) struct Case<'a> {
    pub(super) evidence: &'a Rc<Evidence>,
    pub(super) profile: &'a Rc<Profile>,
    /// The day that decisions are held against.
    pub(super) today: Date,
    /// Whether it is the first of those that share its catalog: what is wrong with what they share
    /// is said once.
    pub(super) is_first: bool,
    file: &'a File,
    own: &'a Lines,
}

impl Books {
    /// Brings casebooks together with the incidents that were loaded from them, in their order.
    #[must_use]
    pub fn new(books: &[Book<'_>], incidents: Vec<Rc<Evidence>>, profile: Rc<Profile>) -> Self {
        let files: Vec<File> = books
            .iter()
            .map(|book| {
                let places = places(book.input, KEY, is_nearly_key);
                File {
                    name: Arc::from(&*places.file),
                    order: book.order,
                    places,
                }
            })
            .collect();
        let homes = files.iter().enumerate().flat_map(|(at, file)| {
            let count = file.places.incidents.len();
            (0..count).map(move |nth| (at, nth))
        });
        Self {
            homes: homes.collect(),
            typed: books.iter().map(|book| book.typed.clone()).collect(),
            files,
            incidents,
            profile,
        }
    }

    /// Returns every incident with its places.
    pub(super) fn cases(&self, today: Date) -> Vec<Case<'_>> {
        let mut before: Option<&Rc<Evidence>> = None;
        let cases = self.incidents.iter().zip(&self.homes);
        cases
            .map(|(evidence, (file, nth))| {
                let file = &self.files[*file];
                let shares = |of: &Rc<Evidence>| {
                    Rc::ptr_eq(&of.incident().shared, &evidence.incident().shared)
                };
                let is_first = !before.is_some_and(shares);
                before = Some(evidence);
                Case {
                    evidence,
                    profile: &self.profile,
                    today,
                    is_first,
                    file,
                    own: &file.places.incidents[*nth],
                }
            })
            .collect()
    }

    /// Returns how many claims are set aside by decision.
    pub(super) fn set_aside(&self) -> usize {
        let incidents = self.incidents.iter().map(|evidence| evidence.incident());
        let claims = incidents.flat_map(|incident| &incident.claims);
        claims
            .filter(|claim| claim.standing == Standing::SetAside)
            .count()
    }

    /// Returns which of all incidents each is, by its id.
    pub(super) fn by_id(&self) -> HashMap<&str, usize> {
        let incidents = self.incidents.iter().enumerate();
        incidents
            .map(|(at, evidence)| (&*evidence.incident().id, at))
            .collect()
    }
}

impl<'a> Case<'a> {
    pub(super) fn incident(&self) -> &'a Incident {
        self.evidence.incident()
    }

    pub(super) fn currency(&self, measure: MeasureIx) -> Rc<Currency> {
        self.evidence.currency(measure, self.profile)
    }

    pub(super) fn measures(&self) -> impl Iterator<Item = MeasureIx> + use<> {
        (0..self.incident().measures.len()).map(MeasureIx::new)
    }

    pub(super) fn claims(&self) -> impl Iterator<Item = ClaimIx> + use<> {
        (0..self.incident().claims.len()).map(ClaimIx::new)
    }

    pub(super) fn id(&self, claim: ClaimIx) -> &'a str {
        &self.incident().claim(claim).id
    }

    /// A claim and what it says, for a line of evidence.
    pub(super) fn says(&self, claim: ClaimIx) -> String {
        let of = self.incident().claim(claim);
        let day = match self.evidence.date(claim) {
            Some(date) => format!(", {date}"),
            None => String::new(),
        };
        // A claim that takes others back says nothing else.
        let says = match &of.retracts[..] {
            [] => format!("says {}", of.says),
            retracts => {
                let ids: Vec<&str> = retracts.iter().map(|claim| self.id(*claim)).collect();
                format!("retracts {}", listed(&ids))
            }
        };
        format!("`{}` {says}{day}", of.id)
    }

    pub(super) fn source_id(&self, source: SourceIx) -> &'a str {
        &self.incident().source(source).id
    }

    pub(super) fn line_of_claim(&self, claim: ClaimIx) -> u32 {
        self.incident().located(claim).line
    }

    pub(super) fn line_of_report(&self, report: ReportIx) -> Option<u32> {
        self.line(Object::Report(report))
    }

    pub(super) fn line_of_measure(&self, measure: MeasureIx) -> Option<u32> {
        self.line(Object::Measure(measure))
    }

    /// The line that an object begins in, in the file of the incident.
    pub(super) fn line(&self, object: Object) -> Option<u32> {
        let incident = self.incident();
        let (shared, own) = (&self.file.places.shared, self.own);
        let pick = |shared: &[u32], own: &[u32], at: usize, count: usize| {
            let line = match at.checked_sub(count) {
                Some(at) => own.get(at),
                None => shared.get(at),
            };
            line.copied()
        };
        match object {
            Object::Party(ix) => pick(
                &shared.parties,
                &own.parties,
                ix.get(),
                incident.shared.parties.len(),
            ),
            Object::Source(ix) => pick(
                &shared.sources,
                &own.sources,
                ix.get(),
                incident.shared.sources.len(),
            ),
            Object::Report(ix) => pick(
                &shared.reports,
                &own.reports,
                ix.get(),
                incident.shared.reports.len(),
            ),
            Object::Measure(ix) => own.measures.get(ix.get()).copied(),
            Object::Person(ix) => own.people.get(ix.get()).copied(),
            Object::Claim(ix) => Some(self.line_of_claim(ix)),
        }
    }

    /// Makes a finding in this incident.
    pub(super) fn found(
        &self,
        check: &'static Check,
        line: Option<u32>,
        about: Vec<String>,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            check,
            file: Arc::clone(&self.file.name),
            order: self.file.order,
            line,
            place: None,
            incident: Some(self.incident().id.clone()),
            about,
            lines: Vec::new(),
            of: Vec::new(),
            message: message.into(),
            evidence: Vec::new(),
            decide: String::new(),
            waived: None,
        }
    }

    /// Makes a finding that is several: the same of each of some claims.
    pub(super) fn found_each(
        &self,
        check: &'static Check,
        claims: &[ClaimIx],
        message: impl Into<String>,
    ) -> Finding {
        let about = claims.iter().map(|claim| self.id(*claim).to_owned());
        let mut finding = self.found(check, None, about.collect(), message);
        for claim in claims {
            let report = self.incident().claim(*claim).report;
            finding.lines.push(self.line_of_claim(*claim));
            finding.of.push(self.incident().report(report).id.clone());
        }
        finding.line = finding.lines.first().copied();
        finding
    }
}
