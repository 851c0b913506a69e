//! Tables: those of the incident, and those that a script builds row by row.

use std::rc::Rc;

use rhai::plugin::*;

use super::values::{ConcordanceValue, TableValue, as_table};
use crate::reconcile::{Concordance, Join};
use crate::script::desk::{Desk, measure_of};
use crate::script::fault::{Fault, Outcome};
use crate::script::text::plain_text;
use crate::script::types::type_of;
use crate::script::unknown::Unknown;
use crate::table::{Cell, Form, PAGE_WIDTH, Table};

pub(super) fn module() -> Module {
    let mut module = exported_module!(tables);
    module.set_custom_type::<TableValue>("table");
    module.set_custom_type::<ConcordanceValue>("concordance");
    module
}

#[export_module]
mod tables {
    use super::{cell, joined, rendered, wrapped};
    use std::rc::Rc;

    use rhai::Array;
    use rhai::plugin::*;

    use super::super::plain::count;
    use super::super::values::{ConcordanceValue, IncidentValue, TableValue};
    use crate::reconcile::{self, Join};
    use crate::script::desk::{Desk, measure_of, no_such};
    use crate::script::fault::{Fault, Outcome};
    use crate::script::types::type_of;
    use crate::table::{Cell, Form, Table, json_text};

    /// Returns the concordance of a measure: its figures against its origins. The measure is one
    /// of an incident, or the id of one of the first incident that has it.
    ///
    /// ```rhai
    /// concordance("guards-killed").len()    // => 3
    /// concordance("guards")                 // error: no measure `guards`
    /// ```
    #[rhai_fn(return_raw)]
    pub fn concordance(ctx: NativeCallContext, measure: Dynamic) -> Outcome<ConcordanceValue> {
        joined(&ctx, &measure, Join::Origin)
    }

    /// Returns the concordance of a measure with its origins joined: `"independent"`, `"body"` or
    /// `"party"`.
    ///
    /// ```rhai
    /// concordance("guards-killed", "party").len()    // => 3
    /// ```
    #[rhai_fn(name = "concordance", return_raw)]
    pub fn concordance_joined(
        ctx: NativeCallContext,
        measure: Dynamic,
        join: &str,
    ) -> Outcome<ConcordanceValue> {
        let Some(by) = Join::named(join) else {
            let known = Join::ALL.iter().map(|join| join.word());
            return Err(no_such("way to join origins", join, known).into());
        };
        joined(&ctx, &measure, by)
    }

    /// Returns the claims on a measure by date, those without one first.
    ///
    /// ```rhai
    /// timeline("guards-killed").len()    // => 5
    /// ```
    #[rhai_fn(return_raw)]
    pub fn timeline(ctx: NativeCallContext, measure: Dynamic) -> Outcome<TableValue> {
        let (evidence, ix) = measure_of(&ctx, &measure)?;
        Ok(wrapped(reconcile::timeline(
            &evidence,
            ix,
            &Desk::of(&ctx)?.profile(),
        )))
    }

    /// Returns every figure of an incident that one origin states and another excludes.
    ///
    /// ```rhai
    /// discrepancies(incident).len() > 0    // => true
    /// ```
    #[rhai_fn(return_raw)]
    pub fn discrepancies(ctx: NativeCallContext, incident: IncidentValue) -> Outcome<TableValue> {
        let profile = Desk::of(&ctx)?.profile();
        Ok(wrapped(reconcile::discrepancies(
            incident.evidence(),
            &profile,
        )))
    }

    /// Returns the sources that speak, publish or pass something on in an incident.
    ///
    /// ```rhai
    /// sources_table(incident).len() > 3    // => true
    /// ```
    pub fn sources_table(incident: IncidentValue) -> TableValue {
        wrapped(reconcile::sources_table(incident.evidence()))
    }

    /// Returns an empty table with these columns.
    ///
    /// ```rhai
    /// table(["measure", "best"]).row(["killed", 7]).len()    // => 1
    /// table([1])    // error: a column is named by a string
    /// ```
    #[rhai_fn(return_raw)]
    pub fn table(ctx: NativeCallContext, columns: Array) -> Outcome<TableValue> {
        let mut names = Vec::with_capacity(columns.len());
        for column in columns {
            let found = type_of(ctx.engine(), &column);
            let name = column.into_immutable_string().map_err(|_| {
                Fault::new(format!("a column is named by a string, found {found}")).raise()
            })?;
            names.push(name.to_string());
        }
        if names.is_empty() {
            return Err(Fault::new("expected at least one column, found none")
                .hint("`table([\"measure\", \"best\"])`")
                .raise());
        }
        Ok(wrapped(Table::new(names)))
    }

    /// Returns the table with one more row; it has a value for each column.
    ///
    /// ```rhai
    /// table(["a", "b"]).row([1, unknown()]).row([2, ()]).csv() == "a,b\n1,?\n2,\n"    // => true
    /// table(["a", "b"]).row([1])    // error: row 1 has 1 cell
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn row(
        ctx: NativeCallContext,
        table: &mut TableValue,
        cells: Array,
    ) -> Outcome<TableValue> {
        let cells: Vec<Cell> = cells.into_iter().map(|value| cell(&ctx, value)).collect();
        // The script often keeps only the new table: its rows are then not copied.
        let mut rows = std::mem::replace(&mut table.0, Rc::new(Table::new([""])));
        let added = Rc::make_mut(&mut rows).row(cells).map(|_| ());
        table.0 = Rc::clone(&rows);
        added.map_err(|wrong| Fault::new(wrong.to_string()).raise())?;
        Ok(TableValue(rows))
    }

    /// Returns the table with a title.
    ///
    /// ```rhai
    /// table(["a"]).title("Killed").text().starts_with("Killed")    // => true
    /// ```
    #[rhai_fn(pure)]
    pub fn title(table: &mut TableValue, title: &str) -> TableValue {
        wrapped((*table.0).clone().titled(title))
    }

    /// Returns the table with a note beneath it.
    ///
    /// ```rhai
    /// table(["a"]).row([1]).note("as of today").text().contains("as of today")    // => true
    /// ```
    #[rhai_fn(name = "note", pure)]
    pub fn table_note(table: &mut TableValue, note: &str) -> TableValue {
        let mut noted = (*table.0).clone();
        noted.note(note);
        wrapped(noted)
    }

    /// Returns how many rows the table has.
    ///
    /// ```rhai
    /// table(["a"]).len()    // => 0
    /// ```
    #[rhai_fn(name = "len", pure)]
    pub fn table_len(table: &mut TableValue) -> i64 {
        count(table.0.len())
    }

    /// Returns how many figures the concordance has.
    ///
    /// ```rhai
    /// concordance("attackers-killed").len()    // => 1
    /// ```
    #[rhai_fn(name = "len", pure)]
    pub fn concordance_len(concordance: &mut ConcordanceValue) -> i64 {
        count(concordance.0.figures.len())
    }

    /// Returns a table, a concordance or a list as text.
    ///
    /// ```rhai
    /// table(["a"]).row([7]).text().contains("7")    // => true
    /// ```
    #[rhai_fn(return_raw)]
    pub fn text(ctx: NativeCallContext, table: Dynamic) -> Outcome<String> {
        rendered(&ctx, &table, Form::Text)
    }

    /// Returns a table, a concordance or a list as Markdown.
    ///
    /// ```rhai
    /// table(["a"]).row(["x|y"]).markdown().contains("x\\|y")    // => true
    /// ```
    #[rhai_fn(return_raw)]
    pub fn markdown(ctx: NativeCallContext, table: Dynamic) -> Outcome<String> {
        rendered(&ctx, &table, Form::Markdown)
    }

    /// Returns a table, a concordance or a list as CSV.
    ///
    /// ```rhai
    /// table(["a"]).row(["x,y"]).csv() == "a\n\"x,y\"\n"    // => true
    /// ```
    #[rhai_fn(return_raw)]
    pub fn csv(ctx: NativeCallContext, table: Dynamic) -> Outcome<String> {
        rendered(&ctx, &table, Form::Csv)
    }

    /// Returns a table or a list as JSON: an array of objects; a concordance in its own form.
    ///
    /// ```rhai
    /// concordance("guards-killed").json().contains("\"excludes\"")    // => true
    /// ```
    #[rhai_fn(return_raw)]
    pub fn json(ctx: NativeCallContext, table: Dynamic) -> Outcome<String> {
        if let Some(concordance) = table.read_lock::<ConcordanceValue>() {
            return Ok(json_text(&concordance.0.record(), true));
        }
        rendered(&ctx, &table, Form::Json)
    }

    /// Returns a table, a concordance or a list as an HTML table.
    ///
    /// ```rhai
    /// table(["a"]).row(["<b>"]).html().contains("<b>")    // => false
    /// ```
    #[rhai_fn(return_raw)]
    pub fn html(ctx: NativeCallContext, table: Dynamic) -> Outcome<String> {
        rendered(&ctx, &table, Form::Html)
    }

    /// Returns the table as it prints itself.
    ///
    /// ```rhai
    /// table(["a"]).row([7]).to_string().contains("7")    // => true
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn table_text(table: &mut TableValue) -> String {
        table.0.render(Form::Text, PAGE_WIDTH)
    }

    /// Returns the concordance as it prints itself.
    ///
    /// ```rhai
    /// concordance("guards-killed").to_string().contains("●")    // => true
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn concordance_text(concordance: &mut ConcordanceValue) -> String {
        concordance.0.table().render(Form::Text, PAGE_WIDTH)
    }
}

fn wrapped(table: Table) -> TableValue {
    TableValue(Rc::new(table))
}

fn joined(ctx: &NativeCallContext, measure: &Dynamic, join: Join) -> Outcome<ConcordanceValue> {
    let (evidence, ix) = measure_of(ctx, measure)?;
    let profile = Desk::of(ctx)?.profile();
    Ok(ConcordanceValue(Rc::new(Concordance::new(
        &evidence, ix, &profile, join,
    ))))
}

fn rendered(ctx: &NativeCallContext, value: &Dynamic, form: Form) -> Outcome<String> {
    let table = as_table(value).ok_or_else(|| {
        let found = type_of(ctx.engine(), value);
        Fault::new(format!("expected a table, found {found}"))
            .hint("make one with `table([\"a\", \"b\"]).row([1, 2])`")
            .raise()
    })?;
    Ok(table.render(form, PAGE_WIDTH))
}

fn cell(ctx: &NativeCallContext, value: Dynamic) -> Cell {
    if value.is_unit() {
        Cell::Empty
    } else if value.is::<Unknown>() {
        Cell::Unknown
    } else if let Ok(n) = value.as_int() {
        Cell::Number(n)
    } else if let Ok(n) = value.as_float() {
        Cell::Decimal(n)
    } else if let Ok(truth) = value.as_bool() {
        Cell::Bool(truth)
    } else {
        Cell::Text(plain_text(ctx, value).to_string())
    }
}
