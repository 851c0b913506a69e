//! What was probably meant by a name that is not known.

use std::cell::Cell;

/// How alike two names must be to be suggested.
const ALIKE: f64 = 0.72;

/// The longest word that others are compared with: comparing takes time by the square of it.
const COMPARED: usize = 64;

/// Returns the known name that is most alike, the first in order of the alphabet on a tie.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > COMPARED {
        return None;
    }
    let lower = name.to_lowercase();
    let mut candidates: Vec<(f64, &str)> = known
        .into_iter()
        .filter(|known| *known != name && known.len() <= COMPARED)
        .map(|known| (likeness(&lower, known), known))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    candidates.sort_by(|(a, name_a), (b, name_b)| b.total_cmp(a).then(name_a.cmp(name_b)));
    candidates.first().map(|(_, name)| *name)
}

/// How many names may still be compared with mistyped ones. Once that is spent nothing is suggested,
/// so that a hostile file with a hundred thousand wrong ids costs no more than it has lines.
#[derive(Debug)]
pub struct Patience(Cell<usize>);

impl Default for Patience {
    fn default() -> Self {
        Self(Cell::new(500_000))
    }
}

impl Patience {
    /// Takes the time to compare with `count` names, unless too much of it is spent.
    #[must_use]
    pub fn may_compare(&self, count: usize) -> bool {
        match self.0.get().checked_sub(count) {
            Some(left) => {
                self.0.set(left);
                true
            }
            None => false,
        }
    }
}

fn likeness(name: &str, known: &str) -> f64 {
    let lower = known.to_lowercase();
    // A short name is like another by one letter in two, which is no likeness.
    if name.chars().count() < 3 && name != lower {
        return 0.0;
    }
    let starts = lower.starts_with(name) || name.starts_with(&lower) && lower.chars().count() > 3;
    let typo = strsim::normalized_damerau_levenshtein(name, &lower);
    let parts = strsim::jaro_winkler(name, &lower) - 0.12;
    let likeness = typo.max(parts);
    if starts { likeness.max(0.8) } else { likeness }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_near_name_is_suggested_and_a_far_one_is_not() {
        let known = [
            "current",
            "claims",
            "measure",
            "reached_by",
            "range",
            "is_known",
            "len",
        ];
        for (typed, meant) in [
            ("curent", Some("current")),
            ("clams", Some("claims")),
            ("Claims", Some("claims")),
            ("reach_by", Some("reached_by")),
            ("length", Some("len")),
            ("isknown", Some("is_known")),
            ("banana", None),
            ("x", None),
            ("le", None),
        ] {
            assert_eq!(nearest(typed, known), meant, "{typed}");
        }
    }
}
