//! Section "What support means" once more, as plainly as it can be said: one loop over all claims
//! for every word of it, nothing remembered, nothing shared with the code that it judges but the
//! loaded incident, the numbers of a profile, and what one date is to another.

mod record;

use std::collections::BTreeSet;

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
    pub(super) low: i64,
    pub(super) high: Option<i64>,
    pub(super) points: Vec<(i64, usize)>,
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
    pub(super) incident: &'a Incident,
    pub(super) measure: MeasureIx,
    pub(super) profile: &'a Profile,
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
                            | Quantity::About(_)
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
}
