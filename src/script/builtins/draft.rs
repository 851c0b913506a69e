//! Small incidents built in code, for the tests of a rule.

use std::rc::Rc;

use rhai::plugin::*;
use rhai::{Dynamic, Map};
use serde_json::{Value, json};

use crate::incident::{Input, Kind, load};
use crate::reconcile::Evidence;
use crate::script::fault::{Fault, Outcome};

pub(super) fn module() -> Module {
    let mut module = exported_module!(draft);
    module.set_custom_type::<Draft>("draft");
    module
}

/// An incident in the making: the objects of a casebook that the script gave so far.
///
/// It becomes an incident by the same reading and checking as a casebook from a file, so a draft
/// can say nothing that a casebook could not.
#[derive(Clone)]
pub(crate) struct Draft {
    id: String,
    parties: Vec<Value>,
    sources: Vec<Value>,
    reports: Vec<Value>,
    measures: Vec<Value>,
    people: Vec<Value>,
    claims: Vec<Value>,
}

#[export_module]
mod draft {
    use rhai::Map;
    use rhai::plugin::*;

    use super::super::values::IncidentValue;
    use super::{Draft, built, object, only_measure};
    use crate::reconcile::Selection;
    use crate::script::desk::Desk;
    use crate::script::fault::Outcome;

    /// Starts a small incident in code, for tests.
    ///
    /// ```rhai
    /// draft("x").measure("killed").claim("officials", 2).claim("monitor", "at least 5").claims.range()    // => 2 to 5+
    /// draft("x").measure("killed").claim("officials", "lots").claims    // error: lots
    /// ```
    #[rhai_fn(name = "draft")]
    pub fn draft(id: &str) -> Draft {
        Draft::new(id)
    }

    /// Adds a measure that counts; the claims that follow are on it.
    ///
    /// ```rhai
    /// draft("x").measure("killed").incident.measures.len()    // => 1
    /// ```
    #[rhai_fn(name = "measure", pure, return_raw)]
    pub fn draft_measure(draft: &mut Draft, id: &str) -> Outcome<Draft> {
        draft.with_measure(id, &Map::new())
    }

    /// Adds a measure with more of its keys, as in a casebook.
    ///
    /// ```rhai
    /// draft("x").measure("who", #{kind: "statement"}).claim("officials", "nobody").incident.measures[0].kind    // => statement
    /// ```
    #[rhai_fn(name = "measure", pure, return_raw)]
    pub fn draft_measure_with(draft: &mut Draft, id: &str, keys: Map) -> Outcome<Draft> {
        draft.with_measure(id, &keys)
    }

    /// Adds a party.
    ///
    /// ```rhai
    /// draft("x").party("rebels").incident.parties[0].id    // => rebels
    /// ```
    #[rhai_fn(name = "party", pure)]
    pub fn draft_party(draft: &mut Draft, id: &str) -> Draft {
        let mut draft = draft.clone();
        draft
            .parties
            .push(serde_json::json!({"id": id, "name": id}));
        draft
    }

    /// Adds a party with its keys, as in a casebook.
    ///
    /// ```rhai
    /// draft("x").party("rebels", #{perpetrator: true}).incident.parties[0].perpetrator    // => true
    /// ```
    #[rhai_fn(name = "party", pure, return_raw)]
    pub fn draft_party_with(draft: &mut Draft, id: &str, keys: Map) -> Outcome<Draft> {
        let mut draft = draft.clone();
        draft.parties.push(object(id, &keys, &[("name", id)])?);
        Ok(draft)
    }

    /// Adds a source of a kind. A speaker who is not added is one whose kind its id says, or else
    /// of kind `other`.
    ///
    /// ```rhai
    /// draft("x").source("army", "official").measure("killed").claim("army", 2).claims[0].kind    // => official
    /// ```
    #[rhai_fn(name = "source", pure)]
    pub fn draft_source(draft: &mut Draft, id: &str, kind: &str) -> Draft {
        let mut draft = draft.clone();
        draft
            .sources
            .push(serde_json::json!({"id": id, "name": id, "kind": kind}));
        draft
    }

    /// Adds a source with its keys, as in a casebook.
    ///
    /// ```rhai
    /// draft("x").party("state").source("army", #{kind: "official", party: "state"}).incident.sources[0].party    // => state
    /// ```
    #[rhai_fn(name = "source", pure, return_raw)]
    pub fn draft_source_with(draft: &mut Draft, id: &str, keys: Map) -> Outcome<Draft> {
        let mut draft = draft.clone();
        draft
            .sources
            .push(object(id, &keys, &[("name", id), ("kind", "other")])?);
        Ok(draft)
    }

    /// Adds a report with its keys, as in a casebook. A claim that names no report stands on a
    /// page of its first speaker's own.
    ///
    /// ```rhai
    /// draft("x").source("daily", "media").report("p", #{publisher: "daily", published: "2019-11-08"}).incident.reports[0].published    // => 2019-11-08
    /// ```
    #[rhai_fn(name = "report", pure, return_raw)]
    pub fn draft_report(draft: &mut Draft, id: &str, keys: Map) -> Outcome<Draft> {
        let mut draft = draft.clone();
        draft.reports.push(object(id, &keys, &[])?);
        Ok(draft)
    }

    /// Adds a person by name, whom later claims can carry under that id.
    ///
    /// ```rhai
    /// draft("x").person("a", "Ann").measure("killed").claim("ngo", 1, #{people: "a"}).claims.named_floor().low    // => 1
    /// ```
    #[rhai_fn(name = "person", pure)]
    pub fn draft_person(draft: &mut Draft, id: &str, name: &str) -> Draft {
        let mut draft = draft.clone();
        draft
            .people
            .push(serde_json::json!({"id": id, "name": name}));
        draft
    }

    /// Adds a person with more keys, as in a casebook.
    ///
    /// ```rhai
    /// draft("x").person("a", #{unidentified: true, role: "guard"}).incident.people[0].role    // => guard
    /// ```
    #[rhai_fn(name = "person", pure, return_raw)]
    pub fn draft_person_with(draft: &mut Draft, id: &str, keys: Map) -> Outcome<Draft> {
        let mut draft = draft.clone();
        draft.people.push(object(id, &keys, &[])?);
        Ok(draft)
    }

    /// Adds a claim on the last measure: who says what. Its id is `c1`, `c2` and so on.
    ///
    /// ```rhai
    /// draft("x").measure("killed").claim("media", 3).claims[0].id    // => c1
    /// draft("x").claim("media", 3)    // error: no measure yet
    /// ```
    #[rhai_fn(name = "claim", pure, return_raw)]
    pub fn draft_claim(draft: &mut Draft, by: &str, says: Dynamic) -> Outcome<Draft> {
        draft.with_claim(by, says, &Map::new())
    }

    /// Adds a claim with more of its keys, as in a casebook.
    ///
    /// ```rhai
    /// draft("x").measure("killed").claim("media", 3, #{as_of: "2019-11-08"}).claims[0].date    // => 2019-11-08
    /// ```
    #[rhai_fn(name = "claim", pure, return_raw)]
    pub fn draft_claim_with(
        draft: &mut Draft,
        by: &str,
        says: Dynamic,
        keys: Map,
    ) -> Outcome<Draft> {
        draft.with_claim(by, says, &keys)
    }

    /// Returns the incident that was drafted.
    ///
    /// ```rhai
    /// draft("x").measure("killed").incident.id    // => x
    /// ```
    #[rhai_fn(get = "incident", pure, return_raw)]
    pub fn draft_incident(draft: &mut Draft) -> Outcome<IncidentValue> {
        Ok(IncidentValue::new(&built(draft)?))
    }

    /// Returns the claims that were drafted: what a rule is given.
    ///
    /// ```rhai
    /// draft("x").measure("killed").claim("media", 3).claims.len()    // => 1
    /// ```
    #[rhai_fn(get = "claims", pure, return_raw)]
    pub fn draft_claims(ctx: NativeCallContext, draft: &mut Draft) -> Outcome<Selection> {
        let evidence = built(draft)?;
        let profile = Desk::of(&ctx)?.profile();
        Ok(match only_measure(&evidence) {
            Some(measure) => Selection::on(&evidence, &profile, measure),
            None => Selection::everything(&evidence, &profile),
        })
    }

    /// Returns the draft as text.
    ///
    /// ```rhai
    /// draft("x").measure("killed").to_string()    // => draft x: 1 measure, 0 claims
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn draft_text(draft: &mut Draft) -> String {
        let count = |n: usize, of: &str| match n {
            1 => format!("1 {of}"),
            n => format!("{n} {of}s"),
        };
        let (measures, claims) = (draft.measures.len(), draft.claims.len());
        format!(
            "draft {}: {}, {}",
            draft.id,
            count(measures, "measure"),
            count(claims, "claim")
        )
    }
}

impl Draft {
    fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            parties: Vec::new(),
            sources: Vec::new(),
            reports: Vec::new(),
            measures: Vec::new(),
            people: Vec::new(),
            claims: Vec::new(),
        }
    }

    fn with_measure(&self, id: &str, keys: &Map) -> Outcome<Self> {
        let mut draft = self.clone();
        let rest = [("label", id), ("outcome", id), ("group", "people")];
        draft.measures.push(object(id, keys, &rest)?);
        Ok(draft)
    }

    fn with_claim(&self, by: &str, says: Dynamic, keys: &Map) -> Outcome<Self> {
        let Some(measure) = self
            .measures
            .last()
            .and_then(|measure| measure["id"].as_str())
        else {
            return Err(Fault::new("no measure yet for the claim to be on")
                .hint("write `draft(\"x\").measure(\"killed\").claim(..)`")
                .raise());
        };
        let mut draft = self.clone();
        let id = format!("c{}", self.claims.len() + 1);
        let mut claim = object(&id, keys, &[("measure", measure), ("by", by)])?;
        if claim.get("retracts").is_none() {
            claim["says"] = rhai::serde::from_dynamic(&says)?;
        }
        if !has_id(&draft.sources, by) {
            let kind = Kind::named(by).or_else(|| Kind::named(by.strip_suffix('s')?));
            let kind = kind.unwrap_or(Kind::Other).word();
            draft
                .sources
                .push(json!({"id": by, "name": by, "kind": kind}));
        }
        if claim.get("in").is_none() {
            let page = format!("page-{by}");
            if !has_id(&draft.reports, &page) {
                draft.reports.push(json!({"id": page, "publisher": by}));
            }
            claim["in"] = page.into();
        }
        draft.claims.push(claim);
        Ok(draft)
    }
}

fn has_id(objects: &[Value], id: &str) -> bool {
    objects.iter().any(|object| object["id"] == id)
}

/// Makes an object of the casebook: the keys that were given over those that stand in for them.
fn object(id: &str, keys: &Map, rest: &[(&str, &str)]) -> Outcome<Value> {
    let mut object = json!({ "id": id });
    for (key, value) in rest {
        object[*key] = json!(value);
    }
    for (key, value) in keys {
        object[key.as_str()] = rhai::serde::from_dynamic(value)?;
    }
    Ok(object)
}

fn only_measure(evidence: &Evidence) -> Option<crate::incident::MeasureIx> {
    let measures = evidence.incident().measures.len();
    (measures == 1).then(|| crate::incident::MeasureIx::new(0))
}

/// Reads the draft as a casebook is read.
fn built(draft: &Draft) -> Outcome<Rc<Evidence>> {
    let Draft {
        id,
        parties,
        sources,
        reports,
        measures,
        people,
        claims,
    } = draft;
    let casebook = json!({
        "format": "tallybook/1",
        "id": id, "title": id, "parties": parties, "sources": sources, "reports": reports,
        "measures": measures, "people": people, "claims": claims,
    });
    let wrong = |lines: Vec<String>| {
        let fault = Fault::new(format!(
            "the draft `{id}` is no incident: {}",
            lines.join("; ")
        ));
        fault.hint("its keys are those of a casebook").raise()
    };
    let input = Input::new("draft", casebook.to_string());
    let loaded = load(vec![input]).map_err(|problems| {
        wrong(
            problems
                .iter()
                .map(|p| format!("{}: {}", p.path(), p.message()))
                .collect(),
        )
    })?;
    let incident = loaded.incidents.into_iter().next();
    let incident = incident.ok_or_else(|| wrong(vec!["it is empty".to_owned()]))?;
    let evidence = Evidence::new(incident)
        .map_err(|misuses| wrong(misuses.into_iter().map(|misuse| misuse.message).collect()))?;
    Ok(Rc::new(evidence))
}
