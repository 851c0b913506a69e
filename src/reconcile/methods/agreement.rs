//! What most independent origins state, allow or reach.
//!
//! Source: two independent sources is the threshold of Iraq Body Count, the Bureau of Investigative
//! Journalism and New America; the majority figure is one of the ways to treat disagreement in the
//! Standards of Every Casualty.

use std::collections::{BTreeMap, BTreeSet};

use super::{As, Call, Conclusion, Estimate, Join, Refusal, Selection, Speaker, is_at, method};

impl Selection {
    /// Concludes on the figure that most independent origins state; unresolved on a tie.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn majority(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        method(
            self,
            Join::Independent,
            "majority()",
            call,
            |_, speakers| Ok(majority(speakers)),
        )
    }

    /// Concludes on the interval that most independent origins allow, the lowest such on a tie.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn agreement(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        method(
            self,
            Join::Independent,
            "agreement()",
            call,
            |read, speakers| Ok(agreement(read, speakers)),
        )
    }

    /// Concludes on the highest figure that `need` independent origins state, or exceed with a
    /// floor.
    ///
    /// # Errors
    /// Where `need` is below 1 or the claims are not counts on one measure.
    pub fn reached_by(&self, need: i64, call: Option<Call>) -> Result<Estimate, Refusal> {
        let Some(enough) = usize::try_from(need).ok().filter(|need| *need > 0) else {
            return Err(Refusal::new(
                format!("expected a number of independent origins from 1, found {need}"),
                "`reached_by(2)` asks for two",
            ));
        };
        method(
            self,
            Join::Independent,
            &format!("reached_by({need})"),
            call,
            |_, speakers| Ok(reached_by(speakers, enough)),
        )
    }
}

fn majority(speakers: &[Speaker]) -> Conclusion {
    let mut stated: BTreeMap<i64, usize> = BTreeMap::new();
    for speaker in speakers {
        let values: BTreeSet<i64> = speaker.points().map(|point| point.value).collect();
        for value in values {
            *stated.entry(value).or_default() += 1;
        }
    }
    let most = stated.values().copied().max().unwrap_or(0);
    let figures: Vec<i64> = stated
        .into_iter()
        .filter(|(_, count)| *count == most)
        .map(|(value, _)| value)
        .collect();
    let independent = origins(most);
    match figures[..] {
        [figure] => concluded(
            speakers,
            figure,
            format!("{figure} is stated by {independent} of {}", speakers.len()),
        ),
        _ => {
            let figures: Vec<String> = figures.iter().map(i64::to_string).collect();
            Conclusion::unresolved(format!(
                "a tie: {} are each stated by {independent}",
                figures.join(", ")
            ))
        }
    }
}

/// The figure as it is stated: where it is nowhere stated but as a floor it may be more, and as a
/// ceiling fewer. Of a ceiling only a note tells: an estimate has no sign for a low end that is open.
fn concluded(speakers: &[Speaker], figure: i64, note: String) -> Conclusion {
    let alone = |as_: As| is_at(speakers, figure, as_);
    let (floor, ceiling) = (alone(As::Floor), alone(As::Ceiling));
    let more = floor.then(|| format!("{figure} is stated as a floor alone: it may be more"));
    let fewer = ceiling.then(|| format!("{figure} is stated as a ceiling alone: it may be fewer"));
    Conclusion {
        best: Some(figure),
        low: floor.then_some(figure),
        high: floor.then_some(figure),
        high_open: floor,
        notes: [Some(note), more, fewer].into_iter().flatten().collect(),
        ..Conclusion::default()
    }
}

fn reached_by(speakers: &[Speaker], need: usize) -> Conclusion {
    // From the highest figure down: who has stated a figure reaches that figure alone, who has
    // given a floor reaches everything below it.
    let mut stated: BTreeMap<i64, Vec<(usize, As)>> = BTreeMap::new();
    for (at, speaker) in speakers.iter().enumerate() {
        for point in speaker.points() {
            stated.entry(point.value).or_default().push((at, point.as_));
        }
    }
    let mut above: BTreeSet<usize> = BTreeSet::new();
    for (figure, points) in stated.iter().rev() {
        let here: BTreeSet<usize> = points.iter().map(|(at, _)| *at).collect();
        let reached = above.union(&here).count();
        if reached >= need {
            let note = format!("{figure} is reached by {}", origins(reached));
            return concluded(speakers, *figure, note);
        }
        above.extend(
            points
                .iter()
                .filter(|(_, as_)| *as_ == As::Floor)
                .map(|(at, _)| *at),
        );
    }
    Conclusion::unresolved(format!("no figure is reached by {}", origins(need)))
}

/// One end of what an origin allows: where it begins to allow, or ceases to.
struct End {
    at: i64,
    begins: bool,
}

fn agreement(read: &Selection, speakers: &[Speaker]) -> Conclusion {
    let mut ends = Vec::new();
    for speaker in speakers {
        for (low, high) in allowed(speaker) {
            ends.push(End {
                at: low,
                begins: true,
            });
            if let Some(high) = high {
                ends.push(End {
                    at: high.saturating_add(1),
                    begins: false,
                });
            }
        }
    }
    // What ends comes first, so that the count never passes what it really is.
    ends.sort_by_key(|end| (end.at, end.begins));
    // Between two ends the same origins allow every figure: each such stretch is one interval.
    let mut allowing = 0_usize;
    let mut best: Option<(usize, i64, Option<i64>)> = None;
    let mut ends = ends.into_iter().peekable();
    while let Some(end) = ends.next() {
        allowing = if end.begins {
            allowing + 1
        } else {
            allowing - 1
        };
        let next = ends.peek().map(|next| next.at);
        if next == Some(end.at) {
            continue;
        }
        if best.is_none_or(|(most, ..)| allowing > most) {
            best = Some((allowing, end.at, next.map(|next| next - 1)));
        }
    }
    let Some((most, low, high)) = best else {
        return super::no_point(read);
    };
    Conclusion {
        low: Some(low),
        high,
        high_open: high.is_none(),
        notes: vec![format!(
            "allowed by {} of {}",
            origins(most),
            speakers.len()
        )],
        ..Conclusion::default()
    }
}

/// What an origin allows or states: the intervals of its claims that state a figure, less what it
/// denies and does not state; ascending, apart from one another.
fn allowed(speaker: &Speaker) -> Vec<(i64, Option<i64>)> {
    let pointed = speaker
        .readings
        .iter()
        .filter(|r| r.asserts && !r.points.is_empty());
    let denied = speaker.readings.iter().filter(|r| !r.asserts);
    let pointed = merged(pointed.map(|r| (r.interval.low, r.interval.high)).collect());
    let denied = merged(denied.map(|r| (r.interval.low, r.interval.high)).collect());
    let mut room = without(pointed, &denied);
    room.extend(
        speaker
            .points()
            .map(|point| (point.value, Some(point.value))),
    );
    merged(room)
}

fn merged(mut parts: Vec<(i64, Option<i64>)>) -> Vec<(i64, Option<i64>)> {
    parts.sort_unstable_by_key(|(low, _)| *low);
    let mut merged: Vec<(i64, Option<i64>)> = Vec::new();
    for (low, high) in parts {
        match merged.last_mut() {
            Some((_, last)) if last.is_none_or(|last| low <= last.saturating_add(1)) => {
                *last = last.zip(high).map(|(a, b)| a.max(b));
            }
            _ => merged.push((low, high)),
        }
    }
    merged
}

/// What is left of `parts` without `gaps`; both ascend, apart from one another.
fn without(
    parts: Vec<(i64, Option<i64>)>,
    mut gaps: &[(i64, Option<i64>)],
) -> Vec<(i64, Option<i64>)> {
    let mut left = Vec::new();
    for (low, high) in parts {
        // Where what is left of the part begins, as far as it has been walked through.
        let mut rest = Some(low);
        while let (Some(begin), [(from, to), later @ ..]) = (rest, gaps)
            && high.is_none_or(|high| *from <= high)
        {
            if begin < *from {
                left.push((begin, Some(from - 1)));
            }
            let Some(to) = to.filter(|to| high.is_none_or(|high| *to < high)) else {
                // The gap covers the end of this part, and may cover the next one as well.
                rest = None;
                break;
            };
            rest = Some(begin.max(to + 1));
            gaps = later;
        }
        left.extend(rest.map(|begin| (begin, high)));
    }
    left
}

fn origins(count: usize) -> String {
    match count {
        1 => "1 independent origin".to_owned(),
        count => format!("{count} independent origins"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{merged, without};

    type Spans = Vec<(i64, Option<i64>)>;

    fn spans() -> impl Strategy<Value = Spans> {
        let span = (0_i64..30, proptest::option::of(0_i64..8));
        let span = span.prop_map(|(low, more)| (low, more.map(|more| low + more)));
        proptest::collection::vec(span, 0..6).prop_map(merged)
    }

    fn hold(spans: &Spans, n: i64) -> bool {
        let holds = |(low, high): &(i64, Option<i64>)| *low <= n && high.is_none_or(|h| n <= h);
        spans.iter().any(holds)
    }

    proptest! {
        #[test]
        fn what_is_left_is_in_a_part_and_in_no_gap(parts in spans(), gaps in spans()) {
            let left = without(parts.clone(), &gaps);
            for n in 0..40 {
                let expected = hold(&parts, n) && !hold(&gaps, n);
                prop_assert_eq!(hold(&left, n), expected, "{} of {:?}", n, left);
            }
        }
    }
}
