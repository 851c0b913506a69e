//! Rules at work: a rule file, applied to the claims on a measure.

use std::rc::Rc;

use rhai::Dynamic;

use crate::incident::{MeasureIx, MeasureKind};
use crate::reconcile::{Estimate, Evidence, Profile};

use super::desk::Desk;
use super::failure::{Failure, Kind};
use super::host::{Host, Rule};
use super::source::{ANONYMOUS, Source};
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
    /// Where it does not compile, is no rule file, or its top level fails.
    pub fn load(host: &Host, desk: &Desk, source: Source) -> Result<Self, Failure> {
        let before = desk.profile();
        let rule = host.load_rule(source);
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
        let before = desk.profile();
        desk.set_profile(Rc::clone(&self.profile));
        let answer = self.rule.call(host, desk.claims_on(evidence, measure));
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

    /// Returns the names of the functions that scripts and inputs have defined.
    #[must_use]
    pub fn defined_functions(&self) -> Vec<String> {
        let functions = self.sources().functions().into_iter().map(|(name, _)| name);
        functions
            .filter(|name| !name.starts_with(ANONYMOUS))
            .collect()
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
    })
}
