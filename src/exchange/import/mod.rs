//! Claims in from sheets: rows read by a mapping, or by titles that are the keys of the format, and
//! brought together as one casebook.
//!
//! 1. `plan`, `header`, `mapping`, `recipe`: what each sheet is, and what its columns are.
//! 2. `reading`, `draft`, `figure`, `date`: a row as the objects that it describes.
//! 3. `book`, `entry`, `register`, `fields`, `settle`: each object once, and whom names stand for.
//! 4. `casting`, `assemble`, `leaning`: the casebook. It is loaded as any other; what the loader finds wrong is
//!    the fault of a row, which is rejected with every row that leans on it, until a casebook is
//!    left.
//! 5. `ending`, `account`, `rejects`: what became of every row.
//!
//! So each row is taken as a whole or rejected as a whole, nothing is guessed, and what a casebook
//! may hold is decided in one place.

mod account;
mod assemble;
mod book;
mod casting;
mod date;
mod draft;
mod ending;
mod entry;
mod fields;
mod figure;
mod header;
mod leaning;
mod mapping;
mod plan;
mod reading;
mod recipe;
mod register;
mod rejects;
mod settle;
mod told;
mod words;

use std::rc::Rc;

pub use self::account::{Account, SheetAccount, Told};
use self::casting::Casting;
pub use self::mapping::{Mapping, mapping_names, shipped_mapping};
use crate::incident::Document;
use crate::reconcile::Evidence;
use crate::sheet::Workbook;

/// What sheets are as a casebook.
#[derive(Debug)]
pub struct Import {
    /// The casebook.
    pub document: Document,
    /// The casebook as it is judged.
    pub evidence: Vec<Rc<Evidence>>,
    /// What was read, and what was not.
    pub account: Account,
    /// The rows that were rejected, a table a sheet.
    pub rejects: Vec<Rejects>,
}

/// The rows of a sheet that were rejected, under its titles, with why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejects {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The titles and the rows.
    pub rows: Vec<Vec<String>>,
}

/// Why nothing could be made of sheets.
#[derive(Debug)]
pub struct Refused {
    /// What is wrong, in the order of the sheets.
    pub told: Vec<Told>,
}

/// Makes a casebook of sheets. Without a mapping the titles are the keys of the format.
///
/// # Errors
/// Where a sheet lacks a column that the mapping names, or no row is left to make a casebook of.
pub fn import(books: &[Workbook], mapping: Option<&Mapping>) -> Result<Import, Refused> {
    let mut account = Account::default();
    for book in books {
        let detected = (book.file.clone(), book.detected.clone());
        account.detected.push(detected);
    }
    let planned = plan::plan(books, mapping, &mut account).map_err(|told| Refused { told })?;
    Casting::new(&planned, account, mapping.is_none()).cast()
}
