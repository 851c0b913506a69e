//! Dates and times of day, as workbooks hold them.

use calamine::ExcelDateTime;
use jiff::Unit;
use jiff::civil::{Date, DateTime, Time};

use super::CellKind;
use super::number;

/// The day after the last that Excel has, the end of 9999, counted from its first.
const LAST: f64 = 2_958_466.0;

/// Returns what a number shows that its cell makes a date, a time of day or a length of time.
pub(super) fn shown(moment: &ExcelDateTime) -> (String, CellKind) {
    let days = moment.as_f64();
    // The first day of all is far likelier a time of day alone.
    if (0.0..LAST).contains(&days) && (moment.is_duration() || days < 1.0) {
        let seconds = (days * 86_400.0).round() as i64;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let text = format!("{hours:02}:{minutes:02}:{seconds:02}");
        return (text, CellKind::Text);
    }
    match date(moment).filter(|_| (0.0..LAST).contains(&days)) {
        Some(date) => (written(date), CellKind::Date),
        None => (number::shown(days), CellKind::Number),
    }
}

/// Excel has a 29 February 1900, which never was and is no date.
fn date(moment: &ExcelDateTime) -> Option<DateTime> {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let small = |n: u8| i8::try_from(n).ok();
    let date = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    let nanos = i32::from(milli) * 1_000_000;
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, nanos).ok()?;
    date.to_datetime(time).round(Unit::Second).ok()
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
    use calamine::{ExcelDateTime, ExcelDateTimeType as Shape};

    use super::{CellKind, iso, shown};

    #[test]
    fn days_are_counted_as_excel_does() {
        for (number, shape, from_1904, text, kind) in [
            (
                43_775.0,
                Shape::DateTime,
                false,
                "2019-11-06",
                CellKind::Date,
            ),
            (
                43_775.604_166_666_664,
                Shape::DateTime,
                false,
                "2019-11-06T14:30:00",
                CellKind::Date,
            ),
            (
                43_775.999_999_9,
                Shape::DateTime,
                false,
                "2019-11-07",
                CellKind::Date,
            ),
            (
                42_313.0,
                Shape::DateTime,
                true,
                "2019-11-06",
                CellKind::Date,
            ),
            (1.0, Shape::DateTime, false, "1900-01-01", CellKind::Date),
            (61.0, Shape::DateTime, false, "1900-03-01", CellKind::Date),
            (60.0, Shape::DateTime, false, "60", CellKind::Number),
            (
                0.604_166_666_666_667,
                Shape::DateTime,
                false,
                "14:30:00",
                CellKind::Text,
            ),
            (1.5, Shape::TimeDelta, false, "36:00:00", CellKind::Text),
            (
                2_958_465.0,
                Shape::DateTime,
                false,
                "9999-12-31",
                CellKind::Date,
            ),
            (
                2_958_466.0,
                Shape::DateTime,
                false,
                "2958466",
                CellKind::Number,
            ),
            (
                2_958_465.999_999_9,
                Shape::DateTime,
                false,
                "2958465.9999999",
                CellKind::Number,
            ),
            (-1.0, Shape::DateTime, false, "-1", CellKind::Number),
        ] {
            let moment = ExcelDateTime::new(number, shape, from_1904);
            assert_eq!(shown(&moment), (text.to_owned(), kind));
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
