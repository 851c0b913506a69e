//! The variables that are in scope, and what becomes of each.

use std::collections::{HashMap, HashSet};

use rhai::Position;

use super::turns::{Kept, Turns};
use super::ty::Type;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `let x = ..`
    Variable,
    /// `let x = a;` or `let x = a.b;`: a copy of what is there already.
    Copy,
    /// `const X = ..` at the top of a script, or exported: others may use it.
    Shared,
    /// `for x in list`
    Turn,
    /// `for x in 0..3`
    Counter,
    /// A parameter of a function.
    Parameter,
    /// A parameter of a closure.
    Closure,
    /// `catch (error)`
    Caught,
}

/// One variable.
#[derive(Debug)]
pub(super) struct Binding {
    pub(super) name: String,
    pub(super) at: Position,
    pub(super) role: Role,
    pub(super) ty: Type,
    /// How many loops it lives through all turns of.
    pub(super) loops: usize,
    /// How many closures it is made in.
    pub(super) closures: usize,
    /// Whether it is read.
    pub(super) read: bool,
    /// Whether it is given another value.
    pub(super) assigned: bool,
    /// Whether the value it holds is changed.
    pub(super) changed: bool,
    /// Whether a closure reads it, which may be called at any time.
    pub(super) shared: bool,
    /// The latest change that nothing has read since.
    pub(super) unread: Option<Position>,
    /// The loops in which it changes from turn to turn.
    pub(super) changes_in: HashSet<usize>,
    /// The closures that it holds: what they capture, and where each begins.
    pub(super) captures: Vec<(usize, Position)>,
    /// Closures that capture it and are kept.
    pub(super) kept: Vec<Kept>,
    /// What is known of when the closures that it is given are asked for.
    pub(super) turns: Turns,
    /// The closure that it is given where it is made.
    pub(super) closure: Option<String>,
    /// How many variables that closure captures.
    pub(super) bound: usize,
    /// Whether a function of its name is called where it holds a closure.
    pub(super) called: bool,
    /// Whether it holds a number that may be unknown.
    pub(super) doubtful: bool,
    /// Whether what it holds comes from another script.
    pub(super) elsewhere: bool,
}

impl Binding {
    pub(super) fn new(name: &str, at: Position, role: Role, ty: Type) -> Self {
        Self {
            name: name.to_owned(),
            at,
            role,
            ty,
            loops: 0,
            closures: 0,
            read: false,
            assigned: false,
            changed: false,
            shared: false,
            unread: None,
            changes_in: HashSet::new(),
            captures: Vec::new(),
            kept: Vec::new(),
            turns: Turns::default(),
            closure: None,
            bound: 0,
            called: false,
            doubtful: false,
            elsewhere: false,
        }
    }

    /// How many loops there are around the place where it gets its value.
    fn home(&self) -> usize {
        self.loops + usize::from(matches!(self.role, Role::Turn | Role::Counter))
    }

    /// Notes that something is changed in it, at a place in so many loops and closures.
    pub(super) fn change(&mut self, at: Position, loops: &[usize], closures: usize) {
        self.changed = true;
        self.moves(at, loops, closures);
    }

    /// Notes that something is taken out of it, and used.
    pub(super) fn take(&mut self, loops: &[usize], closures: usize) {
        self.changed = true;
        self.turns(loops, closures);
    }

    /// Notes that it is given another value.
    pub(super) fn assign(&mut self, at: Position, loops: &[usize], closures: usize) {
        self.assigned = true;
        if matches!(self.role, Role::Variable | Role::Copy | Role::Shared) {
            self.turns(loops, closures);
        } else {
            self.moves(at, loops, closures);
        }
    }

    fn moves(&mut self, at: Position, loops: &[usize], closures: usize) {
        self.turns(loops, closures);
        // What is read at the beginning of a turn, or in a closure, may be read after the change.
        let comes_back = (loops.len() > self.home() || closures > self.closures) && self.read;
        self.unread = (!comes_back && !self.shared).then_some(at);
    }

    fn turns(&mut self, loops: &[usize], closures: usize) {
        if closures == self.closures {
            self.changes_in.extend(loops.iter().skip(self.loops));
        }
    }
}

/// The variables in scope.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    /// Every variable there has been.
    pub(super) all: Vec<Binding>,
    /// Those in scope, the newest last.
    stack: Vec<usize>,
    named: HashMap<String, Vec<usize>>,
}

impl Scopes {
    /// Where the scope begins that is opened here.
    pub(super) fn open(&self) -> usize {
        self.stack.len()
    }

    /// Ends the scope that began at a mark, and returns the variables that were in it.
    pub(super) fn close(&mut self, mark: usize) -> Vec<usize> {
        let ended = self.stack.split_off(mark);
        for id in ended.iter().rev() {
            if let Some(same) = self.named.get_mut(&self.all[*id].name) {
                same.pop();
            }
        }
        ended
    }

    pub(super) fn add(&mut self, binding: Binding) -> usize {
        let id = self.all.len();
        let same = self.named.entry(binding.name.clone()).or_default();
        same.push(id);
        self.stack.push(id);
        self.all.push(binding);
        id
    }

    /// The variable that a name stands for here.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.named.get(name)?.last().copied()
    }

    pub(super) fn get(&mut self, id: usize) -> &mut Binding {
        &mut self.all[id]
    }
}
