//! What all rows together describe: each object once, whoever names it.
//!
//! An object is known by its id, else by its name (a source, a party, a person: also by another
//! spelling), label, title or address. Rows that describe it again add what they know; where they
//! contradict an earlier row they are at fault, for nothing tells which of the two is right.

use super::draft::{Content, Draft, Field};
use super::entry::{
    Bound, Entry, EntryIx, Ref, Slot, is_of_an_incident, name_key, names_of, text_of,
};
use super::fields::{called, columns_of, columns_of_key, hop, named_under, nth};
use super::register::{Ambiguous, Register};
use super::told::{Fault, RowIx};
use crate::exchange::target::INCIDENT;
use crate::incident::{Node, Noun, fold};

/// Every object that rows describe.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) entries: Vec<Entry>,
    register: Register,
    /// The incidents, in their order.
    pub(super) incidents: Vec<EntryIx>,
    /// Pages of different ids with one address.
    pub(super) twins: Vec<(EntryIx, EntryIx)>,
    /// What the row that is entered has changed so far.
    changes: Vec<Change>,
}

/// Something that a row has changed, to be taken back where the row turns out to be at fault.
#[derive(Debug)]
enum Change {
    Entry,
    Incident,
    Twin,
    Slot(EntryIx),
    Row(EntryIx),
    OwnRow(EntryIx),
}

impl Book {
    /// Enters what a row describes: all of it, or nothing where it is at fault.
    pub(super) fn enter_whole<T>(
        &mut self,
        enter: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.register.keep();
        self.changes.clear();
        enter(self).inspect_err(|_| {
            self.register.take_back();
            while let Some(change) = self.changes.pop() {
                self.take_back(&change);
            }
        })
    }

    fn take_back(&mut self, change: &Change) {
        match change {
            Change::Entry => drop(self.entries.pop()),
            Change::Incident => drop(self.incidents.pop()),
            Change::Twin => drop(self.twins.pop()),
            Change::Slot(ix) => drop(self.entries[*ix].slots.pop()),
            Change::Row(ix) => drop(self.entries[*ix].rows.pop()),
            Change::OwnRow(ix) => self.entries[*ix].own_row = None,
        }
    }

    /// Finds what an id or a name stands for, in an incident or in what all share.
    pub(super) fn find(
        &self,
        noun: Noun,
        incident: Option<EntryIx>,
        text: &str,
    ) -> Result<Option<EntryIx>, Ambiguous> {
        self.register.find(noun, incident, text)
    }

    /// Says that a name is that of two.
    pub(super) fn ambiguous(&self, text: &str, two: Ambiguous, columns: &[String]) -> Fault {
        let called = |ix: EntryIx| match &self.entries[ix].id {
            Some(id) => format!("`{id}`"),
            None => "one without an id".to_owned(),
        };
        let (one, other) = (called(two.0), called(two.1));
        let message = format!("`{text}` is the name of {one} and of {other}");
        Fault::again(columns, message, None).hint("write the id of the one that is meant")
    }

    /// Returns the entries of a sort.
    pub(super) fn of(&self, noun: Noun) -> impl Iterator<Item = EntryIx> + '_ {
        let entries = self.entries.iter().enumerate();
        entries
            .filter(move |(_, entry)| entry.noun == noun)
            .map(|(at, _)| at)
    }

    /// Enters the incident that a row describes beside its own object, where it does.
    pub(super) fn enter_incident(&mut self, draft: &Draft) -> Result<(), Fault> {
        let is_described = draft.fields.iter().any(|field| {
            let first = field.target.hops.first();
            first.is_some_and(|(key, _)| *key == INCIDENT)
        });
        if draft.noun == Noun::Incident {
            self.enter(draft, None).map(|_| ())
        } else if is_described {
            self.incident_of(draft).map(|_| ())
        } else {
            Ok(())
        }
    }

    /// Returns the incident that a row says it belongs to, where it says so.
    pub(super) fn incident_of(&mut self, draft: &Draft) -> Result<Option<EntryIx>, Fault> {
        let (plain, others) = named_under(INCIDENT, &draft.fields);
        if plain.is_none() && others.is_empty() {
            return Ok(None);
        }
        let columns = columns_of(plain, &others);
        let refs = self.refer((INCIDENT, Noun::Incident), None, plain, others, draft.row)?;
        match refs.first() {
            Some(Ref::To(ix)) => Ok(Some(*ix)),
            Some(Ref::Text(text)) => match self.find(Noun::Incident, None, text) {
                Ok(Some(ix)) => Ok(Some(ix)),
                Err(two) => Err(self.ambiguous(text, two, &columns)),
                Ok(None) => {
                    let ids = self.incidents.iter();
                    let ids = ids.filter_map(|ix| self.entries[*ix].id.as_deref());
                    let listed: Vec<String> = ids.take(12).map(|id| format!("`{id}`")).collect();
                    let message = format!(
                        "expected an incident, found `{text}`; there are {}",
                        listed.join(", ")
                    );
                    Err(Fault::new(&columns, message))
                }
            },
            None => Ok(None),
        }
    }

    /// Returns the one incident that has the measure which a row names.
    pub(super) fn incident_of_measure(&self, draft: &Draft) -> Option<EntryIx> {
        let field = draft
            .fields
            .iter()
            .find(|field| field.target.hops.is_empty() && field.target.key == "measure")?;
        let Content::Names(names) = &field.content else {
            return None;
        };
        let name = names.first()?;
        self.register.incident_of_measure(name)
    }

    /// Enters the object of a row, and those that it describes on its way.
    pub(super) fn enter(
        &mut self,
        draft: &Draft,
        incident: Option<EntryIx>,
    ) -> Result<EntryIx, Fault> {
        let fields = draft.fields.iter();
        let own = fields.filter(|field| {
            let first = field.target.hops.first();
            first.map_or(&*field.target.key, |(key, _)| key) != INCIDENT
        });
        self.object(
            draft.noun,
            incident,
            own.cloned().collect(),
            draft.row,
            true,
        )
    }

    /// Enters an object that fields describe: as a new one, or as more about one that is known.
    fn object(
        &mut self,
        noun: Noun,
        incident: Option<EntryIx>,
        fields: Vec<Field>,
        row: RowIx,
        has_own_row: bool,
    ) -> Result<EntryIx, Fault> {
        let slots = self.bind(noun, incident, fields, row)?;
        let known = match noun {
            // Two claims may say the same: each row is one.
            Noun::Claim => None,
            _ => self.known(noun, incident, &slots)?,
        };
        // So may two people have one name.
        let known = known.filter(|ix| {
            let is_another = has_own_row && self.entries[*ix].own_row.is_some();
            !(noun == Noun::Person && is_another && text_of(&slots, "id").is_none())
        });
        match known {
            Some(ix) => self.merge(ix, slots, row, has_own_row),
            None => self.add(noun, incident, slots, row, has_own_row),
        }
    }

    /// Turns fields into what an object has under its keys; other objects are entered on the way.
    fn bind(
        &mut self,
        noun: Noun,
        incident: Option<EntryIx>,
        fields: Vec<Field>,
        row: RowIx,
    ) -> Result<Vec<Slot>, Fault> {
        let mut slots: Vec<Slot> = Vec::with_capacity(fields.len());
        for field in &fields {
            if let Some(hop) = hop(noun, field) {
                if slots
                    .iter()
                    .any(|slot| slot.key == hop.0 && slot.inner.is_none())
                {
                    continue;
                }
                let (plain, others) = named_under(hop.0, &fields);
                slots.push(Slot {
                    key: hop.0.to_owned(),
                    inner: None,
                    columns: columns_of(plain, &others),
                    value: Bound::Refs(self.refer(hop, incident, plain, others, row)?),
                    row,
                });
                continue;
            }
            let value = match &field.content {
                Content::One(node) => Bound::Node(node.clone()),
                Content::Each(nodes) => Bound::Node(Node::List(nodes.clone())),
                Content::Names(names) => {
                    Bound::Refs(names.iter().cloned().map(Ref::Text).collect())
                }
                Content::Says(says) => Bound::Says(says.clone()),
            };
            slots.push(Slot {
                key: field.target.key.clone(),
                inner: field.target.inner.clone(),
                value,
                columns: field.columns.clone(),
                row,
            });
        }
        Ok(slots)
    }

    /// Enters what stands under a key that names other objects: `plain` names them, `others`
    /// describe them.
    fn refer(
        &mut self,
        (_, noun): (&'static str, Noun),
        incident: Option<EntryIx>,
        plain: Option<&Field>,
        others: Vec<Field>,
        row: RowIx,
    ) -> Result<Vec<Ref>, Fault> {
        let named: &[String] = match plain.map(|field| &field.content) {
            Some(Content::Names(names)) => names,
            _ => &[],
        };
        let described = others.iter().map(|field| match &field.content {
            Content::Each(nodes) => nodes.len(),
            _ => 1,
        });
        let count = named.len().max(described.max().unwrap_or(0));
        let scope = is_of_an_incident(noun).then_some(incident).flatten();
        let mut refs = Vec::with_capacity(count);
        for at in 0..count {
            let fields = others.iter().filter_map(|field| nth(field, at));
            let mut fields: Vec<Field> = fields.collect();
            let Some(name) = named.get(at) else {
                refs.push(Ref::To(self.object(noun, scope, fields, row, false)?));
                continue;
            };
            if fields.is_empty() {
                refs.push(Ref::Text(name.clone()));
                continue;
            }
            let columns = plain.map(|field| field.columns.clone()).unwrap_or_default();
            let found = self.find(noun, incident, name);
            let ix = match found.map_err(|two| self.ambiguous(name, two, &columns))? {
                Some(ix) => {
                    let slots = self.bind(noun, scope, fields, row)?;
                    self.merge(ix, slots, row, false)?
                }
                None => {
                    fields.push(called(noun, name, &fields, columns));
                    self.object(noun, scope, fields, row, false)?
                }
            };
            refs.push(Ref::To(ix));
        }
        Ok(refs)
    }

    /// Finds the object that has this id, or the name of it.
    fn known(
        &self,
        noun: Noun,
        incident: Option<EntryIx>,
        slots: &[Slot],
    ) -> Result<Option<EntryIx>, Fault> {
        if let Some(id) = text_of(slots, "id") {
            // Two of one name and of different ids are two.
            return Ok(self.register.id(noun, incident, id));
        }
        for name in self.names_of(noun, slots) {
            for scope in [incident, None] {
                let found = self.register.name(noun, scope, &name);
                let columns = name_key(noun).map(|key| columns_of_key(slots, key));
                let found = found
                    .map_err(|two| self.ambiguous(&name, two, &columns.unwrap_or_default()))?;
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        Ok(None)
    }

    /// What an object may be known by. A page without an address is known by who published it, and
    /// when, and its title: one page a day of a publisher. Without a day it is a page of its own.
    fn names_of(&self, noun: Noun, slots: &[Slot]) -> Vec<String> {
        let mut names = names_of(noun, slots);
        if noun == Noun::Report && names.is_empty() && text_of(slots, "id").is_none() {
            let publisher = slots.iter().find(|slot| slot.key == "publisher");
            let publisher = match publisher.map(|slot| &slot.value) {
                Some(Bound::Refs(refs)) => refs.first().map(|one| self.publisher(one)),
                _ => None,
            };
            let published = text_of(slots, "published");
            names.extend(publisher.zip(published).map(|(publisher, published)| {
                let title = text_of(slots, "title").unwrap_or_default();
                format!("{publisher} {published} {}", fold(title))
            }));
        }
        names
    }

    /// A publisher as its pages are told apart by: the same whether a row describes it or names it.
    fn publisher(&self, one: &Ref) -> String {
        let ix = match one {
            Ref::To(ix) => Some(*ix),
            Ref::Text(text) => self.find(Noun::Source, None, text).ok().flatten(),
        };
        let entry = ix.map(|ix| &self.entries[ix]);
        match (
            entry.and_then(|entry| entry.name().or(entry.id.as_deref())),
            one,
        ) {
            (Some(name), _) => fold(name),
            (None, Ref::Text(text)) => fold(text),
            (None, Ref::To(ix)) => ix.to_string(),
        }
    }

    fn add(
        &mut self,
        noun: Noun,
        incident: Option<EntryIx>,
        slots: Vec<Slot>,
        row: RowIx,
        has_own_row: bool,
    ) -> Result<EntryIx, Fault> {
        let ix = self.entries.len();
        let id = text_of(&slots, "id").map(str::to_owned);
        if let Some(id) = &id {
            if let Some(other) = self.register.id(noun, incident, id) {
                let columns = columns_of_key(&slots, "id");
                let message = format!("expected an id of its own, found `{id}` again");
                let first = self.entries[other].rows.first().copied();
                return Err(Fault::again(&columns, message, first));
            }
            self.register.enter_id(noun, incident, id, ix);
        }
        if noun == Noun::Incident {
            self.incidents.push(ix);
            self.changes.push(Change::Incident);
        }
        self.changes.push(Change::Entry);
        self.entries.push(Entry {
            noun,
            incident,
            id,
            slots: Vec::new(),
            rows: Vec::new(),
            own_row: None,
        });
        self.merge(ix, slots, row, has_own_row)
    }

    /// Adds to an object what a row says of it.
    fn merge(
        &mut self,
        ix: EntryIx,
        slots: Vec<Slot>,
        row: RowIx,
        has_own_row: bool,
    ) -> Result<EntryIx, Fault> {
        let entry = &self.entries[ix];
        let names = names_of(entry.noun, &entry.slots);
        for slot in &slots {
            // By another spelling of a name it is known already.
            let is_name = Some(slot.key.as_str()) == name_key(entry.noun);
            if is_name
                && names_of(entry.noun, std::slice::from_ref(slot))
                    .iter()
                    .any(|name| names.contains(name))
            {
                continue;
            }
            let known = entry
                .slots
                .iter()
                .find(|known| known.key == slot.key && known.inner == slot.inner);
            if let Some(known) = known.filter(|known| !self.is_same(known, slot)) {
                let what = entry.id.as_deref().or(entry.name()).unwrap_or("the same");
                let message = format!(
                    "`{}` of {} `{what}` is given otherwise before",
                    slot.key,
                    entry.noun.shape().name
                );
                return Err(Fault::again(&slot.columns, message, Some(known.row)));
            }
        }
        let (noun, incident) = (entry.noun, entry.incident);
        for name in self.names_of(noun, &slots) {
            let first = self.register.enter_name(noun, incident, &name, ix);
            if let Some(first) = first.filter(|_| noun == Noun::Report) {
                self.twins.push((first, ix));
                self.changes.push(Change::Twin);
            }
        }
        let entry = &mut self.entries[ix];
        if has_own_row && entry.own_row.is_none() {
            entry.own_row = Some(row);
            self.changes.push(Change::OwnRow(ix));
        }
        if entry.rows.last() != Some(&row) {
            entry.rows.push(row);
            self.changes.push(Change::Row(ix));
        }
        for slot in slots {
            let is_known = entry
                .slots
                .iter()
                .any(|known| known.key == slot.key && known.inner == slot.inner);
            if !is_known {
                entry.slots.push(slot);
                self.changes.push(Change::Slot(ix));
            }
        }
        Ok(ix)
    }

    /// Tells whether two rows give the same value: a name and the object that it names are one.
    fn is_same(&self, known: &Slot, slot: &Slot) -> bool {
        match (&known.value, &slot.value) {
            (Bound::Refs(one), Bound::Refs(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|pair| match pair {
                        (Ref::To(ix), Ref::Text(text)) | (Ref::Text(text), Ref::To(ix)) => {
                            let entry = &self.entries[*ix];
                            entry.id.as_deref() == Some(text)
                                || entry.name().is_some_and(|name| fold(name) == fold(text))
                        }
                        (one, other) => one == other,
                    })
            }
            // One under two spellings of its name is one; an address is not spelt in two ways.
            (Bound::Node(Node::Text(one)), Bound::Node(Node::Text(other)))
                if matches!(slot.key.as_str(), "name" | "title" | "label") =>
            {
                fold(one) == fold(other)
            }
            (one, other) => one == other,
        }
    }
}
