//! Lines that were run, but not the whole of them.

use crate::script::limits::Limits;
use crate::script::source::Source;
use crate::script::testing::{Ended, Trials};
use crate::script::watch::Watch;

#[test]
fn a_line_of_which_a_part_never_ran_is_run_in_part() {
    let text = "fn f(n) {
            if n > 5 { return 1; }
            if n > 1 { return 2; }
            [1].map(|x| x + n);
            [].map(|x| x + n);
            let a = if n > 5 { 1 } else { 2 };
            let b = switch n { 1 => 2, _ => 3 };
            let c = n == 1 || n > 5;
            while n > 1 { n -= 1; }
            try { a += 1; } catch { a = 2; }
            for x in [1] { print(x); if x == 1 { continue; } }
            a
        }
        fn g() { 2 }
        fn test_it() { assert_eq(f(1), 3); g(); }
        fn test_other() { f(1); [1].map(|x| { let y = x; y }); f(1) }
        ";
    let watch = Watch::new(true);
    let ran = Trials::new(Limits::default(), Some(watch.clone()))
        .trial()
        .run_text(Source::new("it", text), "test_it");
    assert_eq!(ran.ended, Ended::Passed);
    let covered = watch.covered();
    let of = covered.iter().find(|of| &*of.source == "it").expect("it");
    assert_eq!(of.in_part, [2, 3, 5, 6, 7, 9, 10]);
    assert_eq!(of.missing, [16]);
}
