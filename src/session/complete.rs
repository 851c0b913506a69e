//! What could be typed next: names, properties and ids. Nothing is run to tell.

use std::collections::BTreeSet;
use std::ptr;

use crate::incident::{Catalog, Kind, Object};
use crate::reconcile::Profile;
use crate::script::{EntryKind, STANDARD, shelf_names};

use super::Session;
use super::chapters::Chapter;
use super::help::pages_of_checks;
use super::infer::Inferred;
use super::last::{End, LAST_INSIDE, end, is_word, only_code};

/// What could stand in place of the word before the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where that word begins, in bytes.
    pub start: usize,
    /// What could stand there, in order.
    pub candidates: Vec<String>,
}

/// What kind of word fits a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The id of an incident.
    Incident,
    /// The id of a measure.
    Measure,
    /// The id of a source.
    Source,
    /// The id of a report.
    Report,
    /// The id of a claim.
    Claim,
    /// The id of a person.
    Person,
    /// The id of a party.
    Party,
    /// The id of anything.
    Any,
    /// A kind of source.
    Kind,
    /// The name of a profile.
    Profile,
    /// The name of a rule that comes with the program.
    Rule,
    /// The same as it is imported.
    Import,
    /// A way to join origins.
    Join,
    /// A date to go by.
    Date,
    /// A name that the manual explains.
    Name,
}

const KEYWORDS: [&str; 24] = [
    "as", "break", "catch", "const", "continue", "do", "else", "export", "false", "fn", "for",
    "global", "if", "import", "in", "let", "loop", "return", "switch", "throw", "true", "try",
    "until", "while",
];

impl Session {
    /// Returns what could be typed at a place of a line, in bytes.
    ///
    /// Inside quotes those are the ids that fit the call around them; after a point what the value
    /// before it has, where that can be told without running anything, or else every property and
    /// method; elsewhere variables and functions.
    #[must_use]
    pub fn complete(&self, line: &str, at: usize) -> Completion {
        let Some(typed) = line.get(..at) else {
            return Completion::default();
        };
        match end(typed) {
            End::Elsewhere => Completion::default(),
            End::Quotes(start) => Completion {
                start,
                candidates: self.words(wanted(&typed[..start - 1]), &typed[start..]),
            },
            End::Code => self.complete_code(typed),
        }
    }

    fn complete_code(&self, typed: &str) -> Completion {
        let start = typed.trim_end_matches(is_word).len();
        let word = &typed[start..];
        let before = typed[..start].trim_end();
        if let Some(before) = before.strip_suffix('.')
            && !before.ends_with('.')
        {
            let before = before.strip_suffix('?').unwrap_or(before);
            return Completion {
                start,
                candidates: self.members(before, word),
            };
        }
        if let Some(before) = typed[..start].strip_suffix("::") {
            let start = before.trim_end_matches(is_word).len();
            let word = &typed[start..];
            let functions = self.host.defined_functions();
            return Completion {
                start,
                candidates: fitting(functions.iter().map(String::as_str), word),
            };
        }
        let candidates = match word {
            "" => Vec::new(),
            word => self.names(word),
        };
        Completion { start, candidates }
    }

    /// Returns the words of a kind that begin as what is typed.
    #[must_use]
    pub fn words(&self, wanted: Wanted, typed: &str) -> Vec<String> {
        match wanted {
            Wanted::Incident => {
                let incidents = self.desk.incidents();
                let ids = incidents
                    .iter()
                    .map(|evidence| evidence.incident().id.as_str());
                fitting(ids, typed)
            }
            Wanted::Kind => fitting(Kind::ALL.iter().map(|kind| kind.word()), typed),
            Wanted::Profile => fitting(Profile::names(), typed),
            Wanted::Rule => fitting(shelf_names(), typed),
            Wanted::Import => {
                let names: Vec<String> = shelf_names()
                    .map(|name| format!("{STANDARD}{name}"))
                    .collect();
                fitting(names.iter().map(String::as_str), typed)
            }
            Wanted::Join => fitting(["independent", "body", "party"].into_iter(), typed),
            Wanted::Date => fitting(["published", "as_of"].into_iter(), typed),
            Wanted::Name => {
                let manual = self.host.manual();
                let entries = manual.entries().iter().map(|entry| entry.name.as_str());
                let subjects = manual.subjects().map(|(name, _)| name);
                let pages: Vec<String> = pages_of_checks().collect();
                let mut names: Vec<&str> = Chapter::names().chain(["rules"]).collect();
                names.extend(pages.iter().map(String::as_str));
                names.extend(entries.filter(|name| is_name(name)).chain(subjects));
                fitting(names.into_iter(), typed)
            }
            Wanted::Measure
            | Wanted::Source
            | Wanted::Report
            | Wanted::Claim
            | Wanted::Person
            | Wanted::Party
            | Wanted::Any => self.ids(wanted, typed),
        }
    }

    /// Looks through the ids once and copies those that fit: there may be 100,000. What incidents
    /// share is looked through once, not once an incident.
    fn ids(&self, wanted: Wanted, typed: &str) -> Vec<String> {
        let incidents = self.desk.incidents();
        let mut found = BTreeSet::new();
        let mut gather = |catalog: &Catalog| {
            for (id, object) in &catalog.index {
                if id.starts_with(typed) && fits(wanted, *object) {
                    found.insert(id.clone());
                }
            }
        };
        let mut shared: *const Catalog = ptr::null();
        for evidence in &incidents {
            let incident = evidence.incident();
            if !ptr::eq(shared, &*incident.shared) {
                shared = &*incident.shared;
                gather(&incident.shared);
            }
            gather(&incident.own);
        }
        if wanted == Wanted::Any {
            found.extend(self.words(Wanted::Incident, typed));
        }
        found.into_iter().collect()
    }

    /// What can be asked of the value of an expression: of a type that can be told, what the manual
    /// knows of it, otherwise whatever can be asked of anything.
    fn members(&self, expression: &str, typed: &str) -> Vec<String> {
        let of = Inferred::of(self, expression);
        let members = self.host.manual().entries().iter().filter(|entry| {
            let member = matches!(entry.kind, EntryKind::Method | EntryKind::Property);
            let of = of.as_ref().map(|of| of.name.as_str());
            member && of.is_none_or(|of| entry.receiver.as_deref() == Some(of))
        });
        let names = members.map(|entry| entry.name.as_str());
        fitting(names.filter(|name| *name != "to_debug"), typed)
    }

    fn names(&self, typed: &str) -> Vec<String> {
        let entries = self.host.manual().entries().iter();
        let builtins = entries
            .filter(|entry| entry.kind == EntryKind::Function)
            .map(|entry| entry.name.as_str());
        let variables = self.scope.iter_raw().map(|(name, ..)| name);
        let defined = self.host.defined_functions();
        // Of a module, its name first.
        let defined = defined
            .iter()
            .map(|name| name.split_inclusive("::").next().unwrap_or(name));
        let all = builtins
            .chain(variables.filter(|name| !name.starts_with(LAST_INSIDE)))
            .chain(defined)
            .chain(["incident", "incidents"])
            .chain(KEYWORDS);
        fitting(all, typed)
    }
}

/// The words that begin as what is typed, in order, each once.
fn fitting<'a>(words: impl Iterator<Item = &'a str>, typed: &str) -> Vec<String> {
    let fit: BTreeSet<&str> = words.filter(|word| word.starts_with(typed)).collect();
    fit.into_iter().map(str::to_owned).collect()
}

fn is_name(word: &str) -> bool {
    word.starts_with(is_word) && !matches!(word, "to_string" | "to_debug")
}

fn fits(wanted: Wanted, object: Object) -> bool {
    match object {
        Object::Party(_) => wanted == Wanted::Party,
        Object::Source(_) => matches!(wanted, Wanted::Source | Wanted::Any),
        Object::Report(_) => matches!(wanted, Wanted::Report | Wanted::Any),
        Object::Measure(_) => matches!(wanted, Wanted::Measure | Wanted::Any),
        Object::Claim(_) => matches!(wanted, Wanted::Claim | Wanted::Any),
        Object::Person(_) => matches!(wanted, Wanted::Person | Wanted::Any),
    }
}

/// What is wanted inside quotes, by the call that they stand in.
fn wanted(before: &str) -> Wanted {
    let code = only_code(before);
    if code.trim_end().ends_with("import") {
        return Wanted::Import;
    }
    let mut depth = 0_usize;
    let open = code.char_indices().rev().find(|(_, c)| match c {
        ')' => {
            depth += 1;
            false
        }
        '(' if depth > 0 => {
            depth -= 1;
            false
        }
        '(' => true,
        _ => false,
    });
    let Some((open, _)) = open else {
        return Wanted::Any;
    };
    let head = code[..open].trim_end();
    match &head[head.trim_end_matches(is_word).len()..] {
        "on" | "concordance" | "timeline" | "measure" => Wanted::Measure,
        "from" | "source" => Wanted::Source,
        "report" => Wanted::Report,
        "claim" => Wanted::Claim,
        "person" => Wanted::Person,
        "party" => Wanted::Party,
        "kind" | "except" => Wanted::Kind,
        "profile" => Wanted::Profile,
        "origins" => Wanted::Join,
        "newest" => Wanted::Date,
        _ => Wanted::Any,
    }
}

#[cfg(test)]
mod tests;
