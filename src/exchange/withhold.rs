//! What must not leave: objects that are marked `private`, and what cannot stand without them.
//!
//! A private object stays behind unless it is asked for by name. So does what leans on it: a claim
//! by a private source, on a private page, or that repeats a private claim would mean something
//! else without it. Where an object merely mentions a private one (a claim that names a person, a
//! person who may be another), the mention stays behind alone. All of it is told, for the figures
//! of what leaves may be others than those of what stays.

use std::collections::{BTreeMap, HashMap};

use super::grid::sheet_name;
use super::links::{ObjectIx, Objects};
use crate::incident::{Document, Node, Noun, SHAPES};

/// Keys whose mention of a private object can be left out without changing what the rest means.
const MENTIONS: [&str; 6] = [
    "people",
    "updates",
    "corrects",
    "same_as",
    "maybe_same_as",
    "version_of",
];

/// A casebook without what must not leave.
#[derive(Debug)]
pub struct Withheld {
    /// What may leave.
    pub document: Document,
    /// What was left out and what that changes, a line each, for whoever exports.
    pub told: Vec<String>,
    /// The names that were asked for and that nothing has.
    pub unknown: Vec<String>,
}

/// Leaves out what is private. `asked` names what leaves all the same: by id, as `INCIDENT/ID`, or
/// a whole sort by the name of its sheet (`sources`, `pages`, `claims`, `people`).
#[must_use]
pub fn withhold(document: &Document, asked: &[String]) -> Withheld {
    let objects = Objects::of(document);
    let names = |ix: ObjectIx| {
        let object = &objects.all[ix];
        let incident = object.incident.map(|incident| &objects.all[incident].id);
        let whole = incident.map(|incident| format!("{incident}/{}", object.id));
        [
            Some(object.id.clone()),
            whole,
            Some(sheet_name(object.noun).to_owned()),
        ]
    };
    let is_asked = |ix: ObjectIx| names(ix).iter().flatten().any(|name| asked.contains(name));
    let all = 0..objects.all.len();
    let private: Vec<ObjectIx> = all
        .clone()
        .filter(|ix| {
            objects.all[*ix]
                .node
                .get("private")
                .is_some_and(Node::is_true)
        })
        .collect();
    let unknown = asked.iter().filter(|name| {
        let mut private = private.iter();
        !private.any(|ix| names(*ix).iter().flatten().any(|known| known == *name))
    });
    let unknown = unknown.cloned().collect();
    let gone = gone(
        &objects,
        private.iter().copied().filter(|ix| !is_asked(*ix)),
    );
    if gone.is_empty() {
        return Withheld {
            document: document.clone(),
            told: Vec::new(),
            unknown,
        };
    }
    let told = told(&objects, &gone);
    let places: HashMap<usize, ObjectIx> =
        all.map(|ix| (place(objects.all[ix].node), ix)).collect();
    let cut = Cut {
        objects: &objects,
        gone: &gone,
        places: &places,
    };
    Withheld {
        document: Document {
            roots: document.roots.iter().map(|root| cut.node(root)).collect(),
            is_lines: document.is_lines,
        },
        told,
        unknown,
    }
}

/// What stays behind, and what each leans on; nothing for what is private itself.
fn gone(
    objects: &Objects<'_>,
    private: impl Iterator<Item = ObjectIx>,
) -> HashMap<ObjectIx, Option<ObjectIx>> {
    let mut leaning: HashMap<ObjectIx, Vec<ObjectIx>> = HashMap::new();
    for ix in 0..objects.all.len() {
        for (key, to) in objects.named(ix) {
            if !MENTIONS.contains(&key) {
                leaning.entry(to).or_default().push(ix);
            }
        }
    }
    let mut gone: HashMap<ObjectIx, Option<ObjectIx>> = private.map(|ix| (ix, None)).collect();
    let mut waiting: Vec<ObjectIx> = gone.keys().copied().collect();
    while let Some(on) = waiting.pop() {
        for ix in leaning.get(&on).into_iter().flatten() {
            gone.entry(*ix).or_insert_with(|| {
                waiting.push(*ix);
                Some(on)
            });
        }
    }
    gone
}

fn told(objects: &Objects<'_>, gone: &HashMap<ObjectIx, Option<ObjectIx>>) -> Vec<String> {
    let label = |ix: ObjectIx| {
        let object = &objects.all[ix];
        format!("{} `{}`", object.noun.shape().name, object.id)
    };
    let mut counts: BTreeMap<Noun, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut ixs: Vec<ObjectIx> = gone.keys().copied().collect();
    ixs.sort_unstable();
    for ix in ixs {
        match gone[&ix] {
            None => *counts.entry(objects.all[ix].noun).or_default() += 1,
            Some(on) => lines.push(format!(
                "withheld: {}, which leans on {}",
                label(ix),
                label(on)
            )),
        }
        if objects.all[ix].noun == Noun::Claim {
            let named = objects.named(ix).into_iter();
            let lost = named.filter(|(key, to)| {
                matches!(*key, "updates" | "corrects" | "retracts") && !gone.contains_key(to)
            });
            lines.extend(lost.map(|(key, to)| {
                format!(
                    "changed: {} stands again, for what {key} it is withheld",
                    label(to)
                )
            }));
        }
    }
    let counts = counts
        .into_iter()
        .map(|(noun, count)| format!("withheld: {count} private of `{}`", sheet_name(noun)));
    counts.chain(lines).collect()
}

fn place(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

struct Cut<'a> {
    objects: &'a Objects<'a>,
    gone: &'a HashMap<ObjectIx, Option<ObjectIx>>,
    places: &'a HashMap<usize, ObjectIx>,
}

impl Cut<'_> {
    /// Returns an object without what stays behind.
    fn node(&self, node: &Node) -> Node {
        let ix = self.places.get(&place(node)).copied();
        let mut fields = Vec::with_capacity(node.fields().len());
        for (key, value) in node.fields() {
            let is_list = SHAPES.iter().any(|shape| shape.list == key) || key == "incidents";
            let holds_objects = value
                .items()
                .iter()
                .any(|item| self.places.contains_key(&place(item)));
            let value = match ix {
                Some(ix) if MENTIONS.contains(&key.as_str()) && !holds_objects => {
                    self.mentions(ix, value)
                }
                _ if is_list && holds_objects => Some(self.list(value)),
                _ => Some(value.clone()),
            };
            fields.extend(value.map(|value| (key.clone(), value)));
        }
        let mut node = Node::Object(fields);
        let object = ix.map(|ix| &self.objects.all[ix]);
        let has_made_id = |noun| matches!(noun, Noun::Claim | Noun::Person) && node.id().is_none();
        if let Some(object) = object.filter(|object| has_made_id(object.noun)) {
            // Its place may give it another id now, and others may name it by the old one.
            node.set("id", Node::text(&*object.id));
        }
        node
    }

    fn list(&self, list: &Node) -> Node {
        let stays = |item: &&Node| {
            let ix = self.places.get(&place(item));
            ix.is_none_or(|ix| !self.gone.contains_key(ix))
        };
        Node::List(
            list.items()
                .iter()
                .filter(stays)
                .map(|item| self.node(item))
                .collect(),
        )
    }

    /// Returns a mention without those who stay behind; nothing where nobody is left.
    fn mentions(&self, ix: ObjectIx, value: &Node) -> Option<Node> {
        let stays = |id: &str| {
            let to = self.objects.find(ix, id);
            to.is_none_or(|to| !self.gone.contains_key(&to))
        };
        match value {
            Node::List(items) => {
                let kept = items.iter().filter(|item| item.as_text().is_none_or(stays));
                let kept: Vec<Node> = kept.cloned().collect();
                (!kept.is_empty()).then_some(Node::List(kept))
            }
            Node::Object(_) => {
                let person = value.get("person").and_then(Node::as_text);
                person.is_none_or(stays).then(|| value.clone())
            }
            node => node.as_text().is_none_or(stays).then(|| node.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::withhold;
    use crate::incident::{Document, Input, load};

    const TEXT: &str = r#"{"format": "tallybook/1", "id": "i", "title": "I",
        "sources": [{"id": "press", "name": "P", "kind": "media"},
            {"id": "hidden", "name": "A secret name", "kind": "witness", "private": true},
            {"id": "army", "name": "A", "kind": "official"}],
        "measures": [{"id": "m", "label": "M", "outcome": "killed", "group": "g"}],
        "reports": [{"id": "r", "publisher": "press", "claims": [
            {"measure": "m", "by": "hidden", "says": 3, "wording": "a secret phrase"},
            {"measure": "m", "by": "army", "says": 4, "people": ["shown", "secret"]},
            {"measure": "m", "by": "army", "says": 4, "repeats": "r.2"},
            {"measure": "m", "by": "press", "says": "1 more than r.1"},
            {"id": "back", "measure": "m", "by": "army", "retracts": "r.2", "private": true}]}],
        "people": [{"id": "shown", "name": "S", "maybe_same_as": "secret"},
            {"id": "secret", "name": "Another secret", "private": true}]}"#;

    fn document() -> Document {
        Document::read(&Input::new("a.json", TEXT)).expect("JSON")
    }

    #[test]
    fn what_is_private_and_what_leans_on_it_stays_behind() {
        let withheld = withhold(&document(), &[]);
        let text = withheld.document.laid_out();
        assert!(!text.to_lowercase().contains("secret"), "{text}");
        let casebook = load(vec![Input::new("a.json", text)]).expect("valid");
        let claims: Vec<&str> = casebook.incidents[0]
            .claims
            .iter()
            .map(|one| &*one.id)
            .collect();
        // The second keeps the id that its place gave it, since the third names it so.
        assert_eq!(claims, ["r.2", "r.3"]);
        assert_eq!(
            withheld.told,
            [
                "withheld: 1 private of `sources`",
                "withheld: 1 private of `claims`",
                "withheld: 1 private of `people`",
                "withheld: claim `r.1`, which leans on source `hidden`",
                "withheld: claim `r.4`, which leans on claim `r.1`",
                "changed: claim `r.2` stands again, for what retracts it is withheld",
            ]
        );
    }

    #[test]
    fn what_is_asked_for_leaves() {
        for asked in [&["hidden"][..], &["sources"]] {
            let asked: Vec<String> = asked.iter().map(|name| (*name).to_owned()).collect();
            let text = withhold(&document(), &asked).document.laid_out();
            assert!(
                text.contains("A secret name") && text.contains("a secret phrase"),
                "{text}"
            );
            assert!(!text.contains("Another secret"));
        }
        let all = ["hidden", "i/secret", "back"].map(str::to_owned);
        assert_eq!(withhold(&document(), &all).document, document());
        let unknown = withhold(&document(), &["army".to_owned()]).unknown;
        assert_eq!(unknown, ["army"]);
    }
}
