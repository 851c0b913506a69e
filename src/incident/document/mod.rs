//! A casebook as it is written: every key in its order, numbers as they were typed, `x-` keys kept.
//!
//! Loading makes of a casebook what can be judged, and drops what judging does not need. Whoever
//! writes a casebook (lays it out anew, brings two together, makes one from sheets) works on the
//! document instead, and loads the result to have it checked.

mod layout;
mod node;
mod shape;
#[cfg(test)]
mod tests;

pub use self::node::Node;
pub use self::shape::{Key, Noun, SHAPES, Shape, Value};

use super::load::{is_lines, not_json};
use super::{Input, Problem, Problems};

/// The deepest nesting that a document may have. Only `x-` keys nest freely, and none needs more;
/// the format itself has eight levels.
const DEEPEST: usize = 100;

/// A casebook as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The objects of the file: one, or one a line for NDJSON.
    pub roots: Vec<Node>,
    /// Whether the file holds an incident a line.
    pub is_lines: bool,
}

impl Document {
    /// Reads a casebook as it is written. Whether it is valid is not asked here: that is the work
    /// of [`load`](super::load()).
    ///
    /// # Errors
    /// Where the text is no JSON, or nests too deep to be written anew.
    pub fn read(input: &Input) -> Result<Self, Problems> {
        let is_lines = is_lines(input);
        let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
        let mut roots = Vec::new();
        let mut problems = Vec::new();
        let parts: Vec<&str> = if is_lines {
            text.lines()
                .filter(|line| !line.trim().is_empty())
                .collect()
        } else {
            vec![text]
        };
        for part in parts {
            match Node::parse(part, DEEPEST) {
                Ok(node) => roots.push(node),
                Err(node::Unread::NotJson) => problems.extend(not_json(input, part)),
                Err(node::Unread::TooDeep) => {
                    let message = format!(
                        "expected at most {DEEPEST} levels of lists and objects, found more"
                    );
                    let line = 1 + text[..offset(text, part)].matches('\n').count();
                    let line = u32::try_from(line).unwrap_or(u32::MAX);
                    problems.push(Problem::new(&*input.name, line, "", message, None));
                }
            }
        }
        match Problems::gather(problems) {
            Some(problems) => Err(problems),
            None => Ok(Self { roots, is_lines }),
        }
    }

    /// Makes a document of one object.
    #[must_use]
    pub fn of(root: Node) -> Self {
        Self {
            roots: vec![root],
            is_lines: false,
        }
    }

    /// Returns the incidents, in order.
    #[must_use]
    pub fn incidents(&self) -> Vec<&Node> {
        let roots = self.roots.iter();
        roots
            .flat_map(|root| match root.get("incidents") {
                Some(incidents) => incidents.items(),
                None => std::slice::from_ref(root),
            })
            .collect()
    }
}

fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr())
}
