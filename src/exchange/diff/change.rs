//! What became of one object, or of one figure.

use serde::{Serialize, Serializer};

use crate::incident::Noun;
use crate::reconcile::Value;

/// What became of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Only the second casebook has it.
    Added,
    /// Only the first has it.
    Removed,
    /// A claim that was current and is superseded or out.
    Superseded,
    /// A claim that was superseded or out and is current.
    CurrentAgain,
    /// A claim that says something else: `says`, `stance` or `covers`.
    Reading,
    /// Another key says something else.
    Changed,
}

impl Fate {
    /// Returns the word that tables and JSON use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Superseded => "superseded",
            Self::CurrentAgain => "current again",
            Self::Reading => "reading",
            Self::Changed => "changed",
        }
    }
}

impl Serialize for Fate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// What became of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What became of it.
    pub change: Fate,
    /// What the object is, in the words of the field.
    pub object: &'static str,
    /// Its id, in the first casebook that has it.
    pub id: String,
    /// Its id in the second casebook, where it is another: a made one, or one that is only now given.
    pub id_in_b: Option<String>,
    /// The measure, of a claim.
    pub measure: Option<String>,
    /// The key, where one says something else.
    pub key: Option<String>,
    /// What was there.
    pub from: Option<String>,
    /// What is there.
    pub to: Option<String>,
}

impl Change {
    /// Makes a change without particulars.
    pub(super) fn of(change: Fate, noun: Noun, id: &str) -> Self {
        Self {
            change,
            object: noun.shape().name,
            id: id.to_owned(),
            id_in_b: None,
            measure: None,
            key: None,
            from: None,
            to: None,
        }
    }
}

/// How a figure of a measure moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureChange {
    /// The measure.
    pub measure: String,
    /// The figure.
    pub figure: Value,
    /// `new`, `gone` or `moved`.
    pub change: &'static str,
    /// The pages that carry it, in the first casebook and in the second.
    pub pages: [usize; 2],
    /// The independent origins that state it, likewise.
    pub independent: [usize; 2],
    /// The origins that stand to it in another way; of a figure that is new or gone, those that
    /// state it.
    pub origins: Vec<OriginChange>,
}

/// How an origin stands to a figure in the one casebook and in the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OriginChange {
    /// The origin, body or party.
    pub origin: String,
    /// `states`, `allows` or `excludes`; nothing where it is silent.
    pub from: Option<&'static str>,
    /// Likewise.
    pub to: Option<&'static str>,
}
