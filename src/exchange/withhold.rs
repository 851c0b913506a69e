//! What must not leave: objects that are marked `private`, and what cannot stand without them.
//!
//! A private object stays behind unless it is asked for by name. So does what leans on it: a claim
//! by a private source, on a private page, or that repeats a private claim would mean something
//! else without it. Where an object merely mentions a private one (a claim that names a person, a
//! person who may be another), the mention stays behind alone. The figures of what leaves may be
//! others than those of what stays: the two are compared, and what moves is told.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::cut::{cut, pins};
use super::grid::sheet_name;
use super::links::{ObjectIx, Objects};
use super::moved::moved;
use crate::incident::{Document, Node, Noun};

/// Keys whose mention of a private object can be left out without changing what the rest means.
const MENTIONS: [&str; 7] = [
    "people",
    "updates",
    "corrects",
    "same_as",
    "maybe_same_as",
    "version_of",
    "related",
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
    let is_private = |node: &Node| node.get("private").is_some_and(Node::is_true);
    let private_ids: HashSet<&str> = objects
        .all
        .iter()
        .filter(|object| is_private(object.node))
        .map(|object| object.id.as_str())
        .collect();
    let names = |ix: ObjectIx| {
        let object = &objects.all[ix];
        let incident = object.incident.map(|incident| &objects.all[incident].id);
        let whole = incident.map(|incident| format!("{incident}/{}", object.id));
        // A word that is somebody's id is no sheet: rather too little leaves than too much.
        let sheet = Some(sheet_name(object.noun)).filter(|name| !private_ids.contains(name));
        [Some(object.id.clone()), whole, sheet.map(str::to_owned)]
    };
    let is_asked = |ix: ObjectIx| names(ix).iter().flatten().any(|name| asked.contains(name));
    let private: Vec<ObjectIx> = (0..objects.all.len())
        .filter(|ix| is_private(objects.all[*ix].node))
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
    // Both with the same ids, so that the two can be compared claim by claim.
    let ids = pins(&objects, |_| true);
    let whole = cut(document, &objects, &ids, &|_| true);
    let rest = cut(document, &objects, &ids, &|ix| !gone.contains_key(&ix));
    let mut told = told(&objects, &gone);
    told.extend(moved(&whole, &rest));
    Withheld {
        document: rest,
        told,
        unknown,
    }
}

/// What stays behind, and what each leans on; nothing for what is private itself. Of several that
/// one leans on it is the nearest to what is private, and of those the first.
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
    let mut waiting: VecDeque<ObjectIx> = private.collect();
    let mut gone: HashMap<ObjectIx, Option<ObjectIx>> =
        waiting.iter().map(|ix| (*ix, None)).collect();
    while let Some(on) = waiting.pop_front() {
        for ix in leaning.get(&on).into_iter().flatten() {
            gone.entry(*ix).or_insert_with(|| {
                waiting.push_back(*ix);
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
    }
    let counts = counts
        .into_iter()
        .map(|(noun, count)| format!("withheld: {count} private of `{}`", sheet_name(noun)));
    counts.chain(lines).collect()
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
                "changed: `i/m`: current again: `r.2`, `r.3`",
                "changed: `i/m`: figures: gone 3; moved 4",
                "changed: `i/m`: people named: 0 before, 1 now",
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

    /// An incident of one measure with a source that hides and two that do not.
    fn withheld(reports: &str, people: &str) -> (Document, Vec<String>) {
        let text = format!(
            r#"{{"format": "tallybook/1", "id": "i", "title": "I",
            "sources": [{{"id": "hidden", "name": "H", "kind": "witness", "private": true}},
                {{"id": "press", "name": "P", "kind": "media"}},
                {{"id": "army", "name": "A", "kind": "official"}}],
            "measures": [{{"id": "m", "label": "M", "outcome": "killed", "group": "g"}}],
            "reports": [{reports}], "people": [{people}]}}"#
        );
        load(vec![Input::new("a.json", &*text)]).expect("valid");
        let document = Document::read(&Input::new("a.json", text)).expect("JSON");
        let withheld = withhold(&document, &[]);
        let text = withheld.document.laid_out();
        load(vec![Input::new("a.json", text)]).expect("valid without what is private");
        (withheld.document, withheld.told)
    }

    #[test]
    fn an_earlier_claim_that_is_current_again_is_told() {
        let reports = r#"{"id": "old", "publisher": "press", "published": "2020-01-01", "claims": [
                {"measure": "m", "by": "army", "says": 5}]},
            {"id": "new", "publisher": "press", "published": "2020-01-02", "private": true, "claims": [
                {"measure": "m", "by": "army", "says": 6}]}"#;
        let (_, told) = withheld(reports, "");
        assert!(
            told.contains(&"changed: `i/m`: current again: `old.1`".to_owned()),
            "{told:#?}"
        );
        assert!(
            told.contains(&"changed: `i/m`: figures: gone 6; new 5".to_owned()),
            "{told:#?}"
        );
    }

    #[test]
    fn what_does_not_stand_again_is_not_said_to() {
        let reports = r#"{"id": "r", "publisher": "press", "claims": [
                {"id": "a", "measure": "m", "by": "army", "says": 5},
                {"id": "b", "measure": "m", "by": "army", "retracts": "a"},
                {"id": "c", "measure": "m", "by": "army", "retracts": "a", "private": true}]}"#;
        let private = ["sources", "claims"].map(|of| format!("withheld: 1 private of `{of}`"));
        assert_eq!(withheld(reports, "").1, private);
    }

    #[test]
    fn links_of_people_that_are_lost_change_what_is_named() {
        let reports = r#"{"id": "r", "publisher": "press", "claims": [
                {"measure": "m", "by": "army", "says": 2, "people": ["one", "other"]}]}"#;
        let people = r#"{"id": "hub", "name": "H", "private": true},
            {"id": "one", "name": "O", "same_as": "hub"}, {"id": "other", "name": "P", "same_as": "hub"}"#;
        let (document, told) = withheld(reports, people);
        assert!(!document.laid_out().contains("same_as"));
        assert!(
            told.contains(&"changed: `i/m`: people named: 1 before, 2 now".to_owned()),
            "{told:#?}"
        );
    }

    #[test]
    fn what_a_claim_leans_on_is_the_first() {
        let reports = r#"{"id": "r", "publisher": "press", "claims": [
                {"id": "a", "measure": "m", "by": "army", "says": 5, "private": true},
                {"id": "b", "measure": "m", "by": "army", "says": 5, "private": true},
                {"id": "c", "measure": "m", "by": "hidden", "says": 5, "repeats": ["b", "a"]}]}"#;
        for _ in 0..20 {
            let told = withheld(reports, "").1;
            assert!(
                told.contains(&"withheld: claim `c`, which leans on source `hidden`".to_owned()),
                "{told:#?}"
            );
        }
    }

    #[test]
    fn ids_too_long_to_be_written_are_shortened() {
        let page = "r".repeat(64);
        let reports = format!(
            r#"{{"id": "{page}", "publisher": "press", "claims": [
                {{"measure": "m", "by": "hidden", "says": 1}},
                {{"measure": "m", "by": "army", "says": 5}},
                {{"measure": "m", "by": "press", "says": 5, "repeats": "{page}.2"}},
                {{"measure": "m", "by": "press", "says": "2 more than {page}.2"}}]}}"#
        );
        let (document, _) = withheld(&reports, "");
        let claims = document.roots[0].list("reports")[0].list("claims");
        let id = claims[0].id().expect("an id");
        assert_eq!(
            claims[1].get("repeats").and_then(|id| id.as_text()),
            Some(id)
        );
        assert_eq!(
            claims[2].get("says").and_then(|says| says.as_text()),
            Some(&*format!("2 more than {id}"))
        );
    }

    #[test]
    fn an_incident_that_is_related_to_the_namesake_of_a_source_leaves() {
        let text = r#"{"format": "tallybook/1",
            "sources": [{"id": "press", "name": "P", "kind": "media", "private": true}],
            "incidents": [{"id": "i", "title": "I", "related": ["press"]},
                {"id": "press", "title": "The press building"}]}"#;
        let document = Document::read(&Input::new("a.json", text)).expect("JSON");
        let withheld = withhold(&document, &[]);
        assert_eq!(withheld.told, ["withheld: 1 private of `sources`"]);
        assert_eq!(withheld.document.incidents(), document.incidents());
    }

    #[test]
    fn a_private_page_is_not_named_by_a_spelling_and_a_word_that_is_an_id_is_no_sheet() {
        let text = r#"{"format": "tallybook/1", "id": "i", "title": "I",
            "sources": [{"id": "people", "name": "P", "kind": "witness", "private": true},
                {"id": "s", "name": "S", "kind": "media"}],
            "reports": [{"id": "hidden-page", "publisher": "s", "private": true}],
            "people": [{"name": "N", "variants": [{"name": "V", "in": "hidden-page"}]},
                {"id": "q", "name": "A secret", "private": true}]}"#;
        let document = Document::read(&Input::new("a.json", text)).expect("JSON");
        let text = withhold(&document, &["people".to_owned()])
            .document
            .laid_out();
        assert!(text.contains("\"variants\": [{\"name\": \"V\"}]"), "{text}");
        assert!(
            !text.contains("hidden-page") && !text.contains("secret"),
            "{text}"
        );
    }
}
