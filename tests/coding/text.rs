//! The chapter, read into its parts.

use serde_json::Value;

/// A part of a chapter.
pub(super) enum Part {
    /// A heading of the second level.
    Heading(String),
    /// A paragraph, or a list, as one line.
    Prose(String),
    /// A block of commands.
    Commands(String),
    /// An object of a casebook, and the line that says which.
    Example(Example),
    /// The numbers that come of the example before it.
    Table(Numbers),
}

/// An object of a casebook, or what would take the place of it.
pub(super) struct Example {
    pub(super) kind: Kind,
    pub(super) casebook: String,
    pub(super) incident: String,
    /// What kind of object it is: `claim`, `source`.
    pub(super) noun: String,
    pub(super) id: String,
    pub(super) object: Value,
}

/// Whether an object stands in its casebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It does.
    Example,
    /// It would, had something else been said.
    Variation,
    /// The same, and it would be refused.
    Refused,
}

/// A table of numbers.
pub(super) struct Numbers {
    pub(super) measure: String,
    /// The names of the columns after the first.
    pub(super) columns: Vec<String>,
    /// The rows with their first cell.
    pub(super) rows: Vec<Vec<String>>,
}

/// Reads a chapter.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            parts.push(Part::Heading(heading.to_owned()));
        } else if let Some(language) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let body = body.join("\n");
            let part = match language {
                "console" => Part::Commands(body),
                "json" => {
                    let Some(Part::Prose(label)) = parts.pop() else {
                        panic!("no line says where this stands: {body}");
                    };
                    Part::Example(Example::read(&label, &body))
                }
                other => panic!("a block of `{other}`"),
            };
            parts.push(part);
        } else if line.starts_with('|') {
            let mut table = vec![line];
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                table.push(row);
            }
            parts.push(Part::Table(Numbers::read(&table)));
        } else if !line.is_empty() {
            let mut prose = vec![line.trim()];
            while let Some(line) =
                lines.next_if(|line| !line.is_empty() && !line.starts_with("```"))
            {
                prose.push(line.trim());
            }
            parts.push(Part::Prose(prose.join(" ")));
        }
    }
    parts
}

impl Example {
    /// Reads ``From `casebook`, incident `id`, claim `id`:`` and the object below it.
    fn read(label: &str, body: &str) -> Self {
        let kinds = [
            ("From ", Kind::Example),
            ("A variation of ", Kind::Variation),
            ("A variation that does not load, of ", Kind::Refused),
        ];
        let (kind, rest) = kinds
            .iter()
            .find_map(|(begins, kind)| Some((*kind, label.strip_prefix(begins)?)))
            .unwrap_or_else(|| panic!("{label}"));
        let words: Vec<&str> = rest.split('`').collect();
        let [_, casebook, ", incident ", incident, noun, id, ":"] = words[..] else {
            panic!("{label}");
        };
        Self {
            kind,
            casebook: casebook.to_owned(),
            incident: incident.to_owned(),
            noun: noun.trim_matches([',', ' ']).to_owned(),
            id: id.to_owned(),
            object: serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}")),
        }
    }
}

impl Numbers {
    fn read(lines: &[&str]) -> Self {
        let cells = |line: &str| -> Vec<String> {
            let inner = line.trim_matches('|');
            inner
                .split('|')
                .map(|cell| cell.trim().to_owned())
                .collect()
        };
        let mut columns = cells(lines[0]);
        let measure = columns.remove(0).trim_matches('`').to_owned();
        let rows: Vec<Vec<String>> = lines[2..].iter().map(|line| cells(line)).collect();
        for row in &rows {
            assert_eq!(row.len(), columns.len() + 1, "{row:?}");
        }
        Self {
            measure,
            columns,
            rows,
        }
    }
}
