//! The people who are named, read-only.

use rhai::plugin::*;

pub(super) fn module() -> Module {
    exported_module!(people)
}

#[export_module]
mod people {
    use rhai::Array;
    use rhai::plugin::*;

    use super::super::super::plain::text;
    use super::super::super::values::PersonValue;
    use super::super::link;

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
}
