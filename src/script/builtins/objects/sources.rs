//! Who speaks and who publishes, read-only.

use rhai::plugin::*;

pub(super) fn module() -> Module {
    exported_module!(sources)
}

#[export_module]
mod sources {
    use rhai::plugin::*;

    use super::super::super::plain::text;
    use super::super::super::values::SourceValue;
    use super::super::{id_of_party, id_of_source};

    /// Returns the id of the source.
    ///
    /// ```rhai
    /// incident.source("scns").id    // => scns
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn source_id(source: &mut SourceValue) -> String {
        source.get().id.clone()
    }

    /// Returns the name of the source.
    ///
    /// ```rhai
    /// incident.source("scns").name    // => State Committee for National Security
    /// ```
    #[rhai_fn(get = "name", pure)]
    pub fn source_name(source: &mut SourceValue) -> String {
        source.get().name.clone()
    }

    /// Returns what kind of speaker or publisher the source is.
    ///
    /// ```rhai
    /// incident.source("scns").kind    // => official
    /// ```
    #[rhai_fn(get = "kind", pure)]
    pub fn source_kind(source: &mut SourceValue) -> String {
        source.get().kind.word().to_owned()
    }

    /// Returns the id of the party that the source belongs to, or `()`.
    ///
    /// ```rhai
    /// incident.source("scns").party    // => tajikistan
    /// ```
    #[rhai_fn(get = "party", pure)]
    pub fn source_party(source: &mut SourceValue) -> Dynamic {
        id_of_party(source.evidence.incident(), source.get().party)
    }

    /// Returns the id of the body that the source belongs to, or `()`.
    ///
    /// ```rhai
    /// incident.source("scns").part_of    // => authorities
    /// ```
    #[rhai_fn(get = "part_of", pure)]
    pub fn source_part_of(source: &mut SourceValue) -> Dynamic {
        id_of_source(source.evidence.incident(), source.get().part_of)
    }

    /// Returns the id of the source whose press centre, language service or news arm this is, or `()`.
    ///
    /// ```rhai
    /// incident.source("scns").voice_of    // => ()
    /// ```
    #[rhai_fn(get = "voice_of", pure)]
    pub fn source_voice_of(source: &mut SourceValue) -> Dynamic {
        id_of_source(source.evidence.incident(), source.get().voice_of)
    }

    /// Returns the id of the source that passes this anonymous one on, or `()`.
    ///
    /// ```rhai
    /// incident.source("scns").heard_by    // => ()
    /// ```
    #[rhai_fn(get = "heard_by", pure)]
    pub fn source_heard_by(source: &mut SourceValue) -> Dynamic {
        id_of_source(source.evidence.incident(), source.get().heard_by)
    }

    /// Returns the Admiralty reliability, `A` to `F`, or `()`; `F` cannot be judged.
    ///
    /// ```rhai
    /// incident.source("scns").reliability    // => ()
    /// ```
    #[rhai_fn(get = "reliability", pure)]
    pub fn source_reliability(source: &mut SourceValue) -> Dynamic {
        source
            .get()
            .reliability
            .map_or(Dynamic::UNIT, |grade| grade.to_string().into())
    }

    /// Returns whether the source must not leave in an export: the key `private`, a word
    /// that the language keeps for itself.
    ///
    /// ```rhai
    /// incident.source("scns").is_private    // => false
    /// ```
    #[rhai_fn(get = "is_private", pure)]
    pub fn source_private(source: &mut SourceValue) -> bool {
        source.get().private
    }

    /// Returns the coder's notes, or `()`.
    ///
    /// ```rhai
    /// incident.source("is").notes    // => ()
    /// ```
    #[rhai_fn(get = "notes", pure)]
    pub fn source_notes(source: &mut SourceValue) -> Dynamic {
        text(source.get().notes.as_deref())
    }

    /// Returns the id of the source as text.
    ///
    /// ```rhai
    /// incident.source("is").to_string()    // => is
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn source_text(source: &mut SourceValue) -> String {
        source.get().id.clone()
    }

    /// Returns whether the two are the same source.
    ///
    /// ```rhai
    /// incident.source("is") == incident.source("is")    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_source(one: &mut SourceValue, other: SourceValue) -> bool {
        one.is_same(&other)
    }

    /// Returns whether the two differ.
    ///
    /// ```rhai
    /// incident.source("is") != incident.source("is")    // => false
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_source(one: &mut SourceValue, other: SourceValue) -> bool {
        !one.is_same(&other)
    }
}
