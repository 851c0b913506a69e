//! The form for pages: a fragment without scripts and styles, every text in it escaped.
//!
//! Cells of numbers have the class `number`, unknown ones `unknown`; the notes are a list of the
//! class `notes`.

use html_escape::encode_text;

use super::{Align, Cell, Table, visible};

pub(super) fn render(table: &Table) -> String {
    let mut out = String::new();
    if !table.columns().is_empty() {
        out.push_str("<table>\n");
        if let Some(title) = table.title() {
            out.push_str(&format!("<caption>{}</caption>\n", text(title)));
        }
        out.push_str("<thead>\n<tr>");
        for (at, column) in table.columns().iter().enumerate() {
            let class = match table.align(at) {
                Align::Left => "",
                Align::Right => " class=\"number\"",
            };
            out.push_str(&format!(
                "<th scope=\"col\"{class}>{}</th>",
                text(column.name())
            ));
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in table.rows() {
            out.push_str("<tr>");
            for cell in row {
                out.push_str(&format!(
                    "<td{}>{}</td>",
                    class(cell),
                    text(&cell.to_string())
                ));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n");
    } else if let Some(title) = table.title() {
        out.push_str(&format!("<p>{}</p>\n", text(title)));
    }
    if !table.notes().is_empty() {
        out.push_str("<ul class=\"notes\">\n");
        for note in table.notes() {
            out.push_str(&format!("<li>{}</li>\n", text(note)));
        }
        out.push_str("</ul>\n");
    }
    out
}

fn class(cell: &Cell) -> &'static str {
    if cell.is_number() {
        " class=\"number\""
    } else if cell.is_unknown() {
        " class=\"unknown\""
    } else {
        ""
    }
}

fn text(text: &str) -> String {
    encode_text(&visible(text)).into_owned()
}
