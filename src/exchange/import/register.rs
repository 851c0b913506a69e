//! Who is known by which id and by which name.
//!
//! An id stands for one object. A name may be that of several; then it stands for none of them, for
//! nothing tells which was meant.

use std::collections::HashMap;

use super::entry::{EntryIx, address};
use crate::incident::{Noun, fold};

/// An id or a name of a sort of object, in an incident or in what all share.
type Key = (Noun, Option<EntryIx>, String);

/// Whom a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    One(EntryIx),
    Several(EntryIx, EntryIx),
}

/// Two objects of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ambiguous(pub(super) EntryIx, pub(super) EntryIx);

/// The ids and names of objects. What a row entered can be taken back.
#[derive(Debug, Default)]
pub(super) struct Register {
    ids: HashMap<Key, EntryIx>,
    names: HashMap<Key, Named>,
    /// The one incident that has a measure of this id or name; none where several have.
    measured: HashMap<String, Option<EntryIx>>,
    journal: Vec<Before>,
}

/// What stood somewhere before.
#[derive(Debug)]
enum Before {
    Id(Key),
    Name(Key, Option<Named>),
    Measured(String, Option<Option<EntryIx>>),
}

impl Register {
    /// Forgets how to take back what was entered so far.
    pub(super) fn keep(&mut self) {
        self.journal.clear();
    }

    /// Takes back what was entered since it was last kept.
    pub(super) fn take_back(&mut self) {
        while let Some(before) = self.journal.pop() {
            match before {
                Before::Id(key) => {
                    self.ids.remove(&key);
                }
                Before::Name(key, Some(named)) => {
                    self.names.insert(key, named);
                }
                Before::Name(key, None) => {
                    self.names.remove(&key);
                }
                Before::Measured(name, Some(known)) => {
                    self.measured.insert(name, known);
                }
                Before::Measured(name, None) => {
                    self.measured.remove(&name);
                }
            }
        }
    }

    /// Finds what an id or a name stands for, in an incident or in what all share.
    pub(super) fn find(
        &self,
        noun: Noun,
        incident: Option<EntryIx>,
        text: &str,
    ) -> Result<Option<EntryIx>, Ambiguous> {
        let scopes = [incident, None];
        let mut ids = scopes
            .iter()
            .filter_map(|scope| self.id(noun, *scope, text));
        if let Some(ix) = ids.next() {
            return Ok(Some(ix));
        }
        let folded = fold(text);
        for scope in scopes {
            if let Some(ix) = self.name(noun, scope, &folded)? {
                return Ok(Some(ix));
            }
        }
        // An address is told apart by its case.
        self.name(noun, None, &address(text))
    }

    /// Finds what an id stands for.
    pub(super) fn id(&self, noun: Noun, incident: Option<EntryIx>, id: &str) -> Option<EntryIx> {
        self.ids.get(&(noun, incident, id.to_owned())).copied()
    }

    /// Finds what a name stands for, as it was entered.
    pub(super) fn name(
        &self,
        noun: Noun,
        incident: Option<EntryIx>,
        name: &str,
    ) -> Result<Option<EntryIx>, Ambiguous> {
        match self.names.get(&(noun, incident, name.to_owned())) {
            None => Ok(None),
            Some(Named::One(ix)) => Ok(Some(*ix)),
            Some(Named::Several(one, other)) => Err(Ambiguous(*one, *other)),
        }
    }

    /// Finds the one incident that has a measure of this id or name.
    pub(super) fn incident_of_measure(&self, name: &str) -> Option<EntryIx> {
        let by_id = self.measured.get(name);
        by_id.or_else(|| self.measured.get(&fold(name))).copied()?
    }

    /// Enters an id, which nothing else has.
    pub(super) fn enter_id(
        &mut self,
        noun: Noun,
        incident: Option<EntryIx>,
        id: &str,
        ix: EntryIx,
    ) {
        let key = (noun, incident, id.to_owned());
        self.journal.push(Before::Id(key.clone()));
        self.ids.insert(key, ix);
        self.measure(noun, incident, id);
    }

    /// Enters a name. Returns the first that has it, where that is another.
    pub(super) fn enter_name(
        &mut self,
        noun: Noun,
        incident: Option<EntryIx>,
        name: &str,
        ix: EntryIx,
    ) -> Option<EntryIx> {
        let key = (noun, incident, name.to_owned());
        let known = self.names.get(&key).copied();
        let (named, first) = match known {
            None => (Named::One(ix), None),
            Some(Named::One(first)) if first == ix => return None,
            Some(Named::One(first)) => (Named::Several(first, ix), Some(first)),
            Some(Named::Several(first, _)) => return Some(first).filter(|first| *first != ix),
        };
        self.journal.push(Before::Name(key.clone(), known));
        self.names.insert(key, named);
        self.measure(noun, incident, name);
        first
    }

    /// Notes that an incident has a measure of this id or name.
    fn measure(&mut self, noun: Noun, incident: Option<EntryIx>, name: &str) {
        if noun != Noun::Measure {
            return;
        }
        let known = self.measured.get(name).copied();
        let home = match known {
            None => incident,
            Some(home) if home == incident => return,
            Some(_) => None,
        };
        let before = Before::Measured(name.to_owned(), known);
        self.journal.push(before);
        self.measured.insert(name.to_owned(), home);
    }
}

#[cfg(test)]
mod tests {
    use super::{Ambiguous, Register};
    use crate::incident::Noun;

    #[test]
    fn a_name_of_two_stands_for_none() {
        let mut register = Register::default();
        assert_eq!(register.enter_name(Noun::Source, None, "scns", 1), None);
        assert_eq!(register.find(Noun::Source, Some(0), "SCNS"), Ok(Some(1)));
        assert_eq!(register.enter_name(Noun::Source, None, "scns", 1), None);
        register.keep();
        assert_eq!(register.enter_name(Noun::Source, None, "scns", 2), Some(1));
        assert_eq!(
            register.find(Noun::Source, None, "scns"),
            Err(Ambiguous(1, 2))
        );
        register.enter_id(Noun::Source, None, "scns", 3);
        assert_eq!(
            register.find(Noun::Source, None, "scns"),
            Ok(Some(3)),
            "an id goes first"
        );
        register.take_back();
        assert_eq!(register.find(Noun::Source, None, "scns"), Ok(Some(1)));
    }

    #[test]
    fn a_measure_tells_its_incident_where_no_other_has_it() {
        let mut register = Register::default();
        register.enter_id(Noun::Measure, Some(0), "killed", 1);
        assert_eq!(register.incident_of_measure("killed"), Some(0));
        register.keep();
        register.enter_id(Noun::Measure, Some(5), "killed", 6);
        assert_eq!(register.incident_of_measure("killed"), None);
        register.take_back();
        assert_eq!(register.incident_of_measure("killed"), Some(0));
    }
}
