//! After the last row: every object has its id, and every name stands for an object or is left to
//! the casebook's own complaint.

use std::collections::{HashMap, HashSet};

use super::book::Book;
use super::entry::{Bound, Entry, EntryIx, Ref, Slot};
use super::told::{Fault, RowIx};
use crate::exchange::ids::fitting;
use crate::incident::{LONGEST_ID, Node, Noun, Quantity, Value, made_claim_id};

impl Book {
    /// Gives ids to those that have none and finds out whom names stand for. Returns the rows with a
    /// name that is that of two.
    pub(super) fn settle(&mut self) -> Vec<(RowIx, Fault)> {
        let mut faults = Vec::new();
        self.label_measures();
        self.make_ids();
        let made = self.made_claim_ids();
        let mut pages: HashSet<(Option<EntryIx>, EntryIx)> = HashSet::new();
        for ix in 0..self.entries.len() {
            let entry = &self.entries[ix];
            let incident = entry.incident;
            let mut found: Vec<(usize, usize, EntryIx)> = Vec::new();
            let mut pinned: Vec<EntryIx> = Vec::new();
            for (at, slot) in entry.slots.iter().enumerate() {
                let nouns = named_by(entry.noun, &slot.key);
                match &slot.value {
                    Bound::Refs(refs) => {
                        for (nth, one) in refs.iter().enumerate() {
                            let Ref::Text(text) = one else { continue };
                            let mut by_name = None;
                            for noun in nouns {
                                match self.find(*noun, incident, text) {
                                    Ok(found) => by_name = by_name.or(found),
                                    Err(two) => {
                                        let fault = self.ambiguous(text, two, &slot.columns);
                                        faults.push((slot.row, fault));
                                    }
                                }
                            }
                            let by_place = || {
                                let of = made.get(&(incident, text.clone())).copied();
                                of.filter(|_| nouns.contains(&Noun::Claim))
                            };
                            if let Some(to) = by_name {
                                found.push((at, nth, to));
                            } else if let Some(to) = by_place() {
                                pinned.push(to);
                                found.push((at, nth, to));
                            }
                        }
                    }
                    Bound::Says(says) => {
                        let phrase = says.figure.as_ref().map(|read| read.phrase.as_str());
                        let quantity = phrase.ok().and_then(|text| Quantity::parse(text).ok());
                        let base = quantity.as_ref().and_then(Quantity::base);
                        let of = base.and_then(|base| made.get(&(incident, base.to_owned())));
                        pinned.extend(of);
                    }
                    Bound::Node(_) => {}
                }
            }
            for (at, nth, to) in found {
                if let Bound::Refs(refs) = &mut self.entries[ix].slots[at].value {
                    refs[nth] = Ref::To(to);
                }
            }
            let pages_of = pinned.into_iter().filter_map(|claim| {
                let entry = &self.entries[claim];
                Some((entry.incident, self.report_of(entry)?))
            });
            pages.extend(pages_of);
        }
        // Where a claim is named by the id that its place gives, the claims of its page keep
        // theirs, whatever becomes of the rows above them.
        let mut pinned: Vec<(EntryIx, &str)> = Vec::new();
        for ((_, id), claim) in &made {
            let entry = &self.entries[*claim];
            let page = self.report_of(entry).map(|page| (entry.incident, page));
            if page.is_some_and(|page| pages.contains(&page)) {
                pinned.push((*claim, id));
            }
        }
        pinned.sort_unstable();
        let ids: Vec<&str> = pinned.iter().map(|(_, id)| *id).collect();
        let taken = self.entries.iter().filter_map(|entry| entry.id.as_deref());
        let ids = fitting(&ids, taken);
        for ((claim, _), id) in pinned.into_iter().zip(ids) {
            self.entries[claim].id = Some(id);
        }
        faults
    }

    /// A measure that has no label is called by what it counts: `people killed`.
    fn label_measures(&mut self) {
        for ix in self.of(Noun::Measure).collect::<Vec<_>>() {
            let entry = &self.entries[ix];
            let counted = entry
                .slot("group")
                .zip(entry.text("group"))
                .zip(entry.text("outcome"));
            let Some(((slot, group), outcome)) = counted.filter(|_| entry.slot("label").is_none())
            else {
                continue;
            };
            let label = Slot {
                key: "label".to_owned(),
                value: Bound::Node(Node::text(format!("{group} {outcome}"))),
                ..slot.clone()
            };
            self.entries[ix].slots.push(label);
        }
    }

    fn make_ids(&mut self) {
        let ids = self.entries.iter().filter_map(|entry| entry.id.clone());
        let mut used: HashSet<String> = ids.collect();
        let mut next: HashMap<String, usize> = HashMap::new();
        // A page is called after its publisher, so sources go first.
        for noun in [
            Noun::Incident,
            Noun::Party,
            Noun::Source,
            Noun::Measure,
            Noun::Person,
            Noun::Report,
        ] {
            for ix in self.of(noun).collect::<Vec<_>>() {
                if self.entries[ix].id.is_some() {
                    continue;
                }
                let Some(base) = self.base_of_id(ix) else {
                    continue;
                };
                let count = next.entry(base.clone()).or_insert(1);
                let mut id = base.clone();
                while used.contains(&id) {
                    *count += 1;
                    id = format!("{base}-{count}");
                }
                used.insert(id.clone());
                self.entries[ix].id = Some(id);
            }
        }
    }

    /// What the id of an object is made of; nothing for one without a name.
    fn base_of_id(&self, ix: EntryIx) -> Option<String> {
        let entry = &self.entries[ix];
        if entry.noun == Noun::Report {
            let publisher = match entry.slot("publisher").map(|slot| &slot.value) {
                Some(Bound::Refs(refs)) => refs.first().map(|one| match one {
                    Ref::To(ix) => self.entries[*ix].id.clone().unwrap_or_default(),
                    Ref::Text(text) => match self.find(Noun::Source, entry.incident, text) {
                        Ok(Some(ix)) => self.entries[ix].id.clone().unwrap_or_default(),
                        _ => slug(text),
                    },
                }),
                _ => None,
            };
            let published = entry
                .text("published")
                .map(|date| slug(date.split('T').next().unwrap_or(date)));
            let parts: Vec<String> = publisher.into_iter().chain(published).collect();
            return Some(slug(&parts.join("-")))
                .map(|id| if id.is_empty() { "page".to_owned() } else { id });
        }
        let name = match (entry.name(), entry.noun) {
            (Some(name), _) => slug(name),
            (None, Noun::Measure) => {
                let parts = ["group", "outcome"].map(|key| entry.text(key).unwrap_or_default());
                slug(&parts.join("-"))
            }
            (None, _) => return None,
        };
        Some(if name.is_empty() {
            entry.noun.shape().name.to_owned()
        } else {
            name
        })
    }

    /// The ids that claims without one get by their place on their page.
    fn made_claim_ids(&self) -> HashMap<(Option<EntryIx>, String), EntryIx> {
        let mut counts: HashMap<(Option<EntryIx>, EntryIx), usize> = HashMap::new();
        let mut made = HashMap::new();
        for ix in self.of(Noun::Claim) {
            let entry = &self.entries[ix];
            let Some(report) = self.report_of(entry) else {
                continue;
            };
            let count = counts.entry((entry.incident, report)).or_default();
            *count += 1;
            if let (None, Some(id)) = (&entry.id, &self.entries[report].id) {
                made.insert((entry.incident, made_claim_id(id, *count)), ix);
            }
        }
        made
    }

    /// Returns the page that carries a claim.
    pub(super) fn report_of(&self, claim: &Entry) -> Option<EntryIx> {
        match &claim.slot("in")?.value {
            Bound::Refs(refs) => match refs.first()? {
                Ref::To(ix) => Some(*ix),
                Ref::Text(text) => self.find(Noun::Report, claim.incident, text).ok().flatten(),
            },
            _ => None,
        }
    }

    /// Tells whether the measure of a claim holds statements.
    pub(super) fn is_statement(&self, claim: &Entry) -> bool {
        match claim.slot("measure").map(|slot| &slot.value) {
            Some(Bound::Refs(refs)) => refs.iter().any(|one| match one {
                Ref::To(ix) => self.entries[*ix].text("kind") == Some("statement"),
                Ref::Text(_) => false,
            }),
            _ => false,
        }
    }

    /// Returns the names that stand for nobody, each with the sorts of object that were meant.
    pub(super) fn unknown(&self) -> impl Iterator<Item = (&'static [Noun], &Slot, &str)> {
        self.entries.iter().flat_map(|entry| {
            entry.slots.iter().flat_map(|slot| {
                let refs: &[Ref] = match &slot.value {
                    Bound::Refs(refs) => refs,
                    _ => &[],
                };
                let nouns = named_by(entry.noun, &slot.key);
                refs.iter().filter_map(move |one| match one {
                    Ref::Text(text) => Some((nouns, slot, text.as_str())),
                    Ref::To(_) => None,
                })
            })
        })
    }

    /// Returns the objects that an object names, each with the key it stands under.
    pub(super) fn named(&self, ix: EntryIx) -> impl Iterator<Item = (usize, EntryIx)> + '_ {
        let slots = self.entries[ix].slots.iter().enumerate();
        slots.flat_map(|(at, slot)| {
            let refs: &[Ref] = match &slot.value {
                Bound::Refs(refs) => refs,
                _ => &[],
            };
            refs.iter().filter_map(move |one| match one {
                Ref::To(to) => Some((at, *to)),
                Ref::Text(_) => None,
            })
        })
    }
}

/// The sorts of objects that a key of an object names.
fn named_by(noun: Noun, key: &str) -> &'static [Noun] {
    match noun.shape().key(key).map(|key| key.value) {
        Some(Value::One(nouns) | Value::Many(nouns)) => nouns,
        Some(Value::Link) => &[Noun::Person],
        _ => &[],
    }
}

/// Makes an id of a name: letters and digits in lower case, in any script, with `-` between words.
pub(super) fn slug(name: &str) -> String {
    let mut id = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || matches!(c, '.' | '_') {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    // Room is left for the number that tells two of one name apart.
    let cut: String = id.chars().take(LONGEST_ID - 8).collect();
    cut.trim_end_matches(['-', '.']).to_owned()
}

/// Returns the value of a key as it stands in a casebook.
pub(super) fn node_of(
    book: &Book,
    noun: Noun,
    key: &str,
    bound: &Bound,
    is_statement: bool,
) -> Node {
    match bound {
        Bound::Node(node) => node.clone(),
        Bound::Says(says) => match &says.figure {
            Ok(read) if !is_statement => {
                let is_number = !read.phrase.is_empty()
                    && read.phrase.bytes().all(|byte| byte.is_ascii_digit())
                    && (read.phrase == "0" || !read.phrase.starts_with('0'));
                if is_number {
                    Node::Bare(read.phrase.clone())
                } else {
                    Node::text(&*read.phrase)
                }
            }
            _ => Node::text(&*says.text),
        },
        Bound::Refs(refs) => {
            let mut ids: Vec<Node> = refs
                .iter()
                .map(|one| match one {
                    Ref::To(ix) => Node::text(book.entries[*ix].id.clone().unwrap_or_default()),
                    Ref::Text(text) => Node::text(&**text),
                })
                .collect();
            let is_one = matches!(
                noun.shape().key(key).map(|key| key.value),
                Some(Value::One(_) | Value::Link)
            );
            if is_one || ids.len() == 1 {
                ids.truncate(1);
                ids.pop().unwrap_or_else(|| Node::text(""))
            } else {
                Node::List(ids)
            }
        }
    }
}
