//! The way from rows to a casebook that loads: what is at fault is taken out until nothing is.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::account::{PROBLEM, SheetAccount, holds};
use super::assemble::{Assembled, assemble};
use super::book::{Book, Bound, EntryIx};
use super::draft::{Content, Draft, drafts};
use super::plan::{Plan, Planned};
use super::told::{Fault, RowIx};
use super::{Account, Import, Refused, Rejects, Told};
use crate::exchange::template::{is_example, is_explanation, template};
use crate::incident::{Input, Node, Noun, Problem, load};
use crate::reconcile::weigh;

/// How often a casebook may be loaded before it is given up. Each time all that is wrong is taken
/// out with what leans on it, so a few times are enough for whatever people write.
const PATIENCE: usize = 40;

/// The rows on their way.
pub(super) struct Casting<'a> {
    planned: &'a [Planned<'a>],
    account: Account,
    book: Book,
    faults: BTreeMap<RowIx, Vec<Fault>>,
    head: Vec<(String, Node)>,
}

impl<'a> Casting<'a> {
    pub(super) fn new(planned: &'a [Planned<'a>], account: Account) -> Self {
        Self {
            planned,
            account,
            book: Book::default(),
            faults: BTreeMap::new(),
            head: Vec::new(),
        }
    }

    /// Makes the casebook. Titles of the format stand in sheets of the template, whose own rows
    /// are no claims.
    pub(super) fn cast(mut self, is_standard: bool) -> Result<Import, Refused> {
        let drafts = self.read(is_standard);
        self.enter(drafts);
        self.book.settle();
        for round in 0.. {
            self.reject_what_leans();
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
                match self.blame(&assembled, &problem, &alive) {
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

    /// Reads every row by itself.
    fn read(&mut self, is_standard: bool) -> Vec<Draft> {
        let mut all = Vec::new();
        let mut templates = HashSet::new();
        for (sheet, planned) in self.planned.iter().enumerate() {
            let mut account = SheetAccount {
                file: planned.file.to_owned(),
                sheet: planned.sheet.name.clone(),
                ..SheetAccount::default()
            };
            let plan = match &planned.plan {
                Plan::Objects(plan) => plan,
                Plan::Casebook => {
                    self.head = head(planned);
                    continue;
                }
            };
            holds(plan.rows).clone_into(&mut account.holds);
            let fill_down: Vec<usize> = plan
                .fill_down
                .iter()
                .filter_map(|title| planned.header.column(title))
                .collect();
            let mut above: HashMap<usize, String> = HashMap::new();
            let rows = planned.sheet.rows.iter().enumerate();
            for (row, content) in rows.skip(planned.header.first) {
                if content.cells.iter().all(|cell| cell.text.trim().is_empty()) {
                    continue;
                }
                let ix = RowIx { sheet, row };
                account.rows += 1;
                let mut cells: Vec<String> =
                    content.cells.iter().map(|cell| cell.text.clone()).collect();
                if is_standard && is_explanation(plan.rows, &planned.header.titles, &cells) {
                    account.of_template += 1;
                    templates.insert(sheet);
                    continue;
                }
                fill(&mut cells, &fill_down, &mut above);
                match drafts(planned, plan, &cells, ix) {
                    Ok((drafts, 0)) if drafts.is_empty() => {
                        let message =
                            "expected something in the columns that are read, found nothing";
                        self.faults.insert(ix, vec![Fault::new(&[], message)]);
                    }
                    Ok((drafts, without_claim)) => {
                        account.without_claim += without_claim;
                        all.extend(drafts);
                    }
                    Err(faults) => {
                        self.faults.insert(ix, faults);
                    }
                }
            }
            self.account.sheets.push(account);
        }
        self.leave_out_examples(&mut all, &templates);
        all
    }

    /// The template's examples are left out once there are claims of one's own; those that a row of
    /// one's own names stay. A sheet is the template's as long as it explains its columns.
    fn leave_out_examples(&mut self, drafts: &mut Vec<Draft>, templates: &HashSet<usize>) {
        if templates.is_empty() {
            return;
        }
        let examples = template();
        let planned = self.planned;
        let cells = |row: RowIx| {
            let cells = planned[row.sheet].sheet.rows[row.row].cells.iter();
            cells.map(|cell| cell.text.trim())
        };
        let mut is_kept: Vec<bool> = drafts
            .iter()
            .map(|draft| {
                let titles = &planned[draft.row.sheet].header.titles;
                let texts: Vec<&str> = cells(draft.row).collect();
                !(templates.contains(&draft.row.sheet)
                    && is_example(&examples, draft.noun, titles, &texts))
            })
            .collect();
        let has_own_claims = drafts
            .iter()
            .zip(&is_kept)
            .any(|(draft, is_kept)| draft.noun == Noun::Claim && *is_kept);
        if !has_own_claims && self.faults.is_empty() {
            return;
        }
        // Whoever leaves the incident of the examples as it is has filled in no other.
        let is_incident = |draft: &Draft| draft.noun == Noun::Incident;
        if !drafts
            .iter()
            .zip(&is_kept)
            .any(|(draft, is_kept)| is_incident(draft) && *is_kept)
        {
            for (draft, is_kept) in drafts.iter().zip(&mut is_kept) {
                *is_kept |= is_incident(draft);
            }
        }
        let mut named: HashSet<&str> = HashSet::new();
        let mut waiting: Vec<usize> = (0..drafts.len()).filter(|at| is_kept[*at]).collect();
        while let Some(at) = waiting.pop() {
            named.extend(
                cells(drafts[at].row)
                    .flat_map(|text| text.split(';'))
                    .map(str::trim),
            );
            let used = (0..drafts.len()).filter(|at| {
                let draft = &drafts[*at];
                !is_kept[*at]
                    && draft.noun != Noun::Claim
                    && id_of(draft).is_some_and(|id| named.contains(id))
            });
            let used: Vec<usize> = used.collect();
            for at in used {
                is_kept[at] = true;
                waiting.push(at);
            }
        }
        let left_out = drafts
            .iter()
            .zip(&is_kept)
            .filter(|(_, is_kept)| !**is_kept);
        let sheets: Vec<usize> = left_out.map(|(draft, _)| draft.row.sheet).collect();
        for sheet in sheets {
            let at = self.account_of(sheet);
            self.account.sheets[at].of_template += 1;
        }
        let mut is_kept = is_kept.into_iter();
        drafts.retain(|_| is_kept.next().unwrap_or(true));
    }

    /// Which of the accounts is that of a sheet: the sheet on the casebook itself has none.
    fn account_of(&self, sheet: usize) -> usize {
        let before = self.planned[..sheet].iter();
        before
            .filter(|planned| matches!(planned.plan, Plan::Objects(_)))
            .count()
    }

    /// Enters every object, those that others name before those that name them.
    fn enter(&mut self, drafts: Vec<Draft>) {
        let mut drafts: Vec<(Draft, bool)> =
            drafts.into_iter().map(|draft| (draft, true)).collect();
        // Incidents first, own rows before rows that describe one in passing.
        for own in [true, false] {
            for (draft, is_fit) in &mut drafts {
                if (draft.noun == Noun::Incident) == own
                    && let Err(fault) = self.book.enter_incident(draft)
                {
                    self.faults.entry(draft.row).or_default().push(fault);
                    *is_fit = false;
                }
            }
        }
        let incidents: Vec<EntryIx> = self.book.of(Noun::Incident).collect();
        let only = match incidents[..] {
            [only] => Some(only),
            _ => None,
        };
        for noun in [
            Noun::Party,
            Noun::Source,
            Noun::Measure,
            Noun::Person,
            Noun::Report,
            Noun::Claim,
        ] {
            for (draft, _) in drafts
                .iter()
                .filter(|(draft, is_fit)| draft.noun == noun && *is_fit)
            {
                if let Err(fault) = self.enter_one(draft, only, incidents.len()) {
                    self.faults.entry(draft.row).or_default().push(fault);
                }
            }
        }
    }

    fn enter_one(
        &mut self,
        draft: &Draft,
        only: Option<EntryIx>,
        incidents: usize,
    ) -> Result<(), Fault> {
        let said = self.book.incident_of(draft)?;
        let incident = match (said, draft.noun) {
            (Some(incident), _) => Some(incident),
            (None, Noun::Measure | Noun::Claim | Noun::Person) => match only {
                Some(only) => Some(only),
                None => Some(
                    self.book
                        .incident_of_measure(draft)
                        .ok_or_else(|| no_incident(incidents))?,
                ),
            },
            (None, _) => None,
        };
        for field in &draft.fields {
            if let Content::Says(says) = &field.content
                && let Ok(read) = &says.figure
                && read.is_notation
            {
                self.account.notation(&says.text, &read.phrase);
            }
        }
        self.book.enter(draft, incident).map(|_| ())
    }

    /// Rejects the rows that describe what cannot stand without a row that is rejected.
    fn reject_what_leans(&mut self) {
        let mut naming: HashMap<EntryIx, Vec<(EntryIx, usize)>> = HashMap::new();
        let mut described: HashMap<RowIx, Vec<EntryIx>> = HashMap::new();
        for (ix, entry) in self.book.entries.iter().enumerate() {
            for (slot, to) in self.book.named(ix) {
                naming.entry(to).or_default().push((ix, slot));
            }
            for row in &entry.rows {
                described.entry(*row).or_default().push(ix);
            }
        }
        let all = 0..self.book.entries.len();
        let mut waiting: Vec<EntryIx> = all.filter(|ix| !self.stands(*ix)).collect();
        while let Some(gone) = waiting.pop() {
            let cause = self.book.entries[gone].rows.first().copied();
            for (ix, slot) in naming.remove(&gone).unwrap_or_default() {
                let slot = &self.book.entries[ix].slots[slot];
                if self.faults.contains_key(&slot.row) {
                    continue;
                }
                let fault =
                    Fault::again(&slot.columns, "it leans on a row that is rejected", cause);
                let row = slot.row;
                self.faults.insert(row, vec![fault]);
                // Whatever else the row describes falls with it.
                let described = described.get(&row).into_iter().flatten();
                waiting.extend(described.filter(|ix| !self.stands(**ix)));
            }
        }
    }

    /// Tells whether the rows that an object needs are not rejected.
    fn stands(&self, ix: EntryIx) -> bool {
        let entry = &self.book.entries[ix];
        match entry.own_row {
            Some(row) => !self.faults.contains_key(&row),
            None => entry.rows.iter().any(|row| !self.faults.contains_key(row)),
        }
    }

    /// Tells of each object whether it belongs into the casebook: it stands, and where no row of
    /// its own says that it is there, something that stands names it.
    fn alive(&self) -> Vec<bool> {
        let count = self.book.entries.len();
        let mut alive = vec![false; count];
        let mut waiting: Vec<EntryIx> = (0..count)
            .filter(|ix| self.stands(*ix) && self.book.entries[*ix].own_row.is_some())
            .collect();
        while let Some(ix) = waiting.pop() {
            if !std::mem::replace(&mut alive[ix], true) {
                let named = self.book.named(ix).map(|(_, to)| to);
                waiting.extend(named.chain(self.book.entries[ix].incident));
            }
        }
        alive
    }

    /// Finds the rows that a problem is the fault of, and rejects them. Returns whether one of them
    /// was not rejected before; nothing where it is nobody's.
    fn blame(&mut self, assembled: &Assembled, problem: &Problem, alive: &[bool]) -> Option<bool> {
        let (ix, rest) = assembled.owner(problem.path())?;
        let key = rest.split(['[', '.']).next().unwrap_or_default();
        let entry = &self.book.entries[ix];
        let slot = entry.slots.iter().find(|slot| slot.key == key);
        let columns = slot.map(|slot| slot.columns.clone()).unwrap_or_default();
        let message = match slot.map(|slot| &slot.value) {
            Some(Bound::Says(says)) => match &says.figure {
                Err(expected) => format!("expected {expected}, found `{}`", says.text),
                Ok(_) => problem.message().to_owned(),
            },
            _ => problem.message().to_owned(),
        };
        // The lines are those of a text that nobody sees.
        let message = without_line(&message);
        let rows = match (slot, entry.own_row) {
            (Some(slot), _) => vec![slot.row],
            (None, Some(row)) => vec![row],
            (None, None) => entry.rows.clone(),
        };
        debug_assert!(alive[ix], "what is not there is at no fault");
        let mut is_new = false;
        for row in rows {
            let fault = Fault {
                hint: problem.hint().map(str::to_owned),
                ..Fault::new(&columns, message.clone())
            };
            let faults = self.faults.entry(row).or_default();
            is_new |= faults.is_empty();
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        Some(is_new)
    }

    fn import(
        mut self,
        assembled: Assembled,
        evidence: Vec<std::rc::Rc<crate::reconcile::Evidence>>,
        alive: &[bool],
    ) -> Import {
        for (ix, entry) in self.book.entries.iter().enumerate() {
            if let (Noun::Claim, Some(row), true) = (entry.noun, entry.own_row, alive[ix]) {
                let at = self.account_of(row.sheet);
                self.account.sheets[at].claims += 1;
            }
        }
        let rejects = self.close();
        Import {
            document: assembled.document,
            evidence,
            account: self.account,
            rejects,
        }
    }

    /// Counts the rows, and tells what is wrong with those that were rejected.
    fn close(&mut self) -> Vec<Rejects> {
        self.account.tell_notations();
        let id = |ix: EntryIx| self.book.entries[ix].id.as_deref().unwrap_or_default();
        for (one, other) in &self.book.twins {
            let note = format!(
                "the pages `{}` and `{}` have one address: they may be one page in two rows",
                id(*one),
                id(*other)
            );
            self.account.notes.push(note);
        }
        let mut rejects: Vec<(usize, Rejects)> = Vec::new();
        for (row, faults) in &self.faults {
            let planned = &self.planned[row.sheet];
            let content = &planned.sheet.rows[row.row];
            let width = planned.header.titles.len();
            if rejects.last().is_none_or(|(sheet, _)| *sheet != row.sheet) {
                let mut titles = planned.header.titles.clone();
                titles.retain(|title| title != PROBLEM);
                titles.push(PROBLEM.to_owned());
                let rejected = Rejects {
                    file: planned.file.to_owned(),
                    sheet: planned.sheet.name.clone(),
                    rows: vec![titles],
                };
                rejects.push((row.sheet, rejected));
            }
            let mut cells: Vec<String> = (0..width)
                .filter(|at| planned.header.titles[*at] != PROBLEM)
                .map(|at| content.text(at).to_owned())
                .collect();
            let mut problems = Vec::with_capacity(faults.len());
            for fault in faults {
                let told = self.told(*row, fault);
                let columns = match &told.columns[..] {
                    [] => String::new(),
                    columns => format!("{}: ", columns.join(", ")),
                };
                problems.push(format!("{columns}{}", told.message));
                self.account.faults.push(told);
            }
            cells.push(problems.join("; "));
            if let Some((_, rejected)) = rejects.last_mut() {
                rejected.rows.push(cells);
            }
        }
        for row in self.faults.keys() {
            let at = self.account_of(row.sheet);
            self.account.sheets[at].rejected += 1;
        }
        for sheet in &mut self.account.sheets {
            sheet.taken = sheet.rows - sheet.rejected - sheet.of_template;
        }
        rejects.into_iter().map(|(_, rejected)| rejected).collect()
    }

    fn told(&self, row: RowIx, fault: &Fault) -> Told {
        let planned = &self.planned[row.sheet];
        let number = |row: RowIx| self.planned[row.sheet].sheet.rows[row.row].number;
        let mut message = fault.message.clone();
        if let Some(first) = fault.first.filter(|first| *first != row) {
            let place = if first.sheet == row.sheet {
                format!(", row {}", number(first))
            } else {
                format!(
                    ", row {} of `{}`",
                    number(first),
                    self.planned[first.sheet].sheet.name
                )
            };
            message.push_str(&place);
        }
        Told {
            row: Some(number(row)),
            columns: fault.columns.clone(),
            hint: fault.hint.clone(),
            ..Told::of_sheet(planned.file, &planned.sheet.name, message, None)
        }
    }

    fn refused(mut self, unplaced: Vec<Problem>) -> Refused {
        self.close();
        let mut told = std::mem::take(&mut self.account.faults);
        if self.book.of(Noun::Incident).next().is_none() && told.is_empty() {
            let (message, hint) = no_rows();
            let files: Vec<&str> = self.planned.iter().map(|planned| planned.file).collect();
            told.push(Told::of_sheet(&files.join(", "), "", message, hint));
        } else if told.is_empty() {
            told.extend(unplaced.into_iter().map(|problem| {
                let hint = problem.hint().map(str::to_owned);
                Told::of_sheet("the casebook", "", problem.message().to_owned(), hint)
            }));
        }
        Refused { told }
    }
}

fn no_incident(incidents: usize) -> Fault {
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

fn no_rows() -> (String, Option<String>) {
    (
        "no row to make a casebook of was found".to_owned(),
        Some(
            "titles are keys such as `measure`, `by`, `in`, `says`; for others give a mapping"
                .to_owned(),
        ),
    )
}

fn head(planned: &Planned<'_>) -> Vec<(String, Node)> {
    let Some(row) = planned.sheet.rows.get(planned.header.first) else {
        return Vec::new();
    };
    let titles = planned.header.titles.iter().enumerate();
    titles
        .filter_map(|(at, title)| {
            let text = row.text(at).trim();
            crate::exchange::grid::read_head(title, text)
        })
        .collect()
}

/// Fills empty cells of some columns with what stands above them.
fn fill(cells: &mut Vec<String>, columns: &[usize], above: &mut HashMap<usize, String>) {
    for column in columns {
        if cells.len() <= *column {
            cells.resize(*column + 1, String::new());
        }
        if cells[*column].trim().is_empty() {
            cells[*column] = above.get(column).cloned().unwrap_or_default();
        } else {
            above.insert(*column, cells[*column].clone());
        }
    }
}

/// Returns the id that a row gives its object.
fn id_of(draft: &Draft) -> Option<&str> {
    draft.fields.iter().find_map(|field| match &field.content {
        Content::One(node) if field.target.key == "id" => node.as_text(),
        _ => None,
    })
}

fn without_line(message: &str) -> String {
    match message.find(", at these rows:") {
        Some(at) => message[..at].to_owned(),
        None => message.to_owned(),
    }
}
