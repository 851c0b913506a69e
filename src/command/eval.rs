//! `eval`: a few statements, and their last value.

use crate::script::Source;

use super::Outcome;
use super::script::{host, run_plain};
use crate::session::{Casebooks, Page};

/// Runs a few statements and prints the last value.
///
/// # Errors
/// Whatever stopped them.
pub fn eval(code: &str, casebooks: &Casebooks, page: &Page) -> Outcome {
    let source = if code == "-" {
        super::from_stdin()?
    } else {
        Source::new("eval", code)
    };
    plain(&source, casebooks, page)
}

/// Runs a plain script that has no parameters to set.
///
/// # Errors
/// Whatever stopped it.
pub fn plain(source: &Source, casebooks: &Casebooks, page: &Page) -> Outcome {
    let (host, _) = host(casebooks, page)?;
    let script = host.compile(source.clone())?;
    run_plain(&host, &script, page)
}
