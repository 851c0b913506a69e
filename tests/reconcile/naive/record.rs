//! Relations and figures, and the record of the contract.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tallybook::incident::{
    ClaimIx, Coverage, ReportIx, Says, SourceIx, When, certainly_later, fold,
};

use super::{AS, EXACT, FLOOR, Naive};

impl Naive<'_> {
    fn copy_differs(&self, ix: ClaimIx) -> bool {
        // A copy of a copy that differs would state for the origins what that one may not.
        let repeated = self.claim(ix).repeats.first();
        repeated.is_some_and(|of| !self.same_reading(ix, *of) || self.copy_differs(*of))
    }

    /// Whether a current claim stands to any figure.
    pub(crate) fn bears(&self, ix: ClaimIx) -> bool {
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
    pub(crate) fn record(&self) -> Value {
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
    pub(crate) fn speakers(&self) -> Vec<Vec<ClaimIx>> {
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
    pub(crate) fn points(&self, claims: &[ClaimIx]) -> BTreeSet<(i64, bool)> {
        let asserting = claims.iter().filter(|ix| self.asserts(**ix));
        let points = asserting.flat_map(|ix| self.reads(*ix).points);
        points.map(|(n, how)| (n, how == FLOOR)).collect()
    }

    /// Whether claims of one origin exclude a number.
    pub(crate) fn exclude(&self, claims: &[ClaimIx], n: i64) -> bool {
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
