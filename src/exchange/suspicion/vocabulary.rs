//! Words that names of bodies are made of, in a few languages: what they mean, and the letters that
//! abbreviations have for them.
//!
//! A word that is not here counts as itself. So the tables need not be complete: a name in a
//! language that they lack is compared with names in that language only.

/// What a word of the name of a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It names the body, and means this.
    Body(&'static str),
    /// It says that somebody speaks for a body: a press centre, a channel.
    Voice,
    /// It says so beside such a word: the `centre` of a press centre.
    BesideVoice,
    /// A language: with `service` behind it, a voice.
    Language,
    /// It says nothing: `the`, `of`.
    Nothing,
    /// It names the body, and is in no table.
    Unknown,
}

/// The languages that abbreviations are tried in, in the order of the letters below.
pub(super) const LANGUAGES: [&str; 3] = ["English", "Russian", "Tajik"];

/// A meaning, the letters that abbreviations have for it in each of [`LANGUAGES`], and how the
/// words for it begin, in Latin letters.
type Row = (&'static str, [&'static str; 3], &'static [&'static str]);

const BODIES: &[Row] = &[
    ("state", ["s", "g", "d"], &["state", "gosudarstv", "davlat"]),
    (
        "national",
        ["n", "n", "m"],
        &["national", "natsional", "mill"],
    ),
    (
        "security",
        ["s", "b", "a"],
        &["securit", "bezopasnost", "amniya", "amniia", "segurid"],
    ),
    (
        "committee",
        ["c", "k", "k"],
        &["committee", "komitet", "kumita", "comite"],
    ),
    ("ministry", ["m", "m", "v"], &["minist", "vazorat"]),
    (
        "interior",
        ["i", "vd", "kd"],
        &["interior", "internal", "vnutren", "dokhil", "dohil"],
    ),
    ("defence", ["d", "o", "m"], &["defen", "oboron", "mudofi"]),
    (
        "foreign",
        ["f", "id", "kk"],
        &["foreign", "inostran", "khorij", "horij"],
    ),
    (
        "health",
        ["h", "z", "t"],
        &["health", "zdravookhran", "tandurust"],
    ),
    (
        "border",
        ["b", "p", "s"],
        &["border", "frontier", "pogranich", "sarhad"],
    ),
    (
        "troops",
        ["t", "v", "k"],
        &["troop", "voysk", "voisk", "qushun", "nirui"],
    ),
    ("guards", ["g", "o", "p"], &["guard", "okhran", "pasbon"]),
    (
        "service",
        ["s", "s", "kh"],
        &["service", "sluzhb", "khadamot", "servici"],
    ),
    (
        "police",
        ["p", "p", "p"],
        &["police", "politsi", "militsi", "polici"],
    ),
    ("federal", ["f", "f", "f"], &["federal"]),
    ("general", ["g", "g", "g"], &["general"]),
    ("staff", ["s", "sh", "s"], &["staff", "shtab", "sitod"]),
    (
        "army",
        ["a", "a", "a"],
        &["army", "armiya", "armii", "artish"],
    ),
    (
        "group",
        ["g", "g", "g"],
        &["group", "gruppa", "gruppirov", "guruh"],
    ),
    ("news", ["n", "n", "n"], &["news", "novost"]),
    ("agency", ["a", "a", "a"], &["agenc", "agenstv", "agentstv"]),
    ("radio", ["r", "r", "r"], &["radio"]),
    (
        "authorities",
        ["a", "v", "m"],
        &["authorit", "vlast", "maqomot", "autorit"],
    ),
    ("officials", ["o", "o", "o"], &["official"]),
    (
        "government",
        ["g", "p", "h"],
        &["government", "pravitelstv", "hukumat", "gobierno"],
    ),
    ("region", ["r", "o", "v"], &["region", "oblast", "viloyat"]),
    ("local", ["l", "m", "m"], &["local", "mestn", "mahall"]),
    ("sources", ["s", "i", "m"], &["source", "istochnik"]),
    ("media", ["m", "s", "r"], &["media"]),
    (
        "country",
        ["r", "r", "j"],
        &["republic", "respublik", "jumhur", "country"],
    ),
];

/// Words that hold two.
const COMPOUNDS: &[(&str, &[&str])] = &[
    ("pogranvo", &["border", "troops"]),
    ("pogransluzhb", &["border", "service"]),
    ("goskomitet", &["state", "committee"]),
    ("gosbezopasnost", &["state", "security"]),
    ("minoboron", &["ministry", "defence"]),
    ("minzdrav", &["ministry", "health"]),
    ("genshtab", &["general", "staff"]),
];

/// Meanings that many bodies share: alone they name none, and one name that holds them more than
/// another is not that other's part for it.
const GENERAL: &[&str] = &[
    "agency",
    "authorities",
    "country",
    "general",
    "group",
    "local",
    "media",
    "ministry",
    "national",
    "news",
    "officials",
    "radio",
    "region",
    "service",
    "sources",
    "state",
];

/// Meanings that the same body has or lacks in its name.
const FILLERS: &[&str] = &["agency", "country", "group", "news", "radio"];

const VOICES: &[&str] = &[
    "press",
    "presse",
    "prensa",
    "pressa",
    "presssluzhba",
    "presstsentr",
    "matbuot",
    "spokes",
    "newsroom",
    "telegram",
    "twitter",
    "facebook",
    "website",
    "channel",
    "kanal",
    "pressecentre",
    "pressluzhba",
];

const BESIDE_VOICES: &[&str] = &[
    "centre",
    "center",
    "tsentr",
    "markaz",
    "centro",
    "office",
    "ofis",
    "desk",
    "department",
    "otdel",
    "service",
    "sluzhb",
    "secretar",
    "sekretar",
    "media",
    "information",
    "language",
    "attache",
];

const LANGUAGE_WORDS: &[&str] = &[
    "arabic",
    "armenian",
    "azerbaijani",
    "chinese",
    "dari",
    "english",
    "french",
    "georgian",
    "german",
    "hebrew",
    "kazakh",
    "kurdish",
    "kyrgyz",
    "pashto",
    "persian",
    "russian",
    "russkaya",
    "spanish",
    "tadzhikskaya",
    "tajik",
    "turkish",
    "turkmen",
    "ukrainian",
    "urdu",
    "uyghur",
    "uzbek",
];

const NOTHING: &[&str] = &[
    "a", "an", "and", "at", "by", "da", "das", "de", "dei", "del", "dela", "der", "des", "di",
    "die", "du", "e", "et", "for", "from", "i", "in", "la", "le", "les", "na", "of", "on", "po",
    "the", "to", "und", "v", "va", "von", "y", "affairs", "korhoi", "com", "org", "net", "www",
];

/// Returns what a word of a name of a body is; a compound is several.
pub(super) fn meanings(plain: &str) -> Vec<Meaning> {
    if NOTHING.contains(&plain) {
        return vec![Meaning::Nothing];
    }
    if let Some((_, parts)) = COMPOUNDS.iter().find(|(stem, _)| plain.starts_with(stem)) {
        return parts.iter().map(|part| Meaning::Body(part)).collect();
    }
    let one = if VOICES.iter().any(|stem| starts(plain, stem)) {
        Meaning::Voice
    } else if LANGUAGE_WORDS.contains(&plain) {
        Meaning::Language
    } else if let Some((meaning, ..)) = BODIES
        .iter()
        .find(|(.., stems)| stems.iter().any(|stem| starts(plain, stem)))
    {
        Meaning::Body(meaning)
    } else if is_beside_voice(plain) {
        Meaning::BesideVoice
    } else {
        Meaning::Unknown
    };
    vec![one]
}

/// Tells whether a word is part of what speaks for a body where a word beside it says so.
pub(super) fn is_beside_voice(plain: &str) -> bool {
    BESIDE_VOICES.iter().any(|stem| starts(plain, stem))
}

/// A stem of five letters or fewer is the word itself, or its plural.
fn starts(plain: &str, stem: &str) -> bool {
    plain
        .strip_prefix(stem)
        .is_some_and(|rest| stem.len() > 5 || rest.len() <= 1)
}

/// Tells whether a meaning names no body by itself.
pub(super) fn is_general(meaning: &str) -> bool {
    GENERAL.contains(&meaning)
}

/// Tells whether a name may have or lack this and be the same.
pub(super) fn is_filler(meaning: &str) -> bool {
    FILLERS.contains(&meaning)
}

/// Returns the letters that abbreviations have for a meaning, a language each.
pub(super) fn letters(meaning: &str) -> Option<[&'static str; 3]> {
    let row = BODIES.iter().find(|(known, ..)| *known == meaning);
    row.map(|(_, letters, _)| *letters)
}

#[cfg(test)]
mod tests {
    use super::{BODIES, FILLERS, GENERAL, Meaning, meanings};

    #[test]
    fn words_in_several_languages_mean_one_thing() {
        for (words, meaning) in [
            (["state", "gosudarstvennyy"], "state"),
            (["committee", "komiteta"], "committee"),
            (["ministry", "ministerstvo"], "ministry"),
            (["interior", "vnutrennikh"], "interior"),
            (["troops", "voysk"], "troops"),
        ] {
            for word in words {
                assert_eq!(meanings(word), [Meaning::Body(meaning)], "{word}");
            }
        }
        assert_eq!(meanings("pogranvoysk").len(), 2);
        assert_eq!(meanings("millions"), [Meaning::Unknown]);
    }

    #[test]
    fn the_tables_name_meanings_that_there_are() {
        for meaning in GENERAL.iter().chain(FILLERS) {
            assert!(
                BODIES.iter().any(|(known, ..)| known == meaning),
                "{meaning}"
            );
        }
    }
}
