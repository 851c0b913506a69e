//! Figures in the notations of sheets, read as the phrases of the format.
//!
//! A notation here is one that has one sense among those who keep such sheets: `10+`, `≥10`, `>10`,
//! `~10`, `10–15`. What was read so is told, a line a notation, so that nothing is guessed in
//! silence. Words in other languages are the mapping's to say.

use super::told::Expected;
use crate::incident::{Quantity, UNDERSTOOD, fold};

/// What stands before a number, and the phrase that it is.
const BEFORE: [(&str, &str); 25] = [
    (">=", "at least"),
    ("=>", "at least"),
    ("≥", "at least"),
    ("⩾", "at least"),
    ("min.", "at least"),
    ("min", "at least"),
    ("<=", "up to"),
    ("=<", "up to"),
    ("≤", "up to"),
    ("⩽", "up to"),
    ("max.", "up to"),
    ("max", "up to"),
    (">", "more than"),
    ("<", "fewer than"),
    ("~", "about"),
    ("≈", "about"),
    ("approximately", "about"),
    ("approx.", "about"),
    ("approx", "about"),
    ("around", "about"),
    ("roughly", "about"),
    ("less than", "fewer than"),
    ("circa", "about"),
    ("ca.", "about"),
    ("c.", "about"),
];

/// A figure as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// The phrase of the format.
    pub(super) phrase: String,
    /// Whether it was written in another notation than the format's.
    pub(super) is_notation: bool,
}

/// Reads a figure.
///
/// # Errors
/// What was expected, where the text is none.
pub(super) fn read(text: &str) -> Result<Read, Expected> {
    let error = match Quantity::parse(text) {
        // As it was typed: `twelve` stays `twelve`.
        Ok(_) => {
            return Ok(Read {
                phrase: text.to_owned(),
                is_notation: false,
            });
        }
        Err(error) => error,
    };
    // The folding of compatible characters makes `７` and `⑦` digits, but also `½` three of them.
    let folded = if text.chars().any(is_fraction) {
        text.to_lowercase()
    } else {
        fold(text)
    };
    let phrase = notation(&folded).filter(|phrase| Quantity::parse(phrase).is_ok());
    match phrase {
        Some(phrase) => Ok(Read {
            phrase,
            is_notation: true,
        }),
        None if error == UNDERSTOOD => Err(advice(&folded).unwrap_or_else(|| {
            Expected::new("a figure").hint(
                "such as `7`, `at least 7`, `4-6`, `dozens`: `tallybook doc sheets` lists more",
            )
        })),
        None => Err(Expected::new(error)),
    }
}

fn is_fraction(c: char) -> bool {
    matches!(c, '¼'..='¾' | '⅐'..='⅟' | '²' | '³' | '¹' | '⁰'..='₉')
}

fn notation(text: &str) -> Option<String> {
    if let Some(number) = text.strip_suffix('+') {
        return plain(number).map(|number| format!("at least {number}"));
    }
    if text == "nil" {
        return Some("none".to_owned());
    }
    if let Some(number) = text.strip_suffix(" or more") {
        return plain(number).map(|number| format!("at least {number}"));
    }
    for (sign, phrase) in BEFORE {
        if let Some(number) = text.strip_prefix(sign) {
            return plain(number).map(|number| format!("{phrase} {number}"));
        }
    }
    let ends = text
        .split_once("..")
        .or_else(|| text.split_once(['–', '—', '−', '‑', '‐', '-']));
    if let Some((low, high)) = ends {
        return Some(format!("{}-{}", plain(low)?, plain(high)?));
    }
    plain(text)
}

/// Digits, in groups of three with spaces or apostrophes between them or without.
fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    let groups: Vec<&str> = text.split([' ', '\'', '’', ',']).collect();
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let is_grouped = groups.len() == 1
        || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    (is_grouped && groups.iter().all(is_digits)).then(|| groups.concat())
}

/// What to do about texts that are often met in sheets and have no one sense.
fn advice(text: &str) -> Option<Expected> {
    const UNKNOWN: [&str; 9] = [
        "?",
        "-",
        "–",
        "—",
        "n/a",
        "na",
        "n.a.",
        "tbc",
        "none reported",
    ];
    let says = |what: &str, hint: &str| Some(Expected::new(what).hint(hint));
    if UNKNOWN.contains(&text) {
        return says(
            "a figure",
            &format!(
                "write `unknown` where the page gives none, or let the mapping say whether it \
                 means `unknown`, `none` or `no claim`: `\"translate\": {{\"{text}\": \"unknown\"}}`"
            ),
        );
    }
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = |by: char| {
        let parts = text.split_once(by);
        parts.is_some_and(|(one, other)| is_number(one) && is_number(other))
    };
    if parts('.') || parts(',') {
        return says(
            "a whole number",
            "thousands are written `1200` or `1,200`; what has decimals is no count of people",
        );
    }
    if parts('/') {
        return says(
            "one figure",
            "two figures need a claim each, or a range such as `8-9`",
        );
    }
    if text.ends_with('?') {
        return says(
            "a figure",
            "a doubt about it goes into `notes` or `credibility`",
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::incident::Quantity;

    #[test]
    fn notations_of_sheets() {
        for (typed, phrase) in [
            ("10+", "at least 10"),
            ("10 +", "at least 10"),
            ("≥10", "at least 10"),
            ("≥ 10", "at least 10"),
            (">=10", "at least 10"),
            (">10", "more than 10"),
            ("< 10", "fewer than 10"),
            ("≤10", "up to 10"),
            ("~20", "about 20"),
            ("≈ 20", "about 20"),
            ("ca. 20", "about 20"),
            ("c. 20", "about 20"),
            ("Approx 20", "about 20"),
            ("10—15", "10-15"),
            ("10..15", "10-15"),
            ("1 200", "1200"),
            ("1\u{a0}200", "1200"),
            ("1'200", "1200"),
            ("1,200+", "at least 1200"),
            ("７", "7"),
            ("around 20", "about 20"),
            ("approximately 20", "about 20"),
            ("10 or more", "at least 10"),
            ("less than 5", "fewer than 5"),
            ("nil", "none"),
        ] {
            let figure = read(typed).expect(typed);
            assert_eq!(
                (figure.phrase.as_str(), figure.is_notation),
                (phrase, true),
                "{typed}"
            );
        }
    }

    #[test]
    fn phrases_of_the_format_stay_as_they_are() {
        for typed in [
            "7",
            "seven",
            "At least 7",
            "dozens",
            "10-15",
            "10 - 15",
            "unknown",
            "1,200",
        ] {
            let figure = read(typed).expect(typed);
            assert_eq!((figure.phrase.as_str(), figure.is_notation), (typed, false));
        }
    }

    #[test]
    fn what_has_no_one_sense_is_refused() {
        for typed in [
            "?",
            "-",
            "n/a",
            "7.5",
            "1.200",
            "8/9",
            "10?",
            "7½",
            "10²",
            "lots",
            "10 (5 women)",
            "+10",
            "-5",
            "15-10",
            "12 00",
            "10 killed",
            "=1+1",
            "#REF!",
            "<0",
        ] {
            assert!(read(typed).is_err(), "{typed}");
        }
        let hint = read("?").expect_err("no figure").hint;
        assert!(hint.is_some_and(|hint| hint.contains("translate")));
    }

    proptest! {
        #[test]
        fn what_is_read_is_a_quantity(text in "(?s).{0,20}|[0-9+~<>=≥, –.-]{0,8}") {
            if let Ok(figure) = read(&text) {
                prop_assert!(Quantity::parse(&figure.phrase).is_ok(), "{}", figure.phrase);
            }
        }
    }
}
