//! Where the titles of a sheet stand, and which column each of them is.
//!
//! Titles are looked for in the first rows, on one row or on up to three (`Dead` over `min` and
//! `max`), so that a line about the sheet above them does no harm. A title of several rows is
//! called `Dead / min`. Titles are compared folded, with `_` and `-` as spaces. Of two columns of
//! one title the second is called `title #2`.

use std::collections::HashMap;

use crate::incident::{fold, nearest};
use crate::sheet::{Row, Sheet, column_letters};

/// How many rows from the top may be the first of the titles.
const SEARCHED: usize = 25;
/// How many rows the titles may stand on.
const TALLEST: usize = 3;

/// The titles of a sheet.
#[derive(Debug)]
pub(super) struct Header {
    /// What each column is called; a column without a title by its letters.
    pub(super) titles: Vec<String>,
    /// Where each title stands, folded. A lower title of several rows stands for the whole one
    /// where no other column has it.
    columns: HashMap<String, usize>,
    /// How many columns have each title, folded.
    counts: HashMap<String, usize>,
    /// Which of the rows that were read is the first below the titles.
    pub(super) first: usize,
}

impl Header {
    /// Finds the titles that a mapping names.
    ///
    /// # Errors
    /// Where they are not all there: which are missing, in words, and which may be meant.
    pub(super) fn find(sheet: &Sheet, wanted: &[&str]) -> Result<Self, (String, Option<String>)> {
        let mut best: Option<(usize, Self)> = None;
        for candidate in Self::candidates(sheet) {
            let missing = wanted.iter().filter(|w| candidate.column(w).is_none());
            let missing = missing.count();
            if missing == 0 {
                return Ok(candidate);
            }
            if best.as_ref().is_none_or(|(least, _)| missing < *least) {
                best = Some((missing, candidate));
            }
        }
        let Some((_, best)) = best else {
            return Err(("the sheet has no rows".to_owned(), None));
        };
        let missing: Vec<&&str> = wanted.iter().filter(|w| best.column(w).is_none()).collect();
        let listed: Vec<String> = missing.iter().map(|w| format!("`{w}`")).collect();
        let noun = if listed.len() == 1 {
            "the column"
        } else {
            "the columns"
        };
        let message = format!(
            "expected {noun} {}; the sheet has {}",
            listed.join(", "),
            best.listed()
        );
        let near = missing
            .first()
            .and_then(|w| nearest(w, best.titles.iter().map(String::as_str)))
            .map(|near| format!("did you mean `{near}`?"));
        Err((message, near))
    }

    /// Finds the row whose titles are most known; nothing where no row has one.
    pub(super) fn guess(sheet: &Sheet, is_known: impl Fn(&str) -> bool) -> Option<Self> {
        let known = |header: &Self| header.titles.iter().filter(|t| is_known(t)).count();
        let mut best: Option<(usize, Self)> = None;
        for at in 0..sheet.rows.len().min(SEARCHED) {
            let header = Self::at(&sheet.rows, at, 1);
            let count = known(&header);
            if count > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((count, header));
            }
        }
        best.map(|(_, header)| header)
    }

    fn candidates(sheet: &Sheet) -> impl Iterator<Item = Self> {
        let rows = &sheet.rows;
        // One row before several: a line above the titles is none of them.
        (1..=TALLEST).flat_map(move |height| {
            (0..rows.len().min(SEARCHED))
                .filter(move |at| are_together(rows, *at, height))
                .map(move |at| Self::at(rows, at, height))
        })
    }

    fn at(rows: &[Row], at: usize, height: usize) -> Self {
        let rows = &rows[at..at + height];
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut levels: Vec<Vec<String>> = Vec::with_capacity(height);
        for (level, row) in rows.iter().enumerate() {
            let mut titles: Vec<String> = (0..width).map(|at| title(row.text(at))).collect();
            // A title over several columns stands in the first of them.
            if level + 1 < height {
                for at in 1..width {
                    let is_under = rows[level + 1..]
                        .iter()
                        .any(|below| !below.text(at).trim().is_empty());
                    if titles[at].is_empty() && is_under {
                        titles[at] = titles[at - 1].clone();
                    }
                }
            }
            levels.push(titles);
        }
        let mut header = Self {
            titles: Vec::with_capacity(width),
            columns: HashMap::with_capacity(width),
            counts: HashMap::with_capacity(width),
            first: at + height,
        };
        for column in 0..width {
            let mut parts: Vec<&str> = Vec::with_capacity(height);
            for level in &levels {
                let part = level[column].as_str();
                if !part.is_empty() && parts.last() != Some(&part) {
                    parts.push(part);
                }
            }
            header.push(&parts, column);
        }
        // A lower title alone is enough where it is the only one of its kind.
        if let Some(last) = levels.last().filter(|_| height > 1) {
            let mut counts: HashMap<&str, usize> = HashMap::with_capacity(width);
            for title in last {
                *counts.entry(title).or_default() += 1;
            }
            for (column, title) in last.iter().enumerate() {
                if counts.get(title.as_str()) == Some(&1) && !title.is_empty() {
                    header.columns.entry(folded(title)).or_insert(column);
                }
            }
        }
        header
    }

    fn push(&mut self, parts: &[&str], column: usize) {
        if parts.is_empty() {
            self.titles.push(column_letters(column));
            return;
        }
        let title = parts.join(" / ");
        let count = self.counts.entry(folded(&title)).or_default();
        *count += 1;
        let mut name = match *count {
            1 => title.clone(),
            count => format!("{title} #{count}"),
        };
        // Somebody may have called a column `x #2` by hand.
        while self.columns.contains_key(&folded(&name)) {
            name.push('\'');
        }
        self.columns.insert(folded(&name), column);
        self.titles.push(name);
    }

    /// Returns where the column of a title stands.
    pub(super) fn column(&self, title: &str) -> Option<usize> {
        self.columns.get(&folded(title)).copied()
    }

    /// Lists the titles for a message.
    fn listed(&self) -> String {
        const LISTED: usize = 20;
        let titles = self.titles.iter().take(LISTED);
        let listed: Vec<String> = titles.map(|title| format!("`{title}`")).collect();
        let more = self.titles.len().saturating_sub(LISTED);
        match more {
            0 => listed.join(", "),
            more => format!("{} and {more} more", listed.join(", ")),
        }
    }
}

/// Tells whether no blank row lies between the rows.
fn are_together(rows: &[Row], at: usize, height: usize) -> bool {
    rows.get(at..at + height).is_some_and(|rows| {
        rows.windows(2)
            .all(|pair| pair[1].number == pair[0].number + 1)
    })
}

/// The longest text that is taken for a title, in bytes: what is longer is text of the sheet.
const LONGEST: usize = 300;

fn title(text: &str) -> String {
    if text.len() > LONGEST {
        return String::new();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn folded(title: &str) -> String {
    // The keys that are the user's own are told apart to the letter.
    if title.starts_with("x-") || title.contains(".x-") {
        return title.to_owned();
    }
    let spaced = title.replace(['_', '-'], " ");
    fold(&spaced).trim_end_matches([':', '*', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::Header;
    use crate::sheet::{Form, Options, Sheet, read};

    fn sheet(text: &str) -> Sheet {
        let book = read("a.csv", text.as_bytes(), Form::Csv, &Options::default());
        book.expect("a sheet").sheets.remove(0)
    }

    #[test]
    fn titles_below_a_line_about_the_sheet() {
        let sheet = sheet("List of victims 2019,,\n\nDate,Number_dead,Source\n1,2,3\n");
        let header = Header::find(&sheet, &["number dead", "Source"]).expect("titles");
        assert_eq!(header.column("Number-Dead:"), Some(1));
        assert_eq!(sheet.rows[header.first].text(0), "1");
    }

    #[test]
    fn titles_on_two_rows() {
        let sheet = sheet("Date,Dead,,Hurt,,Page\n,min,max,min,max,\n1,2,3,4,5,6\n");
        let header = Header::find(&sheet, &["Dead / max", "Hurt / min", "Page"]).expect("titles");
        assert_eq!(
            header.titles,
            [
                "Date",
                "Dead / min",
                "Dead / max",
                "Hurt / min",
                "Hurt / max",
                "Page"
            ]
        );
        assert_eq!(header.column("max"), None);
        assert_eq!(header.first, 2);
    }

    #[test]
    fn two_columns_of_one_title_are_told_apart() {
        let header = Header::find(&sheet("n,n,\n1,2,3\n"), &["n #2"]).expect("titles");
        assert_eq!(header.column("N"), Some(0));
        assert_eq!(header.column("n #2"), Some(1));
    }

    #[test]
    fn what_is_missing_is_named() {
        let (message, hint) =
            Header::find(&sheet("Date,Tote\n1,2\n"), &["Date", "Tode"]).expect_err("missing");
        assert_eq!(
            message,
            "expected the column `Tode`; the sheet has `Date`, `Tote`"
        );
        assert_eq!(hint.as_deref(), Some("did you mean `Tote`?"));
    }
}
