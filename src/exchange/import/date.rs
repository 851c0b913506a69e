//! Dates of every spelling, read as the format writes them.
//!
//! What can be read in one way is read: a year that comes first, a month that is a word, a day
//! above twelve, and a date with dots, whose day comes first wherever dots are written. What can be
//! read in two ways (`06/11/2019`) is not guessed: the mapping says which way the sheet means it.

use jiff::civil::Date;
use serde::Deserialize;

use super::told::Expected;
use crate::incident::When;

/// How the dates of a sheet are spelt, where that cannot be seen.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Spelling {
    /// Which of two numbers is the day.
    Order(Order),
    /// The forms, in the letters of `strptime`: `%d.%m.%y`.
    Forms(Vec<String>),
}

/// Which of two numbers of a date is the day.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// Forms that can be read in one way only. White space, commas and full stops are folded before.
const CERTAIN: [&str; 4] = ["%Y/%m/%d", "%Y %m %d", "%Y%m%d", "%d %m %Y"];

/// The same with the name of a month, in full or abbreviated, in the place of `@`.
const NAMED: [&str; 6] = [
    "%d @ %Y", "@ %d %Y", "%d-@-%Y", "%d/@/%Y", "%Y @ %d", "%Y-@-%d",
];

/// Reads a date and returns it as the format writes it.
///
/// # Errors
/// What was expected.
pub(super) fn read(text: &str, spelling: Option<&Spelling>) -> Result<String, Expected> {
    if let Some(Spelling::Forms(forms)) = spelling {
        let read = forms.iter().find_map(|form| parsed(form, text));
        if let Some(date) = read {
            return Ok(date.to_string());
        }
    }
    if When::parse(text).is_ok() {
        return Ok(text.to_owned());
    }
    if is_day_number(text) {
        return Err(
            Expected::new("a date, not the number of a day as spreadsheets keep it")
                .hint("format the column as dates, or as `YYYY-MM-DD`"),
        );
    }
    let folded = folded(text);
    let day = without_time(&folded);
    let read = CERTAIN.iter().find_map(|form| parsed(form, day));
    let named = || NAMED.iter().find_map(|form| parsed_named(form, day));
    if let Some(date) = read.or_else(named) {
        return Ok(date.to_string());
    }
    if let Some(month) = month(day) {
        return Ok(month);
    }
    match two_numbers(day) {
        Some(numbers) => in_order(numbers, spelling),
        None => Err(Expected::new(
            "a date such as `2019-11-06`, `6 November 2019`, `06.11.2019` or `2019-11`",
        )
        .hint("for another spelling give its forms as `dates` in the mapping")),
    }
}

fn parsed_named(form: &str, text: &str) -> Option<Date> {
    let mut names = ["%B", "%b"].into_iter();
    names.find_map(|name| parsed(&form.replace('@', name), text))
}

fn parsed(form: &str, text: &str) -> Option<Date> {
    Date::strptime(form, text)
        .ok()
        // `%Y` takes `19` for the year 19.
        .filter(|date| date.year() >= 1000)
}

/// A whole number that spreadsheets would show as a day of our time: 1954 to 2064.
fn is_day_number(text: &str) -> bool {
    text.len() == 5
        && text
            .parse::<u32>()
            .is_ok_and(|n| (20_000..60_000).contains(&n))
}

/// Folds what spellings differ in without a difference of sense: white space, commas, full stops
/// (also those between numbers: a day comes first there), endings of ordinals, names of weekdays.
fn folded(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if matches!(c, ',' | '.') { ' ' } else { c })
        .collect();
    let words = spaced.split_whitespace().filter(|word| !is_weekday(word));
    let words: Vec<&str> = words.map(without_ordinal).collect();
    words.join(" ")
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let lower = word.to_ascii_lowercase();
    lower.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&lower))
}

fn without_ordinal(word: &str) -> &str {
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    match &word[number.len()..] {
        "st" | "nd" | "rd" | "th" if number.bytes().all(|b| b.is_ascii_digit()) => number,
        _ => word,
    }
}

/// A time of day behind a date: the date stands for its day.
fn without_time(text: &str) -> &str {
    match text.split_once(' ') {
        // Only where nothing but the time follows: `6 November 14:30` has no year.
        Some((day, rest)) if rest.split(':').count() >= 2 && is_time(rest) => day,
        _ => match text.rsplit_once(' ') {
            Some((day, time)) if is_time(time) && time.contains(':') => day,
            _ => text,
        },
    }
}

fn is_time(text: &str) -> bool {
    text.split(':')
        .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

/// `November 2019`, `11/2019`: a month.
fn month(text: &str) -> Option<String> {
    let text = format!("1 {text}");
    let date = parsed_named("%d @ %Y", &text)
        .or_else(|| parsed_named("%d %Y @", &text))
        .or_else(|| parsed("%d %m/%Y", &text))?;
    Some(format!("{:04}-{:02}", date.year(), date.month()))
}

/// `06/11/2019` and `06-11-2019`: two numbers and a year.
fn two_numbers(text: &str) -> Option<(i8, i8, i16)> {
    let parts: Vec<&str> = text.split(['/', '-']).map(str::trim).collect();
    let [one, other, year] = parts[..] else {
        return None;
    };
    let number = |text: &str| (text.len() <= 2).then(|| text.parse::<i8>().ok()).flatten();
    let year = (year.len() == 4)
        .then(|| year.parse::<i16>().ok())
        .flatten()?;
    Some((number(one)?, number(other)?, year))
}

fn in_order(
    (one, other, year): (i8, i8, i16),
    spelling: Option<&Spelling>,
) -> Result<String, Expected> {
    let given = match spelling {
        Some(Spelling::Order(order)) => Some(*order),
        _ if one > 12 || one == other => Some(Order::DayFirst),
        _ if other > 12 => Some(Order::MonthFirst),
        _ => None,
    };
    let (day, month) = match given {
        Some(Order::DayFirst) => (one, other),
        Some(Order::MonthFirst) => (other, one),
        None => {
            let expected = format!(
                "a date that can be read in one way, not as {year}-{other:02}-{one:02} and as \
                 {year}-{one:02}-{other:02}"
            );
            return Err(Expected::new(expected).hint(
                "write it as `YYYY-MM-DD`, or say which it is in the mapping, with `\"dates\": \
                 \"day-first\"` or `\"month-first\"`",
            ));
        }
    };
    Date::new(year, month, day)
        .map(|date| date.to_string())
        .map_err(|_| {
            Expected::new(format!(
                "a day that exists; there is no {year}-{month:02}-{day:02}"
            ))
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Order, Spelling, read};

    #[test]
    fn spellings_that_mean_one_day() {
        for text in [
            "2019-11-06",
            "2019/11/06",
            "2019.11.06",
            "20191106",
            "06.11.2019",
            "6.11.2019",
            "6. 11. 2019",
            "6 November 2019",
            "6 Nov 2019",
            "6 Nov. 2019",
            "06-Nov-2019",
            "Nov 6, 2019",
            "November 6th, 2019",
            "Wednesday, 6 November 2019",
            "Wed Nov 6 2019",
            "6. November 2019",
            "2019 Nov 6",
            "06.11.2019 14:30",
            "6 November 2019 14:30:00",
            "2019/11/06 9:05",
        ] {
            assert_eq!(read(text, None).as_deref(), Ok("2019-11-06"), "{text}");
        }
        assert_eq!(read("13/11/2019", None).as_deref(), Ok("2019-11-13"));
        assert_eq!(read("11/13/2019", None).as_deref(), Ok("2019-11-13"));
        assert_eq!(read("11-11-2019", None).as_deref(), Ok("2019-11-11"));
        assert_eq!(read("November 2019", None).as_deref(), Ok("2019-11"));
        assert_eq!(read("11/2019", None).as_deref(), Ok("2019-11"));
        assert_eq!(
            read("2019-11-06T14:30:00", None).as_deref(),
            Ok("2019-11-06T14:30:00")
        );
        assert_eq!(read("2019", None).as_deref(), Ok("2019"));
        assert_eq!(read("../2019-11-08", None).as_deref(), Ok("../2019-11-08"));
    }

    #[test]
    fn what_has_two_readings_is_not_guessed() {
        let error = read("06/11/2019", None).expect_err("two readings").what;
        assert!(error.contains("as 2019-11-06 and as 2019-06-11"), "{error}");
        let order = |order| Some(Spelling::Order(order));
        for (given, day) in [
            (Order::DayFirst, "2019-11-06"),
            (Order::MonthFirst, "2019-06-11"),
        ] {
            assert_eq!(
                read("06/11/2019", order(given).as_ref()).as_deref(),
                Ok(day)
            );
        }
        let error = read("13/11/2019", order(Order::MonthFirst).as_ref())
            .expect_err("no month")
            .what;
        assert!(error.contains("no 2019-13-11"), "{error}");
        let forms = Some(Spelling::Forms(vec!["%d.%m.%y".to_owned()]));
        assert!(read("06.11.19", None).is_err());
        assert_eq!(
            read("06.11.19", forms.as_ref()).as_deref(),
            Ok("2019-11-06")
        );
        assert_eq!(
            read("6 Nov 2019", forms.as_ref()).as_deref(),
            Ok("2019-11-06")
        );
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "soon",
            "43775",
            "6 November",
            "31.02.2019",
            "6/11",
            "06/11/19",
            "June 31, 2019",
        ] {
            assert!(read(text, None).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_brings_it_down(text in "(?s).{0,30}|[0-9/. :-]{0,20}") {
            if let Ok(date) = read(&text, None) {
                prop_assert!(crate::incident::When::parse(&date).is_ok(), "{date}");
            }
        }
    }
}
