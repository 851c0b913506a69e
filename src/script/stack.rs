//! Room for deep recursion.

const MOST: usize = 2 << 30;
const LEAST: usize = 8 << 20;

/// Runs `f` on a large stack and returns its answer; a panic in it goes on here.
///
/// A script can chain closures or nest maps some hundred thousand deep within its limits, and
/// dropping such a chain takes a stack frame or two a link. The stack is address space, not memory:
/// only the pages that are reached are ever used. Where the system refuses that much, half is tried,
/// and half again. It is no thread of its own: to start one, wake it and end it takes a tenth of the
/// time of a short script.
///
/// # Panics
/// Where the system refuses even the least.
pub fn on_big_stack<T>(f: impl FnOnce() -> T) -> T {
    let mut size = MOST;
    while size > LEAST && !is_to_be_had(size) {
        size /= 2;
    }
    stacker::grow(size, f)
}

/// Asks the system for so much address space, and gives it back at once.
fn is_to_be_had(size: usize) -> bool {
    Vec::<u8>::new().try_reserve_exact(size).is_ok()
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
