//! What is known: incidents, who speaks of them, on which page, and what is claimed.
//!
//! One noun a file. Everything here is plain data that does not change once it is loaded, and
//! nothing here judges: which claims count, and for what, is the work of `reconcile`.
//!
//! Invariant: names no script and no screen.

mod casebook;
mod claim;
mod date;
mod document;
mod id;
mod index;
mod load;
mod located;
mod measure;
mod nearest;
mod person;
mod report;
mod samples;
mod says;
mod source;
mod words;

pub use casebook::{Casebook, Catalog, Credits, Incident, Place};
pub use claim::{Claim, Covers};
pub use date::{When, certainly_later};
pub use document::{Document, Key, Node, Noun, SHAPES, Shape, Value};
pub use id::{LONGEST_ID, fits_id, made_claim_id, made_person_id};
pub use index::{ClaimIx, MeasureIx, Object, PartyIx, PersonIx, ReportIx, SourceIx};
pub use load::{
    Free, Input, Lines, Places, Problem, Problems, Stray, WAIVERS, load, places, schema,
};
pub use located::Located;
pub use measure::{Measure, Scope};
pub use nearest::{Patience, nearest};
pub use person::{Link, Person, Variant};
pub use report::{Carrier, Report};
pub use samples::{DEFAULT_SAMPLE, sample, sample_names};
pub use says::{LARGEST, Quantity, Says, UNDERSTOOD, fold};
pub use source::{Party, Source};
pub use words::{Attribution, Coverage, Kind, MeasureKind, Stance, Standing, Vague};
