//! One speaker's figure for one measure, as carried by one report.

use super::{
    Attribution, Carrier, ClaimIx, Coverage, MeasureIx, PersonIx, ReportIx, Says, SourceIx, Stance,
    Standing, When,
};

/// A claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The id, given or made as `<report>.<n>`.
    pub id: String,
    /// What it is about.
    pub measure: MeasureIx,
    /// Who says it; several say it jointly. Never empty.
    pub by: Vec<SourceIx>,
    /// The report that carries it (the key `in`).
    pub report: ReportIx,
    /// The analyst's typed reading.
    pub says: Says,
    /// The phrase as printed.
    pub wording: Option<String>,
    /// What this page has it through, nearest first.
    pub via: Vec<Carrier>,
    /// How the page passes it on.
    pub attribution: Attribution,
    /// The day that the figure speaks of.
    pub as_of: Option<When>,
    /// Where on the page it stands.
    pub locator: Option<String>,
    /// Whether the number is the coder's arithmetic on the wording.
    pub derived: bool,
    /// What the figure counts, where that is not what the measure counts.
    pub covers: Option<Covers>,
    /// Those whom it names.
    pub people: Vec<PersonIx>,
    /// Admiralty credibility, 1 to 6; 6 cannot be judged.
    pub credibility: Option<u8>,
    /// Whether it asserts or denies.
    pub stance: Stance,
    /// The claims that it repeats.
    pub repeats: Vec<ClaimIx>,
    /// The claims that it updates.
    pub updates: Vec<ClaimIx>,
    /// The claims that it corrects.
    pub corrects: Vec<ClaimIx>,
    /// The claims that it retracts.
    pub retracts: Vec<ClaimIx>,
    /// What the casebook decides of it.
    pub standing: Standing,
    /// Why; always there where the claim is set aside.
    pub reason: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// Until when the decision holds.
    pub until: Option<When>,
    /// The claim that an increment is counted from.
    pub base: Option<ClaimIx>,
    /// Whether it must not leave in an export.
    pub private: bool,
    /// Notes of the coder.
    pub notes: Option<String>,
}

/// What a figure counts, where that is not what its measure counts.
#[derive(Clone, Debug)]
pub struct Covers {
    /// Whether that is a part, more, or something else.
    pub what: Coverage,
    /// What it is, in words.
    pub of: Option<String>,
}
