//! Values on their way out: what a script answered, in every form.

use std::rc::Rc;

use rhai::Dynamic;
use serde::Serialize;

use crate::reconcile::{Concordance, Estimate, estimate_records, estimates_table};
use crate::table::{Cell, Form, Table, json_text, visible_lines};

use super::builtins::values::{ConcordanceValue, as_table};
use super::host::Host;
use super::unknown::Unknown;

/// What a script answered.
#[derive(Clone, Debug)]
pub enum Shown {
    /// `()`: nothing to print.
    Nothing,
    /// A table, or what can be shown as one.
    Table(Table),
    /// A concordance: a table with a JSON form of its own.
    Concordance(Rc<Concordance>),
    /// An estimate.
    Estimate(Box<Estimate>),
    /// Anything else.
    Value {
        /// As `print` shows it.
        text: String,
        /// As JSON.
        json: serde_json::Value,
    },
}

impl Shown {
    /// Looks at the value of a script.
    #[must_use]
    pub fn of(host: &Host, value: &Dynamic) -> Self {
        if value.is_unit() {
            return Self::Nothing;
        }
        if let Some(concordance) = value.read_lock::<ConcordanceValue>() {
            return Self::Concordance(Rc::clone(&concordance.0));
        }
        if let Some(estimate) = value.read_lock::<Estimate>() {
            return Self::Estimate(Box::new(estimate.clone()));
        }
        if let Some(table) = as_table(value) {
            return Self::Table(table);
        }
        Self::Value {
            text: host.text_of(value.clone()),
            json: json_of(host, value, 0),
        }
    }

    /// Renders the value, with a line end; nothing for `()`.
    #[must_use]
    pub fn render(&self, form: Form, width: usize) -> String {
        match (self, form) {
            (Self::Nothing, _) => String::new(),
            (Self::Table(table), form) => table.render(form, width),
            (Self::Concordance(concordance), Form::Json) => lines(&concordance.record()),
            (Self::Concordance(concordance), form) => concordance.table().render(form, width),
            (Self::Estimate(estimate), Form::Json) => lines(&estimate.record("")),
            (Self::Estimate(estimate), Form::Text) => {
                format!("{}\n", visible_lines(&estimate.to_string()))
            }
            (Self::Estimate(estimate), Form::Csv) => {
                estimate_records([("", &**estimate)]).render(form, width)
            }
            (Self::Estimate(estimate), form) => estimates_table([&**estimate]).render(form, width),
            (Self::Value { json, .. }, Form::Json) => lines(json),
            (Self::Value { text, .. }, Form::Text) => {
                let text = visible_lines(text);
                if text.ends_with('\n') {
                    text.into_owned()
                } else {
                    format!("{text}\n")
                }
            }
            (Self::Value { text, .. }, form) => {
                let mut table = Table::new(["value"]);
                table
                    .row([Cell::from(text.as_str())])
                    .expect("one cell for one column");
                table.render(form, width)
            }
        }
    }
}

fn lines<T: Serialize>(value: &T) -> String {
    json_text(value, true) + "\n"
}

/// How deep values inside one another are written as JSON; beyond it they are written as text.
const DEEPEST: usize = 32;

/// A value as JSON: an unknown number is `null`, what has no JSON form is its text.
fn json_of(host: &Host, value: &Dynamic, depth: usize) -> serde_json::Value {
    if value.is_unit() || value.is::<Unknown>() {
        return serde_json::Value::Null;
    }
    if let Ok(truth) = value.as_bool() {
        return truth.into();
    }
    if let Ok(n) = value.as_int() {
        return n.into();
    }
    if let Ok(n) = value.as_float() {
        return n.into();
    }
    if depth < DEEPEST {
        if let Ok(array) = value.as_array_ref() {
            return array
                .iter()
                .map(|item| json_of(host, item, depth + 1))
                .collect();
        }
        if let Ok(map) = value.as_map_ref() {
            let each = map
                .iter()
                .map(|(key, item)| (key.to_string(), json_of(host, item, depth + 1)));
            return serde_json::Value::Object(each.collect());
        }
        if let Some(estimate) = value.read_lock::<Estimate>() {
            return serde_json::to_value(estimate.record("")).unwrap_or_default();
        }
        if let Some(concordance) = value.read_lock::<ConcordanceValue>() {
            return serde_json::to_value(concordance.0.record()).unwrap_or_default();
        }
        if let Some(table) = as_table(value) {
            return serde_json::to_value(&table).unwrap_or_default();
        }
    }
    host.text_of(value.clone()).into()
}
