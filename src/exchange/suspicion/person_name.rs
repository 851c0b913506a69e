//! The name of a person, and how alike two are.
//!
//! Names are compared word by word in any order, for lists give them in any. Which word is the
//! given name is not written anywhere, so it is guessed: not the one with the ending of a family
//! name, else not the last.

use super::letters::{bones, spelling, words};

/// As many words of a name are compared.
const MOST_WORDS: usize = 6;

/// A word this short is no sign of anything by its beginning or its bones.
const SHORT: usize = 4;

/// What one given name may have behind another that it begins with: `Hofiz`, `Hofizjon`.
const LONGEST_REST: usize = 5;

/// Words that names have or lack.
const PARTICLES: &[&str] = &[
    "al", "bin", "el", "ibn", "kizi", "ogli", "ugli", "ul", "von", "de", "van",
];

/// The endings of family names, folded.
const FAMILY: &[&str] = &[
    "ov", "ova", "ev", "eva", "in", "ina", "zoda", "zadeh", "zade", "ski", "skaia", "enko", "ian",
    "shvili", "iev", "iov", "pur", "oglu",
];

/// The name of a person, taken apart.
#[derive(Clone, Debug)]
pub(super) struct PersonName {
    /// As it is written.
    pub(super) written: String,
    words: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    folded: String,
    bones: String,
    lacks_vowels: bool,
    is_initial: bool,
}

/// How alike two names are, the most first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Every word of the shorter is in the longer, and there are two at least.
    Same,
    /// The same but for vowels.
    Alike,
    /// The same, where initials stand for names or a given name is the beginning of the other.
    Shortened,
    /// One word, the only one of one of the names, is in the other.
    OneWord(String),
    /// The given names are one, and the family names are not.
    Given(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Equal,
    Near,
    Begins,
    Initial,
}

impl PersonName {
    /// Takes a name apart.
    pub(super) fn new(written: &str) -> Self {
        let words = words(written).into_iter().filter_map(|word| {
            let folded = spelling(&word.plain);
            let is_name = !PARTICLES.contains(&folded.as_str());
            is_name.then(|| Part {
                bones: bones(&folded),
                lacks_vowels: word.lacks_vowels,
                is_initial: folded.len() == 1,
                folded,
            })
        });
        Self {
            written: written.to_owned(),
            words: words.take(MOST_WORDS).collect(),
        }
    }

    /// The name as it reads here.
    pub(super) fn reads(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.folded.as_str()).collect();
        words.join(" ")
    }

    /// How many words of it are compared.
    pub(super) fn count(&self) -> usize {
        self.words.len()
    }

    /// The name as it reads here, whatever its order.
    pub(super) fn whole(&self) -> String {
        let mut words: Vec<&str> = self.words.iter().map(|word| word.folded.as_str()).collect();
        words.sort_unstable();
        words.join(" ")
    }

    /// What those that may be this person share with it.
    pub(super) fn keys(&self) -> Vec<String> {
        let mut keys = vec![format!("= {}", self.joined())];
        for (at, one) in self.words.iter().enumerate() {
            let start: String = one.folded.chars().take(SHORT).collect();
            keys.push(start);
            for (nth, other) in self.words.iter().enumerate().filter(|(nth, _)| *nth != at) {
                if at < nth {
                    let (less, more) = (
                        one.bones.as_str().min(&other.bones),
                        one.bones.as_str().max(&other.bones),
                    );
                    keys.push(format!("{less} {more}"));
                }
                let first: String = other.folded.chars().take(1).collect();
                keys.push(format!("{first}. {}", one.folded));
            }
        }
        keys
    }

    fn joined(&self) -> String {
        self.words.iter().map(|word| word.folded.as_str()).collect()
    }

    /// The word that is no family name, where there are two words at least.
    fn given(&self) -> Option<usize> {
        let is_family = |at: &usize| {
            let word = &self.words[*at];
            FAMILY
                .iter()
                .any(|end| word.folded.len() > end.len() + 2 && word.folded.ends_with(end))
        };
        let count = self.words.len();
        let family = (0..count).rev().find(is_family).or(count.checked_sub(1))?;
        (0..count).find(|at| *at != family)
    }

    /// Compares two names.
    pub(super) fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.words.is_empty() || other.words.is_empty() {
            return None;
        }
        let is_parted = self.words.len() != other.words.len();
        if is_parted && self.joined().len() > SHORT && self.joined() == other.joined() {
            return Some(Likeness::Same);
        }
        // The order is the same whoever is asked, and so is the answer.
        let order = |name: &Self| (name.words.len(), name.reads());
        let (short, long) = if order(self) <= order(other) {
            (self, other)
        } else {
            (other, self)
        };
        let matched = short.matched(long);
        if let Some(worst) = matched.iter().copied().collect::<Option<Vec<Match>>>() {
            let worst = worst.into_iter().max()?;
            let name = || short.words[0].folded.clone();
            return match (short.words.len(), worst) {
                (1, Match::Initial) => None,
                (1, _) => Some(Likeness::OneWord(name())),
                (_, Match::Equal) => Some(Likeness::Same),
                (_, Match::Near) => Some(Likeness::Alike),
                // Two initials are no name.
                (_, Match::Initial) if matched.iter().all(|of| *of == Some(Match::Initial)) => None,
                (_, Match::Begins | Match::Initial) => Some(Likeness::Shortened),
            };
        }
        let (one, other) = (short.given()?, long.given()?);
        let (one, other) = (&short.words[one], &long.words[other]);
        match one.matches(other)? {
            Match::Initial => None,
            _ => Some(Likeness::Given(one.folded.clone())),
        }
    }

    /// For each word, how it is met by one of the other name; no word of that is met twice.
    fn matched(&self, long: &Self) -> Vec<Option<Match>> {
        let mut pairs = Vec::new();
        for (at, one) in self.words.iter().enumerate() {
            for (nth, other) in long.words.iter().enumerate() {
                pairs.extend(one.matches(other).map(|how| (how, at, nth)));
            }
        }
        pairs.sort_unstable();
        let mut matched = vec![None; self.words.len()];
        let mut taken = vec![false; long.words.len()];
        for (how, at, nth) in pairs {
            if matched[at].is_none() && !taken[nth] {
                matched[at] = Some(how);
                taken[nth] = true;
            }
        }
        matched
    }
}

impl Part {
    fn matches(&self, other: &Self) -> Option<Match> {
        if self.is_initial || other.is_initial {
            let first = |part: &Self| part.folded.chars().next();
            return (first(self) == first(other)).then_some(Match::Initial);
        }
        if self.folded == other.folded {
            return Some(Match::Equal);
        }
        let long_enough =
            self.bones.len() > 1 && self.folded.len().min(other.folded.len()) >= SHORT;
        let lacks = self.lacks_vowels != other.lacks_vowels && self.bones.len() > 2;
        if self.bones == other.bones
            && (lacks || long_enough && one_apart(&self.folded, &other.folded))
        {
            return Some(Match::Near);
        }
        let (short, long) = if self.folded.len() < other.folded.len() {
            (&self.folded, &other.folded)
        } else {
            (&other.folded, &self.folded)
        };
        let rest = long.strip_prefix(short.as_str())?;
        (short.len() >= SHORT && rest.len() <= LONGEST_REST).then_some(Match::Begins)
    }
}

/// Tells whether two words differ in one letter, changed, added or left out.
fn one_apart(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let changed = usize::from(short.len() == long.len());
    short.get(start + changed..).unwrap_or_default() == &long[(start + 1).min(long.len())..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Likeness, PersonName, one_apart};

    fn likeness(one: &str, other: &str) -> Option<Likeness> {
        PersonName::new(one).likeness(&PersonName::new(other))
    }

    #[test]
    fn one_name_in_other_letters_or_another_order() {
        for (one, other) in [
            ("Dilovar Tolibov", "Диловар Толибов"),
            ("Naimjon Saidolimov", "Наимджон Саидолимов"),
            ("Ghanijon Davlat", "Ганиджон Давлат"),
            ("Rustam Ubaidulloyev", "Ubaydulloyev, Rustam"),
            ("Bahrom Qosimzoda", "Bahrom Rahmonovich Qosimzoda"),
            ("Abdul Rahman Nuri", "Abdulrahman Nuri"),
        ] {
            assert_eq!(likeness(one, other), Some(Likeness::Same), "{one}, {other}");
        }
        for (one, other) in [
            ("Бахром Шохзода", "Бахром Шахзода"),
            ("محمد حسن", "Muhammad Hasan"),
        ] {
            assert_eq!(
                likeness(one, other),
                Some(Likeness::Alike),
                "{one}, {other}"
            );
        }
    }

    #[test]
    fn shortened_names() {
        for (one, other) in [
            ("B. Qosimzoda", "Bahrom Qosimzoda"),
            ("Qosimzoda B.", "Бахром Косимзода"),
            ("Hofiz Husainov", "Хофизджон Хусаинов"),
        ] {
            assert_eq!(
                likeness(one, other),
                Some(Likeness::Shortened),
                "{one}, {other}"
            );
        }
        assert_eq!(likeness("B. Q.", "Bahrom Qosimzoda"), None);
    }

    #[test]
    fn the_same_given_name_is_something_and_the_same_family_name_is_nothing() {
        let given = |name: &str| Some(Likeness::Given(name.to_owned()));
        assert_eq!(
            likeness("Bahrom Qosimzoda", "Бахром Шохзода"),
            given("bahrom")
        );
        assert_eq!(
            likeness("Izatullo Latifiov", "Изатулло Абубакр"),
            given("izatulo")
        );
        assert_eq!(
            likeness("Hofiz Hasanov", "Хофизджон Хусаинов"),
            given("hofiz")
        );
        let one = Some(Likeness::OneWord("rustam".to_owned()));
        assert_eq!(likeness("Rustam", "Rustam Ubaidulloyev"), one);
        for (one, other) in [
            ("Dilovar Tolibov", "Rustam Tolibov"),
            ("Naimjon Saidolimov", "Ghanijon Davlat"),
            ("Ali Karimov", "Vali Rahimov"),
            ("", "Ali"),
            ("?", "!"),
        ] {
            assert_eq!(likeness(one, other), None, "{one}, {other}");
        }
    }

    #[test]
    fn one_letter_apart() {
        for (one, other, is) in [
            ("shohzoda", "shahzoda", true),
            ("karim", "karimi", true),
            ("ab", "ba", false),
            ("hasanov", "husainov", false),
            ("", "a", true),
        ] {
            assert_eq!(one_apart(one, other), is, "{one}, {other}");
            assert_eq!(one_apart(other, one), is, "{other}, {one}");
        }
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_and_never_panics(one in "(?s).{0,30}", other in "(?s).{0,30}") {
            let kind = |of: Option<Likeness>| of.map(|of| std::mem::discriminant(&of));
            prop_assert_eq!(kind(likeness(&one, &other)), kind(likeness(&other, &one)));
        }

        #[test]
        fn likeness_of_words_is_mutual(
            one in "[a-d]{1,6}( [a-d]{1,6}){0,3}",
            other in "[a-d]{1,6}( [a-d]{1,6}){0,3}",
        ) {
            let kind = |of: Option<Likeness>| of.map(|of| std::mem::discriminant(&of));
            prop_assert_eq!(kind(likeness(&one, &other)), kind(likeness(&other, &one)));
            let same = PersonName::new(&one);
            if same.words.len() > 1 && same.words.iter().any(|word| !word.is_initial) {
                prop_assert!(same.likeness(&same).is_some());
            }
        }
    }
}
