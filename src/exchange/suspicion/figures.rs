//! What sources say, measure by measure: one body says the same of the same.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::said::Said;
use crate::incident::{ClaimIx, MeasureIx, MeasureKind, SourceIx};
use crate::reconcile::{Evidence, Profile};

/// How many measures are spelt out.
const SPELT_OUT: usize = 5;

/// What the sources of a group of incidents say.
#[derive(Debug)]
pub(super) struct Figures<'a> {
    group: &'a [Rc<Evidence>],
    said: HashMap<usize, Vec<Said>>,
}

/// How what two sources say compares.
#[derive(Debug, Default)]
pub(super) struct Agreement {
    /// The measures that they say the same of, each with the figure.
    pub(super) same: Vec<String>,
    /// The measures of which one leaves the other no room, each with both figures.
    pub(super) against: Vec<String>,
    /// How often a figure was looked at for it.
    pub(super) looks: usize,
}

impl<'a> Figures<'a> {
    /// Gathers what every source says: claims that assert a figure and were not taken back,
    /// superseded or not. `number` numbers the sources of the group.
    pub(super) fn gather(
        group: &'a [Rc<Evidence>],
        profile: &Rc<Profile>,
        number: impl Fn(usize, SourceIx) -> usize,
    ) -> Self {
        let mut said: HashMap<usize, Vec<Said>> = HashMap::new();
        for (at, evidence) in group.iter().enumerate() {
            for measure in (0..evidence.incident().measures.len()).map(MeasureIx::new) {
                let currency = evidence.currency(measure, profile);
                let readings = currency.quantities().readings();
                let mut figures: BTreeMap<usize, Vec<_>> = BTreeMap::new();
                for ((ix, status), reading) in currency.all().zip(readings) {
                    let speakers = &evidence.claim(ix).by;
                    let counts = reading.bears() && !reading.points.is_empty();
                    if !counts || !status.carries_names() || speakers.len() > 1 {
                        continue;
                    }
                    let figure = (reading.quantity, reading.interval, ix);
                    for speaker in speakers {
                        let of = figures.entry(number(at, *speaker)).or_default();
                        of.push(figure);
                    }
                }
                for (source, figures) in figures {
                    let of = said.entry(source).or_default();
                    of.extend(Said::new((at, measure), &figures));
                }
            }
        }
        Self { group, said }
    }

    /// What a source says, in the order of measures.
    fn of(&self, source: usize) -> &[Said] {
        self.said.get(&source).map_or(&[], Vec::as_slice)
    }

    /// What those that say the same share with a source: a key for each figure.
    pub(super) fn keys(&self, source: usize) -> Vec<String> {
        let said = self.of(source).iter();
        let keys = said.flat_map(|said| {
            let (incident, measure) = said.measure;
            let quantities = said.quantities();
            quantities.map(move |quantity| format!("{incident} {} {quantity}", measure.get()))
        });
        keys.collect()
    }

    /// Compares what two sources say: the shorter list of measures is gone through, the longer
    /// searched.
    pub(super) fn compare(&self, one: usize, other: usize) -> Agreement {
        let mut found = Agreement::default();
        let (ones, others) = (self.of(one), self.of(other));
        let is_shorter = ones.len() <= others.len();
        let (short, long) = if is_shorter {
            (ones, others)
        } else {
            (others, ones)
        };
        for said in short {
            let place = long.binary_search_by_key(&said.measure, |with| with.measure);
            match place.ok().map(|at| &long[at]) {
                Some(with) if is_shorter => self.add(said, with, &mut found),
                Some(with) => self.add(with, said, &mut found),
                None => {}
            }
        }
        found
    }

    fn add(&self, one: &Said, other: &Said, found: &mut Agreement) {
        let evidence = &self.group[one.measure.0];
        let of = evidence.incident().measure(one.measure.1);
        let says = |claim: ClaimIx| evidence.claim(claim).says.to_string();
        if let Some(same) = one.shared(other, &mut found.looks) {
            found.same.push(format!("`{}` {}", of.id, says(same)));
        } else if (of.exclusive || of.kind == MeasureKind::Count)
            && !one.meets(other, &mut found.looks)
        {
            let (one, other) = (says(one.first), says(other.first));
            found
                .against
                .push(format!("`{}`: {one} against {other}", of.id));
        }
    }
}

impl Agreement {
    /// The agreement in words.
    pub(super) fn words(&self) -> Option<String> {
        let count = self.same.len();
        let measures = if count == 1 { "measure" } else { "measures" };
        let list = spelt_out(&self.same);
        (count > 0).then(|| format!("the same figures on {count} {measures}: {list}"))
    }

    /// What speaks against one body, in words.
    pub(super) fn but(&self) -> Option<String> {
        let list = spelt_out(&self.against);
        (!self.against.is_empty()).then(|| format!("but {list}"))
    }
}

fn spelt_out(list: &[String]) -> String {
    let more = list.len().saturating_sub(SPELT_OUT);
    let shown = list[..list.len() - more].join(", ");
    match more {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
