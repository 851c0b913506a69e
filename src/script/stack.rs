//! Room for deep recursion.

use std::{panic, thread};

const MOST: usize = 2 << 30;
const LEAST: usize = 8 << 20;

/// How much heap a thread starts with: what the engine's functions take up.
const HEAP: usize = 900 << 10;

/// Makes room on the heap of this thread at once.
///
/// The allocator of the usual C library grows the heap of a thread a page at a time, with a call of
/// the kernel for each, which is a tenth of the time of a short script. A block that is given back
/// tells it how large blocks are that are worth keeping; another, a little smaller, is then taken
/// from the heap itself and stays there. Nothing is written to either, so neither costs memory; with
/// another allocator they cost nothing else.
fn make_room() {
    for size in [HEAP + (HEAP >> 3), HEAP] {
        drop(std::hint::black_box(Vec::<u8>::with_capacity(size)));
    }
}

/// Runs `f` on a thread with a large stack and returns its answer; a panic in it goes on here.
///
/// A script can chain closures or nest maps some hundred thousand deep within its limits, and
/// dropping such a chain takes a stack frame or two a link. The stack is address space, not memory:
/// only the pages that are reached are ever used. Where the system refuses that much, half is tried,
/// and half again.
///
/// # Panics
/// Where no thread can be started at all.
pub fn on_big_stack<T: Send>(f: impl FnOnce() -> T + Send) -> T {
    // A thread that was refused has consumed what it was to run, so it gets a hand on it only.
    let slot = std::sync::Mutex::new(Some(f));
    let run = || {
        let f = slot
            .lock()
            .expect("nothing panics while it holds the lock")
            .take()
            .expect("one thread alone is started");
        make_room();
        f()
    };
    let mut size = MOST;
    loop {
        let result = thread::scope(|scope| {
            let thread = thread::Builder::new()
                .name("script".into())
                .stack_size(size);
            thread
                .spawn_scoped(scope, run)
                .map(thread::ScopedJoinHandle::join)
        });
        match result {
            Ok(Ok(answer)) => return answer,
            Ok(Err(panic)) => panic::resume_unwind(panic),
            Err(_) if size > LEAST => size /= 2,
            Err(error) => panic!("cannot start a thread: {error}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::on_big_stack;

    #[test]
    fn it_recurses_deep_and_answers() {
        fn deep(n: u64) -> u64 {
            let frame = std::hint::black_box([n; 16]);
            if n == 0 { 0 } else { 1 + deep(frame[3] - 1) }
        }
        assert_eq!(on_big_stack(|| deep(1_000_000)), 1_000_000);
    }

    #[test]
    fn it_borrows_from_its_caller() {
        let mut seen = 0;
        on_big_stack(|| seen = 7);
        assert_eq!(seen, 7);
    }
}
