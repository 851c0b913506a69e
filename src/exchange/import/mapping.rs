//! A mapping: what the columns of somebody's sheet are in a casebook. A small JSON file that serves
//! for the next file of the same make, too.
//!
//! ```json
//! {
//!   "format": "tallybook-mapping/1",
//!   "dates": "day-first",
//!   "sheets": [{
//!     "sheet": "Opfer", "rows": "claims",
//!     "columns": {
//!       "measure": {"constant": "killed"}, "by": "Quelle", "by.kind": {"constant": "media"},
//!       "in.url": "Link", "in.published": "Datum", "in.publisher": "Quelle",
//!       "says": {"column": "Tote", "replace": {"mindestens": "at least"}, "empty": "unknown"}
//!     }
//!   }]
//! }
//! ```
//!
//! A key of `columns` is a path, see [`Target`]; what stands there is a [`Recipe`]. `each` makes
//! several objects of a row, such as a claim on the killed and one on the wounded: each entry has
//! paths of its own beside those of `columns`.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::date::Spelling;
use super::recipe::Recipe;
use crate::exchange::grid::noun_of;
use crate::exchange::target::Target;
use crate::incident::{Noun, Problem, SHAPES, fold, nearest};

/// The only version of the format of mappings there is.
const FORMAT: &str = "tallybook-mapping/1";

/// The mappings that come with the program.
const SHIPPED: [(&str, &str); 1] = [(
    "ishkobod-2019",
    include_str!("../mappings/ishkobod-2019.json"),
)];

/// Returns the text of a mapping that comes with the program.
#[must_use]
pub fn shipped_mapping(name: &str) -> Option<&'static str> {
    let mut shipped = SHIPPED.iter();
    shipped
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// Returns the names of the mappings that come with the program.
pub fn mapping_names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// What the columns of sheets are in a casebook.
#[derive(Debug)]
pub struct Mapping {
    pub(super) sheets: Vec<SheetPlan>,
}

/// What the rows of one sheet are.
#[derive(Clone, Debug)]
pub(super) struct SheetPlan {
    /// Its names; without one it is known by its columns.
    pub(super) names: Vec<String>,
    /// What sort of object a row is.
    pub(super) rows: Noun,
    /// What is made of a row: an object for each entry.
    pub(super) each: Vec<Vec<(Target, Recipe)>>,
    pub(super) dates: Option<Spelling>,
    /// Columns in which an empty cell has the value of the one above it.
    pub(super) fill_down: Vec<String>,
}

impl SheetPlan {
    /// Tells whether it names a sheet of this name.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let name = fold(name);
        self.names.iter().any(|known| fold(known) == name)
    }

    /// Returns the columns that it reads, in no order.
    pub(super) fn columns(&self) -> Vec<&str> {
        let recipes = self.each.iter().flatten();
        let mut columns: Vec<&str> = recipes.flat_map(|(_, recipe)| recipe.columns()).collect();
        columns.extend(self.fill_down.iter().map(String::as_str));
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    #[serde(default, rename = "about")]
    _about: Option<String>,
    dates: Option<Spelling>,
    sheets: Vec<SheetFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetFile {
    #[serde(default)]
    sheet: Names,
    rows: Option<String>,
    #[serde(default)]
    columns: Paths,
    #[serde(default)]
    each: Vec<Paths>,
    dates: Option<Spelling>,
    #[serde(default)]
    fill_down: Names,
}

/// One name, or a list of names.
#[derive(Default, Deserialize)]
#[serde(from = "OneOrMany")]
struct Names(Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Names {
    fn from(given: OneOrMany) -> Self {
        match given {
            OneOrMany::One(name) => Self(vec![name]),
            OneOrMany::Many(names) => Self(names),
        }
    }
}

/// Paths and their recipes, in the order of the file. A path that is given twice is an error.
#[derive(Default)]
struct Paths(Vec<(String, Recipe)>);

impl<'de> Deserialize<'de> for Paths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Paths;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("keys of the casebook, each with what it is made of")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Paths, A::Error> {
                let mut paths: Vec<(String, Recipe)> = Vec::new();
                while let Some((path, recipe)) = map.next_entry::<String, Recipe>()? {
                    if paths.iter().any(|(known, _)| *known == path) {
                        return Err(serde::de::Error::custom(format!("`{path}` stands twice")));
                    }
                    paths.push((path, recipe));
                }
                Ok(Paths(paths))
            }
        }

        deserializer.deserialize_map(Read)
    }
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(name: &str, text: &str) -> Result<Self, Problem> {
        let problem = |line: usize, message: String, hint: Option<String>| {
            Problem::new(
                name,
                u32::try_from(line).unwrap_or(u32::MAX),
                "",
                message,
                hint,
            )
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: File = serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            problem(error.line(), format!("not a mapping: {message}"), None)
        })?;
        if file.format != FORMAT {
            let message = format!(
                "expected `\"format\": \"{FORMAT}\"`, found `{}`",
                file.format
            );
            return Err(problem(1, message, None));
        }
        let mut sheets = Vec::with_capacity(file.sheets.len());
        for (at, sheet) in file.sheets.into_iter().enumerate() {
            let plan = plan(sheet, file.dates.as_ref());
            sheets.push(plan.map_err(|wrong| {
                let line = 1 + text[..wrong.place(text)].matches('\n').count();
                problem(line, format!("sheets[{at}]: {}", wrong.message), wrong.hint)
            })?);
        }
        Ok(Self { sheets })
    }
}

/// What is wrong with a part of a mapping.
struct Wrong {
    /// The text that is wrong, as it stands in the file.
    text: String,
    message: String,
    hint: Option<String>,
}

impl Wrong {
    /// Finds the text in the file; the start where it is not there.
    fn place(&self, file: &str) -> usize {
        file.find(&format!("\"{}\"", self.text)).unwrap_or(0)
    }
}

fn plan(file: SheetFile, dates: Option<&Spelling>) -> Result<SheetPlan, Wrong> {
    let rows = match &file.rows {
        None => Noun::Claim,
        Some(word) => noun_of(word).ok_or_else(|| {
            let words = || SHAPES.iter().map(|shape| shape.list);
            let near = nearest(word, words()).map(|near| format!("did you mean `{near}`?"));
            let all: Vec<&str> = words().collect();
            let message = format!("`rows` is one of {}, found `{word}`", all.join(", "));
            Wrong {
                text: word.clone(),
                message,
                hint: near,
            }
        })?,
    };
    let targets = |paths: Paths| {
        let read = paths.0.into_iter().map(|(path, recipe)| {
            Target::parse(rows, &path)
                .map(|target| (target, recipe))
                .map_err(|hint| Wrong {
                    message: format!("`{path}` is no key that a row can fill"),
                    text: path,
                    hint: Some(hint),
                })
        });
        read.collect::<Result<Vec<_>, _>>()
    };
    let shared = targets(file.columns)?;
    let mut each = Vec::with_capacity(file.each.len());
    for paths in file.each {
        let own = targets(paths)?;
        // What an entry says itself goes before what all have in common.
        let common = shared
            .iter()
            .filter(|(target, _)| own.iter().all(|(known, _)| known != target));
        each.push(common.cloned().chain(own.clone()).collect());
    }
    if each.is_empty() {
        each.push(shared);
    }
    if each.iter().all(Vec::is_empty) {
        return Err(Wrong {
            text: "sheets".to_owned(),
            message: "expected `columns`, found none".to_owned(),
            hint: None,
        });
    }
    Ok(SheetPlan {
        names: file.sheet.0,
        rows,
        each,
        dates: file.dates.or_else(|| dates.cloned()),
        fill_down: file.fill_down.0,
    })
}
