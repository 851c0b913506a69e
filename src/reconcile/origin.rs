//! Where figures come from once copies are collapsed: outlets repeat, origins speak.
//!
//! The origins of a claim are found for each of its speakers by the first rule that fits:
//! 1. the claim repeats another: that claim's origins (the first named, where several);
//! 2. somebody heard the speaker: whoever did, followed on to one whom nobody heard;
//! 3. the speaker is unnamed, or publishes the page: the outlet's own voice (see [`Voices`]);
//! 4. otherwise the speaker.
//!
//! Where the words leave a choice: a report in `via` stands for its publisher's own voice, which
//! follows what that report draws on; and a source that `via` or `draws_on` names, or that
//! publishes, is followed through `heard_by` like a speaker.
//!
//! Origins join further: into *independent* ones by `voice_of`, into bodies by `part_of` as well,
//! into parties where a party is known.

use std::collections::HashMap;

use crate::incident::{Carrier, Claim, ClaimIx, Incident, Kind, PartyIx, ReportIx, SourceIx};

/// How origins are joined into columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Join {
    /// Each origin by itself.
    #[default]
    Origin,
    /// Origins that are one another's voice are one.
    Independent,
    /// Origins of one body are one.
    Body,
    /// Origins of one party are one.
    Party,
}

impl Join {
    /// Every way to join, in order.
    pub const ALL: [Self; 4] = [Self::Origin, Self::Independent, Self::Body, Self::Party];

    /// Returns the word that scripts and the command line use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Independent => "independent",
            Self::Body => "body",
            Self::Party => "party",
        }
    }

    /// Returns the way to join of this name.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|join| join.word() == word)
    }
}

/// What origins are joined into: a source, or a party where they are joined by party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Voice {
    /// A source: an origin, an independent one, or a body.
    Source(SourceIx),
    /// A party.
    Party(PartyIx),
}

impl Voice {
    /// Returns the id.
    #[must_use]
    pub fn id(self, incident: &Incident) -> &str {
        match self {
            Self::Source(source) => &incident.source(source).id,
            Self::Party(party) => &incident.party(party).id,
        }
    }

    /// Returns the name.
    #[must_use]
    pub fn name(self, incident: &Incident) -> &str {
        match self {
            Self::Source(source) => &incident.source(source).name,
            Self::Party(party) => &incident.party(party).name,
        }
    }
}

/// Follows who speaks for whom, remembering what it found: a long chain is walked once.
///
/// A page's own voice is the voice of its publisher; but a page that as a whole draws on exactly
/// one report or source is that report's own voice, or that source. Every source is settled: one
/// that somebody heard is that somebody.
#[derive(Debug)]
pub(crate) struct Voices<'a> {
    incident: &'a Incident,
    pages: HashMap<ReportIx, SourceIx>,
    heard: HashMap<SourceIx, SourceIx>,
}

impl<'a> Voices<'a> {
    pub(crate) fn new(incident: &'a Incident) -> Self {
        Self {
            incident,
            pages: HashMap::new(),
            heard: HashMap::new(),
        }
    }

    /// The origins of every claim.
    pub(crate) fn origins(mut self) -> Origins {
        let incident = self.incident;
        let mut origins = Vec::with_capacity(incident.claims.len());
        let mut found: Vec<Option<(u32, u32)>> = vec![None; incident.claims.len()];
        let mut chain = Vec::new();
        for start in 0..found.len() {
            let mut at = start;
            while found[at].is_none() {
                chain.push(at);
                let claim = &incident.claims[at];
                match claim.repeats.first() {
                    Some(repeated) => at = repeated.get(),
                    None => {
                        let from = count(&origins);
                        self.add_speakers(claim, &mut origins);
                        found[at] = Some((from, count(&origins)));
                    }
                }
            }
            while let Some(copy) = chain.pop() {
                found[copy] = found[at];
            }
        }
        Origins {
            ranges: found.into_iter().flatten().collect(),
            origins,
        }
    }

    fn add_speakers(&mut self, claim: &Claim, origins: &mut Vec<SourceIx>) {
        let from = origins.len();
        for &speaker in &claim.by {
            let origin = self.speaker(claim, speaker);
            if !origins[from..].contains(&origin) {
                origins.push(origin);
            }
        }
    }

    fn speaker(&mut self, claim: &Claim, speaker: SourceIx) -> SourceIx {
        let source = self.incident.source(speaker);
        if source.heard_by.is_some() {
            return self.settle(speaker);
        }
        let publisher = self.incident.report(claim.report).publisher;
        if source.kind != Kind::Unnamed && speaker != publisher {
            return speaker;
        }
        match claim.via.last() {
            Some(Carrier::Source(source)) => self.settle(*source),
            Some(Carrier::Report(report)) => self.own_voice(*report),
            None => self.own_voice(claim.report),
        }
    }

    fn own_voice(&mut self, report: ReportIx) -> SourceIx {
        let mut chain = Vec::new();
        let mut at = report;
        let voice = loop {
            if let Some(voice) = self.pages.get(&at) {
                break *voice;
            }
            chain.push(at);
            let page = self.incident.report(at);
            match page.draws_on[..] {
                [Carrier::Report(drawn)] => at = drawn,
                [Carrier::Source(source)] => break self.settle(source),
                _ => break self.settle(page.publisher),
            }
        };
        self.pages
            .extend(chain.into_iter().map(|page| (page, voice)));
        voice
    }

    /// Follows `heard_by` to a source that nobody heard.
    fn settle(&mut self, source: SourceIx) -> SourceIx {
        let incident = self.incident;
        follow(&mut self.heard, source, |at| incident.source(at).heard_by)
    }
}

fn count(origins: &[SourceIx]) -> u32 {
    u32::try_from(origins.len()).expect("fewer than 2^32 speakers")
}

/// The origins of every claim, each list without doubles and in the order of its speakers: one
/// list for all, of which a copy has the same stretch as what it repeats.
#[derive(Debug)]
pub(crate) struct Origins {
    origins: Vec<SourceIx>,
    ranges: Vec<(u32, u32)>,
}

impl Origins {
    /// The origins of a claim.
    pub(crate) fn of(&self, claim: ClaimIx) -> &[SourceIx] {
        let (from, to) = self.ranges[claim.get()];
        &self.origins[from as usize..to as usize]
    }

    /// Every origin of any claim, once.
    fn distinct(&self) -> Vec<SourceIx> {
        let mut distinct = self.origins.clone();
        distinct.sort_unstable();
        distinct.dedup();
        distinct
    }
}

/// Which source, body or party an origin is joined into.
#[derive(Debug)]
pub(crate) struct Joins {
    independent: HashMap<SourceIx, SourceIx>,
    body: HashMap<SourceIx, SourceIx>,
    party: HashMap<SourceIx, Option<PartyIx>>,
}

impl Joins {
    /// Works out the joins of these origins.
    pub(crate) fn new(incident: &Incident, origins: &Origins) -> Self {
        let mut joins = Self {
            independent: HashMap::new(),
            body: HashMap::new(),
            party: HashMap::new(),
        };
        let mut sides = HashMap::new();
        for origin in origins.distinct() {
            follow(&mut joins.independent, origin, |at| {
                incident.source(at).voice_of
            });
            follow(&mut joins.body, origin, |at| above(incident, at));
            let side = follow(&mut sides, origin, |at| {
                let party = incident.source(at).party;
                above(incident, at).filter(|_| party.is_none())
            });
            joins.party.insert(origin, incident.source(side).party);
        }
        joins
    }

    pub(crate) fn voice(&self, join: Join, origin: SourceIx) -> Voice {
        let source = |map: &HashMap<_, _>| Voice::Source(*map.get(&origin).unwrap_or(&origin));
        match join {
            Join::Origin => Voice::Source(origin),
            Join::Independent => source(&self.independent),
            Join::Body => source(&self.body),
            Join::Party => match self.party.get(&origin).copied().flatten() {
                Some(party) => Voice::Party(party),
                None => source(&self.body),
            },
        }
    }
}

/// The source that this one speaks for, or else the body it is a part of.
fn above(incident: &Incident, source: SourceIx) -> Option<SourceIx> {
    let source = incident.source(source);
    source.voice_of.or(source.part_of)
}

/// Returns the party of a source: its own, or else that of the nearest it speaks for or is a part
/// of, since a press centre has no side but its ministry's.
#[must_use]
pub fn party_of(incident: &Incident, source: SourceIx) -> Option<PartyIx> {
    let mut at = source;
    loop {
        if let Some(party) = incident.source(at).party {
            return Some(party);
        }
        at = above(incident, at)?;
    }
}

/// Tells whether two sources are one body, or one is above the other in `part_of`.
pub(crate) fn one_above_the_other(incident: &Incident, one: SourceIx, other: SourceIx) -> bool {
    let reaches = |from: SourceIx, to: SourceIx| {
        let mut at = Some(from);
        while let Some(source) = at {
            if source == to {
                return true;
            }
            at = incident.source(source).part_of;
        }
        false
    };
    reaches(one, other) || reaches(other, one)
}

/// Follows links to their end and remembers the end for every source on the way. Loading refuses
/// circles, so there is one.
fn follow(
    known: &mut HashMap<SourceIx, SourceIx>,
    source: SourceIx,
    next: impl Fn(SourceIx) -> Option<SourceIx>,
) -> SourceIx {
    let mut chain = Vec::new();
    let mut at = source;
    let end = loop {
        if let Some(end) = known.get(&at) {
            break *end;
        }
        chain.push(at);
        match next(at) {
            Some(following) => at = following,
            None => break at,
        }
    };
    known.extend(chain.into_iter().map(|passed| (passed, end)));
    end
}
