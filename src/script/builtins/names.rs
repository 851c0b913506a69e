//! The people whom claims name, each with those who name them.

use rhai::plugin::*;

use super::values::NamedValue;

pub(super) fn module() -> Module {
    let mut module = exported_module!(names);
    module.set_custom_type::<NamedValue>("named");
    module
}

#[export_module]
mod names {
    use std::rc::Rc;

    use rhai::Array;
    use rhai::plugin::*;

    use super::super::plain::under;
    use super::super::values::{List, NamedValue, Of, PersonValue};
    use crate::reconcile::{Estimate, Selection, Step};
    use crate::script::desk::call_of;
    use crate::script::fault::Outcome;

    /// Returns the distinct people whom the claims name, those who are identified first. Names do
    /// not expire when a figure is superseded; entries that `same_as` joins are one.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").names().len()                          // => 7
    /// incident.claims.on("guards-killed").from("scns").names().map(|n| n.name)   // => ["Bahrom Qosimzoda", "Izatullo Latifiov"]
    /// ```
    #[rhai_fn(name = "names", pure, return_raw)]
    pub fn people_named(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<List> {
        let (carrying, names) = under(&ctx, claims)?.names()?;
        let named = names.people.into_iter().map(|named| {
            Dynamic::from(NamedValue {
                named: Rc::new(named),
                carrying: carrying.clone(),
            })
        });
        Ok(List::new(Of::Values, named))
    }

    /// Concludes on the distinct identified people whom so many independent origins name, up to
    /// all who are named at all: a list of names is not a total, so the high end is open.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").named_by(1)    // => 6 to 6+
    /// incident.claims.on("guards-killed").named_by(2)    // => unresolved: nobody is named by at least 2 independent origins
    /// incident.claims.on("guards-killed").named_by(0)    // error: expected a number of independent origins from 1
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn named_by(
        ctx: NativeCallContext,
        claims: &mut Selection,
        need: i64,
    ) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.named_by(need, call_of(&ctx))?)
    }

    /// Returns the person; of entries that are one, the first.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").names()[0].person.role    // => police officer
    /// ```
    #[rhai_fn(get = "person", pure)]
    pub fn named_person(named: &mut NamedValue) -> PersonValue {
        PersonValue {
            evidence: Rc::clone(named.carrying.evidence()),
            ix: named.named.person,
        }
    }

    /// Returns the name of the person, or the role where there is none.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").names()[6].name    // => border guard
    /// ```
    #[rhai_fn(get = "name", pure)]
    pub fn named_name(named: &mut NamedValue) -> String {
        named.label().to_owned()
    }

    /// Returns whether anybody says who it is.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").names().filter(|n| n.identified).len()    // => 6
    /// ```
    #[rhai_fn(get = "identified", pure)]
    pub fn named_identified(named: &mut NamedValue) -> bool {
        named.named.identified
    }

    /// Returns the ids of the independent origins that name the person.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").names()[0].origins    // => ["scns"]
    /// ```
    #[rhai_fn(get = "origins", pure)]
    pub fn named_origins(named: &mut NamedValue) -> Array {
        let evidence = named.carrying.evidence();
        let origins = named.named.origins(evidence).into_iter();
        let mut ids: Vec<&str> = origins.map(|one| one.id(evidence.incident())).collect();
        ids.sort_unstable();
        ids.into_iter()
            .map(|id| Dynamic::from(id.to_owned()))
            .collect()
    }

    /// Returns the claims that name the person, superseded ones too.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").names()[0].claims.ids()    // => ["scns-two"]
    /// ```
    #[rhai_fn(get = "claims", pure, return_raw)]
    pub fn named_claims(ctx: NativeCallContext, named: &mut NamedValue) -> Outcome<Selection> {
        let kept = named.named.claims.clone();
        let step = Step::Naming(named.named.person);
        Ok(named.carrying.then(step, call_of(&ctx), kept)?)
    }

    /// Returns the named person as text: the name.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").names()[0].to_string()    // => Bahrom Qosimzoda
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn named_text(named: &mut NamedValue) -> String {
        named.label().to_owned()
    }

    /// Returns whether the two are the same person.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").names()[0] == incident.claims.on("guards-killed").names()[0]    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_named(one: &mut NamedValue, other: NamedValue) -> bool {
        one.is_same(&other)
    }

    /// Returns whether the two differ.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").names()[0] != incident.claims.on("guards-killed").names()[1]    // => true
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_named(one: &mut NamedValue, other: NamedValue) -> bool {
        !one.is_same(&other)
    }
}
