//! The keys of the format, an object a table: what whoever writes casebooks, or lays them out in
//! sheets, has to know of them. A test holds the tables against the schema.

use crate::incident::{Attribution, Coverage, Kind, MeasureKind, Stance, Standing};

/// What sort of object it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Noun {
    /// An incident.
    Incident,
    /// A party.
    Party,
    /// A source.
    Source,
    /// A report.
    Report,
    /// A measure.
    Measure,
    /// A claim.
    Claim,
    /// A person.
    Person,
}

/// What stands under a key.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// The id of the object itself.
    Id,
    /// A text.
    Text,
    /// A text, or a list of texts.
    Texts,
    /// A date.
    Date,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A whole number, or a text.
    NumberOrText,
    /// What a claim says: a number or a phrase.
    Says,
    /// A word of a closed vocabulary.
    Word(fn() -> Vec<&'static str>),
    /// The id of another object.
    One(&'static [Noun]),
    /// Ids of other objects.
    Many(&'static [Noun]),
    /// Another person, with a reason.
    Link,
    /// Spellings of a name, each with where it stands.
    Variants,
    /// An object with keys of its own.
    Part(&'static [Key]),
}

/// A key of an object.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What stands there.
    pub value: Value,
}

/// The keys of a sort of object, in the order in which they are written.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// What sort of object it is.
    pub noun: Noun,
    /// The key of the list that holds such objects.
    pub list: &'static str,
    /// The name of the object in the schema.
    pub name: &'static str,
    /// The keys, save those that hold other objects of a table.
    pub keys: &'static [Key],
}

impl Noun {
    /// Returns the keys of such an object.
    #[must_use]
    pub fn shape(self) -> &'static Shape {
        &SHAPES[self as usize]
    }
}

impl Shape {
    /// Returns the key of this name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

macro_rules! words {
    ($vocabulary:ident) => {
        Value::Word(|| {
            let all = $vocabulary::ALL.iter();
            all.map(|entry| entry.word()).collect()
        })
    };
}

const fn key(name: &'static str, value: Value) -> Key {
    Key { name, value }
}

const ID: Key = key("id", Value::Id);
const NOTES: Key = key("notes", Value::Text);
const PRIVATE: Key = key("private", Value::Flag);
const CARRIERS: &[Noun] = &[Noun::Report, Noun::Source];

/// Every sort of object, in the order of [`Noun`].
pub const SHAPES: &[Shape] = &[
    Shape {
        noun: Noun::Incident,
        list: "incidents",
        name: "incident",
        keys: &[
            ID,
            key("title", Value::Text),
            key("date", Value::Date),
            key(
                "place",
                Value::Part(&[
                    key("name", Value::Text),
                    key("country", Value::Text),
                    key("lat", Value::Number),
                    key("lon", Value::Number),
                    key("precision", Value::Text),
                ]),
            ),
            key("summary", Value::Text),
            key("related", Value::Many(&[Noun::Incident])),
            NOTES,
        ],
    },
    Shape {
        noun: Noun::Party,
        list: "parties",
        name: "party",
        keys: &[
            ID,
            key("name", Value::Text),
            key("perpetrator", Value::Flag),
        ],
    },
    Shape {
        noun: Noun::Source,
        list: "sources",
        name: "source",
        keys: &[
            ID,
            key("name", Value::Text),
            key("kind", words!(Kind)),
            key("party", Value::One(&[Noun::Party])),
            key("part_of", Value::One(&[Noun::Source])),
            key("voice_of", Value::One(&[Noun::Source])),
            key("heard_by", Value::One(&[Noun::Source])),
            key(
                "reliability",
                Value::Word(|| vec!["A", "B", "C", "D", "E", "F"]),
            ),
            PRIVATE,
            NOTES,
        ],
    },
    Shape {
        noun: Noun::Report,
        list: "reports",
        name: "report",
        keys: &[
            ID,
            key("publisher", Value::One(&[Noun::Source])),
            key("published", Value::Date),
            key("retrieved", Value::Date),
            key("url", Value::Text),
            key("archived", Value::Text),
            key("sha256", Value::Text),
            key("version_of", Value::One(&[Noun::Report])),
            key("title", Value::Text),
            key("language", Value::Text),
            key("draws_on", Value::Many(CARRIERS)),
            PRIVATE,
            NOTES,
        ],
    },
    Shape {
        noun: Noun::Measure,
        list: "measures",
        name: "measure",
        keys: &[
            ID,
            key("label", Value::Text),
            key("outcome", Value::Text),
            key("group", Value::Text),
            key("party", Value::One(&[Noun::Party])),
            key("kind", words!(MeasureKind)),
            key("exclusive", Value::Flag),
            key(
                "scope",
                Value::Part(&[
                    key("identified_only", Value::Flag),
                    key("includes_perpetrators", Value::Flag),
                    key("includes_missing", Value::Flag),
                    key("includes_later_deaths", Value::Flag),
                    key("place", Value::Text),
                    key("period", Value::Text),
                ]),
            ),
            key("sum_of", Value::Many(&[Noun::Measure])),
            NOTES,
        ],
    },
    Shape {
        noun: Noun::Claim,
        list: "claims",
        name: "claim",
        keys: &[
            ID,
            key("measure", Value::One(&[Noun::Measure])),
            key("by", Value::Many(&[Noun::Source])),
            key("in", Value::One(&[Noun::Report])),
            key("says", Value::Says),
            key("wording", Value::Text),
            key("via", Value::Many(CARRIERS)),
            key("attribution", words!(Attribution)),
            key("as_of", Value::Date),
            key("locator", Value::Text),
            key("derived", Value::Flag),
            key(
                "covers",
                Value::Part(&[key("what", words!(Coverage)), key("of", Value::Text)]),
            ),
            key("people", Value::Many(&[Noun::Person])),
            key(
                "credibility",
                Value::Word(|| vec!["1", "2", "3", "4", "5", "6"]),
            ),
            key("stance", words!(Stance)),
            key("repeats", Value::Many(&[Noun::Claim])),
            key("updates", Value::Many(&[Noun::Claim])),
            key("corrects", Value::Many(&[Noun::Claim])),
            key("retracts", Value::Many(&[Noun::Claim])),
            key("standing", words!(Standing)),
            key("reason", Value::Text),
            key("decided_by", Value::Text),
            key("until", Value::Date),
            PRIVATE,
            NOTES,
        ],
    },
    Shape {
        noun: Noun::Person,
        list: "people",
        name: "person",
        keys: &[
            ID,
            key("name", Value::Text),
            key("unidentified", Value::Flag),
            key("variants", Value::Variants),
            key("role", Value::Text),
            key("age", Value::NumberOrText),
            key("sex", Value::Text),
            key("measure", Value::One(&[Noun::Measure])),
            key("same_as", Value::Link),
            key("maybe_same_as", Value::Link),
            PRIVATE,
            NOTES,
        ],
    },
];
