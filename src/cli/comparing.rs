//! The arguments of the command that compares rules.

use std::path::PathBuf;

use clap::Args;

use super::{OutputArguments, setting};
use crate::command::{Outcome, compare};
use crate::session::Casebooks;

/// `compare`
#[derive(Args, Debug)]
pub(super) struct CompareArguments {
    /// The rules: files, names of shipped rules, or `-` for stdin
    #[arg(value_name = "RULE")]
    rules: Vec<String>,
    /// Compare every shipped rule as well
    #[arg(long)]
    all: bool,
    /// A casebook (JSON or NDJSON; `-` is stdin); give it once for each
    #[arg(long = "case", value_name = "CASEBOOK")]
    files: Vec<PathBuf>,
    /// Use another built-in casebook: ishkobod, ishkobod-press
    #[arg(long, value_name = "NAME")]
    sample: Option<String>,
    /// Read quantifiers ("dozens", "about") under this profile; several compare them
    #[arg(long = "profile", value_name = "NAME")]
    profiles: Vec<String>,
    /// Set a parameter of every rule that has it
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting)]
    set: Vec<(String, String)>,
    /// Compare this measure alone, in every incident that has it or in one; may be repeated
    #[arg(long = "measure", value_name = "[INCIDENT/]MEASURE")]
    measures: Vec<String>,
    /// Print the summary over all measures and nothing else
    #[arg(long)]
    summary: bool,
    /// Leave out which single claims change an answer
    #[arg(long)]
    no_sensitivity: bool,
    #[command(flatten)]
    output: OutputArguments,
}

impl CompareArguments {
    pub(super) fn carry_out(self) -> Outcome {
        let request = compare::Compare {
            rules: self.rules,
            all: self.all,
            set: self.set,
            casebooks: Casebooks {
                files: self.files,
                sample: self.sample,
                profile: None,
            },
            profiles: self.profiles,
            measures: self.measures,
            summary: self.summary,
            sensitivity: !self.no_sensitivity,
        };
        compare::compare(&request, &self.output.page())
    }
}
