//! Numbers as a spreadsheet program shows them.

/// Beyond this a number is no longer every whole number.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Returns a number in plain digits: `7`, `7.5`, `-0.25`. Whole numbers are exact; others are
/// rounded to fifteen digits, as programs show them, so that a sum of 6.999999999999999 is 7. What
/// would take more than some twenty digits is written with an exponent.
pub(super) fn shown(number: f64) -> String {
    let number = if number.fract() == 0.0 && number.abs() <= EXACT {
        number
    } else {
        let rounded = format!("{number:.14e}").parse().ok();
        // The largest of all numbers would be rounded up beyond them.
        rounded
            .filter(|rounded: &f64| rounded.is_finite())
            .unwrap_or(number)
    };
    let size = number.abs();
    if number == 0.0 {
        "0".to_owned()
    } else if (1e-6..1e21).contains(&size) {
        number.to_string()
    } else {
        format!("{number:e}")
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn numbers_are_plain() {
        for (number, text) in [
            (7.0, "7"),
            (7.5, "7.5"),
            (-0.25, "-0.25"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (6.999_999_999_999_999, "7"),
            (999_999_999_999_999.0, "999999999999999"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (1e20, "100000000000000000000"),
            (1.5e300, "1.5e300"),
            (2.5e-7, "2.5e-7"),
            (f64::MAX, "1.7976931348623157e308"),
        ] {
            assert_eq!(shown(number), text);
        }
    }
}
