//! What a claim says: the analyst's typed reading of a phrase.
//!
//! A count is a [`Quantity`], written in a small grammar that [`Quantity::parse`] reads and
//! [`std::fmt::Display`] writes back in its first spelling. What a quantity means in numbers is
//! not decided here: that is the work of a quantifier profile.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::Vague;

/// The largest figure that can be written: a million billion, so that sums never overflow.
pub const LARGEST: i64 = 1_000_000_000_000_000;

/// A typed reading of a phrase that counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// `7`, also `none` for 0.
    Exactly(i64),
    /// `at least 7`
    AtLeast(i64),
    /// `more than 7`
    MoreThan(i64),
    /// `fewer than 7`
    FewerThan(i64),
    /// `up to 7`
    UpTo(i64),
    /// `about 20`
    About(i64),
    /// `4-6`
    Range(i64, i64),
    /// `dozens`, `several`: a number only under a profile.
    Vague(Vague),
    /// `unknown`: deaths are said, no figure at all.
    Unknown,
    /// `5 more than c1`: an increment on another claim of the same measure, named by its id.
    More {
        /// How many more.
        by: i64,
        /// The id of the claim that the increment is counted from.
        base: String,
        /// `at least 5 more than c1`.
        at_least: bool,
    },
}

/// The phrases that are understood, for messages to people.
pub const UNDERSTOOD: &str = "a number from 0 (`7`, `none`, `seven`), `at least 7`, `more than 7`, \
    `fewer than 7`, `up to 7`, `about 20`, `4-6`, `between 4 and 6`, `several`, `a few`, `a number`, \
    `tens`, `dozens`, `scores`, `hundreds`, `thousands`, `many`, `unknown`, `5 more than CLAIM` or \
    `at least 5 more than CLAIM`";

impl Quantity {
    /// Reads a phrase, case-blind and with white space folded.
    ///
    /// # Errors
    /// Says what was expected, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(increment) = increment(&text) {
            return increment;
        }
        let text = text.to_lowercase();
        if text == "unknown" {
            return Ok(Self::Unknown);
        }
        if let Some(vague) = Vague::named(&text) {
            return Ok(Self::Vague(vague));
        }
        let after = |words: &[&str]| {
            words
                .iter()
                .find_map(|word| text.strip_prefix(word))
                .map(number)
        };
        if let Some(n) = after(&["at least ", "no fewer than "]) {
            return n.map(Self::AtLeast);
        }
        if let Some(n) = after(&["more than ", "over "]) {
            return n.map(Self::MoreThan);
        }
        if let Some(n) = after(&["fewer than "]) {
            return match n? {
                0 => Err("`fewer than` a number above 0: nothing is fewer than none".into()),
                n => Ok(Self::FewerThan(n)),
            };
        }
        if let Some(n) = after(&["up to ", "at most "]) {
            return n.map(Self::UpTo);
        }
        if let Some(n) = after(&["about ", "some ", "nearly "]) {
            return n.map(Self::About);
        }
        if let Some(ends) = ends(&text) {
            let (low, high) = (number(ends.0)?, number(ends.1)?);
            return if low <= high {
                Ok(Self::Range(low, high))
            } else {
                Err(format!(
                    "a range from its low end to its high end, such as `{high}-{low}`"
                ))
            };
        }
        number(&text).map(Self::Exactly)
    }

    /// Returns the id of the claim that this quantity is counted from, for an increment.
    #[must_use]
    pub fn base(&self) -> Option<&str> {
        match self {
            Self::More { base, .. } => Some(base),
            _ => None,
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(n) => write!(f, "{n}"),
            Self::AtLeast(n) => write!(f, "at least {n}"),
            Self::MoreThan(n) => write!(f, "more than {n}"),
            Self::FewerThan(n) => write!(f, "fewer than {n}"),
            Self::UpTo(n) => write!(f, "up to {n}"),
            Self::About(n) => write!(f, "about {n}"),
            Self::Range(low, high) => write!(f, "{low}-{high}"),
            Self::Vague(vague) => f.write_str(vague.word()),
            Self::Unknown => f.write_str("unknown"),
            Self::More {
                by,
                base,
                at_least: false,
            } => write!(f, "{by} more than {base}"),
            Self::More {
                by,
                base,
                at_least: true,
            } => write!(f, "at least {by} more than {base}"),
        }
    }
}

/// What a claim says of its measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// For a measure of kind `count`.
    Count(Quantity),
    /// For a measure of kind `statement`: free text, compared after [`fold`].
    Statement(String),
    /// Nothing: the claim retracts another.
    Nothing,
}

impl fmt::Display for Says {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(quantity) => quantity.fmt(f),
            Self::Statement(text) => f.write_str(text),
            Self::Nothing => Ok(()),
        }
    }
}

/// Folds a text for comparison: NFKC, lower case, white space.
#[must_use]
pub fn fold(text: &str) -> String {
    let text: String = text.nfkc().collect::<String>().to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `[at least] N more than CLAIM`, or nothing where the phrase is no increment. `more than 7` is
/// none: no number stands before it.
fn increment(text: &str) -> Option<Result<Quantity, String>> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find(" more than ")?;
    let (count, base) = (&lower[..at], &text[at + " more than ".len()..]);
    let (count, at_least) = match count
        .strip_prefix("at least ")
        .or_else(|| count.strip_prefix("no fewer than "))
    {
        Some(rest) => (rest, true),
        None => (count, false),
    };
    Some(if base.is_empty() || base.contains(' ') {
        Err("the id of a claim after `more than`, such as `5 more than c1`".into())
    } else {
        number(count).map(|by| Quantity::More {
            by,
            base: base.to_owned(),
            at_least,
        })
    })
}

/// `4-6`, `between 4 and 6`, `4 to 6`. A hyphen also joins number words (`twenty-one`), so it
/// parts two ends only between digits.
fn ends(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix("between ") {
        return rest.split_once(" and ");
    }
    if let Some(ends) = text.split_once(" to ") {
        return Some(ends);
    }
    let (low, high) = text.split_once(['-', '–'])?;
    let digits = |s: &str| s.trim().starts_with(|c: char| c.is_ascii_digit());
    (digits(low) && digits(high)).then(|| (low.trim(), high.trim()))
}

/// Digits, with or without thousands commas, or an English number word from zero to one hundred.
fn number(text: &str) -> Result<i64, String> {
    let expected = || UNDERSTOOD.to_owned();
    if text == "none" {
        return Ok(0);
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = ungrouped(text).ok_or_else(expected)?;
        return digits
            .parse()
            .ok()
            .filter(|n| *n <= LARGEST)
            .ok_or_else(|| format!("a number of at most {LARGEST}"));
    }
    word(text).ok_or_else(expected)
}

/// Takes thousands commas out, where they stand in threes.
fn ungrouped(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |s: &&str| s.bytes().all(|b| b.is_ascii_digit());
    let well_grouped =
        rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    (!first.is_empty() && well_grouped && digits(&first) && rest.iter().all(digits))
        .then(|| first.to_owned() + rest.concat().as_str())
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn word(text: &str) -> Option<i64> {
    let place = |words: &[&str], text: &str| {
        words
            .iter()
            .position(|word| *word == text)
            .and_then(|at| i64::try_from(at).ok())
    };
    if matches!(
        text,
        "hundred" | "one hundred" | "one-hundred" | "a hundred"
    ) {
        return Some(100);
    }
    if let Some(n) = place(&SMALL, text) {
        return Some(n);
    }
    match text.split_once(['-', ' ']) {
        None => place(&TENS, text).map(|n| (n + 2) * 10),
        Some((tens, unit)) => {
            let unit = place(&SMALL, unit).filter(|n| (1..=9).contains(n))?;
            place(&TENS, tens).map(|n| (n + 2) * 10 + unit)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Quantity, Vague, fold};

    fn first_spelling(text: &str) -> String {
        Quantity::parse(text).expect(text).to_string()
    }

    #[test]
    fn every_phrase_is_written_back_in_its_first_spelling() {
        for (typed, written) in [
            ("7", "7"),
            ("none", "0"),
            ("Seven", "7"),
            ("0", "0"),
            ("zero", "0"),
            ("AT  LEAST 7", "at least 7"),
            ("no fewer than seven", "at least 7"),
            ("over 7", "more than 7"),
            ("fewer than 7", "fewer than 7"),
            ("at most 7", "up to 7"),
            ("some 20", "about 20"),
            ("nearly twenty", "about 20"),
            ("4-6", "4-6"),
            ("4 - 6", "4-6"),
            ("between 4 and 6", "4-6"),
            ("four to six", "4-6"),
            ("1,200", "1200"),
            ("twenty-one", "21"),
            ("twenty one", "21"),
            ("one hundred", "100"),
            ("ninety nine", "99"),
            ("A Few", "a few"),
            ("dozens", "dozens"),
            ("Unknown", "unknown"),
            ("5 more than c1", "5 more than c1"),
            ("at least five more than C1", "at least 5 more than C1"),
            ("more than 7", "more than 7"),
            ("between twenty-one and 30", "21-30"),
        ] {
            assert_eq!(first_spelling(typed), written, "{typed}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for text in [
            "",
            "lots",
            "-3",
            "7.5",
            "1,20",
            ",",
            "6-4",
            "one hundred and one",
            "twenty-eleven",
            "at least",
            "at least many",
            "more than",
            "5 more than",
            "5 more than a b",
            "fewer than 0",
            "9999999999999999",
            "10+",
            "twenty-zero",
            "¾",
            "７ ７",
        ] {
            assert!(Quantity::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn texts_are_compared_folded() {
        assert_eq!(fold("  The\u{a0}ATTACKERS ﬂed "), "the attackers fled");
    }

    fn quantity() -> impl Strategy<Value = Quantity> {
        let n = 0_i64..2_000_000;
        prop_oneof![
            n.clone().prop_map(Quantity::Exactly),
            n.clone().prop_map(Quantity::AtLeast),
            n.clone().prop_map(Quantity::MoreThan),
            (1_i64..2_000_000).prop_map(Quantity::FewerThan),
            n.clone().prop_map(Quantity::UpTo),
            n.clone().prop_map(Quantity::About),
            (n.clone(), n.clone()).prop_map(|(a, b)| Quantity::Range(a.min(b), a.max(b))),
            proptest::sample::select(Vague::ALL).prop_map(Quantity::Vague),
            Just(Quantity::Unknown),
            (n, "[A-Za-z][A-Za-z0-9.-]{0,8}", any::<bool>())
                .prop_map(|(by, base, at_least)| Quantity::More { by, base, at_least }),
        ]
    }

    proptest! {
        #[test]
        fn reading_what_was_written_gives_the_same(q in quantity()) {
            prop_assert_eq!(Quantity::parse(&q.to_string()), Ok(q));
        }

        #[test]
        fn no_text_brings_it_down(text in ".{0,40}") {
            let _ = Quantity::parse(&text);
        }
    }
}
