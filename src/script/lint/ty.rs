//! Types of values, as far as they are certain.

use std::rc::Rc;

/// A type, and of what goes through its members that of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ty {
    pub(super) name: Rc<str>,
    pub(super) member: Option<Rc<Ty>>,
}

/// A type that is known, or not.
pub(super) type Type = Option<Ty>;

impl Ty {
    pub(super) fn plain(name: &str) -> Self {
        Self {
            name: name.into(),
            member: None,
        }
    }

    /// A type with members of a type that may not be known.
    pub(super) fn of(name: &str, member: Type) -> Self {
        Self {
            name: name.into(),
            member: member.map(Rc::new),
        }
    }

    pub(super) fn is(&self, name: &str) -> bool {
        &*self.name == name
    }

    /// The type of each member.
    pub(super) fn each(&self) -> Type {
        match &*self.name {
            "claims" => Some(Self::plain("claim")),
            _ => self.member.as_deref().cloned(),
        }
    }
}

/// Returns the name of a type that may not be known.
pub(super) fn name(of: &Type) -> Option<&str> {
    of.as_ref().map(|ty| &*ty.name)
}

/// Returns the type that all of some values have.
pub(super) fn common(types: impl IntoIterator<Item = Type>) -> Type {
    let mut types = types.into_iter();
    let first = types.next()??;
    types
        .all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}
