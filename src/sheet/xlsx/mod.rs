//! Workbooks of Excel 2007 and later: a zipped file of XML parts that name one another.
//!
//! Parts are found by what they are said to be to one another, not by their usual place. Elements
//! are known by their names without prefix, so the strict form of the standard is read as well.

mod cells;
mod strings;
mod styles;

use std::collections::HashMap;

use super::grid::{Grid, Spent, merged};
use super::limits::MOST_SHEETS;
use super::markup::Markup;
use super::package::{Package, damaged};
use super::{Contents, Sheet, Unreadable};

/// What one part says of another.
#[derive(Debug)]
struct Relation {
    /// The last word of its kind, such as `worksheet`.
    kind: String,
    target: String,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
struct Listed {
    name: String,
    id: String,
    hidden: bool,
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    let mut package = Package::open(bytes)?;
    if package.find("xl/workbook.bin").is_some() {
        return Err(
            Unreadable::new("this is a binary workbook (`.xlsb`)").hint("save it as `.xlsx`")
        );
    }
    if package.find("content.xml").is_some() && package.find("mimetype").is_some() {
        return Err(
            Unreadable::new("this is an OpenDocument file, not one of Excel")
                .hint("if it is a spreadsheet, give it its ending: `.ods`"),
        );
    }
    let top = relations(&mut package, "", "_rels/.rels")?;
    let path = top
        .into_values()
        .find(|relation| relation.kind == "officeDocument");
    let path = path.map_or("xl/workbook.xml".to_owned(), |relation| relation.target);
    let text = package.needed(&path)?;
    let (listed, from_1904) = list(&path, &text)?;
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let related = relations(
        &mut package,
        folder,
        &joined(folder, &format!("_rels/{file}.rels")),
    )?;
    let of_kind = |kind: &str| {
        let related = related.values().find(|relation| relation.kind == kind);
        related.map(|relation| relation.target.clone())
    };
    let strings = match of_kind("sharedStrings") {
        Some(path) => strings::read(&path, package.part(&path)?.as_deref())?,
        None => Vec::new(),
    };
    let shapes = match of_kind("styles") {
        Some(path) => styles::read(&path, package.part(&path)?.as_deref())?,
        None => Vec::new(),
    };
    let known = cells::Known {
        strings: &strings,
        shapes: &shapes,
        from_1904,
    };

    let mut spent = Spent::default();
    let mut sheets = Vec::new();
    let mut detected = Vec::new();
    for Listed { name, id, hidden } in listed {
        let relation = related
            .get(&id)
            .ok_or_else(|| damaged(&path, &format!("it has no part for the sheet `{name}`")))?;
        if relation.kind != "worksheet" {
            detected.push(format!(
                "sheet `{name}` is a {}, and is left out",
                relation.kind
            ));
            continue;
        }
        if hidden {
            detected.push(format!("sheet `{name}` is hidden, and is read"));
        }
        let text = package.needed(&relation.target)?;
        let mut grid = Grid::new(&mut spent);
        let regions = cells::read(&relation.target, &text, &known, &mut grid)
            .and_then(|regions| grid.merge(&regions).map(|()| regions))
            .map_err(|error| error.in_sheet(&name))?;
        detected.extend(merged(&name, &regions));
        sheets.push(Sheet {
            name,
            rows: grid.rows(),
        });
    }
    Ok((sheets, detected))
}

/// Reads the list of sheets, and whether days count from 1904.
fn list(path: &str, text: &str) -> Result<(Vec<Listed>, bool), Unreadable> {
    let mut markup = Markup::new(path, text);
    let mut listed = Vec::new();
    let mut from_1904 = false;
    markup.child(0)?;
    while let Some(tag) = markup.child(1)? {
        match tag.name() {
            "workbookPr" => {
                from_1904 = matches!(tag.attribute("date1904").as_deref(), Some("1" | "true"));
            }
            "sheets" => {
                while let Some(tag) = markup.child(2)? {
                    if listed.len() == MOST_SHEETS {
                        return Err(Unreadable::new(format!(
                            "the workbook has more than {MOST_SHEETS} sheets"
                        )));
                    }
                    listed.push(Listed {
                        name: tag.attribute("name").unwrap_or_default().into_owned(),
                        id: tag.local("id").unwrap_or_default().into_owned(),
                        hidden: tag
                            .attribute("state")
                            .is_some_and(|state| state != "visible"),
                    });
                }
            }
            _ => {}
        }
    }
    Ok((listed, from_1904))
}

/// Reads what the parts of a folder are to one another, by the name that the relation goes by.
fn relations(
    package: &mut Package<'_>,
    folder: &str,
    path: &str,
) -> Result<HashMap<String, Relation>, Unreadable> {
    let mut relations = HashMap::new();
    let Some(text) = package.part(path)? else {
        return Ok(relations);
    };
    let mut markup = Markup::new(path, &text);
    markup.child(0)?;
    while let Some(tag) = markup.child(1)? {
        let attribute = |name| tag.attribute(name).unwrap_or_default().into_owned();
        let kind = attribute("Type");
        let relation = Relation {
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: joined(folder, &attribute("Target")),
        };
        relations.insert(attribute("Id"), relation);
    }
    Ok(relations)
}

/// Returns the path of a part that another names from its folder, or from the top with `/`.
fn joined(folder: &str, target: &str) -> String {
    let from_top = target.starts_with('/');
    let mut path: Vec<&str> = if from_top {
        Vec::new()
    } else {
        folder.split('/').collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            _ => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}
