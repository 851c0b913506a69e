//! A person, as read and not yet linked.

use super::mention::{Given, Mention};
use super::names::{Namer, Names};
use super::reader::Reader;
use super::seat::Seat;
use super::sheet::Sheet;
use super::value::{Raw, Sort, found, sort};
use crate::incident::{Link, Object, Person, PersonIx, Variant, made_person_id};

/// A person as read.
#[derive(Debug)]
pub(super) struct PersonDraft<'a> {
    pub(super) seat: Seat,
    pub(super) id: Option<Given>,
    person: Person,
    measure: Option<Mention<'a>>,
    same_as: Option<LinkDraft<'a>>,
    maybe_same_as: Option<LinkDraft<'a>>,
}

#[derive(Debug)]
struct LinkDraft<'a> {
    person: Mention<'a>,
    reason: Option<String>,
}

impl<'a> PersonDraft<'a> {
    /// Reads a person.
    pub(super) fn read(mut reader: Reader<'a, '_>) -> Self {
        let id = reader.given();
        // A flag that is no flag leaves open whether there must be a name.
        let may_lack_name = reader
            .peek("unidentified")
            .is_some_and(|raw| raw.get() != "false");
        let name = if reader.has("name") || !may_lack_name {
            Some(reader.required_text("name"))
        } else {
            reader.take("name");
            None
        };
        let draft = Self {
            seat: reader.seat,
            person: Person {
                id: Given::id_of(id.as_ref()),
                name,
                unidentified: reader.flag("unidentified").unwrap_or_default(),
                variants: read_variants(&mut reader),
                role: reader.text("role"),
                age: read_age(&mut reader),
                sex: reader.text("sex"),
                measure: None,
                same_as: None,
                maybe_same_as: None,
                private: reader.flag("private").unwrap_or_default(),
                notes: reader.text("notes"),
            },
            id,
            measure: reader.mention("measure"),
            same_as: read_link(&mut reader, "same_as", "same_as.person"),
            maybe_same_as: read_link(&mut reader, "maybe_same_as", "maybe_same_as.person"),
        };
        reader.finish();
        draft
    }
}

fn read_age(reader: &mut Reader<'_, '_>) -> Option<String> {
    let raw = reader.take("age")?;
    let digits = || raw.get().bytes().all(|byte| byte.is_ascii_digit());
    if sort(raw) == Sort::Number && digits() {
        return Some(raw.get().to_owned());
    }
    let text = reader.text_of("age", None, raw, "a whole number or a text");
    text.map(std::borrow::Cow::into_owned)
}

fn read_variants(reader: &mut Reader<'_, '_>) -> Vec<Variant> {
    let list = reader.list("variants").items;
    list.into_iter()
        .enumerate()
        .filter_map(|(at, raw)| read_variant(reader, at, raw))
        .collect()
}

fn read_variant<'a>(reader: &Reader<'a, '_>, at: usize, raw: Raw<'a>) -> Option<Variant> {
    match sort(raw) {
        Sort::Text => {
            let name = reader.text_of("variants", Some(at), raw, "a name")?;
            if name.trim().is_empty() {
                let message = "expected a name, found an empty text";
                reader.complain(raw, reader.path("variants", Some(at)), message, None);
            }
            Some(Variant {
                name: name.into_owned(),
                in_: None,
            })
        }
        Sort::Object => {
            let mut part = reader.part("a variant", "variants", Some(at), raw)?;
            let variant = Variant {
                name: part.required_text("name"),
                in_: part.text("in"),
            };
            part.finish();
            Some(variant)
        }
        _ => {
            reader.wrong(
                "variants",
                Some(at),
                raw,
                "a name, or an object with `name` and `in`",
            );
            None
        }
    }
}

fn read_link<'a>(
    reader: &mut Reader<'a, '_>,
    key: &'static str,
    key_of_person: &'static str,
) -> Option<LinkDraft<'a>> {
    let raw = reader.take(key)?;
    match sort(raw) {
        Sort::Text => Some(LinkDraft {
            person: reader.mention_of(key, None, raw)?,
            reason: None,
        }),
        Sort::Object => {
            let mut part = reader.part("a link to a person", key, None, raw)?;
            let person = part.required_mention("person", "the id of a person");
            let reason = part.text("reason");
            part.finish();
            let mut person = person?;
            person.key = key_of_person;
            Some(LinkDraft { person, reason })
        }
        _ => {
            let message = format!(
                "expected an object with `person` and `reason`, or the id of a person, found {}",
                found(raw)
            );
            reader.complain_of(key, message, None);
            None
        }
    }
}

/// Makes the ids of those who are given none.
pub(super) fn make_ids(drafts: &mut [PersonDraft<'_>], sheet: &Sheet<'_>, names: &mut Names) {
    for (at, draft) in drafts.iter_mut().enumerate() {
        if !draft.person.id.is_empty() {
            continue;
        }
        draft.person.id = made_person_id(at + 1);
        let object = Object::Person(PersonIx::new(at));
        names.enter_made(sheet, &draft.person.id, object, draft.seat);
    }
}

/// Links people to measures and to one another.
pub(super) fn link(drafts: Vec<PersonDraft<'_>>, sheet: &Sheet<'_>, names: &Names) -> Vec<Person> {
    let mut people = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.into_iter().enumerate() {
        let namer = Namer {
            names,
            sheet,
            seat: draft.seat,
        };
        let link = |link: Option<LinkDraft<'_>>| {
            let link = link?;
            let person = namer.person(&link.person)?;
            if person.get() == at {
                let message = "expected another person, found this one";
                namer.complain(&link.person, message, None);
            }
            Some(Link {
                person,
                reason: link.reason,
            })
        };
        let mut person = draft.person;
        person.measure = draft.measure.and_then(|measure| namer.measure(&measure));
        person.same_as = link(draft.same_as);
        person.maybe_same_as = link(draft.maybe_same_as);
        people.push(person);
    }
    people
}
