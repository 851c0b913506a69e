//! What the benches share: a clock, numbers that are the same in every run, and how casebooks are
//! written.

use std::fmt::Write;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The time that this thread has had a processor, where the system tells, else the time of day:
/// on a machine that is busy with other things a long stage is interrupted, a short one is not.
pub(crate) fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    // The system counts up to the last change of threads, so there must be one.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|told| told.split(' ').next()?.parse().ok());
    told.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// The same numbers in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).expect("31 bits");
        high % sides
    }
}

/// What a claim says: a number up to `most` in one of the ways of saying it, or a vague word.
pub(crate) fn says_what(dice: &mut Dice, most: usize) -> String {
    let n = 1 + dice.roll(most);
    match dice.roll(12) {
        0 => format!("at least {n}"),
        1 => format!("more than {n}"),
        2 => format!("up to {n}"),
        3 => format!("about {n}"),
        4 => format!("{n}-{}", n + 5),
        5 => ["dozens", "several", "hundreds", "unknown"][dice.roll(4)].to_owned(),
        _ => n.to_string(),
    }
}

/// Puts a comma before every item of a list but the first.
pub(crate) fn separate(text: &mut String, at: usize) {
    if at > 0 {
        text.push(',');
    }
}

/// Writes words behind a text.
pub(crate) fn put(text: &mut String, words: std::fmt::Arguments<'_>) {
    text.write_fmt(words).expect("a text takes all");
}
