//! Which figures of the concordance move.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::change::{FigureChange, OriginChange};
use crate::incident::{MeasureIx, Object, fold};
use crate::reconcile::{Column, Concordance, Evidence, Figure, Join, Profile, Value};

/// Returns the figures that move, measure by measure and ascending.
pub(super) fn changes(
    left: &Rc<Evidence>,
    right: &Rc<Evidence>,
    profile: &Rc<Profile>,
    join: Join,
) -> Vec<FigureChange> {
    let of_both = [left, right].into_iter();
    let measures = of_both.flat_map(|evidence| &evidence.incident().measures);
    let mut met: HashSet<&str> = HashSet::new();
    let ids = measures.map(|measure| measure.id.as_str());
    let ids: Vec<&str> = ids.filter(|id| met.insert(*id)).collect();
    let mut changes = Vec::new();
    for id in ids {
        let found = [left, right].map(|evidence| FiguresOf::of(evidence, id, profile, join));
        changes.extend(between(id, &found[0], &found[1]));
    }
    changes
}

/// The figures of a measure in one casebook, where it has the measure.
struct FiguresOf {
    concordance: Option<Concordance>,
}

impl FiguresOf {
    fn of(evidence: &Rc<Evidence>, id: &str, profile: &Rc<Profile>, join: Join) -> Self {
        let measure = match evidence.incident().find(id) {
            Some(Object::Measure(measure)) => Some(measure),
            _ => None,
        };
        let concordance = |measure: MeasureIx| Concordance::new(evidence, measure, profile, join);
        Self {
            concordance: measure.map(concordance),
        }
    }

    fn figures(&self) -> &[Figure] {
        self.concordance.as_ref().map_or(&[], |of| &of.figures)
    }

    /// The figures by what they are: a text is the same in another spelling.
    fn places(&self) -> BTreeMap<Value, usize> {
        let figures = self.figures().iter().enumerate();
        figures
            .map(|(at, figure)| match &figure.value {
                Value::Number(number) => (Value::Number(*number), at),
                Value::Text(text) => (Value::Text(fold(text)), at),
            })
            .collect()
    }

    fn columns(&self) -> HashMap<&str, &Column> {
        let Some(of) = &self.concordance else {
            return HashMap::new();
        };
        let columns = of.columns.iter();
        columns
            .map(|column| (column.voice.id(of.evidence.incident()), column))
            .collect()
    }
}

fn between(measure: &str, left: &FiguresOf, right: &FiguresOf) -> Vec<FigureChange> {
    let places = [left.places(), right.places()];
    let columns = [left.columns(), right.columns()];
    let origins: BTreeSet<&str> = columns.iter().flat_map(HashMap::keys).copied().collect();
    let values: BTreeSet<&Value> = places.iter().flat_map(BTreeMap::keys).collect();
    let mut changes = Vec::new();
    for value in values {
        let at = [0, 1].map(|side| places[side].get(value).copied());
        let figures = [left, right];
        let figures = [0, 1].map(|side| at[side].map(|at| &figures[side].figures()[at]));
        let Some(shown) = figures[0].or(figures[1]) else {
            continue;
        };
        let change = match at {
            [None, _] => "new",
            [_, None] => "gone",
            _ => "moved",
        };
        let stands = origins.iter().map(|origin| {
            let relation = |side: usize| {
                let column = columns[side].get(origin)?;
                Some(column.stands[at[side]?].relation.word())
            };
            (*origin, relation(0), relation(1))
        });
        // How everybody stands to a figure that was not there before is no move of theirs.
        let moved = stands.filter(|(_, from, to)| match change {
            "moved" => from != to,
            _ => *from == Some("states") || *to == Some("states"),
        });
        let origins = moved
            .map(|(origin, from, to)| OriginChange {
                origin: origin.to_owned(),
                from,
                to,
            })
            .collect();
        let count = |of: fn(&Figure) -> usize| figures.map(|figure| figure.map_or(0, of));
        let found = FigureChange {
            measure: measure.to_owned(),
            figure: shown.value.clone(),
            change,
            pages: count(|figure| figure.pages),
            independent: count(|figure| figure.independent),
            origins,
        };
        let stays = |counts: [usize; 2]| counts[0] == counts[1];
        let is_moved =
            !found.origins.is_empty() || !stays(found.pages) || !stays(found.independent);
        if change != "moved" || is_moved {
            changes.push(found);
        }
    }
    changes
}
