//! `run`: a script from top to bottom, or a rule applied to every count measure.

use std::rc::Rc;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::incident::MeasureIx;
use crate::reconcile::{Estimate, EstimateRecord, Evidence, estimate_records, estimates_table};
use crate::script::{Applied, Desk, Failure, Host, Kind, Script, count_measures};
use crate::table::{Form, json_text};

use super::script::{host, run_plain, say_profile};
use super::{Given, Outcome};
use crate::session::{Casebooks, Page};

/// What `run` is given.
#[derive(Clone, Debug)]
pub struct Run {
    /// The script.
    pub given: Given,
    /// The casebooks.
    pub casebooks: Casebooks,
    /// Whether to stay in the session afterwards.
    pub stay: bool,
}

/// Runs a script, or applies a rule to every count measure.
///
/// # Errors
/// Whatever stopped it.
pub fn run(run: &Run, page: &Page) -> Outcome {
    if run.stay {
        super::repl::needs_terminal()?;
        return super::repl::after(run.given.read()?, &run.given, &run.casebooks, page);
    }
    let source = run.given.read()?;
    let (host, desk) = host(&run.casebooks, page)?;
    host.set_params(run.given.settings());
    let script = host.compile(source)?;
    host.check_params(&[&script])?;
    almost_a_rule(&script)?;
    if script.is_rule() {
        apply(&host, &desk, &script, &run.casebooks, page)?;
        say_next(run, page);
        Ok(())
    } else {
        run_plain(&host, &script, page)
    }
}

/// A function that is nearly `fn rule(claims)` would be defined and never called.
pub(super) fn almost_a_rule(script: &Script) -> Outcome {
    let near = |(name, _): &(&str, usize)| name.eq_ignore_ascii_case("rule");
    match script.functions().find(near) {
        Some((name, params)) if !script.is_rule() => {
            let plural = if params == 1 { "" } else { "s" };
            let found = format!("found `fn {name}` with {params} parameter{plural}");
            Err(
                Diagnostic::error(format!("expected `fn rule(claims)`, {found}"))
                    .hint("a rule is called `rule` and takes one value, the claims on a measure"),
            )
        }
        _ => Ok(()),
    }
}

/// Says which command explains the answers; beside them, since colleagues read the results.
fn say_next(run: &Run, page: &Page) {
    if page.form != Form::Text || run.given.script == "-" || run.casebooks.read_stdin() {
        return;
    }
    let files = run
        .casebooks
        .files
        .iter()
        .map(|file| format!(" {}", file.display()));
    let files: String = files.collect();
    let line = format!(
        "`tallybook why {} MEASURE{files}` says why\n",
        run.given.script
    );
    page.aside(&line);
}

/// Applies a rule to every count measure of the incidents on the desk.
///
/// # Errors
/// Whatever stopped it.
pub(super) fn apply(
    host: &Host,
    desk: &Desk,
    script: &Script,
    casebooks: &Casebooks,
    page: &Page,
) -> Outcome {
    let rule = Applied::load(host, desk, script.clone())?;
    say_profile(&rule, casebooks, page);
    let mut all: Vec<(Rc<Evidence>, Vec<Estimate>)> = Vec::new();
    for evidence in desk.incidents() {
        let estimates: Result<Vec<Estimate>, _> = count_measures(&evidence)
            .map(|m| {
                rule.to(host, desk, &evidence, m)
                    .map_err(|failure| answering_for(failure, &evidence, m))
            })
            .collect();
        let estimates = estimates?;
        all.push((evidence, estimates));
    }
    let name = rule.name();
    match page.form {
        Form::Json => put_json(&all, name, page),
        Form::Csv => put_together(&all, name, page),
        Form::Text | Form::Markdown | Form::Html => put_each(&all, &rule, page),
    }
    Ok(())
}

/// A rule that fails is one call of many, so which one it was is said.
pub(super) fn answering_for(
    mut failure: Failure,
    evidence: &Evidence,
    measure: MeasureIx,
) -> Failure {
    if matches!(failure.kind, Kind::Thrown | Kind::Fault | Kind::Limit) {
        let incident = evidence.incident();
        let (incident, measure) = (&incident.id, &incident.measure(measure).id);
        let note = format!("it was answering for `{incident}/{measure}`");
        failure.notes.push(note);
    }
    failure
}

#[derive(Serialize)]
struct OfIncident<'a> {
    incident: &'a str,
    estimates: Vec<EstimateRecord<'a>>,
}

fn put_json(all: &[(Rc<Evidence>, Vec<Estimate>)], rule: &str, page: &Page) {
    let each = all.iter().map(|(evidence, estimates)| OfIncident {
        incident: &evidence.incident().id,
        estimates: estimates
            .iter()
            .map(|estimate| estimate.record(rule))
            .collect(),
    });
    page.put(&(json_text(&each.collect::<Vec<_>>(), true) + "\n"));
}

/// One table for all incidents, since a CSV file holds one.
fn put_together(all: &[(Rc<Evidence>, Vec<Estimate>)], rule: &str, page: &Page) {
    let estimates = all.iter().flat_map(|(_, estimates)| estimates);
    page.put(&estimate_records(estimates.map(|e| (rule, e))).render(page.form, page.width));
}

fn put_each(all: &[(Rc<Evidence>, Vec<Estimate>)], rule: &Applied, page: &Page) {
    for (at, (evidence, estimates)) in all.iter().enumerate() {
        if at > 0 {
            page.put("\n");
        }
        let incident = evidence.incident();
        let title = format!("{}: {} ({})", rule.name(), incident.title, incident.id);
        let mut table = estimates_table(estimates).titled(title);
        let notes = estimates.iter().flat_map(|estimate| {
            let notes = estimate.notes().into_iter();
            let id = &incident.measure(estimate.measure()).id;
            notes.map(move |note| format!("{id}: {note}"))
        });
        for note in notes.take(24) {
            table.note(note);
        }
        page.put(&table.render(page.form, page.width));
    }
}
