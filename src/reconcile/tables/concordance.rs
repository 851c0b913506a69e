//! The concordance as a table: figures against origins.

use std::collections::BTreeSet;

use crate::incident::{ClaimIx, Coverage, Measure, MeasureKind};
use crate::reconcile::concordance::{Column, Concordance, Value};
use crate::reconcile::currency::why_not_current;
use crate::reconcile::names::Names;
use crate::reconcile::origin::Join;
use crate::reconcile::relation::Relation;
use crate::table::{self, Cell, Table};

use super::{SPELLED_OUT, in_words, listed, mark, who_is_who};

/// With more origins than this the grid becomes lists: a column each would be too narrow to read.
const MOST_COLUMNS: usize = 6;

impl Concordance {
    /// Returns the concordance as a table: a row for each figure, a column for each origin; or,
    /// where the origins are many, a column for each relation.
    #[must_use]
    pub fn table(&self) -> Table {
        let measure = self.evidence.incident().measure(self.measure);
        let mut table = if self.columns.len() <= MOST_COLUMNS {
            self.grid()
        } else {
            self.lists()
        };
        table.set_title(format!(
            "{} ({}) · profile {}",
            measure.label,
            measure.id,
            self.currency.profile().name
        ));
        self.add_notes(measure, &mut table);
        table
    }

    fn grid(&self) -> Table {
        let incident = self.evidence.incident();
        let fixed = ["figure", "pages", "independent"];
        let fixed = fixed
            .into_iter()
            .map(|name| table::Column::new(name).right());
        let origins = self
            .columns
            .iter()
            .map(|c| table::Column::new(c.voice.id(incident)).left());
        let mut table = Table::new(fixed.chain(origins));
        for (at, figure) in self.figures.iter().enumerate() {
            let mut row = vec![
                self.figure_cell(at),
                figure.pages.into(),
                figure.independent.into(),
            ];
            row.extend(
                self.columns
                    .iter()
                    .map(|column| Cell::from(stand_mark(column, at))),
            );
            table.row(row).expect("a cell for each column");
        }
        table
    }

    fn lists(&self) -> Table {
        let incident = self.evidence.incident();
        let mut table = Table::new([
            table::Column::new("figure").right(),
            table::Column::new("pages").right(),
            table::Column::new("independent").right(),
            "states".into(),
            "allows".into(),
            "excludes".into(),
        ]);
        for (at, figure) in self.figures.iter().enumerate() {
            let mut lists: [Vec<String>; 3] = Default::default();
            for column in &self.columns {
                let (list, glyph) = match column.stands[at].relation {
                    Relation::States(_) => (0, "●"),
                    Relation::Allows => (1, "○"),
                    Relation::Excludes => (2, "×"),
                };
                let marks = stand_mark(column, at);
                let marks = marks.strip_prefix(glyph).unwrap_or_default();
                lists[list].push(format!("{}{marks}", column.voice.id(incident)));
            }
            let [states, allows, excludes] = lists.map(|list| Cell::from(list.join(", ")));
            let row = [
                self.figure_cell(at),
                figure.pages.into(),
                figure.independent.into(),
                states,
                allows,
                excludes,
            ];
            table.row(row).expect("a cell for each column");
        }
        table
    }

    fn figure_cell(&self, at: usize) -> Cell {
        match &self.figures[at].value {
            Value::Number(n) => Cell::from(*n),
            Value::Text(text) => Cell::from(text.as_str()),
        }
    }

    fn add_notes(&self, measure: &Measure, table: &mut Table) {
        if self.figures.is_empty() {
            table.note(match self.evidence.on(self.measure).is_empty() {
                true => "no claim on this measure",
                false => "no current claim states a figure",
            });
        }
        if let Some(legend) = self.legend() {
            table.note(legend);
        }
        let voices = self
            .columns
            .iter()
            .map(|column| column.voice)
            .chain(self.other_scope.iter().copied());
        if let Some(names) = who_is_who(&self.evidence, voices) {
            table.note(names);
        }
        if self.join != Join::Origin {
            table.note(format!("origins joined by {}", self.join.word()));
        }
        self.note_coverage(table);
        self.note_rest(table);
        self.note_names(measure, table);
    }

    /// Explains the marks that are in use, and no others.
    fn legend(&self) -> Option<String> {
        let lists = self.columns.len() > MOST_COLUMNS;
        let mut marks = BTreeSet::new();
        for column in &self.columns {
            for at in 0..self.figures.len() {
                marks.extend(stand_mark(column, at).chars());
            }
        }
        let known = [
            ('●', "states"),
            ('○', "allows"),
            ('×', "excludes"),
            ('≥', "as a floor"),
            ('≤', "as a ceiling"),
            ('~', "as about"),
            ('‹', "spoke before that figure existed"),
            ('*', "this origin says other things too, see its claims"),
            ('†', "counts something else, see below"),
        ];
        let used: Vec<String> = known
            .iter()
            .filter(|(mark, _)| marks.contains(mark))
            .filter(|(mark, _)| !(lists && matches!(mark, '●' | '○' | '×')))
            .map(|(mark, means)| format!("{mark} {means}"))
            .collect();
        (!used.is_empty()).then(|| used.join("   "))
    }

    fn note_coverage(&self, table: &mut Table) {
        let covering = self.currency.current().filter_map(|(ix, reading)| {
            let what = match reading.covers? {
                Coverage::Part => "counts a part of this measure, read as a floor",
                Coverage::More => "counts more than this measure, read as a ceiling",
                Coverage::Other => "counts something else: it stands to no figure here",
            };
            let of = self
                .evidence
                .claim(ix)
                .covers
                .as_ref()
                .and_then(|covers| covers.of.as_ref());
            let of = of.map_or(String::new(), |of| format!(": {of}"));
            Some(format!("† {} {what}{of}", in_words(&self.evidence, ix)))
        });
        let covering: Vec<String> = covering.collect();
        for line in covering.iter().take(SPELLED_OUT) {
            table.note(line);
        }
        if covering.len() > SPELLED_OUT {
            table.note(format!("† and {} more", covering.len() - SPELLED_OUT));
        }
    }

    /// What stands under the table because it supports nothing in it.
    fn note_rest(&self, table: &mut Table) {
        let why = |ix: ClaimIx| {
            let why = why_not_current(&self.evidence, ix, self.currency.status(ix));
            format!(
                "{} {}",
                in_words(&self.evidence, ix),
                why.unwrap_or_default()
            )
        };
        let mut list = |heading: &str, claims: Vec<ClaimIx>, say: &dyn Fn(ClaimIx) -> String| {
            let rest = claims.len().saturating_sub(SPELLED_OUT);
            for ix in claims.into_iter().take(SPELLED_OUT) {
                table.note(format!("{heading}: {}", say(ix)));
            }
            if rest > 0 {
                table.note(format!("{heading}: and {rest} more"));
            }
        };
        list("no longer current", self.superseded(), &why);
        list("set aside", self.set_aside(), &why);
        list("copy differs", self.differing_copies(), &|ix| {
            let of = self.evidence.claim(ix).repeats.iter();
            let of = of.map(|of| in_words(&self.evidence, *of));
            format!("{} from {}", in_words(&self.evidence, ix), listed(of))
        });
        if !self.other_scope.is_empty() {
            let incident = self.evidence.incident();
            let ids = self
                .other_scope
                .iter()
                .map(|voice| voice.id(incident).to_owned());
            table.note(format!("speaks of other things only: {}", listed(ids)));
        }
    }

    fn note_names(&self, measure: &Measure, table: &mut Table) {
        if measure.kind == MeasureKind::Statement {
            return;
        }
        let carrying = self
            .currency
            .all()
            .filter(|(_, status)| status.carries_names());
        let names = Names::carried(&self.evidence, self.measure, carrying.map(|(ix, _)| ix));
        if names.people.is_empty() {
            return;
        }
        let count = match names.high - names.low {
            0 => names.low.to_string(),
            _ => format!("{} to {}", names.low, names.high),
        };
        let incident = self.evidence.incident();
        let identified: Vec<String> = names
            .people
            .iter()
            .filter(|named| named.identified)
            .map(|named| incident.person(named.person).label().to_owned())
            .collect();
        let identified = listed(identified.into_iter());
        table.note(format!(
            "named: {count} ({identified}); unidentified beside them: {}",
            names.unidentified
        ));
    }
}

/// The cell of an origin and a figure.
fn stand_mark(column: &Column, at: usize) -> String {
    let stand = column.stands[at];
    let mut cell = match stand.relation {
        Relation::States(as_) => format!("●{}", mark(as_)),
        Relation::Allows => "○".to_owned(),
        Relation::Excludes => "×".to_owned(),
    };
    if column.before[at] {
        cell.push('‹');
    }
    if stand.differs {
        cell.push('*');
    }
    if column.covers {
        cell.push('†');
    }
    cell
}
