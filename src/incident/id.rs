//! Ids: what may be one, and those that the places of claims and people make.
//!
//! A made id may be longer than one that is written: whoever writes it out has to shorten it.

/// The longest id that may be written, in characters.
pub const LONGEST_ID: usize = 64;

/// Tells whether a text may be an id.
#[must_use]
pub fn fits_id(text: &str) -> bool {
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && c != '/';
    !text.is_empty() && text.chars().nth(LONGEST_ID).is_none() && text.chars().all(fits)
}

/// Makes the id of a claim that is given none: it is the `n`th of its report in the incident, from
/// 1, in the order of the file.
#[must_use]
pub fn made_claim_id(report: &str, n: usize) -> String {
    format!("{report}.{n}")
}

/// Makes the id of a person who is given none: the `n`th of the incident, from 1.
#[must_use]
pub fn made_person_id(n: usize) -> String {
    format!("person.{n}")
}

#[cfg(test)]
mod tests {
    use super::fits_id;

    #[test]
    fn ids() {
        for id in ["a", "person.1", "мвд", "a-b_c:d", &"é".repeat(64)] {
            assert!(fits_id(id), "{id}");
        }
        for id in ["", "a b", "a/b", "a\u{7}", "a\u{a0}b", &"a".repeat(65)] {
            assert!(!fits_id(id), "{id}");
        }
    }
}
