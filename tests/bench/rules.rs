//! What does a rule cost? Applies every rule that comes with the program to every measure of 10,000
//! synthetic incidents.
//!
//! Prints for each rule the best of several rounds, a measure and an incident, in time of the
//! processor, the slowest first, with its ratio to the fastest; asserts nothing, since a time is a
//! matter of the machine. What is judged once and remembered for every rule is printed beside them.
//! `cargo bench --bench rules`

mod measured;

use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

use tallybook::incident::{Input, load};
use tallybook::reconcile::{Evidence, Profile, weigh};
use tallybook::script::{Applied, Desk, Host, Limits, Source, count_measures, shelf_names};

use measured::{Dice, now, put, says_what, separate};

const ROUNDS: usize = 3;
const INCIDENTS: usize = 10_000;
const MEASURES: usize = 3;
/// On average; an incident has between half of it and half as many again on each measure.
const CLAIMS: usize = 10;
const SOURCES: usize = KINDS.len();
/// The kind of each source.
const KINDS: [&str; 12] = [
    "official",
    "media",
    "media",
    "ngo",
    "witness",
    "unnamed",
    "belligerent",
    "monitor",
    "medical",
    "media",
    "international",
    "other",
];
const PEOPLE: usize = 8;

fn main() {
    let start = now();
    let text = casebook();
    let casebook = load(vec![Input::new("bench.ndjson", text)])
        .and_then(weigh)
        .unwrap_or_else(|problems| panic!("{problems}"));
    let claims: usize = casebook.iter().map(|one| one.incident().claims.len()).sum();
    println!(
        "{INCIDENTS} incidents, {MEASURES} measures each, {claims} claims; made and loaded in {:.2?}",
        now() - start
    );

    let mut times: Vec<(&str, Duration, usize)> = Vec::new();
    for name in shelf_names() {
        let mut best = Duration::MAX;
        let mut resolved = 0;
        // Every round after the first finds the judgement of each measure remembered, as a second
        // rule of a comparison does.
        for _ in 0..ROUNDS {
            let start = now();
            resolved = applied(name, &casebook);
            best = best.min(now() - start);
        }
        times.push((name, best, resolved));
    }
    times.sort_by_key(|(_, time, _)| std::cmp::Reverse(*time));
    let fastest = times.last().map_or(Duration::ZERO, |(_, time, _)| *time);

    println!("\nbest of {ROUNDS} rounds  an incident     a measure   ratio   resolved");
    for (name, time, resolved) in times {
        let incident = time / u32::try_from(INCIDENTS).expect("a small number");
        let measure = incident / u32::try_from(MEASURES).expect("a small number");
        let ratio = time.as_secs_f64() / fastest.as_secs_f64();
        let share = 100 * resolved / (INCIDENTS * MEASURES);
        println!("{name:<16}{incident:>15.2?}{measure:>14.2?}{ratio:>8.1}{share:>9} %");
    }
}

/// Applies a rule to every measure; tells how many answers it has.
fn applied(rule: &str, casebook: &[Rc<Evidence>]) -> usize {
    let host = Host::new(Limits::default());
    let claims = casebook
        .iter()
        .map(|one| one.incident().claims.len() as u64);
    host.set_allowance(claims.sum());
    let desk = Desk::new(casebook, Profile::plain());
    desk.lay_out(host.state());
    let source = Source::shipped(rule).expect("it is on the shelf");
    let script = host.compile(source).expect("it compiles");
    let rule = Applied::load(&host, &desk, script).expect("it loads");
    let mut resolved = 0;
    for evidence in casebook {
        for measure in count_measures(evidence) {
            let estimate = rule.to(&host, &desk, evidence, measure);
            let estimate = estimate.unwrap_or_else(|failure| panic!("{failure:?}"));
            resolved += usize::from(estimate.conclusion().unresolved.is_none());
            black_box(estimate);
        }
    }
    resolved
}

/// Ten thousand incidents, one a line.
fn casebook() -> String {
    let mut dice = Dice(7);
    let mut text = String::new();
    for at in 0..INCIDENTS {
        incident(&mut text, at, &mut dice);
        text.push('\n');
    }
    text
}

/// An incident of a dozen sources of every kind, some graded, a page each, a few people, and claims
/// with every sort of quantity: copies, later words, names, words of the enemy.
fn incident(text: &mut String, at: usize, dice: &mut Dice) {
    put(
        text,
        format_args!(
            r#"{{"format":"tallybook/1","id":"i{at}","title":"Synthetic","parties":[{{"id":"state","name":"State"}},{{"id":"rebels","name":"Rebels","perpetrator":true}}],"measures":["#
        ),
    );
    for measure in 0..MEASURES {
        separate(text, measure);
        put(
            text,
            format_args!(
                r#"{{"id":"m{measure}","label":"Killed {measure}","outcome":"killed","group":"all","party":"state"}}"#
            ),
        );
    }
    text.push_str(r#"],"sources":["#);
    for (source, kind) in KINDS.into_iter().enumerate() {
        let mut more = match kind {
            "official" => r#","party":"state""#.to_owned(),
            "belligerent" => r#","party":"rebels""#.to_owned(),
            _ => String::new(),
        };
        if source == 9 {
            more.push_str(r#","voice_of":"s1""#);
        }
        if dice.roll(2) == 0 {
            let grade = ["A", "B", "C", "D", "F"][dice.roll(5)];
            put(&mut more, format_args!(r#","reliability":"{grade}""#));
        }
        separate(text, source);
        put(
            text,
            format_args!(r#"{{"id":"s{source}","name":"Source {source}","kind":"{kind}"{more}}}"#),
        );
    }
    text.push_str(r#"],"reports":["#);
    for report in 0..SOURCES {
        separate(text, report);
        let day = 6 + dice.roll(9);
        put(
            text,
            format_args!(
                r#"{{"id":"r{report}","publisher":"s{report}","published":"2019-11-{day:02}"}}"#
            ),
        );
    }
    text.push_str(r#"],"people":["#);
    for person in 0..PEOPLE {
        separate(text, person);
        put(
            text,
            format_args!(r#"{{"id":"p{person}","name":"Person {person}"}}"#),
        );
    }
    text.push_str(r#"],"claims":["#);
    let mut made = 0;
    for measure in 0..MEASURES {
        let first = made;
        let mut said: Vec<String> = Vec::new();
        for _ in 0..CLAIMS / 2 + dice.roll(CLAIMS + 1) {
            let (by, report) = (dice.roll(SOURCES), dice.roll(SOURCES));
            let mut says = says_what(dice, 12);
            let mut more = String::new();
            match dice.roll(10) {
                0..3 if made > first => {
                    let copied = dice.roll(made - first);
                    says.clone_from(&said[copied]);
                    put(
                        &mut more,
                        format_args!(r#","repeats":"c{}""#, first + copied),
                    );
                }
                3 => {
                    let day = 6 + dice.roll(9);
                    put(&mut more, format_args!(r#","as_of":"2019-11-{day:02}""#));
                }
                4 => {
                    let grade = 1 + dice.roll(6);
                    put(&mut more, format_args!(r#","credibility":"{grade}""#));
                }
                5 | 6 => {
                    let (one, two) = (dice.roll(PEOPLE / 2), PEOPLE / 2 + dice.roll(PEOPLE / 2));
                    put(&mut more, format_args!(r#","people":["p{one}","p{two}"]"#));
                }
                _ => {}
            }
            separate(text, made);
            put(
                text,
                format_args!(
                    r#"{{"id":"c{made}","measure":"m{measure}","by":"s{by}","in":"r{report}","says":"{says}"{more}}}"#
                ),
            );
            said.push(says);
            made += 1;
        }
    }
    text.push_str("]}");
}
