//! The standard sheets: a table for each sort of object, a column for each key. What `export`
//! writes, what `template` offers, and what `import` reads without a mapping.

use super::cell;
use crate::incident::{Node, Noun, SHAPES, Value};

/// The sheet that holds what a casebook says of itself.
pub(super) const CASEBOOK: &str = "casebook";

/// The columns of that sheet, beside those of `x-` keys.
pub(super) const OF_CASEBOOK: [(&str, Value); 2] =
    [("version", Value::NumberOrText), ("coded_by", Value::Texts)];

/// Reads a cell of that sheet; nothing where it is empty or its title is not known.
pub(super) fn read_head(title: &str, text: &str) -> Option<(String, Node)> {
    if text.is_empty() {
        return None;
    }
    if title.starts_with("x-") {
        return Some((title.to_owned(), cell::read_free(text)));
    }
    let mut columns = OF_CASEBOOK.iter();
    let (key, value) = columns.find(|(key, _)| *key == title)?;
    Some(((*key).to_owned(), cell::read(value, text)))
}

/// Returns the name of the sheet of a sort of object. Reports are called pages there, as those who
/// fill in sheets call them.
pub(super) fn sheet_name(noun: Noun) -> &'static str {
    match noun {
        Noun::Report => "pages",
        other => other.shape().list,
    }
}

/// Returns the sort of object that a sheet of this name holds: the name itself, or at the end of a
/// longer one, as in `market-claims`.
pub(super) fn noun_of(name: &str) -> Option<Noun> {
    let mut shapes = SHAPES.iter();
    shapes
        .find(|shape| is_called(name, sheet_name(shape.noun)) || is_called(name, shape.list))
        .map(|shape| shape.noun)
}

/// Tells whether a sheet has this name, by itself or at the end of a longer one.
pub(super) fn is_called(name: &str, word: &str) -> bool {
    let folded = name.to_lowercase();
    folded
        .strip_suffix(word)
        .is_some_and(|before| before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric()))
}

/// The order of the sheets in a workbook: what is filled in most often stands first.
pub(super) const ORDER: [Noun; 7] = [
    Noun::Claim,
    Noun::Source,
    Noun::Report,
    Noun::Measure,
    Noun::Person,
    Noun::Party,
    Noun::Incident,
];

#[cfg(test)]
mod tests {
    use super::noun_of;
    use crate::incident::Noun;

    #[test]
    fn sheets_are_known_by_their_names() {
        for (name, noun) in [
            ("claims", Some(Noun::Claim)),
            ("Claims", Some(Noun::Claim)),
            ("market-claims", Some(Noun::Claim)),
            ("market claims", Some(Noun::Claim)),
            ("pages", Some(Noun::Report)),
            ("reports", Some(Noun::Report)),
            ("disclaims", None),
            ("Sheet1", None),
        ] {
            assert_eq!(noun_of(name), noun, "{name}");
        }
    }
}
