//! The figures that are stated, each with those who state it.

use std::collections::BTreeSet;

use rhai::Array;
use rhai::plugin::*;

use super::values::FigureValue;
use crate::reconcile::As;
use crate::script::fault::{Fault, Outcome};
use crate::script::types::type_of;
use crate::script::unknown::Unknown;

pub(super) fn module() -> Module {
    let mut module = exported_module!(figures);
    module.set_custom_type::<FigureValue>("figure");
    module
}

#[export_module]
mod figures {
    use std::rc::Rc;

    use rhai::Array;
    use rhai::plugin::*;

    use super::super::plain::under;
    use super::super::values::{FigureValue, List, Of, OriginValue};
    use super::{end, kinds_where};
    use crate::reconcile::{As, Estimate, Selection};
    use crate::script::desk::call_of;
    use crate::script::fault::Outcome;

    /// Returns the figures that the claims which still stand state, the lowest first.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").figures().map(|f| f.value)    // => [2, 7, 10]
    /// incident.claims.on("responsible").figures()    // error: expected claims that count
    /// ```
    #[rhai_fn(name = "figures", pure, return_raw)]
    pub fn figures_stated(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<List> {
        let stated = under(&ctx, claims)?.figures()?.into_iter();
        let figures = stated.map(|stated| {
            let origins = stated
                .origins
                .into_iter()
                .map(|origin| OriginValue(Rc::new(origin)));
            Dynamic::from(FigureValue {
                value: stated.value,
                origins: origins.collect(),
                how: stated.how.into(),
            })
        });
        Ok(List::new(Of::Values, figures))
    }

    /// Concludes on numbers that the rule itself works out from the claims: low, best and high, each
    /// a number or `unknown()`.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").conclude(2, unknown(), 7)    // => 2 to 7
    /// incident.claims.on("guards-killed").conclude(9, 2, 7)            // error: expected low, best and high from 0 and in this order
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn conclude(
        ctx: NativeCallContext,
        claims: &mut Selection,
        low: Dynamic,
        best: Dynamic,
        high: Dynamic,
    ) -> Outcome<Estimate> {
        let ends = [end(&ctx, &low)?, end(&ctx, &best)?, end(&ctx, &high)?];
        Ok(under(&ctx, claims)?.conclude(ends, false, call_of(&ctx))?)
    }

    /// Concludes as `conclude` does, with a high end that is a floor: it may be more.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").conclude_open(2, unknown(), 7)    // => 2 to 7+
    /// incident.claims.on("guards-killed").conclude_open(7, 7, 7)            // => 7+
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn conclude_open(
        ctx: NativeCallContext,
        claims: &mut Selection,
        low: Dynamic,
        best: Dynamic,
        high: Dynamic,
    ) -> Outcome<Estimate> {
        let ends = [end(&ctx, &low)?, end(&ctx, &best)?, end(&ctx, &high)?];
        Ok(under(&ctx, claims)?.conclude(ends, true, call_of(&ctx))?)
    }

    /// Returns the number.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").figures()[0].value    // => 15
    /// ```
    #[rhai_fn(get = "value", pure)]
    pub fn figure_value(figure: &mut FigureValue) -> i64 {
        figure.value
    }

    /// Returns the independent origins that state the figure, as a floor or a ceiling too.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").figures()[0].origins.map(|o| o.id)    // => ["scns"]
    /// ```
    #[rhai_fn(get = "origins", pure)]
    pub fn figure_origins(figure: &mut FigureValue) -> List {
        let origins = figure.origins.iter();
        List::new(Of::Origins, origins.map(|one| Dynamic::from(one.clone())))
    }

    /// Returns the kinds of those origins, each once.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").figures()[0].kinds    // => ["official"]
    /// ```
    #[rhai_fn(get = "kinds", pure)]
    pub fn figure_kinds(figure: &mut FigureValue) -> Array {
        kinds_where(figure, |_| true)
    }

    /// Returns how the figure is stated, in the firmest way that any origin does: `exact`,
    /// `approximate`, `range` (an end of one), `floor` or `ceiling`.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").figures().map(|f| f.stated_as)    // => ["exact", "exact", "floor"]
    /// ```
    #[rhai_fn(get = "stated_as", pure)]
    pub fn figure_stated_as(figure: &mut FigureValue) -> String {
        let firmest = figure.how.iter().min();
        firmest.map_or("", |how| how.word()).to_owned()
    }

    /// Returns the kinds of the origins for which there are no fewer: all but those that state the
    /// figure as a ceiling alone.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").figures()[2].kinds_from_below    // => ["belligerent"]
    /// ```
    #[rhai_fn(get = "kinds_from_below", pure)]
    pub fn figure_kinds_from_below(figure: &mut FigureValue) -> Array {
        kinds_where(figure, |how| how != As::Ceiling)
    }

    /// Returns the kinds of the origins for which there are no more: all but those that state the
    /// figure as a floor alone.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").figures()[2].kinds_from_above    // => []
    /// ```
    #[rhai_fn(get = "kinds_from_above", pure)]
    pub fn figure_kinds_from_above(figure: &mut FigureValue) -> Array {
        kinds_where(figure, |how| how != As::Floor)
    }

    /// Returns the figure as text: the number.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").figures()[0].to_string()    // => 15
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn figure_text(figure: &mut FigureValue) -> String {
        figure.value.to_string()
    }
}

/// The kinds of the origins that state a figure in some way, each once.
fn kinds_where(figure: &FigureValue, counts: impl Fn(As) -> bool) -> Array {
    let stating = figure.origins.iter().zip(figure.how.iter());
    let kinds: BTreeSet<&str> = stating
        .filter(|(_, how)| counts(**how))
        .filter_map(|(origin, _)| origin.kind())
        .collect();
    let kinds = kinds.into_iter();
    kinds.map(|kind| Dynamic::from(kind.to_owned())).collect()
}

/// A number, or none where it is not known.
fn end(ctx: &NativeCallContext, value: &Dynamic) -> Outcome<Option<i64>> {
    if value.is::<Unknown>() {
        return Ok(None);
    }
    value.as_int().map(Some).map_err(|_| {
        let found = type_of(ctx.engine(), value);
        Fault::new(format!("expected a number or `unknown()`, found {found}"))
            .hint("`claims.conclude(low, best, high)`")
            .raise()
    })
}
