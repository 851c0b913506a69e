//! The waivers of a script: comments that begin with `check: allow`.
//!
//! One behind code is for its line, and for the whole statement where that ends there; one on a
//! line of its own for the statement that follows; one that begins with `//!` for the whole file.
//!
//! Whatever looks like a waiver and is not understood is said to be so: one that silences nothing is
//! seen soon, one whose last day was misread would silence for ever.

use std::sync::Arc;

use crate::check::Subject;
use crate::check::scripts::Linted;
use crate::check::{check_named, finding::listed};
use crate::script::{Comment, Intent};

use super::near::is_near;
use super::{Given, Scope, Spot, Waivers, last_day, named};

/// What begins the part that says who decided, and the one that says the last day.
const BY: &str = "decided by";
const UNTIL: &str = "until";

/// What is wrong, and what to do about it.
type Refusal = (String, String);

pub(super) fn read(script: &Linted, waivers: &mut Waivers) {
    for comment in script.source.comments() {
        let given = match comment.intent() {
            Intent::None => continue,
            Intent::Misses => Err((
                "a comment begins as a waiver does, and is none".to_owned(),
                format!("{}; if it is none, begin it with another word", form()),
            )),
            Intent::Allows(text) => understood(text),
        };
        let at = Spot {
            file: Arc::from(script.source.name()),
            order: script.order,
            line: u32::try_from(comment.line).unwrap_or(u32::MAX),
            place: Some(comment.place(&script.source)),
            incident: None,
        };
        match given {
            Ok(given) => {
                let scope = scope(&comment, script.order);
                waivers.take(given, Vec::new(), scope, at);
            }
            Err((message, decide)) => waivers.refuse(&at, message, decide),
        }
    }
}

fn scope(comment: &Comment<'_>, order: usize) -> Scope {
    if comment.is_header() {
        return Scope::File(order);
    }
    // Without code behind it, a line that no finding can stand on.
    let (from, to) = comment.code.unwrap_or((0, 0));
    let line = |line: usize| u32::try_from(line).unwrap_or(0);
    Scope::Lines(order, line(from), line(to))
}

fn form() -> String {
    "write `// check: allow ID: REASON; decided by NAME`, and `; until DATE` where it ends"
        .to_owned()
}

/// What a part of a waiver is, by the words that it begins with.
enum Part<'a> {
    By(&'a str),
    Until(&'a str),
    /// It begins almost as one of the two does.
    Near(&'static str),
    Plain,
}

fn understood(text: &str) -> Result<Given<'_>, Refusal> {
    let (id, rest) = text
        .split_once(':')
        .ok_or_else(|| ("a waiver needs its reason".to_owned(), form()))?;
    let check = one_named(id.trim())?;
    // Where the reason ends, and what is behind it.
    let (mut reason, mut by, mut until) = (rest, None, None);
    let mut at = 0;
    for part in rest.split(';') {
        let start = at;
        at += part.len() + 1;
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        let refuse = |message: String| Err((message, form()));
        match (part_of(part), by, until) {
            (Part::Near(meant), ..) => {
                return refuse(format!("expected `{meant}`, found `{part}`"));
            }
            (Part::By(name), None, None) => {
                reason = &rest[..start.saturating_sub(1)];
                by = Some(name);
            }
            (Part::Until(day), Some(_), None) => until = Some(day),
            (Part::Until(_), None, _) => {
                return refuse("`until` stands behind who decided".to_owned());
            }
            (Part::Plain, None, _) => {}
            _ => {
                return refuse(format!(
                    "expected nothing but `until DATE` behind who decided, found `{part}`"
                ));
            }
        }
    }
    let Some(by) = by else {
        return Err(("a waiver needs who decided".to_owned(), form()));
    };
    let reason = reason.trim();
    if reason.is_empty() || by.is_empty() {
        let message = "a waiver needs its reason, and who decided";
        return Err((message.to_owned(), form()));
    }
    let mut words = by.split(|c: char| !c.is_alphanumeric());
    if words.any(|word| is_near(&word.to_lowercase(), UNTIL)) {
        let message = format!("the last day stands behind a `;`, found `{by}`");
        return Err((message, form()));
    }
    Ok(Given {
        check,
        reason,
        decided_by: by,
        until: until.map(last_day).transpose()?,
    })
}

/// Finds the check that is named, which is one.
fn one_named(ids: &str) -> Result<&'static crate::check::Check, Refusal> {
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '+' | '&');
    let several: Vec<&str> = ids.split(apart).filter(|id| !id.is_empty()).collect();
    let known = several.iter().filter(|id| check_named(id).is_some());
    if several.len() > 1 && (known.count() > 0 || ids.contains(',')) {
        return Err((
            format!("a waiver is for one check, found {}", listed(&several)),
            "one check a waiver: write a comment for each".to_owned(),
        ));
    }
    named(ids, Subject::Scripts)
}

fn part_of(part: &str) -> Part<'_> {
    let mut ends = part.match_indices(char::is_whitespace).map(|(at, _)| at);
    let first = ends.next().unwrap_or(part.len());
    let word = &part[..first];
    if word == UNTIL {
        return Part::Until(part[first..].trim());
    }
    let mut words = part.split_whitespace();
    let two: Vec<&str> = words.by_ref().take(2).collect();
    let two = two.join(" ");
    if two == BY {
        let name = part[first..].trim_start();
        return Part::By(name.strip_prefix("by").unwrap_or(name).trim());
    }
    let (word, two) = (word.to_lowercase(), two.to_lowercase());
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let two = two.trim_end_matches(|c: char| !c.is_alphanumeric());
    if is_near(word, UNTIL) {
        Part::Near(UNTIL)
    } else if is_near(two, BY) || is_near(word, BY) {
        Part::Near(BY)
    } else {
        Part::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::understood;

    fn refused(text: &str) -> String {
        let text = format!("unused-variable: {text}");
        understood(&text).map_or_else(|(message, _)| message, |_| String::new())
    }

    #[test]
    fn a_waiver_has_a_reason_a_name_and_perhaps_a_day() {
        let of = |text| match understood(text) {
            Ok(given) => (
                given.reason.to_owned(),
                given.decided_by.to_owned(),
                given.until.map(|until| until.to_string()),
            ),
            Err((message, _)) => panic!("{message}"),
        };
        let text = "unused-variable: so; or so: yes ;decided  by N. N. (desk);  until 2027-01;";
        assert_eq!(
            of(text),
            (
                "so; or so: yes".to_owned(),
                "N. N. (desk)".to_owned(),
                Some("2027-01".to_owned())
            )
        );
        let text = "unused-variable: kept until the units untie it; decided by Bytil";
        assert_eq!(of(text).2, None);
    }

    #[test]
    fn a_last_day_is_never_taken_for_something_else() {
        for text in [
            "x; decided by N. N.; untill 2027-01-01",
            "x; decided by N. N.; utnil 2027-01-01",
            "x; decided by N. N.; Until 2027-01-01",
            "x; decided by N. N.; until: 2027-01-01",
            "x; decided by N. N.; 2027-01-01",
            "x; decided by N. N.; till 2027-01-01",
            "x; decided by N. N.; until 2027-01-01; until 2028-01-01",
            "x; decided by N. N.; until 2027-01-01; and more",
            "x; decided by N. N.; until",
            "x; decided by N. N. until 2027-01-01",
            "x; decided by N. N., untill 2027-01-01",
            "x; until 2027-01-01; decided by N. N.",
            "x; unti 2027-01-01; decided by N. N.",
            "x; decided by N. N.; decided by O. O.",
            "x; decide by N. N.",
            "x; Decided by N. N.",
            "x; decidedby N. N.; decided by O. O.",
            "x; decided by ",
            "; decided by N. N.",
        ] {
            assert_ne!(refused(text), "", "{text}");
        }
        assert_eq!(
            refused("x; decided by N. N.; until soon"),
            "expected a last day such as `2027-01-31`, `2027-01` or `2027`, found `soon`"
        );
    }

    #[test]
    fn a_waiver_is_for_one_check() {
        for ids in [
            "unused-variable, unused-import",
            "unused-variable unused-import",
        ] {
            let text = format!("{ids}: x; decided by N. N.");
            let (_, decide) = understood(&text).err().expect("it is refused");
            assert_eq!(decide, "one check a waiver: write a comment for each");
        }
    }
}
