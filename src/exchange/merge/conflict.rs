//! What two casebooks say differently of one object.

use serde::Serialize;

use crate::exchange::Side;
use crate::exchange::differences::KeyDifference;
use crate::incident::Located;
use crate::table::{Cell, Ruled, Table};

/// A key of an object on which two casebooks differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The incident; none for what stands with the casebook.
    pub incident: Option<String>,
    /// What the object is, in the words of the field.
    pub object: String,
    /// Its id; of a claim without one, that which is made in the first casebook.
    pub id: String,
    /// The measure, of a claim.
    pub measure: Option<String>,
    /// The key; `object` where one id is given to objects of two sorts.
    pub key: String,
    /// What the first casebook has there.
    pub a: Held,
    /// What the second has.
    pub b: Held,
}

/// What a casebook has under a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// What is written there; nothing where the key is not.
    pub says: Option<String>,
    /// The file.
    pub file: String,
    /// The line that the object begins in, counted from 1; known of claims.
    pub line: Option<u32>,
}

/// An object on which two casebooks differ.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) incident: Option<&'a str>,
    pub(super) object: &'a str,
    pub(super) id: &'a str,
    pub(super) measure: Option<&'a str>,
    /// Where it stands in the one and in the other.
    pub(super) places: Option<(&'a Located, &'a Located)>,
}

/// The conflicts that were met so far.
#[derive(Debug)]
pub(super) struct Conflicts {
    files: [String; 2],
    list: Vec<Conflict>,
}

impl Conflicts {
    pub(super) fn between(left: &Side, right: &Side) -> Self {
        Self {
            files: [left, right].map(|side| side.name().to_owned()),
            list: Vec::new(),
        }
    }

    pub(super) fn into_list(self) -> Vec<Conflict> {
        self.list
    }

    /// Notes the keys on which an object differs.
    pub(super) fn note(&mut self, of: &Of<'_>, differences: Vec<KeyDifference>) {
        for KeyDifference { key, left, right } in differences {
            let held = |says, file: &String, place: Option<&Located>| Held {
                says,
                file: place.map_or_else(|| file.clone(), |place| place.file.to_string()),
                line: place.map(|place| place.line),
            };
            let [a, b] = &self.files;
            self.list.push(Conflict {
                incident: of.incident.map(str::to_owned),
                object: of.object.to_owned(),
                id: of.id.to_owned(),
                measure: of.measure.map(str::to_owned),
                key,
                a: held(left, a, of.places.map(|(left, _)| left)),
                b: held(right, b, of.places.map(|(_, right)| right)),
            });
        }
    }
}

impl Held {
    /// What is written, and where; `file` is that of the column and needs no naming.
    fn words(&self, file: &str) -> String {
        let Some(says) = &self.says else {
            return "only in the other".to_owned();
        };
        match self.line {
            Some(line) if self.file == file => format!("{says} (line {line})"),
            Some(line) => format!("{says} ({}:{line})", self.file),
            None => says.clone(),
        }
    }
}

/// Returns conflicts between two casebooks as a table for people, a row for each key of each
/// object.
#[must_use]
pub fn conflicts_table(left: &Side, right: &Side, conflicts: &[Conflict]) -> Table {
    let files = [left, right].map(Side::name);
    let mut table = Ruled::new(["incident", "object", "key", files[0], files[1]]);
    for conflict in conflicts {
        let object = match &conflict.measure {
            Some(measure) => format!("{} {} on {measure}", conflict.object, conflict.id),
            None => format!("{} {}", conflict.object, conflict.id),
        };
        table.push([
            conflict.incident.as_deref().into(),
            object.trim_end().into(),
            conflict.key.as_str().into(),
            conflict.a.words(files[0]).into(),
            conflict.b.words(files[1]).into(),
        ]);
    }
    table.done()
}

/// Returns conflicts as a table for programs, a column for each part.
#[must_use]
pub fn conflict_records(conflicts: &[Conflict]) -> Table {
    let mut table = Ruled::new([
        "incident", "object", "id", "measure", "key", "a", "a_file", "a_line", "b", "b_file",
        "b_line",
    ]);
    let line = |held: &Held| Cell::from(held.line.map_or(String::new(), |line| line.to_string()));
    for conflict in conflicts {
        table.push([
            conflict.incident.as_deref().into(),
            conflict.object.as_str().into(),
            conflict.id.as_str().into(),
            conflict.measure.as_deref().into(),
            conflict.key.as_str().into(),
            conflict.a.says.as_deref().into(),
            conflict.a.file.as_str().into(),
            line(&conflict.a),
            conflict.b.says.as_deref().into(),
            conflict.b.file.as_str().into(),
            line(&conflict.b),
        ]);
    }
    table.done()
}
