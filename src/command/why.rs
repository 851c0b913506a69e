//! `why`: the derivation of one answer.

use crate::reconcile::why as derivation;
use crate::script::{Applied, on_shelf};
use crate::table::{Form, json_text};

use super::script::{host, say_profile};
use super::{Given, Outcome};
use crate::session::{Casebooks, Page, count_measure};

/// Applies a rule to one measure and says how its answer came about.
///
/// # Errors
/// Whatever stopped the rule, and where there is no such measure.
pub fn why(given: &Given, measure: &str, casebooks: &Casebooks, page: &Page) -> Outcome {
    let source = given.read()?;
    let (host, desk) = host(casebooks, page)?;
    let (evidence, ix) = count_measure(&desk, measure)?;
    let of = evidence.incident().measure(ix);
    host.set_params(given.settings());
    let script = host.compile(source)?;
    host.check_params(&[&script])?;
    let rule = Applied::load(&host, &desk, script)?;
    say_profile(&rule, casebooks, page);
    let incidents = desk.incidents();
    let also = incidents.iter().filter(|other| {
        other.incident().id != evidence.incident().id
            && other
                .incident()
                .measures
                .iter()
                .any(|other| other.id == of.id)
    });
    if let Some(other) = also.map(|other| &other.incident().id).next()
        && !measure.contains('/')
    {
        page.aside(&format!(
            "note: `{}` of `{}`; others have it too: `{other}/{}` names theirs\n",
            of.id,
            evidence.incident().id,
            of.id
        ));
    }
    let estimate = rule.to(&host, &desk, &evidence, ix)?;
    if page.form == Form::Json {
        page.put(&(json_text(&estimate.record(rule.name()), true) + "\n"));
        return Ok(());
    }
    let mut table = derivation(&estimate, Some(rule.name()));
    let about = rule.rule().script().about();
    if let Some(version) = about.version.as_deref() {
        table.note(format!("version of the rule: {version}"));
    }
    let settings = host.settings_of(rule.rule().script());
    if !settings.is_empty() {
        table.note(format!("parameters: {}", settings.join("; ")));
    }
    if let Some(method) = about.method.as_deref() {
        table.note(format!("method: {method}"));
    }
    let script = rule.rule().script();
    if about.is_reading() {
        let says = match on_shelf(rule.name()) {
            Some(text) if text == script.source().text() => {
                format!("see `tallybook doc std/{}`", rule.name())
            }
            _ => "see the header of the script".to_owned(),
        };
        table.note(format!(
            "a reading of the method, not the publisher's own words: {says}"
        ));
    }
    page.put(&table.render(page.form, page.width));
    Ok(())
}
