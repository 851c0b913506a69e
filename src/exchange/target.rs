//! What a column of a sheet is about: a key of an object, written as a path.
//!
//! `says` is a key of the claim that the row is. `covers.what` is a key within a key. `by.kind` is
//! a key of another object: of the source that the claim names under `by`, which the row thereby
//! describes. So a sheet of one table can hold whole pages and sources beside their claims.

use crate::incident::{Key, Noun, Value, nearest};

/// The key that says which incident a row belongs to. It is no key of the object itself.
pub(super) const INCIDENT: &str = "incident";

/// A path from an object to one of its values, or to one of an object that it names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Target {
    /// The keys that lead to another object, and what sort it is of.
    pub(super) hops: Vec<(&'static str, Noun)>,
    /// The key of that object.
    pub(super) key: String,
    /// The key within it, where it holds keys of its own.
    pub(super) inner: Option<String>,
}

impl Target {
    /// The path of a key of the object itself.
    pub(super) fn of(key: &str) -> Self {
        Self {
            hops: Vec::new(),
            key: key.to_owned(),
            inner: None,
        }
    }

    /// Reads the path of a column of a sheet that holds objects of one sort.
    ///
    /// # Errors
    /// What was probably meant, in words.
    pub(super) fn parse(noun: Noun, path: &str) -> Result<Self, String> {
        let (head, rest) = match path.split_once('.') {
            Some((head, rest)) => (head, Some(rest)),
            None => (path, None),
        };
        if head.starts_with("x-") {
            return Ok(Self::of(path));
        }
        if head == INCIDENT && noun != Noun::Incident {
            return match rest {
                None => Ok(Self::of(INCIDENT)),
                Some(rest) => Self::behind(INCIDENT, Noun::Incident, rest),
            };
        }
        let shape = noun.shape();
        let Some(key) = shape.key(head) else {
            let known = paths(noun);
            return Err(match nearest(path, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "{} has the columns {}",
                    shape.list,
                    known
                        .iter()
                        .map(|path| format!("`{path}`"))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            });
        };
        match (key.value, rest) {
            (Value::Part(_) | Value::Link, None) => Err(format!(
                "it has parts, such as `{}`",
                inner_paths(key).first().map_or(head, String::as_str)
            )),
            (Value::Part(_) | Value::Link, Some(rest)) => {
                let known = inner_paths(key);
                if rest.starts_with("x-") || known.iter().any(|known| known == path) {
                    return Ok(Self {
                        inner: Some(rest.to_owned()),
                        ..Self::of(head)
                    });
                }
                Err(format!("its parts are {}", known.join(", ")))
            }
            (_, None) => Ok(Self::of(head)),
            (Value::One(nouns) | Value::Many(nouns), Some(rest)) => {
                // Of those that a page may have its words from, a sheet names mostly the sources.
                let noun = nouns[nouns.len() - 1];
                Self::behind(key.name, noun, rest)
            }
            (_, Some(_)) => Err(format!("`{head}` names no other object")),
        }
    }

    fn behind(key: &'static str, noun: Noun, rest: &str) -> Result<Self, String> {
        let mut target = Self::parse(noun, rest)?;
        target.hops.insert(0, (key, noun));
        Ok(target)
    }

    /// Returns what stands there, for an object of this sort; `None` for an `x-` key.
    pub(super) fn value(&self, noun: Noun) -> Option<Value> {
        let noun = self.hops.last().map_or(noun, |(_, noun)| *noun);
        if self.key == INCIDENT && noun != Noun::Incident {
            return Some(Value::One(&[Noun::Incident]));
        }
        let key = noun.shape().key(&self.key)?;
        match (key.value, self.inner.as_deref()) {
            (Value::Part(keys), Some(inner)) => {
                let mut keys = keys.iter();
                keys.find(|key| key.name == inner).map(|key| key.value)
            }
            (Value::Link, Some("person")) => Some(Value::One(&[Noun::Person])),
            (Value::Link, Some("reason")) => Some(Value::Text),
            (_, Some(_)) => None,
            (value, None) => Some(value),
        }
    }

    /// Tells whether it leads through a key that may name several objects.
    pub(super) fn leads_to_several(&self, noun: Noun) -> bool {
        let mut from = noun;
        self.hops.iter().any(|(key, to)| {
            let key = std::mem::replace(&mut from, *to).shape().key(key);
            matches!(key.map(|key| key.value), Some(Value::Many(_)))
        })
    }

    /// Returns the path as it is written.
    pub(super) fn path(&self) -> String {
        let hops = self.hops.iter().map(|(key, _)| *key);
        let parts = hops.chain([self.key.as_str()]).chain(self.inner.as_deref());
        parts.collect::<Vec<_>>().join(".")
    }
}

fn inner_paths(key: &Key) -> Vec<String> {
    let inner = |name: &str| format!("{}.{name}", key.name);
    match key.value {
        Value::Part(keys) => keys.iter().map(|part| inner(part.name)).collect(),
        Value::Link => vec![inner("person"), inner("reason")],
        _ => vec![key.name.to_owned()],
    }
}

/// Returns the paths of every column of a sheet that holds objects of one sort.
pub(super) fn paths(noun: Noun) -> Vec<String> {
    let incident = (noun != Noun::Incident).then(|| INCIDENT.to_owned());
    let keys = noun.shape().keys.iter();
    incident
        .into_iter()
        .chain(keys.flat_map(inner_paths))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Target, paths};
    use crate::incident::{Noun, SHAPES, Value};

    #[test]
    fn every_column_is_read_as_itself() {
        for shape in SHAPES {
            for path in paths(shape.noun) {
                let target = Target::parse(shape.noun, &path).expect(&path);
                assert_eq!(target.path(), path);
                assert!(target.value(shape.noun).is_some(), "{path}");
            }
        }
    }

    #[test]
    fn a_path_leads_through_other_objects() {
        let target = Target::parse(Noun::Claim, "in.publisher.name").expect("a path");
        assert_eq!(
            target.hops,
            [("in", Noun::Report), ("publisher", Noun::Source)]
        );
        assert!(matches!(target.value(Noun::Claim), Some(Value::Text)));
        let target = Target::parse(Noun::Claim, "via.kind").expect("a path");
        assert_eq!(target.hops, [("via", Noun::Source)]);
        let target = Target::parse(Noun::Claim, "incident.place.lat").expect("a path");
        assert_eq!(target.hops, [("incident", Noun::Incident)]);
        assert_eq!(target.inner.as_deref(), Some("lat"));
        assert!(matches!(target.value(Noun::Claim), Some(Value::Number)));
    }

    #[test]
    fn what_is_no_path_is_explained() {
        for (noun, path, expected) in [
            (Noun::Claim, "say", "did you mean `says`?"),
            (Noun::Claim, "covers", "it has parts, such as `covers.what`"),
            (
                Noun::Claim,
                "covers.why",
                "its parts are covers.what, covers.of",
            ),
            (Noun::Claim, "says.what", "`says` names no other object"),
            (Noun::Claim, "by.nam", "did you mean `name`?"),
            (
                Noun::Party,
                "qqq",
                "parties has the columns `incident`, `id`, `name`, `perpetrator`",
            ),
        ] {
            assert_eq!(
                Target::parse(noun, path).as_ref().err().map(String::as_str),
                Some(expected)
            );
        }
    }

    #[test]
    fn free_keys_are_their_own_columns() {
        let target = Target::parse(Noun::Claim, "x-coder.note").expect("a path");
        assert_eq!(
            (target.path().as_str(), target.hops.len()),
            ("x-coder.note", 0)
        );
        assert!(target.value(Noun::Claim).is_none());
        let target = Target::parse(Noun::Claim, "covers.x-a").expect("a path");
        assert_eq!(target.inner.as_deref(), Some("x-a"));
    }
}
