//! What belongs together, joined pair by pair.

use std::collections::HashMap;
use std::hash::Hash;

/// Things joined into groups, of which each knows its first. What was never joined is a group of
/// its own, and costs nothing.
#[derive(Debug)]
pub struct Joined<T>(HashMap<T, T>);

impl<T> Default for Joined<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Copy + Eq + Hash + Ord> Joined<T> {
    /// Returns the first of those that belong together with this one, in their order.
    pub fn root(&mut self, one: T) -> T {
        let mut root = one;
        while let Some(above) = self.0.get(&root) {
            root = *above;
        }
        // Each look makes the way shorter for the next.
        let mut at = one;
        while at != root {
            at = self.0.insert(at, root).unwrap_or(root);
        }
        root
    }

    /// Joins two and all that belong together with either; tells whether they were apart.
    pub fn join(&mut self, one: T, other: T) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        if one != other {
            self.0.insert(one.max(other), one.min(other));
        }
        one != other
    }

    /// Tells whether two belong together.
    pub fn are(&mut self, one: T, other: T) -> bool {
        self.root(one) == self.root(other)
    }

    /// Returns the first of its group for everything that is not a first itself.
    #[must_use]
    pub fn settled(mut self) -> HashMap<T, T> {
        let joined: Vec<T> = self.0.keys().copied().collect();
        let settle = |one| (one, self.root(one));
        joined.into_iter().map(settle).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Joined;

    #[test]
    fn the_first_stands_for_all_that_are_joined() {
        let mut joined = Joined::default();
        assert!(joined.join(3, 5));
        assert!(joined.join(5, 1));
        assert!(!joined.join(1, 3));
        assert!(joined.are(3, 1) && !joined.are(3, 2));
        assert_eq!((joined.root(5), joined.root(2)), (1, 2));
        let mut settled: Vec<_> = joined.settled().into_iter().collect();
        settled.sort_unstable();
        assert_eq!(settled, [(3, 1), (5, 1)]);
    }
}
