//! Where the objects of a casebook stand in its file, and what stands under one of its `x-` keys.
//!
//! Loading keeps the place of claims alone, since there may be a hundred thousand incidents in
//! memory. Whoever points at the other objects reads the text once more, a level at a time.

use std::rc::Rc;

use super::form::is_lines;
use super::sheet::Sheet;
use super::value::{Raw, Sort, fields, items, sort, whole};
use crate::incident::{Input, Node};

/// The `x-` key that `check` reads waivers under; to loading it is a key like any of that kind.
pub const WAIVERS: &str = "x-waivers";

/// Where the objects of one file stand.
#[derive(Clone, Debug)]
pub struct Places {
    /// The name of the file, as shown.
    pub file: Rc<str>,
    /// What all its incidents see; empty where the file or the line is one incident.
    pub shared: Lines,
    /// The incidents, in file order.
    pub incidents: Vec<Lines>,
}

/// Where the objects of one level stand: of a casebook, or of one incident. Lines count from 1, and
/// each list is in file order.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The line that it begins in.
    pub line: u32,
    /// The lines of its parties.
    pub parties: Vec<u32>,
    /// The lines of its sources.
    pub sources: Vec<u32>,
    /// The lines of its reports.
    pub reports: Vec<u32>,
    /// The lines of its measures.
    pub measures: Vec<u32>,
    /// The lines of its people.
    pub people: Vec<u32>,
    /// The items of the list under the `x-` key that was asked for; what is no list is one item.
    pub free: Vec<Free>,
    /// Where that key stands in an object below the level, and keys that are nearly it.
    pub stray: Vec<Stray>,
}

/// An `x-` key that is one that was asked for, or nearly, and that nothing reads where it stands.
#[derive(Clone, Debug)]
pub struct Stray {
    /// The line that its value begins in.
    pub line: u32,
    /// The key as it is written.
    pub key: String,
    /// What it stands in, such as `a claim`; none where that is the level itself.
    pub within: Option<&'static str>,
}

/// A value under an `x-` key.
#[derive(Clone, Debug)]
pub struct Free {
    /// The line that it begins in.
    pub line: u32,
    /// The value; none where it nests too deep to be anything that is known here.
    pub node: Option<Node>,
}

/// Reads where the objects of a casebook stand, and what its levels hold under the key `free`,
/// which begins with `x-`; and where a key stands of which `is_meant` says that it is meant for
/// that one. The text is one that loads: what does not is left out.
#[must_use]
pub fn places(input: &Input, free: &str, is_meant: fn(&str) -> bool) -> Places {
    let free = Key { free, is_meant };
    let sheet = Sheet::new(input);
    let mut places = Places {
        file: Rc::clone(&sheet.file),
        shared: Lines::default(),
        incidents: Vec::new(),
    };
    if is_lines(&sheet) {
        let lines = sheet.text.lines().filter(|line| !line.trim().is_empty());
        let lines = lines.filter_map(|line| whole(line).ok());
        places.incidents = lines.map(|raw| Lines::read(&sheet, raw, free).0).collect();
    } else if let Ok(raw) = whole(sheet.text) {
        match Lines::read(&sheet, raw, free) {
            (level, None) => places.incidents = vec![level],
            (level, Some(incidents)) => {
                places.shared = level;
                let incidents = items(incidents).into_iter();
                places.incidents = incidents
                    .map(|raw| Lines::read(&sheet, raw, free).0)
                    .collect();
            }
        }
    }
    places
}

/// The `x-` key that is asked for, and what is meant for it.
#[derive(Clone, Copy)]
struct Key<'a> {
    free: &'a str,
    is_meant: fn(&str) -> bool,
}

impl Key<'_> {
    /// Tells whether a key is this one or is meant for it.
    fn is_meant(&self, key: &str) -> bool {
        key == self.free || key.starts_with("x-") && (self.is_meant)(key)
    }
}

/// What an object in the list under a key is called.
fn noun(key: &str) -> &'static str {
    match key {
        "parties" => "a party",
        "sources" => "a source",
        "reports" => "a report",
        "measures" => "a measure",
        "claims" => "a claim",
        "people" => "a person",
        "place" => "a place",
        _ => "an inner object",
    }
}

impl Lines {
    /// Reads a level, and returns the list of incidents in it where there is one.
    fn read<'a>(sheet: &Sheet<'a>, raw: Raw<'a>, key_of: Key<'_>) -> (Self, Option<Raw<'a>>) {
        let line = |raw: Raw<'_>| sheet.line(sheet.offset(raw.get()));
        let mut level = Self {
            line: line(raw),
            ..Self::default()
        };
        let mut incidents = None;
        // What stands below, with what it is called. Only keys that are known, and so hold no more
        // than the format has levels.
        let mut below: Vec<(&'static str, Raw<'a>)> = Vec::new();
        let value = |raw: Raw<'_>| Free {
            line: line(raw),
            node: Node::from_json(raw.get()),
        };
        for (key, raw) in fields(raw).unwrap_or_default() {
            let list = match &*key {
                "parties" => &mut level.parties,
                "sources" => &mut level.sources,
                "reports" => &mut level.reports,
                "measures" => &mut level.measures,
                "people" => &mut level.people,
                "incidents" if sort(raw) != Sort::Null => {
                    incidents = Some(raw);
                    continue;
                }
                key if key == key_of.free => {
                    match sort(raw) {
                        Sort::Null => {}
                        Sort::List => level.free.extend(items(raw).into_iter().map(value)),
                        _ => level.free.push(value(raw)),
                    }
                    continue;
                }
                key if key_of.is_meant(key) && sort(raw) != Sort::Null => {
                    level.stray.push(Stray {
                        line: line(raw),
                        key: key.to_owned(),
                        within: None,
                    });
                    continue;
                }
                key => {
                    if !key.starts_with("x-") {
                        below.push((noun(key), raw));
                    }
                    continue;
                }
            };
            let objects = items(raw);
            list.extend(objects.iter().map(|raw| line(raw)));
            below.extend(objects.into_iter().map(|raw| (noun(&key), raw)));
        }
        level.look_below(sheet, below, key_of);
        (level, incidents)
    }

    /// Looks for what is meant for the key in objects, and in what they hold.
    fn look_below<'a>(
        &mut self,
        sheet: &Sheet<'a>,
        mut below: Vec<(&'static str, Raw<'a>)>,
        key_of: Key<'_>,
    ) {
        while let Some((within, raw)) = below.pop() {
            match sort(raw) {
                Sort::List => below.extend(items(raw).into_iter().map(|raw| (within, raw))),
                Sort::Object => {
                    for (key, raw) in fields(raw).unwrap_or_default() {
                        if key_of.is_meant(&key) && sort(raw) != Sort::Null {
                            self.stray.push(Stray {
                                line: sheet.line(sheet.offset(raw.get())),
                                key: key.into_owned(),
                                within: Some(within),
                            });
                        } else if !key.starts_with("x-") {
                            let within = if key == "claims" { noun(&key) } else { within };
                            below.push((within, raw));
                        }
                    }
                }
                _ => {}
            }
        }
        self.stray.sort_by_key(|stray| stray.line);
    }
}

#[cfg(test)]
mod tests {
    use super::{Input, places};

    #[test]
    fn objects_have_their_lines_in_every_form() {
        let text = "\u{feff}{\"sources\": [\n{\"id\": \"a\"},\n\n{\"id\": \"b\"}],\n\"x-mine\": {\"k\": 1},\n\
                    \"incidents\": [{\"id\": \"one\"},\n{\"id\": \"two\", \"reports\": [\n{}], \"x-mine\": [1,\n2]}]}";
        let read = places(&Input::new("a.json", text), "x-mine", |_| false);
        assert_eq!(read.shared.sources, [2, 4]);
        assert_eq!((read.shared.free.len(), read.shared.free[0].line), (1, 5));
        let lines: Vec<u32> = read.incidents.iter().map(|level| level.line).collect();
        assert_eq!(lines, [6, 7]);
        assert_eq!(read.incidents[1].reports, [8]);
        let free: Vec<u32> = read.incidents[1].free.iter().map(|of| of.line).collect();
        assert_eq!(free, [8, 9]);

        let read = places(
            &Input::new("a.ndjson", "{\"id\": 1}\n\n{\"people\": [{}, {}]}\n"),
            "x-mine",
            |_| false,
        );
        assert_eq!(read.incidents.len(), 2);
        assert_eq!(read.incidents[1].people, [3, 3]);

        let read = places(
            &Input::new("a", "{\"incidents\": null, \"x-mine\": null}"),
            "x-mine",
            |_| false,
        );
        assert_eq!((read.incidents.len(), read.incidents[0].free.len()), (1, 0));
    }

    #[test]
    fn what_nests_deep_is_no_value() {
        let deep = format!("{{\"x-mine\": {}{}}}", "[".repeat(120), "]".repeat(120));
        let read = places(&Input::new("a", deep), "x-mine", |_| false);
        assert!(read.incidents[0].free[0].node.is_none());
    }

    #[test]
    fn a_key_where_nothing_reads_it_has_its_place() {
        let text = r#"{"x-mime": 1, "x-mind": null, "x-other": {"x-mine": 1}, "place": {"x-mine": 1},
            "incidents": [{"id": "i", "people": [{"x-mine": []}],
            "reports": [{"x-mime": 2, "claims": [
            {"covers": {"x-mine": 1}}]}], "x-mine": [{"x-mine": 1}]}]}"#;
        let read = places(&Input::new("a", text), "x-mine", |key| key.len() == 6);
        let strays = |level: &super::Lines| -> Vec<_> {
            let strays = level.stray.iter();
            let shown = strays.map(|of| (of.line, of.key.clone(), of.within));
            shown.collect()
        };
        let (mine, mime) = (|| "x-mine".to_owned(), || "x-mime".to_owned());
        assert_eq!(
            strays(&read.shared),
            [(1, mime(), None), (1, mine(), Some("a place"))]
        );
        assert_eq!(
            strays(&read.incidents[0]),
            [
                (2, mine(), Some("a person")),
                (3, mime(), Some("a report")),
                (4, mine(), Some("a claim"))
            ]
        );
    }
}
