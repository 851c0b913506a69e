//! The casebook that a book of objects is, and which of its places belongs to which object.
//!
//! Claims stand inside their page where it is one of their incident's own. What several incidents
//! use, and what it uses itself, stands at the top of the casebook; what one uses stands in it.

use std::collections::HashMap;

use super::book::Book;
use super::entry::{Bound, Entry, EntryIx};
use super::settle::node_of;
use crate::incident::{Document, Node, Noun, Value};

/// A casebook, and whose each place in it is.
pub(super) struct Assembled {
    pub(super) document: Document,
    places: HashMap<String, EntryIx>,
}

impl Assembled {
    /// Returns whose place a path is, and the rest of the path within it.
    pub(super) fn owner<'p>(&self, path: &'p str) -> Option<(EntryIx, &'p str)> {
        let mut end = path.len();
        loop {
            if let Some(ix) = self.places.get(&path[..end]) {
                return Some((*ix, path[end..].trim_start_matches('.')));
            }
            end = path[..end].rfind('.')?;
        }
    }
}

/// Which incidents use an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Users {
    None,
    One(EntryIx),
    Many,
}

impl Users {
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, one) | (one, Self::None) => one,
            (one, other) if one == other => one,
            _ => Self::Many,
        }
    }
}

/// Lays the objects that are alive out as a casebook. `head` is what the casebook says of itself.
pub(super) fn assemble(book: &Book, is_alive: &[bool], head: &[(String, Node)]) -> Assembled {
    let incidents: Vec<EntryIx> = book.of(Noun::Incident).filter(|ix| is_alive[*ix]).collect();
    let homes = homes(book, is_alive, &incidents);
    let mut maker = Maker {
        book,
        places: HashMap::new(),
    };
    let mut root = vec![("format".to_owned(), Node::text("tallybook/1"))];
    root.extend(head.iter().cloned());
    // Grouped once, so that many incidents cost no more than many objects.
    let mut groups: HashMap<(Noun, Option<EntryIx>), Vec<EntryIx>> = HashMap::new();
    for (ix, entry) in book.entries.iter().enumerate() {
        if is_alive[ix] {
            groups.entry((entry.noun, homes[ix])).or_default().push(ix);
        }
    }
    let group = |noun: Noun, home: Option<EntryIx>| -> &[EntryIx] {
        groups.get(&(noun, home)).map_or(&[], Vec::as_slice)
    };
    for noun in [Noun::Party, Noun::Source, Noun::Report] {
        maker.list(&mut root, "", noun, group(noun, None));
    }
    let mut nodes = Vec::with_capacity(incidents.len());
    for (at, ix) in incidents.iter().enumerate() {
        let path = format!("incidents[{at}]");
        maker.places.insert(path.clone(), *ix);
        let mut fields = match maker.object(*ix) {
            Node::Object(fields) => fields,
            _ => Vec::new(),
        };
        let within = format!("{path}.");
        for noun in [Noun::Party, Noun::Source, Noun::Measure] {
            maker.list(&mut fields, &within, noun, group(noun, Some(*ix)));
        }
        let claims = group(Noun::Claim, Some(*ix));
        let reports = group(Noun::Report, Some(*ix));
        maker.pages(&mut fields, &within, reports, claims);
        maker.list(
            &mut fields,
            &within,
            Noun::Person,
            group(Noun::Person, Some(*ix)),
        );
        nodes.push(Node::Object(fields));
    }
    root.push(("incidents".to_owned(), Node::List(nodes)));
    Assembled {
        document: Document::of(Node::Object(root)),
        places: maker.places,
    }
}

/// Where each object stands: in an incident, or at the top of the casebook.
fn homes(book: &Book, is_alive: &[bool], incidents: &[EntryIx]) -> Vec<Option<EntryIx>> {
    let mut users: Vec<Users> = book
        .entries
        .iter()
        .map(|entry| entry.incident.map_or(Users::None, Users::One))
        .collect();
    let spread = |users: &mut Vec<Users>, mut waiting: Vec<EntryIx>| {
        while let Some(ix) = waiting.pop() {
            for (_, to) in book.named(ix) {
                let joined = users[to].with(users[ix]);
                let is_said = book.entries[to].incident.is_some();
                if joined != users[to] && !is_said {
                    users[to] = joined;
                    waiting.push(to);
                }
            }
        }
    };
    let living = || (0..book.entries.len()).filter(|ix| is_alive[*ix]);
    let belonging = living().filter(|ix| book.entries[*ix].incident.is_some());
    spread(&mut users, belonging.collect());
    let mut nobodys: Vec<EntryIx> = living().filter(|ix| users[*ix] == Users::None).collect();
    nobodys.retain(|ix| book.entries[*ix].noun != Noun::Incident);
    for ix in &nobodys {
        users[*ix] = Users::Many;
    }
    spread(&mut users, nobodys);
    let only = match incidents {
        [only] => Some(*only),
        _ => None,
    };
    users
        .into_iter()
        .map(|users| match users {
            Users::One(ix) => Some(ix),
            Users::None | Users::Many => only,
        })
        .collect()
}

struct Maker<'a> {
    book: &'a Book,
    places: HashMap<String, EntryIx>,
}

impl Maker<'_> {
    fn list(
        &mut self,
        fields: &mut Vec<(String, Node)>,
        within: &str,
        noun: Noun,
        entries: &[EntryIx],
    ) {
        if entries.is_empty() {
            return;
        }
        let list = noun.shape().list;
        let mut nodes = Vec::with_capacity(entries.len());
        for (at, ix) in entries.iter().enumerate() {
            self.places.insert(format!("{within}{list}[{at}]"), *ix);
            nodes.push(self.object(*ix));
        }
        fields.push((list.to_owned(), Node::List(nodes)));
    }

    /// The pages of an incident with the claims that they carry, then the claims of other pages.
    fn pages(
        &mut self,
        fields: &mut Vec<(String, Node)>,
        within: &str,
        reports: &[EntryIx],
        claims: &[EntryIx],
    ) {
        let mut carried: HashMap<EntryIx, Vec<EntryIx>> = HashMap::new();
        let mut others = Vec::new();
        for ix in claims {
            let report = self.book.report_of(&self.book.entries[*ix]);
            match report.filter(|report| reports.binary_search(report).is_ok()) {
                Some(report) => carried.entry(report).or_default().push(*ix),
                None => others.push(*ix),
            }
        }
        let mut nodes = Vec::with_capacity(reports.len());
        for (at, ix) in reports.iter().enumerate() {
            let path = format!("{within}reports[{at}]");
            let mut node = self.object(*ix);
            let claims = carried.get(ix).map_or(&[][..], Vec::as_slice);
            let mut inner = Vec::with_capacity(claims.len());
            for (nth, claim) in claims.iter().enumerate() {
                self.places.insert(format!("{path}.claims[{nth}]"), *claim);
                let mut node = self.object(*claim);
                node.remove("in");
                inner.push(node);
            }
            if !inner.is_empty() {
                node.set("claims", Node::List(inner));
            }
            self.places.insert(path, *ix);
            nodes.push(node);
        }
        if !nodes.is_empty() {
            fields.push(("reports".to_owned(), Node::List(nodes)));
        }
        self.list(fields, within, Noun::Claim, &others);
    }

    fn object(&self, ix: EntryIx) -> Node {
        let entry = &self.book.entries[ix];
        let is_statement = entry.noun == Noun::Claim && self.book.is_statement(entry);
        let value =
            |key: &str, bound: &Bound| node_of(self.book, entry.noun, key, bound, is_statement);
        let mut fields: Vec<(String, Node)> = Vec::with_capacity(entry.slots.len() + 1);
        for key in entry.noun.shape().keys {
            match key.value {
                Value::Id => fields.extend(
                    entry
                        .id
                        .clone()
                        .map(|id| (key.name.to_owned(), Node::Text(id))),
                ),
                Value::Part(parts) => {
                    let names = parts.iter().map(|part| part.name);
                    fields.extend(part(entry, key.name, names, &value));
                }
                Value::Link => {
                    fields.extend(part(
                        entry,
                        key.name,
                        ["person", "reason"].into_iter(),
                        &value,
                    ));
                }
                _ => {
                    let slot = entry.slot(key.name);
                    fields.extend(
                        slot.map(|slot| (key.name.to_owned(), value(key.name, &slot.value))),
                    );
                }
            }
        }
        let free = entry.slots.iter().filter(|slot| slot.key.starts_with("x-"));
        fields.extend(free.map(|slot| (slot.key.clone(), value(&slot.key, &slot.value))));
        Node::Object(fields)
    }
}

/// A key that holds keys of its own.
fn part<'k>(
    entry: &Entry,
    key: &str,
    names: impl Iterator<Item = &'k str>,
    value: &impl Fn(&str, &Bound) -> Node,
) -> Option<(String, Node)> {
    let slots = || entry.slots.iter().filter(|slot| slot.key == key);
    let mut fields: Vec<(String, Node)> = Vec::new();
    for name in names {
        let slot = slots().find(|slot| slot.inner.as_deref() == Some(name));
        fields.extend(slot.map(|slot| (name.to_owned(), value(key, &slot.value))));
    }
    for slot in slots() {
        if let Some(inner) = slot
            .inner
            .as_deref()
            .filter(|inner| inner.starts_with("x-"))
        {
            fields.push((inner.to_owned(), value(key, &slot.value)));
        }
    }
    (!fields.is_empty()).then(|| (key.to_owned(), Node::Object(fields)))
}
