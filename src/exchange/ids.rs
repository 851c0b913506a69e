//! Ids where places change: whoever named a claim or a person must still name the same one.
//!
//! An id that an object is not given is made from its place. Of two casebooks that are brought
//! together the objects of the first keep their ids, written out where their place makes another;
//! those of the second keep theirs where somebody names them, and else take what their place makes.
//! An id that was given always stays. Where an id is taken, `-2` and so on is put behind it.

use std::collections::{HashMap, HashSet};

use crate::incident::{LONGEST_ID, fits_id};

/// A claim or a person of the result.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    /// The id that one of the casebooks gave it.
    pub(super) given: Option<&'a str>,
    /// The id it had so far.
    pub(super) was: &'a str,
    /// The id that its place in the result makes.
    pub(super) made: String,
    /// Whether it is one of the first casebook.
    pub(super) is_first: bool,
    /// Whether somebody names it by the id it had.
    pub(super) is_named: bool,
}

/// Finds the id of each; `taken` are those of all other objects of the incident, and `is_shared`
/// tells those of what it sees beside: there may be many incidents, and they all see the same.
pub(super) fn settle<'a>(
    wanted: &[Wanted<'a>],
    taken: impl Iterator<Item = &'a str>,
    is_shared: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let given: HashSet<&str> = wanted
        .iter()
        .filter_map(|one| one.given)
        .chain(taken)
        .collect();
    let unnamed = wanted.iter().filter(|one| one.given.is_none());
    let made: HashSet<&str> = unnamed.map(|one| one.made.as_str()).collect();
    let mut pool = Pool {
        given,
        is_shared,
        made,
        used: HashSet::new(),
        next: HashMap::new(),
    };
    let mut ids: Vec<Option<String>> = wanted
        .iter()
        .map(|one| match one.given {
            Some(id) => Some(id.to_owned()),
            None if !one.is_first => None,
            None if one.was == one.made => pool.take(one.was),
            None if fits_id(one.was) => pool.take(one.was),
            None => None,
        })
        .collect();
    for (one, id) in wanted.iter().zip(&mut ids) {
        if id.is_none() && !one.is_first {
            *id = if one.was == one.made || !one.is_named {
                pool.take(&one.made)
            } else if fits_id(one.was) && !pool.made.contains(one.was) {
                pool.take(one.was)
            } else {
                None
            };
        }
    }
    let settled = wanted.iter().zip(ids);
    settled
        .map(|(one, id)| id.unwrap_or_else(|| pool.fresh(one.was)))
        .collect()
}

/// Returns ids that places have made as they can be written: each as it is, or where it is too long
/// one like it that is neither among them nor among `taken`.
pub(super) fn fitting<'a>(made: &[&'a str], taken: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut pool = Pool {
        given: taken.collect(),
        is_shared: &|_| false,
        made: made.iter().copied().collect(),
        used: HashSet::new(),
        next: HashMap::new(),
    };
    let fitting = made.iter().map(|id| {
        if fits_id(id) {
            (*id).to_owned()
        } else {
            pool.fresh(id)
        }
    });
    fitting.collect()
}

/// The ids that are spoken for.
struct Pool<'p> {
    given: HashSet<&'p str>,
    is_shared: &'p dyn Fn(&str) -> bool,
    made: HashSet<&'p str>,
    used: HashSet<String>,
    /// The number to go on with behind each beginning, so that many alike cost no search.
    next: HashMap<String, usize>,
}

impl Pool<'_> {
    fn take(&mut self, id: &str) -> Option<String> {
        let is_taken = self.given.contains(id) || (self.is_shared)(id);
        let is_free = !is_taken && self.used.insert(id.to_owned());
        is_free.then(|| id.to_owned())
    }

    fn fresh(&mut self, like: &str) -> String {
        // Room for any number there can be.
        let beginning: String = like.chars().take(LONGEST_ID - 12).collect();
        loop {
            let n = self.next.entry(beginning.clone()).or_insert(1);
            *n += 1;
            let id = format!("{beginning}-{n}");
            if !self.made.contains(id.as_str()) && self.take(&id).is_some() {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Wanted, fitting, settle};

    fn settled(wanted: &[(&'static str, &'static str, &str, bool, bool)]) -> Vec<String> {
        let wanted: Vec<Wanted<'_>> = wanted
            .iter()
            .map(|&(given, was, made, is_first, is_named)| Wanted {
                given: (!given.is_empty()).then_some(given),
                was,
                made: made.to_owned(),
                is_first,
                is_named,
            })
            .collect();
        settle(&wanted, ["s"].into_iter(), &|id| id == "shared")
    }

    #[test]
    fn those_of_the_first_keep_theirs() {
        let ids = settled(&[
            ("", "r.1", "r.1", true, false),
            ("", "r.1", "r.2", false, false),
            ("", "r.2", "r.3", true, true),
        ]);
        // The place of the second makes the id that the third has had.
        assert_eq!(ids, ["r.1", "r.1-2", "r.2"]);
    }

    #[test]
    fn those_of_the_second_keep_theirs_where_they_are_named() {
        let ids = settled(&[
            ("", "r.1", "r.1", true, false),
            ("", "r.2", "r.2", true, false),
            ("", "r.1", "r.3", false, true),
            ("", "r.2", "r.4", false, false),
            ("", "r.9", "r.5", false, true),
        ]);
        assert_eq!(ids, ["r.1", "r.2", "r.1-2", "r.4", "r.9"]);
    }

    #[test]
    fn what_is_given_stays() {
        let ids = settled(&[
            ("", "r.1", "r.1", true, true),
            ("r.1", "r.1", "r.2", false, true),
        ]);
        assert_eq!(ids, ["r.1-2", "r.1"]);
        let ids = settled(&[
            ("", "s", "s", true, false),
            ("s-2", "s-2", "r.2", false, false),
        ]);
        assert_eq!(ids, ["s-3", "s-2"]);
        let ids = settled(&[("", "shared", "shared", true, false)]);
        assert_eq!(ids, ["shared-2"]);
    }

    #[test]
    fn an_id_too_long_to_be_written_is_shortened() {
        let long: &'static str = Box::leak("r".repeat(80).into_boxed_str());
        let ids = settled(&[
            ("", long, "r.2", true, true),
            ("", long, "r.3", false, true),
        ]);
        assert_eq!(
            ids,
            [
                format!("{}-2", "r".repeat(52)),
                format!("{}-3", "r".repeat(52))
            ]
        );
    }

    #[test]
    fn only_what_is_too_long_is_shortened() {
        let long = ["1", "2"].map(|n| format!("{}.{n}", "r".repeat(64)));
        let taken = format!("{}-2", "r".repeat(52));
        let made = [&*long[0], "a.1", &*long[1]];
        let ids = fitting(&made, [&*taken].into_iter());
        let short = ["3", "4"].map(|n| format!("{}-{n}", "r".repeat(52)));
        assert_eq!(ids, [&*short[0], "a.1", &*short[1]]);
    }
}
