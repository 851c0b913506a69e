//! The modules that a script imports by a literal name, read for what they define.

use std::collections::{HashMap, HashSet};

use rhai::{ASTNode, Dynamic, Position, Stmt};

use super::Found;
use super::effects::Effects;
use super::known::Known;
use super::tree::Tree;
use crate::script::fault::Fault;
use crate::script::host::Host;
use crate::script::modules::source_of;
use crate::script::shelf::{STANDARD, shelf_names};
use crate::script::source::{Script, Source};
use crate::script::suggest::did_you_mean;

/// How many modules are read.
const MODULES: usize = 50;

/// How many scripts of a folder are looked through for a name that was meant.
const FILES: usize = 1_000;

/// For how many imports a name that was meant is looked for.
const SUGGESTED: usize = 20;

/// What a script calls a module, and where it imports it.
type Named = (String, Position);

/// The modules of a script.
#[derive(Default)]
pub(super) struct Imports {
    /// By the name of the source.
    modules: HashMap<String, Tree>,
    /// What the functions of each do besides answering.
    effects: HashMap<String, Effects>,
    /// What the script calls each: nothing for one that cannot be read.
    aliases: HashMap<String, Option<String>>,
    /// The scripts beside the one that is looked at, once somebody asked for them.
    beside: Option<Vec<String>>,
    /// What the script imports and cannot have.
    pub(super) unknown: Vec<Found>,
    /// Whether some module could not be read, so that nobody knows what it defines.
    pub(super) missing: bool,
}

impl Imports {
    pub(super) fn of(host: &Host, script: &Script, known: &Known) -> Self {
        let mut imports = Self::default();
        let mut waiting: Vec<(Source, String, Option<Named>)> = Vec::new();
        let mut tried = HashSet::new();
        script.ast.walk(&mut |path: &[ASTNode]| {
            if let Some(ASTNode::Stmt(Stmt::Import(import, _))) = path.last() {
                let name = import.0.get_literal_value(None).map(Dynamic::into_string);
                let alias = import.1.name.to_string();
                match name {
                    Some(Ok(name)) => {
                        let named = (alias, import.0.position());
                        // What stands in a `try` may be there to see whether it fails.
                        let is_try =
                            |node: &ASTNode| matches!(node, ASTNode::Stmt(Stmt::TryCatch(..)));
                        if path.iter().any(is_try) {
                            tried.insert(named.1);
                        }
                        waiting.push((script.source().clone(), name, Some(named)));
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
        let mut broken: HashMap<String, (String, Option<String>)> = HashMap::new();
        while let Some((importer, path, alias)) = waiting.pop() {
            let source = source_of(host.state(), &importer, &path);
            let name = source.as_ref().ok();
            let name = name.map(|source| source.name().to_owned());
            let at = alias.as_ref().map(|(_, at)| *at);
            let at = at.filter(|at| !tried.contains(at));
            if let Some((alias, _)) = alias {
                // Two modules under one name: which one is meant depends on the place.
                let again = imports.aliases.insert(alias.clone(), name.clone());
                if again.is_some_and(|again| again != name) {
                    imports.aliases.insert(alias, None);
                }
            }
            let source = match source {
                Ok(source) => source,
                Err(fault) => {
                    imports.missing = true;
                    if let Some(at) = at {
                        imports.not_found(fault, &importer, &path, at);
                    }
                    continue;
                }
            };
            let name = source.name().to_owned();
            if !seen.insert(name.clone()) {
                if let (Some(at), Some(why)) = (at, broken.get(&name)) {
                    imports.does_not_compile(&path, why, at);
                }
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
                Ok(_) => imports.missing = true,
                Err(failure) => {
                    imports.missing = true;
                    let place = failure.place.as_deref();
                    let place = place.map(|at| format!("{}:{}:{}", at.source, at.line, at.column));
                    let why = (failure.message, place);
                    if let Some(at) = at {
                        imports.does_not_compile(&path, &why, at);
                    }
                    broken.insert(name, why);
                }
            }
        }
        imports
    }

    fn not_found(&mut self, fault: Fault, importer: &Source, path: &str, at: Position) {
        if self.unknown.len() >= SUGGESTED {
            return self.unknown.push(Found {
                check: "unknown-import",
                at,
                message: fault.message,
                hint: fault.hints.first().cloned(),
            });
        }
        let beside = self.beside.get_or_insert_with(|| beside(importer));
        let shelf: Vec<String> = shelf_names()
            .map(|name| format!("{STANDARD}{name}"))
            .collect();
        // The folder is the same in all of those of the shelf: alone it makes no two names alike.
        let bare = path.strip_prefix(STANDARD).unwrap_or(path);
        let near = did_you_mean(path, beside.iter().map(String::as_str));
        let near = near.or_else(|| {
            did_you_mean(bare, shelf_names())
                .and_then(|_| did_you_mean(path, shelf.iter().map(String::as_str)))
        });
        // The name of what comes with the program, without its folder.
        let whole = shelf
            .iter()
            .find(|name| name.strip_prefix(STANDARD) == Some(path));
        let near = whole
            .map(|whole| format!("did you mean `{whole}`?"))
            .or(near);
        let hint = near.or_else(|| fault.hints.first().cloned());
        self.unknown.push(Found {
            check: "unknown-import",
            at,
            message: fault.message,
            hint,
        });
    }

    fn does_not_compile(&mut self, path: &str, why: &(String, Option<String>), at: Position) {
        let (message, place) = why;
        let place = place
            .as_ref()
            .map_or_else(String::new, |place| format!(" ({place})"));
        self.unknown.push(Found {
            check: "unknown-import",
            at,
            message: format!(
                "`{path}` cannot be imported, since it does not compile: {message}{place}"
            ),
            hint: Some("mend that file first: nothing of it can be used".to_owned()),
        });
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

/// The scripts that lie beside one, as an import names them.
fn beside(importer: &Source) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(&importer.folder) else {
        return Vec::new();
    };
    let names = entries.flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        Some(name.strip_suffix(".rhai")?.to_owned())
    });
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names.truncate(FILES);
    names
}
