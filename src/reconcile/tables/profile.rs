//! A quantifier profile with where each entry comes from.

use crate::reconcile::profile::Profile;
use crate::table::{Cell, Table};

use super::push;

impl Profile {
    /// Returns the profile as a table.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(["said", "reads", "where that comes from"])
            .titled(format!("profile {}: {}", self.name, self.title));
        for entry in self.entries() {
            push(&mut table, entry.map(Cell::from));
        }
        table
    }
}
