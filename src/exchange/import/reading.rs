//! Every row by itself: what it describes, or what is wrong with it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::account::{SheetAccount, holds};
use super::draft::{Content, Draft, called, drafts, ghosts};
use super::mapping::SheetPlan;
use super::plan::{Plan, Planned};
use super::told::{Fault, RowIx};
use crate::exchange::grid::{CASEBOOK, read_head};
use crate::exchange::template::{is_example, is_explanation, template};
use crate::incident::{MeasureKind, Node, Noun, fold};
use crate::sheet::Row;

/// What the rows are.
pub(super) struct Reading {
    /// What they describe, in their order; of claims that cannot be read, what is left of them.
    pub(super) drafts: Vec<Draft>,
    /// What is wrong with those that cannot be read.
    pub(super) faults: BTreeMap<RowIx, Vec<Fault>>,
    /// An account a sheet, as far as rows by themselves tell.
    pub(super) sheets: Vec<SheetAccount>,
    /// What the objects of rows that cannot be read may be named by, folded.
    pub(super) fallen: HashMap<(Noun, String), RowIx>,
    /// How many figures of a row say that there is no claim.
    pub(super) without_claim: BTreeMap<RowIx, usize>,
    /// What the casebook says of itself.
    pub(super) head: Vec<(String, Node)>,
}

/// Reads every row. Where titles are keys of the format the rows that the template brings along,
/// its explanations and its examples, are told from those that were filled in.
pub(super) fn read(planned: &[Planned<'_>], is_standard: bool) -> Reading {
    let mut reading = Reading {
        drafts: Vec::new(),
        faults: BTreeMap::new(),
        sheets: Vec::with_capacity(planned.len()),
        fallen: HashMap::new(),
        without_claim: BTreeMap::new(),
        head: Vec::new(),
    };
    let mut templates = HashSet::new();
    let is_counting = !planned.iter().any(speaks_of_statements);
    for (sheet, planned) in planned.iter().enumerate() {
        let account = SheetAccount {
            file: planned.file.to_owned(),
            sheet: planned.sheet.name.clone(),
            ..SheetAccount::default()
        };
        reading.sheets.push(account);
        let explained = match &planned.plan {
            Plan::Casebook => {
                reading.head(planned, sheet);
                false
            }
            Plan::Objects(plan) => {
                let how = How {
                    is_standard,
                    is_counting,
                };
                reading.objects(planned, plan, sheet, how)
            }
        };
        if explained {
            templates.insert(sheet);
        }
    }
    if !templates.is_empty() {
        reading.leave_out_examples(planned, &templates);
    }
    reading
}

/// How the rows of a sheet are read.
#[derive(Clone, Copy)]
struct How {
    /// Whether the titles are keys of the format, as in the template.
    is_standard: bool,
    /// Whether no measure holds statements.
    is_counting: bool,
}

/// Tells whether a measure of a sheet, or by the mapping, may hold statements.
fn speaks_of_statements(planned: &Planned<'_>) -> bool {
    let word = MeasureKind::Statement.word();
    let mut rows = planned.sheet.rows.iter();
    let is_in_cell = rows.any(|row| row.cells.iter().any(|cell| fold(&cell.text) == word));
    let is_in_plan = match &planned.plan {
        Plan::Objects(plan) => {
            let mut recipes = plan.each.iter().flatten();
            recipes.any(|(_, recipe)| recipe.is_constant(word))
        }
        Plan::Casebook => false,
    };
    is_in_cell || is_in_plan
}

/// The rows below the titles that hold something.
fn rows<'a>(planned: &'a Planned<'_>) -> impl Iterator<Item = (usize, &'a Row)> {
    let rows = planned.sheet.rows.iter().enumerate();
    rows.skip(planned.header.first)
        .filter(|(_, row)| row.cells.iter().any(|cell| !cell.text.trim().is_empty()))
}

impl Reading {
    /// Reads what the casebook says of itself, which is one row.
    fn head(&mut self, planned: &Planned<'_>, sheet: usize) {
        CASEBOOK.clone_into(&mut self.sheets[sheet].holds);
        for (row, content) in rows(planned) {
            self.sheets[sheet].rows += 1;
            if self.sheets[sheet].rows > 1 {
                let fault = Fault::new(&[], "expected one row, which the casebook says of itself");
                self.faults.insert(RowIx { sheet, row }, vec![fault]);
                continue;
            }
            let titles = planned.header.titles.iter().enumerate();
            let cells = titles.filter_map(|(at, title)| read_head(title, content.text(at).trim()));
            self.head = cells.collect();
        }
    }

    /// Reads rows that describe objects. Returns whether one of them explains the columns.
    fn objects(&mut self, planned: &Planned<'_>, plan: &SheetPlan, sheet: usize, how: How) -> bool {
        holds(plan.rows).clone_into(&mut self.sheets[sheet].holds);
        let fill_down = plan.fill_down.iter();
        let fill_down: Vec<usize> = fill_down
            .filter_map(|title| planned.header.column(title))
            .collect();
        let mut above: HashMap<usize, String> = HashMap::new();
        let mut is_explained = false;
        for (row, content) in rows(planned) {
            let ix = RowIx { sheet, row };
            let account = &mut self.sheets[sheet];
            account.rows += 1;
            let cells = content.cells.iter();
            let mut cells: Vec<String> = cells.map(|cell| cell.text.clone()).collect();
            if how.is_standard && is_explanation(plan.rows, &planned.header.titles, &cells) {
                account.of_template += 1;
                is_explained = true;
                continue;
            }
            if let Some(fault) = beyond(planned, content) {
                self.faults.insert(ix, vec![fault]);
                continue;
            }
            fill(&mut cells, &fill_down, &mut above);
            match drafts(planned, plan, &cells, ix, how.is_counting) {
                Ok((drafts, 0)) if drafts.is_empty() => {
                    let message = "expected something in the columns that are read, found nothing";
                    self.faults.insert(ix, vec![Fault::new(&[], message)]);
                }
                Ok((drafts, without_claim)) => {
                    if without_claim > 0 {
                        self.without_claim.insert(ix, without_claim);
                    }
                    self.drafts.extend(drafts);
                }
                Err(faults) => {
                    self.faults.insert(ix, faults);
                    self.drafts.extend(ghosts(planned, plan, &cells, ix));
                    let names = called(planned, plan, &cells).into_iter();
                    let names = names.map(|name| ((plan.rows, fold(&name)), ix));
                    self.fallen.extend(names);
                }
            }
        }
        is_explained
    }

    /// Leaves the template's examples out once there are claims of one's own, save those that a row
    /// of one's own names. A sheet is the template's as long as it explains its columns.
    fn leave_out_examples(&mut self, planned: &[Planned<'_>], templates: &HashSet<usize>) {
        let examples = template();
        let cells = |row: RowIx| {
            let cells = planned[row.sheet].sheet.rows[row.row].cells.iter();
            cells.map(|cell| cell.text.trim())
        };
        let is_own = |draft: &Draft| {
            let titles = &planned[draft.row.sheet].header.titles;
            let texts: Vec<&str> = cells(draft.row).collect();
            let is_in_template = templates.contains(&draft.row.sheet);
            !(is_in_template && is_example(&examples, draft.noun, titles, &texts))
        };
        let (own, mut others): (Vec<Draft>, Vec<Draft>) = std::mem::take(&mut self.drafts)
            .into_iter()
            .partition(is_own);
        let has_own = |noun: Noun| own.iter().any(|draft| draft.noun == noun);
        if !has_own(Noun::Claim) && self.faults.is_empty() {
            self.drafts = own.into_iter().chain(others).collect();
            return;
        }
        let mut kept = own;
        let mut named: HashSet<&str> = HashSet::new();
        let mut heard = 0;
        // As long as what is kept names more. The examples are few.
        while heard < kept.len() {
            for draft in &kept[heard..] {
                let words = cells(draft.row).flat_map(|text| text.split(';'));
                named.extend(words.map(str::trim));
            }
            heard = kept.len();
            let (used, rest): (Vec<Draft>, Vec<Draft>) = others.into_iter().partition(|draft| {
                let is_named = id_of(draft).is_some_and(|id| named.contains(id));
                is_named && draft.noun != Noun::Claim
            });
            kept.extend(used);
            others = rest;
        }
        for draft in others {
            self.sheets[draft.row.sheet].of_template += 1;
        }
        kept.sort_by_key(|draft| draft.row);
        self.drafts = kept;
    }
}

/// In text a cell more than there are titles is mostly a cell cut in two: `1,200`.
fn beyond(planned: &Planned<'_>, row: &Row) -> Option<Fault> {
    let titles = planned.header.titles.len();
    let mut cells = row.cells.iter().skip(titles);
    let cell = cells.find(|cell| !cell.text.trim().is_empty())?;
    if !planned.is_delimited {
        return None;
    }
    let message = format!(
        "expected {titles} cells, as there are titles, found `{}` beyond them",
        cell.text.trim()
    );
    let hint = "a cell with the character that stands between cells needs quotes: \"1,200\"";
    Some(Fault::new(&[], message).hint(hint))
}

/// Fills empty cells of some columns with what stands above them.
fn fill(cells: &mut Vec<String>, columns: &[usize], above: &mut HashMap<usize, String>) {
    for column in columns {
        if cells.len() <= *column {
            cells.resize(*column + 1, String::new());
        }
        if cells[*column].trim().is_empty() {
            cells[*column] = above.get(column).cloned().unwrap_or_default();
        } else {
            above.insert(*column, cells[*column].clone());
        }
    }
}

/// Returns the id that a row gives its object.
fn id_of(draft: &Draft) -> Option<&str> {
    draft.fields.iter().find_map(|field| match &field.content {
        Content::One(node) if field.target.key == "id" => node.as_text(),
        _ => None,
    })
}
