//! The form for other programs: an array of one object a row, its keys the columns in order.

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use super::{Cell, Column, Table, visible::Scan};

pub(super) fn render(table: &Table) -> String {
    let mut text = json_text(table, true);
    text.push('\n');
    text
}

/// Returns `value` as JSON without a line end after it, on several lines when `pretty`.
///
/// It is the same data as plain JSON and can be shown in a terminal: whatever
/// [`visible()`](super::visible()) would show is written as `\uXXXX`.
///
/// # Panics
/// When the value is none that JSON can hold: a map whose keys are neither text nor numbers.
#[must_use]
pub fn json_text<T: Serialize + ?Sized>(value: &T, pretty: bool) -> String {
    let text = if pretty {
        serde_json::to_string_pretty(value)
    } else {
        serde_json::to_string(value)
    };
    escape(text.expect("keys are text or numbers, and nothing else fails in memory"))
}

/// Escapes what is hidden. serde_json has escaped C0 controls, so that anything left to escape is
/// inside a string, where an escape is the same data.
fn escape(text: String) -> String {
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut scan = Scan::default();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let keeps = scan.keeps(c, rest.clone().next());
        if keeps || c == '\n' {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
        // A quote is no letter that a mark could sit on.
        if c == '"' {
            scan = Scan::default();
        }
    }
    out
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.len()))?;
        for cells in self.rows() {
            rows.serialize_element(&Row(self.columns(), cells))?;
        }
        rows.end()
    }
}

struct Row<'a>(&'a [Column], &'a [Cell]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(Some(self.0.len()))?;
        for (column, cell) in self.0.iter().zip(self.1) {
            row.serialize_entry(column.name(), cell)?;
        }
        row.end()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(n) => serializer.serialize_i64(*n),
            Self::Decimal(n) if n.is_finite() => serializer.serialize_f64(*n),
            Self::Bool(is) => serializer.serialize_bool(*is),
            Self::Decimal(_) | Self::Unknown => serializer.serialize_unit(),
            Self::Empty => serializer.serialize_str(""),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::json_text;
    use crate::table::{laws::hostile, visible};

    #[test]
    fn what_is_hidden_is_escaped_and_what_is_not_stays() {
        assert_eq!(
            json_text(
                "\u{1b}[2J\u{9b}\u{7f} \u{202e}\u{e0041} \"é\" 👩\u{200d}👧",
                false
            ),
            r#""\u001b[2J\u009b\u007f \u202e\udb40\udc41 \"é\" 👩‍👧""#
        );
        assert_eq!(json_text(&["\u{301}"], true), "[\n  \"\\u0301\"\n]");
    }

    proptest! {
        #[test]
        fn it_is_the_same_data_with_nothing_hidden(texts in prop::collection::vec(hostile(), 0..4)) {
            for pretty in [false, true] {
                let json = json_text(&texts, pretty);
                for line in json.lines() {
                    prop_assert_eq!(visible(line), line);
                }
                let read: Vec<String> = serde_json::from_str(&json).expect("it is JSON");
                prop_assert_eq!(&read, &texts);
            }
        }
    }
}
