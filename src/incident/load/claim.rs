//! A claim, as read and not yet linked.

use super::mention::{Given, Mention};
use super::reader::Reader;
use super::seat::Seat;
use super::value::{Raw, Sort, items, sort};
use crate::incident::{
    Attribution, Claim, Coverage, Covers, MeasureIx, ReportIx, Says, Stance, Standing,
};

/// The most words of a page that a casebook may hold in one place.
const WORDS: usize = 12;

/// A claim as read.
#[derive(Debug)]
pub(super) struct ClaimDraft<'a> {
    pub(super) seat: Seat,
    /// Which of the incident's own reports the claim stands in.
    pub(super) home: Option<usize>,
    pub(super) id: Option<Given>,
    pub(super) claim: Claim,
    pub(super) measure: Option<Mention<'a>>,
    pub(super) by: Vec<Mention<'a>>,
    /// The key `in`.
    pub(super) report: Option<Mention<'a>>,
    pub(super) says: Option<Raw<'a>>,
    pub(super) is_retraction: bool,
    pub(super) via: Vec<Mention<'a>>,
    pub(super) people: Vec<Mention<'a>>,
    pub(super) repeats: Vec<Mention<'a>>,
    pub(super) updates: Vec<Mention<'a>>,
    pub(super) corrects: Vec<Mention<'a>>,
    pub(super) retracts: Vec<Mention<'a>>,
}

impl<'a> ClaimDraft<'a> {
    /// Reads a claim; `home` is the report that it stands in, if it stands in one.
    pub(super) fn read(mut reader: Reader<'a, '_>, home: Option<usize>) -> Self {
        let id = reader.given();
        let measure = reader.required_mention("measure", "the id of a measure");
        let by = reader.required_mentions("by", "the id of a source, or a list of them");
        let report = if home.is_some() {
            reader.mention("in")
        } else {
            reader.required_mention("in", "the id of the report that carries the claim")
        };
        let is_retraction = reader.peek("retracts").is_some_and(names_somebody);
        let says = reader.take("says");
        match says {
            None if !is_retraction => {
                reader.missing("says", "what it says of its measure");
            }
            Some(_) if is_retraction => {
                let message = "expected no `says` in a claim that `retracts`, found one";
                let hint = "a new figure is a claim of its own, or one that `corrects`";
                reader.complain_of("says", message, Some(hint.to_owned()));
            }
            _ => {}
        }
        let draft = Self {
            seat: reader.seat,
            home,
            claim: read_claim(&mut reader, id.as_ref()),
            id,
            measure,
            by,
            report,
            says,
            is_retraction,
            via: reader.mentions("via"),
            people: reader.mentions("people"),
            repeats: reader.mentions("repeats"),
            updates: reader.mentions("updates"),
            corrects: reader.mentions("corrects"),
            retracts: reader.mentions("retracts"),
        };
        reader.finish();
        draft
    }
}

fn names_somebody(raw: Raw<'_>) -> bool {
    sort(raw) != Sort::List || !items(raw).is_empty()
}

/// Reads all that names nobody; what does is filled in when the claim is linked.
fn read_claim(reader: &mut Reader<'_, '_>, id: Option<&Given>) -> Claim {
    let claim = Claim {
        id: Given::id_of(id),
        measure: MeasureIx::new(0),
        by: Vec::new(),
        report: ReportIx::new(0),
        says: Says::Nothing,
        wording: read_wording(reader),
        via: Vec::new(),
        attribution: reader
            .word("attribution", Attribution::ALL, Attribution::word)
            .unwrap_or(Attribution::Plain),
        as_of: reader.date("as_of"),
        locator: reader.text("locator"),
        derived: reader.flag("derived").unwrap_or_default(),
        covers: read_covers(reader),
        people: Vec::new(),
        credibility: read_credibility(reader),
        stance: reader
            .word("stance", Stance::ALL, Stance::word)
            .unwrap_or(Stance::Asserts),
        repeats: Vec::new(),
        updates: Vec::new(),
        corrects: Vec::new(),
        retracts: Vec::new(),
        standing: reader
            .word("standing", Standing::ALL, Standing::word)
            .unwrap_or(Standing::Open),
        reason: reader.text("reason"),
        decided_by: reader.text("decided_by"),
        until: reader.date("until"),
        base: None,
        private: reader.flag("private").unwrap_or_default(),
        notes: reader.text("notes"),
    };
    let is_explained = match &claim.reason {
        Some(reason) => !reason.trim().is_empty(),
        // What stands there is no text, which is reported already.
        None => reader.has("reason"),
    };
    if claim.standing == Standing::SetAside && !is_explained {
        let message = "a claim that is set aside needs `reason`, a text that is not empty";
        reader.complain_of("reason", message, None);
    }
    claim
}

fn read_wording(reader: &mut Reader<'_, '_>) -> Option<String> {
    let wording = reader.text("wording")?;
    let count = wording.split_whitespace().count();
    if count > WORDS {
        let message = format!("expected at most {WORDS} words, found {count}");
        let hint = "give the phrase that holds the figure, never the whole sentence";
        reader.complain_of("wording", message, Some(hint.to_owned()));
    }
    Some(wording)
}

fn read_covers(reader: &mut Reader<'_, '_>) -> Option<Covers> {
    let raw = reader.take("covers")?;
    let mut part = reader.part("a coverage", "covers", None, raw)?;
    let covers = Covers {
        what: part.required_word("what", Coverage::ALL, Coverage::word, Coverage::Other),
        of: part.text("of"),
    };
    part.finish();
    Some(covers)
}

fn read_credibility(reader: &mut Reader<'_, '_>) -> Option<u8> {
    let expected = "a text from \"1\" to \"6\"";
    let digit = reader.formed("credibility", expected, |text| {
        matches!(text.as_bytes(), [b'1'..=b'6'])
    })?;
    digit.parse().ok()
}
