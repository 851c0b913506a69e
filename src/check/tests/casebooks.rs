//! Mistakes in casebooks, and what only looks like them.
