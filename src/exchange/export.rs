//! Claims out to sheets: a table for each sort of object, which `import` reads back as the same
//! casebook.
//!
//! Columns that hold nothing are left out. A claim without an id gets the one that its place gives
//! it where another object names it, since rows move, and a person always: a name alone is no proof
//! that two rows are one person. What a cell cannot hold is listed, never bent.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::cell;
use super::cut::{cut, pins};
use super::grid::{CASEBOOK, OF_CASEBOOK, ORDER, sheet_name};
use super::links::{Object, ObjectIx, Objects};
use super::target::{INCIDENT, Target, paths};
use crate::incident::{Document, Node, Noun, SHAPES};

/// A casebook as tables.
#[derive(Debug, Default)]
pub struct Export {
    /// The tables, in the order of a workbook.
    pub tables: Vec<SheetTable>,
    /// What the tables do not hold, a line each.
    pub not_held: Vec<String>,
}

/// A table for one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetTable {
    /// The name of the sheet.
    pub name: &'static str,
    /// The sort of object that a row is; nothing for what a casebook says of itself.
    pub(super) noun: Option<Noun>,
    /// The titles.
    pub titles: Vec<String>,
    /// The rows, each as long as the titles.
    pub rows: Vec<Vec<String>>,
}

/// Lays a casebook, which must load, out as tables. `longest` is how many characters a cell holds.
#[must_use]
pub fn export(document: &Document, longest: usize) -> Export {
    let objects = Objects::of(document);
    let wanted = ids_wanted(&objects);
    let ids = pins(&objects, |ix| wanted.contains(&ix));
    let place = |ix: ObjectIx| Row::new(&objects, &objects.all[ix], longest).place;
    let longer = wanted
        .iter()
        .filter(|ix| ids.get(ix) != Some(&objects.all[**ix].id));
    let longer: BTreeMap<ObjectIx, String> = longer
        .filter_map(|ix| Some((*ix, ids.get(ix)?.clone())))
        .collect();
    if !longer.is_empty() {
        let renamed = cut(document, &objects, &ids, &|_| true);
        let mut export = self::export(&renamed, longest);
        let told = longer.into_iter();
        let told =
            told.map(|(ix, id)| format!("{}: its id is too long, and is `{id}` there", place(ix)));
        export.not_held.splice(0..0, told);
        return export;
    }
    let mut export = Export::default();
    let incidents = objects
        .all
        .iter()
        .filter(|one| one.noun == Noun::Incident)
        .count();
    for noun in ORDER {
        let mut sheet = Rows::default();
        for (ix, object) in objects.all.iter().enumerate() {
            if object.noun == noun {
                let mut row = Row::new(&objects, object, longest);
                if let Some(incident) = object.incident.filter(|_| incidents > 1) {
                    row.cells
                        .insert(INCIDENT.to_owned(), objects.all[incident].id.clone());
                }
                if noun == Noun::Person || wanted.contains(&ix) {
                    row.cells.insert("id".to_owned(), object.id.clone());
                }
                if let Some(report) = object.report {
                    row.cells
                        .insert("in".to_owned(), objects.all[report].id.clone());
                }
                row.object(noun);
                sheet.rows.push(row.cells);
                export.not_held.append(&mut row.not_held);
            }
        }
        export
            .tables
            .extend(sheet.into_table(sheet_name(noun), Some(noun)));
    }
    export.tables.extend(head(document, &mut export.not_held));
    export
}

/// The claims that another object names by the id which their place gives them.
fn ids_wanted(objects: &Objects<'_>) -> HashSet<ObjectIx> {
    let all = 0..objects.all.len();
    let named = all.flat_map(|ix| objects.named(ix)).map(|(_, to)| to);
    named
        .filter(|ix| objects.all[*ix].node.id().is_none())
        .collect()
}

/// What a casebook says of itself.
fn head(document: &Document, not_held: &mut Vec<String>) -> Option<SheetTable> {
    let mut rows = Rows::default();
    let mut cells = BTreeMap::new();
    // A line of NDJSON is an incident, and what it says of itself is said once for each.
    for root in &document.roots {
        let is_incident = root.get("incidents").is_none();
        for (key, node) in root.fields() {
            let known = OF_CASEBOOK.iter().find(|(known, _)| known == key);
            let written = match known {
                _ if node.is_null() => continue,
                Some((_, value)) => cell::written(value, node),
                // Those of an incident alone are the incident's.
                None if key.starts_with("x-") && !is_incident => Ok(cell::written_free(node)),
                None => continue,
            };
            match written {
                Ok(text) => {
                    let before = cells.insert(key.clone(), text.clone());
                    if before.is_some_and(|before| before != text) {
                        not_held.push(format!("`{key}` of the file: lines say different things"));
                    }
                }
                Err(why) => not_held.push(format!("`{key}` of the file: {why}")),
            }
        }
    }
    if !cells.is_empty() {
        rows.rows.push(cells);
    }
    rows.into_table(CASEBOOK, None)
}

/// The cells of a table, by their titles.
#[derive(Default)]
struct Rows {
    rows: Vec<BTreeMap<String, String>>,
}

impl Rows {
    fn into_table(self, name: &'static str, noun: Option<Noun>) -> Option<SheetTable> {
        let used: BTreeSet<&str> = self
            .rows
            .iter()
            .flat_map(BTreeMap::keys)
            .map(String::as_str)
            .collect();
        let known = match noun {
            Some(noun) => paths(noun),
            None => OF_CASEBOOK
                .iter()
                .map(|(key, _)| (*key).to_owned())
                .collect(),
        };
        let mut titles: Vec<String> = known
            .iter()
            .filter(|path| used.contains(path.as_str()))
            .cloned()
            .collect();
        let others = used
            .iter()
            .filter(|title| known.iter().all(|path| path != *title));
        titles.extend(others.map(|title| (*title).to_owned()));
        let rows = self.rows.iter().map(|cells| {
            let cell = |title: &String| cells.get(title).cloned().unwrap_or_default();
            titles.iter().map(cell).collect()
        });
        let rows: Vec<Vec<String>> = rows.collect();
        (!rows.is_empty()).then_some(SheetTable {
            name,
            noun,
            titles,
            rows,
        })
    }
}

/// An object as cells.
struct Row<'a> {
    object: &'a Object<'a>,
    place: String,
    longest: usize,
    cells: BTreeMap<String, String>,
    not_held: Vec<String>,
}

impl<'a> Row<'a> {
    fn new(objects: &Objects<'a>, object: &'a Object<'a>, longest: usize) -> Self {
        let noun = object.noun.shape().name;
        let place = match object.incident {
            Some(incident) => format!("{noun} `{}/{}`", objects.all[incident].id, object.id),
            None => format!("{noun} `{}`", object.id),
        };
        Self {
            object,
            place,
            longest,
            cells: BTreeMap::new(),
            not_held: Vec::new(),
        }
    }

    fn object(&mut self, noun: Noun) {
        for (key, node) in self.object.node.fields() {
            // Other objects have sheets of their own, and the file a sheet on itself.
            let is_other = SHAPES
                .iter()
                .any(|shape| shape.list == key && shape.noun != noun)
                && !matches!((noun, key.as_str()), (Noun::Claim, "people"));
            let is_of_file = noun == Noun::Incident
                && (key == "format" || OF_CASEBOOK.iter().any(|(known, _)| known == key));
            if node.is_null() && !key.starts_with("x-") || is_other || is_of_file {
                continue;
            }
            match node {
                Node::Object(fields) if !key.starts_with("x-") => {
                    for (inner, node) in fields {
                        if !node.is_null() || inner.starts_with("x-") {
                            self.put(&format!("{key}.{inner}"), node);
                        }
                    }
                }
                // A link may be written as the id alone.
                Node::Text(_) if matches!(key.as_str(), "same_as" | "maybe_same_as") => {
                    self.put(&format!("{key}.person"), node);
                }
                Node::List(items) if items.is_empty() && !key.starts_with("x-") => {}
                node => self.put(key, node),
            }
        }
    }

    fn put(&mut self, path: &str, node: &Node) {
        let noun = self.object.noun;
        let value = match Target::parse(noun, path) {
            Ok(target) if target.path() == path => target.value(noun),
            _ => return self.not_held.push(format!("{}: `{path}`", self.place)),
        };
        let written = match value {
            Some(value) => cell::written(&value, node),
            None => Ok(cell::written_free(node)),
        };
        let written = written.and_then(|text| {
            if text.encode_utf16().count() > self.longest {
                Err("a text longer than a cell holds")
            } else if text.is_empty() {
                Err("a text that is empty")
            } else {
                Ok(text)
            }
        });
        match written {
            Ok(text) => {
                self.cells.insert(path.to_owned(), text);
            }
            Err(why) => self
                .not_held
                .push(format!("{}, `{path}`: {why}", self.place)),
        }
    }
}
