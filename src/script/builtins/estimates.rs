//! Methods that conclude something from claims, and what can be done with a conclusion.

use rhai::plugin::*;

use crate::reconcile::{Bound, Estimate, Refusal};
use crate::script::fault::{Fault, Outcome};
use crate::script::types::type_of;
use crate::script::unknown::Unknown;

pub(super) fn module() -> Module {
    let mut module = exported_module!(estimates);
    module.set_custom_type::<Estimate>("estimate");
    module
}

#[export_module]
mod estimates {
    use super::{bound, weight_of};
    use rhai::plugin::*;
    use rhai::{Array, FnPtr, Map};

    use super::super::plain::{count, number, under};
    use super::super::values::{OriginValue, TableValue};
    use crate::reconcile::{DatedBy, Estimate, Join, Selection, Spoken, why as derivation};
    use crate::script::callback::Callback;
    use crate::script::desk::{call_of, no_such};
    use crate::script::fault::Outcome;

    /// Concludes on the lowest figure that any origin states: low and best.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").lowest().best    // => 2
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn lowest(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.lowest(call_of(&ctx))?)
    }

    /// Concludes on the highest figure that any origin states: high and best, open where that is
    /// a floor.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").highest()    // => 10 (up to 10+)
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn highest(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.highest(call_of(&ctx))?)
    }

    /// Concludes on everything from the lowest to the highest figure stated, without a best.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").range()        // => 2 to 10+
    /// incident.claims.on("responsible").range()          // error: expected claims that count
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn range(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.range(call_of(&ctx))?)
    }

    /// Concludes on the range, where a vague word that the profile in use reads as an interval
    /// reaches up to the end of it.
    ///
    /// ```rhai
    /// profile("airwars"); draft("x").measure("killed").claim("officials", "dozens").claims.word_range()    // => 12 to 24
    /// incident.claims.on("guards-killed").word_range()    // => 2 to 10+
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn word_range(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.word_range(call_of(&ctx))?)
    }

    /// Concludes on the median of the origins, each read as the middle of its figures.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").median()    // => 7 (2 to 10+)
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn median(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.median(call_of(&ctx))?)
    }

    /// Concludes on the mean of the origins, rounded half up; the exact value is in the steps.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").mean()    // => 6 (2 to 10+)
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn mean(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.mean(call_of(&ctx))?)
    }

    /// Concludes on the middle of the range, rounded half up.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").midpoint()    // => 6 (2 to 10+)
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn midpoint(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.midpoint(call_of(&ctx))?)
    }

    /// Concludes on the figure that most independent origins state; unresolved on a tie.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").majority()    // => 15
    /// incident.claims.on("guards-killed").majority()       // => unresolved: a tie: 2, 7, 10 are each stated by 1 independent origin
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn majority(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.majority(call_of(&ctx))?)
    }

    /// Concludes on what the claim with the latest page states; unresolved where several differ.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").newest()    // => 15
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn newest(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.newest(DatedBy::Published, call_of(&ctx))?)
    }

    /// Concludes on what the latest claim states, by the page's date (`"published"`) or by the
    /// claim's own (`"as_of"`).
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").own().newest("as_of")    // => 7
    /// incident.claims.newest("today")    // error: no date to go by `today`
    /// ```
    #[rhai_fn(name = "newest", pure, return_raw)]
    pub fn newest_by(
        ctx: NativeCallContext,
        claims: &mut Selection,
        date: &str,
    ) -> Outcome<Estimate> {
        let Some(by) = DatedBy::named(date) else {
            let known = ["published", "as_of"].into_iter();
            return Err(no_such("date to go by", date, known).into());
        };
        Ok(under(&ctx, claims)?.newest(by, call_of(&ctx))?)
    }

    /// Concludes on the interval that most independent origins leave room for, the lowest such on
    /// a tie.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").agreement()    // => ? (at least 10)
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn agreement(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.agreement(call_of(&ctx))?)
    }

    /// Concludes on the highest figure that so many independent origins state, or exceed with a
    /// floor.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").reached_by(2)    // => 7
    /// incident.claims.on("guards-killed").reached_by(0)    // error: expected a number of independent origins from 1
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn reached_by(
        ctx: NativeCallContext,
        claims: &mut Selection,
        need: i64,
    ) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.reached_by(need, call_of(&ctx))?)
    }

    /// Concludes on the distinct identified people whom the claims name: low only.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").named_floor()    // => ? (at least 6)
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn named_floor(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.named_floor(call_of(&ctx))?)
    }

    /// Concludes on the weighted median of the origins. The function gives each origin its weight;
    /// an origin whose weight is unknown takes no part.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").weighted(|o| if o.kind == "media" { 3 } else { 1 })    // => 7 (2 to 10+)
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn weighted(
        ctx: NativeCallContext,
        claims: &mut Selection,
        weight: FnPtr,
    ) -> Outcome<Estimate> {
        let weight = Callback::new(&ctx, "weighted", &weight, 1)?;
        under(&ctx, claims)?.weighted(call_of(&ctx), |origin: Spoken| {
            let origin = OriginValue(std::rc::Rc::new(origin));
            let weight = weight.call([Dynamic::from(origin)])?;
            weight_of(&ctx, &weight)
        })
    }

    /// Concludes that there is no answer, and says why.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").unresolved("ask the hospital")    // => unresolved: ask the hospital
    /// ```
    #[rhai_fn(name = "unresolved", pure, return_raw)]
    pub fn unresolved(
        ctx: NativeCallContext,
        claims: &mut Selection,
        reason: &str,
    ) -> Outcome<Estimate> {
        Ok(under(&ctx, claims)?.unresolved(reason, call_of(&ctx))?)
    }

    /// Puts a best between a low and a high. Each is an estimate or a number, and one at least is
    /// an estimate; of an estimate the fitting end is taken.
    ///
    /// ```rhai
    /// let c = incident.claims.on("guards-killed"); best_between(c.lowest(), c.median(), c.highest())    // => 7 (2 to 10+)
    /// let c = incident.claims.on("guards-killed"); best_between(9, c.median(), 10)                      // error: expected low, best and high in this order
    /// ```
    #[rhai_fn(return_raw)]
    pub fn best_between(
        ctx: NativeCallContext,
        low: Dynamic,
        best: Dynamic,
        high: Dynamic,
    ) -> Outcome<Estimate> {
        let bounds = [bound(&ctx, low)?, bound(&ctx, best)?, bound(&ctx, high)?];
        Ok(Estimate::between(
            &bounds[0],
            &bounds[1],
            &bounds[2],
            call_of(&ctx),
        )?)
    }

    /// Takes another estimate where this one is unresolved.
    ///
    /// ```rhai
    /// let c = incident.claims.on("guards-killed"); c.majority().or_else(c.median())    // => 7 (2 to 10+)
    /// ```
    #[rhai_fn(name = "or_else", pure, return_raw)]
    pub fn estimate_or_else(
        ctx: NativeCallContext,
        estimate: &mut Estimate,
        other: Estimate,
    ) -> Outcome<Estimate> {
        Ok(estimate.or_else(&other, call_of(&ctx))?)
    }

    /// Raises the low end to that of another estimate, and the best if it was lower.
    ///
    /// ```rhai
    /// let c = incident.claims.on("guards-killed"); c.lowest().at_least(c.named_floor())    // => 6 (at least 6)
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn at_least(
        ctx: NativeCallContext,
        estimate: &mut Estimate,
        other: Estimate,
    ) -> Outcome<Estimate> {
        Ok(estimate.at_least(&other, call_of(&ctx))?)
    }

    /// Adds two estimates, end by end; what is unknown in one is unknown in the sum.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").range().plus(incident.claims.on("attackers-captured").range())    // => 20 to 20
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn plus(
        ctx: NativeCallContext,
        estimate: &mut Estimate,
        other: Estimate,
    ) -> Outcome<Estimate> {
        Ok(estimate.plus(&other, call_of(&ctx))?)
    }

    /// Adds a note to the derivation of an estimate.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").lowest().note("one body only").steps.contains("note: one body only")    // => true
    /// ```
    #[rhai_fn(name = "note", pure, return_raw)]
    pub fn estimate_note(
        ctx: NativeCallContext,
        estimate: &mut Estimate,
        note: &str,
    ) -> Outcome<Estimate> {
        Ok(estimate.noted(note, call_of(&ctx))?)
    }

    /// Returns the low end, unknown where nothing is said of it.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").range().low    // => 2
    /// ```
    #[rhai_fn(get = "low", pure)]
    pub fn estimate_low(estimate: &mut Estimate) -> Dynamic {
        number(estimate.conclusion().low)
    }

    /// Returns the best figure, unknown where there is none.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").range().best + 1    // => ?
    /// ```
    #[rhai_fn(get = "best", pure)]
    pub fn estimate_best(estimate: &mut Estimate) -> Dynamic {
        number(estimate.conclusion().best)
    }

    /// Returns the high end, unknown where nothing is said of it.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").range().high    // => 10
    /// ```
    #[rhai_fn(get = "high", pure)]
    pub fn estimate_high(estimate: &mut Estimate) -> Dynamic {
        number(estimate.conclusion().high)
    }

    /// Returns whether the high end is a floor, so that it may be more.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").range().high_open    // => true
    /// ```
    #[rhai_fn(get = "high_open", pure)]
    pub fn estimate_high_open(estimate: &mut Estimate) -> bool {
        estimate.conclusion().high_open
    }

    /// Returns why there is no answer, or `()` where there is one.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").range().unresolved    // => ()
    /// ```
    #[rhai_fn(get = "unresolved", pure)]
    pub fn estimate_unresolved(estimate: &mut Estimate) -> Dynamic {
        estimate
            .conclusion()
            .unresolved
            .clone()
            .map_or(Dynamic::UNIT, Dynamic::from)
    }

    /// Returns the ids of the claims that were used.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").range().used.len()    // => 1
    /// ```
    #[rhai_fn(get = "used", pure)]
    pub fn estimate_used(estimate: &mut Estimate) -> Array {
        let evidence = estimate.evidence();
        let used = estimate.used().into_iter();
        used.map(|ix| Dynamic::from(evidence.claim(ix).id.clone()))
            .collect()
    }

    /// Returns every other claim on the measure: a map of `claim` and `reason` for each.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").except("belligerent").range().set_aside[0].reason    // => said by Islamic State group: belligerent
    /// ```
    #[rhai_fn(get = "set_aside", pure)]
    pub fn estimate_set_aside(estimate: &mut Estimate) -> Array {
        let each = estimate.set_aside().into_iter().map(|aside| {
            Dynamic::from(Map::from([
                ("claim".into(), Dynamic::from(aside.claim)),
                ("reason".into(), Dynamic::from(aside.reason)),
            ]))
        });
        each.collect()
    }

    /// Returns every step from all claims to the conclusion, in words.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").range().steps.len()    // => 4
    /// ```
    #[rhai_fn(get = "steps", pure)]
    pub fn estimate_steps(estimate: &mut Estimate) -> Array {
        estimate.steps().into_iter().map(Dynamic::from).collect()
    }

    /// Returns the name of the profile that the claims were read under.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").range().profile    // => plain
    /// ```
    #[rhai_fn(get = "profile", pure)]
    pub fn estimate_profile(estimate: &mut Estimate) -> String {
        estimate.profile().name.clone()
    }

    /// Returns the id of the measure.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").range().measure    // => attackers-killed
    /// ```
    #[rhai_fn(get = "measure", pure)]
    pub fn estimate_measure(estimate: &mut Estimate) -> String {
        estimate
            .evidence()
            .incident()
            .measure(estimate.measure())
            .id
            .clone()
    }

    /// Returns how many origins the claims that were used have.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").range().origins    // => 3
    /// ```
    #[rhai_fn(get = "origins", pure)]
    pub fn estimate_origins(estimate: &mut Estimate) -> i64 {
        count(estimate.origins(Join::Origin).len())
    }

    /// Returns how many independent origins the claims that were used have.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").range().independent    // => 3
    /// ```
    #[rhai_fn(get = "independent", pure)]
    pub fn estimate_independent(estimate: &mut Estimate) -> i64 {
        count(estimate.origins(Join::Independent).len())
    }

    /// Returns how many distinct reports carry the claims that were used.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").range().pages    // => 1
    /// ```
    #[rhai_fn(get = "pages", pure)]
    pub fn estimate_pages(estimate: &mut Estimate) -> i64 {
        count(estimate.pages().len())
    }

    /// Returns the whole derivation of an estimate as a table: every claim on its measure, used or
    /// not and why, and every step.
    ///
    /// ```rhai
    /// why(incident.claims.on("guards-killed").range()).len()    // => 5
    /// ```
    pub fn why(estimate: Estimate) -> TableValue {
        TableValue(std::rc::Rc::new(derivation(&estimate, None)))
    }

    /// Returns the estimate as text.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").range().to_string()    // => 2 to 10+
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn estimate_text(estimate: &mut Estimate) -> String {
        estimate.to_string()
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a weight beyond 2^53 weighs as much"
)]
fn weight_of(ctx: &NativeCallContext, weight: &Dynamic) -> Outcome<Option<f64>> {
    if weight.is::<Unknown>() || weight.is_unit() {
        return Ok(None);
    }
    let whole = weight.as_int().map(|n| n as f64);
    whole.or_else(|_| weight.as_float()).map(Some).map_err(|_| {
        let found = type_of(ctx.engine(), weight);
        Fault::new(format!(
            "the function of `weighted` must give a number, found {found}"
        ))
        .hint("give `unknown()` for an origin that cannot be judged")
        .raise()
    })
}

fn bound(ctx: &NativeCallContext, value: Dynamic) -> Outcome<Bound> {
    if value.is::<Unknown>() {
        return Ok(Bound::Unknown);
    }
    if let Ok(n) = value.as_int() {
        return Ok(Bound::Number(n));
    }
    let found = type_of(ctx.engine(), &value);
    value.try_cast::<Estimate>().map(Bound::Of).ok_or_else(|| {
        Refusal {
            message: format!("expected an estimate or a number, found {found}"),
            hint: "`best_between(low, best, high)`".to_owned(),
        }
        .into()
    })
}
