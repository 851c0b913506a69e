//! How much a file may hold. Each bound is far above what a person keeps in a sheet, and low
//! enough that a file at all of them at once is read in seconds and some hundred megabytes.

use super::Unreadable;

/// The most bytes of a file: a million rows of claims in CSV are less.
pub const MOST_BYTES: usize = 64 << 20;

/// The most rows of a sheet, as many as Excel and LibreOffice have.
pub const MOST_ROWS: u32 = 1_048_576;

/// The most columns of a sheet. Programs have 16,384; nobody codes that many, and a file that has
/// them has a stray cell.
pub const MOST_COLUMNS: usize = 1_024;

/// The most cells of all sheets of a file together, the empty ones before a cell counted.
pub const MOST_CELLS: usize = 2_000_000;

/// The most characters of a cell of a workbook that is written, in UTF-16 units, as Excel counts.
pub const LONGEST_CELL: usize = 32_767;

/// The most bytes of a cell that is read. LibreOffice and CSV hold more than Excel does; a cell
/// beyond this is a damaged file.
pub(super) const LONGEST_TEXT: usize = 1 << 20;

/// The most bytes of text in all cells of a file together. A file may name one long text in a
/// million cells, so this is not bounded by its length.
pub(super) const MOST_TEXT: usize = 128 << 20;

/// The most bytes that are unpacked from a zipped file: two million cells of XML are less.
pub(super) const MOST_UNPACKED: u64 = 128 << 20;

/// The most parts in a zipped file. A workbook has some ten, and a few for each sheet or picture.
pub(super) const MOST_PARTS: usize = 10_000;

/// The most sheets of a file.
pub(super) const MOST_SHEETS: usize = 256;

/// Checks the length of a file before anything else is done with it.
pub(super) fn file(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::new("the file is empty"));
    }
    if bytes.len() > MOST_BYTES {
        return Err(
            Unreadable::new(format!("the file is larger than {} MiB", MOST_BYTES >> 20))
                .hint("split it, or remove pictures and sheets that are not needed"),
        );
    }
    Ok(())
}
