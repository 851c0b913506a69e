//! A casebook without some of its objects: they are left out, and so is every mention of them.
//!
//! What stays moves up, and a place that makes an id makes another one then. So whoever leaves
//! objects out of a casebook in which claims and people have no ids writes the ids out first.

use std::collections::HashMap;

use super::ids::fitting;
use super::links::{ObjectIx, Objects};
use super::rewrite::rewrite;
use crate::incident::{Document, Node, Noun, SHAPES, Value};

/// The ids that are written out for objects that are given none.
pub(super) type Pins = HashMap<ObjectIx, String>;

/// Returns the ids to write out for those of some claims and people that are given none: that
/// which the place makes, shortened where it is too long to be written.
pub(super) fn pins(objects: &Objects<'_>, is_wanted: impl Fn(ObjectIx) -> bool) -> Pins {
    let made = objects.all.iter().enumerate().filter(|(ix, one)| {
        matches!(one.noun, Noun::Claim | Noun::Person) && one.node.id().is_none() && is_wanted(*ix)
    });
    let (places, made): (Vec<ObjectIx>, Vec<&str>) =
        made.map(|(ix, one)| (ix, one.id.as_str())).unzip();
    let ids = fitting(&made, objects.all.iter().map(|one| one.id.as_str()));
    places.into_iter().zip(ids).collect()
}

/// Returns a document with the objects that stay, and with ids written out.
pub(super) fn cut(
    document: &Document,
    objects: &Objects<'_>,
    pins: &Pins,
    stays: &dyn Fn(ObjectIx) -> bool,
) -> Document {
    let all = objects.all.iter().enumerate();
    let cut = Cut {
        objects,
        places: all.map(|(ix, one)| (place(one.node), ix)).collect(),
        pins,
        is_renamed: pins.iter().any(|(ix, id)| objects.all[*ix].id != *id),
        stays,
    };
    Document {
        roots: document.roots.iter().map(|root| cut.node(root)).collect(),
        is_lines: document.is_lines,
    }
}

fn place(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

struct Cut<'c, 'a> {
    objects: &'c Objects<'a>,
    /// The objects by where they lie.
    places: HashMap<usize, ObjectIx>,
    pins: &'c Pins,
    /// Whether an id that is written out is another than the one that was made.
    is_renamed: bool,
    stays: &'c dyn Fn(ObjectIx) -> bool,
}

impl Cut<'_, '_> {
    fn node(&self, node: &Node) -> Node {
        let ix = self.places.get(&place(node)).copied();
        let mut fields = Vec::with_capacity(node.fields().len());
        let pin = ix.and_then(|ix| self.pins.get(&ix));
        fields.extend(pin.map(|id| ("id".to_owned(), Node::text(&**id))));
        for (key, value) in node.fields() {
            let known = ix.and_then(|ix| self.objects.all[ix].noun.shape().key(key));
            let value = match (ix, known.map(|key| key.value)) {
                (_, Some(Value::Id)) if pin.is_some() => None,
                (Some(ix), Some(Value::One(nouns) | Value::Many(nouns))) => {
                    self.mentions(ix, nouns, value)
                }
                (Some(ix), Some(Value::Variants)) => Some(self.variants(ix, value)),
                (Some(ix), Some(Value::Link)) => self.mentions(ix, &[Noun::Person], value),
                (_, None) if SHAPES.iter().any(|shape| shape.list == key) => Some(self.list(value)),
                _ => Some(value.clone()),
            };
            fields.extend(value.map(|value| (key.clone(), value)));
        }
        let mut node = Node::Object(fields);
        if let Some(ix) = ix.filter(|_| self.is_renamed) {
            let noun = self.objects.all[ix].noun;
            let counts = noun == Noun::Claim && self.objects.counts(ix);
            rewrite(noun, &mut node, counts, &|id| {
                let to = self.objects.find(ix, &[Noun::Claim, Noun::Person], id)?;
                self.pins.get(&to).cloned()
            });
        }
        node
    }

    fn list(&self, list: &Node) -> Node {
        let Node::List(items) = list else {
            return list.clone();
        };
        let kept = items.iter().filter(|item| {
            let ix = self.places.get(&place(item));
            ix.is_none_or(|ix| (self.stays)(*ix))
        });
        Node::List(kept.map(|item| self.node(item)).collect())
    }

    /// Returns spellings of a name without the pages that are left out; the spellings stay.
    fn variants(&self, ix: ObjectIx, value: &Node) -> Node {
        let spellings = value.items().iter().map(|spelling| {
            let mut spelling = spelling.clone();
            let page = spelling.get("in").and_then(Node::as_text);
            let to = page.and_then(|page| self.objects.find(ix, &[Noun::Report], page));
            if to.is_some_and(|to| !(self.stays)(to)) {
                spelling.remove("in");
            }
            spelling
        });
        match value {
            Node::List(_) => Node::List(spellings.collect()),
            other => other.clone(),
        }
    }

    /// Returns a mention without those who are left out; nothing where nobody remains.
    fn mentions(&self, ix: ObjectIx, nouns: &[Noun], value: &Node) -> Option<Node> {
        let stays = |id: &str| {
            let to = self.objects.find(ix, nouns, id);
            to.is_none_or(self.stays)
        };
        match value {
            Node::List(items) => {
                let kept = items.iter().filter(|item| item.as_text().is_none_or(stays));
                let kept: Vec<Node> = kept.cloned().collect();
                (items.is_empty() || !kept.is_empty()).then_some(Node::List(kept))
            }
            Node::Object(_) => {
                let person = value.get("person").and_then(Node::as_text);
                person.is_none_or(stays).then(|| value.clone())
            }
            node => node.as_text().is_none_or(stays).then(|| node.clone()),
        }
    }
}
