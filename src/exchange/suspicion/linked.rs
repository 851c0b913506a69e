//! What is linked already, by whatever path.

/// Members joined into groups.
#[derive(Debug)]
pub(super) struct Linked(Vec<usize>);

impl Linked {
    /// Makes as many members, none of them linked.
    pub(super) fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// Joins two members and all that are linked to them; tells whether they were apart.
    pub(super) fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
        one != other
    }

    /// Tells whether two members are linked.
    pub(super) fn are(&mut self, one: usize, other: usize) -> bool {
        self.root(one) == self.root(other)
    }

    /// Returns the first of those that a member is linked to.
    pub(super) fn root(&mut self, member: usize) -> usize {
        let mut at = member;
        while self.0[at] != at {
            // Each look makes the way shorter for the next.
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }
}
