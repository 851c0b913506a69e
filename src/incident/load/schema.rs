//! The format in a form that editors and other programs read.

/// Returns the JSON Schema (2020-12) of a casebook.
///
/// It says less than [`super::load`] checks: references, circles and phrases are beyond it.
#[must_use]
pub fn schema() -> &'static str {
    include_str!("../schema.json")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::Value;

    use super::schema;
    use crate::incident::load::{Input, form, sheet::Sheet};
    use crate::incident::{
        Attribution, Coverage, Kind, LARGEST, MeasureKind, Stance, Standing, Vague,
    };

    /// What each definition of the schema is called by the readers.
    const NOUNS: [(&str, &str); 13] = [
        ("casebook", "a casebook"),
        ("incident", "an incident"),
        ("place", "a place"),
        ("party", "a party"),
        ("source", "a source"),
        ("report", "a report"),
        ("measure", "a measure"),
        ("scope", "a scope"),
        ("claim", "a claim"),
        ("covers", "a coverage"),
        ("person", "a person"),
        ("variant", "a variant"),
        ("link", "a link to a person"),
    ];

    /// One object of every kind, each empty.
    const EMPTY: &str = r#"{"parties": [{}], "sources": [{}], "reports": [{}], "incidents": [{
        "place": {}, "measures": [{"scope": {}}], "claims": [{"covers": {}}],
        "people": [{"variants": [{}], "same_as": {}}]}]}"#;

    fn definitions() -> Value {
        let schema: Value = serde_json::from_str(schema()).expect("the schema is JSON");
        schema["$defs"].clone()
    }

    fn keys(of: &Value) -> BTreeSet<&str> {
        let keys = of["properties"].as_object().expect("an object");
        keys.keys().map(String::as_str).collect()
    }

    #[test]
    fn it_has_the_keys_that_are_read() {
        let inputs = [EMPTY, r#"{"id": "an incident alone"}"#].map(|text| Input::new("a", text));
        let mut asked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for input in &inputs {
            let sheet = Sheet::new(input);
            form::read(&sheet, &mut |_| {});
            for (noun, keys) in sheet.asked.borrow().iter() {
                asked.entry(noun).or_default().extend(keys);
            }
        }
        let definitions = definitions();
        assert_eq!(asked.len(), NOUNS.len(), "{:?}", asked.keys());
        for (name, noun) in NOUNS {
            assert_eq!(keys(&definitions[name]), asked[noun], "{name}");
        }
    }

    #[test]
    fn it_requires_what_is_required() {
        let input = Input::new("a", EMPTY);
        let sheet = Sheet::new(&input);
        form::read(&sheet, &mut |_| {});
        let mut needed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for problem in sheet.into_problems() {
            let Some((noun, rest)) = problem.message().split_once(" needs `") else {
                continue;
            };
            let key = rest.split('`').next().unwrap_or_default();
            needed
                .entry(noun.to_owned())
                .or_default()
                .insert(key.to_owned());
        }
        // The rest of what a claim and a person need depends on their other keys.
        for (noun, keys) in [("a claim", &["in", "says"][..]), ("a person", &["name"])] {
            let needed = needed.get_mut(noun).expect("they need something");
            assert!(keys.iter().all(|key| needed.remove(*key)), "{noun}");
        }
        let definitions = definitions();
        for (name, noun) in NOUNS.into_iter().filter(|(name, _)| *name != "casebook") {
            let required = definitions[name]["required"].as_array();
            let required: BTreeSet<String> = required
                .into_iter()
                .flatten()
                .filter_map(|key| key.as_str().map(str::to_owned))
                .collect();
            assert_eq!(required, needed.remove(noun).unwrap_or_default(), "{name}");
        }
    }

    #[test]
    fn every_key_is_described() {
        let definitions = definitions();
        for (name, _) in NOUNS {
            let of = &definitions[name]["properties"];
            for (key, of) in of.as_object().expect("an object") {
                assert!(of["description"].is_string(), "{name}.{key}");
            }
        }
    }

    #[test]
    fn its_words_are_those_that_are_read() {
        fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
            all.iter().map(|entry| word(*entry)).collect()
        }
        let definitions = definitions();
        for (name, key, expected) in [
            ("source", "kind", words(Kind::ALL, Kind::word)),
            (
                "measure",
                "kind",
                words(MeasureKind::ALL, MeasureKind::word),
            ),
            (
                "claim",
                "attribution",
                words(Attribution::ALL, Attribution::word),
            ),
            ("claim", "stance", words(Stance::ALL, Stance::word)),
            ("claim", "standing", words(Standing::ALL, Standing::word)),
            ("covers", "what", words(Coverage::ALL, Coverage::word)),
        ] {
            let found = definitions[name]["properties"][key]["enum"].as_array();
            let found: Vec<&str> = found
                .expect("a list")
                .iter()
                .filter_map(Value::as_str)
                .collect();
            assert_eq!(found, expected, "{name}.{key}");
        }
        let says = &definitions["claim"]["properties"]["says"];
        assert_eq!(says["anyOf"][0]["maximum"], LARGEST);
        for vague in Vague::ALL {
            let word = format!("`{}`", vague.word());
            assert!(
                says["description"]
                    .as_str()
                    .is_some_and(|text| text.contains(&word)),
                "{word}"
            );
        }
    }
}
