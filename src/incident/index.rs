//! Where an object stands in its incident: small numbers in place of ids, typed so that a source
//! is never looked up among the reports.

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// Makes the index of the object at `at`.
            ///
            /// # Panics
            /// Where there are more than four thousand million objects: a file of that size does
            /// not fit the memory it would be read into.
            #[must_use]
            pub fn new(at: usize) -> Self {
                Self(u32::try_from(at).expect("fewer than 2^32 objects"))
            }

            /// Returns the place in the list.
            #[must_use]
            pub fn get(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

indices! {
    /// A party, among those of the casebook and then those of the incident.
    PartyIx,
    /// A source, among those of the casebook and then those of the incident.
    SourceIx,
    /// A report, among those of the casebook and then those of the incident.
    ReportIx,
    /// A measure of the incident, in file order.
    MeasureIx,
    /// A claim of the incident, in file order.
    ClaimIx,
    /// A person of the incident, in file order.
    PersonIx,
}

/// Any object that has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    /// A party.
    Party(PartyIx),
    /// A source.
    Source(SourceIx),
    /// A report.
    Report(ReportIx),
    /// A measure.
    Measure(MeasureIx),
    /// A claim.
    Claim(ClaimIx),
    /// A person.
    Person(PersonIx),
}

impl Object {
    /// Returns what the object is, in the words of the field.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Party(_) => "party",
            Self::Source(_) => "source",
            Self::Report(_) => "report",
            Self::Measure(_) => "measure",
            Self::Claim(_) => "claim",
            Self::Person(_) => "person",
        }
    }
}
