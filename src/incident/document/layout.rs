//! The canonical form of a casebook: one layout, made for reading and for comparing line by line.
//!
//! An object or a list stands on one line where it fits into 100 characters, else each of its
//! entries has a line of its own. The lists of the format that hold objects (`sources`, `claims`
//! and so on) always have an entry a line, and so has whatever holds one of them: a claim that
//! comes in or changes is a line that changes. Keys keep their order, and nothing is taken out.
//!
//! In texts what would not be seen (control characters, marks of the reading direction, spaces of
//! no width) is written as an escape, and everything else as itself.

use std::fmt::Write;

use super::{Document, Node, SHAPES};

/// How long a line may be that holds more than one value, in characters.
const WIDTH: usize = 100;

const STEP: usize = 2;

impl Document {
    /// Returns the document in its canonical form. Done twice, it changes nothing.
    #[must_use]
    pub fn laid_out(&self) -> String {
        let mut out = String::new();
        for root in &self.roots {
            if self.is_lines {
                flat(root, &mut out);
            } else {
                root.put(0, 0, &mut out);
            }
            out.push('\n');
        }
        out
    }
}

impl Node {
    /// Returns the value as JSON on one line.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = String::new();
        flat(self, &mut out);
        out
    }

    /// Writes the value on lines of its own. `used` is what stands before it on its line and must
    /// stand behind it.
    fn put(&self, indent: usize, used: usize, out: &mut String) {
        let is_short = flat_width(self, WIDTH) + used + indent <= WIDTH;
        let (open, close) = match self {
            Self::Bare(_) | Self::Text(_) => return flat(self, out),
            Self::List(items) if items.is_empty() => return flat(self, out),
            Self::Object(fields) if fields.is_empty() => return flat(self, out),
            _ if is_short && indent > 0 && !self.holds_objects() => return flat(self, out),
            Self::List(_) => ('[', ']'),
            Self::Object(_) => ('{', '}'),
        };
        let inner = indent + STEP;
        out.push(open);
        match self {
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    new_line(at, inner, out);
                    item.put(inner, 1, out);
                }
            }
            Self::Object(fields) => {
                for (at, (key, value)) in fields.iter().enumerate() {
                    new_line(at, inner, out);
                    quoted(key, out);
                    out.push_str(": ");
                    if is_list_of_objects(key, value) {
                        put_entries(value.items(), inner, out);
                    } else {
                        value.put(inner, key.chars().count() + 5, out);
                    }
                }
            }
            Self::Bare(_) | Self::Text(_) => {}
        }
        let _ = write!(out, "\n{:indent$}{close}", "");
    }

    /// Tells whether a list of objects of the format stands in it.
    fn holds_objects(&self) -> bool {
        let mut fields = self.fields().iter();
        fields.any(|(key, value)| is_list_of_objects(key, value))
    }
}

fn is_list_of_objects(key: &str, value: &Node) -> bool {
    !value.items().is_empty()
        && (key == "incidents" || SHAPES.iter().any(|shape| shape.list == key))
        && value
            .items()
            .iter()
            .all(|item| matches!(item, Node::Object(_)))
}

fn put_entries(items: &[Node], indent: usize, out: &mut String) {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        new_line(at, indent + STEP, out);
        item.put(indent + STEP, 1, out);
    }
    let _ = write!(out, "\n{:indent$}]", "");
}

fn new_line(at: usize, indent: usize, out: &mut String) {
    let comma = if at > 0 { "," } else { "" };
    let _ = write!(out, "{comma}\n{:indent$}", "");
}

fn flat(node: &Node, out: &mut String) {
    match node {
        Node::Bare(bare) => out.push_str(bare),
        Node::Text(text) => quoted(text, out),
        Node::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                flat(item, out);
            }
            out.push(']');
        }
        Node::Object(fields) => {
            out.push('{');
            for (at, (key, value)) in fields.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                quoted(key, out);
                out.push_str(": ");
                flat(value, out);
            }
            out.push('}');
        }
    }
}

/// How wide the value is on one line; no further than `enough` is counted.
fn flat_width(node: &Node, enough: usize) -> usize {
    let mut width = 2;
    match node {
        Node::Bare(bare) => return bare.chars().take(enough + 1).count(),
        Node::Text(text) => return width_of(text, enough),
        Node::List(items) => {
            for item in items {
                width += 2 + flat_width(item, enough);
                if width > enough + 2 {
                    break;
                }
            }
        }
        Node::Object(fields) => {
            for (key, value) in fields {
                width += 4 + width_of(key, enough) + flat_width(value, enough);
                if width > enough + 2 {
                    break;
                }
            }
        }
    }
    // No comma follows the last entry.
    if width > 2 { width - 2 } else { width }
}

fn width_of(text: &str, enough: usize) -> usize {
    if text.len() > enough * 4 {
        return enough + 1;
    }
    let mut written = String::with_capacity(text.len() + 2);
    quoted(text, &mut written);
    written.chars().count()
}

/// Writes a text in quotes.
fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unseen(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Tells whether a character would not be seen in an editor, or would turn the reading order
/// round. All of them take one escape of four digits.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
