//! Where figures come from once copies are collapsed.

use rhai::plugin::*;

use super::values::OriginValue;
use crate::incident::{Incident, Kind, Object};
use crate::reconcile::Selection;
use crate::script::desk::{Desk, no_such};
use crate::script::fault::{Fault, Outcome};
use crate::script::state::State;

pub(super) fn module() -> Module {
    let mut module = exported_module!(origins);
    module.set_custom_type::<OriginValue>("origin");
    module
}

#[export_module]
mod origins {
    use std::rc::Rc;

    use rhai::plugin::*;

    use super::super::plain::{count, text, under};
    use super::super::values::OriginValue;
    use super::known_origin;
    use crate::reconcile::{Selection, Step, Voice};
    use crate::script::desk::call_of;
    use crate::script::fault::Outcome;

    /// Keeps the claims that originate with a source of this id or of this kind, whoever retells
    /// them. A joint claim that the source has since overtaken stands for its others alone.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").originating_with("official").range()    // => 2 to 2
    /// incident.claims.originating_with("oficial")    // error: no kind of source or id of one `oficial`
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn originating_with(
        ctx: NativeCallContext,
        claims: &mut Selection,
        source: &str,
    ) -> Outcome<Selection> {
        known_origin(&ctx, claims, source)?;
        let claims = under(&ctx, claims)?;
        let reason = format!("does not originate with {source}");
        let evidence = Rc::clone(claims.evidence());
        claims.step_by(Step::Matching(Some(reason)), call_of(&ctx), |ix| {
            let incident = evidence.incident();
            let origins = claims.origins_counted(ix).into_iter();
            let mut origins = origins.map(|origin| incident.source(origin));
            Ok(origins.any(|origin| origin.id == source || origin.kind.word() == source))
        })
    }

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

/// Refuses what is neither a kind of source nor the id of one in any incident at hand. Where the
/// caller of the program gave it, the caller is told.
fn known_origin(ctx: &NativeCallContext, claims: &Selection, word: &str) -> Outcome<()> {
    let is_source = |incident: &Incident| matches!(incident.find(word), Some(Object::Source(_)));
    let incident = claims.evidence().incident();
    if Kind::named(word).is_some() || is_source(incident) {
        return Ok(());
    }
    let at_hand = Desk::of(ctx)?.incidents();
    if at_hand
        .iter()
        .any(|evidence| is_source(evidence.incident()))
    {
        return Ok(());
    }
    let sources = incident.sources().map(|ix| incident.source(ix).id.as_str());
    let known: Vec<&str> = Kind::ALL
        .iter()
        .map(|kind| kind.word())
        .chain(sources)
        .collect();
    let refusal = no_such("kind of source or id of one", word, known.iter().copied());
    let fault = match State::of(ctx).is_given(word) {
        true => Fault::usage(refusal.message),
        false => Fault::new(refusal.message),
    };
    Err(fault.hint(refusal.hint).raise())
}
