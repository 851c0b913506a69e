//! The manual as text: the same words at the prompt and on the command line.

use crate::script::{Entry, EntryKind, Expected, Manual, shelf_names};
use crate::table::{Ruled, Table};

use super::chapters::{CHAPTERS, Chapter};
use super::rules::{also_a_rule, rule_in_full};

/// Returns the contents of the manual: every name, a subject a row.
#[must_use]
pub fn contents(manual: &Manual) -> Table {
    let mut table = Ruled::new(["subject", "about", "names"]);
    for (subject, about) in manual.subjects() {
        let entries = manual
            .entries()
            .iter()
            .filter(|entry| entry.subject == subject);
        let mut names: Vec<&str> = entries
            .filter(|entry| entry.kind != EntryKind::Operator)
            .map(|entry| entry.name.as_str())
            .filter(|name| !matches!(*name, "to_string" | "to_debug"))
            .collect();
        names.sort_unstable();
        names.dedup();
        table.push([subject.into(), about.into(), names.join(" ").into()]);
    }
    table.note("`tallybook doc NAME`, or `:help NAME` at the prompt, says more");
    for Chapter { name, about, .. } in CHAPTERS {
        table.note(format!(
            "`tallybook doc {name}` is a chapter to read: {about}"
        ));
    }
    table.note("`tallybook doc rules` lists the rules that come with the program");
    table.done()
}

/// Returns the chapter of a name, or what the manual says of a name, a type or a subject, or what
/// a rule that comes with the program says of itself.
///
/// # Errors
/// Where it says nothing: what was probably meant.
pub fn about(manual: &Manual, name: &str) -> Result<String, String> {
    if let Some(chapter) = Chapter::named(name) {
        return Ok(chapter.text.to_owned());
    }
    let is_rule = name.contains('/') || manual.lookup(name).is_none();
    if let Some(rule) = rule_in_full(name).filter(|_| is_rule) {
        return Ok(rule);
    }
    let found = manual.lookup(name).ok_or_else(|| {
        if let Some(Chapter { name: chapter, .. }) = Chapter::answering(name) {
            return format!("the chapter `{chapter}` tells of it: `tallybook doc {chapter}`");
        }
        let others = Chapter::names().chain(shelf_names()).chain(["rules"]);
        let bare = name.strip_prefix("std/").unwrap_or(name);
        let meant = manual.meant(bare, others);
        meant.unwrap_or_else(|| "`tallybook doc` lists every name".to_owned())
    })?;
    // One name may be called in a few ways, all told in full; a subject or a type is only listed.
    if found.iter().any(|entry| entry.name != found[0].name) {
        return Ok(found.into_iter().map(in_a_line).collect());
    }
    let mut parts: Vec<String> = found.iter().map(|entry| in_full(entry)).collect();
    // What a name is a property of may be the name of a type as well: `claims`.
    let entries = manual.entries().iter();
    let members: String = entries
        .filter(|entry| entry.receiver.as_deref() == Some(name))
        .filter(|entry| !found.iter().any(|known| std::ptr::eq(*known, *entry)))
        .filter(|entry| !matches!(entry.name.as_str(), "to_string" | "to_debug"))
        .map(in_a_line)
        .collect();
    if !members.is_empty() {
        parts.push(members);
    }
    parts.extend(also_a_rule(name));
    Ok(parts.join("\n"))
}

fn in_a_line(entry: &Entry) -> String {
    format!("{}\n    {}\n", entry.full_signature(), entry.summary)
}

fn in_full(entry: &Entry) -> String {
    let mut text = format!("{}\n", entry.full_signature());
    for line in entry.text.lines() {
        text.push_str(format!("    {line}").trim_end());
        text.push('\n');
    }
    for example in &entry.examples {
        let comes = match &example.outcome {
            Expected::Value(value) => format!("// => {value}"),
            Expected::Error(error) => format!("// error: {error}"),
        };
        text.push_str(&format!("\n    {}\n        {comes}\n", example.shown));
    }
    text
}
