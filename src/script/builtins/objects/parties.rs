//! The parties to an incident, read-only.

use rhai::plugin::*;

pub(super) fn module() -> Module {
    exported_module!(parties)
}

#[export_module]
mod parties {
    use rhai::plugin::*;

    use super::super::super::values::PartyValue;

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
