//! Which character stands between the cells of a text.

use std::collections::HashMap;

use super::Unreadable;
use super::records::Records;

/// What programs put between cells, the most usual first.
const USUAL: [char; 4] = [',', ';', '\t', '|'];

/// How many records are looked at: enough to tell, whatever the length of the file.
const LOOKED_AT: usize = 100;

/// How many bytes are looked at, for records can be long.
const LOOKED_AT_BYTES: usize = 256 << 10;

/// Returns the character that cuts most of the first records into equally many cells, at least two;
/// on a tie the one that cuts the first record into more. A comma where nothing cuts.
///
/// Prose is full of commas but not of equally many in each row, which is why counting them will
/// not do.
pub(super) fn detect(text: &str) -> char {
    let mut best = (0, 0);
    let mut found = USUAL[0];
    for delimiter in USUAL {
        let evenness = evenness(text, delimiter);
        if evenness > best {
            best = evenness;
            found = delimiter;
        }
    }
    found
}

/// Returns how many of a thousand records have the usual number of cells, and how many the first
/// has. Nothing if the usual number is one.
fn evenness(text: &str, delimiter: char) -> (usize, usize) {
    let mut records = Records::new(text, delimiter);
    let mut cells = Vec::new();
    let mut lengths: HashMap<usize, usize> = HashMap::new();
    let mut first = None;
    let mut seen = 0;
    while seen < LOOKED_AT && text.len() - records.left() < LOOKED_AT_BYTES {
        match records.next_into(&mut cells) {
            Ok(Some(_)) if cells.iter().all(String::is_empty) => {}
            Ok(Some(_)) => {
                seen += 1;
                first.get_or_insert(cells.len());
                *lengths.entry(cells.len()).or_default() += 1;
            }
            Ok(None) | Err(_) => break,
        }
    }
    let usual = lengths
        .into_iter()
        .max_by_key(|&(length, times)| (times, length));
    match (usual, first) {
        (Some((length, times)), Some(first)) if length > 1 => (times * 1000 / seen, first),
        _ => (0, 0),
    }
}

/// Checks a delimiter that was told: one that also ends a record or a quote would cut nothing.
pub(super) fn told(delimiter: char) -> Result<char, Unreadable> {
    match delimiter {
        '"' | '\n' | '\r' => Err(Unreadable::new(format!(
            "{delimiter:?} cannot stand between cells, for it has a sense of its own"
        ))
        .hint("the usual ones are `,`, `;`, tab and `|`")),
        _ => Ok(delimiter),
    }
}

/// Returns what is said of a delimiter: `` `;` between cells``.
pub(super) fn named(delimiter: char) -> String {
    match delimiter {
        '\t' => "tab between cells".to_owned(),
        _ => format!("`{delimiter}` between cells"),
    }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn what_cuts_evenly_is_between_cells() {
        for (text, delimiter) in [
            ("a,b\n1,2\n", ','),
            ("id;name;says\n1;Foo, Bar;7\n2;Baz;\n", ';'),
            ("id\tname\n1\ta, b; c\n", '\t'),
            ("id|name|x\n1|a, b|\n", '|'),
            // A comma in each row, but for the head.
            ("says;low\n\"1,5\";2,5\n3,5;4,5\n", ';'),
            ("only one column\nand, a comma\nor none\n", ','),
            ("a;\"b\n;;;\"\n\nc;d", ';'),
            ("", ','),
        ] {
            assert_eq!(detect(text), delimiter, "{text:?}");
        }
    }
}
