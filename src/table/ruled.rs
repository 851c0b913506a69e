//! A table whose number of columns stands where it is written.

use super::{Cell, Column, Table};

/// A table that is filled by the program itself, with `N` columns. A row of another number of cells
/// does not compile, so that adding one cannot fail as [`Table::row`] can.
///
/// Nothing else may be done to the table inside that would change its columns: it is lent out for
/// reading only, and given away when it is done.
#[derive(Clone, Debug)]
pub struct Ruled<const N: usize>(Table);

impl<const N: usize> Ruled<N> {
    /// An empty table with these columns, in this order.
    pub fn new<C: Into<Column>>(columns: [C; N]) -> Self {
        Self(Table::new(columns))
    }

    /// The same table under a title.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self(self.0.titled(title))
    }

    /// Adds a row.
    pub fn push(&mut self, cells: [Cell; N]) -> &mut Self {
        self.0.rows.push(cells.into());
        self
    }

    /// Adds a paragraph beneath the table.
    pub fn note(&mut self, text: impl Into<String>) -> &mut Self {
        self.0.note(text);
        self
    }

    /// Returns the table.
    #[must_use]
    pub fn done(self) -> Table {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Ruled;

    #[test]
    fn it_is_the_table_that_rows_make() {
        let mut ruled = Ruled::new(["a", "a"]).titled("Title");
        ruled.push(["1".into(), 2.into()]).note("note");
        let mut table = crate::table::Table::new(["a", "a"]).titled("Title");
        table
            .row::<crate::table::Cell>(["1".into(), 2.into()])
            .expect("two cells");
        table.note("note");
        assert_eq!(ruled.done(), table);
    }
}
