//! Counts what an evaluation uses up, and says when it is too much.
//!
//! One meter a host. Its count cannot be reset by a callback, a module or a `try`, and once it has
//! tripped it stays so until the evaluation ends: a script that catches the error of a limit meets
//! it again at its next step.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::limits::{Limit, Limits};

/// Why an evaluation was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A limit was reached.
    Limit(Limit),
    /// Somebody asked for it.
    Interrupted,
    /// A test skips the rest of itself.
    Skipped,
}

/// Steps between two looks at the clock and the interrupt flag. A step that copies a large array
/// takes milliseconds, so this is few.
const STEPS_A_LOOK: u64 = 32;
/// A look at the memory costs as much as some dozens of steps, so it waits for time to pass: what
/// makes memory grow takes time.
const BETWEEN_LOOKS_AT_MEMORY: Duration = Duration::from_millis(2);

pub(crate) struct Meter {
    limits: Limits,
    allowance: Cell<u64>,
    interrupt: RefCell<Arc<AtomicBool>>,
    steps: Cell<u64>,
    look_at: Cell<u64>,
    printed: Cell<usize>,
    deadline: Cell<Instant>,
    memory_looked_at: Cell<Instant>,
    memory_before: Cell<usize>,
    stopped: Cell<Option<Stop>>,
    running: Cell<bool>,
}

impl Meter {
    pub(crate) fn new(limits: Limits) -> Self {
        let now = Instant::now();
        Self {
            limits,
            allowance: Cell::new(0),
            interrupt: RefCell::default(),
            steps: Cell::new(0),
            look_at: Cell::new(0),
            printed: Cell::new(0),
            deadline: Cell::new(now),
            memory_looked_at: Cell::new(now),
            memory_before: Cell::new(0),
            stopped: Cell::new(None),
            running: Cell::new(false),
        }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn set_allowance(&self, claims: u64) {
        self.allowance
            .set(claims.saturating_mul(self.limits.operations_a_claim));
    }

    pub(crate) fn set_interrupt(&self, flag: Arc<AtomicBool>) {
        self.interrupt.replace(flag);
    }

    /// Begins an evaluation. One that is begun inside another (a rule called by a builtin) is part
    /// of it: it returns false, and must not be ended.
    pub(crate) fn begin(&self) -> bool {
        if self.running.replace(true) {
            return false;
        }
        let now = Instant::now();
        self.steps.set(0);
        self.look_at.set(STEPS_A_LOOK);
        self.printed.set(0);
        self.deadline.set(now + self.limits.time);
        self.memory_looked_at.set(now);
        // Asking costs microseconds, which a rule called for each of 200,000 incidents would pay
        // each time. Zero stands for "not yet asked": a short evaluation never asks.
        self.memory_before.set(0);
        self.stopped.set(None);
        true
    }

    /// Ends an evaluation and says whether it was stopped.
    pub(crate) fn end(&self) -> Option<Stop> {
        self.running.set(false);
        self.stopped.take()
    }

    /// Says how many steps the evaluation took, or the last one where none is running.
    pub(crate) fn steps(&self) -> u64 {
        self.steps.get()
    }

    /// Says whether the evaluation is stopped.
    pub(crate) fn stopped(&self) -> Option<Stop> {
        self.stopped.get()
    }

    /// Counts a step.
    #[inline]
    pub(crate) fn step(&self) -> Option<Stop> {
        let steps = self.steps.get() + 1;
        self.steps.set(steps);
        if steps < self.look_at.get() {
            return self.stopped.get();
        }
        self.look(steps)
    }

    /// Counts work that a builtin does in one go, in steps.
    pub(crate) fn work(&self, steps: u64) -> Option<Stop> {
        self.steps.set(self.steps.get().saturating_add(steps));
        self.step()
    }

    /// Counts printed text.
    pub(crate) fn print(&self, bytes: usize) -> Option<Stop> {
        self.printed.set(self.printed.get().saturating_add(bytes));
        if self.printed.get() > self.limits.output {
            self.stop(Stop::Limit(Limit::Output));
        }
        self.stopped.get()
    }

    /// Stops the evaluation at its next step. The first reason stays.
    pub(crate) fn stop(&self, why: Stop) {
        if self.stopped.get().is_none() {
            self.stopped.set(Some(why));
        }
    }

    #[cold]
    fn look(&self, steps: u64) -> Option<Stop> {
        self.look_at.set(steps.saturating_add(STEPS_A_LOOK));
        if self.stopped.get().is_some() {
            return self.stopped.get();
        }
        if steps > self.limits.operations.saturating_add(self.allowance.get()) {
            self.stop(Stop::Limit(Limit::Operations));
        }
        // Lowered as it is heeded: what comes after this evaluation is not interrupted by it, and a
        // second Ctrl-C that comes while the first is being reported is not a second one unheeded.
        if self.interrupt.borrow().swap(false, Ordering::Relaxed) {
            self.stop(Stop::Interrupted);
        }
        let now = Instant::now();
        if now > self.deadline.get() {
            self.stop(Stop::Limit(Limit::Time));
        }
        if now.duration_since(self.memory_looked_at.get()) > BETWEEN_LOOKS_AT_MEMORY {
            self.memory_looked_at.set(now);
            if let Some(usage) = memory_stats::memory_stats() {
                match self.memory_before.get() {
                    // Memory of before that is given back in the meantime must not hide what grows.
                    before if before == 0 || usage.physical_mem < before => {
                        self.memory_before.set(usage.physical_mem);
                    }
                    before if usage.physical_mem > before.saturating_add(self.limits.memory) => {
                        self.stop(Stop::Limit(Limit::Memory));
                    }
                    _ => {}
                }
            }
        }
        self.stopped.get()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::{Meter, Stop};
    use crate::script::limits::{Limit, Limits};

    fn meter() -> Meter {
        Meter::new(Limits {
            operations: 1_000,
            output: 10,
            ..Limits::default()
        })
    }

    #[test]
    fn what_has_tripped_stays_so_until_the_end() {
        let meter = meter();
        assert!(meter.begin());
        let steps = (0..5_000).take_while(|_| meter.step().is_none()).count();
        assert!((1_000..1_100).contains(&steps), "{steps}");
        assert_eq!(meter.step(), Some(Stop::Limit(Limit::Operations)));
        assert_eq!(meter.end(), Some(Stop::Limit(Limit::Operations)));
        assert!(meter.begin());
        assert_eq!(meter.step(), None);
        assert_eq!(meter.end(), None);
    }

    #[test]
    fn an_evaluation_inside_another_is_part_of_it() {
        let meter = meter();
        assert!(meter.begin());
        meter.work(900);
        assert!(!meter.begin());
        assert_eq!(meter.work(900), Some(Stop::Limit(Limit::Operations)));
    }

    #[test]
    fn claims_add_to_the_budget() {
        let meter = meter();
        meter.set_allowance(10);
        assert!(meter.begin());
        assert_eq!(meter.work(2_900), None);
        assert!(meter.work(200).is_some());
    }

    #[test]
    fn the_first_reason_stays() {
        let meter = meter();
        assert!(meter.begin());
        assert_eq!(meter.print(11), Some(Stop::Limit(Limit::Output)));
        meter.work(5_000);
        assert_eq!(meter.end(), Some(Stop::Limit(Limit::Output)));
    }

    #[test]
    fn the_flag_interrupts() {
        let meter = meter();
        let flag = Arc::new(AtomicBool::new(true));
        meter.set_interrupt(Arc::clone(&flag));
        assert!(meter.begin());
        assert_eq!(meter.work(100), Some(Stop::Interrupted));
        assert!(!flag.load(Ordering::Relaxed));
        assert_eq!(meter.work(100), Some(Stop::Interrupted));
        assert_eq!(meter.end(), Some(Stop::Interrupted));
        assert!(meter.begin());
        assert_eq!(meter.work(100), None);
    }
}
