//! The built-in casebook of twenty-five pages: what it holds, and what comes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Value, json};
use tallybook::incident::{Coverage, Incident, Input, MeasureIx, Object, load, sample};
use tallybook::reconcile::{
    Concordance, DatedBy, Evidence, Join, Names, Profile, Refusal, Selection, Step, sums,
};
use tallybook::script::{Applied, Desk, Dynamic, Host, Limits, Source};

/// The attack and the clash.
fn incidents() -> [Rc<Evidence>; 2] {
    let text = sample("ishkobod-press").expect("a sample");
    let casebook = load(vec![Input::new("ishkobod-press", text)])
        .unwrap_or_else(|problems| panic!("{problems}"));
    let judged: Vec<Rc<Evidence>> = casebook
        .incidents
        .into_iter()
        .map(|one| Rc::new(Evidence::new(one).expect("no false updates")))
        .collect();
    judged.try_into().expect("two incidents")
}

fn measure(incident: &Incident, id: &str) -> MeasureIx {
    match incident.find(id) {
        Some(Object::Measure(ix)) => ix,
        other => panic!("no measure `{id}`: {other:?}"),
    }
}

fn concordance(evidence: &Rc<Evidence>, id: &str, join: Join) -> Concordance {
    let of = measure(evidence.incident(), id);
    Concordance::new(evidence, of, &Profile::plain(), join)
}

fn record(evidence: &Rc<Evidence>, id: &str) -> Value {
    let concordance = concordance(evidence, id, Join::Origin);
    serde_json::to_value(concordance.record()).expect("plain data")
}

/// Each figure with its pages and those who state it.
fn stated(record: &Value) -> Vec<(i64, u64, Vec<&str>)> {
    let list = |value: &Value| value.as_array().expect("a list").len();
    let figures = record["figures"].as_array().expect("a list");
    figures
        .iter()
        .map(|figure| {
            let states = &figure["origins"]["states"];
            let ids = (0..list(states)).filter_map(|at| states[at].as_str());
            (
                figure["value"].as_i64().expect("a number"),
                figure["pages"].as_u64().expect("a number"),
                ids.collect(),
            )
        })
        .collect()
}

/// The columns, by id.
fn bodies(concordance: &Concordance) -> Vec<&str> {
    let incident = concordance.evidence.incident();
    let columns = concordance.columns.iter();
    columns.map(|column| column.voice.id(incident)).collect()
}

#[test]
fn the_pages_and_the_claims_are_all_there() {
    let [attack, clash] = incidents();
    let held = [&attack, &clash].map(|evidence| {
        let incident = evidence.incident();
        let pages: BTreeSet<&str> = incident
            .claims
            .iter()
            .map(|claim| &*incident.report(claim.report).id)
            .collect();
        (&*incident.id, incident.claims.len(), pages)
    });
    let [
        (attack_id, attack_claims, there),
        (clash_id, clash_claims, here),
    ] = &held;
    assert_eq!(
        (*attack_id, *attack_claims, there.len()),
        ("ishkobod-press", 56, 19)
    );
    assert_eq!(
        (*clash_id, *clash_claims, here.len()),
        ("kyrgyz-clash-press", 17, 7)
    );
    assert_eq!(there.union(here).count(), 25);
    let shared: Vec<&&str> = there.intersection(here).collect();
    assert_eq!(shared, [&"rferl-2019-11-08"]);
    for evidence in [&attack, &clash] {
        for claim in &evidence.incident().claims {
            let words = claim
                .wording
                .iter()
                .flat_map(|text| text.split_whitespace());
            assert!(words.count() <= 12, "{}", claim.id);
        }
    }
}

#[test]
fn who_states_how_many_guards_were_killed() {
    let [attack, _] = incidents();
    let of_origins = record(&attack, "guards-killed");
    let officials = vec!["authorities", "border-press", "border-troops", "scns"];
    assert_eq!(
        stated(&of_origins),
        [
            (2, 11, officials),
            (4, 1, vec!["sughd"]),
            (6, 3, vec!["ozodi", "regnum"]),
            (7, 3, vec!["rferl"]),
            (10, 4, vec!["amaq", "is"]),
        ]
    );
    assert_eq!(of_origins["set_aside"], json!(["swapped-dead"]));
    assert_eq!(of_origins["superseded"], json!([]));
    assert_eq!(of_origins["figures"][4]["as"]["amaq"], "floor");
    let joined = concordance(&attack, "guards-killed", Join::Body);
    assert_eq!(
        bodies(&joined),
        ["authorities", "is", "regnum", "rferl", "sughd"]
    );
    assert_eq!(joined.figures[0].pages, 11);
}

#[test]
fn officials_differ_on_the_attackers() {
    let [attack, _] = incidents();
    let captured = record(&attack, "attackers-captured");
    let five = vec!["authorities", "border-press", "border-troops", "scns"];
    assert_eq!(
        stated(&captured),
        [(4, 3, vec!["border-press", "mvd"]), (5, 7, five)]
    );
    assert_eq!(captured["superseded"], json!([]));
    let joined = concordance(&attack, "attackers-captured", Join::Body);
    assert_eq!(bodies(&joined), ["authorities"]);

    let present = record(&attack, "attackers-present");
    assert_eq!(
        stated(&present),
        [
            (20, 3, vec!["authorities", "border-troops"]),
            (33, 1, vec!["scns"])
        ]
    );
    assert_eq!(present["superseded"], json!(["scns-twenty"]));
    let results: BTreeMap<String, &str> = sums(&attack, &Profile::plain())
        .iter()
        .filter(|sum| sum.whole == measure(attack.incident(), "attackers-present"))
        .map(|sum| (format!("{:?}", sum.result), sum.result.word()))
        .collect();
    assert_eq!(
        results.keys().collect::<Vec<_>>(),
        ["AddsUp", "Open", "Short(13)"]
    );
}

#[test]
fn rules_disagree_on_the_guards() {
    let [attack, _] = incidents();
    let killed = measure(attack.incident(), "guards-killed");
    let claims = Selection::on(&attack, &Profile::plain(), killed);
    let answer = |estimate: Result<_, Refusal>| -> String {
        let estimate: tallybook::reconcile::Estimate = estimate.expect("claims on one measure");
        estimate.to_string()
    };
    assert_eq!(answer(claims.lowest(None)), "2 (at least 2)");
    assert_eq!(answer(claims.midpoint(None)), "6 (2 to 10+)");
    assert_eq!(answer(claims.range(None)), "2 to 10+");
    let all = claims.step(Step::All, None).expect("few steps");
    assert_eq!(answer(all.range(None)), "2 to 15+");
    assert_eq!(answer(claims.named_floor(None)), "? (at least 6)");

    let incident = attack.incident();
    let others = claims
        .step_by(
            Step::SetAside("the perpetrator's own word".into()),
            None,
            |ix| {
                let party = attack.party(ix);
                Ok::<bool, Refusal>(
                    party.is_none_or(|ix| incident.party(ix).perpetrator != Some(true)),
                )
            },
        )
        .expect("few steps");
    assert_eq!(answer(others.newest(DatedBy::Published, None)), "7+");
    assert_eq!(answer(others.newest(DatedBy::AsOf, None)), "6");
    // The second answer is one page's: the other retellings are dated by what they retell.
    let latest = others.newest(DatedBy::AsOf, None).expect("one measure");
    assert_eq!(
        latest.conclusion().notes,
        ["the latest is `ozodi-six-later`, of 2019-11-11"]
    );
}

/// What a shipped rule says of the guards killed: the answer, and the steps.
fn shipped(rule: &str, set: &[(&str, &str)]) -> (String, Vec<String>) {
    let attack = incidents();
    let host = Host::new(Limits::default());
    let desk = Desk::new(&attack, Profile::plain());
    desk.lay_out(host.state());
    let given =
        |(name, value): &(&str, &str)| ((*name).to_owned(), Dynamic::from((*value).to_owned()));
    host.set_params(set.iter().map(given));
    let source = Source::shipped(rule).expect("it is on the shelf");
    let script = host.compile(source).expect("it compiles");
    host.check_params(&[&script])
        .expect("it has the parameters");
    let rule = Applied::load(&host, &desk, script).expect("it loads");
    let killed = measure(attack[0].incident(), "guards-killed");
    let estimate = rule
        .to(&host, &desk, &attack[0], killed)
        .expect("it answers");
    (estimate.to_string(), estimate.steps())
}

#[test]
fn the_shipped_rules_answer_as_their_methods_do_by_hand() {
    let nearest = "unresolved: no figure is stated by 3 independent kinds of source; nearest: 2 by \
                   official; 4 by official; 6 by media; 7 by media; 10 by belligerent";
    let unjudged = "unresolved: no origin here states a figure and has a weight";
    for (rule, set, answer) in [
        ("range", &[][..], "2 to 10+"),
        ("acled", &[], "2 (at least 2)"),
        ("ucdp", &[], "2 (2 to 10+)"),
        ("em-dat", &[], "6 (2 to 10+)"),
        ("gtd", &[], "7+"),
        ("gtd", &[("date", "as_of")], "6"),
        ("ibc", &[], "4 to 6+"),
        ("ibc", &[("min_origins", "1")], "6 to 6+"),
        ("ibc", &[("of", "figures")], "7 to 10+"),
        ("named-floor", &[], "? (at least 6)"),
        ("airwars", &[], "6 to 10+"),
        ("airwars", &[("names", "false")], "2 to 10+"),
        ("un-verified", &[], nearest),
        ("priority", &[], "2 to 4"),
        ("priority", &[("ranks", "ozodi, official")], "6"),
        ("admiralty", &[], unjudged),
        ("median", &[], "5 (2 to 10+)"),
        ("majority", &[], "2"),
        ("majority", &[("of", "intervals")], "2 to 2"),
    ] {
        assert_eq!(shipped(rule, set).0, answer, "{rule} {set:?}");
    }
}

#[test]
fn the_shipped_rules_say_who_is_named_and_how_the_reporting_is_graded() {
    let says = |rule: &str, note: &str| {
        let (_, steps) = shipped(rule, &[]);
        let note = format!("note: {note}");
        assert!(steps.contains(&note), "{rule}: {steps:#?}");
    };
    says(
        "ibc",
        "4 people are named by at least 2 independent origins: Bahrom Qosimzoda, Izatullo \
         Latifiov, Dilovar Tolibov, Hofiz Hasanov",
    );
    says(
        "ibc",
        "2 more by one alone: Naimjon Saidolimov, Ghanijon Davlat",
    );
    says("ibc", "1 unidentified beside them");
    says(
        "ibc",
        "7 is reached by 2 independent origins as a figure; `of=figures` counts those",
    );
    says("named-floor", "1 unidentified beside them");
    says(
        "airwars",
        "grade: confirmed: a perpetrator itself tells of harm to another party's people",
    );
    says("priority", "the first rank that gives a figure: official");
    says("majority", "2 is stated by 3 independent origins of 7");
}

#[test]
fn six_are_named_and_four_of_them_by_two_bodies() {
    let [attack, _] = incidents();
    let incident = attack.incident();
    let killed = measure(incident, "guards-killed");
    let names = Names::carried(&attack, killed, attack.on(killed).iter().copied());
    assert_eq!((names.low, names.high, names.unidentified), (6, 6, 1));
    let by: Vec<(&str, Vec<&str>)> = names
        .people
        .iter()
        .map(|named| {
            let origins = named.claims.iter().flat_map(|ix| attack.origins(*ix));
            let bodies: BTreeSet<&str> = origins
                .map(|origin| attack.voice(Join::Body, *origin).id(incident))
                .collect();
            (
                &*incident.person(named.person).id,
                bodies.into_iter().collect(),
            )
        })
        .collect();
    assert_eq!(
        by,
        [
            ("qosimzoda", vec!["authorities", "sughd"]),
            ("latifiov", vec!["authorities", "sughd"]),
            ("tolibov", vec!["rferl", "sughd"]),
            ("hasanov", vec!["rferl", "sughd"]),
            ("saidolimov", vec!["rferl"]),
            ("davlat", vec!["rferl"]),
            ("unidentified-guard", vec!["rferl"]),
        ]
    );
}

#[test]
fn the_retelling_of_the_clash_supersedes_nothing() {
    let [_, clash] = incidents();
    let killed = record(&clash, "guards-killed-clash");
    assert_eq!(
        stated(&killed),
        [
            (1, 1, vec!["authorities"]),
            (
                3,
                5,
                vec!["asia-plus", "authorities", "interfax", "regional"]
            ),
        ]
    );
    assert_eq!(killed["superseded"], json!([]));
    assert_eq!(stated(&record(&clash, "kyrgyz-wounded"))[0].0, 13);
    assert_eq!(stated(&record(&clash, "all-wounded-clash"))[0].0, 19);
    let all = record(&clash, "all-killed-clash");
    assert_eq!(
        stated(&all),
        [(4, 1, vec!["authorities", "kyrgyz-authorities"])]
    );
    assert_eq!(all["superseded"], json!(["rferl-2019-09-16.1"]));
    let wounded = record(&clash, "tajik-wounded");
    assert_eq!(wounded["figures"][0]["as"], json!({"local-tajik": "floor"}));
    let part = clash.incident().claims.iter().find(|claim| {
        claim
            .covers
            .as_ref()
            .is_some_and(|covers| covers.what == Coverage::Part)
    });
    assert_eq!(part.map(|claim| &*claim.id), Some("rferl-2019-09-16.4"));
}
