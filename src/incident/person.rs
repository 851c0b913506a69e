//! Those who are named, and those of whom only the existence is known.

use super::{MeasureIx, PersonIx};

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// The id, given or made as `person.<n>`.
    pub id: String,
    /// The name; there for everybody who is identified.
    pub name: Option<String>,
    /// Whether nobody says who this is.
    pub unidentified: bool,
    /// Other spellings.
    pub variants: Vec<Variant>,
    /// The role.
    pub role: Option<String>,
    /// The age, as given.
    pub age: Option<String>,
    /// The sex, as given.
    pub sex: Option<String>,
    /// The measure that counts this person.
    pub measure: Option<MeasureIx>,
    /// A decision that this is the same person as another.
    pub same_as: Option<Link>,
    /// A possibility that this is the same person as another.
    pub maybe_same_as: Option<Link>,
    /// Whether it must not leave in an export.
    pub private: bool,
    /// Notes of the coder.
    pub notes: Option<String>,
}

impl Person {
    /// Returns what to call the person in a table.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name
            .as_deref()
            .or(self.role.as_deref())
            .unwrap_or("an unidentified person")
    }
}

/// Another spelling of a name, and where it stands.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The spelling.
    pub name: String,
    /// The report or the language it stands in, as the coder wrote it.
    pub in_: Option<String>,
}

/// A link to another person, with its reason.
#[derive(Clone, Debug)]
pub struct Link {
    /// The other.
    pub person: PersonIx,
    /// Why.
    pub reason: Option<String>,
}
