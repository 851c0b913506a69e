//! Two texts compared: line by line, or around the first character that differs.

/// How many pairs of lines are compared before the texts are told apart as a whole.
const MOST_PAIRS: usize = 1_000_000;
/// How many equal lines are shown before and after those that differ.
const AROUND: usize = 3;
/// How many lines of a comparison are shown.
const MOST_LINES: usize = 400;

/// How many characters of a long text a message shows, and how many of them come before the first
/// that differs.
const LONGEST: usize = 400;
const BEFORE: usize = 80;

/// Shortens two texts that differ, where either is long, to what is around the first difference.
pub(crate) fn around_difference(one: &str, other: &str) -> (String, String) {
    let same = one.chars().zip(other.chars());
    let same = same.take_while(|(a, b)| a == b).count();
    let is_short = |text: &str| text.chars().nth(LONGEST).is_none();
    let from = match is_short(one) && is_short(other) || same <= BEFORE {
        true => 0,
        false => same - BEFORE,
    };
    let shown = |text: &str| {
        let begins = if from > 0 { "…" } else { "" };
        let middle: String = text.chars().skip(from).take(LONGEST).collect();
        let goes_on = text.chars().nth(from + LONGEST).is_some();
        format!("{begins}{middle}{}", if goes_on { "…" } else { "" })
    };
    (shown(one), shown(other))
}

/// A line of a comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line<'a> {
    Both(&'a str),
    Expected(&'a str),
    Found(&'a str),
}

/// Compares what was expected with what was found: a line each, `-` what is missing, `+` what is
/// there instead.
pub(crate) fn difference(expected: &[String], found: &[String]) -> Vec<String> {
    let lines = compared(expected, found);
    // How far each line is from the next one that differs, either way.
    let mut distance = vec![usize::MAX; lines.len()];
    let mut note = |places: &mut dyn Iterator<Item = usize>| {
        let mut last: Option<usize> = None;
        for at in places {
            if !matches!(lines[at], Line::Both(_)) {
                last = Some(at);
            }
            if let Some(last) = last {
                distance[at] = distance[at].min(at.abs_diff(last));
            }
        }
    };
    note(&mut (0..lines.len()));
    note(&mut (0..lines.len()).rev());
    let mut shown = vec!["  - expected, + found".to_owned()];
    let mut left_out = false;
    for (line, distance) in lines.iter().zip(distance) {
        if shown.len() >= MOST_LINES {
            shown.push("  … and more".to_owned());
            break;
        }
        if distance > AROUND {
            if !left_out {
                shown.push("  …".to_owned());
            }
            left_out = true;
            continue;
        }
        left_out = false;
        shown.push(match line {
            Line::Both(text) => format!("    {text}").trim_end().to_owned(),
            Line::Expected(text) => format!("  - {text}"),
            Line::Found(text) => format!("  + {text}"),
        });
    }
    shown
}

/// The lines of both in one order: the fewest that are in one only.
fn compared<'a>(expected: &'a [String], found: &'a [String]) -> Vec<Line<'a>> {
    let same = |(a, b): &(&String, &String)| a == b;
    let head = expected.iter().zip(found).take_while(same).count();
    let (expected_rest, found_rest) = (&expected[head..], &found[head..]);
    let reversed = expected_rest.iter().rev().zip(found_rest.iter().rev());
    let tail = reversed.take_while(same).count();
    let one = &expected_rest[..expected_rest.len() - tail];
    let other = &found_rest[..found_rest.len() - tail];
    let both = |lines: &'a [String]| lines.iter().map(|line| Line::Both(line));
    let mut all: Vec<Line> = both(&expected[..head]).collect();
    all.extend(middle(one, other));
    all.extend(both(&expected_rest[one.len()..]));
    all
}

fn middle<'a>(one: &'a [String], other: &'a [String]) -> Vec<Line<'a>> {
    let width = other.len() + 1;
    if (one.len() + 1).saturating_mul(width) > MOST_PAIRS {
        let gone = one.iter().map(|line| Line::Expected(line));
        return gone
            .chain(other.iter().map(|line| Line::Found(line)))
            .collect();
    }
    // The length of the longest run of lines that both have from here on.
    let mut common = vec![0_u32; (one.len() + 1) * width];
    for a in (0..one.len()).rev() {
        for b in (0..other.len()).rev() {
            common[a * width + b] = match one[a] == other[b] {
                true => common[(a + 1) * width + b + 1] + 1,
                false => common[(a + 1) * width + b].max(common[a * width + b + 1]),
            };
        }
    }
    let (mut a, mut b, mut lines) = (0, 0, Vec::new());
    while a < one.len() || b < other.len() {
        if a < one.len() && b < other.len() && one[a] == other[b] {
            lines.push(Line::Both(&one[a]));
            (a, b) = (a + 1, b + 1);
        } else if b == other.len()
            || a < one.len() && common[(a + 1) * width + b] >= common[a * width + b + 1]
        {
            lines.push(Line::Expected(&one[a]));
            a += 1;
        } else {
            lines.push(Line::Found(&other[b]));
            b += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{around_difference, difference};

    fn shown(expected: &str, found: &str) -> String {
        let lines = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let shown = difference(&lines(expected), &lines(found));
        shown[1..]
            .iter()
            .map(|line| line.trim_start())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn what_differs_is_marked_and_what_is_far_from_it_left_out() {
        assert_eq!(shown("a b c", "a x c"), "a - b + x c");
        assert_eq!(shown("a", "a b"), "a + b");
        assert_eq!(shown("1 2 3 4 5 6 7 8 9", "1 2 3 4 5 6 7 8"), "… 6 7 8 - 9");
        assert_eq!(
            shown("x 1 2 3 4 5 6 7 8", "1 2 3 4 5 6 7 8 x"),
            "- x 1 2 3 … 6 7 8 + x"
        );
        assert_eq!(shown("a b a b", "b a b a"), "- a b a b + a");
    }

    #[test]
    fn long_texts_that_differ_late_are_shown_where_they_do() {
        let long = "é".repeat(1_000);
        let (one, other) = (format!("{long}2 dead{long}"), format!("{long}7 dead{long}"));
        let (one, other) = around_difference(&one, &other);
        assert!(one.starts_with("…é") && one.ends_with("é…"), "{one}");
        assert!(
            one.contains("2 dead") && other.contains("7 dead"),
            "{other}"
        );
        assert_eq!(one.chars().count(), 402);
        let (one, other) = around_difference(&long, &format!("{long}!"));
        assert!(one.ends_with('é') && other.ends_with("é!"), "{other}");
        let short = ("a".repeat(300) + "b", "a".repeat(300) + "c");
        assert_eq!(around_difference(&short.0, &short.1), short);
        let (one, other) = around_difference("a", &long);
        assert_eq!((one.as_str(), other.chars().count()), ("a", 401));
    }

    #[test]
    fn long_texts_that_differ_throughout_take_no_square_of_their_length() {
        let many = |word: &str| (0..5_000).map(|n| format!("{word}{n}")).collect::<Vec<_>>();
        let shown = difference(&many("a"), &many("b"));
        assert!(shown.len() < 500, "{}", shown.len());
    }
}
