//! `compare`: the same claims under several rules and profiles, side by side.

mod panel;

use std::collections::HashSet;
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::Ordering;

use crate::diagnostic::Diagnostic;
use crate::incident::MeasureIx;
use crate::reconcile::{
    Budget, Comparison, ComparisonRecord, Evidence, Profile, Summary, comparison_records,
};
use crate::script::{Desk, Dynamic, Source, count_measures, shelf_names};
use crate::session::{Casebooks, Page, count_measure};
use crate::table::{Form, Table, json_text};

use super::script::interrupt;
use super::{Given, Outcome};
use panel::Panel;

/// What `compare` is given.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The rules: files, names of rules that come with the program, `-` for stdin.
    pub rules: Vec<String>,
    /// Whether every rule that comes with the program is compared as well.
    pub all: bool,
    /// `name=value`, as typed, for every rule that declares the parameter.
    pub set: Vec<(String, String)>,
    /// The casebooks; their profile is not looked at.
    pub casebooks: Casebooks,
    /// The names of the profiles; none is the default one.
    pub profiles: Vec<String>,
    /// `MEASURE`, in every incident that has it, or `INCIDENT/MEASURE`; none is all that count.
    pub measures: Vec<String>,
    /// Whether only the summary over all measures is wanted.
    pub summary: bool,
    /// Whether to try what changes the answers. For CSV and for the summary alone it never is, as
    /// neither has a place for it.
    pub sensitivity: bool,
}

impl Compare {
    fn settings(&self) -> impl Iterator<Item = (String, Dynamic)> {
        let set = self.set.iter();
        set.map(|(name, value)| (name.clone(), value.clone().into()))
    }
}

/// Compares rules. Measure after measure is written as it is done, where the form allows; a summary
/// over all of them follows where there are several.
///
/// # Errors
/// Where a rule, a casebook, a profile or a measure cannot be had, before anything is asked; at the
/// end, where a rule failed for a measure, that failure, and among several one by a limit.
pub fn compare(compare: &Compare, page: &Page) -> Outcome {
    let sources = sources(compare)?;
    let profiles = profiles(&compare.profiles)?;
    let incidents = compare.casebooks.open()?;
    let measures = chosen(&compare.measures, &incidents)?;
    let mut panel = Panel::load(compare, sources, &profiles, &incidents, page)?;
    let mut summary = Summary::new(panel.askers());
    let mut budget = Budget::default();
    let has_place = !compare.summary && page.form != Form::Csv;
    let mut put = Put::new(page, panel.readings());
    for (evidence, measure) in &measures {
        // A short rule is over before it looks at the flag itself.
        if interrupt().swap(false, Ordering::Relaxed) {
            return Err(Diagnostic::interrupted());
        }
        let tries = (has_place && compare.sensitivity).then_some(&mut budget);
        let comparison = panel.ask(evidence, *measure, tries)?;
        summary.add(&comparison);
        if !compare.summary {
            put.comparison(comparison);
        }
    }
    if compare.summary {
        put.summary(&summary);
    } else {
        put.end(&summary);
    }
    match panel.end() {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

/// Reads the rules in the order in which they were given, each once, and those that come with the
/// program after them.
fn sources(compare: &Compare) -> Result<Vec<Source>, Diagnostic> {
    if compare.rules.is_empty() && !compare.all {
        return Err(Diagnostic::usage("expected rules to compare, found none")
            .hint("name some, as in `tallybook compare acled gtd mine.rhai`")
            .hint("`--all` compares every rule that comes with the program"));
    }
    let from_stdin = compare.rules.iter().filter(|rule| *rule == "-").count();
    if from_stdin + usize::from(compare.casebooks.read_stdin()) > 1 {
        let message = "`-` stands for stdin: it can be read only once";
        return Err(Diagnostic::usage(message));
    }
    let mut sources: Vec<Source> = Vec::new();
    let mut names = HashSet::new();
    let mut add = |source: Source| {
        if names.insert(source.name().to_owned()) {
            sources.push(source);
        }
    };
    for rule in &compare.rules {
        if is_casebook(rule) {
            return Err(
                Diagnostic::usage(format!("expected a rule, found the casebook `{rule}`"))
                    .hint(format!("name casebooks with `--case`: `--case {rule}`")),
            );
        }
        let given = Given {
            script: rule.clone(),
            set: compare.set.clone(),
        };
        add(given.read()?);
    }
    if compare.all {
        shelf_names().filter_map(Source::shipped).for_each(add);
    }
    Ok(sources)
}

/// Whether a word is spelt like a casebook and no script.
fn is_casebook(word: &str) -> bool {
    let ending = Path::new(word).extension();
    ending.is_some_and(|e| ["json", "ndjson", "jsonl"].iter().any(|known| e == *known))
}

fn profiles(names: &[String]) -> Result<Vec<Rc<Profile>>, Diagnostic> {
    if names.is_empty() {
        return Ok(vec![Profile::plain()]);
    }
    let named = |name: &String| {
        let casebooks = Casebooks {
            profile: Some(name.clone()),
            ..Casebooks::default()
        };
        casebooks.profile()
    };
    names.iter().map(named).collect()
}

/// The measures that were asked for, or all that count, in file order.
fn chosen(
    names: &[String],
    incidents: &[Rc<Evidence>],
) -> Result<Vec<(Rc<Evidence>, MeasureIx)>, Diagnostic> {
    let desk = Desk::new(incidents, Profile::plain());
    for name in names {
        let bare = !name.contains('/');
        let counts = |evidence: &Rc<Evidence>| {
            let incident = evidence.incident();
            count_measures(evidence).any(|ix| incident.measure(ix).id == *name)
        };
        // One incident may hold as statements what another counts.
        if !(bare && incidents.iter().any(counts)) {
            count_measure(&desk, name)?;
        }
    }
    let names: HashSet<&str> = names.iter().map(String::as_str).collect();
    let is_chosen = |incident: &str, measure: &str| {
        names.is_empty()
            || names.contains(measure)
            || names.contains(format!("{incident}/{measure}").as_str())
    };
    let all = incidents.iter().flat_map(|evidence| {
        let of = |ix| (Rc::clone(evidence), ix);
        count_measures(evidence).map(of)
    });
    let chosen = all.filter(|(evidence, ix)| {
        let incident = evidence.incident();
        is_chosen(&incident.id, &incident.measure(*ix).id)
    });
    Ok(chosen.collect())
}

/// Writes comparisons: at once for people, and as a whole at the end for programs.
struct Put<'a> {
    page: &'a Page,
    kept: Vec<Comparison>,
    /// The rules that are readings, until they have been told.
    readings: Vec<String>,
    written: bool,
}

impl<'a> Put<'a> {
    fn new(page: &'a Page, readings: Vec<String>) -> Self {
        Self {
            page,
            kept: Vec::new(),
            readings,
            written: false,
        }
    }

    fn comparison(&mut self, comparison: Comparison) {
        match self.page.form {
            Form::Json | Form::Csv => self.kept.push(comparison),
            Form::Text | Form::Markdown | Form::Html => {
                let mut table = comparison.table();
                self.tell_readings(&mut table);
                self.table(&table);
                if let Some(table) = comparison.sensitivity_table() {
                    self.table(&table);
                }
            }
        }
    }

    /// Says beneath the first table which of its rows are readings.
    fn tell_readings(&mut self, table: &mut Table) {
        let readings = std::mem::take(&mut self.readings);
        if !readings.is_empty() {
            table.note(format!(
                "readings of their methods, not the publishers' own words: {}; `tallybook doc rules`",
                readings.join(", ")
            ));
        }
    }

    fn table(&mut self, table: &Table) {
        if std::mem::replace(&mut self.written, true) {
            self.page.put("\n");
        }
        self.page
            .put(&table.render(self.page.form, self.page.width));
    }

    fn end(mut self, summary: &Summary) {
        match self.page.form {
            Form::Json => {
                let records: Vec<ComparisonRecord> =
                    self.kept.iter().map(Comparison::record).collect();
                self.page.put(&(json_text(&records, true) + "\n"));
            }
            Form::Csv => self.table(&comparison_records(&self.kept)),
            Form::Text | Form::Markdown | Form::Html if summary.measures > 1 => {
                self.table(&summary.table());
            }
            Form::Text | Form::Markdown | Form::Html => {}
        }
        if summary.measures == 0 {
            self.page.aside("note: no measure counts anything\n");
        } else if self.page.form == Form::Text {
            self.page.aside(
                "`tallybook why RULE MEASURE [CASEBOOK...]` says why a rule answers as it does\n",
            );
        }
    }

    fn summary(mut self, summary: &Summary) {
        match self.page.form {
            Form::Json => {
                self.page.put(&(json_text(&summary.record(), true) + "\n"));
            }
            Form::Csv => self.table(&summary.record_table()),
            Form::Text | Form::Markdown | Form::Html => {
                let mut table = summary.table();
                self.tell_readings(&mut table);
                self.table(&table);
            }
        }
    }
}
