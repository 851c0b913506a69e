//! Does the cost of a concordance grow with the work? Loads 10,000 and 100,000 synthetic claims of
//! one incident and sets their figures against their origins.
//!
//! Prints the best of several rounds, in time of the processor, and the ratios; asserts nothing, since a time is a matter of
//! the machine. `cargo bench --bench concordance`

mod measured;

use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

use tallybook::incident::{Input, MeasureIx, load};
use tallybook::reconcile::{Concordance, Evidence, Join, Profile};

use measured::{Dice, now, put, says_what, separate};

const ROUNDS: usize = 11;
const BAR: f64 = 12.0;
const SOURCES: usize = 60;
const PEOPLE: usize = 200;

fn main() {
    let texts = [casebook(10_000), casebook(100_000)];
    let mut times = [Times::default(), Times::default()];
    // In turns, so that whatever else the machine does meets both alike.
    for _ in 0..ROUNDS {
        for (text, times) in texts.iter().zip(&mut times) {
            times.round(text);
        }
    }
    let [small, large] = times;
    println!("best of {ROUNDS} rounds       10,000 claims   100,000 claims   ratio");
    let line = |name: &str, small: Duration, large: Duration| {
        let ratio = large.as_secs_f64() / small.as_secs_f64();
        println!("{name:<22}{small:>14.2?}   {large:>14.2?}   {ratio:>5.1}");
        ratio
    };
    line("loading", small.loading, large.loading);
    line("origins and dates", small.evidence, large.evidence);
    let ratio = line("concordance", small.concordance, large.concordance);
    line("concordance as table", small.table, large.table);
    let kept = if ratio <= BAR { "kept" } else { "MISSED" };
    println!("bar: a concordance at most {BAR} times: {kept}");
}

/// The best time of each stage.
struct Times {
    loading: Duration,
    evidence: Duration,
    concordance: Duration,
    table: Duration,
}

impl Default for Times {
    fn default() -> Self {
        Self {
            loading: Duration::MAX,
            evidence: Duration::MAX,
            concordance: Duration::MAX,
            table: Duration::MAX,
        }
    }
}

impl Times {
    fn round(&mut self, text: &str) {
        let plain = Profile::plain();
        let input = Input::new("bench.json", text);
        let casebook = timed(&mut self.loading, || load(vec![input]));
        let casebook = casebook.unwrap_or_else(|problems| panic!("{problems}"));
        let incident = &casebook.incidents[0];
        let evidence = timed(&mut self.evidence, || Evidence::new(Rc::clone(incident)));
        // New evidence, which remembers no earlier judgement.
        let evidence = Rc::new(evidence.expect("nobody updates another's claim"));
        let concordance = timed(&mut self.concordance, || {
            let of = Concordance::new(&evidence, MeasureIx::new(0), &plain, Join::Origin);
            black_box(serde_json::to_string(&of.record()).expect("a record is JSON"));
            of
        });
        black_box(timed(&mut self.table, || concordance.table()));
    }
}

fn timed<T>(best: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = now();
    let made = work();
    *best = (*best).min(now() - start);
    made
}

/// An incident of one measure with this many claims, of some sixty sources and a page for every
/// five claims: copies, updates, dates, vague words, names, a few hundred distinct figures.
fn casebook(claims: usize) -> String {
    let mut dice = Dice(7);
    let mut text = String::from(
        r#"{"format":"tallybook/1","id":"i","title":"Synthetic","measures":[{"id":"k","label":"Killed","outcome":"killed","group":"all"}],"sources":["#,
    );
    for at in 0..SOURCES {
        let kinds = ["official", "media", "media", "witness", "unnamed"];
        let kind = kinds[at % kinds.len()];
        let link = match at % 6 {
            3 => format!(r#","part_of":"s{}""#, at - 3),
            5 => format!(r#","voice_of":"s{}""#, at - 5),
            _ => String::new(),
        };
        separate(&mut text, at);
        put(
            &mut text,
            format_args!(r#"{{"id":"s{at}","name":"Source {at}","kind":"{kind}"{link}}}"#),
        );
    }
    text += r#"],"reports":["#;
    let reports = claims / 5;
    for at in 0..reports {
        // An outlet: so that who updates a claim is always its own origin.
        let publisher = 5 * dice.roll(SOURCES / 5) + 1 + dice.roll(2);
        // Every second page gives the month alone, so that no word of it is certainly later.
        let published = match at % 2 {
            0 => format!("2019-11-{:02}", 1 + at * 28 / reports),
            _ => "2019-11".to_owned(),
        };
        let draws_on = match dice.roll(10) {
            0 if at > 0 => format!(r#","draws_on":"r{}""#, dice.roll(at)),
            _ => String::new(),
        };
        separate(&mut text, at);
        put(
            &mut text,
            format_args!(
                r#"{{"id":"r{at}","publisher":"s{publisher}","published":"{published}"{draws_on}}}"#
            ),
        );
    }
    text += r#"],"people":["#;
    for at in 0..PEOPLE {
        separate(&mut text, at);
        put(
            &mut text,
            format_args!(r#"{{"id":"p{at}","name":"Person {at}"}}"#),
        );
    }
    text += r#"],"claims":["#;
    // What an official source has said last, for it to update.
    let mut last: Vec<Option<usize>> = vec![None; SOURCES];
    let mut says: Vec<String> = Vec::with_capacity(claims);
    for at in 0..claims {
        let by = dice.roll(SOURCES);
        let report = dice.roll(reports);
        let mut said = says_what(&mut dice, 300);
        let mut more = String::new();
        let is_itself = by.is_multiple_of(5) && by % 6 != 5;
        match dice.roll(10) {
            0..3 if at > 0 => {
                let copied = dice.roll(at);
                said.clone_from(&says[copied]);
                put(&mut more, format_args!(r#","repeats":"c{copied}""#));
            }
            3 if is_itself && last[by].is_some() => {
                let updated = last[by].expect("it has spoken");
                put(&mut more, format_args!(r#","updates":"c{updated}""#));
                last[by] = Some(at);
            }
            4 => put(
                &mut more,
                format_args!(r#","as_of":"2019-11-{:02}""#, 1 + dice.roll(28)),
            ),
            5 if dice.roll(4) == 0 => put(
                &mut more,
                format_args!(r#","people":"p{}""#, dice.roll(PEOPLE)),
            ),
            _ if is_itself => last[by] = Some(at),
            _ => {}
        }
        separate(&mut text, at);
        put(
            &mut text,
            format_args!(
                r#"{{"id":"c{at}","measure":"k","by":"s{by}","in":"r{report}","says":"{said}"{more}}}"#
            ),
        );
        says.push(said);
    }
    text + "]}"
}
