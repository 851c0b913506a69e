//! Section "What support means" once more, as plainly as it can be said: one loop over all claims
//! for every word of it, nothing remembered, nothing shared with the code that it judges but the
//! loaded incident, the numbers of a profile, and what one date is to another.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tallybook::incident::{
    Carrier, Claim, ClaimIx, Coverage, Incident, Kind, MeasureIx, MeasureKind, Quantity, ReportIx,
    Says, SourceIx, Stance, Standing, When, certainly_later, fold,
};
use tallybook::reconcile::{MoreThan, Profile};

/// How a point is stated, by its place in the list of the contract.
const AS: [&str; 5] = ["exact", "approximate", "range", "floor", "ceiling"];
const EXACT: usize = 0;
const APPROXIMATE: usize = 1;
const RANGE: usize = 2;
const FLOOR: usize = 3;
const CEILING: usize = 4;

/// An interval with its stated points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meant {
    pub low: i64,
    pub high: Option<i64>,
    pub points: Vec<(i64, usize)>,
}

impl Meant {
    fn holds(&self, n: i64) -> bool {
        self.low <= n && self.high.is_none_or(|high| n <= high)
    }

    fn states(&self, n: i64) -> bool {
        self.points.iter().any(|(value, _)| *value == n)
    }
}

fn meant(low: i64, high: Option<i64>, points: &[(i64, usize)]) -> Meant {
    Meant {
        low,
        high,
        points: points.to_vec(),
    }
}

/// A measure of an incident under a profile.
pub(super) struct Naive<'a> {
    pub incident: &'a Incident,
    pub measure: MeasureIx,
    pub profile: &'a Profile,
}

impl Naive<'_> {
    pub(super) fn claims(&self) -> Vec<ClaimIx> {
        let all = (0..self.incident.claims.len()).map(ClaimIx::new);
        all.filter(|ix| self.claim(*ix).measure == self.measure)
            .collect()
    }

    fn claim(&self, ix: ClaimIx) -> &Claim {
        self.incident.claim(ix)
    }

    fn source_id(&self, ix: SourceIx) -> &str {
        &self.incident.source(ix).id
    }

    fn is_statement(&self) -> bool {
        self.incident.measure(self.measure).kind == MeasureKind::Statement
    }

    // The table of intervals and points.

    fn says(&self, ix: ClaimIx) -> Meant {
        let Says::Count(quantity) = &self.claim(ix).says else {
            return meant(0, None, &[]);
        };
        match quantity {
            Quantity::Exactly(n) => meant(*n, Some(*n), &[(*n, EXACT)]),
            Quantity::AtLeast(n) => meant(*n, None, &[(*n, FLOOR)]),
            Quantity::MoreThan(n) => {
                let low = match self.profile.more_than.reads {
                    MoreThan::NextNumber => n + 1,
                    MoreThan::SameNumber => *n,
                };
                meant(low, None, &[(low, FLOOR)])
            }
            Quantity::UpTo(n) => meant(0, Some(*n), &[(*n, CEILING)]),
            Quantity::FewerThan(n) => meant(0, Some(n - 1), &[(n - 1, CEILING)]),
            Quantity::About(n) => {
                let d = self.profile.about(*n);
                meant(n - d, Some(n + d), &[(*n, APPROXIMATE)])
            }
            Quantity::Range(a, b) if a == b => meant(*a, Some(*b), &[(*a, RANGE)]),
            Quantity::Range(a, b) => meant(*a, Some(*b), &[(*a, RANGE), (*b, RANGE)]),
            Quantity::Vague(word) => match self.profile.word(*word) {
                Some((low, high)) => meant(low, high, &[(low, FLOOR)]),
                None => meant(0, None, &[]),
            },
            Quantity::Unknown => meant(0, None, &[]),
            Quantity::More { by, at_least, .. } => {
                let base = self.says(self.claim(ix).base.expect("an increment has a base"));
                let low = base.low + by;
                match at_least {
                    true if base.points.is_empty() => meant(low, None, &[]),
                    true => meant(low, None, &[(low, FLOOR)]),
                    false => Meant {
                        low,
                        high: base.high.map(|high| high + by),
                        points: base.points.iter().map(|(n, how)| (n + by, *how)).collect(),
                    },
                }
            }
        }
    }

    fn covers(&self, ix: ClaimIx) -> Option<Coverage> {
        self.claim(ix).covers.as_ref().map(|covers| covers.what)
    }

    /// The interval and the points of a count claim, with its `covers`.
    pub(super) fn reads(&self, ix: ClaimIx) -> Meant {
        let says = self.says(ix);
        let all = |how: usize| says.points.iter().map(|(n, _)| (*n, how)).collect();
        match self.covers(ix) {
            Some(Coverage::Part) => Meant {
                high: None,
                points: all(FLOOR),
                ..says
            },
            Some(Coverage::More) => Meant {
                low: 0,
                points: all(CEILING),
                ..says
            },
            _ => says,
        }
    }

    // Origins.

    fn origins(&self, ix: ClaimIx) -> BTreeSet<SourceIx> {
        let claim = self.claim(ix);
        if let Some(repeated) = claim.repeats.first() {
            return self.origins(*repeated);
        }
        claim.by.iter().map(|by| self.origin(claim, *by)).collect()
    }

    fn origin(&self, claim: &Claim, by: SourceIx) -> SourceIx {
        let source = self.incident.source(by);
        let publisher = self.incident.report(claim.report).publisher;
        if source.heard_by.is_some() {
            self.heard(by)
        } else if source.kind == Kind::Unnamed || by == publisher {
            match claim.via.last() {
                Some(Carrier::Source(source)) => self.heard(*source),
                Some(Carrier::Report(report)) => self.own_voice(*report),
                None => self.own_voice(claim.report),
            }
        } else {
            by
        }
    }

    fn heard(&self, source: SourceIx) -> SourceIx {
        match self.incident.source(source).heard_by {
            Some(by) => self.heard(by),
            None => source,
        }
    }

    fn own_voice(&self, report: ReportIx) -> SourceIx {
        let report = self.incident.report(report);
        match report.draws_on[..] {
            [Carrier::Report(one)] => self.own_voice(one),
            [Carrier::Source(one)] => self.heard(one),
            _ => self.heard(report.publisher),
        }
    }

    fn independent(&self, origin: SourceIx) -> SourceIx {
        match self.incident.source(origin).voice_of {
            Some(of) => self.independent(of),
            None => origin,
        }
    }

    // Currency.

    fn date(&self, ix: ClaimIx) -> Option<&When> {
        let claim = self.claim(ix);
        match (&claim.as_of, claim.repeats.first()) {
            (Some(date), _) => Some(date),
            (None, Some(repeated)) => self.date(*repeated),
            (None, None) => self.incident.report(claim.report).published.as_ref(),
        }
    }

    fn is_set_aside(&self, ix: ClaimIx) -> bool {
        self.claim(ix).standing == Standing::SetAside
    }

    fn is_out(&self, ix: ClaimIx) -> bool {
        let claim = self.claim(ix);
        let names = |other: &Claim| {
            [&other.updates, &other.corrects, &other.retracts]
                .iter()
                .any(|list| list.contains(&ix))
        };
        self.is_set_aside(ix)
            || !claim.retracts.is_empty()
            || (self.claims().into_iter())
                .any(|other| !self.is_set_aside(other) && names(self.claim(other)))
            || claim.repeats.iter().any(|repeated| self.is_out(*repeated))
    }

    fn same_quantity(&self, one: ClaimIx, other: ClaimIx) -> bool {
        match (&self.claim(one).says, &self.claim(other).says) {
            (Says::Statement(a), Says::Statement(b)) => fold(a) == fold(b),
            (Says::Count(a), Says::Count(b)) => {
                // An increment is the total that it comes to, where that can be said plainly.
                let plain = |q: &Quantity| {
                    matches!(
                        q,
                        Quantity::Exactly(_)
                            | Quantity::AtLeast(_)
                            | Quantity::UpTo(_)
                            | Quantity::Range(..)
                    )
                };
                match (a.base().is_some(), b.base().is_some()) {
                    (false, false) => a == b,
                    (true, true) => self.says(one) == self.says(other),
                    (true, false) => plain(b) && self.says(one) == self.says(other),
                    (false, true) => plain(a) && self.says(one) == self.says(other),
                }
            }
            (Says::Nothing, Says::Nothing) => true,
            _ => false,
        }
    }

    fn same_reading(&self, one: ClaimIx, other: ClaimIx) -> bool {
        self.same_quantity(one, other)
            && self.claim(one).stance == self.claim(other).stance
            && self.covers(one) == self.covers(other)
    }

    fn left(&self) -> Vec<ClaimIx> {
        let claims = self.claims().into_iter();
        claims.filter(|ix| !self.is_out(*ix)).collect()
    }

    fn asserts(&self, ix: ClaimIx) -> bool {
        self.claim(ix).stance == Stance::Asserts
    }

    fn has_point(&self, ix: ClaimIx) -> bool {
        self.is_statement() || !self.reads(ix).points.is_empty()
    }

    fn is_overtaken(&self, ix: ClaimIx, origin: SourceIx) -> bool {
        self.left().into_iter().any(|other| {
            other != ix
                && self.origins(other).contains(&origin)
                && self.claim(other).repeats.is_empty()
                && self.covers(other) == self.covers(ix)
                && self.covers(other) != Some(Coverage::Other)
                && certainly_later(self.date(other), self.date(ix))
                && match self.asserts(other) {
                    true => self.has_point(other) && !self.same_reading(other, ix),
                    false => self.asserts(ix) && self.same_quantity(other, ix),
                }
        })
    }

    fn is_superseded(&self, ix: ClaimIx, origin: SourceIx) -> bool {
        self.left()
            .into_iter()
            .filter(|other| self.origins(*other).contains(&origin) && self.same_reading(*other, ix))
            .all(|other| self.is_overtaken(other, origin))
    }

    /// The origins for which a claim is current.
    pub(super) fn current_for(&self, ix: ClaimIx) -> BTreeSet<SourceIx> {
        if self.is_out(ix) {
            return BTreeSet::new();
        }
        let mut origins = self.origins(ix);
        origins.retain(|origin| !self.is_superseded(ix, *origin));
        origins
    }

    // Relations.

    fn copy_differs(&self, ix: ClaimIx) -> bool {
        // A copy of a copy that differs would state for the origins what that one may not.
        let repeated = self.claim(ix).repeats.first();
        repeated.is_some_and(|of| !self.same_reading(ix, *of) || self.copy_differs(*of))
    }

    /// Whether a current claim stands to any figure.
    pub(super) fn bears(&self, ix: ClaimIx) -> bool {
        !self.copy_differs(ix) && self.covers(ix) != Some(Coverage::Other)
    }

    fn text(&self, ix: ClaimIx) -> String {
        match &self.claim(ix).says {
            Says::Statement(text) => fold(text),
            other => panic!("no statement: {other:?}"),
        }
    }

    /// Whether one claim states, and whether it excludes a figure.
    fn one_claim(&self, ix: ClaimIx, figure: &Figure) -> (bool, bool) {
        let exclusive = self.incident.measure(self.measure).exclusive;
        match figure {
            Figure::Number(n) => {
                let reads = self.reads(ix);
                match self.asserts(ix) {
                    true => (reads.states(*n), !reads.holds(*n)),
                    false => (false, reads.holds(*n)),
                }
            }
            Figure::Text(folded, _) => {
                let same = self.text(ix) == *folded;
                match self.asserts(ix) {
                    true => (same, exclusive && !same),
                    false => (false, same),
                }
            }
        }
    }

    fn figures(&self, current: &[(ClaimIx, BTreeSet<SourceIx>)]) -> Vec<Figure> {
        let stating = current.iter().map(|(ix, _)| *ix);
        let stating = stating.filter(|ix| self.asserts(*ix) && self.bears(*ix));
        if self.is_statement() {
            let mut figures: Vec<Figure> = Vec::new();
            for ix in stating {
                let folded = self.text(ix);
                if figures.iter().all(|known| known.folded() != Some(&folded)) {
                    let first = self.claims().into_iter().find(|other| {
                        self.claim(*other).says != Says::Nothing && self.text(*other) == folded
                    });
                    let shown = match &self.claim(first.unwrap_or(ix)).says {
                        Says::Statement(text) => text.trim().to_owned(),
                        other => panic!("no statement: {other:?}"),
                    };
                    figures.push(Figure::Text(folded, shown));
                }
            }
            figures.sort_by_key(|figure| match figure {
                Figure::Text(_, shown) => shown.clone(),
                Figure::Number(_) => String::new(),
            });
            return figures;
        }
        let points: BTreeSet<i64> = stating
            .flat_map(|ix| self.reads(ix).points)
            .map(|(value, _)| value)
            .collect();
        points.into_iter().map(Figure::Number).collect()
    }

    /// The concordance by origin, in the form of the contract.
    pub(super) fn record(&self) -> Value {
        let ids = |claims: Vec<ClaimIx>| -> Vec<String> {
            let mut ids: Vec<String> = claims.iter().map(|ix| self.claim(*ix).id.clone()).collect();
            ids.sort();
            ids
        };
        let all = self.claims();
        let with_origins = all.iter().map(|ix| (*ix, self.current_for(*ix)));
        let current: Vec<(ClaimIx, BTreeSet<SourceIx>)> = with_origins
            .filter(|(_, origins)| !origins.is_empty())
            .collect();
        let origins: BTreeSet<SourceIx> = current.iter().flat_map(|(_, o)| o.clone()).collect();
        let of = |origin: SourceIx| -> Vec<ClaimIx> {
            let of = current
                .iter()
                .filter(|(_, origins)| origins.contains(&origin));
            of.map(|(ix, _)| *ix).collect()
        };
        let mut other_scope: Vec<&str> = (origins.iter())
            .filter(|origin| !of(**origin).iter().any(|ix| self.bears(*ix)))
            .map(|origin| self.source_id(*origin))
            .collect();
        other_scope.sort_unstable();
        let is_current = |ix: &ClaimIx| current.iter().any(|(known, _)| known == ix);
        let gone = all.iter().copied();
        let gone = gone.filter(|ix| !is_current(ix) && !self.is_set_aside(*ix));
        let aside = all.iter().copied().filter(|ix| self.is_set_aside(*ix));
        let figures = self.figures(&current);
        let figures: Vec<Value> = figures
            .iter()
            .map(|figure| {
                let states = |ix: &ClaimIx| self.bears(*ix) && self.one_claim(*ix, figure).0;
                let stating: Vec<&(ClaimIx, BTreeSet<SourceIx>)> =
                    current.iter().filter(|(ix, _)| states(ix)).collect();
                let pages: BTreeSet<ReportIx> = stating
                    .iter()
                    .map(|(ix, _)| self.claim(*ix).report)
                    .collect();
                let independent: BTreeSet<SourceIx> = stating
                    .iter()
                    .flat_map(|(_, origins)| origins)
                    .map(|origin| self.independent(*origin))
                    .collect();
                let mut record = json!({
                    "value": figure.value(),
                    "claims": ids(stating.iter().map(|(ix, _)| *ix).collect()),
                    "pages": pages.len(),
                    "independent": independent.len(),
                    "origins": {"states": [], "allows": [], "excludes": []},
                    "before": [],
                    "as": {},
                });
                let mut columns: Vec<SourceIx> = origins.iter().copied().collect();
                columns.sort_by_key(|origin| self.source_id(*origin));
                for origin in columns {
                    let claims = of(origin);
                    let bearing: Vec<ClaimIx> = claims
                        .iter()
                        .copied()
                        .filter(|ix| self.bears(*ix))
                        .collect();
                    if bearing.is_empty() {
                        continue;
                    }
                    let id = self.source_id(origin);
                    let word = self.relation(&bearing, figure);
                    let list = record["origins"][word].as_array_mut().expect("a list");
                    list.push(json!(id));
                    if word == "states" {
                        record["as"][id] = json!(self.firmest(&bearing, figure));
                    }
                    let dated = stating.iter().filter_map(|(ix, _)| self.date(*ix));
                    let dated: Vec<&When> = dated.collect();
                    let before = claims.iter().all(|ix| {
                        let later = |when: &&When| certainly_later(Some(when), self.date(*ix));
                        dated.iter().all(later)
                    });
                    if word == "excludes" && before && !dated.is_empty() {
                        record["before"]
                            .as_array_mut()
                            .expect("a list")
                            .push(json!(id));
                    }
                }
                record
            })
            .collect();
        json!({
            "measure": self.incident.measure(self.measure).id,
            "profile": self.profile.name,
            "claims": all.len(),
            "superseded": ids(gone.collect()),
            "set_aside": ids(aside.collect()),
            "other_scope": other_scope,
            "figures": figures,
        })
    }

    /// The current claims that bear, by independent origin, of those with a point.
    pub(super) fn speakers(&self) -> Vec<Vec<ClaimIx>> {
        let mut by_voice: BTreeMap<SourceIx, Vec<ClaimIx>> = BTreeMap::new();
        for ix in self.claims() {
            let origins = self.current_for(ix);
            let voices: BTreeSet<SourceIx> = origins
                .iter()
                .map(|origin| self.independent(*origin))
                .collect();
            for voice in voices {
                if self.bears(ix) {
                    by_voice.entry(voice).or_default().push(ix);
                }
            }
        }
        let mut speakers: Vec<Vec<ClaimIx>> = by_voice.into_values().collect();
        speakers.retain(|claims| !self.points(claims).is_empty());
        speakers
    }

    /// The points of some claims, each with whether it is a floor.
    pub(super) fn points(&self, claims: &[ClaimIx]) -> BTreeSet<(i64, bool)> {
        let asserting = claims.iter().filter(|ix| self.asserts(**ix));
        let points = asserting.flat_map(|ix| self.reads(*ix).points);
        points.map(|(n, how)| (n, how == FLOOR)).collect()
    }

    /// Whether claims of one origin exclude a number.
    pub(super) fn exclude(&self, claims: &[ClaimIx], n: i64) -> bool {
        self.relation(claims, &Figure::Number(n)) == "excludes"
    }

    fn relation(&self, bearing: &[ClaimIx], figure: &Figure) -> &'static str {
        let states = |ix: &ClaimIx| self.one_claim(*ix, figure).0;
        let excludes = |ix: &ClaimIx| self.one_claim(*ix, figure).1;
        let denials = || bearing.iter().filter(|ix| !self.asserts(**ix));
        let pointed: Vec<&ClaimIx> = bearing
            .iter()
            .filter(|ix| self.asserts(**ix) && self.has_point(**ix))
            .collect();
        let all_do = match self.is_statement() {
            true => pointed.iter().any(|ix| excludes(ix)),
            false => !pointed.is_empty() && pointed.iter().all(|ix| excludes(ix)),
        };
        if bearing.iter().any(states) {
            "states"
        } else if denials().any(excludes) || all_do {
            "excludes"
        } else {
            "allows"
        }
    }

    fn firmest(&self, bearing: &[ClaimIx], figure: &Figure) -> &'static str {
        let Figure::Number(n) = figure else {
            return AS[EXACT];
        };
        let asserting = bearing.iter().filter(|ix| self.asserts(**ix));
        let points = asserting.flat_map(|ix| self.reads(*ix).points);
        let at = points.filter(|(value, _)| value == n).map(|(_, how)| how);
        AS[at.min().expect("one of them states it")]
    }
}

/// A figure of a count, or a text as folded and as shown.
enum Figure {
    Number(i64),
    Text(String, String),
}

impl Figure {
    fn folded(&self) -> Option<&String> {
        match self {
            Self::Number(_) => None,
            Self::Text(folded, _) => Some(folded),
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Number(n) => json!(n),
            Self::Text(_, shown) => json!(shown),
        }
    }
}
