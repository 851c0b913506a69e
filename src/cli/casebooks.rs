//! The arguments of the commands that look into casebooks, write them anew and compare them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{By, OutputArguments, ReadingArguments, page};
use crate::command::{self, Outcome, check, fold};
use crate::reconcile::Join;
use crate::table::Form;

/// Decisions on who is one body or one person.
#[derive(Args, Debug)]
pub(super) struct LinkArguments {
    /// Write that two are linked, by `part_of`, `voice_of`, `same_as` or `maybe_same_as`, and why
    #[arg(
        long = "link",
        value_name = "ONE LINK OTHER: REASON",
        allow_hyphen_values = true
    )]
    pub(super) links: Vec<String>,
}

/// `fold`
#[derive(Args, Debug)]
pub(super) struct FoldArguments {
    #[command(flatten)]
    casebooks: ReadingArguments,
    #[command(flatten)]
    links: LinkArguments,
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
    /// Casebooks (`-` is stdin), which are loaded together, scripts, which end in `.rhai`, and
    /// folders of both
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The form of what is found
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Listing,
    /// The day on which decisions that have a last day are judged, if not today
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
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
            links: self.links.links,
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
        let check = check::Check {
            files: self.files,
            today: self.today,
        };
        check::check(&check, &page(form))
    }
}

/// `fmt`
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

/// `merge`
#[derive(Args, Debug)]
pub(super) struct MergeArguments {
    /// The casebooks, two or more; `-` is stdin
    #[arg(value_name = "CASEBOOK", required = true, num_args = 2..)]
    files: Vec<PathBuf>,
    /// Write the result to a file; `-` is stdout, as without it
    #[arg(short, long, value_name = "FILE")]
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
            out: self.out.unwrap_or_else(|| PathBuf::from("-")),
            force: self.force,
        };
        command::merge::merge(&merge, &self.output.page())
    }
}

/// `diff`
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
