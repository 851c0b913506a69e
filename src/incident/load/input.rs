//! One file that is to be loaded.

use super::Problem;

/// The text of a casebook, and the name it is shown under.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name of the file, as shown; `.ndjson` and `.jsonl` say that every line is an incident.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Input {
    /// Makes an input from text.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// Makes an input from the bytes of a file.
    ///
    /// # Errors
    /// Where the bytes are not UTF-8, with the first place where they are not.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Problem> {
        let name = name.into();
        String::from_utf8(bytes)
            .map(|text| Self {
                name: name.clone(),
                text,
            })
            .map_err(|error| {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                let before = &bytes[..at];
                let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
                let hint = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
                    .then_some("the file begins as UTF-16 does: save it as UTF-8");
                Problem::new(
                    name,
                    u32::try_from(line).unwrap_or(u32::MAX),
                    "",
                    format!(
                        "expected UTF-8, found the byte 0x{:02x} at offset {at}",
                        bytes.get(at).copied().unwrap_or_default()
                    ),
                    Some(hint.unwrap_or("save the file as UTF-8").to_owned()),
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn what_is_not_utf_8_is_placed() {
        let problem = Input::from_bytes("a.json", b"{\n \"\xe9\"}".to_vec()).expect_err("Latin-1");
        assert_eq!(
            problem.to_string(),
            "a.json:2: expected UTF-8, found the byte 0xe9 at offset 4\n  hint: save the file as UTF-8"
        );
        let problem = Input::from_bytes("a.json", b"\xff\xfe{\0".to_vec()).expect_err("UTF-16");
        assert!(problem.hint().is_some_and(|hint| hint.contains("UTF-16")));
    }
}
