//! How the claims of one origin stand to the figures of a measure.

use std::collections::HashMap;

use super::quantities::Reading;
use super::reading::As;

/// How an origin stands to a figure: in exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// The figure is one of its stated points; the firmest way in which it states it.
    States(As),
    /// The figure lies in its interval but is not what it states.
    Allows,
    /// It gives a figure that leaves no room for this one.
    Excludes,
}

impl Relation {
    /// Returns the word of the field.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::States(_) => "states",
            Self::Allows => "allows",
            Self::Excludes => "excludes",
        }
    }
}

/// How an origin stands to one figure, and whether its own claims differ on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The relation.
    pub relation: Relation,
    /// Whether its claims that give a figure stand to this one in different ways.
    pub differs: bool,
}

/// Tells how one origin stands to each of `figures`, given what its current claims say.
///
/// `figures` ascend without doubles. `exclusive` is whether stating one figure leaves no room for
/// another: always so for numbers, and for texts where the measure says so. The cost grows with
/// the claims plus the figures, not with their product.
pub(crate) fn stands(figures: &[i64], readings: &[Reading], exclusive: bool) -> Vec<Stand> {
    let mut tally = Tally::new(figures);
    for reading in readings {
        tally.add(reading, exclusive);
    }
    tally.stands()
}

/// Counts, for every figure, the claims that stand to it in each way, as sums of differences.
struct Tally<'a> {
    figures: &'a [i64],
    room: Vec<i64>,
    denied: Vec<i64>,
    stated: HashMap<usize, (i64, As)>,
    pointed: i64,
    denying: i64,
}

impl<'a> Tally<'a> {
    fn new(figures: &'a [i64]) -> Self {
        let zeros = vec![0; figures.len() + 1];
        Self {
            figures,
            room: zeros.clone(),
            denied: zeros,
            stated: HashMap::new(),
            pointed: 0,
            denying: 0,
        }
    }

    fn add(&mut self, reading: &Reading, exclusive: bool) {
        let inside = self.inside(reading);
        if !reading.asserts {
            self.denying += 1;
            mark(&mut self.denied, inside);
            return;
        }
        let room = if exclusive {
            inside
        } else {
            0..self.figures.len()
        };
        // A claim that gives no figure leaves room for every one and differs with none.
        if !reading.points.is_empty() {
            self.pointed += 1;
            mark(&mut self.room, room);
        }
        for point in reading.points.iter() {
            if let Ok(at) = self.figures.binary_search(&point.value) {
                let (count, as_) = self.stated.entry(at).or_insert((0, point.as_));
                *count += 1;
                *as_ = point.as_.min(*as_);
            }
        }
    }

    fn inside(&self, reading: &Reading) -> std::ops::Range<usize> {
        let from = self
            .figures
            .partition_point(|figure| *figure < reading.interval.low);
        let to = match reading.interval.high {
            Some(high) => self.figures.partition_point(|figure| *figure <= high),
            None => self.figures.len(),
        };
        from..to.max(from)
    }

    fn stands(self) -> Vec<Stand> {
        let mut stands = Vec::with_capacity(self.figures.len());
        let (mut room, mut denied) = (0, 0);
        for at in 0..self.figures.len() {
            room += self.room[at];
            denied += self.denied[at];
            let stated = self.stated.get(&at);
            let relation = match stated {
                Some((_, as_)) => Relation::States(*as_),
                None if denied > 0 => Relation::Excludes,
                None if self.pointed > 0 && room == 0 => Relation::Excludes,
                None => Relation::Allows,
            };
            let states = stated.map_or(0, |(count, _)| *count);
            let allows = room - states + self.denying - denied;
            let excludes = self.pointed - room + denied;
            let ways = [states, allows, excludes]
                .into_iter()
                .filter(|n| *n > 0)
                .count();
            stands.push(Stand {
                relation,
                differs: ways > 1,
            });
        }
        stands
    }
}

fn mark(counts: &mut [i64], range: std::ops::Range<usize>) {
    counts[range.start] += 1;
    counts[range.end] -= 1;
}
