//! Waivers: decisions that a finding does not count, each with its reason, who decided, and until
//! when it holds.
//!
//! In a casebook they stand under the key `x-waivers`, of an incident or beside the incidents, for
//! every reader of the format keeps what begins with `x-`; in a script they are comments. A waiver
//! that names ids silences the findings about all of them; one of several alike (the claims of a
//! report that have no locator) it silences id by id. The first that fits counts, those of the
//! incident before those beside it.
//!
//! A waiver that is not understood, has expired or silences nothing is a finding, which no waiver
//! silences.

mod book;
mod near;
mod settle;
mod text;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::incident::{WAIVERS, When, nearest};
use crate::script::Place;

use super::books::Books;
use super::scripts::{BROKEN, Linted};
use super::{Check, Finding, Level, Subject, Waived, check_named, checks};

pub(super) use settle::settle;

/// The key of a casebook that waivers stand under.
pub(super) const KEY: &str = WAIVERS;

/// Tells whether a key is a slip of the pen for that one.
pub(super) fn is_nearly_key(key: &str) -> bool {
    near::is_near(&key.to_lowercase(), KEY)
}

pub(super) const EXPIRED: Check = Check {
    id: "expired-waiver",
    subject: Subject::Both,
    level: Level::Error,
    about: "a decision or a waiver whose last day has passed",
    page: include_str!("../pages/expired-waiver.md"),
};
pub(super) const BAD: Check = Check {
    id: "bad-waiver",
    subject: Subject::Both,
    level: Level::Error,
    about: "a waiver that is not understood, and so silences nothing",
    page: include_str!("../pages/bad-waiver.md"),
};
pub(super) const UNUSED: Check = Check {
    id: "unused-waiver",
    subject: Subject::Both,
    level: Level::Hint,
    about: "a waiver that silences nothing",
    page: include_str!("../pages/unused-waiver.md"),
};

/// The checks of waivers themselves, in the order in which they are listed.
pub(super) const CHECKS: &[Check] = &[EXPIRED, BAD, UNUSED];

/// What a waiver covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Scope {
    /// An incident, by its number among all that are loaded.
    Incident(usize),
    /// A file, by its number among all that are checked.
    File(usize),
    /// Lines of a file, from the first to the last.
    Lines(usize, u32, u32),
}

/// A decision that findings do not count.
#[derive(Debug)]
pub(super) struct Waiver {
    check: &'static Check,
    /// The ids of what the findings are about; none is whatever they are about.
    about: Vec<String>,
    scope: Scope,
    waived: Waived,
    /// Whether its last day has passed.
    is_over: bool,
    at: Spot,
}

/// Where a waiver stands.
#[derive(Clone, Debug)]
struct Spot {
    file: Arc<str>,
    order: usize,
    line: u32,
    place: Option<Place>,
    incident: Option<String>,
}

/// The waivers of everything that is checked, and what is wrong with them.
#[derive(Debug)]
pub(super) struct Waivers {
    today: Date,
    list: Vec<Waiver>,
    wrong: Vec<Finding>,
    /// The number among all incidents of each incident, by its id.
    incidents: HashMap<String, usize>,
}

impl Waivers {
    pub(super) fn new(today: Date) -> Self {
        Self {
            today,
            list: Vec::new(),
            wrong: Vec::new(),
            incidents: HashMap::new(),
        }
    }

    /// Reads the waivers of casebooks.
    pub(super) fn read_books(&mut self, books: &Books) {
        let by_id = books.by_id().into_iter();
        self.incidents = by_id.map(|(id, at)| (id.to_owned(), at)).collect();
        book::read(books, self);
    }

    /// Reads the waivers of a script.
    pub(super) fn read_script(&mut self, script: &Linted) {
        text::read(script, self);
    }

    /// Takes a waiver in. One that has expired is a finding.
    fn take(&mut self, given: Given<'_>, about: Vec<String>, scope: Scope, at: Spot) {
        let is_over = given
            .until
            .as_ref()
            .is_some_and(|until| has_passed(until, self.today));
        let waiver = Waiver {
            check: given.check,
            about,
            scope,
            waived: Waived {
                reason: given.reason.to_owned(),
                decided_by: given.decided_by.to_owned(),
                until: given.until.as_ref().map(ToString::to_string),
            },
            is_over,
            at,
        };
        if is_over {
            let until = waiver.waived.until.as_deref().unwrap_or_default();
            let id = waiver.check.id;
            let message = format!("the waiver of `{id}` has expired: its last day was {until}");
            let decide = "it silences nothing any more: mend what it was for, or decide anew and \
                          give another `until`";
            let finding = waiver.at.finding(&EXPIRED, message, decide);
            self.wrong.push(finding.because(waiver.evidence()));
        }
        self.list.push(waiver);
    }

    /// Notes that a waiver is not understood.
    fn refuse(&mut self, at: &Spot, message: impl Into<String>, decide: impl Into<String>) {
        self.wrong.push(at.finding(&BAD, message, decide));
    }
}

impl Waiver {
    fn evidence(&self) -> impl Iterator<Item = String> {
        let Waived {
            reason, decided_by, ..
        } = &self.waived;
        [
            format!("because: {reason}"),
            format!("decided by {decided_by}"),
        ]
        .into_iter()
    }
}

impl Spot {
    fn finding(
        &self,
        check: &'static Check,
        message: impl Into<String>,
        decide: impl Into<String>,
    ) -> Finding {
        Finding {
            check,
            file: Arc::clone(&self.file),
            order: self.order,
            line: Some(self.line),
            place: self.place.clone(),
            incident: self.incident.clone(),
            about: Vec::new(),
            lines: Vec::new(),
            of: Vec::new(),
            message: message.into(),
            evidence: Vec::new(),
            decide: decide.into(),
            waived: None,
        }
    }
}

/// What a waiver says, once it is understood.
struct Given<'a> {
    check: &'static Check,
    reason: &'a str,
    decided_by: &'a str,
    until: Option<When>,
}

/// Finds the check that a waiver names.
///
/// # Errors
/// What is wrong with the name, and what to do.
fn named(id: &str, subject: Subject) -> Result<&'static Check, (String, String)> {
    let may_be_waived = |check: &&Check| check.subject == subject && check.id != BROKEN.id;
    let Some(check) = check_named(id) else {
        let known = checks().filter(may_be_waived).map(|check| check.id);
        let near = nearest(id, known).map(|near| format!("did you mean `{near}`?"));
        let decide = near.unwrap_or_else(|| "`tallybook doc check` lists every check".to_owned());
        return Err((format!("no check is called `{id}`"), decide));
    };
    match check.subject {
        _ if check.id == BROKEN.id => Err((
            format!("`{id}` cannot be waived"),
            "take the waiver out: a script has to compile before anything is found in it"
                .to_owned(),
        )),
        Subject::Both => Err((
            format!("`{id}` cannot be waived"),
            "mend the waiver that it tells of".to_owned(),
        )),
        of if of != subject => {
            let (here, there) = (subject.word(), of.word());
            Err((
                format!("`{id}` is a check of {there}, and this waiver is for {here}"),
                format!("take it out, or put it into one of the {there}"),
            ))
        }
        _ => Ok(check),
    }
}

/// Reads the last day of a decision.
fn last_day(text: &str) -> Result<When, (String, String)> {
    When::parse(text).map_err(|_| {
        (
            format!(
                "expected a last day such as `2027-01-31`, `2027-01` or `2027`, found `{text}`"
            ),
            "the last day may be left out: then it holds until somebody takes it back".to_owned(),
        )
    })
}

/// Tells whether a decision that held until a date no longer holds: the whole span of the date lies
/// before this day.
pub(super) fn has_passed(until: &When, today: Date) -> bool {
    until.last().is_some_and(|last| last < today)
}
