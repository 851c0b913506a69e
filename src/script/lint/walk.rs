//! The way through a script, in the order in which it is run.

use rhai::{ASTFlags, Expr, FnCallExpr, Position, Stmt, StmtBlock};

use super::binding::{Binding, Role, Scopes};
use super::chain::parts;
use super::learned::Learned;
use super::tree::{Made, Unit, closure};
use super::ty::{self, Ty, Type};
use super::{Context, Found, flow};

/// Goes through a script once.
pub(super) struct Walker<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) learned: &'a Learned,
    pub(super) learning: Learned,
    pub(super) scopes: Scopes,
    /// The loops around the place, each by a number of its own.
    pub(super) loops: Vec<usize>,
    next_loop: usize,
    /// How many closures the place is in.
    pub(super) closures: usize,
    /// How many `try` the place is in.
    pub(super) tries: usize,
    /// Whether the value read last may be a number that is not known.
    pub(super) doubtful: bool,
    /// Whether the function that is walked through asks whether a number is known.
    pub(super) asks: bool,
    /// Whether the place is outside of functions.
    is_outside: bool,
    found: Vec<Found>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(context: &'a Context<'a>, learned: &'a Learned) -> Self {
        let learning = Learned {
            // What has once been mixed stays so: a walk never takes back what another has told.
            mixed: learned.mixed.clone(),
            nothing: learned.nothing,
            ..Learned::default()
        };
        Self {
            context,
            learned,
            learning,
            scopes: Scopes::default(),
            loops: Vec::new(),
            next_loop: 0,
            closures: 0,
            tries: 0,
            doubtful: false,
            asks: false,
            is_outside: true,
            found: Vec::new(),
        }
    }

    /// Returns what was found, and what was learned for another walk.
    pub(super) fn walk(mut self) -> (Vec<Found>, Learned) {
        let tree = self.context.tree;
        self.unit(&tree.top, Vec::new());
        self.is_outside = false;
        for function in &tree.functions {
            let key = (function.name.clone(), function.params.len());
            let given = self.learned.given.get(&key);
            let is_rule = self.context.is_rule && key.0 == "rule" && key.1 == 1;
            let mut params = Vec::new();
            for (at, name) in function.params.iter().enumerate() {
                let ty = match given {
                    _ if is_rule => Some(Ty::plain("claims")),
                    Some(types) => types.get(at).cloned().flatten(),
                    None => None,
                };
                let place = self.context.heads.param(&key.0, key.1, name);
                let mut binding = Binding::new(name, place, Role::Parameter, ty);
                binding.elsewhere = given.is_none() && !is_rule;
                params.push(binding);
            }
            let answer = self.unit(function, params);
            self.learning.answers.insert(key, answer);
        }
        self.unused_imports();
        (self.found, self.learning)
    }

    fn unit(&mut self, unit: &'a Unit, params: Vec<Binding>) -> Type {
        let parts = self.context.tree.with_closures(unit);
        self.asks = parts.iter().any(|part| {
            let calls = &part.facts.calls;
            calls.contains("is_known") || calls.contains("or_else")
        });
        let mark = self.scopes.open();
        for param in params {
            self.declare(param);
        }
        let answer = self.statements(&unit.body, true);
        self.close(mark);
        if unit.facts.returns { None } else { answer }
    }

    pub(super) fn report(
        &mut self,
        check: &'static str,
        at: Position,
        message: String,
        hint: impl Into<Option<String>>,
    ) {
        self.found.push(Found {
            check,
            at,
            message,
            hint: hint.into(),
        });
    }

    pub(super) fn declare(&mut self, mut binding: Binding) -> usize {
        binding.loops = self.loops.len();
        binding.closures = self.closures;
        if self.learned.nothing || self.learned.mixed.contains(&binding.name) {
            binding.ty = None;
        }
        self.scopes.add(binding)
    }

    pub(super) fn close(&mut self, mark: usize) {
        for id in self.scopes.close(mark) {
            self.ended(id);
        }
    }

    /// Goes through statements in the scope that is open; the type of the value of the last.
    fn statements(&mut self, statements: &[Stmt], used: bool) -> Type {
        if let Some(at) = flow::unreachable(statements) {
            self.unreachable(at);
        }
        let last = statements.iter().rposition(|s| !s.is_noop());
        let mut value = None;
        for (at, statement) in statements.iter().enumerate() {
            let is_last = Some(at) == last;
            let ty = self.statement(statement, used && is_last);
            if is_last {
                value = ty;
            }
        }
        value
    }

    fn block(&mut self, block: &StmtBlock, used: bool) -> Type {
        let mark = self.scopes.open();
        let value = self.statements(block.statements(), used);
        self.close(mark);
        value
    }

    fn enter_loop(&mut self) -> usize {
        self.next_loop += 1;
        self.loops.push(self.next_loop);
        self.next_loop
    }

    fn statement(&mut self, statement: &Stmt, used: bool) -> Type {
        match statement {
            Stmt::If(flow, _) => {
                self.value(&flow.expr);
                let then = self.block(&flow.body, used);
                let other = self.block(&flow.branch, used);
                return ty::common([then, other]);
            }
            Stmt::Switch(switch, at) => {
                self.value(&switch.0);
                if self.doubtful {
                    self.switch_on_unknown(&switch.0, *at);
                }
                for case in &switch.1.expressions {
                    self.value(&case.lhs);
                    self.expression(&case.rhs, used);
                }
            }
            Stmt::While(flow, _) | Stmt::Do(flow, ..) => {
                self.enter_loop();
                self.value(&flow.expr);
                self.block(&flow.body, false);
                self.loops.pop();
            }
            Stmt::For(parts, _) => {
                let (name, counter, flow) = &**parts;
                let over = self.value(&flow.expr);
                let is_range = over.as_ref().is_some_and(|ty| ty.is("range"));
                let role = if is_range { Role::Counter } else { Role::Turn };
                let mark = self.scopes.open();
                let each = over.as_ref().and_then(Ty::each);
                let id = self.declare(Binding::new(&name.name, name.pos, role, each));
                let number = self.next_loop + 1;
                self.scopes.get(id).changes_in.insert(number);
                if let Some(counter) = counter {
                    let ty = Some(Ty::plain("integer"));
                    let counter = Binding::new(&counter.name, counter.pos, Role::Turn, ty);
                    let id = self.declare(counter);
                    self.scopes.get(id).changes_in.insert(number);
                }
                self.enter_loop();
                self.block(&flow.body, false);
                self.loops.pop();
                self.close(mark);
            }
            Stmt::Var(parts, flags, _) => self.variable(&parts.0, &parts.1, *flags),
            Stmt::Assignment(parts) => self.assignment(&parts.0, &parts.1),
            Stmt::FnCall(call, at) => {
                if !used {
                    self.dropped_call(call, *at);
                }
                return self.call(call, *at);
            }
            Stmt::Block(block) => return self.block(block, used),
            Stmt::TryCatch(flow, _) => {
                self.tries += 1;
                self.block(&flow.body, used);
                self.tries -= 1;
                let mark = self.scopes.open();
                if let Expr::Variable(variable, _, at) = &flow.expr {
                    self.declare(Binding::new(&variable.1, *at, Role::Caught, None));
                }
                self.block(&flow.branch, used);
                self.close(mark);
            }
            Stmt::Expr(expression) => {
                if !used {
                    self.dropped(expression);
                }
                return self.expression(expression, used);
            }
            Stmt::BreakLoop(Some(value), ..) | Stmt::Return(Some(value), ..) => {
                self.value(value);
            }
            Stmt::Import(import, _) => {
                self.value(&import.0);
            }
            Stmt::Export(names, _) => {
                self.read(&names.0.name, names.0.pos);
            }
            _ => {}
        }
        None
    }

    fn variable(&mut self, name: &rhai::Ident, value: &Expr, flags: ASTFlags) {
        let ty = self.value(value);
        let doubtful = self.doubtful;
        let is_shared = flags.contains(ASTFlags::EXPORTED)
            || flags.contains(ASTFlags::CONSTANT) && self.is_top();
        let role = match value {
            _ if is_shared => Role::Shared,
            Expr::Variable(..) => Role::Copy,
            Expr::Dot(..) | Expr::Index(..) if parts(value).copies() => Role::Copy,
            _ => Role::Variable,
        };
        let mut binding = Binding::new(&name.name, name.pos, role, ty);
        binding.doubtful = doubtful;
        binding.captures = self.held(value);
        binding.closure = closure(value).map(|made| made.name);
        binding.elsewhere = self.is_from_elsewhere(value);
        self.declare(binding);
    }

    /// Whether what is defined here is defined at the top of the script.
    fn is_top(&self) -> bool {
        self.closures == 0 && self.is_outside
    }

    /// Goes through an expression whose value is used.
    pub(super) fn value(&mut self, expression: &Expr) -> Type {
        self.expression(expression, true)
    }

    /// Goes through an expression, and tells the type of its value.
    pub(super) fn expression(&mut self, expression: &Expr, used: bool) -> Type {
        let ty = self.inside(expression, used);
        if !matches!(
            expression,
            Expr::Variable(..) | Expr::Dot(..) | Expr::Index(..)
        ) {
            self.doubtful = false;
        }
        ty
    }

    fn inside(&mut self, expression: &Expr, used: bool) -> Type {
        match expression {
            Expr::IntegerConstant(..) => Some(Ty::plain("integer")),
            Expr::FloatConstant(..) => Some(Ty::plain("float")),
            Expr::BoolConstant(..) => Some(Ty::plain("boolean")),
            Expr::CharConstant(..) => Some(Ty::plain("character")),
            Expr::StringConstant(..) => Some(Ty::plain("string")),
            Expr::InterpolatedString(parts, _) => {
                for part in parts {
                    self.value(part);
                }
                Some(Ty::plain("string"))
            }
            Expr::Array(items, _) => {
                let types: Vec<Type> = items.iter().map(|item| self.value(item)).collect();
                Some(Ty::of("array", ty::common(types)))
            }
            Expr::Map(map, _) => {
                for (_, value) in &map.0 {
                    self.value(value);
                }
                Some(Ty::plain("map"))
            }
            Expr::DynamicConstant(..) => {
                let made = closure(expression)?;
                self.closure(&made, &[]);
                Some(Ty::plain("function"))
            }
            Expr::Variable(variable, _, at) if variable.2.is_empty() => self.read(&variable.1, *at),
            Expr::Stmt(block) => match closure(expression) {
                Some(made) => {
                    self.closure(&made, &[]);
                    Some(Ty::plain("function"))
                }
                None => self.block(block, used),
            },
            Expr::FnCall(call, at) => self.call(call, *at),
            Expr::Dot(..) | Expr::Index(..) => self.chain(expression, used),
            Expr::And(parts, _) | Expr::Or(parts, _) => {
                for part in parts.iter() {
                    self.value(part);
                }
                Some(Ty::plain("boolean"))
            }
            Expr::Coalesce(parts, _) => {
                for part in parts.iter() {
                    self.value(part);
                }
                None
            }
            Expr::Custom(custom, _) => {
                for input in &custom.inputs {
                    self.value(input);
                }
                None
            }
            _ => None,
        }
    }

    /// Goes through an argument that is a function called with values of some types.
    pub(super) fn function_argument(&mut self, argument: &Expr, types: &[Type]) {
        if let Some(made) = closure(argument) {
            self.closure(&made, types);
            return;
        }
        if let Expr::Variable(variable, ..) = argument
            && variable.2.is_empty()
            && self.scopes.find(&variable.1).is_none()
            && let Some(arities) = self.context.tree.arities.get(variable.1.as_str())
        {
            for arity in arities.iter().filter(|arity| **arity <= types.len()) {
                self.learning.call(&variable.1, types[..*arity].to_vec());
            }
            return;
        }
        if let Expr::FnCall(call, _) = argument
            && let Some(name) = named_function(call)
            && let Some(arities) = self.context.tree.arities.get(name)
        {
            for arity in arities.iter().filter(|arity| **arity <= types.len()) {
                self.learning.call(name, types[..*arity].to_vec());
            }
        }
        self.value(argument);
    }

    /// Goes through the body of a closure, where it is made.
    pub(super) fn closure(&mut self, made: &Made, types: &[Type]) {
        let Some(unit) = self.context.tree.closures.get(&made.name) else {
            return;
        };
        let mark = self.scopes.open();
        self.closures += 1;
        let own = unit.params.iter().skip(made.captured.len());
        for (at, name) in own.enumerate() {
            let place = self.context.heads.closure_param(made.at, name);
            let ty = types.get(at).cloned().flatten();
            self.declare(Binding::new(name, place, Role::Closure, ty));
        }
        let tries = std::mem::take(&mut self.tries);
        self.statements(&unit.body, true);
        self.tries = tries;
        self.close(mark);
        self.closures -= 1;
    }

    /// Reads a variable, and tells its type.
    pub(super) fn read(&mut self, name: &str, _at: Position) -> Type {
        let Some(id) = self.scopes.find(name) else {
            self.doubtful = false;
            return match name {
                "incident" => Some(Ty::plain("incident")),
                "incidents" => Some(Ty::of("list", Some(Ty::plain("incident")))),
                _ => None,
            };
        };
        let binding = self.scopes.get(id);
        binding.read = true;
        binding.unread = None;
        let (ty, doubtful) = (binding.ty.clone(), binding.doubtful);
        self.doubtful = doubtful;
        ty
    }
}

/// The function that `Fn("name")` names.
pub(super) fn named_function(call: &FnCallExpr) -> Option<&str> {
    match call.args.first() {
        Some(Expr::StringConstant(name, _)) if call.name == "Fn" && call.args.len() == 1 => {
            Some(name.as_str())
        }
        _ => None,
    }
}
