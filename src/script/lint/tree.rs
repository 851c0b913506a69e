//! The statements of a script, of its functions and of its closures, and what stands in each.

use std::collections::{HashMap, HashSet};

use rhai::{
    AST, ASTFlags, ASTNode, Expr, FnAccess, FnCallExpr, FnPtr, Module, Namespace, Position, Stmt,
};

use super::chain::{Link, parts};
use super::known::{MAPS_OR_ARRAYS, is_change};
use crate::script::source::ANONYMOUS;

/// A script as it is walked through.
pub(super) struct Tree {
    /// The statements outside of functions.
    pub(super) top: Unit,
    /// The functions, by name.
    pub(super) functions: Vec<Unit>,
    /// The closures by the names that the engine gives them. Two that are written alike are one.
    pub(super) closures: HashMap<String, Unit>,
    /// Where in the list the functions of a name begin.
    begins: HashMap<String, usize>,
    /// How many values the functions of a name take.
    pub(super) arities: HashMap<String, Vec<usize>>,
}

/// Statements that are run together.
#[derive(Default)]
pub(super) struct Unit {
    /// The name of the function; empty for the top of the script.
    pub(super) name: String,
    /// The parameters; of a closure, what it captures comes first.
    pub(super) params: Vec<String>,
    /// Whether other scripts cannot call it.
    pub(super) private: bool,
    pub(super) body: Vec<Stmt>,
    pub(super) facts: Facts,
}

/// What stands in some statements, closures made there left out.
#[derive(Default)]
pub(super) struct Facts {
    /// Functions and methods that are called, operators left out, and `Fn("..")`.
    pub(super) calls: HashSet<String>,
    /// Properties that are read or set.
    pub(super) properties: HashSet<String>,
    /// Properties that are set.
    pub(super) set: HashSet<String>,
    /// Variables that are read or set.
    pub(super) variables: HashSet<String>,
    /// Closures that are made.
    pub(super) closures: HashSet<String>,
    /// Modules that are asked for something.
    pub(super) modules: HashSet<String>,
    /// What is asked of modules: the name of the module, and what.
    pub(super) asked: HashSet<(String, String)>,
    /// Keys of maps that are written out.
    pub(super) keys: HashSet<String>,
    /// Texts that are written out and could be names.
    pub(super) texts: HashSet<String>,
    /// Whether a map may get keys that are written nowhere.
    pub(super) keys_from_data: bool,
    /// Whether it throws.
    pub(super) throws: bool,
    /// Whether it speaks of `this`.
    pub(super) this: bool,
    /// Whether something that is there already is changed.
    pub(super) changes: bool,
    /// Whether it returns a value by the word.
    pub(super) returns: bool,
}

impl Tree {
    pub(super) fn of(ast: &AST) -> Self {
        let mut top = Unit {
            body: ast.statements().to_vec(),
            ..Unit::default()
        };
        for statement in &top.body {
            statement.walk(&mut Vec::new(), &mut |path: &[ASTNode]| {
                top.facts.node(path);
                true
            });
        }
        let mut tree = Self {
            top,
            functions: Vec::new(),
            closures: HashMap::new(),
            begins: HashMap::new(),
            arities: HashMap::new(),
        };
        let module: &Module = ast.as_ref();
        for (_, access, name, params, definition) in module.iter_script_fn_info() {
            let mut unit = Unit {
                name: name.to_owned(),
                params: definition.params.iter().map(|p| p.to_string()).collect(),
                private: access == FnAccess::Private,
                ..Unit::default()
            };
            // The type of a body cannot be named, but a walk through it can.
            let mut alone = Module::new();
            alone.set_script_fn(definition.clone());
            AST::new([], alone).walk(&mut |path: &[ASTNode]| {
                if let [ASTNode::Stmt(statement)] = path {
                    unit.body.push((*statement).clone());
                }
                unit.facts.node(path);
                true
            });
            if name.starts_with(ANONYMOUS) {
                tree.closures.insert(name.to_owned(), unit);
            } else {
                tree.arities
                    .entry(name.to_owned())
                    .or_default()
                    .push(params);
                tree.functions.push(unit);
            }
        }
        tree.functions
            .sort_by(|a, b| (&a.name, a.params.len()).cmp(&(&b.name, b.params.len())));
        for (at, function) in tree.functions.iter().enumerate() {
            tree.begins.entry(function.name.clone()).or_insert(at);
        }
        tree
    }

    /// The functions of a name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Unit> {
        let begin = self.begins.get(name).copied();
        let from = &self.functions[begin.unwrap_or(self.functions.len())..];
        from.iter()
            .take_while(move |function| function.name == name)
    }

    /// Every part of the script.
    pub(super) fn units(&self) -> impl Iterator<Item = &Unit> {
        let rest = self.functions.iter().chain(self.closures.values());
        std::iter::once(&self.top).chain(rest)
    }

    /// A part and the closures that are made in it, and in those.
    pub(super) fn with_closures<'a>(&'a self, unit: &'a Unit) -> Vec<&'a Unit> {
        let mut seen = HashSet::new();
        let mut waiting = vec![unit];
        let mut all = Vec::new();
        while let Some(unit) = waiting.pop() {
            all.push(unit);
            let made = unit.facts.closures.iter();
            let new = made.filter(|name| seen.insert(name.as_str()));
            waiting.extend(new.filter_map(|name| self.closures.get(name)));
        }
        all
    }
}

impl Facts {
    fn node(&mut self, path: &[ASTNode]) {
        match path.last() {
            Some(ASTNode::Stmt(statement)) => self.statement(statement),
            Some(ASTNode::Expr(expression)) => self.expression(expression),
            _ => {}
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::FnCall(call, _) => self.call(call),
            Stmt::Return(value, flags, _) => {
                self.throws |= flags.contains(ASTFlags::BREAK);
                self.returns |= value.is_some() && !flags.contains(ASTFlags::BREAK);
            }
            Stmt::Assignment(assignment) => {
                self.changes = true;
                match parts(&assignment.1.lhs).links.last() {
                    Some(Link::Property(name, _)) => {
                        self.set.insert((*name).to_owned());
                    }
                    Some(Link::Index(Expr::StringConstant(..) | Expr::IntegerConstant(..)))
                    | None => {}
                    Some(_) => self.keys_from_data = true,
                }
            }
            _ => {}
        }
    }

    fn expression(&mut self, expression: &Expr) {
        match expression {
            Expr::FnCall(call, _) | Expr::MethodCall(call, _) => self.call(call),
            Expr::Property(property, _) => {
                self.properties.insert(property.2.to_string());
            }
            Expr::Variable(variable, ..) if variable.2.is_empty() => {
                self.variables.insert(variable.1.to_string());
            }
            Expr::Variable(variable, ..) => {
                self.asked(&variable.2, &variable.1);
            }
            Expr::ThisPtr(_) => self.this = true,
            Expr::StringConstant(text, _) if text.len() < 64 => {
                self.texts.insert(text.to_string());
            }
            Expr::Map(map, _) => {
                let keys = map.0.iter().map(|(key, _)| key.name.to_string());
                self.keys.extend(keys);
            }
            Expr::DynamicConstant(value, _) => {
                if let Some(function) = value.read_lock::<FnPtr>() {
                    self.closures.insert(function.fn_name().to_owned());
                }
            }
            _ => {}
        }
    }

    fn asked(&mut self, of: &Namespace, name: &str) {
        let root = of.root().to_owned();
        self.modules.insert(root.clone());
        self.asked.insert((root, name.to_owned()));
    }

    fn call(&mut self, call: &FnCallExpr) {
        if !call.namespace.is_empty() {
            self.asked(&call.namespace, &call.name);
        }
        let literal = |at: usize| match call.args.get(at) {
            Some(Expr::StringConstant(text, _)) => Some(text.to_string()),
            _ => None,
        };
        match call.name.as_str() {
            "Fn" => self.calls.extend(literal(0)),
            "parse_json" => self.keys_from_data = true,
            name if MAPS_OR_ARRAYS.contains(&name) => {
                self.keys_from_data |= !matches!(
                    call.args.first(),
                    Some(Expr::IntegerConstant(..) | Expr::StringConstant(..))
                );
            }
            _ => {}
        }
        self.changes |= is_change(&call.name);
        self.calls.insert(call.name.to_string());
    }
}

/// What makes a closure: its name, the variables that it captures, and where it begins.
pub(super) struct Made<'e> {
    pub(super) name: String,
    pub(super) captured: Vec<&'e str>,
    pub(super) at: Position,
}

/// Reads the expression that makes a closure. One that captures variables is a block in the tree,
/// which shares them and binds them to the closure.
pub(super) fn closure(expression: &Expr) -> Option<Made<'_>> {
    match expression {
        Expr::DynamicConstant(value, at) => {
            let function = value.read_lock::<FnPtr>()?;
            function.is_anonymous().then(|| Made {
                name: function.fn_name().to_owned(),
                captured: Vec::new(),
                at: *at,
            })
        }
        Expr::Stmt(block) => {
            let [Stmt::Share(_), Stmt::Expr(bound)] = block.statements() else {
                return None;
            };
            let Expr::FnCall(call, _) = &**bound else {
                return None;
            };
            let (function, captured) = call.args.split_first()?;
            let names = captured.iter().filter_map(|captured| match captured {
                Expr::Variable(variable, ..) => Some(variable.1.as_str()),
                _ => None,
            });
            let made = closure(function)?;
            Some(Made {
                captured: names.collect(),
                ..made
            })
        }
        _ => None,
    }
}
