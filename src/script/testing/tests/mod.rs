//! What assertions tell, and how tests end.

mod ended;
mod told;

use super::{Ended, Ran, Trial, Trials};
use crate::incident::{DEFAULT_SAMPLE, Input, load, sample};
use crate::reconcile::{Evidence, Profile};
use crate::script::desk::Desk;
use crate::script::failure::Failure;
use crate::script::limits::Limits;
use crate::script::source::Source;
use crate::script::watch::Watch;

/// A closure that drafts an estimate.
const THREE: &str =
    "let d = |n| draft(\"x\").measure(\"k\").claim(\"hospital\", n).claims.lowest();\n";

fn trial(watch: Option<&Watch>) -> Trial {
    let trial = Trials::new(Limits::default(), watch.cloned()).trial();
    let text = sample(DEFAULT_SAMPLE).expect("the default is among the samples");
    let casebook = load(vec![Input::new(DEFAULT_SAMPLE, text)]).expect("it is valid");
    let evidence = casebook
        .incidents
        .into_iter()
        .map(|incident| std::rc::Rc::new(Evidence::new(incident).expect("it is valid")));
    let evidence: Vec<_> = evidence.collect();
    Desk::new(&evidence, Profile::plain()).lay_out(trial.host().state());
    trial
}

/// Runs a test of this body, with a little to call.
fn run(body: &str) -> Ran {
    let text = format!(
        "fn twice(n) {{ n * 2 }}\nfn boom() {{ throw \"boom\" }}\nfn test_it() {{\n{body}\n}}"
    );
    trial(None).run_text(Source::new("it.rhai", &text), "test_it")
}

fn failure(body: &str) -> Failure {
    match run(body).ended {
        Ended::Failed(failure) => *failure,
        other => panic!("{body}: {other:?}"),
    }
}

/// The parts of the assertion that fails, a line each.
fn parts(body: &str) -> Vec<String> {
    let lines = failure(body).listing.lines.into_iter();
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}
