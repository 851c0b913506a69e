//! Rules that never look at who depends on whom.

use std::collections::HashSet;

use rhai::{ASTNode, Expr, FnCallExpr, Position};

use super::tree::{Tree, Unit};
use super::{Context, Found};

/// Functions and methods that read several origins, or tell one from another.
const LOOKS: [&str; 10] = [
    "origins",
    "figures",
    "named_by",
    "reached_by",
    "majority",
    "agreement",
    "median",
    "mean",
    "weighted",
    "voice_of",
];

/// Properties that tell one origin from another.
const SHOWN: [&str; 4] = ["origins", "origin", "independent", "voice_of"];

/// What concludes on a figure that one origin alone may have given.
const CONCLUDES: [&str; 8] = [
    "lowest",
    "highest",
    "range",
    "midpoint",
    "newest",
    "named_floor",
    "best_between",
    "conclude",
];

/// What only says something.
const SAYS: [&str; 3] = ["note", "print", "debug"];

/// Looks at whether a rule asks how many independent origins its answer has.
///
/// `told` is what has been found: a name that is nearly one that looks is not told twice. `of_maps`
/// are the places of keys of maps, which say nothing of claims.
pub(super) fn look(
    context: &Context,
    told: &[Found],
    of_maps: &HashSet<Position>,
) -> Option<Found> {
    if !context.is_rule || told.iter().any(is_nearly_a_look) {
        return None;
    }
    let mut reached = Reached {
        context,
        of_maps,
        looks: false,
        concludes: false,
        done: HashSet::new(),
        waiting: Vec::new(),
    };
    reached.everything();
    (reached.concludes && !reached.looks).then(|| Found {
        check: "no-independence",
        at: context.heads.function_at("rule", 1),
        message: "this rule never looks at independence: one origin alone can decide its answer"
            .to_owned(),
        hint: Some(
            "`.origins(\"independent\")` tells the origins apart, `.reached_by(2)` asks for two; \
             where one is meant to be enough, say so with a waiver"
                .to_owned(),
        ),
    })
}

/// Whether a name that is not there was meant to be one that looks.
fn is_nearly_a_look(found: &Found) -> bool {
    let looks = LOOKS.iter().chain(&SHOWN);
    let is_meant = |hint: &String| {
        looks
            .clone()
            .any(|name| hint.contains(&format!("`{name}`")))
    };
    matches!(found.check, "unknown-function" | "unknown-property")
        && found.hint.as_ref().is_some_and(is_meant)
}

/// What a rule reaches: the functions that it calls, those of modules as well.
struct Reached<'a> {
    context: &'a Context<'a>,
    of_maps: &'a HashSet<Position>,
    looks: bool,
    concludes: bool,
    /// The functions that have been reached: of which module, and by which name.
    done: HashSet<(Option<&'a str>, &'a str)>,
    waiting: Vec<(Option<&'a str>, &'a Tree, &'a Unit)>,
}

impl<'a> Reached<'a> {
    fn everything(&mut self) {
        self.reach(None, self.context.tree, "rule");
        while let Some((module, tree, unit)) = self.waiting.pop() {
            for part in tree.with_closures(unit) {
                for statement in &part.body {
                    statement.walk(&mut Vec::new(), &mut |path: &[ASTNode]| {
                        self.node(path, module.is_none());
                        true
                    });
                }
                self.asked_of_modules(module.is_none(), part);
                // A function may be called by its name, or handed over by it.
                for name in part.facts.calls.iter().chain(&part.facts.variables) {
                    self.reach(module, tree, name);
                }
            }
        }
    }

    fn reach(&mut self, module: Option<&'a str>, tree: &'a Tree, name: &'a str) {
        if self.done.insert((module, name)) {
            let units = tree.named(name).map(|unit| (module, tree, unit));
            self.waiting.extend(units);
        }
    }

    fn asked_of_modules(&mut self, is_own: bool, part: &'a Unit) {
        let facts = &part.facts;
        for (alias, name) in &facts.asked {
            if alias == "global" {
                continue;
            }
            match self.context.imports.module(alias) {
                Some(tree) if is_own => self.reach(Some(alias), tree, name),
                // What a module asks of another is not followed by name: it may be asked of any.
                Some(_) | None if !is_own && !self.context.imports.missing => self.everywhere(),
                // A module that cannot be read may look.
                _ => self.looks = true,
            }
        }
    }

    /// Takes what any module calls for reached.
    fn everywhere(&mut self) {
        for unit in self.context.imports.trees().flat_map(Tree::units) {
            let calls = &unit.facts.calls;
            self.looks |= LOOKS.iter().any(|name| calls.contains(*name));
            let properties = &unit.facts.properties;
            self.looks |= SHOWN.iter().any(|name| properties.contains(*name));
            self.concludes |= CONCLUDES.iter().any(|name| calls.contains(*name));
        }
    }

    fn node(&mut self, path: &[ASTNode], is_own: bool) {
        match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))) => {
                self.call(call);
            }
            Some(ASTNode::Stmt(rhai::Stmt::FnCall(call, _))) => self.call(call),
            Some(ASTNode::Expr(Expr::Property(property, at))) => {
                let name = property.2.as_str();
                let of_map = is_own && self.of_maps.contains(at);
                if SHOWN.contains(&name) && !of_map && !is_idle(path) {
                    self.looks = true;
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, call: &FnCallExpr) {
        if call.namespace.is_empty() {
            let name = call.name.as_str();
            self.looks |= LOOKS.contains(&name);
            self.concludes |= CONCLUDES.contains(&name);
        }
    }
}

/// Whether a property that is read is only said, or compared with what is written out: which origin
/// it is, not how many there are.
fn is_idle(path: &[ASTNode]) -> bool {
    path.iter().any(|node| match node {
        ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
        | ASTNode::Stmt(rhai::Stmt::FnCall(call, _)) => {
            SAYS.contains(&call.name.as_str()) || names_one(call)
        }
        _ => false,
    })
}

/// Whether a call compares something with texts that are written out.
fn names_one(call: &FnCallExpr) -> bool {
    let is_text = |side: &Expr| match side {
        Expr::StringConstant(..) => true,
        Expr::Array(items, _) => items.iter().all(|i| matches!(i, Expr::StringConstant(..))),
        Expr::DynamicConstant(value, _) => value.is_array(),
        _ => false,
    };
    matches!(call.name.as_str(), "==" | "!=" | "contains") && call.args.iter().any(is_text)
}
