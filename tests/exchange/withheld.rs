//! What is private stays behind: laws.

use proptest::prelude::*;
use tallybook::exchange::{export, withhold};
use tallybook::incident::{Document, Input, load};
use tallybook::sheet::LONGEST_CELL;

use super::random::{SECRET, document};

/// A document as it would be read from a file of its form.
pub(super) fn input(document: &Document) -> Input {
    let name = if document.is_lines {
        "a.ndjson"
    } else {
        "a.json"
    };
    Input::new(name, document.laid_out())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn nothing_private_leaves(document in document()) {
        let withheld = withhold(&document, &[]);
        let text = withheld.document.laid_out();
        prop_assert!(!text.contains(SECRET), "{}", text);
        if let Err(problems) = load(vec![input(&withheld.document)]) {
            panic!("what is left is valid: {problems}\n{text}");
        }
        let exported = export(&withheld.document, LONGEST_CELL);
        for row in exported.tables.iter().flat_map(|table| &table.rows) {
            prop_assert!(!row.concat().contains(SECRET), "{:?}", row);
        }
        let told = [withheld.told, exported.not_held].concat().concat();
        prop_assert!(!told.contains(SECRET), "{}", told);
        prop_assert!(!told.contains("not known"), "{}", told);
    }

    #[test]
    fn withheld_twice_is_withheld_once(document in document()) {
        let once = withhold(&document, &[]);
        prop_assert_eq!(&once.told, &withhold(&document, &[]).told);
        let twice = withhold(&once.document, &[]);
        prop_assert_eq!(twice.document, once.document);
        prop_assert!(twice.told.is_empty(), "{:?}", twice.told);
    }
}
