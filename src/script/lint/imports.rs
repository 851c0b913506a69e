//! The modules that a script imports by a literal name, read for what they define.

use std::collections::{HashMap, HashSet};

use rhai::{ASTNode, Dynamic, Stmt};

use super::effects::Effects;
use super::known::Known;
use super::tree::Tree;
use crate::script::host::Host;
use crate::script::modules::source_of;
use crate::script::source::{Script, Source};

/// How many modules are read.
const MODULES: usize = 50;

/// The modules of a script.
#[derive(Default)]
pub(super) struct Imports {
    /// By the name of the source.
    modules: HashMap<String, Tree>,
    /// What the functions of each do besides answering.
    effects: HashMap<String, Effects>,
    /// What the script calls each: nothing for one that cannot be read.
    aliases: HashMap<String, Option<String>>,
    /// Whether some module could not be read, so that nobody knows what it defines.
    pub(super) missing: bool,
}

impl Imports {
    pub(super) fn of(host: &Host, script: &Script, known: &Known) -> Self {
        let mut imports = Self::default();
        let mut waiting: Vec<(Source, String, Option<String>)> = Vec::new();
        script.ast.walk(&mut |path: &[ASTNode]| {
            if let Some(ASTNode::Stmt(Stmt::Import(import, _))) = path.last() {
                let name = import.0.get_literal_value(None).map(Dynamic::into_string);
                let alias = import.1.name.to_string();
                match name {
                    Some(Ok(name)) => {
                        waiting.push((script.source().clone(), name, Some(alias)));
                    }
                    _ => {
                        imports.missing = true;
                        imports.aliases.insert(alias, None);
                    }
                }
            }
            true
        });
        let mut seen = HashSet::new();
        while let Some((importer, path, alias)) = waiting.pop() {
            let source = source_of(host.state(), &importer, &path);
            let name = source.as_ref().map(|source| source.name().to_owned());
            if let Some(alias) = alias {
                // Two modules under one name: which one is meant depends on the place.
                let again = imports.aliases.insert(alias.clone(), name.clone());
                if again.is_some_and(|again| again != name) {
                    imports.aliases.insert(alias, None);
                }
            }
            let (Some(source), Some(name)) = (source, name) else {
                imports.missing = true;
                continue;
            };
            if !seen.insert(name.clone()) {
                continue;
            }
            match host.compile(source) {
                Ok(module) if imports.modules.len() < MODULES => {
                    let paths = module.imports().iter();
                    waiting.extend(paths.map(|path| (module.source().clone(), path.clone(), None)));
                    let tree = Tree::of(&module.ast);
                    imports
                        .effects
                        .insert(name.clone(), Effects::of(&tree, known));
                    imports.modules.insert(name, tree);
                }
                _ => imports.missing = true,
            }
        }
        imports
    }

    /// The module that the script calls so, where it could be read.
    pub(super) fn module(&self, alias: &str) -> Option<&Tree> {
        self.modules.get(self.aliases.get(alias)?.as_ref()?)
    }

    /// Whether a function of a module may do more than answer.
    pub(super) fn does_more(&self, alias: &str, function: &str) -> bool {
        let name = self.aliases.get(alias).and_then(Option::as_ref);
        let effects = name.and_then(|name| self.effects.get(name));
        effects.is_none_or(|effects| effects.has(function))
    }

    pub(super) fn trees(&self) -> impl Iterator<Item = &Tree> {
        self.modules.values()
    }
}
