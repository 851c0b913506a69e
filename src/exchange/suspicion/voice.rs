//! Which words of a name say that somebody speaks for a body: its press centre, its channel, its
//! service in a language.

use super::letters::Word;
use super::vocabulary::{Meaning, is_beside_voice, meanings};

/// Which words of a name say that somebody speaks for a body.
pub(super) fn voices(words: &[Word]) -> Vec<bool> {
    let meanings: Vec<Meaning> = words
        .iter()
        .map(|word| {
            meanings(&word.plain)
                .first()
                .copied()
                .unwrap_or(Meaning::Nothing)
        })
        .collect();
    let is_beside = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| is_beside_voice(&word.plain))
    };
    let is_service = |at: usize| {
        let word = words.get(at).map(|word| word.plain.as_str());
        word.is_some_and(|word| word.starts_with("servic") || word.starts_with("sluzhb"))
    };
    let mut speaks = vec![false; words.len()];
    for at in 0..words.len() {
        let leads = matches!(&*words[at].plain, "media" | "information" | "language");
        let begins = match meanings[at] {
            Meaning::Voice => true,
            Meaning::Language => is_service(at + 1),
            _ => leads && is_beside(at + 1),
        };
        if begins {
            speaks[at] = true;
            if is_beside(at + 1) {
                speaks[at + 1] = true;
            } else if at > 1 && meanings[at - 1] == Meaning::Nothing && is_beside(at - 2) {
                // `centre de presse`
                speaks[at - 2] = true;
            }
        }
    }
    speaks
}

#[cfg(test)]
mod tests {
    use super::voices;
    use crate::exchange::suspicion::letters::words;

    #[test]
    fn voices_are_told_from_bodies() {
        for (name, is_voice) in [
            ("Border Troops press centre", true),
            ("Press centre of the Border Troops", true),
            ("Пресс-центр Погранвойск", true),
            ("Oficina de prensa del Ministerio de Defensa", true),
            ("Media office of the army", true),
            ("BBC Russian Service", true),
            ("Spokesman of the Border Service", true),
            ("Border Service", false),
            ("Kyrgyz State Border Service", false),
            ("Local media, unnamed", false),
        ] {
            assert_eq!(voices(&words(name)).contains(&true), is_voice, "{name}");
        }
    }
}
