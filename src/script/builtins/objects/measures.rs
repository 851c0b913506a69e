//! What is counted or asked, read-only.

use rhai::plugin::*;

pub(super) fn module() -> Module {
    exported_module!(measures)
}

#[export_module]
mod measures {
    use rhai::plugin::*;
    use rhai::{Array, Map};

    use super::super::super::plain::text;
    use super::super::super::values::MeasureValue;
    use super::super::id_of_party;

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
}
