//! A panic is a failure like any other, and never reaches the user as a panic.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use super::failure::{Failure, Kind};

/// Runs something that may panic: a panic is a bug of this program or of the engine, and must not
/// take the session with it.
pub(crate) fn guarded<T>(f: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    thread_local! {
        static GUARDED: Cell<bool> = const { Cell::new(false) };
    }
    static QUIET: Once = Once::new();
    // The hook would print the panic before it is caught.
    QUIET.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                usual(info);
            }
        }));
    });
    let before = GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(f));
    GUARDED.set(before);
    outcome.unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("for no reason that it gives");
        Err(
            Failure::new(Kind::Internal, format!("the script engine failed: {text}"))
                .hint("this is a bug: please report the script that shows it"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::guarded;
    use crate::script::failure::Kind;

    #[test]
    fn a_panic_is_a_failure() {
        let failure = guarded::<()>(|| panic!("a bug at {}", 7)).expect_err("it panics");
        assert_eq!(failure.kind, Kind::Internal);
        assert!(
            failure.message.contains("a bug at 7"),
            "{}",
            failure.message
        );
        assert_eq!(guarded(|| Ok(1)), Ok(1));
    }
}
