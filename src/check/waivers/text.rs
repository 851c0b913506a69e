//! The waivers of a script: comments that begin with `check: allow`.
//!
//! One behind code is for its line, one on a line of its own for the next line that has code on it,
//! and one that begins with `//!` for the whole file.

use std::sync::Arc;

use crate::check::Subject;
use crate::check::scripts::Linted;
use crate::script::{Comment, allowed};

use super::{Given, Scope, Spot, Waivers, last_day, named};

/// What stands before who decided, and before the last day.
const BY: &str = "; decided by ";
const UNTIL: &str = "; until ";

pub(super) fn read(script: &Linted, waivers: &mut Waivers) {
    let source = script.script.source();
    for comment in source.comments() {
        let Some(text) = allowed(comment.text()) else {
            continue;
        };
        let place = comment.place(source);
        let at = Spot {
            file: Arc::from(source.name()),
            order: script.order,
            line: u32::try_from(comment.line).unwrap_or(u32::MAX),
            place: Some(place),
            incident: None,
        };
        let scope = scope(&comment, script.order);
        match understood(text) {
            Ok(given) => waivers.take(given, Vec::new(), scope, at),
            Err((message, decide)) => waivers.refuse(&at, message, decide),
        }
    }
}

fn scope(comment: &Comment<'_>, order: usize) -> Scope {
    if comment.is_header() {
        return Scope::File(order);
    }
    // Without code behind it, a line that no finding can stand on.
    let line = comment
        .code
        .map_or(0, |line| u32::try_from(line).unwrap_or(0));
    Scope::Line(order, line)
}

fn understood(text: &str) -> Result<Given<'_>, (String, String)> {
    let form = || {
        "write `// check: allow ID: REASON; decided by NAME`, and `; until DATE` where it ends"
            .to_owned()
    };
    let (id, rest) = text
        .split_once(':')
        .ok_or_else(|| ("a waiver needs its reason".to_owned(), form()))?;
    let check = named(id.trim(), Subject::Scripts)?;
    let Some(at) = rest.rfind(BY) else {
        return Err(("a waiver needs who decided".to_owned(), form()));
    };
    let (reason, by) = (rest[..at].trim(), &rest[at + BY.len()..]);
    let (by, until) = match by.rsplit_once(UNTIL) {
        Some((by, until)) => (by.trim(), Some(last_day(until.trim())?)),
        None => (by.trim(), None),
    };
    if reason.is_empty() || by.is_empty() {
        return Err((
            "a waiver needs its reason, and who decided".to_owned(),
            form(),
        ));
    }
    Ok(Given {
        check,
        reason,
        decided_by: by,
        until,
    })
}
