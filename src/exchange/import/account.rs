//! The account of an import: what was detected, what came in, what was left out and why. Every row
//! of every sheet stands in it once.

use std::collections::BTreeMap;

use super::plan::{Plan, Planned};
use super::rejects::PROBLEM;
use super::told::RowIx;
pub use super::told::Told;
use crate::exchange::grid::sheet_name;
use crate::exchange::target::paths;
use crate::incident::{Noun, nearest};
use crate::sheet::column_letters;

/// How many of a kind are listed; the rest is counted.
const LISTED: usize = 12;

/// What an import did.
#[derive(Debug, Default)]
pub struct Account {
    /// What was found out about each file, by its name.
    pub detected: Vec<(String, Vec<String>)>,
    /// The sheets that were read.
    pub sheets: Vec<SheetAccount>,
    /// What else a reader should know: columns and sheets that were not read, notations.
    pub notes: Vec<String>,
    /// Why rows were rejected, in the order of the rows.
    pub faults: Vec<Told>,
    /// The notations that figures were read from: each with its phrase, and in how many cells.
    notations: BTreeMap<(String, String), usize>,
    /// The rows that were taken and of which no claim came, by sheet.
    without_any: BTreeMap<String, Vec<u32>>,
}

/// What became of the rows of one sheet: `rows` is the sum of what follows it, save for objects
/// where a row makes several or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetAccount {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// What a row is: `claims`, `pages` ...
    pub holds: String,
    /// How many rows below the titles hold something.
    pub rows: usize,
    /// How many rows were taken into the casebook.
    pub taken: usize,
    /// How many rows were rejected.
    pub rejected: usize,
    /// How many rows are the template's own: its explanations and its examples.
    pub of_template: usize,
    /// How many claims came of the rows.
    pub claims: usize,
    /// How many figures are no claim, by the mapping.
    pub without_claim: usize,
}

impl Account {
    pub(super) fn sheet_left_out(&mut self, file: &str, sheet: &str, rows: usize) {
        if rows > 0 {
            self.notes.push(format!(
                "{file}, sheet `{sheet}`: not read, {rows} rows: its titles are none that are known"
            ));
        }
    }

    /// Notes the columns that nothing was read from.
    pub(super) fn unread_columns(&mut self, planned: &Planned<'_>, is_standard: bool) {
        let Plan::Objects(plan) = &planned.plan else {
            return;
        };
        let read = plan.columns();
        let read: Vec<usize> = read
            .iter()
            .filter_map(|c| planned.header.column(c))
            .collect();
        let rows = &planned.sheet.rows[planned.header.first..];
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let titled = planned.header.titles.len();
        let beyond: Vec<String> = (titled..widest.max(titled)).map(column_letters).collect();
        let titles = planned.header.titles.iter().chain(&beyond).enumerate();
        let unread = titles.filter(|(at, title)| {
            let is_empty = || rows.iter().all(|row| row.text(*at).trim().is_empty());
            !read.contains(at) && *title != PROBLEM && !is_empty()
        });
        let known = paths(plan.rows);
        let listed: Vec<String> = unread
            .map(|(_, title)| {
                let near = nearest(title, known.iter().map(String::as_str));
                match near.filter(|_| is_standard) {
                    Some(near) => format!("`{title}` (did you mean `{near}`?)"),
                    None => format!("`{title}`"),
                }
            })
            .collect();
        if !listed.is_empty() {
            self.notes.push(format!(
                "{}, sheet `{}`: columns not read: {}",
                planned.file,
                planned.sheet.name,
                listed.join(", ")
            ));
        }
    }

    /// Notes a row that was taken and of which no claim came.
    pub(super) fn without_any(&mut self, planned: &Planned<'_>, row: RowIx) {
        let number = planned.sheet.rows[row.row].number;
        let place = format!("{}, sheet `{}`", planned.file, planned.sheet.name);
        self.without_any.entry(place).or_default().push(number);
    }

    /// Notes that a figure was read from a notation.
    pub(super) fn notation(&mut self, text: &str, phrase: &str) {
        let key = (text.to_owned(), phrase.to_owned());
        *self.notations.entry(key).or_default() += 1;
    }

    /// Says which rows gave no claim, and which notations were read as which phrases.
    pub(super) fn tell_what_was_read(&mut self) {
        for (place, rows) in &self.without_any {
            let listed: Vec<String> = rows.iter().take(LISTED).map(u32::to_string).collect();
            let more = match rows.len().saturating_sub(LISTED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let note = format!("{place}: no claim came of row {}{more}", listed.join(", "));
            self.notes.push(note);
        }
        let all = self.notations.iter();
        let listed: Vec<String> = all
            .take(LISTED)
            .map(|((text, phrase), count)| {
                let times = if *count > 1 {
                    format!(" ({count} cells)")
                } else {
                    String::new()
                };
                format!("`{text}` as `{phrase}`{times}")
            })
            .collect();
        if listed.is_empty() {
            return;
        }
        let more = match self.notations.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        self.notes
            .push(format!("figures read: {}{more}", listed.join(", ")));
    }

    /// Returns how many rows were rejected.
    #[must_use]
    pub fn rejected(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.rejected).sum()
    }
}

/// What a row of a sheet is called.
pub(super) fn holds(noun: Noun) -> &'static str {
    sheet_name(noun)
}
