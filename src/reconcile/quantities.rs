//! What the claims on one measure say, in numbers, under one profile.

use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;

use crate::incident::{ClaimIx, Coverage, MeasureIx, MeasureKind, Quantity, Says, Stance, fold};

use super::evidence::Evidence;
use super::profile::Profile;
use super::reading::{Interval, Meaning, Points};

/// What each claim on a measure says, in numbers.
///
/// The texts of a statement measure are numbered from 0 in file order, so that a text and a figure
/// are handled alike.
#[derive(Debug)]
pub struct Quantities {
    /// The measure.
    pub measure: MeasureIx,
    /// The profile that they were read under.
    pub profile: Rc<Profile>,
    /// The claims on the measure, in file order.
    pub claims: Rc<[ClaimIx]>,
    readings: Vec<Reading>,
    texts: Option<Texts>,
    places: Rc<[u32]>,
    /// For each claim whether it repeats another.
    copies: Vec<bool>,
}

/// What one claim says.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// What it leaves room for; for a denial, what it rejects.
    pub interval: Interval,
    /// The figures that it states: none for a denial.
    pub points: Points,
    /// Whether it puts its quantity forward.
    pub asserts: bool,
    /// What it covers, where that is not its measure.
    pub covers: Option<Coverage>,
    /// A copy whose reading differs from the claim that it repeats: the first named, since a copy
    /// speaks for that one's origins and must not put another's figure into their mouth. A copy of
    /// such a copy is one as well, or it would state for the origins what the other may not.
    pub copy_differs: bool,
    /// Whether the claim says anything (one that retracts says nothing).
    pub speaks: bool,
    /// The same for two claims of the same quantity.
    pub(crate) quantity: u32,
    /// The same for two claims of the same quantity, stance and coverage.
    pub(crate) same: u32,
}

impl Reading {
    /// Tells whether the claim stands to any figure of its measure.
    #[must_use]
    pub fn bears(&self) -> bool {
        self.speaks && !self.copy_differs && self.covers != Some(Coverage::Other)
    }
}

/// The texts of a statement measure.
#[derive(Debug)]
struct Texts {
    shown: Vec<String>,
    exclusive: bool,
}

/// What makes two quantities the same.
#[derive(PartialEq, Eq, Hash)]
enum Same {
    /// A plain quantity, or an increment that comes to one.
    Quantity(Quantity),
    /// An increment that comes to no plain quantity.
    Meaning(Meaning),
    Text(String),
    Nothing,
}

impl Quantities {
    /// Reads every claim on a measure under a profile.
    #[must_use]
    pub(crate) fn new(evidence: &Evidence, measure: MeasureIx, profile: Rc<Profile>) -> Self {
        let incident = evidence.incident();
        let claims = Rc::clone(evidence.on(measure));
        let of = incident.measure(measure);
        let mut texts = (of.kind == MeasureKind::Statement).then(|| Texts {
            shown: Vec::new(),
            exclusive: of.exclusive,
        });
        let meanings = meanings(evidence, &claims, &profile);
        let mut numbers = HashMap::new();
        let mut quantities = Interner::default();
        let mut sames = Interner::default();
        let mut readings = Vec::with_capacity(claims.len());
        for (ix, mut meaning) in claims.iter().zip(meanings) {
            let claim = evidence.claim(*ix);
            let key = match &claim.says {
                Says::Nothing => Same::Nothing,
                Says::Statement(text) => {
                    let folded = fold(text);
                    if let Some(texts) = &mut texts {
                        let next = texts.shown.len();
                        let number = *numbers.entry(folded.clone()).or_insert_with(|| {
                            texts.shown.push(text.trim().to_owned());
                            next
                        });
                        meaning = Meaning::of_text(i64::try_from(number).unwrap_or(i64::MAX));
                    }
                    Same::Text(folded)
                }
                Says::Count(Quantity::More { .. }) => match meaning.plainly() {
                    Some(quantity) => Same::Quantity(quantity),
                    None => Same::Meaning(meaning),
                },
                Says::Count(quantity) => Same::Quantity(quantity.clone()),
            };
            let covers = claim.covers.as_ref().map(|covers| covers.what);
            let asserts = claim.stance == Stance::Asserts;
            let quantity = quantities.number(key);
            let same = sames.number((quantity, asserts, covers));
            let covered = if texts.is_some() {
                meaning
            } else {
                meaning.covering(covers)
            };
            readings.push(Reading {
                interval: covered.interval,
                points: if asserts {
                    covered.points
                } else {
                    Points::default()
                },
                speaks: claim.says != Says::Nothing,
                copy_differs: false,
                asserts,
                covers,
                quantity,
                same,
            });
        }
        let mut this = Self {
            measure,
            profile,
            claims,
            readings,
            texts,
            places: Rc::clone(evidence.places()),
            copies: Vec::new(),
        };
        this.mark_copies(evidence);
        this
    }

    fn mark_copies(&mut self, evidence: &Evidence) {
        let repeated = |ix: &ClaimIx| evidence.claim(*ix).repeats.first().copied();
        let repeated: Vec<Option<usize>> = (self.claims.iter())
            .map(|ix| repeated(ix).and_then(|of| self.place(of)))
            .collect();
        let mut known: Vec<Option<bool>> = vec![None; self.readings.len()];
        let mut chain = Vec::new();
        for start in 0..known.len() {
            let mut at = start;
            while known[at].is_none() {
                match repeated[at] {
                    Some(of) => {
                        chain.push((at, of));
                        at = of;
                    }
                    None => known[at] = Some(false),
                }
            }
            while let Some((copy, of)) = chain.pop() {
                let differs = self.readings[copy].same != self.readings[of].same;
                known[copy] = known[of].map(|tainted| tainted || differs);
            }
        }
        for (reading, differs) in self.readings.iter_mut().zip(known) {
            reading.copy_differs = differs == Some(true);
        }
        self.copies = repeated.iter().map(Option::is_some).collect();
    }

    /// Tells whether the claim at a place repeats another.
    pub(crate) fn is_copy(&self, at: usize) -> bool {
        self.copies[at]
    }

    /// Returns where a claim stands among those on the measure.
    #[must_use]
    pub fn place(&self, claim: ClaimIx) -> Option<usize> {
        let at = *self.places.get(claim.get())? as usize;
        (self.claims.get(at) == Some(&claim)).then_some(at)
    }

    /// Returns what a claim on the measure says.
    #[must_use]
    pub fn of(&self, claim: ClaimIx) -> Option<&Reading> {
        self.place(claim).map(|at| &self.readings[at])
    }

    /// Returns what every claim says, in the order of `claims`.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// Tells whether the measure holds texts.
    #[must_use]
    pub fn is_statement(&self) -> bool {
        self.texts.is_some()
    }

    /// Tells whether stating one text of the measure excludes every other.
    #[must_use]
    pub fn is_exclusive(&self) -> bool {
        self.texts.as_ref().is_none_or(|texts| texts.exclusive)
    }

    /// Returns the text that a number stands for, where the measure holds texts.
    #[must_use]
    pub fn text(&self, number: i64) -> Option<&str> {
        let texts = self.texts.as_ref()?;
        texts
            .shown
            .get(usize::try_from(number).ok()?)
            .map(String::as_str)
    }
}

/// Numbers equal things alike.
struct Interner<K>(HashMap<K, u32>);

impl<K> Default for Interner<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash> Interner<K> {
    fn number(&mut self, key: K) -> u32 {
        let next = u32::try_from(self.0.len()).expect("no more kinds of readings than claims");
        *self.0.entry(key).or_insert(next)
    }
}

/// The meaning of every claim, without its `covers`. Increments wait for their base, which may
/// stand later in the file; loading refuses circles, so none waits for ever.
fn meanings(evidence: &Evidence, claims: &[ClaimIx], profile: &Profile) -> Vec<Meaning> {
    let places = evidence.places();
    let place = |ix: &ClaimIx| places.get(ix.get()).map(|at| *at as usize);
    let mut known: Vec<Option<Meaning>> = vec![None; claims.len()];
    let mut waiting = Vec::new();
    for start in 0..claims.len() {
        waiting.push(start);
        while let Some(&at) = waiting.last() {
            let claim = evidence.claim(claims[at]);
            let base = claim.base.as_ref().and_then(place);
            if known[at].is_none() {
                known[at] = match (&claim.says, base.map(|base| (base, known[base]))) {
                    (Says::Count(_), Some((base, None))) => {
                        waiting.push(base);
                        continue;
                    }
                    (Says::Count(quantity), base) => Some(Meaning::of(
                        quantity,
                        profile,
                        base.and_then(|(_, known)| known),
                    )),
                    _ => Some(Meaning::of(&Quantity::Unknown, profile, None)),
                };
            }
            waiting.pop();
        }
    }
    known.into_iter().flatten().collect()
}
