//! A decision that two are one, as it is typed: `border-press voice_of border-troops: its press
//! centre`.

use std::fmt;

/// What a decision writes down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// A source belongs to the body that another is.
    PartOf,
    /// A source speaks for another, or is another under a second name.
    VoiceOf,
    /// A person is another.
    SameAs,
    /// A person may be another.
    MaybeSameAs,
}

impl LinkKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::PartOf, Self::VoiceOf, Self::SameAs, Self::MaybeSameAs];

    /// Returns the key of the format.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::PartOf => "part_of",
            Self::VoiceOf => "voice_of",
            Self::SameAs => "same_as",
            Self::MaybeSameAs => "maybe_same_as",
        }
    }

    /// Returns the kind of this name.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Tells whether it links people, and not sources.
    #[must_use]
    pub fn is_of_people(self) -> bool {
        matches!(self, Self::SameAs | Self::MaybeSameAs)
    }
}

/// A decision, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The id of the one that gets the link, or `INCIDENT/ID`.
    pub one: String,
    /// The link.
    pub kind: LinkKind,
    /// The id of the one that it points at, or `INCIDENT/ID`.
    pub other: String,
    /// Why; never blank.
    pub reason: String,
}

impl Decision {
    /// Reads `ONE LINK OTHER: REASON`.
    ///
    /// # Errors
    /// Says what was expected, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let expected = || {
            "expected `ONE LINK OTHER: REASON`, such as `border-press voice_of border-troops: its \
             press centre`"
                .to_owned()
        };
        let (one, rest) = word(text).ok_or_else(expected)?;
        let (kind, rest) = word(rest).ok_or_else(expected)?;
        let (other, reason) = word(rest).ok_or_else(expected)?;
        let kind = LinkKind::named(kind).ok_or_else(|| {
            let known: Vec<String> = LinkKind::ALL
                .iter()
                .map(|kind| format!("`{}`", kind.word()))
                .collect();
            format!("no link `{kind}`; there are {}", known.join(", "))
        })?;
        // An id may hold a colon, and even end with one: only the last parts it from the reason.
        let (other, reason) = match (other.strip_suffix(':'), reason.trim()) {
            (Some(other), reason) => (other, reason),
            (None, "") => (other, ""),
            (None, reason) => {
                let behind = reason.strip_prefix(": ").or(reason.strip_prefix(':'));
                (other, behind.map(str::trim).ok_or_else(expected)?)
            }
        };
        if reason.is_empty() || other.is_empty() {
            return Err(format!(
                "a link needs its reason: `{one} {} {other}: REASON`",
                kind.word()
            ));
        }
        Ok(Self {
            one: one.to_owned(),
            kind,
            other: other.to_owned(),
            reason: reason.to_owned(),
        })
    }
}

fn word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            one,
            kind,
            other,
            reason,
        } = self;
        write!(f, "{one} {} {other}: {reason}", kind.word())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Decision, LinkKind};

    #[test]
    fn a_decision_is_read_as_it_is_typed() {
        let read = Decision::parse("  a  voice_of b:  its press: centre ").expect("a decision");
        assert_eq!(read.to_string(), "a voice_of b: its press: centre");
        let read = Decision::parse("i/a:1 same_as i/b:: why").expect("a decision");
        assert_eq!((read.one.as_str(), read.other.as_str()), ("i/a:1", "i/b:"));
        let read = Decision::parse("a part_of b : why").expect("a decision");
        assert_eq!((read.other.as_str(), read.reason.as_str()), ("b", "why"));
    }

    #[test]
    fn what_is_wrong_with_it_is_said() {
        for (text, said) in [
            ("", "expected `ONE LINK OTHER: REASON`"),
            ("a part_of", "expected `ONE LINK OTHER: REASON`"),
            ("a part_of b why", "expected `ONE LINK OTHER: REASON`"),
            ("a partof b: why", "no link `partof`"),
            ("a part_of b:", "a link needs its reason"),
            ("a part_of b", "a link needs its reason"),
            ("a part_of : why", "a link needs its reason"),
        ] {
            let error = Decision::parse(text).expect_err(text);
            assert!(error.contains(said), "{text}: {error}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            one in "[^\\s/]{1,8}",
            kind in proptest::sample::select(LinkKind::ALL.to_vec()),
            other in "[^\\s/]{1,8}",
            reason in "[a-z][a-z :]{0,8}[a-z]",
        ) {
            let decision = Decision { one, kind, other, reason };
            prop_assert_eq!(Decision::parse(&decision.to_string()), Ok(decision));
        }

        #[test]
        fn whatever_is_typed_is_answered(text in "(?s).{0,40}") {
            let _ = Decision::parse(&text);
        }
    }
}
