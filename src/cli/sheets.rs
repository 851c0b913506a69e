//! The arguments of the commands that bring claims in from sheets and out to them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::casebooks::LinkArguments;
use super::{CasebookArguments, OutputArguments};
use crate::command::export::{self, SheetForm};
use crate::command::{Outcome, import};
use crate::sheet::{Form, Options};

/// `import`
#[derive(Args, Debug)]
pub(super) struct ImportArguments {
    /// The form of the files
    form: ImportForm,
    /// The sheets; `-` is stdin
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Where the casebook goes; `-` is stdout
    #[arg(short, long, value_name = "CASEBOOK")]
    out: PathBuf,
    /// What the columns are: a mapping file, or the name of a shipped one (without it, titles are
    /// the keys of the format)
    #[arg(long, value_name = "MAPPING")]
    mapping: Option<String>,
    /// The encoding of CSV and TSV, where it is not detected right
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
    /// The character between the cells of CSV
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<char>,
    #[command(flatten)]
    links: LinkArguments,
    /// Where rejected rows go; beside the casebook where this is not given
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Write no casebook where a row is rejected
    #[arg(long)]
    strict: bool,
    /// Write over a casebook that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ImportForm {
    Csv,
    Tsv,
    Xlsx,
    Ods,
}

/// `export`
#[derive(Args, Debug)]
pub(super) struct ExportArguments {
    /// The form of the sheets: a file a sheet, or a workbook
    form: ExportForm,
    #[command(flatten)]
    casebooks: CasebookArguments,
    /// Where the sheets go; for `mine.csv` to `mine-claims.csv` and so on
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Let something private leave: an id, `INCIDENT/ID`, or a sheet such as `sources`
    #[arg(long, value_name = "NAME")]
    private: Vec<String>,
    /// Write over files that are there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ExportForm {
    Csv,
    Xlsx,
}

/// `template`
#[derive(Args, Debug)]
pub(super) struct TemplateArguments {
    /// Where the sheets go: `claims.xlsx`, or `claims.csv` with the other sheets beside it
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Write over files that are there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    output: OutputArguments,
}

impl ImportArguments {
    pub(super) fn carry_out(self) -> Outcome {
        let request = import::Request {
            form: match self.form {
                ImportForm::Csv => Form::Csv,
                ImportForm::Tsv => Form::Tsv,
                ImportForm::Xlsx => Form::Xlsx,
                ImportForm::Ods => Form::Ods,
            },
            files: self.files,
            mapping: self.mapping,
            out: self.out,
            links: self.links.links,
            rejects: self.rejects,
            force: self.force,
            strict: self.strict,
            options: Options {
                encoding: self.encoding,
                delimiter: self.delimiter,
            },
        };
        import::import_sheets(&request, &self.output.page())
    }
}

impl ExportArguments {
    pub(super) fn carry_out(self) -> Outcome {
        let request = export::Request {
            form: match self.form {
                ExportForm::Csv => SheetForm::Csv,
                ExportForm::Xlsx => SheetForm::Xlsx,
            },
            casebooks: self.casebooks.into(),
            out: self.out,
            private: self.private,
            force: self.force,
        };
        export::export_casebook(&request, &self.output.page())
    }
}

impl TemplateArguments {
    pub(super) fn carry_out(self) -> Outcome {
        export::put_template(&self.out, self.force, &self.output.page())
    }
}
