//! The arguments of the program: the only place that names the argument parser.

mod casebooks;
mod comparing;
mod sheets;
mod testing;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::command::{self, Given, Outcome};
use crate::diagnostic::Diagnostic;
use crate::reconcile::Join;
use crate::session::{Casebooks, Page, unknown, written};
use crate::table::{Form, PAGE_WIDTH, visible_lines};

use self::casebooks::{CheckArguments, DiffArguments, FmtArguments, FoldArguments, MergeArguments};
use self::comparing::CompareArguments;
use self::sheets::{ExportArguments, ImportArguments, TemplateArguments};
use self::testing::TestArguments;

/// Reconcile conflicting figures: which sources support which, and what a rule makes of them
#[derive(Debug, Parser)]
#[command(name = "tallybook", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    casebooks: ReadingArguments,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the interactive session (also without a command); a piped stdin is run as a script
    Repl {
        #[command(flatten)]
        casebooks: ReadingArguments,
        #[command(flatten)]
        output: OutputArguments,
    },
    /// Run a script, or apply a rule (a file or a shipped name) to every count measure
    Run {
        #[command(flatten)]
        script: ScriptArguments,
        /// Stay in the session afterwards
        #[arg(short = 'i')]
        stay: bool,
        #[command(flatten)]
        casebooks: ReadingArguments,
        #[command(flatten)]
        output: OutputArguments,
    },
    /// Run a few statements and print the last value
    Eval {
        /// The statements; `-` reads them from stdin
        code: String,
        #[command(flatten)]
        casebooks: ReadingArguments,
        #[command(flatten)]
        output: OutputArguments,
    },
    /// Show which sources support which figures, for every measure
    Show {
        #[command(flatten)]
        casebooks: ReadingArguments,
        /// Join origins into bodies or parties
        #[arg(long, value_name = "JOIN")]
        by: Option<By>,
        #[command(flatten)]
        output: OutputArguments,
    },
    /// Compare what several rules and profiles make of the same claims
    Compare(CompareArguments),
    /// Say why a rule answers what it answers for one measure
    Why {
        #[command(flatten)]
        script: ScriptArguments,
        /// The measure, or INCIDENT/MEASURE
        measure: String,
        #[command(flatten)]
        casebooks: ReadingArguments,
        #[command(flatten)]
        output: OutputArguments,
    },
    /// Run the tests of scripts: functions such as `fn test_lowest()`
    Test(TestArguments),
    /// Read the manual: what scripts can call, `rules`, chapters such as `coding`
    Doc {
        /// What to look up, or the chapter to read
        name: Option<String>,
        #[command(flatten)]
        output: OutputArguments,
    },
    /// Make a casebook of sheets, and say what became of every row
    Import(ImportArguments),
    /// Write a casebook as sheets that `import` reads back
    Export(ExportArguments),
    /// Write empty sheets to fill in, with explanations and examples
    Template(TemplateArguments),
    /// List who may be one body or one person, or write down that they are
    Fold(FoldArguments),
    /// Say what is wrong with casebooks and scripts, and what to look at in them
    Check(CheckArguments),
    /// Lay casebooks out in one canonical form, in place
    Fmt(FmtArguments),
    /// Bring casebooks of several coders together, or list what they disagree on
    Merge(MergeArguments),
    /// Tell what became of a casebook: claims, sources, and the figures that move because of it
    Diff(DiffArguments),
    /// Print the JSON Schema of the casebook format
    Schema,
    /// Print shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Args, Debug)]
struct ScriptArguments {
    /// The script: a file, the name of a shipped rule, or `-` for stdin
    script: String,
    /// Set a parameter of the script
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting)]
    set: Vec<(String, String)>,
}

#[derive(Args, Debug)]
struct CasebookArguments {
    /// The casebooks (JSON or NDJSON; `-` is stdin); without any, the built-in one
    #[arg(value_name = "CASEBOOK")]
    files: Vec<PathBuf>,
    /// Use another built-in casebook: ishkobod, ishkobod-press
    #[arg(long, value_name = "NAME")]
    sample: Option<String>,
}

/// What a command is given that reads the figures of casebooks.
#[derive(Args, Debug)]
struct ReadingArguments {
    #[command(flatten)]
    casebooks: CasebookArguments,
    /// Read quantifiers ("dozens", "about") under this profile
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
}

#[derive(Args, Debug)]
struct OutputArguments {
    /// The form of tables and estimates
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    Body,
    Party,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Csv,
    Json,
    Html,
}

fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("expected NAME=VALUE, such as `min_origins=3`".to_owned()),
    }
}

impl Arguments {
    /// Reads the arguments of the process, which ends here where they ask for help or are wrong.
    #[must_use]
    pub fn of_process() -> Self {
        Self::try_parse().unwrap_or_else(|error| {
            if !error.use_stderr() {
                error.exit();
            }
            // The parser repeats what was typed, and what was typed may be a stranger's text.
            let text = error.render().to_string();
            let _ = io::stderr().write_all(visible_lines(&text).as_bytes());
            process::exit(error.exit_code())
        })
    }

    /// Does what the arguments ask for.
    ///
    /// # Errors
    /// Whatever went wrong.
    pub fn carry_out(self) -> Outcome {
        self.dispatch().and_then(|()| written())
    }

    fn dispatch(self) -> Outcome {
        match self.command {
            None => {
                if let Some(mistake) = no_command(&self.casebooks.casebooks.files) {
                    return Err(mistake);
                }
                command::repl::repl(&self.casebooks.into(), &self.output.page())
            }
            Some(Command::Repl { casebooks, output }) => {
                command::repl::repl(&casebooks.into(), &output.page())
            }
            Some(Command::Run {
                script,
                stay,
                casebooks,
                output,
            }) => {
                let run = command::run::Run {
                    given: script.into(),
                    casebooks: casebooks.into(),
                    stay,
                };
                command::run::run(&run, &output.page())
            }
            Some(Command::Eval {
                code,
                casebooks,
                output,
            }) => command::eval::eval(&code, &casebooks.into(), &output.page()),
            Some(Command::Show {
                casebooks,
                by,
                output,
            }) => {
                let join = by.map_or(Join::Origin, Join::from);
                command::show::show(&casebooks.into(), join, &output.page())
            }
            Some(Command::Compare(arguments)) => arguments.carry_out(),
            Some(Command::Why {
                script,
                measure,
                casebooks,
                output,
            }) => command::why::why(&script.into(), &measure, &casebooks.into(), &output.page()),
            Some(Command::Test(arguments)) => arguments.carry_out(),
            Some(Command::Doc { name, output }) => {
                command::doc::doc(name.as_deref(), &output.page())
            }
            Some(Command::Import(arguments)) => arguments.carry_out(),
            Some(Command::Export(arguments)) => arguments.carry_out(),
            Some(Command::Template(arguments)) => arguments.carry_out(),
            Some(Command::Fold(arguments)) => arguments.carry_out(),
            Some(Command::Check(arguments)) => arguments.carry_out(),
            Some(Command::Fmt(arguments)) => arguments.carry_out(),
            Some(Command::Merge(arguments)) => arguments.carry_out(),
            Some(Command::Diff(arguments)) => arguments.carry_out(),
            Some(Command::Schema) => {
                command::schema::schema(&page(Form::Text));
                Ok(())
            }
            Some(Command::Completions { shell }) => {
                let mut text = Vec::new();
                clap_complete::generate(shell, &mut Self::command(), "tallybook", &mut text);
                page(Form::Text).put(&String::from_utf8_lossy(&text));
                Ok(())
            }
        }
    }
}

/// Without a command the first word is a casebook; one that is no file, and is not spelt like one,
/// was meant as a command.
fn no_command(files: &[PathBuf]) -> Option<Diagnostic> {
    let word = files.first()?.to_str()?;
    if word == "-" || word.contains(['.', '/', '\\']) || Path::new(word).exists() {
        return None;
    }
    let program = Arguments::command();
    let mut names = program.get_subcommands().map(clap::Command::get_name);
    if names.any(|name| name == word) {
        let message = format!("the command `{word}` stands after its options");
        let hint = format!("begin with `tallybook {word}`, the options after it");
        return Some(Diagnostic::usage(message).hint(hint));
    }
    let names = program.get_subcommands().map(clap::Command::get_name);
    let hint = "a casebook is named by its file, such as `mine.json`";
    Some(unknown("command", word, names).hint(hint))
}

impl From<By> for Join {
    fn from(by: By) -> Self {
        match by {
            By::Body => Self::Body,
            By::Party => Self::Party,
        }
    }
}

impl From<CasebookArguments> for Casebooks {
    fn from(arguments: CasebookArguments) -> Self {
        let CasebookArguments { files, sample } = arguments;
        Self {
            files,
            sample,
            profile: None,
        }
    }
}

impl From<ReadingArguments> for Casebooks {
    fn from(arguments: ReadingArguments) -> Self {
        let ReadingArguments { casebooks, profile } = arguments;
        Self {
            profile,
            ..casebooks.into()
        }
    }
}

impl From<ScriptArguments> for Given {
    fn from(arguments: ScriptArguments) -> Self {
        Self {
            script: arguments.script,
            set: arguments.set,
        }
    }
}

impl OutputArguments {
    fn page(&self) -> Page {
        page(match self.format {
            Format::Text => Form::Text,
            Format::Markdown => Form::Markdown,
            Format::Csv => Form::Csv,
            Format::Json => Form::Json,
            Format::Html => Form::Html,
        })
    }
}

fn page(form: Form) -> Page {
    Page::new(form, width(), io::stdout(), io::stderr())
}

/// Returns the width of the terminal, or 100 cells where stdout is none.
#[must_use]
pub fn width() -> usize {
    if !io::stdout().is_terminal() {
        return PAGE_WIDTH;
    }
    terminal_size::terminal_size().map_or(PAGE_WIDTH, |(width, _)| usize::from(width.0))
}
