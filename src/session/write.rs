//! Files written as a whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Page;
use crate::diagnostic::Diagnostic;

/// How many names are tried for the file beside: others may write here at the same time.
const ATTEMPTS: u32 = 100;

/// Puts `bytes` in place of what a file holds, or makes the file: whoever reads it sees the old or
/// the new, never a half. The permissions stay, and a link stays one to the file it leads to.
///
/// # Errors
/// Where the file or its folder cannot be written; the file is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        found => found?,
    };
    let permissions = match fs::metadata(&target) {
        // A device or a pipe holds nothing that could be half written.
        Ok(known) if !known.is_file() => return fs::write(&target, bytes),
        Ok(known) if known.permissions().readonly() => {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Ok(known) => Some(known.permissions()),
        Err(_) => None,
    };
    let (beside, mut file) = beside(&target)?;
    let write = || {
        // Before anything is in it: what few may read must not lie open for a moment.
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, &target)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

/// Tells whether a name stands for stdout.
#[must_use]
pub fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Refuses a file that is there, unless `force` allows to write over it. Asked before the work is
/// done, so that nothing is half written. A link that leads nowhere is there as well.
///
/// # Errors
/// Where the file is there.
pub fn may_write(path: &Path, force: bool) -> Result<(), Diagnostic> {
    // A link that leads nowhere is there, too.
    if force || path.symlink_metadata().is_err() {
        return Ok(());
    }
    let message = format!("`{}` is there already", path.display());
    Err(Diagnostic::usage(message).hint("`--force` writes over it"))
}

/// Writes a file that is not there yet; with `force`, also over one that is.
///
/// # Errors
/// Where the file is there, or cannot be written.
pub fn put_file(path: &Path, bytes: &[u8], force: bool) -> Result<(), Diagnostic> {
    may_write(path, force)?;
    replace(path, bytes).map_err(|error| Diagnostic::unwritable(path, &error))
}

/// Writes a text where it was asked for: to stdout for `-`, else as [`put_file`] does.
///
/// # Errors
/// As [`put_file`].
pub fn put_out(out: &Path, text: &str, force: bool, page: &Page) -> Result<(), Diagnostic> {
    if is_stdout(out) {
        page.put(text);
        return Ok(());
    }
    put_file(out, text.as_bytes(), force)
}

/// Makes a new file in the folder of another.
fn beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let folder = target.parent().unwrap_or(Path::new(""));
    let mut attempt = 0;
    loop {
        let beside = folder.join(format!(".tallybook-{}-{attempt}.tmp", std::process::id()));
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)
        {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < ATTEMPTS => {
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::replace;

    fn folder(name: &str) -> PathBuf {
        let name = format!("tallybook-write-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    #[test]
    fn a_file_is_made_and_then_replaced_and_nothing_lies_beside_it() {
        let folder = folder("plain");
        let file = folder.join("a.json");
        for text in ["one", "two"] {
            replace(&file, text.as_bytes()).expect("written");
            assert_eq!(fs::read_to_string(&file).expect("a file"), text);
        }
        assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 1);
        assert!(replace(&folder.join("no/such.json"), b"").is_err());
        fs::remove_dir_all(folder).expect("the folder");
    }

    #[test]
    #[cfg(unix)]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = folder("link");
        let (file, link) = (folder.join("a.json"), folder.join("link.json"));
        fs::write(&file, "one").expect("a file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("its permissions");
        symlink("a.json", &link).expect("a link");
        replace(&link, b"two").expect("written");
        assert_eq!(fs::read_to_string(&file).expect("a file"), "two");
        assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
        let mode = fs::metadata(&file).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).expect("its permissions");
        let error = replace(&file, b"three").expect_err("it is not to be written");
        assert_eq!(error.kind(), std::io::ErrorKind::PermissionDenied);
        fs::remove_dir_all(folder).expect("the folder");
    }
}
