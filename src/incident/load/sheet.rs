//! One text while it is read: its lines, and what was found wrong with it so far.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Input, Problem};
use crate::incident::Patience;

/// A text under reading.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) file: Rc<str>,
    pub(super) text: &'a str,
    starts: Vec<usize>,
    problems: RefCell<Vec<(usize, Problem)>>,
    /// Whether a part could not be read at all, so that ids in it are not known.
    pub(super) torn: Cell<bool>,
    /// How many ids may be compared with mistyped ones in this file.
    pub(super) patience: Patience,
    /// Which keys were asked for, by what the object is called.
    #[cfg(test)]
    pub(super) asked:
        RefCell<std::collections::BTreeMap<&'static str, std::collections::BTreeSet<&'static str>>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(input: &'a Input) -> Self {
        let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self {
            file: Rc::from(super::shown::shown(&input.name)),
            text,
            starts,
            problems: RefCell::default(),
            torn: Cell::new(false),
            patience: Patience::default(),
            #[cfg(test)]
            asked: RefCell::default(),
        }
    }

    /// Returns where `part` begins, which must be a slice of this text; the start if it is none.
    pub(super) fn offset(&self, part: &str) -> usize {
        part.as_ptr()
            .addr()
            .checked_sub(self.text.as_ptr().addr())
            .filter(|at| *at <= self.text.len())
            .unwrap_or(0)
    }

    /// Returns the line, counted from 1, that holds the byte at `offset`.
    pub(super) fn line(&self, offset: usize) -> u32 {
        let line = self.starts.partition_point(|start| *start <= offset);
        u32::try_from(line.max(1)).unwrap_or(u32::MAX)
    }

    /// Returns the byte at which the line begins; `line` is counted from 1.
    pub(super) fn start_of(&self, line: usize) -> usize {
        self.starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.text.len())
    }

    /// Notes a problem.
    pub(super) fn complain(
        &self,
        offset: usize,
        path: impl Into<String>,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let problem = Problem::new(&*self.file, self.line(offset), path, message, hint);
        self.problems.borrow_mut().push((offset, problem));
    }

    /// Returns what was found wrong, by place.
    pub(super) fn into_problems(self) -> impl Iterator<Item = Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|(offset, _)| *offset);
        problems.into_iter().map(|(_, problem)| problem)
    }
}
