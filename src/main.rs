//! The program: parse, run, say what went wrong, exit.

use std::process::ExitCode;

use clap::Parser;
use tallybook::cli::{Arguments, width};
use tallybook::script::on_big_stack;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match on_big_stack(move || arguments.carry_out()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(diagnostic) => {
            eprint!("{}", diagnostic.render(width()));
            ExitCode::from(diagnostic.exit_code())
        }
    }
}
