//! What could be typed next: names, properties and ids.

use std::collections::BTreeSet;

use crate::incident::Object;
use crate::script::EntryKind;

use super::Session;

/// What could stand in place of the word before the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where that word begins, in bytes.
    pub start: usize,
    /// What could stand there, in order.
    pub candidates: Vec<String>,
}

impl Session {
    /// Returns what could be typed at a place of a line, in bytes.
    ///
    /// Inside quotes those are the ids of the incidents; after a point what the value before it
    /// has, where that can be told without running anything, or else every property and method;
    /// elsewhere variables and functions.
    #[must_use]
    pub fn complete(&self, line: &str, at: usize) -> Completion {
        let Some(typed) = line.get(..at) else {
            return Completion::default();
        };
        if let Some(start) = open_quote(typed) {
            return completion(start, &typed[start..], self.ids());
        }
        let word = typed
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_alphanumeric() || *c == '_')
            .last()
            .map_or(typed.len(), |(start, _)| start);
        let before = typed[..word].trim_end();
        if before.ends_with('.') && !before.ends_with("..") {
            return completion(
                word,
                &typed[word..],
                self.members(&before[..before.len() - 1]),
            );
        }
        if word == typed.len() {
            return Completion {
                start: word,
                candidates: Vec::new(),
            };
        }
        completion(word, &typed[word..], self.names())
    }

    fn ids(&self) -> BTreeSet<String> {
        let incidents = self.desk.incidents();
        let mut ids = BTreeSet::new();
        for evidence in &incidents {
            let incident = evidence.incident();
            ids.insert(incident.id.clone());
            let named = incident
                .ids()
                .filter(|(_, object)| !matches!(object, Object::Party(_)));
            ids.extend(named.map(|(id, _)| id.to_owned()));
        }
        ids
    }

    /// What can be asked of the value of an expression: its type is told by a chain of names and
    /// calls, each of which gives a type that the manual knows.
    fn members(&self, expression: &str) -> BTreeSet<String> {
        let manual = self.host.manual();
        let of = self.type_of(expression);
        let members = manual.entries().iter().filter(|entry| match entry.kind {
            EntryKind::Method | EntryKind::Property => of
                .as_ref()
                .is_none_or(|of| entry.receiver.as_deref() == Some(of)),
            EntryKind::Function | EntryKind::Operator => false,
        });
        members
            .map(|entry| entry.name.clone())
            .filter(|name| name != "to_debug")
            .collect()
    }

    fn names(&self) -> BTreeSet<String> {
        let manual = self.host.manual();
        let functions = manual
            .entries()
            .iter()
            .filter(|entry| entry.kind == EntryKind::Function);
        let variables = self.scope.iter_raw().map(|(name, ..)| name.to_owned());
        let keywords = [
            "let", "const", "fn", "if", "else", "for", "in", "while", "return", "import",
        ];
        functions
            .map(|entry| entry.name.clone())
            .chain(variables.filter(|name| !name.starts_with(super::LAST_INSIDE)))
            .chain(self.host.defined_functions())
            .chain(["incident", "incidents"].map(str::to_owned))
            .chain(keywords.map(str::to_owned))
            .collect()
    }

    /// The type of `name.member.member(..)`, read from the right to the left.
    fn type_of(&self, expression: &str) -> Option<String> {
        let expression = expression.trim_end();
        let (chain, called) = match expression.strip_suffix(')') {
            Some(_) => (&expression[..matching_bracket(expression, '(', ')')?], true),
            None => (expression, false),
        };
        if let Some(indexed) = chain.strip_suffix(']') {
            let list = &chain[..matching_bracket(chain, '[', ']')?];
            let _ = indexed;
            return (self.type_of(list)? == "claims").then(|| "claim".to_owned());
        }
        let chain = chain.trim_end();
        let start = chain
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_alphanumeric() || *c == '_')
            .last()
            .map(|(start, _)| start)?;
        let (before, name) = (chain[..start].trim_end(), &chain[start..]);
        let receiver = match before.strip_suffix('.') {
            Some(before) => Some(self.type_of(before)?),
            None => None,
        };
        if receiver.is_none() && !called {
            let value = match name {
                "incident" => return Some("incident".to_owned()),
                "incidents" => return Some("list".to_owned()),
                "_" => super::LAST_INSIDE.to_string(),
                name => name.to_owned(),
            };
            return self.scope.get(&value).map(|value| self.host.type_of(value));
        }
        let manual = self.host.manual();
        let entry = manual.entries().iter().find(|entry| {
            entry.name == name
                && entry.receiver == receiver
                && (entry.kind != EntryKind::Property) == called
        })?;
        entry
            .signature
            .rsplit_once(" -> ")
            .map(|(_, returns)| returns.to_owned())
    }
}

fn completion(start: usize, typed: &str, known: BTreeSet<String>) -> Completion {
    let candidates = known
        .into_iter()
        .filter(|known| known.starts_with(typed))
        .collect();
    Completion { start, candidates }
}

/// Where a text in quotes that is still open begins, past its quote.
fn open_quote(typed: &str) -> Option<usize> {
    let mut open = None;
    let mut escaped = false;
    for (at, c) in typed.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if open.is_some() => escaped = true,
            '"' => open = if open.is_some() { None } else { Some(at + 1) },
            _ => {}
        }
    }
    open
}

/// Where the bracket begins that the last character closes.
fn matching_bracket(text: &str, opens: char, closes: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        if c == closes {
            depth += 1;
        } else if c == opens {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}
