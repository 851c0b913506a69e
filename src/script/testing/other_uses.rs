//! Other uses of the words of assertions, which stay what they are elsewhere.

use std::cell::{Cell, RefCell};

use rhai::{Engine, Token};

use super::assertion::{ASSERTIONS, in_a_test};

/// Leaves the words to whatever else a script calls so: a key of a map, a method behind a point, a
/// function of a module, one of its own that takes more values.
// The engine marks this callback as deprecated to say that it may change in another version; the
// version is pinned.
#[allow(deprecated)]
pub(super) fn leave_other_uses(engine: &mut Engine) {
    let is_name = Cell::new(false);
    // The brackets that are open, and whether each is that of a map. What a text that does not
    // compile leaves open lies below all that matters to the next one.
    let open = RefCell::new(Vec::<bool>::new());
    engine.on_parse_token(move |token, _, _| {
        let mut open = open.borrow_mut();
        match token {
            Token::MapStart => open.push(true),
            Token::LeftBrace | Token::LeftParen | Token::LeftBracket => open.push(false),
            Token::RightBrace | Token::RightParen | Token::RightBracket => {
                open.pop();
            }
            _ => {}
        }
        let next_key = matches!(token, Token::Comma) && open.last() == Some(&true);
        let names_next = next_key
            || matches!(
                token,
                Token::Period
                    | Token::Elvis
                    | Token::DoubleColon
                    | Token::Fn
                    | Token::MapStart
                    | Token::As
            );
        match token {
            Token::Identifier(word)
                if !is_name.replace(names_next) && ASSERTIONS.contains(&word.as_str()) =>
            {
                Token::Custom(Box::new(in_a_test(&word).into()))
            }
            token => {
                is_name.set(names_next);
                token
            }
        }
    });
}
