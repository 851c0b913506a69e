//! Words that are nearly one another, as a slip of the pen leaves them.

/// Tells whether two words are one, or become one by a letter more, less, other, or by two
/// neighbours that change places.
pub(super) fn is_near(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) > 8 {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = |(a, b): &(&char, &char)| a == b;
    let start = one.iter().zip(&other).take_while(same).count();
    let (one, other) = (&one[start..], &other[start..]);
    let (from_end, to_end) = (one.iter().rev(), other.iter().rev());
    let end = from_end.zip(to_end).take_while(same).count();
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    match (one, other) {
        ([a, b], [c, d]) => a == d && b == c,
        _ => one.len() <= 1 && other.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn near_is_one_edit() {
        for word in ["until", "unti", "untill", "uhtil", "utnil"] {
            assert!(is_near(word, "until"), "{word}");
        }
        for word in ["unit", "units", "still", "", "anti"] {
            assert!(!is_near(word, "until"), "{word}");
        }
        assert!(is_near("decidedby", "decided by") && is_near("decided my", "decided by"));
    }
}
