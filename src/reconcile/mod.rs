//! Judgement without script or screen: what quantities mean, whose word a figure is, which claims
//! still stand, how figures and origins relate, and what a method concludes.
//!
//! Invariant: plain values in, plain values out. Nothing here reads a file, names a script engine
//! or knows the width of a screen.

mod brief;
mod comparison;
mod concordance;
mod currency;
mod estimate;
mod evidence;
mod joined;
mod methods;
mod names;
mod origin;
mod profile;
mod quantities;
mod rank;
mod reading;
mod relation;
mod selection;
mod sums;
mod tables;
mod weigh;

pub use comparison::{
    Answer, Asked, Asker, Budget, Change, ClaimKind, Comparison, ComparisonRecord, Gives, Group,
    Outcome, Sensitivity, Summary, SummaryRecord, Tally, TallyRecord, Trial, Turn, Widest, Without,
    without,
};
pub use concordance::{Column, Concordance, Figure, Record, Value};
pub use currency::{Currency, Status, why_not_current};
pub use estimate::{Conclusion, Estimate, EstimateRecord, SetAside};
pub use evidence::{Evidence, Misuse};
pub use joined::Joined;
pub use methods::{Bound, DatedBy, Stated};
pub use names::{Named, Names};
pub use origin::{Join, Voice, party_of};
pub use profile::{AboutEntry, MoreThan, MoreThanEntry, Profile, WordEntry};
pub use quantities::{Quantities, Reading};
pub use reading::{As, Interval, Meaning, Point, Points};
pub use relation::{Relation, Stand};
pub use selection::{Call, MOST_STEPS, Refusal, Selection, Spoken, Step};
pub use sums::{Basis, Sum, SumRecord, SumResult, sums};
pub use tables::{
    claims_table, comparison_records, discrepancies, estimate_records, estimates_table,
    measures_table, people_table, reports_table, sources_table, timeline, why,
};
pub use weigh::weigh;
