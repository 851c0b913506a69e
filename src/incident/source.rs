//! Who speaks and who publishes, and the parties they may belong to.

use super::{Kind, PartyIx, SourceIx};

/// A side in the incident.
#[derive(Clone, Debug)]
pub struct Party {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Whether this party is the one that attacked, where that is known.
    pub perpetrator: Option<bool>,
}

/// Somebody who speaks (an official body, a group, a witness) or publishes (an outlet).
#[derive(Clone, Debug)]
pub struct Source {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// What kind of speaker or publisher it is.
    pub kind: Kind,
    /// The party it belongs to.
    pub party: Option<PartyIx>,
    /// The body it belongs to.
    pub part_of: Option<SourceIx>,
    /// The source whose press centre, language service or news arm it is.
    pub voice_of: Option<SourceIx>,
    /// Who passes this anonymous source on.
    pub heard_by: Option<SourceIx>,
    /// Admiralty reliability, `A` to `F`; `F` cannot be judged.
    pub reliability: Option<char>,
    /// Whether it must not leave in an export.
    pub private: bool,
    /// Notes of the coder.
    pub notes: Option<String>,
}
