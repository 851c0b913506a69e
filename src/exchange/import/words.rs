//! Words within a text, changed wherever they stand as such.

/// Replaces a word or a phrase wherever it stands as such, case-blind.
pub(super) fn replace_words(text: &str, from: &str, to: &str) -> String {
    let wanted: Vec<char> = from.chars().flat_map(char::to_lowercase).collect();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if wanted.is_empty() {
        return text.to_owned();
    }
    let starts_as_word = is_word(wanted.first().copied());
    let ends_as_word = is_word(wanted.last().copied());
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let length = matched(rest, &wanted).filter(|length| {
            let before = out.chars().next_back();
            let after = rest[*length..].chars().next();
            !(starts_as_word && is_word(before) || ends_as_word && is_word(after))
        });
        match length {
            Some(length) => {
                out.push_str(to);
                rest = &rest[length..];
            }
            None => {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                out.push_str(&rest[..first]);
                rest = &rest[first..];
            }
        }
    }
    out
}

/// Returns how many bytes at the start of `text` are the lower-cased `wanted`.
fn matched(text: &str, wanted: &[char]) -> Option<usize> {
    let mut wanted = wanted.iter();
    for (at, c) in text.char_indices() {
        if wanted.as_slice().is_empty() {
            return Some(at);
        }
        for lower in c.to_lowercase() {
            if wanted.next() != Some(&lower) {
                return None;
            }
        }
    }
    wanted.as_slice().is_empty().then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::replace_words;

    #[test]
    fn words_are_replaced_as_words() {
        for (text, from, to, expected) in [
            ("Mindestens 10", "mindestens", "at least", "at least 10"),
            ("НЕ МЕНЕЕ 10", "не менее", "at least", "at least 10"),
            ("dreizehn", "zehn", "10", "dreizehn"),
            ("zehnte", "zehn", "10", "zehnte"),
            ("zehn, zehn", "zehn", "10", "10, 10"),
            ("10+", "+", " or more", "10 or more"),
            ("a", "", "b", "a"),
        ] {
            assert_eq!(replace_words(text, from, to), expected);
        }
    }
}
