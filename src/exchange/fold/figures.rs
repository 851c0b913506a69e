//! What sources say, measure by measure: one body says the same of the same.

use std::collections::HashMap;
use std::rc::Rc;

use crate::incident::{ClaimIx, MeasureIx, SourceIx};
use crate::reconcile::{Evidence, Interval, Profile};

/// How many measures are spelt out.
const SPELT_OUT: usize = 5;

/// What one source says of one measure, in figures.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Which incident of the group, and which of its measures.
    pub(super) measure: (usize, MeasureIx),
    /// Each figure: a number that is the same for the same quantity, what it leaves room for, and
    /// the claim.
    figures: Vec<(u32, Interval, ClaimIx)>,
}

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
                for ((ix, status), reading) in currency.all().zip(readings) {
                    let speakers = &evidence.claim(ix).by;
                    let counts = reading.bears() && !reading.points.is_empty();
                    if !counts || !status.carries_names() || speakers.len() > 1 {
                        continue;
                    }
                    let figure = (reading.quantity, reading.interval, ix);
                    for speaker in speakers {
                        let of = said.entry(number(at, *speaker)).or_default();
                        match of.last_mut().filter(|last| last.measure == (at, measure)) {
                            Some(last) => last.figures.push(figure),
                            None => of.push(Said {
                                measure: (at, measure),
                                figures: vec![figure],
                            }),
                        }
                    }
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
            let figures = said.figures.iter();
            figures.map(move |(figure, ..)| format!("{incident} {} {figure}", measure.get()))
        });
        keys.collect()
    }

    /// Compares what two sources say.
    pub(super) fn compare(&self, one: usize, other: usize) -> Agreement {
        let mut found = Agreement::default();
        let (mut ones, mut others) = (self.of(one).iter(), self.of(other).iter());
        let (mut a, mut b) = (ones.next(), others.next());
        while let (Some(one), Some(other)) = (a, b) {
            if one.measure == other.measure {
                self.add(one, other, &mut found);
            }
            if one.measure <= other.measure {
                a = ones.next();
            }
            if other.measure <= one.measure {
                b = others.next();
            }
        }
        found
    }

    fn add(&self, one: &Said, other: &Said, found: &mut Agreement) {
        let evidence = &self.group[one.measure.0];
        let of = evidence.incident().measure(one.measure.1);
        let says = |claim: ClaimIx| evidence.claim(claim).says.to_string();
        let mut pairs = one
            .figures
            .iter()
            .flat_map(|one| other.figures.iter().map(move |other| (one, other)));
        if let Some((same, _)) = pairs.clone().find(|(one, other)| one.0 == other.0) {
            found.same.push(format!("`{}` {}", of.id, says(same.2)));
        } else if (of.exclusive || of.kind == crate::incident::MeasureKind::Count)
            && pairs.all(|(one, other)| !meet(one.1, other.1))
            && let (Some(one), Some(other)) = (one.figures.first(), other.figures.first())
        {
            let (one, other) = (says(one.2), says(other.2));
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

fn meet(one: Interval, other: Interval) -> bool {
    let reaches = |one: Interval, other: Interval| one.high.is_none_or(|high| high >= other.low);
    reaches(one, other) && reaches(other, one)
}

fn spelt_out(list: &[String]) -> String {
    let more = list.len().saturating_sub(SPELT_OUT);
    let shown = list[..list.len() - more].join(", ");
    match more {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
