//! Which forms of cells make a date of a number.

use std::collections::HashMap;

use super::super::Unreadable;
use super::super::date::Shape;
use super::super::markup::Markup;

/// Reads what each form makes of a number, by the place that cells know it by.
pub(super) fn read(path: &str, text: Option<&str>) -> Result<Vec<Shape>, Unreadable> {
    let mut shapes = Vec::new();
    let Some(text) = text else {
        return Ok(shapes);
    };
    let mut own: HashMap<String, Shape> = HashMap::new();
    let mut markup = Markup::new(path, text);
    markup.child(0)?;
    while let Some(tag) = markup.child(1)? {
        match tag.name() {
            "numFmts" => {
                while let Some(tag) = markup.child(2)? {
                    let id = tag.attribute("numFmtId").unwrap_or_default();
                    let code = tag.attribute("formatCode").unwrap_or_default();
                    own.insert(id.into_owned(), of_code(&code));
                }
            }
            "cellXfs" => {
                while let Some(tag) = markup.child(2)? {
                    let id = tag.attribute("numFmtId").unwrap_or_default();
                    let shape = own.get(&*id).copied();
                    shapes.push(shape.unwrap_or_else(|| of_number(id.parse().unwrap_or(0))));
                }
            }
            _ => {}
        }
    }
    Ok(shapes)
}

/// What the forms make of a number that every workbook has without saying so, by their number in
/// the standard; 27 to 36 and 50 to 58 are dates of East Asian calendars.
fn of_number(id: u32) -> Shape {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shape::Moment,
        46 => Shape::Length,
        _ => Shape::Plain,
    }
}

/// What a code such as `dd/mm/yyyy` or `[h]:mm` makes of a number: its first section tells, and in
/// it what is neither quoted, nor escaped, nor in brackets. In brackets stand colours, languages
/// and, as letters of time alone, a length of time.
fn of_code(code: &str) -> Shape {
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c.to_ascii_lowercase() {
            ';' => return Shape::Plain,
            // The next is shown as it is, or gives its width, or fills the cell.
            '\\' | '_' | '*' => {
                rest.next();
            }
            '"' => {
                rest.find(|c| *c == '"');
            }
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                let is_time = |c: char| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's');
                if !inside.is_empty() && inside.chars().all(is_time) {
                    return Shape::Length;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' => return Shape::Moment,
            _ => {}
        }
    }
    Shape::Plain
}

#[cfg(test)]
mod tests {
    use super::{Shape, of_code};

    #[test]
    fn a_code_tells_dates_from_numbers() {
        for (code, shape) in [
            ("General", Shape::Plain),
            ("0.00", Shape::Plain),
            ("#,##0;[Red]-#,##0", Shape::Plain),
            ("0\" dead\"", Shape::Plain),
            ("0\\d", Shape::Plain),
            ("0_d", Shape::Plain),
            ("0;dd", Shape::Plain),
            ("[$-409]0", Shape::Plain),
            ("[DBNum1]0", Shape::Plain),
            ("dd/mm/yyyy", Shape::Moment),
            ("[$-419]d mmmm yyyy;@", Shape::Moment),
            ("YYYY\\-MM\\-DD", Shape::Moment),
            ("h:mm AM/PM", Shape::Moment),
            ("[h]:mm:ss", Shape::Length),
            ("[MM]:ss", Shape::Length),
            ("\"unclosed d", Shape::Plain),
        ] {
            assert_eq!(of_code(code), shape, "{code}");
        }
    }
}
