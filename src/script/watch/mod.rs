//! Scripts watched while they run: which lines were run, and what they cost.
//!
//! The engine's debugger tells of every statement and expression before it is evaluated. It is
//! registered for the hosts of tests alone, which keep where they are; every other host runs without
//! it.

mod clock;
mod lines;
#[cfg(test)]
mod tests;
mod trace;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use rhai::debugger::{Debugger, DebuggerCommand, DebuggerEvent};
use rhai::{AST, ASTNode, Expr, Stmt};

use super::host::Host;
use super::meter::Meter;
use super::shelf::STANDARD;
use super::source::Source;
use super::testing::is_part;

pub use clock::Timed;
pub(crate) use trace::Trace;

use clock::Clock;
use lines::{Need, captures, is_told};

/// A line of a text and a column in it.
type Spot = (usize, usize);

/// What is watched; a handle, cheap to clone.
#[derive(Clone)]
pub struct Watch(Rc<Inner>);

struct Inner {
    known: RefCell<BTreeMap<Arc<str>, Known>>,
    /// Under which name each file is known first, and what else it is called: by way of a link, of
    /// another folder.
    files: RefCell<HashMap<PathBuf, Arc<str>>>,
    also: RefCell<HashMap<Arc<str>, Arc<str>>>,
    /// Which scripts define a function, or a closure, of a name.
    definers: RefCell<HashMap<String, Vec<Arc<str>>>>,
    hits: RefCell<BTreeMap<Arc<str>, HashSet<Spot>>>,
    clock: Option<RefCell<Clock>>,
    /// How many of the coming expressions stand for what a closure captures.
    captured: Cell<usize>,
}

/// A script that is known.
struct Known {
    text: Arc<str>,
    needs: Vec<Need>,
}

/// The lines of a script that can be run, and those that were not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// What the script is called.
    pub source: Arc<str>,
    /// Whether it comes with the program.
    pub shipped: bool,
    /// Every line that can be run, in order.
    pub lines: Vec<usize>,
    /// Those that were not.
    pub missing: Vec<usize>,
    /// Those that were, but with a statement on them that was not.
    pub in_part: Vec<usize>,
}

impl Watch {
    /// Makes a watch over lines that are run, and with `timed` over what they cost as well.
    #[must_use]
    pub fn new(timed: bool) -> Self {
        Self(Rc::new(Inner {
            known: RefCell::default(),
            files: RefCell::default(),
            also: RefCell::default(),
            definers: RefCell::default(),
            hits: RefCell::default(),
            clock: timed.then(RefCell::default),
            captured: Cell::default(),
        }))
    }

    /// Watches what a host runs, and keeps where it is.
    // The engine marks this as deprecated to say that it may change in another version; the version
    // is pinned.
    #[allow(deprecated)]
    pub(crate) fn over(&self, host: &mut Host) -> Trace {
        let watch = self.clone();
        host.sources()
            .on_compiled(Box::new(move |source, ast| watch.know(source, ast)));
        if let Some(clock) = &self.0.clock {
            clock.borrow_mut().start();
        }
        let (watch, meter) = (self.clone(), host.state().shared_meter());
        let sources = host.state().sources();
        let trace = Trace::default();
        let kept = trace.clone();
        host.engine_mut().register_debugger(
            |_, debugger| debugger,
            move |context, event, node, source, _| {
                kept.see(&context, event, node, source, &meter, &sources);
                let calls = context.debugger().map(Debugger::call_stack);
                let function = calls.and_then(|calls| calls.last());
                let function = function.map(|call| call.fn_name.as_str());
                // Where a function imports a module, the engine still names the function.
                let loading = sources.loading_at(context.call_level());
                if let Some(source) = loading.or_else(|| watch.source_of(function, source)) {
                    let first = watch.0.also.borrow().get(&source).cloned();
                    let source = first.unwrap_or(source);
                    watch.see(&meter, context.call_level(), event, node, &source);
                }
                Ok(DebuggerCommand::StepInto)
            },
        );
        trace
    }

    fn know(&self, source: &Source, ast: &AST) {
        let mut known = self.0.known.borrow_mut();
        if known
            .get(&source.name)
            .is_some_and(|known| known.text == source.text)
        {
            return;
        }
        if self.is_known_otherwise(source, &known) {
            return;
        }
        let mut definers = self.0.definers.borrow_mut();
        for function in ast.iter_functions() {
            let of = definers.entry(function.name.to_owned()).or_default();
            if !of.contains(&source.name) {
                of.push(Arc::clone(&source.name));
            }
        }
        let (text, needs) = (Arc::clone(&source.text), lines::needs(ast));
        known.insert(Arc::clone(&source.name), Known { text, needs });
    }

    /// Whether a script is a file that is known under another name, which then counts for both.
    fn is_known_otherwise(&self, source: &Source, known: &BTreeMap<Arc<str>, Known>) -> bool {
        if source.name.starts_with(STANDARD) {
            return false;
        }
        let Ok(file) = std::fs::canonicalize(&*source.name) else {
            return false;
        };
        let mut files = self.0.files.borrow_mut();
        let first = files
            .entry(file)
            .or_insert_with(|| Arc::clone(&source.name));
        let otherwise = *first != source.name
            && known
                .get(first)
                .is_some_and(|known| known.text == source.text);
        if otherwise {
            let (name, first) = (Arc::clone(&source.name), Arc::clone(first));
            self.0.also.borrow_mut().insert(name, first);
        }
        otherwise
    }

    /// The script that is being run. The engine tells that of the caller where a module calls a
    /// function that it was handed, so the function that is being run has the last word.
    fn source_of(&self, function: Option<&str>, told: Option<&str>) -> Option<Arc<str>> {
        let definers = self.0.definers.borrow();
        let of = function.and_then(|function| definers.get(function));
        match of.map(Vec::as_slice) {
            Some([first, rest @ ..]) if !rest.is_empty() => {
                let told = rest.iter().find(|of| Some(&***of) == told);
                Some(Arc::clone(told.unwrap_or(first)))
            }
            Some([only]) => Some(Arc::clone(only)),
            _ => told.map(Into::into),
        }
    }

    fn see(
        &self,
        meter: &Meter,
        level: usize,
        event: DebuggerEvent,
        node: ASTNode,
        source: &Arc<str>,
    ) {
        if let DebuggerEvent::FunctionExitWithValue(_) | DebuggerEvent::FunctionExitWithError(_) =
            event
        {
            if let Some(clock) = &self.0.clock {
                clock.borrow_mut().leave(meter.steps(), level);
            }
            return;
        }
        if self.0.captured.get() > 0 && matches!(node, ASTNode::Expr(Expr::Variable(..))) {
            self.0.captured.set(self.0.captured.get() - 1);
            return;
        }
        if let ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _)) = node
            && captures(call)
        {
            self.0.captured.set(call.args.len() - 1);
            return;
        }
        let wraps = matches!(node, ASTNode::Expr(Expr::Custom(custom, _)) if is_part(custom));
        let at = node.position();
        let (Some(line), Some(column)) = (at.line(), at.position()) else {
            return;
        };
        if wraps || !is_told(node) {
            return;
        }
        if let Some(clock) = &self.0.clock {
            clock
                .borrow_mut()
                .come(meter.steps(), level, source, (line, column));
        }
        let mut hits = self.0.hits.borrow_mut();
        match hits.get_mut(source) {
            Some(hits) => {
                hits.insert((line, column));
            }
            None => {
                hits.insert(Arc::clone(source), [(line, column)].into());
            }
        }
    }

    /// Returns the lines of every script that was compiled, by the names of the scripts.
    ///
    /// A script that comes with the program and that is also there as a file is told once, as the
    /// file: what tests import as `std/NAME` counts for it.
    #[must_use]
    pub fn covered(&self) -> Vec<Covered> {
        let (known, hits) = (self.0.known.borrow(), self.0.hits.borrow());
        let none = HashSet::new();
        let is_shipped = |name: &str| name.starts_with(STANDARD);
        let twin = |name: &Arc<str>, of: &Known| {
            let mut others = known.iter();
            others
                .find(|(other, known)| {
                    is_shipped(other) != is_shipped(name) && known.text == of.text
                })
                .map(|(other, _)| Arc::clone(other))
        };
        let each = known.iter().filter_map(|(name, script)| {
            let twin = twin(name, script);
            if twin.is_some() && is_shipped(name) {
                return None;
            }
            let own = hits.get(name).unwrap_or(&none);
            let other = twin.and_then(|twin| hits.get(&twin)).unwrap_or(&none);
            let was_run = |need: &Need| {
                let mut spots = need.any.iter();
                spots.any(|spot| own.contains(spot) || other.contains(spot))
            };
            let mut lines: BTreeMap<usize, bool> = BTreeMap::new();
            let mut left_out: BTreeSet<usize> = BTreeSet::new();
            for need in &script.needs {
                let was_run = was_run(need);
                *lines.entry(need.line).or_default() |= was_run;
                if need.is_step && !was_run {
                    left_out.insert(need.line);
                }
            }
            let missing = lines.iter().filter(|(_, was_run)| !**was_run);
            left_out.retain(|line| lines[line]);
            Some(Covered {
                source: Arc::clone(name),
                shipped: is_shipped(name),
                missing: missing.map(|(line, _)| *line).collect(),
                in_part: left_out.into_iter().collect(),
                lines: lines.into_keys().collect(),
            })
        });
        each.collect()
    }

    /// Returns what every line that was run cost, in the order of the scripts and their lines;
    /// nothing where the watch has no clock.
    #[must_use]
    pub fn timed(&self) -> Vec<Timed> {
        let known = self.0.known.borrow();
        let text_of = |source: &str| {
            let known = known.get(source);
            known.map_or_else(|| "".into(), |known| Arc::clone(&known.text))
        };
        match &self.0.clock {
            Some(clock) => clock.borrow().timed(text_of),
            None => Vec::new(),
        }
    }
}
