//! What a test expects.

use rhai::plugin::*;
use rhai::{Array, Map};

use super::values::{List, as_table};
use crate::reconcile::Estimate;
use crate::script::compare::equal_elements;
use crate::script::difference::{around_difference, difference};
use crate::script::fault::{Fault, Outcome};
use crate::script::state::State;
use crate::script::testing::{Expected, expected, is_limit};
use crate::script::text::{debug_text, plain_text};
use crate::script::types::type_of;
use crate::script::unknown::Unknown;
use crate::table::{Form, PAGE_WIDTH};

pub(super) fn module() -> Module {
    exported_module!(assertions)
}

#[export_module]
mod assertions {
    use rhai::FnPtr;
    use rhai::plugin::*;

    use super::{Expected, equal_table, failed, same, thrown_by, unequal};
    use crate::script::fault::{Fault, Outcome};
    use crate::script::state::State;

    /// Stops the script unless the condition holds, and says which it was.
    ///
    /// In a test it also says what each part of the condition was.
    ///
    /// ```rhai
    /// assert(2 > 1)    // => ()
    /// assert(1 > 2)    // error: assertion failed: `1 > 2`
    /// ```
    #[rhai_fn(return_raw)]
    pub fn assert(ctx: NativeCallContext, condition: bool) -> Outcome<()> {
        if condition {
            return Ok(());
        }
        let words = State::of(&ctx).words_of_call(&ctx);
        let words = words.and_then(|words| words.arguments.into_iter().next());
        Err(failed(words.as_deref()))
    }

    /// Stops the script with your words unless the condition holds.
    ///
    /// ```rhai
    /// assert(1 > 2, "one is not enough")    // error: assertion failed: one is not enough
    /// ```
    #[rhai_fn(name = "assert", return_raw)]
    pub fn assert_saying(condition: bool, message: &str) -> Outcome<()> {
        if condition {
            return Ok(());
        }
        Err(Fault::new(format!("assertion failed: {message}")).raise())
    }

    /// Stops the script unless the value is the one that is expected, and shows both; lists, texts
    /// of several lines and estimates line by line.
    ///
    /// Unlike `==` it takes an unknown number for equal to another. Of two estimates it compares
    /// `low`, `best`, `high`, `high_open` and `unresolved`, however they came about.
    ///
    /// ```rhai
    /// assert_eq(1 + 1, 2)    // => ()
    /// assert_eq(1 + 1, 3)    // error: expected 3, found 2
    /// ```
    #[rhai_fn(return_raw)]
    pub fn assert_eq(ctx: NativeCallContext, value: Dynamic, expected: Dynamic) -> Outcome<()> {
        if same(&ctx, &value, &expected)? {
            return Ok(());
        }
        Err(unequal(&ctx, value, expected))
    }

    /// Stops the script unless the code ends in an error, and returns what the error says.
    ///
    /// ```rhai
    /// assert_throws(|| throw "no claims")    // => no claims
    /// assert_throws(|| 1 + 1)                // error: expected an error, the code gave 2
    /// ```
    #[rhai_fn(return_raw)]
    pub fn assert_throws(ctx: NativeCallContext, code: FnPtr) -> Outcome<ImmutableString> {
        thrown_by(&ctx, &code).map(|expected| expected.message.into())
    }

    /// Stops the script unless the code ends in an error that has the text in it, and returns what
    /// the error says.
    ///
    /// ```rhai
    /// assert_throws(|| 1 > "a", "compares integer")    // => `>` compares integer with string
    /// assert_throws(|| throw "no claims", "no date")   // error: expected an error with `no date`, found `no claims`
    /// ```
    #[rhai_fn(name = "assert_throws", return_raw)]
    pub fn assert_throws_saying(
        ctx: NativeCallContext,
        code: FnPtr,
        text: &str,
    ) -> Outcome<ImmutableString> {
        let Expected { message, whence } = thrown_by(&ctx, &code)?;
        if message.contains(text) {
            return Ok(message.into());
        }
        let found = format!("expected an error with `{text}`, found `{message}`");
        Err(Fault::new(found).list(whence).raise())
    }

    /// Stops the script unless a table reads as the text does, laid out 100 columns wide.
    ///
    /// The text stands in backticks; a line end at its beginning, blanks at its ends and what all
    /// its lines are indented by do not count. Where the two differ, both are compared line by
    /// line, and the text to paste in is shown.
    ///
    /// ```rhai
    /// assert_table(table(["a"]).row([1]), "a\n─\n1")    // => ()
    /// assert_table(table(["a"]).row([1]), "a\n─\n2")    // error: the table does not read as expected
    /// ```
    #[rhai_fn(return_raw)]
    pub fn assert_table(ctx: NativeCallContext, table: Dynamic, text: &str) -> Outcome<()> {
        equal_table(&ctx, &table, text)
    }

    /// Ends a test here and counts it as skipped, for a reason that the results repeat.
    ///
    /// ```rhai
    /// skip("the casebook has no names yet")    // error: `skip` works only in a test
    /// ```
    #[rhai_fn(return_raw)]
    pub fn skip(ctx: NativeCallContext, reason: &str) -> Outcome<()> {
        let state = State::of(&ctx);
        let Some(testing) = state.testing() else {
            return Err(Fault::new("`skip` works only in a test")
                .hint("a test is a function such as `fn test_lowest()`, run by `tallybook test`")
                .raise());
        };
        if reason.trim().is_empty() {
            return Err(Fault::new("a test is skipped for a reason, the text is empty").raise());
        }
        Err(testing.skip(state.meter(), reason))
    }
}

/// The error of a condition that does not hold; `words` is how it is written.
pub(crate) fn failed(words: Option<&str>) -> Box<EvalAltResult> {
    let message = match words {
        Some(words) => format!("assertion failed: `{words}`"),
        None => "assertion failed".to_owned(),
    };
    Fault::new(message).raise()
}

fn same(ctx: &NativeCallContext, value: &Dynamic, expected: &Dynamic) -> Outcome<bool> {
    if value.is::<Unknown>() || expected.is::<Unknown>() {
        return Ok(value.is::<Unknown>() && expected.is::<Unknown>());
    }
    if let (Some(a), Some(b)) = (
        value.read_lock::<Estimate>(),
        expected.read_lock::<Estimate>(),
    ) {
        return Ok(answers(&a) == answers(&b));
    }
    let is_number = |value: &Dynamic| value.is_int() || value.is_float();
    let alike = value.type_id() == expected.type_id() || is_number(value) && is_number(expected);
    Ok(alike && equal_elements(ctx, value, expected)?)
}

/// What an estimate answers, a line each: what `assert_eq` compares.
fn answers(estimate: &Estimate) -> Vec<String> {
    let conclusion = estimate.conclusion();
    let number = |name: &str, n: Option<i64>| {
        let n = n.map_or_else(|| "unknown".to_owned(), |n| n.to_string());
        format!("{name}: {n}")
    };
    vec![
        number("low", conclusion.low),
        number("best", conclusion.best),
        number("high", conclusion.high),
        format!("high_open: {}", conclusion.high_open),
        format!(
            "unresolved: {}",
            conclusion.unresolved.as_deref().unwrap_or("()")
        ),
    ]
}

/// Where two estimates answer otherwise: what is expected, and what was found. How they came about
/// is no part of the comparison, so it is none of the difference.
fn answers_apart(value: &Dynamic, expected: &Dynamic) -> Option<Pair> {
    let expected = answers(&*expected.read_lock::<Estimate>()?);
    let found = answers(&*value.read_lock::<Estimate>()?);
    let both = expected.into_iter().zip(found);
    let (expected, found) = both.filter(|(expected, found)| expected != found).unzip();
    Some((Some(expected), Some(found)))
}

/// What is expected and what was found as lines, where they can be compared as such.
type Pair = (Option<Vec<String>>, Option<Vec<String>>);

fn unequal(ctx: &NativeCallContext, value: Dynamic, expected: Dynamic) -> Box<EvalAltResult> {
    let found = type_of(ctx.engine(), &value);
    let wanted = type_of(ctx.engine(), &expected);
    let lines = match answers_apart(&value, &expected) {
        Some(apart) => apart,
        None => (lines_of(ctx, &expected), lines_of(ctx, &value)),
    };
    let show = |value, kind: &str| match found == wanted {
        true => debug_text(ctx, value).to_string(),
        false => format!("{} ({kind})", debug_text(ctx, value)),
    };
    let (expected, value) = (show(expected, &wanted), show(value, &found));
    let (expected, value) = around_difference(&expected, &value);
    let fault = Fault::new(format!("expected {expected}, found {value}"));
    match lines {
        (Some(expected), Some(found)) => fault.list(difference(&expected, &found)).raise(),
        _ => fault.raise(),
    }
}

/// How much of a value a message shows.
const LONGEST: usize = 400;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A value as lines that can be compared; nothing for one that fits into a message.
fn lines_of(ctx: &NativeCallContext, value: &Dynamic) -> Option<Vec<String>> {
    if let Some(estimate) = value.read_lock::<Estimate>() {
        return Some(answers(&estimate));
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        return (lines.len() > 1).then_some(lines);
    }
    let each = |items: &[Dynamic]| {
        let lines = items
            .iter()
            .map(|item| debug_text(ctx, item.clone()).to_string());
        lines.collect()
    };
    if let Some(array) = value.read_lock::<Array>() {
        return Some(each(&array));
    }
    if let Some(map) = value.read_lock::<Map>() {
        let lines = map
            .iter()
            .map(|(key, item)| format!("{key}: {}", debug_text(ctx, item.clone())));
        return Some(lines.collect());
    }
    if let Some(list) = value.read_lock::<List>() {
        return Some(each(&list.items));
    }
    as_table(value).map(|table| lines(&table.render(Form::Text, PAGE_WIDTH)))
}

/// Calls code that is expected to fail, and returns what its error says.
fn thrown_by(ctx: &NativeCallContext, code: &rhai::FnPtr) -> Outcome<Expected> {
    let call = crate::script::callback::Callback::new(ctx, "assert_throws", code, 0)?;
    match call.call([]) {
        Ok(value) => {
            let gave = match value.is_unit() {
                true => "ran to its end".to_owned(),
                false => format!("gave {}", shortened(&debug_text(ctx, value))),
            };
            Err(Fault::new(format!("expected an error, the code {gave}")).raise())
        }
        // A limit, an interruption and the end of a skipped test are nothing that code throws.
        Err(error) if State::of(ctx).meter().stopped().is_some() => Err(error),
        Err(error) if is_limit(&error) => Err(error),
        Err(error) => Ok(expected(ctx, *error)),
    }
}

fn equal_table(ctx: &NativeCallContext, table: &Dynamic, text: &str) -> Outcome<()> {
    let Some(laid_out) = as_table(table) else {
        let found = type_of(ctx.engine(), table);
        return Err(Fault::new(format!("expected a table, found {found}"))
            .hint("such as `concordance(\"killed\")`; other values are compared by `assert_eq`")
            .raise());
    };
    let found = lines(&laid_out.render(Form::Text, PAGE_WIDTH));
    let expected = lines(text);
    if found == expected {
        return Ok(());
    }
    let paste = found.iter().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!(
            "        {}",
            line.replace('`', "``").replace("${", "${\"$\"}{")
        ),
    });
    Err(Fault::new("the table does not read as expected")
        .list(difference(&expected, &found))
        .list(["the text to paste in, where it reads as it should:".to_owned()])
        .list(["    `".to_owned()])
        .list(paste)
        .list(["    `".to_owned()])
        .raise())
}

/// The lines of a text, less what they are all indented by and the blanks at their ends.
fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim_end);
    let mut lines: Vec<&str> = lines.skip_while(|line| line.is_empty()).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let indent = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let filled = lines.iter().filter(|line| !line.is_empty());
    let common = filled.map(indent).min().unwrap_or_default();
    let without = lines
        .iter()
        .map(|line| line.get(common..).unwrap_or_default().to_owned());
    without.collect()
}

/// Returns the text of a value, as an error shows it.
pub(crate) fn thrown_text(ctx: &NativeCallContext, value: Dynamic) -> String {
    match value.is_unit() {
        true => "the script stopped itself with `throw`".to_owned(),
        false => plain_text(ctx, value).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn what_all_lines_are_indented_by_is_left_out() {
        assert_eq!(
            lines("\n    a\n      b  \n\n    c\n  "),
            ["a", "  b", "", "c"]
        );
        assert_eq!(lines(" \n"), Vec::<String>::new());
        assert_eq!(lines("a\n b"), ["a", " b"]);
    }
}
