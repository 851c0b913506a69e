//! What two speakers share, and what that says of them.
//!
//! Strong is a suspicion that rests on names which are one, or one of which is the other's press
//! centre, where kind and party agree, no figure speaks against it and the names are more than
//! general words. A name that holds another and more is weak; so are the same figures on two
//! measures and more without any likeness of names, and those count for official bodies and armed
//! groups of one known party only: outlets say the same because they copy.

use std::rc::Rc;

use crate::incident::Kind;
use crate::reconcile::Evidence;

use super::bodies::Member;
use super::body_name::{BodyName, Likeness};
use super::figures::Agreement;
use super::{LinkKind, Sameness, Strength, Suspect, Suspicion};

/// On as many measures figures have to be the same, where names are not alike.
const ENOUGH: usize = 2;

/// Tells whether a speaker of this kind takes a side, and speaks for itself.
pub(super) fn is_side(kind: Kind) -> bool {
    matches!(kind, Kind::Official | Kind::Belligerent)
}

/// Two sources that share a key.
pub(super) struct Pair<'a> {
    pub(super) one: &'a Member<'a>,
    pub(super) other: &'a Member<'a>,
    pub(super) agreement: Agreement,
    /// Whether a claim has both as its speakers, which one body would not be.
    pub(super) jointly: bool,
}

impl Pair<'_> {
    /// Says what the two may be to one another, where they may be anything.
    pub(super) fn suspicion(&self, group: &[Rc<Evidence>]) -> Option<Suspicion> {
        let (one, other) = (self.one, self.other);
        if let (Some(party), Some(of_other)) = (one.party, other.party)
            && party != of_other
        {
            return None;
        }
        let (name, other_name) = (one.name.as_ref()?, other.name.as_ref()?);
        let linking = match name.likeness(other_name) {
            Some(likeness) => self.by_name(&likeness, name, other_name),
            None => self.by_figures()?,
        };
        let is_clear = one.source.kind == other.source.kind
            && self.agreement.against.is_empty()
            && !self.jointly;
        let strength = if linking.is_firm && is_clear {
            Strength::Strong
        } else {
            Strength::Weak
        };
        let (from, to) = match linking.turned {
            true => (other, one),
            false => (one, other),
        };
        let mut evidence = linking.evidence;
        self.add_signs(group, &mut evidence);
        Some(Suspicion {
            what: Sameness::Body,
            incident: group[one.home.max(other.home)].incident().id.clone(),
            strength,
            one: suspect(from, group),
            other: suspect(to, group),
            link: linking.kind,
            evidence,
            reason: linking.reason.to_owned(),
            is_contradicted: self.agreement.same.is_empty() && !self.agreement.against.is_empty(),
        })
    }

    /// What speaks for one body beside the names, and what against it.
    fn add_signs(&self, group: &[Rc<Evidence>], evidence: &mut Vec<String>) {
        let (one, other) = (self.one, self.other);
        evidence.extend(self.agreement.words());
        let (kind, of_other) = (one.source.kind.word(), other.source.kind.word());
        if kind == of_other {
            let party = one.party.filter(|_| one.party == other.party);
            let party = party.map(|party| &group[one.home].incident().party(party).name);
            let side = party.map(|party| format!(", of `{party}`"));
            evidence.push(format!("the same kind, {kind}{}", side.unwrap_or_default()));
        } else {
            evidence.push(format!("but the kinds differ: {kind} and {of_other}"));
        }
        evidence.extend(self.agreement.but());
        if self.jointly {
            evidence.push("but a claim has both as its speakers".to_owned());
        }
    }

    /// What the names say of how the two are linked.
    fn by_name(&self, likeness: &Likeness, name: &BodyName, other: &BodyName) -> Linking {
        let quoted = |first: bool| {
            let one = if first { self.one } else { self.other };
            format!("`{}`", one.source.name)
        };
        let (said, second_name) = match *likeness {
            Likeness::Longer(first) => {
                let (long, short) = (quoted(first), quoted(!first));
                let (kind, reason) = self.arm();
                return Linking {
                    turned: !first,
                    kind: Some(kind),
                    evidence: vec![format!("the name {long} holds {short} and more")],
                    reason,
                    is_firm: false,
                };
            }
            Likeness::Joint(first) => {
                let (joint, part) = (quoted(first), quoted(!first));
                return Linking {
                    turned: !first,
                    kind: None,
                    evidence: vec![format!("the name {joint} joins {part} with another")],
                    reason: "name each of the bodies in `by` of its claims",
                    is_firm: false,
                };
            }
            Likeness::Short(first, language) => {
                let (short, long) = (quoted(first), quoted(!first));
                let language = language.map(|of| format!(" in {of}")).unwrap_or_default();
                let said = format!("{short} is the first letters of {long}{language}");
                (said, Some(first))
            }
            Likeness::Same(_) if self.one.source.name == self.other.source.name => {
                (format!("the same name: {}", quoted(true)), None)
            }
            Likeness::Same(ref reads) => (format!("both names read as `{reads}`"), None),
        };
        let mut linking = Linking {
            turned: self.is_turned(second_name),
            kind: Some(LinkKind::VoiceOf),
            evidence: vec![said],
            reason: "the same body under another name",
            is_firm: !name.is_general(),
        };
        if name.is_voice != other.is_voice {
            let voice = quoted(name.is_voice);
            linking.turned = other.is_voice;
            linking.reason = "its press centre, by its name";
            linking
                .evidence
                .push(format!("{voice} says that it speaks for a body"));
        }
        linking
    }

    /// What a source is whose name holds another and more: a part of a state's body, and an arm of
    /// anybody else.
    fn arm(&self) -> (LinkKind, &'static str) {
        let kinds = [self.one.source.kind, self.other.source.kind];
        if kinds.contains(&Kind::Official) {
            (LinkKind::PartOf, "a part of it, by its name")
        } else {
            (LinkKind::VoiceOf, "an arm of it, by its name")
        }
    }

    /// Tells whether the second gets the link, where both are one body: the one whose name is the
    /// shorter of the two, or that came later in the file; but none that has such a link already.
    fn is_turned(&self, first_is_second_name: Option<bool>) -> bool {
        match (self.one.source.voice_of, self.other.source.voice_of) {
            (Some(_), None) => true,
            (None, Some(_)) => false,
            _ => !first_is_second_name.unwrap_or(false),
        }
    }

    /// What the figures alone say, where they are enough.
    fn by_figures(&self) -> Option<Linking> {
        let (one, other) = (self.one, self.other);
        let is_enough = self.agreement.same.len() >= ENOUGH
            && self.agreement.against.is_empty()
            && one.party.is_some()
            && one.party == other.party
            && one.source.kind == other.source.kind
            && is_side(one.source.kind)
            && !self.jointly;
        is_enough.then_some(Linking {
            turned: true,
            kind: Some(LinkKind::PartOf),
            evidence: Vec::new(),
            reason: "the same side and the same figures",
            is_firm: false,
        })
    }
}

/// How two would be linked.
struct Linking {
    /// Whether the second gets the link.
    turned: bool,
    kind: Option<LinkKind>,
    evidence: Vec<String>,
    reason: &'static str,
    /// Whether it may be strong.
    is_firm: bool,
}

fn suspect(member: &Member<'_>, group: &[Rc<Evidence>]) -> Suspect {
    let id = &member.source.id;
    let typed = match member.scope {
        Some(at) => format!("{}/{id}", group[at].incident().id),
        None => id.clone(),
    };
    Suspect {
        id: id.clone(),
        typed,
        name: member.source.name.clone(),
    }
}
