//! The people who are named: no fewer than they can have been counted.
//!
//! Sources: Airwars sets the minimum of an incident to the number of victims named (its assessment
//! ISPT0004); Iraq Body Count keeps a list of persons beside its counts, matched name by name, and
//! asks for two independent data sources (its methods, sections 1, 3 and 4).

use super::{Call, Conclusion, Estimate, Refusal, Selection};
use crate::reconcile::{Evidence, Named, Names};

/// How many names a note tells.
const TOLD: usize = 12;

impl Selection {
    /// Returns those whom the claims name, with the claims that carry them. Currency expires no
    /// name; a claim that is set aside, retracted or corrected carries none.
    ///
    /// # Errors
    /// Where the claims are not on one measure.
    pub fn names(&self) -> Result<(Self, Names), Refusal> {
        let measure = self.measure()?;
        let currency = self.currency(measure);
        let all = self.reads_all();
        let carrying = self.carrying_names(|ix| all || currency.status(ix).carries_names())?;
        // Claims that name nobody bear nothing here, so that none is said to be used that is not.
        let carrying = carrying.naming()?;
        let claims = carrying.claims().iter().copied();
        let names = Names::carried(carrying.evidence(), measure, claims);
        Ok((carrying, names))
    }

    /// Concludes on the distinct identified people whom the claims name: low only.
    ///
    /// # Errors
    /// Where the claims are not counts on one measure.
    pub fn named_floor(&self, call: Option<Call>) -> Result<Estimate, Refusal> {
        self.count_measure()?;
        let (carrying, names) = self.names()?;
        let mut conclusion = match names.low {
            0 => nobody(),
            low => Conclusion {
                low: Some(counted(low)),
                ..Conclusion::default()
            },
        };
        if names.high > names.low {
            conclusion.notes.push(format!(
                "{} to {} distinct people: some may be one another",
                names.low, names.high
            ));
        }
        conclusion.notes.extend(beside(&names));
        Estimate::new(&carrying, "named_floor()", call, conclusion)
    }

    /// Concludes on the distinct identified people whom at least `need` independent origins name,
    /// up to all who are named at all; the high end is open, since a list of names is not a total.
    ///
    /// # Errors
    /// Where `need` is below 1 or the claims are not counts on one measure.
    pub fn named_by(&self, need: i64, call: Option<Call>) -> Result<Estimate, Refusal> {
        let Some(enough) = usize::try_from(need).ok().filter(|need| *need > 0) else {
            return Err(Refusal::new(
                format!("expected a number of independent origins from 1, found {need}"),
                "`named_by(2)` asks for two",
            ));
        };
        self.count_measure()?;
        let (carrying, names) = self.names()?;
        let conclusion = named_by(carrying.evidence(), &names, enough);
        Estimate::new(&carrying, &format!("named_by({need})"), call, conclusion)
    }
}

fn named_by(evidence: &Evidence, names: &Names, need: usize) -> Conclusion {
    if names.high == 0 {
        let mut conclusion = nobody();
        conclusion.notes.extend(beside(names));
        return conclusion;
    }
    let (reached, rest, low) = names.by_origins(evidence, need);
    let asked = match need {
        1 => "1 independent origin".to_owned(),
        need => format!("at least {need} independent origins"),
    };
    let fewer = if need == 2 { "one alone" } else { "fewer" };
    let mut conclusion = if low == 0 {
        Conclusion::unresolved(format!("nobody is named by {asked}"))
    } else {
        Conclusion {
            low: Some(counted(low)),
            high: Some(counted(names.high)),
            high_open: true,
            ..Conclusion::default()
        }
    };
    if low > 0 {
        let (people, are) = match reached.len() {
            1 => ("person", "is"),
            _ => ("people", "are"),
        };
        let how_many = match reached.len() {
            count if count > low => format!("{low} to {count}"),
            count => count.to_string(),
        };
        conclusion.notes.push(format!(
            "{how_many} {people} {are} named by {asked}: {}",
            told(evidence, &reached)
        ));
    }
    if !rest.is_empty() {
        let more = if low > 0 { " more" } else { "" };
        conclusion.notes.push(format!(
            "{}{more} by {fewer}: {}",
            rest.len(),
            told(evidence, &rest)
        ));
    }
    if names.high > names.low {
        conclusion
            .notes
            .push("some of those named may be one another".to_owned());
    }
    conclusion.notes.extend(beside(names));
    conclusion
}

fn nobody() -> Conclusion {
    Conclusion::unresolved("no claim here names an identified person")
}

fn beside(names: &Names) -> Option<String> {
    (names.unidentified > 0).then(|| format!("{} unidentified beside them", names.unidentified))
}

/// The names of some people, the first few where they are many.
fn told(evidence: &Evidence, people: &[&Named]) -> String {
    let incident = evidence.incident();
    let first = people.iter().take(TOLD);
    let names: Vec<&str> = first
        .map(|named| incident.person(named.person).label())
        .collect();
    let more = people.len().saturating_sub(TOLD);
    match more {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

fn counted(people: usize) -> i64 {
    i64::try_from(people).unwrap_or(i64::MAX)
}
