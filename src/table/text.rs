//! The form for people: columns, or one field a line where columns would be too narrow.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle,
    Width,
};

use super::{Align, Cell, Table, visible::visible, visible::width, wrap::wrap};

/// The narrowest page, in cells, that text is laid out for. It leaves room for any number beside
/// the name of its column, so that no number is ever broken.
pub const NARROWEST: usize = 40;

/// comfy-table counts in `u16`, and no page is this wide.
const WIDEST: usize = 10_000;

/// A column of text narrower than this cannot be read.
const LEAST: usize = 8;

/// A word up to this long is not broken while other columns have cells to spare.
const WORD: usize = 24;

/// Between two columns: a blank, a line, a blank.
const GAP: usize = 3;

/// As little ink as keeps columns apart when the table is pasted into an e-mail.
const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction('│'))
    .header_separator(LineStyle::none().fill('─').junction('┼'))
    .content_lines(ContentLineStyle::none().junction('│'));

/// Between rows of several lines, which would run into each other.
const BETWEEN: LineStyle = LineStyle::none().fill('╌').junction('┼');

pub(super) fn render(table: &Table, page: usize) -> String {
    let page = page.clamp(NARROWEST, WIDEST);
    let mut lines = Vec::new();
    if let Some(title) = table.title() {
        lines.extend(wrap(&visible(title), page));
    }
    if !table.columns().is_empty() {
        let shown = Shown::new(table);
        match shown.widths(page) {
            Some(widths) => shown.grid(&widths, page, &mut lines),
            None => shown.records(page, &mut lines),
        }
        if !table.notes().is_empty() {
            lines.push(String::new());
        }
    }
    for note in table.notes() {
        // Later lines are set in, so that it is seen where the next note begins.
        let note = wrap(&visible(note), page - 2);
        let indents = std::iter::once("").chain(std::iter::repeat("  "));
        lines.extend(
            indents
                .zip(note)
                .map(|(indent, line)| format!("{indent}{line}")),
        );
    }
    lines
        .iter()
        .flat_map(|line| [line.trim_end(), "\n"])
        .collect()
}

/// The table as it will be seen: every cell one line of visible text.
struct Shown {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    columns: Vec<Needs>,
}

/// What a column needs, in cells.
#[derive(Clone, Copy)]
struct Needs {
    align: Align,
    /// So that nothing is wrapped.
    natural: usize,
    /// For its widest number.
    number: usize,
    /// For its longest word.
    word: usize,
}

impl Needs {
    fn of(table: &Table, head: &str, at: usize) -> Self {
        let mut needs = Self {
            align: table.align(at),
            natural: 1,
            number: 0,
            word: 0,
        };
        needs.hold(head);
        for cell in table.rows().iter().map(|row| &row[at]) {
            let text = cell.to_string();
            needs.hold(&text);
            if matches!(cell, Cell::Number(_) | Cell::Decimal(_)) {
                needs.number = needs.number.max(width(&text));
            }
        }
        needs
    }

    fn hold(&mut self, text: &str) {
        self.natural = self.natural.max(width(text));
        let word = text.split(' ').map(width).max();
        self.word = self.word.max(word.unwrap_or(0));
    }

    fn least(self, word: usize) -> usize {
        let text = self.word.min(word).max(LEAST).min(self.natural);
        self.number.max(text)
    }
}

impl Shown {
    fn new(table: &Table) -> Self {
        let head: Vec<String> = table
            .columns()
            .iter()
            .map(|column| visible(column.name()).into_owned())
            .collect();
        let columns = head
            .iter()
            .enumerate()
            .map(|(at, head)| Needs::of(table, head, at))
            .collect();
        let row = |row: &Vec<Cell>| row.iter().map(Cell::to_string).collect();
        Self {
            head,
            rows: table.rows().iter().map(row).collect(),
            columns,
        }
    }

    /// Returns the width of each column, or none where the page is too narrow for them.
    fn widths(&self, page: usize) -> Option<Vec<usize>> {
        let room = page.checked_sub(GAP * (self.columns.len() - 1))?;
        [WORD, LEAST]
            .into_iter()
            .find_map(|word| share(&self.columns, word, room))
    }

    fn grid(&self, widths: &[usize], page: usize, lines: &mut Vec<String>) {
        let mut drawn = comfy_table::Table::new();
        drawn
            .load_style(STYLE)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(page).expect("a page is at most `WIDEST`"));
        let broken = |row: &Vec<String>| -> Vec<String> {
            let cells = row.iter().zip(widths);
            cells
                .map(|(text, room)| wrap(text, *room).join("\n"))
                .collect()
        };
        drawn.set_header(broken(&self.head));
        for row in &self.rows {
            let row = broken(row);
            if row.iter().any(|cell| cell.contains('\n')) {
                drawn.style_mut().row_separator = BETWEEN;
            }
            drawn.add_row(row);
        }
        for ((at, column), needs) in drawn.column_iter_mut().enumerate().zip(&self.columns) {
            // Neither a margin on the left nor trailing blanks on the right.
            let padding = (u16::from(at > 0), u16::from(at + 1 < widths.len()));
            let cells = u16::try_from(widths[at]).expect("a column is within its page");
            column
                .set_padding(padding)
                .set_constraint(ColumnConstraint::Absolute(Width::Fixed(
                    cells + padding.0 + padding.1,
                )))
                .set_cell_alignment(match needs.align {
                    Align::Left => CellAlignment::Left,
                    Align::Right => CellAlignment::Right,
                });
        }
        lines.extend(drawn.lines());
    }

    fn records(&self, page: usize, lines: &mut Vec<String>) {
        let names = self.head.iter().map(|name| width(name)).max().unwrap_or(0);
        let names = names.clamp(2, page / 3);
        let room = page - names - 2;
        let count = self.rows.len();
        if count == 0 {
            lines.extend(wrap(&format!("no rows of {}", self.head.join(", ")), page));
        }
        for (at, row) in self.rows.iter().enumerate() {
            lines.push(format!("── {} of {count} ──", at + 1));
            for (name, value) in self.head.iter().zip(row) {
                let name = wrap(name, names);
                let value = wrap(value, room);
                for line in 0..name.len().max(value.len()) {
                    let name = name.get(line).map_or("", String::as_str);
                    let value = value.get(line).map_or("", String::as_str);
                    let blank = " ".repeat(names.saturating_sub(width(name)) + 2);
                    lines.push(format!("{name}{blank}{value}"));
                }
            }
        }
    }
}

/// Shares `room` among columns: each has what it needs at least and no more than it can use, and
/// those in between are as wide as each other. None where the least is too much.
fn share(columns: &[Needs], word: usize, room: usize) -> Option<Vec<usize>> {
    let at = |level: usize| -> Vec<usize> {
        let column = |needs: &Needs| {
            let least = needs.least(word);
            level.clamp(least, needs.natural.max(least))
        };
        columns.iter().map(column).collect()
    };
    let fits = |level: usize| at(level).iter().sum::<usize>() <= room;
    if !fits(0) {
        return None;
    }
    let (mut low, mut high) = (0, room + 1);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    let mut widths = at(low);
    let mut spare = room - widths.iter().sum::<usize>();
    for (cells, wider) in widths.iter_mut().zip(at(low + 1)) {
        if spare > 0 && *cells < wider {
            *cells += 1;
            spare -= 1;
        }
    }
    Some(widths)
}
