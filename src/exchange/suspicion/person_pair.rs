//! What two people share, and what that says of them.
//!
//! Who bears the same given and family name is taken to be the same person, strongly so unless age,
//! sex or measure differ or one claim names both. Less than that is a possibility: initials, a
//! given name that begins the other, the same given name beside the same role or age. The same
//! family name alone is nothing: brothers serve at one post.

use crate::incident::{Incident, Link, Person};

use super::people::Named;
use super::person_name::{Likeness, PersonName};
use super::{LinkKind, Sameness, Strength, Suspect, Suspicion};

/// As many pages are spelt out.
const PAGES: usize = 3;

/// Ages that differ by more are two ages: pages round, and birthdays pass.
const YEARS: i64 = 1;

/// What speaks for two people being one beside their names, and what against it.
#[derive(Default)]
struct Signs {
    fors: Vec<String>,
    against: Vec<String>,
    /// What they share that not everybody of the incident does.
    telling: Vec<&'static str>,
}

/// Says what two people may be to one another, where they may be anything.
pub(super) fn suspicion(
    incident: &Incident,
    one: &Named<'_>,
    other: &Named<'_>,
) -> Option<Suspicion> {
    let names = one.names.iter();
    let pairs = names.flat_map(|name| other.names.iter().map(move |of| (name, of)));
    let likeness = pairs.filter_map(|(name, of)| Some((name.likeness(of)?, name, of)));
    let (likeness, name, of_other) = likeness.min_by(|(a, ..), (b, ..)| a.cmp(b))?;
    let signs = signs(incident, one, other);
    let is_clear = signs.against.is_empty();
    let is_telling = !signs.telling.is_empty();
    let (kind, strength) = match &likeness {
        Likeness::Same if is_clear => (LinkKind::SameAs, Strength::Strong),
        Likeness::Alike if is_clear && is_telling => (LinkKind::SameAs, Strength::Strong),
        Likeness::Same | Likeness::Alike => (LinkKind::MaybeSameAs, Strength::Weak),
        Likeness::Shortened if is_clear => (LinkKind::MaybeSameAs, Strength::Weak),
        Likeness::OneWord(_) | Likeness::Given(_) if is_clear && is_telling => {
            (LinkKind::MaybeSameAs, Strength::Weak)
        }
        Likeness::Shortened | Likeness::OneWord(_) | Likeness::Given(_) => return None,
    };
    let reason = reason(&likeness, &signs);
    let mut evidence = vec![compared(&likeness, name, of_other)];
    evidence.extend(signs.fors);
    evidence.extend(pages(incident, one, other));
    evidence.extend(signs.against.into_iter().map(|sign| format!("but {sign}")));
    // What came later in the file is the second entry. Each entry has room for one link.
    let (from, to) = match (link(other.person, kind), link(one.person, kind)) {
        (Some(_), None) => (one.person, other.person),
        (None, _) => (other.person, one.person),
        (Some(_), Some(_)) => (last(incident, other.person, kind), one.person),
    };
    if from.id != one.person.id && from.id != other.person.id {
        evidence.push(format!(
            "`{}` is linked to `{}` already",
            other.person.id, from.id
        ));
    }
    Some(Suspicion {
        what: Sameness::Person,
        incident: incident.id.clone(),
        strength,
        one: suspect(incident, from),
        other: suspect(incident, to),
        link: Some(kind),
        evidence,
        reason,
        is_contradicted: false,
    })
}

fn link(person: &Person, kind: LinkKind) -> Option<&Link> {
    match kind {
        LinkKind::SameAs => person.same_as.as_ref(),
        _ => person.maybe_same_as.as_ref(),
    }
}

/// The last of those that a person is linked to: whose own link is free, unless they go in a circle.
fn last<'a>(incident: &'a Incident, person: &'a Person, kind: LinkKind) -> &'a Person {
    let mut at = person;
    for _ in 0..incident.people.len() {
        match link(at, kind) {
            Some(link) => at = incident.person(link.person),
            None => break,
        }
    }
    at
}

/// Why, in words that quote nothing.
fn reason(likeness: &Likeness, signs: &Signs) -> String {
    let name = match likeness {
        Likeness::Same => "the same name",
        Likeness::Alike => "the same name but for vowels",
        Likeness::Shortened => "the same name, shortened on one side",
        Likeness::OneWord(_) => "the one name that is given",
        Likeness::Given(_) => "the same given name",
    };
    match signs.telling[..] {
        [] => name.to_owned(),
        [one] => format!("{name} and the same {one}"),
        _ => format!("{name}, the same {}", signs.telling.join(" and the same ")),
    }
}

fn suspect(incident: &Incident, person: &Person) -> Suspect {
    Suspect {
        id: person.id.clone(),
        typed: format!("{}/{}", incident.id, person.id),
        name: person.label().to_owned(),
    }
}

/// What the names say, in words.
fn compared(likeness: &Likeness, one: &PersonName, other: &PersonName) -> String {
    let (name, of_other) = (&one.written, &other.written);
    let (reads, other_reads) = (one.reads(), other.reads());
    let both = format!("`{name}` ({reads}) and `{of_other}` ({other_reads})");
    match likeness {
        Likeness::Same if name == of_other => format!("the same name: `{name}`"),
        Likeness::Same if reads == other_reads => {
            format!("`{name}` and `{of_other}` both read as `{reads}`")
        }
        Likeness::Same => format!("{both} have the same names"),
        Likeness::Alike if one.count() == other.count() => format!("{both} differ in vowels only"),
        Likeness::Alike => {
            format!("{both} have the same names but for vowels, and one of them has more")
        }
        Likeness::Shortened => format!("{both} are one name where it is shortened"),
        Likeness::OneWord(word) => format!("{both} share `{word}`, all that one of them has"),
        Likeness::Given(given) => {
            format!("{both} share the given name `{given}`, and not the family name")
        }
    }
}

fn signs(incident: &Incident, one: &Named<'_>, other: &Named<'_>) -> Signs {
    let mut signs = Signs::default();
    let (person, of_other) = (one.person, other.person);
    if let (Some(role), Some(of)) = (&person.role, &of_other.role) {
        let shared = shared_words(role, of);
        if !shared.is_empty() {
            signs.fors.push(format!("the same role: {shared}"));
            signs.telling.push("role");
        }
    }
    if let (Some(age), Some(of)) = (&person.age, &of_other.age) {
        let years = |age: &str| age.trim().parse::<i64>().ok();
        match years(age).zip(years(of)) {
            Some((age, of)) if age.saturating_sub(of).abs() > YEARS => {
                signs
                    .against
                    .push(format!("the ages differ: {age} and {of}"));
            }
            Some((age, of)) if age != of => signs.fors.push(format!("ages {age} and {of}")),
            Some((age, _)) => {
                signs.fors.push(format!("the same age: {age}"));
                signs.telling.push("age");
            }
            None => {}
        }
    }
    if let (Some(sex), Some(of)) = (&person.sex, &of_other.sex)
        && sex.trim().to_lowercase() != of.trim().to_lowercase()
    {
        signs
            .against
            .push(format!("the sexes differ: {sex} and {of}"));
    }
    if let (Some(measure), Some(of)) = (person.measure, of_other.measure) {
        let (id, other_id) = (&incident.measure(measure).id, &incident.measure(of).id);
        if measure == of {
            signs.fors.push(format!("both counted in `{id}`"));
        } else {
            signs
                .against
                .push(format!("they are counted in `{id}` and `{other_id}`"));
        }
    }
    if let Some(both) = first_shared(&one.claims, &other.claims) {
        let id = &incident.claims[both].id;
        signs.against.push(format!("the claim `{id}` names both"));
    }
    signs
}

/// The words of one role that another shares, as they are written, those of two letters left out.
fn shared_words(one: &str, other: &str) -> String {
    let words = |role: &str| -> Vec<String> {
        let start = role.chars().take(200).collect::<String>();
        let words = start.split(|c: char| !c.is_alphanumeric());
        let long = words.filter(|word| word.chars().count() > 2);
        long.map(str::to_owned).collect()
    };
    let others: Vec<String> = words(other)
        .iter()
        .map(|word| word.to_lowercase())
        .collect();
    let mut shared = words(one);
    shared.retain(|word| others.contains(&word.to_lowercase()));
    shared.join(" ")
}

fn first_shared(ones: &[usize], others: &[usize]) -> Option<usize> {
    let (mut ones, mut others) = (ones.iter().peekable(), others.iter().peekable());
    while let (Some(one), Some(other)) = (ones.peek(), others.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Equal => return Some(**one),
            std::cmp::Ordering::Less => ones.next(),
            std::cmp::Ordering::Greater => others.next(),
        };
    }
    None
}

/// Where the two are named.
fn pages(incident: &Incident, one: &Named<'_>, other: &Named<'_>) -> Option<String> {
    let pages = |named: &Named<'_>| {
        let mut pages: Vec<&str> = Vec::new();
        for claim in &named.claims {
            let page = &incident.report(incident.claims[*claim].report).id;
            if !pages.contains(&page.as_str()) {
                pages.push(page);
            }
            if pages.len() > PAGES {
                break;
            }
        }
        let more = if pages.len() > PAGES { " and more" } else { "" };
        let shown: Vec<String> = pages
            .iter()
            .take(PAGES)
            .map(|page| format!("`{page}`"))
            .collect();
        shown.join(", ") + more
    };
    let (of_one, of_other) = (pages(one), pages(other));
    (!of_one.is_empty() && !of_other.is_empty()).then(|| {
        format!(
            "`{}` is named on {of_one}, `{}` on {of_other}",
            one.person.id, other.person.id
        )
    })
}
