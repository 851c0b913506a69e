//! The manual of what scripts can call, read off the builtins themselves.

use std::collections::BTreeMap;
use std::rc::Rc;

use rhai::{Engine, FuncInfo};

use super::builtins::SUBJECTS;
use super::example::{Example, examples};
use super::lexis::is_word;
use super::members::GET;
use super::signature::Signature;
use super::suggest::did_you_mean;
use super::types::Types;

/// What reads an element by its index.
const INDEX: &str = "index$get$";

/// What kind of thing an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// `x.name`
    Property,
    /// `x.name(..)`
    Method,
    /// `name(..)`
    Function,
    /// `a + b`, `x[..]`
    Operator,
}

impl EntryKind {
    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Property => "property",
            Self::Method => "method",
            Self::Function => "function",
            Self::Operator => "operator",
        }
    }
}

/// One builtin, or one of the ways to call it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name as it is typed.
    pub name: String,
    /// What kind of thing it is.
    pub kind: EntryKind,
    /// The type that a property or a method is of.
    pub receiver: Option<String>,
    /// How it is called: `except(kind: string) -> claims`.
    pub signature: String,
    /// The types of its values, that of what it is called on first.
    pub types: Vec<String>,
    /// The first sentence.
    pub summary: String,
    /// The whole text, without the examples.
    pub text: String,
    /// The examples, each of which holds.
    pub examples: Vec<Example>,
    /// The subject it belongs to.
    pub subject: &'static str,
}

impl Entry {
    /// Returns the signature with what it is called on: `claims.except(kind: string) -> claims`.
    #[must_use]
    pub fn full_signature(&self) -> String {
        match &self.receiver {
            Some(receiver) => format!("{receiver}.{}", self.signature),
            None => self.signature.clone(),
        }
    }

    fn of(info: &FuncInfo, types: &Types, subject: &'static str) -> Self {
        let signature = Signature::of(info.metadata, types);
        let comments = info
            .metadata
            .comments
            .iter()
            .flat_map(|block| block.lines());
        let lines: Vec<&str> = comments
            .map(|line| line.trim_start().strip_prefix("///").unwrap_or(line))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        let (text, examples) = examples(&lines);
        let first = |name: &str| {
            (
                name.to_owned(),
                signature.params.first().map(|(_, kind)| kind.clone()),
            )
        };
        let returns = |call: String| match signature.returns.as_str() {
            "" => call,
            returns => format!("{call} -> {returns}"),
        };
        let (kind, (name, receiver), written) = if let Some(name) = signature.name.strip_prefix(GET)
        {
            (EntryKind::Property, first(name), returns(name.to_owned()))
        } else if signature.name == INDEX {
            let index = signature
                .params
                .get(1)
                .map_or("", |(_, kind)| kind.as_str());
            (
                EntryKind::Operator,
                first("[..]"),
                returns(format!("[{index}]")),
            )
        } else if !is_word(&signature.name) {
            (
                EntryKind::Operator,
                (signature.name.clone(), None),
                signature.text(),
            )
        } else if signature.method {
            (EntryKind::Method, first(&signature.name), signature.text())
        } else {
            (
                EntryKind::Function,
                (signature.name.clone(), None),
                signature.text(),
            )
        };
        // The engine prints what its `print` returns; to a script it returns nothing.
        let written = match name.as_str() {
            "print" => written.replace(" -> string", ""),
            _ => written,
        };
        Self {
            name,
            kind,
            receiver,
            signature: written,
            types: signature.params.into_iter().map(|(_, kind)| kind).collect(),
            summary: first_sentence(&text),
            text,
            examples,
            subject,
        }
    }
}

/// The manual.
#[derive(Debug)]
pub struct Manual {
    entries: Vec<Entry>,
}

impl Manual {
    pub(crate) fn read(types: &Types) -> Self {
        let mut entries = Vec::new();
        for subject in SUBJECTS {
            let mut engine = Engine::new_raw();
            engine.register_global_module(Rc::new((subject.module)()));
            let described = |info: FuncInfo| {
                let documented = !info.metadata.comments.is_empty();
                documented.then(|| Entry::of(&info, types, subject.name))
            };
            let mut found = engine.collect_fn_metadata(None, described, true);
            found.sort_by(|a, b| {
                (&a.receiver, a.kind, &a.name, &a.signature).cmp(&(
                    &b.receiver,
                    b.kind,
                    &b.name,
                    &b.signature,
                ))
            });
            entries.extend(found);
        }
        Self { entries }
    }

    /// Returns every entry, a subject after the other.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the name of each subject and what it is about, in the order of the manual.
    pub fn subjects(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        SUBJECTS.iter().map(|subject| (subject.name, subject.about))
    }

    /// Returns the types that have properties or methods, and how many of them.
    #[must_use]
    pub fn types(&self) -> BTreeMap<&str, usize> {
        let mut types = BTreeMap::new();
        for receiver in self
            .entries
            .iter()
            .filter_map(|entry| entry.receiver.as_deref())
        {
            *types.entry(receiver).or_default() += 1;
        }
        types
    }

    /// Returns the entries for a name: `except`, `claims.except`, a type or a subject.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Option<Vec<&Entry>> {
        let (receiver, bare) = parted(name);
        let matching = |entry: &&Entry| {
            entry.name == bare
                && receiver.is_none_or(|receiver| entry.receiver.as_deref() == Some(receiver))
        };
        let mut found: Vec<&Entry> = self.entries.iter().filter(matching).collect();
        if found.is_empty() {
            let of =
                |entry: &&Entry| entry.subject == name || entry.receiver.as_deref() == Some(name);
            found = self.entries.iter().filter(of).collect();
        }
        (!found.is_empty()).then_some(found)
    }

    /// Says what was probably meant by a name that [`Manual::lookup`] does not find: one of the
    /// manual, or one of the `others` that are asked for in the same place.
    #[must_use]
    pub fn meant<'o>(&self, name: &str, others: impl Iterator<Item = &'o str>) -> Option<String> {
        let others: Vec<&str> = others.collect();
        let names = self.entries.iter().map(|entry| entry.name.as_str());
        let subjects = SUBJECTS.iter().map(|subject| subject.name);
        let types = self.types().into_keys();
        did_you_mean(
            parted(name).1,
            names.chain(subjects).chain(types).chain(others),
        )
    }
}

/// A name, and the type before its point.
fn parted(name: &str) -> (Option<&str>, &str) {
    let (receiver, bare) = match name.rsplit_once('.') {
        Some((receiver, bare)) => (Some(receiver), bare),
        None => (None, name),
    };
    (receiver, bare.trim_end_matches("()"))
}

/// Returns the first sentence of a prose in lines: up to the first full stop that ends one.
#[must_use]
pub fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    match paragraph.find(". ") {
        Some(end) => paragraph[..=end].to_owned(),
        None => paragraph,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use std::rc::Rc;

    use super::{EntryKind, first_sentence};
    use crate::incident::{DEFAULT_SAMPLE, Input, load, sample};
    use crate::reconcile::{Evidence, Profile};
    use crate::script::desk::Desk;
    use crate::script::host::Host;
    use crate::script::limits::Limits;

    fn host() -> Host {
        Host::new(Limits::default())
    }

    /// A host with the built-in casebook, which the examples speak of.
    fn host_with_sample() -> Host {
        let text = sample(DEFAULT_SAMPLE).expect("the default is among the samples");
        let casebook = load(vec![Input::new(DEFAULT_SAMPLE, text)]).expect("it is valid");
        let incidents: Vec<Rc<Evidence>> = casebook
            .incidents
            .into_iter()
            .map(|incident| Rc::new(Evidence::new(incident).expect("it is valid")))
            .collect();
        let host = host();
        Desk::new(&incidents, Profile::plain()).lay_out(host.state());
        host
    }

    #[test]
    fn every_entry_says_what_it_does_and_shows_it() {
        let host = host();
        for entry in host.manual().entries() {
            let name = entry.full_signature();
            assert!(entry.summary.ends_with('.'), "{name}: `{}`", entry.summary);
            assert!(!entry.examples.is_empty(), "{name} has no example");
            assert!(!entry.signature.contains("::"), "{name}");
        }
    }

    #[test]
    fn no_two_entries_are_called_alike() {
        let host = host();
        let mut seen = BTreeSet::new();
        for entry in host.manual().entries() {
            let call = (entry.kind == EntryKind::Property, &entry.name, &entry.types);
            assert!(seen.insert(call), "{}", entry.full_signature());
        }
    }

    #[test]
    fn every_builtin_is_in_the_manual() {
        // A module that forgets its text would be missing without a word.
        let host = host();
        let subjects: BTreeSet<_> = host
            .manual()
            .entries()
            .iter()
            .map(|entry| entry.subject)
            .collect();
        assert_eq!(subjects.len(), host.manual().subjects().count());
    }

    #[test]
    fn every_type_of_ours_can_be_shown() {
        let host = host();
        let all = super::super::signature::builtins(&host);
        for kind in host.types().own() {
            for function in ["to_string", "to_debug"] {
                assert!(
                    all.iter().any(|s| s.name == function
                        && s.params.len() == 1
                        && s.params[0].1 == kind),
                    "{kind} has no `{function}`"
                );
            }
        }
        assert!(host.types().own().any(|kind| kind == "unknown"));
    }

    #[test]
    fn every_example_holds() {
        let mut wrong = Vec::new();
        let mut count = 0;
        for entry in host().manual().entries() {
            for example in &entry.examples {
                count += 1;
                let host = host_with_sample();
                if let Err(found) = example.check(&host) {
                    wrong.push(format!("{}: {found}", entry.full_signature()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count > 20, "{count}");
    }

    #[test]
    fn an_entry_is_found_by_its_name() {
        let host = host();
        let manual = host.manual();
        let signatures = |name: &str| {
            let found = manual.lookup(name).expect(name);
            found
                .iter()
                .map(|entry| entry.full_signature())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            signatures("array.sort"),
            ["array.sort()", "array.sort(comparer: function)"]
        );
        assert_eq!(signatures("is_known"), ["is_known(value: any) -> boolean"]);
        assert_eq!(signatures("print"), ["print(value: any)"]);
        assert_eq!(signatures("error.message"), ["error.message -> string"]);
        assert!(signatures("arrays").len() > 5);
        let meant = |name: &str| {
            assert!(manual.lookup(name).is_none(), "{name}");
            manual.meant(name, ["melon"].into_iter())
        };
        let suggested = Some("did you mean `is_known`?".to_owned());
        assert_eq!(meant("is_knwon"), suggested);
        assert_eq!(meant("array.is_knwon()"), suggested);
        assert_eq!(meant("mellon"), Some("did you mean `melon`?".to_owned()));
        assert_eq!(meant("banana"), None);
    }

    #[test]
    fn the_first_sentence_is_told_from_the_rest() {
        assert_eq!(first_sentence("One\nline. Two.\n\nThree."), "One line.");
        assert_eq!(first_sentence("One `a.b` line."), "One `a.b` line.");
    }
}
