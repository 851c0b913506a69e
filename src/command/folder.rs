//! Which files a folder holds.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// Lists the files in a folder and in those below it that end in one of some endings, in order.
/// Links to folders are not followed, nor are links to files elsewhere; what begins with a point is
/// hidden.
///
/// # Errors
/// Where one of the folders cannot be read.
pub(super) fn files(root: &Path, endings: &[&str]) -> std::io::Result<Vec<PathBuf>> {
    let inside = root.canonicalize()?;
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
                continue;
            }
            let is_here = || {
                path.canonicalize()
                    .is_ok_and(|path| path.starts_with(&inside))
            };
            let is_meant = path
                .extension()
                .is_some_and(|ending| endings.iter().any(|meant| ending == *meant));
            if is_meant && path.is_file() && (!kind.is_symlink() || is_here()) {
                files.push(shown(&path));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// A path as imports name it: without `.` in it.
pub(super) fn shown(path: &Path) -> PathBuf {
    path.components()
        .filter(|part| *part != Component::CurDir)
        .collect()
}
