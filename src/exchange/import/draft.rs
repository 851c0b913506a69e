//! A row as the objects that it describes: every cell read as its key asks for, nothing yet known
//! of other rows.

use super::date;
use super::entry::name_key;
use super::figure;
use super::mapping::SheetPlan;
use super::plan::Planned;
use super::recipe::{Made, NO_CLAIM, Recipe, Unmade};
use super::told::{Expected, Fault, RowIx};
use crate::exchange::cell;
use crate::exchange::target::{INCIDENT, Target};
use crate::incident::{Node, Noun, Value};
use crate::sheet::CellKind;

/// What a row says of one object.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) noun: Noun,
    pub(super) row: RowIx,
    pub(super) fields: Vec<Field>,
}

/// What a row says under one key.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) target: Target,
    pub(super) content: Content,
    /// The titles of the columns that it comes from.
    pub(super) columns: Vec<String>,
}

impl Field {
    /// Says what is wrong with a figure that is none.
    pub(super) fn is_no_figure(&self) -> Option<Fault> {
        match &self.content {
            Content::Says(says) => {
                let expected = says.figure.as_ref().err()?;
                Some(expected.found(&self.columns, &says.text))
            }
            _ => None,
        }
    }
}

/// What stands under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A value.
    One(Node),
    /// Values of so many objects, which several are named.
    Each(Vec<Node>),
    /// Other objects, by id or by name.
    Names(Vec<String>),
    /// What a claim says, which is a figure or a text, depending on its measure.
    Says(Says),
}

/// What a claim says, before its measure is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Says {
    /// As it stands in the sheet.
    pub(super) text: String,
    /// Read as a figure; what was expected where it is none.
    pub(super) figure: Result<figure::Read, Expected>,
}

/// Returns the objects that a row describes, and how many of its figures say that there is no
/// claim. `cells` are the texts of the row by column, those that come from above filled in. Where
/// every measure `is_counting` a figure that is none is told with all else that is wrong with the
/// row; otherwise what it says may be a statement, which is known only with its measure.
///
/// # Errors
/// Everything that is wrong with its cells.
pub(super) fn drafts(
    planned: &Planned<'_>,
    plan: &SheetPlan,
    cells: &[String],
    row: RowIx,
    is_counting: bool,
) -> Result<(Vec<Draft>, usize), Vec<Fault>> {
    let mut drafts = Vec::with_capacity(plan.each.len());
    let mut faults = Vec::new();
    let mut without_claim = 0;
    for recipes in &plan.each {
        let reader = RowReader {
            planned,
            plan,
            cells,
            row,
        };
        match reader.fields(recipes, &mut faults) {
            Some(fields) if !fields.is_empty() => drafts.push(Draft {
                noun: plan.rows,
                row,
                fields,
            }),
            Some(_) => {}
            None => without_claim += 1,
        }
    }
    if is_counting && !faults.is_empty() {
        let fields = drafts.iter().flat_map(|draft| &draft.fields);
        faults.extend(fields.filter_map(Field::is_no_figure));
    }
    // What is wrong with a cell that all entries share is wrong once.
    let mut told: Vec<Fault> = Vec::with_capacity(faults.len());
    faults.retain(|fault| {
        let is_new = !told.contains(fault);
        told.extend(is_new.then(|| fault.clone()));
        is_new
    });
    if faults.is_empty() {
        Ok((drafts, without_claim))
    } else {
        Err(faults)
    }
}

impl Draft {
    /// What is left of a claim whose row is rejected: the page that it stands on. The ids that
    /// claims get by their place on a page count it still.
    pub(super) fn ghost(&self) -> Self {
        let is_place = |field: &&Field| {
            field.target.hops.is_empty() && matches!(field.target.key.as_str(), "in" | INCIDENT)
        };
        Self {
            noun: self.noun,
            row: self.row,
            fields: self.fields.iter().filter(is_place).cloned().collect(),
        }
    }
}

/// Returns what is left of the claims of a row that cannot be read.
pub(super) fn ghosts(
    planned: &Planned<'_>,
    plan: &SheetPlan,
    cells: &[String],
    row: RowIx,
) -> Vec<Draft> {
    let reader = RowReader {
        planned,
        plan,
        cells,
        row,
    };
    let claims = plan.each.iter().filter(|_| plan.rows == Noun::Claim);
    let drafts = claims.filter_map(|recipes| {
        let fields = reader.fields(recipes, &mut Vec::new())?;
        let draft = Draft {
            noun: plan.rows,
            row,
            fields,
        };
        Some(draft.ghost())
    });
    drafts.collect()
}

/// Returns what the object of a row that cannot be read may be named by: its id, its name.
pub(super) fn called(planned: &Planned<'_>, plan: &SheetPlan, cells: &[String]) -> Vec<String> {
    let cell = |title: &str| cell(planned, cells, title);
    let keys = [Some("id"), name_key(plan.rows)];
    let recipes =
        plan.each.iter().flatten().filter(|(target, _)| {
            target.hops.is_empty() && keys.contains(&Some(target.key.as_str()))
        });
    let texts = recipes.filter_map(|(_, recipe)| recipe.make(&cell).ok());
    texts.flat_map(Made::into_texts).collect()
}

fn cell(planned: &Planned<'_>, cells: &[String], title: &str) -> String {
    let at = planned.header.column(title);
    at.and_then(|at| cells.get(at)).cloned().unwrap_or_default()
}

struct RowReader<'a> {
    planned: &'a Planned<'a>,
    plan: &'a SheetPlan,
    cells: &'a [String],
    row: RowIx,
}

impl RowReader<'_> {
    /// Reads the fields of one object; nothing where the row says that there is no claim.
    fn fields(&self, recipes: &[(Target, Recipe)], faults: &mut Vec<Fault>) -> Option<Vec<Field>> {
        let mut fields = Vec::with_capacity(recipes.len());
        let mut found = Vec::new();
        for (target, recipe) in recipes {
            let columns: Vec<String> = recipe.columns().into_iter().map(str::to_owned).collect();
            match self.content(target, recipe, &columns) {
                Ok(Some(Content::Says(says))) if says.text == NO_CLAIM => return None,
                Ok(Some(content)) => fields.push(Field {
                    target: target.clone(),
                    content,
                    columns,
                }),
                Ok(None) => {}
                Err(fault) => found.push(fault),
            }
        }
        let is_found_wrong = |columns: &[&str]| {
            let mut found = found.iter();
            found.any(|fault: &Fault| {
                columns
                    .iter()
                    .any(|one| fault.columns.iter().any(|c| c == one))
            })
        };
        let missing = self.missing_figure(recipes, &fields, is_found_wrong);
        faults.extend(found);
        faults.extend(missing);
        Some(fields)
    }

    /// An empty figure means nothing by itself.
    fn missing_figure(
        &self,
        recipes: &[(Target, Recipe)],
        fields: &[Field],
        is_found_wrong: impl Fn(&[&str]) -> bool,
    ) -> Option<Fault> {
        let has = |key: &str| {
            let mut fields = fields.iter();
            fields.any(|field| field.target.hops.is_empty() && field.target.key == key)
        };
        if self.plan.rows != Noun::Claim || fields.is_empty() || has("says") || has("retracts") {
            return None;
        }
        let (_, recipe) = recipes.iter().find(|(target, _)| target.path() == "says")?;
        if recipe.says_what_empty_means() || is_found_wrong(&recipe.columns()) {
            return None;
        }
        let columns: Vec<String> = recipe.columns().into_iter().map(str::to_owned).collect();
        let fault = Fault::new(&columns, "expected a figure, found an empty cell");
        Some(fault.hint(
            "write `unknown` where the page gives none, or let the mapping say what an empty cell \
             means: `\"empty\": \"unknown\"`, or `\"empty\": \"no claim\"`",
        ))
    }

    fn content(
        &self,
        target: &Target,
        recipe: &Recipe,
        columns: &[String],
    ) -> Result<Option<Content>, Fault> {
        let value = target.value(self.plan.rows);
        for column in columns {
            self.refuse_kind(column, value)?;
        }
        let cell = |title: &str| cell(self.planned, self.cells, title);
        let made = recipe.make(&cell).map_err(|unmade| match unmade {
            Unmade::Untranslated(text) => Expected::new("a text that the mapping translates")
                .hint("add it to `translate`")
                .found(columns, &text),
            Unmade::TooLong => Fault::new(
                columns,
                "expected a text as a cell holds, made a longer one",
            ),
        })?;
        let texts = match made {
            Made::Nothing => return Ok(None),
            Made::Text(text) => return self.single(target, value, &text, columns).map(Some),
            Made::Texts(texts) => texts,
        };
        if let Some(Value::One(_) | Value::Many(_)) = value {
            return Ok(Some(Content::Names(texts)));
        }
        if let Some(Value::Variants) = value {
            let read = texts.iter().map(|text| cell::read(&Value::Variants, text));
            let all = read.flat_map(|node| node.items().to_vec());
            return Ok(Some(Content::One(Node::List(all.collect()))));
        }
        let nodes: Result<Vec<Node>, Fault> = texts
            .iter()
            .map(|text| self.node(value, text, columns))
            .collect();
        let mut nodes = nodes?;
        match (nodes.len(), value) {
            (1, _) => Ok(Some(Content::One(nodes.remove(0)))),
            (_, None | Some(Value::Texts)) => Ok(Some(Content::One(Node::List(nodes)))),
            _ if target.leads_to_several(self.plan.rows) => Ok(Some(Content::Each(nodes))),
            (count, _) => Err(Fault::new(
                columns,
                format!("expected one value for `{}`, found {count}", target.path()),
            )),
        }
    }

    /// What a spreadsheet made of a cell is not always what was typed.
    fn refuse_kind(&self, column: &str, value: Option<Value>) -> Result<(), Fault> {
        let at = self.planned.header.column(column);
        let row = &self.planned.sheet.rows[self.row.row];
        let Some(cell) = at.and_then(|at| row.cells.get(at)) else {
            return Ok(());
        };
        let columns = [column.to_owned()];
        match (cell.kind, value) {
            (CellKind::Error, _) => {
                let message = format!("expected a value, found the error `{}`", cell.text);
                Err(Fault::new(&columns, message))
            }
            (CellKind::Date, Some(Value::Says)) => {
                let message = format!("expected a figure, found the date `{}`", cell.text);
                Err(Fault::new(&columns, message).hint(
                    "spreadsheet programs turn `4-6` into a day: format the column as text and \
                     type it again",
                ))
            }
            _ => Ok(()),
        }
    }

    fn single(
        &self,
        target: &Target,
        value: Option<Value>,
        text: &str,
        columns: &[String],
    ) -> Result<Content, Fault> {
        Ok(match value {
            Some(Value::One(_)) => Content::Names(vec![text.to_owned()]),
            Some(value @ Value::Many(_)) => {
                let node = cell::read(&value, text);
                Content::Names(node.texts().map(str::to_owned).collect())
            }
            Some(Value::Says) if target.hops.is_empty() => Content::Says(Says {
                text: text.to_owned(),
                figure: figure::read(text),
            }),
            value => Content::One(self.node(value, text, columns)?),
        })
    }

    fn node(&self, value: Option<Value>, text: &str, columns: &[String]) -> Result<Node, Fault> {
        let wrong = |expected: &str| Err(Expected::new(expected).found(columns, text));
        let Some(value) = value else {
            return Ok(cell::read_free(text));
        };
        if let Value::Date = value {
            return match date::read(text, self.plan.dates.as_ref()) {
                Ok(date) => Ok(Node::Text(date)),
                Err(expected) => Err(expected.found(columns, text)),
            };
        }
        let node = cell::read(&value, text);
        match (value, &node) {
            (Value::Word(words), Node::Text(word)) if !words().contains(&word.as_str()) => {
                let listed: Vec<String> = words().iter().map(|one| format!("`{one}`")).collect();
                wrong(&format!("one of {}", listed.join(", ")))
            }
            (Value::Flag, Node::Text(_)) => wrong("`true` or `false`"),
            (Value::Number, Node::Text(_)) => wrong("a number"),
            _ => Ok(node),
        }
    }
}
