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
        let increments = increments(evidence, &claims, &profile);
        let mut numbers = HashMap::new();
        let mut quantities = Interner::default();
        let mut sames = Interner::default();
        let mut readings = Vec::with_capacity(claims.len());
        for ix in claims.iter() {
            let claim = evidence.claim(*ix);
            let mut meaning = match &claim.says {
                Says::Count(Quantity::More { .. }) => increments[ix],
                says => plain_meaning(says, &profile),
            };
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
                Says::Count(Quantity::More { .. }) => match meaning.plainly(&profile) {
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
        };
        this.mark_copies(evidence);
        this
    }

    fn mark_copies(&mut self, evidence: &Evidence) {
        let repeated: Vec<Option<usize>> = (self.claims.iter())
            .map(|ix| evidence.brief(*ix).repeats.and_then(|of| self.place(of)))
            .collect();
        // Apart from the readings, which are wide: what a copy repeats may be anywhere.
        let same: Vec<u32> = self.readings.iter().map(|reading| reading.same).collect();
        let mut known: Vec<Option<bool>> = vec![None; same.len()];
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
                let differs = same[copy] != same[of];
                known[copy] = known[of].map(|tainted| tainted || differs);
            }
        }
        for (reading, differs) in self.readings.iter_mut().zip(known) {
            reading.copy_differs = differs == Some(true);
        }
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

/// The meaning of every increment, without its `covers`. An increment waits for its base, which
/// may stand later in the file; loading refuses circles, so none waits for ever.
fn increments(
    evidence: &Evidence,
    claims: &[ClaimIx],
    profile: &Profile,
) -> HashMap<ClaimIx, Meaning> {
    let mut known: HashMap<ClaimIx, Meaning> = HashMap::new();
    let mut waiting = Vec::new();
    let increments = claims.iter().filter(|ix| evidence.brief(**ix).is_increment);
    for start in increments {
        let mut at = *start;
        while evidence.brief(at).is_increment && !known.contains_key(&at) {
            waiting.push(at);
            at = evidence.claim(at).base.unwrap_or(at);
        }
        while let Some(increment) = waiting.pop() {
            let base = evidence.claim(increment).base;
            let base = base.map(|base| {
                let says = &evidence.claim(base).says;
                let total = || plain_meaning(says, profile);
                known.get(&base).copied().unwrap_or_else(total)
            });
            if let Says::Count(quantity) = &evidence.claim(increment).says {
                known.insert(increment, Meaning::of(quantity, profile, base));
            }
        }
    }
    known
}

/// The meaning of what is no increment, without its `covers`.
fn plain_meaning(says: &Says, profile: &Profile) -> Meaning {
    match says {
        Says::Count(quantity) => Meaning::of(quantity, profile, None),
        Says::Statement(_) | Says::Nothing => Meaning::of(&Quantity::Unknown, profile, None),
    }
}
