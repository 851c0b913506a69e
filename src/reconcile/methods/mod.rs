//! The methods by which an estimate is drawn from a selection, one file a family.
//!
//! A method reads each origin once: its points are those of its current claims in the selection,
//! and an origin without a point takes no part. Methods that ask how many agree read independent
//! origins instead.

mod agreement;
mod combine;
mod extremes;
mod middle;
mod named_floor;
mod newest;
mod stated;

use std::collections::BTreeMap;

use super::estimate::{Conclusion, Estimate};
use super::origin::{Join, Voice};
use super::quantities::Reading;
use super::reading::{As, Point};
use super::selection::{Call, Refusal, Selection, Spoken};
use crate::incident::ClaimIx;

pub use combine::Bound;
pub use newest::DatedBy;
pub use stated::Stated;

/// One origin, or several joined, with what it says in the selection.
struct Speaker {
    voice: Voice,
    readings: Vec<Reading>,
}

impl Speaker {
    fn points(&self) -> impl Iterator<Item = Point> + '_ {
        self.readings
            .iter()
            .flat_map(|reading| reading.points.iter())
    }

    /// The lowest and the highest of its points, if it has any.
    fn ends(&self) -> Option<(i64, i64)> {
        let values = || self.points().map(|point| point.value);
        values().min().zip(values().max())
    }
}

/// Reads a selection: what of it still stands, and what each origin with a point says.
fn speakers(selection: &Selection, join: Join) -> Result<(Selection, Vec<Speaker>), Refusal> {
    let measure = selection.count_measure()?;
    let read = selection.read()?;
    let evidence = read.evidence();
    let currency = read.currency(measure);
    let quantities = currency.quantities();
    let mut by_voice: BTreeMap<Voice, Vec<Reading>> = BTreeMap::new();
    let mut last: BTreeMap<Voice, ClaimIx> = BTreeMap::new();
    for ix in read.claims().iter() {
        let Some(reading) = quantities.of(*ix).filter(|reading| reading.bears()) else {
            continue;
        };
        for origin in read.origins_read(*ix) {
            let voice = evidence.voice(join, origin);
            if last.insert(voice, *ix) != Some(*ix) {
                by_voice.entry(voice).or_default().push(*reading);
            }
        }
    }
    let speakers = by_voice
        .into_iter()
        .map(|(voice, readings)| Speaker { voice, readings })
        .filter(|speaker| speaker.points().next().is_some())
        .collect();
    Ok((read, speakers))
}

/// Says low, best and high as a message names them: `9, ?, 7`.
fn ends_in_words(ends: [Option<i64>; 3]) -> String {
    let shown = |n: Option<i64>| n.map_or("?".to_owned(), |n| n.to_string());
    ends.map(shown).join(", ")
}

/// The conclusion where no origin states a figure: none at all, or none that a rule has left.
fn no_point(read: &Selection) -> Conclusion {
    Conclusion::unresolved(if read.is_narrowed() {
        "no origin that is left states a figure"
    } else {
        "no origin here states a figure"
    })
}

/// Runs a method over a selection: `conclude` is not asked where no origin states a figure.
fn method(
    selection: &Selection,
    join: Join,
    words: &str,
    call: Option<Call>,
    conclude: impl FnOnce(&Selection, &[Speaker]) -> Result<Conclusion, Refusal>,
) -> Result<Estimate, Refusal> {
    let (read, speakers) = speakers(selection, join)?;
    let conclusion = if speakers.is_empty() {
        no_point(&read)
    } else {
        conclude(&read, &speakers)?
    };
    Estimate::new(&read, words, call, conclusion)
}

/// Tells whether every point at a value is stated in this one way.
fn is_at(speakers: &[Speaker], value: i64, as_: As) -> bool {
    let mut points = speakers.iter().flat_map(Speaker::points);
    points.all(|point| point.value != value || point.as_ == as_)
}

/// Tells whether any of the points at a value is a floor, so that it may be more.
fn is_floor_at<'a>(speakers: impl IntoIterator<Item = &'a Speaker>, value: i64) -> bool {
    let mut points = speakers.into_iter().flat_map(Speaker::points);
    points.any(|point| point.value == value && point.as_ == As::Floor)
}
