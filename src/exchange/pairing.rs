//! Which claims and people of two casebooks are one.
//!
//! Those that are given the same id are one, whatever they say. The id of any other is made from
//! its place, so that the `r.1` of two coders may be two claims. These are matched by what they
//! say, the first of one side with the first of the other; then by what they are about: those left
//! of each side on the same report, measure, speakers and coverage, or under the same name, are
//! readings of one in their order, so that none is counted twice in silence. Everything else is by
//! itself. An id that only one
//! coder gave keeps nobody from being matched; two that differ do.
//!
//! The cost grows with the two lists and not with their product: all texts become numbers first,
//! and what has the same number is matched in order.

use std::collections::{HashMap, HashSet};

use crate::incident::{Node, Noun, Object, fold};

use super::meaning::{Meaning, claim_meaning, meaning};
use super::side::View;

/// Who of one list is who of another, by place.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// The partner of each of the left.
    pub(super) left: Vec<Option<usize>>,
    /// The partner of each of the right.
    pub(super) right: Vec<Option<usize>>,
}

/// The claims and the people of two incidents, paired.
#[derive(Debug)]
pub(super) struct Paired<'p, 'a> {
    pub(super) left: &'p View<'a>,
    pub(super) right: &'p View<'a>,
    pub(super) claims: Pairing,
    pub(super) people: Pairing,
}

/// Which of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hand {
    Left,
    Right,
}

impl<'p, 'a> Paired<'p, 'a> {
    /// Pairs the people and then the claims, which name people.
    pub(super) fn new(left: &'p View<'a>, right: &'p View<'a>) -> Self {
        let mut classes = Classes::default();
        let one: HashSet<&str> = left.given().map(|(_, id, _)| id).collect();
        let both = right.given().map(|(_, id, _)| id);
        let both: HashSet<&str> = both.filter(|id| one.contains(id)).collect();
        let [one, other] = [left, right].map(|view| people(view, &both, &mut classes));
        let mut this = Self {
            left,
            right,
            claims: Pairing::default(),
            people: pair(&one, &other),
        };
        let hands = [Hand::Left, Hand::Right];
        let [one, other] = hands.map(|hand| this.claims_of(hand, &both, &mut classes));
        this.claims = pair(&one, &other);
        this
    }

    fn view(&self, hand: Hand) -> &'p View<'a> {
        match hand {
            Hand::Left => self.left,
            Hand::Right => self.right,
        }
    }

    /// Returns what a claim of one side says, in names that both sides share.
    pub(super) fn claim(&self, hand: Hand, at: usize) -> Meaning {
        claim_meaning(self.view(hand), at, &|id| self.name(hand, id))
    }

    /// Returns what a person of one side is, in names that both sides share.
    pub(super) fn person(&self, hand: Hand, at: usize) -> Meaning {
        let node = &self.view(hand).people[at];
        meaning(Noun::Person, node, &|id| self.name(hand, id))
    }

    /// A claim or a person by its place on the left, or on the right where it is only there.
    fn name(&self, hand: Hand, id: &str) -> String {
        let (noun, pairing, at) = match self.view(hand).incident.find(id) {
            Some(Object::Claim(ix)) => ("claim", &self.claims, ix.get()),
            Some(Object::Person(ix)) => ("person", &self.people, ix.get()),
            _ => return id.to_owned(),
        };
        let at_left = match hand {
            Hand::Left => Some(at),
            Hand::Right => pairing.right.get(at).copied().flatten(),
        };
        match at_left {
            Some(at) => format!("{noun} {at}"),
            None => format!("other {noun} {at}"),
        }
    }

    /// What the claims are matched by. While they are not yet paired, one that is named is told by
    /// its id where both sides give it, else by what it says itself.
    fn claims_of(&self, hand: Hand, both: &HashSet<&str>, classes: &mut Classes) -> Vec<Trait<'a>> {
        let view = self.view(hand);
        let alone = |id: &str| match view.incident.find(id) {
            Some(Object::Claim(_)) => String::new(),
            _ => self.name(hand, id),
        };
        let says: Vec<usize> = (0..view.claims.len())
            .map(|at| classes.of(&claim_meaning(view, at, &alone)))
            .collect();
        let told = |id: &str| match view.incident.find(id) {
            Some(Object::Claim(ix)) if is_made(view.claims[ix.get()], both) => {
                format!("says {}", says[ix.get()])
            }
            Some(Object::Claim(_)) => format!("is {id}"),
            _ => self.name(hand, id),
        };
        let claims = view.claims.iter().enumerate();
        claims
            .map(|(at, node)| {
                let claim = &view.incident.claims[at];
                let speakers = claim.by.iter().map(|by| &view.incident.source(*by).id);
                let mut about: Vec<&str> = speakers.map(String::as_str).collect();
                about.sort_unstable();
                about.push(&view.incident.measure(claim.measure).id);
                about.push(view.report_id(at));
                about.extend(claim.covers.as_ref().map(|covers| covers.what.word()));
                Trait {
                    given: node.id(),
                    says: classes.of(&claim_meaning(view, at, &told)),
                    about: Some(classes.of(&about)),
                }
            })
            .collect()
    }
}

/// Tells whether the id of an object is not one that both sides give.
fn is_made(node: &Node, both: &HashSet<&str>) -> bool {
    !node.id().is_some_and(|id| both.contains(id))
}

fn people<'a>(view: &View<'a>, both: &HashSet<&str>, classes: &mut Classes) -> Vec<Trait<'a>> {
    let mut class = |node, naming: &dyn Fn(&str) -> String| {
        classes.of(&("person", meaning(Noun::Person, node, naming)))
    };
    let alone: Vec<usize> = view
        .people
        .iter()
        .map(|node| class(node, &|_| String::new()))
        .collect();
    let told = |id: &str| match view.incident.find(id) {
        Some(Object::Person(ix)) if is_made(&view.people[ix.get()], both) => {
            format!("says {}", alone[ix.get()])
        }
        _ => format!("is {id}"),
    };
    let says: Vec<usize> = view.people.iter().map(|node| class(node, &told)).collect();
    let people = view.people.iter().zip(&view.incident.people).zip(says);
    people
        .map(|((node, person), says)| Trait {
            given: node.id(),
            says,
            about: person
                .name
                .as_ref()
                .map(|name| classes.of(&("name", fold(name)))),
        })
        .collect()
}

/// What one of a list is matched by.
#[derive(Debug)]
struct Trait<'a> {
    given: Option<&'a str>,
    /// The number of all that it says.
    says: usize,
    /// The number of what it is about, where that tells it from others.
    about: Option<usize>,
}

/// Numbers for texts, the same for the same text.
#[derive(Default)]
struct Classes(HashMap<String, usize>);

impl Classes {
    fn of(&mut self, value: &impl std::fmt::Debug) -> usize {
        let next = self.0.len();
        *self.0.entry(format!("{value:?}")).or_insert(next)
    }
}

fn pair(left: &[Trait<'_>], right: &[Trait<'_>]) -> Pairing {
    let mut pairing = Pairing {
        left: vec![None; left.len()],
        right: vec![None; right.len()],
    };
    let given = right.iter().enumerate();
    let given: HashMap<&str, usize> = given.filter_map(|(at, t)| Some((t.given?, at))).collect();
    for (at, one) in left.iter().enumerate() {
        if let Some(other) = one.given.and_then(|id| given.get(id)) {
            pairing.join(at, *other);
        }
    }
    for (ones, others) in pairing.groups(left, right, |t| Some(t.says)) {
        let (named, unnamed) = apart(ones, left);
        let (also_named, also_unnamed) = apart(others, right);
        // Those without an id first with one another; what is then left of them with the others.
        let both = unnamed.len().min(also_unnamed.len());
        let with_named = unnamed[both..].iter().zip(&also_named);
        let named_with = named.iter().zip(&also_unnamed[both..]);
        let pairs = unnamed.iter().zip(&also_unnamed);
        for (one, other) in pairs.chain(with_named).chain(named_with) {
            pairing.join(*one, *other);
        }
    }
    for (ones, others) in pairing.groups(left, right, |t| t.about) {
        // In their order, be they one on each side or several: which reads which cannot be seen, and
        // to keep them all would count one figure twice in silence.
        for (one, other) in ones.iter().zip(&others) {
            if left[*one].given.is_none() || right[*other].given.is_none() {
                pairing.join(*one, *other);
            }
        }
    }
    pairing
}

fn apart(places: Vec<usize>, of: &[Trait<'_>]) -> (Vec<usize>, Vec<usize>) {
    places.into_iter().partition(|at| of[*at].given.is_some())
}

impl Pairing {
    fn join(&mut self, left: usize, right: usize) {
        self.left[left] = Some(right);
        self.right[right] = Some(left);
    }

    /// The unpaired that share a number, of each side in its order; in the order of the left.
    fn groups(
        &self,
        left: &[Trait<'_>],
        right: &[Trait<'_>],
        number: impl Fn(&Trait<'_>) -> Option<usize>,
    ) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut places: HashMap<usize, usize> = HashMap::new();
        let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for (at, one) in left.iter().enumerate() {
            if let (None, Some(number)) = (self.left[at], number(one)) {
                let place = *places.entry(number).or_insert(groups.len());
                if place == groups.len() {
                    groups.push(Default::default());
                }
                groups[place].0.push(at);
            }
        }
        for (at, other) in right.iter().enumerate() {
            if let (None, Some(number)) = (self.right[at], number(other))
                && let Some(place) = places.get(&number)
            {
                groups[*place].1.push(at);
            }
        }
        groups
    }

    /// Returns those of the right that have no partner.
    pub(super) fn only_right(&self) -> impl Iterator<Item = usize> {
        let right = self.right.iter().enumerate();
        right
            .filter(|(_, partner)| partner.is_none())
            .map(|(at, _)| at)
    }

    /// Returns those of the left that have no partner.
    pub(super) fn only_left(&self) -> impl Iterator<Item = usize> {
        let left = self.left.iter().enumerate();
        left.filter(|(_, partner)| partner.is_none())
            .map(|(at, _)| at)
    }

    /// Returns the pairs, in the order of the left.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let left = self.left.iter().enumerate();
        left.filter_map(|(at, partner)| Some((at, (*partner)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Pairing, Trait, pair};

    fn traits<'a>(of: &[(&'a str, usize, usize)]) -> Vec<Trait<'a>> {
        let of = of.iter();
        of.map(|&(given, says, about)| Trait {
            given: (!given.is_empty()).then_some(given),
            says,
            about: Some(about),
        })
        .collect()
    }

    fn paired(
        left: &[(&str, usize, usize)],
        right: &[(&str, usize, usize)],
    ) -> Vec<(usize, usize)> {
        let pairing: Pairing = pair(&traits(left), &traits(right));
        pairing.pairs().collect()
    }

    #[test]
    fn an_id_that_both_gave_comes_before_all() {
        assert_eq!(
            paired(&[("a", 1, 1), ("", 2, 2)], &[("", 1, 1), ("a", 2, 2)]),
            [(0, 1)]
        );
        assert!(paired(&[("a", 1, 1)], &[("b", 1, 1)]).is_empty());
    }

    #[test]
    fn what_says_the_same_is_one_in_order() {
        let left = [("", 1, 1), ("", 1, 1), ("", 2, 1)];
        assert_eq!(paired(&left, &[("", 2, 1), ("", 1, 1)]), [(0, 1), (2, 0)]);
        assert_eq!(paired(&[("a", 1, 1), ("", 1, 1)], &[("", 1, 1)]), [(1, 0)]);
        assert_eq!(paired(&[("a", 1, 1)], &[("", 1, 1)]), [(0, 0)]);
    }

    #[test]
    fn those_left_about_the_same_are_readings_of_one_in_their_order() {
        assert_eq!(paired(&[("", 1, 1)], &[("", 2, 1)]), [(0, 0)]);
        assert_eq!(paired(&[("", 1, 1), ("", 2, 1)], &[("", 3, 1)]), [(0, 0)]);
        let others = [("", 3, 1), ("", 4, 1)];
        assert_eq!(paired(&[("", 1, 1), ("", 2, 1)], &others), [(0, 0), (1, 1)]);
        assert!(paired(&[("a", 1, 1)], &[("b", 2, 1)]).is_empty());
        assert!(paired(&[("", 1, 1)], &[("", 3, 2)]).is_empty());
    }

    #[test]
    fn many_that_look_alike_cost_no_more_than_they_are() {
        let left: Vec<_> = (0..200_000).map(|n| ("", n, 1)).collect();
        let right: Vec<_> = (100_000..300_000).map(|n| ("", n, 1)).collect();
        assert_eq!(paired(&left, &right).len(), 200_000);
    }
}
