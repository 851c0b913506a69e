//! The casebooks that come with the program.

/// The sample that is loaded where no casebook is named.
pub const DEFAULT_SAMPLE: &str = "ishkobod";

const SAMPLES: &[(&str, &str)] = &[
    (DEFAULT_SAMPLE, include_str!("../samples/ishkobod.json")),
    (
        "ishkobod-press",
        include_str!("../samples/ishkobod-press.json"),
    ),
];

/// Returns the text of a sample.
#[must_use]
pub fn sample(name: &str) -> Option<&'static str> {
    SAMPLES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// Returns the names of all samples, the default first.
pub fn sample_names() -> impl ExactSizeIterator<Item = &'static str> {
    SAMPLES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_SAMPLE, sample, sample_names};
    use crate::incident::{Casebook, Input, Says, fold, load};

    fn loaded(name: &str) -> Casebook {
        together(std::iter::once(name))
    }

    fn together<'a>(names: impl Iterator<Item = &'a str>) -> Casebook {
        let inputs = names.map(|name| Input::new(name, sample(name).expect("a sample")));
        load(inputs.collect()).unwrap_or_else(|problems| panic!("{problems}"))
    }

    #[test]
    fn every_sample_is_valid() {
        for name in sample_names() {
            loaded(name);
        }
        assert_eq!(sample("nothing"), None);
    }

    #[test]
    fn samples_load_together() {
        let casebook = together(sample_names());
        let ids: Vec<&str> = casebook.incidents.iter().map(|one| &*one.id).collect();
        assert_eq!(
            ids,
            [
                "ishkobod",
                "tajik-kyrgyz-border-2019",
                "ishkobod-press",
                "kyrgyz-clash-press"
            ]
        );
    }

    #[test]
    fn the_default_holds_the_whole_page() {
        let casebook = loaded(DEFAULT_SAMPLE);
        let ids: Vec<&str> = casebook.incidents.iter().map(|one| &*one.id).collect();
        assert_eq!(ids, ["ishkobod", "tajik-kyrgyz-border-2019"]);
        let [attack, clash] = [0, 1].map(|at| &casebook.incidents[at]);
        assert_eq!(attack.related, [&*clash.id]);
        assert_eq!(clash.related, [&*attack.id]);
        assert_eq!((attack.claims.len(), clash.claims.len()), (14, 2));
        let named = attack.people.iter().filter(|person| !person.unidentified);
        assert_eq!((attack.people.len(), named.count()), (7, 6));
        let measures: Vec<&str> = attack.measures.iter().map(|one| &*one.id).collect();
        assert_eq!(
            measures,
            [
                "guards-killed",
                "attackers-present",
                "attackers-killed",
                "attackers-captured",
                "attackers-from",
                "attackers-citizenship",
                "responsible"
            ]
        );
        let says: Vec<String> = attack
            .claims
            .iter()
            .filter(|claim| attack.measure(claim.measure).id == "guards-killed")
            .map(|claim| claim.says.to_string())
            .collect();
        assert_eq!(says, ["7", "2", "2", "at least 5 more than scns-two", "10"]);
        // What several say of where the attackers came from is one figure.
        for claim in &attack.claims {
            if attack.measure(claim.measure).id == "attackers-from" {
                assert!(
                    matches!(&claim.says, Says::Statement(text) if fold(text) == "afghanistan")
                );
            }
            assert!(
                claim.locator.is_some() && claim.wording.is_some(),
                "{}",
                claim.id
            );
        }
    }
}
