//! Which objects a document holds, and whom they name.

use std::collections::HashMap;

use crate::incident::{Document, Node, Noun, Quantity, SHAPES, Value};

/// Which of the objects of a document.
pub(super) type ObjectIx = usize;

/// An object of a document, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Object<'a> {
    pub(super) noun: Noun,
    pub(super) node: &'a Node,
    /// The incident that holds it; nothing at the top of a casebook.
    pub(super) incident: Option<ObjectIx>,
    /// The report that holds it.
    pub(super) report: Option<ObjectIx>,
    /// Its id; that which its place gives where it is given none.
    pub(super) id: String,
}

/// Every object of a document, those that hold others before them.
#[derive(Debug)]
pub(super) struct Objects<'a> {
    pub(super) all: Vec<Object<'a>>,
    ids: HashMap<(Option<ObjectIx>, String), ObjectIx>,
}

impl<'a> Objects<'a> {
    /// Gathers the objects of a document that loads.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut objects = Self {
            all: Vec::new(),
            ids: HashMap::new(),
        };
        for root in &document.roots {
            if root.get("incidents").is_none() {
                objects.incident(root);
                continue;
            }
            objects.lists(root, None);
            for incident in root.list("incidents") {
                objects.incident(incident);
            }
        }
        objects
    }

    fn incident(&mut self, node: &'a Node) {
        let id = node.id().unwrap_or_default().to_owned();
        let ix = self.push(Noun::Incident, node, None, None, id);
        self.lists(node, Some(ix));
    }

    /// Gathers what the lists of an incident, or those at the top, hold. The claims of reports and
    /// those beside them are one list, in the order of the file.
    fn lists(&mut self, node: &'a Node, incident: Option<ObjectIx>) {
        let mut claims: Vec<(&'a Node, Option<ObjectIx>)> = Vec::new();
        let mut people = Vec::new();
        for (key, list) in node.fields() {
            let Some(shape) = SHAPES.iter().find(|shape| shape.list == key) else {
                continue;
            };
            for item in list.items() {
                match shape.noun {
                    Noun::Incident => {}
                    Noun::Claim => claims.push((item, None)),
                    Noun::Person => people.push(item),
                    noun => {
                        let id = item.id().unwrap_or_default().to_owned();
                        let ix = self.push(noun, item, incident, None, id);
                        claims.extend(item.list("claims").iter().map(|claim| (claim, Some(ix))));
                    }
                }
            }
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        for (claim, report) in claims {
            let page = match report {
                Some(ix) => self.all[ix].id.clone(),
                None => text(claim, "in").to_owned(),
            };
            let count = counts.entry(page.clone()).or_default();
            *count += 1;
            let id = claim
                .id()
                .map_or_else(|| format!("{page}.{count}"), str::to_owned);
            self.push(Noun::Claim, claim, incident, report, id);
        }
        for (at, person) in people.into_iter().enumerate() {
            let id = person
                .id()
                .map_or_else(|| format!("person.{}", at + 1), str::to_owned);
            self.push(Noun::Person, person, incident, None, id);
        }
    }

    fn push(
        &mut self,
        noun: Noun,
        node: &'a Node,
        incident: Option<ObjectIx>,
        report: Option<ObjectIx>,
        id: String,
    ) -> ObjectIx {
        let ix = self.all.len();
        if noun != Noun::Incident {
            self.ids.insert((incident, id.clone()), ix);
        }
        self.all.push(Object {
            noun,
            node,
            incident,
            report,
            id,
        });
        ix
    }

    /// Returns the object that an object means by an id.
    pub(super) fn find(&self, from: ObjectIx, id: &str) -> Option<ObjectIx> {
        let incident = self.all[from].incident;
        let own = self.ids.get(&(incident, id.to_owned()));
        let found = own.or_else(|| self.ids.get(&(None, id.to_owned())));
        found.copied()
    }

    /// Returns the objects that an object names, each with the key.
    pub(super) fn named(&self, ix: ObjectIx) -> Vec<(&'static str, ObjectIx)> {
        let object = &self.all[ix];
        let mut named = Vec::new();
        for key in object.noun.shape().keys {
            let Some(node) = object.node.get(key.name) else {
                continue;
            };
            let ids: Vec<&str> = match key.value {
                Value::One(_) | Value::Many(_) => node.texts().collect(),
                Value::Link => node
                    .texts()
                    .chain(node.get("person").and_then(Node::as_text))
                    .collect(),
                Value::Says => {
                    let base = node.as_text().and_then(|text| Quantity::parse(text).ok());
                    let base = base.as_ref().and_then(Quantity::base).map(str::to_owned);
                    let found = base.and_then(|base| self.find(ix, &base));
                    named.extend(found.map(|found| (key.name, found)));
                    continue;
                }
                _ => continue,
            };
            let found = ids.into_iter().filter_map(|id| self.find(ix, id));
            named.extend(found.map(|found| (key.name, found)));
        }
        named.extend(object.report.map(|report| ("in", report)));
        named
    }
}

fn text<'a>(node: &'a Node, key: &str) -> &'a str {
    node.get(key).and_then(Node::as_text).unwrap_or_default()
}
