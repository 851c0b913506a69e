//! The arguments of the commands that look into casebooks and write into them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{CasebookArguments, OutputArguments, page};
use crate::command::{Outcome, check, fold};
use crate::table::Form;

/// `fold`
#[derive(Args, Debug)]
pub(super) struct FoldArguments {
    #[command(flatten)]
    casebooks: CasebookArguments,
    /// Write that two are linked, by `part_of`, `voice_of`, `same_as` or `maybe_same_as`, and why
    #[arg(
        long = "link",
        value_name = "ONE LINK OTHER: REASON",
        allow_hyphen_values = true
    )]
    links: Vec<String>,
    /// Where the casebook goes, if not into its own file; `-` is stdout
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// With `-o`, write over a file that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    output: OutputArguments,
}

/// `check`
#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    /// Casebooks (`-` is stdin), which are loaded together, and scripts, which end in `.rhai`
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The form of what is found
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Listing,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Listing {
    Text,
    Json,
}

impl FoldArguments {
    pub(super) fn carry_out(self) -> Outcome {
        let request = fold::Request {
            casebooks: self.casebooks.into(),
            links: self.links,
            out: self.out,
            force: self.force,
        };
        fold::fold(&request, &self.output.page())
    }
}

impl CheckArguments {
    pub(super) fn carry_out(self) -> Outcome {
        let form = match self.format {
            Listing::Text => Form::Text,
            Listing::Json => Form::Json,
        };
        check::check(&self.files, &page(form))
    }
}
