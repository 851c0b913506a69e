//! Several rules on the same claims: what agrees, what changes what, and how far they lie apart.

use std::collections::HashSet;
use std::convert::Infallible;
use std::rc::Rc;

use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Value, json};
use tallybook::incident::ClaimIx;
use tallybook::reconcile::{
    Answer, Asked, Asker, Budget, Comparison, Conclusion, Estimate, Evidence, Gives, Outcome,
    Profile, Refusal, Selection, Summary, Without, without,
};

use super::book::{book, measure};
use super::laws::settled;
use super::random::casebook;

type Method = fn(&Selection) -> Result<Estimate, Refusal>;

const RULES: [(&str, Method); 8] = [
    ("lowest", |s| s.lowest(None)),
    ("highest", |s| s.highest(None)),
    ("range", |s| s.range(None)),
    ("median", |s| s.median(None)),
    ("majority", |s| s.majority(None)),
    ("agreement", |s| s.agreement(None)),
    ("reached", |s| s.reached_by(2, None)),
    ("named", |s| s.named_floor(None)),
];

fn asked(rule: Method, claims: &Selection) -> Outcome {
    match rule(claims) {
        Ok(estimate) => Outcome::Estimate(Box::new(estimate)),
        Err(refusal) => Outcome::Failed(refusal.message),
    }
}

fn compared(evidence: &Rc<Evidence>, rules: &[(&str, Method)]) -> Comparison {
    let k = measure(evidence, "k");
    let all = Selection::on(evidence, &Profile::plain(), k);
    let answer = |(name, rule): &(&str, Method)| Answer {
        asker: Asker {
            rule: (*name).to_owned(),
            profile: "plain".to_owned(),
        },
        outcome: asked(*rule, &all),
    };
    Comparison {
        evidence: Rc::clone(evidence),
        measure: k,
        answers: rules.iter().map(answer).collect(),
        sensitivity: None,
    }
}

/// Tries what changes the answers, each question costing one.
fn tried(comparison: &mut Comparison, rules: &[(&str, Method)], mut budget: Budget) {
    let (evidence, k) = (Rc::clone(&comparison.evidence), comparison.measure);
    let costs = vec![1; rules.len()];
    let ask = |at: usize, claims: &[ClaimIx]| {
        let left = without(&evidence, &Profile::plain(), k, claims).expect("two steps");
        Ok::<_, Infallible>(Asked {
            outcome: Some(asked(rules[at].1, &left)),
            cost: 1,
        })
    };
    comparison
        .try_each(&mut budget, &costs, ask)
        .expect("it cannot fail");
}

fn plenty() -> Budget {
    Budget::new(u64::MAX, u64::MAX)
}

/// What of an answer counts: its numbers, and whether it is one.
fn parts(outcome: &Outcome) -> Option<Conclusion> {
    match outcome {
        Outcome::Failed(_) => None,
        Outcome::Estimate(estimate) => {
            let conclusion = estimate.conclusion();
            Some(Conclusion {
                notes: Vec::new(),
                unresolved: conclusion.unresolved.as_ref().map(|_| String::new()),
                ..conclusion.clone()
            })
        }
    }
}

proptest! {
    #![proptest_config(Config::with_cases(150))]

    #[test]
    fn every_rule_is_in_exactly_one_group(mut casebook in casebook()) {
        let evidence = settled(&mut casebook);
        let comparison = compared(&evidence, &RULES);
        let groups = comparison.groups();
        let mut places: Vec<usize> = groups.iter().flat_map(|g| g.answers.clone()).collect();
        places.sort_unstable();
        prop_assert_eq!(places, (0..RULES.len()).collect::<Vec<_>>());
        let distinct: HashSet<&Gives> = groups.iter().map(|group| &group.gives).collect();
        prop_assert_eq!(distinct.len(), groups.len());
        for group in &groups {
            for at in &group.answers {
                prop_assert_eq!(&comparison.answers[*at].gives(), &group.gives);
            }
        }
        // Numbers first, and the larger group before the smaller.
        let order: Vec<_> = groups
            .iter()
            .map(|g| (!g.gives.is_number(), usize::MAX - g.answers.len()))
            .collect();
        prop_assert!(order.is_sorted(), "{order:?}");
    }

    /// Setting aside for comparison is what a coder would do to the casebook.
    #[test]
    fn a_claim_set_aside_here_is_as_one_set_aside_in_the_casebook(mut casebook in casebook()) {
        let evidence = settled(&mut casebook);
        let mut comparison = compared(&evidence, &RULES);
        tried(&mut comparison, &RULES, plenty());
        let found = comparison.sensitivity.as_ref().expect("tried");
        prop_assert!(found.is_complete());
        let on_k = evidence.on(comparison.measure);
        // No rule here uses what the casebook sets aside, so that nothing is left to try there.
        let waived = comparison.set_aside_in_casebook().len();
        prop_assert_eq!(found.claims, on_k.len() - waived);
        for ix in on_k.iter() {
            let mut coded: Value = casebook.clone();
            let id = &evidence.claim(*ix).id;
            let claims = coded["claims"].as_array_mut().expect("a list");
            let claim = claims.iter_mut().find(|claim| claim["id"] == *id.as_str());
            let claim = claim.expect("it is there");
            claim["standing"] = json!("set aside");
            claim["reason"] = json!("to see what changes");
            let coded = compared(&settled(&mut coded), &RULES);
            let trial = found.trials.iter().find(|t| t.without == Without::Claim(*ix));
            for (at, (name, _)) in RULES.iter().enumerate() {
                let change = trial.and_then(|t| t.changes.iter().find(|c| c.answer == at));
                let here = change.map_or(&comparison.answers[at].outcome, |change| &change.to);
                prop_assert_eq!(
                    parts(here), parts(&coded.answers[at].outcome), "{} without {}", name, id
                );
                // What is listed as a change is one.
                if let Some(change) = change {
                    let before = parts(&comparison.answers[at].outcome);
                    prop_assert_ne!(parts(&change.to), before);
                }
            }
        }
    }

    #[test]
    fn a_small_budget_leaves_out_and_says_so(mut casebook in casebook(), most in 0_u64..3_000) {
        let evidence = settled(&mut casebook);
        let mut whole = compared(&evidence, &RULES);
        tried(&mut whole, &RULES, plenty());
        let mut part = compared(&evidence, &RULES);
        tried(&mut part, &RULES, Budget::new(most, u64::MAX));
        let whole = whole.sensitivity.expect("tried");
        let found = part.sensitivity.as_ref().expect("tried");
        let trials = (found.claims_tried + found.voices_tried) as u64;
        // Each rule is asked once a trial, one that failed as well.
        let answered = part.answers.len() as u64;
        let cost = answered * (101 + found.claims as u64);
        prop_assert!(trials * cost <= most || cost == 0);
        let all = (found.claims + found.voices) as u64;
        // What is spent on kinds of claim is no more than two groups, each asked once a kind.
        prop_assert!(trials == all || (trials + 14) * cost > most);
        prop_assert_eq!(found.is_complete(), trials == all);
        for trial in &found.trials {
            let Without::Claim(_) = trial.without else { continue };
            let same = whole.trials.iter().find(|t| t.without == trial.without);
            prop_assert_eq!(same.map(|t| t.changes.len()), Some(trial.changes.len()));
        }
        // What was not tried is never said to change nothing.
        let reading = part.reading();
        let says_so = reading.contains("no claim set aside alone");
        prop_assert!(
            !says_so || found.is_complete() || reading.contains("of what was tried"),
            "{reading}"
        );
    }

    #[test]
    fn the_summary_counts_what_the_answers_give(books in prop::collection::vec(casebook(), 1..4)) {
        let comparisons: Vec<Comparison> = books
            .into_iter()
            .map(|mut casebook| compared(&settled(&mut casebook), &RULES))
            .collect();
        let mut summary = Summary::new(comparisons[0].answers.iter().map(|a| a.asker.clone()));
        comparisons.iter().for_each(|comparison| summary.add(comparison));
        prop_assert_eq!(summary.measures, comparisons.len());
        prop_assert!(summary.agreed <= summary.compared && summary.compared <= summary.measures);
        for (at, tally) in summary.tallies.iter().enumerate() {
            let gives = comparisons.iter().map(|c| c.answers[at].gives());
            let (mut figures, mut lowest, mut highest, mut distances) = (0, 0, 0, Vec::new());
            for (gives, comparison) in gives.zip(&comparisons) {
                let Some(figure) = gives.figure() else { continue };
                figures += 1;
                let mut all: Vec<i64> =
                    comparison.answers.iter().filter_map(|a| a.gives().figure()).collect();
                if all.len() < 2 {
                    continue;
                }
                all.sort_unstable();
                let (least, most) = (all[0], all[all.len() - 1]);
                lowest += usize::from(figure == least && least != most);
                highest += usize::from(figure == most && least != most);
                let median = match all.len() % 2 {
                    1 => all[all.len() / 2] as f64,
                    _ => (all[all.len() / 2 - 1] + all[all.len() / 2]) as f64 / 2.0,
                };
                distances.push((figure as f64 - median).abs());
            }
            prop_assert_eq!(
                (tally.figures, tally.lowest, tally.highest, tally.compared),
                (figures, lowest, highest, distances.len())
            );
            let mean = distances.iter().sum::<f64>() / distances.len() as f64;
            let rounded = (!distances.is_empty()).then(|| (mean * 10.0).round() / 10.0);
            prop_assert_eq!(tally.mean_distance(), rounded);
        }
    }
}

#[test]
fn the_reading_counts_and_says_what_it_turns_on() {
    let read = |lines: &str, rules: &[(&str, Method)]| {
        let mut comparison = compared(&book(lines), rules);
        tried(&mut comparison, rules, plenty());
        comparison.reading()
    };
    let (lowest, highest, range) = (RULES[0], RULES[1], RULES[2]);
    assert_eq!(
        read("claim c1 a 2\nclaim c2 b 2", &[lowest, highest, range]),
        "all 3 rules give 2; no claim set aside alone changes any of that"
    );
    assert_eq!(
        read("claim c1 a 2\nclaim c2 b 7", &[lowest, highest, range]),
        "no two of 3 rules give the same; it turns most on `c1` (a: 2), and on 1 other as much: \
         without it 2 of 3 give something else"
    );
    assert_eq!(
        read("claim c1 a 2\nclaim c2 b 7", &[lowest]),
        "the one rule gives 2; it turns most on `c1` (a: 2): without it it gives something else"
    );
    assert_eq!(
        read("", &[lowest, highest]),
        "both rules leave it unresolved"
    );
    // A voice is told where no single claim of it would do.
    assert_eq!(
        read(
            "report r outlet\nclaim c1 a 2\nclaim c2 k a r 2\nclaim c3 b 7",
            &[lowest, range]
        ),
        "no two of 2 rules give the same; it turns most on all 2 claims of `a` (a): without them 2 of 2 give something else"
    );
}

#[test]
fn what_the_groups_use_is_told_where_the_answer_turns_on_it() {
    let third: Method = |s| {
        s.step(tallybook::reconcile::Step::Third, None)?
            .highest(None)
    };
    let rules = [("all", RULES[1].1), ("third", third)];
    let lines = "
        party state
        party rebels perpetrator=true
        source group belligerent party=rebels
        measure k party=state
        claim c1 a 2
        claim c2 group 10";
    let mut comparison = compared(&with_perpetrator(lines), &rules);
    assert_eq!(comparison.reading(), "no two of 2 rules give the same");
    tried(&mut comparison, &rules, plenty());
    assert_eq!(
        comparison.reading(),
        "no two of 2 rules give the same; it turns on whether the perpetrator's own claims count: \
         the one that gives 2 uses none, and without them the one that gives 10 gives 2"
    );
    // Where they use them and it makes no difference, it is not said that it does: the highest is
    // that of a third, and what the rule without claims of parties gives is the lowest.
    let lowest: Method = |s| {
        s.step(tallybook::reconcile::Step::Third, None)?
            .lowest(None)
    };
    let rules = [("all", RULES[1].1), ("third", lowest)];
    let lines = lines.replace("claim c2 group 10", "claim c2 group 3\nclaim c3 b 12");
    let mut comparison = compared(&with_perpetrator(&lines), &rules);
    tried(&mut comparison, &rules, plenty());
    let reading = comparison.reading();
    assert!(!reading.contains("perpetrator"), "{reading}");
    assert!(reading.contains("it turns most on"), "{reading}");
}

/// The small language of books has no truth values.
fn with_perpetrator(lines: &str) -> Rc<Evidence> {
    let mut casebook = super::book::casebook(lines);
    for party in casebook["parties"].as_array_mut().expect("parties") {
        if party["perpetrator"] == json!("true") {
            party["perpetrator"] = json!(true);
        }
    }
    super::book::evidence(&casebook).expect("a casebook")
}

#[test]
fn a_claim_that_no_rule_uses_may_be_what_it_turns_on() {
    // The retraction is used by nobody; without it the 9 stands again.
    let lines = "claim c1 a 2\nclaim c2 b 9\nclaim c3 b retracts=c2";
    let lines = lines.replace("c3 b retracts", "c3 k b page retracts");
    let mut comparison = compared(&book(&lines), &RULES[..3]);
    tried(&mut comparison, &RULES[..3], plenty());
    let found = comparison.sensitivity.expect("tried");
    let evidence = &comparison.evidence;
    let ids: Vec<&str> = found
        .trials
        .iter()
        .map(|trial| evidence.claim(trial.claims[0]).id.as_str())
        .collect();
    assert!(ids.contains(&"c3"), "{ids:?}");
}

#[test]
fn nothing_is_so_many_times_nothing() {
    let most = 1_000_000_000_000_000;
    let evidence = book(&format!("claim c1 a 0\nclaim c2 b {most}"));
    let comparison = compared(&evidence, &RULES[..2]);
    let mut summary = Summary::new(comparison.answers.iter().map(|a| a.asker.clone()));
    summary.add(&comparison);
    let widest = summary.widest.as_ref().expect("they differ");
    assert_eq!((widest.least, widest.most, widest.ratio()), (0, most, None));
    let text = summary.table().render(tallybook::table::Form::Text, 100);
    assert!(
        text.contains("no ratio, since the least is not above 0"),
        "{text}"
    );
}
