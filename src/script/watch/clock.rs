//! What lines cost: how often they were run, how many operations and how much time that took.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Spot;

/// What a line cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    /// What the script is called.
    pub source: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// Its text, without what it is indented by.
    pub text: String,
    /// How often it was run: of what stands on it, what was evaluated most often.
    pub runs: u64,
    /// Operations of the engine and of builtins, without those of functions that it calls.
    pub operations: u64,
    /// Time on the clock, likewise. A measurement: it differs from run to run.
    pub time: Duration,
}

/// Where the clock runs.
type At = (Arc<str>, usize);

#[derive(Default)]
struct Cost {
    runs: BTreeMap<usize, u64>,
    operations: u64,
    time: Duration,
}

/// A clock that runs for one line at a time.
#[derive(Default)]
pub(super) struct Clock {
    costs: BTreeMap<Arc<str>, BTreeMap<usize, Cost>>,
    /// The line that is being run at each level of calls.
    levels: Vec<Option<At>>,
    now: Option<At>,
    since: Option<Instant>,
    operations: u64,
}

impl Clock {
    /// Begins with a new host: nothing is being run.
    pub(super) fn start(&mut self) {
        self.levels.clear();
        self.now = None;
        self.since = None;
        self.operations = 0;
    }

    /// Something on a line is going to be evaluated.
    pub(super) fn come(&mut self, operations: u64, level: usize, source: &str, spot: Spot) {
        self.settle(operations);
        let (line, column) = spot;
        let source = match &self.now {
            Some((now, _)) if **now == *source => Arc::clone(now),
            _ => match self.costs.get_key_value(source) {
                Some((known, _)) => Arc::clone(known),
                None => source.into(),
            },
        };
        let costs = self.costs.entry(Arc::clone(&source)).or_default();
        *costs
            .entry(line)
            .or_default()
            .runs
            .entry(column)
            .or_default() += 1;
        self.levels.resize(level + 1, None);
        let at = Some((source, line));
        self.levels[level].clone_from(&at);
        self.now = at;
        self.since = Some(Instant::now());
    }

    /// A function that was called at a level above this one has ended: its caller goes on.
    pub(super) fn leave(&mut self, operations: u64, level: usize) {
        self.settle(operations);
        let caller = level
            .checked_sub(1)
            .and_then(|level| self.levels.get(level));
        self.now = caller.cloned().flatten();
        self.since = Some(Instant::now());
    }

    fn settle(&mut self, operations: u64) {
        let spent = operations.saturating_sub(self.operations);
        self.operations = operations;
        if let (Some((source, line)), Some(since)) = (&self.now, self.since)
            && let Some(cost) = self
                .costs
                .get_mut(source)
                .and_then(|costs| costs.get_mut(line))
        {
            cost.operations += spent;
            cost.time += since.elapsed();
        }
    }

    /// What every line cost; `text_of` gives the text of a source.
    pub(super) fn timed(&self, text_of: impl Fn(&str) -> Arc<str>) -> Vec<Timed> {
        let mut all = Vec::new();
        for (source, costs) in &self.costs {
            let text = text_of(source);
            let lines: Vec<&str> = text.lines().collect();
            let text_at = |line: usize| lines.get(line - 1).map_or("", |line| line.trim());
            all.extend(costs.iter().map(|(line, cost)| Timed {
                source: Arc::clone(source),
                line: *line,
                text: text_at(*line).to_owned(),
                runs: cost.runs.values().copied().max().unwrap_or_default(),
                operations: cost.operations,
                time: cost.time,
            }));
        }
        all
    }
}
