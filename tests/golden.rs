//! Texts that are compared with what is kept in a file.

use std::path::Path;
use std::{env, fs};

/// What the first line of a kept text says.
const HEADER: &str = "# to regenerate: TALLYBOOK_REGENERATE=1 cargo test";

/// Compares a text with the file that keeps it, or writes the file where that is asked for.
///
/// # Errors
/// Says how the two differ.
pub(crate) fn compare(path: &Path, text: &str) -> Result<(), String> {
    let text = format!("{HEADER}\n{text}");
    if env::var_os("TALLYBOOK_REGENERATE").is_some() {
        fs::write(path, text).expect("the file can be written");
        return Ok(());
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    if kept == text {
        return Ok(());
    }
    let same = kept
        .lines()
        .zip(text.lines())
        .take_while(|(a, b)| a == b)
        .count();
    Err(format!(
        "{} differs at line {}:\n- {}\n+ {}",
        path.display(),
        same + 1,
        kept.lines().nth(same).unwrap_or("(nothing)"),
        text.lines().nth(same).unwrap_or("(nothing)"),
    ))
}
