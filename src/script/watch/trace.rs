//! Where a script is while it runs, so that a limit that stops it says where.
//!
//! The engine forgets: an error that cannot be caught carries neither the calls that led to it nor,
//! from inside a function, its place. So the debugger's callback keeps the last place at each level
//! of calls. That costs a few comparisons a node, and a test alone pays them.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rhai::debugger::{Debugger, DebuggerCommand, DebuggerEvent};
use rhai::{ASTNode, EvalContext, Position};

use crate::script::failure::{Call, Failure};
use crate::script::host::Host;
use crate::script::meter::Meter;
use crate::script::sources::Sources;
use crate::script::trail;

/// The places of a host that runs; a handle, cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Trace(Rc<RefCell<Vec<Level>>>);

/// The last place at one level of calls.
struct Level {
    /// What was called to get there.
    name: String,
    source: Arc<str>,
    /// The source that the engine tells of.
    told: Option<Arc<str>>,
    at: Position,
    /// How many calls deep.
    depth: usize,
    /// Whether it is a script that is being loaded, and no function.
    loads: bool,
}

impl Trace {
    /// Keeps the places of what a host runs.
    // The engine marks this as deprecated to say that it may change in another version; the version
    // is pinned.
    #[allow(deprecated)]
    pub(crate) fn over(host: &mut Host) -> Self {
        let trace = Self::default();
        let kept = trace.clone();
        let (meter, sources) = (host.state().shared_meter(), host.state().sources());
        host.engine_mut().register_debugger(
            |_, debugger| debugger,
            move |context, event, node, source, _| {
                kept.see(&context, event, node, source, &meter, &sources);
                Ok(DebuggerCommand::StepInto)
            },
        );
        trace
    }

    /// Forgets what ran before: what comes was not called from there.
    pub(crate) fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// Something is going to be evaluated, or a function has ended.
    pub(super) fn see(
        &self,
        context: &EvalContext,
        event: DebuggerEvent,
        node: ASTNode,
        source: Option<&str>,
        meter: &Meter,
        sources: &Sources,
    ) {
        // What a script does after it was stopped is not where it was stopped.
        let left = matches!(
            event,
            DebuggerEvent::FunctionExitWithValue(_) | DebuggerEvent::FunctionExitWithError(_)
        );
        if left || meter.stopped().is_some() {
            return;
        }
        let at = node.position();
        if at.is_none() {
            return;
        }
        let calls = context.debugger().map(Debugger::call_stack);
        let call = calls.and_then(<[_]>::last);
        let name = call.map_or("", |call| call.fn_name.as_str());
        let depth = context.call_level();
        let loading = sources.loading_at(depth);
        let loads = loading.is_some();
        let mut levels = self.0.borrow_mut();
        // A script that is loaded runs at the level of what imports it.
        while levels
            .last()
            .is_some_and(|last| (last.depth, last.loads) > (depth, loads))
        {
            levels.pop();
        }
        if let Some(last) = levels.last_mut()
            && (last.depth, last.loads) == (depth, loads)
        {
            let told = loading.as_deref().or(source);
            if last.name == name && told == last.told.as_deref() {
                last.at = at;
                return;
            }
            levels.pop();
        }
        let told: Option<Arc<str>> = loading.or_else(|| source.map(Into::into));
        // The engine tells the source of the caller where a module calls a closure it was handed.
        let closure = sources.source_of_closure(name).filter(|_| !loads);
        levels.push(Level {
            name: name.to_owned(),
            source: closure
                .or_else(|| told.clone())
                .unwrap_or_else(|| "".into()),
            told,
            at,
            depth,
            loads,
        });
    }

    /// Adds to a limit that was reached where that was, and the calls that led there.
    pub(crate) fn place(&self, host: &Host, mut failure: Failure) -> Failure {
        let levels = self.0.borrow();
        let placed: Vec<_> = levels
            .iter()
            .filter_map(|level| Some((level, host.place(&level.source, level.at)?)))
            .collect();
        let Some(((_, last), callers)) = placed.split_last() else {
            return failure;
        };
        let called = placed.iter().skip(1).zip(callers);
        let mut calls: Vec<Call> = called
            .map(|((level, _), (_, place))| Call {
                name: match level.loads {
                    true => format!("the module `{}`", level.source),
                    false => trail::called(&level.name),
                },
                imported: level.loads,
                place: Some(place.clone()),
            })
            .collect();
        calls.reverse();
        trail::merge(&mut calls, Some(last));
        failure.trail = calls;
        failure.at(Some(last.clone()))
    }
}
