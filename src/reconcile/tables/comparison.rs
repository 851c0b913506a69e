//! Several rules on the same claims: a table a measure, what changes it, and a summary.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::incident::{ClaimIx, ReportIx};
use crate::reconcile::Estimate;
use crate::reconcile::comparison::{
    Answer, Asker, Comparison, Gives, Outcome, Sensitivity, Summary, Tally, Trial, Without,
};
use crate::reconcile::origin::Join;
use crate::table::{Cell, Column, Ruled, Table};

use super::derivation::{RECORD, record_cells};
use super::{listed, said, speakers};

/// The most trials that a table for people spells out.
const TRIALS: usize = 24;
/// The most characters of a reason that a table for people shows.
const LONGEST: usize = 240;

impl Comparison {
    /// Returns the answers, a rule a row, with the reading beneath.
    #[must_use]
    pub fn table(&self) -> Table {
        let incident = self.evidence.incident();
        let measure = incident.measure(self.measure);
        let title = format!(
            "{} ({}/{}) · claims {}",
            measure.label,
            incident.id,
            measure.id,
            self.evidence.on(self.measure).len()
        );
        let mut columns = vec![Column::new("rule"), Column::new("profile")];
        let numbers = ["low", "best", "high"];
        columns.extend(numbers.map(|name| Column::new(name).right()));
        columns.push(Column::new("gives"));
        let counts = ["origins used", "set aside", "waived"];
        columns.extend(counts.map(|name| Column::new(name).right()));
        let mut table = Table::new(columns).titled(title);
        for answer in &self.answers {
            let gives = answer.gives().to_string();
            let asker = [&answer.asker.rule, &answer.asker.profile];
            let mut row: Vec<Cell> = asker.map(|name| name.as_str().into()).into();
            match answer.estimate() {
                None => {
                    row.extend(numbers.map(|_| Cell::Empty));
                    row.push(gives.into());
                    row.extend(counts.map(|_| Cell::Empty));
                }
                Some(estimate) => {
                    let conclusion = estimate.conclusion();
                    row.extend([
                        conclusion.low.into(),
                        conclusion.best.into(),
                        match conclusion.high {
                            Some(high) if conclusion.high_open => format!("{high}+").into(),
                            high => high.into(),
                        },
                        gives.into(),
                        estimate.origins(Join::Origin).len().into(),
                        estimate.set_aside_claims().len().into(),
                        estimate.waived().len().into(),
                    ]);
                }
            }
            table.row(row).expect("as many cells as columns");
        }
        table.note(self.reading());
        // Beneath and not in a column: a reason is long, and often that of several rules.
        for reason in self.reasons() {
            table.note(reason);
        }
        let waived = self.set_aside_in_casebook();
        if !waived.is_empty() {
            let id = |ix: &ClaimIx| format!("`{}`", self.evidence.claim(*ix).id);
            let ids = listed(waived.iter().map(id));
            table.note(format!(
                "waived (set aside in the casebook itself): {} ({ids})",
                waived.len()
            ));
            for (ids, rules) in self.used_all_the_same() {
                table.note(format!(
                    "used although the casebook sets it aside: {ids} ({rules})"
                ));
            }
        }
        // Where nothing changes an answer there is no table that could say how much was tried.
        let without_changes = self
            .sensitivity
            .iter()
            .filter(|found| found.trials.is_empty());
        for note in without_changes.flat_map(|found| self.tried(found)) {
            table.note(note);
        }
        table
    }

    /// Returns what changes an answer when it is set aside, most first; none where nothing does or
    /// nothing was tried.
    #[must_use]
    pub fn sensitivity_table(&self) -> Option<Table> {
        let found = self.sensitivity.as_ref()?;
        if found.trials.is_empty() {
            return None;
        }
        let mut table = Ruled::new(["set aside", "who says what", "in", "answers that change"])
            .titled("What changes when one claim, or one voice, is set aside");
        for trial in found.trials.iter().take(TRIALS) {
            table.push(self.trial_row(trial));
        }
        let left = found.trials.len().saturating_sub(TRIALS);
        if left > 0 {
            table.note(format!(
                "and {left} more that change an answer: `--format json` lists them"
            ));
        }
        self.tried(found).into_iter().for_each(|note| {
            table.note(note);
        });
        Some(table.done())
    }

    fn trial_row(&self, trial: &Trial) -> [Cell; 4] {
        let incident = self.evidence.incident();
        let claims = || trial.claims.iter().map(|ix| incident.claim(*ix));
        let pages: Vec<ReportIx> = once_each(claims().map(|claim| claim.report)).collect();
        let (what, who) = match trial.without {
            Without::Claim(ix) => {
                let claim = incident.claim(ix);
                (claim.id.clone(), speakers(&self.evidence, claim))
            }
            Without::Voice(voice) => {
                let (count, id) = (trial.claims.len(), voice.id(incident));
                (format!("all {count} of `{id}`"), id.to_owned())
            }
        };
        let says: Vec<String> = once_each(claims().map(said)).collect();
        let pages = match pages[..] {
            [one] => incident.report(one).id.clone(),
            _ => format!("{} pages", pages.len()),
        };
        // Answers that go the same way are told together.
        let mut changes: Vec<(String, Vec<String>)> = Vec::new();
        for change in &trial.changes {
            let from = self.answers[change.answer].outcome.brief();
            let way = format!("{from} → {}", change.to.brief());
            let called = self.called(change.answer);
            match changes.iter_mut().find(|(known, _)| *known == way) {
                Some((_, rules)) => rules.push(called),
                None => changes.push((way, vec![called])),
            }
        }
        let changes = changes.into_iter();
        let changes = changes.map(|(way, rules)| format!("{}: {way}", rules.join(", ")));
        [
            what.into(),
            format!("{who}: {}", listed(says.into_iter())).into(),
            pages.into(),
            listed(changes.collect::<Vec<_>>().into_iter()).into(),
        ]
    }

    /// The claims that rules use although the casebook sets them aside, and which rules those are.
    fn used_all_the_same(&self) -> Vec<(String, String)> {
        let mut used: Vec<(Vec<ClaimIx>, Vec<String>)> = Vec::new();
        for (at, answer) in self.answers.iter().enumerate() {
            let back = answer.estimate().map_or(vec![], Estimate::brought_back);
            if back.is_empty() {
                continue;
            }
            let called = self.called(at);
            match used.iter_mut().find(|(known, _)| *known == back) {
                Some((_, rules)) => rules.push(called),
                None => used.push((back, vec![called])),
            }
        }
        let id = |ix: &ClaimIx| format!("`{}`", self.evidence.claim(*ix).id);
        used.into_iter()
            .map(|(claims, rules)| (listed(claims.iter().map(id)), rules.join(", ")))
            .collect()
    }

    /// Why rules give no answer, the rules that say the same together.
    fn reasons(&self) -> Vec<String> {
        let mut reasons: Vec<(Gives, String, Vec<String>)> = Vec::new();
        let mut known: HashMap<(Gives, String), usize> = HashMap::new();
        for (at, answer) in self.answers.iter().enumerate() {
            let Some(reason) = reason(&answer.outcome) else {
                continue;
            };
            let key = (answer.gives(), reason.clone());
            let at_reason = *known.entry(key).or_insert_with(|| {
                reasons.push((answer.gives(), reason, Vec::new()));
                reasons.len() - 1
            });
            reasons[at_reason].2.push(self.called(at));
        }
        let reasons = reasons.into_iter();
        reasons
            .map(|(how, reason, rules)| format!("{how} ({}): {reason}", rules.join(", ")))
            .collect()
    }

    /// An answer by its rule, with the profile where the rule stands there under several.
    fn called(&self, at: usize) -> String {
        let asker = &self.answers[at].asker;
        let alike = self.answers.iter().filter(|a| a.asker.rule == asker.rule);
        match alike.count() {
            1 => asker.rule.clone(),
            _ => format!("{} ({})", asker.rule, asker.profile),
        }
    }

    /// How much was tried, and what was left out.
    fn tried(&self, found: &Sensitivity) -> Vec<String> {
        let is_claim = |trial: &&Trial| matches!(trial.without, Without::Claim(_));
        let changing = found.trials.iter().filter(is_claim).count();
        let mut tried = format!(
            "set aside one at a time: claims {} of {} (changing what a rule gives, or a bound: {changing})",
            found.claims_tried, found.claims
        );
        if found.voices > 0 {
            tried += &format!(
                "; voices with several claims, each as a whole, {} of {} (changing what none \
                 of their claims changes alone: {})",
                found.voices_tried,
                found.voices,
                found.trials.len() - changing
            );
        }
        let mut notes = vec![tried];
        if found.claims_tried < found.claims || found.voices_tried < found.voices {
            let advice = match found.is_short_for_all {
                true => "`--measure`, or fewer rules, try more",
                false => "fewer rules try more",
            };
            notes.push(format!(
                "the rest was left out, since it is much work: {advice}"
            ));
        }
        if !found.given_up.is_empty() {
            let rules = found.given_up.iter().map(|at| self.called(*at));
            let rules = listed(rules.collect::<Vec<_>>().into_iter());
            notes.push(format!(
                "not tried to the end, since a limit stopped it: {rules}"
            ));
        }
        notes
    }
}

/// Each item where it first comes.
fn once_each<T: Clone + Eq + Hash>(items: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    let mut seen = HashSet::new();
    items.filter(move |item| seen.insert(item.clone()))
}

/// Why there is no answer, cut where a script said very much.
fn reason(outcome: &Outcome) -> Option<String> {
    let reason = match outcome {
        Outcome::Failed(message) => message,
        Outcome::Estimate(estimate) => estimate.conclusion().unresolved.as_ref()?,
    };
    Some(match reason.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &reason[..cut]),
        None => reason.clone(),
    })
}

/// Returns comparisons as records for other programs: an answer a row, what it gives and why it
/// failed behind it.
#[must_use]
pub fn comparison_records<'a>(comparisons: impl IntoIterator<Item = &'a Comparison>) -> Table {
    let columns = RECORD.iter().copied().chain(["gives", "failed"]);
    let mut table = Table::new(columns);
    for comparison in comparisons {
        for answer in &comparison.answers {
            let row = comparison.record_row(answer);
            table.row(row).expect("as many cells as columns");
        }
    }
    table
}

impl Comparison {
    fn record_row(&self, answer: &Answer) -> Vec<Cell> {
        let Asker { rule, profile } = &answer.asker;
        let (mut row, failed) = match &answer.outcome {
            Outcome::Estimate(estimate) => (record_cells(rule, estimate).to_vec(), None),
            Outcome::Failed(message) => {
                let incident = self.evidence.incident();
                let measure = incident.measure(self.measure).id.as_str();
                let known = [incident.id.as_str(), measure, rule, profile];
                let mut cells: Vec<Cell> = known.into_iter().map(Cell::from).collect();
                cells.resize(RECORD.len(), Cell::Empty);
                (cells, Some(message.as_str()))
            }
        };
        row.push(Gives::of(&answer.outcome).to_string().into());
        row.push(failed.into());
        row
    }
}

impl Summary {
    /// Returns the summary, a rule a row; what its columns mean stands beneath.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut columns = vec![Column::new("rule"), Column::new("profile")];
        let failed = self.tallies.iter().any(|tally| tally.failed > 0);
        let mut names = vec![
            "resolved",
            "one figure",
            "lowest",
            "highest",
            "mean distance",
            "waived",
        ];
        if failed {
            names.push("failed");
        }
        columns.extend(names.into_iter().map(|name| Column::new(name).right()));
        let title = format!("Over all measures: {}", self.measures);
        let mut table = Table::new(columns).titled(title);
        for tally in &self.tallies {
            let mut row = summary_row(tally).to_vec();
            if failed {
                row.push(tally.failed.into());
            }
            table.row(row).expect("as many cells as columns");
        }
        table.note(format!(
            "two rules or more give one figure for {} of {} measures; they agree on {} of these",
            self.compared, self.measures, self.agreed
        ));
        if let Some(widest) = &self.widest {
            let times = match widest.ratio() {
                Some(ratio) => format!("{ratio:.1} times as many"),
                None => "no ratio, since the least is not above 0".to_owned(),
            };
            table.note(format!(
                "farthest apart: {}/{}, from {} to {} ({times})",
                widest.incident, widest.measure, widest.least, widest.most
            ));
        }
        table.note(
            "resolved: it gives a figure or an interval; one figure: its best, or both ends alike; \
             lowest and highest: where such figures differ, ties for each",
        );
        if self.waived > 0 {
            table.note(format!(
                "waived: how many claims the rule leaves out that the casebooks themselves set \
                 aside, of {} in all",
                self.waived
            ));
        }
        table.note(
            "mean distance: of its figures from the median of the rules' figures on the same \
             measure, in what is counted, over measures where another rule gives one as well",
        );
        table
    }

    /// Returns the summary as records for other programs.
    #[must_use]
    pub fn record_table(&self) -> Table {
        let mut table = Ruled::new([
            "rule",
            "profile",
            "measures",
            "resolved",
            "failed",
            "figures",
            "lowest",
            "highest",
            "compared",
            "mean_distance",
            "waived",
        ]);
        for tally in &self.tallies {
            table.push([
                tally.asker.rule.as_str().into(),
                tally.asker.profile.as_str().into(),
                tally.measures.into(),
                tally.resolved.into(),
                tally.failed.into(),
                tally.figures.into(),
                tally.lowest.into(),
                tally.highest.into(),
                tally.compared.into(),
                tally.mean_distance().map_or(Cell::Empty, Cell::Decimal),
                tally.waived.into(),
            ]);
        }
        table.done()
    }
}

fn summary_row(tally: &Tally) -> [Cell; 8] {
    [
        tally.asker.rule.as_str().into(),
        tally.asker.profile.as_str().into(),
        tally.resolved.into(),
        tally.figures.into(),
        tally.lowest.into(),
        tally.highest.into(),
        tally.mean_distance().map_or(Cell::Empty, Cell::Decimal),
        tally.waived.into(),
    ]
}
