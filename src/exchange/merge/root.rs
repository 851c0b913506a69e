//! The file itself: who coded it, in which version, and in which form.

use super::conflict::{Conflicts, Of};
use super::incident::put;
use super::levels::Levels;
use crate::exchange::Side;
use crate::exchange::differences::{KeyDifference, of_stranger_keys};
use crate::exchange::side::CATALOG;
use crate::incident::Node;

/// Keys of a file, which an incident alone has as well.
const OF_THE_FILE: [&str; 3] = ["format", "version", "coded_by"];

/// Notes what two files say differently of themselves.
pub(super) fn compare(left: &Side, right: &Side, conflicts: &mut Conflicts) {
    let of = Of {
        incident: None,
        object: "casebook",
        id: "",
        measure: None,
        places: None,
    };
    let (one, other) = (left.versions(), right.versions());
    if one != other || one.len() > 1 {
        let said = |versions: Vec<&str>| (!versions.is_empty()).then(|| versions.join(", "));
        let difference = KeyDifference {
            key: "version".to_owned(),
            left: said(one),
            right: said(other),
        };
        conflicts.note(&of, vec![difference]);
    }
    if let (Some(one), Some(other)) = (left.root(), right.root()) {
        conflicts.note(&of, of_stranger_keys(one, other));
    }
}

/// Makes the result of its parts.
pub(super) fn assemble(
    left: &Side,
    right: &Side,
    levels: Levels<'_>,
    mut incidents: Vec<Node>,
) -> Node {
    let is_shared = levels.shared.iter().any(|list| !list.is_empty());
    let is_alone = left.is_alone() && right.root().is_none() && !is_shared && incidents.len() == 1;
    let mut root = if is_alone {
        incidents.remove(0)
    } else {
        for node in &mut incidents {
            for key in OF_THE_FILE {
                node.remove(key);
            }
        }
        casebook(left, right, levels, incidents)
    };
    let known = left.coders();
    let united: Vec<&str> = known
        .iter()
        .copied()
        .chain(
            right
                .coders()
                .into_iter()
                .filter(|coder| !known.contains(coder)),
        )
        .collect();
    let is_written = root.get("coded_by").is_some();
    if united.len() > known.len() || !is_written && !united.is_empty() {
        let coders = united.into_iter().map(Node::text).collect();
        insert(&mut root, "coded_by", Node::List(coders));
    }
    root
}

fn casebook(left: &Side, right: &Side, levels: Levels<'_>, incidents: Vec<Node>) -> Node {
    let mut root = match left.root().or_else(|| right.root()) {
        Some(root) => {
            let fields = root.fields().iter().map(|(key, value)| match key.as_str() {
                // Its place is kept, and its incidents are not copied.
                "incidents" => (key.clone(), Node::List(Vec::new())),
                _ => (key.clone(), value.clone()),
            });
            Node::Object(fields.collect())
        }
        None => {
            let mut root = Node::object();
            root.set("format", Node::text("tallybook/1"));
            if let [version] = left.versions()[..] {
                root.set("version", Node::text(version));
            }
            root.set("incidents", Node::List(Vec::new()));
            root
        }
    };
    if left.root().is_none() {
        root.remove("coded_by");
    }
    for (noun, list) in CATALOG.into_iter().zip(levels.shared) {
        let key = noun.shape().list;
        if root.get_mut(key).is_none() && !list.is_empty() {
            insert(&mut root, key, Node::List(list));
        } else {
            put(&mut root, noun, list);
        }
    }
    root.set("incidents", Node::List(incidents));
    root
}

/// Puts a value under a key where the key is, else before the incidents, else behind the format.
fn insert(root: &mut Node, key: &str, value: Node) {
    if root.get_mut(key).is_some() {
        return root.set(key, value);
    }
    if let Node::Object(fields) = root {
        let incidents = fields.iter().position(|(key, _)| key == "incidents");
        let behind_format = usize::from(fields.first().is_some_and(|(key, _)| key == "format"));
        fields.insert(incidents.unwrap_or(behind_format), (key.to_owned(), value));
    }
}
