//! What became of a casebook: which claims came, went, stand no longer or say something else, what
//! else was changed, and which figures of the concordance move because of it.
//!
//! Objects are matched as they are for merging, so that a claim whose id is made from its place is
//! found again after others have moved. An object that only went from an incident to the casebook
//! that holds it, or back, has not changed.

mod change;
mod claims;
mod figures;
mod objects;
mod table;

use std::rc::Rc;

use serde::Serialize;

pub use self::change::{Change, Fate, FigureChange, OriginChange};
pub use self::table::{diff_records, diff_tables};

use super::Side;
use super::pairing::Paired;
use super::side::{Matched, View, matched};
use crate::reconcile::{Join, Profile};

/// How two casebooks differ.
///
/// Written as JSON its keys never change their names or their sense; readers ignore those they do
/// not know.
#[derive(Debug, Serialize)]
pub struct Difference {
    /// The first file.
    pub a: String,
    /// The second.
    pub b: String,
    /// The profile that figures are read under.
    pub profile: String,
    /// How origins are joined.
    pub by: &'static str,
    /// What changed in the file itself and in what it shares among its incidents.
    pub casebook: Vec<Change>,
    /// The incidents that differ: those of the first file, then those only in the second.
    pub incidents: Vec<IncidentDifference>,
}

/// How an incident differs.
#[derive(Debug, Serialize)]
pub struct IncidentDifference {
    /// The id.
    pub incident: String,
    /// The title, in the first file that has it.
    pub title: String,
    /// `a` or `b`, where only that file has the incident; nothing more is then told of it.
    pub only_in: Option<&'static str>,
    /// How many claims it has in the one file and in the other.
    pub claim_counts: [usize; 2],
    /// What became of the claims.
    pub claims: Vec<Change>,
    /// What became of everything else, and of those keys of claims that are no part of a reading.
    pub objects: Vec<Change>,
    /// Which figures move, measure by measure.
    pub figures: Vec<FigureChange>,
}

impl Difference {
    /// Tells whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.casebook.is_empty() && self.incidents.is_empty()
    }
}

impl IncidentDifference {
    fn is_empty(&self) -> bool {
        let parts = [self.claims.len(), self.objects.len(), self.figures.len()];
        self.only_in.is_none() && parts == [0; 3]
    }
}

/// Compares two casebooks.
#[must_use]
pub fn diff(left: &Side, right: &Side, profile: &Rc<Profile>, join: Join) -> Difference {
    let (lefts, rights) = (left.views(), right.views());
    let shelves = (left.shelf(), right.shelf());
    let mut incidents = Vec::new();
    for of in matched(&lefts, &rights) {
        let (one, other) = match of {
            Matched::Both(one, other) => (one, other),
            Matched::Left(one) => {
                incidents.push(only_in("a", one, [one.claims.len(), 0]));
                continue;
            }
            Matched::Right(other) => {
                incidents.push(only_in("b", other, [0, other.claims.len()]));
                continue;
            }
        };
        let paired = Paired::new(one, other);
        let (claims, more) = claims::changes(&paired, profile);
        let mut objects = objects::of_incident(&paired, (&shelves.0, &shelves.1));
        objects.extend(more);
        incidents.push(IncidentDifference {
            incident: one.incident.id.clone(),
            title: one.incident.title.clone(),
            only_in: None,
            claim_counts: [one.claims.len(), other.claims.len()],
            claims,
            objects,
            figures: figures::changes(one.evidence, other.evidence, profile, join),
        });
    }
    incidents.retain(|incident| !incident.is_empty());
    Difference {
        a: left.name().to_owned(),
        b: right.name().to_owned(),
        profile: profile.name.clone(),
        by: join.word(),
        casebook: objects::of_casebook(left, right, &lefts, &rights),
        incidents,
    }
}

fn only_in(file: &'static str, view: &View<'_>, claim_counts: [usize; 2]) -> IncidentDifference {
    IncidentDifference {
        incident: view.incident.id.clone(),
        title: view.incident.title.clone(),
        only_in: Some(file),
        claim_counts,
        claims: Vec::new(),
        objects: Vec::new(),
        figures: Vec::new(),
    }
}
