//! How claims are reconciled: each sentence of section "What support means" as a small casebook
//! with its outcome worked out by hand, and laws that hold for random casebooks.

mod book;
mod comparison;
mod contract;
mod currency;
mod figures;
mod laws;
mod methods;
mod naive;
mod names;
mod origins;
pub(crate) mod random;
mod selections;
mod sums;
mod support;
