//! Where figures come from once copies are collapsed.

use rhai::plugin::*;

use super::values::OriginValue;

pub(super) fn module() -> Module {
    let mut module = exported_module!(origins);
    module.set_custom_type::<OriginValue>("origin");
    module
}

#[export_module]
mod origins {
    use rhai::plugin::*;

    use super::super::plain::{count, text};
    use super::super::values::OriginValue;
    use crate::reconcile::{Selection, Voice};

    /// Returns the id of the origin: that of a source, or of a party where they are joined so.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").origins()[0].id    // => is
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn origin_id(origin: &mut OriginValue) -> String {
        origin
            .0
            .voice
            .id(origin.0.claims.evidence().incident())
            .to_owned()
    }

    /// Returns the name of the origin.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").origins()[0].name    // => Islamic State group
    /// ```
    #[rhai_fn(get = "name", pure)]
    pub fn origin_name(origin: &mut OriginValue) -> String {
        origin
            .0
            .voice
            .name(origin.0.claims.evidence().incident())
            .to_owned()
    }

    /// Returns what kind of source the origin is, or `()` for a party.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").origins()[0].kind    // => belligerent
    /// ```
    #[rhai_fn(get = "kind", pure)]
    pub fn origin_kind(origin: &mut OriginValue) -> Dynamic {
        text(origin.kind())
    }

    /// Returns the Admiralty reliability of the origin, `A` to `F`, or `()`.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").origins()[0].reliability    // => ()
    /// ```
    #[rhai_fn(get = "reliability", pure)]
    pub fn origin_reliability(origin: &mut OriginValue) -> Dynamic {
        let incident = origin.0.claims.evidence().incident();
        let grade = match origin.0.voice {
            Voice::Source(source) => incident.source(source).reliability,
            Voice::Party(_) => None,
        };
        grade.map_or(Dynamic::UNIT, |grade| Dynamic::from(grade.to_string()))
    }

    /// Returns the claims of the origin.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").origins()[0].claims.len()    // => 1
    /// ```
    #[rhai_fn(get = "claims", pure)]
    pub fn origin_claims(origin: &mut OriginValue) -> Selection {
        origin.0.claims.clone()
    }

    /// Returns how many distinct reports carry the claims of the origin.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").origins()[0].pages    // => 1
    /// ```
    #[rhai_fn(get = "pages", pure)]
    pub fn origin_pages(origin: &mut OriginValue) -> i64 {
        count(origin.0.pages().len())
    }

    /// Returns the origin as text: its id.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").origins()[0].to_string()    // => is
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn origin_text(origin: &mut OriginValue) -> String {
        origin
            .0
            .voice
            .id(origin.0.claims.evidence().incident())
            .to_owned()
    }

    /// Returns whether two origins are the same.
    ///
    /// ```rhai
    /// incident.claims.origins()[0] == incident.claims.origins()[0]    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_origin(one: &mut OriginValue, other: OriginValue) -> bool {
        one.0.voice == other.0.voice
    }

    /// Returns whether two origins differ.
    ///
    /// ```rhai
    /// incident.claims.origins()[0] != incident.claims.origins()[1]    // => true
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_origin(one: &mut OriginValue, other: OriginValue) -> bool {
        one.0.voice != other.0.voice
    }
}
