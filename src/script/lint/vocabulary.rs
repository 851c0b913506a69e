//! Texts that are compared with a word of a closed list, and are none of them.

use rhai::{Expr, Position};

use super::ty::{self, Type};
use super::walk::Walker;
use crate::incident::{Attribution, Coverage, Kind, MeasureKind, Stance, Standing};
use crate::script::suggest::did_you_mean;

/// A closed list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    Kind,
    MeasureKind,
    Attribution,
    Stance,
    Standing,
    Coverage,
}

impl Closed {
    /// The list that a property of a type holds a word of.
    pub(super) fn of(ty: Option<&str>, property: &str) -> Option<Self> {
        Some(match (ty?, property) {
            ("claim" | "source" | "origin", "kind") => Self::Kind,
            ("measure", "kind") => Self::MeasureKind,
            ("claim", "attribution") => Self::Attribution,
            ("claim", "stance") => Self::Stance,
            ("claim", "standing") => Self::Standing,
            _ => return None,
        })
    }

    /// What a word of it is called.
    fn called(self) -> &'static str {
        match self {
            Self::Kind => "kind of source",
            Self::MeasureKind => "kind of measure",
            Self::Attribution => "attribution",
            Self::Stance => "stance",
            Self::Standing => "standing",
            Self::Coverage => "way to cover",
        }
    }

    fn words(self) -> Vec<&'static str> {
        match self {
            Self::Kind => Kind::ALL.iter().map(|word| word.word()).collect(),
            Self::MeasureKind => MeasureKind::ALL.iter().map(|word| word.word()).collect(),
            Self::Attribution => Attribution::ALL.iter().map(|word| word.word()).collect(),
            Self::Stance => Stance::ALL.iter().map(|word| word.word()).collect(),
            Self::Standing => Standing::ALL.iter().map(|word| word.word()).collect(),
            Self::Coverage => Coverage::ALL.iter().map(|word| word.word()).collect(),
        }
    }
}

impl Walker<'_> {
    /// Looks at a text that is to be a word of a list.
    pub(super) fn word(&mut self, closed: Closed, text: &str, at: Position) {
        let words = closed.words();
        // An empty text asks whether there is one.
        if text.is_empty() || words.contains(&text) {
            return;
        }
        let listed = || {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            format!("the words are {}", words.join(", "))
        };
        let hint = did_you_mean(text, words.iter().copied()).unwrap_or_else(listed);
        let shown: String = text.chars().take(40).collect();
        let message = format!("there is no {} `{shown}`", closed.called());
        if !self.failing {
            self.report("unknown-word", at, message, hint);
        }
    }

    /// Looks at what a value of a list is compared with.
    pub(super) fn compared_word(&mut self, name: &str, args: &[Expr], sides: &[Option<Closed>]) {
        let [a, b] = args else {
            return;
        };
        let pairs = match name {
            "==" | "!=" => [(sides[0], b), (sides[1], a)],
            // `x in list` asks the list.
            "contains" => [(None, a), (sides[1], a)],
            _ => return,
        };
        for (closed, other) in pairs {
            let Some(closed) = closed else {
                continue;
            };
            match other {
                Expr::StringConstant(text, at) if name != "contains" => {
                    self.word(closed, text, *at)
                }
                Expr::Array(items, _) if name == "contains" => {
                    for item in items.iter() {
                        if let Expr::StringConstant(text, at) = item {
                            self.word(closed, text, *at);
                        }
                    }
                }
                // A list of nothing but words is one value in the tree.
                Expr::DynamicConstant(list, at) if name == "contains" => {
                    let items = list.as_array_ref();
                    for item in items.iter().flat_map(|items| items.iter()) {
                        if let Ok(text) = item.as_immutable_string_ref() {
                            self.word(closed, &text, *at);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Looks at the text that a selection of claims is asked by.
    pub(super) fn asked_word(&mut self, receiver: &Type, method: &str, args: &[Expr]) {
        if let [Expr::StringConstant(text, at)] = args
            && ty::name(receiver) == Some("claims")
            && matches!(method, "kind" | "except")
            && !self.context.tree.arities.contains_key(method)
        {
            self.word(Closed::Kind, text, *at);
        }
    }

    /// Looks at the texts that the arms of a `switch` stand for.
    pub(super) fn switched_word(&mut self, closed: Closed, at: Position) {
        let context = self.context;
        for (text, at) in context.heads.arms(at) {
            self.word(closed, text, *at);
        }
    }
}
