//! From positions in the tree to places in the text, many of them in one long text.

use std::sync::Arc;

use rhai::Position;

use crate::script::failure::Place;
use crate::script::source::Source;

/// How many characters of a line are read for the width of a token.
const READ: usize = 200;

/// The lines of a source.
pub(super) struct Places<'a> {
    source: &'a Source,
    lines: Vec<&'a str>,
}

impl<'a> Places<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        Self {
            source,
            lines: source.text().lines().collect(),
        }
    }

    /// The place of the token at a position; the begin of the text where there is none.
    pub(super) fn at(&self, at: Position) -> Place {
        let line = at.line().unwrap_or(1);
        let column = at.position().unwrap_or(1).max(1);
        let text = self.lines.get(line - 1).copied().unwrap_or_default();
        let rest: String = text.chars().skip(column - 1).take(READ).collect();
        let token = Place::new(Arc::clone(&self.source.name), rest.into(), 1, 1);
        Place {
            line,
            column,
            text: Arc::clone(&self.source.text),
            ..token
        }
    }
}
