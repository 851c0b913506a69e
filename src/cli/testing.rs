//! The arguments of the command that runs tests.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::page;
use crate::command::Outcome;
use crate::command::test::{Request, Results, test};
use crate::session::Casebooks;
use crate::table::Form;

/// The longest time that a test may be given, in seconds.
const LONGEST: f64 = 86_400.0;

/// `test`
#[derive(Args, Debug)]
pub(super) struct TestArguments {
    /// Scripts, and folders with all scripts in them
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Run only tests with this text in their name, `FILE::TEST`; given again, with either
    #[arg(long, value_name = "TEXT")]
    filter: Vec<String>,
    /// Name the tests and run none
    #[arg(long)]
    list: bool,
    /// Exit with 1 where there is no test to run
    #[arg(long)]
    fail_on_empty: bool,
    /// How long each test may take, its file included
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    time_limit: Duration,
    /// Tell which lines of the scripts were run
    #[arg(long)]
    coverage: bool,
    /// Exit with 1 where fewer lines than this were run
    #[arg(long, value_name = "PERCENT", requires = "coverage", value_parser = percent)]
    threshold: Option<f64>,
    /// Tell what each line cost: calls, operations and time
    #[arg(long)]
    timings: bool,
    /// A casebook that lies on the desk of the tests; without any, the built-in one
    #[arg(long = "case", value_name = "CASEBOOK")]
    cases: Vec<PathBuf>,
    /// Use another built-in casebook: ishkobod, ishkobod-press
    #[arg(long, value_name = "NAME")]
    sample: Option<String>,
    /// Read quantifiers ("dozens", "about") under this profile
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The form of the results
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Written,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Written {
    Text,
    Json,
    Junit,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok();
    let seconds = seconds.filter(|seconds| *seconds > 0.0 && *seconds <= LONGEST);
    seconds
        .map(Duration::from_secs_f64)
        .ok_or_else(|| format!("expected seconds, more than 0 and up to {LONGEST}"))
}

fn percent(text: &str) -> Result<f64, String> {
    let percent = text.parse::<f64>().ok();
    let percent = percent.filter(|percent| (0.0..=100.0).contains(percent));
    percent.ok_or_else(|| "expected a number from 0 to 100".to_owned())
}

impl TestArguments {
    pub(super) fn carry_out(self) -> Outcome {
        let (results, form) = match self.format {
            Written::Text => (Results::Text, Form::Text),
            Written::Json => (Results::Json, Form::Json),
            Written::Junit => (Results::Junit, Form::Text),
        };
        let request = Request {
            paths: self.paths,
            filters: self.filter,
            list: self.list,
            fail_on_empty: self.fail_on_empty,
            form: results,
            coverage: self.coverage,
            threshold: self.threshold,
            timings: self.timings,
            time_limit: self.time_limit,
            casebooks: Casebooks {
                files: self.cases,
                sample: self.sample,
                profile: self.profile,
            },
        };
        test(&request, &page(form))
    }
}
