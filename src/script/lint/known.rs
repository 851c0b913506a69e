//! What scripts can call, as the checks ask for it.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::ty::{Ty, Type};
use crate::script::host::Host;
use crate::script::lexis::is_word;
use crate::script::manual::EntryKind;
use crate::script::members::{GET, members};
use crate::script::signature::{Signature, builtins};

/// What changes the value that it is called on, and answers nothing.
const CHANGES: [&str; 20] = [
    "push",
    "append",
    "insert",
    "set",
    "clear",
    "truncate",
    "chop",
    "pad",
    "reverse",
    "sort",
    "sort_desc",
    "dedup",
    "splice",
    "mixin",
    "fill_with",
    "trim",
    "make_upper",
    "make_lower",
    "crop",
    "replace",
];

/// What changes the value that it is called on, and answers something as well.
const TAKES: [&str; 8] = [
    "pop", "shift", "remove", "drain", "retain", "row", "take", "set_tag",
];

/// What puts something under a key or at a place.
pub(super) const MAPS_OR_ARRAYS: [&str; 4] = ["set", "mixin", "fill_with", "merge"];

/// What does something besides answering.
const DOES: [&str; 14] = [
    "print",
    "debug",
    "profile",
    "param",
    "call",
    "for_each",
    "exit",
    "sleep",
    "skip",
    "eval",
    "split",
    "is_def_fn",
    "is_def_var",
    "throw",
];

/// What the language answers without a builtin.
const KEYWORDS: [&str; 9] = [
    "Fn",
    "call",
    "curry",
    "type_of",
    "is_shared",
    "is_def_fn",
    "is_def_var",
    "print",
    "debug",
];

/// What is there only to say that it is not available.
pub(super) const REFUSED: [&str; 2] = ["exit", "sleep"];

/// Types of the language whose members are all known.
const PLAIN: [&str; 5] = ["string", "integer", "float", "boolean", "array"];

/// Whether a method changes what it is called on.
pub(super) fn is_change(name: &str) -> bool {
    CHANGES.contains(&name) || TAKES.contains(&name)
}

/// Whether a method changes what it is called on and answers nothing.
pub(super) fn answers_nothing(name: &str) -> bool {
    CHANGES.contains(&name)
}

/// Whether the language itself answers a call.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// What scripts can call.
pub(super) struct Known {
    all: Vec<Signature>,
    /// The places in `all` of each name.
    named: HashMap<String, Vec<usize>>,
    /// Names of properties of any type.
    properties: HashSet<String>,
    /// Types whose properties and methods are all known.
    types: HashSet<String>,
    /// What is only ever called on something.
    methods: HashSet<String>,
    /// Types that a collection or a method may be named after.
    own: HashSet<String>,
}

impl Known {
    /// Returns what the hosts of this thread have in common: their builtins are the same, and to
    /// read them takes longer than to look through most scripts.
    pub(super) fn shared(host: &Host) -> Rc<Self> {
        thread_local! {
            static KNOWN: OnceCell<Rc<Known>> = const { OnceCell::new() };
        }
        KNOWN.with(|known| Rc::clone(known.get_or_init(|| Rc::new(Self::of(host)))))
    }

    fn of(host: &Host) -> Self {
        let all = told(host, builtins(host));
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        let mut properties = HashSet::new();
        for (at, signature) in all.iter().enumerate() {
            named.entry(signature.name.clone()).or_default().push(at);
            properties.extend(signature.name.strip_prefix(GET).map(str::to_owned));
        }
        let entries = host.manual().entries().iter();
        let members =
            entries.filter(|entry| matches!(entry.kind, EntryKind::Property | EntryKind::Method));
        let own: HashSet<String> = members
            .filter_map(|entry| entry.receiver.clone())
            .filter(|receiver| !matches!(receiver.as_str(), "any" | "function" | "map" | "range"))
            .collect();
        let types = own
            .iter()
            .cloned()
            .chain(PLAIN.map(str::to_owned))
            .filter(|name| name != "error")
            .collect();
        let of = |kind: EntryKind| {
            let entries = host.manual().entries().iter();
            let named = entries.filter(move |entry| entry.kind == kind);
            named
                .map(|entry| entry.name.clone())
                .collect::<HashSet<_>>()
        };
        let methods = &of(EntryKind::Method) - &of(EntryKind::Function);
        Self {
            all,
            named,
            methods,
            properties,
            types,
            own,
        }
    }

    /// Every way of calling a name; a property has `get$` before it.
    pub(super) fn signatures(&self, name: &str) -> impl Iterator<Item = &Signature> {
        let places = self.named.get(name).into_iter().flatten();
        places.map(|at| &self.all[*at])
    }

    /// Whether there is a function or a method of this name.
    pub(super) fn is_function(&self, name: &str) -> bool {
        is_keyword(name) || self.named.contains_key(name) && !REFUSED.contains(&name)
    }

    /// Whether a name is that of methods alone.
    pub(super) fn is_method_only(&self, name: &str) -> bool {
        self.methods.contains(name)
    }

    /// Whether any type has a property of this name.
    pub(super) fn is_property(&self, name: &str) -> bool {
        self.properties.contains(name)
    }

    /// Whether everything that a type has is known.
    pub(super) fn is_complete(&self, ty: &str) -> bool {
        self.types.contains(ty)
    }

    /// Whether values of a type are never changed by a method.
    pub(super) fn is_fixed(&self, ty: &str) -> bool {
        self.own.contains(ty) && !matches!(ty, "table" | "array" | "map" | "string")
            || matches!(ty, "integer" | "float" | "boolean")
    }

    pub(super) fn has_property(&self, ty: &str, name: &str) -> bool {
        self.signatures(&format!("{GET}{name}"))
            .any(|signature| takes(signature, ty))
    }

    pub(super) fn has_method(&self, ty: &str, name: &str) -> bool {
        self.signatures(name).any(|signature| takes(signature, ty))
    }

    /// Whether a name can be called as a method of a type with so many values, that of what it is
    /// called on among them. What takes a value of any type can be called so as well.
    pub(super) fn is_called_on(&self, ty: &str, name: &str, values: usize) -> bool {
        self.signatures(name)
            .any(|signature| signature.params.len() == values && takes(signature, ty))
    }

    /// How many values the methods of this name take that are of this type alone.
    pub(super) fn arities_of(&self, ty: &str, name: &str) -> Vec<usize> {
        let own = self.signatures(name).filter(|signature| {
            let first = signature.params.first();
            first.is_some_and(|(_, kind)| kind == ty)
        });
        own.map(|signature| signature.params.len() - 1).collect()
    }

    /// The properties and the methods of a type.
    pub(super) fn members(&self, ty: &str) -> (Vec<&str>, Vec<&str>) {
        members(&self.all, ty)
    }

    /// Every name that can be called.
    pub(super) fn functions(&self) -> impl Iterator<Item = &str> {
        let names = self.named.keys().map(String::as_str);
        let named = |name: &&str| is_word(name) && !name.contains('$') && !REFUSED.contains(name);
        names.filter(named)
    }

    /// Every name of a property.
    pub(super) fn all_properties(&self) -> impl Iterator<Item = &str> {
        self.properties.iter().map(String::as_str)
    }

    /// Whether a call does nothing but answer. A method counts what it is called on as a value.
    pub(super) fn only_answers(&self, name: &str, values: usize, ty: Option<&str>) -> bool {
        if is_keyword(name) {
            return matches!(name, "type_of" | "Fn" | "curry");
        }
        if name == "split" && ty == Some("string") {
            return true;
        }
        if is_change(name) || DOES.contains(&name) {
            return false;
        }
        if name.starts_with("assert") || name.starts_with("skip") {
            return false;
        }
        let mut any = false;
        for signature in self.signatures(name) {
            if signature.params.len() != values || ty.is_some_and(|ty| !takes(signature, ty)) {
                continue;
            }
            any = true;
            if signature.returns.is_empty() {
                return false;
            }
        }
        any
    }

    /// The type that every way of calling a name answers, whatever it is called on.
    pub(super) fn always_answers(&self, name: &str) -> Option<&str> {
        let mut types = self.signatures(name).map(|s| s.returns.as_str());
        let first = types.next().filter(|first| *first != "any")?;
        types.all(|other| other == first).then_some(first)
    }

    /// The type of what a call answers.
    pub(super) fn answer(&self, name: &str, values: usize, receiver: &Type) -> Type {
        let ty = receiver.as_ref();
        let mut fitting = self.signatures(name).filter(|signature| {
            signature.params.len() == values && ty.is_none_or(|ty| takes(signature, &ty.name))
        });
        let returns = &fitting.next()?.returns;
        if fitting.any(|other| other.returns != *returns) {
            return None;
        }
        let receiver_member = || ty.and_then(Ty::each);
        let bare = name.strip_prefix(GET).unwrap_or(name);
        match returns.as_str() {
            "" => None,
            "any" => match bare {
                "items" if ty.is_some_and(|ty| ty.is("group")) => receiver_member(),
                // What is found by its id is of the type that it is asked for by.
                "claim" | "measure" | "person" | "report" | "source"
                    if ty.is_some_and(|ty| ty.is("incident")) && !name.starts_with(GET) =>
                {
                    Some(Ty::plain(bare))
                }
                _ => None,
            },
            "list" if bare == "group_by" => {
                // The items of a group are what was grouped.
                Some(Ty::of("list", Some(Ty::of("group", receiver.clone()))))
            }
            "list" if matches!(bare, "filter" | "sort_by") => {
                Some(Ty::of("list", receiver_member()))
            }
            "list" => Some(Ty::of("list", self.singular(bare))),
            "array"
                if matches!(
                    bare,
                    "filter" | "sort_by" | "order" | "order_by" | "order_desc" | "to_array"
                ) =>
            {
                Some(Ty::of("array", receiver_member()))
            }
            other => Some(Ty::plain(other)),
        }
    }

    /// A list is named after what is in it.
    fn singular(&self, name: &str) -> Type {
        let one = match name {
            "people" => "person",
            "parties" => "party",
            name => name.strip_suffix('s')?,
        };
        self.own.contains(one).then(|| Ty::plain(one))
    }
}

/// What a builtin answers as the manual tells it: one of our own may stand in the place of one of the
/// language that answers something else.
fn told(host: &Host, mut all: Vec<Signature>) -> Vec<Signature> {
    let mut answers: HashMap<(String, &[String]), &str> = HashMap::new();
    for entry in host.manual().entries() {
        let name = match entry.kind {
            EntryKind::Property => format!("{GET}{}", entry.name),
            _ => entry.name.clone(),
        };
        let answer = entry.signature.rsplit_once(" -> ");
        answers.insert(
            (name, &entry.types),
            answer.map_or("", |(_, answer)| answer),
        );
    }
    for signature in &mut all {
        let kinds: Vec<String> = signature
            .params
            .iter()
            .map(|(_, kind)| kind.clone())
            .collect();
        if let Some(answer) = answers.get(&(signature.name.clone(), &kinds[..])) {
            signature.returns = (*answer).to_owned();
        }
    }
    all
}

/// Whether what a signature is called on may be of a type.
fn takes(signature: &Signature, ty: &str) -> bool {
    let first = signature.params.first();
    first.is_some_and(|(_, kind)| kind == ty || kind == "any")
}
