//! Empty sheets to fill in: every column with what belongs into it, and the claims of three
//! speakers from the seed article as examples.
//!
//! Nothing of it is written down twice: what explains a column is the schema's description of its
//! key, and the examples are cut from the built-in casebook.

use super::cut::{Pins, cut};
use super::export::{SheetTable, export};
use super::grid::{ORDER, sheet_name};
use super::links::Objects;
use super::target::{INCIDENT, Target, paths};
use crate::incident::{Document, Input, Node, Noun, Value, sample, schema};
use crate::sheet::{Choices, Column, LONGEST_CELL, Page};

/// The claims that are shown, of the built-in casebook `ishkobod`.
const EXAMPLES: [&str; 3] = ["scns-two", "seven", "is-ten"];

/// What begins the text that explains a column.
const MARK: &str = "# ";

/// Returns the sheets of the template, with the examples.
#[must_use]
pub fn template() -> Vec<SheetTable> {
    let text = sample("ishkobod").unwrap_or_default();
    let document = Document::read(&Input::new("ishkobod", text)).map_or_else(
        |_| Document::of(Node::object()),
        |document| named_by_examples(&document),
    );
    let examples = export(&document, LONGEST_CELL).tables;
    let sheets = ORDER.into_iter().map(|noun| {
        let titles = paths(noun);
        let shown = examples.iter().find(|table| table.noun == Some(noun));
        let rows = shown.into_iter().flat_map(|table| {
            table.rows.iter().map(|row| {
                let cell = |title: &String| {
                    let at = table.titles.iter().position(|known| known == title);
                    at.map_or(String::new(), |at| row[at].clone())
                };
                titles.iter().map(cell).collect()
            })
        });
        SheetTable {
            name: sheet_name(noun),
            noun: Some(noun),
            rows: rows.collect(),
            titles,
        }
    });
    sheets.collect()
}

/// The casebook with the examples, and with what they name, alone.
fn named_by_examples(document: &Document) -> Document {
    let objects = Objects::of(document);
    let mut kept: Vec<bool> = objects
        .all
        .iter()
        .map(|one| one.noun == Noun::Claim && EXAMPLES.contains(&one.id.as_str()))
        .collect();
    let mut waiting: Vec<usize> = (0..kept.len()).filter(|ix| kept[*ix]).collect();
    while let Some(ix) = waiting.pop() {
        // The other incident of the page is not among them.
        let named = objects.named(ix).into_iter();
        let named = named.filter(|(key, _)| *key != "related");
        let named = named.map(|(_, to)| to);
        for to in named.chain(objects.all[ix].incident) {
            if !std::mem::replace(&mut kept[to], true) {
                waiting.push(to);
            }
        }
    }
    cut(document, &objects, &Pins::new(), &|ix| kept[ix])
}

/// Returns what belongs into a column, for people.
pub(super) fn explanation(schema: &Node, noun: Noun, path: &str) -> String {
    if path == INCIDENT {
        return format!(
            "{MARK}The incident that this row belongs to; empty where there is only one."
        );
    }
    let (key, inner) = match path.split_once('.') {
        Some((key, inner)) => (key, Some(inner)),
        None => (path, None),
    };
    let name = match (inner, noun.shape().key(key).map(|key| key.value)) {
        (Some(_), Some(Value::Link)) => "link",
        (Some(_), _) => key,
        (None, _) => noun.shape().name,
    };
    let definition = schema.get("$defs").and_then(|all| all.get(name));
    let is_required = definition.is_some_and(|of| {
        of.list("required")
            .iter()
            .any(|one| one.as_text() == Some(inner.unwrap_or(key)))
    });
    let of = definition.and_then(|of| of.get("properties")?.get(inner.unwrap_or(key)));
    let text = of
        .and_then(|of| of.get("description")?.as_text())
        .unwrap_or_default();
    let required = match (is_required, inner) {
        (true, None) => "Required. ",
        _ => "",
    };
    let several = match Target::parse(noun, path)
        .ok()
        .and_then(|target| target.value(noun))
    {
        Some(Value::Many(_) | Value::Variants) => " Several with `;` between them.".to_owned(),
        Some(Value::Word(words)) => format!(" One of: {}.", words().join(", ")),
        _ => String::new(),
    };
    // The page of a claim is implied in a casebook, but not in a sheet.
    let text = match (noun, path) {
        (Noun::Claim, "in") => "Required. The page that carries it: the `id` of a row of `pages`.",
        _ => text,
    };
    format!("{MARK}{required}{text}{several}")
}

/// Tells whether a row is the one that explains the columns: most of what it holds does.
pub(super) fn is_explanation(noun: Noun, titles: &[String], cells: &[String]) -> bool {
    let first = cells
        .iter()
        .map(|cell| cell.trim())
        .find(|cell| !cell.is_empty());
    if !first.is_some_and(|first| first.starts_with(MARK)) {
        return false;
    }
    let schema = Node::from_json(schema()).unwrap_or(Node::object());
    let filled = cells
        .iter()
        .zip(titles)
        .filter(|(cell, _)| !cell.trim().is_empty());
    let (mut explained, mut all) = (0, 0);
    for (cell, title) in filled {
        all += 1;
        explained += usize::from(cell.trim() == explanation(&schema, noun, title));
    }
    explained * 2 > all
}

/// Returns the pages of a workbook to fill in.
#[must_use]
pub fn template_pages() -> Vec<Page> {
    let schema = Node::from_json(schema()).unwrap_or(Node::object());
    let sheets = template();
    let pages = sheets.iter().map(|sheet| {
        page(sheet, &sheets, |path| {
            sheet.noun.map(|noun| explanation(&schema, noun, path))
        })
    });
    pages.collect()
}

/// Returns the tables of a casebook as pages of a workbook.
#[must_use]
pub fn export_pages(tables: &[SheetTable]) -> Vec<Page> {
    let pages = tables.iter().map(|table| page(table, tables, |_| None));
    pages.collect()
}

/// Returns a table as a page of a workbook; `explained` says what belongs into a column.
pub(super) fn page(
    table: &SheetTable,
    all: &[SheetTable],
    explained: impl Fn(&str) -> Option<String>,
) -> Page {
    let columns = table.titles.iter().map(|title| Column {
        title: title.clone(),
        width: width(title),
        explained: explained(title),
        choices: table
            .noun
            .map_or(Choices::Free, |noun| choices(noun, title, all)),
    });
    let cells = |row: &Vec<String>| {
        let cells = row.iter().map(|text| match text.as_str() {
            "" => crate::sheet::Value::Empty,
            text => crate::sheet::Value::Text(text.to_owned()),
        });
        cells.collect()
    };
    Page {
        name: table.name.to_owned(),
        columns: columns.collect(),
        rows: table.rows.iter().map(cells).collect(),
    }
}

fn width(title: &str) -> u16 {
    match title {
        "notes" | "summary" | "wording" | "title" | "url" | "label" | "name" | "reason" => 36,
        "says" | "id" | "in" | "by" | "measure" | "people" | "published" => 22,
        _ => 16,
    }
}

fn choices(noun: Noun, path: &str, all: &[SheetTable]) -> Choices {
    let words =
        |words: &[&str]| Choices::Words(words.iter().map(|word| (*word).to_owned()).collect());
    match Target::parse(noun, path)
        .ok()
        .and_then(|target| target.value(noun))
    {
        Some(Value::Word(of)) => words(&of()),
        Some(Value::Flag) => words(&["true", "false"]),
        Some(Value::One(nouns) | Value::Many(nouns)) => {
            let page = sheet_name(nouns[nouns.len() - 1]);
            let has_ids = all
                .iter()
                .any(|table| table.name == page && table.titles.iter().any(|title| title == "id"));
            if has_ids {
                Choices::Ids {
                    page: page.to_owned(),
                    column: "id".to_owned(),
                }
            } else {
                Choices::Free
            }
        }
        _ => Choices::Free,
    }
}

/// Tells whether a row is one of the examples, as they come.
pub(super) fn is_example(
    examples: &[SheetTable],
    noun: Noun,
    titles: &[String],
    cells: &[&str],
) -> bool {
    let Some(table) = examples.iter().find(|table| table.noun == Some(noun)) else {
        return false;
    };
    let cell = |title: &String| {
        let at = titles.iter().position(|known| known == title);
        at.and_then(|at| cells.get(at)).copied().unwrap_or_default()
    };
    table.rows.iter().any(|row| {
        table
            .titles
            .iter()
            .zip(row)
            .all(|(title, text)| cell(title) == text)
    })
}
