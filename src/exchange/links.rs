//! Which objects a document holds, and whom they name.

use std::collections::HashMap;

use crate::incident::{
    Document, Node, Noun, Quantity, SHAPES, Value, made_claim_id, made_person_id,
};

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
    /// By the incident that holds it, or nothing for what the casebook shares, and the id.
    ids: HashMap<(Option<ObjectIx>, String), ObjectIx>,
    /// An incident may be called as something in it is, or something that is shared.
    incidents: HashMap<String, ObjectIx>,
}

impl<'a> Objects<'a> {
    /// Gathers the objects of a document that loads.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut objects = Self {
            all: Vec::new(),
            ids: HashMap::new(),
            incidents: HashMap::new(),
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
                .map_or_else(|| made_claim_id(&page, *count), str::to_owned);
            self.push(Noun::Claim, claim, incident, report, id);
        }
        for (at, person) in people.into_iter().enumerate() {
            let id = person
                .id()
                .map_or_else(|| made_person_id(at + 1), str::to_owned);
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
        if noun == Noun::Incident {
            self.incidents.insert(id.clone(), ix);
        } else {
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

    /// Returns the object of one of these sorts that an object means by an id.
    pub(super) fn find(&self, from: ObjectIx, nouns: &[Noun], id: &str) -> Option<ObjectIx> {
        if nouns.contains(&Noun::Incident) {
            return self.incidents.get(id).copied();
        }
        let incident = self.all[from].incident;
        let own = self.ids.get(&(incident, id.to_owned()));
        let found = own.or_else(|| self.ids.get(&(None, id.to_owned())));
        found
            .copied()
            .filter(|found| nouns.contains(&self.all[*found].noun))
    }

    /// Tells whether a claim is on a count: what one says of a statement may read like an
    /// increment and is none.
    pub(super) fn counts(&self, claim: ObjectIx) -> bool {
        let measure = text(self.all[claim].node, "measure");
        let measure = self.find(claim, &[Noun::Measure], measure);
        measure.is_none_or(|measure| text(self.all[measure].node, "kind") != "statement")
    }

    /// Returns the objects that an object names, each with the key.
    pub(super) fn named(&self, ix: ObjectIx) -> Vec<(&'static str, ObjectIx)> {
        let object = &self.all[ix];
        let mut named = Vec::new();
        for key in object.noun.shape().keys {
            let Some(node) = object.node.get(key.name) else {
                continue;
            };
            let mut name = |nouns: &[Noun], id: &str| {
                let found = self.find(ix, nouns, id);
                named.extend(found.map(|found| (key.name, found)));
            };
            match key.value {
                Value::One(nouns) | Value::Many(nouns) => {
                    node.texts().for_each(|id| name(nouns, id));
                }
                Value::Link => {
                    let person = node.get("person").and_then(Node::as_text);
                    node.texts()
                        .chain(person)
                        .for_each(|id| name(&[Noun::Person], id));
                }
                Value::Says if self.counts(ix) => {
                    let quantity = node.as_text().and_then(|text| Quantity::parse(text).ok());
                    if let Some(base) = quantity.as_ref().and_then(Quantity::base) {
                        name(&[Noun::Claim], base);
                    }
                }
                _ => {}
            }
        }
        named.extend(object.report.map(|report| ("in", report)));
        named
    }
}

fn text<'a>(node: &'a Node, key: &str) -> &'a str {
    node.get(key).and_then(Node::as_text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Objects;
    use crate::incident::{Document, Input};

    /// What the object of an id names, as `key id`.
    fn named(text: &str, id: &str) -> Vec<String> {
        let document = Document::read(&Input::new("a.json", text)).expect("JSON");
        let objects = Objects::of(&document);
        let ix = objects.all.iter().position(|one| one.id == id).expect(id);
        let named = objects.named(ix).into_iter();
        named
            .map(|(key, to)| {
                format!(
                    "{key} {} {}",
                    objects.all[to].noun.shape().name,
                    objects.all[to].id
                )
            })
            .collect()
    }

    #[test]
    fn an_incident_names_incidents() {
        let text = r#"{"format": "tallybook/1", "sources": [{"id": "press", "name": "P", "kind": "media"}],
            "incidents": [{"id": "i", "title": "I", "related": ["press", "j"]},
                {"id": "j", "title": "J", "sources": [{"id": "i", "name": "N", "kind": "media"}]}]}"#;
        assert_eq!(named(text, "i"), ["related incident j"]);
    }

    #[test]
    fn a_statement_is_no_increment() {
        let text = r#"{"id": "i", "title": "I", "measures": [
                {"id": "n", "label": "N", "outcome": "killed", "group": "g"},
                {"id": "s", "label": "S", "outcome": "killed", "group": "g", "kind": "statement"}],
            "claims": [{"id": "a", "measure": "n", "says": 5, "in": "r"},
                {"id": "b", "measure": "n", "says": "5 more than a", "in": "r"},
                {"id": "c", "measure": "s", "says": "5 more than a", "in": "r"}]}"#;
        assert_eq!(named(text, "b"), ["measure measure n", "says claim a"]);
        assert_eq!(named(text, "c"), ["measure measure s"]);
    }
}
