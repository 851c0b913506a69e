//! What each sheet of a file is: by the mapping, or by its titles where they are keys of the
//! format.

use super::account::{Account, Told};
use super::header::Header;
use super::mapping::{Mapping, SheetPlan};
use super::recipe::Recipe;
use crate::exchange::grid::{CASEBOOK, OF_CASEBOOK, is_called, noun_of};
use crate::exchange::target::Target;
use crate::incident::{Noun, SHAPES};
use crate::sheet::{Form, Sheet, Workbook};

/// A sheet, its titles, and what its rows are.
#[derive(Debug)]
pub(super) struct Planned<'a> {
    pub(super) file: &'a str,
    pub(super) sheet: &'a Sheet,
    pub(super) header: Header,
    /// Whether its cells are told apart by a character between them.
    pub(super) is_delimited: bool,
    pub(super) plan: Plan,
}

/// What the rows of a sheet are.
#[derive(Debug)]
pub(super) enum Plan {
    /// Objects of the casebook.
    Objects(SheetPlan),
    /// What a casebook says of itself, in one row.
    Casebook,
}

/// Finds out what each sheet is.
///
/// # Errors
/// What is missing in a sheet that the mapping names, a line a sheet.
pub(super) fn plan<'a>(
    books: &'a [Workbook],
    mapping: Option<&Mapping>,
    account: &mut Account,
) -> Result<Vec<Planned<'a>>, Vec<Told>> {
    let mut planned = Vec::new();
    let mut wrong = Vec::new();
    let mut unfit = Vec::new();
    for book in books {
        for sheet in &book.sheets {
            let found = match mapping {
                Some(mapping) => by_mapping(sheet, mapping),
                None => by_titles(sheet),
            };
            match found {
                Ok(Some((header, plan))) => {
                    let planned_sheet = Planned {
                        file: &book.file,
                        sheet,
                        header,
                        is_delimited: matches!(book.form, Form::Csv | Form::Tsv),
                        plan,
                    };
                    account.unread_columns(&planned_sheet, mapping.is_none());
                    planned.push(planned_sheet);
                }
                Ok(None) => account.sheet_left_out(&book.file, &sheet.name, sheet.rows.len()),
                Err((message, hint)) if !is_named(sheet, mapping) => {
                    account.sheet_left_out(&book.file, &sheet.name, sheet.rows.len());
                    unfit.push(Told::of_sheet(&book.file, &sheet.name, message, hint));
                }
                Err((message, hint)) => {
                    wrong.push(Told::of_sheet(&book.file, &sheet.name, message, hint))
                }
            }
        }
    }
    if planned.is_empty() {
        // Nothing fits: what each lacks is what there is to say.
        wrong.append(&mut unfit);
    }
    if mapping.is_some() && planned.is_empty() && wrong.is_empty() {
        let (message, hint) = ("no sheet is one that the mapping names", None);
        let files: Vec<&str> = books.iter().map(|book| book.file.as_str()).collect();
        wrong.push(Told::of_sheet(
            &files.join(", "),
            "",
            message.to_owned(),
            hint,
        ));
    }
    if wrong.is_empty() {
        Ok(planned)
    } else {
        Err(wrong)
    }
}

/// Tells whether a mapping names a sheet, so that it must have what it says.
fn is_named(sheet: &Sheet, mapping: Option<&Mapping>) -> bool {
    let plans = mapping.map_or(&[][..], |mapping| &mapping.sheets);
    plans.iter().any(|plan| plan.is_called(&sheet.name))
}

type Found = Result<Option<(Header, Plan)>, (String, Option<String>)>;

/// By the name of the sheet where the mapping gives one, else by its columns. A file of rows that
/// were rejected has another name and the same columns.
fn by_mapping(sheet: &Sheet, mapping: &Mapping) -> Found {
    let found = |plan: &SheetPlan, header| Some((header, Plan::Objects(plan.clone())));
    if let Some(plan) = mapping
        .sheets
        .iter()
        .find(|plan| plan.is_called(&sheet.name))
    {
        let header = Header::find(sheet, &plan.columns())?;
        return Ok(found(plan, header));
    }
    for plan in &mapping.sheets {
        if let Ok(header) = Header::find(sheet, &plan.columns()) {
            return Ok(found(plan, header));
        }
    }
    match &mapping.sheets[..] {
        // With one sheet it is plain which was meant, and what is missing helps more than silence.
        [only] => {
            let header = Header::find(sheet, &only.columns())?;
            Ok(found(only, header))
        }
        _ => Ok(None),
    }
}

/// By its name, or by the sort of object whose keys its titles are.
fn by_titles(sheet: &Sheet) -> Found {
    if is_called(&sheet.name, CASEBOOK) {
        let is_known = |title: &str| {
            title.starts_with("x-") || OF_CASEBOOK.iter().any(|(known, _)| *known == title)
        };
        return Ok(Header::guess(sheet, is_known).map(|header| (header, Plan::Casebook)));
    }
    let read = |noun: Noun| {
        let header = Header::guess(sheet, |title| Target::parse(noun, &key_of(title)).is_ok())?;
        let plan = of_titles(noun, &header);
        let count = plan.each[0].len();
        Some((count, header, plan))
    };
    let best = match noun_of(&sheet.name) {
        Some(noun) => read(noun),
        // Three keys of one sort at the least: `id` and `notes` stand in many a sheet.
        None => SHAPES
            .iter()
            .filter_map(|shape| read(shape.noun))
            .filter(|(count, ..)| *count > 2)
            .max_by_key(|(count, ..)| *count),
    };
    Ok(best.map(|(_, header, plan)| (header, Plan::Objects(plan))))
}

/// A title as a key: without white space around it, in lower case.
fn key_of(title: &str) -> String {
    let key = title.trim().to_lowercase();
    if key.starts_with("x-") || key.contains(".x-") {
        return title.trim().to_owned();
    }
    key.replace(' ', "_")
}

fn of_titles(rows: Noun, header: &Header) -> SheetPlan {
    let titles = header.titles.iter();
    let columns = titles.filter_map(|title| {
        let target = Target::parse(rows, &key_of(title)).ok()?;
        Some((target, Recipe::column(title)))
    });
    SheetPlan {
        names: Vec::new(),
        rows,
        each: vec![columns.collect()],
        dates: None,
        fill_down: Vec::new(),
    }
}
