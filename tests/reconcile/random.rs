//! Small random casebooks: every key of a claim that bears on what it supports, over few sources,
//! pages, days and numbers, so that they collide.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A random source, by what it refers to: numbers are taken modulo what there is.
#[derive(Clone, Debug)]
struct Source {
    kind: &'static str,
    part_of: Option<usize>,
    voice_of: Option<usize>,
    heard_by: Option<usize>,
    party: Option<usize>,
}

#[derive(Clone, Debug)]
struct Report {
    publisher: usize,
    published: Option<&'static str>,
    draws_on: Vec<(bool, usize)>,
}

#[derive(Clone, Debug)]
struct Claim {
    by: Vec<usize>,
    report: usize,
    says: Says,
    rare: Rare,
    as_of: Option<&'static str>,
    via: Vec<(bool, usize)>,
    link: Option<(&'static str, Vec<usize>)>,
    people: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Rare {
    on_another: bool,
    set_aside: bool,
    denies: bool,
    covers: Option<&'static str>,
}

#[derive(Clone, Debug)]
enum Says {
    Number(i64),
    Phrase(String),
    More(i64, usize, bool),
}

/// What `k` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Numbers,
    Texts { exclusive: bool },
}

const DATES: [&str; 7] = [
    "2019-11-05",
    "2019-11-06",
    "2019-11-07~",
    "2019-11",
    "2019-11-05/2019-11-06",
    "../2019-11-06",
    "2019-11-06/..",
];

fn rarely<T: Clone + std::fmt::Debug + 'static>(
    share: f64,
    strategy: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(share, strategy)
}

fn source() -> impl Strategy<Value = Source> {
    (
        prop::sample::select(vec![
            "official",
            "media",
            "unnamed",
            "witness",
            "belligerent",
        ]),
        rarely(0.3, 0..9_usize),
        rarely(0.2, 0..9_usize),
        rarely(0.15, 0..9_usize),
        rarely(0.4, 0..2_usize),
    )
        .prop_map(|(kind, part_of, voice_of, heard_by, party)| Source {
            kind,
            part_of,
            voice_of,
            heard_by,
            party,
        })
}

fn carriers(most: usize) -> impl Strategy<Value = Vec<(bool, usize)>> {
    prop::collection::vec((any::<bool>(), 0..9_usize), 0..=most)
}

fn report() -> impl Strategy<Value = Report> {
    let published = rarely(0.7, prop::sample::select(DATES.to_vec()));
    (0..9_usize, published, carriers(2)).prop_map(|(publisher, published, draws_on)| Report {
        publisher,
        published,
        draws_on,
    })
}

fn says() -> impl Strategy<Value = Says> {
    let n = || 0_i64..7;
    let phrase =
        |text: &'static str| n().prop_map(move |n| Says::Phrase(text.replace('#', &n.to_string())));
    prop_oneof![
        6 => n().prop_map(Says::Number),
        2 => phrase("at least #"),
        1 => phrase("more than #"),
        1 => (1_i64..7).prop_map(|n| Says::Phrase(format!("fewer than {n}"))),
        1 => phrase("up to #"),
        1 => phrase("about #"),
        1 => (n(), n()).prop_map(|(a, b)| Says::Phrase(format!("{}-{}", a.min(b), a.max(b)))),
        1 => prop::sample::select(vec!["dozens", "several", "many", "unknown", "six", "none"])
            .prop_map(|word| Says::Phrase(word.to_owned())),
        2 => (0_i64..3, 0..9_usize, any::<bool>()).prop_map(|(k, base, l)| Says::More(k, base, l)),
    ]
}

fn claim() -> impl Strategy<Value = Claim> {
    let rare = (
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.15),
        rarely(0.25, prop::sample::select(vec!["part", "more", "other"])),
    )
        .prop_map(|(on_another, set_aside, denies, covers)| Rare {
            on_another,
            set_aside,
            denies,
            covers,
        });
    let keys = prop_oneof![
        4 => Just("repeats"),
        1 => Just("updates"),
        1 => Just("corrects"),
        1 => Just("retracts"),
    ];
    (
        prop::collection::vec(0..9_usize, 1..=2),
        0..9_usize,
        says(),
        rare,
        rarely(0.5, prop::sample::select(DATES.to_vec())),
        prop_oneof![3 => Just(Vec::new()), 1 => carriers(2)],
        rarely(0.4, (keys, prop::collection::vec(0..9_usize, 1..=2))),
        prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(0..9_usize, 0..=2)],
    )
        .prop_map(|(by, report, says, rare, as_of, via, link, people)| Claim {
            by,
            report,
            says,
            rare,
            as_of,
            via,
            link,
            people,
        })
}

/// A random casebook, as JSON, whose measure `k` holds numbers.
pub(super) fn casebook() -> impl Strategy<Value = Value> {
    holding(Just(Holds::Numbers))
}

/// A random casebook, as JSON, whose measure `k` holds numbers or texts.
pub(crate) fn any_casebook() -> impl Strategy<Value = Value> {
    holding(prop_oneof![
        3 => Just(Holds::Numbers),
        1 => any::<bool>().prop_map(|exclusive| Holds::Texts { exclusive }),
    ])
}

fn holding(holds: impl Strategy<Value = Holds>) -> impl Strategy<Value = Value> {
    (
        holds,
        prop::collection::vec(source(), 1..=5),
        prop::collection::vec(report(), 1..=4),
        prop::collection::vec(claim(), 0..=9),
        prop::collection::vec((0..4_usize, rarely(0.6, 0..9_usize)), 1..=3),
    )
        .prop_map(|(holds, sources, reports, claims, people)| {
            json!({
                "format": "tallybook/1",
                "id": "i",
                "title": "An incident",
                "parties": [{"id": "party0", "name": "One"}, {"id": "party1", "name": "Another"}],
                "sources": sources_json(&sources),
                "reports": reports_json(&reports, sources.len()),
                "measures": measures(holds),
                "people": people_json(&people),
                "claims": claims_json(&claims, holds, sources.len(), reports.len(), people.len()),
            })
        })
}

/// An id whose order is not that of the file.
fn id(noun: &str, at: usize) -> String {
    format!("{noun}{}", (at * 7 + 4) % 10)
}

/// What is named, among those that come before: so there are no circles.
fn earlier(pick: usize, at: usize) -> Option<usize> {
    pick.checked_rem(at)
}

fn sources_json(sources: &[Source]) -> Vec<Value> {
    let source = |(at, source): (usize, &Source)| {
        let mut json = json!({"id": id("s", at), "name": "Somebody", "kind": source.kind});
        for (key, pick) in [
            ("part_of", source.part_of),
            ("voice_of", source.voice_of),
            ("heard_by", source.heard_by),
        ] {
            if let Some(of) = pick.and_then(|pick| earlier(pick, at)) {
                json[key] = json!(id("s", of));
            }
        }
        if let Some(party) = source.party {
            json["party"] = json!(format!("party{party}"));
        }
        json
    };
    sources.iter().enumerate().map(source).collect()
}

fn carriers_json(carriers: &[(bool, usize)], sources: usize, reports: usize) -> Vec<String> {
    let carrier = |(is_report, pick): &(bool, usize)| match is_report {
        true => earlier(*pick, reports).map(|at| id("r", at)),
        false => Some(id("s", pick % sources)),
    };
    carriers.iter().filter_map(carrier).collect()
}

fn reports_json(reports: &[Report], sources: usize) -> Vec<Value> {
    let report = |(at, report): (usize, &Report)| {
        let mut json = json!({
            "id": id("r", at),
            "publisher": id("s", report.publisher % sources),
            "draws_on": carriers_json(&report.draws_on, sources, at),
        });
        if let Some(published) = report.published {
            json["published"] = json!(published);
        }
        json
    };
    reports.iter().enumerate().map(report).collect()
}

fn measures(holds: Holds) -> Value {
    let mut measure = json!({"id": "k", "label": "Killed", "outcome": "killed", "group": "all",
        "party": "party0"});
    if let Holds::Texts { exclusive } = holds {
        measure["kind"] = json!("statement");
        measure["exclusive"] = json!(exclusive);
    }
    json!([measure, {"id": "w", "label": "Wounded", "outcome": "wounded", "group": "all"}])
}

fn people_json(people: &[(usize, Option<usize>)]) -> Vec<Value> {
    let person = |(at, (what, link)): (usize, &(usize, Option<usize>))| {
        let mut json = json!({"id": id("p", at), "name": "A name", "unidentified": *what == 0});
        if let Some(to) = link.and_then(|pick| earlier(pick, at)) {
            let key = if *what == 1 {
                "same_as"
            } else {
                "maybe_same_as"
            };
            json[key] = json!({"person": id("p", to), "reason": "a reason"});
        }
        json
    };
    people.iter().enumerate().map(person).collect()
}

fn claims_json(
    claims: &[Claim],
    holds: Holds,
    sources: usize,
    reports: usize,
    people: usize,
) -> Vec<Value> {
    let mut made: Vec<Value> = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        let measure = if claim.rare.on_another { "w" } else { "k" };
        let texts = measure == "k" && holds != Holds::Numbers;
        // Those before it on the same measure that say something.
        let fellows: Vec<&Value> = made
            .iter()
            .filter(|other| other["measure"] == measure && other.get("says").is_some())
            .collect();
        let fellow =
            |pick: usize| Some(fellows.get(pick.checked_rem(fellows.len())?)?["id"].clone());
        let mut json = json!({
            "id": id("c", at),
            "measure": measure,
            "by": claim.by.iter().map(|by| id("s", by % sources)).collect::<Vec<_>>(),
            "in": id("r", claim.report % reports),
            "via": carriers_json(&claim.via, sources, reports),
            "people": claim.people.iter().map(|at| id("p", at % people)).collect::<Vec<_>>(),
        });
        let keys: &mut Map<String, Value> = json.as_object_mut().expect("an object");
        if claim.rare.set_aside {
            keys.insert("standing".to_owned(), json!("set aside"));
            keys.insert("reason".to_owned(), json!("doubtful"));
        }
        if claim.rare.denies {
            keys.insert("stance".to_owned(), json!("denies"));
        }
        if let Some(what) = claim.rare.covers {
            keys.insert("covers".to_owned(), json!({"what": what}));
        }
        if let Some(as_of) = claim.as_of {
            keys.insert("as_of".to_owned(), json!(as_of));
        }
        let mut retracts = false;
        if let Some((key, picks)) = &claim.link {
            let named: Vec<Value> = picks.iter().filter_map(|pick| fellow(*pick)).collect();
            retracts = *key == "retracts" && !named.is_empty();
            keys.insert((*key).to_owned(), json!(named));
        }
        if !retracts {
            keys.insert("says".to_owned(), said(&claim.says, texts, fellow));
        }
        made.push(json);
    }
    made
}

fn said(says: &Says, texts: bool, fellow: impl Fn(usize) -> Option<Value>) -> Value {
    match says {
        Says::Number(n) if texts => {
            json!(
                [
                    "Fled", " fled ", "stayed", "Stayed", "asked", "fell", "FELL"
                ][*n as usize % 7]
            )
        }
        _ if texts => json!("somebody FLED"),
        Says::Number(n) => json!(n),
        Says::Phrase(phrase) => json!(phrase),
        Says::More(by, base, at_least) => match fellow(*base) {
            None => json!(by),
            Some(base) => {
                let base = base.as_str().expect("an id");
                let at_least = if *at_least { "at least " } else { "" };
                json!(format!("{at_least}{by} more than {base}"))
            }
        },
    }
}
