//! What may be one: speakers that may be one body, people who may be one person. Suspicions come
//! with their evidence, and nothing is joined by itself: whoever codes the casebook decides, and
//! [`link`](self::link()) writes down what was decided and why.
//!
//! Names are compared in one alphabet and one spelling. Of sources, what they say is compared as
//! well: one body says the same of the same. Those that are linked already, by whatever path, are
//! not suspected again; nor are those of whom nobody knows who they are (unnamed sources, and
//! whoever is known through `heard_by` only), since two of them with one name are no one body.
//!
//! A body that stands twice in a casebook, under two names, is best coded once. The link that
//! counts it right in the meantime is `voice_of`: it makes one independent origin of the two,
//! which `part_of` does not.
//!
//! Invariant: nothing is compared with everything. Only those that share a key are, and where many
//! share one, only the first of them.

mod blocks;
mod bodies;
mod body_name;
mod body_pair;
mod decision;
mod figures;
mod letters;
mod people;
mod person_name;
mod person_pair;
mod said;
mod shell;
mod table;
#[cfg(test)]
mod tests;
mod vocabulary;
mod voice;
mod write;

use std::rc::Rc;

use crate::reconcile::{Evidence, Profile};

pub use self::decision::{Decision, LinkKind};
pub use self::shell::shell_quoted;
pub use self::table::{SuspicionRecord, suspicion_rows, suspicion_tables};
pub use self::write::{Both, Refusal, Written, find_both, link};

/// What may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sameness {
    /// Two sources may be one body, or one of them speak for the other.
    Body,
    /// Two people may be one.
    Person,
}

impl Sameness {
    /// Returns the id of the finding.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Body => "one-body",
            Self::Person => "one-person",
        }
    }
}

/// How much speaks for a suspicion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// The names say so, and nothing speaks against it.
    Strong,
    /// Something says so, and no more.
    Weak,
}

impl Strength {
    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Weak => "weak",
        }
    }
}

/// A source or a person that may be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// The id.
    pub id: String,
    /// What to type for it: the id, with its incident where that has to be said.
    pub typed: String,
    /// The name.
    pub name: String,
}

/// Two that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// What they may be.
    pub what: Sameness,
    /// The incident that they are in; of what a casebook shares, its first.
    pub incident: String,
    /// How much speaks for it.
    pub strength: Strength,
    /// The one that would get the link.
    pub one: Suspect,
    /// The one that the link would point at.
    pub other: Suspect,
    /// The link that would say so; none where no link would be right.
    pub link: Option<LinkKind>,
    /// What speaks for it and, after `but`, what speaks against it, in plain words. May quote the
    /// casebook.
    pub evidence: Vec<String>,
    /// Why, in few words that quote nothing.
    pub reason: String,
    /// Whether figures speak against it, and none for it.
    pub is_contradicted: bool,
}

impl Suspicion {
    /// Returns the decision that would settle it; none where no link would be right.
    #[must_use]
    pub fn decision(&self) -> Option<Decision> {
        self.link.map(|kind| Decision {
            one: self.one.typed.clone(),
            kind,
            other: self.other.typed.clone(),
            reason: self.reason.clone(),
        })
    }

    /// Returns what to do to decide it: the exact text to type, quoted for a shell, or advice.
    #[must_use]
    pub fn decide(&self) -> String {
        match self.decision() {
            // An id may be a stranger's, and what is typed goes through a shell.
            Some(decision) => format!("--link={}", shell_quoted(&decision.to_string())),
            None => format!("by hand: {}", self.reason),
        }
    }
}

/// Everything that may be one in some incidents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suspicions {
    /// The suspicions: of each catalog in order the bodies, then the people of each incident; the
    /// strong before the weak.
    pub list: Vec<Suspicion>,
    /// What was left out, since too many bear one name: a sentence each.
    pub left_out: Vec<String>,
    /// How many pairs were compared.
    pub compared: usize,
    /// How often a figure was looked at to compare them.
    pub looks: usize,
}

/// Looks for speakers that may be one body and for people who may be one, in incidents that were
/// loaded together.
#[must_use]
pub fn suspicions(incidents: &[Rc<Evidence>], profile: &Rc<Profile>) -> Suspicions {
    let mut found = Suspicions::default();
    let is_alone = incidents.len() < 2;
    for group in
        incidents.chunk_by(|one, next| Rc::ptr_eq(&one.incident().shared, &next.incident().shared))
    {
        bodies::look(group, profile, &mut found);
        for evidence in group {
            people::look(evidence, &mut found);
        }
    }
    for Suspicion { one, other, .. } in &mut found.list {
        if is_alone {
            one.typed.clone_from(&one.id);
        }
        // The other is looked for in the incident of the one.
        if is_alone || one.typed != one.id {
            other.typed.clone_from(&other.id);
        }
    }
    found
}
