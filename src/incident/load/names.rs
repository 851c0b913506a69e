//! Who is who: every id that an incident sees, and the finding of those that are named.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::mention::{Given, Mention};
use super::seat::Seat;
use super::sheet::Sheet;
use super::shown::{listed, shown};
use crate::incident::nearest;
use crate::incident::{Carrier, ClaimIx, MeasureIx, Object, PartyIx, PersonIx, ReportIx, SourceIx};

/// What kind of object a key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sought {
    Party,
    Source,
    Report,
    Carrier,
    Measure,
    Claim,
    Person,
}

impl Sought {
    fn noun(self) -> &'static str {
        match self {
            Self::Party => "a party",
            Self::Source => "a source",
            Self::Report => "a report",
            Self::Carrier => "a report or a source",
            Self::Measure => "a measure",
            Self::Claim => "a claim",
            Self::Person => "a person",
        }
    }

    fn plural(self) -> &'static str {
        match self {
            Self::Party => "parties",
            Self::Source => "sources",
            Self::Report => "reports",
            Self::Carrier => "reports and sources",
            Self::Measure => "measures",
            Self::Claim => "claims",
            Self::Person => "people",
        }
    }

    fn admits(self, object: Object) -> bool {
        match object {
            Object::Party(_) => self == Self::Party,
            Object::Source(_) => matches!(self, Self::Source | Self::Carrier),
            Object::Report(_) => matches!(self, Self::Report | Self::Carrier),
            Object::Measure(_) => self == Self::Measure,
            Object::Claim(_) => self == Self::Claim,
            Object::Person(_) => self == Self::Person,
        }
    }
}

/// An object that is given an id.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) given: Given,
    pub(super) object: Object,
    pub(super) seat: Seat,
}

/// The ids of one level, with those of the casebook behind those of an incident.
#[derive(Debug, Default)]
pub(super) struct Names {
    above: Option<Rc<Names>>,
    own: HashMap<String, (Object, u32)>,
    /// Ids given to several: those who name one of them are not told that it is the wrong kind.
    doubled: HashSet<String>,
    /// What lists could not be read: who names something in them is not told that it is not there.
    torn: Vec<Sought>,
    rolls: RefCell<HashMap<Sought, Rc<[String]>>>,
}

impl Names {
    pub(super) fn new(above: Option<Rc<Names>>) -> Self {
        Self {
            above,
            ..Self::default()
        }
    }

    /// Notes that a list of such objects could not be read.
    pub(super) fn tear(&mut self, sought: Sought) {
        self.torn.push(sought);
    }

    /// Enters the ids that objects are given, in the order of the file.
    pub(super) fn enter(&mut self, sheet: &Sheet<'_>, mut named: Vec<Named>) {
        named.sort_by_key(|named| named.given.offset);
        // A table that grows hashes every id anew, and ids lie far apart.
        self.own.reserve(named.len());
        for Named {
            given,
            object,
            seat,
        } in named
        {
            if let Some((other, line)) = self.known(&given.id) {
                let message = format!(
                    "`{}` is the id of {} already, on line {line}",
                    shown(&given.id),
                    with_article(other)
                );
                sheet.complain(given.offset, seat.path("id"), message, None);
                self.doubled.insert(given.id);
            } else {
                let line = sheet.line(given.offset);
                self.own.insert(given.id, (object, line));
            }
        }
    }

    /// Enters an id that is made for an object that is given none.
    pub(super) fn enter_made(&mut self, sheet: &Sheet<'_>, id: &str, object: Object, seat: Seat) {
        if let Some((other, line)) = self.known(id) {
            let message = format!(
                "the id made for this {}, `{}`, is that of {} already, on line {line}",
                object.noun(),
                shown(id),
                with_article(other)
            );
            let hint = "give it an `id` of its own".to_owned();
            sheet.complain(seat.offset, seat.path("id"), message, Some(hint));
        } else {
            let line = sheet.line(seat.offset);
            self.own.insert(id.to_owned(), (object, line));
        }
    }

    /// Returns the ids of this level alone.
    pub(super) fn index(&self) -> HashMap<String, Object> {
        let own = self.own.iter();
        own.map(|(id, (object, _))| (id.clone(), *object)).collect()
    }

    /// Turns into the ids of this level alone.
    pub(super) fn into_index(self) -> HashMap<String, Object> {
        let own = self.own.into_iter();
        own.map(|(id, (object, _))| (id, object)).collect()
    }

    fn known(&self, id: &str) -> Option<(Object, u32)> {
        self.levels().find_map(|names| names.own.get(id)).copied()
    }

    fn levels(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |names| names.above.as_deref())
    }

    /// Finds the object that is named, and reports a name that leads nowhere.
    fn find(
        &self,
        sheet: &Sheet<'_>,
        seat: Seat,
        mention: &Mention<'_>,
        sought: Sought,
    ) -> Option<Object> {
        match self.known(&mention.id) {
            Some((object, _)) if sought.admits(object) => Some(object),
            Some(_)
                if self
                    .levels()
                    .any(|names| names.doubled.contains(&*mention.id)) =>
            {
                None
            }
            Some((object, line)) => {
                let message = format!(
                    "expected {}, found `{}`, which is {} (line {line})",
                    sought.noun(),
                    shown(&mention.id),
                    with_article(object)
                );
                sheet.complain(mention.offset, mention.path(seat), message, None);
                None
            }
            None if self.levels().any(|names| names.is_torn(sought)) => None,
            None => {
                self.complain_of_nobody(sheet, seat, mention, sought);
                None
            }
        }
    }

    fn is_torn(&self, sought: Sought) -> bool {
        self.torn.iter().any(|torn| {
            *torn == sought
                || (sought == Sought::Carrier && matches!(torn, Sought::Source | Sought::Report))
        })
    }

    fn complain_of_nobody(
        &self,
        sheet: &Sheet<'_>,
        seat: Seat,
        mention: &Mention<'_>,
        sought: Sought,
    ) {
        let rolls: Vec<Rc<[String]>> = self.levels().map(|names| names.roll(sought)).collect();
        let ids = || {
            rolls
                .iter()
                .flat_map(|roll| roll.iter().map(String::as_str))
        };
        let count = rolls.iter().map(|roll| roll.len()).sum();
        let noun = sought.noun();
        let all = sought.plural();
        let there = if count == 0 {
            format!("there are no {all}")
        } else {
            format!("the {all} are {}", listed(count, ids()))
        };
        let message = format!(
            "expected {noun}, found `{}`, which is no id here; {there}",
            shown(&mention.id)
        );
        let near = sheet
            .patience
            .may_compare(count)
            .then(|| nearest(&mention.id, ids()))
            .flatten();
        let hint = near.map(|near| format!("did you mean `{}`?", shown(near)));
        sheet.complain(mention.offset, mention.path(seat), message, hint);
    }

    /// Returns the ids of all objects of a kind on this level, in order. Each level keeps its own,
    /// since what a casebook shares may be seen by thousands of incidents.
    fn roll(&self, sought: Sought) -> Rc<[String]> {
        if let Some(roll) = self.rolls.borrow().get(&sought) {
            return roll.clone();
        }
        let mut ids: Vec<String> = self
            .own
            .iter()
            .filter(|(_, (object, _))| sought.admits(*object))
            .map(|(id, _)| id.clone())
            .collect();
        ids.sort();
        let roll: Rc<[String]> = ids.into();
        self.rolls.borrow_mut().insert(sought, roll.clone());
        roll
    }
}

fn with_article(object: Object) -> String {
    format!("a {}", object.noun())
}

/// One object that names others.
pub(super) struct Namer<'n, 's, 'a> {
    pub(super) names: &'n Names,
    pub(super) sheet: &'s Sheet<'a>,
    pub(super) seat: Seat,
}

macro_rules! finders {
    ($($(#[$doc:meta])* $one:ident $sought:ident $variant:ident $index:ident,)*) => {
        impl Namer<'_, '_, '_> {$(
            $(#[$doc])*
            pub(super) fn $one(&self, mention: &Mention<'_>) -> Option<$index> {
                match self.names.find(self.sheet, self.seat, mention, Sought::$sought)? {
                    Object::$variant(ix) => Some(ix),
                    _ => None,
                }
            }
        )*}
    };
}

finders! {
    /// Finds a party.
    party Party Party PartyIx,
    /// Finds a source.
    source Source Source SourceIx,
    /// Finds a report.
    report Report Report ReportIx,
    /// Finds a measure.
    measure Measure Measure MeasureIx,
    /// Finds a claim.
    claim Claim Claim ClaimIx,
    /// Finds a person.
    person Person Person PersonIx,
}

impl Namer<'_, '_, '_> {
    /// Finds a report or a source.
    pub(super) fn carrier(&self, mention: &Mention<'_>) -> Option<Carrier> {
        match self
            .names
            .find(self.sheet, self.seat, mention, Sought::Carrier)?
        {
            Object::Report(ix) => Some(Carrier::Report(ix)),
            Object::Source(ix) => Some(Carrier::Source(ix)),
            _ => None,
        }
    }

    /// Reports a problem with a mention.
    pub(super) fn complain(
        &self,
        mention: &Mention<'_>,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let path = mention.path(self.seat);
        self.sheet.complain(mention.offset, path, message, hint);
    }
}

/// Finds all that are named, each once.
pub(super) fn each<T: Copy + Eq + std::hash::Hash>(
    mentions: &[Mention<'_>],
    find: impl FnMut(&Mention<'_>) -> Option<T>,
) -> Vec<T> {
    let mut seen = HashSet::new();
    mentions
        .iter()
        .filter_map(find)
        .filter(|found| mentions.len() == 1 || seen.insert(*found))
        .collect()
}
