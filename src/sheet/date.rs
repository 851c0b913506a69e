//! Dates and times of day, as workbooks hold them.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, ToSpan};

use super::CellKind;
use super::number;

const DAY: i64 = 86_400;

/// The day after the last that Excel has, the end of 9999, counted from its first.
const LAST: f64 = 2_958_466.0;

/// What the form of a cell makes of its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// A number as it is.
    #[default]
    Plain,
    /// A date, a time of day or both.
    Moment,
    /// A length of time.
    Length,
}

/// Returns what a number in a cell of that shape shows. `from_1904` says which day is the first:
/// workbooks from an old Macintosh count from 1904, all others from 1900.
pub(super) fn shown(number: f64, shape: Shape, from_1904: bool) -> (String, CellKind) {
    let plain = || (number::shown(number), CellKind::Number);
    if shape == Shape::Plain || !(0.0..LAST).contains(&number) {
        return plain();
    }
    // Below `LAST` days there are few enough seconds for every one of them.
    let seconds = (number * 86_400.0).round() as i64;
    let (days, rest) = (seconds / DAY, seconds % DAY);
    let clock = |hours: i64| {
        (
            format!("{hours:02}:{:02}:{:02}", rest / 60 % 60, rest % 60),
            CellKind::Text,
        )
    };
    if shape == Shape::Length {
        return clock(seconds / 3600);
    }
    // The first day of all is far likelier a time of day alone.
    if number < 1.0 {
        return clock(rest / 3600);
    }
    match day(days, from_1904) {
        Some(date) => (moment(date, rest), CellKind::Date),
        None => plain(),
    }
}

/// Excel has a 29 February 1900, which never was: before it, days are counted from one day later,
/// and the day itself is no date.
fn day(days: i64, from_1904: bool) -> Option<Date> {
    let start = match days {
        _ if from_1904 => Date::new(1904, 1, 1),
        60 => return None,
        ..60 => Date::new(1899, 12, 31),
        _ => Date::new(1899, 12, 30),
    };
    start.ok()?.checked_add(days.days()).ok()
}

fn moment(date: Date, seconds: i64) -> String {
    let time = Time::midnight().saturating_add(SignedDuration::from_secs(seconds));
    written(date.to_datetime(time))
}

fn written(moment: DateTime) -> String {
    if moment.time() == Time::midnight() {
        moment.date().to_string()
    } else {
        moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }
}

/// Returns what a date written out in ISO 8601 shows: fractions of a second are dropped. What is no
/// date stays text.
pub(super) fn iso(text: &str) -> (String, CellKind) {
    match text.parse::<DateTime>() {
        Ok(moment) => (written(moment), CellKind::Date),
        Err(_) => (text.to_owned(), CellKind::Text),
    }
}

#[cfg(test)]
mod tests {
    use super::{CellKind, Shape, iso, shown};

    #[test]
    fn days_are_counted_as_excel_does() {
        for (number, shape, from_1904, text, kind) in [
            (43_775.0, Shape::Moment, false, "2019-11-06", CellKind::Date),
            (
                43_775.604_166_666_664,
                Shape::Moment,
                false,
                "2019-11-06T14:30:00",
                CellKind::Date,
            ),
            (
                43_775.999_999_9,
                Shape::Moment,
                false,
                "2019-11-07",
                CellKind::Date,
            ),
            (42_313.0, Shape::Moment, true, "2019-11-06", CellKind::Date),
            (1.0, Shape::Moment, false, "1900-01-01", CellKind::Date),
            (61.0, Shape::Moment, false, "1900-03-01", CellKind::Date),
            (60.0, Shape::Moment, false, "60", CellKind::Number),
            (
                0.604_166_666_666_667,
                Shape::Moment,
                false,
                "14:30:00",
                CellKind::Text,
            ),
            (1.5, Shape::Length, false, "36:00:00", CellKind::Text),
            (
                2_958_465.0,
                Shape::Moment,
                false,
                "9999-12-31",
                CellKind::Date,
            ),
            (
                2_958_466.0,
                Shape::Moment,
                false,
                "2958466",
                CellKind::Number,
            ),
            (
                2_958_465.999_999_9,
                Shape::Moment,
                false,
                "2958465.9999999",
                CellKind::Number,
            ),
            (-1.0, Shape::Moment, false, "-1", CellKind::Number),
            (7.0, Shape::Plain, false, "7", CellKind::Number),
        ] {
            assert_eq!(shown(number, shape, from_1904), (text.to_owned(), kind));
        }
    }

    #[test]
    fn dates_written_out_are_made_alike() {
        for (text, made, kind) in [
            ("2019-11-06", "2019-11-06", CellKind::Date),
            ("2019-11-06T00:00:00.000", "2019-11-06", CellKind::Date),
            (
                "2019-11-06T14:30:00.5",
                "2019-11-06T14:30:00",
                CellKind::Date,
            ),
            ("2019-13-06", "2019-13-06", CellKind::Text),
            ("soon", "soon", CellKind::Text),
        ] {
            assert_eq!(iso(text), (made.to_owned(), kind));
        }
    }
}
