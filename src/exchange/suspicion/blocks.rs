//! Which of many are worth comparing: those that share a key. Comparing everybody with everybody
//! would cost the square of their number, and a stranger's casebook may hold any number.

use std::collections::HashMap;

/// Up to as many that share a key are compared with one another.
pub(super) const MOST: usize = 20;

/// What those that share a key have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// The whole name: where too many have it, the first of them are compared all the same, for
    /// each of them is suspicious.
    Whole(String),
    /// A part of it, or a figure: where too many have it, it tells nobody apart.
    Part(String),
}

/// Members by their keys. A scope parts those that cannot be linked: sources of two incidents. What
/// has no scope is shared, and meets everybody.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    members: HashMap<Key, HashMap<Option<usize>, Vec<usize>>>,
}

/// What is to be compared.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    /// Each pair once, the lesser first, in order.
    pub(super) pairs: Vec<(usize, usize)>,
    /// One who bears a name that too many bear, and how many of those are not compared.
    pub(super) crowds: Vec<(usize, usize)>,
}

impl Blocks {
    /// Puts a member under a key. Members come in order, each key of one after those before it.
    pub(super) fn add(&mut self, scope: Option<usize>, key: Key, member: usize) {
        let scopes = self.members.entry(key).or_default();
        let members = scopes.entry(scope).or_default();
        if members.last() != Some(&member) {
            members.push(member);
        }
    }

    /// Returns the pairs that share a key, at most [`MOST`] for each member and key.
    pub(super) fn pairs(&self) -> Pairs {
        let mut found = Pairs::default();
        for (key, scopes) in &self.members {
            let is_whole = matches!(key, Key::Whole(_));
            let shared = scopes.get(&None).map_or(&[][..], Vec::as_slice);
            for (scope, members) in scopes {
                let beside = if scope.is_some() { shared } else { &[] };
                let count = members.len() + beside.len();
                if count > MOST && !is_whole {
                    continue;
                }
                let compared = &members[..members.len().min(MOST)];
                let beside = &beside[..beside.len().min(MOST)];
                for (at, one) in compared.iter().enumerate() {
                    let others = compared[at + 1..].iter().chain(beside);
                    let pairs = others.map(|other| (*one.min(other), *one.max(other)));
                    found.pairs.extend(pairs);
                }
                if let Some(first) = members.first().filter(|_| members.len() > MOST) {
                    found.crowds.push((*first, members.len() - MOST));
                }
            }
        }
        found.pairs.sort_unstable();
        found.pairs.dedup();
        found.crowds.sort_unstable();
        found.crowds.dedup_by_key(|(first, _)| *first);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Blocks, Key, MOST};

    fn part(text: &str) -> Key {
        Key::Part(text.to_owned())
    }

    #[test]
    fn those_who_share_a_key_are_a_pair_once() {
        let mut blocks = Blocks::default();
        for (scope, key, member) in [
            (None, "a", 0),
            (Some(0), "a", 1),
            (Some(0), "b", 1),
            (Some(1), "a", 2),
            (Some(1), "b", 2),
            (Some(0), "a", 3),
            (Some(0), "b", 3),
        ] {
            blocks.add(scope, part(key), member);
        }
        let pairs = blocks.pairs().pairs;
        assert_eq!(pairs, [(0, 1), (0, 2), (0, 3), (1, 3)]);
    }

    #[test]
    fn a_crowd_is_not_compared_with_itself() {
        let mut blocks = Blocks::default();
        for member in 0..10_000 {
            blocks.add(None, part("a"), member);
            blocks.add(None, Key::Whole("a".to_owned()), member);
        }
        let found = blocks.pairs();
        assert_eq!(found.pairs.len(), MOST * (MOST - 1) / 2);
        assert_eq!(found.crowds, [(0, 10_000 - MOST)]);
    }
}
