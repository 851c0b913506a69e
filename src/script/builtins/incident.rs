//! The incident and what it holds.

use rhai::plugin::*;

use super::values::IncidentValue;
use crate::incident::Object;
use crate::script::desk::no_such;

pub(super) fn module() -> Module {
    let mut module = exported_module!(incident);
    module.set_custom_type::<IncidentValue>("incident");
    module
}

#[export_module]
mod incident {
    use super::absent;
    use std::rc::Rc;

    use rhai::Map;
    use rhai::plugin::*;

    use super::super::plain::{date, text};
    use super::super::values::{ClaimValue, IncidentValue, List, MeasureValue};
    use crate::incident::Object;
    use crate::reconcile::Selection;
    use crate::script::desk::Desk;
    use crate::script::fault::Outcome;

    /// Returns the incident that the claims are of.
    ///
    /// ```rhai
    /// incident.claims.incident.id    // => ishkobod
    /// ```
    #[rhai_fn(get = "incident", pure)]
    pub fn incident_of_claims(claims: &mut Selection) -> IncidentValue {
        IncidentValue::new(claims.evidence())
    }

    /// Returns the measure that the claims are on.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").measure.party    // => tajikistan
    /// incident.claims.measure    // error: expected claims on one measure
    /// ```
    #[rhai_fn(get = "measure", pure, return_raw)]
    pub fn measure_of_claims(claims: &mut Selection) -> Outcome<MeasureValue> {
        Ok(MeasureValue {
            evidence: Rc::clone(claims.evidence()),
            ix: claims.measure()?,
        })
    }

    /// Returns the id of the incident.
    ///
    /// ```rhai
    /// incident.id    // => ishkobod
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn incident_id(incident: &mut IncidentValue) -> String {
        incident.incident().id.clone()
    }

    /// Returns the title of the incident.
    ///
    /// ```rhai
    /// incident.title    // => Attack on the Ishkobod border post
    /// ```
    #[rhai_fn(get = "title", pure)]
    pub fn incident_title(incident: &mut IncidentValue) -> String {
        incident.incident().title.clone()
    }

    /// Returns the date of the incident as written, or `()`.
    ///
    /// ```rhai
    /// incident.date    // => 2019-11-06
    /// ```
    #[rhai_fn(get = "date", pure)]
    pub fn incident_date(incident: &mut IncidentValue) -> Dynamic {
        date(incident.incident().date.as_ref())
    }

    /// Returns the place of the incident: a map with what is known of `name`, `country`, `lat`,
    /// `lon` and `precision`, each `()` where it is not.
    ///
    /// ```rhai
    /// incident.place.country    // => TJ
    /// ```
    #[rhai_fn(get = "place", pure)]
    pub fn incident_place(incident: &mut IncidentValue) -> Map {
        let place = incident.incident().place.clone().unwrap_or_default();
        let degrees = |n: Option<f64>| n.map_or(Dynamic::UNIT, Dynamic::from);
        Map::from([
            ("name".into(), text(place.name.as_deref())),
            ("country".into(), text(place.country.as_deref())),
            ("lat".into(), degrees(place.lat)),
            ("lon".into(), degrees(place.lon)),
            ("precision".into(), text(place.precision.as_deref())),
        ])
    }

    /// Returns what happened in a few words, or `()`.
    ///
    /// ```rhai
    /// incident.summary != ()    // => true
    /// ```
    #[rhai_fn(get = "summary", pure)]
    pub fn incident_summary(incident: &mut IncidentValue) -> Dynamic {
        text(incident.incident().summary.as_deref())
    }

    /// Returns the coder's notes, or `()`.
    ///
    /// ```rhai
    /// incident.notes == ()    // => false
    /// ```
    #[rhai_fn(get = "notes", pure)]
    pub fn incident_notes(incident: &mut IncidentValue) -> Dynamic {
        text(incident.incident().notes.as_deref())
    }

    /// Returns the ids of the incidents that belong together with this one.
    ///
    /// ```rhai
    /// incident.related.len()    // => 1
    /// ```
    #[rhai_fn(get = "related", pure)]
    pub fn incident_related(incident: &mut IncidentValue) -> rhai::Array {
        incident
            .incident()
            .related
            .iter()
            .cloned()
            .map(Dynamic::from)
            .collect()
    }

    /// Returns the sources that the incident sees, those of its casebook first.
    ///
    /// ```rhai
    /// incident.sources.filter(|s| s.kind == "belligerent").len()    // => 1
    /// ```
    #[rhai_fn(get = "sources", pure)]
    pub fn incident_sources(incident: &mut IncidentValue) -> List {
        incident.sources()
    }

    /// Returns the reports that the incident sees.
    ///
    /// ```rhai
    /// incident.reports.len()    // => 1
    /// ```
    #[rhai_fn(get = "reports", pure)]
    pub fn incident_reports(incident: &mut IncidentValue) -> List {
        incident.reports()
    }

    /// Returns the measures of the incident.
    ///
    /// ```rhai
    /// incident.measures.filter(|m| m.outcome == "captured")[0].group    // => attackers
    /// ```
    #[rhai_fn(get = "measures", pure)]
    pub fn incident_measures(incident: &mut IncidentValue) -> List {
        incident.measures()
    }

    /// Returns the people whom the incident knows of, the unidentified too.
    ///
    /// ```rhai
    /// incident.people.len()    // => 7
    /// ```
    #[rhai_fn(get = "people", pure)]
    pub fn incident_people(incident: &mut IncidentValue) -> List {
        incident.people()
    }

    /// Returns the parties that the incident sees.
    ///
    /// ```rhai
    /// incident.parties.filter(|p| p.perpetrator == true).len()    // => 1
    /// ```
    #[rhai_fn(get = "parties", pure)]
    pub fn incident_parties(incident: &mut IncidentValue) -> List {
        incident.parties()
    }

    /// Returns all claims of the incident.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").len()    // => 5
    /// ```
    #[rhai_fn(get = "claims", pure, return_raw)]
    pub fn incident_claims(
        ctx: NativeCallContext,
        incident: &mut IncidentValue,
    ) -> Outcome<Selection> {
        Ok(Selection::everything(
            incident.evidence(),
            &Desk::of(&ctx)?.profile(),
        ))
    }

    /// Returns the measure with this id.
    ///
    /// ```rhai
    /// incident.measure("guards-killed").outcome    // => killed
    /// incident.measure("guards-kiled")             // error: no measure `guards-kiled`
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn measure(incident: &mut IncidentValue, id: &str) -> Outcome<Dynamic> {
        match incident.incident().find(id) {
            Some(Object::Measure(ix)) => Ok(incident.measure(ix)),
            _ => Err(absent(incident, "measure", id)),
        }
    }

    /// Returns the source with this id.
    ///
    /// ```rhai
    /// incident.source("rferl").kind    // => media
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn source(incident: &mut IncidentValue, id: &str) -> Outcome<Dynamic> {
        match incident.incident().find(id) {
            Some(Object::Source(ix)) => Ok(incident.source(ix)),
            _ => Err(absent(incident, "source", id)),
        }
    }

    /// Returns the report with this id.
    ///
    /// ```rhai
    /// incident.report("rferl-2019-11-08").publisher    // => rferl
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn report(incident: &mut IncidentValue, id: &str) -> Outcome<Dynamic> {
        match incident.incident().find(id) {
            Some(Object::Report(ix)) => Ok(incident.report(ix)),
            _ => Err(absent(incident, "report", id)),
        }
    }

    /// Returns the person with this id.
    ///
    /// ```rhai
    /// incident.person(incident.people[0].id).name    // => Bahrom Qosimzoda
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn person(incident: &mut IncidentValue, id: &str) -> Outcome<Dynamic> {
        match incident.incident().find(id) {
            Some(Object::Person(ix)) => Ok(incident.person(ix)),
            _ => Err(absent(incident, "person", id)),
        }
    }

    /// Returns the claim with this id.
    ///
    /// ```rhai
    /// incident.claim(incident.claims[0].id).measure    // => guards-killed
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn claim(
        ctx: NativeCallContext,
        incident: &mut IncidentValue,
        id: &str,
    ) -> Outcome<Dynamic> {
        let profile = Desk::of(&ctx)?.profile();
        match incident.incident().find(id) {
            Some(Object::Claim(ix)) => Ok(ClaimValue::under(&profile, incident.evidence(), ix)),
            _ => Err(absent(incident, "claim", id)),
        }
    }

    /// Returns the incident as text: its id and its title.
    ///
    /// ```rhai
    /// incidents[1].to_string().contains(incidents[1].id)    // => true
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn incident_text(incident: &mut IncidentValue) -> String {
        let incident = incident.incident();
        format!("{}: {}", incident.id, incident.title)
    }

    /// Returns whether two incidents are the same.
    ///
    /// ```rhai
    /// incident == incidents[0]    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_incident(one: &mut IncidentValue, other: IncidentValue) -> bool {
        one.incident().id == other.incident().id
    }

    /// Returns whether two incidents differ.
    ///
    /// ```rhai
    /// incident != incidents[1]    // => true
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_incident(one: &mut IncidentValue, other: IncidentValue) -> bool {
        one.incident().id != other.incident().id
    }
}

fn absent(incident: &IncidentValue, noun: &str, id: &str) -> Box<EvalAltResult> {
    let incident = incident.incident();
    let of_kind = incident.ids().filter(|(_, object)| object.noun() == noun);
    let mut ids: Vec<&str> = of_kind.map(|(id, _)| id).collect();
    ids.sort_unstable();
    match incident.find(id).map(Object::noun) {
        Some(found) => crate::script::fault::fault(format!("`{id}` is a {found}, not a {noun}")),
        None => no_such(noun, id, ids.into_iter()).into(),
    }
}
