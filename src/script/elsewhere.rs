//! Names that are common in other languages, and what does the same here.

use super::lexis::Token;

/// Returns what there is here instead of a function or a method that other languages have.
pub(crate) fn instead_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "join" | "implode" | "concat_all" => {
            "to join texts, `xs.reduce(|text, x| if text == () { x } else { `${text}, ${x}` })`"
        }
        "sum" | "total" => "to add up, `xs.reduce(|sum, x| sum + x, 0)`",
        "unique" | "uniq" | "distinct" => {
            "for each value once, `let xs = list.order(); xs.dedup();`"
        }
        "count" | "size" | "length" | "cardinality" => "how many there are says `x.len()`",
        "enumerate" | "with_index" => "for the number of each, `for (x, n) in list { .. }`",
        "includes" | "has" | "in_array" => {
            "whether it is in there says `x.contains(y)`, or `y in x`"
        }
        "str" | "toString" | "String" => {
            "the text of a value is `x.to_string()`, or `${x}` in backticks"
        }
        "format" | "sprintf" | "printf" => {
            "a text with values in it goes in backticks: `${x} of ${y}`, those outside included"
        }
        "println" | "echo" | "puts" | "log" => "write `print(x)`",
        "first" | "head" => "the first is `x[0]`",
        "last" => "the last is `x[-1]`",
        "to_markdown" | "toMarkdown" => "a table is written with `markdown(t)`",
        "to_csv" | "toCSV" => "a table is written with `csv(t)`",
        "to_json" | "stringify" => "a table is written with `json(t)`",
        _ => return None,
    })
}

/// Returns what there is here instead of a module that other languages have.
pub(crate) fn instead_of_module(name: &str) -> Option<&'static str> {
    Some(match name {
        "Date" | "DateTime" | "datetime" | "Time" | "time" | "Instant" | "chrono" => {
            "no script can ask for the day: give it as a parameter, \
             `param(\"as_of\", \"2019-11-08\", \"..\")`, so that everybody who asks gets the same answer"
        }
        "Random" | "random" | "rand" => {
            "no script can ask chance: everybody who asks gets the same answer"
        }
        "Math" | "math" => {
            "functions of numbers stand alone: `max(a, b)`, `x.abs()`; none of them asks chance"
        }
        "console" | "System" | "std" | "fmt" => "write `print(x)`",
        "JSON" => "a text is read with `parse_json(text)`, a table written with `json(t)`",
        _ => return None,
    })
}

/// Returns why a name is no variable where the script defines it further down.
///
/// A function sees no variable of the script, wherever that stands, and nobody sees what a block or
/// a function further down keeps for itself.
pub(crate) fn defined_below(rest: &[Token], name: &str, in_function: bool) -> Option<String> {
    let mut inside = 0_usize;
    let mut rest = rest.windows(2);
    let word = rest.find_map(|pair| match (pair[0].text, pair[1].text) {
        ("{" | "#{", _) => {
            inside += 1;
            None
        }
        ("}", _) => {
            inside = inside.saturating_sub(1);
            None
        }
        ("fn", defined) if defined == name => Some("fn"),
        (word @ ("let" | "const"), defined) => {
            (defined == name && !in_function && inside == 0).then_some(word)
        }
        _ => None,
    })?;
    Some(match word {
        "fn" => format!(
            "`fn {name}` stands further down: as a value it is `Fn(\"{name}\")`, or move it above"
        ),
        _ => format!("`{word} {name}` stands further down: move it above this line"),
    })
}

#[cfg(test)]
mod tests {
    use super::defined_below;
    use crate::script::lexis::tokens;

    #[test]
    fn what_a_function_or_a_block_keeps_for_itself_is_not_below() {
        let below = |rest: &str| defined_below(&tokens(rest), "y", false);
        let told = |word: &str| {
            Some(format!(
                "`{word} y` stands further down: move it above this line"
            ))
        };
        assert_eq!(below("print(y); let y = 1;"), told("let"));
        assert_eq!(below("print(y); if true { 1 } const y = 1;"), told("const"));
        assert_eq!(below("print(y); fn h() { let y = 1; y }"), None);
        assert_eq!(below("print(y); if true { let y = 1; }"), None);
        // Where the use is in a block, what follows the block is below.
        assert_eq!(below("y } let y = 1;"), told("let"));
    }
}
