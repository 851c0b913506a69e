//! Writing a decision into a casebook as it is written.
//!
//! Nothing that stands there is overwritten, and what is written has to load: whoever writes loads
//! the document before it leaves the program, since a link may close a circle.

use crate::incident::{Document, Node, Noun, made_person_id, nearest};

use super::{Decision, LinkKind};

/// What came of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The link was written.
    Anew,
    /// The same link was there, with whatever reason it has.
    Already,
}

/// Why a decision cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong. May quote the casebook.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Refusal {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
        }
    }
}

/// Where an object stands in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seat {
    root: usize,
    /// Which of the root's incidents; none for the root's own lists.
    incident: Option<usize>,
    at: usize,
}

/// What one incident sees.
struct Scope<'a> {
    root: usize,
    incident: Option<usize>,
    id: &'a str,
}

/// Where both of those that a decision links stand in a document, in every way to read their ids.
/// Writing decisions moves nothing, so that it stays right.
#[derive(Clone, Debug)]
pub struct Both(Vec<(Seat, Seat)>);

impl Both {
    /// Tells whether the document holds both at all.
    #[must_use]
    pub fn are_there(&self) -> bool {
        !self.0.is_empty()
    }
}

/// Writes a decision into a document, in which `both` were found: `same_as` and `maybe_same_as` with their reason, `part_of`
/// and `voice_of` with theirs in the notes of the source. The document is as it was where this
/// fails.
///
/// # Errors
/// Where an id is not there or stands for several, another link stands in the place of this one,
/// or a source that incidents share would point at one of a single incident.
pub fn link(document: &mut Document, decision: &Decision, both: &Both) -> Result<Written, Refusal> {
    let (one, other) = match both.0[..] {
        [] => return Err(missing(document, decision)),
        [pair] => pair,
        _ => {
            let ids = scopes(document);
            let first = ids.first().map_or("INCIDENT", |scope| scope.id);
            let message = format!(
                "`{}` and `{}` stand in more than one incident",
                decision.one, decision.other
            );
            let hint = format!("say which, such as `{first}/{}`", bare(&decision.one));
            return Err(Refusal::new(message, hint));
        }
    };
    if one == other {
        let message = format!("`{}` cannot be linked with itself", decision.one);
        return Err(Refusal::new(message, "a link names two"));
    }
    if one.incident.is_none() && other.incident.is_some() {
        let message = format!(
            "`{}` is shared by all incidents of the casebook, and `{}` is a source of one of them",
            decision.one, decision.other
        );
        let hint = format!(
            "move `{}` up into the `sources` of the casebook, or `{}` down into the incident",
            bare(&decision.other),
            bare(&decision.one)
        );
        return Err(Refusal::new(message, hint));
    }
    put(document, decision, one, other)
}

fn put(
    document: &mut Document,
    decision: &Decision,
    one: Seat,
    other: Seat,
) -> Result<Written, Refusal> {
    let (noun, key, target) = (
        noun(decision.kind),
        decision.kind.word(),
        bare(&decision.other),
    );
    let there = node(document, noun, one).and_then(|node| node.get(key));
    if let Some(there) = there {
        let there = there
            .as_text()
            .or(there.get("person").and_then(Node::as_text));
        if there == Some(target) {
            return Ok(Written::Already);
        }
        let there = there.unwrap_or("something else");
        let message = format!("`{}` has `{key}` already: `{there}`", decision.one);
        let hint = format!("link `{there}`, or take the link out of the file first");
        return Err(Refusal::new(message, hint));
    }
    if let Some(node) = node_mut(document, noun, other)
        && node.id().is_none()
        && let Node::Object(fields) = node
    {
        // An id that was made counts from the top of the file, and changes with what comes in.
        fields.retain(|(key, _)| key != "id");
        fields.insert(0, ("id".to_owned(), Node::text(target)));
    }
    let Some(node) = node_mut(document, noun, one) else {
        return Err(missing(document, decision));
    };
    if decision.kind.is_of_people() {
        let link = Node::Object(vec![
            ("person".to_owned(), Node::text(target)),
            ("reason".to_owned(), Node::text(&decision.reason)),
        ]);
        place(node, noun, key, link);
    } else {
        place(node, noun, key, Node::text(target));
        let note = format!("{key} `{target}`: {}", decision.reason);
        let notes = match node.get("notes").and_then(Node::as_text).map(str::trim_end) {
            None | Some("") => note,
            Some(notes) if notes.ends_with(['.', '!', '?']) => format!("{notes} {note}"),
            Some(notes) => format!("{notes}. {note}"),
        };
        place(node, noun, "notes", Node::Text(notes));
    }
    Ok(Written::Anew)
}

/// Puts a value under a key: in its place where the key is there, else before the first key that
/// the format has behind it.
fn place(node: &mut Node, noun: Noun, key: &str, value: Node) {
    let rank = |key: &str| noun.shape().keys.iter().position(|known| known.name == key);
    let behind = |(known, _): &(String, Node)| rank(known) > rank(key);
    match node {
        Node::Object(fields) if fields.iter().all(|(known, _)| known != key) => {
            let at = fields.iter().position(behind).unwrap_or(fields.len());
            fields.insert(at, (key.to_owned(), value));
        }
        _ => node.set(key, value),
    }
}

fn noun(kind: LinkKind) -> Noun {
    if kind.is_of_people() {
        Noun::Person
    } else {
        Noun::Source
    }
}

/// The id without its incident.
fn bare(typed: &str) -> &str {
    typed.split_once('/').map_or(typed, |(_, id)| id)
}

fn incident_of(typed: &str) -> Option<&str> {
    typed.split_once('/').map(|(incident, _)| incident)
}

fn scopes(document: &Document) -> Vec<Scope<'_>> {
    let mut scopes = Vec::new();
    for (root, node) in document.roots.iter().enumerate() {
        match node.get("incidents") {
            Some(incidents) => {
                for (at, incident) in incidents.items().iter().enumerate() {
                    let id = incident.id().unwrap_or_default();
                    let incident = Some(at);
                    scopes.push(Scope { root, incident, id });
                }
            }
            None => scopes.push(Scope {
                root,
                incident: None,
                id: node.id().unwrap_or_default(),
            }),
        }
    }
    scopes
}

/// Finds every way to read the two ids of a decision, in incidents that see both.
#[must_use]
pub fn find_both(document: &Document, decision: &Decision) -> Both {
    let noun = noun(decision.kind);
    let mut seats = Vec::new();
    for scopes in scopes(document).chunk_by(|one, next| one.root == next.root) {
        let root = scopes.first().map_or(0, |scope| scope.root);
        // All incidents of a casebook see what it shares: one look is enough.
        let shared = [&decision.one, &decision.other]
            .map(|typed| find(document, root, None, noun, bare(typed)));
        let mut shared_are_met = false;
        for scope in scopes.iter().filter(|scope| scope.may_hold(decision)) {
            let own = |typed| find(document, root, Some(scope.incident?), noun, bare(typed));
            let one = own(&decision.one).or(shared[0]);
            let other = own(&decision.other).or(shared[1]);
            let (Some(one), Some(other)) = (one, other) else {
                continue;
            };
            let are_shared = one.incident.is_none() && other.incident.is_none();
            if !(are_shared && std::mem::replace(&mut shared_are_met, true)) {
                seats.push((one, other));
            }
        }
    }
    Both(seats)
}

impl Scope<'_> {
    /// Tells whether an id that is typed may be one of this incident.
    fn is_meant(&self, typed: &str) -> bool {
        incident_of(typed).is_none_or(|incident| incident == self.id)
    }

    fn may_hold(&self, decision: &Decision) -> bool {
        self.is_meant(&decision.one) && self.is_meant(&decision.other)
    }
}

/// Finds an object in the lists of an incident, or in those of the root itself.
fn find(
    document: &Document,
    root: usize,
    incident: Option<usize>,
    noun: Noun,
    id: &str,
) -> Option<Seat> {
    let holder = holder(document, root, incident)?;
    let mut items = holder.list(noun.shape().list).iter().enumerate();
    let (at, _) = items.find(|(at, node)| match node.id() {
        Some(given) => given == id,
        None => noun == Noun::Person && id == made_person_id(at + 1),
    })?;
    Some(Seat { root, incident, at })
}

fn holder(document: &Document, root: usize, incident: Option<usize>) -> Option<&Node> {
    let root = document.roots.get(root)?;
    match incident {
        None => Some(root),
        Some(at) => root.list("incidents").get(at),
    }
}

fn node(document: &Document, noun: Noun, seat: Seat) -> Option<&Node> {
    let holder = holder(document, seat.root, seat.incident)?;
    holder.list(noun.shape().list).get(seat.at)
}

fn node_mut(document: &mut Document, noun: Noun, seat: Seat) -> Option<&mut Node> {
    let mut holder = document.roots.get_mut(seat.root)?;
    if let Some(at) = seat.incident {
        holder = item_mut(holder.get_mut("incidents")?, at)?;
    }
    item_mut(holder.get_mut(noun.shape().list)?, seat.at)
}

fn item_mut(list: &mut Node, at: usize) -> Option<&mut Node> {
    match list {
        Node::List(items) => items.get_mut(at),
        _ => None,
    }
}

/// Says why the two are not found.
fn missing(document: &Document, decision: &Decision) -> Refusal {
    let noun = noun(decision.kind);
    let word = noun.shape().name;
    let scopes = scopes(document);
    for typed in [&decision.one, &decision.other] {
        if let Some(incident) = incident_of(typed)
            && scopes.iter().all(|scope| scope.id != incident)
        {
            let near = nearest(incident, scopes.iter().map(|scope| scope.id));
            return Refusal::new(
                format!("no incident `{incident}`"),
                near.map_or("`show` lists them".to_owned(), |near| {
                    format!("did you mean `{near}`?")
                }),
            );
        }
        let holders = || {
            let mut met = None;
            let meant = scopes.iter().filter(|scope| scope.is_meant(typed));
            meant.flat_map(move |scope| {
                // What a casebook shares stands in it once, however many incidents see it.
                let is_new = met.replace(scope.root) != Some(scope.root);
                let own = scope.incident.map(|_| (scope.root, scope.incident));
                [own, is_new.then_some((scope.root, None))]
                    .into_iter()
                    .flatten()
            })
        };
        let is_there = |noun| {
            holders()
                .any(|(root, incident)| find(document, root, incident, noun, bare(typed)).is_some())
        };
        if is_there(noun) {
            continue;
        }
        let message = format!("no {word} `{typed}`");
        let swapped = if noun == Noun::Person {
            Noun::Source
        } else {
            Noun::Person
        };
        if is_there(swapped) {
            let hint = format!(
                "it is a {}, and `{}` links a {word} to a {word}",
                swapped.shape().name,
                decision.kind.word()
            );
            return Refusal::new(message, hint);
        }
        let ids = holders().flat_map(|(root, incident)| {
            let lists = holder(document, root, incident).map(|of| of.list(noun.shape().list));
            lists.into_iter().flatten().filter_map(Node::id)
        });
        let hint = match nearest(bare(typed), ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`tallybook fold CASEBOOK` lists those that may be one".to_owned(),
        };
        return Refusal::new(message, hint);
    }
    let message = format!(
        "`{}` and `{}` are not seen by one incident",
        decision.one, decision.other
    );
    Refusal::new(
        message,
        "a link joins what stands in one incident, or in what it shares",
    )
}
