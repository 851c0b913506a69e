//! Claims in their places, some without an id of their own: others name them by the one that the
//! place makes.

use std::collections::HashMap;

use tallybook::incident::{Node, made_claim_id};

/// A claim, before it has its place.
pub(super) struct Claim {
    pub(super) node: Node,
    pub(super) id: String,
    /// Whether it keeps its id.
    pub(super) is_given: bool,
    /// The report that it stands in, if it does.
    pub(super) home: Option<usize>,
    /// Which of the reports that the incident sees, and its id.
    pub(super) page: usize,
    pub(super) page_id: String,
    pub(super) measure: usize,
    pub(super) is_retraction: bool,
}

/// Returns the reports with the claims that stand in them, and the claims beside them.
pub(super) fn housed(reports: &[Node], mut claims: Vec<Claim>) -> (Vec<Node>, Vec<Node>) {
    claims.sort_by_key(|claim| claim.home.map_or((1, 0), |home| (0, home)));
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut made: HashMap<String, String> = HashMap::new();
    for claim in &mut claims {
        let count = counts.entry(claim.page_id.clone()).or_default();
        *count += 1;
        if !claim.is_given {
            claim.node.remove("id");
            made.insert(claim.id.clone(), made_claim_id(&claim.page_id, *count));
        }
    }
    let mut reports = reports.to_vec();
    let mut beside = Vec::new();
    for claim in claims {
        let mut node = claim.node;
        for key in ["repeats", "updates", "corrects", "retracts", "says"] {
            if let Some(value) = node.get_mut(key) {
                rename(value, &made);
            }
        }
        match claim.home {
            Some(home) => {
                let mut inner = reports[home].list("claims").to_vec();
                inner.push(node);
                reports[home].set("claims", Node::List(inner));
            }
            None => {
                node.set("in", Node::text(claim.page_id));
                beside.push(node);
            }
        }
    }
    (reports, beside)
}

fn rename(value: &mut Node, made: &HashMap<String, String>) {
    match value {
        Node::List(items) => items.iter_mut().for_each(|item| rename(item, made)),
        Node::Text(text) => {
            let (before, id) = text.rsplit_once(' ').unwrap_or(("", text));
            if let Some(made) = made.get(id) {
                *text = format!("{before} {made}").trim().to_owned();
            }
        }
        _ => {}
    }
}
