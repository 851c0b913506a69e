//! The claims of an incident, linked: what each says of which measure, on which page, and what it
//! has to do with the others.

use std::collections::HashMap;

use super::circle::Graph;
use super::claim::ClaimDraft;
use super::mention::Mention;
use super::names::{Namer, Names, each};
use super::sheet::Sheet;
use super::shown::shown;
use super::value::{Raw, Sort, found, sort, text};
use crate::incident::{
    Claim, ClaimIx, LARGEST, Measure, MeasureIx, MeasureKind, Object, Quantity, ReportIx, Says,
    made_claim_id,
};

/// Finds the report of each claim, and makes the ids of those that are given none: `<report>.<n>`,
/// where n counts all claims of that report in the order of the file. `id_of` gives the id of a
/// report, `base` is how many reports the casebook shares.
pub(super) fn make_ids<'i>(
    drafts: &mut [ClaimDraft<'_>],
    sheet: &Sheet<'_>,
    names: &mut Names,
    base: usize,
    id_of: impl Fn(ReportIx) -> &'i str,
) {
    let mut counts: HashMap<ReportIx, usize> = HashMap::new();
    for (at, draft) in drafts.iter_mut().enumerate() {
        let Some(report) = report_of(draft, sheet, names, base, &id_of) else {
            continue;
        };
        draft.claim.report = report;
        let count = counts.entry(report).or_default();
        *count += 1;
        // A report whose own id could not be read makes no ids: one problem is enough.
        if draft.claim.id.is_empty() && !id_of(report).is_empty() {
            draft.claim.id = made_claim_id(id_of(report), *count);
            let object = Object::Claim(ClaimIx::new(at));
            names.enter_made(sheet, &draft.claim.id, object, draft.seat);
        }
    }
}

fn report_of<'i>(
    draft: &ClaimDraft<'_>,
    sheet: &Sheet<'_>,
    names: &Names,
    base: usize,
    id_of: impl Fn(ReportIx) -> &'i str,
) -> Option<ReportIx> {
    let seat = draft.seat;
    let namer = Namer { names, sheet, seat };
    let Some(home) = draft.home else {
        return namer.report(draft.report.as_ref()?);
    };
    let home = ReportIx::new(base + home);
    let id = id_of(home);
    if let Some(mention) = draft.report.as_ref()
        && !id.is_empty()
        && mention.id != id
    {
        let message = format!(
            "expected no `in`, or `{}`, the report that the claim stands in, found `{}`",
            shown(id),
            shown(&mention.id)
        );
        namer.complain(mention, message, None);
    }
    Some(home)
}

/// Links the claims.
pub(super) fn link(
    drafts: Vec<ClaimDraft<'_>>,
    sheet: &Sheet<'_>,
    names: &Names,
    measures: &[Measure],
    kinds: &[Option<MeasureKind>],
) -> Vec<Claim> {
    let seen: Vec<Seen> = drafts
        .iter()
        .map(|draft| {
            let seat = draft.seat;
            let namer = Namer { names, sheet, seat };
            Seen {
                measure: draft
                    .measure
                    .as_ref()
                    .and_then(|mention| namer.measure(mention)),
                is_retraction: draft.is_retraction,
            }
        })
        .collect();
    let mut copies = Graph::of("`repeats`");
    let mut increments = Graph::of("increments");
    let mut claims = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.into_iter().enumerate() {
        let seat = draft.seat;
        let namer = Namer { names, sheet, seat };
        let fellows = Fellows {
            namer: &namer,
            at,
            seen: &seen,
            measures,
        };
        let mut claim = draft.claim;
        let measure = seen[at].measure;
        claim.measure = measure.unwrap_or(claim.measure);
        claim.by = each(&draft.by, |mention| namer.source(mention));
        claim.via = each(&draft.via, |mention| namer.carrier(mention));
        claim.people = each(&draft.people, |mention| namer.person(mention));
        claim.repeats = each(&draft.repeats, |mention| {
            let other = fellows.find(mention)?;
            copies.add(at, other.get(), seat, mention);
            Some(other)
        });
        claim.updates = each(&draft.updates, |mention| fellows.find(mention));
        claim.corrects = each(&draft.corrects, |mention| fellows.find(mention));
        claim.retracts = each(&draft.retracts, |mention| fellows.find(mention));
        if let Some(raw) = draft.says {
            let kind = measure.and_then(|measure| kinds[measure.get()]);
            claim.says = read_says(&namer, raw, kind);
            if let Says::Count(quantity) = &claim.says
                && let Some(base) = quantity.base()
            {
                let mention = Mention {
                    id: base.into(),
                    offset: sheet.offset(raw.get()),
                    key: "says",
                    item: None,
                };
                claim.base = fellows.base(&mention);
                if let Some(base) = claim.base {
                    increments.add(at, base.get(), seat, &mention);
                }
            }
        }
        claims.push(claim);
    }
    for graph in [copies, increments] {
        graph.report(sheet, claims.len(), |at| &claims[at].id);
    }
    claims
}

/// What is known of each claim before all are linked.
struct Seen {
    measure: Option<MeasureIx>,
    is_retraction: bool,
}

/// The other claims, as one claim sees them.
struct Fellows<'n, 'c, 's, 'a> {
    namer: &'n Namer<'c, 's, 'a>,
    at: usize,
    seen: &'n [Seen],
    measures: &'n [Measure],
}

impl Fellows<'_, '_, '_, '_> {
    /// Finds another claim of the same measure.
    fn find(&self, mention: &Mention<'_>) -> Option<ClaimIx> {
        let claim = self.namer.claim(mention)?;
        if claim.get() == self.at {
            self.namer
                .complain(mention, "expected another claim, found this one", None);
            return None;
        }
        let measures = self.seen[self.at]
            .measure
            .zip(self.seen[claim.get()].measure);
        if let Some((own, other)) = measures.filter(|(own, other)| own != other) {
            let message = format!(
                "expected a claim on the same measure, `{}`, found `{}`, which is on `{}`",
                shown(&self.measures[own.get()].id),
                shown(&mention.id),
                shown(&self.measures[other.get()].id)
            );
            self.namer.complain(mention, message, None);
            return None;
        }
        Some(claim)
    }

    /// Finds the claim that an increment is counted from.
    fn base(&self, mention: &Mention<'_>) -> Option<ClaimIx> {
        let base = self.find(mention)?;
        if self.seen[base.get()].is_retraction {
            let message = format!(
                "expected a claim that says a number, found `{}`, which retracts",
                shown(&mention.id)
            );
            self.namer.complain(mention, message, None);
            return None;
        }
        Some(base)
    }
}

/// Reads what a claim says; where its measure is not known, only what holds for both kinds.
fn read_says(namer: &Namer<'_, '_, '_>, raw: Raw<'_>, kind: Option<MeasureKind>) -> Says {
    let complain = |message: String, hint: Option<String>| {
        let offset = namer.sheet.offset(raw.get());
        namer
            .sheet
            .complain(offset, namer.seat.path("says"), message, hint);
        Says::Nothing
    };
    match (sort(raw), kind) {
        (Sort::Number, Some(MeasureKind::Statement)) => {
            let message = format!("expected a text, found {}", found(raw));
            let hint = format!("quote it: `\"{}\"`", shown(raw.get()));
            complain(message, Some(hint))
        }
        (Sort::Number, Some(MeasureKind::Count)) => match whole_number(raw.get()) {
            Some(number) => Says::Count(Quantity::Exactly(number)),
            None => complain(
                format!(
                    "expected a whole number from 0 to {LARGEST}, found {}",
                    found(raw)
                ),
                None,
            ),
        },
        (Sort::Number, None) => Says::Nothing,
        (Sort::Text, kind) => {
            let Ok(text) = text(raw) else {
                let message = "expected a text, found an escape that is half of a character";
                return complain(message.to_owned(), None);
            };
            match kind {
                Some(MeasureKind::Count) => match Quantity::parse(&text) {
                    Ok(quantity) => Says::Count(quantity),
                    Err(expected) => complain(
                        format!("expected {expected}; found `{}`", shown(&text)),
                        None,
                    ),
                },
                _ if text.trim().is_empty() => {
                    complain("expected a text, found an empty one".to_owned(), None)
                }
                _ => Says::Statement(text.into_owned()),
            }
        }
        (_, Some(MeasureKind::Statement)) => {
            complain(format!("expected a text, found {}", found(raw)), None)
        }
        _ => complain(
            format!("expected a whole number or a phrase, found {}", found(raw)),
            None,
        ),
    }
}

fn whole_number(text: &str) -> Option<i64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
        .filter(|number| *number <= LARGEST)
}
