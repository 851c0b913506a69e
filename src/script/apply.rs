//! Rules at work: a rule file, applied to the claims on a measure.

use std::rc::Rc;

use rhai::{Dynamic, FuncInfo};

use crate::incident::{MeasureIx, MeasureKind};
use crate::reconcile::{Estimate, Evidence, Profile, Selection};

use super::builtins::values::List;
use super::desk::Desk;
use super::failure::{Failure, Kind};
use super::host::{Host, Rule};
use super::source::{ANONYMOUS, Script};
use super::types::type_of;

/// A rule that is ready to be applied, with the profile that its top level picked.
#[derive(Clone)]
pub struct Applied {
    rule: Rule,
    profile: Rc<Profile>,
}

impl Applied {
    /// Loads a rule. Whatever profile its top level picks holds for this rule alone.
    ///
    /// # Errors
    /// Where it is no rule file, or its top level fails.
    pub fn load(host: &Host, desk: &Desk, script: Script) -> Result<Self, Failure> {
        let before = desk.profile();
        let rule = host.load_compiled(script);
        let profile = desk.profile();
        desk.set_profile(before);
        Ok(Self {
            rule: rule?,
            profile,
        })
    }

    /// Returns the rule.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Returns the profile that the rule is applied under: its own, where its top level picks one.
    #[must_use]
    pub fn profile(&self) -> &Rc<Profile> {
        &self.profile
    }

    /// Returns what results call the rule: the name of its file, without folder and ending.
    #[must_use]
    pub fn name(&self) -> &str {
        let source = self.rule.script().source().name();
        let file = source.rsplit(['/', '\\']).next().unwrap_or(source);
        file.strip_suffix(".rhai").unwrap_or(file)
    }

    /// Applies the rule to every claim on a measure.
    ///
    /// # Errors
    /// Whatever stopped the rule, and where it answers with something that is no estimate.
    pub fn to(
        &self,
        host: &Host,
        desk: &Desk,
        evidence: &Rc<Evidence>,
        measure: MeasureIx,
    ) -> Result<Estimate, Failure> {
        let claims = Selection::on(evidence, &self.profile, measure);
        self.to_claims(host, desk, claims)
    }

    /// Applies the rule to claims, such as those on a measure less a few. They are to be read under
    /// the profile of the rule.
    ///
    /// # Errors
    /// As [`Applied::to`].
    pub fn to_claims(
        &self,
        host: &Host,
        desk: &Desk,
        claims: Selection,
    ) -> Result<Estimate, Failure> {
        let before = desk.profile();
        desk.set_profile(Rc::clone(&self.profile));
        let answer = self.rule.call(host, Dynamic::from(claims));
        desk.set_profile(before);
        estimate(host, answer?, self.rule.script().source().name())
    }
}

/// Returns the measures of an incident that a rule is applied to: those that count.
pub fn count_measures(evidence: &Evidence) -> impl Iterator<Item = MeasureIx> + '_ {
    let measures = &evidence.incident().measures;
    let counts = measures
        .iter()
        .enumerate()
        .filter(|(_, of)| of.kind == MeasureKind::Count);
    counts.map(|(at, _)| MeasureIx::new(at))
}

impl Host {
    /// Returns what the type of a value is called.
    #[must_use]
    pub fn type_of(&self, value: &Dynamic) -> String {
        type_of(self.engine(), value)
    }

    /// Returns what the type of the members of a list or an array is called, by its first.
    #[must_use]
    pub fn type_of_members(&self, value: &Dynamic) -> Option<String> {
        let first = match value.read_lock::<List>() {
            Some(list) => list.items.first().cloned(),
            None => value.as_array_ref().ok()?.first().cloned(),
        };
        first.map(|first| self.type_of(&first))
    }

    /// Returns the names of the functions that earlier inputs have defined, and those of modules
    /// that they have imported: `alias::name`.
    #[must_use]
    pub fn defined_functions(&self) -> Vec<String> {
        let named = |info: FuncInfo| {
            let name = info.metadata.name.as_str();
            let own = info.script.is_some() && !name.starts_with(ANONYMOUS);
            own.then(|| match info.namespace.as_str() {
                "" => name.to_owned(),
                alias => format!("{alias}::{name}"),
            })
        };
        self.engine().collect_fn_metadata(None, named, false)
    }
}

fn estimate(host: &Host, answer: Dynamic, rule: &str) -> Result<Estimate, Failure> {
    let found = host.type_of(&answer);
    answer.try_cast::<Estimate>().ok_or_else(|| {
        Failure::new(
            Kind::Fault,
            format!("expected an estimate from `rule` of `{rule}`, found {found}"),
        )
        .hint("end the rule with what a method gives, without a semicolon: `claims.range()`")
        .hint("where there is no answer, say why: `claims.unresolved(\"too few origins\")`")
    })
}
