//! How the value of a key is made of the cells of a row.
//!
//! A recipe is the name of a column, or an object. It starts from one thing: `column`, `columns`
//! (recipes whose texts are joined, those that are empty left out), `first` (recipes, of which the
//! first that is not empty counts), `constant`, or `low` and `high` (recipes for the ends of a
//! range; one alone is a floor, or a ceiling). Then, in this order: `split` parts the text, and
//! `take` picks a part, counted from 1 or from the end with -1; `replace` changes words within it;
//! `translate` changes it as a whole, and `otherwise` says what becomes of a text that has no
//! translation: `keep`, the default, `empty`, or `refuse`; `empty` is what an empty cell means.
//! Words and whole texts are compared case-blind and with white space folded.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::words::replace_words;
use crate::incident::fold;

/// What an empty figure means where it means that there is no claim.
pub(super) const NO_CLAIM: &str = "no claim";

/// The longest text that a recipe may make, in bytes: twice what a cell holds.
const LONGEST: usize = 65_536;

/// How deep recipes may nest. A mapping comes from strangers, too.
const DEEPEST: usize = 16;

/// How a value is made.
#[derive(Clone, Debug)]
pub(super) struct Recipe {
    base: Base,
    split: Option<String>,
    take: Option<i32>,
    replace: Vec<(String, String)>,
    translate: Option<BTreeMap<String, String>>,
    otherwise: Otherwise,
    empty: Option<String>,
}

#[derive(Clone, Debug)]
enum Base {
    Column(String),
    Columns(Vec<Recipe>, String),
    First(Vec<Recipe>),
    Constant(String),
    /// The low and the high end of a range, either of which may be missing.
    Ends(Box<(Recipe, Recipe)>),
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Otherwise {
    #[default]
    Keep,
    Empty,
    Refuse,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    column: Option<String>,
    columns: Option<Vec<Recipe>>,
    first: Option<Vec<Recipe>>,
    constant: Option<Scalar>,
    low: Option<Recipe>,
    high: Option<Recipe>,
    join: Option<String>,
    split: Option<String>,
    take: Option<i32>,
    #[serde(default)]
    replace: BTreeMap<String, String>,
    translate: Option<BTreeMap<String, Scalar>>,
    otherwise: Option<Otherwise>,
    empty: Option<String>,
}

/// A text; a number or a truth value is taken for its text.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Whole(i64),
    Number(f64),
    Flag(bool),
}

impl Scalar {
    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for Recipe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Recipe;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a column, or an object such as {\"column\": \"Dead\"}")
            }

            fn visit_str<E: Error>(self, column: &str) -> Result<Recipe, E> {
                Ok(Recipe::column(column))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Recipe, A::Error> {
                let file = File::deserialize(MapAccessDeserializer::new(map))?;
                let recipe = Recipe::of(file).map_err(A::Error::custom)?;
                if recipe.depth() > DEEPEST {
                    return Err(A::Error::custom("recipes nest too deep"));
                }
                Ok(recipe)
            }
        }

        deserializer.deserialize_any(Read)
    }
}

/// Why a recipe made nothing of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unmade {
    /// A text has no translation, and must have one.
    Untranslated(String),
    /// A text has grown longer than any that a cell holds.
    TooLong,
}

fn length_of(texts: &[String]) -> Result<(), Unmade> {
    let length: usize = texts.iter().map(String::len).sum();
    if length > LONGEST {
        return Err(Unmade::TooLong);
    }
    Ok(())
}

/// What a recipe made of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// Nothing: the cells are empty.
    Nothing,
    /// A text that is yet to be read as its key asks for.
    Text(String),
    /// Texts that were parted by the recipe.
    Texts(Vec<String>),
}

impl Recipe {
    /// The text of a column as it stands.
    pub(super) fn column(name: &str) -> Self {
        Self {
            base: Base::Column(name.to_owned()),
            split: None,
            take: None,
            replace: Vec::new(),
            translate: None,
            otherwise: Otherwise::Keep,
            empty: None,
        }
    }

    fn of(file: File) -> Result<Self, String> {
        let ends = match (file.low, file.high) {
            (None, None) => None,
            (Some(low), Some(high)) => Some(Base::Ends(Box::new((low, high)))),
            _ => return Err("`low` and `high` stand together".to_owned()),
        };
        let bases = [
            ends,
            file.column.map(Base::Column),
            file.columns
                .map(|recipes| Base::Columns(recipes, file.join.unwrap_or_else(|| " ".to_owned()))),
            file.first.map(Base::First),
            file.constant
                .map(|scalar| Base::Constant(scalar.into_text())),
        ];
        let mut bases = bases.into_iter().flatten();
        let (Some(base), None) = (bases.next(), bases.next()) else {
            return Err(
                "expected one of `column`, `columns`, `first`, `constant`, or `low` and `high`"
                    .to_owned(),
            );
        };
        if file.take == Some(0) {
            return Err("`take` counts from 1, or from the end with -1".to_owned());
        }
        if file.split.as_deref() == Some("") {
            return Err("`split` needs a text that parts".to_owned());
        }
        if file.take.is_some() && file.split.is_none() {
            return Err("`take` needs `split`".to_owned());
        }
        if file.otherwise.is_some() && file.translate.is_none() {
            return Err("`otherwise` needs `translate`".to_owned());
        }
        let mut replace: Vec<(String, String)> = file.replace.into_iter().collect();
        // The longest first, so that a phrase goes before a word of it.
        replace.sort_by_key(|(from, _)| std::cmp::Reverse(from.chars().count()));
        Ok(Self {
            base,
            split: file.split,
            take: file.take,
            replace,
            translate: file.translate.map(|entries| {
                let entries = entries.into_iter();
                entries
                    .map(|(from, to)| (fold(&from), to.into_text()))
                    .collect()
            }),
            otherwise: file.otherwise.unwrap_or_default(),
            empty: file.empty,
        })
    }

    fn parts(&self) -> Vec<&Self> {
        match &self.base {
            Base::Columns(recipes, _) | Base::First(recipes) => recipes.iter().collect(),
            Base::Ends(ends) => vec![&ends.0, &ends.1],
            Base::Column(_) | Base::Constant(_) => Vec::new(),
        }
    }

    fn depth(&self) -> usize {
        1 + self.parts().into_iter().map(Self::depth).max().unwrap_or(0)
    }

    /// Returns the columns that it reads.
    pub(super) fn columns(&self) -> Vec<&str> {
        match &self.base {
            Base::Column(name) => vec![name],
            _ => self.parts().into_iter().flat_map(Self::columns).collect(),
        }
    }

    /// Tells whether it is always this text.
    pub(super) fn is_constant(&self, text: &str) -> bool {
        matches!(&self.base, Base::Constant(constant) if constant == text)
    }

    /// Tells whether an empty figure was said to mean something.
    pub(super) fn says_what_empty_means(&self) -> bool {
        self.empty.is_some() || self.parts().into_iter().any(Self::says_what_empty_means)
    }

    /// Makes the value; `cell` gives the text of a column of the row.
    ///
    /// # Errors
    /// With a text that has no translation and must have one, or that has grown too long.
    pub(super) fn make(&self, cell: &impl Fn(&str) -> String) -> Result<Made, Unmade> {
        let base = match &self.base {
            Base::Column(name) => cell(name).trim().to_owned(),
            Base::Constant(text) => text.clone(),
            Base::Columns(recipes, join) => {
                let mut texts = Vec::with_capacity(recipes.len());
                for recipe in recipes {
                    texts.extend(recipe.make(cell)?.into_texts());
                    // As it grows, so that a few lines of a mapping cannot ask for all memory.
                    length_of(&texts)?;
                }
                texts.join(join)
            }
            Base::Ends(ends) => {
                let text =
                    |recipe: &Self| Ok::<_, Unmade>(recipe.make(cell)?.into_texts().join(" "));
                between(&text(&ends.0)?, &text(&ends.1)?)
            }
            Base::First(recipes) => {
                let mut first = Made::Nothing;
                for recipe in recipes {
                    first = recipe.make(cell)?;
                    if first != Made::Nothing {
                        break;
                    }
                }
                match first {
                    // What was parted stays parted, unless more is to be done with it.
                    Made::Texts(texts) if self.is_bare() => return Ok(Made::Texts(texts)),
                    other => other.into_texts().join(" "),
                }
            }
        };
        if base.len() > LONGEST {
            return Err(Unmade::TooLong);
        }
        let parts: Vec<&str> = match (&self.split, self.take) {
            (None, _) => vec![base.trim()],
            (Some(split), None) => base.split(split.as_str()).map(str::trim).collect(),
            (Some(split), Some(take)) => {
                let parts: Vec<&str> = base.split(split.as_str()).map(str::trim).collect();
                vec![pick(&parts, take).unwrap_or_default()]
            }
        };
        let mut texts = Vec::with_capacity(parts.len());
        for part in parts {
            let text = self.translated(self.replaced(part))?;
            texts.extend(Some(text).filter(|text| !text.is_empty()));
            length_of(&texts)?;
        }
        if texts.is_empty() {
            texts.extend(self.empty.clone().filter(|text| !text.is_empty()));
        }
        Ok(match (texts.len(), &self.split, self.take) {
            (0, ..) => Made::Nothing,
            (_, Some(_), None) => Made::Texts(texts),
            _ => Made::Text(texts.remove(0)),
        })
    }

    fn is_bare(&self) -> bool {
        self.split.is_none() && self.replace.is_empty() && self.translate.is_none()
    }

    fn translated(&self, text: String) -> Result<String, Unmade> {
        let Some(entries) = &self.translate else {
            return Ok(text);
        };
        match (entries.get(&fold(&text)), self.otherwise) {
            (Some(to), _) => Ok(to.clone()),
            (None, _) if text.is_empty() => Ok(text),
            (None, Otherwise::Keep) => Ok(text),
            (None, Otherwise::Empty) => Ok(String::new()),
            (None, Otherwise::Refuse) => Err(Unmade::Untranslated(text)),
        }
    }

    fn replaced(&self, text: &str) -> String {
        if self.replace.is_empty() {
            return text.to_owned();
        }
        let mut text = text.to_owned();
        for (from, to) in &self.replace {
            text = replace_words(&text, from, to);
            if text.len() > LONGEST {
                break;
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Made {
    /// Returns the texts, be it one or several.
    pub(super) fn into_texts(self) -> Vec<String> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Text(text) => vec![text],
            Self::Texts(texts) => texts,
        }
    }
}

/// The phrase of a range. With one end alone it is a floor, or a ceiling.
fn between(low: &str, high: &str) -> String {
    match (low, high) {
        ("", "") => String::new(),
        (low, "") => format!("at least {low}"),
        ("", high) => format!("up to {high}"),
        (low, high) if low == high => low.to_owned(),
        (low, high) => format!("{low}-{high}"),
    }
}

fn pick<'a>(parts: &[&'a str], take: i32) -> Option<&'a str> {
    let at = usize::try_from(take.unsigned_abs()).ok()?;
    if take > 0 {
        parts.get(at - 1).copied()
    } else {
        parts.len().checked_sub(at).map(|at| parts[at])
    }
}

#[cfg(test)]
mod tests {
    use super::{Made, Recipe, Unmade};

    fn make(recipe: &str, cells: &[(&str, &str)]) -> Result<Made, Unmade> {
        let recipe: Recipe = serde_json::from_str(recipe).expect(recipe);
        recipe.make(&|column: &str| {
            let mut cells = cells.iter();
            let found = cells.find(|(name, _)| *name == column);
            found.map_or(String::new(), |(_, text)| (*text).to_owned())
        })
    }

    fn text(recipe: &str, cells: &[(&str, &str)]) -> String {
        match make(recipe, cells).expect(recipe) {
            Made::Text(text) => text,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn renamed_combined_split_translated_filled() {
        let cells = [
            ("a", " x "),
            ("b", "A; b ;"),
            ("q", "at_least"),
            ("n", "7"),
            ("e", ""),
            ("nine", "9"),
        ];
        assert_eq!(text(r#""a""#, &cells), "x");
        assert_eq!(text(r#"{"column": "e"}"#, &cells), "Nothing");
        assert_eq!(
            text(r#"{"column": "e", "empty": "unknown"}"#, &cells),
            "unknown"
        );
        assert_eq!(text(r#"{"constant": 5}"#, &cells), "5");
        assert_eq!(
            text(r#"{"columns": ["a", "e", "n"], "join": "-"}"#, &cells),
            "x-7"
        );
        assert_eq!(text(r#"{"first": ["e", "n"]}"#, &cells), "7");
        for (low, high, phrase) in [
            ("e", "e", "Nothing"),
            ("n", "e", "at least 7"),
            ("e", "n", "up to 7"),
            ("n", "n", "7"),
            ("n", "nine", "7-9"),
        ] {
            let recipe = format!(r#"{{"low": "{low}", "high": "{high}"}}"#);
            assert_eq!(text(&recipe, &cells), phrase);
        }
        assert_eq!(
            text(r#"{"column": "b", "split": ";"}"#, &cells),
            r#"Texts(["A", "b"])"#
        );
        assert_eq!(
            text(r#"{"column": "b", "split": ";", "take": 2}"#, &cells),
            "b"
        );
        assert_eq!(
            text(r#"{"column": "a", "split": ";", "take": -1}"#, &cells),
            "x"
        );
        assert_eq!(
            text(r#"{"column": "a", "split": ";", "take": -2}"#, &cells),
            "Nothing"
        );
        let recipe =
            r#"{"columns": [{"column": "q", "translate": {"AT_LEAST": "at least"}}, "n"]}"#;
        assert_eq!(text(recipe, &cells), "at least 7");
        let recipe =
            r#"{"column": "b", "split": ";", "translate": {"a": "z"}, "otherwise": "empty"}"#;
        assert_eq!(text(recipe, &cells), r#"Texts(["z"])"#);
        let refused = make(
            r#"{"column": "a", "translate": {}, "otherwise": "refuse"}"#,
            &cells,
        );
        assert_eq!(refused, Err(Unmade::Untranslated("x".to_owned())));
    }

    #[test]
    fn what_is_no_recipe_is_refused() {
        for recipe in [
            "7",
            "{}",
            r#"{"column": "a", "constant": "b"}"#,
            r#"{"column": "a", "take": 1}"#,
            r#"{"column": "a", "split": ";", "take": 0}"#,
            r#"{"column": "a", "split": ""}"#,
            r#"{"column": "a", "otherwise": "keep"}"#,
            r#"{"colum": "a"}"#,
        ] {
            assert!(serde_json::from_str::<Recipe>(recipe).is_err(), "{recipe}");
        }
    }
}
