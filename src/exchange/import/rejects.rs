//! What is said of the rows that were rejected, and the rows themselves, to be mended and imported
//! as they are.

use std::collections::BTreeMap;

use super::plan::Planned;
use super::told::{Fault, RowIx};
use super::{Account, Rejects, Told};
use crate::sheet::column_letters;

/// The column that a table of rejected rows has beside those of its sheet.
pub(super) const PROBLEM: &str = "problem";

impl Account {
    /// Counts the rows, and tells what is wrong with those that were rejected.
    pub(super) fn close(
        &mut self,
        planned: &[Planned<'_>],
        faults: &BTreeMap<RowIx, Vec<Fault>>,
    ) -> Vec<Rejects> {
        self.tell_what_was_read();
        let mut rejects: Vec<Rejects> = Vec::new();
        for (sheet, of) in planned.iter().enumerate() {
            let rows: Vec<(RowIx, &Vec<Fault>)> = faults
                .range(
                    RowIx { sheet, row: 0 }..=RowIx {
                        sheet,
                        row: usize::MAX,
                    },
                )
                .map(|(row, faults)| (*row, faults))
                .collect();
            let account = &mut self.sheets[sheet];
            account.rejected = rows.len();
            account.taken = account.rows - account.rejected - account.of_template;
            if rows.is_empty() {
                continue;
            }
            let mut table = table(of, &rows);
            for ((row, faults), cells) in rows.iter().zip(&mut table.rows[1..]) {
                let told: Vec<Told> = faults
                    .iter()
                    .map(|fault| told(planned, *row, fault))
                    .collect();
                let problems = told.iter().map(|told| match &told.columns[..] {
                    [] => told.message.clone(),
                    columns => format!("{}: {}", columns.join(", "), told.message),
                });
                cells.push(problems.collect::<Vec<_>>().join("; "));
                self.faults.extend(told);
            }
            rejects.push(table);
        }
        rejects
    }
}

/// The rows as they stand in their sheet, under its titles. Where the sheet is itself one of
/// rejected rows, what was said of them then is left out.
fn table(of: &Planned<'_>, rows: &[(RowIx, &Vec<Fault>)]) -> Rejects {
    let contents = || rows.iter().map(|(row, _)| &of.sheet.rows[row.row]);
    let width = contents().map(|row| row.cells.len()).max().unwrap_or(0);
    let width = width.max(of.header.titles.len());
    let title = |column: usize| match of.header.titles.get(column) {
        Some(title) => title.clone(),
        None => column_letters(column),
    };
    let columns: Vec<usize> = (0..width)
        .filter(|column| title(*column) != PROBLEM)
        .collect();
    let mut titles: Vec<String> = columns.iter().map(|column| title(*column)).collect();
    titles.push(PROBLEM.to_owned());
    let cells = contents().map(|row| {
        let cells = columns.iter().map(|column| row.text(*column).to_owned());
        cells.collect()
    });
    Rejects {
        file: of.file.to_owned(),
        sheet: of.sheet.name.clone(),
        rows: std::iter::once(titles).chain(cells).collect(),
    }
}

fn told(planned: &[Planned<'_>], row: RowIx, fault: &Fault) -> Told {
    let of = &planned[row.sheet];
    let number = |row: RowIx| planned[row.sheet].sheet.rows[row.row].number;
    let first = fault.first.filter(|first| *first != row);
    let place = first.map(|first| match first.sheet == row.sheet {
        true => format!(", row {}", number(first)),
        false => format!(
            ", row {} of `{}`",
            number(first),
            planned[first.sheet].sheet.name
        ),
    });
    let message = format!("{}{}", fault.message, place.unwrap_or_default());
    Told {
        row: Some(number(row)),
        columns: fault.columns.clone(),
        hint: fault.hint.clone(),
        ..Told::of_sheet(of.file, &of.sheet.name, message, None)
    }
}
