//! The other objects of an incident, read-only: sources, reports, measures, people, parties.

use rhai::plugin::*;

use super::plain::text;
use super::values::{MeasureValue, PartyValue, PersonValue, ReportValue, SourceValue};
use crate::incident::{Incident, Link, PartyIx, SourceIx};

pub(super) fn module() -> Module {
    let mut module = exported_module!(objects);
    module.set_custom_type::<SourceValue>("source");
    module.set_custom_type::<ReportValue>("report");
    module.set_custom_type::<MeasureValue>("measure");
    module.set_custom_type::<PersonValue>("person");
    module.set_custom_type::<PartyValue>("party");
    module
}

#[export_module]
mod objects {
    use super::{id_of_party, id_of_source, link};
    use rhai::plugin::*;
    use rhai::{Array, Map};

    use super::super::plain::{date, text};
    use super::super::values::{MeasureValue, PartyValue, PersonValue, ReportValue, SourceValue};
    use crate::incident::Carrier;

    /// Returns the id of the source.
    ///
    /// ```rhai
    /// incident.source("scns").id    // => scns
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn source_id(source: &mut SourceValue) -> String {
        source.get().id.clone()
    }

    /// Returns the name of the source.
    ///
    /// ```rhai
    /// incident.source("scns").name    // => State Committee for National Security
    /// ```
    #[rhai_fn(get = "name", pure)]
    pub fn source_name(source: &mut SourceValue) -> String {
        source.get().name.clone()
    }

    /// Returns what kind of speaker or publisher the source is.
    ///
    /// ```rhai
    /// incident.source("scns").kind    // => official
    /// ```
    #[rhai_fn(get = "kind", pure)]
    pub fn source_kind(source: &mut SourceValue) -> String {
        source.get().kind.word().to_owned()
    }

    /// Returns the id of the party that the source belongs to, or `()`.
    ///
    /// ```rhai
    /// incident.source("scns").party    // => tajikistan
    /// ```
    #[rhai_fn(get = "party", pure)]
    pub fn source_party(source: &mut SourceValue) -> Dynamic {
        id_of_party(source.evidence.incident(), source.get().party)
    }

    /// Returns the id of the body that the source belongs to, or `()`.
    ///
    /// ```rhai
    /// incident.source("scns").part_of    // => authorities
    /// ```
    #[rhai_fn(get = "part_of", pure)]
    pub fn source_part_of(source: &mut SourceValue) -> Dynamic {
        id_of_source(source.evidence.incident(), source.get().part_of)
    }

    /// Returns the id of the source whose press centre, language service or news arm this is, or `()`.
    ///
    /// ```rhai
    /// incident.source("scns").voice_of    // => ()
    /// ```
    #[rhai_fn(get = "voice_of", pure)]
    pub fn source_voice_of(source: &mut SourceValue) -> Dynamic {
        id_of_source(source.evidence.incident(), source.get().voice_of)
    }

    /// Returns the id of the source that passes this anonymous one on, or `()`.
    ///
    /// ```rhai
    /// incident.source("scns").heard_by    // => ()
    /// ```
    #[rhai_fn(get = "heard_by", pure)]
    pub fn source_heard_by(source: &mut SourceValue) -> Dynamic {
        id_of_source(source.evidence.incident(), source.get().heard_by)
    }

    /// Returns the Admiralty reliability, `A` to `F`, or `()`; `F` cannot be judged.
    ///
    /// ```rhai
    /// incident.source("scns").reliability    // => ()
    /// ```
    #[rhai_fn(get = "reliability", pure)]
    pub fn source_reliability(source: &mut SourceValue) -> Dynamic {
        source
            .get()
            .reliability
            .map_or(Dynamic::UNIT, |grade| grade.to_string().into())
    }

    /// Returns whether the source must not leave in an export: the key `private`, a word
    /// that the language keeps for itself.
    ///
    /// ```rhai
    /// incident.source("scns").is_private    // => false
    /// ```
    #[rhai_fn(get = "is_private", pure)]
    pub fn source_private(source: &mut SourceValue) -> bool {
        source.get().private
    }

    /// Returns the coder's notes, or `()`.
    ///
    /// ```rhai
    /// incident.source("is").notes    // => ()
    /// ```
    #[rhai_fn(get = "notes", pure)]
    pub fn source_notes(source: &mut SourceValue) -> Dynamic {
        text(source.get().notes.as_deref())
    }

    /// Returns the id of the report.
    ///
    /// ```rhai
    /// incident.reports[0].id    // => rferl-2019-11-08
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn report_id(report: &mut ReportValue) -> String {
        report.get().id.clone()
    }

    /// Returns the id of the source that published the report.
    ///
    /// ```rhai
    /// incident.reports[0].publisher    // => rferl
    /// ```
    #[rhai_fn(get = "publisher", pure)]
    pub fn report_publisher(report: &mut ReportValue) -> String {
        report
            .evidence
            .incident()
            .source(report.get().publisher)
            .id
            .clone()
    }

    /// Returns when the report was published, as written, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].published    // => 2019-11-08
    /// ```
    #[rhai_fn(get = "published", pure)]
    pub fn report_published(report: &mut ReportValue) -> Dynamic {
        date(report.get().published.as_ref())
    }

    /// Returns when the coder read the report, as written, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].retrieved    // => ()
    /// ```
    #[rhai_fn(get = "retrieved", pure)]
    pub fn report_retrieved(report: &mut ReportValue) -> Dynamic {
        date(report.get().retrieved.as_ref())
    }

    /// Returns where the report stands, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].url.starts_with("https://www.rferl.org/")    // => true
    /// ```
    #[rhai_fn(get = "url", pure)]
    pub fn report_url(report: &mut ReportValue) -> Dynamic {
        text(report.get().url.as_deref())
    }

    /// Returns where a kept copy stands, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].archived    // => ()
    /// ```
    #[rhai_fn(get = "archived", pure)]
    pub fn report_archived(report: &mut ReportValue) -> Dynamic {
        text(report.get().archived.as_deref())
    }

    /// Returns the SHA-256 of the kept copy, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].sha256    // => ()
    /// ```
    #[rhai_fn(get = "sha256", pure)]
    pub fn report_sha256(report: &mut ReportValue) -> Dynamic {
        text(report.get().sha256.as_deref())
    }

    /// Returns the id of the report that this is another version of, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].version_of    // => ()
    /// ```
    #[rhai_fn(get = "version_of", pure)]
    pub fn report_version_of(report: &mut ReportValue) -> Dynamic {
        let incident = report.evidence.incident();
        text(
            report
                .get()
                .version_of
                .map(|of| incident.report(of).id.as_str()),
        )
    }

    /// Returns the title, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].title    // => Purported IS Attack Killed More Tajik Border Guards Than Dushanbe Admits
    /// ```
    #[rhai_fn(get = "title", pure)]
    pub fn report_title(report: &mut ReportValue) -> Dynamic {
        text(report.get().title.as_deref())
    }

    /// Returns the language, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].language    // => en
    /// ```
    #[rhai_fn(get = "language", pure)]
    pub fn report_language(report: &mut ReportValue) -> Dynamic {
        text(report.get().language.as_deref())
    }

    /// Returns the ids of what the report as a whole is a copy of.
    ///
    /// ```rhai
    /// incident.reports[0].draws_on    // => []
    /// ```
    #[rhai_fn(get = "draws_on", pure)]
    pub fn report_draws_on(report: &mut ReportValue) -> Array {
        let incident = report.evidence.incident();
        let id = |from: &Carrier| match from {
            Carrier::Report(from) => incident.report(*from).id.clone(),
            Carrier::Source(from) => incident.source(*from).id.clone(),
        };
        report
            .get()
            .draws_on
            .iter()
            .map(|from| Dynamic::from(id(from)))
            .collect()
    }

    /// Returns whether the report must not leave in an export: the key `private`, a word
    /// that the language keeps for itself.
    ///
    /// ```rhai
    /// incident.reports[0].is_private    // => false
    /// ```
    #[rhai_fn(get = "is_private", pure)]
    pub fn report_private(report: &mut ReportValue) -> bool {
        report.get().private
    }

    /// Returns the coder's notes, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].notes.contains("Reuters and AFP")    // => true
    /// ```
    #[rhai_fn(get = "notes", pure)]
    pub fn report_notes(report: &mut ReportValue) -> Dynamic {
        text(report.get().notes.as_deref())
    }

    /// Returns the id of the measure.
    ///
    /// ```rhai
    /// incident.measure("attackers-present").id    // => attackers-present
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn measure_id(measure: &mut MeasureValue) -> String {
        measure.get().id.clone()
    }

    /// Returns the label for people.
    ///
    /// ```rhai
    /// incident.measure("attackers-present").label    // => Attackers who took part
    /// ```
    #[rhai_fn(get = "label", pure)]
    pub fn measure_label(measure: &mut MeasureValue) -> String {
        measure.get().label.clone()
    }

    /// Returns the outcome: killed, wounded, captured and so on.
    ///
    /// ```rhai
    /// incident.measure("attackers-present").outcome    // => present
    /// ```
    #[rhai_fn(get = "outcome", pure)]
    pub fn measure_outcome(measure: &mut MeasureValue) -> String {
        measure.get().outcome.clone()
    }

    /// Returns the group that is counted.
    ///
    /// ```rhai
    /// incident.measure("attackers-present").group    // => attackers
    /// ```
    #[rhai_fn(get = "group", pure)]
    pub fn measure_group(measure: &mut MeasureValue) -> String {
        measure.get().group.clone()
    }

    /// Returns the id of the party of those counted, or `()`.
    ///
    /// ```rhai
    /// incident.measure("guards-killed").party    // => tajikistan
    /// ```
    #[rhai_fn(get = "party", pure)]
    pub fn measure_party(measure: &mut MeasureValue) -> Dynamic {
        id_of_party(measure.evidence.incident(), measure.get().party)
    }

    /// Returns `count` or `statement`.
    ///
    /// ```rhai
    /// incident.measure("attackers-present").kind    // => count
    /// ```
    #[rhai_fn(get = "kind", pure)]
    pub fn measure_kind(measure: &mut MeasureValue) -> String {
        measure.get().kind.word().to_owned()
    }

    /// Returns whether one statement leaves no room for another.
    ///
    /// ```rhai
    /// incident.measure("attackers-present").exclusive    // => false
    /// ```
    #[rhai_fn(get = "exclusive", pure)]
    pub fn measure_exclusive(measure: &mut MeasureValue) -> bool {
        measure.get().exclusive
    }

    /// Returns who is counted, where and when: a map with `identified_only`, `includes_perpetrators`,
    /// `includes_missing`, `includes_later_deaths`, `place` and `period`, each `()` where it is not said.
    ///
    /// ```rhai
    /// incident.measure("attackers-present").scope.includes_missing    // => ()
    /// ```
    #[rhai_fn(get = "scope", pure)]
    pub fn measure_scope(measure: &mut MeasureValue) -> Map {
        let scope = &measure.get().scope;
        let flag = |flag: Option<bool>| flag.map_or(Dynamic::UNIT, Dynamic::from);
        Map::from([
            ("identified_only".into(), flag(scope.identified_only)),
            (
                "includes_perpetrators".into(),
                flag(scope.includes_perpetrators),
            ),
            ("includes_missing".into(), flag(scope.includes_missing)),
            (
                "includes_later_deaths".into(),
                flag(scope.includes_later_deaths),
            ),
            ("place".into(), text(scope.place.as_deref())),
            ("period".into(), text(scope.period.as_deref())),
        ])
    }

    /// Returns the ids of the measures that add up to this one.
    ///
    /// ```rhai
    /// incident.measure("attackers-present").sum_of.len()    // => 2
    /// ```
    #[rhai_fn(get = "sum_of", pure)]
    pub fn measure_sum_of(measure: &mut MeasureValue) -> Array {
        let incident = measure.evidence.incident();
        let parts = measure.get().sum_of.iter();
        parts
            .map(|part| Dynamic::from(incident.measure(*part).id.clone()))
            .collect()
    }

    /// Returns the coder's notes, or `()`.
    ///
    /// ```rhai
    /// incident.measure("attackers-present").notes    // => That nobody got away is not said; the sum is a check, not a claim.
    /// ```
    #[rhai_fn(get = "notes", pure)]
    pub fn measure_notes(measure: &mut MeasureValue) -> Dynamic {
        text(measure.get().notes.as_deref())
    }

    /// Returns the id of the person.
    ///
    /// ```rhai
    /// incident.people[0].id == incident.people[1].id    // => false
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn person_id(person: &mut PersonValue) -> String {
        person.get().id.clone()
    }

    /// Returns the name, or `()` for somebody unidentified.
    ///
    /// ```rhai
    /// incident.people[0].name    // => Bahrom Qosimzoda
    /// ```
    #[rhai_fn(get = "name", pure)]
    pub fn person_name(person: &mut PersonValue) -> Dynamic {
        text(person.get().name.as_deref())
    }

    /// Returns whether nobody says who this is.
    ///
    /// ```rhai
    /// incident.people[0].unidentified    // => false
    /// ```
    #[rhai_fn(get = "unidentified", pure)]
    pub fn person_unidentified(person: &mut PersonValue) -> bool {
        person.get().unidentified
    }

    /// Returns other spellings of the name.
    ///
    /// ```rhai
    /// incident.people[0].variants    // => []
    /// ```
    #[rhai_fn(get = "variants", pure)]
    pub fn person_variants(person: &mut PersonValue) -> Array {
        person
            .get()
            .variants
            .iter()
            .map(|variant| Dynamic::from(variant.name.clone()))
            .collect()
    }

    /// Returns the role, or `()`.
    ///
    /// ```rhai
    /// incident.people[0].role    // => police officer
    /// ```
    #[rhai_fn(get = "role", pure)]
    pub fn person_role(person: &mut PersonValue) -> Dynamic {
        text(person.get().role.as_deref())
    }

    /// Returns the age as given, or `()`.
    ///
    /// ```rhai
    /// incident.people[0].age    // => ()
    /// ```
    #[rhai_fn(get = "age", pure)]
    pub fn person_age(person: &mut PersonValue) -> Dynamic {
        text(person.get().age.as_deref())
    }

    /// Returns the sex as given, or `()`.
    ///
    /// ```rhai
    /// incident.people[0].sex    // => ()
    /// ```
    #[rhai_fn(get = "sex", pure)]
    pub fn person_sex(person: &mut PersonValue) -> Dynamic {
        text(person.get().sex.as_deref())
    }

    /// Returns the id of the measure that counts the person, or `()`.
    ///
    /// ```rhai
    /// incident.people[0].measure    // => guards-killed
    /// ```
    #[rhai_fn(get = "measure", pure)]
    pub fn person_measure(person: &mut PersonValue) -> Dynamic {
        let incident = person.evidence.incident();
        text(
            person
                .get()
                .measure
                .map(|measure| incident.measure(measure).id.as_str()),
        )
    }

    /// Returns the id of the entry that is the same person, or `()`.
    ///
    /// ```rhai
    /// incident.people[0].same_as    // => ()
    /// ```
    #[rhai_fn(get = "same_as", pure)]
    pub fn person_same_as(person: &mut PersonValue) -> Dynamic {
        link(person.evidence.incident(), person.get().same_as.as_ref())
    }

    /// Returns the id of the entry that may be the same person, or `()`.
    ///
    /// ```rhai
    /// incident.people[0].maybe_same_as    // => ()
    /// ```
    #[rhai_fn(get = "maybe_same_as", pure)]
    pub fn person_maybe_same_as(person: &mut PersonValue) -> Dynamic {
        link(
            person.evidence.incident(),
            person.get().maybe_same_as.as_ref(),
        )
    }

    /// Returns whether the person must not leave in an export: the key `private`, a word
    /// that the language keeps for itself.
    ///
    /// ```rhai
    /// incident.people[0].is_private    // => false
    /// ```
    #[rhai_fn(get = "is_private", pure)]
    pub fn person_private(person: &mut PersonValue) -> bool {
        person.get().private
    }

    /// Returns the coder's notes, or `()`.
    ///
    /// ```rhai
    /// incident.people[0].notes    // => ()
    /// ```
    #[rhai_fn(get = "notes", pure)]
    pub fn person_notes(person: &mut PersonValue) -> Dynamic {
        text(person.get().notes.as_deref())
    }

    /// Returns the id of the party.
    ///
    /// ```rhai
    /// incident.parties.filter(|p| p.id == "tajikistan")[0].id    // => tajikistan
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn party_id(party: &mut PartyValue) -> String {
        party.get().id.clone()
    }

    /// Returns the name of the party.
    ///
    /// ```rhai
    /// incident.parties.filter(|p| p.id == "tajikistan")[0].name    // => Tajikistan
    /// ```
    #[rhai_fn(get = "name", pure)]
    pub fn party_name(party: &mut PartyValue) -> String {
        party.get().name.clone()
    }

    /// Returns whether the party is the one that attacked, or `()` where that is not said.
    ///
    /// ```rhai
    /// incident.parties.filter(|p| p.perpetrator == true).len()    // => 1
    /// ```
    #[rhai_fn(get = "perpetrator", pure)]
    pub fn party_perpetrator(party: &mut PartyValue) -> Dynamic {
        party.get().perpetrator.map_or(Dynamic::UNIT, Dynamic::from)
    }

    /// Returns the id of the source as text.
    ///
    /// ```rhai
    /// incident.source("is").to_string()    // => is
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn source_text(source: &mut SourceValue) -> String {
        source.get().id.clone()
    }

    /// Returns whether the two are the same source.
    ///
    /// ```rhai
    /// incident.source("is") == incident.source("is")    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_source(one: &mut SourceValue, other: SourceValue) -> bool {
        one.is_same(&other)
    }

    /// Returns whether the two differ.
    ///
    /// ```rhai
    /// incident.source("is") != incident.source("is")    // => false
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_source(one: &mut SourceValue, other: SourceValue) -> bool {
        !one.is_same(&other)
    }

    /// Returns the id of the report as text.
    ///
    /// ```rhai
    /// incident.reports[0].to_string()    // => rferl-2019-11-08
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn report_text(report: &mut ReportValue) -> String {
        report.get().id.clone()
    }

    /// Returns whether the two are the same report.
    ///
    /// ```rhai
    /// incident.reports[0] == incident.reports[0]    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_report(one: &mut ReportValue, other: ReportValue) -> bool {
        one.is_same(&other)
    }

    /// Returns whether the two differ.
    ///
    /// ```rhai
    /// incident.reports[0] != incident.reports[0]    // => false
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_report(one: &mut ReportValue, other: ReportValue) -> bool {
        !one.is_same(&other)
    }

    /// Returns the id of the measure as text.
    ///
    /// ```rhai
    /// incident.measure("guards-killed").to_string()    // => guards-killed
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn measure_text(measure: &mut MeasureValue) -> String {
        measure.get().id.clone()
    }

    /// Returns whether the two are the same measure.
    ///
    /// ```rhai
    /// incident.measure("guards-killed") == incident.measure("guards-killed")    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_measure(one: &mut MeasureValue, other: MeasureValue) -> bool {
        one.is_same(&other)
    }

    /// Returns whether the two differ.
    ///
    /// ```rhai
    /// incident.measure("guards-killed") != incident.measure("guards-killed")    // => false
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_measure(one: &mut MeasureValue, other: MeasureValue) -> bool {
        !one.is_same(&other)
    }

    /// Returns the name of the person as text, or the role where there is none.
    ///
    /// ```rhai
    /// incident.people[0].to_string()    // => Bahrom Qosimzoda
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn person_text(person: &mut PersonValue) -> String {
        person.get().label().to_owned()
    }

    /// Returns whether the two are the same person.
    ///
    /// ```rhai
    /// incident.people[0] == incident.people[0]    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_person(one: &mut PersonValue, other: PersonValue) -> bool {
        one.is_same(&other)
    }

    /// Returns whether the two differ.
    ///
    /// ```rhai
    /// incident.people[0] != incident.people[0]    // => false
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_person(one: &mut PersonValue, other: PersonValue) -> bool {
        !one.is_same(&other)
    }

    /// Returns the id of the party as text.
    ///
    /// ```rhai
    /// incident.parties[0].to_string() == incident.parties[0].id    // => true
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn party_text(party: &mut PartyValue) -> String {
        party.get().id.clone()
    }

    /// Returns whether the two are the same party.
    ///
    /// ```rhai
    /// incident.parties[0] == incident.parties[0]    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_party(one: &mut PartyValue, other: PartyValue) -> bool {
        one.is_same(&other)
    }

    /// Returns whether the two differ.
    ///
    /// ```rhai
    /// incident.parties[0] != incident.parties[0]    // => false
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_party(one: &mut PartyValue, other: PartyValue) -> bool {
        !one.is_same(&other)
    }
}

fn id_of_source(incident: &Incident, source: Option<SourceIx>) -> Dynamic {
    text(source.map(|ix| incident.source(ix).id.as_str()))
}

fn id_of_party(incident: &Incident, party: Option<PartyIx>) -> Dynamic {
    text(party.map(|ix| incident.party(ix).id.as_str()))
}

fn link(incident: &Incident, link: Option<&Link>) -> Dynamic {
    text(link.map(|link| incident.person(link.person).id.as_str()))
}
