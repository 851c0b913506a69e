//! Text that somebody is to type, and that may be a stranger's.

/// Returns a text in quotes that keep a shell from reading anything in it.
#[must_use]
pub fn shell_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::shell_quoted;

    #[test]
    fn nothing_ends_the_quotes_but_their_end() {
        assert_eq!(shell_quoted("a $(b)"), "'a $(b)'");
        assert_eq!(shell_quoted("it's"), r"'it'\''s'");
    }
}
