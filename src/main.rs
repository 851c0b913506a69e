//! The program: parse, run, say what went wrong, exit.

use std::io::Write;
use std::process;

use tallybook::cli::{Arguments, width};
use tallybook::script::on_big_stack;

fn main() {
    let arguments = Arguments::of_process();
    on_big_stack(move || {
        let code = match arguments.carry_out() {
            Ok(()) => 0,
            Err(diagnostic) => {
                // Where stderr is closed nothing can be said; the exit code still is.
                let _ = std::io::stderr().write_all(diagnostic.render(width()).as_bytes());
                i32::from(diagnostic.exit_code())
            }
        };
        // From here, so that nothing is taken apart piece by piece that ends with the process.
        process::exit(code)
    })
}
