//! The other forms of a casebook: an incident alone, and an incident a line.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tallybook::incident::{Document, Node};

use super::random::document;

/// The first incident of a casebook, alone.
pub(super) fn alone(casebook: &Document) -> Document {
    let root = &casebook.roots[0];
    Document::of(incident(root, &root.list("incidents")[0]))
}

/// A casebook with an incident a line.
pub(super) fn lines(casebook: &Document) -> Document {
    let root = &casebook.roots[0];
    let incidents = root.list("incidents").iter();
    Document {
        roots: incidents.map(|node| incident(root, node)).collect(),
        is_lines: true,
    }
}

/// An incident with what the casebook says of itself and shares.
fn incident(root: &Node, node: &Node) -> Node {
    let mut node = node.clone();
    for key in ["format", "version", "coded_by"] {
        if let Some(value) = root.get(key) {
            node.set(key, value.clone());
        }
    }
    for key in ["parties", "sources", "reports"] {
        let all = [root.list(key), node.list(key)].concat();
        node.set(key, Node::List(all));
    }
    node
}

#[test]
fn casebooks_at_random_hold_what_the_laws_are_about() {
    let mut runner = TestRunner::deterministic();
    let mut texts = String::new();
    for _ in 0..150 {
        let document = document().new_tree(&mut runner).expect("a document");
        texts += &document.current().laid_out();
    }
    for part in [
        "2 more than i0-page",
        "2 more than s-page",
        "2 more than i0c",
        "\"repeats\": \"i0-page",
        "\"updates\": ",
        "\"corrects\": ",
        "\"retracts\": ",
        "\"voice_of\": ",
        "\"sum_of\": ",
        "\"same_as\": ",
        "\"version_of\": ",
        "\"private\": true",
        "{\"id\": \"i1\", \"title\"",
        "{\n  \"id\": \"i0\",\n  \"title\"",
    ] {
        assert!(texts.contains(part), "none with {part}");
    }
}
