//! What was probably meant, in words.

use crate::incident::nearest;

/// Returns "did you mean ..?" where a known name is close enough.
pub(crate) fn did_you_mean<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(name, known).map(|nearest| format!("did you mean `{nearest}`?"))
}
