//! Casebooks at random: everything that the format knows, in any order and any writing.

use proptest::prelude::*;
use tallybook::incident::{Document, Node};

use super::forms::{alone, lines};
use super::loose::{Claim, housed};

/// A word that stands in every text of what is private, and in no other.
pub(crate) const SECRET: &str = "SECRET";

/// What an object is made of: a seed for every choice that its kind leaves.
type Seeds = Vec<u32>;

/// Texts that sheets are not fond of, none of them empty or with white space around it.
const TEXTS: [&str; 18] = [
    "a",
    "RFE/RL",
    "=1+1",
    "+7",
    "-3",
    "@x",
    "'quoted",
    "'=x",
    "a; b",
    "\"a\"",
    "\"a\"; b",
    "a,b\tc",
    "two\nlines",
    "мвд",
    "x (y)",
    "7",
    "true",
    "null",
];

/// A document that loads, of up to three incidents: a casebook, an incident alone, or an incident
/// a line.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let seeds = proptest::collection::vec(any::<u32>(), 24);
    let lists = proptest::collection::vec(proptest::collection::vec(seeds, 0..5), 22);
    (0..5, 1_usize..4, lists).prop_map(|(form, count, lists)| {
        let casebook = build(count, &lists);
        match form {
            0 => alone(&casebook),
            1 => lines(&casebook),
            _ => casebook,
        }
    })
}

struct Draw<'a> {
    seeds: &'a Seeds,
    at: usize,
}

impl Draw<'_> {
    fn next(&mut self, below: usize) -> usize {
        self.at += 1;
        let seed =
            self.seeds[self.at % self.seeds.len()].rotate_left(u32::try_from(self.at).unwrap_or(0));
        usize::try_from(seed).unwrap_or(0) % below.max(1)
    }

    fn text(&mut self) -> Node {
        Node::text(TEXTS[self.next(TEXTS.len())])
    }

    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.next(words.len())]
    }

    fn of(&mut self, words: &[&str]) -> Node {
        Node::text(self.one(words))
    }

    fn sometimes(&mut self) -> bool {
        self.next(3) == 0
    }

    fn ids(&mut self, ids: &[String]) -> Option<Node> {
        if ids.is_empty() {
            return None;
        }
        let first = self.next(ids.len());
        let second = self.next(ids.len());
        Some(match self.next(3) {
            0 if first != second => {
                Node::List([first, second].map(|at| Node::text(&*ids[at])).to_vec())
            }
            1 => Node::List(vec![Node::text(&*ids[first])]),
            _ => Node::text(&*ids[first]),
        })
    }
}

struct Object(Vec<(String, Node)>);

impl Object {
    fn new(id: &str) -> Self {
        Self(vec![("id".to_owned(), Node::text(id))])
    }

    fn set(&mut self, key: &str, value: impl Into<Option<Node>>) {
        self.0
            .extend(value.into().map(|value| (key.to_owned(), value)));
    }

    fn free(&mut self, draw: &mut Draw<'_>) {
        if draw.sometimes() {
            let values = [
                "1.50",
                "[1, null]",
                "{\"a\": 1}",
                "null",
                "\"7\"",
                "\"a\"",
                "\"\"",
                "\" \"",
            ];
            let value = values[draw.next(values.len())];
            self.set("x-any", Node::from_json(value));
        }
    }

    /// Sometimes marks it as private, with the word in each of its texts.
    fn hide(&mut self, draw: &mut Draw<'_>, texts: &[&str]) {
        if draw.next(6) != 0 {
            return;
        }
        for (key, value) in &mut self.0 {
            if let (true, Some(text)) = (texts.contains(&key.as_str()), value.as_text()) {
                *value = Node::text(format!("{text}{SECRET}"));
            }
        }
        self.set("private", Node::flag(true));
        self.set("notes", Node::text(format!("{SECRET} notes")));
        self.set("x-secret", Node::from_json(&format!("[\"{SECRET}\"]")));
    }
}

const KINDS: [&str; 4] = ["official", "media", "unnamed", "belligerent"];
const DATES: [&str; 5] = [
    "2019-11-06",
    "2019-11",
    "2019-11-05/2019-11-06",
    "../2019-11-08",
    "2019-11-06T10:00:00",
];
const SAYS: [&str; 9] = [
    "7",
    "none",
    "at least 7",
    "4-6",
    "dozens",
    "unknown",
    "about 20",
    "Seven",
    "up to 1,200",
];

fn build(count: usize, lists: &[Vec<Seeds>]) -> Document {
    let mut lists = lists.iter().cycle();
    let mut next = || lists.next().expect("they go round").as_slice();
    let head = Vec::from([vec![0_u32; 24]]);
    let mut root = Object(vec![("format".to_owned(), Node::text("tallybook/1"))]);
    let mut draw = Draw {
        seeds: &head[0],
        at: 0,
    };
    if count > 1 {
        root.set("version", Node::text("2"));
        root.set("coded_by", Node::from_json("[\"A; B\", \"C\"]"));
        root.free(&mut draw);
    }
    let shared = Level::read("s", &Level::default(), [next(), next(), next()]);
    let mut incidents = Vec::new();
    for at in 0..count {
        let mut incident = Object::new(&format!("i{at}"));
        incident.set("title", Node::text(format!("Incident {at}")));
        if let Some(seeds) = next().first() {
            let mut draw = Draw { seeds, at: 0 };
            incident.set("date", draw.of(&DATES));
            incident.set(
                "place",
                Node::from_json("{\"name\": \"A\", \"lat\": 38.50, \"x-p\": [1]}"),
            );
            incident.set("summary", draw.text());
            incident.set("related", (at > 0).then(|| Node::text("i0")));
            incident.free(&mut draw);
        }
        let own = Level::read(&format!("i{at}"), &shared, [next(), next(), next()]);
        fill(&mut incident, at, &own, &shared, [next(), next(), next()]);
        incidents.push(Node::Object(incident.0));
    }
    shared.put(&mut root);
    root.set("incidents", Node::List(incidents));
    Document::of(Node::Object(root.0))
}

/// The parties, sources and reports of a level, with the ids that can be named there.
#[derive(Default)]
struct Level {
    parties: Vec<Node>,
    sources: Vec<Node>,
    reports: Vec<Node>,
    party_ids: Vec<String>,
    source_ids: Vec<String>,
    report_ids: Vec<String>,
}

impl Level {
    fn read(within: &str, above: &Self, seeds: [&[Seeds]; 3]) -> Self {
        let mut level = Self {
            party_ids: above.party_ids.clone(),
            source_ids: above.source_ids.clone(),
            report_ids: above.report_ids.clone(),
            ..Self::default()
        };
        for (at, seeds) in seeds[0].iter().enumerate() {
            let mut draw = Draw { seeds, at: 0 };
            let id = format!("{within}-party{at}");
            let mut party = Object::new(&id);
            party.set(
                "name",
                Node::text(format!(
                    "Party {within}{at} {}",
                    TEXTS[draw.next(TEXTS.len())]
                )),
            );
            party.set(
                "perpetrator",
                draw.sometimes().then(|| Node::flag(draw.sometimes())),
            );
            party.free(&mut draw);
            level.parties.push(Node::Object(party.0));
            level.party_ids.push(id);
        }
        for (at, seeds) in seeds[1].iter().enumerate() {
            let mut draw = Draw { seeds, at: 0 };
            let id = format!("{within};source{at}");
            let mut source = Object::new(&id);
            source.set("name", draw.text());
            source.set("kind", draw.of(&KINDS));
            let mut one = |ids: &[String]| {
                let is_there = draw.sometimes() && !ids.is_empty();
                is_there.then(|| Node::text(&*ids[draw.next(ids.len())]))
            };
            source.set("party", one(&level.party_ids));
            source.set("part_of", one(&level.source_ids));
            source.set("heard_by", one(&level.source_ids));
            source.set("voice_of", one(&level.source_ids));
            source.set(
                "reliability",
                draw.sometimes().then(|| draw.of(&["A", "F"])),
            );
            source.free(&mut draw);
            source.hide(&mut draw, &["name"]);
            level.sources.push(Node::Object(source.0));
            level.source_ids.push(id);
        }
        for (at, seeds) in seeds[2].iter().enumerate() {
            if level.source_ids.is_empty() {
                break;
            }
            let mut draw = Draw { seeds, at: 0 };
            let id = format!("{within}-page{at}");
            let mut report = Object::new(&id);
            let publisher = draw.next(level.source_ids.len());
            report.set("publisher", Node::text(&*level.source_ids[publisher]));
            report.set("published", draw.sometimes().then(|| draw.of(&DATES)));
            report.set(
                "url",
                draw.sometimes()
                    .then(|| Node::text(format!("http://one.example/{id}"))),
            );
            report.set("title", draw.sometimes().then(|| draw.text()));
            report.set("draws_on", draw.ids(&level.report_ids));
            let other = draw.next(level.report_ids.len());
            let other = level.report_ids.get(other).filter(|_| draw.sometimes());
            report.set("version_of", other.map(|id| Node::text(&**id)));
            report.free(&mut draw);
            report.hide(&mut draw, &["title", "url"]);
            level.reports.push(Node::Object(report.0));
            level.report_ids.push(id);
        }
        level
    }

    fn put(self, object: &mut Object) {
        object.set("parties", Node::List(self.parties));
        object.set("sources", Node::List(self.sources));
        object.set("reports", Node::List(self.reports));
    }
}

/// The measures, people and claims of an incident.
fn fill(incident: &mut Object, at: usize, own: &Level, shared: &Level, seeds: [&[Seeds]; 3]) {
    let mut measures = Vec::new();
    for (nth, seeds) in seeds[0].iter().enumerate() {
        let mut draw = Draw { seeds, at: 0 };
        let mut measure = Object::new(&format!("m{nth}"));
        measure.set("label", draw.text());
        measure.set("outcome", draw.of(&["killed", "a; b"]));
        measure.set("group", draw.text());
        measure.set("kind", (nth == 1).then(|| Node::text("statement")));
        measure.set(
            "scope",
            Node::from_json("{\"identified_only\": false, \"place\": \"=A\"}"),
        );
        let parts: Vec<String> = (0..nth)
            .filter(|at| *at != 1)
            .map(|at| format!("m{at}"))
            .collect();
        measure.set(
            "sum_of",
            (nth > 1 && draw.sometimes())
                .then(|| draw.ids(&parts))
                .flatten(),
        );
        measure.free(&mut draw);
        measures.push(Node::Object(measure.0));
    }
    let mut people = Vec::new();
    let mut person_ids: Vec<String> = Vec::new();
    for (nth, seeds) in seeds[1].iter().enumerate() {
        let mut draw = Draw { seeds, at: 0 };
        let mut person = Object(Vec::new());
        let id = if draw.sometimes() {
            let id = format!("p{nth}");
            person.set("id", Node::text(&*id));
            id
        } else {
            format!("person.{}", nth + 1)
        };
        if draw.sometimes() {
            person.set("unidentified", Node::flag(true));
        } else {
            person.set("name", draw.text());
        }
        person.set(
            "variants",
            Node::from_json("[\"A (b)\", {\"name\": \"C; D\", \"in\": \"ru\"}]"),
        );
        person.set(
            "age",
            draw.sometimes().then(|| Node::from_json("42")).flatten(),
        );
        let other = (!person_ids.is_empty() && draw.sometimes())
            .then(|| Node::text(&*person_ids[draw.next(person_ids.len())]));
        let key = ["maybe_same_as", "same_as"][draw.next(2)];
        let other = other.map(|id| match draw.sometimes() {
            true => Node::Object(vec![
                ("person".to_owned(), id),
                ("reason".to_owned(), draw.text()),
            ]),
            false => id,
        });
        person.set(key, other);
        person.hide(&mut draw, &["name"]);
        person_ids.push(id);
        people.push(Node::Object(person.0));
    }
    let mut claims: Vec<Claim> = Vec::new();
    for (nth, seeds) in seeds[2].iter().chain(seeds[1]).enumerate() {
        if measures.is_empty() || own.report_ids.is_empty() {
            break;
        }
        let draw = Draw { seeds, at: 0 };
        let id = format!("i{at}c{nth}");
        claims.push(claim(
            id,
            draw,
            &claims,
            measures.len(),
            own,
            shared,
            &person_ids,
        ));
    }
    let (reports, beside) = housed(&own.reports, claims);
    incident.set("parties", Node::List(own.parties.clone()));
    incident.set("sources", Node::List(own.sources.clone()));
    incident.set("measures", Node::List(measures));
    incident.set("reports", Node::List(reports));
    incident.set("claims", Node::List(beside));
    incident.set("people", Node::List(people));
}

/// A claim, after those that stand before it.
fn claim(
    id: String,
    mut draw: Draw<'_>,
    before: &[Claim],
    measures: usize,
    own: &Level,
    shared: &Level,
    people: &[String],
) -> Claim {
    let draw = &mut draw;
    let mut claim = Object::new(&id);
    let of = draw.next(measures);
    let fellows = before.iter().filter(|one| one.measure == of);
    let fellows: Vec<&Claim> = fellows.filter(|one| !one.is_retraction).collect();
    let fellow_ids: Vec<String> = fellows.iter().map(|one| one.id.clone()).collect();
    claim.set("measure", Node::text(format!("m{of}")));
    let update = fellows.last().filter(|_| draw.sometimes());
    let page = draw.next(own.report_ids.len());
    let (by, page) = match update {
        // Of one origin with what it updates: the same speaker on the same page.
        Some(other) => (other.node.get("by").cloned(), other.page),
        None => (draw.ids(&own.source_ids), page),
    };
    claim.set("by", by);
    let is_plain = |one: &Claim| one.node.get("via").is_none() && one.node.get("repeats").is_none();
    claim.set(
        "updates",
        update
            .filter(|other| is_plain(other))
            .map(|other| Node::text(&*other.id)),
    );
    let is_retraction = update.is_none() && !fellows.is_empty() && draw.sometimes();
    if is_retraction {
        claim.set("retracts", draw.ids(&fellow_ids));
    } else {
        claim.set("says", says(draw, of, &fellow_ids));
        let corrects = draw.sometimes() && draw.sometimes();
        claim.set(
            "corrects",
            corrects.then(|| draw.ids(&fellow_ids)).flatten(),
        );
    }
    claim.set("wording", draw.sometimes().then(|| draw.text()));
    claim.set("as_of", draw.sometimes().then(|| draw.of(&DATES)));
    claim.set(
        "derived",
        draw.sometimes().then(|| Node::flag(draw.sometimes())),
    );
    claim.set(
        "covers",
        (of != 1 && draw.sometimes())
            .then(|| Node::from_json("{\"what\": \"part\", \"of\": \"x\", \"x-c\": 1}"))
            .flatten(),
    );
    claim.set(
        "people",
        draw.sometimes().then(|| draw.ids(people)).flatten(),
    );
    claim.set(
        "credibility",
        draw.sometimes().then(|| draw.of(&["1", "6"])),
    );
    if update.is_none() && !is_retraction {
        let via = draw.sometimes().then(|| draw.ids(&own.report_ids));
        claim.set("via", via.flatten());
        let repeats = draw.sometimes().then(|| draw.ids(&fellow_ids));
        claim.set("repeats", repeats.flatten());
    }
    if draw.sometimes() {
        claim.set("standing", Node::text("set aside"));
        claim.set("reason", draw.text());
        claim.set("until", draw.of(&DATES));
    }
    claim.free(draw);
    let texts: &[&str] = match of {
        1 => &["wording", "reason", "says"],
        _ => &["wording", "reason"],
    };
    claim.hide(draw, texts);
    let own_page = page.checked_sub(shared.report_ids.len());
    Claim {
        home: own_page.filter(|_| draw.sometimes()),
        page,
        page_id: own.report_ids[page].clone(),
        measure: of,
        is_retraction,
        is_given: draw.next(2) == 0,
        node: Node::Object(claim.0),
        id,
    }
}

fn says(draw: &mut Draw<'_>, measure: usize, fellows: &[String]) -> Node {
    if measure == 1 {
        // A statement may read like an increment, and is none.
        return match draw.next(4) {
            0 => Node::text("5 more than i0-page0.1"),
            _ => draw.text(),
        };
    }
    if !fellows.is_empty() && draw.sometimes() {
        let base = &fellows[draw.next(fellows.len())];
        return Node::text(format!(
            "{}2 more than {base}",
            draw.one(&["", "at least "])
        ));
    }
    match draw.one(&SAYS) {
        "7" if draw.sometimes() => Node::from_json("7").expect("a number"),
        text => Node::text(text),
    }
}
