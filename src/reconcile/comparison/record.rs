//! A comparison as JSON writes it: what the design fixes, and more keys beside.

use serde::Serialize;

use crate::incident::ClaimIx;
use crate::reconcile::estimate::EstimateRecord;

use super::{Asker, Comparison, Gives, Outcome, Trial, Without};

/// A comparison in the form of the JSON contract: `incident`, `measure` and `estimates`. Beside
/// them `failed` (rules that gave none), `groups`, `reading`, the claims that the casebook sets
/// aside, and the sensitivity, which is null where it was not tried.
#[derive(Debug, Serialize)]
pub struct ComparisonRecord<'a> {
    incident: &'a str,
    measure: &'a str,
    estimates: Vec<EstimateRecord<'a>>,
    failed: Vec<FailedRecord<'a>>,
    groups: Vec<GroupRecord<'a>>,
    reading: String,
    set_aside_in_casebook: Vec<&'a str>,
    sensitivity: Option<SensitivityRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct FailedRecord<'a> {
    rule: &'a str,
    profile: &'a str,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct GroupRecord<'a> {
    gives: String,
    answers: Vec<AskerRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct AskerRecord<'a> {
    rule: &'a str,
    profile: &'a str,
}

#[derive(Debug, Serialize)]
struct SensitivityRecord<'a> {
    claims: usize,
    claims_tried: usize,
    voices: usize,
    voices_tried: usize,
    given_up: Vec<AskerRecord<'a>>,
    changes: Vec<TrialRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct TrialRecord<'a> {
    /// The id of the claim, or null where a voice was set aside.
    claim: Option<&'a str>,
    /// The id of the voice, or null where a claim was set aside.
    voice: Option<&'a str>,
    set_aside: Vec<&'a str>,
    answers: Vec<ChangeRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct ChangeRecord<'a> {
    rule: &'a str,
    profile: &'a str,
    from: AnswerRecord<'a>,
    to: AnswerRecord<'a>,
}

/// An answer: how the tables write it, and its parts.
#[derive(Debug, Serialize)]
struct AnswerRecord<'a> {
    text: String,
    low: Option<i64>,
    best: Option<i64>,
    high: Option<i64>,
    high_open: bool,
    unresolved: Option<&'a str>,
    failed: Option<&'a str>,
}

impl Asker {
    fn record(&self) -> AskerRecord<'_> {
        AskerRecord {
            rule: &self.rule,
            profile: &self.profile,
        }
    }
}

impl Outcome {
    /// The answer in a few words; the reason of an unresolved one stands elsewhere.
    pub(crate) fn brief(&self) -> String {
        match (Gives::of(self), self) {
            (Gives::Unresolved, _) | (_, Self::Failed(_)) => Gives::of(self).to_string(),
            // An interval of one figure is that figure, as under `gives`.
            (Gives::Figure(figure), Self::Estimate(estimate))
                if estimate.conclusion().best.is_none() =>
            {
                figure.to_string()
            }
            (_, Self::Estimate(estimate)) => estimate.to_string(),
        }
    }

    fn record(&self) -> AnswerRecord<'_> {
        let (conclusion, failed) = match self {
            Self::Estimate(estimate) => (Some(estimate.conclusion()), None),
            Self::Failed(message) => (None, Some(message.as_str())),
        };
        AnswerRecord {
            text: self.brief(),
            low: conclusion.and_then(|c| c.low),
            best: conclusion.and_then(|c| c.best),
            high: conclusion.and_then(|c| c.high),
            high_open: conclusion.is_some_and(|c| c.high_open),
            unresolved: conclusion.and_then(|c| c.unresolved.as_deref()),
            failed,
        }
    }
}

impl Comparison {
    /// Returns the comparison in the form that JSON writes.
    #[must_use]
    pub fn record(&self) -> ComparisonRecord<'_> {
        let incident = self.evidence.incident();
        let answers = self.answers.iter();
        let asker = |at: &usize| self.answers[*at].asker.record();
        ComparisonRecord {
            incident: &incident.id,
            measure: &incident.measure(self.measure).id,
            estimates: answers
                .clone()
                .filter_map(|answer| Some(answer.estimate()?.record(&answer.asker.rule)))
                .collect(),
            failed: answers
                .filter_map(|answer| match &answer.outcome {
                    Outcome::Estimate(_) => None,
                    Outcome::Failed(message) => Some(FailedRecord {
                        rule: &answer.asker.rule,
                        profile: &answer.asker.profile,
                        message,
                    }),
                })
                .collect(),
            groups: self
                .groups()
                .iter()
                .map(|group| GroupRecord {
                    gives: group.gives.to_string(),
                    answers: group.answers.iter().map(asker).collect(),
                })
                .collect(),
            reading: self.reading(),
            set_aside_in_casebook: self.ids(&self.set_aside_in_casebook()),
            sensitivity: self.sensitivity.as_ref().map(|found| SensitivityRecord {
                claims: found.claims,
                claims_tried: found.claims_tried,
                voices: found.voices,
                voices_tried: found.voices_tried,
                given_up: found.given_up.iter().map(asker).collect(),
                changes: found.trials.iter().map(|trial| self.trial(trial)).collect(),
            }),
        }
    }

    fn ids(&self, claims: &[ClaimIx]) -> Vec<&str> {
        let id = |ix: &ClaimIx| self.evidence.claim(*ix).id.as_str();
        claims.iter().map(id).collect()
    }

    fn trial<'a>(&'a self, trial: &'a Trial) -> TrialRecord<'a> {
        let incident = self.evidence.incident();
        let (claim, voice) = match trial.without {
            Without::Claim(ix) => (Some(incident.claim(ix).id.as_str()), None),
            Without::Voice(voice) => (None, Some(voice.id(incident))),
        };
        let changes = trial.changes.iter();
        TrialRecord {
            claim,
            voice,
            set_aside: self.ids(&trial.claims),
            answers: changes
                .map(|change| {
                    let answer = &self.answers[change.answer];
                    ChangeRecord {
                        rule: &answer.asker.rule,
                        profile: &answer.asker.profile,
                        from: answer.outcome.record(),
                        to: change.to.record(),
                    }
                })
                .collect(),
        }
    }
}
