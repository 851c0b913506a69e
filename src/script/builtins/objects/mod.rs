//! The other objects of an incident, read-only: sources, reports, measures, people, parties.

mod measures;
mod parties;
mod people;
mod reports;
mod sources;

use rhai::{Dynamic, Module};

use super::plain::text;
use super::values::{MeasureValue, PartyValue, PersonValue, ReportValue, SourceValue};
use crate::incident::{Incident, Link, PartyIx, SourceIx};

pub(super) fn module() -> Module {
    let mut module = sources::module();
    for part in [
        reports::module(),
        measures::module(),
        people::module(),
        parties::module(),
    ] {
        module.combine(part);
    }
    // Names of types do not come along when modules are combined.
    module.set_custom_type::<SourceValue>("source");
    module.set_custom_type::<ReportValue>("report");
    module.set_custom_type::<MeasureValue>("measure");
    module.set_custom_type::<PersonValue>("person");
    module.set_custom_type::<PartyValue>("party");
    module
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
