//! The arguments of the commands that write casebooks anew or compare them.

use std::path::PathBuf;

use clap::Args;

use super::{By, OutputArguments, page};
use crate::command::{self, Outcome};
use crate::reconcile::Join;
use crate::table::Form;

/// The arguments of `fmt`.
#[derive(Args, Debug)]
pub(super) struct FmtArguments {
    /// The casebooks; `-` reads stdin and writes stdout
    #[arg(value_name = "CASEBOOK", required = true)]
    files: Vec<PathBuf>,
    /// Write nothing, name the files that are not in the form, and fail if there are any
    #[arg(long)]
    check: bool,
}

impl FmtArguments {
    pub(super) fn carry_out(self) -> Outcome {
        command::fmt::fmt(&self.files, self.check, &page(Form::Text))
    }
}

/// The arguments of `merge`.
#[derive(Args, Debug)]
pub(super) struct MergeArguments {
    /// The casebooks, two or more; `-` is stdin
    #[arg(value_name = "CASEBOOK", required = true, num_args = 2..)]
    files: Vec<PathBuf>,
    /// Write the result to a file; `-` is stdout, as without it
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    output: OutputArguments,
}

impl MergeArguments {
    pub(super) fn carry_out(self) -> Outcome {
        let merge = command::merge::Merge {
            files: self.files,
            out: self.out.filter(|out| out.as_os_str() != "-"),
            force: self.force,
        };
        command::merge::merge(&merge, &self.output.page())
    }
}

/// The arguments of `diff`.
#[derive(Args, Debug)]
pub(super) struct DiffArguments {
    /// The casebook as it was; `-` is stdin
    #[arg(value_name = "CASEBOOK")]
    from: PathBuf,
    /// The casebook as it is
    #[arg(value_name = "OTHER")]
    to: PathBuf,
    /// Read quantifiers ("dozens", "about") under this profile
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Join origins into bodies or parties
    #[arg(long, value_name = "JOIN")]
    by: Option<By>,
    /// Exit with 1 where the two differ
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    output: OutputArguments,
}

impl DiffArguments {
    pub(super) fn carry_out(self) -> Outcome {
        let diff = command::diff::Diff {
            files: [self.from, self.to],
            profile: self.profile,
            join: self.by.map_or(Join::Origin, Join::from),
            exit_code: self.exit_code,
        };
        command::diff::diff(&diff, &self.output.page())
    }
}
