//! Selections of claims: each step gives a new one that remembers what it dropped.

use std::any::TypeId;

use rhai::plugin::*;

use rhai::Array;

use super::plain::under;
use super::values::{ClaimValue, List, Of, OriginValue};
use crate::incident::{Kind, Object, SourceIx, When};
use crate::reconcile::{Join, Selection, Step};
use crate::script::desk::{call_of, no_such};
use crate::script::fault::{Fault, Outcome};

pub(super) fn module() -> Module {
    let mut module = exported_module!(claims);
    module.set_custom_type::<Selection>("claims");
    module.set_iter(TypeId::of::<Selection>(), |claims| {
        match claims.try_cast::<Selection>() {
            Some(claims) => {
                let each = 0..claims.claims().len();
                Box::new(each.map(move |at| ClaimValue::of(&claims, claims.claims()[at])))
            }
            None => Box::new(std::iter::empty()),
        }
    });
    module
}

#[export_module]
mod claims {
    use super::{date_of, joined, kind_named, said, source_named, step, values};
    use rhai::plugin::*;
    use rhai::{Array, FnPtr};

    use super::super::closures::{at, grouped, keys, sorted_by};
    use super::super::plain::{count, under};
    use super::super::values::{ClaimValue, GroupValue, List, Of};
    use crate::incident::{ClaimIx, Object};
    use crate::reconcile::{Join, Selection, Step};
    use crate::script::callback::Callback;
    use crate::script::desk::{call_of, measure_of, no_such};
    use crate::script::fault::{Fault, Outcome};

    /// Keeps the claims on a measure.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").len()    // => 1
    /// incident.claims.on("attackers-kiled")           // error: no measure `attackers-kiled`
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn on(
        ctx: NativeCallContext,
        claims: &mut Selection,
        measure: Dynamic,
    ) -> Outcome<Selection> {
        let incident = claims.evidence().incident();
        let ix = match measure.as_immutable_string_ref() {
            Ok(id) => match incident.find(&id) {
                Some(Object::Measure(ix)) => ix,
                _ => {
                    let ids = incident.measures.iter().map(|measure| measure.id.as_str());
                    return Err(no_such("measure", &id, ids).into());
                }
            },
            Err(_) => {
                let (evidence, ix) = measure_of(&ctx, &measure)?;
                if !std::rc::Rc::ptr_eq(&evidence, claims.evidence()) {
                    return Err(Fault::new("the measure is of another incident")
                        .hint("take it from the incident that the claims are of")
                        .raise());
                }
                ix
            }
        };
        step(&ctx, claims, Step::On(ix))
    }

    /// Keeps the claims that a source makes, alone or with others.
    ///
    /// ```rhai
    /// incident.claims.from("is").len()    // => 2
    /// incident.claims.from("us")          // error: no source `us`
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn from(
        ctx: NativeCallContext,
        claims: &mut Selection,
        source: &str,
    ) -> Outcome<Selection> {
        let source = source_named(claims, source)?;
        step(&ctx, claims, Step::From(source))
    }

    /// Keeps the claims with a speaker of this kind.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").kind("belligerent").len()    // => 1
    /// incident.claims.kind("oficial")    // error: no kind of source `oficial`
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn kind(ctx: NativeCallContext, claims: &mut Selection, kind: &str) -> Outcome<Selection> {
        let kind = kind_named(kind)?;
        step(&ctx, claims, Step::Kind(kind))
    }

    /// Drops the claims with a speaker of this kind.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").except("belligerent").len()    // => 4
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn except(
        ctx: NativeCallContext,
        claims: &mut Selection,
        kind: &str,
    ) -> Outcome<Selection> {
        let kind = kind_named(kind)?;
        step(&ctx, claims, Step::Except(kind))
    }

    /// Keeps a party's word about itself: the speaker's party is the one counted.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").own().range()    // => 2 to 7+
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn own(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Selection> {
        step(&ctx, claims, Step::Own)
    }

    /// Keeps a party's word about another: both parties are known and they differ.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").enemy().len()    // => 1
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn enemy(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Selection> {
        step(&ctx, claims, Step::Enemy)
    }

    /// Keeps the claims that are no party's word about itself or another.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").third().len()    // => 0
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn third(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Selection> {
        step(&ctx, claims, Step::Third)
    }

    /// Keeps the claims that may speak of a day or of a later one.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").since("2019-11-08").lowest()    // => 7 (at least 7)
    /// incident.claims.since("8 November")    // error: no date `8 November`
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn since(ctx: NativeCallContext, claims: &mut Selection, date: &str) -> Outcome<Selection> {
        let date = date_of(date)?;
        step(&ctx, claims, Step::Since(date))
    }

    /// Keeps the claims that certainly speak of days before a date, and those without a date.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").before("2019-11-08").highest()    // => 2 (up to 2)
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn before(
        ctx: NativeCallContext,
        claims: &mut Selection,
        date: &str,
    ) -> Outcome<Selection> {
        let date = date_of(date)?;
        step(&ctx, claims, Step::Before(date))
    }

    /// Keeps the claims that still stand: neither out nor superseded. Methods do so by themselves.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").current().len()    // => 5
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn current(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Selection> {
        step(&ctx, claims, Step::Current)
    }

    /// Keeps the claims that name people.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").named().len()    // => 2
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn named(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Selection> {
        step(&ctx, claims, Step::Named)
    }

    /// Keeps the claims for which a function answers true.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").matching(|c| c.derived).len()    // => 2
    /// ```
    #[rhai_fn(name = "matching", name = "filter", pure, return_raw)]
    pub fn matching(
        ctx: NativeCallContext,
        claims: &mut Selection,
        keeps: FnPtr,
    ) -> Outcome<Selection> {
        let claims = under(&ctx, claims)?;
        let call = call_of(&ctx);
        let keeps = Callback::new(&ctx, "matching", &keeps, 1)?;
        claims.step_by(Step::Matching(None), call, |ix| {
            keeps.ask([ClaimValue::of(&claims, ix)])
        })
    }

    /// Keeps the claims for which a function answers true, with a reason for which the others are
    /// left out. Unlike those that are set aside, they still supersede others.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").matching(|c| c.derived, "not a retelling").range().set_aside[0].reason    // => not a retelling
    /// incident.claims.matching(|c| c.derived, "")    // error: expected a reason, found an empty text
    /// ```
    #[rhai_fn(name = "matching", pure, return_raw)]
    pub fn matching_for_reason(
        ctx: NativeCallContext,
        claims: &mut Selection,
        keeps: FnPtr,
        reason: &str,
    ) -> Outcome<Selection> {
        said(reason)?;
        let claims = under(&ctx, claims)?;
        let call = call_of(&ctx);
        let keeps = Callback::new(&ctx, "matching", &keeps, 1)?;
        claims.step_by(Step::Matching(Some(reason.to_owned())), call, |ix| {
            keeps.ask([ClaimValue::of(&claims, ix)])
        })
    }

    /// Sets aside the claims for which a function answers true, with a reason. They no longer
    /// supersede others, and copies of them are out.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").set_aside(|c| c.is_enemy(), "the enemy's word").range()    // => 2 to 7+
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn set_aside(
        ctx: NativeCallContext,
        claims: &mut Selection,
        drops: FnPtr,
        reason: &str,
    ) -> Outcome<Selection> {
        said(reason)?;
        let claims = under(&ctx, claims)?;
        let call = call_of(&ctx);
        let drops = Callback::new(&ctx, "set_aside", &drops, 1)?;
        claims.step_by(Step::SetAside(reason.to_owned()), call, |ix| {
            drops.ask([ClaimValue::of(&claims, ix)]).map(|drops| !drops)
        })
    }

    /// Lets methods read every claim, whether it still stands or not.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").all().range()    // => 2 to 10+
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn all(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Selection> {
        step(&ctx, claims, Step::All)
    }

    /// Returns the origins of the claims that methods read, by id: each has `.id`, `.name`,
    /// `.kind`, `.claims` and `.pages`.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").origins().map(|o| o.id)    // => ["is", "rferl", "scns"]
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn origins(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<List> {
        joined(&ctx, claims, Join::Origin)
    }

    /// Returns the origins joined further: `"independent"` by `voice_of`, `"body"` by `part_of` as
    /// well, `"party"` by party.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").origins("party").len()    // => 3
    /// incident.claims.origins("bodies")    // error: no way to join origins `bodies`
    /// ```
    #[rhai_fn(name = "origins", pure, return_raw)]
    pub fn origins_joined(
        ctx: NativeCallContext,
        claims: &mut Selection,
        join: &str,
    ) -> Outcome<List> {
        let Some(by) = Join::named(join) else {
            let known = Join::ALL.iter().map(|join| join.word());
            return Err(no_such("way to join origins", join, known).into());
        };
        joined(&ctx, claims, by)
    }

    /// Returns how many claims there are.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-captured").len()    // => 1
    /// ```
    #[rhai_fn(pure)]
    pub fn len(claims: &mut Selection) -> i64 {
        count(claims.claims().len())
    }

    /// Returns whether there is no claim.
    ///
    /// ```rhai
    /// incident.claims.is_empty()    // => false
    /// ```
    #[rhai_fn(pure)]
    pub fn is_empty(claims: &mut Selection) -> bool {
        claims.claims().is_empty()
    }

    /// Returns the claim at a place, counted from 0; from the end where the place is negative.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed")[0].says    // => 15
    /// ```
    #[rhai_fn(index_get, pure, return_raw)]
    pub fn claim_at(
        ctx: NativeCallContext,
        claims: &mut Selection,
        place: i64,
    ) -> Outcome<Dynamic> {
        let ix = claims.claims()[at(place, claims.claims().len())?];
        Ok(ClaimValue::of(&under(&ctx, claims)?, ix))
    }

    /// Returns an array of what a function makes of each claim.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").map(|c| c.low)    // => [15]
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn map(ctx: NativeCallContext, claims: &mut Selection, change: FnPtr) -> Outcome<Array> {
        let values = values(&ctx, claims)?;
        let change = Callback::new(&ctx, "map", &change, 1)?;
        values
            .into_iter()
            .map(|claim| change.call([claim]))
            .collect()
    }

    /// Returns the claims as a list in the order of a key, the lowest first.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").sort_by(|c| c.low)[0].low    // => 2
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn sort_by(ctx: NativeCallContext, claims: &mut Selection, key: FnPtr) -> Outcome<List> {
        let values = values(&ctx, claims)?;
        let key = Callback::new(&ctx, "sort_by", &key, 1)?;
        let keys = keys(values.iter().cloned(), &key)?;
        let order = sorted_by(&ctx, &keys)?;
        Ok(List::new(
            Of::Values,
            order.into_iter().map(|at| values[at].clone()),
        ))
    }

    /// Returns the claims in groups that share a key: each has `.key` and `.items`, its claims.
    ///
    /// ```rhai
    /// incident.claims.group_by(|c| c.measure)[0].key    // => attackers-captured
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn group_by(ctx: NativeCallContext, claims: &mut Selection, key: FnPtr) -> Outcome<List> {
        let claims = under(&ctx, claims)?;
        let values = values(&ctx, &claims)?;
        let key = Callback::new(&ctx, "group_by", &key, 1)?;
        let keys = keys(values.into_iter(), &key)?;
        let call = call_of(&ctx);
        let mut groups = Vec::new();
        for (key, places) in grouped(&ctx, &keys)? {
            let mut chosen: Vec<ClaimIx> = places.iter().map(|at| claims.claims()[*at]).collect();
            chosen.sort_unstable();
            let items = claims.then(Step::Matching(None), call.clone(), chosen)?;
            groups.push(Dynamic::from(GroupValue {
                key,
                items: Dynamic::from(items),
            }));
        }
        Ok(List::new(Of::Groups, groups.into_iter()))
    }

    /// Returns the claims as an array, which a script can change.
    ///
    /// ```rhai
    /// incident.claims.on("attackers-killed").to_array().len()    // => 1
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn to_array(ctx: NativeCallContext, claims: &mut Selection) -> Outcome<Array> {
        values(&ctx, claims)
    }

    /// Returns the ids of the claims.
    ///
    /// ```rhai
    /// incident.claims.from("is").ids().len()    // => 2
    /// ```
    #[rhai_fn(pure)]
    pub fn ids(claims: &mut Selection) -> Array {
        let evidence = claims.evidence();
        claims
            .claims()
            .iter()
            .map(|ix| Dynamic::from(evidence.claim(*ix).id.clone()))
            .collect()
    }

    /// Returns the steps that led to the selection, in words.
    ///
    /// ```rhai
    /// incident.claims.on("guards-killed").current().steps().len()    // => 3
    /// ```
    #[rhai_fn(pure)]
    pub fn steps(claims: &mut Selection) -> Array {
        claims
            .trail()
            .iter()
            .map(|node| Dynamic::from(node.words()))
            .collect()
    }

    /// Returns the selection as text: how many claims, and their ids.
    ///
    /// ```rhai
    /// incident.claims.third().on("attackers-killed").to_string()    // => 0 claims
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn claims_text(claims: &mut Selection) -> String {
        let evidence = claims.evidence();
        let mut ids: Vec<&str> = claims
            .claims()
            .iter()
            .take(12)
            .map(|ix| evidence.claim(*ix).id.as_str())
            .collect();
        let count = match claims.claims().len() {
            0 => return "0 claims".to_owned(),
            1 => "1 claim".to_owned(),
            count => format!("{count} claims"),
        };
        if claims.claims().len() > ids.len() {
            ids.push("...");
        }
        format!("{count}: {}", ids.join(", "))
    }
}

/// Refuses a reason that says nothing.
fn said(reason: &str) -> Outcome<()> {
    if reason.trim().is_empty() {
        return Err(Fault::new("expected a reason, found an empty text")
            .hint("say why: every reader of the result will see it")
            .raise());
    }
    Ok(())
}

/// Reads the claims under the profile in use, and takes a step.
fn step(ctx: &NativeCallContext, claims: &Selection, step: Step) -> Outcome<Selection> {
    Ok(under(ctx, claims)?.step(step, call_of(ctx))?)
}

fn values(ctx: &NativeCallContext, claims: &Selection) -> Outcome<Array> {
    let claims = under(ctx, claims)?;
    Ok(claims
        .claims()
        .iter()
        .map(|ix| ClaimValue::of(&claims, *ix))
        .collect())
}

fn joined(ctx: &NativeCallContext, claims: &Selection, join: Join) -> Outcome<List> {
    let origins = under(ctx, claims)?.origins(join)?;
    let origins = origins
        .into_iter()
        .map(|o| Dynamic::from(OriginValue(std::rc::Rc::new(o))));
    Ok(List::new(Of::Origins, origins))
}

fn source_named(claims: &Selection, id: &str) -> Outcome<SourceIx> {
    let incident = claims.evidence().incident();
    match incident.find(id) {
        Some(Object::Source(source)) => Ok(source),
        _ => {
            let mut ids: Vec<&str> = incident
                .sources()
                .map(|ix| incident.source(ix).id.as_str())
                .collect();
            ids.sort_unstable();
            Err(no_such("source", id, ids.into_iter()).into())
        }
    }
}

fn kind_named(word: &str) -> Outcome<Kind> {
    Kind::named(word).ok_or_else(|| {
        no_such(
            "kind of source",
            word,
            Kind::ALL.iter().map(|kind| kind.word()),
        )
        .into()
    })
}

fn date_of(text: &str) -> Outcome<When> {
    When::parse(text).map_err(|expected| {
        Fault::new(format!("no date `{text}`"))
            .hint(format!("expected {expected}"))
            .raise()
    })
}
