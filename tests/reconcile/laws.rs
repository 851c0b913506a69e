//! Laws that hold for every casebook.

use std::collections::BTreeSet;
use std::rc::Rc;

use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Value, json};
use tallybook::incident::{Input, load};
use tallybook::reconcile::{
    Conclusion, DatedBy, Estimate, Evidence, Join, Profile, Refusal, Selection, Step,
};

use super::book::{claims, measure, record};
use super::naive::Naive;
use super::random::{any_casebook, casebook};

/// Loads a random casebook. An `updates` of another body is an error, which the random casebooks
/// do not avoid: it is taken out.
pub(super) fn settled(casebook: &mut Value) -> Rc<Evidence> {
    loop {
        let input = Input::new("random.json", casebook.to_string());
        let loaded = load(vec![input]).unwrap_or_else(|problem| panic!("{problem}\n{casebook}"));
        let incident = Rc::clone(&loaded.incidents[0]);
        match Evidence::new(Rc::clone(&incident)) {
            Ok(evidence) => return Rc::new(evidence),
            Err(misuses) => {
                for misuse in misuses {
                    let id = &incident.claim(misuse.claim).id;
                    let claims = casebook["claims"].as_array_mut().expect("a list");
                    let claim = claims.iter_mut().find(|claim| claim["id"] == *id.as_str());
                    let keys = claim.and_then(Value::as_object_mut).expect("it is there");
                    keys.remove("updates");
                }
            }
        }
    }
}

fn any_profile() -> impl Strategy<Value = &'static str> {
    prop::sample::select(Profile::names().collect::<Vec<_>>())
}

fn texts(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a list").iter();
    list.map(|id| id.as_str().expect("an id")).collect()
}

fn figures(record: &Value) -> &Vec<Value> {
    record["figures"].as_array().expect("a list")
}

/// A claim that nobody names, by a source and on a page that are there for it alone.
fn with_stranger(casebook: &Value, claim: Value) -> Value {
    let mut casebook = casebook.clone();
    let mut push = |list: &str, object: Value| {
        casebook[list].as_array_mut().expect("a list").push(object);
    };
    push(
        "sources",
        json!({"id": "stranger", "name": "A stranger", "kind": "other"}),
    );
    push(
        "sources",
        json!({"id": "strange-outlet", "name": "An outlet", "kind": "media"}),
    );
    push(
        "reports",
        json!({"id": "strange-page", "publisher": "strange-outlet"}),
    );
    let mut stranger =
        json!({"id": "strange", "measure": "k", "by": "stranger", "in": "strange-page"});
    for (key, value) in claim.as_object().expect("an object") {
        stranger[key] = value.clone();
    }
    push("claims", stranger);
    casebook
}

type Method = fn(&Selection) -> Result<Estimate, Refusal>;

const METHODS: [(&str, Method); 14] = [
    ("lowest", |s| s.lowest(None)),
    ("highest", |s| s.highest(None)),
    ("range", |s| s.range(None)),
    ("midpoint", |s| s.midpoint(None)),
    ("median", |s| s.median(None)),
    ("mean", |s| s.mean(None)),
    ("majority", |s| s.majority(None)),
    ("newest", |s| s.newest(DatedBy::Published, None)),
    ("newest as_of", |s| s.newest(DatedBy::AsOf, None)),
    ("agreement", |s| s.agreement(None)),
    ("reached_by", |s| s.reached_by(2, None)),
    ("named_floor", |s| s.named_floor(None)),
    ("weighted", |s| {
        s.weighted(None, |_| Ok::<_, Refusal>(Some(1.0)))
    }),
    ("unresolved", |s| s.unresolved("no reason", None)),
];

type Narrow = fn(Selection) -> Result<Selection, Refusal>;

fn set_aside(selection: &Selection) -> Result<Selection, Refusal> {
    let id = |ix| selection.evidence().claim(ix).id.clone();
    let step = Step::SetAside("an odd id".to_owned());
    selection.step_by(step, None, |ix| Ok(!id(ix).ends_with(['1', '4', '8'])))
}

const SELECTIONS: [Narrow; 6] = [
    Ok,
    |s| s.step(Step::Current, None),
    |s| s.step(Step::All, None),
    |s| set_aside(&s),
    |s| set_aside(&s.step(Step::Own, None)?),
    |s| {
        s.step(Step::Current, None)?
            .step(Step::Named, None)?
            .step(Step::All, None)
    },
];

fn estimates(evidence: &Rc<Evidence>) -> Vec<(&'static str, Estimate)> {
    let mut estimates = Vec::new();
    for narrow in SELECTIONS {
        let selection = narrow(claims(evidence)).expect("a few steps");
        for (name, method) in METHODS {
            estimates.push((name, method(&selection).expect(name)));
        }
    }
    let (low, high) = (estimates[0].1.clone(), estimates[1].1.clone());
    let floor = estimates[11].1.clone();
    let raised = low.at_least(&floor, None).expect("two estimates");
    estimates.push(("at_least", raised.clone()));
    estimates.push(("plus", high.plus(&raised, None).expect("two estimates")));
    estimates
}

fn records(evidence: &Rc<Evidence>) -> Vec<Value> {
    let estimates = estimates(evidence);
    let record = |(name, estimate): &(&str, Estimate)| serde_json::to_value(estimate.record(name));
    estimates
        .iter()
        .map(|e| record(e).expect("a record is JSON"))
        .collect()
}

fn sorted<T: Ord + Clone>(list: &[T]) -> bool {
    list.is_sorted()
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    /// Currency, relations, pages, origins, what came before: all of the record.
    #[test]
    fn the_concordance_is_what_the_text_says(mut casebook in any_casebook(), profile in any_profile()) {
        let evidence = settled(&mut casebook);
        for id in ["k", "w"] {
            let naive = Naive {
                incident: evidence.incident(),
                measure: measure(&evidence, id),
                profile: &Profile::named(profile).expect("a shipped profile"),
            };
            let found = record(&evidence, id, profile, Join::Origin);
            prop_assert_eq!(found, naive.record(), "{}", casebook);
        }
    }

    #[test]
    fn an_origin_is_in_exactly_one_relation(mut casebook in any_casebook(), profile in any_profile()) {
        let evidence = settled(&mut casebook);
        for join in Join::ALL {
            let record = record(&evidence, "k", profile, join);
            let mut columns: Option<Vec<&str>> = None;
            for figure in figures(&record) {
                let lists = ["states", "allows", "excludes"].map(|list| texts(&figure["origins"][list]));
                let mut all = lists.concat();
                all.sort_unstable();
                prop_assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{record}");
                let others = texts(&record["other_scope"]);
                prop_assert!(others.iter().all(|other| !all.contains(other)), "{record}");
                prop_assert_eq!(columns.get_or_insert_with(|| all.clone()), &all);
                // What is said of those lists is said of their members.
                let stating: Vec<&String> = figure["as"].as_object().expect("an object").keys().collect();
                prop_assert_eq!(stating, lists[0].iter().collect::<Vec<_>>());
                prop_assert!(texts(&figure["before"]).iter().all(|id| lists[2].contains(id)));
            }
        }
    }

    #[test]
    fn lists_are_sorted_and_figures_ascend(mut casebook in any_casebook(), profile in any_profile()) {
        let evidence = settled(&mut casebook);
        for join in Join::ALL {
            let record = record(&evidence, "k", profile, join);
            for list in ["superseded", "set_aside", "other_scope"] {
                prop_assert!(sorted(&texts(&record[list])), "{list}: {record}");
            }
            for figure in figures(&record) {
                prop_assert!(sorted(&texts(&figure["claims"])), "{record}");
                prop_assert!(!texts(&figure["claims"]).is_empty(), "{record}");
                prop_assert!(sorted(&texts(&figure["before"])), "{record}");
                for list in ["states", "allows", "excludes"] {
                    prop_assert!(sorted(&texts(&figure["origins"][list])), "{record}");
                }
            }
            let numbers: Vec<_> = figures(&record).iter().map(|f| f["value"].as_i64()).collect();
            let shown: Vec<_> = figures(&record).iter().map(|f| f["value"].as_str()).collect();
            prop_assert!(sorted(&numbers) && sorted(&shown), "{record}");
        }
    }

    #[test]
    fn a_floor_never_excludes_a_higher_figure(mut casebook in casebook(), floor in 0..8_i64) {
        settled(&mut casebook);
        let says = json!({"says": format!("at least {floor}")});
        let evidence = settled(&mut with_stranger(&casebook, says));
        for figure in figures(&record(&evidence, "k", "plain", Join::Origin)) {
            let excludes = texts(&figure["origins"]["excludes"]).contains(&"stranger");
            prop_assert_eq!(excludes, figure["value"].as_i64() < Some(floor));
        }
    }

    #[test]
    fn a_copy_adds_pages_never_origins(mut casebook in any_casebook(), pick in 0..9_usize, profile in any_profile()) {
        let before = record(&settled(&mut casebook), "k", profile, Join::Origin);
        let claims = casebook["claims"].as_array().expect("a list");
        let mut on_k = claims.iter().filter(|claim| claim["measure"] == "k" && claim.get("says").is_some());
        let Some(copied) = on_k.clone().count().checked_sub(1).and_then(|last| on_k.nth(pick.min(last))) else {
            return Ok(());
        };
        let mut copy = json!({"repeats": copied["id"]});
        for key in ["says", "stance", "covers"] {
            copy[key] = copied.get(key).cloned().unwrap_or_default();
        }
        let after = record(&settled(&mut with_stranger(&casebook, copy)), "k", profile, Join::Origin);
        prop_assert_eq!(&before["other_scope"], &after["other_scope"]);
        prop_assert_eq!(figures(&before).len(), figures(&after).len());
        for (one, other) in figures(&before).iter().zip(figures(&after)) {
            for key in ["value", "independent", "origins", "before", "as"] {
                prop_assert_eq!(&one[key], &other[key], "{}: {}", key, casebook);
            }
            let more = |key: fn(&Value) -> u64| key(other) - key(one);
            let is_stated = texts(&other["claims"]).contains(&"strange");
            prop_assert_eq!(more(|f| f["pages"].as_u64().expect("a number")), u64::from(is_stated));
            // The copy carries just what the copied claim does.
            let carried = texts(&one["claims"]).contains(&copied["id"].as_str().expect("an id"));
            prop_assert_eq!(carried, is_stated);
        }
    }

    #[test]
    fn what_is_set_aside_changes_no_count(
        mut casebook in casebook(),
        n in 0..8_i64,
        link in prop::sample::select(vec!["repeats", "updates", "corrects"]),
        pick in 0..9_usize,
    ) {
        let evidence = settled(&mut casebook);
        let claims = casebook["claims"].as_array().expect("a list");
        let on_k: Vec<&Value> = claims.iter().filter(|c| c["measure"] == "k").collect();
        let mut claim = json!({"says": n, "people": ["p4"], "as_of": "2019-12-01", "standing": "set aside", "reason": "doubtful"});
        if let Some(at) = pick.checked_rem(on_k.len()) {
            claim[link] = on_k[at]["id"].clone();
            claim["by"] = on_k[at]["by"].clone();
        }
        let after = settled(&mut with_stranger(&casebook, claim));
        let mut records = [&evidence, &after].map(|evidence| {
            let mut record = record(evidence, "k", "plain", Join::Origin);
            record["claims"] = Value::Null;
            record
        });
        let mut aside = texts(&records[0]["set_aside"]);
        aside.push("strange");
        prop_assert_eq!(json!(aside), records[1]["set_aside"].take());
        records[0]["set_aside"] = Value::Null;
        prop_assert_eq!(&records[0], &records[1]);
        let said = |evidence: &Rc<Evidence>| -> Vec<Conclusion> {
            let current = super::book::claims(evidence).step(Step::Current, None).expect("a step");
            METHODS.map(|(name, method)| method(&current).expect(name).conclusion().clone()).to_vec()
        };
        prop_assert_eq!(said(&evidence), said(&after));
    }

    #[test]
    fn the_order_of_the_claims_in_the_file_changes_nothing(
        (mut casebook, order) in casebook().prop_flat_map(|casebook| {
            let claims = casebook["claims"].as_array().expect("a list").clone();
            (Just(casebook), Just(claims).prop_shuffle())
        }),
        profile in any_profile(),
    ) {
        let evidence = settled(&mut casebook);
        let kept = casebook["claims"].as_array().expect("a list").clone();
        let order: Vec<&Value> = order
            .iter()
            .map(|claim| kept.iter().find(|kept| kept["id"] == claim["id"]).expect("a claim"))
            .collect();
        let mut shuffled = casebook.clone();
        shuffled["claims"] = json!(order);
        let shuffled = settled(&mut shuffled);
        for join in Join::ALL {
            prop_assert_eq!(record(&evidence, "k", profile, join), record(&shuffled, "k", profile, join));
        }
        for (one, other) in records(&evidence).into_iter().zip(records(&shuffled)) {
            prop_assert_eq!(one, other, "{}", casebook);
        }
    }

    #[test]
    fn used_and_set_aside_are_all_claims_each_once(mut casebook in casebook()) {
        let evidence = settled(&mut casebook);
        let on_k = evidence.on(measure(&evidence, "k")).iter();
        let mut all: Vec<&str> = on_k.map(|ix| evidence.claim(*ix).id.as_str()).collect();
        all.sort_unstable();
        for record in records(&evidence) {
            let used = texts(&record["used"]);
            let aside = record["set_aside"].as_array().expect("a list");
            let aside: Vec<&str> = aside.iter().map(|a| a["claim"].as_str().expect("an id")).collect();
            prop_assert!(sorted(&used) && sorted(&aside), "{record}");
            let mut both = [used, aside].concat();
            both.sort_unstable();
            prop_assert_eq!(&both, &all, "{}", record);
            for aside in record["set_aside"].as_array().expect("a list") {
                let reason = aside["reason"].as_str().expect("a text");
                prop_assert!(!matches!(reason, "" | "dropped" | "not selected" | "not current"), "{record}");
            }
        }
    }

    #[test]
    fn low_best_and_high_are_in_order(mut casebook in casebook()) {
        for (name, estimate) in estimates(&settled(&mut casebook)) {
            let Conclusion { low, best, high, .. } = estimate.conclusion();
            let known: Vec<i64> = [low, best, high].into_iter().flatten().copied().collect();
            // A floor may be raised above the high end, with a note.
            prop_assert!(sorted(&known) || matches!(name, "at_least" | "plus"), "{name}: {estimate}");
        }
    }

    #[test]
    fn methods_are_what_the_text_says(mut casebook in casebook(), profile in any_profile(), need in 1..4_i64) {
        let evidence = settled(&mut casebook);
        let profile = Profile::named(profile).expect("a shipped profile");
        let on_k = measure(&evidence, "k");
        let naive = Naive { incident: evidence.incident(), measure: on_k, profile: &profile };
        let selection = Selection::on(&evidence, &profile, on_k);
        let speakers = naive.speakers();
        let points: BTreeSet<(i64, bool)> = speakers.iter().flat_map(|s| naive.points(s)).collect();
        let values: BTreeSet<i64> = points.iter().map(|(value, _)| *value).collect();
        let conclusion = |estimate: Result<Estimate, Refusal>| estimate.expect("a count").conclusion().clone();

        let range = conclusion(selection.range(None));
        prop_assert_eq!((range.low, range.high), (values.first().copied(), values.last().copied()));
        let is_floor = range.high.is_some_and(|high| points.contains(&(high, true)));
        prop_assert_eq!(range.high_open, is_floor);
        prop_assert_eq!(range.unresolved.is_some(), values.is_empty());
        let lowest = conclusion(selection.lowest(None));
        prop_assert_eq!((lowest.low, lowest.best), (range.low, range.low));
        let highest = conclusion(selection.highest(None));
        prop_assert_eq!((highest.best, highest.high, highest.high_open), (range.high, range.high, is_floor));

        let state = |value: i64| speakers.iter().filter(|s| naive.points(s).iter().any(|p| p.0 == value)).count();
        let most = values.iter().map(|value| state(*value)).max();
        let favourites: Vec<i64> = values.iter().copied().filter(|v| Some(state(*v)) == most).collect();
        let majority = conclusion(selection.majority(None)).best;
        prop_assert_eq!(majority, if favourites.len() == 1 { Some(favourites[0]) } else { None });

        let reach = |value: i64| {
            let reaches = |p: &(i64, bool)| p.0 == value || p.1 && p.0 > value;
            speakers.iter().filter(|s| naive.points(s).iter().any(reaches)).count()
        };
        let enough = usize::try_from(need).expect("small");
        let reached = values.iter().copied().rfind(|value| reach(*value) >= enough);
        prop_assert_eq!(conclusion(selection.reached_by(need, None)).best, reached);

        // Everything that is said ends far below this, save what is open.
        let end = 200_i64;
        let allowing = |n: i64| -> Vec<usize> {
            (0..speakers.len()).filter(|at| !naive.exclude(&speakers[*at], n)).collect()
        };
        let agreement = conclusion(selection.agreement(None));
        if speakers.is_empty() {
            prop_assert!(agreement.unresolved.is_some());
        } else {
            let most = (0..=end).map(|n| allowing(n).len()).max().expect("some");
            let low = (0..=end).find(|n| allowing(*n).len() == most).expect("some");
            let high = (low..end).find(|n| allowing(n + 1) != allowing(low));
            prop_assert_eq!((agreement.low, agreement.high), (Some(low), high), "{}", casebook);
            prop_assert_eq!(agreement.high_open, high.is_none());
        }
    }
}
