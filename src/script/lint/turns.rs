//! Whether what a variable is given in one turn of a loop is asked for in another.

use std::collections::HashSet;

use rhai::{ASTFlags, Position, Stmt};

use super::chain::variable;
use super::flow;
use super::walk::Walker;

/// How many loops are followed in which one variable is given closures.
const MOST: usize = 64;

/// A closure that is kept.
#[derive(Debug)]
pub(super) struct Kept {
    /// The loops whose turns it outlives.
    pub(super) loops: Vec<usize>,
    /// Where it begins.
    pub(super) at: Position,
    /// The variable that keeps it.
    pub(super) keeper: usize,
}

/// A block that is gone through.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// A number of its own.
    number: usize,
    /// The loop whose turns it is in, or is the body of.
    turn: Option<usize>,
    leaves: Leaves,
}

/// What a block leaves at its end, whatever way is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaves {
    /// Nothing but itself, or the turn.
    Block,
    /// The loop that it stands in.
    Loop,
    /// The function.
    Function,
}

/// What is known of when the value of a variable is asked for.
#[derive(Debug, Default)]
pub(super) struct Turns {
    /// Where it is given a value anew: how deep the block is, its number, and when.
    fresh: Vec<(usize, usize, usize)>,
    /// The loops in which it is given closures.
    made_in: Vec<usize>,
    /// The loops of which it may be asked for the value of an earlier turn.
    stale: HashSet<usize>,
}

/// A closure that is kept, of a variable whose scope has ended.
pub(super) struct Ended {
    pub(super) at: Position,
    pub(super) name: String,
    pub(super) keeper: usize,
    /// The loops whose turns it outlives, and in which the variable changes.
    pub(super) loops: Vec<usize>,
}

impl Walker<'_> {
    /// Notes that a block begins.
    pub(super) fn enter_block(&mut self, statements: &[Stmt]) {
        self.clock += 1;
        let leaves = statements.iter().find_map(|statement| match statement {
            Stmt::BreakLoop(_, flags, _) if flags.contains(ASTFlags::BREAK) => Some(Leaves::Loop),
            // What a closure returns does not end the loop that the closure is made in.
            Stmt::Return(..) if self.closures == 0 => Some(Leaves::Function),
            _ => None,
        });
        self.blocks.push(Block {
            number: self.clock,
            turn: self.loops.last().copied(),
            leaves: leaves.unwrap_or(Leaves::Block),
        });
    }

    /// Notes that a block ends.
    pub(super) fn leave_block(&mut self) {
        self.blocks.pop();
    }

    /// Notes that a loop ends.
    pub(super) fn leave_loop(&mut self) {
        self.clock += 1;
        if let Some(number) = self.loops.pop() {
            self.ends.insert(number, self.clock);
        }
    }

    /// Whether this is the last turn of a loop, since the way goes on behind it.
    pub(super) fn is_last_turn(&self, number: usize) -> bool {
        self.blocks.iter().any(|block| match block.leaves {
            Leaves::Block => false,
            Leaves::Loop => block.turn == Some(number),
            Leaves::Function => true,
        })
    }

    /// Notes that a variable is given a value anew, on every way through this block.
    pub(super) fn anew(&mut self, id: usize) {
        self.clock += 1;
        let entry = self
            .blocks
            .last()
            .map(|block| (self.blocks.len(), block.number, self.clock));
        let turns = &mut self.scopes.get(id).turns;
        turns.drop_closed(&self.blocks);
        turns.fresh.extend(entry);
    }

    /// Notes that a variable is given closures that outlive the turns of some loops.
    pub(super) fn made_in(&mut self, id: usize, loops: &[usize]) {
        let made_in = &mut self.scopes.get(id).turns.made_in;
        for number in loops {
            if made_in.len() < MOST && !made_in.contains(number) {
                made_in.push(*number);
            }
        }
    }

    /// Notes that a variable is asked for what it holds.
    pub(super) fn asked_for(&mut self, id: usize) {
        let outer = self.scopes.get(id).loops;
        let turns = &mut self.scopes.get(id).turns;
        turns.drop_closed(&self.blocks);
        let newest = turns.fresh.last().copied();
        for number in self.loops.iter().skip(outer) {
            // The loop of each block is that of the turn in which the value was given.
            let same_turn = newest.is_some_and(|(depth, ..)| {
                let mut blocks = self.blocks[..depth].iter();
                blocks.any(|block| block.turn == Some(*number))
            });
            if !same_turn {
                turns.stale.insert(*number);
            }
        }
        let since = newest.map_or(0, |(.., when)| when);
        let (loops, ends, stale) = (&self.loops, &self.ends, &mut turns.stale);
        turns.made_in.retain(|number| {
            let over = !loops.contains(number) && ends.get(number).is_some_and(|end| *end > since);
            if over {
                stale.insert(*number);
            }
            !over
        });
    }

    /// Notes what is given a value anew on each of some ways, of which one is taken.
    pub(super) fn given_on_every_way(&mut self, ways: &[&[Stmt]]) {
        if self.loops.is_empty() {
            return;
        }
        let mut left = ways.iter().filter(|way| !flow::leave(way));
        let Some(first) = left.next() else {
            return;
        };
        let mut given = given(first);
        for way in left {
            let other = self::given(way);
            given.retain(|name| other.contains(name));
        }
        for id in given
            .into_iter()
            .filter_map(|name| self.scopes.find(name))
            .collect::<Vec<_>>()
        {
            self.anew(id);
        }
    }

    /// Tells of closures that are asked for in another turn than their own.
    pub(super) fn closures_of_other_turns(&mut self) {
        for ended in std::mem::take(&mut self.ended) {
            let stale = &self.scopes.get(ended.keeper).turns.stale;
            if ended.loops.iter().any(|number| stale.contains(number)) {
                let name = &ended.name;
                let message = format!(
                    "this closure is kept, and will see the last `{name}`, not the one of its turn"
                );
                let hint = format!(
                    "make a copy in the loop, `let this_one = {name};`, and use `this_one` in the \
                     closure"
                );
                self.report("captured-loop-variable", ended.at, message, hint);
            }
        }
    }
}

/// The variables that statements give a value anew, whatever way is taken.
fn given(statements: &[Stmt]) -> HashSet<&str> {
    let mut found = HashSet::new();
    for statement in statements {
        match statement {
            Stmt::Assignment(parts) if !parts.0.is_op_assignment() => {
                found.extend(variable(&parts.1.lhs));
            }
            Stmt::If(flow, _) => {
                let mut then = given(flow.body.statements());
                let other = given(flow.branch.statements());
                then.retain(|name| other.contains(name));
                found.extend(then);
            }
            _ => {}
        }
    }
    found
}

impl Turns {
    /// Forgets what was given in blocks that are over: other ways may lead past them.
    fn drop_closed(&mut self, blocks: &[Block]) {
        while let Some((depth, number, _)) = self.fresh.last() {
            let open = blocks
                .get(depth - 1)
                .is_some_and(|block| block.number == *number);
            if open {
                return;
            }
            self.fresh.pop();
        }
    }
}
