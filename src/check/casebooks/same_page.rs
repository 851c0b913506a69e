//! One page that is coded as two.
//!
//! Two kept copies with one hash are one page, whatever else is said of them. Two reports of one
//! address are, unless their dates say that the address shows something else each day, as that of
//! a channel does. What `draws_on` links is as it should be, and so is what `version_of` links,
//! where the publisher is one.

use std::collections::HashMap;

use crate::incident::{Object, Report, ReportIx};

use super::copies::linked_reports;
use super::{Case, Check, Finding, check};

pub(super) const SAME_PAGE: Check = check!(
    "same-page",
    Error,
    "two reports are one page, by its hash or its address"
);

/// What makes two reports one page.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Mark {
    Hash(String),
    Address(String),
}

impl Mark {
    fn words(&self) -> &'static str {
        match self {
            Self::Hash(_) => "their kept copies have one SHA-256",
            Self::Address(_) => "they have one address",
        }
    }
}

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let incident = case.incident();
    let shared = incident.shared.reports.len();
    let own = incident.reports().skip(shared);
    // What incidents share is looked at in the first of them; of another, only what it adds.
    let reports: Vec<ReportIx> = if case.is_first {
        incident.reports().collect()
    } else {
        own.collect()
    };
    if reports.len() < 2 {
        return;
    }
    let mut linked = None;
    let mut first: HashMap<Mark, ReportIx> = HashMap::new();
    for ix in reports {
        let report = incident.report(ix);
        let mut told = None;
        for mark in marks(report) {
            let before = *first.entry(mark.clone()).or_insert(ix);
            if before == ix || told == Some(before) {
                continue;
            }
            let other = incident.report(before);
            let linked = linked.get_or_insert_with(|| linked_reports(case));
            let is_another_day = matches!(mark, Mark::Address(_)) && differ(report, other);
            if is_another_day || linked.are(ix, before) {
                continue;
            }
            told = Some(before);
            let message = format!("`{}` and `{}` are one page", other.id, report.id);
            let about = vec![report.id.clone(), other.id.clone()];
            let line = case.line_of_report(ix);
            let mut evidence = vec![mark.words().to_owned()];
            if let Some(line) = case.line(Object::Report(before)) {
                evidence.push(format!("`{}` is on line {line}", other.id));
            }
            let finding = case.found(&SAME_PAGE, line, about, message);
            found.push(finding.because(evidence).decide(
                "keep one of them and move the claims there; if its publisher changed the page in \
                 between, say `version_of`; if one is the other's copy, `draws_on`",
            ));
        }
    }
}

/// Tells whether two reports were certainly published on two days; of those that were published
/// nobody knows when, whether they were read on two.
fn differ(one: &Report, other: &Report) -> bool {
    let days = match (&one.published, &other.published) {
        (None, None) => (&one.retrieved, &other.retrieved),
        published => published,
    };
    match days {
        (Some(one), Some(other)) => one.certainly_after(other) || other.certainly_after(one),
        _ => false,
    }
}

fn marks(report: &Report) -> Vec<Mark> {
    let hash = report.sha256.iter().map(|hash| Mark::Hash(hash.clone()));
    let addresses = [&report.url, &report.archived].into_iter().flatten();
    let addresses = addresses.filter_map(|url| address(url)).map(Mark::Address);
    hash.chain(addresses).collect()
}

/// What an address carries for those who count visits.
const COUNTED: [&str; 3] = ["fbclid", "gclid", "utm_"];

/// An address without what does not change the page: its scheme, `www.`, the case of the host, a last
/// `/`, the place on the page, and what is there for those who count visits. One that is only a
/// host is no page.
fn address(url: &str) -> Option<String> {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    // Where the place begins as a path does, it is the page that is shown.
    let rest = match rest.split_once('#') {
        Some((_, place)) if place.starts_with(['/', '!']) => rest,
        Some((before, _)) => before,
        None => rest,
    };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = path.trim_end_matches('/');
    let asked = query.split('&').filter(|part| {
        let lower = part.to_lowercase();
        !part.is_empty() && !COUNTED.iter().any(|prefix| lower.starts_with(prefix))
    });
    let asked: Vec<&str> = asked.collect();
    if host.is_empty() || path.is_empty() && asked.is_empty() {
        return None;
    }
    Some(format!("{host}{path}?{}", asked.join("&")))
}
