//! Whole files in, rows out.
