//! Dates as sources give them: a day, a month, a year, a span with an open end.
//!
//! The notation is ISO 8601 for days and date-times and EDTF level 1 for what is less exact
//! (<https://www.loc.gov/standards/datetime/>). A date here is always a span of days; a day is a
//! span of one. `?`, `~` and `%` say how sure the coder is and change no span.

use std::fmt;

use jiff::civil::Date;

/// A date as written, with the span of days that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    text: String,
    first: Option<Date>,
    last: Option<Date>,
}

impl When {
    /// Reads a date.
    ///
    /// # Errors
    /// What was expected, in words for the person who typed it, when `text` is no date known here.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (first, last) = match text.split_once('/') {
            None => part(text)?,
            Some((from, to)) => {
                let first = match from {
                    "" | ".." => None,
                    from => part(from)?.0,
                };
                let last = match to {
                    "" | ".." => None,
                    to => part(to)?.1,
                };
                if first.is_none() && last.is_none() {
                    return Err(
                        "a span with at least one end, such as `2019-11-05/2019-11-06`".into(),
                    );
                }
                (first, last)
            }
        };
        if let (Some(first), Some(last)) = (first, last)
            && first > last
        {
            return Err("a span whose first day comes before its last".into());
        }
        Ok(Self {
            text: text.to_owned(),
            first,
            last,
        })
    }

    /// Returns the first day of the span, or `None` where it is open towards the past.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        self.first
    }

    /// Returns the last day of the span, or `None` where it is open towards the future.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        self.last
    }

    /// Tells whether every day of this span comes after every day of the other.
    #[must_use]
    pub fn certainly_after(&self, other: &Self) -> bool {
        matches!((self.first, other.last), (Some(first), Some(last)) if first > last)
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Tells whether one date is certainly later than another, where no date at all is earlier than
/// every date.
#[must_use]
pub fn certainly_later(one: Option<&When>, other: Option<&When>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.certainly_after(other),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

const EXPECTED: &str = "a date such as `2019-11-06`, `2019-11`, `2019`, `2019-11-06~`, \
                        `2019-11-05/2019-11-06` or `../2019-11-08`";

/// Reads one end of a span: the days it may stand for.
fn part(text: &str) -> Result<(Option<Date>, Option<Date>), String> {
    if text.contains('T') {
        return moment(text).map(|day| (Some(day), Some(day)));
    }
    let bare = text.strip_suffix(['?', '~', '%']).unwrap_or(text);
    let fields: Vec<&str> = bare.split('-').collect();
    let bad = || EXPECTED.to_owned();
    let (year, month, day) = match fields[..] {
        [year] => (year, None, None),
        [year, month] => (year, Some(month), None),
        [year, month, day] => (year, Some(month), Some(day)),
        _ => return Err(bad()),
    };
    let (from, to) = year_span(year).ok_or_else(bad)?;
    let year_is_masked = from != to;
    match (month.and_then(unmasked), day.and_then(unmasked)) {
        _ if year_is_masked && month.is_some() => Err(bad()),
        (None, None) if masks_only(month) && masks_only(day) => span(from, 1, 1, to, 12, None),
        (Some(month), None) if masks_only(day) => {
            let month = number(month, 2).ok_or_else(bad)?;
            if (21..=24).contains(&month) {
                return Err(
                    "a month or a span of months: a season means other months north and \
                            south of the equator"
                        .into(),
                );
            }
            span(from, month, 1, to, month, None)
        }
        (Some(month), Some(day)) => {
            let month = number(month, 2).ok_or_else(bad)?;
            let day = number(day, 2).ok_or_else(bad)?;
            span(from, month, day, to, month, Some(day))
        }
        _ => Err(bad()),
    }
}

/// Reads a date-time: it stands for its day as written, whatever its offset.
fn moment(text: &str) -> Result<Date, String> {
    let expected = || "a date-time such as `2019-11-06T14:30:00+05:00`".to_owned();
    let pieces = jiff::fmt::temporal::Pieces::parse(text).map_err(|_| expected())?;
    pieces.time().map(|_| pieces.date()).ok_or_else(expected)
}

/// `2019` is one year, `201X` ten of them, `20XX` a hundred.
fn year_span(text: &str) -> Option<(i32, i32)> {
    if text.len() != 4 {
        return None;
    }
    let digits = text.trim_end_matches('X');
    let masked = text.len() - digits.len();
    if masked > 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let unit = 10_i32.pow(u32::try_from(masked).ok()?);
    let from = digits.parse::<i32>().ok()? * unit;
    Some((from, from + unit - 1))
}

fn unmasked(text: &str) -> Option<&str> {
    (text != "XX").then_some(text)
}

fn masks_only(text: Option<&str>) -> bool {
    text.is_none_or(|text| text == "XX")
}

fn number(text: &str, digits: usize) -> Option<i32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The days from the first of the one to the last of the other; no `last_day` is the month's end.
fn span(
    year: i32,
    month: i32,
    day: i32,
    last_year: i32,
    last_month: i32,
    last_day: Option<i32>,
) -> Result<(Option<Date>, Option<Date>), String> {
    let date = |year: i32, month: i32, day: i32| {
        let narrow = |n: i32| i8::try_from(n).ok();
        i16::try_from(year)
            .ok()
            .zip(narrow(month))
            .zip(narrow(day))
            .and_then(|((year, month), day)| Date::new(year, month, day).ok())
            .ok_or_else(|| format!("a day that exists; there is no {year:04}-{month:02}-{day:02}"))
    };
    let first = date(year, month, day)?;
    let last = match last_day {
        Some(day) => date(last_year, last_month, day)?,
        None => date(last_year, last_month, 1)?.last_of_month(),
    };
    Ok((Some(first), Some(last)))
}

#[cfg(test)]
mod tests {
    use super::{When, certainly_later};

    fn span(text: &str) -> String {
        let when = When::parse(text).expect(text);
        let end = |d: Option<jiff::civil::Date>| d.map_or("..".to_owned(), |d| d.to_string());
        format!("{} {}", end(when.first()), end(when.last()))
    }

    #[test]
    fn spans_of_days() {
        assert_eq!(span("2019"), "2019-01-01 2019-12-31");
        assert_eq!(span("2020-02"), "2020-02-01 2020-02-29");
        assert_eq!(span("2019-11-XX"), "2019-11-01 2019-11-30");
        assert_eq!(span("201X"), "2010-01-01 2019-12-31");
        for day in ["2019-11-06", "2019-11-06?", "2019-11-06~", "2019-11-06%"] {
            assert_eq!(span(day), "2019-11-06 2019-11-06");
        }
        assert_eq!(span("2019-11-06T23:30:00-08:00"), "2019-11-06 2019-11-06");
        assert_eq!(span("2019-11-06T23:30Z"), "2019-11-06 2019-11-06");
        assert_eq!(span("2019-11-05/2019-11-06"), "2019-11-05 2019-11-06");
        assert_eq!(span("2019-09/2019-11-08"), "2019-09-01 2019-11-08");
        assert_eq!(span("../2019-11-08"), ".. 2019-11-08");
        assert_eq!(span("2019-11-08/.."), "2019-11-08 ..");
    }

    #[test]
    fn what_is_no_date_says_what_was_expected() {
        for text in [
            "",
            "yesterday",
            "2019-13",
            "2019-02-30",
            "19",
            "2019-1-1",
            "2019-21",
            "../..",
            "2019-11-07/2019-11-06",
            "2019-11-06T",
            "06.11.2019",
            "2019-XX-06",
            "é019",
        ] {
            let expected = When::parse(text).expect_err(text);
            assert!(expected.starts_with("a "), "{text}: {expected}");
        }
    }

    #[test]
    fn later_means_wholly_later() {
        let when = |text| When::parse(text).expect("a date");
        let (day, month) = (when("2019-11-06"), when("2019-11"));
        assert!(!certainly_later(Some(&day), Some(&month)));
        assert!(!certainly_later(Some(&month), Some(&day)));
        assert!(certainly_later(Some(&when("2019-12")), Some(&month)));
        assert!(certainly_later(Some(&day), None));
        assert!(!certainly_later(None, None));
        assert!(!certainly_later(Some(&when("../2019-11-08")), Some(&day)));
    }
}
