//! Which objects stand, and which rows fall with others.

use std::collections::HashMap;

use super::casting::{Casting, LEANS};
use super::entry::EntryIx;
use super::told::{Fault, RowIx};
use crate::incident::fold;

impl Casting<'_> {
    /// Rejects the rows that name the object of a row which could not be read.
    pub(super) fn reject_what_names(&mut self) {
        for (noun, slot, text) in self.book.unknown() {
            let gone = noun
                .iter()
                .find_map(|noun| self.fallen.get(&(*noun, fold(text))));
            if let Some(gone) = gone.filter(|gone| **gone != slot.row) {
                let fault = Fault::again(&slot.columns, LEANS, Some(*gone));
                self.faults.entry(slot.row).or_insert_with(|| vec![fault]);
            }
        }
    }

    /// Rejects the rows that describe what cannot stand without a row that is rejected.
    pub(super) fn reject_what_leans(&mut self) {
        let mut naming: HashMap<EntryIx, Vec<(EntryIx, usize)>> = HashMap::new();
        let mut described: HashMap<RowIx, Vec<EntryIx>> = HashMap::new();
        let mut standing: Vec<usize> = Vec::with_capacity(self.book.entries.len());
        for (ix, entry) in self.book.entries.iter().enumerate() {
            for (slot, to) in self.book.named(ix) {
                naming.entry(to).or_default().push((ix, slot));
            }
            for row in &entry.rows {
                described.entry(*row).or_default().push(ix);
            }
            let rows = entry.rows.iter();
            standing.push(rows.filter(|row| !self.faults.contains_key(row)).count());
        }
        let all = 0..self.book.entries.len();
        let mut waiting: Vec<EntryIx> = all.filter(|ix| !self.stands(*ix)).collect();
        while let Some(gone) = waiting.pop() {
            let cause = self.book.entries[gone].rows.first().copied();
            for (ix, slot) in naming.remove(&gone).unwrap_or_default() {
                let slot = &self.book.entries[ix].slots[slot];
                if self.faults.contains_key(&slot.row) {
                    continue;
                }
                let row = slot.row;
                let fault = Fault::again(&slot.columns, LEANS, cause);
                self.faults.insert(row, vec![fault]);
                // Whatever else the row describes falls with it.
                for ix in described.get(&row).into_iter().flatten() {
                    standing[*ix] -= 1;
                    let is_of_row = self.book.entries[*ix].own_row == Some(row);
                    if is_of_row || self.book.entries[*ix].own_row.is_none() && standing[*ix] == 0 {
                        waiting.push(*ix);
                    }
                }
            }
        }
    }

    /// Tells whether the rows that an object needs are not rejected.
    fn stands(&self, ix: EntryIx) -> bool {
        let entry = &self.book.entries[ix];
        match entry.own_row {
            Some(row) => !self.faults.contains_key(&row),
            None => entry.rows.iter().any(|row| !self.faults.contains_key(row)),
        }
    }

    /// Tells of each object whether it belongs into the casebook: it stands, and where no row of
    /// its own says that it is there, something that stands names it.
    pub(super) fn alive(&self) -> Vec<bool> {
        let count = self.book.entries.len();
        let mut alive = vec![false; count];
        let mut waiting: Vec<EntryIx> = (0..count)
            .filter(|ix| self.stands(*ix) && self.book.entries[*ix].own_row.is_some())
            .collect();
        while let Some(ix) = waiting.pop() {
            if !std::mem::replace(&mut alive[ix], true) {
                let named = self.book.named(ix).map(|(_, to)| to);
                waiting.extend(named.chain(self.book.entries[ix].incident));
            }
        }
        alive
    }
}
