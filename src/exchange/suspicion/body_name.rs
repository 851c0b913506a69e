//! The name of a body, and how alike two are.

use super::letters::{Word, spelling, words};
use super::vocabulary::{LANGUAGES, Meaning, is_filler, is_general, letters, meanings};
use super::voice::voices;

/// How long an abbreviation is.
const ABBREVIATION: std::ops::RangeInclusive<usize> = 2..=8;

/// A shorter one in another language than the name is met too often by chance.
const TRANSLATED: usize = 3;

/// How many letters of the name of a country its adjective shares with it.
const COUNTRY: usize = 5;

/// What joins two bodies in one name.
const JOINTS: [&str; 7] = [" / ", " and ", " & ", ", ", "; ", " и ", " ва "];

/// The name of a body, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct BodyName {
    /// What names the body: meanings where the vocabulary has them, else words as they are spelt
    /// here. In the order of the name.
    core: Vec<String>,
    /// The same without fillers, sorted, each once.
    sorted: Vec<String>,
    /// Whether it says that somebody speaks for the body.
    pub(super) is_voice: bool,
    /// The abbreviation that it consists of, or that it adds to itself.
    abbreviation: Option<String>,
    /// What an abbreviation of it may be: the letters, and the language, where that is another
    /// than its own.
    initials: Vec<(String, Option<&'static str>)>,
    /// The names that it joins, where it looks like more than one.
    parts: Vec<BodyName>,
}

/// How alike two names are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Both read like this.
    Same(String),
    /// The first (or else the second) abbreviates the other, in a language of its own perhaps.
    Short(bool, Option<&'static str>),
    /// The first (or else the second) holds the other and more.
    Longer(bool),
    /// The first (or else the second) joins the other with somebody else.
    Joint(bool),
}

impl BodyName {
    /// Takes a name apart; `countries` are the words that say no more than whose body it is.
    pub(super) fn new(name: &str, countries: &[String]) -> Self {
        let mut this = Self::whole(name, countries);
        if let Some(joint) = JOINTS.iter().find(|joint| name.contains(*joint)) {
            let parts = name.split(joint).map(|part| Self::whole(part, countries));
            this.parts = parts
                .filter(|part| !part.sorted.is_empty())
                .take(4)
                .collect();
        }
        this
    }

    fn whole(name: &str, countries: &[String]) -> Self {
        let words = words(name);
        let speaks = voices(&words);
        let shouts = words.len() > 1 && words.iter().all(|word| word.is_capitals);
        let is_short =
            |word: &Word| !shouts && word.is_capitals && ABBREVIATION.contains(&word.plain.len());
        let (mut long, mut short) = (Vec::new(), Vec::new());
        for (at, word) in words.iter().enumerate().filter(|(at, _)| !speaks[*at]) {
            let spelt = spelling(&word.plain);
            for meaning in meanings(&word.plain) {
                match meaning {
                    Meaning::Nothing => {}
                    Meaning::Body(meaning) => long.push((meaning.to_owned(), true, at)),
                    _ if is_short(word) => short.push(word.plain.clone()),
                    _ if is_country(&spelt, countries) => long.push((spelt.clone(), false, at)),
                    _ => long.push((spelt.clone(), true, at)),
                }
            }
        }
        // A name that is nothing but its country is kept whole.
        if long.iter().any(|(_, counts, _)| *counts) || !short.is_empty() {
            long.retain(|(_, counts, _)| *counts);
        }
        let core: Vec<String> = long.iter().map(|(core, ..)| core.clone()).collect();
        let firsts = long
            .iter()
            .filter_map(|(.., at)| words[*at].plain.chars().next());
        let initials = initials(&core, firsts.collect());
        let mut this = Self {
            core,
            is_voice: speaks.contains(&true),
            initials,
            ..Self::default()
        };
        for short in short {
            let is_own = this.core.is_empty() || this.stands_for(&short).is_some();
            if is_own && this.abbreviation.is_none() {
                this.abbreviation = Some(short);
            } else {
                this.core.push(short);
            }
        }
        this.sorted = this.named();
        this
    }

    /// What names it, sorted: without fillers, unless it consists of them.
    fn named(&self) -> Vec<String> {
        let mut named: Vec<String> = self.core.clone();
        if named.iter().any(|core| !is_filler(core)) {
            named.retain(|core| !is_filler(core));
        }
        if let Some(short) = self.abbreviation.as_ref().filter(|_| named.is_empty()) {
            named.push(short.clone());
        }
        named.sort_unstable();
        named.dedup();
        named
    }

    /// The language in which letters stand for the name (`None`: its own), where they do.
    fn stands_for(&self, short: &str) -> Option<Option<&'static str>> {
        let own = self
            .initials
            .iter()
            .find(|(letters, language)| language.is_none() && letters == short);
        let other = || {
            // Languages differ in the order of words.
            let mixed = sorted(short);
            self.initials.iter().find(|(letters, language)| {
                language.is_some() && short.len() >= TRANSLATED && sorted(letters) == mixed
            })
        };
        own.or_else(other).map(|(_, language)| *language)
    }

    /// Tells whether it names no body by itself: authorities, local officials.
    pub(super) fn is_general(&self) -> bool {
        self.abbreviation.is_none() && self.sorted.iter().all(|core| is_general(core))
    }

    /// The name as it reads here, for those that read alike.
    pub(super) fn reads(&self) -> String {
        self.sorted.join(" ")
    }

    /// What those that may be this body share with it.
    pub(super) fn keys(&self) -> Vec<String> {
        let mut keys = vec![format!("= {}", self.reads())];
        keys.extend(self.sorted.iter().filter(|core| !is_general(core)).cloned());
        let short = self.abbreviation.iter().map(String::as_str);
        let letters = self.initials.iter().map(|(letters, _)| letters.as_str());
        keys.extend(short.chain(letters).map(|of| format!("~ {}", sorted(of))));
        keys.extend(self.parts.iter().flat_map(Self::keys));
        keys
    }

    /// Compares two names.
    pub(super) fn likeness(&self, other: &Self) -> Option<Likeness> {
        let joins = |one: &Self, other: &Self| {
            let mut parts = one.parts.iter();
            one.parts.len() > 1 && parts.any(|part| part.is_same(other).is_some())
        };
        if joins(self, other) {
            return Some(Likeness::Joint(true));
        }
        if joins(other, self) {
            return Some(Likeness::Joint(false));
        }
        if let Some(same) = self.is_same(other) {
            return Some(same);
        }
        let holds = |longer: &Self, shorter: &Self| {
            !shorter.is_general()
                && !shorter.sorted.is_empty()
                && shorter.sorted.len() < longer.sorted.len()
                && shorter
                    .sorted
                    .iter()
                    .all(|core| longer.sorted.binary_search(core).is_ok())
        };
        if holds(self, other) {
            return Some(Likeness::Longer(true));
        }
        holds(other, self).then_some(Likeness::Longer(false))
    }

    fn is_same(&self, other: &Self) -> Option<Likeness> {
        if self.sorted.is_empty() || other.sorted.is_empty() {
            return None;
        }
        if self.sorted == other.sorted {
            return Some(Likeness::Same(self.reads()));
        }
        let short = |one: &Self, other: &Self| {
            let short = one.abbreviation.as_deref()?;
            if other.abbreviation.as_deref() == Some(short) {
                return Some(None);
            }
            other.stands_for(short)
        };
        if let Some(language) = short(self, other) {
            return Some(Likeness::Short(true, language));
        }
        short(other, self).map(|language| Likeness::Short(false, language))
    }
}

fn is_country(spelt: &str, countries: &[String]) -> bool {
    let stem = |word: &str| word.get(..COUNTRY).map(str::to_owned);
    let of = stem(spelt);
    of.is_some() && countries.iter().any(|country| stem(country) == of)
}

/// What an abbreviation of a name may be.
fn initials(core: &[String], firsts: String) -> Vec<(String, Option<&'static str>)> {
    let mut all = Vec::new();
    if core.len() < 2 {
        return all;
    }
    let few: String = core
        .iter()
        .zip(firsts.chars())
        .filter(|(core, _)| !is_filler(core))
        .map(|(_, first)| first)
        .collect();
    for own in [firsts, few] {
        if ABBREVIATION.contains(&own.len()) && all.iter().all(|(known, _)| *known != own) {
            all.push((own, None));
        }
    }
    let known: Option<Vec<[&str; 3]>> = core.iter().map(|core| letters(core)).collect();
    for (at, language) in LANGUAGES.iter().enumerate() {
        let translated = known.iter().flatten().map(|letters| letters[at]);
        let translated: String = translated.collect();
        if ABBREVIATION.contains(&translated.len()) {
            all.push((translated, Some(*language)));
        }
    }
    all
}

fn sorted(letters: &str) -> String {
    let mut letters: Vec<char> = letters.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{BodyName, Likeness};

    fn likeness(one: &str, other: &str) -> Option<Likeness> {
        let countries = ["tajikistan".to_owned()];
        let name = |name| BodyName::new(name, &countries);
        name(one).likeness(&name(other))
    }

    #[test]
    fn names_of_one_body() {
        for (one, other) in [
            ("Border Troops", "the border troops"),
            ("Border Troops", "Tajik Border Troops"),
            ("Border Troops", "Пресс-центр Погранвойск"),
            ("Border Troops", "Пограничные войска Таджикистана"),
            ("Interior Ministry", "Ministry of Internal Affairs"),
            ("Министерство внутренних дел", "Ministry of the Interior"),
            ("Islamic State group", "Islamic State"),
            ("Amaq", "Amaq News Agency"),
            ("Radio Ozodi", "Радио Озоди"),
        ] {
            let found = likeness(one, other);
            assert!(
                matches!(found, Some(Likeness::Same(_))),
                "{one}, {other}: {found:?}"
            );
        }
    }

    #[test]
    fn abbreviations() {
        let full = "State Committee for National Security";
        assert_eq!(likeness("SCNS", full), Some(Likeness::Short(true, None)));
        assert_eq!(likeness(full, "SCNS"), Some(Likeness::Short(false, None)));
        let russian = Some(Likeness::Short(true, Some("Russian")));
        assert_eq!(likeness("ГКНБ", full), russian);
        assert_eq!(likeness("ГКНБ Таджикистана", full), russian);
        assert_eq!(likeness("МВД", "Interior Ministry"), russian);
        let own = "Государственный комитет национальной безопасности";
        assert_eq!(likeness("ГКНБ", own), Some(Likeness::Short(true, None)));
        assert_eq!(
            likeness("IS", "Islamic State group"),
            Some(Likeness::Short(true, None))
        );
        let with = "State Committee for National Security (SCNS)";
        assert!(matches!(likeness(with, full), Some(Likeness::Same(_))));
        assert!(matches!(likeness(with, "SCNS"), Some(Likeness::Short(..))));
        assert_eq!(likeness("BBC", "Border Troops"), None);
        assert_eq!(likeness("AFP", "RFE/RL"), None);
    }

    #[test]
    fn parts_and_joint_names() {
        let longer = likeness("Border Troops of the State Committee", "State Committee");
        assert_eq!(longer, Some(Likeness::Longer(true)));
        assert_eq!(
            likeness("SCNS / Border Troops", "SCNS"),
            Some(Likeness::Joint(true))
        );
        assert_eq!(
            likeness("Border Troops", "SCNS / Border Troops"),
            Some(Likeness::Joint(false))
        );
    }

    #[test]
    fn general_words_make_no_likeness() {
        for (one, other) in [
            ("Authorities", "Authorities of Sughd region"),
            ("Regional authorities", "Authorities of Sughd region"),
            ("Interior Ministry", "Ministry of Health"),
            ("BBC News", "The News"),
            ("Border Troops", "Border Service"),
            ("", "…"),
        ] {
            assert_eq!(likeness(one, other), None, "{one}, {other}");
        }
    }
}
