//! The waivers of a casebook: `x-waivers`, a list of objects.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::check::Subject;
use crate::check::books::Books;
use crate::incident::{Free, Incident, Node, Patience, Stray, nearest};

use super::{Given, KEY, Scope, Spot, Waivers, last_day, named};

/// The keys of a waiver.
const KEYS: [&str; 5] = ["finding", "about", "reason", "decided_by", "until"];

/// The ids that a waiver may name, and how much may still be compared.
struct Known<'a> {
    incidents: Vec<&'a Incident>,
    /// Those of all incidents of the file, where there are several.
    ids: Option<HashSet<&'a str>>,
    /// Those incidents by their ids.
    by_id: Option<HashMap<&'a str, &'a Incident>>,
    /// How many ids there are.
    count: usize,
    patience: &'a Patience,
}

impl<'a> Known<'a> {
    /// The ids that one incident sees.
    fn of_one(incident: &'a Incident, patience: &'a Patience) -> Self {
        Self {
            incidents: vec![incident],
            ids: None,
            by_id: None,
            count: incident.shared.index.len() + incident.own.index.len(),
            patience,
        }
    }

    /// The ids that the incidents of a file see.
    fn of_all(incidents: Vec<&'a Incident>, patience: &'a Patience) -> Self {
        let mut known = Self {
            incidents,
            ids: None,
            by_id: None,
            count: 0,
            patience,
        };
        known.count = known.all().count();
        known.ids = Some(known.all().collect());
        let by_id = known.incidents.iter().map(|of| (&*of.id, *of));
        known.by_id = Some(by_id.collect());
        known
    }

    /// Every id; what the incidents share stands there once.
    fn all(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let shared = self.incidents.first().map(|first| &first.shared.index);
        let own = self.incidents.clone().into_iter();
        let own = own.flat_map(|incident| incident.own.index.keys());
        let shared = shared.into_iter().flat_map(|index| index.keys());
        shared.chain(own).map(String::as_str)
    }

    fn has(&self, id: &str) -> bool {
        // No id has a `/` in it.
        if let Some((incident, id)) = id.split_once('/') {
            return self.of(incident).is_some_and(|of| of.find(id).is_some());
        }
        match &self.ids {
            Some(ids) => ids.contains(id),
            None => self.incidents.iter().any(|of| of.find(id).is_some()),
        }
    }

    /// The incident of an id.
    fn of(&self, incident: &str) -> Option<&'a Incident> {
        match &self.by_id {
            Some(by_id) => by_id.get(incident).copied(),
            None => self.incidents.iter().copied().find(|of| of.id == incident),
        }
    }

    /// What is nearest to an id that is none, or to the incident or the id of `INCIDENT/ID`, unless
    /// too much was compared already.
    fn nearest(&self, id: &str) -> Option<String> {
        let Some((incident, id)) = id.split_once('/') else {
            return self.nearest_alone(id).map(str::to_owned);
        };
        let Some(of) = self.of(incident) else {
            let ids = self.incidents.iter().map(|of| &*of.id);
            let may = self.patience.may_compare(self.incidents.len());
            let near = may.then(|| nearest(incident, ids)).flatten()?;
            return Some(format!("{near}/{id}"));
        };
        let near = Self::of_one(of, self.patience).nearest_alone(id)?;
        Some(format!("{incident}/{near}"))
    }

    fn nearest_alone(&self, id: &str) -> Option<&'a str> {
        if !self.patience.may_compare(self.count) {
            return None;
        }
        let mut ids: Vec<&str> = self.all().collect();
        ids.sort_unstable();
        nearest(id, ids)
    }
}

pub(super) fn read(books: &Books, waivers: &mut Waivers) {
    let patience = Patience::default();
    let mut first = 0;
    for of in &books.files {
        let spot = |line: u32, incident: Option<&str>| Spot {
            file: Arc::clone(&of.name),
            order: of.order,
            line,
            place: None,
            incident: incident.map(str::to_owned),
        };
        // The incidents were loaded in the order of the files.
        let own = &books.incidents[first..first + of.places.incidents.len()];
        for stray in &of.places.shared.stray {
            misplaced(stray, &spot(stray.line, None), waivers);
        }
        if !of.places.shared.free.is_empty() {
            let incidents = own.iter().map(|evidence| &**evidence.incident());
            let mut known = Known::of_all(incidents.collect(), &patience);
            for free in &of.places.shared.free {
                let spot = spot(free.line, None);
                take(free, Scope::File(of.order), spot, &mut known, waivers);
            }
        }
        for (nth, level) in of.places.incidents.iter().enumerate() {
            let incident = own[nth].incident();
            for stray in &level.stray {
                misplaced(stray, &spot(stray.line, Some(&incident.id)), waivers);
            }
            let mut known = Known::of_one(incident, &patience);
            for free in &level.free {
                let spot = spot(free.line, Some(&incident.id));
                let scope = Scope::Incident(first + nth);
                take(free, scope, spot, &mut known, waivers);
            }
        }
        first += own.len();
    }
}

/// Notes a key that is meant for waivers where nothing reads it.
fn misplaced(stray: &Stray, at: &Spot, waivers: &mut Waivers) {
    let key = &stray.key;
    let (message, decide) = match stray.within {
        None => (
            format!("waivers stand under `{KEY}`, found `{key}`"),
            format!("write `{KEY}`: nothing reads `{key}`"),
        ),
        Some(within) => (
            format!("`{key}` stands in {within}, where nothing reads it"),
            format!(
                "put it under `{KEY}` of the incident, or beside `incidents`, and name under \
                 `about` what it is for"
            ),
        ),
    };
    waivers.refuse(at, message, decide);
}

fn take(free: &Free, scope: Scope, at: Spot, known: &mut Known<'_>, waivers: &mut Waivers) {
    let about = free.node.as_ref().and_then(|node| node.get("about"));
    let about: Vec<String> =
        about.map_or_else(Vec::new, |about| about.texts().map(str::to_owned).collect());
    match understood(free, &about, known) {
        Ok(given) => waivers.take(given, about, scope, at),
        Err((message, decide)) => waivers.refuse(&at, message, decide),
    }
}

fn understood<'a>(
    free: &'a Free,
    about: &[String],
    known: &mut Known<'_>,
) -> Result<Given<'a>, (String, String)> {
    let keys = || format!("its keys are {}", super::super::finding::listed(&KEYS));
    let Some(node @ Node::Object(fields)) = &free.node else {
        let message = format!("expected a waiver, which is an object, in the list `{KEY}`");
        return Err((message, keys()));
    };
    let mut seen = HashSet::new();
    for (key, _) in fields {
        if !seen.insert(key) {
            let message = format!("a waiver has the key `{key}` twice");
            return Err((message, "keep one of the two".to_owned()));
        }
        if !KEYS.contains(&&**key) {
            let near = nearest(key, KEYS).map(|near| format!("did you mean `{near}`?"));
            return Err((
                format!("a waiver has no key `{key}`"),
                near.unwrap_or_else(keys),
            ));
        }
    }
    let text = |key: &str| match node.get(key) {
        None => Ok(None),
        Some(Node::Text(text)) if !text.trim().is_empty() => Ok(Some(text.trim())),
        Some(Node::List(_)) if key == "finding" => Err((
            "a waiver is for one check, and `finding` is a list".to_owned(),
            "write a waiver for each of them".to_owned(),
        )),
        Some(_) => Err((
            format!("expected a text under `{key}` of a waiver"),
            "a text stands in straight quotes, and is not empty".to_owned(),
        )),
    };
    let needed = |key: &str, what: &str| {
        text(key)?.ok_or_else(|| {
            (
                format!("a waiver needs `{key}`, {what}"),
                "a waiver says what it silences, why, and who decided".to_owned(),
            )
        })
    };
    let check = named(needed("finding", "the id of a check")?, Subject::Casebooks)?;
    let until = text("until")?.map(last_day).transpose()?;
    are_known(node.get("about"), about, known)?;
    Ok(Given {
        check,
        reason: needed("reason", "a text")?,
        decided_by: needed("decided_by", "a name")?,
        until,
    })
}

/// Checks that `about` is ids, and ids of something.
fn are_known(
    node: Option<&Node>,
    about: &[String],
    known: &mut Known<'_>,
) -> Result<(), (String, String)> {
    let is_whole = match node {
        None => true,
        Some(Node::List(items)) => !items.is_empty() && items.len() == about.len(),
        Some(_) => about.len() == 1,
    };
    if !is_whole {
        return Err((
            "expected ids under `about` of a waiver".to_owned(),
            "without `about` a waiver is for every such finding of the incident, or of the file"
                .to_owned(),
        ));
    }
    let Some(id) = about.iter().find(|id| !known.has(id)) else {
        return Ok(());
    };
    let near = known.nearest(id);
    let decide = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a waiver names the ids that the finding is about, or `INCIDENT/ID`".to_owned(),
    };
    Err((format!("nothing here has the id `{id}`"), decide))
}
