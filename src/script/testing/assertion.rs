//! Assertions of a test: syntax that sees its expression.
//!
//! Registered with the engine of a test alone, so that everywhere else an assertion is the builtin
//! that the manual describes. What it answers is the builtin's answer; what is added is the list of
//! parts under the message.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use rhai::{
    Dynamic, Engine, EvalAltResult, EvalContext, Expression, ImmutableString, NativeCallContext,
    Position,
};

use super::dissect::{Dissected, PART};
use super::other_uses::leave_other_uses;
use super::pure::{Pure, of_model};
use super::span::Words;
use super::{Broken, Read, Testing};
use crate::reconcile::{Estimate, Selection};
use crate::script::builtins::{described, failed};
use crate::script::fault::{Fault, Outcome};
use crate::script::sources::Sources;
use crate::script::state::State;
use crate::script::teach::counted;
use crate::script::text::debug_text;

/// The builtins that see their expression in a test.
pub(super) const ASSERTIONS: [&str; 2] = ["assert", "assert_eq"];
/// How wide the column of the parts is at most.
const WIDEST: usize = 40;
/// How much of a value is shown.
const LONGEST: usize = 240;
/// How many lines a value may take.
const MOST_LINES: usize = 24;
/// How many members a list has at most that is copied before it is changed.
const MOST_COPIED: u64 = 256;
/// How many parts are told.
const MOST_PARTS: usize = 64;
/// How many claims of a selection are told.
const MOST_CLAIMS: usize = 12;
/// How many estimates are told with their steps, and how many selections with their claims.
const MOST_ESTIMATES: usize = 3;

/// Levels that an assertion takes as syntax and not as a call.
const LEVELS: usize = 16;

/// Makes the assertions of an engine tell the values of their parts.
pub(super) fn register(engine: &mut Engine, testing: &Rc<Testing>, state: &State) {
    // What compiles elsewhere has to compile here.
    let nesting = state.meter().limits().nesting + LEVELS;
    engine.set_max_expr_depths(nesting, nesting);
    leave_other_uses(engine);
    for name in ASSERTIONS {
        let (testing, sources) = (Rc::clone(testing), state.sources());
        engine.register_custom_syntax_with_state_raw(
            in_a_test(name),
            |symbols, next, _| Ok(expected(symbols, next)),
            false,
            move |context, inputs, _| check(name, context, inputs, &testing, &sources),
        );
    }
    let (testing, state) = (Rc::clone(testing), state.clone());
    engine
        .register_custom_syntax_handler(PART, false, move |context, inputs, number| {
            let value = inputs[0].eval_with_context(context)?;
            // A copy is work: without counting it an assertion in a loop would be quadratic.
            state.work(weight(&value))?;
            let number = usize::try_from(number.as_int().unwrap_or_default()).unwrap_or_default();
            let kept = (number, value.flatten_clone());
            testing.seen.borrow_mut().push(kept);
            Ok(value)
        })
        .expect("a handler needs no syntax of its own");
}

/// What the syntax of an assertion is called. Under its own name the engine would take every use of
/// the word for it.
pub(super) fn in_a_test(name: &str) -> String {
    format!("{name} (in a test)")
}

/// What is expected after the symbols so far: a call with any number of values.
fn expected(symbols: &[ImmutableString], next: &str) -> Option<ImmutableString> {
    match symbols.last().map(ImmutableString::as_str) {
        Some(")") if symbols.len() > 2 => None,
        Some("(") if symbols.len() == 2 => Some("$expr$".into()),
        Some("$expr$") if next == "," => Some(",".into()),
        Some("$expr$") => Some(")".into()),
        Some(",") if next == ")" => Some(")".into()),
        Some(",") => Some("$expr$".into()),
        _ => Some("(".into()),
    }
}

/// How many steps a copy of a value is.
fn weight(value: &Dynamic) -> u64 {
    let members = match value.as_array_ref() {
        Ok(array) => array.len(),
        Err(_) => value.as_map_ref().map_or(0, |map| map.len()),
    };
    members as u64
}

fn check(
    name: &str,
    context: &mut EvalContext,
    inputs: &[Expression],
    testing: &Testing,
    sources: &Sources,
) -> Outcome<Dynamic> {
    let assertion = testing.dissect(name, context, inputs, sources);
    let before = before(context, &assertion);
    let mark = testing.seen.borrow().len();
    let values = assertion.arguments.iter().map(|argument| {
        let value = context.eval_expression_tree(&Expression::from(argument));
        value.map(Dynamic::flatten)
    });
    let values: Outcome<Vec<Dynamic>> = values.collect();
    let seen = testing.seen.borrow_mut().split_off(mark);
    let outcome = match values {
        Ok(values) => answer(name, context, &assertion, values),
        Err(error) => {
            let parts = told(context, &assertion, &before, &seen);
            testing.broken.replace(Some(Broken {
                source: context.source().unwrap_or_default().to_owned(),
                from: (
                    assertion.at.line().unwrap_or_default(),
                    assertion.at.position().unwrap_or_default(),
                ),
                to: assertion.end,
                parts,
            }));
            return Err(error);
        }
    };
    outcome.map_err(|mut error| {
        if error.position().is_none() {
            error.set_position(assertion.at);
        }
        match *error {
            EvalAltResult::ErrorRuntime(value, at) => match value.clone().try_cast::<Fault>() {
                Some(mut fault) => {
                    let listing = std::mem::take(&mut fault.listing);
                    let mut parts = told(context, &assertion, &before, &seen);
                    if let ("assert", 2, Some(words)) = (name, inputs.len(), &assertion.words) {
                        parts.insert(0, format!("  the condition: `{words}`"));
                    }
                    let mut error = fault.list(parts).list(listing).raise();
                    error.set_position(at);
                    error
                }
                None => EvalAltResult::ErrorRuntime(value, at).into(),
            },
            other => other.into(),
        }
    })
}

/// The variables that the assertion may change, as they are before it does.
fn before(context: &EvalContext, assertion: &Dissected) -> HashMap<usize, Dynamic> {
    let changed = assertion.parts.iter().enumerate();
    let changed = changed.filter(|(_, part)| part.may_change && part.variable.is_some());
    // Looked up rather than evaluated: what is not reached must not count as run.
    let values = changed.filter_map(|(number, part)| {
        let value = context.scope().get(&part.text)?;
        // A copy of a long list in each turn of a loop would be quadratic.
        (weight(value) <= MOST_COPIED).then(|| (number, value.flatten_clone()))
    });
    values.collect()
}

/// What the builtin answers. A condition alone is judged here, for the builtin would look for its
/// words at the place of a call.
fn answer(
    name: &str,
    context: &mut EvalContext,
    assertion: &Dissected,
    values: Vec<Dynamic>,
) -> Outcome<Dynamic> {
    if let ("assert", [condition]) = (name, values.as_slice())
        && let Ok(holds) = condition.as_bool()
    {
        return match holds {
            true => Ok(Dynamic::UNIT),
            false => Err(failed(assertion.words.as_deref())),
        };
    }
    let mut values = values;
    let mut values: Vec<&mut Dynamic> = values.iter_mut().collect();
    // A script may have one of this name that takes more values.
    match values.len() > 2 {
        true => context.call_fn_raw(name, false, false, &mut values),
        false => context.call_native_fn_raw(name, false, &mut values),
    }
}

impl Testing {
    fn dissect(
        &self,
        name: &str,
        context: &EvalContext,
        inputs: &[Expression],
        sources: &Sources,
    ) -> Rc<Dissected> {
        let read = self.read(context.source().unwrap_or_default(), sources);
        let at = inputs
            .first()
            .map_or(Position::NONE, |input| input.start_position());
        if let Some(known) = read.assertions.borrow().get(&at) {
            return Rc::clone(known);
        }
        let is_here = |read: &Rc<Read>| {
            let mut first = inputs.iter().take(1);
            first.all(|input| read.words.has_call(name, input))
        };
        // Of a closure that a module was handed, the engine tells the source of the module.
        let home = if is_here(&read) {
            Rc::clone(&read)
        } else {
            let others = sources.names().into_iter();
            let mut others = others.map(|source| self.read(&source, sources));
            others.find(is_here).unwrap_or_else(|| Rc::clone(&read))
        };
        let of_model = self
            .texts
            .of_model
            .get_or_init(|| of_model(context.engine()));
        let is_own = |name: &str| {
            let mut all = sources.names().into_iter();
            all.any(|source| self.read(&source, sources).words.defines(name))
        };
        let pure = Pure {
            of_model,
            is_own: &is_own,
        };
        let made = Dissected::new(
            &home.words,
            &pure,
            name == "assert",
            inputs.iter().map(AsRef::as_ref),
        );
        let made = Rc::new(made);
        read.assertions.borrow_mut().insert(at, Rc::clone(&made));
        made
    }

    /// The words of a source, read once for all tests: a file may have as many as it likes.
    fn read(&self, source: &str, sources: &Sources) -> Rc<Read> {
        if let Some(known) = self.read.borrow().get(source) {
            return Rc::clone(known);
        }
        let text = sources
            .get(source)
            .map_or_else(|| "".into(), |source| source.text);
        let mut all = self.texts.read.borrow_mut();
        let read = match all.get(source) {
            Some(known) if known.words.text_of_all() == &*text => Rc::clone(known),
            _ => {
                let read = Rc::new(Read {
                    words: Words::of(&text),
                    assertions: RefCell::default(),
                });
                all.insert(source.to_owned(), Rc::clone(&read));
                read
            }
        };
        let mut own = self.read.borrow_mut();
        own.insert(source.to_owned(), Rc::clone(&read));
        read
    }
}

/// The parts and their values as lines, each part once.
fn told(
    context: &mut EvalContext,
    assertion: &Dissected,
    before: &HashMap<usize, Dynamic>,
    seen: &[(usize, Dynamic)],
) -> Vec<String> {
    let last: HashMap<usize, &Dynamic> = seen.iter().map(|(of, value)| (*of, value)).collect();
    let mut values: Vec<(&str, Dynamic)> = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    for (number, part) in assertion.parts.iter().enumerate() {
        let value = match &part.variable {
            Some(variable) => before.get(&number).cloned().or_else(|| {
                let variable = Expression::from(variable);
                context.eval_expression_tree(&variable).ok()
            }),
            // The last of them, where a part was evaluated in each turn of something.
            None => last.get(&number).map(|value| (*value).clone()),
        };
        if let Some(value) = value.filter(|value| !value.is_fnptr())
            && known.insert(&part.text)
        {
            values.push((&part.text, value.flatten()));
        }
    }
    let mut lines = Vec::new();
    // What was evaluated last is what failed.
    let early = values.len().saturating_sub(MOST_PARTS);
    if early > 0 {
        lines.push(format!("  … {} before these", counted(early, "part")));
    }
    let values = &values[early..];
    let at = assertion.at;
    let (engine, global) = (context.engine(), context.global_runtime_state());
    let native = NativeCallContext::new_with_all_fields(engine, "assert", None, global, at);
    let width = values.iter().map(|(text, _)| crate::table::width(text));
    let width = width
        .filter(|width| *width <= WIDEST)
        .max()
        .unwrap_or_default();
    for (text, value) in values {
        put(&mut lines, text, width, &shown(&native, value));
    }
    if assertion.left_out > 0 {
        let left_out = counted(assertion.left_out, "part");
        lines.push(format!("  … {left_out} more, whose values were not kept"));
    }
    listed(&mut lines, values);
    derived(&mut lines, values);
    lines
}

/// The claims of selections: who states each, of which kind that source is, and what it says.
fn listed(lines: &mut Vec<String>, values: &[(&str, Dynamic)]) {
    let mut told: Vec<Vec<String>> = Vec::new();
    for (text, value) in values.iter().rev() {
        let Some(claims) = value.read_lock::<Selection>() else {
            continue;
        };
        if claims.claims().is_empty() || told.len() >= MOST_ESTIMATES {
            continue;
        }
        let each = claims.claims().iter().take(MOST_CLAIMS);
        let mut each: Vec<String> = each
            .map(|ix| format!("    {}", described(&claims, *ix)))
            .collect();
        let more = claims.claims().len().saturating_sub(MOST_CLAIMS);
        if more > 0 {
            each.push(format!("    … and {more} more"));
        }
        if !told.contains(&each) {
            lines.push(format!("  the claims of `{text}`:"));
            lines.extend(each.iter().cloned());
            told.push(each);
        }
    }
}

/// How estimates came about; those that were evaluated last come first.
fn derived(lines: &mut Vec<String>, values: &[(&str, Dynamic)]) {
    let mut told: Vec<Vec<String>> = Vec::new();
    let mut left_out = 0;
    for (text, value) in values.iter().rev() {
        let Some(estimate) = value.read_lock::<Estimate>() else {
            continue;
        };
        let steps = estimate.steps();
        if told.contains(&steps) {
            continue;
        }
        if told.len() >= MOST_ESTIMATES {
            left_out += 1;
            continue;
        }
        lines.push(format!("  how `{text}` came about:"));
        let numbered = steps.iter().enumerate();
        lines.extend(numbered.map(|(at, step)| format!("    {}. {step}", at + 1)));
        told.push(steps);
    }
    if left_out > 0 {
        let left_out = counted(left_out, "estimate");
        lines.push(format!("  … {left_out} more, whose steps are not shown"));
    }
}

fn shown(context: &NativeCallContext, value: &Dynamic) -> Vec<String> {
    let text = debug_text(context, value.clone());
    let lines = text.lines().map(str::trim_end).take(MOST_LINES + 1);
    let mut lines: Vec<String> = lines
        .map(|line| match line.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line.to_owned(),
        })
        .collect();
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        lines.push("…".to_owned());
    }
    lines
}

/// A part beside its value, or above it where either is long.
fn put(lines: &mut Vec<String>, text: &str, width: usize, value: &[String]) {
    let wide = crate::table::width(text);
    match value {
        [value] if wide <= width => {
            let gap = " ".repeat(width - wide);
            lines.push(format!("  {text}{gap}  {value}"));
        }
        _ => {
            lines.push(format!("  {text}"));
            lines.extend(value.iter().map(|line| format!("      {line}")));
        }
    }
}
