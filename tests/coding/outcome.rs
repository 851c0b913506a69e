//! A casebook as coded, or with something coded otherwise, and the numbers that come of it.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;
use tallybook::incident::{Input, Object, load, sample};
use tallybook::reconcile::{Concordance, Evidence, Join, Names, Profile};
use tallybook::session::Session;
use tallybook::table::Form;

use super::text::Example;

/// The kinds of object that an example may be of, and the keys that hold them.
const NOUNS: [(&str, &str); 5] = [
    ("source", "sources"),
    ("report", "reports"),
    ("measure", "measures"),
    ("claim", "claims"),
    ("person", "people"),
];

/// A built-in casebook.
pub(super) fn casebook(name: &str) -> Value {
    let text = sample(name).unwrap_or_else(|| panic!("no casebook `{name}`"));
    serde_json::from_str(text).expect("JSON")
}

/// The object that an example is of, in its incident or in what the casebook shares.
pub(super) fn find<'a>(casebook: &'a mut Value, example: &Example) -> &'a mut Value {
    let key = NOUNS.iter().find(|(noun, _)| *noun == example.noun);
    let key = key
        .unwrap_or_else(|| panic!("an example of a `{}`", example.noun))
        .1;
    let incidents = casebook["incidents"].as_array().expect("incidents");
    let at = incidents
        .iter()
        .position(|one| one["id"] == *example.incident);
    let at = at.unwrap_or_else(|| panic!("no incident `{}`", example.incident));
    let pointer = place(&casebook["incidents"][at], key, &example.id)
        .map(|place| format!("/incidents/{at}{place}"))
        .or_else(|| place(casebook, key, &example.id))
        .unwrap_or_else(|| panic!("no {} `{}`", example.noun, example.id));
    casebook.pointer_mut(&pointer).expect("it was there")
}

/// Where an object stands in what holds it. A claim may stand in a report and be called by its
/// place there.
fn place(holder: &Value, key: &str, id: &str) -> Option<String> {
    let all = |value: &Value| value.as_array().cloned().unwrap_or_default();
    if let Some(at) = all(&holder[key]).iter().position(|one| one["id"] == *id) {
        return Some(format!("/{key}/{at}"));
    }
    if key != "claims" {
        return None;
    }
    all(&holder["reports"])
        .iter()
        .enumerate()
        .find_map(|(at, report)| {
            let made = |n: usize| format!("{}.{n}", report["id"].as_str().unwrap_or_default());
            let mut claims = all(&report["claims"]).into_iter().zip(1..);
            let n = claims.position(|(claim, n)| match &claim["id"] {
                Value::Null => made(n) == id,
                given => given == id,
            })?;
            Some(format!("/reports/{at}/claims/{n}"))
        })
}

/// Tells how what is shown differs from what is there, which may hold more: keys that are left out,
/// and the rest of a text that ends in `...`.
pub(super) fn shown_in(shown: &Value, there: &Value) -> Result<(), String> {
    match (shown, there) {
        (Value::Object(shown), Value::Object(there)) => {
            for (key, value) in shown {
                let other = there
                    .get(key)
                    .ok_or_else(|| format!("there is no `{key}`"))?;
                shown_in(value, other).map_err(|difference| format!("{key}: {difference}"))?;
            }
            Ok(())
        }
        (Value::String(shown), Value::String(there)) if shown.ends_with("...") => {
            let begins = shown.trim_end_matches("...");
            let goes_on = there.len() > begins.len() && there.starts_with(begins);
            goes_on
                .then_some(())
                .ok_or_else(|| format!("not `{there}`"))
        }
        _ if shown == there => Ok(()),
        _ => Err(format!("{shown} is shown, {there} is there")),
    }
}

/// An incident of a casebook, loaded with all that stand beside it.
pub(super) struct Coded {
    incidents: Vec<Rc<Evidence>>,
    at: usize,
}

impl Coded {
    /// The casebook as it comes with the program.
    pub(super) fn as_kept(example: &Example) -> Result<Self, String> {
        let text = sample(&example.casebook).expect("a casebook");
        Self::load(text.to_owned(), example)
    }

    /// The casebook with the keys of a variation in place of its own.
    pub(super) fn varied(example: &Example) -> Result<Self, String> {
        let mut casebook = casebook(&example.casebook);
        let object = find(&mut casebook, example)
            .as_object_mut()
            .expect("an object");
        for (key, value) in example.object.as_object().expect("an object") {
            object.insert(key.clone(), value.clone());
        }
        Self::load(casebook.to_string(), example)
    }

    fn load(text: String, example: &Example) -> Result<Self, String> {
        let input = Input::new(example.casebook.as_str(), text);
        let casebook = load(vec![input]).map_err(|problems| problems.to_string())?;
        let mut incidents = Vec::new();
        for incident in casebook.incidents {
            let evidence = Evidence::new(incident).map_err(|misuses| format!("{misuses:?}"))?;
            incidents.push(Rc::new(evidence));
        }
        let at = incidents
            .iter()
            .position(|one| one.incident().id == example.incident)
            .expect("the incident");
        Ok(Self { incidents, at })
    }

    /// What the cells of a row are, for the columns of its table.
    pub(super) fn row(&self, measure: &str, columns: &[String], row: &[String]) -> Vec<String> {
        let figure = columns.iter().position(|column| column == "figure");
        let figure = figure.map(|at| row[at + 1].as_str());
        columns
            .iter()
            .map(|column| self.cell(measure, figure, column))
            .collect()
    }

    fn cell(&self, measure: &str, figure: Option<&str>, column: &str) -> String {
        let evidence = &self.incidents[self.at];
        let Some(Object::Measure(of)) = evidence.incident().find(measure) else {
            panic!("no measure `{measure}`");
        };
        let concordance = Concordance::new(evidence, of, &Profile::plain(), Join::Origin);
        let record = serde_json::to_value(concordance.record()).expect("plain data");
        let value: Option<i64> = figure.map(|figure| figure.parse().expect("a number"));
        let mut figures = record["figures"].as_array().into_iter().flatten();
        let found = figures.find(|one| value.is_some() && one["value"].as_i64() == value);
        let found = found.unwrap_or(&Value::Null);
        match column {
            "figure" => figure.expect("a figure").to_owned(),
            "pages" | "independent" => listed(&found[column]),
            "states" | "allows" | "excludes" => listed(&found["origins"][column]),
            "as" => listed(&found["as"]),
            "superseded" => listed(&record["superseded"]),
            "bodies" => self.bodies(&found["origins"]["states"]),
            "named" => {
                let claims = evidence.on(of).iter().copied();
                let names = Names::carried(evidence, of, claims);
                match (names.low, names.high) {
                    (low, high) if low == high => low.to_string(),
                    (low, high) => format!("{low} to {high}"),
                }
            }
            method => self.answer(measure, method),
        }
    }

    /// The bodies of those who state a figure: the columns of `show --by body` that state it.
    fn bodies(&self, states: &Value) -> String {
        let evidence = &self.incidents[self.at];
        let incident = evidence.incident();
        let states = states.as_array().into_iter().flatten();
        let bodies: BTreeSet<&str> = states
            .filter_map(Value::as_str)
            .map(|id| match incident.find(id) {
                Some(Object::Source(source)) => evidence.voice(Join::Body, source).id(incident),
                other => panic!("no source `{id}`: {other:?}"),
            })
            .collect();
        bodies.into_iter().collect::<Vec<&str>>().join(", ")
    }

    /// What a method answers of all claims on a measure.
    fn answer(&self, measure: &str, method: &str) -> String {
        let mut session = Session::new(&self.incidents, Profile::plain());
        let code = format!("incidents[{}].claims.on(\"{measure}\").{method}", self.at);
        let shown = session
            .feed(&code)
            .unwrap_or_else(|failure| panic!("{code}: {failure:?}"));
        shown.render(Form::Text, 100).trim().to_owned()
    }
}

/// A value as it stands in a cell: a number, the entries of a list, the distinct words of a map.
fn listed(value: &Value) -> String {
    let words: Vec<String> = match value {
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Value::Object(map) => {
            let words = map.values().filter_map(Value::as_str).map(str::to_owned);
            words.collect::<BTreeSet<String>>().into_iter().collect()
        }
        _ => Vec::new(),
    };
    if words.is_empty() {
        "-".to_owned()
    } else {
        words.join(", ")
    }
}
