//! The parts of a zipped workbook, unpacked within a limit.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Unreadable;
use super::limits::{MOST_PARTS, MOST_UNPACKED};

/// What a part begins with in the list at the end of a zipped file.
const LISTED: &[u8] = b"PK\x01\x02";

/// A zipped file, and how much may still be unpacked from it.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        // Counted before it is opened: the list is taken into memory as a whole.
        let listed = bytes
            .windows(LISTED.len())
            .filter(|window| *window == LISTED);
        if listed.count() > MOST_PARTS {
            return Err(Unreadable::new(format!(
                "the file has more than {MOST_PARTS} parts"
            )));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        Ok(Self {
            archive,
            left: MOST_UNPACKED,
        })
    }

    /// Returns the name of the part that is called so, whatever its capitals and slashes: some
    /// programs write `xl\SharedStrings.xml`.
    pub(super) fn find(&self, name: &str) -> Option<String> {
        let plain = |name: &str| name.replace('\\', "/").to_lowercase();
        let wanted = plain(name);
        let names = self.archive.file_names().flatten();
        names
            .map(|name| name.into_owned())
            .find(|name| *name == wanted || plain(name) == wanted)
    }

    /// Returns the names of the parts in which sheets may be told of.
    pub(super) fn names(&self) -> Vec<String> {
        let passed = [
            "calcchain",
            "charts/",
            "comments",
            "customxml/",
            "docprops/",
            "drawings/",
            "externallinks/",
            "pivot",
            "tables/",
            "theme/",
        ];
        let names = self.archive.file_names().flatten();
        let names = names.map(|name| name.into_owned()).filter(|name| {
            let plain = name.replace('\\', "/").to_lowercase();
            let markup = plain.ends_with(".xml") || plain.ends_with(".rels");
            markup && !passed.iter().any(|folder| plain.contains(folder))
        });
        names.collect()
    }

    /// Returns the text of a part; `None` if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(name) = self.find(name) else {
            return Ok(None);
        };
        let file = self
            .archive
            .by_name(&name)
            .map_err(|error| broken(&error))?;
        let too_much = || {
            Unreadable::new(format!(
                "the file unpacks to more than {} MiB",
                MOST_UNPACKED >> 20
            ))
            .hint("split it, or remove sheets and empty rows that are not needed")
        };
        if file.size() > self.left {
            return Err(too_much());
        }
        // What a part says of its size need not be true.
        let mut bytes = Vec::new();
        let read = file.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|error| damaged(&name, &error.to_string()))?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(length).ok_or_else(too_much)?;
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        let text = String::from_utf8(bytes);
        text.map(Some)
            .map_err(|_| damaged(&name, "it is not UTF-8"))
    }

    /// Returns the text of a part that must be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Unreadable> {
        let part = self.part(name)?;
        part.ok_or_else(|| {
            Unreadable::new(format!("this is not a workbook: it has no part `{name}`"))
                .hint("open it in a spreadsheet program and save it as `.xlsx`")
        })
    }
}

/// Returns the error for a part that cannot be read.
pub(super) fn damaged(part: &str, what: &str) -> Unreadable {
    Unreadable::new(format!("the file is damaged: `{part}`: {what}"))
        .hint("open it in a spreadsheet program and save it again")
}

fn broken(error: &ZipError) -> Unreadable {
    Unreadable::new(format!(
        "the file is damaged, or its end is missing: {error}"
    ))
    .hint("copy it again, or open it in a spreadsheet program and save it as `.xlsx`")
}
