//! A casebook as it is written, beside what loading made of it: who compares two casebooks needs
//! the keys of the one and the ids, readings and places of the other.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::incident::{
    ClaimIx, Credits, Document, Incident, Input, Located, Node, Noun, Problems, Value, load,
};
use crate::reconcile::{Evidence, weigh};

/// The objects that may stand with the casebook as well as in an incident.
pub(super) const CATALOG: [Noun; 3] = [Noun::Party, Noun::Source, Noun::Report];

/// The lists of an incident, in the order in which they are written.
pub(super) const LISTS: [Noun; 6] = [
    Noun::Party,
    Noun::Source,
    Noun::Report,
    Noun::Measure,
    Noun::Claim,
    Noun::Person,
];

/// One of the casebooks that are brought together or compared.
#[derive(Debug)]
pub struct Side {
    name: String,
    document: Document,
    incidents: Vec<Rc<Evidence>>,
    /// Where the claims of each incident stood before they were brought together.
    places: Option<Vec<Vec<Located>>>,
}

impl Side {
    /// Reads a casebook, which must be valid by itself.
    ///
    /// # Errors
    /// With everything that is wrong with it.
    pub fn read(input: &Input) -> Result<Self, Problems> {
        let incidents = load(vec![input.clone()]).and_then(weigh)?;
        Ok(Self {
            name: input.name.clone(),
            document: Document::read(input)?,
            incidents,
            places: None,
        })
    }

    /// Says what the casebook was brought together from, and where its claims stood there, by
    /// incident and in the order of its claims.
    pub(super) fn brought_together(
        mut self,
        left: &Self,
        right: &Self,
        places: Vec<Vec<Located>>,
    ) -> Self {
        self.name = format!("{} + {}", left.name, right.name);
        self.places = Some(places);
        self
    }

    /// Returns the name of the file, as it was given; of what was brought together, all names.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the casebook as it is written.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Returns the casebook as an object of several incidents, where it is one.
    pub(super) fn root(&self) -> Option<&Node> {
        let root = self.document.roots.first()?;
        (!self.document.is_lines && root.get("incidents").is_some()).then_some(root)
    }

    /// Tells whether the casebook is one incident alone.
    pub(super) fn is_alone(&self) -> bool {
        !self.document.is_lines && self.root().is_none()
    }

    /// Returns everything that the casebook shares among its incidents.
    pub(super) fn catalog(&self) -> impl Iterator<Item = (Noun, &Node)> {
        CATALOG.into_iter().flat_map(|noun| {
            let nodes = self
                .root()
                .map_or(&[][..], |root| root.list(noun.shape().list));
            nodes.iter().map(move |node| (noun, node))
        })
    }

    /// Returns what the casebook shares, by id.
    pub(super) fn shelf(&self) -> HashMap<&str, (Noun, &Node)> {
        let catalog = self.catalog();
        catalog
            .filter_map(|(noun, node)| Some((node.id()?, (noun, node))))
            .collect()
    }

    /// Returns who coded the casebook, each once.
    pub(super) fn coders(&self) -> Vec<&str> {
        let all = self.credits().flat_map(|credits| &credits.coded_by);
        once(all.map(String::as_str))
    }

    /// Returns the version of the casebook: several where the lines of a file do not agree.
    pub(super) fn versions(&self) -> Vec<&str> {
        let all = self.credits();
        once(all.filter_map(|credits| credits.version.as_deref()))
    }

    /// What the file says of itself, line by line for NDJSON.
    fn credits(&self) -> impl Iterator<Item = &Credits> {
        let incidents = self.incidents.iter();
        incidents.map(|evidence| &evidence.incident().shared.credits)
    }

    /// Returns the incidents.
    pub(super) fn views(&self) -> Vec<View<'_>> {
        let nodes = self.document.incidents().into_iter();
        let incidents = nodes.zip(&self.incidents).enumerate();
        incidents
            .map(|(at, (node, evidence))| {
                let places = self.places.as_ref().and_then(|places| places.get(at));
                View::new(node, evidence, places.map(Vec::as_slice))
            })
            .collect()
    }
}

/// Each text once, in order.
fn once<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    texts.filter(|text| seen.insert(*text)).collect()
}

/// An incident of two casebooks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Matched<'p, 'a> {
    /// Both have it.
    Both(&'p View<'a>, &'p View<'a>),
    /// Only the first.
    Left(&'p View<'a>),
    /// Only the second.
    Right(&'p View<'a>),
}

/// Matches incidents by their ids: those of the first casebook in its order, then those that only
/// the second has.
pub(super) fn matched<'p, 'a>(
    lefts: &'p [View<'a>],
    rights: &'p [View<'a>],
) -> Vec<Matched<'p, 'a>> {
    let by_id = |views: &'p [View<'a>]| -> HashMap<&'p str, &'p View<'a>> {
        let views = views.iter();
        views.map(|view| (&*view.incident.id, view)).collect()
    };
    let (one, other) = (by_id(lefts), by_id(rights));
    let of_left = lefts
        .iter()
        .map(|left| match other.get(&*left.incident.id) {
            Some(right) => Matched::Both(left, right),
            None => Matched::Left(left),
        });
    let rest = rights
        .iter()
        .filter(|right| !one.contains_key(&*right.incident.id));
    of_left.chain(rest.map(Matched::Right)).collect()
}

/// An incident as it is written, beside what loading made of it.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub(super) node: &'a Node,
    pub(super) evidence: &'a Rc<Evidence>,
    pub(super) incident: &'a Incident,
    /// The claims, in the order of the file.
    pub(super) claims: Vec<&'a Node>,
    /// The people, in the order of the file.
    pub(super) people: &'a [Node],
    places: &'a [Located],
}

impl<'a> View<'a> {
    fn new(node: &'a Node, evidence: &'a Rc<Evidence>, places: Option<&'a [Located]>) -> Self {
        let incident: &Incident = evidence.incident();
        let loose = node.list("claims");
        let reports = node.list("reports").iter();
        let reports: Vec<&[Node]> = reports.map(|report| report.list("claims")).collect();
        let claims = incident.located.iter().map(|located| {
            let list = match located.report {
                Some(report) => reports[report as usize],
                None => loose,
            };
            &list[located.claim as usize]
        });
        Self {
            node,
            evidence,
            incident,
            claims: claims.collect(),
            people: node.list("people"),
            places: places.unwrap_or(&incident.located),
        }
    }

    /// Returns where a claim stood in the file that it was first read from.
    pub(super) fn place(&self, claim: usize) -> &'a Located {
        &self.places[claim]
    }

    /// Returns the id of the report that carries a claim.
    pub(super) fn report_id(&self, claim: usize) -> &'a str {
        let report = self.incident.claims[claim].report;
        &self.incident.report(report).id
    }

    /// Returns whether a claim stands in its report.
    pub(super) fn is_housed(&self, claim: usize) -> bool {
        self.incident.located(ClaimIx::new(claim)).report.is_some()
    }

    /// Returns every object that is given an id.
    pub(super) fn given(&self) -> impl Iterator<Item = (Noun, &'a str, &'a Node)> {
        let node = self.node;
        let lists = CATALOG.into_iter().chain([Noun::Measure]);
        let listed = lists.flat_map(move |noun| {
            let list = node.list(noun.shape().list).iter();
            list.map(move |node| (noun, node))
        });
        let claims = self.claims.iter().map(|node| (Noun::Claim, *node));
        let people = self.people.iter().map(|node| (Noun::Person, node));
        let all = listed.chain(claims).chain(people);
        all.filter_map(|(noun, node)| Some((noun, node.id()?, node)))
    }
}

/// Returns the ids of parties, sources and reports that an object names.
pub(super) fn catalog_names(noun: Noun, node: &Node) -> impl Iterator<Item = &str> {
    let fields = node.fields().iter();
    let named = fields.filter_map(move |(name, value)| match noun.shape().key(name)?.value {
        Value::One(nouns) | Value::Many(nouns) => {
            let is_catalog = nouns.iter().any(|noun| CATALOG.contains(noun));
            is_catalog.then(|| value.texts())
        }
        _ => None,
    });
    named.flatten()
}
