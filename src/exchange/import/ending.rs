//! How an import ends: with a casebook and the account of the rows, or with what is wrong.

use std::collections::HashSet;
use std::rc::Rc;

use super::assemble::Assembled;
use super::casting::Casting;
use super::draft::Content;
use super::entry::EntryIx;
use super::told::RowIx;
use super::{Import, Refused, Told};
use crate::incident::{Noun, Problem};
use crate::reconcile::Evidence;

/// How many pages of one address are listed.
const LISTED: usize = 12;

impl Casting<'_> {
    /// The casebook and the account, once nothing is at fault any more.
    pub(super) fn import(
        mut self,
        assembled: Assembled,
        evidence: Vec<Rc<Evidence>>,
        alive: &[bool],
    ) -> Import {
        self.note_notations();
        let mut with_claim: HashSet<RowIx> = HashSet::new();
        for (ix, entry) in self.book.entries.iter().enumerate() {
            if let (Noun::Claim, Some(row), true) = (entry.noun, entry.own_row, alive[ix]) {
                self.account.sheets[row.sheet].claims += 1;
                with_claim.insert(row);
            }
        }
        for (row, count) in std::mem::take(&mut self.without_claim) {
            if self.faults.contains_key(&row) {
                continue;
            }
            self.account.sheets[row.sheet].without_claim += count;
            if !with_claim.contains(&row) {
                self.account.without_any(&self.planned[row.sheet], row);
            }
        }
        self.tell_twins();
        let rejects = self.account.close(self.planned, &self.faults);
        Import {
            document: assembled.document,
            evidence,
            account: self.account,
            rejects,
        }
    }

    /// Notes the notations that the figures of accepted rows were read from.
    fn note_notations(&mut self) {
        for draft in &self.drafts {
            if self.faults.contains_key(&draft.row) {
                continue;
            }
            for field in &draft.fields {
                if let Content::Says(says) = &field.content
                    && let Ok(read) = &says.figure
                    && read.is_notation
                {
                    self.account.notation(&says.text, &read.phrase);
                }
            }
        }
    }

    /// Notes the pages that have one address.
    fn tell_twins(&mut self) {
        let id = |ix: EntryIx| self.book.entries[ix].id.as_deref().unwrap_or_default();
        for (one, other) in self.book.twins.iter().take(LISTED) {
            self.account.notes.push(format!(
                "the pages `{}` and `{}` have one address: they may be one page in two rows",
                id(*one),
                id(*other)
            ));
        }
        if let Some(more) = self
            .book
            .twins
            .len()
            .checked_sub(LISTED)
            .filter(|more| *more > 0)
        {
            let note = format!("{more} more pages have the address of another");
            self.account.notes.push(note);
        }
    }

    /// What is wrong, where no casebook is left.
    pub(super) fn refused(mut self, unplaced: Vec<Problem>) -> Refused {
        self.account.close(self.planned, &self.faults);
        let mut told = std::mem::take(&mut self.account.faults);
        if self.book.incidents.is_empty() && told.is_empty() {
            let (message, hint) = no_rows();
            let files: Vec<&str> = self.planned.iter().map(|planned| planned.file).collect();
            told.push(Told::of_sheet(&files.join(", "), "", message, hint));
        } else if told.is_empty() {
            told.extend(unplaced.into_iter().map(|problem| {
                let hint = problem.hint().map(str::to_owned);
                Told::of_sheet("the casebook", "", problem.message().to_owned(), hint)
            }));
        }
        Refused { told }
    }
}

fn no_rows() -> (String, Option<String>) {
    (
        "no row to make a casebook of was found".to_owned(),
        Some(
            "titles are keys such as `measure`, `by`, `in`, `says`; for others give a mapping"
                .to_owned(),
        ),
    )
}
