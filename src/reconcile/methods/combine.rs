//! Estimates made of estimates.

use super::{Call, Conclusion, Estimate, Refusal, ends_in_words};

/// One of the three ends that [`Estimate::between`] is given.
#[derive(Clone, Debug)]
pub enum Bound {
    /// A number.
    Number(i64),
    /// Not known.
    Unknown,
    /// The fitting end of an estimate: its low for the low end, its best, its high.
    Of(Estimate),
}

impl Estimate {
    /// Puts a best between a low and a high.
    ///
    /// # Errors
    /// Where they are not in order, or where none of the three is an estimate: a figure without
    /// claims cannot say why.
    pub fn between(
        low: &Bound,
        best: &Bound,
        high: &Bound,
        call: Option<Call>,
    ) -> Result<Self, Refusal> {
        let estimates: Vec<&Self> = [low, best, high]
            .into_iter()
            .filter_map(|bound| match bound {
                Bound::Of(estimate) => Some(estimate),
                Bound::Number(_) | Bound::Unknown => None,
            })
            .collect();
        let Some((first, others)) = estimates.split_first() else {
            return Err(Refusal::new(
                "expected at least one estimate among low, best and high, found none",
                "a figure without claims cannot say why: take it from `claims`, with a method",
            ));
        };
        let end = |bound: &Bound, of: fn(&Conclusion) -> Option<i64>| match bound {
            Bound::Number(n) => Some(*n),
            Bound::Unknown => None,
            Bound::Of(estimate) => of(estimate.conclusion()),
        };
        let low_end = end(low, |c| c.low.or(c.best));
        let best_end = end(best, |c| c.best);
        let high_end = end(high, |c| c.high.or(c.best));
        let known: Vec<i64> = [low_end, best_end, high_end]
            .into_iter()
            .flatten()
            .collect();
        if !known.is_sorted() {
            let found = ends_in_words([low_end, best_end, high_end]);
            return Err(Refusal::new(
                format!("expected low, best and high in this order, found {found}"),
                "low is never above best, nor best above high",
            ));
        }
        let high_open = match high {
            Bound::Of(estimate) => estimate.conclusion().high_open,
            Bound::Number(_) | Bound::Unknown => false,
        };
        let conclusion = if known.is_empty() {
            let reasons = estimates
                .iter()
                .find_map(|e| e.conclusion().unresolved.clone());
            Conclusion::unresolved(reasons.unwrap_or_else(|| "nothing is known".to_owned()))
        } else {
            Conclusion {
                low: low_end,
                best: best_end,
                high: high_end,
                high_open,
                ..Conclusion::default()
            }
        };
        first.combine(others, "best_between(..)", call, conclusion)
    }

    /// Takes another estimate where this one is unresolved.
    ///
    /// # Errors
    /// Where the derivation would have too many steps.
    pub fn or_else(&self, other: &Self, call: Option<Call>) -> Result<Self, Refusal> {
        match &self.conclusion().unresolved {
            None => Ok(self.clone()),
            Some(reason) => {
                let notes = vec![format!("unresolved before: {reason}")];
                let conclusion = Conclusion {
                    notes,
                    ..other.conclusion().clone()
                };
                other.combine(&[self], "or_else(..)", call, conclusion)
            }
        }
    }

    /// Raises the low end to that of another estimate, and the best if it was lower. Nothing
    /// changes where the other has no low end.
    ///
    /// # Errors
    /// Where the derivation would have too many steps.
    pub fn at_least(&self, other: &Self, call: Option<Call>) -> Result<Self, Refusal> {
        let mut conclusion = Conclusion {
            notes: Vec::new(),
            ..self.conclusion().clone()
        };
        let floor = other.conclusion().low.or(other.conclusion().best);
        match floor {
            None => conclusion
                .notes
                .push(format!("no floor to raise it to: {other}")),
            Some(floor) => {
                conclusion.unresolved = None;
                conclusion.low = Some(conclusion.low.map_or(floor, |low| low.max(floor)));
                conclusion.best = conclusion.best.map(|best| best.max(floor));
                if let Some(high) = conclusion.high.filter(|high| *high < floor) {
                    conclusion
                        .notes
                        .push(format!("the high end, {high}, is below {floor}"));
                }
            }
        }
        self.combine(&[other], "at_least(..)", call, conclusion)
    }

    /// Adds two estimates, end by end. What is unknown in one is unknown in the sum.
    ///
    /// # Errors
    /// Where the derivation would have too many steps.
    pub fn plus(&self, other: &Self, call: Option<Call>) -> Result<Self, Refusal> {
        let (one, two) = (self.conclusion(), other.conclusion());
        let add = |a: Option<i64>, b: Option<i64>| a.zip(b).map(|(a, b)| a.saturating_add(b));
        let conclusion = match one.unresolved.as_ref().or(two.unresolved.as_ref()) {
            Some(reason) => Conclusion::unresolved(reason.clone()),
            None => Conclusion {
                low: add(one.low, two.low),
                best: add(one.best, two.best),
                high: add(one.high, two.high),
                high_open: one.high_open || two.high_open,
                ..Conclusion::default()
            },
        };
        self.combine(&[other], "plus(..)", call, conclusion)
    }

    /// Adds a note to the derivation.
    ///
    /// # Errors
    /// Where the derivation would have too many steps.
    pub fn noted(&self, note: &str, call: Option<Call>) -> Result<Self, Refusal> {
        let notes = vec![note.to_owned()];
        let conclusion = Conclusion {
            notes,
            ..self.conclusion().clone()
        };
        self.combine(&[], "note(..)", call, conclusion)
    }
}
