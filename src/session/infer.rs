//! The type of an expression, told from its text and from what the session knows.
//!
//! A guess for completion: a chain of names and calls, each of which has a type that the manual
//! knows. Nothing is run.

use crate::script::{Entry, EntryKind};

use super::Session;
use super::last::{LAST, LAST_INSIDE, is_word, only_code};

/// What names may stand for one another while they are looked up: `let a = b; let b = a;`.
const MOST_STEPS: usize = 64;

/// A type, and of a list or an array that of its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inferred {
    pub(super) name: String,
    members: Option<String>,
}

impl Inferred {
    /// Tells the type of the expression that a text ends with.
    pub(super) fn of(session: &Session, text: &str) -> Option<Self> {
        let text = text.trim_end();
        if text.ends_with(['"', '`']) {
            return Some(Self::plain("string"));
        }
        let code = only_code(text);
        Reader { session, steps: 0 }.expression(&code)
    }

    fn plain(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            members: None,
        }
    }

    /// The type of one of them.
    fn member(&self) -> Option<Self> {
        match self.name.as_str() {
            "claims" => Some(Self::plain("claim")),
            _ => self.members.as_deref().map(Self::plain),
        }
    }
}

struct Reader<'a> {
    session: &'a Session,
    steps: usize,
}

impl Reader<'_> {
    /// The type of the expression that a text without quotes and comments ends with, read from the
    /// right to the left.
    fn expression(&mut self, code: &str) -> Option<Inferred> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return None;
        }
        let code = code.trim_end();
        if code.ends_with(']') {
            let before = code[..opening(code, '[', ']')?].trim_end();
            return match before.ends_with(|c: char| is_word(c) || matches!(c, ')' | ']')) {
                true => self.expression(before)?.member(),
                false => Some(Inferred::plain("array")),
            };
        }
        let (head, called) = match code.ends_with(')') {
            true => (code[..opening(code, '(', ')')?].trim_end(), true),
            false => (code, false),
        };
        let start = head.trim_end_matches(is_word).len();
        let (before, name) = (head[..start].trim_end(), &head[start..]);
        if name.is_empty() {
            // Brackets round an expression.
            let inside = called.then(|| &code[head.len()..code.len() - 1])?;
            return self.expression(inside.trim_start().strip_prefix('(')?);
        }
        match before.strip_suffix('.') {
            Some(before) => {
                let receiver = self.expression(before.strip_suffix('?').unwrap_or(before))?;
                self.returned(name, Some(&receiver), called)
            }
            None if called => self.returned(name, None, true),
            None => self.variable(before, name),
        }
    }

    fn variable(&mut self, before: &str, name: &str) -> Option<Inferred> {
        if let Some(local) = self.local(before, name) {
            return Some(local);
        }
        let session = self.session;
        let inside = match name {
            "incident" => return Some(Inferred::plain("incident")),
            "incidents" => {
                return Some(Inferred {
                    name: "list".to_owned(),
                    members: Some("incident".to_owned()),
                });
            }
            _ if name.starts_with(LAST) && name.len() == LAST.len_utf8() => LAST_INSIDE.to_string(),
            name => name.to_owned(),
        };
        match session.scope.get(&inside) {
            Some(value) => Some(Inferred {
                name: session.host.type_of(value),
                members: session.host.type_of_members(value),
            }),
            // Parameters are often named after what they are: `fn rule(claims)`.
            None => self.is_type(name).then(|| Inferred::plain(name)),
        }
    }

    /// What a name stands for that is given in the same text: by `let`, by `for`, or as the
    /// parameter of a closure that a method calls for each member.
    fn local(&mut self, before: &str, name: &str) -> Option<Inferred> {
        let given = |head: &str| {
            let at = before.rfind(head)?;
            (!before[..at].ends_with(is_word)).then_some(at)
        };
        let bound = [format!("let {name} ="), format!("const {name} =")];
        let bound = bound
            .iter()
            .filter_map(|head| Some(given(head)? + head.len()));
        let each = format!("for {name} in ");
        let each = given(&each).map(|at| at + each.len());
        let parameter = before.rfind(&format!("|{name}|"));
        let latest = bound.clone().chain(each).chain(parameter).max()?;
        if Some(latest) == parameter {
            let call = before[..latest].trim_end().strip_suffix('(')?.trim_end();
            let start = call.trim_end_matches(is_word).len();
            let (receiver, method) = (call[..start].trim_end().strip_suffix('.')?, &call[start..]);
            return match method {
                "weighted" => Some(Inferred::plain("origin")),
                _ => self.expression(receiver)?.member(),
            };
        }
        let ends = if Some(latest) == each { '{' } else { ';' };
        let value = before[latest..].split(ends).next()?;
        let value = self.expression(value)?;
        if Some(latest) == each {
            value.member()
        } else {
            Some(value)
        }
    }

    /// What a property, a method or a function answers.
    fn returned(&self, name: &str, receiver: Option<&Inferred>, called: bool) -> Option<Inferred> {
        let of = receiver.map(|receiver| receiver.name.as_str());
        let fits = |entry: &&Entry| {
            entry.name == name
                && entry.receiver.as_deref() == of
                && (entry.kind != EntryKind::Property) == called
        };
        let entry = self.session.host.manual().entries().iter().find(fits)?;
        let (_, returns) = entry.signature.rsplit_once(" -> ")?;
        let is_many = |name: &str| matches!(name, "list" | "array");
        let members = match receiver.filter(|receiver| is_many(&receiver.name)) {
            _ if !is_many(returns) => None,
            _ if name == "group_by" => Some("group".to_owned()),
            _ if name == "map" => None,
            Some(receiver) => receiver.members.clone(),
            None if name == "to_array" => receiver?.member().map(|member| member.name),
            None => self.singular(name),
        };
        match returns {
            // What is found by its id is of the type that it is asked for by.
            "any" if self.is_type(name) => Some(Inferred::plain(name)),
            "any" => None,
            returns => Some(Inferred {
                name: returns.to_owned(),
                members,
            }),
        }
    }

    /// A list is named after what is in it.
    fn singular(&self, name: &str) -> Option<String> {
        let one = match name {
            "people" => "person",
            "parties" => "party",
            "to_array" => return None,
            name => name.strip_suffix('s')?,
        };
        self.is_type(one).then(|| one.to_owned())
    }

    fn is_type(&self, name: &str) -> bool {
        self.session.host.manual().types().contains_key(name)
    }
}

/// Where the bracket begins that the last character closes.
fn opening(text: &str, opens: char, closes: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        if c == closes {
            depth += 1;
        } else if c == opens {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}
