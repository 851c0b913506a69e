//! What is typed after a command: words, and the files that they name.

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;

/// Where a backslash parts the names of folders it keeps nothing together.
const ESCAPE: Option<char> = if cfg!(windows) { None } else { Some('\\') };

/// Splits what was typed at its blanks, save those in quotes or behind a backslash.
pub(super) fn words(typed: &str) -> Result<Vec<String>, Diagnostic> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut rest = typed.chars();
    while let Some(c) = rest.next() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_default().push(c),
            None if c.is_whitespace() => words.extend(word.take()),
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if Some(c) == ESCAPE => word.get_or_insert_default().extend(rest.next()),
            None => word.get_or_insert_default().push(c),
        }
    }
    if let Some(quote) = quote {
        return Err(Diagnostic::usage(format!("a `{quote}` is not closed")));
    }
    words.extend(word);
    Ok(words)
}

/// The file that a word names: `~/` is the user's own folder, as in a shell.
pub(super) fn path(word: &str) -> PathBuf {
    match (word.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(inside), Ok(home)) => home.join(inside),
        _ => PathBuf::from(word),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn blanks_part_words_unless_they_are_kept_together() {
        for (typed, split) in [
            ("", vec![]),
            (" open  a.json\tb.json ", vec!["open", "a.json", "b.json"]),
            ("open \"a b.json\" 'c d'", vec!["open", "a b.json", "c d"]),
            ("open a\" \"b ''", vec!["open", "a b", ""]),
        ] {
            assert_eq!(words(typed).expect("it splits"), split, "{typed}");
        }
        if cfg!(unix) {
            assert_eq!(
                words("open a\\ b\\\\").expect("it splits"),
                ["open", "a b\\"]
            );
        }
        assert!(words("open \"a").is_err());
    }
}
