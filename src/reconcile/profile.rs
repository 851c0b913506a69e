//! Quantifier profiles: what "dozens", "more than n" and "about n" mean in numbers.
//!
//! The tables in use contradict one another ("hundreds" is 100 for one body and 200 for another),
//! so each is data with a name, every entry says where it comes from, and every result says which
//! was in use. A profile sets only these words; everything else belongs to rules.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;

use crate::incident::{LARGEST, Vague};

/// A named table of quantifiers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The name that a result prints.
    pub name: String,
    /// What the table is, in a line.
    pub title: String,
    /// How "more than n" reads.
    #[serde(rename = "more than")]
    pub more_than: MoreThanEntry,
    /// How "about n" reads.
    pub about: AboutEntry,
    words: BTreeMap<String, WordEntry>,
}

/// How "more than n" reads, and where that comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoreThanEntry {
    /// The low end.
    pub reads: MoreThan,
    /// Where that comes from.
    pub from: String,
}

/// The low end of "more than n".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum MoreThan {
    /// n + 1
    #[serde(rename = "n + 1")]
    NextNumber,
    /// n
    #[serde(rename = "n")]
    SameNumber,
}

/// How "about n" reads, and where that comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AboutEntry {
    /// How far from n it may lie, in per cent of n, rounded up to a whole number.
    pub percent: i64,
    /// Where that comes from.
    pub from: String,
}

/// What a vague word means, and where that comes from. Without `low` the profile leaves it blank.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordEntry {
    /// The low end.
    pub low: Option<i64>,
    /// The high end; open where there is none.
    pub high: Option<i64>,
    /// Where that comes from.
    pub from: String,
}

const SHIPPED: [(&str, &str); 5] = [
    ("plain", include_str!("profiles/plain.json")),
    ("airwars", include_str!("profiles/airwars.json")),
    ("acled", include_str!("profiles/acled.json")),
    ("em-dat", include_str!("profiles/em-dat.json")),
    ("gtd", include_str!("profiles/gtd.json")),
];

impl Profile {
    /// Returns the names of the profiles that are shipped, the default first.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// Returns the shipped profile of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Rc<Self>> {
        let (_, text) = SHIPPED.iter().find(|(shipped, _)| *shipped == name)?;
        Some(Rc::new(
            serde_json::from_str(text).expect("a test reads every shipped profile"),
        ))
    }

    /// Returns the default: `plain`.
    #[must_use]
    pub fn plain() -> Rc<Self> {
        Self::named("plain").expect("plain is shipped")
    }

    /// Starts a profile of one's own from this one, under a new name.
    #[must_use]
    pub fn based_on(&self, name: &str, from: &str) -> Self {
        Self {
            name: name.to_owned(),
            title: from.to_owned(),
            ..self.clone()
        }
    }

    /// Says how "about n" reads.
    ///
    /// # Errors
    /// Where the share is below 0 or above 100 per cent.
    pub fn set_about(&mut self, percent: i64, from: &str) -> Result<(), String> {
        if !(0..=100).contains(&percent) {
            return Err(format!(
                "`about` takes per cent from 0 to 100, found {percent}"
            ));
        }
        self.about = AboutEntry {
            percent,
            from: from.to_owned(),
        };
        Ok(())
    }

    /// Says what a vague word means; no `low` leaves it blank, no `high` leaves it open.
    ///
    /// # Errors
    /// Where the ends are no figures or out of order.
    pub fn set_word(
        &mut self,
        word: Vague,
        low: Option<i64>,
        high: Option<i64>,
        from: &str,
    ) -> Result<(), String> {
        let figure = |n: Option<i64>| n.is_none_or(|n| (0..=LARGEST).contains(&n));
        if !figure(low) || !figure(high) || low > high && high.is_some() {
            let shown = |n: Option<i64>| n.map_or("nothing".to_owned(), |n| n.to_string());
            return Err(format!(
                "`{word}` takes a low end and a high end no lower than it, both from 0 to \
                 {LARGEST}, found {} and {}",
                shown(low),
                shown(high)
            ));
        }
        let entry = WordEntry {
            low,
            high,
            from: from.to_owned(),
        };
        self.words.insert(word.word().to_owned(), entry);
        Ok(())
    }

    /// Returns what a vague word means here, where it means anything.
    #[must_use]
    pub fn word(&self, word: Vague) -> Option<(i64, Option<i64>)> {
        let entry = self.words.get(word.word())?;
        entry.low.map(|low| (low, entry.high))
    }

    /// Returns how far "about n" may lie from n.
    #[must_use]
    pub fn about(&self, n: i64) -> i64 {
        let hundredths = i128::from(n) * i128::from(self.about.percent);
        i64::try_from((hundredths + 99) / 100).expect("a share of a figure is a figure")
    }

    /// Returns every entry in words: what is said, how it reads, where that comes from.
    #[must_use]
    pub fn entries(&self) -> Vec<[String; 3]> {
        let more = match self.more_than.reads {
            MoreThan::NextNumber => "n + 1 or more",
            MoreThan::SameNumber => "n or more",
        };
        let about = format!("n, give or take {} %, rounded up", self.about.percent);
        let mut rows = vec![
            [
                "more than n".to_owned(),
                more.to_owned(),
                self.more_than.from.clone(),
            ],
            ["about n".to_owned(), about, self.about.from.clone()],
        ];
        for &word in Vague::ALL {
            let reads = match self.word(word) {
                None => "?".to_owned(),
                Some((low, None)) => format!("{low} or more"),
                Some((low, Some(high))) => format!("{low} to {high}"),
            };
            let from = match self.words.get(word.word()) {
                Some(entry) => entry.from.clone(),
                None => "not set: no number is read from it".to_owned(),
            };
            rows.push([word.word().to_owned(), reads, from]);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::{Profile, Vague};

    #[test]
    fn every_shipped_profile_reads_and_says_where_each_entry_comes_from() {
        for name in Profile::names() {
            let profile = Profile::named(name).expect(name);
            assert_eq!(profile.name, name);
            assert!(
                profile
                    .words
                    .keys()
                    .all(|word| Vague::named(word).is_some()),
                "{name}"
            );
            for [said, _, from] in profile.entries() {
                assert!(!from.is_empty(), "{name}: {said}");
            }
        }
    }

    #[test]
    fn the_tables_contradict_one_another_as_published() {
        let word = |profile: &str, word| Profile::named(profile).expect(profile).word(word);
        assert_eq!(word("plain", Vague::Dozens), None);
        assert_eq!(word("airwars", Vague::Dozens), Some((12, Some(24))));
        assert_eq!(word("acled", Vague::Hundreds), Some((100, None)));
        assert_eq!(word("em-dat", Vague::Hundreds), Some((200, None)));
        assert_eq!(word("gtd", Vague::Several), None);
    }

    #[test]
    fn about_is_a_tenth_rounded_up() {
        let plain = Profile::plain();
        assert_eq!(
            [0, 1, 10, 11, 20, 101].map(|n| plain.about(n)),
            [0, 1, 1, 2, 2, 11]
        );
    }
}
