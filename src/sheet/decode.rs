//! The encoding of a text file: told, marked in the file, or detected.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Unreadable;
use crate::incident::nearest;

/// What a mistyped encoding is compared with: those that programs still write.
const KNOWN: [&str; 34] = [
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-9",
    "iso-8859-15",
    "ibm866",
    "koi8-r",
    "koi8-u",
    "macintosh",
    "x-mac-cyrillic",
    "gbk",
    "gb18030",
    "big5",
    "euc-jp",
    "iso-2022-jp",
    "shift_jis",
    "euc-kr",
    "ascii",
];

/// How many bytes are given to the detector, from the first that is not ASCII on: it is slow, and
/// what it has not learnt from as many it does not learn from more.
const LEARNT_FROM: usize = 256 << 10;

/// Fewer NULs than this are damage to a short text, not its encoding.
const FEW: usize = 4;

/// A text, how it was encoded, and how far it could be read.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text, or as much of it as comes before the first bytes that mean nothing.
    pub(super) text: String,
    /// The encoding, and how it is known.
    pub(super) said: String,
    /// Whether bytes were met that mean nothing in this encoding.
    pub(super) torn: bool,
}

/// Reads bytes as text: in the encoding told, if one is; else by a byte order mark; else as UTF-16
/// if every second byte says so; else as UTF-8 if it is valid; else as what the detector guesses.
pub(super) fn decode(bytes: &[u8], told: Option<&str>) -> Result<Decoded, Unreadable> {
    let marked = Encoding::for_bom(bytes);
    if let Some(label) = told {
        let encoding =
            Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| unknown(label))?;
        let mark = marked.filter(|(marked, _)| *marked == encoding);
        let bytes = &bytes[mark.map_or(0, |(_, length)| length)..];
        return Ok(decode_as(bytes, encoding, "as told"));
    }
    if let Some((encoding, length)) = marked {
        return Ok(decode_as(
            &bytes[length..],
            encoding,
            "by its byte order mark",
        ));
    }
    if let Some(encoding) = without_mark(bytes) {
        return Ok(decode_as(bytes, encoding, "by its every second byte"));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(decode_as(bytes, UTF_8, ""));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let sample = &bytes[from..];
    detector.feed(&sample[..sample.len().min(LEARNT_FROM)], true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    Ok(decode_as(bytes, encoding, "guessed from its letters"))
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding, how: &str) -> Decoded {
    let said = match how {
        "" => encoding.name().to_owned(),
        _ => format!("{} ({how})", encoding.name()),
    };
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Decoded {
            text: text.into_owned(),
            said,
            torn: false,
        };
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(0));
    // What comes before the bytes that mean nothing stays in `text`; there the decoder stops.
    let _ = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    Decoded {
        text,
        said,
        torn: true,
    }
}

/// Returns the kind of UTF-16 in which most of what is written in ASCII letters has a NUL as every
/// second byte, if the bytes look so.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let nuls = |at: usize| {
        sample
            .iter()
            .skip(at)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (high, low) = (nuls(0), nuls(1));
    let pairs = sample.len() / 2;
    // Delimiters, digits and line ends are ASCII even where the words are not.
    match (high, low) {
        (0, low) if low >= FEW && low * 5 > pairs => Some(UTF_16LE),
        (high, 0) if high >= FEW && high * 5 > pairs => Some(UTF_16BE),
        _ => None,
    }
}

fn unknown(label: &str) -> Unreadable {
    let error = Unreadable::new(format!("`{label}` is not an encoding that is known"));
    match nearest(&label.to_lowercase(), KNOWN) {
        Some(known) => error.hint(format!("did you mean `{known}`?")),
        None => error.hint("it is a label such as `utf-8`, `windows-1251` or `shift_jis`"),
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::Encoding;

    use super::{KNOWN, decode};

    #[test]
    fn encodings_are_told_from_each_other() {
        let cyrillic = "стан;имя;погибло\r\nТаджикистан;погранзастава Ишкобод;несколько\r\n";
        let (windows, _, _) = encoding_rs::WINDOWS_1251.encode(cyrillic);
        let wide = |text: &str, little: bool| -> Vec<u8> {
            let bytes = |unit: u16| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            };
            text.encode_utf16().flat_map(bytes).collect()
        };
        for (bytes, text, said) in [
            (b"a,b".to_vec(), "a,b", "UTF-8"),
            ("é".into(), "é", "UTF-8"),
            ("\u{feff}é".into(), "é", "UTF-8 (by its byte order mark)"),
            (
                wide("\u{feff}é,1", true),
                "é,1",
                "UTF-16LE (by its byte order mark)",
            ),
            (
                wide("\u{feff}é,1", false),
                "é,1",
                "UTF-16BE (by its byte order mark)",
            ),
            (
                wide("id,имя\n1,я\n", true),
                "id,имя\n1,я\n",
                "UTF-16LE (by its every second byte)",
            ),
            (
                wide("id,имя\n1,я\n", false),
                "id,имя\n1,я\n",
                "UTF-16BE (by its every second byte)",
            ),
            (
                windows.into_owned(),
                cyrillic,
                "windows-1251 (guessed from its letters)",
            ),
        ] {
            let decoded = decode(&bytes, None).expect("an encoding");
            assert_eq!((decoded.text.as_str(), decoded.said.as_str()), (text, said));
            assert!(!decoded.torn);
        }
    }

    #[test]
    fn what_is_told_goes_before_what_is_seen() {
        let decoded = decode(b"\xe9", Some("latin1")).expect("an encoding");
        assert_eq!((decoded.text.as_str(), decoded.torn), ("é", false));
        let decoded = decode(b"a\xff", Some("utf8")).expect("an encoding");
        assert_eq!((decoded.text.as_str(), decoded.torn), ("a", true));
        let error = decode(b"a", Some("windows1251x")).expect_err("no such encoding");
        assert_eq!(error.hint.as_deref(), Some("did you mean `windows-1251`?"));
    }

    #[test]
    fn what_is_suggested_is_known() {
        for label in KNOWN {
            assert!(
                Encoding::for_label_no_replacement(label.as_bytes()).is_some(),
                "{label}"
            );
        }
    }
}
