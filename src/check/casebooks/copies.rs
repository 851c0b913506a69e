//! Several speakers that are one copy.
//!
//! That two newsrooms give one figure proves nothing: the figure may be right. That they give it in
//! the same words, or under the same headline, does: nobody writes a sentence twice by chance.
//! Words for numbers do not count for it, since "at least seven" is said everywhere. The same names
//! are no sign either: that two speakers name the same dead is what corroboration looks like.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, Hash, Hasher};

use crate::incident::{Carrier, ClaimIx, Coverage, Quantity, ReportIx, fold};
use crate::reconcile::{Join, Joined, Voice};

use super::{Case, Check, Finding, check};

pub(super) const ONE_COPY: Check = check!(
    "one-copy",
    Hint,
    "speakers that count as independent give one figure in the same words"
);

/// So many words, those for numbers left out, are not written twice by chance.
const TELLING: usize = 3;

/// How many claims are spelt out.
const SPELT_OUT: usize = 6;

/// Words that come with numbers.
const COUNTING: [&str; 20] = [
    "a", "an", "about", "and", "around", "at", "between", "fewer", "few", "least", "less", "many",
    "more", "most", "of", "over", "several", "some", "than", "the",
];

/// Follows every link between the reports of an incident: versions and copies of one another. That
/// a page is a version of another publisher's page links nothing: it goes on to count as a second
/// speaker, which a copy does not.
pub(super) fn linked_reports(case: &Case<'_>) -> Joined<ReportIx> {
    let incident = case.incident();
    let voice = |of: ReportIx| {
        let publisher = incident.report(of).publisher;
        case.evidence.voice(Join::Independent, publisher)
    };
    let mut linked = Joined::default();
    for ix in incident.reports() {
        let report = incident.report(ix);
        let drawn = report.draws_on.iter().filter_map(|carrier| match carrier {
            Carrier::Report(other) => Some(*other),
            Carrier::Source(_) => None,
        });
        let version = report.version_of.into_iter();
        let version = version.filter(|other| voice(*other) == voice(ix));
        for other in version.chain(drawn) {
            linked.join(ix, other);
        }
    }
    linked
}

pub(super) fn look(case: &Case<'_>, found: &mut Vec<Finding>) {
    let incident = case.incident();
    let mut linked = None;
    let hasher = RandomState::new();
    for measure in case.measures() {
        let currency = case.currency(measure);
        let (mut wordings, mut titles) = (Alike::default(), Alike::default());
        for (ix, reading) in currency.bearing().filter(|(_, reading)| reading.asserts) {
            let claim = incident.claim(ix);
            // That one makes a floor of it does not make it another figure.
            let mut points = reading.points.iter().map(|point| point.value);
            let said = (points.next(), points.next(), reading.covers);
            if let Some(words) = claim.wording.as_deref().and_then(telling) {
                wordings.add(ix, said, keys(&hasher, &words), words);
            }
            let title = incident.report(claim.report).title.as_deref();
            if let Some(title) = title.and_then(telling) {
                titles.add(ix, said, vec![hasher.hash_one(&title)], title);
            }
        }
        let mut told: BTreeSet<Vec<ClaimIx>> = BTreeSet::new();
        for (alike, is_title) in [(wordings, false), (titles, true)] {
            for group in alike.groups() {
                let claims: Vec<ClaimIx> = group.iter().map(|(ix, _)| *ix).collect();
                let linked = linked.get_or_insert_with(|| linked_reports(case));
                let apart = apart(case, linked, &claims);
                if apart.len() < 2 || !told.insert(apart.clone()) {
                    continue;
                }
                let texts: HashMap<ClaimIx, String> = group.into_iter().collect();
                let is_one = apart.iter().all(|ix| texts.get(ix) == texts.get(&apart[0]));
                found.push(finding(case, &apart, is_one, is_title));
            }
        }
    }
}

/// Claims that give one figure in texts that are alike.
#[derive(Default)]
struct Alike {
    /// The first claim that says so much and has a key.
    firsts: HashMap<(Said, u64), ClaimIx>,
    joined: Joined<ClaimIx>,
    texts: Vec<(ClaimIx, String)>,
}

impl Alike {
    fn add(&mut self, ix: ClaimIx, said: Said, keys: Vec<u64>, text: String) {
        for key in keys {
            let first = *self.firsts.entry((said, key)).or_insert(ix);
            self.joined.join(first, ix);
        }
        self.texts.push((ix, text));
    }

    /// The claims of several that belong together, with their texts.
    fn groups(mut self) -> impl Iterator<Item = Vec<(ClaimIx, String)>> {
        let mut groups: BTreeMap<ClaimIx, Vec<(ClaimIx, String)>> = BTreeMap::new();
        for (ix, text) in self.texts {
            groups
                .entry(self.joined.root(ix))
                .or_default()
                .push((ix, text));
        }
        groups.into_values().filter(|group| group.len() > 1)
    }
}

/// The figures that a claim states, and what they cover.
type Said = (Option<i64>, Option<i64>, Option<Coverage>);

/// From so many words on, one of them may differ.
const LONG: usize = 8;
/// Of more words than this one is not left out by turns.
const LONGEST: usize = 40;

/// What two texts share that are one or differ in one word: the text itself and, of a long one, the
/// text without each of its words. A hash stands for each, since of many claims the texts would fill
/// the memory; it is another in each run, so that nobody can write two texts for one.
fn keys(hasher: &RandomState, words: &str) -> Vec<u64> {
    let list: Vec<&str> = words.split(' ').collect();
    let without = |out: Option<usize>| {
        let mut key = hasher.build_hasher();
        let rest = list.iter().enumerate();
        for (_, word) in rest.filter(|(at, _)| Some(*at) != out) {
            word.hash(&mut key);
        }
        key.finish()
    };
    let mut keys = vec![without(None)];
    if (LONG..=LONGEST).contains(&list.len()) {
        keys.extend((0..list.len()).map(|out| without(Some(out))));
    }
    keys
}

/// One claim of each that nothing links: not the speaker, not the page, not where it came from.
fn apart(case: &Case<'_>, linked: &mut Joined<ReportIx>, claims: &[ClaimIx]) -> Vec<ClaimIx> {
    let incident = case.incident();
    let mut groups = Joined::default();
    // The first claim that has each tie.
    let mut firsts: HashMap<Tie, ClaimIx> = HashMap::new();
    for ix in claims {
        let claim = incident.claim(*ix);
        let origins = case.evidence.origins(*ix).iter();
        let mut keys: Vec<Tie> = origins
            .map(|origin| Tie::Voice(case.evidence.voice(Join::Independent, *origin)))
            .collect();
        keys.push(Tie::Page(linked.root(claim.report)));
        let drawn = incident.report(claim.report).draws_on.iter();
        for carrier in claim.via.iter().chain(drawn) {
            keys.push(match carrier {
                Carrier::Report(report) => Tie::Page(linked.root(*report)),
                Carrier::Source(source) => {
                    Tie::Voice(case.evidence.voice(Join::Independent, *source))
                }
            });
        }
        for tie in keys {
            groups.join(*ix, *firsts.entry(tie).or_insert(*ix));
        }
    }
    let mut apart = claims.to_vec();
    apart.retain(|ix| groups.root(*ix) == *ix);
    apart
}

/// What two claims may share that makes one of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Tie {
    Voice(Voice),
    Page(ReportIx),
}

fn finding(case: &Case<'_>, claims: &[ClaimIx], is_one: bool, is_title: bool) -> Finding {
    let incident = case.incident();
    let last = claims[claims.len() - 1];
    let says = &incident.claim(last).says;
    let measure = &incident.measure(incident.claim(last).measure).id;
    let how = match (is_title, is_one) {
        (true, _) => "under the same headline",
        (false, true) => "in the same words",
        (false, false) => "in almost the same words",
    };
    let message = format!(
        "{} speakers who count as independent give {says} for `{measure}` {how}",
        claims.len()
    );
    let said = claims.iter().take(SPELT_OUT).map(|ix| {
        let claim = incident.claim(*ix);
        let report = incident.report(claim.report);
        let by: Vec<String> = case
            .evidence
            .origins(*ix)
            .iter()
            .map(|origin| format!("`{}`", case.source_id(*origin)))
            .collect();
        format!(
            "`{}`, from {}, on `{}`",
            claim.id,
            by.join(" and "),
            report.id
        )
    });
    let more = claims.len().saturating_sub(SPELT_OUT);
    let more = (more > 0).then(|| format!("and {more} more"));
    let about = claims.iter().map(|ix| case.id(*ix).to_owned()).collect();
    let shown = if is_one { 1 } else { SPELT_OUT };
    // As they are written: what is compared has lost its commas.
    let written = |ix: &ClaimIx| {
        let claim = incident.claim(*ix);
        match is_title {
            true => incident.report(claim.report).title.as_deref(),
            false => claim.wording.as_deref(),
        }
    };
    let words: Vec<String> = claims
        .iter()
        .filter_map(written)
        .take(shown)
        .map(|text| format!("the words are: {text}"))
        .collect();
    case.found(&ONE_COPY, Some(case.line_of_claim(last)), about, message)
        .because(words.into_iter().chain(said).chain(more))
        .decide(
            "if one has it from the other, say so: `repeats` with the claim, `via` with the page \
             in between, `draws_on` where the whole page is a copy",
        )
}

/// A text folded, where it says so much that nobody writes it twice by chance.
fn telling(text: &str) -> Option<String> {
    let folded = fold(text);
    let bare: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_telling = |word: &&&str| !COUNTING.contains(word) && Quantity::parse(word).is_err();
    (bare.iter().filter(is_telling).count() >= TELLING).then(|| bare.join(" "))
}

#[cfg(test)]
mod tests {
    use super::telling;

    #[test]
    fn words_for_numbers_tell_nothing() {
        for text in [
            "at least seven",
            "about 20 people",
            "more than two dozens dead",
            "",
            "7",
        ] {
            assert_eq!(telling(text), None, "{text}");
        }
        for (text, folded) in [
            ("Seven people were killed.", "seven people were killed"),
            ("«не менее семи погибших»", "не менее семи погибших"),
        ] {
            assert_eq!(telling(text).as_deref(), Some(folded));
        }
    }
}
