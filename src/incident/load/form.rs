//! The three forms of a casebook file: several incidents with what they share, one incident
//! alone, one incident a line.

use super::event::{Event, Shared, read_shared};
use super::reader::Reader;
use super::seat::Seat;
use super::sheet::Sheet;
use super::value::{Raw, Sort, found, items, sort, text, whole};
use crate::incident::Credits;

/// The only version of the format there is.
const FORMAT: &str = "tallybook/1";

/// Keys that an incident has and a casebook has not: one of them tells the two apart.
const OF_AN_INCIDENT: [&str; 9] = [
    "id", "title", "date", "place", "summary", "measures", "claims", "people", "related",
];

/// Reads every incident of a file.
pub(super) fn read<'a>(sheet: &Sheet<'a>, events: &mut impl FnMut(Event<'a>)) {
    if sheet.text.trim().is_empty() {
        sheet.torn.set(true);
        let message = "expected a casebook, found an empty file";
        sheet.complain(0, "", message, Some(explained()));
    } else if is_lines(sheet) {
        read_lines(sheet, events);
    } else {
        read_whole(sheet, events);
    }
}

/// Tells whether every line is an incident: the name says so, or the first line is a whole object
/// and another follows.
pub(super) fn is_lines(sheet: &Sheet<'_>) -> bool {
    let name = sheet.file.to_lowercase();
    if name.ends_with(".ndjson") || name.ends_with(".jsonl") {
        return true;
    }
    let text = sheet.text.trim_start();
    let Some((first, rest)) = text.split_once('\n') else {
        return false;
    };
    text.starts_with('{') && rest.trim_start().starts_with('{') && whole(first).is_ok()
}

fn read_lines<'a>(sheet: &Sheet<'a>, events: &mut impl FnMut(Event<'a>)) {
    let none = Shared::default();
    for line in sheet.text.lines().filter(|line| !line.trim().is_empty()) {
        let Some(mut reader) = parse(sheet, line).and_then(|raw| {
            let seat = Seat::root(sheet.offset(raw.get()));
            Reader::open(sheet, "an incident", seat, raw)
        }) else {
            sheet.torn.set(true);
            continue;
        };
        if reader.has("incidents") && !reader.has("id") {
            let message = "expected one incident on each line, found a casebook of several";
            let hint = "put each of its `incidents` on a line, or the casebook into its own file";
            reader.complain_of("incidents", message, Some(hint.to_owned()));
            sheet.torn.set(true);
            continue;
        }
        read_format(&mut reader, false);
        let shared = read_credits(&mut reader).map(Shared::of);
        events(Event::read(reader, shared.as_ref().unwrap_or(&none)));
    }
}

fn read_whole<'a>(sheet: &Sheet<'a>, events: &mut impl FnMut(Event<'a>)) {
    let Some(raw) = parse(sheet, sheet.text) else {
        sheet.torn.set(true);
        return;
    };
    let seat = Seat::root(sheet.offset(raw.get()));
    if sort(raw) != Sort::Object {
        sheet.torn.set(true);
        let message = format!(
            "expected a casebook, which is an object, found {}",
            found(raw)
        );
        sheet.complain(seat.offset, "", message, Some(explained()));
        return;
    }
    let Some(mut reader) = Reader::open(sheet, "a casebook", seat, raw) else {
        sheet.torn.set(true);
        return;
    };
    read_format(&mut reader, true);
    if reader.has("incidents") {
        read_casebook(reader, events);
    } else if OF_AN_INCIDENT.iter().any(|key| reader.has(key)) {
        reader.call("an incident");
        let shared = read_credits(&mut reader).map_or_else(Shared::default, Shared::of);
        events(Event::read(reader, &shared));
    } else {
        sheet.torn.set(true);
        let message = "expected `incidents`, or the `id`, `title`, `measures` and `claims` of one \
                       incident alone, found neither";
        sheet.complain(seat.offset, "", message, Some(explained()));
        read_credits(&mut reader);
        read_shared(&mut reader, None);
        reader.take("incidents");
        reader.finish();
    }
}

fn read_casebook<'a>(mut reader: Reader<'a, '_>, events: &mut impl FnMut(Event<'a>)) {
    let sheet = reader.sheet;
    let credits = read_credits(&mut reader);
    let shared = read_shared(&mut reader, credits);
    let list = reader.list("incidents");
    if list.is_torn {
        sheet.torn.set(true);
    } else if list.items.is_empty() {
        let message = "expected at least one incident, found an empty list";
        reader.complain_of("incidents", message, None);
    }
    for (at, raw) in list.items.into_iter().enumerate() {
        match reader.item("an incident", "incidents", at, raw) {
            Some(incident) => events(Event::read(incident, &shared)),
            None => sheet.torn.set(true),
        }
    }
    reader.finish();
}

/// Reads a text as JSON; what is none is reported at its line and column.
pub(super) fn parse<'a>(sheet: &Sheet<'a>, text: &'a str) -> Option<Raw<'a>> {
    let error = match whole(text) {
        Ok(raw) => return Some(raw),
        Err(error) => error,
    };
    let first = sheet.line(sheet.offset(text)) as usize;
    let start = sheet.start_of(first + error.line().saturating_sub(1));
    // The column counts bytes up to and with the one at fault; people count characters.
    let line = sheet.text[start..].lines().next().unwrap_or_default();
    let at = error.column().saturating_sub(1);
    let column = 1 + line
        .char_indices()
        .take_while(|(byte, _)| *byte < at)
        .count();
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let offset = start + at.min(line.len());
    let hint = usual_mistake(message);
    let message = format!("not JSON: {message}, at column {column}");
    sheet.complain(offset, "", message, hint);
    None
}

/// What is most often behind a complaint of the JSON reader.
fn usual_mistake(message: &str) -> Option<String> {
    let mistake = if message.starts_with("expected `,`") {
        "often a comma is missing at the end of the line before"
    } else if message == "trailing comma" {
        "take out the comma before the bracket or brace that closes"
    } else if message == "expected value" || message == "key must be a string" {
        "texts stand in straight quotes (\"), and no comma follows the last entry"
    } else if message.starts_with("EOF") {
        "a bracket, a brace or a quote that was opened is never closed"
    } else {
        return None;
    };
    Some(mistake.to_owned())
}

fn read_format(reader: &mut Reader<'_, '_>, is_required: bool) {
    let Some(raw) = reader.take("format") else {
        if is_required {
            let message = format!("expected `\"format\": \"{FORMAT}\"`, found no `format`");
            reader.complain_of("format", message, None);
        }
        return;
    };
    let format = (sort(raw) == Sort::Text).then(|| text(raw).ok()).flatten();
    if format.as_deref() == Some(FORMAT) {
        return;
    }
    let message = format!("expected `{FORMAT}`, found {}", found(raw));
    let hint = format
        .filter(|format| format.starts_with("tallybook/"))
        .map(|_| format!("this program reads only `{FORMAT}`"));
    reader.complain_of("format", message, hint);
}

/// Reads who coded the file, and in which version.
fn read_credits(reader: &mut Reader<'_, '_>) -> Option<Credits> {
    let coded_by = read_coders(reader);
    let version = reader.take("version").and_then(|raw| match sort(raw) {
        Sort::Number => Some(raw.get().to_owned()),
        _ => reader
            .text_of("version", None, raw, "a text or a number")
            .map(std::borrow::Cow::into_owned),
    });
    (!coded_by.is_empty() || version.is_some()).then_some(Credits { coded_by, version })
}

fn read_coders(reader: &mut Reader<'_, '_>) -> Vec<String> {
    let Some(raw) = reader.take("coded_by") else {
        return Vec::new();
    };
    let read = |at: Option<usize>, raw| {
        let text = reader.text_of("coded_by", at, raw, "a text");
        text.map(std::borrow::Cow::into_owned)
    };
    match sort(raw) {
        Sort::List => items(raw)
            .into_iter()
            .enumerate()
            .filter_map(|(at, raw)| read(Some(at), raw))
            .collect(),
        Sort::Text => read(None, raw).into_iter().collect(),
        _ => {
            reader.wrong("coded_by", None, raw, "a text or a list of texts");
            Vec::new()
        }
    }
}

fn explained() -> String {
    format!(
        "a casebook is `{{\"format\": \"{FORMAT}\", \"incidents\": [...]}}`, or one incident with \
         the same `format`, or one incident a line"
    )
}
