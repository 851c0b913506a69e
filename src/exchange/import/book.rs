//! What all rows together describe: each object once, whoever names it.
//!
//! An object is known by its id, else by its name (a source, a party, a person: also by another
//! spelling), label, title or address. Rows that describe it again add what they know; where they
//! contradict an earlier row they are at fault, for nothing tells which of the two is right.

use std::collections::HashMap;

use super::draft::{Content, Draft, Field};
use super::entry::{
    Bound, Entry, EntryIx, Ref, Slot, is_of_an_incident, name_key, names_of, text_of,
};
use super::fields::{called, columns_of, columns_of_key, hop, named_under, nth};
use super::told::{Fault, RowIx};
use crate::exchange::target::INCIDENT;
use crate::incident::{Node, Noun, fold};

/// Every object that rows describe.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) entries: Vec<Entry>,
    ids: HashMap<(Noun, Option<EntryIx>, String), EntryIx>,
    names: HashMap<(Noun, Option<EntryIx>, String), EntryIx>,
    /// The incidents, in their order.
    pub(super) incidents: Vec<EntryIx>,
    /// The one incident that has a measure of this id or name; none where several have.
    measured: HashMap<String, Option<EntryIx>>,
    /// Pages of different ids with one address.
    pub(super) twins: Vec<(EntryIx, EntryIx)>,
}

impl Book {
    /// Finds what an id or a name stands for, in an incident or in what all share.
    pub(super) fn find(
        &self,
        noun: Noun,
        incident: Option<EntryIx>,
        text: &str,
    ) -> Option<EntryIx> {
        let scopes = [incident, None];
        let mut ids = scopes.iter().filter_map(|scope| {
            let key = (noun, *scope, text.to_owned());
            self.ids.get(&key)
        });
        let folded = fold(text);
        let mut names = scopes.iter().filter_map(|scope| {
            let key = (noun, *scope, folded.clone());
            self.names.get(&key)
        });
        ids.next().or_else(|| names.next()).copied()
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
                Some(ix) => Ok(Some(ix)),
                None => {
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
        let by_id = self.measured.get(name);
        by_id.or_else(|| self.measured.get(&fold(name))).copied()?
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
            _ => self.known(noun, incident, &slots),
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
            let ix = match self.find(noun, incident, name) {
                Some(ix) => {
                    let slots = self.bind(noun, scope, fields, row)?;
                    self.merge(ix, slots, row, false)?
                }
                None => {
                    let columns = plain.map(|field| field.columns.clone());
                    fields.push(called(noun, name, &fields, columns.unwrap_or_default()));
                    self.object(noun, scope, fields, row, false)?
                }
            };
            refs.push(Ref::To(ix));
        }
        Ok(refs)
    }

    /// Finds the object that has this id, or the name of it.
    fn known(&self, noun: Noun, incident: Option<EntryIx>, slots: &[Slot]) -> Option<EntryIx> {
        if let Some(id) = text_of(slots, "id") {
            // Two of one name and of different ids are two.
            return self.ids.get(&(noun, incident, id.to_owned())).copied();
        }
        let names = names_of(noun, slots);
        let mut found = names.iter().filter_map(|name| {
            let scopes = [incident, None].into_iter();
            let mut found = scopes.filter_map(|scope| self.names.get(&(noun, scope, name.clone())));
            found.next().copied()
        });
        found.next()
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
            let key = (noun, incident, id.clone());
            if let Some(other) = self.ids.get(&key) {
                let columns = columns_of_key(&slots, "id");
                let message = format!("expected an id of its own, found `{id}` again");
                let first = self.entries[*other].rows.first().copied();
                return Err(Fault::again(&columns, message, first));
            }
            self.ids.insert(key, ix);
            if noun == Noun::Measure {
                self.measure(id.clone(), incident);
            }
        }
        if noun == Noun::Incident {
            self.incidents.push(ix);
        }
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
        for name in names_of(noun, &slots) {
            if noun == Noun::Measure {
                self.measure(name.clone(), incident);
            }
            let first = *self.names.entry((noun, incident, name)).or_insert(ix);
            if first != ix && noun == Noun::Report {
                self.twins.push((first, ix));
            }
        }
        let entry = &mut self.entries[ix];
        if has_own_row {
            entry.own_row.get_or_insert(row);
        }
        if entry.rows.last() != Some(&row) {
            entry.rows.push(row);
        }
        for slot in slots {
            let is_known = entry
                .slots
                .iter()
                .any(|known| known.key == slot.key && known.inner == slot.inner);
            if !is_known {
                entry.slots.push(slot);
            }
        }
        Ok(ix)
    }

    /// Notes that an incident has a measure of this id or name.
    fn measure(&mut self, name: String, incident: Option<EntryIx>) {
        let known = self.measured.entry(name).or_insert(incident);
        if *known != incident {
            *known = None;
        }
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
            // One publisher under two spellings of its name is one.
            (Bound::Node(Node::Text(one)), Bound::Node(Node::Text(other))) => {
                fold(one) == fold(other)
            }
            (one, other) => one == other,
        }
    }
}
