//! Claims in and out: casebooks made from sheets and turned into them, brought together, compared,
//! and what may be one body or one person in them.
//!
//! What is written is a [`Document`](crate::incident::Document), and what is written has been
//! loaded: nothing leaves this room that the program would not open again.
//!
//! Invariant: bytes and text in, text out. Nothing here opens a file or writes one.

mod cell;
mod cut;
mod diff;
mod differences;
mod export;
mod grid;
mod ids;
mod import;
mod links;
mod meaning;
mod merge;
mod moved;
mod pairing;
mod rewrite;
mod side;
mod suspicion;
mod target;
mod template;
mod withhold;

pub use diff::{
    Change, Difference, Fate, FigureChange, IncidentDifference, OriginChange, diff, diff_records,
    diff_tables,
};
pub use export::{Export, SheetTable, export};
pub use import::{
    Account, Import, Mapping, Refused, Rejects, SheetAccount, Told, import, mapping_names,
    shipped_mapping,
};
pub use merge::{Conflict, Held, Unmerged, conflict_records, conflicts_table, merge};
pub use side::Side;
pub use suspicion::{
    Both, Decision, LinkKind, Refusal, Sameness, Strength, Suspect, Suspicion, SuspicionRecord,
    Suspicions, Written, find_both, link, shell_quoted, suspicion_rows, suspicion_tables,
    suspicions,
};
pub use template::{export_pages, template, template_pages};
pub use withhold::{Withheld, withhold};
