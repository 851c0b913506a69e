//! The table of figures against origins: who states, allows, excludes each.
//!
//! Where the words leave a choice: an origin spoke before a figure existed if *all* its current
//! claims are dated earlier, those that stand to no figure included; a claim without a date is
//! earlier than every date here as everywhere. However origins are joined into columns, the pages
//! and the independent origins of a figure stay the same. A text is shown as in the first claim of
//! the file that holds it, whether that is current or not.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use serde::Serialize;

use crate::incident::{ClaimIx, Coverage, MeasureIx, ReportIx};

use super::currency::Currency;
use super::evidence::Evidence;
use super::origin::{Join, Voice};
use super::profile::Profile;
use super::quantities::Reading;
use super::rank::Rank;
use super::reading::As;
use super::relation::{Relation, Stand, stands};

/// The concordance of one measure under one profile.
#[derive(Debug)]
pub struct Concordance {
    /// The incident.
    pub evidence: Rc<Evidence>,
    /// The measure.
    pub measure: MeasureIx,
    /// How the claims on it stand.
    pub currency: Rc<Currency>,
    /// How origins are joined into columns.
    pub join: Join,
    /// The columns that stand to figures, by id.
    pub columns: Vec<Column>,
    /// The figures, ascending.
    pub figures: Vec<Figure>,
    /// Those that have only claims that stand to no figure, by id.
    pub other_scope: Vec<Voice>,
}

/// One origin, body or party.
#[derive(Debug)]
pub struct Column {
    /// Which.
    pub voice: Voice,
    /// Its current claims that stand to figures, in file order.
    pub claims: Vec<ClaimIx>,
    /// How it stands to each figure, in the order of the figures.
    pub stands: Vec<Stand>,
    /// Whether each of its current claims was made before each claim that states the figure, in
    /// the order of the figures; only where it excludes the figure.
    pub before: Vec<bool>,
    /// Whether a figure of its covers something other than the measure.
    pub covers: bool,
}

/// A distinct value of a measure that at least one current claim states.
#[derive(Debug)]
pub struct Figure {
    /// The number, or the number of the text.
    pub number: i64,
    /// What to show.
    pub value: Value,
    /// The current claims that state it, in file order.
    pub claims: Vec<ClaimIx>,
    /// The distinct reports that carry those.
    pub pages: usize,
    /// The independent origins that state it.
    pub independent: usize,
}

/// A figure as it is shown: a number, or the text of a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Of a count.
    Number(i64),
    /// Of a statement, as in its first claim.
    Text(String),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(n) => n.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

impl Concordance {
    /// Sets the figures of a measure against its origins.
    #[must_use]
    pub fn new(
        evidence: &Rc<Evidence>,
        measure: MeasureIx,
        profile: &Rc<Profile>,
        join: Join,
    ) -> Self {
        let currency = evidence.currency(measure, profile);
        let mut figures = figures(evidence, &currency);
        let (mut columns, other_scope) = columns(evidence, &currency, join, &figures);
        if currency.quantities().is_statement() {
            sort_by_text(&mut figures, &mut columns);
        }
        Self {
            evidence: Rc::clone(evidence),
            measure,
            currency,
            join,
            columns,
            figures,
            other_scope,
        }
    }

    /// Returns the claims that are superseded or out but not set aside, by id.
    #[must_use]
    pub fn superseded(&self) -> Vec<ClaimIx> {
        self.sorted(|ix| !self.currency.is_current(ix) && !self.is_set_aside(ix))
    }

    /// Returns the claims that the casebook sets aside, by id.
    #[must_use]
    pub fn set_aside(&self) -> Vec<ClaimIx> {
        self.sorted(|ix| self.is_set_aside(ix))
    }

    /// Returns the current copies whose reading differs from what they repeat, by id.
    #[must_use]
    pub fn differing_copies(&self) -> Vec<ClaimIx> {
        let quantities = self.currency.quantities();
        self.sorted(|ix| {
            self.currency.is_current(ix) && quantities.of(ix).is_some_and(|r| r.copy_differs)
        })
    }

    fn is_set_aside(&self, ix: ClaimIx) -> bool {
        self.evidence.brief(ix).is_set_aside
    }

    fn sorted(&self, keep: impl Fn(ClaimIx) -> bool) -> Vec<ClaimIx> {
        let claims = self.evidence.on(self.measure).iter().copied();
        by_id(&self.evidence, claims.filter(|ix| keep(*ix)))
    }

    /// Returns the concordance in the form that the JSON contract fixes.
    #[must_use]
    pub fn record(&self) -> Record<'_> {
        let incident = self.evidence.incident();
        let ids = |claims: &[ClaimIx]| claims.iter().map(|ix| id(&self.evidence, *ix)).collect();
        Record {
            measure: &incident.measure(self.measure).id,
            profile: &self.currency.profile().name,
            claims: self.evidence.on(self.measure).len(),
            superseded: ids(&self.superseded()),
            set_aside: ids(&self.set_aside()),
            other_scope: self
                .other_scope
                .iter()
                .map(|voice| voice.id(incident))
                .collect(),
            figures: (0..self.figures.len())
                .map(|at| self.figure_record(at))
                .collect(),
        }
    }

    fn figure_record(&self, at: usize) -> FigureRecord<'_> {
        let incident = self.evidence.incident();
        let mut record = FigureRecord {
            value: &self.figures[at].value,
            claims: by_id(&self.evidence, self.figures[at].claims.iter().copied())
                .into_iter()
                .map(|ix| id(&self.evidence, ix))
                .collect(),
            pages: self.figures[at].pages,
            independent: self.figures[at].independent,
            origins: Stances::default(),
            before: Vec::new(),
            as_: BTreeMap::new(),
        };
        for column in &self.columns {
            let voice = column.voice.id(incident);
            match column.stands[at].relation {
                Relation::States(as_) => {
                    record.origins.states.push(voice);
                    record.as_.insert(voice, as_);
                }
                Relation::Allows => record.origins.allows.push(voice),
                Relation::Excludes => record.origins.excludes.push(voice),
            }
            if column.before[at] {
                record.before.push(voice);
            }
        }
        record
    }
}

/// A concordance as JSON writes it.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    measure: &'a str,
    profile: &'a str,
    claims: usize,
    superseded: Vec<&'a str>,
    set_aside: Vec<&'a str>,
    other_scope: Vec<&'a str>,
    figures: Vec<FigureRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct FigureRecord<'a> {
    value: &'a Value,
    claims: Vec<&'a str>,
    pages: usize,
    independent: usize,
    origins: Stances<'a>,
    before: Vec<&'a str>,
    #[serde(rename = "as")]
    as_: BTreeMap<&'a str, As>,
}

#[derive(Debug, Default, Serialize)]
struct Stances<'a> {
    states: Vec<&'a str>,
    allows: Vec<&'a str>,
    excludes: Vec<&'a str>,
}

fn id(evidence: &Evidence, ix: ClaimIx) -> &str {
    &evidence.claim(ix).id
}

/// Sorts claims by id.
pub(crate) fn by_id(evidence: &Evidence, claims: impl Iterator<Item = ClaimIx>) -> Vec<ClaimIx> {
    let mut claims: Vec<ClaimIx> = claims.collect();
    claims.sort_unstable_by_key(|ix| evidence.rank_by_id(*ix));
    claims
}

/// Texts are numbered in file order, so that relations can be told as for numbers; they are shown
/// by code point.
fn sort_by_text(figures: &mut [Figure], columns: &mut [Column]) {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|a, b| figures[*a].value.cmp(&figures[*b].value));
    for column in columns {
        column.stands = order.iter().map(|at| column.stands[*at]).collect();
        column.before = order.iter().map(|at| column.before[*at]).collect();
    }
    figures.sort_by(|a, b| a.value.cmp(&b.value));
}

/// Who states a figure.
#[derive(Default)]
struct Stated {
    claims: Vec<ClaimIx>,
    pages: Vec<ReportIx>,
    independent: BTreeSet<Voice>,
}

/// The stated points of the current claims that stand to figures, ascending, with who states them.
/// All is gathered in one walk over the claims in file order, as they lie in memory.
fn figures(evidence: &Evidence, currency: &Currency) -> Vec<Figure> {
    let mut stated: BTreeMap<i64, Stated> = BTreeMap::new();
    for (ix, reading) in currency.bearing() {
        for point in reading.points.iter() {
            let figure = stated.entry(point.value).or_default();
            figure.claims.push(ix);
            figure.pages.push(evidence.brief(ix).report);
            for origin in currency.origins(evidence, ix) {
                let voice = evidence.voice(Join::Independent, *origin);
                figure.independent.insert(voice);
            }
        }
    }
    let figure = |(number, mut stated): (i64, Stated)| {
        stated.pages.sort_unstable();
        stated.pages.dedup();
        Figure {
            number,
            value: match currency.quantities().text(number) {
                Some(text) => Value::Text(text.to_owned()),
                None => Value::Number(number),
            },
            claims: stated.claims,
            pages: stated.pages.len(),
            independent: stated.independent.len(),
        }
    };
    stated.into_iter().map(figure).collect()
}

/// The current claims of one column.
#[derive(Default)]
struct Spoken {
    /// Those that stand to figures.
    claims: Vec<ClaimIx>,
    /// What they say: copies, so that they lie together.
    readings: Vec<Reading>,
    /// The last day that any of its claims may speak of.
    latest: Option<Rank>,
    /// The claim that came last: a joint claim of several that are joined here counts once.
    last: Option<ClaimIx>,
}

/// The columns that stand to figures and those that stand to none, each by id.
fn columns(
    evidence: &Evidence,
    currency: &Currency,
    join: Join,
    figures: &[Figure],
) -> (Vec<Column>, Vec<Voice>) {
    let mut by_voice: HashMap<Voice, Spoken> = HashMap::new();
    for (ix, reading) in currency.current() {
        for origin in currency.origins(evidence, ix) {
            let spoken = by_voice.entry(evidence.voice(join, *origin)).or_default();
            if spoken.last == Some(ix) {
                continue;
            }
            spoken.last = Some(ix);
            spoken.latest = spoken.latest.max(Some(evidence.span(ix).last));
            if reading.bears() {
                spoken.claims.push(ix);
                spoken.readings.push(*reading);
            }
        }
    }
    let earliest = earliest_statements(evidence, figures);
    let numbers: Vec<i64> = figures.iter().map(|figure| figure.number).collect();
    let (mut columns, mut other_scope) = (Vec::new(), Vec::new());
    for (voice, spoken) in by_voice {
        if spoken.claims.is_empty() {
            other_scope.push(voice);
            continue;
        }
        let exclusive = currency.quantities().is_exclusive();
        let stands = stands(&numbers, &spoken.readings, exclusive);
        let latest = spoken.latest;
        let before = stands.iter().zip(&earliest).map(|(stand, earliest)| {
            stand.relation == Relation::Excludes
                && latest
                    .zip(*earliest)
                    .is_some_and(|(latest, earliest)| latest < earliest)
        });
        columns.push(Column {
            voice,
            before: before.collect(),
            covers: spoken
                .readings
                .iter()
                .any(|reading| matches!(reading.covers, Some(Coverage::Part | Coverage::More))),
            claims: spoken.claims,
            stands,
        });
    }
    let incident = evidence.incident();
    columns.sort_by(|a, b| a.voice.id(incident).cmp(b.voice.id(incident)));
    other_scope.sort_by(|a, b| a.id(incident).cmp(b.id(incident)));
    (columns, other_scope)
}

/// The first day on which each figure may have been stated, of the claims that have a date.
fn earliest_statements(evidence: &Evidence, figures: &[Figure]) -> Vec<Option<Rank>> {
    let earliest = |figure: &Figure| {
        let firsts = figure.claims.iter().map(|ix| evidence.span(*ix).first);
        firsts.filter(|first| *first != Rank::Undated).min()
    };
    figures.iter().map(earliest).collect()
}
