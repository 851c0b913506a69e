//! The way through a script, in the order in which it is run.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use rhai::{ASTFlags, Expr, Position, Stmt, StmtBlock};

use super::binding::{Binding, Role, Scopes};
use super::chain::{parts, variable};
use super::expressions::named_function;
use super::learned::Learned;
use super::tree::{Tree, Unit, closure};
use super::turns::{Block, Ended};
use super::ty::{self, Ty, Type};
use super::vocabulary::Closed;
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
    /// When each loop has ended.
    pub(super) ends: HashMap<usize, usize>,
    /// The blocks around the place.
    pub(super) blocks: Vec<Block>,
    /// How many blocks, loops and values given there have been.
    pub(super) clock: usize,
    /// Closures that are kept, of variables whose scope has ended.
    pub(super) ended: Vec<Ended>,
    /// How many closures the place is in.
    pub(super) closures: usize,
    /// How many `try` the place is in.
    pub(super) tries: usize,
    /// Whether the value read last may be a number that is not known.
    pub(super) doubtful: bool,
    /// The list that the value read last is a word of.
    pub(super) closed: Option<Closed>,
    /// Whether the function that is walked through is a test, whose answer nobody reads.
    pub(super) in_test: bool,
    /// Whether the function that is walked through asks whether a number is known.
    pub(super) asks: bool,
    /// How many suggestions have been looked for.
    pub(super) suggested: usize,
    /// Whether the method that is called next is of a value that another script hands in.
    pub(super) elsewhere: bool,
    /// What functions that sorting was given answer, where that is no number: read once each.
    pub(super) comparers: HashMap<*const Unit, Option<String>>,
    /// The parameters that functions hand on in what they answer: read once each.
    pub(super) hands_on: HashMap<*const Unit, Rc<HashSet<String>>>,
    /// Whether the closure that comes next is there to fail.
    pub(super) is_to_fail: bool,
    /// Whether the place is in such a closure.
    pub(super) failing: bool,
    /// Whether what stands here may be there only to see whether it fails.
    pub(super) probes: bool,
    /// Whether nobody imports the script: it does something by itself.
    is_plain: bool,
    /// The names that functions speak of without having them: constants of the top.
    in_functions: HashSet<&'a str>,
    /// Whether the place is outside of functions.
    is_outside: bool,
    found: Vec<Found>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(context: &'a Context<'a>, learned: &'a Learned) -> Self {
        let learning = Learned {
            // What has once been mixed stays so: a walk never takes back what another has told.
            mixed: learned.mixed.clone(),
            ..Learned::default()
        };
        Self {
            context,
            learned,
            learning,
            scopes: Scopes::default(),
            loops: Vec::new(),
            next_loop: 0,
            ends: HashMap::new(),
            blocks: Vec::new(),
            clock: 0,
            ended: Vec::new(),
            closures: 0,
            tries: 0,
            doubtful: false,
            closed: None,
            in_test: false,
            asks: false,
            suggested: 0,
            elsewhere: false,
            comparers: HashMap::new(),
            hands_on: HashMap::new(),
            is_to_fail: false,
            failing: false,
            probes: false,
            is_plain: is_plain(context),
            in_functions: in_functions(context.tree),
            is_outside: true,
            found: Vec::new(),
        }
    }

    /// Returns what was found, and what was learned for another walk.
    pub(super) fn walk(mut self) -> (Vec<Found>, Learned) {
        let tree = self.context.tree;
        self.unit(&tree.top, Vec::new());
        self.is_outside = false;
        let called: HashSet<&String> = tree.units().flat_map(|unit| &unit.facts.calls).collect();
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
            let is_test = key.0.starts_with("test_") && key.1 == 0 && !function.private;
            self.in_test = is_test && !called.contains(&key.0);
            let answer = self.unit(function, params);
            self.in_test = false;
            self.learning.answers.insert(key, answer);
        }
        self.closures_of_other_turns();
        self.unused_imports();
        (self.found, self.learning)
    }

    fn unit(&mut self, unit: &'a Unit, params: Vec<Binding>) -> Type {
        let parts = self.context.tree.with_closures(unit);
        self.asks = parts.iter().any(|part| {
            let calls = &part.facts.calls;
            calls.contains("is_known")
        });
        let mark = self.scopes.open();
        for param in params {
            self.declare(param);
        }
        let answer = self.statements(&unit.body, !self.in_test);
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
        if self.learned.mixed.contains(&binding.name) {
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
    pub(super) fn statements(&mut self, statements: &[Stmt], used: bool) -> Type {
        if let Some(at) = flow::unreachable(statements) {
            self.unreachable(at);
        }
        self.enter_block(statements);
        let last = statements.iter().rposition(|s| !s.is_noop());
        let last_probe = statements.iter().rposition(ends_probe);
        let mut value = None;
        for (at, statement) in statements.iter().enumerate() {
            let is_last = Some(at) == last;
            self.probes = self.tries > 0 && (is_last || last_probe.is_some_and(|end| end > at));
            let ty = self.statement(statement, used && is_last);
            if is_last {
                value = ty;
            }
        }
        self.leave_block();
        value
    }

    pub(super) fn block(&mut self, block: &StmtBlock, used: bool) -> Type {
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
                self.second_conditions(flow);
                self.value(&flow.expr);
                let then = self.block(&flow.body, used);
                let other = self.block(&flow.branch, used);
                self.given_on_every_way(&[flow.body.statements(), flow.branch.statements()]);
                return ty::common([then, other]);
            }
            Stmt::Switch(switch, at) => {
                self.value(&switch.0);
                let closed = self.closed;
                if let Some(closed) = closed {
                    self.switched_word(closed, *at);
                }
                if self.doubtful {
                    self.switch_on_unknown(&switch.0, *at);
                }
                self.second_arms(&switch.1);
                for case in &switch.1.expressions {
                    self.value(&case.lhs);
                    self.expression(&case.rhs, used);
                }
                if switch.1.def_case.is_some() {
                    let arms = switch.1.expressions.iter().map(|case| match &case.rhs {
                        Expr::Stmt(block) => block.statements(),
                        _ => &[],
                    });
                    self.given_on_every_way(&arms.collect::<Vec<_>>());
                }
            }
            Stmt::While(flow, _) | Stmt::Do(flow, ..) => {
                self.enter_loop();
                self.value(&flow.expr);
                self.block(&flow.body, false);
                self.leave_loop();
            }
            Stmt::For(parts, _) => {
                let (name, counter, flow) = &**parts;
                let over = self.value(&flow.expr);
                let is_range = over.as_ref().is_some_and(|ty| ty.is("range"));
                let elsewhere = self.is_from_elsewhere(&flow.expr);
                let role = if is_range { Role::Counter } else { Role::Turn };
                let mark = self.scopes.open();
                let each = over.as_ref().and_then(Ty::each);
                let id = self.declare(Binding::new(&name.name, name.pos, role, each));
                let number = self.next_loop + 1;
                self.scopes.get(id).changes_in.insert(number);
                self.scopes.get(id).elsewhere = elsewhere;
                if let Some(counter) = counter {
                    let ty = Some(Ty::plain("integer"));
                    let counter = Binding::new(&counter.name, counter.pos, Role::Turn, ty);
                    let id = self.declare(counter);
                    self.scopes.get(id).changes_in.insert(number);
                }
                self.enter_loop();
                self.block(&flow.body, false);
                self.leave_loop();
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
                // What a `catch` comes to is never the value of the statement.
                self.block(&flow.branch, false);
                self.close(mark);
            }
            Stmt::Expr(expression) => {
                if !used {
                    self.dropped(expression);
                }
                return self.expression(expression, used);
            }
            Stmt::BreakLoop(Some(value), ..) | Stmt::Return(Some(value), ..) => {
                self.nothing_answered(value);
                self.value(value);
            }
            Stmt::Import(import, _) => {
                self.value(&import.0);
            }
            Stmt::Export(names, _) => {
                self.read(&names.0.name);
            }
            _ => {}
        }
        None
    }

    fn variable(&mut self, name: &rhai::Ident, value: &Expr, flags: ASTFlags) {
        self.nothing_answered(value);
        let ty = self.value(value);
        let doubtful = self.doubtful;
        let is_shared = flags.contains(ASTFlags::EXPORTED)
            || flags.contains(ASTFlags::CONSTANT)
                && self.is_top()
                && (!self.is_plain || self.in_functions.contains(name.name.as_str()));
        let role = match value {
            _ if is_shared => Role::Shared,
            Expr::Variable(..) => Role::Copy,
            Expr::Dot(..) | Expr::Index(..) if parts(value).copies() => Role::Copy,
            _ => Role::Variable,
        };
        let mut binding = Binding::new(&name.name, name.pos, role, ty);
        binding.doubtful = doubtful;
        binding.captures = self.held(value);
        binding.closure = self.function_named(value);
        binding.bound = closure(value).map_or(0, |made| made.captured.len());
        binding.elsewhere = self.is_from_elsewhere(value);
        self.declare(binding);
    }

    /// The name of the function or the closure that a value plainly is.
    fn function_named(&mut self, value: &Expr) -> Option<String> {
        if let Some(made) = closure(value) {
            return Some(made.name);
        }
        let name = match value {
            Expr::FnCall(call, _) => named_function(call)?,
            _ => variable(value).filter(|name| self.scopes.find(name).is_none())?,
        };
        self.context
            .tree
            .arities
            .contains_key(name)
            .then(|| name.to_owned())
    }

    /// Whether what is defined here is defined at the top of the script.
    fn is_top(&self) -> bool {
        self.closures == 0 && self.is_outside
    }
}

/// Whether a statement says that what stands before it did not fail.
fn ends_probe(statement: &Stmt) -> bool {
    match statement {
        Stmt::Return(value, flags, _) => {
            // A `throw`, or a `return` of what stands there.
            flags.contains(ASTFlags::BREAK)
                || value.as_ref().is_none_or(|value| value.is_constant())
        }
        Stmt::BreakLoop(..) => true,
        Stmt::Assignment(sides) => sides.1.rhs.is_constant(),
        Stmt::FnCall(call, _) => is_told(&call.name),
        Stmt::Expr(value) => match &**value {
            Expr::FnCall(call, _) => is_told(&call.name),
            value => value.is_constant(),
        },
        _ => false,
    }
}

/// Whether a function is one that says that the script came so far.
fn is_told(name: &str) -> bool {
    matches!(name, "print" | "note" | "skip") || name.starts_with("assert")
}

/// Whether a script is run for what it does at its top: no rule, no tests, and no module of which
/// others use functions and constants.
fn is_plain(context: &Context) -> bool {
    let defines = |statement: &Stmt| {
        matches!(
            statement,
            Stmt::Var(..) | Stmt::Import(..) | Stmt::Export(..) | Stmt::Noop(_)
        )
    };
    let tree = context.tree;
    let is_test = tree.functions.iter().any(|f| f.name.starts_with("test_"));
    let exports = tree.top.body.iter().any(|s| match s {
        Stmt::Export(..) => true,
        Stmt::Var(_, flags, _) => flags.contains(ASTFlags::EXPORTED),
        _ => false,
    });
    !context.is_rule && !is_test && !exports && !tree.top.body.iter().all(defines)
}

fn in_functions(tree: &Tree) -> HashSet<&str> {
    let functions = tree.functions.iter().chain(tree.closures.values());
    let names = functions.flat_map(|function| {
        let facts = &function.facts;
        let asked = facts.asked.iter().map(|(_, name)| name);
        facts.variables.iter().chain(asked).map(String::as_str)
    });
    let top = tree.top.facts.asked.iter().map(|(_, name)| name.as_str());
    names.chain(top).collect()
}
