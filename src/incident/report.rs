//! A published page or document.

use super::{ReportIx, SourceIx, When};

/// Something published: a page, a statement, a document.
#[derive(Clone, Debug)]
pub struct Report {
    /// The id.
    pub id: String,
    /// Who published it.
    pub publisher: SourceIx,
    /// When it was published.
    pub published: Option<When>,
    /// When the coder read it.
    pub retrieved: Option<When>,
    /// Where it stands.
    pub url: Option<String>,
    /// Where a kept copy stands.
    pub archived: Option<String>,
    /// The SHA-256 of the kept copy, 64 hexadecimal digits in lower case.
    pub sha256: Option<String>,
    /// The report that this is another version of.
    pub version_of: Option<ReportIx>,
    /// The title.
    pub title: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// What the page as a whole is a copy of.
    pub draws_on: Vec<Carrier>,
    /// Whether it must not leave in an export.
    pub private: bool,
    /// Notes of the coder.
    pub notes: Option<String>,
}

/// What a page may have its words from: another report, or a source itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Carrier {
    /// Another page.
    Report(ReportIx),
    /// A source.
    Source(SourceIx),
}
