//! The way from rows to a casebook that loads: what is at fault is taken out until nothing is.

use std::collections::{BTreeMap, HashMap};

use super::assemble::{Assembled, assemble};
use super::book::Book;
use super::draft::Draft;
use super::entry::{Bound, EntryIx, Ref, Slot, is_of_an_incident};
use super::plan::Planned;
use super::reading::{Reading, read};
use super::told::{Fault, RowIx};
use super::{Account, Import, Refused};
use crate::incident::{Input, Node, Noun, Problem, fold, load};
use crate::reconcile::weigh;

/// How often a casebook may be loaded before it is given up. Each time all that is wrong is taken
/// out with what leans on it, so a few times are enough for whatever people write.
const PATIENCE: usize = 40;

/// What is wrong with a row that is right by itself.
pub(super) const LEANS: &str = "it leans on a row that is rejected";

/// The rows on their way.
pub(super) struct Casting<'a> {
    pub(super) planned: &'a [Planned<'a>],
    pub(super) account: Account,
    /// What the rows describe, in their order.
    pub(super) drafts: Vec<Draft>,
    /// What the objects of rows that cannot be read may be named by.
    pub(super) fallen: HashMap<(Noun, String), RowIx>,
    /// What is wrong with rows whatever the others say.
    pub(super) certain: BTreeMap<RowIx, Vec<Fault>>,
    /// What is wrong with rows as things stand: with those, and with what contradicts or leans on
    /// others.
    pub(super) faults: BTreeMap<RowIx, Vec<Fault>>,
    /// What the rows that are not at fault describe together.
    pub(super) book: Book,
    pub(super) without_claim: BTreeMap<RowIx, usize>,
    pub(super) head: Vec<(String, Node)>,
}

impl<'a> Casting<'a> {
    /// Reads the rows. Where titles are keys of the format, the sheets may be the template's, whose
    /// own rows are no claims.
    pub(super) fn new(planned: &'a [Planned<'a>], mut account: Account, is_standard: bool) -> Self {
        let Reading {
            drafts,
            faults,
            sheets,
            fallen,
            without_claim,
            head,
        } = read(planned, is_standard);
        account.sheets = sheets;
        Self {
            planned,
            account,
            drafts,
            fallen,
            certain: faults,
            faults: BTreeMap::new(),
            book: Book::default(),
            without_claim,
            head,
        }
    }

    /// Makes the casebook. Each round brings the rows together anew without those at fault, so that
    /// nothing of them is left and nobody is measured against them.
    pub(super) fn cast(mut self) -> Result<Import, Refused> {
        for round in 0.. {
            self.bring_together();
            let alive = self.alive();
            let assembled = assemble(&self.book, &alive, &self.head);
            let text = assembled.document.laid_out();
            let loaded = load(vec![Input::new("these rows", text)]).and_then(weigh);
            let problems = match loaded {
                Ok(evidence) => return Ok(self.import(assembled, evidence, &alive)),
                Err(problems) => problems,
            };
            let mut is_better = false;
            let mut unplaced = Vec::new();
            for problem in problems {
                match self.blame(&assembled, &problem) {
                    Some(is_new) => is_better |= is_new,
                    None => unplaced.push(problem),
                }
            }
            if !is_better || round == PATIENCE {
                return Err(self.refused(unplaced));
            }
        }
        unreachable!("the loop ends by returning")
    }

    fn bring_together(&mut self) {
        self.book = Book::default();
        self.faults = self.certain.clone();
        let drafts: Vec<Draft> = self
            .drafts
            .iter()
            .filter(|draft| draft.noun == Noun::Claim || !self.certain.contains_key(&draft.row))
            .map(|draft| match self.certain.contains_key(&draft.row) {
                true => draft.ghost(),
                false => draft.clone(),
            })
            .collect();
        self.enter(&drafts);
        for (row, fault) in self.book.settle() {
            self.fault(row, fault);
        }
        self.reject_what_names();
        self.reject_what_leans();
    }

    /// Notes that a row is at fault as things stand. What several claims of a row share is wrong
    /// once.
    fn fault(&mut self, row: RowIx, fault: Fault) {
        let faults = self.faults.entry(row).or_default();
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }

    /// Enters every object, those that others name before those that name them.
    fn enter(&mut self, drafts: &[Draft]) {
        // Incidents first, own rows before rows that describe one in passing.
        for is_own in [true, false] {
            for draft in drafts {
                if (draft.noun == Noun::Incident) == is_own {
                    let entered = self.book.enter_whole(|book| book.enter_incident(draft));
                    if let Err(fault) = entered {
                        self.fault(draft.row, fault);
                    }
                }
            }
        }
        for noun in [
            Noun::Party,
            Noun::Source,
            Noun::Measure,
            Noun::Person,
            Noun::Report,
            Noun::Claim,
        ] {
            for of_row in drafts.chunk_by(|one, other| one.row == other.row) {
                let row = of_row[0].row;
                let is_fit = self.certain.contains_key(&row) || !self.faults.contains_key(&row);
                if of_row[0].noun == noun && is_fit {
                    self.enter_row(row, of_row);
                }
            }
        }
    }

    /// Enters the objects of a row, all of them or none.
    fn enter_row(&mut self, row: RowIx, drafts: &[Draft]) {
        let Self { book, fallen, .. } = self;
        let entered = book.enter_whole(|book| {
            for draft in drafts {
                let incident = incident_of(book, draft, fallen)?;
                book.enter(draft, incident)?;
            }
            Ok(())
        });
        // What is left of a row that is at fault anyway is at no other.
        if let Err(fault) = entered
            && !self.certain.contains_key(&row)
        {
            self.fault(row, fault);
        }
    }

    /// Finds the rows that a problem is the fault of, and rejects them. Returns whether one of them
    /// was not rejected before; nothing where it is nobody's.
    fn blame(&mut self, assembled: &Assembled, problem: &Problem) -> Option<bool> {
        let (ix, rest) = assembled.owner(problem.path())?;
        let (key, inner) = match rest.split_once('.') {
            Some((key, inner)) => (key, Some(inner)),
            None => (rest, None),
        };
        let bare = |key: &str| key.split('[').next().unwrap_or_default().to_owned();
        let (key, inner) = (bare(key), inner.map(bare));
        let entry = &self.book.entries[ix];
        let of_key = || entry.slots.iter().filter(|slot| slot.key == key);
        let slot = of_key()
            .find(|slot| slot.inner == inner)
            .or(of_key().next());
        let columns = slot.map(|slot| slot.columns.clone()).unwrap_or_default();
        let fault = match slot.map(|slot| &slot.value) {
            // As a figure it has been read before, with more to say.
            Some(Bound::Says(says)) if says.figure.is_err() => {
                let expected = says.figure.as_ref().err();
                expected.map(|expected| expected.found(&columns, &says.text))
            }
            _ => None,
        };
        let fault = fault.unwrap_or_else(|| Fault {
            hint: joint(slot).or(problem.hint().map(str::to_owned)),
            ..Fault::new(&columns, without_line(problem.message()))
        });
        let rows = match (slot, entry.own_row) {
            (Some(slot), _) => vec![slot.row],
            (None, Some(row)) => vec![row],
            (None, None) => entry.rows.clone(),
        };
        if let Some(row) = entry.own_row {
            let names = entry
                .id
                .iter()
                .cloned()
                .chain(entry.name().map(str::to_owned));
            let noun = entry.noun;
            self.fallen
                .extend(names.map(|name| ((noun, fold(&name)), row)));
        }
        let mut is_new = false;
        for row in rows {
            let faults = self.certain.entry(row).or_default();
            is_new |= faults.is_empty();
            if !faults.contains(&fault) {
                faults.push(fault.clone());
            }
        }
        Some(is_new)
    }
}

/// Returns the incident that an object of a row belongs to; none for what incidents may share.
fn incident_of(
    book: &mut Book,
    draft: &Draft,
    fallen: &HashMap<(Noun, String), RowIx>,
) -> Result<Option<EntryIx>, Fault> {
    let said = book.incident_of(draft)?;
    if said.is_some() || !is_of_an_incident(draft.noun) {
        return Ok(said);
    }
    let by_measure = book.incident_of_measure(draft);
    match (&book.incidents[..], by_measure) {
        ([only], _) => Ok(Some(*only)),
        (_, Some(incident)) => Ok(Some(incident)),
        (incidents, None) => {
            let gone = fallen
                .iter()
                .filter(|((noun, _), _)| *noun == Noun::Incident);
            let gone = gone.map(|(_, row)| *row).min();
            Err(no_incident(incidents.len(), gone))
        }
    }
}

/// Says that a row belongs to no incident; `gone` is one that could not be read.
fn no_incident(incidents: usize, gone: Option<RowIx>) -> Fault {
    if let (0, Some(_)) = (incidents, gone) {
        return Fault::again(&[], LEANS, gone);
    }
    let message = match incidents {
        0 => "expected an incident, found none in any sheet".to_owned(),
        count => format!("expected to be told which of {count} incidents this belongs to"),
    };
    Fault::new(&[], message).hint(
        "a sheet `incidents` with `id` and `title` names them, a column `incident` says which; a \
         mapping can fill it in: `\"incident\": {\"constant\": \"market\"}`, `\"incident.title\": \
         {\"constant\": \"Shelling of the market\"}`",
    )
}

/// What to do about several names that stand as one text.
fn joint(slot: Option<&Slot>) -> Option<String> {
    let Bound::Refs(refs) = &slot?.value else {
        return None;
    };
    let is_joint = |one: &Ref| matches!(one, Ref::Text(text) if text.contains(", "));
    let hint = "several stand with `;` between them; in a mapping, `split` parts them";
    refs.iter().any(is_joint).then(|| hint.to_owned())
}

/// The line that a message names is one of a text that nobody sees.
fn without_line(message: &str) -> String {
    match message.find(", at these rows:") {
        Some(at) => message[..at].to_owned(),
        None => message.to_owned(),
    }
}
