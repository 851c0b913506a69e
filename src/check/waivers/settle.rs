//! Which findings are waived.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::check::finding::listed;
use crate::check::scripts::BROKEN;
use crate::check::{Finding, Subject};

use super::{Scope, UNUSED, Waived, Waiver, Waivers};

/// Waivers by what they cover, so that a thousand waivers are not held against a thousand findings.
#[derive(Default)]
struct Shelf<'a> {
    /// Those that name ids, by the first of them.
    by_first: HashMap<(Scope, &'a str, &'a str), Vec<usize>>,
    /// Of those that name an id, the first, and the place of the id in it.
    by_each: HashMap<(Scope, &'a str, &'a str), (usize, usize)>,
    /// Of those that name nothing, the first.
    for_all: HashMap<(Scope, &'a str), usize>,
    /// Those of lines, by file and check.
    of_lines: HashMap<(usize, &'a str), Covered>,
}

/// What a finding can be waived by, in the order in which waivers count.
fn scopes(finding: &Finding, incidents: &HashMap<String, usize>) -> Vec<Scope> {
    let incident = finding.incident.as_ref().and_then(|id| incidents.get(id));
    let incident = incident.map(|at| Scope::Incident(*at));
    let all = incident.into_iter();
    all.chain([Scope::File(finding.order)]).collect()
}

impl<'a> Shelf<'a> {
    fn of(list: &'a [Waiver]) -> Self {
        let mut shelf = Self::default();
        let mut lines = Vec::new();
        let hold = list
            .iter()
            .enumerate()
            .filter(|(_, waiver)| !waiver.is_over);
        for (at, waiver) in hold {
            let id = waiver.check.id;
            let Some(first) = waiver.about.first() else {
                if let Scope::Lines(order, from, to) = waiver.scope {
                    lines.push((to.saturating_sub(from), order, id, from, to, at));
                    continue;
                }
                shelf.for_all.entry((waiver.scope, id)).or_insert(at);
                continue;
            };
            let key = (waiver.scope, id, first.as_str());
            shelf.by_first.entry(key).or_default().push(at);
            for (nth, each) in waiver.about.iter().enumerate() {
                let key = (waiver.scope, id, each.as_str());
                shelf.by_each.entry(key).or_insert((at, nth));
            }
        }
        // The one that speaks of the fewest lines is meant.
        lines.sort_by_key(|(lines, .., at)| (*lines, *at));
        for (_, order, id, from, to, at) in lines {
            shelf
                .of_lines
                .entry((order, id))
                .or_default()
                .cover(from, to, at);
        }
        shelf
    }
}

/// Lines of a script with the waiver of each. Every line is taken once, however many waivers speak
/// of it, so that a thousand comments before a statement of a thousand lines cost no million.
#[derive(Default)]
struct Covered {
    by: HashMap<u32, usize>,
    /// Of a line that is taken, one behind it that may be free.
    next: HashMap<u32, u32>,
}

impl Covered {
    /// Gives the lines that are still free to a waiver.
    fn cover(&mut self, from: u32, to: u32, waiver: usize) {
        let mut line = self.free(from);
        while line <= to {
            self.by.insert(line, waiver);
            self.next.insert(line, line.saturating_add(1));
            line = self.free(line);
        }
    }

    /// The first line from this one on that is free.
    fn free(&mut self, from: u32) -> u32 {
        let mut free = from;
        while let Some(next) = self.next.get(&free) {
            free = *next;
        }
        let mut at = from;
        while at < free {
            at = self.next.insert(at, free).unwrap_or(free);
        }
        free
    }
}

/// The waivers, and which of them have silenced something.
struct Court<'a> {
    list: &'a [Waiver],
    shelf: Shelf<'a>,
    is_used: Vec<bool>,
    /// Of the waivers whose ids silence one by one, the ids that did, by their place.
    used: HashSet<(usize, usize)>,
}

/// An id as a waiver may name it: alone, or as `INCIDENT/ID`.
fn names<'n>(id: &'n str, incident: Option<&str>) -> impl Iterator<Item = Cow<'n, str>> {
    let whole = incident.map(|incident| Cow::Owned(format!("{incident}/{id}")));
    std::iter::once(Cow::Borrowed(id)).chain(whole)
}

impl Court<'_> {
    /// The waiver that names nothing, and so is for every finding of a check in its scope.
    fn for_all(&self, finding: &Finding, scopes: &[Scope]) -> Option<usize> {
        let in_script = finding.line.filter(|_| finding.place.is_some());
        let covered = self.shelf.of_lines.get(&(finding.order, finding.check.id));
        let by_line = in_script.and_then(|line| covered?.by.get(&line).copied());
        let mut scopes = scopes.iter();
        let by_scope = || {
            scopes.find_map(|scope| {
                let key = (*scope, finding.check.id);
                self.shelf.for_all.get(&key).copied()
            })
        };
        by_line.or_else(by_scope)
    }

    /// The waiver that names `first` first, and else only what `is_about` knows.
    fn naming(
        &self,
        finding: &Finding,
        scopes: &[Scope],
        first: &str,
        is_about: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        scopes.iter().find_map(|scope| {
            let key = (*scope, finding.check.id, first);
            let mut some = self.shelf.by_first.get(&key)?.iter();
            let fits = |at: &&usize| self.list[**at].about.iter().all(|id| is_about(id));
            some.find(fits).copied()
        })
    }

    fn waived(&mut self, by: Option<usize>) -> Option<Waived> {
        let at = by?;
        self.is_used[at] = true;
        Some(self.list[at].waived.clone())
    }

    /// Settles a finding that is one: a waiver has to name nothing that it is not about.
    fn settle_one(&mut self, mut finding: Finding, scopes: &[Scope]) -> Finding {
        let incident = finding.incident.as_deref();
        let ids = finding.about.iter();
        let known: Vec<Cow<'_, str>> = ids.flat_map(|id| names(id, incident)).collect();
        let known: HashSet<&str> = known.iter().map(|id| &**id).collect();
        let about = |id: &str| known.contains(id);
        let ids = finding.about.iter();
        let mut ids = ids.flat_map(|id| names(id, incident));
        let by = ids.find_map(|id| self.naming(&finding, scopes, &id, about));
        drop(ids);
        if let Some(at) = by {
            let all = 0..self.list[at].about.len();
            self.used.extend(all.map(|nth| (at, nth)));
        }
        let by = by.or_else(|| self.for_all(&finding, scopes));
        finding.waived = self.waived(by);
        finding
    }

    /// Settles a finding that is several, which are waived one by one: it falls into the part that
    /// nobody waived, and a part for each waiver.
    fn settle_each(&mut self, finding: &Finding, scopes: &[Scope]) -> Vec<Finding> {
        let for_all = self.for_all(finding, scopes);
        let incident = finding.incident.as_deref();
        let shelf = &self.shelf;
        let each = |id: &str| {
            let mut scopes = scopes.iter();
            scopes.find_map(|scope| {
                names(id, incident).find_map(|name| {
                    let key = (*scope, finding.check.id, &*name);
                    shelf.by_each.get(&key).copied()
                })
            })
        };
        let mut parts: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
        let mut place: HashMap<Option<usize>, usize> = HashMap::new();
        for (nth, id) in finding.about.iter().enumerate() {
            let of = finding.of.get(nth);
            let named = each(id).or_else(|| each(of?));
            self.used.extend(named);
            let by = named.map(|(at, _)| at).or(for_all);
            let at = *place.entry(by).or_insert_with(|| {
                parts.push((by, Vec::new()));
                parts.len() - 1
            });
            parts[at].1.push(nth);
        }
        let part = |(by, nths): (Option<usize>, Vec<usize>)| {
            let mut part = finding.clone();
            part.about = nths.iter().map(|nth| finding.about[*nth].clone()).collect();
            part.lines = nths.iter().map(|nth| finding.lines[*nth]).collect();
            part.of = nths.iter().map(|nth| finding.of[*nth].clone()).collect();
            part.line = part.lines.first().copied();
            part.waived = self.waived(by);
            part
        };
        parts.into_iter().map(part).collect()
    }
}

/// Marks the findings that are waived, and adds what is wrong with the waivers.
pub(in crate::check) fn settle(findings: Vec<Finding>, waivers: Waivers) -> Vec<Finding> {
    let mut court = Court {
        list: &waivers.list,
        shelf: Shelf::of(&waivers.list),
        is_used: vec![false; waivers.list.len()],
        used: HashSet::new(),
    };
    let mut settled = Vec::with_capacity(findings.len());
    let mut told = Told::default();
    for finding in findings {
        let scopes = scopes(&finding, &waivers.incidents);
        told.note(&finding, &scopes);
        if finding.check.subject == Subject::Both || finding.check.id == BROKEN.id {
            settled.push(finding);
        } else if finding.lines.is_empty() {
            settled.push(court.settle_one(finding, &scopes));
        } else {
            settled.extend(court.settle_each(&finding, &scopes));
        }
    }
    let hold = waivers.list.iter().enumerate();
    let hold = hold.filter(|(_, waiver)| !waiver.is_over);
    settled.extend(hold.filter_map(|(at, waiver)| {
        let ids = waiver.about.iter().enumerate();
        let idle = ids.filter(|(nth, _)| !court.used.contains(&(at, *nth)));
        let idle: Vec<&str> = idle.map(|(_, id)| id.as_str()).collect();
        match (court.is_used[at], &idle[..]) {
            (true, []) => None,
            (true, idle) => Some(unused(waiver, idle, &told)),
            (false, _) => Some(unused(waiver, &[], &told)),
        }
    }));
    settled.extend(waivers.wrong);
    settled
}

/// Tells that a waiver silences nothing, or that some of the ids that it names do not.
fn unused(waiver: &Waiver, idle: &[&str], told: &Told) -> Finding {
    let id = waiver.check.id;
    let (message, decide) = if idle.is_empty() {
        (
            format!("the waiver of `{id}` silences nothing"),
            "take it out, or mend what it names, so that it does not silence something else one day",
        )
    } else {
        (
            format!(
                "the waiver of `{id}` silences nothing about {}",
                listed(idle)
            ),
            "take out of `about` what is named for nothing, or mend it, so that it does not silence \
             something else one day",
        )
    };
    let finding = waiver.at.finding(&UNUSED, message, decide);
    finding.because(waiver.evidence().chain([told.instead(waiver)]))
}

/// How many places of findings are named beside a waiver that silences nothing.
const NAMED: usize = 6;

/// What the findings of each check are about, a few of each scope: what a waiver might have meant.
#[derive(Default)]
struct Told(HashMap<(Scope, &'static str), Vec<String>>);

impl Told {
    fn note(&mut self, finding: &Finding, scopes: &[Scope]) {
        let named: Vec<String> = match (&finding.place, finding.line) {
            (Some(_), Some(line)) => vec![format!("line {line}")],
            _ => {
                let ids = finding.about.iter().take(NAMED);
                ids.map(|id| format!("`{id}`")).collect()
            }
        };
        for scope in scopes {
            let some = self.0.entry((*scope, finding.check.id)).or_default();
            for one in &named {
                if some.len() < NAMED && !some.contains(one) {
                    some.push(one.clone());
                }
            }
        }
    }

    /// What there is instead of what a waiver names.
    fn instead(&self, waiver: &Waiver) -> String {
        let (scope, place) = match waiver.scope {
            Scope::Incident(_) => (waiver.scope, "in this incident"),
            Scope::Lines(order, ..) => (Scope::File(order), "in this file"),
            Scope::File(_) => (waiver.scope, "in this file"),
        };
        let id = waiver.check.id;
        match self.0.get(&(scope, id)) {
            Some(some) if waiver.check.subject == Subject::Scripts => {
                format!("{place} `{id}` is found on {}", some.join(", "))
            }
            Some(some) => format!("{place} findings of `{id}` are about {}", some.join(", ")),
            None => format!("{place} there is no finding of `{id}`"),
        }
    }
}
