//! The parties, sources and reports of one level, as read and not yet linked.

use super::circle::Graph;
use super::claim::ClaimDraft;
use super::mention::{Given, Mention};
use super::names::{Named, Namer, Names, Sought, each};
use super::reader::Reader;
use super::seat::Seat;
use super::sheet::Sheet;
use crate::incident::{
    Carrier, Catalog, Kind, Object, Party, PartyIx, Report, ReportIx, Source, SourceIx,
};

/// What stands in place of somebody who is not found. Where that happens a problem is noted, and
/// nothing that was read is handed out.
const NOBODY: usize = 0;

/// The parties, sources and reports of one level.
#[derive(Debug, Default)]
pub(super) struct Stock<'a> {
    parties: Vec<PartyDraft>,
    sources: Vec<SourceDraft<'a>>,
    reports: Vec<ReportDraft<'a>>,
    /// The claims that stand in the reports.
    pub(super) claims: Vec<ClaimDraft<'a>>,
    torn: Vec<Sought>,
}

#[derive(Debug)]
struct PartyDraft {
    seat: Seat,
    id: Option<Given>,
    party: Party,
}

#[derive(Debug)]
struct SourceDraft<'a> {
    seat: Seat,
    id: Option<Given>,
    source: Source,
    party: Option<Mention<'a>>,
    part_of: Option<Mention<'a>>,
    voice_of: Option<Mention<'a>>,
    heard_by: Option<Mention<'a>>,
}

#[derive(Debug)]
struct ReportDraft<'a> {
    seat: Seat,
    id: Option<Given>,
    report: Report,
    publisher: Option<Mention<'a>>,
    version_of: Option<Mention<'a>>,
    draws_on: Vec<Mention<'a>>,
}

impl<'a> Stock<'a> {
    /// Reads the three lists. `may_claim` tells whether a report here may hold claims.
    pub(super) fn read(reader: &mut Reader<'a, '_>, may_claim: bool) -> Self {
        let mut stock = Self::default();
        let parties = reader.list("parties");
        stock.tear(parties.is_torn, Sought::Party);
        for (at, raw) in parties.items.into_iter().enumerate() {
            if let Some(party) = reader.item("a party", "parties", at, raw) {
                stock.parties.push(read_party(party));
            }
        }
        let sources = reader.list("sources");
        stock.tear(sources.is_torn, Sought::Source);
        for (at, raw) in sources.items.into_iter().enumerate() {
            if let Some(source) = reader.item("a source", "sources", at, raw) {
                stock.sources.push(read_source(source));
            }
        }
        let reports = reader.list("reports");
        stock.tear(reports.is_torn, Sought::Report);
        for (at, raw) in reports.items.into_iter().enumerate() {
            if let Some(mut report) = reader.item("a report", "reports", at, raw) {
                stock.read_claims(&mut report, may_claim);
                stock.reports.push(read_report(report));
            }
        }
        stock
    }

    fn tear(&mut self, is_torn: bool, sought: Sought) {
        if is_torn {
            self.torn.push(sought);
        }
    }

    fn read_claims(&mut self, report: &mut Reader<'a, '_>, may_claim: bool) {
        if !may_claim && report.has("claims") {
            let message = "expected no `claims` in a report that several incidents share";
            let hint = "put them into the `claims` of their incident, each with `in`";
            report.complain_of("claims", message, Some(hint.to_owned()));
            report.take("claims");
            return;
        }
        let claims = report.list("claims");
        self.tear(claims.is_torn, Sought::Claim);
        let home = Some(self.reports.len());
        for (at, raw) in claims.items.into_iter().enumerate() {
            if let Some(claim) = report.item("a claim", "claims", at, raw) {
                self.claims.push(ClaimDraft::read(claim, home));
            }
        }
    }

    /// Enters the ids into `names`; `above` is the catalog that comes before this one.
    pub(super) fn enter(&mut self, above: &Catalog, names: &mut Names, named: &mut Vec<Named>) {
        for torn in &self.torn {
            names.tear(*torn);
        }
        let mut note = |given: &mut Option<Given>, object, seat| {
            let given = given.take();
            named.extend(given.map(|given| Named {
                given,
                object,
                seat,
            }));
        };
        for (at, draft) in self.parties.iter_mut().enumerate() {
            let ix = PartyIx::new(above.parties.len() + at);
            note(&mut draft.id, Object::Party(ix), draft.seat);
        }
        for (at, draft) in self.sources.iter_mut().enumerate() {
            let ix = SourceIx::new(above.sources.len() + at);
            note(&mut draft.id, Object::Source(ix), draft.seat);
        }
        for (at, draft) in self.reports.iter_mut().enumerate() {
            let ix = ReportIx::new(above.reports.len() + at);
            note(&mut draft.id, Object::Report(ix), draft.seat);
        }
    }

    /// Returns the id of the report at `at` of this level.
    pub(super) fn report_id(&self, at: usize) -> &str {
        &self.reports[at].report.id
    }

    /// Links everything, and looks for circles. What the casebook shares cannot name what is in
    /// an incident, so a circle lies within one level.
    pub(super) fn link(self, sheet: &Sheet<'_>, above: &Catalog, names: &Names) -> Catalog {
        let mut bodies = Graph::of("`part_of` and `voice_of`");
        let mut heard = Graph::of("`heard_by`");
        let base = above.sources.len();
        let mut sources = Vec::with_capacity(self.sources.len());
        for (at, draft) in self.sources.into_iter().enumerate() {
            let seat = draft.seat;
            let namer = Namer { names, sheet, seat };
            let mut source = draft.source;
            source.party = draft.party.and_then(|party| namer.party(&party));
            let link = |mention: Option<Mention<'_>>, graph: &mut Graph| {
                let mention = mention?;
                let ix = namer.source(&mention)?;
                if let Some(to) = ix.get().checked_sub(base) {
                    graph.add(at, to, seat, &mention);
                }
                Some(ix)
            };
            source.part_of = link(draft.part_of, &mut bodies);
            source.voice_of = link(draft.voice_of, &mut bodies);
            source.heard_by = link(draft.heard_by, &mut heard);
            sources.push(source);
        }
        for graph in [bodies, heard] {
            graph.report(sheet, sources.len(), |at| &sources[at].id);
        }
        Catalog {
            parties: self.parties.into_iter().map(|draft| draft.party).collect(),
            reports: link_reports(self.reports, sheet, above, names),
            sources,
            ..Catalog::default()
        }
    }
}

fn link_reports(
    drafts: Vec<ReportDraft<'_>>,
    sheet: &Sheet<'_>,
    above: &Catalog,
    names: &Names,
) -> Vec<Report> {
    let mut copies = Graph::of("`draws_on`");
    let mut versions = Graph::of("`version_of`");
    let base = above.reports.len();
    let mut reports = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.into_iter().enumerate() {
        let seat = draft.seat;
        let namer = Namer { names, sheet, seat };
        let mut report = draft.report;
        if let Some(publisher) = draft.publisher.and_then(|mention| namer.source(&mention)) {
            report.publisher = publisher;
        }
        report.version_of = draft.version_of.and_then(|mention| {
            let ix = namer.report(&mention)?;
            if let Some(to) = ix.get().checked_sub(base) {
                versions.add(at, to, seat, &mention);
            }
            Some(ix)
        });
        report.draws_on = each(&draft.draws_on, |mention| {
            let carrier = namer.carrier(mention)?;
            if let Carrier::Report(ix) = carrier
                && let Some(to) = ix.get().checked_sub(base)
            {
                copies.add(at, to, seat, mention);
            }
            Some(carrier)
        });
        reports.push(report);
    }
    for graph in [copies, versions] {
        graph.report(sheet, reports.len(), |at| &reports[at].id);
    }
    reports
}

fn read_party(mut reader: Reader<'_, '_>) -> PartyDraft {
    let seat = reader.seat;
    let id = reader.required_id();
    let party = Party {
        id: Given::id_of(id.as_ref()),
        name: reader.required_text("name"),
        perpetrator: reader.flag("perpetrator"),
    };
    reader.finish();
    PartyDraft { seat, id, party }
}

fn read_source<'a>(mut reader: Reader<'a, '_>) -> SourceDraft<'a> {
    let seat = reader.seat;
    let id = reader.required_id();
    let source = Source {
        id: Given::id_of(id.as_ref()),
        name: reader.required_text("name"),
        kind: reader.required_word("kind", Kind::ALL, Kind::word, Kind::Other),
        party: None,
        part_of: None,
        voice_of: None,
        heard_by: None,
        reliability: reader
            .formed("reliability", "a letter from `A` to `F`", |text| {
                matches!(text.as_bytes(), [b'A'..=b'F'])
            })
            .and_then(|text| text.chars().next()),
        private: reader.flag("private").unwrap_or_default(),
        notes: reader.text("notes"),
    };
    let draft = SourceDraft {
        seat,
        id,
        source,
        party: reader.mention("party"),
        part_of: reader.mention("part_of"),
        voice_of: reader.mention("voice_of"),
        heard_by: reader.mention("heard_by"),
    };
    reader.finish();
    draft
}

fn read_report<'a>(mut reader: Reader<'a, '_>) -> ReportDraft<'a> {
    let seat = reader.seat;
    let id = reader.required_id();
    let report = Report {
        id: Given::id_of(id.as_ref()),
        publisher: SourceIx::new(NOBODY),
        published: reader.date("published"),
        retrieved: reader.date("retrieved"),
        url: reader.text("url"),
        archived: reader.text("archived"),
        sha256: reader
            .formed("sha256", "64 hexadecimal digits", |text| {
                text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
            })
            .map(|digits| digits.to_ascii_lowercase()),
        version_of: None,
        title: reader.text("title"),
        language: reader.text("language"),
        draws_on: Vec::new(),
        private: reader.flag("private").unwrap_or_default(),
        notes: reader.text("notes"),
    };
    let draft = ReportDraft {
        seat,
        id,
        report,
        publisher: reader.required_mention("publisher", "the id of a source"),
        version_of: reader.mention("version_of"),
        draws_on: reader.mentions("draws_on"),
    };
    reader.finish();
    draft
}
