//! The cells of a sheet while it is read, kept within the limits.

use std::collections::BTreeMap;

use super::limits::{LONGEST_TEXT, MOST_TEXT};
use super::{Cell, CellKind, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Row, Unreadable, column_letters};

/// What the sheets of one file have taken up so far.
#[derive(Debug, Default)]
pub(super) struct Spent {
    cells: usize,
    text: usize,
}

impl Spent {
    fn take(&mut self, cells: usize, text: usize) -> Result<(), Unreadable> {
        self.cells = self.cells.saturating_add(cells);
        self.text = self.text.saturating_add(text);
        if self.cells > MOST_CELLS {
            return Err(
                Unreadable::new(format!("the file holds more than {MOST_CELLS} cells"))
                    .hint("split it"),
            );
        }
        if self.text > MOST_TEXT {
            return Err(Unreadable::new(format!(
                "the cells hold more than {} MiB of text",
                MOST_TEXT >> 20
            ))
            .hint("split the file"));
        }
        Ok(())
    }
}

/// A rectangle of cells that were made one. Rows count from 1, columns from 0; both ends belong
/// to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) rows: (u32, u32),
    pub(super) columns: (usize, usize),
}

impl std::fmt::Display for Region {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (left, right) = (
            column_letters(self.columns.0),
            column_letters(self.columns.1),
        );
        write!(f, "{left}{}:{right}{}", self.rows.0, self.rows.1)
    }
}

/// The cells of one sheet, by row. A file may give its rows in any order.
#[derive(Debug)]
pub(super) struct Grid<'a> {
    rows: BTreeMap<u32, Vec<Cell>>,
    spent: &'a mut Spent,
}

impl<'a> Grid<'a> {
    pub(super) fn new(spent: &'a mut Spent) -> Self {
        Self {
            rows: BTreeMap::new(),
            spent,
        }
    }

    /// Puts a cell at a row counted from 1 and a column counted from 0. An empty text puts nothing,
    /// wherever it stands: programs give a form to cells far off that hold nothing.
    pub(super) fn put(
        &mut self,
        row: u32,
        column: usize,
        text: String,
        kind: CellKind,
    ) -> Result<(), Unreadable> {
        if text.is_empty() {
            return Ok(());
        }
        let place = |error: Unreadable| error.at_row(row);
        if row == 0 || row > MOST_ROWS {
            let message = format!("a cell beyond the last row, {MOST_ROWS}");
            return Err(place(Unreadable::new(message)));
        }
        if column >= MOST_COLUMNS {
            return Err(place(
                Unreadable::new(format!(
                    "a cell beyond column {}, the last of {MOST_COLUMNS} that are read",
                    column_letters(MOST_COLUMNS - 1)
                ))
                .hint("clear the cells far to the right"),
            ));
        }
        if text.len() > LONGEST_TEXT {
            return Err(place(
                Unreadable::new(format!(
                    "the cell in column {} holds more than {} KiB of text",
                    column_letters(column),
                    LONGEST_TEXT >> 10
                ))
                .hint("is a quote missing? put long texts into a file of their own"),
            ));
        }
        let cells = self.rows.entry(row).or_default();
        let new = (column + 1).saturating_sub(cells.len());
        self.spent.take(new, text.len()).map_err(place)?;
        if new > 0 {
            cells.resize(
                column + 1,
                Cell {
                    text: String::new(),
                    kind: CellKind::Empty,
                },
            );
        }
        cells[column] = Cell { text, kind };
        Ok(())
    }

    /// Gives every cell of a region what its first shows.
    ///
    /// Only rows and columns that hold something of their own are filled: a title that is merged
    /// over rows with nothing else in them makes no rows.
    pub(super) fn merge(&mut self, regions: &[Region]) -> Result<(), Unreadable> {
        let widest = self.rows.values().map(Vec::len).max().unwrap_or(0);
        for region in regions {
            // Regions may overlap, and there may be any number of them: each costs something.
            self.spent.take(1, 0)?;
            let (first_row, first_column) = (region.rows.0, region.columns.0);
            let first = self
                .rows
                .get(&first_row)
                .and_then(|cells| cells.get(first_column));
            let Some(first) = first.filter(|cell| !cell.text.is_empty()).cloned() else {
                continue;
            };
            if region.rows.1 < first_row {
                continue;
            }
            let filled = self
                .rows
                .range(first_row..=region.rows.1)
                .map(|(row, _)| *row);
            for row in filled.collect::<Vec<_>>() {
                self.spent.take(1, 0)?;
                for column in first_column..=region.columns.1.min(widest.saturating_sub(1)) {
                    if (row, column) != (first_row, first_column) {
                        self.spent.take(1, 0)?;
                        self.put(row, column, first.text.clone(), first.kind)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Returns the rows that hold something, from the top.
    pub(super) fn rows(self) -> Vec<Row> {
        let rows = self.rows.into_iter();
        rows.map(|(number, cells)| Row { number, cells }).collect()
    }
}

/// Returns what is said of merged cells, if there are any: the first few by their place.
pub(super) fn merged(sheet: &str, regions: &[Region]) -> Option<String> {
    const NAMED: usize = 3;
    let named: Vec<String> = regions.iter().take(NAMED).map(Region::to_string).collect();
    let more = match regions.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!regions.is_empty()).then(|| {
        format!(
            "sheet `{sheet}`: each of the merged cells {}{more} is read as what the first of them shows",
            named.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{Grid, Region, Spent, merged};
    use crate::sheet::{CellKind, MOST_CELLS, MOST_COLUMNS, MOST_ROWS};

    fn grid<'a>(spent: &'a mut Spent, cells: &[(u32, usize, &str)]) -> Grid<'a> {
        let mut grid = Grid::new(spent);
        for (row, column, text) in cells {
            let put = grid.put(*row, *column, (*text).to_owned(), CellKind::Text);
            put.expect("within the limits");
        }
        grid
    }

    #[test]
    fn merged_cells_hold_the_first_and_make_no_rows() {
        let mut spent = Spent::default();
        let mut grid = grid(
            &mut spent,
            &[
                (1, 0, "killed"),
                (2, 0, "men"),
                (2, 1, "women"),
                (3, 1, "x"),
            ],
        );
        let regions = [
            Region {
                rows: (1, 1),
                columns: (0, 16_383),
            },
            Region {
                rows: (2, 1_048_576),
                columns: (0, 0),
            },
            Region {
                rows: (9, 9),
                columns: (0, 1),
            },
            Region {
                rows: (2, 1),
                columns: (1, 0),
            },
        ];
        grid.merge(&regions).expect("within the limits");
        let rows: Vec<String> = grid
            .rows()
            .iter()
            .map(|row| format!("{}:{}|{}", row.number, row.text(0), row.text(1)))
            .collect();
        assert_eq!(rows, ["1:killed|killed", "2:men|women", "3:men|x"]);
        let said = merged("s", &regions).expect("something");
        assert!(
            said.contains("A1:XFD1, A2:A1048576, A9:B9 and 1 more"),
            "{said}"
        );
    }

    #[test]
    fn every_limit_is_an_error() {
        let mut spent = Spent::default();
        let mut grid = grid(&mut spent, &[(1, 0, "x")]);
        for (row, column, length) in [
            (MOST_ROWS + 1, 0, 1),
            (0, 0, 1),
            (1, MOST_COLUMNS, 1),
            (1, 0, 2 << 20),
        ] {
            assert!(
                grid.put(row, column, "x".repeat(length), CellKind::Text)
                    .is_err()
            );
        }
        let full = (1..).find_map(|row| grid.put(row, 1_023, "x".into(), CellKind::Text).err());
        let full = full.expect("a limit");
        assert_eq!(
            full.row,
            Some(1 + u32::try_from(MOST_CELLS / MOST_COLUMNS).expect("few"))
        );
        assert_eq!(full.message, "the file holds more than 2000000 cells");
    }
}
