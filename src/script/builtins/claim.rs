//! One claim, read-only: the keys of the casebook and what follows from them.

use rhai::plugin::*;

use super::values::ClaimValue;
use rhai::{Array, Dynamic};

use crate::incident::ClaimIx;
use crate::reconcile::{Reading, Selection};

pub(super) fn module() -> Module {
    let mut module = exported_module!(claim);
    module.set_custom_type::<ClaimValue>("claim");
    module
}

#[export_module]
mod claim {
    use super::{ids, origins, read, speakers};
    use rhai::plugin::*;
    use rhai::{Array, Map};

    use super::super::plain::{date, number, text};
    use super::super::values::ClaimValue;
    use crate::incident::Carrier;

    /// Returns the id of the claim.
    ///
    /// ```rhai
    /// incident.claims[0].id    // => seven
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn claim_id(claim: &mut ClaimValue) -> String {
        claim.get().id.clone()
    }

    /// Returns the id of the measure that the claim is about.
    ///
    /// ```rhai
    /// incident.claims[0].measure    // => guards-killed
    /// ```
    #[rhai_fn(get = "measure", pure)]
    pub fn claim_measure(claim: &mut ClaimValue) -> String {
        claim.incident().measure(claim.get().measure).id.clone()
    }

    /// Returns the id of the speaker; of several who say it jointly, the ids joined by commas.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].by    // => is
    /// ```
    #[rhai_fn(get = "by", pure)]
    pub fn claim_by(claim: &mut ClaimValue) -> String {
        speakers(claim).join(", ")
    }

    /// Returns the ids of those who say it.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].speakers.len()    // => 1
    /// ```
    #[rhai_fn(get = "speakers", pure)]
    pub fn claim_speakers(claim: &mut ClaimValue) -> Array {
        speakers(claim).into_iter().map(Dynamic::from).collect()
    }

    /// Returns the id of the report that carries the claim: the key `in` of the casebook.
    ///
    /// ```rhai
    /// incident.claims[0].report    // => rferl-2019-11-08
    /// ```
    #[rhai_fn(get = "report", pure)]
    pub fn claim_report(claim: &mut ClaimValue) -> String {
        claim.incident().report(claim.get().report).id.clone()
    }

    /// Returns the typed reading as text.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").from("is")[0].says    // => 10
    /// ```
    #[rhai_fn(get = "says", pure)]
    pub fn claim_says(claim: &mut ClaimValue) -> String {
        claim.get().says.to_string()
    }

    /// Returns the phrase as printed, or `()`.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].wording    // => 10 Tajik border guards
    /// ```
    #[rhai_fn(get = "wording", pure)]
    pub fn claim_wording(claim: &mut ClaimValue) -> Dynamic {
        text(claim.get().wording.as_deref())
    }

    /// Returns the low end of what the claim leaves room for, under the profile in use; unknown
    /// where it gives no figure.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").from("scns")[0].low    // => 2
    /// ```
    #[rhai_fn(get = "low", pure)]
    pub fn claim_low(claim: &mut ClaimValue) -> Dynamic {
        let low = read(claim).and_then(|reading| {
            let known = !reading.points.is_empty() || !reading.asserts || reading.interval.low > 0;
            known.then_some(reading.interval.low)
        });
        number(low)
    }

    /// Returns the high end of what the claim leaves room for, under the profile in use; unknown
    /// where that is open.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").from("is")[0].high    // => ?
    /// ```
    #[rhai_fn(get = "high", pure)]
    pub fn claim_high(claim: &mut ClaimValue) -> Dynamic {
        number(read(claim).and_then(|reading| reading.interval.high))
    }

    /// Returns the figures that the claim states, under the profile in use.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").from("is")[0].points    // => [10]
    /// ```
    #[rhai_fn(get = "points", pure)]
    pub fn claim_points(claim: &mut ClaimValue) -> Array {
        let points = read(claim)
            .map(|reading| reading.points)
            .unwrap_or_default();
        points
            .iter()
            .map(|point| Dynamic::from(point.value))
            .collect()
    }

    /// Returns the date of the claim as written: its `as_of`, else that of the claim it repeats,
    /// else the day its report was published; `()` where there is none.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].date    // => 2019-11-08
    /// ```
    #[rhai_fn(get = "date", pure)]
    pub fn claim_date(claim: &mut ClaimValue) -> Dynamic {
        date(claim.evidence.date(claim.ix))
    }

    /// Returns the day that the figure speaks of, as the coder gave it, or `()`.
    ///
    /// ```rhai
    /// incident.claims.from("scns")[0].as_of    // => 2019-11-06/2019-11-07
    /// ```
    #[rhai_fn(get = "as_of", pure)]
    pub fn claim_as_of(claim: &mut ClaimValue) -> Dynamic {
        date(claim.get().as_of.as_ref())
    }

    /// Returns the day on which the report was published, or `()`.
    ///
    /// ```rhai
    /// incident.claims[0].published    // => 2019-11-08
    /// ```
    #[rhai_fn(get = "published", pure)]
    pub fn claim_published(claim: &mut ClaimValue) -> Dynamic {
        date(claim.evidence.published(claim.ix))
    }

    /// Returns the id of the origin; of several, the ids joined by commas.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").matching(|c| c.says == "7")[0].origin    // => rferl
    /// ```
    #[rhai_fn(get = "origin", pure)]
    pub fn claim_origin(claim: &mut ClaimValue) -> String {
        origins(claim).join(", ")
    }

    /// Returns the ids of the origins.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].origins    // => ["is"]
    /// ```
    #[rhai_fn(get = "origins", pure)]
    pub fn claim_origins(claim: &mut ClaimValue) -> Array {
        origins(claim).into_iter().map(Dynamic::from).collect()
    }

    /// Returns the kind of the speaker, the first where there are several.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].kind    // => belligerent
    /// ```
    #[rhai_fn(get = "kind", pure)]
    pub fn claim_kind(claim: &mut ClaimValue) -> String {
        claim
            .incident()
            .source(claim.get().by[0])
            .kind
            .word()
            .to_owned()
    }

    /// Returns the id of the speaker's party, the first speaker's where there are several; `()`
    /// where it is not known.
    ///
    /// ```rhai
    /// incident.claims.from("scns")[0].party    // => tajikistan
    /// ```
    #[rhai_fn(get = "party", pure)]
    pub fn claim_party(claim: &mut ClaimValue) -> Dynamic {
        let party = claim.evidence.party(claim.ix);
        text(party.map(|party| claim.incident().party(party).id.as_str()))
    }

    /// Returns the ids of what the page has the claim through, nearest first.
    ///
    /// ```rhai
    /// incident.claims[0].via    // => []
    /// ```
    #[rhai_fn(get = "via", pure)]
    pub fn claim_via(claim: &mut ClaimValue) -> Array {
        let incident = claim.incident();
        let id = |via: &Carrier| match via {
            Carrier::Report(report) => incident.report(*report).id.clone(),
            Carrier::Source(source) => incident.source(*source).id.clone(),
        };
        claim
            .get()
            .via
            .iter()
            .map(|via| Dynamic::from(id(via)))
            .collect()
    }

    /// Returns how the page passes the claim on: `plain`, `purported` or `paraphrase`.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].attribution    // => purported
    /// ```
    #[rhai_fn(get = "attribution", pure)]
    pub fn claim_attribution(claim: &mut ClaimValue) -> String {
        claim.get().attribution.word().to_owned()
    }

    /// Returns where on the page the claim stands, or `()`.
    ///
    /// ```rhai
    /// incident.claims[0].locator    // => paragraph 1
    /// ```
    #[rhai_fn(get = "locator", pure)]
    pub fn claim_locator(claim: &mut ClaimValue) -> Dynamic {
        text(claim.get().locator.as_deref())
    }

    /// Returns whether the number is the coder's arithmetic on the wording.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].derived    // => false
    /// ```
    #[rhai_fn(get = "derived", pure)]
    pub fn claim_derived(claim: &mut ClaimValue) -> bool {
        claim.get().derived
    }

    /// Returns what the figure covers, where that is not its measure: a map with `what` (`part`,
    /// `more` or `other`) and `of`; else `()`.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").from("is")[0].covers.what    // => part
    /// ```
    #[rhai_fn(get = "covers", pure)]
    pub fn claim_covers(claim: &mut ClaimValue) -> Dynamic {
        claim.get().covers.as_ref().map_or(Dynamic::UNIT, |covers| {
            Dynamic::from(Map::from([
                ("what".into(), Dynamic::from(covers.what.word().to_owned())),
                ("of".into(), text(covers.of.as_deref())),
            ]))
        })
    }

    /// Returns the ids of those whom the claim names.
    ///
    /// ```rhai
    /// incident.claims.from("scns").named()[0].people.len()    // => 2
    /// ```
    #[rhai_fn(get = "people", pure)]
    pub fn claim_people(claim: &mut ClaimValue) -> Array {
        let incident = claim.incident();
        let people = claim.get().people.iter();
        people
            .map(|person| Dynamic::from(incident.person(*person).id.clone()))
            .collect()
    }

    /// Returns the Admiralty credibility, 1 to 6; unknown where it is not given, and for 6, which
    /// means that it cannot be judged.
    ///
    /// ```rhai
    /// incident.claims[0].credibility    // => ?
    /// ```
    #[rhai_fn(get = "credibility", pure)]
    pub fn claim_credibility(claim: &mut ClaimValue) -> Dynamic {
        number(
            claim
                .get()
                .credibility
                .filter(|grade| *grade < 6)
                .map(i64::from),
        )
    }

    /// Returns the Admiralty credibility as it was coded, `1` to `6`, or `()`; 6 means that it cannot
    /// be judged, which is no middling grade.
    ///
    /// ```rhai
    /// draft("x").measure("killed").claim("ngo", 2, #{credibility: "6"}).claims[0].credibility_code    // => 6
    /// incident.claims[0].credibility_code    // => ()
    /// ```
    #[rhai_fn(get = "credibility_code", pure)]
    pub fn claim_credibility_code(claim: &mut ClaimValue) -> Dynamic {
        let grade = claim.get().credibility;
        grade.map_or(Dynamic::UNIT, |grade| Dynamic::from(grade.to_string()))
    }

    /// Returns `asserts` or `denies`.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].stance    // => asserts
    /// ```
    #[rhai_fn(get = "stance", pure)]
    pub fn claim_stance(claim: &mut ClaimValue) -> String {
        claim.get().stance.word().to_owned()
    }

    /// Returns the ids of the claims that this one repeats.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").matching(|c| !c.repeats.is_empty()).len()    // => 1
    /// ```
    #[rhai_fn(get = "repeats", pure)]
    pub fn claim_repeats(claim: &mut ClaimValue) -> Array {
        ids(claim, &claim.get().repeats)
    }

    /// Returns the ids of the claims that this one updates.
    ///
    /// ```rhai
    /// incident.claims[0].updates    // => []
    /// ```
    #[rhai_fn(get = "updates", pure)]
    pub fn claim_updates(claim: &mut ClaimValue) -> Array {
        ids(claim, &claim.get().updates)
    }

    /// Returns the ids of the claims that this one corrects.
    ///
    /// ```rhai
    /// incident.claims[0].corrects    // => []
    /// ```
    #[rhai_fn(get = "corrects", pure)]
    pub fn claim_corrects(claim: &mut ClaimValue) -> Array {
        ids(claim, &claim.get().corrects)
    }

    /// Returns the ids of the claims that this one retracts.
    ///
    /// ```rhai
    /// incident.claims[0].retracts    // => []
    /// ```
    #[rhai_fn(get = "retracts", pure)]
    pub fn claim_retracts(claim: &mut ClaimValue) -> Array {
        ids(claim, &claim.get().retracts)
    }

    /// Returns what the casebook decides of the claim: `open`, `accepted` or `set aside`.
    ///
    /// ```rhai
    /// incident.claims[0].standing    // => open
    /// ```
    #[rhai_fn(get = "standing", pure)]
    pub fn claim_standing(claim: &mut ClaimValue) -> String {
        claim.get().standing.word().to_owned()
    }

    /// Returns the reason of that decision, or `()`.
    ///
    /// ```rhai
    /// incident.claims[0].reason    // => ()
    /// ```
    #[rhai_fn(get = "reason", pure)]
    pub fn claim_reason(claim: &mut ClaimValue) -> Dynamic {
        text(claim.get().reason.as_deref())
    }

    /// Returns who took that decision, or `()`.
    ///
    /// ```rhai
    /// incident.claims[0].decided_by    // => ()
    /// ```
    #[rhai_fn(get = "decided_by", pure)]
    pub fn claim_decided_by(claim: &mut ClaimValue) -> Dynamic {
        text(claim.get().decided_by.as_deref())
    }

    /// Returns whether the claim must not leave in an export: the key `private`, a word
    /// that the language keeps for itself.
    ///
    /// ```rhai
    /// incident.claims[0].is_private    // => false
    /// ```
    #[rhai_fn(get = "is_private", pure)]
    pub fn claim_private(claim: &mut ClaimValue) -> bool {
        claim.get().private
    }

    /// Returns the coder's notes, or `()`.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].notes    // => An online statement; the page doubts that the group issued it.
    /// ```
    #[rhai_fn(get = "notes", pure)]
    pub fn claim_notes(claim: &mut ClaimValue) -> Dynamic {
        text(claim.get().notes.as_deref())
    }

    /// Returns whether the claim is a party's word about another: the speaker's party and the
    /// party counted are both known and differ.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").from("is")[0].is_enemy()    // => true
    /// ```
    #[rhai_fn(pure)]
    pub fn is_enemy(claim: &mut ClaimValue) -> bool {
        claim.evidence.is_enemy(claim.ix)
    }

    /// Returns whether the claim is a party's word about itself.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").from("scns")[0].is_own()    // => true
    /// ```
    #[rhai_fn(pure)]
    pub fn is_own(claim: &mut ClaimValue) -> bool {
        claim.evidence.is_own(claim.ix)
    }

    /// Returns whether the claim is the word of a party that is marked as the one that attacked:
    /// every speaker is of it, or every origin is, whoever retells it. What it says together with
    /// others is not its word alone.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").from("is")[0].is_perpetrator()    // => true
    /// ```
    #[rhai_fn(pure)]
    pub fn is_perpetrator(claim: &mut ClaimValue) -> bool {
        claim.evidence.is_perpetrator(claim.ix)
    }

    /// Returns whether the claim is a party's word about another, or has its figure from nobody
    /// else, whoever retells it; `.is_enemy()` goes by the speaker alone.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").from("is")[0].comes_from_enemy()    // => true
    /// ```
    #[rhai_fn(pure)]
    pub fn comes_from_enemy(claim: &mut ClaimValue) -> bool {
        claim.evidence.comes_from_enemy(claim.ix)
    }

    /// Returns whether the claim still stands for one of its origins at least.
    ///
    /// ```rhai
    /// incident.claims.from("is")[0].is_current()    // => true
    /// ```
    #[rhai_fn(pure)]
    pub fn is_current(claim: &mut ClaimValue) -> bool {
        let measure = claim.get().measure;
        claim
            .evidence
            .currency(measure, &claim.profile)
            .is_current(claim.ix)
    }

    /// Returns the claim as text: its id and what it says.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").from("is")[0].to_string()    // => is-ten: 10 (is)
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn claim_text(claim: &mut ClaimValue) -> String {
        let (says, id) = (claim.get().says.to_string(), &claim.get().id);
        format!("{id}: {} ({})", says, speakers(claim).join(", "))
    }

    /// Returns whether two claims are the same one.
    ///
    /// ```rhai
    /// incident.claims[0] == incident.claims[0]    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_claim(one: &mut ClaimValue, other: ClaimValue) -> bool {
        one.is_same(&other)
    }

    /// Returns whether two claims are two.
    ///
    /// ```rhai
    /// incident.claims[0] != incident.claims[1]    // => true
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_claim(one: &mut ClaimValue, other: ClaimValue) -> bool {
        !one.is_same(&other)
    }
}

/// Says of a claim its id, who states it and of which kind each of them is, and what it says.
pub(crate) fn described(selection: &Selection, ix: ClaimIx) -> String {
    let (evidence, incident) = (selection.evidence(), selection.evidence().incident());
    let claim = evidence.claim(ix);
    let by = claim.by.iter().map(|by| {
        let source = incident.source(*by);
        format!("{} ({})", source.id, source.kind.word())
    });
    let by: Vec<String> = by.collect();
    format!("{}: {}, {}", claim.id, by.join(", "), claim.says)
}

fn speakers(claim: &ClaimValue) -> Vec<String> {
    let incident = claim.incident();
    claim
        .get()
        .by
        .iter()
        .map(|by| incident.source(*by).id.clone())
        .collect()
}

fn origins(claim: &ClaimValue) -> Vec<String> {
    let incident = claim.incident();
    let origins = claim.evidence.origins(claim.ix).iter();
    origins
        .map(|origin| incident.source(*origin).id.clone())
        .collect()
}

fn ids(claim: &ClaimValue, claims: &[ClaimIx]) -> Array {
    claims
        .iter()
        .map(|ix| Dynamic::from(claim.evidence.claim(*ix).id.clone()))
        .collect()
}

fn read(claim: &ClaimValue) -> Option<Reading> {
    let currency = claim.evidence.currency(claim.get().measure, &claim.profile);
    let quantities = currency.quantities();
    quantities
        .of(claim.ix)
        .filter(|reading| reading.speaks && !quantities.is_statement())
        .copied()
}
